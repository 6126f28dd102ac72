"""Days that an expression of time covers, counted from the article's date: "on Tuesday", "last month", "two days ago".

The tense decides between the last Tuesday and the coming one, between last year's March and this year's.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal

from kg.extraction import intervals
from kg.extraction.expressions import NUMBERS
from kg.extraction.intervals import Interval

#: Where the clause looks; "unknown" (a noun without a verb of its own) takes the nearest day or month.
Tense = Literal["past", "future", "unknown"]

_SATURDAY = 5
#: Days by which a date without a year may lie beyond the article's date before it is taken for last year's: agencies
#: date by their own time zone.
_SLACK = timedelta(days=2)


def _nearest_day(g: dict[str, str], anchor: date, tense: Tense) -> Interval | None:
    """A day without a year. A weekday beside it has to fit, if it does in any year that the tense allows."""
    month, day = (
        intervals.HOLIDAYS[g["holiday"].lower()]
        if "holiday" in g
        else (intervals.month_number(g), int(g["day"]))
    )
    if "which" in g:
        found = date(anchor.year + _step(g), month, day)
        return Interval(found, found, "day")
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
    if "which" in g:
        step = _step(g)
    elif tense == "past":
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
    number = _step(g) * (count(g) if "count" in g else 1)
    match g["unit"].lower():
        case "hour":
            other = anchor + timedelta(days=-(-abs(number) // 24) * _step(g))
        case "day":
            other = anchor + timedelta(days=number)
        case "week":
            other = anchor + timedelta(weeks=number)
        case unit:
            month = _month_away(anchor, number * {"month": 1, "year": 12, "decade": 120}[unit])
            other = month.first.replace(day=min(anchor.day, month.last.day))
    first, last = sorted((anchor, other))
    return Interval(first, last, "none")


def _ago(g: dict[str, str], anchor: date, _: Tense) -> Interval:
    return away(g["unit"].lower(), anchor, -count(g), "roughly" in g)


def _ahead(g: dict[str, str], anchor: date, tense: Tense) -> Interval | None:
    """ "In two weeks" is a time where the clause looks forward; after a past verb it is how long something took."""
    return away(g["unit"].lower(), anchor, count(g)) if "sure" in g or tense == "future" else None


def away(unit: str, day: date, number: int, roughly: bool = False) -> Interval:
    """The day, week (three days to either side), month or year that is so many units after ``day``.

    ``roughly``: with one unit more to either side, and no date of its own.
    """
    if roughly:
        first, last = (away(unit, day, number + step) for step in (-1, 1))
        return Interval(first.first, last.last, "none")
    match unit:
        case "day":
            found = day + timedelta(days=number)
            return Interval(found, found, "day")
        case "week":
            middle = day + timedelta(weeks=number)
            return Interval(middle - timedelta(days=3), middle + timedelta(days=3), "none")
        case "month":
            return _month_away(day, number)
    return intervals.whole_year(day.year + number)


COUNTED: dict[str, Callable[[dict[str, str], date, Tense], Interval | None]] = {
    "day": _nearest_day, "days": _nearest_days, "holiday": _nearest_day, "month": _nearest_month,
    "month_part": _nearest_month, "months": _nearest_months, "weekday": _nearest_weekday, "day_of_week": _day_of_week,
    "word": _word, "period": _period, "quarter": _quarter_from, "window": _window, "ago": _ago, "ahead": _ahead,
}  # fmt: skip


def count(g: dict[str, str]) -> int:
    word = g["count"].lower()
    return NUMBERS.get(word) or int(word)


def _step(g: dict[str, str]) -> int:
    return {"last": -1, "past": -1, "next": 1, "coming": 1}.get(g["which"].lower().split()[-1], 0)


def _month_away(anchor: date, months: int) -> Interval:
    year, month = divmod(anchor.year * 12 + anchor.month - 1 + months, 12)
    return intervals.whole_month(year, month + 1)
