"""When somebody who is named with an office has left it, or has died in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Span, Token

from kg.extraction import syntax
from kg.extraction.facts.held import Held
from kg.extraction.facts.statement import Statements
from kg.extraction.facts.wording import Wording, verb_at, words_pattern
from kg.lexicon import load
from kg.nlp.document import DocEntity

#: "president until protesters drove him out", "the minister at the time"
_UNTIL = re.compile(r"\s*,?\s*(?:until|at the time)\b")
#: Behind a name it may be the end of a meeting: "talks with President X until midnight".
_UNTIL_THEN = re.compile(r"\s*,?\s*(?:until (?:(?:\w+ )?\d{4}\b|his |her )|at the time\b)")
#: Behind a title, not behind a name: "foreign minister throughout the war"; "President X during a visit" is in office.
_DURING = re.compile(
    r"(?: party| movement| group)?(?: (?:in|under|at) [^,.;:]{2,40}?)?\s*,?\s*(?:until|at the time)\b"
    r"| when (?!asked|questioned|contacted|reached|he|she|it)"
    r"| before (?:he|she|becoming|being|joining|leaving|going|moving|resigning|stepping|retiring)\b"
    r"| under (?!(?:President|Prime|Premier|Chancellor|King|Governor|House) )(?=[A-Z])"
    r"|(?: in [^,.;:]{2,40}?)?\s*,?\s*(?:throughout|during)\b"
    r"(?! (?:his|her|their|its|an?|talks|negotiations|remarks|comments) |(?: [\w'-]+){0,4} "
    r"(?:visits?|trips?|tours?|talks|meetings?|summits?|speech|calls?|interview|ceremony|conference|debate|briefing|session))"
)
_IN_YEAR = re.compile(r"\s*,? in (?:the (?:early |late |mid-)?)?(\d{4})(?:s|\b)")
_BEGUN = re.compile(
    r"\b(?:re-?)?(?:elected|appointed|named|chosen|made|installed|inaugurated|crowned|confirmed)\b"
)
#: "The oil minister brought down by a scandal", behind a name: what was done to X, T
_UNDONE = re.compile(
    r",? (?:who was |who were )?(?:brought down|forced out|voted out|driven (?:out|from (?:power|office))|ousted|"
    r"toppled|sacked|fired|dismissed|overthrown|deposed|unseated|killed|assassinated|murdered|slain|"
    r"shot dead|gunned down)(?= (?:by|in|on|at|after|over|during|for|amid|last|this|earlier|when|with)\b|,)"
)
#: "The widow of President X", "President X's funeral": X is dead.
_MOURNED = re.compile(
    r"\b(?:widow|widower|orphans?|grave|tomb|funeral|burial|mausoleum|assassins?|killers?|murderers?|mourners?) "
    r"(?:of|for) (?:the )?(?:[\w-]+ ){0,2}?\Z"
)
_MOURNED_BEHIND = re.compile(
    r"'s? (?:widow|widower|funeral|grave|tomb|assassins?|killers?|murderers?|mausoleum)\b"
)
_PARTICLES = frozenset({"down", "aside"})


def handed_over(statements: Statements, held: Held, known: Sequence[Held]) -> bool:
    """Whether somebody else has begun to hold the office that an outgoing holder leaves."""
    begun = any(
        other.person is not held.person
        and (other.role, other.of) == (held.role, held.of)
        and other.phase == "begins"
        and other.status == "Asserted"
        for other in known
    )
    return begun or any(
        person.entity is not held.person and statements.judge(verb)[0] == "Asserted"
        for verb in statements.doc
        if verb.lemma_.lower() in {"inaugurate", "swear"} and syntax.is_passive(verb)
        for subject in syntax.children(verb, "nsubjpass")
        for person in statements.people(subject)
    )


def departure(statements: Statements, held: Held, title: Token) -> Token | None:
    """The word that says that a person named with an office has left it: "Prime Minister X resigned".

    ``title`` is the last word of the title, which may stand for the person in the sentence.
    """
    plain: str = statements.doc._.plain
    # "became president in 2012" and "X, elected president in 2012" tell when it began.
    begun = _BEGUN.search(plain[held.start : held.end]) or _BEGUN.search(plain[: held.start][-20:])
    apposed = held.rule.startswith("office:apposition")
    served = plain.endswith(" under ", 0, held.start)  # "minister under President X in 1991"
    year = _IN_YEAR.match(plain, held.end) if (apposed or served) and begun is None else None
    anchor = statements.timeline.anchor
    present = held.verb is not None and held.verb.tag_ in {"VBZ", "VBP"}  # "is acting president until May"
    if year and (anchor is None or int(year[1]) < anchor.year):
        return held.at
    before_name = held.rule.startswith("office:title")
    patterns = (_UNTIL_THEN,) if before_name else (_UNTIL, _DURING)
    if not present and any(pattern.match(plain, held.end) for pattern in patterns):
        return held.at
    if apposed and _UNDONE.match(plain, held.end):
        return held.at
    if _MOURNED.search(plain[max(0, held.start - 60) : held.start]) or _MOURNED_BEHIND.match(plain, held.end):
        return held.at
    sentence = held.at.sent
    named = [
        statements.doc[m.token] for m in statements.names_in(sentence.start_char, sentence.end_char)
        if m.entity is held.person
    ]  # fmt: skip
    for beside in (*named, title):
        token = beside
        while token.dep_ in {"appos", "conj"} and token.head.pos_ in {"NOUN", "PROPN"}:
            token = token.head
        lost = _death_noun(token)
        if (
            lost is None
            and title not in named
            and token is title
            and token.dep_ == "pobj"
            and token.head.lower_ == "of"
        ):
            token = token.head.head  # "minister of defence"
            lost = _death_noun(token)
        if lost is not None and statements.judge(lost)[0] in {"Asserted", "Alleged"}:
            return lost  # somebody may have claimed it, but X is dead
        # "bowed to the protests and stood aside"
        shared = [
            v for v in syntax.children(token.head, "conj") if not syntax.children(v, "nsubj", "nsubjpass")
        ]
        # "…, who died on Monday", "…, the chief justice who retired"
        told = {
            v: who for v in (*syntax.children(token, "relcl"), *syntax.children(beside, "relcl"))
            for who in syntax.children(v, "nsubj", "nsubjpass") if who.lower_ == "who"
        }  # fmt: skip
        for verb, who in {token.head: token, **dict.fromkeys(shared, token), **told}.items():
            if (
                verb.tag_ in {"VBD", "VBN"}
                and _leaves(verb, who)
                and not _leaves_another(verb)
                and statements.judge(verb)[0] == "Asserted"
            ):
                return verb
        for verb in (token.head, *shared, *told):
            if (
                verb.tag_ in {"VBD", "VBN"}
                and _dies(verb, None if verb in (*told, *shared) else token)
                and statements.judge(verb)[0] == "Asserted"
            ) or _blamed(verb, token):
                return verb
    return None


def _death_noun(who: Token) -> Token | None:
    """ "The assassination of X", "X's death"."""
    noun = who.head.head if who.dep_ == "pobj" and who.head.lower_ == "of" else who.head
    by_name = who.dep_ in {"pobj", "poss"} and noun.pos_ == "NOUN"
    return noun if by_name and noun.lower_ in load("facts")["holding"]["deaths"] else None


def _dies(verb: Token, who: Token | None) -> bool:
    """Whether the clause says that ``who`` (None: "who" of a relative clause) died or was killed."""
    words = load("facts")["holding"]
    lemma = verb.lemma_.lower()
    passive = syntax.is_passive(verb)
    if lemma in words["die"] and not passive and (who is None or who.dep_ == "nsubj"):
        return True
    undergone = passive if who is None else who.dep_ == "nsubjpass" or (who.dep_ == "dobj" and not passive)
    if not undergone:
        return False
    following = verb.doc[verb.i + 1 : verb.i + 3].text.lower()
    return lemma in words["kill"] or (
        lemma in words["kill_with"] and following.startswith(("dead", "down", "to death"))
    )


def _blamed(verb: Token, who: Token) -> bool:
    """ "Accused the army of killing X": whoever did it, X is dead."""
    governor = verb.head.head
    return (
        verb.tag_ == "VBG"
        and verb.dep_ == "pcomp"
        and who.dep_ == "dobj"
        and verb.lemma_.lower() in load("facts")["holding"]["kill"]
        and governor.lemma_.lower()
        in {"accuse", "blame", "suspect", "charge", "convict", "jail", "sentence", "condemn"}
    )


def _leaves(verb: Token, who: Token) -> bool:
    words = load("facts")["holding"]
    lemma = verb.lemma_.lower()
    if who.dep_ == "nsubj":
        particles = {c.lower_ for c in verb.children if c.dep_ in {"prt", "advmod"}}
        given_up = {c.lemma_.lower() for c in syntax.children(verb, "dobj")} & set(words["posts"])
        return (
            (lemma in words["end_own"] and (lemma != "quit" or not syntax.children(verb, "dobj")))
            or (lemma in {"step", "stand"} and bool(particles & _PARTICLES))
            or (lemma in {"quit", "leave", "relinquish", "vacate", "lose"} and bool(given_up))
            or (lemma == "give" and bool(given_up) and "up" in particles)
            or (
                lemma in {"tender", "submit", "hand", "present"}
                and any(c.lower_ == "resignation" for c in syntax.children(verb, "dobj"))
            )
        )
    return lemma in words["end_term"] and (
        who.dep_ == "nsubjpass" or (who.dep_ == "dobj" and not syntax.is_passive(verb))
    )


def _leaves_another(verb: Token) -> bool:
    """ "resigned as party leader", "removed from the ballot": it is something else that ends."""
    posts = {*load("facts")["holding"]["posts"], "power", "government", "cabinet", "ministry"}
    for preposition in syntax.children(verb, "prep"):
        if preposition.lower_ == "as":
            return True
        if preposition.lower_ == "from" and not any(
            t.lemma_.lower() in posts for t in syntax.children(preposition, "pobj")
        ):
            return True
    return False


@dataclass(frozen=True, slots=True)
class Gone:
    """Somebody of whom a sentence says that he died, or that he left or lost his office."""

    person: DocEntity
    sentence: Span
    verb: Token
    died: bool


def gone(statements: Statements, wordings: Sequence[Wording]) -> list[Gone]:
    """Who is gone by the words of the sentences, where the office itself stands in another place."""
    found: list[Gone] = []
    for words in wordings:
        for kind in ("left", "died"):
            for pattern in _gone(kind):
                for match in pattern.finditer(words.short):
                    people = [int(one) for one in re.findall(r"P(\d+)", match["who"])]
                    told = verb_at(match["verb"])
                    verb = statements.doc[told if told >= 0 else people[0]]
                    if told < 0 or statements.judge(verb)[0] == "Asserted":
                        found += (
                            Gone(words.people[one], words.sentence, verb, kind == "died") for one in people
                        )
    return found


@cache
def _gone(kind: str) -> tuple[re.Pattern[str], ...]:
    return tuple(words_pattern(text) for text in load("handovers")["gone"][kind])


def end(known: Sequence[Held], departed: Sequence[Gone]) -> None:
    """Put offices into the past that somebody has left or died in: of the dead all, else what is beside the name."""
    for held in known:
        if held.former or held.status != "Asserted":
            continue
        beside = held.rule.startswith(("office:title", "office:apposition")) and held.verb is None
        for one in departed:
            if one.person is held.person and one.sentence == held.at.sent and (one.died or beside):
                held.phase, held.verb, held.former = "ends", one.verb, True
                break
