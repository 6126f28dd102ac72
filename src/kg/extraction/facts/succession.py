"""Who follows whom in an office that the sentence does not name: "X, who succeeds Y", "named X to replace him".

The office is the one that either of them is known to hold or to have just left; of two that may be meant, none is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.facts.accession import lasting
from kg.extraction.facts.held import Held
from kg.extraction.facts.holders import holders
from kg.extraction.facts.statement import Statements
from kg.extraction.facts.wording import Wording, verb_at, words_pattern
from kg.lexicon import load
from kg.nlp.document import DocEntity
from kg.nlp.offices import GENERIC, roles

#: Who may dismiss: of "President X replaced Minister Y" nobody can tell.
_CHIEFS = frozenset(
    {"president", "prime-minister", "king", "emir", "sultan", "chancellor", "governor", "supreme-leader"}
)
_RULE = "office:succession+other-title"
_INDUCTS = frozenset({"inaugurate", "swear"})
_NEW = re.compile(r"\bnew(?:ly)?\b")
_POST = re.compile(r"\b(?:the|that|same) (?:post|position|office|job|role)\b")


@cache
def _patterns(kind: str) -> tuple[re.Pattern[str], ...]:
    return tuple(words_pattern(text) for text in load("handovers")["unnamed"][kind])


@cache
def _posts(kind: str) -> tuple[re.Pattern[str], ...]:
    return tuple(words_pattern(text) for text in load("handovers")["post"][kind])


@dataclass(frozen=True, slots=True)
class _Follows:
    new: DocEntity | None
    """None for a pronoun of whom nothing else tells that he has come to an office."""
    old: DocEntity | None
    verb: Token
    planned: bool
    pronoun: bool = False
    inducted: bool = False
    """Whether only taking office is told, of an office that stands elsewhere."""
    followed: bool = False
    """Whether it is said that somebody is followed, though perhaps not whom: "him"."""


def _sure(one: _Follows, known: Sequence[Held]) -> _Follows:
    """Without a pronoun's person, unless the article has told that he comes to an office: it may mean another."""
    begins = any(h.person is one.new and h.phase == "begins" for h in known)
    return replace(one, new=None) if one.pronoun and not begins else one


def successions(statements: Statements, known: Sequence[Held], wordings: Sequence[Wording]) -> Iterator[Held]:
    """What such sentences add to what is ``known``."""
    yield from _predecessors(statements, known)
    found = list(known)
    for words in wordings:
        for one in _told(statements, words):
            for held in _passed(statements, _sure(one, found), found):
                found.append(held)
                yield held
        for held in (*_forming(statements, words, found), *_of_the_post(statements, words, found)):
            found.append(held)
            yield held


def _all_patterns() -> Iterator[tuple[bool, re.Pattern[str]]]:
    """The patterns, and whether they tell only that somebody took office."""
    yield from ((False, pattern) for pattern in _patterns("patterns"))
    yield from ((True, pattern) for pattern in _patterns("inducted"))


def _told(statements: Statements, words: Wording) -> Iterator[_Follows]:
    seen: set[tuple[int, int]] = set()
    for text in (
        dict.fromkeys((words.short, words.text)) if words.passes or " successor " in words.text else ()
    ):
        for inducted, pattern in _all_patterns():
            for match in pattern.finditer(text):
                groups = match.groupdict()
                new = int(groups["new"][1:]) if groups["new"][1:].isdigit() else -1
                old = int(groups["old"][1:]) if re.match(r"[PQ]\d", groups.get("old") or "") else -1
                if (new, old) in seen:
                    continue
                seen.add((new, old))
                verb = _verb(statements, groups["verb"], words.sentence.start)
                if inducted and verb.lemma_.lower() not in _INDUCTS:
                    continue
                person, before = words.people.get(new), words.people.get(old)
                # "Was chosen as his successor": not as his own, whatever the pronoun was taken for.
                yield _Follows(
                    person, None if before is person else before, verb, groups.get("plan") is not None,
                    statements.doc[new].pos_ == "PRON" if new >= 0 else True, inducted,
                    groups.get("old") is not None,
                )  # fmt: skip


def _passed(statements: Statements, one: _Follows, known: Sequence[Held]) -> Iterator[Held]:
    status, _ = statements.judge_post(one.verb)
    outgoing = one.verb.tag_ == "VBZ" and any(h.person is one.old and h.outgoing for h in known)
    if status == "Asserted" and (one.planned or outgoing):
        status = "Planned"  # "The outgoing chairman, Y, hands over to X in June"
    if status not in {"Asserted", "Planned"}:
        return
    if one.verb.lemma_.lower() == "replace" and any(
        h.person is one.new and h.role in _CHIEFS and not h.former for h in known
    ):
        return
    office = _office_of(one, known)
    if office is None:
        return
    told = {(id(h.person), h.role, id(h.of)) for h in known}
    # "President-elect X takes over from Y in May": Y has the office still.
    over = status == "Asserted" and not (office.person is one.new and office.status == "Planned")
    prefix = lasting(office.prefix)
    span = one.verb.idx, one.verb.idx + len(one.verb)
    if one.new is not None and (id(one.new), office.role, id(office.of)) not in told:
        yield Held(
            one.new, office.role, office.words, prefix, office.of, one.verb, *span, "begins", _RULE,
            0.75 * office.confidence, status, verb=one.verb,
        )  # fmt: skip
    if one.old is None:
        return
    if (id(one.old), office.role, id(office.of)) not in told:
        yield Held(
            one.old, office.role, office.words, prefix, office.of, one.verb, *span, "ends" if over else "holds",
            _RULE, 0.75 * office.confidence, verb=one.verb, former=over,
        )  # fmt: skip
    elif over:
        for held in known:
            if (
                held.person is one.old
                and (held.role, held.of) == (office.role, office.of)
                and held.status == "Asserted"
            ):
                held.former = True


def _is_new(one: Held) -> bool:
    """ "The new foreign minister, X,": who had the post before has left it."""
    text = one.at.doc._.plain[one.start : one.end]
    return _NEW.search(text) is not None


def _office_of(one: _Follows, known: Sequence[Held]) -> Held | None:
    """The office that passes: that of the one who had it, or else that which the other one begins."""
    sentence = one.verb.sent
    first = one.verb.doc[max(sentence.start - 1, 0)].sent.start
    near = [h for h in known if first <= h.at.i < sentence.end]
    ended = [h for h in known if h.person is one.old and h.phase == "ends"]
    # What is told of him behind this sentence may have come later: "Y, whom X replaced, is now chairman".
    held = [h for h in known if h.person is one.old and not h.former and h.at.i < sentence.end]
    begun = [h for h in known if one.new is not None and h.person is one.new and h.phase == "begins"]
    due = [h for h in known if h.person is one.new and h.status == "Planned" and h not in begun]
    if one.old is None and one.inducted:
        leaving = {(h.role, id(h.of)): h for h in known if h.outgoing and h.person is not one.new}
        return next(iter(leaving.values())) if len(leaving) == 1 else None
    vacant = [h for h in near if h.phase == "ends" and h.person is not one.new]
    if one.old is None and one.followed and not vacant:
        # "Prime Minister X lost the vote. Y was picked to succeed him": whom, if not the one who has an office there.
        sole = {(h.role, id(h.of)): h for h in near if h.person is not one.new and not h.one_of_several}
        (only,) = sole.values() if len(sole) == 1 else (None,)
        fits = only is not None and not only.former and only.role in _CHIEFS and only.of.type == "Country"
        return only if fits and only is not None and only.at.sent.end <= sentence.start else None
    chief = [
        h for h in known if one.new is not None and h.person is one.new and h.role in _CHIEFS and not h.former
    ]
    chief += [
        h for h in known
        if one.new is not None and h.person is one.new and not h.former and h.at.sent == sentence and _is_new(h)
    ]  # fmt: skip
    follows = one.verb.lemma_.lower() == "follow" and not syntax.is_passive(one.verb)
    choices = (begun, ended, held, due, chief) if not follows else (begun, ended)
    for choice in choices if one.old is not None else (vacant,):
        if choice is begun and choice and all(h.role in GENERIC for h in choice):
            return (
                choice[0] if len(choice) == 1 else None
            )  # whatever else the other one is, this is what passes
        offices = {
            (h.role, h.prefix, id(h.of)): h for h in choice
            if h.role not in GENERIC and not h.one_of_several
            and (h.status == "Asserted" or h in begun or h in due)
            and (roles()[h.role].get("unique", True) or h.of.type != "Country")
        }  # fmt: skip
        if offices:
            return next(iter(offices.values())) if len(offices) == 1 else None
    return None


def _forming(statements: Statements, words: Wording, known: Sequence[Held]) -> Iterator[Held]:
    for match in (m for pattern in _patterns("form") if words.passes for m in pattern.finditer(words.short)):
        verb = statements.doc[verb_at(match["verb"])]
        person = words.people[int(match["new"][1:])]
        if statements.judge_post(verb)[0] != "Asserted":
            continue
        countries = {
            id(h.of): h.of for h in known
            if h.of.type == "Country" and h.at.sent == words.sentence and not h.former
            and h.person is not person and h.role in _CHIEFS
        }  # fmt: skip
        if len(countries) != 1:
            continue
        (country,) = countries.values()
        row = roles()["prime-minister"]
        role = "prime-minister" if country.country not in row["absent"] else "chancellor"
        if role == "chancellor" and country.country not in roles()[role]["only_in"]:
            continue
        yield Held(
            person, role, "", "", country, verb, verb.idx, verb.idx + len(verb), "begins",
            "office:appointment+scene", 0.7, "Planned", verb=verb,
        )  # fmt: skip


def _of_the_post(statements: Statements, words: Wording, known: Sequence[Held]) -> Iterator[Held]:
    """ "X became minister after Y resigned from the post", "X was made minister. Y had held the job until then"."""
    for kind in ("ends", "held") if _POST.search(words.text) else ():
        for match in (m for pattern in _posts(kind) for m in pattern.finditer(words.short)):
            (place,) = (int(n) for n in re.findall(r"P(\d+)", match["who"])[:1])
            person, verb = words.people[place], _verb(statements, match["verb"], place)
            post = _last(known, person, verb) if statements.judge_post(verb)[0] == "Asserted" else None
            if post is None:
                continue
            if post.person is person:
                # "X was named minister. He held the post in 2011": that may have been before.
                over = kind == "ends" or match.string.startswith(" until ", match.end())
                post.former = post.former or (over and post.status == "Asserted")
            else:
                yield Held(
                    person, post.role, post.words, lasting(post.prefix), post.of, verb, verb.idx,
                    verb.idx + len(verb), "ends" if kind == "ends" else "held", "office:post+other-title",
                    0.8 * post.confidence, verb=verb, former=True,
                )  # fmt: skip


def _verb(statements: Statements, word: str, start: int) -> Token:
    """The verb of a pattern; one that stands there itself is the next behind the token ``start``."""
    at, doc = verb_at(word), statements.doc
    return doc[at if at >= 0 else next(i for i in range(start, len(doc)) if doc[i].lower_ == word)]


def _last(known: Sequence[Held], person: DocEntity, verb: Token) -> Held | None:
    """What "the post" is: the person's own office in the same sentence, or the one that was last said to pass."""
    sentence = verb.sent
    first = verb.doc[max(sentence.start - 1, 0)].sent.start
    before = [h for h in known if first <= h.at.i < verb.i]
    own = [h for h in before if h.person is person and h.at.sent == sentence]
    passing = [h for h in before if h.verb is not None and h.phase != "holds"]
    last = max((h.at.i for h in own or passing), default=-1)
    posts = [h for h in own or passing if h.at.i == last]
    clear = len({(h.role, id(h.of)) for h in posts}) == 1 and not any(h.one_of_several for h in posts)
    return posts[0] if clear and posts[0].role not in GENERIC else None


def _predecessors(statements: Statements, known: Sequence[Held]) -> Iterator[Held]:
    """ "Lula's predecessor, X" had the office that Lula has."""
    for noun in statements.with_word({"predecessor"}):
        possessors = syntax.children(noun, "poss")
        follower = statements.entity(possessors[0]) if possessors else None
        present = [
            h for h in known
            if h.person is follower and h.role not in GENERIC and not h.former and h.status == "Asserted"
        ]  # fmt: skip
        begun = [h for h in present if h.phase == "begins"]
        offices = {(h.role, h.of.key or id(h.of)): h for h in begun or present}
        if follower is None or len(offices) != 1 or syntax.prepositional(noun, "as"):
            continue
        (office,) = offices.values()
        for holder in holders(statements, noun):
            if holder.person.entity is not follower and holder.rule in {"apposition", "title", "copula"}:
                start = min(noun.idx, holder.person.mention.start)
                end = max(noun.idx + len(noun), holder.person.mention.end)
                yield Held(
                    holder.person.entity, office.role, office.words, office.prefix, office.of, noun, start, end,
                    "held", "office:predecessor", 0.8 * office.confidence, former=True,
                )  # fmt: skip
