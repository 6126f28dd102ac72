"""Dates as news texts and feeds print them.

Strict on purpose: only the forms below are dates, only years from 1800 to 2100 are plausible, and a form
that two readers would read differently (``03/04/2021``) is no date at all. The day is taken as printed; a
time of day and its zone are not converted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

FIRST_YEAR, LAST_YEAR = 1800, 2100

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"

_DAY = (
    rf"(?:(?P<iso_y>\d{{4}})(?P<sep>[-/.])(?P<iso_m>\d{{1,2}})(?P=sep)(?P<iso_d>\d{{1,2}})(?=\D|$)"
    rf"|(?P<dot_d>\d{{1,2}})\.(?P<dot_m>\d{{1,2}})\.(?P<dot_y>\d{{4}})\b"
    rf"|(?P<sl_a>\d{{1,2}})/(?P<sl_b>\d{{1,2}})/(?P<sl_y>\d{{4}})\b"
    rf"|(?P<dm_d>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+(?P<dm_m>{MONTH})"
    rf"(?:,?[\s-]+(?P<dm_y>\d{{4}})\b(?!,\d))?"
    rf"|(?P<md_m>{MONTH})\s+(?P<md_d>\d{{1,2}})(?:st|nd|rd|th)?\b(?!,\d{{3}})"
    rf"(?:,?\s+(?P<md_y>\d{{4}})\b(?!,\d))?)"
)
#: A day, with or without its year, without group names, for use inside larger patterns.
DAY = re.sub(r"\?P<(?!sep)\w+>", "?:", _DAY).replace("(?P<sep>[-/.])", "[-/.]").replace("(?P=sep)", "[-/.]")

_DAY_RE = re.compile(rf"(?<![\w/.-]){_DAY}", re.IGNORECASE)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{6}Z?)?")
_BESIDE_A_DATE = re.compile(
    rf"{WEEKDAY}|\d{{1,2}}[:.]\d{{2}}(?:[:.]\d{{2}}(?:\.\d+)?)?|[ap]\.?m\b\.?"
    r"|(?-i:\b[A-Z]{1,5}T\b|\bUTC\b|(?<![A-Za-z])Z\b)|\bT(?=\d)|(?:UTC|GMT)?\s*[+-]\d{1,2}:?(?:\d{2})?"
    r"|\b(?:at|on|hrs?|hours?|local|time|ist)\b|[\s,.;:|()\[\]/·•–—-]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PrintedDay:
    """A day found at ``[start, end)`` of a string; ``year`` is ``None`` where none is printed."""

    start: int
    end: int
    year: int | None
    month: int
    day: int

    def as_date(self, year: int | None = None) -> date | None:
        """The date, in ``year`` if none is printed; ``None`` if there is no such day or no year."""
        known = self.year or year
        return _date(known, self.month, self.day) if known else None

    def nearest_to(self, known: date) -> date | None:
        """The date; where no year is printed, in the year that brings it closest to ``known``.

        A dateline of 31 December belongs to the year before an article published on 1 January.
        """
        if self.year:
            return self.as_date()
        near = (self.as_date(known.year + step) for step in (0, -1, 1))
        return min((day for day in near if day), key=lambda day: abs((day - known).days), default=None)


def _date(year: int, month: int, day: int) -> date | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:  # 31 June, month 13
        return None


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def days_in(text: str) -> Iterator[PrintedDay]:
    """Every day printed in ``text``, from left to right; impossible and ambiguous ones are left out."""
    for match in _DAY_RE.finditer(text):
        part = match.groupdict()
        year: str | None
        if part["iso_y"]:
            year, month, day = part["iso_y"], int(part["iso_m"]), int(part["iso_d"])
        elif part["dot_y"]:
            year, month, day = part["dot_y"], int(part["dot_m"]), int(part["dot_d"])
        elif part["sl_y"]:
            first, second = int(part["sl_a"]), int(part["sl_b"])
            if first <= 12 and second <= 12 and first != second:
                continue  # day first or month first: outlets differ, so nobody can tell
            year = part["sl_y"]
            day, month = (first, second) if second <= 12 else (second, first)
        elif part["dm_d"]:
            year, month, day = part["dm_y"], _month(part["dm_m"]), int(part["dm_d"])
        else:
            year, month, day = part["md_y"], _month(part["md_m"]), int(part["md_d"])
        found = PrintedDay(match.start(), match.end(), int(year) if year else None, month, day)
        # 2000 is a leap year: 29 February stands until its year is known.
        if found.as_date(2000 if found.year is None else None):
            yield found


def without_dates(text: str) -> str:
    """What is left of ``text`` without its days, weekdays, times of day, zones and the marks between them."""
    return _BESIDE_A_DATE.sub(" ", _DAY_RE.sub(" ", text)).strip()


def parse_date(text: str) -> date | None:
    """The date that ``text`` is: a day with its year, perhaps a weekday and a time, and nothing else.

    Besides the printed forms it takes ``20211231`` and ``20211231T235959Z``, which feeds use. ``None`` for
    anything else.
    """
    text = text.strip()[:80]
    if compact := _COMPACT.fullmatch(text):
        return _date(int(compact[1]), int(compact[2]), int(compact[3]))
    days = list(days_in(text))
    if len(days) != 1 or without_dates(text):
        return None
    return days[0].as_date()
