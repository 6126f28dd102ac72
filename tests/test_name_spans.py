"""Extent and type of every name in sentences from all regions; ``data/name_spans.txt`` has them with their labels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from extracted import extraction, extractions
from kg.model import EntityType, Extraction

SENTENCES = Path(__file__).parent / "data" / "name_spans.txt"
LABEL = re.compile(r"\[([^\]|]+)\|(\w+)\]")
PRONOUNS = frozenset({"he", "him", "his", "she", "her", "it", "its", "they", "them", "their"})

Spans = frozenset[tuple[str, str]]


def labelled() -> Iterator[tuple[str, Spans]]:
    """Text and its names with their types. A headline and its report have " || " between them."""
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            names = frozenset((name, kind) for name, kind in LABEL.findall(line))
            yield LABEL.sub(r"\1", line).replace(" || ", "\n\n"), names


@cache
def read() -> list[tuple[str, Spans, Extraction]]:
    rows = list(labelled())
    found = extractions([text for text, _ in rows])
    return [(text, names, one) for (text, names), one in zip(rows, found, strict=True)]


def names_of(one: Extraction) -> Spans:
    """What was found, without pronouns and nameless groups ("protesters", "Police")."""
    found = ((m.text, m.type) for m in one.mentions if m.text.lower() not in PRONOUNS)
    return frozenset((text, kind) for text, kind in found if not text.islower() and text not in NAMELESS)


NAMELESS = frozenset(
    {"Police", "Rebels", "Officials", "Leaders", "Parliament", "Jihadists", "Villagers", "Fighters"}
)


def test_labels_are_types_of_the_model() -> None:
    assert {kind for _, names in labelled() for _, kind in names} <= set(get_args(EntityType))
    assert len(list(labelled())) > 250


def test_names_are_found_whole_and_of_their_type() -> None:
    right = wrong = missing = 0
    for _, names, one in read():
        found = names_of(one)
        right += len(found & names)
        wrong += len(found - names)
        missing += len(names - found)
    assert right / (right + wrong) > 0.94
    assert right / (right + missing) > 0.95


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        # by the words beside it
        ("State miner Zhezkazgan Tau and oil firm Burgylau cut output.", "Burgylau", "Company"),
        ("He was a member of the Kvelada party until 2010.", "Kvelada", "PoliticalParty"),
        ("Mbongisa won 41 of the 80 seats in Sunday's election.", "Mbongisa", "PoliticalParty"),
        ("The rebel group Tarvuk released two nurses.", "Tarvuk", "ArmedGroup"),
        ("Two soldiers died on Kerova island on Friday.", "Kerova", "Region"),
        ("Khurelsukh Ukhnaa received the envoys in Ulaanbaatar.", "Khurelsukh Ukhnaa", "Person"),
        ("Tuul Bayar, known as Zorgo, denied the charge.", "Zorgo", "Person"),
        # by a noun in it
        ("The envoys met at Dolmar Palace on Monday.", "Dolmar Palace", "Place"),
        ("Guards beat inmates of Korvin prison, a lawyer said.", "Korvin prison", "Place"),
        ("Troops crossed the Vorska River at dawn.", "Vorska River", "Region"),
        ("The Bank of Zambia raised its rate.", "Bank of Zambia", "GovernmentBody"),
        ("The Central Bank of Samarra froze the accounts.", "Central Bank of Samarra", "GovernmentBody"),
        ("The Karvan Liberation Army denied the attack.", "Karvan Liberation Army", "ArmedGroup"),
        ("The African Union Commission welcomed the vote.", "African Union Commission", "InternationalOrganization"),
        ("The Chamber of Deputies approved the treaty.", "Chamber of Deputies", "GovernmentBody"),
        ("The Justice and Dignity Party left the talks.", "Justice and Dignity Party", "PoliticalParty"),
        ("The Pakistan Muslim League-N left the coalition.", "Pakistan Muslim League-N", "PoliticalParty"),
        ("The United Dawn Front (UDF) split in May.", "UDF", "Organization"),
        # peoples
        ("Zimbabweans danced in the streets of Harare.", "Zimbabweans", "Group"),
        ("The plan grants self-rule to Kosovo Serbs.", "Kosovo Serbs", "Group"),
        # ranks and first names
        ("Colonel Michael Randrianirina was sworn in on Friday.", "Michael Randrianirina", "Person"),
        ("France's Jean-Yves Le Drian lobbied in Beirut.", "Jean-Yves Le Drian", "Person"),
        # who chairs it says whose council it is
        ("He remains chairman of the Security Council of his country.", "Security Council", "GovernmentBody"),
        ("The president of the Security Council condemned the raid.", "Security Council", "InternationalOrganization"),
        # seats of power
        ("The expulsion of 18 diplomats by Prague angered Russia.", "Prague", "Country"),
        ("The United States imposed sanctions on Minsk.", "Minsk", "Country"),
        ("Astana was renamed after the president.", "Astana", "City"),
    ],
)  # fmt: skip
def test_a_name_is_of_its_kind(text: str, name: str, kind: EntityType) -> None:
    assert (name, kind) in [(m.text, m.type) for m in extraction(text).mentions]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # fields of government are no bodies
        ("Economy and Energy Minister Petar Dimitrov rationed gas.", "Economy and Energy"),
        ("Local Government Minister July Moyo toured the valley.", "Local Government"),
        # storms are nobody
        ("Aid reached the islands after Cyclone Pam.", "Cyclone Pam"),
        # quarters of the sky are nowhere
        ("Rain fell in the North for three days.", "North"),
        # a body that was named before
        ("The Arab League met in Cairo. The League's members agreed.", "League"),
        # people and what they belong to are two
        ("Gustavo Petro of Colombia broke off the talks.", "Gustavo Petro of Colombia"),
        ("Giorgia Meloni's Brothers of Italy lost a vote.", "Giorgia Meloni's Brothers of Italy"),
        # surnames that are nouns of places
        ("Jerry Hall met reporters in London.", "Jerry Hall met"),
    ],
)
def test_what_is_no_name_is_no_mention(text: str, name: str) -> None:
    assert name not in [m.text for m in extraction(text).mentions]


def test_the_places_of_a_dateline_are_mentions() -> None:
    one = extraction("AQABA, Jordan, Oct 26 (Reuters) - Israel signed a peace treaty on Wednesday.")
    places = [(m.text, m.type) for m in one.mentions if m.end <= len("AQABA, Jordan")]
    assert places == [("AQABA", "City"), ("Jordan", "Country")]


def test_namesakes_told_apart_are_not_one_person() -> None:
    text = (
        "George H. W. Bush met George W. Bush and Jeb Bush in Texas. "
        "The elder Bush praised the younger Bush."
    )  # fmt: skip
    assert "Bush" not in [m.text for m in extraction(text).mentions]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Eugene Kaspersky spoke in Geneva. Kaspersky denied the charge.", "Kaspersky"),
        ("Ben Rhodes met reporters. Rhodes praised the talks.", "Rhodes"),
    ],
)
def test_a_surname_in_the_article_is_no_firm_or_island(text: str, name: str) -> None:
    assert (name, "Person") in [(m.text, m.type) for m in extraction(text).mentions]
