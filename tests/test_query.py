"""Queries: what ships, what may be asked, what is said when it may not, and how answers are written."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import polars as pl
import pyoxigraph as ox
import pytest
from rdflib import Dataset, Graph, Literal, URIRef

import kg
from kg import contents
from kg.errors import KgError, QuerySyntaxError
from kg.folder import Settings, write_settings
from kg.query import named_queries, run, sparql_of
from kg.results import GRAPH_FORMATS, ROW_FORMATS, Results, separated
from kg.store import Store
from kg.terminal import printable, table, width
from sample_graph import TRIG

BASE = "https://w3id.org/geopolitics-kg/id/"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph on disk with the quads of the sample, and the ontology."""
    path = tmp_path_factory.mktemp("graph")
    write_settings(path, Settings(BASE, "a_model", "abc"))
    quads: dict[str, list[ox.Quad]] = {}
    for quad in ox.parse(TRIG, format=ox.RdfFormat.TRIG):
        quads.setdefault(quad.graph_name.value, []).append(quad)
    from kg.model import KnowledgeBase
    from kg.rdf import graphs

    with Store.open(path, read_only=False) as store:
        store.change([], [q for _, all_ in (*quads.items(), *graphs(KnowledgeBase(), BASE)) for q in all_])
    return path


@pytest.fixture
def sample(folder: Path) -> kg.KnowledgeGraph:
    return kg.open(folder)


@pytest.fixture
def store() -> Iterator[Store]:
    """An empty store in memory."""
    return Store(ox.Store(), BASE)


def write(results: Results, format: str | None = None, width: int | None = None) -> str:
    stream = io.BytesIO()
    results.write(stream, format, width)
    return stream.getvalue().decode()


# Queries that ship


def test_there_are_queries_for_what_analysts_ask() -> None:
    assert set(named_queries()) >= {
        "who-met-whom", "visits", "accusations", "sanctions", "assaults", "offices", "leadership-changes",
        "statements-by-speaker", "events-between", "timeline", "most-active-actors", "evidence",
        "negated-or-planned", "articles", "balance-per-pair",
    }  # fmt: skip


@pytest.mark.parametrize("name", named_queries())
def test_a_query_that_ships_answers_on_any_graph(name: str, sample: kg.KnowledgeGraph, store: Store) -> None:
    query = named_queries()[name]
    lines = query.sparql.splitlines()
    assert lines[0] == f"# {query.title}"
    assert query.title
    assert "PREFIX gp: <https://w3id.org/geopolitics-kg/ontology#>" in lines
    assert sample.query(name).form == "SELECT"
    assert not list(run(store, name).bindings), "no row may come out of nothing"


def rows(sample: kg.KnowledgeGraph, name: str, *columns: str) -> list[tuple[str | None, ...]]:
    return [
        tuple(None if row[column] is None else str(row[column]) for column in columns)
        for row in sample.query(name)
    ]


def test_a_meeting_links_each_pair_once(sample: kg.KnowledgeGraph) -> None:
    pairs = rows(sample, "who-met-whom", "first", "second", "date", "place")
    assert len(pairs) == 3
    assert {frozenset(pair[:2]) for pair in pairs} == {
        frozenset({"Ahmet Davutoğlu", "John Kerry"}),
        frozenset({"Ahmet Davutoğlu", "Sergey Lavrov"}),
        frozenset({"John Kerry", "Sergey Lavrov"}),
    }
    assert {pair[2:] for pair in pairs} == {("2013-09-12", "Geneva")}


def test_accusations_and_speakers(sample: kg.KnowledgeGraph) -> None:
    assert rows(sample, "accusations", "accuser", "accused") == [("Mali", "France")]
    assert rows(sample, "statements-by-speaker", "speaker", "type") == [("AFP", "Accusation")]


def test_balance_counts_each_event_of_a_pair_once_whoever_acted(sample: kg.KnowledgeGraph) -> None:
    balance = {
        frozenset(row[:2]): row[2:]
        for row in rows(
            sample, "balance-per-pair", "first", "second", "events", "cooperation", "conflict", "balance"
        )
    }
    # The alleged strike does not count.
    assert balance[frozenset({"Mali", "France"})] == ("2", "10", "-3", "7")


def test_what_is_not_asserted_is_listed_apart(sample: kg.KnowledgeGraph) -> None:
    assert rows(sample, "negated-or-planned", "status", "type", "actor") == [
        ("Alleged", "Assault", "France"),
        ("Planned", "Consultation", "John Kerry"),
    ]
    assert "France" not in str(rows(sample, "assaults", "attacker"))


def test_offices_and_leaders(sample: kg.KnowledgeGraph) -> None:
    assert rows(sample, "leadership-changes", "date", "who") == [("2020-08-18", "Ibrahim Boubacar Keïta")]
    relations = rows(sample, "relations", "subject", "relation", "object")
    assert ("Ibrahim Boubacar Keïta", "formerlyHeldOffice", "President of Mali") in relations
    assert ("Ibrahim Boubacar Keïta", "ideology", "social democracy") in relations


def test_pairs_have_their_days_even_if_some_events_have_none(sample: kg.KnowledgeGraph) -> None:
    found = rows(sample, "events-between", "first", "second", "type", "earliest", "latest")
    days = {row[2]: row[3:] for row in found if {"France", "Mali"} == set(row[:2])}
    assert days == {"Accusation": ("2022-08-15", "2022-08-15"), "Aid": ("", "")}


def test_a_name_that_is_none_lists_the_closest() -> None:
    assert sparql_of("SELECT * {}") == "SELECT * {}"
    assert sparql_of(" visits\n") == named_queries()["visits"].sparql
    with pytest.raises(KgError, match="did you mean who-met-whom"):
        sparql_of("who-met-who")
    with pytest.raises(KgError, match="kg query --list shows all"):
        sparql_of("zzzzzzz")


# What may be asked


def test_prefixes_need_no_declaration_and_may_have_one(sample: kg.KnowledgeGraph) -> None:
    assert sample.query("ASK { id:mali a gp:Country ; skos:prefLabel 'Mali' }")
    assert sample.query(
        "PREFIX gp: <http://x/> PREFIX p: <https://w3id.org/geopolitics-kg/id/> ASK { p:mali a ?c }"
    )
    assert not sample.query("PREFIX gp: <http://x/> ASK { id:mali a gp:Country }")


def test_values_come_in_through_bindings(sample: kg.KnowledgeGraph) -> None:
    query = "SELECT ?who ?label WHERE { ?who skos:prefLabel ?label }"
    found = sample.query(query, {"who": URIRef(BASE + "mali")})
    assert [str(row.label) for row in found] == ["Mali"]
    hostile = Literal('Mali" } ; DROP ALL #')
    assert not sample.query(query, {"label": hostile})


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT ?x WHERE { ?x a a gp:Event }", 'line 1, column 26: near "gp:Event }"'),
        ("SELECT ?x\nWHERE {\n  ?x a gp:Event ;;; FILTER(", r"line 3, column \d+"),
        ("SELECT ?x WHERE { ?x a gp:Event", "line 1, column 32: the query ends too early"),
        ("SELECT ?x WHERE { ?x a foo:Bar }", "the prefix before this is not declared"),
        ("SELECT (?x AS ?y) (?z AS ?y) {}", r"line 1, .*Duplicated variable name"),
        ("select stuff please", 'line 1, column 14: near "please"'),
        ("  \n", "the query is empty"),
        ("# only a remark", "the query ends too early"),
        ("SELECT * { ?service ?p }", r"line 1, column \d+"),
        ("SELECT * { \x1b[31m }", "line 1"),
    ],
)
def test_a_syntax_error_is_one_line_with_its_position(store: Store, query: str, said: str) -> None:
    with pytest.raises(QuerySyntaxError, match=said) as caught:
        run(store, query)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize(
    "query",
    [
        "INSERT DATA { <a:b> <a:c> 1 }",
        "drop all",
        "PREFIX a: <http://a/> DELETE WHERE { ?s ?p ?o }",
        "LOAD <http://127.0.0.1/x>",
        "INSERT { ?s ?p 1 } WHERE { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
    ],
)
def test_updates_are_refused(store: Store, query: str) -> None:
    with pytest.raises(KgError, match="queries only read"):
        run(store, query)
    assert store.size() == 0


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
        "select * { service silent <http://127.0.0.1/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE ?where { ?s ?p 1 } } }",
        "SELECT * { { SELECT ?s { OPTIONAL { SERVICE <http://127.0.0.1/> { ?s ?p ?o } } } } }",
        "ASK { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
        "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
        "SELECT * { # remark\rSERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
        'SELECT * { FILTER(?x != "\\u0022\\u0022") SERVICE <http://127.0.0.1/> {} FILTER(?x != "\\u0022") }',
    ],
)
def test_asking_other_machines_is_refused(store: Store, query: str) -> None:
    with pytest.raises(KgError, match=r"SERVICE.*--allow-service"):
        run(store, query)


def test_asking_other_machines_can_be_allowed(store: Store) -> None:
    silent = "SELECT * { SERVICE SILENT <http://127.0.0.1:1/> { ?s ?p ?o } }"
    assert run(store, silent, allow_service=True).type == "SELECT"


def test_the_word_service_is_no_clause(store: Store) -> None:
    for query in (
        'ASK { ?s ?p "secret service" } # SERVICE <http://127.0.0.1/> {}',
        "ASK { ?service <http://127.0.0.1/service> ?o }",
    ):
        assert run(store, query).type == "ASK"


# Answers


def test_rows_are_terms_by_name_and_number(sample: kg.KnowledgeGraph) -> None:
    results = sample.query("SELECT ?label ?nothing { id:mali skos:prefLabel ?label }")
    assert results.columns == ("label", "nothing")
    (row,) = results
    assert str(row.label) == str(row["label"]) == str(row[0]) == "Mali"
    assert row.nothing is None
    assert len(results) == 1
    assert repr(results) == "Results(1 row)"


QUERY = 'SELECT ?a ?b ?n { VALUES (?a ?b ?n) { (id:mali "x, \\"y\\"\\nz" 3) (gp:Event UNDEF 2.5) } }'


def test_every_format_says_the_same(sample: kg.KnowledgeGraph) -> None:
    results = sample.query(QUERY)
    cells = [["a", "b", "n"], [BASE + "mali", 'x, "y"\nz', "3"]]
    assert list(csv.reader(io.StringIO(write(results, "csv"))))[:2] == cells
    assert list(csv.reader(io.StringIO(write(results, "tsv")), delimiter="\t"))[:2] == cells
    bindings = json.loads(write(results, "json"))["results"]["bindings"]
    assert bindings[0]["b"] == {
        "type": "literal",
        "value": 'x, "y"\nz',
        "datatype": "http://www.w3.org/2001/XMLSchema#string",
    }
    assert bindings[1].keys() == {"a", "n"}
    root = ET.fromstring(write(results, "xml"))
    assert len(root.findall(".//{http://www.w3.org/2005/sparql-results#}result")) == 2
    text = write(results)
    assert text.splitlines()[0].split() == ["a", "b", "n"]
    assert "id:mali" in text
    assert "gp:Event" in text
    assert text.endswith("(2 rows)\n")


def test_ask_and_construct_have_their_formats(sample: kg.KnowledgeGraph) -> None:
    assert write(sample.query("ASK { id:mali a gp:Country }")) == "true\n"
    assert write(sample.query("ASK { id:mali a gp:City }"), "csv") == "false\n"
    assert json.loads(write(sample.query("ASK {}"), "json"))["boolean"] is True
    described = sample.query("CONSTRUCT { id:mali ?p ?o } WHERE { id:mali ?p ?o }")
    for format, name in GRAPH_FORMATS.items():
        text = write(described, format)
        parsed = Dataset(default_union=True) if format in ("nquads", "trig", "jsonld") else Graph()
        parsed.parse(data=text, format=name)
        assert {(str(s), str(p), str(o)) for s, p, o, *_ in parsed} == {
            (str(s), str(p), str(o)) for s, p, o in described
        }
        assert write(described, format) == text
    with pytest.raises(KgError, match="use one of turtle"):
        write(described, "csv")
    with pytest.raises(KgError, match="use one of table"):
        write(sample.query("ASK {}"), "turtle")


@pytest.mark.parametrize(
    ("cell", "harmless"),
    [
        ("=1+1", "'=1+1"), ("+31 20 555", "'+31 20 555"), ("-cmd", "'-cmd"), ("@sum", "'@sum"),
        ("\t=1", "'\t=1"), ("\r=1", "'\r=1"), ("＝1", "'＝1"),
        ("-9.5", "-9.5"), ("+2", "+2"), ("-1e5", "-1e5"),
        ("-1+1", "'-1+1"), ("a=b", "a=b"), ("", ""),
    ],
)  # fmt: skip
def test_a_spreadsheet_runs_nothing(cell: str, harmless: str) -> None:
    for delimiter in ",\t":
        text = separated([[cell, "x"]], delimiter)
        assert list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)) == [[harmless, "x"]]


VALUES = (
    "SELECT * { VALUES (?n ?x ?day ?year ?yes ?text ?mixed ?moment) {"
    '(1 2.5 "1453-05-29"^^xsd:date "1991"^^xsd:gYear true "a" 1 "2024-02-29T23:30:00-01:00"^^xsd:dateTime)'
    '(2 UNDEF "2024-02-29"^^xsd:date UNDEF false id:b "one" UNDEF)'
    '(UNDEF 3 "2013-09"^^xsd:gYearMonth UNDEF UNDEF UNDEF true UNDEF)'
    "} }"
)


def test_dataframes_have_proper_types(sample: kg.KnowledgeGraph) -> None:
    frame = sample.query(VALUES).to_dataframe()
    assert {name: str(kind) for name, kind in frame.dtypes.items()} == {
        "n": "Int64",
        "x": "float64",
        "day": "datetime64[s]",
        "day_text": "string",
        "year": "datetime64[s]",
        "year_text": "string",
        "yes": "boolean",
        "text": "string",
        "mixed": "string",
        "moment": "datetime64[s]",
    }
    assert frame["n"].sum() == 3
    assert frame["day"].dt.year.tolist()[:2] == [1453, 2024]
    # A month has no day, and nobody makes one up.
    assert frame["day"].isna().tolist() == [False, False, True]
    assert frame["day_text"].tolist() == ["1453-05-29", "2024-02-29", "2013-09"]
    assert frame["year"].isna().all()
    assert frame["year_text"].tolist()[0] == "1991"
    assert frame["text"].tolist()[:2] == ["a", BASE + "b"]
    assert frame["yes"].sum() == 1
    assert str(frame["moment"][0]) == "2024-03-01 00:30:00"
    with pytest.raises(KgError, match="only a SELECT"):
        sample.query("ASK {}").to_dataframe()


def test_polars_has_the_same_values_and_types(sample: kg.KnowledgeGraph) -> None:
    frame = sample.query(VALUES).to_polars()
    assert dict(frame.schema) == {
        "n": pl.Int64,
        "x": pl.Float64,
        "day": pl.Date,
        "day_text": pl.String,
        "year": pl.Date,
        "year_text": pl.String,
        "yes": pl.Boolean,
        "text": pl.String,
        "mixed": pl.String,
        "moment": pl.Datetime,
    }
    assert frame["day"].to_list() == [date(1453, 5, 29), date(2024, 2, 29), None]
    assert frame["n"].to_list() == [1, 2, None]
    assert frame["moment"].to_list()[0] == datetime(2024, 3, 1, 0, 30)


def test_a_column_has_its_type_even_without_a_value(sample: kg.KnowledgeGraph) -> None:
    nothing = sample.query("SELECT ?date ?type ?status ?confidence ?x { ?x a gp:Company }")
    assert [str(kind) for kind in nothing.to_dataframe().dtypes] == [
        "datetime64[s]",
        "string",
        "category",
        "category",
        "float64",
        "string",
    ]
    assert len(nothing.to_polars()) == 0
    full = sample.query("timeline").to_dataframe()
    assert str(full["date"].dtype) == "datetime64[s]"
    assert list(full["type"].cat.categories)[:2] == ["Agreement", "Consultation"]
    # Text that a query made of dates, and a variable that is called as the second column would be.
    text = sample.query(
        'SELECT ?earliest ?date ?date_text { VALUES (?earliest ?date_text) { ("2013-09" 1) } }'
    )
    assert [str(kind) for kind in text.to_dataframe().dtypes] == [
        "datetime64[s]",
        "string",
        "datetime64[s]",
        "Int64",
    ]
    odd = sample.query('SELECT ?date ?n { VALUES (?date ?n) { ("soon" "x"^^xsd:integer) } }').to_dataframe()
    assert odd.iloc[0].tolist() == ["soon", "x"]


def test_lists_become_frames_too(sample: kg.KnowledgeGraph) -> None:
    events = sample.events().to_dataframe()
    kinds = events.dtypes.astype(str)
    assert kinds[["date", "earliest", "latest", "reported"]].unique().tolist() == ["datetime64[s]"]
    assert kinds[["type", "status", "quad", "date_basis"]].unique().tolist() == ["category"]
    assert (kinds["intensity"], kinds["n_reports"], kinds["date_text"]) == ("float64", "Int64", "string")
    meeting = events[events["date_text"] == "2013-09-12"].iloc[0]
    assert meeting["actors"] == ("Ahmet Davutoğlu", "John Kerry", "Sergey Lavrov")
    assert (meeting["n_reports"], meeting["n_articles"], meeting["quad"]) == (2, 1, "VerbalCooperation")
    assert str(meeting["reported"].date()) == "2013-09-13"
    assert events.explode("actors")["actors"].value_counts()["France"] == 2
    assert events["date"].isna().sum() == 3  # a month, a year, and nothing
    for found in (sample.events(), sample.entities(), sample.facts()):
        empty = found[:0]
        assert type(empty) is type(found)
        assert empty.to_dataframe().dtypes.equals(found.to_dataframe().dtypes)
        assert found.to_polars().columns == list(found.to_dataframe().columns) == empty.to_polars().columns
        assert len(found.to_polars()) == len(found)
    assert sample.events().to_polars()["actors"].to_list()[1] == list(meeting["actors"])
    assert [event.type for event in sample.events().where(lambda event: event.status == "Alleged")] == [
        "Assault"
    ]


def test_notebooks_get_escaped_text(sample: kg.KnowledgeGraph) -> None:
    hostile = "<script>alert(1)</script>"
    for query in (
        f'SELECT ?x {{ VALUES ?x {{ "{hostile}" }} }}',
        f'CONSTRUCT {{ id:a rdfs:label "{hostile}" }} WHERE {{}}',
    ):
        page = sample.query(query)._repr_html_()
        assert "<script" not in page
        assert "&lt;script&gt;" in page
    assert sample.query("ASK {}")._repr_html_() == "<p><b>True</b></p>"
    many = sample.query("SELECT ?s ?p ?o { ?s ?p ?o }")
    assert f"<b>{len(many)} rows</b>" in many._repr_html_()
    assert f"and {len(many) - 20} more" in many._repr_html_()


# The terminal


def test_tables_fit_the_terminal_and_do_not_obey_it() -> None:
    text = table(["name", "sentence"], [["Gao", "a" * 200], ["中国", "\x1b[2Jx\ny\u202ez"]], 40)
    assert all(width(line) <= 40 for line in text.splitlines())
    assert "…" in text
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert len(text.splitlines()) == 4
    assert "a" * 200 in table(["x"], [["a" * 200]])
    assert printable("\x1b]0;title\x07 ok\r\n") == "]0;title  ok"


def test_wide_letters_take_two_cells() -> None:
    lines = table(["who", "what"], [["中国", "x"], ["Mali", "x"], ["e\u0301a", "x"]]).splitlines()
    columns = {width(line[: line.index("x")]) for line in lines[2:]}
    assert columns == {len("who  ") + 1}


# Python values


def test_events_have_names_sentences_and_filters(sample: kg.KnowledgeGraph) -> None:
    found = sample.events()
    assert [event.date for event in found] == [
        "2013-09",
        "2013-09-12",
        "2020-08-18",
        "2022",
        "2022-08-15",
        "",
    ]
    meeting = found[1]
    assert [str(name) for name in meeting.actors] == ["Ahmet Davutoğlu", "John Kerry", "Sergey Lavrov"]
    assert meeting.quad == "VerbalCooperation"
    assert meeting.intensity == 2.5
    assert len(meeting.sentences) == 2
    assert meeting.sentences[0].title == "Three ministers confer in Geneva"
    assert [e.type for e in sample.events(actor="davutoglu")] == ["Consultation"]
    assert [e.type for e in sample.events("ASSAULT")] == ["Assault"]
    assert [e.type for e in sample.events(["Aid", "Assault"])] == ["Assault", "Aid"]
    assert [e.type for e in sample.events(status="Planned")] == ["Consultation"]
    assert [e.date for e in sample.events(since="2020", until="2022-08-14")] == ["2020-08-18", "2022"]
    assert [e.date for e in sample.events(since="2022-08", min_confidence=0.5)] == ["2022-08-15"]


def test_entities_and_facts(sample: kg.KnowledgeGraph) -> None:
    assert [(e.label, e.iso3) for e in sample.entities("Country")] == [("France", "FRA"), ("Mali", "MLI")]
    assert {e.type for e in sample.entities()} >= {"Person", "City", "Office", "MediaOrganization"}
    facts = {(str(f.subject), f.predicate, str(f.object), f.object.iri == "") for f in sample.facts()}
    assert ("Ibrahim Boubacar Keïta", "ideology", "social democracy", True) in facts
    assert ("President of Mali", "officeOf", "Mali", False) in facts
    assert kg.open(sample.folder).entities("Company")._repr_html_() == "<p><b>0 entities</b></p>"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"type": "Gossip"}, "no event type"),
        ({"status": "Perhaps"}, "no status"),
        ({"since": "yesterday"}, "is not a day"),
        ({"until": "2024-13"}, "is not a day"),
        ({"actor": "Nobody Inparticular"}, "no actor"),
    ],
)
def test_filters_that_mean_nothing_are_refused(sample: kg.KnowledgeGraph, arguments: dict, said: str) -> None:
    with pytest.raises(KgError, match=said):
        sample.events(**arguments)
    with pytest.raises(KgError, match="no entity type"):
        sample.entities("Gossip")


def test_a_block_keeps_one_state_open(sample: kg.KnowledgeGraph) -> None:
    with sample as graph:
        assert len(graph.query("articles")) == len(graph.query("articles"))
        with pytest.raises(KgError, match="with block already"):
            graph.__enter__()
    assert len(sample.query("articles")) >= 1


def test_statistics(sample: kg.KnowledgeGraph) -> None:
    stats = sample.stats()
    assert stats.events == {
        "Consultation": 2, "Accusation": 1, "Aid": 1, "Assault": 1, "LeadershipChange": 1
    }  # fmt: skip
    assert stats.statuses == {"Asserted": 4, "Alleged": 1, "Planned": 1}
    assert stats.facts == {"formerlyHeldOffice": 1, "ideology": 1, "officeOf": 1}
    assert stats.entities["Country"] == 2
    assert sum(stats.entities.values()) == len(contents.entities(sample.select))
    assert (stats.first_day, stats.last_day) == ("2013-09-01", "2022-12-31")
    mali = next(pair for pair in stats.pairs if {pair.first, pair.second} == {"Mali", "France"})
    assert (mali.events, mali.cooperation, mali.conflict, mali.balance) == (2, 10.0, -3.0, 7.0)
    assert "events" in sample._repr_html_()


def test_the_public_face_is_what_it_says() -> None:
    for name in kg.__all__:
        assert getattr(kg, name) is not None
    assert set(kg.__all__) == set(dir(kg))
    with pytest.raises(AttributeError, match="frobnicate"):
        kg.frobnicate  # noqa: B018
    assert ROW_FORMATS[0] == "table"
