"""Days that an expression of time covers, where the words say all of it: "3 May 2019", "the early 1990s", "2006-10".

Never more precise than the words: what names no single day, month or year ("the early 1990s") is an interval without
a date of its own.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Precision = Literal["day", "month", "year", "none"]

_MONTHS = {name.lower(): i for i, name in enumerate(calendar.month_abbr) if name}
WEEKDAYS = {name.lower(): i for i, name in enumerate(calendar.day_name)}
#: Days of fixed date that news dates by.
HOLIDAYS = {"christmas eve": (12, 24), "christmas day": (12, 25), "boxing day": (12, 26), "new year's eve": (12, 31),
            "new year's day": (1, 1), "may day": (5, 1)}  # fmt: skip
_THIRDS = (
    frozenset({"early", "earlier", "beginning", "start"}),
    frozenset({"mid", "middle"}),
    frozenset({"late", "later", "end", "close"}),
)
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}


@dataclass(frozen=True, slots=True)
class Interval:
    """Days ``first`` to ``last``. ``precision``: what the words name; ``relative``: the article's date was needed."""

    first: date
    last: date
    precision: Precision
    relative: bool = True


def _day(g: dict[str, str]) -> Interval:
    day = date(int(g["year"]), month_number(g), int(g["day"]))
    return Interval(day, day, "day", False)


def days(g: dict[str, str]) -> Interval | None:
    """May 3-5, 2019."""
    first, last = (date(int(g["year"]), month_number(g), int(g[day])) for day in ("day", "day2"))
    return Interval(first, last, "none", False) if first <= last else None


def _holiday(g: dict[str, str]) -> Interval:
    day = date(int(g["year"]), *HOLIDAYS[g["holiday"].lower()])
    return Interval(day, day, "day", False)


def in_month(g: dict[str, str]) -> Interval:
    """May 2019, early May 2019."""
    interval = whole_month(int(g["year"]), month_number(g), relative=False)
    return part_of(g["part"], interval) if "part" in g else interval


def months(g: dict[str, str]) -> Interval | None:
    """May to July 2019, December to February 2019."""
    month, month2, year = month_number(g), month_number(g, "month2"), int(g["year"])
    first = date(year - (month > month2), month, 1)
    return Interval(first, whole_month(year, month2).last, "none", False)


def _in_year(g: dict[str, str]) -> Interval:
    interval = whole_year(int(g["year"]), relative=False)
    return part_of(g["part"], interval) if "part" in g else interval


def _season(g: dict[str, str]) -> Interval:
    """The year alone: which months they are, the words do not say, and a winter belongs to two years."""
    year = int(g["year"])
    if g["season"].lower() == "winter":
        return Interval(date(year, 1, 1), date(year + 1, 3, 31), "none", False)
    return whole_year(year, relative=False)


def quarter(g: dict[str, str]) -> Interval:
    """the first half of 2019, Q3 2019."""
    year = int(g["year"])
    size = 6 if g["fraction"].lower() in {"half", "h"} else 3
    word = g.get("ordinal") or g["number"]
    number = _ORDINALS.get(word.lower(), 12 // size) if word.isalpha() else int(word)
    end = min(number * size, 12)
    return Interval(date(year, end - size + 1, 1), whole_month(year, end).last, "year", False)


def _year_range(g: dict[str, str]) -> Interval:
    first, last = g["year"], g["year2"]
    end = int(last) if len(last) == 4 else int(first[:2] + last) + 100 * (last == "00")
    return Interval(date(int(first), 1, 1), date(end, 12, 31), "none", False)


def _decade(g: dict[str, str]) -> Interval:
    decade = g["decade"].lstrip("'")
    start = int(decade) if len(decade) == 4 else 1900 + int(decade)
    first, last = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get(g.get("part", "").lower(), (0, 9))
    return Interval(date(start + first, 1, 1), date(start + last, 12, 31), "none", False)


def _century(g: dict[str, str]) -> Interval:
    start = (int(g["century"][:2]) - 1) * 100 + 1
    parts = {"early": (0, 32), "mid": (33, 65), "late": (66, 99)}
    first, last = parts.get(g.get("part", "").lower(), (0, 99))
    return Interval(date(start + first, 1, 1), date(start + last, 12, 31), "none", False)


STATED: dict[str, Callable[[dict[str, str]], Interval | None]] = {
    "day": _day, "days": days, "holiday": _holiday, "month": in_month, "month_part": in_month, "months": months,
    "year": _in_year, "year_part": _in_year, "season": _season, "quarter": quarter, "years": _year_range,
    "decade": _decade, "century": _century,
}  # fmt: skip


def month_number(g: dict[str, str], name: str = "month") -> int:
    return _MONTHS[g[name][:3].lower()] if name in g else int(g["monthnumber"])


def on_or_before(weekday: int, day: date) -> date:
    return day - timedelta(days=(day.weekday() - weekday) % 7)


def on_or_after(weekday: int, day: date) -> date:
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def week(anchor: date, step: int) -> Interval:
    """The calendar week, from Monday (ISO 8601)."""
    monday = on_or_before(0, anchor) + timedelta(weeks=step)
    return Interval(monday, monday + timedelta(days=6), "none")


def whole_month(year: int, month: int, relative: bool = True) -> Interval:
    last = calendar.monthrange(year, month)[1]
    return Interval(date(year, month, 1), date(year, month, last), "month", relative)


def whole_year(year: int, relative: bool = True) -> Interval:
    return Interval(date(year, 1, 1), date(year, 12, 31), "year", relative)


def part_of(part: str, whole: Interval) -> Interval:
    """The third of a month or a year that "early", "mid" or "the end of" means; a shorter time is left whole."""
    words = part.lower().split()
    third = next((i for i, names in enumerate(_THIRDS) if not names.isdisjoint(words)), None)
    if third is None or whole.precision not in {"month", "year"}:
        return whole
    if whole.precision == "month":
        begin, end = ((1, 10), (11, 20), (21, whole.last.day))[third]
        first, last = whole.first.replace(day=begin), whole.first.replace(day=end)
    else:
        first = whole.first.replace(month=4 * third + 1)
        last = whole_month(first.year, 4 * third + 4).last
    return Interval(first, last, whole.precision, whole.relative)
