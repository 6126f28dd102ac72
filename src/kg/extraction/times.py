"""When: which of the times that a sentence names is that of an event.

A time dates what it hangs on, and what the verb of the same clause says happened then: the talks that were *held* on
Monday, the town that was shelled *and seized* on Monday. It does not date what that verb only speaks of: what the
ministry *said* on Monday, the attack that was *condemned* on Monday, what was agreed, demanded or alleged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from spacy.tokens import Doc, Span, Token

from kg.extraction import anchoring, syntax
from kg.extraction.anchoring import Tense
from kg.extraction.expressions import Expression, find
from kg.extraction.tenses import tense
from kg.extraction.triggers import match
from kg.lexicon import load
from kg.model import Article, DateBasis, TimeValue

_VERBAL = frozenset({"VERB", "AUX"})
_ATTRIBUTES = frozenset({"compound", "amod", "nmod", "nummod", "poss", "npadvmod"})
#: Words between a date and what it dates: "late on Monday", "in the early hours of Tuesday".
_PARTS_OF_DAYS = frozenset(
    ["late", "early", "earlier", "later", "night", "morning", "afternoon", "evening", "overnight", "noon", "midnight", "hour",
     "hours", "day", "weekend", "midday", "eve"]
)  # fmt: skip
#: Nouns that have a date though they are no triggers. "The vote on Monday" keeps its date to itself.
_OCCASIONS = frozenset(
    ["vote", "election", "poll", "referendum", "war", "conference", "ceremony", "crisis", "revolution", "uprising", "session",
     "summit", "congress", "inauguration", "funeral", "anniversary", "deal", "treaty", "accord", "agreement", "resolution",
     "law", "constitution", "massacre", "genocide", "disaster", "earthquake", "tragedy", "incident", "event", "ruling",
     "verdict", "trial", "hearing", "raid", "operation", "offensive", "explosion", "crash", "death", "coup", "pact",
     "declaration", "census", "scandal", "campaign", "independence", "annexation", "occupation"]
)  # fmt: skip
#: Prepositions through which a noun shares the time of its verb: "were killed in an air strike on Monday".
_SHARING = frozenset({"in", "at", "during", "by", "with", "through"})
#: "A round of talks", "the start of the offensive": the noun below "of" happens when the one above it does.
_PHASES = frozenset(
    ["round", "series", "wave", "start", "beginning", "end", "part", "spate", "day", "exchange", "number", "dozen", "string",
     "launch", "opening", "conclusion", "resumption", "phase", "barrage", "set", "pair", "rest"]
)  # fmt: skip
#: Verbs whose object or passive subject happens when they do, besides the light verbs of composition.toml.
_OCCURRING = frozenset(
    ["host", "attend", "join", "see", "witness", "sign", "chair", "reach", "seal", "convene", "co-host", "visit", "ink", "clinch",
     "receive", "face", "suffer", "sustain", "execute", "stag", "wag", "co-chair", "kick", "strike"]
)  # fmt: skip
#: Verbs whose subject does not happen when they do: "the visit follows", "the attack was condemned".
_REACTIONS = frozenset(["follow", "precede", "draw", "prompt", "spark", "provoke", "remain", "mark"])
#: Verbs whose infinitive or participle is part of the same happening.
_ASPECTS = frozenset(
    ["begin", "start", "continue", "resume", "stop", "cease", "finish", "manage", "fail", "help", "proceed", "go", "come", "keep",
     "be", "get", "make", "let", "see", "force", "cause"]
)  # fmt: skip
_SUPERLATIVE = re.compile(
    r"\b(?:first|only|worst|most|record|(?:bigg|larg|high|low|deadli|heavi|long|sharp|great|strong|bloodi|fierc|steep)est)\b"
    r"[^.;:]{0,80}$",
    re.IGNORECASE,
)
#: How far a time may be taken from another event's noun or from the second of two verbs, in place of arcs.
_FROM_NOUN, _FROM_CONJUNCT = 10, 20
_DAYS = frozenset({"day", "weekday", "word", "day_of_week"})


@dataclass(frozen=True, slots=True)
class _Placed:
    """An expression in its sentence. ``owner`` is what it hangs on; ``attributive`` if as a part of a noun phrase."""

    expression: Expression
    span: Span
    owner: Token
    attributive: bool


class Timeline:
    """The times that one Doc names, and which of them an event has."""

    def __init__(self, doc: Doc, article: Article) -> None:
        self.doc = doc
        self.anchor = article.dateline_date or article.published
        self.basis: DateBasis = "relative"
        names = [m for m in doc._.mentions or () if m.kind == "name"]
        self.expressions = [
            e for e in find(doc.text) if not any(_named(e, m.start, m.end, m.type == "Person") for m in names)
        ]
        self._people = {m.token for m in doc._.mentions or () if m.type == "Person"}
        self._placed: dict[int, list[_Placed]] = {}

    def __iter__(self) -> Iterator[Expression]:
        return iter(self.expressions)

    def resolve(self, expression: Expression, tense: Tense = "past") -> TimeValue | None:
        """The time that an expression of this Doc names, with its text."""
        value = anchoring.resolve(expression, self.anchor, tense)
        end = expression.last.end if expression.last is not None else expression.end
        return replace(value, text=self.doc.text[expression.start : end]) if value is not None else None

    def of(self, trigger: Token, light: Token | None = None) -> TimeValue | None:
        """The time of the event that ``trigger`` (with the noun of a light verb) names.

        None if the sentence names none for it, or one that cannot be resolved: no other time is taken instead.
        """
        candidates: list[tuple[int, int, Expression, Token]] = []
        for placed in self._here(trigger.sent):
            rank = self._rank(placed, trigger, light)
            if rank is not None:
                expression = replace(placed.expression, bound=None) if rank < 0 else placed.expression
                candidates.append((rank, abs(expression.start - trigger.idx), expression, placed.owner))
        candidates.sort(key=lambda c: c[:2])
        nearest: int | None = None
        for rank, _, expression, owner in candidates:
            if nearest is not None and rank > nearest:
                break
            value = self.resolve(expression, tense(owner))
            if value is not None:
                return value
            if expression.kind != "ahead":  # "in two weeks" after a past verb is how long it took
                nearest = rank
        return None

    def _here(self, sentence: Span) -> list[_Placed]:
        """The expressions of a sentence with what they hang on, but for ends of spans and "the first since 2010"."""
        if sentence.start not in self._placed:
            here = [e for e in self.expressions if sentence.start_char <= e.start < sentence.end_char]
            ends = {e.last.start for e in here if e.last is not None}
            self._placed[sentence.start] = [
                placed
                for e in here
                if e.start not in ends
                and not (
                    e.bound == "since" and _SUPERLATIVE.search(self.doc.text[sentence.start_char : e.start])
                )
                and (placed := self._place(e)) is not None
            ]
        return self._placed[sentence.start]

    def _place(self, expression: Expression) -> _Placed | None:
        span = self.doc.char_span(expression.start, expression.end, alignment_mode="expand")
        if span is None:
            return None
        token, preposition, attributive = span.root, "", False
        while token.head != token:
            head = token.head
            if (
                token.dep_ in _ATTRIBUTES
                and token.i < head.i
                and head.pos_ not in _VERBAL
                and not self._temporal(head)
            ):
                attributive = True
            elif head.pos_ == "ADP" or self._temporal(head):
                preposition = preposition or head.lower_
                token = head
                continue
            token = head
            break
        if expression.start and self.doc.text[expression.start - 1] == "(" and token.pos_ not in _VERBAL:
            attributive = True  # "the Lateran Treaty (1929)"
        if attributive:
            return _Placed(replace(expression, bound=None, last=expression.last), span, token, True)
        owner = self._climb(token, preposition or self.doc[max(span.start - 1, 0)].lower_)
        if owner is None:
            return None
        if owner.pos_ not in _VERBAL and expression.last is None and preposition == "from":
            expression = replace(expression, bound=None)  # "a treaty from 1960"
        return _Placed(expression, span, _speaking(owner, span), False)

    def _temporal(self, token: Token) -> bool:
        inside = any(e.start <= token.idx < e.end for e in self.expressions)
        return inside or (token.lower_ in _PARTS_OF_DAYS and token.pos_ not in _VERBAL)

    def _climb(self, token: Token, preposition: str) -> Token | None:
        """From a noun that has no date of its own (a person, a place, a thing) to what the date is said of."""
        while token.pos_ not in _VERBAL and token.head != token and not _happens(token):
            if token.lower_ == "according":
                return None  # "according to a statement on Monday"
            if preposition in {"since", "from", "until", "till"} and (
                token.i in self._people or token.dep_ == "appos" or token.lower_ == "power"
            ):
                return token  # "foreign minister since 2013"
            if token.dep_ == "appos" and preposition != "on":
                return token
            token = token.head
        return token

    def _rank(self, placed: _Placed, trigger: Token, light: Token | None) -> int | None:
        """How far the time is from the event, in arcs; None if it is not the event's. Below zero: "since 1999, when …"."""
        owner = placed.owner
        if _of_when_clause(placed.span, trigger):
            return -1
        if owner in (trigger, light):
            return 0
        if placed.attributive:
            return None
        if owner.pos_ in _VERBAL:
            steps = _shared(trigger, owner, placed.span.start)
            if steps is not None:
                return steps
            if placed.expression.kind in _DAYS and _second_of_two(owner, trigger):
                return _FROM_CONJUNCT
        elif placed.expression.kind in _DAYS and _takes_place_in(owner, trigger):
            return _FROM_NOUN
        return None


def _named(e: Expression, start: int, end: int, person: bool) -> bool:
    """Whether the words are (part of) a name: "the April 6 Movement", Prime Minister May."""
    longer = start <= e.start and e.end <= end and end - start > e.end - e.start
    return longer or (person and start < e.end and e.start < end and "weekday" not in e.groups)


def _happens(noun: Token) -> bool:
    return noun.pos_ in {"NOUN", "PROPN"} and (noun.lemma_.lower() in _OCCASIONS or match(noun) is not None)


def _speaking(owner: Token, span: Span) -> Token:
    """The owner, mended where speech and content are mistaken for each other.

    "…, the ministry said on Monday" dates the saying, wherever the parser hangs it; "On Monday the army …, it said"
    dates the content.
    """
    word = span.start - 1
    while word > span.sent.start and span.doc[word].lower_ in {
        "on",
        "late",
        "early",
        "earlier",
        "in",
        "reporters",
        "media",
    }:
        word -= 1
    before = span.doc[max(word, span.sent.start)]
    if before.pos_ == "VERB" and before.lemma_.lower() in _speech_verbs() and owner.i < before.i:
        return before
    if owner.lemma_.lower() in _speech_verbs():
        for content in syntax.children(owner, "ccomp"):
            subjects = syntax.children(owner, "nsubj")
            if content.i < owner.i and span.start < content.i and all(content.i < s.i for s in subjects):
                return content
    return owner


@cache
def _speech_verbs() -> frozenset[str]:
    return frozenset(load("status")["speech_verbs"])


@cache
def _occurring_verbs() -> frozenset[str]:
    composition = load("composition")
    return _OCCURRING.union(composition["light_verbs"], composition["undergoing_verbs"])


def _of_when_clause(span: Span, trigger: Token) -> bool:
    """Whether the trigger's clause says what happened at the time: "in 1999, when NATO bombed Serbia"."""
    following = span.end
    while following < span.sent.end and span.doc[following].is_punct:
        following += 1
    if following >= span.sent.end or span.doc[following].lower_ != "when":
        return False
    verb = span.doc[following].head
    return trigger == verb or (trigger.i > following and _shared(trigger, verb, following) is not None)


def _shared(trigger: Token, verb: Token, position: int) -> int | None:
    """Arcs from the trigger up to ``verb``, if on none of them the time of the verb stops being that of the trigger."""
    subjects = syntax.children(verb, "nsubj", "nsubjpass", "expl")
    opening = bool(subjects) and position < subjects[0].left_edge.i
    steps, token = 0, trigger
    while token != verb:
        if token.head == token or not _passes(token, opening):
            return None
        token = token.head
        steps += 1
    return steps


def _passes(token: Token, opening: bool) -> bool:
    """Whether the time of the head is that of ``token`` too. ``opening``: the time stands before the clause's subject."""
    head = token.head
    if token.pos_ in _VERBAL:
        match token.dep_:
            case "conj":
                return opening or not syntax.children(token, "nsubj", "nsubjpass", "expl")
            case "xcomp" | "ccomp":
                return head.lemma_.lower() in _ASPECTS or head.pos_ == "AUX" or _refusal(token)
            case "advcl":
                when = any(c.lower_ == "when" for c in syntax.children(token, "advmod", "mark"))
                return when or (
                    token.tag_ in {"VBG", "VBN"} and not syntax.children(token, "mark", "prep", "advmod")
                )
            case "pcomp":
                return head.lower_ in {"by", "in", "while"}
        return False
    if token.pos_ in {"ADP", "SCONJ"}:
        if token.lower_ == "of":
            return head.lemma_.lower() in _PHASES
        return token.lower_ in _SHARING
    verb = head.lemma_.lower()
    match token.dep_:
        case "conj" | "attr" | "acomp" | "oprd" | "pobj" | "expl":
            return True
        case "nsubj":
            return verb not in _REACTIONS
        case "dobj" | "nsubjpass":
            return verb in _occurring_verbs()
    return False


def _refusal(verb: Token) -> bool:
    """ "Said on Monday that it would never withdraw": what is refused is refused by saying so."""
    future = any(c.lower_ in {"will", "would", "wo", "'ll"} for c in syntax.children(verb, "aux"))
    return future and bool(syntax.children(verb, "neg")) and verb.head.lemma_.lower() in _speech_verbs()


def _second_of_two(verb: Token, trigger: Token) -> bool:
    """ "Arrived in Paris and met X on Monday": one subject, one day."""
    return (
        verb.dep_ == "conj"
        and verb.head == trigger
        and verb.tag_ == trigger.tag_
        and not syntax.children(verb, "nsubj", "nsubjpass", "advmod", "mark")
    )


def _takes_place_in(noun: Token, trigger: Token) -> bool:
    """Whether the day that hangs on a noun is the verb's as well: "was killed in an attack on Monday"."""
    if noun.dep_ in {"dobj", "nsubj", "nsubjpass"}:
        return noun.head == trigger
    return noun.dep_ == "pobj" and noun.head.lower_ in {"in", "at", "during"} and noun.head.head == trigger


def resolve(expression: Expression, anchor: date | None, basis: DateBasis, tense: Tense) -> TimeValue | None:
    return anchoring.resolve(expression, anchor, tense)
