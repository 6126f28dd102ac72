"""Expressions of time: what is one, what it names, and which of them an event has."""

from __future__ import annotations

from datetime import date

import pytest

from kg.extraction.anchoring import Tense, resolve, resolve_from
from kg.extraction.expressions import find
from kg.model import TimeValue

ANCHOR = date(2024, 6, 12)
"""A Wednesday."""


def told(time: TimeValue | None) -> str:
    """A time in short: the date alone where it says all, else the date, if any, with its interval."""
    if time is None:
        return "-"
    whole = {10: time.value, 7: f"{time.value}-01", 4: f"{time.value}-01-01"}.get(len(time.value or ""))
    ends = {10: time.value, 7: f"{time.value}-", 4: f"{time.value}-12-31"}.get(len(time.value or ""))
    if time.value and time.earliest == whole and ends and time.latest and time.latest.startswith(ends):
        full = len(time.value) != 7 or time.latest[8:] in {"28", "29", "30", "31"}
        if full:
            return time.value
    return f"{time.value or '?'} {time.earliest or ''}..{time.latest or ''}"


def first(text: str, tense: Tense = "past", anchor: date | None = ANCHOR) -> TimeValue | None:
    found = find(text)
    return resolve(found[0], anchor, tense) if found else None


def words(text: str) -> list[str]:
    """The expressions of a text, as they stand in it."""
    return [text[e.start : e.end] for e in find(text)]


STATED = [
    # days, in the orders of the world
    ("on May 3, 2019", "2019-05-03"),
    ("on May 3rd, 2019,", "2019-05-03"),
    ("on 3 May 2019", "2019-05-03"),
    ("on 3rd May, 2019", "2019-05-03"),
    ("on the 3rd of May 2019", "2019-05-03"),
    ("the 4th of July 1999", "1999-07-04"),
    ("on Sept. 3, 2001", "2001-09-03"),
    ("on Sep 3 2001", "2001-09-03"),
    ("on 3 Sept 2001", "2001-09-03"),
    ("on Friday, 3 May 2019", "2019-05-03"),
    ("on Friday, May 3, 2019", "2019-05-03"),
    ("on Friday (May 3, 2019)", "2019-05-03"),
    ("dated 2019-05-03", "2019-05-03"),
    ("dated 2019/05/03", "2019-05-03"),
    ("on 03.05.2019", "2019-05-03"),
    ("on 23/05/2019", "2019-05-23"),
    ("on 05/23/2019", "2019-05-23"),
    ("on 3-May-2019", "2019-05-03"),
    ("ON MAY 3, 2019", "2019-05-03"),
    ("on February 29, 2020", "2020-02-29"),
    ("on Christmas Day 2003", "2003-12-25"),
    ("on New Year's Eve 1999", "1999-12-31"),
    # months
    ("in May 2019", "2019-05"),
    ("in May, 2019", "2019-05"),
    ("in May of 2019", "2019-05"),
    ("in Sept. 2019", "2019-09"),
    ("in early May 2019", "2019-05 2019-05-01..2019-05-10"),
    ("in mid-May 2019", "2019-05 2019-05-11..2019-05-20"),
    ("late in May 2019", "2019-05 2019-05-21..2019-05-31"),
    ("at the end of February 2019", "2019-02 2019-02-21..2019-02-28"),
    # years and their parts
    ("in 1963", "1963"),
    ("in 2000", "2000"),
    ("the 1967 war", "1967"),
    ("in 1648", "1648"),
    ("by-election of 2015", "2015"),
    ("the 2000 elections", "2000"),
    ("in late 2024", "2024 2024-09-01..2024-12-31"),
    ("in early 2024", "2024 2024-01-01..2024-04-30"),
    ("in mid-2024", "2024 2024-05-01..2024-08-31"),
    ("at the end of 2024", "2024 2024-09-01..2024-12-31"),
    ("at the beginning of the year 2024", "2024 2024-01-01..2024-04-30"),
    ("in the first quarter of 2023", "2023 2023-01-01..2023-03-31"),
    ("in the last quarter of 2023", "2023 2023-10-01..2023-12-31"),
    ("in Q3 2023", "2023 2023-07-01..2023-09-30"),
    ("in the second half of 2023", "2023 2023-07-01..2023-12-31"),
    ("in H1 2023", "2023 2023-01-01..2023-06-30"),
    ("in the spring of 1989", "1989"),
    ("in summer 2011", "2011"),
    ("in the winter of 1944", "? 1944-01-01..1945-03-31"),
    # longer than a year: an interval without a date
    ("in the 1990s", "? 1990-01-01..1999-12-31"),
    ("in the early 1990s", "? 1990-01-01..1993-12-31"),
    ("in the mid-1980s", "? 1984-01-01..1986-12-31"),
    ("in the late '70s", "? 1977-01-01..1979-12-31"),
    ("in the 19th century", "? 1801-01-01..1900-12-31"),
    # spans
    ("from 2006 to 2010", "? 2006-01-01..2010-12-31"),
    ("between 2006 and 2010", "? 2006-01-01..2010-12-31"),
    ("in 2006-2010", "? 2006-01-01..2010-12-31"),
    ("the 1980–88 war", "? 1980-01-01..1988-12-31"),
    ("in 2014/15", "? 2014-01-01..2015-12-31"),
    ("in 1999-00", "? 1999-01-01..2000-12-31"),
    ("on May 3-5, 2019", "? 2019-05-03..2019-05-05"),
    ("on 3-5 May 2019", "? 2019-05-03..2019-05-05"),
    ("from 3 to 5 May 2019", "? 2019-05-03..2019-05-05"),
    ("between May 3 and 5, 2019", "? 2019-05-03..2019-05-05"),
    ("on May 3 and 4, 2019", "? 2019-05-03..2019-05-04"),
    ("from May 30 to June 2, 2010", "? 2010-05-30..2010-06-02"),
    ("from 30 December to 2 January 2010", "? 2009-12-30..2010-01-02"),
    ("from December 30, 2009 to January 2", "? 2009-12-30..2010-01-02"),
    ("from March to June 2011", "? 2011-03-01..2011-06-30"),
    ("between November and February 2011", "? 2010-11-01..2011-02-28"),
    ("in May/June 2019", "? 2019-05-01..2019-06-30"),
    ("from May 2011 until March 2012", "? 2011-05-01..2012-03-31"),
    ("from early 2011 to late 2012", "? 2011-01-01..2012-12-31"),
    # bounds
    ("since 1963", "? 1963-01-01.."),
    ("since at least 2010", "? 2010-01-01.."),
    ("since the early 1990s", "? 1990-01-01.."),
    ("since May 2019", "? 2019-05-01.."),
    ("starting on 1 July 2019", "? 2019-07-01.."),
    ("until March 2020", "? ..2020-03-31"),
    ("by 2030", "? ..2030-12-31"),
    ("no later than 1 July 2031", "? ..2031-07-01"),
    ("before 2014", "? ..2013-12-31"),
    ("prior to May 3, 2019", "? ..2019-05-02"),
    ("after 2014", "? 2015-01-01.."),
    ("as of 1 July 2019", "? ..2019-07-01"),
]


@pytest.mark.parametrize(("text", "expected"), STATED, ids=[t for t, _ in STATED])
def test_what_the_words_say_needs_no_date_of_the_article(text: str, expected: str) -> None:
    for anchor in (None, ANCHOR):
        time = first(text, anchor=anchor)
        assert told(time) == expected
        assert time is not None
        assert time.basis == "explicit"


# Article of Wednesday 12 June 2024.
PAST = [
    ("today", "2024-06-12"),
    ("this morning", "2024-06-12"),
    ("tonight", "2024-06-12"),
    ("yesterday", "2024-06-11"),
    ("yesterday evening", "2024-06-11"),
    ("last night", "2024-06-11"),
    ("the day before yesterday", "2024-06-10"),
    ("overnight", "? 2024-06-11..2024-06-12"),
    ("on Wednesday", "2024-06-12"),
    ("on Tuesday", "2024-06-11"),
    ("on Tuesday night", "2024-06-11"),
    ("late on Monday", "2024-06-10"),
    ("early Monday morning", "2024-06-10"),
    ("ON MONDAY", "2024-06-10"),
    ("on Thursday", "2024-06-06"),
    ("Monday's vote", "2024-06-10"),
    ("overnight from Monday to Tuesday", "? 2024-06-10..2024-06-11"),
    ("last Tuesday", "2024-06-11"),
    ("last Wednesday", "2024-06-05"),
    ("this past Sunday", "2024-06-09"),
    ("this Tuesday", "2024-06-11"),
    ("on Tuesday last week", "2024-06-04"),
    ("last week on Friday", "2024-06-07"),
    ("on Monday of this week", "2024-06-10"),
    ("last week", "? 2024-06-03..2024-06-09"),
    ("this week", "? 2024-06-10..2024-06-16"),
    ("earlier this week", "? 2024-06-10..2024-06-12"),
    ("last weekend", "? 2024-06-08..2024-06-09"),
    ("last month", "2024-05"),
    ("late last month", "2024-05 2024-05-21..2024-05-31"),
    ("earlier this month", "2024-06 2024-06-01..2024-06-12"),
    ("last year", "2023"),
    ("late last year", "2023 2023-09-01..2023-12-31"),
    ("earlier this year", "2024 2024-01-01..2024-06-12"),
    ("early this year", "2024 2024-01-01..2024-04-30"),
    ("at the end of last year", "2023 2023-09-01..2023-12-31"),
    ("in the first half of last year", "2023 2023-01-01..2023-06-30"),
    ("last decade", "? 2010-01-01..2019-12-31"),
    ("two days ago", "2024-06-10"),
    ("a day ago", "2024-06-11"),
    ("two weeks ago", "? 2024-05-26..2024-06-01"),
    ("three months ago", "2024-03"),
    ("ten years ago", "2014"),
    ("25 years ago", "1999"),
    ("more than two years ago", "? 2021-01-01..2023-12-31"),
    ("over the past two weeks", "? 2024-05-29..2024-06-12"),
    ("in the last 48 hours", "? 2024-06-10..2024-06-12"),
    ("in the past year", "? 2023-06-12..2024-06-12"),
    ("for the past two decades", "? 2004-06-12..2024-06-12"),
    ("in the last week", "? 2024-06-05..2024-06-12"),
    ("on May 3", "2024-05-03"),
    ("on 3 May", "2024-05-03"),
    ("on Oct. 15", "2023-10-15"),
    ("on June 13", "2024-06-13"),  # ahead by a time zone
    ("on Friday, May 3", "2024-05-03"),
    ("on Wednesday, May 3", "2023-05-03"),
    ("on Feb 29", "2024-02-29"),
    ("on Christmas Eve", "2023-12-24"),
    ("in March", "2024-03"),
    ("in October", "2023-10"),
    ("in June", "2024-06"),
    ("in early March", "2024-03 2024-03-01..2024-03-10"),
    ("last May", "2024-05"),
    ("last October", "2023-10"),
    ("the March elections", "2024-03"),
    ("Tunisia's October vote", "2023-10"),
    ("since Monday", "? 2024-06-10.."),
    ("since last year", "? 2023-01-01.."),
    ("since October", "? 2023-10-01.."),
    ("until Monday", "? ..2024-06-10"),
    ("as of Tuesday", "? ..2024-06-11"),
    ("from Friday to Monday", "? 2024-06-07..2024-06-10"),
    ("from Monday to Wednesday", "? 2024-06-10..2024-06-12"),
    ("from Monday to Thursday", "? 2024-06-03..2024-06-06"),
    ("between Saturday and Tuesday", "? 2024-06-08..2024-06-11"),
    ("on Monday and Tuesday", "? 2024-06-10..2024-06-11"),
    ("on May 3-5", "? 2024-05-03..2024-05-05"),
    ("from May 30 to June 2", "? 2024-05-30..2024-06-02"),
    ("in March and April", "? 2024-03-01..2024-04-30"),
]


@pytest.mark.parametrize(("text", "expected"), PAST, ids=[t for t, _ in PAST])
def test_what_counts_from_the_article_looks_back_after_a_past_verb(text: str, expected: str) -> None:
    time = first(text)
    assert told(time) == expected
    assert time is not None
    assert time.basis == "relative"
    assert first(text, anchor=None) is None


FUTURE = [
    ("tomorrow", "2024-06-13"),
    ("the day after tomorrow", "2024-06-14"),
    ("on Wednesday", "2024-06-12"),
    ("on Thursday", "2024-06-13"),
    ("on Tuesday", "2024-06-18"),
    ("this Friday", "2024-06-14"),
    ("next Tuesday", "2024-06-18"),
    ("next Wednesday", "2024-06-19"),
    ("this coming Sunday", "2024-06-16"),
    ("on Tuesday next week", "2024-06-18"),
    ("next week", "? 2024-06-17..2024-06-23"),
    ("later this week", "? 2024-06-12..2024-06-16"),
    ("this weekend", "? 2024-06-15..2024-06-16"),
    ("next month", "2024-07"),
    ("later this year", "2024 2024-06-12..2024-12-31"),
    ("next year", "2025"),
    ("early next year", "2025 2025-01-01..2025-04-30"),
    ("next May", "2025-05"),
    ("next October", "2024-10"),
    ("on May 3", "2025-05-03"),
    ("on Oct 15", "2024-10-15"),
    ("on June 11", "2024-06-11"),
    ("on Feb. 29", "2028-02-29"),
    ("in March", "2025-03"),
    ("in October", "2024-10"),
    ("in June", "2024-06"),
    ("in three days", "2024-06-15"),
    ("in two weeks", "? 2024-06-23..2024-06-29"),
    ("in six months", "2024-12"),
    ("two weeks from now", "? 2024-06-23..2024-06-29"),
    ("in the next two weeks", "? 2024-06-12..2024-06-26"),
    ("in the next 72 hours", "? 2024-06-12..2024-06-15"),
    ("by Friday", "? ..2024-06-14"),
    ("by the end of the year", "? ..2024-12-31"),
    ("by the end of the month", "? ..2024-06-30"),
    ("until March", "? ..2025-03-31"),
    ("as of Monday", "? 2024-06-17.."),
    ("from Monday to Wednesday", "? 2024-06-17..2024-06-19"),
    ("from Friday to Monday", "? 2024-06-14..2024-06-17"),
    ("on October 22-24", "? 2024-10-22..2024-10-24"),
]


@pytest.mark.parametrize(("text", "expected"), FUTURE, ids=[t for t, _ in FUTURE])
def test_what_counts_from_the_article_looks_ahead_where_the_clause_does(text: str, expected: str) -> None:
    time = first(text, "future")
    assert told(time) == expected
    assert time is not None
    assert time.basis == "relative"


@pytest.mark.parametrize(
    ("text", "anchor", "tense", "expected"),
    [
        ("on Dec 30", date(2024, 1, 2), "past", "2023-12-30"),
        ("on Dec 30", date(2024, 1, 2), "unknown", "2023-12-30"),
        ("on January 4", date(2023, 12, 29), "future", "2024-01-04"),
        ("on January 1", date(2023, 12, 31), "past", "2024-01-01"),
        ("in December", date(2024, 1, 2), "past", "2023-12"),
        ("in December", date(2024, 1, 2), "unknown", "2023-12"),
        ("in January", date(2023, 12, 29), "future", "2024-01"),
        ("last month", date(2024, 1, 2), "past", "2023-12"),
        ("next month", date(2023, 12, 2), "future", "2024-01"),
        ("last week", date(2024, 1, 2), "past", "? 2023-12-25..2023-12-31"),
        ("on Sunday", date(2024, 1, 2), "past", "2023-12-31"),
        ("on Feb 29", date(2023, 3, 5), "past", "2020-02-29"),
        ("on November 5", date(2024, 6, 12), "unknown", "2024-11-05"),
        ("on April 5", date(2024, 6, 12), "unknown", "2024-04-05"),
        ("in the past month", date(2024, 3, 31), "past", "? 2024-02-29..2024-03-31"),
    ],
)
def test_the_turn_of_the_year(text: str, anchor: date, tense: Tense, expected: str) -> None:
    assert told(first(text, tense, anchor)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "on 31 June 2019", "on February 29, 2019", "on 31 June", "on 32 May", "dated 2019-13-03", "on 03/04/2019",
        "two days later", "two days earlier", "a day after the vote", "weeks before the election", "the previous day",
        "the following day", "the next morning", "the same day", "that year", "the day before", "years later",
        "in recent days", "in the coming weeks", "several months ago", "decades ago", "every Friday", "on Mondays",
        "last summer", "for 25 years", "for two weeks", "in three days",
    ],
)  # fmt: skip
def test_what_cannot_be_known_from_the_article_stays_open(text: str) -> None:
    assert first(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "2,000 troops", "2000 troops crossed", "in 2000 villages", "some 1900 tents", "more than 2000 homes",
        "Resolution 1973", "resolutions 1970 and 1973", "under Resolution 2254", "flight 1907", "Vision 2030", "Agenda 2063",
        "the 2030 Agenda", "at 1900 GMT", "at 1930 on the square", "worth $2000", "1999.5 points", "a 2014-strong force",
        "it may rain", "they may meet 12 ministers", "to march on the capital", "Prime Minister May said", "Theresa May",
        "the March on Washington", "in Mar del Plata", "aged 19", "June Carter sang",
        "by June Carter", "the Sunday Times", "Bloody Sunday", "the Good Friday Agreement", "Russia Today",
        "between 1800 and 2000 troops", "1500-2000 troops", "MiG-29 jets", "COVID-19", "10:30", "at 3 pm", "1,012 people",
        "in his last year in office", "the last week of the campaign",
    ],
)  # fmt: skip
def test_what_is_no_time(text: str) -> None:
    assert words(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In May 12 people were killed", ["May"]),
        ("On May 3, 2000 people marched", ["May 3"]),
        ("from Monday to Wednesday", ["Monday", "Wednesday"]),
        ("in 2006 and again in 2010", ["2006", "2010"]),
        ("on Tuesday night at 10:30", ["Tuesday night"]),
        ("a day after Monday's vote", ["a day after", "Monday"]),
        ("the Oct. 7 attack", ["Oct. 7"]),
        ("the Long March of 1934", ["1934"]),
        ("on Monday, two days after the raid of 8 May", ["Monday", "two days after", "8 May"]),
    ],
)
def test_expressions_stand_in_order_and_do_not_overlap(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "reverse", "expected"),
    [
        ("a day after", True, "2024-06-11"),
        ("two days before", True, "2024-06-14"),
        ("two days later", False, "2024-06-14"),
        ("a day earlier", False, "2024-06-11"),
        ("the previous day", False, "2024-06-11"),
        ("the next morning", False, "2024-06-13"),
        ("the day before", False, "2024-06-11"),
        ("a week after", True, "? 2024-05-26..2024-06-15"),
        ("a month later", False, "? 2024-05-31..2024-08-31"),
        ("three years before", True, "? 2026-01-01..2028-12-31"),
        ("less than two days after", True, "? 2024-06-09..2024-06-11"),
        ("hours after", True, "-"),
        ("days later", False, "-"),
        ("several weeks later", False, "-"),
        ("the days before", False, "-"),
        ("two and a half years later", False, "-"),
        ("that summer", False, "-"),
    ],
)
def test_what_counts_from_another_event_is_known_with_its_day(
    text: str, reverse: bool, expected: str
) -> None:
    (expression,) = find(text)
    assert told(resolve_from(expression, ANCHOR, reverse)) == expected
