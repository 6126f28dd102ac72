"""Why an entity is one: every spelling has its reason and articles, every close name a reason to be another."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from kg.cli import main
from kg.consolidation.whole import resolve
from kg.errors import KgError
from kg.explain import EntityExplanation
from kg.explain_events import EventExplanation
from kg.resolution import why_apart
from kg.vocabulary import DEFAULT_BASE as BASE
from reports import SYRIA, country, entity, report

TEXTS = {
    "a.txt": "KYIV, May 3, 2024 (Reuters) - Ukrainian President Volodymyr Zelensky met Polish President Andrzej Duda. "
    "Zelensky thanked Poland.",
    "b.txt": "KYIV, May 4, 2024 (AFP) - Ukrainian President Volodymyr Zelenskyy accused Russia of shelling Odesa.",
    "c.txt": "DAMASCUS, May 4, 2010 (AFP) - Syrian President Bashar al-Assad met French President Nicolas Sarkozy.",
    "d.txt": "DAMASCUS, May 4, 1990 (AFP) - Syrian President Hafez al-Assad received Egyptian President Hosni Mubarak.",
    "e.txt": "DAMASCUS, May 4, 2010 (AFP) - Turkish President Abdullah Gul praised Assad of Syria on Monday.",
}


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("explained")
    (folder / "articles").mkdir()
    for name, text in TEXTS.items():
        (folder / "articles" / name).write_text(f"Presidents hold talks\n\n{text}\n", encoding="utf-8")
    kg.build(folder / "articles", folder / "graph")
    return folder / "graph"


def explained(graph: Path, name: str) -> EntityExplanation:
    [found] = kg.open(graph).explain(name)
    assert isinstance(found, EntityExplanation)
    return found


def test_every_spelling_has_its_reason_and_its_articles(graph: Path) -> None:
    found = explained(graph, "ZELENSKY")
    reasons = {j.name: (j.reason, len(j.articles)) for j in found.joined}
    assert set(reasons) == {"Volodymyr Zelensky", "Volodymyr Zelenskyy", "Zelensky"}
    assert "sounds like" in reasons["Volodymyr Zelensky"][0] + reasons["Volodymyr Zelenskyy"][0]
    assert reasons["Zelensky"] == (
        "short for, or another name for, a longer one in the same article",
        1,
    )
    assert found.countries == ("UKR",)
    assert "President" in found.offices
    assert {a.published for j in found.joined for a in j.articles} == {"2024-05-03", "2024-05-04"}


def test_the_iri_names_it_too(graph: Path) -> None:
    found = explained(graph, "Volodymyr Zelensky")
    assert explained(graph, found.iri) == found


def test_father_and_son_are_kept_apart_with_a_reason(graph: Path) -> None:
    apart = {one.name: one.reason for one in explained(graph, "Bashar al-Assad").apart}
    assert apart["Hafez al-Assad"] == "other given names (Bashar al-Assad, Hafez al-Assad)"


def test_text_json_and_html(graph: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["explain", "--graph", str(graph), "Bashar al-Assad"]) == 0
    text = capsysbinary.readouterr().out.decode()
    assert "kept apart" in text
    assert "Hafez al-Assad" in text
    assert main(["explain", "--graph", str(graph), "Bashar al-Assad", "--json"]) == 0
    [row] = json.loads(capsysbinary.readouterr().out)
    assert {"iri", "type", "name", "joined", "apart"} <= row.keys()
    assert row["joined"][0]["articles"][0]["title"] == "Presidents hold talks"
    assert explained(graph, "Bashar al-Assad")._repr_html_().startswith("<pre>Bashar al-Assad")


def test_an_unknown_name_gets_the_closest_ones(graph: Path) -> None:
    with pytest.raises(KgError, match='no entity "Selenski" in this graph: the closest names are'):
        kg.open(graph).explain("Selenski")


def test_a_graph_without_reasons_says_what_to_do(tmp_path: Path, corpus: Callable[..., Path]) -> None:
    kg.build(corpus("tokyo.txt"), tmp_path / "graph")
    cache = tmp_path / "graph" / "extractions.sqlite"
    with sqlite3.connect(cache) as database:
        database.execute("ALTER TABLE entity RENAME TO other")
    database.close()
    with pytest.raises(KgError, match="an earlier version of kg; run kg build"):
        kg.open(tmp_path / "graph").explain("Shinzo Abe")
    cache.write_bytes(b"no database" * 500)
    with pytest.raises(KgError, match="damaged"):
        kg.open(tmp_path / "graph").explain("Shinzo Abe")
    cache.unlink()
    with pytest.raises(KgError, match="build the graph again"):
        kg.open(tmp_path / "graph").explain("Shinzo Abe")


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        (entity("Mohamed Ali", country="EGY"), entity("Mohamed Ali", country="SOM"), "of other countries (EGY; SOM)"),
        (entity("Ilham Aliyev"), entity("Heydar Aliyev"), "other given names (Ilham Aliyev, Heydar Aliyev)"),
        (entity("J. Silva"), entity("Jose Silva"), "an initial for a name, and no article says"),
        (entity("Ahmad Massoud", country="AFG"), entity("Ahmad Zia Massoud", country="AFG"), "one has a name more"),
        (entity("Khan"), entity("Imran Khan", country="PAK"), "Khan stands alone"),
        (entity("Wagner", "ArmedGroup"), entity("Wagner", "Company"), "a ArmedGroup and a Company"),
        (entity("Resolution 242", "Organization"), entity("Resolution 338", "Organization"), "another number"),
        (entity("Labour Party", "PoliticalParty", "GBR"), entity("Labour Party", "PoliticalParty", "NOR"), "of other"),
        (country("JOR", "Jordan"), entity("Jordan"), "a Country and a Person"),
    ],
)  # fmt: skip
def test_close_names_have_a_reason_to_be_two(first: object, second: object, why: str) -> None:
    found = resolve([report(1, first, SYRIA), report(2, second)], base=BASE).identities  # type: ignore[arg-type]
    one, other = [i for i in found if i.name != "Syria"]
    assert why in {why_apart(one, other)[: len(why)], why_apart(other, one)[: len(why)]}


# Events


def event_iri(graph: Path, kind: str) -> str:
    return next(e.iri for e in kg.open(graph).events(type=kind))


def test_an_event_is_explained_by_its_marked_sentence(graph: Path) -> None:
    [found] = kg.open(graph).explain(event_iri(graph, "Accusation"))
    assert isinstance(found, EventExplanation)
    assert (found.type, found.status, found.recipients) == ("Accusation", "Asserted", "Russia")
    [reading] = found.readings
    assert (
        "[actor Volodymyr Zelenskyy] [trigger accused] [recipient Russia] of shelling Odesa"
        in reading.marked()
    )
    paths = {path.role: path.text for path in reading.trace.paths}
    assert paths["actor"].startswith("accused –nsubj→ ")
    assert paths["recipient"] == "accused –dobj→ Russia"


def test_what_else_was_considered_has_a_reason(graph: Path) -> None:
    [found] = kg.open(graph).explain(event_iri(graph, "Accusation"))
    assert isinstance(found, EventExplanation)
    outcomes = {c.entry: c.outcome for c in found.readings[0].trace.considered}
    assert outcomes["accusation:accuse of"] == "Accusation, Asserted"
    assert "an earlier entry says more" in outcomes.values()
    assert "Assault, Alleged" in outcomes.values()


def test_an_explained_event_as_text_json_and_html(
    graph: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    iri = event_iri(graph, "Accusation")
    assert main(["explain", "--graph", str(graph), iri]) == 0
    assert "entry of the lexicon" in capsysbinary.readouterr().out.decode()
    assert main(["explain", "--graph", str(graph), iri, "--json"]) == 0
    [row] = json.loads(capsysbinary.readouterr().out)
    assert row["readings"][0]["trace"]["marks"][0]["role"] in {"actor", "trigger"}
    assert kg.open(graph).explain(iri)[0]._repr_html_().startswith("<pre>Accusation")


def test_an_unknown_event_gets_one_line(graph: Path) -> None:
    with pytest.raises(KgError, match=r"no event .* in this graph"):
        kg.open(graph).explain(f"{BASE}event/nothing")
    with pytest.raises(KgError):
        kg.open(graph).explain(f"{BASE}event/x> }} DROP ALL <")
