"""The entity gold file is what data/gold/README.md says it is."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import pycountry
import pytest

from kg.model import EntityType

FOLDER = Path(__file__).parents[1] / "data" / "gold"
PASSAGES: list[dict[str, Any]] = [
    json.loads(line) for line in (FOLDER / "entities.jsonl").read_text(encoding="utf-8").splitlines()
]
HALVES = ("tune", "test")
PREFIXES = {
    "person": {"Person"},
    "country": {"Country"},
    "city": {"City"},
    "region": {"Region"},
    "place": {"Place"},
    "group": {"Group"},
    "government": {"Government"},
    "body": {"GovernmentBody"},
    "military": {"MilitaryForce"},
    "org": {
        "Organization",
        "PoliticalParty",
        "MilitaryForce",
        "ArmedGroup",
        "InternationalOrganization",
        "MediaOrganization",
        "Company",
    },
}

every_passage = pytest.mark.parametrize("passage", PASSAGES, ids=lambda passage: passage["id"])


def names(passage: dict[str, Any]) -> list[dict[str, Any]]:
    return [mention for mention in passage["mentions"] if "coref" not in mention]


def surface(passage: dict[str, Any], mention: dict[str, Any]) -> str:
    text: str = passage["text"][mention["start"] : mention["end"]]
    return text


def half(name: str) -> list[dict[str, Any]]:
    return [passage for passage in PASSAGES if passage["half"] == name]


def test_there_are_enough_passages_and_mentions() -> None:
    assert len(PASSAGES) >= 66
    assert sum(len(names(passage)) for passage in PASSAGES) >= 700
    assert [passage["id"] for passage in PASSAGES] == [f"p{n:02}" for n in range(1, len(PASSAGES) + 1)]
    assert len({passage["text"] for passage in PASSAGES}) == len(PASSAGES)


@every_passage
def test_format(passage: dict[str, Any]) -> None:
    assert list(passage) == ["id", "half", "article", "text", "mentions", "offices"]
    assert passage["half"] in HALVES
    article, text = passage["article"], passage["text"]
    assert list(article) == ["title", "published", "publisher"]
    assert date(1990, 1, 1) < date.fromisoformat(article["published"]) < date(2026, 1, 1)
    assert article["title"] is None or text.startswith(article["title"] + "\n\n")
    assert 50 <= len(text.split()) <= 175
    assert not set("{}[]|<>") & set(text), "mark-up is left in the text"
    assert len(names(passage)) >= 10
    for mention in passage["mentions"]:
        assert list(mention)[:4] == ["start", "end", "type", "key"]
        assert set(mention) - {"start", "end", "type", "key"} <= {"coref"}
        assert mention.get("coref", True) is True


@every_passage
def test_spans_are_whole_words_inside_the_text_and_do_not_overlap(passage: dict[str, Any]) -> None:
    text = passage["text"]
    for mention in passage["mentions"]:
        assert 0 <= mention["start"] < mention["end"] <= len(text)
        words = surface(passage, mention)
        assert words == words.strip()
        assert "\n" not in words
        assert not re.match(r"\w", text[mention["start"] - 1 : mention["start"]])
        assert not re.match(r"\w", text[mention["end"] : mention["end"] + 1])
        assert not words.endswith(("'s", "’s"))
    for before, after in pairwise(passage["mentions"]):
        assert before["end"] <= after["start"]


@every_passage
def test_names_are_capitalised_and_without_article_or_title(passage: dict[str, Any]) -> None:
    for mention in names(passage):
        words = surface(passage, mention)
        assert words.removeprefix("al ")[0].isupper(), words
        assert not words.startswith(("The ", "President ", "King ", "Prince ", "Minister ")), words


@every_passage
def test_what_refers_back_refers_to_something_named(passage: dict[str, Any]) -> None:
    named = {mention["key"] for mention in names(passage)}
    assert not any("+" in key for key in named)
    for mention in passage["mentions"]:
        if "coref" in mention:
            members = mention["key"].split("+")
            assert members == sorted(set(members))
            assert set(members) <= named, surface(passage, mention)


def test_a_key_has_one_type_that_fits_its_prefix() -> None:
    types: dict[str, set[str]] = defaultdict(set)
    for passage in PASSAGES:
        for mention in passage["mentions"]:
            for key in mention["key"].split("+"):
                types[key].add(mention["type"])
    for key, found in types.items():
        assert re.fullmatch(r"[a-z]+:[A-Za-z0-9-]+", key)
        assert len(found) == 1, (key, found)
        assert found <= PREFIXES[key.partition(":")[0]]
        assert found <= set(get_args(EntityType))


def test_country_keys_are_iso_codes() -> None:
    codes = {
        mention["key"].partition(":")[2]
        for passage in PASSAGES
        for mention in names(passage)
        if mention["type"] == "Country"
    }
    former = {country.alpha_3 for country in pycountry.historic_countries}
    # Kosovo has no ISO 3166-1 code; XKX is the user-assigned one in common use.
    assert {code for code in codes if pycountry.countries.get(alpha_3=code) is None} - former == {"XKX"}
    assert len(codes) >= 100


@every_passage
def test_offices_are_stated_in_the_passage(passage: dict[str, Any]) -> None:
    named = {mention["key"] for mention in names(passage)}
    for office in passage["offices"]:
        assert list(office) == ["person", "title", "of", "status"]
        assert office["person"].startswith("person:")
        assert {office["person"], office["of"]} <= named
        assert office["status"] in ("current", "former", "designate")
        assert office["title"].lower() in passage["text"].lower()
    assert len({tuple(office.values()) for office in passage["offices"]}) == len(passage["offices"])


def test_the_halves_are_alike() -> None:
    tune, test = (half(name) for name in HALVES)
    assert len(tune) == len(test)
    for kind in get_args(EntityType):
        in_tune, in_test = (
            sum(mention["type"] == kind for passage in part for mention in names(passage))
            for part in (tune, test)
        )
        if in_tune + in_test >= 30:
            assert 0.6 < in_tune / in_test < 1.67, kind
    for part in (tune, test):
        statuses = {office["status"] for passage in part for office in passage["offices"]}
        assert statuses == {"current", "former", "designate"}
        titles = [passage["article"]["title"] for passage in part if passage["article"]["title"]]
        assert sum(any(word.isupper() and len(word) > 3 for word in title.split()) for title in titles) >= 3
        text = "".join(passage["text"] for passage in part)
        assert {"’", "\u2010", "\u2011"} <= set(text)


@pytest.mark.parametrize("name", HALVES)
def test_each_half_has_variants_and_namesakes(name: str) -> None:
    forms: dict[str, set[str]] = defaultdict(set)
    keys: dict[str, set[str]] = defaultdict(set)
    for passage in half(name):
        for mention in names(passage):
            if mention["type"] == "Person":
                forms[mention["key"]].add(surface(passage, mention))
                keys[surface(passage, mention).split()[-1]].add(mention["key"])
    assert sum(len(found) > 1 for found in forms.values()) >= 50
    assert len(forms["person:zelenskyy"]) >= 2
    assert len(forms["person:gaddafi"]) >= 2
    assert sum(len(found) > 1 for found in keys.values()) >= 10


def test_the_readme_gives_the_right_counts() -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    for name, part in (("`tune`", half("tune")), ("`test`", half("test")), ("both", PASSAGES)):
        mentions = [mention for passage in part for mention in passage["mentions"]]
        named = [mention for mention in mentions if "coref" not in mention]
        counts = (
            len(part),
            len(named),
            len(mentions) - len(named),
            len({mention["key"] for mention in named}),
            sum(len(passage["offices"]) for passage in part),
        )
        row = " | ".join(f"{count:,}" for count in counts)
        assert re.search(rf"^\| {name}.* \| {re.escape(row)} \|$", readme, re.MULTILINE), (name, row)
