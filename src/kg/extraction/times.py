"""When: the times that an article names, and which of them an event has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from spacy.tokens import Doc, Span, Token

from kg.extraction import anchoring, syntax
from kg.extraction.anchoring import Tense
from kg.extraction.expressions import Expression, find
from kg.extraction.simultaneity import (
    VERBAL,
    arcs,
    arranged,
    describes,
    happens,
    is_apart,
    is_first_of_two,
    is_speech,
    occasion_before,
    takes_place_in,
    words,
)
from kg.extraction.tenses import tense
from kg.model import Article, DateBasis, TimeValue

_ATTRIBUTES = frozenset({"compound", "amod", "nmod", "nummod", "poss", "npadvmod"})
_SUPERLATIVE = re.compile(
    r"\b(?:first|only|worst|most|record|(?:bigg|larg|high|low|deadli|heavi|long|sharp|great|strong|bloodi|fierc|steep)est)\b"
    r"[^.;:]{0,80}$",
    re.IGNORECASE,
)
#: Kinds that name one day: close enough for another verb or noun of the clause to share it.
_DAYS = frozenset({"day", "weekday", "word", "day_of_week"})
#: Ranks after all that are reached by arcs: a time that hangs on an event's noun, on the second of two verbs.
_FROM_NOUN, _FROM_CONJUNCT = 100, 101


@dataclass(frozen=True, slots=True)
class _Placed:
    """An expression in its sentence, with the word that it hangs on.

    ``attributive``: as a part of its noun phrase ("Monday's vote"). ``reverse``: it counts from what governs the owner
    ("a day after X *resigned*").
    """

    expression: Expression
    span: Span
    owner: Token
    attributive: bool = False
    reverse: bool = False


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
        self._names = {m.token for m in names}
        self._placed: dict[int, list[_Placed]] = {}

    def __iter__(self) -> Iterator[Expression]:
        return iter(self.expressions)

    def resolve(self, expression: Expression, tense: Tense = "past") -> TimeValue | None:
        """The time that an expression of this Doc names, with its text."""
        return self._worded(expression, anchoring.resolve(expression, self.anchor, tense))

    def of(self, trigger: Token, light: Token | None = None) -> TimeValue | None:
        """The time of the event that ``trigger`` (with the noun of a light verb) names.

        None if the sentence names none for it, or one that cannot be resolved: no other time is taken instead.
        """
        ranked = [(self._rank(placed, trigger, light), placed) for placed in self._here(trigger.sent)]
        candidates = sorted(
            (
                (rank, abs(placed.expression.start - trigger.idx), placed)
                for rank, placed in ranked
                if rank is not None
            ),
            key=lambda c: c[:2],
        )
        nearest: int | None = None
        for rank, _, placed in candidates:
            if nearest is not None and rank > nearest:
                break
            expression = placed.expression
            time = self._counted(placed) or self.resolve(expression, tense(placed.owner))
            if time is not None:
                return time
            if expression.kind != "ahead":  # "in two weeks" after a past verb is how long it took
                nearest = rank
        return None

    def _worded(self, expression: Expression, time: TimeValue | None) -> TimeValue | None:
        end = expression.last.end if expression.last is not None else expression.end
        return replace(time, text=self.doc.text[expression.start : end]) if time is not None else None

    def _counted(self, placed: _Placed) -> TimeValue | None:
        """The time of "a day after", "two days later", where the sentence names the day from which it counts."""
        if placed.expression.kind != "elsewhere":
            return None
        governing = {t.i for t in syntax.clause_chain(placed.owner)} - {placed.owner.i}
        bases = [
            other
            for other in self._here(placed.owner.sent)
            if other.expression.kind in _DAYS
            and not other.attributive
            and (
                other.owner.i in governing
                if placed.reverse
                else other.expression.end <= placed.expression.start
            )
        ]
        base = self.resolve(bases[-1].expression, tense(bases[-1].owner)) if bases else None
        if base is None or base.value is None:
            return None
        day = date.fromisoformat(base.value)
        return self._worded(placed.expression, anchoring.resolve_from(placed.expression, day, placed.reverse))

    def _here(self, sentence: Span) -> list[_Placed]:
        """The expressions of a sentence with what they hang on, but for ends of spans and "the first since 2010"."""
        if sentence.start not in self._placed:
            start = sentence.start_char
            here = [e for e in self.expressions if start <= e.start < sentence.end_char]
            ends = {e.last.start for e in here if e.last is not None}
            first = [
                e for e in here if e.bound == "since" and _SUPERLATIVE.search(self.doc.text[start : e.start])
            ]
            placed = [p for e in here if e.start not in ends and e not in first for p in self._place(e)]
            self._placed[sentence.start] = _told_apart(placed)
        return self._placed[sentence.start]

    def _place(self, expression: Expression) -> Iterator[_Placed]:
        span = self.doc.char_span(expression.start, expression.end, alignment_mode="expand")
        if span is None:
            return
        told = _when_clause(span)
        if told is not None:
            yield _Placed(replace(expression, bound=None), span, told)
        token, preposition, attributive = self._head(span)
        if expression.start and self.doc.text[expression.start - 1] == "(" and token.pos_ not in VERBAL:
            attributive = True  # "the Lateran Treaty (1929)"
        if attributive:
            yield _Placed(replace(expression, bound=None), span, token, attributive=True)
            return
        if expression.kind == "elsewhere" and (counted := _counted_from(span, token)) is not None:
            yield _Placed(expression, span, counted, reverse=True)
            return
        owner = self._climb(token, preposition)
        if owner is None:
            return
        if owner.pos_ not in VERBAL and expression.last is None and preposition == "from":
            expression = replace(expression, bound=None)  # "a treaty from 1960"
        yield _Placed(expression, span, _mended(owner, span, preposition))

    def _head(self, span: Span) -> tuple[Token, str, bool]:
        """The word that a date is attached to, the preposition between them, and whether it is an attribute."""
        token, preposition = span.root, ""
        while token.head != token:
            head = token.head
            if head.pos_ == "ADP" or self._temporal(head):
                preposition = preposition or head.lower_
                token = head
                continue
            attribute = token.dep_ in _ATTRIBUTES and token.i < head.i and head.pos_ not in VERBAL
            # "On Monday President X met …": the parser takes the day for a part of the name.
            if attribute and head.i in self._names and head.dep_ == "pobj":
                return head.head.head, head.head.lower_, False
            return head, preposition, attribute and head.i not in self._names
        return token, preposition, False

    def _temporal(self, token: Token) -> bool:
        """Whether the word belongs to a date: it is in one, or stands between one and what it dates."""
        inside = any(e.start <= token.idx < e.end for e in self.expressions)
        return inside or (token.lower_ in words("parts_of_days") and token.pos_ not in VERBAL)

    def _climb(self, token: Token, preposition: str) -> Token | None:
        """From a noun that has no date of its own (a person, a place, a thing) to what the date is said of."""
        while token.pos_ not in VERBAL and token.head != token and not happens(token):
            if token.lower_ == "according":
                return None  # "according to a statement on Monday"
            lasting = token.i in self._people or token.dep_ == "appos" or token.lower_ == "power"
            if preposition in {"since", "from", "until", "till"} and lasting:
                return token  # "foreign minister since 2013"
            if token.dep_ == "appos" and preposition != "on":
                return token
            token = token.head
        return token

    def _is_over(self, placed: _Placed) -> bool:
        """Whether what the owner plans would be past: "threatened to attack in 2019" tells when it was threatened."""
        if (
            placed.owner.dep_ not in {"xcomp", "ccomp"}
            or tense(placed.owner) != "future"
            or self.anchor is None
        ):
            return False
        time = self.resolve(placed.expression, "future")
        return time is not None and time.value is not None and (time.latest or "") < self.anchor.isoformat()

    def _rank(self, placed: _Placed, trigger: Token, light: Token | None) -> int | None:
        """How far the time is from the event, in arcs; None if it is not the event's."""
        owner = placed.owner
        if owner == trigger or (owner == light and not is_apart(trigger)):
            return 0
        if placed.attributive:
            said_of_subject = owner.dep_ == "nsubj" and placed.expression.kind in _DAYS
            return _FROM_NOUN if said_of_subject and takes_place_in(trigger, owner) else None
        if owner.pos_ in VERBAL:
            steps = arcs(trigger, owner, placed.span.start)
            if steps is not None:
                return steps
            if describes(owner, trigger) or (owner.head == trigger and self._is_over(placed)):
                return _FROM_NOUN
            if placed.expression.kind in _DAYS and is_first_of_two(trigger, owner):
                return _FROM_CONJUNCT
        elif placed.expression.kind in _DAYS and takes_place_in(trigger, owner):
            return _FROM_NOUN
        return None


def _told_apart(placed: list[_Placed]) -> list[_Placed]:
    """Where two days hang on one verb, the later one is that of the noun before it: "condemned the raid on Monday"."""
    result = list(placed)
    for i, other in enumerate(placed):
        before = [p for p in placed[:i] if p.owner == other.owner and p.expression.kind in _DAYS]
        if not before or other.owner.pos_ not in VERBAL or other.expression.kind not in _DAYS:
            continue
        nouns = [t for t in other.span.doc[before[-1].span.end : other.span.start] if happens(t)]
        if nouns:
            result[i] = replace(other, owner=nouns[-1])
    return result


def _named(e: Expression, start: int, end: int, person: bool) -> bool:
    """Whether the words are (part of) a name: "the April 6 Movement", Prime Minister May."""
    longer = start <= e.start and e.end <= end and end - start > e.end - e.start
    return longer or (person and start < e.end and e.start < end and "weekday" not in e.groups)


def _counted_from(span: Span, owner: Token) -> Token | None:
    """What "a day after" and "two weeks before" introduce, and so date: a noun, or a verb with its clause."""
    word = span[-1]
    if word.lower_ not in {"after", "before"}:
        return None
    if owner.pos_ in VERBAL and owner.i > word.i and word.dep_ in {"mark", "prep", "advmod"}:
        return owner
    introduced = syntax.children(word, "pobj", "pcomp")
    return introduced[0] if introduced else None


def _when_clause(span: Span) -> Token | None:
    """The verb of what happened at the time, in words right after it: "since 1999, when NATO *bombed* Serbia"."""
    after = span.end + (span.end < span.sent.end and span.doc[span.end].is_punct)
    if after < span.sent.end and span.doc[after].lower_ == "when":
        return span.doc[after].head
    return None


def _mended(owner: Token, span: Span, preposition: str) -> Token:
    """The owner, where the parser did not mistake it.

    "…, the ministry said on Monday" dates the saying; "On Monday the army …, the ministry said" what is said; "talks
    are scheduled for Monday" the talks; "the visit follows one to Paris on Monday" the thing that is followed.
    """
    word = span.start - 1
    while word > span.sent.start and span.doc[word].lower_ in {
        "on",
        "late",
        "early",
        "earlier",
        "in",
        "reporters",
    }:
        word -= 1
    before = span.doc[max(word, span.sent.start)]
    if is_speech(before):
        return before
    if is_speech(owner):
        subjects = syntax.children(owner, "nsubj")
        for content in syntax.children(owner, "ccomp"):
            if content.i < owner.i and span.start < content.i and all(content.i < s.i for s in subjects):
                return content
    if preposition == "of" and owner.pos_ in VERBAL and span.start - 2 > owner.i:
        return span.doc[span.start - 2]
    if preposition and (noun := occasion_before(owner, span.start - 1)) is not None:
        return noun
    if preposition in {"for", "to"} and owner.lemma_.lower() in words("arranging_verbs"):
        return arranged(owner) or owner
    if owner.lemma_.lower() in words("following_verbs"):
        return next((o for o in syntax.children(owner, "dobj") if o.i < span.start), owner)
    return owner


def resolve(expression: Expression, anchor: date | None, basis: DateBasis, tense: Tense) -> TimeValue | None:
    return anchoring.resolve(expression, anchor, tense)
