"""From an expression of time to its value in the graph: a date as precise as the words, or an interval, or nothing.

What counts from another event ("two days later") has a value only where that event's day is known.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from kg.extraction.anchoring import COUNTED, Tense, away, count
from kg.extraction.expressions import Expression
from kg.extraction.intervals import STATED, Interval
from kg.model import DateBasis, TimeValue

_FORWARD = frozenset({"later", "after", "afterward", "afterwards", "following", "next"})
_DAYLONG = frozenset({"day", "night", "morning", "evening"})
_DIGITS = {"day": 10, "month": 7, "year": 4, "none": 0}


def resolve(expression: Expression, anchor: date | None, tense: Tense = "past") -> TimeValue | None:
    """The time that an expression names, without its text. ``basis`` is "relative" where ``anchor`` was needed.

    ``anchor`` is the article's date; without it, what counts from it stays unresolved. Returns None for what names
    no time ("31 June"), counts from another event, or cannot be resolved.
    """
    try:
        interval = _interval(expression, anchor, tense)
        if interval is not None and expression.last is not None:
            interval = _span(expression, interval, anchor, tense)
    except (ValueError, OverflowError):  # a day that the month does not have, a year before the first
        return None
    if interval is None:
        return None
    time = _valued(interval)
    if expression.last is not None:
        return replace(time, value=None)
    bound = expression.bound
    if bound == "as of":
        bound = "since" if tense == "future" else "until"
    match bound:
        case "since":
            return replace(time, value=None, latest=None)
        case "until":
            return replace(time, value=None, earliest=None)
        case "before":
            eve = interval.first - timedelta(days=1)
            return replace(time, value=None, earliest=None, latest=eve.isoformat())
        case "after":
            morrow = interval.last + timedelta(days=1)
            return replace(time, value=None, earliest=morrow.isoformat(), latest=None)
    return time


def resolve_from(expression: Expression, base: date, reverse: bool = False) -> TimeValue | None:
    """The time of an expression of kind "elsewhere" that counts from the known day ``base`` of another event.

    "Two days later" is after it, "a day earlier" before. ``reverse``: the event stands after the expression, so that
    its "a day after" puts it before. None where the words are too vague ("months later").
    """
    g = expression.groups
    unit = "day" if g.get("unit", "").lower() in _DAYLONG else g.get("unit", "").lower()
    vague = "half" in g or ("vague" in g and (g["vague"].lower() != "the" or "plural" in g))
    if "direction" not in g or vague or unit not in {"day", "week", "month", "year"}:
        return None
    later = (g["direction"].lower() in _FORWARD) != reverse
    number = count(g) if "count" in g else 1
    # Months and years are told roughly ("two years after"): only days give a date.
    return _valued(away(unit, base, number if later else -number, roughly=unit != "day" or "roughly" in g))


def _valued(interval: Interval) -> TimeValue:
    first, last = interval.first.isoformat(), interval.last.isoformat()
    basis: DateBasis = "relative" if interval.relative else "explicit"
    return TimeValue(first[: _DIGITS[interval.precision]] or None, first, last, basis)


def _span(expression: Expression, first: Interval, anchor: date | None, tense: Tense) -> Interval | None:
    assert expression.last is not None
    last = _interval(expression.last, anchor, tense)
    if last is None:
        return None
    if "weekday" in expression.groups and "weekday" in expression.last.groups and last.first < first.first:
        # "from Friday to Monday": the nearest such days that follow each other.
        first, last = (first, _moved(last, 7)) if tense == "future" else (_moved(first, -7), last)
    if last.last < first.first:
        return None
    return Interval(first.first, last.last, "none", first.relative or last.relative)


def _moved(interval: Interval, by: int) -> Interval:
    first, last = (day + timedelta(days=by) for day in (interval.first, interval.last))
    return Interval(first, last, interval.precision, interval.relative)


def _interval(e: Expression, anchor: date | None, tense: Tense) -> Interval | None:
    g = e.groups
    stated = STATED.get(e.kind)
    if stated is not None and ("year" in g or e.kind in {"decade", "century"}):
        return stated(g)
    counted = COUNTED.get(e.kind)
    return counted(g, anchor, tense) if counted is not None and anchor is not None else None
