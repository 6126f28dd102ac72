"""Which word of a sentence a date hangs on: by the parse, and by what parsers get wrong about dates in news."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from kg.extraction import syntax
from kg.extraction.expressions import Expression, find
from kg.extraction.simultaneity import VERBAL, arranged, happens, is_speech, occasion_before, words

_ATTRIBUTES = frozenset({"compound", "amod", "nmod", "nummod", "poss", "npadvmod"})
_SUPERLATIVE = re.compile(
    r"\b(?:first|second|third|fourth|fifth|latest|only|worst|most|record|(?:bigg|larg|high|low|deadli|heavi|long|sharp|great|strong|bloodi|fierc|steep)est)\b"
    r"[^.;:]{0,80}$",
    re.IGNORECASE,
)
#: Words between a verb of saying and the day that it was said.
_AFTER_SPEECH = frozenset({"on", "in", "late", "early", "earlier", "reporters"})
#: Kinds that name one day: close enough for another verb or noun of the clause to share it.
DAYS = frozenset({"day", "weekday", "word", "day_of_week"})


@dataclass(frozen=True, slots=True)
class Placed:
    """An expression in its sentence. ``owner`` is the word that it hangs on.

    ``attributive``: as a part of its noun phrase ("Monday's vote"). ``reverse``: it counts from what governs the owner
    ("a day after X *resigned*").
    """

    expression: Expression
    span: Span
    owner: Token
    attributive: bool = False
    reverse: bool = False


class Attachments:
    """The expressions of time of one Doc, without those that are parts of names, each where it hangs."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        mentions = doc._.mentions or ()
        names = sorted((m for m in mentions if m.kind == "name"), key=lambda m: (m.start, m.end))
        starts = [m.start for m in names]
        self.expressions: list[Expression] = []
        for e in find(doc._.plain):
            before = bisect_left(starts, e.end)
            if not any(
                _named(e, m.start, m.end, m.type == "Person") for m in names[max(before - 2, 0) : before]
            ):
                self.expressions.append(e)
        self._starts = [e.start for e in self.expressions]
        self._people = {m.token for m in mentions if m.type == "Person"}
        self._placed: dict[int, list[Placed]] = {}

    def __getitem__(self, sentence: Span) -> list[Placed]:
        """The expressions of a sentence, but for ends of spans and what only ranks: "the first visit since 2010"."""
        if sentence.start not in self._placed:
            start = sentence.start_char
            here = self.expressions[
                bisect_left(self._starts, start) : bisect_left(self._starts, sentence.end_char)
            ]
            ends = {e.last.start for e in here if e.last is not None}
            placed = [
                p
                for e in here
                if e.start not in ends
                and not (e.bound == "since" and _SUPERLATIVE.search(self._doc._.plain[start : e.start]))
                for p in self._place(e)
            ]
            self._placed[sentence.start] = _told_apart(placed)
        return self._placed[sentence.start]

    def _place(self, expression: Expression) -> Iterator[Placed]:
        span = self._doc.char_span(expression.start, expression.end, alignment_mode="expand")
        if span is None:
            return
        told = _when_clause(span)
        if told is not None:
            yield Placed(replace(expression, bound=None), span, told)
        token, preposition, attributive = self._head(span)
        if expression.start and self._doc._.plain[expression.start - 1] == "(" and token.pos_ not in VERBAL:
            attributive = True  # "the Lateran Treaty (1929)"
        before = self._doc[max(span.start - 1, 0)]
        if before.lower_ in {"a", "an"} or before.tag_ == "POS":
            attributive = True  # "a 2019 report", wherever the parser hangs the year
        if attributive and token.lemma_.lower() in words("limits"):
            return  # "a March 10 deadline" is set at another time
        if attributive:
            yield Placed(replace(expression, bound=None), span, token, attributive=True)
            return
        if expression.kind == "elsewhere" and (counted := _counted_from(span, token)) is not None:
            yield Placed(expression, span, counted, reverse=True)
            return
        owner = self._climb(token, preposition)
        if owner is None:
            return
        if owner.pos_ not in VERBAL and expression.last is None and preposition == "from":
            expression = replace(expression, bound=None)  # "a treaty from 1960"
        yield Placed(expression, span, _mended(owner, span, preposition))

    def _head(self, span: Span) -> tuple[Token, str, bool]:
        """The word that a date is attached to, the preposition between them, and whether it is an attribute."""
        token, preposition = span.root, ""
        while token.head != token:
            head = token.head
            if head.pos_ in {"ADP", "SCONJ"} or self._temporal(head):
                preposition = preposition or head.lower_
                token = head
                continue
            attribute = token.dep_ in _ATTRIBUTES and token.i < head.i and head.pos_ not in VERBAL
            opening = head.head.i == span.start - 1 and head.head.lower_ in {"on", "in"}
            if attribute and head.dep_ == "pobj" and opening and token.dep_ != "poss" and not happens(head):
                # "On Monday President X met …": the parser takes what follows the day for its head.
                return head.head.head, head.head.lower_, False
            return head, preposition, attribute
        return token, preposition, False

    def _temporal(self, token: Token) -> bool:
        """Whether the word belongs to a date: it is in one, or stands between one and what it dates."""
        last = bisect_left(self._starts, token.idx + 1) - 1
        inside = last >= 0 and token.idx < self.expressions[last].end
        return inside or (token.lower_ in words("parts_of_days") and token.pos_ not in VERBAL)

    def _climb(self, token: Token, preposition: str) -> Token | None:
        """From a noun that has no date of its own (a person, a place, a thing) to what the date is said of."""
        while token.pos_ not in VERBAL and token.head != token and not happens(token):
            if token.lower_ == "according":
                return None  # "according to a statement on Monday"
            lasting = token.i in self._people or token.dep_ == "appos" or token.lower_ == "power"
            if preposition in {"since", "from", "until", "till"} and lasting:
                return token  # "foreign minister since 2013"
            if token.dep_ == "appos" and preposition not in {"on", ""}:
                return token
            token = token.head
        return token


def _told_apart(placed: list[Placed]) -> list[Placed]:
    """Where two days hang on one verb, the later one is that of the noun before it: "condemned the raid on Monday"."""
    result = list(placed)
    for i, other in enumerate(placed):
        before = [p for p in placed[:i] if p.owner == other.owner and p.expression.kind in DAYS]
        if not before or other.owner.pos_ not in VERBAL or other.expression.kind not in DAYS:
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
    while word > span.sent.start and span.doc[word].lower_ in _AFTER_SPEECH:
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
    if (
        preposition
        and span.start > span.sent.start
        and (noun := occasion_before(span[0].nbor(-1))) is not None
    ):
        return noun
    if preposition in {"for", "to"} and owner.lemma_.lower() in words("arranging_verbs"):
        return arranged(owner) or owner
    if owner.lemma_.lower() in words("following_verbs"):
        return next((o for o in syntax.children(owner, "dobj") if o.i < span.start), owner)
    return owner
