"""From an expression of time to the days that it covers, counted from the article's date where the words need one.

What counts from another event ("two days later") gives nothing. The tense decides between the last and the coming one.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

from kg.extraction import intervals
from kg.extraction.expressions import NUMBERS, Expression
from kg.extraction.intervals import Interval
from kg.model import DateBasis, TimeValue

#: Where the clause looks; "unknown" (a noun without a verb of its own) takes the nearest day or month.
Tense = Literal["past", "future", "unknown"]

_FORWARD = frozenset({"later", "after", "afterward", "afterwards", "following", "next"})
_SATURDAY = 5
_DIGITS = {"day": 10, "month": 7, "year": 4, "none": 0}
#: Days by which a date without a year may lie beyond the article's date before it is taken for last year's: agencies
#: date by their own time zone.
_SLACK = timedelta(days=2)


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
            return replace(
                time, value=None, earliest=None, latest=(interval.first - timedelta(days=1)).isoformat()
            )
        case "after":
            return replace(
                time, value=None, earliest=(interval.last + timedelta(days=1)).isoformat(), latest=None
            )
    return time


def resolve_from(expression: Expression, base: date, reverse: bool = False) -> TimeValue | None:
    """The time of an expression of kind "elsewhere" that counts from the known day ``base`` of another event.

    "Two days later" is after it, "a day earlier" before. ``reverse``: the event stands after the expression, so that
    its "a day after" puts it before. None where the words are too vague ("months later").
    """
    g = expression.groups
    unit = {"night": "day", "morning": "day", "evening": "day"}.get(
        g.get("unit", "").lower(), g.get("unit", "").lower()
    )
    vague = "half" in g or ("vague" in g and (g["vague"].lower() != "the" or "plural" in g))
    if "direction" not in g or vague or unit not in {"day", "week", "month", "year"}:
        return None
    sign = 1 if g["direction"].lower() in _FORWARD else -1
    # Months and years are told roughly ("two years after"): only days give a date.
    rough = {} if unit == "day" and "roughly" not in g else {"roughly": "about"}
    found = _away(
        {"unit": unit, **rough}, base, (-sign if reverse else sign) * (_count(g) if "count" in g else 1)
    )
    return _valued(found)


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
    stated = intervals.STATED.get(e.kind)
    if stated is not None and ("year" in g or e.kind in {"decade", "century"}):
        return stated(g)
    counted = _COUNTED.get(e.kind)
    return counted(g, anchor, tense) if counted is not None and anchor is not None else None


def _nearest_day(g: dict[str, str], anchor: date, tense: Tense) -> Interval | None:
    """A day without a year. A weekday beside it has to fit, if it does in any year that the tense allows."""
    month, day = (
        intervals.HOLIDAYS[g["holiday"].lower()]
        if "holiday" in g
        else (intervals.month_number(g), int(g["day"]))
    )
    # Eight years, because 29 February may be as far away.
    years = range(max(1, anchor.year - 8), anchor.year + 9)
    known = [date(y, month, day) for y in years if day <= calendar.monthrange(y, month)[1]]
    if tense != "unknown":
        known = [d for d in known if (d <= anchor + _SLACK if tense == "past" else d >= anchor - _SLACK)]
    if "weekday" in g:
        weekday = intervals.WEEKDAYS[g["weekday"].lower()]
        known = [d for d in known if d.weekday() == weekday and abs(d.year - anchor.year) < 2] or known
    if not known:
        return None
    found = min(known, key=lambda d: (abs(d - anchor), d))
    return Interval(found, found, "day")


def _nearest_days(g: dict[str, str], anchor: date, tense: Tense) -> Interval | None:
    first = _nearest_day(g, anchor, tense)
    found = intervals.days({**g, "year": str(first.first.year)}) if first is not None else None
    return Interval(found.first, found.last, "none") if found is not None else None


def _nearest_month(g: dict[str, str], anchor: date, tense: Tense) -> Interval:
    month = intervals.month_number(g)
    ahead = month - anchor.month
    if tense == "past":
        step = -(ahead > 0)
    elif tense == "future":
        step = +(ahead < 0)
    else:
        step = (ahead < -6) - (ahead > 6)
    interval = intervals.whole_month(anchor.year + step, month)
    return intervals.part_of(g["part"], interval) if "part" in g else interval


def _nearest_months(g: dict[str, str], anchor: date, tense: Tense) -> Interval | None:
    last = _nearest_month({"month": g["month2"]}, anchor, tense)
    found = intervals.months({**g, "year": str(last.first.year)})
    return Interval(found.first, found.last, "none") if found is not None else None


def _nearest_weekday(g: dict[str, str], anchor: date, tense: Tense) -> Interval:
    """The article's own day counts: agencies name the weekday of today, past or to come."""
    weekday = intervals.WEEKDAYS[g["weekday"].lower()]
    day = (
        intervals.on_or_after(weekday, anchor)
        if tense == "future"
        else intervals.on_or_before(weekday, anchor)
    )
    return Interval(day, day, "day")


def _word(g: dict[str, str], anchor: date, _: Tense) -> Interval:
    word = g["word"].lower()
    if word == "overnight":
        return Interval(anchor - timedelta(days=1), anchor, "none")
    shift = {
        "yesterday": -1,
        "last night": -1,
        "tomorrow": 1,
        "the day before yesterday": -2,
        "the day after tomorrow": 2,
    }
    day = anchor + timedelta(days=shift.get(word, 0))
    return Interval(day, day, "day")


def _day_of_week(g: dict[str, str], anchor: date, _: Tense) -> Interval:
    day = intervals.week(anchor, _step(g)).first + timedelta(days=intervals.WEEKDAYS[g["weekday"].lower()])
    return Interval(day, day, "day")


def _period(g: dict[str, str], anchor: date, tense: Tense) -> Interval | None:
    """ "Last", "this" and "next" with a weekday, a month or a unit of the calendar, or a part of these."""
    step = _step(g)
    if "weekday" in g:
        weekday = intervals.WEEKDAYS[g["weekday"].lower()]
        if step == 0:
            return _nearest_weekday(g, anchor, tense)
        one = timedelta(days=1)
        day = (
            intervals.on_or_after(weekday, anchor + one)
            if step > 0
            else intervals.on_or_before(weekday, anchor - one)
        )
        return Interval(day, day, "day")
    if "month" in g:
        month = intervals.month_number(g)
        if step:
            step = (month <= anchor.month) if step > 0 else -(month >= anchor.month)
        interval = intervals.whole_month(anchor.year + step, month)
    else:
        if (
            g["unit"].lower() == "weekend"
            and step == 0
            and tense != "future"
            and anchor.weekday() < _SATURDAY
        ):
            step = -1
        interval = _unit(g["unit"].lower(), anchor, step)
    part = g.get("part", "").lower()
    if part == "earlier" and step == 0:
        return Interval(interval.first, max(interval.first, anchor), interval.precision)
    if part == "later" and step == 0:
        return Interval(min(interval.last, anchor), interval.last, interval.precision)
    return intervals.part_of(part, interval)


def _unit(unit: str, anchor: date, step: int) -> Interval:
    match unit:
        case "week":
            return intervals.week(anchor, step)
        case "weekend":
            saturday = intervals.week(anchor, step).first + timedelta(days=_SATURDAY)
            return Interval(saturday, saturday + timedelta(days=1), "none")
        case "month":
            return _month_away(anchor, step)
        case "decade":
            start = (anchor.year // 10 + step) * 10
            return Interval(date(start, 1, 1), date(start + 9, 12, 31), "none")
    return intervals.whole_year(anchor.year + step)


def _quarter_from(g: dict[str, str], anchor: date, _: Tense) -> Interval:
    found = intervals.quarter({**g, "year": str(anchor.year + _step(g))})
    return Interval(found.first, found.last, "year")


def _window(g: dict[str, str], anchor: date, _: Tense) -> Interval | None:
    """ "The past two weeks", "the next 48 hours": the days up to or from the article's."""
    count = _count(g) if "count" in g else 1
    sign = _step(g)
    match g["unit"].lower():
        case "hour":
            other = anchor + timedelta(days=sign * -(-count // 24))
        case "day":
            other = anchor + timedelta(days=sign * count)
        case "week":
            other = anchor + timedelta(weeks=sign * count)
        case unit:
            months = {"month": 1, "year": 12, "decade": 120}[unit]
            away = _month_away(anchor, sign * count * months)
            other = away.first.replace(day=min(anchor.day, away.last.day))
    first, last = sorted((anchor, other))
    return Interval(first, last, "none")


def _ago(g: dict[str, str], anchor: date, _: Tense) -> Interval:
    return _away(g, anchor, -_count(g))


def _ahead(g: dict[str, str], anchor: date, tense: Tense) -> Interval | None:
    """ "In two weeks" is a time where the clause looks forward; after a past verb it is how long something took."""
    return _away(g, anchor, _count(g)) if "sure" in g or tense == "future" else None


def _away(g: dict[str, str], anchor: date, count: int) -> Interval:
    match g["unit"].lower():
        case "day":
            day = anchor + timedelta(days=count)
            found = Interval(day, day, "day")
        case "week":
            day = anchor + timedelta(weeks=count)
            found = Interval(day - timedelta(days=3), day + timedelta(days=3), "none")
        case "month":
            found = _month_away(anchor, count)
        case _:
            found = intervals.whole_year(anchor.year + count)
    if "roughly" not in g:
        return found
    width = found.last - found.first + timedelta(days=1)
    return Interval(found.first - width, found.last + width, "none")


_COUNTED: dict[str, Callable[[dict[str, str], date, Tense], Interval | None]] = {
    "day": _nearest_day, "days": _nearest_days, "holiday": _nearest_day, "month": _nearest_month,
    "month_part": _nearest_month, "months": _nearest_months, "weekday": _nearest_weekday, "day_of_week": _day_of_week,
    "word": _word, "period": _period, "quarter": _quarter_from, "window": _window, "ago": _ago, "ahead": _ahead,
}  # fmt: skip


def _count(g: dict[str, str]) -> int:
    word = g["count"].lower()
    return NUMBERS.get(word) or int(word)


def _step(g: dict[str, str]) -> int:
    return {"last": -1, "past": -1, "next": 1, "coming": 1}.get(g["which"].lower().split()[-1], 0)


def _month_away(anchor: date, months: int) -> Interval:
    year, month = divmod(anchor.year * 12 + anchor.month - 1 + months, 12)
    return intervals.whole_month(year, month + 1)
