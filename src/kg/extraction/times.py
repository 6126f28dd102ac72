"""When: the times that an article names, and which of them an event has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from spacy.tokens import Doc, Token

from kg.extraction import syntax, time_values
from kg.extraction.anchoring import Tense
from kg.extraction.attachment import DAYS, Attachments, Placed
from kg.extraction.expressions import Expression
from kg.extraction.simultaneity import VERBAL, arcs, describes, is_apart, is_joined, takes_place_in
from kg.extraction.tenses import tense
from kg.model import Article, TimeValue

#: Ranks after all that are reached by arcs: a time that hangs on an event's noun, on the second of two verbs.
_FROM_NOUN, _FROM_CONJUNCT = 100, 101


class Timeline:
    """The times that one Doc names, and which of them an event has."""

    def __init__(self, doc: Doc, article: Article) -> None:
        self.doc = doc
        self.anchor = article.dateline_date or article.published
        self._attached = Attachments(doc)

    def __iter__(self) -> Iterator[Expression]:
        return iter(self._attached.expressions)

    def resolve(self, expression: Expression, tense: Tense = "past") -> TimeValue | None:
        """The time that an expression of this Doc names, with its text."""
        return self._worded(expression, time_values.resolve(expression, self.anchor, tense))

    def of(self, trigger: Token, light: Token | None = None) -> TimeValue | None:
        """The time of the event that ``trigger`` (with the noun of a light verb) names.

        None if the sentence names none for it, or one that cannot be resolved: no other time is taken instead.
        """
        ranked = [(self._rank(placed, trigger, light), placed) for placed in self._attached[trigger.sent]]
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
        return replace(time, text=self.doc._.plain[expression.start : end]) if time is not None else None

    def _counted(self, placed: Placed) -> TimeValue | None:
        """The time of "a day after", "two days later", where the sentence names the day from which it counts."""
        if placed.expression.kind != "elsewhere":
            return None
        governing = {t.i for t in syntax.clause_chain(placed.owner)} - {placed.owner.i}
        bases = [
            other
            for other in self._attached[placed.owner.sent]
            if other.expression.kind in DAYS
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
        return self._worded(
            placed.expression, time_values.resolve_from(placed.expression, day, placed.reverse)
        )

    def _rank(self, placed: Placed, trigger: Token, light: Token | None) -> int | None:
        """How far the time is from the event, in arcs; None if it is not the event's."""
        owner, is_day = placed.owner, placed.expression.kind in DAYS
        if owner == trigger or (owner == light and not is_apart(trigger)):
            return 0
        if owner.pos_ not in VERBAL:
            # "Was killed in an attack on Monday", "condemned the attack on Monday", "Monday's attack killed".
            near = owner.dep_ == "pobj" or (is_day and (owner.dep_ == "nsubj" or not placed.attributive))
            return _FROM_NOUN if near and takes_place_in(trigger, owner) else None
        if placed.attributive:
            return None
        steps = arcs(trigger, owner, placed.span.start)
        if steps is not None:
            return steps
        session = owner.head  # "in a session held on Monday"
        within = owner.dep_ == "acl" and session.dep_ == "pobj" and takes_place_in(trigger, session)
        if describes(owner, trigger) or (within and describes(owner, session)):
            return _FROM_NOUN
        if owner.head == trigger and owner.tag_ == "VB" and self._is_over(placed.expression):
            return _FROM_NOUN  # "threatened to attack in 2019" tells when it was threatened
        return _FROM_CONJUNCT if is_joined(trigger, owner) and (is_day or owner.dep_ == "advcl") else None

    def _is_over(self, expression: Expression) -> bool:
        """Whether the time is before the article's, so that nobody plans for it."""
        time = self.resolve(expression, "future")
        if time is None or time.value is None or time.latest is None or self.anchor is None:
            return False
        return time.latest < self.anchor.isoformat()
