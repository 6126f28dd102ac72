"""The whole way from files to a graph on disk: walked once, twice, and not to its end."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import pyoxigraph as ox
import pytest

import kg
from kg import building, making
from kg.cache import Cache
from kg.errors import KgError
from kg.extractor import extractor as extractor_of
from kg.folder import locked, read_settings
from kg.triples import Triple

Corpus = Callable[..., Path]


def nquads(folder: Path) -> bytes:
    data = kg.open(folder).export("nquads")
    assert data is not None
    return data


def titles(folder: Path) -> set[str]:
    return {
        str(row.title) for row in kg.open(folder).query("SELECT ?title { ?a a gp:Article ; gp:title ?title }")
    }


VISIT = "Norwegian prime minister visits Iceland"
MISSILE = "Japan condemns missile launch"
ENVOY = "Colombia expels ambassador"


def test_a_build_makes_a_graph_of_what_articles_state(graph: kg.KnowledgeGraph) -> None:
    assert {(event.type, *map(str, event.actors)) for event in graph.events()} >= {
        ("Accusation", "Japan"),
        ("Accusation", "Venezuela"),
    }
    for event in graph.events():
        assert event.sentences
    assert {entity.label for entity in graph.entities("Country")} >= {"Norway", "Japan", "Venezuela"}


def test_every_sentence_is_the_articles_own(graph: kg.KnowledgeGraph, built: Path) -> None:
    with Cache(built) as cache:
        texts = {
            f"{graph.settings.base_iri}article/{id}": article.text
            for id in cache.sources().values()
            if (article := cache.article(id))
        }
    sentences = [sentence for event in graph.events() for sentence in event.sentences]
    sentences += [sentence for fact in graph.facts() for sentence in fact.sentences]
    assert sentences
    for sentence in sentences:
        assert texts[sentence.article][sentence.start : sentence.end] == sentence.text


def test_building_twice_adds_nothing_and_parses_nothing(corpus: Corpus, tmp_path: Path) -> None:
    out = tmp_path / "graph"
    first = kg.build(corpus(), out)
    assert (first.read, first.added, first.parsed, first.articles) == (3, 3, 3, 3)
    before = nquads(out)
    again = kg.build(corpus(), out)
    assert (again.read, again.added, again.unchanged, again.parsed) == (3, 0, 3, 0)
    assert (again.entities, again.events, again.facts) == (first.entities, first.events, first.facts)
    assert nquads(out) == before


def test_order_and_steps_and_workers_do_not_matter(corpus: Corpus, tmp_path: Path, built: Path) -> None:
    articles = corpus()
    paths = sorted(articles.iterdir(), reverse=True)
    kg.build(paths[:1], tmp_path / "steps")
    kg.build(paths[1:], tmp_path / "steps")
    kg.build(paths, tmp_path / "workers", workers=2)
    assert nquads(tmp_path / "steps") == nquads(tmp_path / "workers") == nquads(built)


def test_an_edited_article_replaces_its_old_self(corpus: Corpus, tmp_path: Path) -> None:
    articles, out = corpus(), tmp_path / "graph"
    kg.build(articles, out)
    edited = articles / "tokyo.txt"
    edited.write_text(edited.read_text().replace("condemns missile", "protests missile"))
    report = kg.build(edited, out)
    assert (report.read, report.added, report.replaced, report.parsed) == (1, 0, 1, 1)
    assert report.articles == 3
    assert titles(out) == {VISIT, "Japan protests missile launch", ENVOY}
    kg.build(articles, tmp_path / "fresh")
    assert nquads(out) == nquads(tmp_path / "fresh")


def test_articles_that_are_not_named_again_stay(corpus: Corpus, tmp_path: Path) -> None:
    out = tmp_path / "graph"
    kg.build(corpus("tokyo.txt"), out)
    report = kg.build(corpus("bogota.txt", folder="more"), out)
    assert (report.read, report.added, report.articles) == (1, 1, 2)
    assert titles(out) == {MISSILE, ENVOY}


def test_one_content_in_two_places_is_one_article_until_both_are_gone(corpus: Corpus, tmp_path: Path) -> None:
    first, second, out = corpus("tokyo.txt"), corpus("tokyo.txt", folder="copy"), tmp_path / "graph"
    report = kg.build([first, second], out)
    assert (report.read, report.added, report.parsed, report.articles) == (2, 2, 1, 1)
    assert kg.remove([str(first / "tokyo.txt")], out).articles == 1
    assert kg.remove([str(second / "tokyo.txt")], out).articles == 0


def test_a_removed_article_leaves_no_trace(corpus: Corpus, tmp_path: Path) -> None:
    articles, out = corpus(), tmp_path / "graph"
    kg.build(articles, out)
    iri = next(str(row.a) for row in kg.open(out).query(f"SELECT ?a {{ ?a gp:title '{MISSILE}' }}"))
    assert kg.remove([iri], out).removed == 1
    kg.build([articles / "reykjavik.txt", articles / "bogota.txt"], tmp_path / "fresh")
    assert nquads(out) == nquads(tmp_path / "fresh")
    assert kg.remove([str(articles)], out).removed == 2
    assert titles(out) == set()
    assert kg.open(out).events() == ()


def test_removing_what_is_not_there_removes_nothing(corpus: Corpus, tmp_path: Path) -> None:
    out = tmp_path / "graph"
    articles = corpus("tokyo.txt")
    kg.build(articles, out)
    before = nquads(out)
    for names in (["nowhere.txt"], [str(articles / "tokyo.txt"), "nowhere.txt"], ["toky"], ["\0"]):
        with pytest.raises(KgError, match="no article of"):
            kg.remove(names, out)
    assert nquads(out) == before


def test_records_of_one_file_go_with_it(tmp_path: Path) -> None:
    records = [
        {
            "id": "a",
            "title": "Fiji",
            "date": "2006-12-05",
            "text": "Fiji's army ousted the government on Tuesday.",
        },
        {"id": "b", "title": "Peru", "date": "2001-07-28", "text": "Peru condemned the attack on Saturday."},
    ]
    feed = tmp_path / "feed.jsonl"
    feed.write_text("\n".join(map(json.dumps, records)))
    assert kg.build(feed, tmp_path / "graph").articles == 2
    assert kg.remove([f"{feed.resolve()}#a"], tmp_path / "graph").articles == 1
    assert kg.remove([str(feed)], tmp_path / "graph").articles == 0


def test_what_cannot_be_read_is_set_aside_and_the_rest_is_built(corpus: Corpus, tmp_path: Path) -> None:
    articles, out = corpus("tokyo.txt"), tmp_path / "graph"
    (articles / "empty.txt").touch()
    report = kg.build([articles, tmp_path / "missing.txt"], out)
    assert report.articles == 1
    assert [Path(rejected.key).name for rejected in report.rejected] == ["empty.txt", "missing.txt"]
    lines = [json.loads(line) for line in (out / "rejected.jsonl").read_text().splitlines()]
    assert [line["reason"] for line in lines] == [rejected.reason for rejected in report.rejected]
    (articles / "empty.txt").unlink()
    kg.build(articles, out)
    assert (out / "rejected.jsonl").read_text() == ""


def test_an_article_that_becomes_unreadable_stays_as_it_was(corpus: Corpus, tmp_path: Path) -> None:
    articles, out = corpus("tokyo.txt"), tmp_path / "graph"
    kg.build(articles, out)
    before = nquads(out)
    (articles / "tokyo.txt").write_bytes(b"\x00\x01\x02" * 100)
    assert len(kg.build(articles, out).rejected) == 1
    assert nquads(out) == before


def test_a_date_can_be_given_to_articles_without_one(tmp_path: Path) -> None:
    path = tmp_path / "undated.txt"
    path.write_text("Kenya condemns attack\n\nKenya condemned the rebels on Tuesday.\n")
    report = kg.build(path, tmp_path / "graph")
    assert report.undated == (str(path.resolve()),)
    for _ in range(2):
        again = kg.build(path, tmp_path / "graph")
        assert (again.unchanged, again.undated) == (1, report.undated), "an unread file is told of as well"
    assert {event.date for event in kg.open(tmp_path / "graph").events()} == {""}
    report = kg.build(path, tmp_path / "graph", default_date=date(2013, 9, 26))
    assert (report.undated, report.articles) == ((), 1)
    assert "2013-09-24" in {event.date for event in kg.open(tmp_path / "graph").events()}


def test_standard_input_is_a_source(tmp_path: Path, built: Path) -> None:
    text = (built.parent / "articles" / "tokyo.txt").read_bytes()
    report = kg.build("-", tmp_path / "graph", stdin=BytesIO(text))
    assert (report.read, report.articles) == (1, 1)
    assert titles(tmp_path / "graph") == {MISSILE}


# Settings


def test_a_graph_keeps_its_base_iri(corpus: Corpus, tmp_path: Path) -> None:
    out, base = tmp_path / "graph", "https://example.org/kg/"
    kg.build(corpus("tokyo.txt"), out, base_iri=base)
    assert all(entity.iri.startswith(base) for entity in kg.open(out).entities())
    kg.build(corpus("bogota.txt"), out)
    kg.build(corpus("bogota.txt"), out, base_iri=base)
    assert read_settings(out).base_iri == base
    assert kg.open(out).query("ASK { GRAPH id:graph\\/entities { ?x skos:prefLabel 'Japan' } }")
    before = nquads(out)
    with pytest.raises(KgError, match=r"cannot become https://example\.org/other/"):
        kg.build(corpus(), out, base_iri="https://example.org/other/")
    with pytest.raises(KgError, match="base IRI"):
        kg.build(corpus(), tmp_path / "new", base_iri="not an iri")
    assert nquads(out) == before


def test_a_model_that_is_not_installed_is_named(corpus: Corpus, tmp_path: Path) -> None:
    out = tmp_path / "graph"
    kg.build(corpus("tokyo.txt"), out)
    before = nquads(out)
    with pytest.raises(KgError, match="xx_no_such_model"):
        kg.build(corpus(), out, model="xx_no_such_model")
    assert nquads(out) == before


def test_another_pipeline_parses_earlier_articles_again(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "graph"
    kg.build(corpus("tokyo.txt"), out)
    extractor = extractor_of(read_settings(out).model, True)
    monkeypatch.setattr(extractor, "fingerprint", "another")
    report = kg.build(corpus("bogota.txt", folder="more"), out)
    assert (report.read, report.parsed, report.articles) == (1, 2, 2)
    assert read_settings(out).fingerprint == "another"
    with Cache(out) as cache:
        assert all(cache.has(id, "another") for id in cache.sources().values())


# What goes wrong


def test_folders_that_are_something_else_are_left_alone(corpus: Corpus, tmp_path: Path) -> None:
    articles = corpus("tokyo.txt")
    with pytest.raises(KgError, match="holds other files and no graph"):
        kg.build(articles, articles)
    assert [entry.name for entry in articles.iterdir()] == ["tokyo.txt"]
    with pytest.raises(KgError, match="is a file"):
        kg.build(articles, articles / "tokyo.txt")
    with pytest.raises(KgError, match="cannot be created"):
        kg.build(articles, "/proc/graph")
    with pytest.raises(KgError, match="give 1 or more"):
        kg.build(articles, tmp_path / "graph", workers=0)
    with pytest.raises(KgError, match="no such folder"):
        kg.remove(["x"], tmp_path / "graph")
    assert not (tmp_path / "graph").exists()


def test_two_builds_do_not_write_one_graph(corpus: Corpus, tmp_path: Path) -> None:
    out = tmp_path / "graph"
    kg.build(corpus("tokyo.txt"), out)
    with locked(out, "build", exclusive=True, wait=0, refused=""):
        for call in (lambda: kg.build(corpus(), out), lambda: kg.remove(["x"], out)):
            with pytest.raises(KgError, match="another kg build or kg remove is writing this graph"):
                call()
        assert titles(out) == {MISSILE}, "reading goes on meanwhile"


def test_an_open_graph_sees_what_is_built_later(corpus: Corpus, tmp_path: Path) -> None:
    out = tmp_path / "graph"
    kg.build(corpus("tokyo.txt"), out)
    graph = kg.open(out)
    assert len(graph.query("articles")) == 1
    kg.build(corpus("bogota.txt"), out)
    assert len(graph.query("articles")) == 2


@pytest.mark.parametrize("stage", ["consolidate", "set_aside", "counts"])
@pytest.mark.parametrize("fault", [KeyboardInterrupt, RuntimeError])
def test_a_build_that_is_cut_off_loses_nothing(
    corpus: Corpus,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    stage: str,
    fault: type[BaseException],
) -> None:
    out = tmp_path / "graph"
    kg.build(corpus("tokyo.txt"), out)
    before = nquads(out)

    def cut_off(*_: object, **__: object) -> None:
        raise fault

    with monkeypatch.context() as patch:
        patch.setattr(building, stage, cut_off)
        with pytest.raises(fault):
            kg.build(corpus(), out)
    assert nquads(out) == before
    report = kg.build(corpus() / "bogota.txt", out)
    assert (report.parsed, report.articles) == (0, 2), "what was parsed before is not parsed again"
    assert titles(out) == {MISSILE, ENVOY}, "and what was not finished is not in the graph"


@pytest.mark.parametrize("stage", ["write_settings", "follow"])
def test_what_the_store_lacks_is_made_up_for(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, built: Path, stage: str
) -> None:
    out = tmp_path / "graph"
    kg.build(corpus("tokyo.txt"), out)
    before = nquads(out)

    def cut_off(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(building, stage, cut_off)
        with pytest.raises(KeyboardInterrupt):
            kg.build(corpus(), out)
    assert nquads(out) == before
    report = kg.build(corpus() / "bogota.txt", out)
    assert (report.parsed, report.added, report.articles) == (0, 0, 3), "what was accepted stays so"
    assert nquads(out) == nquads(built)


def test_reading_that_is_cut_off_loses_nothing(corpus: Corpus, tmp_path: Path) -> None:
    articles, out = corpus(), tmp_path / "graph"
    kg.build(articles / "tokyo.txt", out)
    before = nquads(out)

    def paths() -> Iterator[Path]:
        yield articles / "bogota.txt"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        kg.build(paths(), out)
    assert nquads(out) == before


def test_a_store_that_is_lost_is_made_again(corpus: Corpus, tmp_path: Path) -> None:
    articles, out = corpus(), tmp_path / "graph"
    kg.build(articles, out)
    before = nquads(out)
    for path in (out / "store").iterdir():
        path.unlink()
    (out / "store").rmdir()
    with pytest.raises(KgError, match="run kg build again"):
        nquads(out)
    report = kg.build(articles / "tokyo.txt", out)
    assert (report.parsed, report.articles) == (0, 3)
    assert nquads(out) == before


def test_violations_are_set_aside_with_their_reason(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, built: Path
) -> None:
    out = tmp_path / "graph"
    japan = "https://w3id.org/geopolitics-kg/id/country/JPN"

    def nothing_about_japan(triples: Iterable[Triple], _: object) -> Iterator[tuple[str, str, str]]:
        return ((japan, "is left out", "Japan") for node, _, _ in triples if node == japan)

    monkeypatch.setattr(making, "validate", nothing_about_japan)
    monkeypatch.setattr(building, "validate", nothing_about_japan)
    report = kg.build(corpus(), out)
    nodes = {violation.node: violation for violation in report.violations}
    assert nodes[japan].reason.startswith("is left out")
    assert nodes[japan].label == "Japan"
    others = [violation for violation in report.violations if violation.node != japan]
    assert others
    assert all("rests on or refers to" in violation.reason for violation in others)
    lines = [json.loads(line) for line in (out / "violations.jsonl").read_text().splitlines()]
    assert {line["node"] for line in lines} == set(nodes)
    assert not any("Japan" in event.actors for event in kg.open(out).events())
    assert japan.encode() not in nquads(out)
    assert report.events == len(kg.open(out).events())
    monkeypatch.undo()
    assert kg.build(corpus(), out).violations != (), "nothing has changed"
    kg.remove([str(corpus() / "tokyo.txt")], out)
    assert kg.build(corpus(), out).violations == ()
    assert (out / "violations.jsonl").read_text() == ""
    assert nquads(out) == nquads(built)


# Files from a graph


@pytest.mark.parametrize(
    "format", ["nquads", "trig", "turtle", "jsonld", "graphml", "gexf", "node-link", "csv"]
)
def test_exports_are_the_same_each_time(graph: kg.KnowledgeGraph, tmp_path: Path, format: str) -> None:
    graph.export(format, tmp_path / "file")
    data = graph.export(format)
    assert data == (tmp_path / "file").read_bytes()
    assert data


def test_rdf_exports_hold_the_same_triples(graph: kg.KnowledgeGraph) -> None:

    quads = set(ox.parse(graph.export("nquads") or b"", format=ox.RdfFormat.N_QUADS))
    assert set(ox.parse(graph.export("trig") or b"", format=ox.RdfFormat.TRIG)) == quads
    assert set(ox.parse(graph.export("jsonld") or b"", format=ox.RdfFormat.JSON_LD)) == quads
    turtle = {q.triple for q in ox.parse(graph.export("turtle") or b"", format=ox.RdfFormat.TURTLE)}
    assert turtle == {quad.triple for quad in quads}


def test_network_exports_open_again(graph: kg.KnowledgeGraph) -> None:
    import networkx as nx

    network = graph.project()
    assert len(network) > 0
    read = {
        "graphml": nx.parse_graphml((graph.export("graphml") or b"").decode(), force_multigraph=True),
        "gexf": nx.read_gexf(BytesIO(graph.export("gexf") or b"")),
        "node-link": nx.node_link_graph(json.loads(graph.export("node-link") or b""), edges="edges"),
    }
    for format, again in read.items():
        assert set(again) == set(network), format
        assert again.number_of_edges() == network.number_of_edges(), format


def test_rows_name_each_participant_with_the_sentence(graph: kg.KnowledgeGraph) -> None:
    import csv

    text = (graph.export("csv") or b"").decode()
    rows = list(csv.DictReader(text.splitlines()))
    assert {(row["type"], row["role"], row["participant"]) for row in rows} >= {
        ("Accusation", "actor", "Japan"),
        ("Accusation", "recipient", "North Korea"),
    }
    assert all(row["sentence"] and row["article"] for row in rows)


def test_a_format_that_is_none_is_refused(graph: kg.KnowledgeGraph, tmp_path: Path) -> None:
    with pytest.raises(KgError, match="use one of nquads"):
        graph.export("docx", tmp_path / "file")
    assert list(tmp_path.iterdir()) == []


def test_a_view_is_one_page(graph: kg.KnowledgeGraph, tmp_path: Path) -> None:
    view = graph.view(actor="Japan", title="<b>Japan</b>")
    view.save(tmp_path / "japan.html")
    page = (tmp_path / "japan.html").read_text()
    assert "North Korea" in page
    assert "<b>Japan</b>" not in page
    assert view._repr_html_().startswith("<iframe")
