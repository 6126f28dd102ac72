"""Dates and datelines: what counts as one, and what does not."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.reading.dateline import read_dateline
from kg.reading.dates import days_in, parse_date


@pytest.mark.parametrize(
    "text",
    [
        "2021-05-24",
        "2021/05/24",
        "2021-05-24T10:15:00Z",
        "2021-05-24 10:15:00+03:00",
        "20210524",
        "20210524T101500Z",
        "24 May 2021",
        "24th of May, 2021",
        "24 MAY 2021, 11:40",
        "May 24, 2021",
        "May 24th 2021",
        "Monday, May 24, 2021 at 10:15 a.m. GMT",
        "Mon, 24 May 2021 10:15:00 GMT",
        "Mon, 24 May 2021 10:15:00 +0300",
        "24.05.2021",
        "24/05/2021",
        "05/24/2021",
        "24-May-2021",
    ],
)
def test_forms_of_one_day(text: str) -> None:
    assert parse_date(text) == date(2021, 5, 24)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "2021",
        "May 2021",
        "24 May",
        "03/04/2021",
        "31 June 2021",
        "2021-13-01",
        "1492-10-12",
        "3021-05-24",
        "24 May 2021 and 25 May 2021",
        "the revolt of 24 May 2021 in Minsk",
        "1621850000",
        "12345678901234567890",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert parse_date(text) is None


def test_days_without_a_year_keep_it_open() -> None:
    (day,) = days_in("on 29 February in Accra")
    assert (day.year, day.month, day.day) == (None, 2, 29)
    assert day.as_date() is None
    assert day.as_date(2021) is None
    assert day.as_date(2024) == date(2024, 2, 29)


def test_a_number_after_a_day_is_not_its_year() -> None:
    (day,) = days_in("On March 3 2,000 people marched")
    assert (day.year, day.month, day.day) == (None, 3, 3)


@given(st.dates(date(1800, 1, 1), date(2100, 12, 31)))
def test_every_plausible_day_is_read_back(day: date) -> None:
    for form in ("%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%d.%m.%Y", "%a, %d %b %Y 10:00:00 GMT", "%Y%m%d"):
        assert parse_date(day.strftime(form) if day.year >= 1000 else day.isoformat()) == day


@given(st.text(max_size=120))
def test_any_text_is_a_date_or_none(text: str) -> None:
    found = parse_date(text)
    assert found is None or 1800 <= found.year <= 2100


#: paragraph, where its report begins, place, agency
DATELINES = [
    ("TUNIS (Reuters) – Tunisia", "Tunisia", "Tunis", "Reuters"),
    ("KYIV, Ukraine (AP) — Missiles", "Missiles", "Kyiv, Ukraine", "Associated Press"),
    ("ANKARA - Turkey's", "Turkey's", "Ankara", None),
    ("ANKARA—Turkey's", "Turkey's", "Ankara", None),
    ("Paris, France: The senate", "The senate", "Paris, France", None),
    ("Damascus, SANA- The council", "The council", "Damascus", "Syrian Arab News Agency"),
    ("Tehran, IRNA – The envoy", "The envoy", "Tehran", "Islamic Republic News Agency"),
    ("KUWAIT, Jan 3 (KUNA) -- The Amir", "The Amir", "Kuwait", "Kuwait News Agency"),
    ("BAKU, Azerbaijan, March 3. Trend: Officials", "Officials", "Baku, Azerbaijan", "Trend"),
    ("ST. PETERSBURG, Russia — Police", "Police", "St. Petersburg, Russia", None),
    ("PORT-AU-PRINCE, Haiti (AFP) - Gangs", "Gangs", "Port-au-Prince, Haiti", "Agence France-Presse"),
    ("N'DJAMENA, Chad — Rebels", "Rebels", "N'Djamena, Chad", None),
    ("SÃO PAULO (AP) -- Brazil", "Brazil", "São Paulo", "Associated Press"),
    ("WASHINGTON, D.C. — Senators", "Senators", "Washington, D.C.", None),
    (
        "UNITED NATIONS, Sept. 24, 1999 (AFP) - The council",
        "The council",
        "United Nations",
        "Agence France-Presse",
    ),
    ("LONDON, Monday, May 3 (Reuters) - Britain", "Britain", "London", "Reuters"),
    ("NEW YORK, May 3, 2021 /PRNewswire/ -- The fund", "The fund", "New York", "PR Newswire"),
    ("(Reuters) - The court", "The court", None, "Reuters"),
    ("[AFP] The court", "The court", None, "Agence France-Presse"),
    ('SEOUL — "We will', '"We will', "Seoul", None),
    ("KAFR QASIM — Israeli police", "Israeli police", "Kafr Qasim", None),
    ("KIGALI, Rwanda, June 1, 2020 (New Era) -- The", "The", "Kigali, Rwanda", "New Era"),
]


@pytest.mark.parametrize(("paragraph", "report", "place", "agency"), DATELINES)
def test_datelines(paragraph: str, report: str, place: str | None, agency: str | None) -> None:
    dateline = read_dateline(paragraph)
    assert dateline is not None
    assert paragraph[dateline.length :] == report
    assert (dateline.place, dateline.agency) == (place, agency)


@pytest.mark.parametrize(
    "paragraph",
    [
        "Russia said on May 3 that it would leave.",
        "On May 3, 2021, the president left Lagos.",
        "In Moscow, May 9 is a holiday.",
        "Turkey - which joined NATO in 1952 - refused.",
        "EXCLUSIVE: Chad expels ambassador.",
        "UPDATE 1 - Chad expels ambassador.",
        "BREAKING — Chad expels ambassador.",
        "Lavrov: We will answer.",
        "Senator Ann Example (D) said no.",
        "The African Union (AU) said it would mediate.",
        "Kremlin-backed forces left Kherson.",
        "GAZA-based fighters fired rockets.",
        "NATO said it was ready.",
        "Date: May 3, 2021",
        "",
    ],
)
def test_what_is_no_dateline(paragraph: str) -> None:
    assert read_dateline(paragraph) is None


@given(st.text(max_size=300))
def test_a_dateline_lies_within_its_paragraph(text: str) -> None:
    dateline = read_dateline(text)
    assert dateline is None or 0 < dateline.length <= len(text)
