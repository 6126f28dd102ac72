"""Who comes to an office or leaves it, by the wording of a sentence that names the office.

"X was sworn in as T", "Y named X, 61, as T in place of Z", "X has taken over at B as T", "the resignation of X as T".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Span, Token

from kg.extraction import syntax
from kg.extraction.facts.held import Held
from kg.extraction.facts.holders import Phase
from kg.extraction.facts.owners import owner
from kg.extraction.facts.post import of_bodies
from kg.extraction.facts.scene import inferred
from kg.extraction.facts.statement import Statements
from kg.extraction.facts.wording import Wording, verb_at, words_pattern
from kg.lexicon import load
from kg.model import EntityType, Status
from kg.nlp.document import DocEntity
from kg.nlp.offices import COUNTERPART, roles
from kg.nlp.title import BODIES, OWNERS, Title
from kg.nlp.titles import prefixes

#: Who "would resign as minister", is asked to, or refused to, is minister.
NOT_ENDED: frozenset[Status] = frozenset({"Planned", "Hypothetical", "Negated"})
#: Who fills the posts of a state.
_APPOINTING = frozenset(
    {"president", "prime-minister", "chancellor", "king", "emir", "sultan", "supreme-leader"}
)
_STATES: frozenset[EntityType] = frozenset({"Country", "Region"})


@dataclass(frozen=True, slots=True)
class _Formula:
    phase: Phase
    rule: str
    planned: bool
    pattern: re.Pattern[str]


@cache
def _formulas() -> tuple[_Formula, ...]:
    return tuple(
        _Formula(row["phase"], row["rule"], row.get("planned", False), words_pattern(text))
        for row in load("handovers")["named"]
        for text in row["patterns"]
    )


@cache
def _behind(kind: str) -> re.Pattern[str]:
    return words_pattern(load("handovers")["behind"][kind])


@dataclass(frozen=True, slots=True)
class Passing:
    """An office that the words of a sentence give to somebody or take from somebody; ``verb`` says so."""

    person: DocEntity
    title: Title
    verb: Token
    phase: Phase
    rule: str
    planned: bool
    body: Token | None
    named_by: bool
    """B, where it says "took over at B as T" or "B named X as T"."""
    before: DocEntity | None
    """Who had the office before."""
    after: bool
    """Whether that is only said to have gone."""


def lasting(prefix: str) -> str:
    """The prefix, unless it says that somebody only fills in: who comes before or after may not."""
    return "" if prefix.lower() in prefixes("acting") else prefix


def passings(statements: Statements, wordings: Sequence[Wording]) -> list[Passing]:
    """All that sentences of the article tell so, in order."""
    return [one for words in wordings for one in _told(statements, words)]


def _told(statements: Statements, words: Wording) -> list[Passing]:
    sentence, titles = words.sentence, statements.doc._.titles
    found: dict[tuple[int, int], Passing] = {}
    # A text without a title gives none to anybody.
    for text in dict.fromkeys(text for text in (words.short, words.text) if "T" in text):
        # Without appositions the sentence tells best; in the full one another name may stand before the verb.
        told = {number for number, _ in found}
        for formula in _formulas():
            for match in formula.pattern.finditer(text):
                for one, number in (*_pairs(match), *_gapped(match)):
                    title, person = titles[number], words.people[one]
                    if title.role in {None, COUNTERPART} or (number, one) in found or number in told:
                        continue
                    verb = _verb(sentence, match["verb"], title)
                    plan = (
                        formula.planned
                        or match.groupdict().get("plan") is not None
                        or "will " in match["verb"]
                        or _picked(formula, match, verb)
                    )
                    before, after = (
                        _predecessor(words, match, text) if formula.phase == "begins" else (None, False)
                    )
                    found[number, one] = Passing(
                        person, title, verb, formula.phase, formula.rule, plan, _body(statements, match),
                        match.groupdict().get("namer") is not None,
                        before if before is not person else None, after,
                    )  # fmt: skip
    numbers = {number for number, _ in found}
    return [found[key] for number in sorted(numbers) for key in sorted(found) if key[0] == number]


def _pairs(match: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Who gets which title: everyone each, or in turn where they are as many."""
    groups = match.groupdict()
    people = [int(n) for n in re.findall(r"P(\d+)", groups["who"])]
    titles = [int(n) for n in re.findall(r"T(\d+)", f"{groups['title']} {groups.get('more') or ''}")]
    if len(people) > 1 and len(titles) > 1:
        yield from zip(people, titles, strict=False) if len(people) == len(titles) else ()
        return
    yield from ((person, title) for person in people for title in titles)


def _picked(formula: _Formula, match: re.Match[str], verb: Token) -> bool:
    """ "Picked X to be minister": he is not yet; who is elected to be it is elected."""
    due = re.search(r" to (?:be|become) (?:[a-z]+ )*T\d+", match[0])
    return formula.rule == "appointment" and due is not None and "elect" not in verb.lower_


def _gapped(match: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Who gets which title by the same verb: "X became president and Y prime minister"."""
    at = match.end()
    if not re.search(r"(?<!\S)T\d+\Z", match[0]):
        return
    while (another := _behind("gapped").match(match.string, at + 1)) is not None:
        person, title = re.findall(r"[PT](\d+)", another[0])
        yield int(person), int(title)
        at = another.end()


def _verb(sentence: Span, word: str, title: Title) -> Token:
    if verb_at(word) >= 0:
        return sentence.doc[verb_at(word)]
    named = [t for t in sentence if t.lower_ == word.removeprefix("will ").split()[0]]
    before = [t for t in named if t.idx < title.role_at]
    return (before or named)[-1]


def _body(statements: Statements, match: re.Match[str]) -> Token | None:
    body = match.groupdict().get("body") or match.groupdict().get("namer")
    return statements.doc[int(body[1:])] if body else None


def _predecessor(words: Wording, match: re.Match[str], text: str) -> tuple[DocEntity | None, bool]:
    """Who had the office before, and whether that is only said to have gone."""
    old, gone = match.groupdict().get("old"), None
    if old is None:
        behind = text[match.end() : match.end() + 120]
        another = re.search(r"(?:begin|end|sack|leave)\d+_(?!ing)", behind)
        found = _behind("before").search(behind[: another.start()] if another is not None else behind)
        gone = (
            next(
                filter(None, (_behind(kind).search(behind) for kind in ("after", "gone_noun", "sacked"))),
                None,
            )
            if found is None
            else None
        )
        found = found or gone
        old = next((one for one in found.groups() if one), None) if found is not None else None
    person = words.people.get(int(old[1:])) if old is not None and old[1:].isdigit() else None
    return person, gone is not None


def _of_another(one: Passing, known: Sequence[Held]) -> bool:
    """Whether the sentence calls whoever had the office before by another: "X became premier after Minister Y quit"."""
    return any(
        h.person is one.before and h.at.sent == one.verb.sent and h.role != one.title.role and not h.former
        for h in known
    )


def accessions(statements: Statements, told: Sequence[Passing], known: Sequence[Held]) -> Iterator[Held]:
    """The offices that pass, and those of whoever had them before; ``known`` are those of titles beside names."""
    for one in told:
        status, speaker = statements.judge_post(one.verb)
        if one.phase == "ends" and (one.planned or status in NOT_ENDED):
            yield from _held(statements, one, known, "holds", "Asserted", None)
            continue
        if status == "Asserted" and (one.planned or one.title.designate):
            status = "Planned"
        elif status == "Asserted" and one.title.claimed:
            status = "Alleged"
        yield from _held(statements, one, known, one.phase, status, speaker)


def _held(
    statements: Statements,
    one: Passing,
    known: Sequence[Held],
    phase: Phase,
    status: Status,
    speaker: str | None,
) -> Iterator[Held]:
    title, noun = one.title, statements.token_at(one.title.role_at)
    known_one = next((h for h in known if h.person is one.person and h.at == noun), None)
    role, words, prefix, of, rule, confidence = _office(statements, one, known)
    if known_one is not None:
        of, role, words, prefix = known_one.of, known_one.role, known_one.words, known_one.prefix
    if of is None or of is one.person or of.generic:
        return
    mentions = [
        m for m in statements.names_in(noun.sent.start_char, noun.sent.end_char)
        if m.entity is one.person
    ]  # fmt: skip
    start = min([title.start, *(m.start for m in mentions)])
    if not title.held and known_one is None:
        yield Held(
            one.person, role, words, prefix, of, noun, start, title.end, phase, rule, confidence, status, speaker,
            one.verb, title.former or phase in {"held", "ends"}, title.indefinite,
        )  # fmt: skip
    if (
        one.before is not None
        and status in {"Asserted", "Planned"}
        and not title.indefinite
        and not (one.after and _of_another(one, known))
    ):
        over = status == "Asserted"
        yield Held(
            one.before, role, words, lasting(prefix), of, noun, start, title.end, "ends" if over else "holds",
            rule.replace(one.rule, "succession"), confidence * 0.95, "Asserted", None, one.verb, over,
        )  # fmt: skip


def _office(
    statements: Statements, one: Passing, known: Sequence[Held]
) -> tuple[str, str, str, DocEntity | None, str, float]:
    """Role, words and prefix of the office, whose it is, the rule that found it, and how sure it is."""
    title, role = one.title, one.title.role or ""
    words, prefix, rule = title.words, title.prefix, f"office:{one.rule}"
    of = title.of.entity if title.of is not None else None
    if (
        of is None
        and title.of is not None
        and title.of.ref is not None
        and title.of.ref.startswith("country:")
    ):
        of = statements.country(title.of.ref, title.of.country)
    of = of or _shared(statements, title)
    if of is not None:
        return role, words, prefix, of, rule, 0.88
    of = owner(statements, title, one.person)
    if of is not None or title.owner_at is not None:
        return role, words, prefix, of, f"{rule}+owner", 0.78
    if one.body is not None:
        of = statements.entity(one.body)
        # "The National Assembly elected X president": not its own.
        elects = one.named_by and of is not None and of.type == "GovernmentBody"
        elects = elects or words.lower().startswith("state ")
        national = roles()[role].get("of", "country") == "country"
        if of is not None and not elects and of.type in OWNERS and (of.type in _STATES) == national:
            return role, words, prefix, of, rule, 0.85
    named_by = _appointer(statements, one, known)
    if named_by is not None and roles()[role].get("of", "country") == "country":
        return role, words, prefix, named_by, f"{rule}+owner", 0.78
    same = _passed_on(title, one, known)
    if same is not None:
        return same.role, same.words, same.prefix, same.of, f"{rule}+other-title", 0.75
    if statements.doc._.plain.startswith(" of ", title.end):
        return role, words, prefix, None, rule, 0.0
    if of_bodies(statements, role):
        return role, words, prefix, None, rule, 0.0
    noun = statements.token_at(title.role_at)
    of = inferred(statements, role, one.person, noun, former=one.phase != "begins", due=True)
    return role, words, prefix, of, f"{rule}+scene", 0.6


def _appointer(statements: Statements, one: Passing, known: Sequence[Held]) -> DocEntity | None:
    """The country whose head appoints somebody: "Kenya's president named X ambassador to Brazil"."""
    if one.rule not in {"appointment", "nomination"}:
        return None
    heads = {statements.entity(subject) for subject in syntax.children(one.verb, "nsubj")} - {
        None,
        one.person,
    }
    states = {
        id(h.of): h.of for h in known
        if h.person in heads and h.of.type == "Country" and h.role in _APPOINTING and not h.former
    }  # fmt: skip
    return next(iter(states.values())) if len(states) == 1 else None


def _shared(statements: Statements, title: Title) -> DocEntity | None:
    """The body of "president and chief executive of X", for the first of the two titles."""
    titles, plain = statements.doc._.titles, statements.doc._.plain
    second = next((t for t in titles if t.start > title.end and plain[title.end : t.start] == " and "), None)
    if second is None or second.of is None or title.owner_at is not None:
        return None
    of = second.of.entity
    bodily = roles()[title.role or ""].get("of", "country") in {"organisation", "any"}
    return of if of is not None and bodily and of.type in BODIES else None


def _passed_on(title: Title, one: Passing, known: Sequence[Held]) -> Held | None:
    """The office of somebody beside, in this sentence or the one before, that the bare title repeats."""
    sentence = one.verb.sent
    first = one.verb.doc[max(sentence.start - 1, 0)].sent.start
    words = title.words.lower()
    fitting = {
        (h.role, id(h.of)): h for h in known
        if first <= h.at.i < sentence.end
        and (h.person is one.before or h.phase == "ends")
        and h.person is not one.person
        and (h.role == title.role or h.words.lower().endswith(f" {words}"))
    }  # fmt: skip
    return next(iter(fitting.values())) if len(fitting) == 1 else None
