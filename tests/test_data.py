"""The sample articles and their gold files are what data/README.md says they are."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest

from kg.model import EntityType, EventType, Status

DATA = Path(__file__).parents[1] / "data"
ARTICLES = DATA / "articles"
GOLD = sorted((DATA / "gold").glob("*.json"))
GROUPS = ("participants", "actor", "recipient")


def texts() -> Iterator[tuple[str, str]]:
    """Every article of the sample as (name, text), without markup and front matter."""
    for path in sorted(ARTICLES.iterdir()):
        raw = path.read_text(encoding="utf-8")
        if path.suffix == ".jsonl":
            for number, line in enumerate(raw.splitlines(), 1):
                yield f"{path.name}#{number}", json.loads(line)["text"]
        elif path.suffix == ".html":
            article = raw.split("<article>")[1].split("</article>")[0]
            yield path.name, "\n".join(re.findall(r"<p>(.+?)</p>", article))
        elif path.suffix == ".md":
            yield path.name, raw.split("---\n", 2)[2]
        else:
            yield path.name, raw


def body_words(text: str) -> int:
    """Words in the paragraphs of ``text``; shorter lines are headers, captions and share buttons."""
    return sum(len(line.split()) for line in text.splitlines() if len(line.split()) >= 8)


ALL = dict(texts())


def published_in_name(name: str) -> date:
    return date.fromisoformat(name[:10])


def load(path: Path) -> dict[str, Any]:
    gold: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return gold


def test_there_are_enough_articles_of_every_kind() -> None:
    assert len(ALL) >= 20
    assert {path.suffix for path in ARTICLES.iterdir()} == {".txt", ".md", ".html", ".jsonl"}
    decades = {published_in_name(name).year // 10 for name in ALL}
    assert decades == {197, 198, 199, 200, 201, 202}


@pytest.mark.parametrize("name", ALL)
def test_article_has_150_to_400_words(name: str) -> None:
    assert 150 <= body_words(ALL[name]) <= 400


@pytest.mark.parametrize("name", ALL)
def test_file_name_has_a_date_and_a_slug(name: str) -> None:
    assert re.fullmatch(r"\d{4}-\d\d-\d\d-[a-z0-9-]+\.(txt|md|html|jsonl)(#\d)?", name)
    assert published_in_name(name) <= date(2024, 12, 31)


def test_articles_differ_and_each_is_documented() -> None:
    readme = (DATA / "README.md").read_text(encoding="utf-8")
    for path in ARTICLES.iterdir():
        assert f"| `{path.name}` |" in readme, path.name
    assert set(re.findall(r"^\| `(.+?)` \|", readme, re.M)) == {path.name for path in ARTICLES.iterdir()}
    assert len(set(ALL.values())) == len(ALL)


def test_one_affair_is_told_by_four_outlets_in_different_spellings() -> None:
    visit = {name: text for name, text in ALL.items() if name.startswith("2022-12-2")}
    assert len(visit) >= 4
    assert all("Biden" in text and "White House" in text for text in visit.values())
    spellings = {max(set(re.findall(r"Zelensk\w+", text)), key=text.count) for text in visit.values()}
    assert spellings >= {"Zelenskyy", "Zelenskiy", "Zelensky"}
    assert any("Kiev" in text and "Kyiv" not in text for text in visit.values())


def test_jsonl_records_have_metadata() -> None:
    path = ARTICLES / "2011-10-21-libya-gaddafi-death.jsonl"
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert len(records) == 2
    assert len({record["id"] for record in records}) == 2
    for record in records:
        assert {"id", "title", "date", "source", "url", "text"} <= set(record)
        assert date(2011, 10, 20) <= date.fromisoformat(record["date"]) <= date(2011, 10, 21)


def test_five_articles_have_gold() -> None:
    assert len(GOLD) >= 5
    assert len({published_in_name(path.stem).year // 10 for path in GOLD}) >= 2


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_gold_describes_its_article(path: Path) -> None:
    gold, text = load(path), ALL[f"{path.stem}.txt"]
    assert set(gold) == {"note", "article", "entities", "facts", "forbidden_facts", "events"}
    assert gold["article"]["title"] in text
    assert date.fromisoformat(gold["article"]["published"]) == published_in_name(path.stem)
    assert any(name in text for name in gold["article"]["publisher"])


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_gold_entities_are_named_in_the_article(path: Path) -> None:
    gold, text = load(path), ALL[f"{path.stem}.txt"]
    labels: list[str] = []
    for entity in gold["entities"]["required"]:
        assert set(entity) <= {"label", "type", "aliases"}
        assert any(re.search(rf"(?<!\w){re.escape(name)}", text) for name in entity["label"]), entity["label"]
        assert all(re.search(rf"(?<!\w){re.escape(name)}", text) for name in entity.get("aliases", ()))
        assert set(entity["type"]) <= set(get_args(EntityType))
        labels += entity["label"]
    assert len(labels) == len(set(labels))
    assert all(isinstance(name, str) and name for name in gold["entities"]["optional"])


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_gold_facts_are_about_named_entities_and_not_contradictory(path: Path) -> None:
    gold = load(path)
    named = {name for entity in gold["entities"]["required"] for name in entity["label"]}
    for fact in gold["facts"] + gold["forbidden_facts"]:
        assert set(fact) in ({"p", "s", "title", "of"}, {"p", "s", "o"})
        assert fact["s"] in named
        assert fact.get("of", fact.get("o")) in named
    assert not [fact for fact in gold["facts"] if fact in gold["forbidden_facts"]]


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_gold_events_are_well_formed(path: Path) -> None:
    gold = load(path)
    published = gold["article"]["published"]
    keys = {"id", "required", "type", *GROUPS, "location", "date", "claimedBy", "status"}
    ids = [event["id"] for event in gold["events"]]
    assert len(ids) == len(set(ids))
    assert sum(event["required"] for event in gold["events"]) >= 10
    for event in gold["events"]:
        assert set(event) <= keys, event["id"]
        assert event["type"] and set(event["type"]) <= set(get_args(EventType)), event["id"]
        # Without a participant an entry would accept every event of its type.
        groups = [group for role in GROUPS for group in event.get(role, ())]
        assert groups and all(groups), event["id"]
        assert all(isinstance(name, str) for group in groups for name in group), event["id"]
        assert event.get("status", "Asserted") in get_args(Status), event["id"]
        if "date" in event:
            year, *rest = event["date"].split("-")
            assert date(int(year), *[int(part) for part in [*rest, "1", "1"][:2]]), event["id"]
            assert event["date"] <= published or event.get("status") == "Planned"
