"""From an expression of time to the days that it covers, counted from the article's date where the words need one.

Never more precise than the words: what names a week or "the early 1990s" gives an interval and no single date, and
what counts from another event ("two days later") gives nothing. The tense decides between the last and the coming one.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from kg.extraction.expressions import NUMBERS, Expression
from kg.model import TimeValue

#: Where the clause looks; "unknown" (a noun without a verb of its own) takes the nearest day or month.
Tense = Literal["past", "future", "unknown"]
Precision = Literal["day", "month", "year", "none"]

_MONTHS = {name.lower(): i for i, name in enumerate(calendar.month_abbr) if name}
_WEEKDAYS = {name.lower(): i for i, name in enumerate(calendar.day_name)}
_DIGITS = {"day": 10, "month": 7, "year": 4, "none": 0}
#: Days by which a date without a year may lie beyond the article's date before it is taken for last year's: agencies
#: date by their own time zone.
_SLACK = timedelta(days=2)
_HOLIDAYS = {"christmas eve": (12, 24), "christmas day": (12, 25), "boxing day": (12, 26), "new year's eve": (12, 31),
             "new year's day": (1, 1), "may day": (5, 1)}  # fmt: skip
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}


@dataclass(frozen=True, slots=True)
class _Interval:
    """Days ``first`` to ``last``; ``precision`` is what the words name; ``relative`` if the article's date was needed."""

    first: date
    last: date
    precision: Precision
    relative: bool = True


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
    basis: Literal["relative", "explicit"] = "relative" if interval.relative else "explicit"
    first, last = interval.first.isoformat(), interval.last.isoformat()
    bound = expression.bound
    if bound == "as of":
        bound = "since" if tense == "future" else "until"
    match bound:
        case _ if expression.last is not None:
            return TimeValue(None, first, last, basis)
        case "since":
            return TimeValue(None, first, None, basis)
        case "until":
            return TimeValue(None, None, last, basis)
        case "before":
            return TimeValue(None, None, (interval.first - timedelta(days=1)).isoformat(), basis)
        case "after":
            return TimeValue(None, (interval.last + timedelta(days=1)).isoformat(), None, basis)
    return TimeValue(first[: _DIGITS[interval.precision]] or None, first, last, basis)


def _span(expression: Expression, first: _Interval, anchor: date | None, tense: Tense) -> _Interval | None:
    assert expression.last is not None
    last = _interval(expression.last, anchor, tense)
    if last is None:
        return None
    if "weekday" in expression.groups and "weekday" in expression.last.groups and last.first < first.first:
        # "from Friday to Monday": the nearest such days that follow each other.
        week = timedelta(weeks=1)
        first, last = (first, _moved(last, week)) if tense == "future" else (_moved(first, -week), last)
    if last.last < first.first:
        return None
    return _Interval(first.first, last.last, "none", first.relative or last.relative)


def _moved(interval: _Interval, by: timedelta) -> _Interval:
    return _Interval(interval.first + by, interval.last + by, interval.precision, interval.relative)


def _interval(e: Expression, anchor: date | None, tense: Tense) -> _Interval | None:
    g = e.groups
    absolute = _ABSOLUTE.get(e.kind)
    if absolute is not None and ("year" in g or e.kind in {"decade", "century"}):
        return absolute(g)
    counted = _COUNTED.get(e.kind)
    return counted(g, anchor, tense) if counted is not None and anchor is not None else None


def _day(g: dict[str, str]) -> _Interval:
    day = date(int(g["year"]), _month(g), int(g["day"]))
    return _Interval(day, day, "day", False)


def _days(g: dict[str, str]) -> _Interval | None:
    first, last = (date(int(g["year"]), _month(g), int(g[day])) for day in ("day", "day2"))
    return _Interval(first, last, "none", False) if first <= last else None


def _holiday(g: dict[str, str]) -> _Interval:
    day = date(int(g["year"]), *_HOLIDAYS[g["holiday"].lower()])
    return _Interval(day, day, "day", False)


def _in_month(g: dict[str, str]) -> _Interval:
    interval = _whole_month(int(g["year"]), _month(g), relative=False)
    return _part_of(g["part"], interval) if "part" in g else interval


def _months(g: dict[str, str]) -> _Interval | None:
    month, month2, year = _month(g), _month(g, "month2"), int(g["year"])
    first = date(year - (month > month2), month, 1)
    return _Interval(first, _whole_month(year, month2).last, "none", False)


def _in_year(g: dict[str, str]) -> _Interval:
    interval = _years(int(g["year"]), relative=False)
    return _part_of(g["part"], interval) if "part" in g else interval


def _season(g: dict[str, str]) -> _Interval:
    """The year alone: which months they are, the words do not say, and a winter belongs to two years."""
    year = int(g["year"])
    if g["season"].lower() == "winter":
        return _Interval(date(year, 1, 1), date(year + 1, 3, 31), "none", False)
    return _years(year, relative=False)


def _quarter(g: dict[str, str]) -> _Interval:
    year = int(g["year"])
    size = 6 if g["fraction"].lower() in {"half", "h"} else 3
    word = g.get("ordinal") or g["number"]
    number = _ORDINALS.get(word.lower(), 12 // size) if word.isalpha() else int(word)
    end = min(number * size, 12)
    return _Interval(date(year, end - size + 1, 1), _whole_month(year, end).last, "year", False)


def _year_range(g: dict[str, str]) -> _Interval | None:
    first, last = g["year"], g["year2"]
    end = int(last) if len(last) == 4 else int(first[:2] + last) + 100 * (last == "00")
    return _Interval(date(int(first), 1, 1), date(end, 12, 31), "none", False)


def _decade(g: dict[str, str]) -> _Interval:
    decade = g["decade"].lstrip("'")
    start = int(decade) if len(decade) == 4 else 1900 + int(decade)
    first, last = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get(g.get("part", "").lower(), (0, 9))
    return _Interval(date(start + first, 1, 1), date(start + last, 12, 31), "none", False)


def _century(g: dict[str, str]) -> _Interval:
    start = (int(g["century"][:2]) - 1) * 100 + 1
    first, last = {"early": (0, 32), "mid": (33, 65), "late": (66, 99)}.get(g.get("part", "").lower(), (0, 99))
    return _Interval(date(start + first, 1, 1), date(start + last, 12, 31), "none", False)


_ABSOLUTE: dict[str, Callable[[dict[str, str]], _Interval | None]] = {
    "day": _day, "days": _days, "holiday": _holiday, "month": _in_month, "month_part": _in_month, "months": _months,
    "year": _in_year, "year_part": _in_year, "season": _season, "quarter": _quarter, "years": _year_range,
    "decade": _decade, "century": _century,
}  # fmt: skip


def _nearest_day(g: dict[str, str], anchor: date, tense: Tense) -> _Interval | None:
    """A day without a year. A weekday beside it has to fit, if it does in any year that the tense allows."""
    month, day = _HOLIDAYS[g["holiday"].lower()] if "holiday" in g else (_month(g), int(g["day"]))
    # Eight years, because 29 February may be as far away.
    years = range(max(1, anchor.year - 8), anchor.year + 9)
    known = [date(y, month, day) for y in years if day <= calendar.monthrange(y, month)[1]]
    if tense != "unknown":
        known = [d for d in known if (d <= anchor + _SLACK if tense == "past" else d >= anchor - _SLACK)]
    if "weekday" in g:
        weekday = _WEEKDAYS[g["weekday"].lower()]
        known = [d for d in known if d.weekday() == weekday and abs(d.year - anchor.year) < 2] or known
    if not known:
        return None
    found = min(known, key=lambda d: (abs(d - anchor), d))
    return _Interval(found, found, "day")


def _nearest_days(g: dict[str, str], anchor: date, tense: Tense) -> _Interval | None:
    first = _nearest_day(g, anchor, tense)
    return _days({**g, "year": str(first.first.year)}) if first is not None else None


def _nearest_month(g: dict[str, str], anchor: date, tense: Tense) -> _Interval:
    month = _month(g)
    ahead = month - anchor.month
    if tense == "past":
        step = -(ahead > 0)
    elif tense == "future":
        step = +(ahead < 0)
    else:
        step = (ahead < -6) - (ahead > 6)
    interval = _whole_month(anchor.year + step, month)
    return _part_of(g["part"], interval) if "part" in g else interval


def _nearest_months(g: dict[str, str], anchor: date, tense: Tense) -> _Interval | None:
    last = _nearest_month({"month": g["month2"]}, anchor, tense)
    found = _months({**g, "year": str(last.first.year)})
    return _Interval(found.first, found.last, "none") if found is not None else None


def _nearest_weekday(g: dict[str, str], anchor: date, tense: Tense) -> _Interval:
    """The article's own day counts: agencies name the weekday of today, past or to come."""
    weekday = _WEEKDAYS[g["weekday"].lower()]
    day = _on_or_after(weekday, anchor) if tense == "future" else _on_or_before(weekday, anchor)
    return _Interval(day, day, "day")


def _word(g: dict[str, str], anchor: date, _: Tense) -> _Interval:
    word = g["word"].lower()
    if word == "overnight":
        return _Interval(anchor - timedelta(days=1), anchor, "none")
    shift = {"yesterday": -1, "last night": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2}
    day = anchor + timedelta(days=shift.get(word, 0))
    return _Interval(day, day, "day")


def _period(g: dict[str, str], anchor: date, tense: Tense) -> _Interval | None:
    """"Last", "this" and "next" with a weekday, a month or a unit of the calendar."""
    which = g["which"].lower().split()[-1]
    step = {"last": -1, "past": -1, "next": 1, "coming": 1}.get(which, 0)
    if "weekday" in g and "week" in g_words(g):
        monday = anchor - timedelta(days=anchor.weekday()) + timedelta(weeks=step)
        day = monday + timedelta(days=_WEEKDAYS[g["weekday"].lower()])
        return _Interval(day, day, "day")
    return None
