"""Expressions of time: what is one, what it names, and which of them an event has."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.tokens import Token

from kg.extraction.anchoring import Tense
from kg.extraction.expressions import PATTERNS, find, places
from kg.extraction.time_values import resolve, resolve_from
from kg.extraction.times import Timeline
from kg.extraction.triggers import match
from kg.extractor import Extractor
from kg.model import Article, TimeValue
from kg.nlp.document import document
from kg.reading import article_from_text

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
    ("in March last year", "2023-03"),
    ("on March 31, this year", "2024-03-31"),
    ("on 3 May last year", "2023-05-03"),
    ("in early March last year", "2023-03 2023-03-01..2023-03-10"),
    ("in october", "2023-10"),
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
        "Resolution 1973", "resolutions 1970 and 1973", "under Resolution 2254", "flight 1907", "Vision 2030",
        "Agenda 2063", "the 2030 Agenda", "at 1900 GMT", "at 1930 on the square", "worth $2000",
        "1999.5 points", "a 2014-strong force", "it may rain", "they may meet 12 ministers",
        "to march on the capital", "Prime Minister May said", "Theresa May", "the March on Washington",
        "in Mar del Plata", "aged 19", "June Carter sang", "by June Carter", "the Sunday Times",
        "Bloody Sunday", "the Good Friday Agreement", "Russia Today", "between 1800 and 2000 troops",
        "1500-2000 troops", "MiG-29 jets", "COVID-19", "10:30", "at 3 pm", "1,012 people",
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
        ("a month later", False, "? 2024-06-01..2024-08-31"),
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


VOCABULARY = (
    "from to between and since until by before after on in the early late mid the end of last next this past coming "
    "week month year weekend decade Monday Sunday May March 3 29 31 February June 1999 2024 2025-02-30 29.02.2023 ago "
    "later earlier two 900 days weeks years hours a day previous 1990s 19th century spring Q3 first quarter of New "
    "Year's Eve overnight - , ( 23/5/1999 1999-2003 same time from now in every"
)


@given(
    st.lists(st.sampled_from(VOCABULARY.split()), max_size=12).map(" ".join),
    st.dates(date(1800, 1, 1), date(2100, 1, 1)),
    st.sampled_from(get_args(Tense)),
)
def test_any_words_give_an_interval_in_order_or_nothing(text: str, anchor: date, tense: Tense) -> None:
    for expression in find(text):
        for time in (resolve(expression, anchor, tense), resolve_from(expression, anchor)):
            if time is None:
                continue
            assert (time.earliest or "") <= (time.latest or "9999")
            if time.value is not None:
                assert time.earliest is not None
                assert time.earliest.startswith(time.value)


#: Sentence of an article of Wednesday 12 June 2024 → words in it that name an event, with its time.
OWN = {
    # where the time stands
    "Ethiopian Prime Minister Abiy Ahmed met Eritrean President Isaias Afwerki in Asmara on Tuesday.":
        "met: 2024-06-11",
    "On Tuesday Ethiopian Prime Minister Abiy Ahmed met Eritrean President Isaias Afwerki.": "met: 2024-06-11",
    "Abiy Ahmed on Tuesday met Isaias Afwerki in Asmara.": "met: 2024-06-11",
    "On 21 June Chilean authorities arrested 12 Venezuelan gang members.": "arrested: 2023-06-21",
    "In October Kenyan authorities deported four Turkish refugees.": "deported: 2023-10",
    "Last month, Iraq hanged 12 militants.": "hanged: 2024-05",
    "On Monday evening, Mali's junta suspended the activities of political parties.": "suspended: 2024-06-10",
    "Three activists were arrested by police in Kampala late on Monday.": "arrested: 2024-06-10",
    "Putin meets Assad in the Kremlin on Tuesday, the news agency said.": "meets: 2024-06-18",
    "Spain, Ireland and Norway recognised Palestine on May 28.": "recognised: 2024-05-28",
    "In 1979 the Soviet Union invaded Afghanistan.": "invaded: 1979",
    "A Ukrainian drone struck an oil depot near Rostov overnight.": "struck: ? 2024-06-11..2024-06-12",
    "Ghana's president met his Togolese counterpart at the weekend.": "met: ? 2024-06-08..2024-06-09",
    # what was said on a day happened on another
    "Israeli warplanes bombed Hezbollah positions in Lebanon, the army said on Tuesday.": "bombed: -",
    "Israeli warplanes bombed Hezbollah positions, the army said in a statement late on Monday.": "bombed: -",
    "Israeli warplanes bombed Hezbollah positions on Sunday, the army said Tuesday.": "bombed: 2024-06-09",
    "The Russian defence ministry said on Monday its forces had shelled Kharkiv on Saturday.": "shelled: 2024-06-08",
    "The Russian defence ministry said on Monday that its forces had shelled Kharkiv.": "shelled: -",
    "According to a statement on Monday, Turkish forces attacked Kurdish fighters.": "attacked: -",
    "\"We attacked the base on Sunday,\" Houthi spokesman Yahya Saree said on Monday.": "attacked: 2024-06-09",
    "Iraq hanged 12 militants last month, Amnesty International said on Thursday.": "hanged: 2024-05",
    "The Philippines said on Tuesday it would file a complaint against China.": "file: -",
    "Taliban fighters overran an army base, officials said Tuesday, killing 17 soldiers.": "overran: -, killing: -",
    "On Monday, Kenya condemned the attack on Somalia, the foreign ministry said.": "condemned: 2024-06-10",
    # but a refusal is in the saying
    "President Tadic told parliament on Monday that Serbia would never recognise Kosovo.": "recognise: 2024-06-10",
    "Bulgaria said on Tuesday that it will not send fighter jets to Ukraine.": "send: 2024-06-11",
    # what is demanded, promised or alleged has another time than the words
    "Mongolia agreed on Monday to send troops to Mali.": "agreed: 2024-06-10, send: -",
    "Mongolia agreed to send troops to Mali on Friday.": "agreed: -, send: 2024-06-14",
    "South Africa urged Israel on Tuesday to withdraw by Friday.": "urged: 2024-06-11, withdraw: ? ..2024-06-14",
    "Armenia accused Azerbaijan on Monday of attacking the village.": "accused: 2024-06-10, attacking: -",
    "Armenia accused Azerbaijan on Monday of attacking the village on Saturday.": "attacking: 2024-06-08",
    "Pakistan condemned India on Friday for shelling Kashmir.": "condemned: 2024-06-07, shelling: -",
    "Indonesia denied on Monday that it had arrested Papuan activists on Saturday.":
        "denied: 2024-06-10, arrested: 2024-06-08",
    "Turkey threatened to attack Syria in 2019.": "threatened: 2019",
    # past and to come
    "Argentina will host the Brazilian president on Monday.": "host: 2024-06-17",
    "Gabriel Boric plans to visit Peru on Thursday.": "visit: 2024-06-13",
    "Gabriel Boric is due to visit Peru on Monday.": "visit: 2024-06-17",
    "Negotiations between Colombia and the ELN are scheduled for Monday.": "Negotiations: 2024-06-17",
    "The EU will lift sanctions on Mali in March.": "lift: 2025-03",
    "The EU lifted sanctions on Mali in March.": "lifted: 2024-03",
    "China will hold military exercises from Monday to Friday.": "hold: ? 2024-06-17..2024-06-21",
    "China held military exercises from Monday to Wednesday last week.": "held: ? 2024-06-03..2024-06-05",
    "It was his first trip since Russia's invasion of Ukraine on Feb. 24.": "invasion: 2024-02-24",
    # two verbs
    "Sudanese troops seized Wad Madani on Monday and arrested 20 activists on Tuesday.":
        "seized: 2024-06-10, arrested: 2024-06-11",
    "Macron arrived in Rabat and met King Mohammed VI on Monday.": "arrived: 2024-06-10, met: 2024-06-10",
    "The Soviet Union invaded Afghanistan in 1979 and withdrew in 1989.": "invaded: 1979, withdrew: 1989",
    "Ten people were killed and 30 wounded on Monday.": "killed: 2024-06-10, wounded: 2024-06-10",
    "On Monday, Armenia accused Azerbaijan, and Azerbaijan rejected the claim.":
        "accused: 2024-06-10, rejected: 2024-06-10",
    "Five soldiers were killed on Thursday when French forces attacked Gao.":
        "killed: 2024-06-06, attacked: 2024-06-06",
    "Hasina left Dhaka on Monday as thousands of protesters stormed her residence.": "stormed: 2024-06-10",
    "Speaking on Monday, President Raisi condemned Israel.": "condemned: 2024-06-10",
    "Cuba released 3,500 prisoners when the pope visited Havana in September 2015.": "released: 2015-09",
    "Mexico expelled the envoy on Saturday after police stormed its embassy on Friday.":
        "expelled: 2024-06-08, stormed: 2024-06-07",
    # relative clauses and appositions
    "Viktor Orban, prime minister since 2010, met Vladimir Putin on Friday.": "met: 2024-06-07",
    "Wang Yi, foreign minister since 2013, met Sergei Lavrov in Moscow.": "met: -",
    "Vietnam, which invaded Cambodia in 1978, praised Laos on Monday.": "invaded: 1978, praised: 2024-06-10",
    "Laurent Gbagbo, who was arrested in April 2011, met Alassane Ouattara.": "arrested: 2011-04, met: -",
    "Eritrea freed 28 prisoners held since 2004.": "freed: -",
    "Serbia has been ruled by others since 1999, when NATO bombed it.": "bombed: 1999",
    # nouns with a time of their own
    "Thailand expelled the Cambodian ambassador after Sunday's border clash.": "expelled: -",
    "Thailand expelled the ambassador on Monday after the clash of May 28.":
        "expelled: 2024-06-10, clash: 2024-05-28",
    "Canada imposed sanctions on Belarus on Monday over the 2020 election.": "imposed: 2024-06-10",
    "The 1994 agreement between Jordan and Israel was praised by Egypt on Monday.":
        "agreement: 1994, praised: 2024-06-10",
    "Kenya's visit to Haiti in 2023 was criticised by Venezuela on Friday.": "visit: 2023, criticised: 2024-06-07",
    "Nigerian troops killed 12 fighters in an operation on Sunday.": "killed: 2024-06-09",
    "Monday's attack by the rebels killed 15 Congolese soldiers.": "attack: 2024-06-10, killed: 2024-06-10",
    "The meeting follows the minister's visit to Moscow on May 15.": "visit: 2024-05-15",
    "Aid has been given to Kiev since the invasion in February.": "given: -, invasion: 2024-02",
    "In a session held on April 1, parliament rejected the decision.": "rejected: 2024-04-01",
    "Talks planned for Monday between Serbia and Kosovo were cancelled.": "cancelled: -",
    "He was convicted in the 2009 stadium massacre.": "convicted: -",
    "The junta gave them a March 10 deadline.": "gave: -",
    "It was the first visit by a pope since 2010.": "visit: -",
    # counted from another event
    "Greece sent aid to Turkey two days after the earthquake.": "sent: -",
    "Lithuania on Tuesday expelled two diplomats, a day after Moscow expelled a Lithuanian envoy.":
        "expelled: 2024-06-11",
    "Hasina was arrested on Tuesday, a day after protesters stormed her residence.":
        "arrested: 2024-06-11, stormed: 2024-06-10",
    "The army seized power on May 3 and two days later arrested the president.":
        "seized: 2024-05-03, arrested: 2024-05-05",
    "Troops shelled the town on Friday and the rebels attacked them the next day.":
        "shelled: 2024-06-07, attacked: 2024-06-08",
    "Two years later, Rwanda withdrew its troops.": "withdrew: -",
    # open ends
    "Since Monday, Iranian forces have attacked Kurdish groups.": "attacked: ? 2024-06-10..",
    "The government and the rebels negotiated in Cuba from 2012 to 2016.": "negotiated: ? 2012-01-01..2016-12-31",
    "Spain will withdraw its troops by June 30.": "withdraw: ? ..2024-06-30",
}  # fmt: skip


@cache
def _extractor() -> Extractor:
    return Extractor(typer=False)


def _article(text: str, published: date | None = ANCHOR) -> Article:
    return article_from_text(text, key="article", published=published)


def _time(trigger: Token, timeline: Timeline) -> TimeValue | None:
    found = match(trigger)
    return timeline.of(trigger, found.light if found is not None else None)


@pytest.mark.parametrize(("sentence", "expected"), OWN.items(), ids=OWN)
def test_an_event_has_the_time_of_its_own_clause(sentence: str, expected: str) -> None:
    pipeline = _extractor().pipeline
    article = _article(sentence)
    doc = pipeline(document(pipeline, article))
    timeline = Timeline(doc, article)
    told_of = dict(part.split(": ") for part in expected.split(", "))
    triggers = {word: next(t for t in doc if t.text == word) for word in told_of}
    assert {word: told(_time(t, timeline)) for word, t in triggers.items()} == told_of


def test_without_a_date_of_the_article_only_what_is_written_out_is_known() -> None:
    text = "Chad expelled the envoy on Monday. Niger expelled him in May 2019."
    (extraction,) = _extractor().extract([_article(text, published=None)])
    assert [told(event.time) for event in extraction.events] == ["-", "2019-05"]


def test_the_dateline_goes_before_the_publication() -> None:
    text = "LOME, Jan. 2, 2024 (AFP) - Togo arrested three Ghanaian journalists on Saturday."
    (extraction,) = _extractor().extract([_article(text, published=date(2024, 1, 9))])
    (event,) = extraction.events
    assert told(event.time) == "2023-12-30"
    assert event.time is not None
    assert (event.time.basis, event.time.text) == ("relative", "Saturday")


@pytest.mark.parametrize(
    "sentence",
    [
        "Prime Minister May met Jean-Claude Juncker in Brussels.",
        "The council adopted Resolution 1973 against Libya.",
    ],
)
def test_names_are_no_times(sentence: str) -> None:
    pipeline = _extractor().pipeline
    article = _article(sentence)
    assert not list(Timeline(pipeline(document(pipeline, article)), article))


def test_a_text_full_of_dates_takes_time_in_proportion() -> None:
    assert len(find("Monday and Tuesday, May 3 to May 5, 2019, two days after the vote. " * 2000)) > 2000


@settings(max_examples=3, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_no_pattern_matches_where_none_is_tried(data: st.DataObject) -> None:
    for kind, pattern in PATTERNS:
        text = data.draw(st.from_regex(re.compile(pattern.pattern, re.IGNORECASE | re.ASCII)))
        tried = places(f" {text}")
        for found in pattern.finditer(f" {text}"):
            if found.start() == 1:
                assert 1 in tried, (kind, text)
