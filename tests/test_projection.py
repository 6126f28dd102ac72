"""The projection and the analysis on it, over a small graph in Oxigraph."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path

import networkx as nx
import pandas as pd
import pytest

from kg import analysis
from kg.errors import KgError
from kg.network_files import gexf, graphml
from kg.projection import Select, projection
from sample_graph import ID, PREFIXES, TRIG, select_from


@pytest.fixture(scope="module")
def select() -> Select:
    return select_from(TRIG)


@pytest.fixture(scope="module")
def graph(select: Select) -> nx.MultiDiGraph:
    return projection(select)


def edges(graph: nx.MultiDiGraph) -> set[tuple[str, str, str]]:
    return {
        (source.removeprefix(ID), data["type"], target.removeprefix(ID))
        for source, target, data in graph.edges(data=True)
    }


def test_edges_lead_from_actor_to_recipient(graph: nx.MultiDiGraph) -> None:
    assert edges(graph) == {
        ("davutoglu", "Consultation", "kerry"),
        ("davutoglu", "Consultation", "lavrov"),
        ("kerry", "Consultation", "lavrov"),
        ("kerry", "Consultation", "france"),
        ("mali", "Accusation", "france"),
        ("france", "Aid", "mali"),
        ("france", "Assault", "mali"),
        ("keita", "formerlyHeldOffice", "office"),
        ("office", "officeOf", "mali"),
    }


def test_keys_are_unique_and_begin_with_the_event(graph: nx.MultiDiGraph) -> None:
    keys = [key for _, _, key in graph.edges(keys=True)]
    assert len(set(keys)) == len(keys)
    assert all(key.split("|")[0] == data["event"] for _, _, key, data in graph.edges(keys=True, data=True))


def test_a_meeting_is_two_sided_and_carries_its_sentences(graph: nx.MultiDiGraph) -> None:
    (data,) = graph[ID + "kerry"][ID + "lavrov"].values()
    assert data["two_sided"] is True
    assert data["label"] == "consultation (multilateral)"
    assert (data["date"], data["date_basis"], data["location"]) == ("2013-09-12", "relative", "Geneva")
    assert (data["quad"], data["intensity"], data["confidence"]) == ("verbal cooperation", 2.5, 0.9)
    assert data["n_reports"] == data["weight"] == 2
    assert data["evidence"].startswith("Lavrov met Kerry and Davutoglu in Geneva on Thursday. ¶ Kerry, who")
    first = json.loads(data["reports"])[0]
    assert first["text"] == "Lavrov met Kerry and Davutoglu in Geneva\non Thursday."
    assert (first["title"], first["publisher"]) == ("Three ministers confer in Geneva", "AFP")


def test_two_who_refuse_somebody_else_do_not_refuse_each_other() -> None:
    trig = TRIG.replace("gp:actor id:mali ; gp:recipient id:france", "gp:actor id:mali, id:lavrov")
    found = projection(select_from(trig))
    assert trig != TRIG
    assert not found.has_edge(ID + "lavrov", ID + "mali")
    assert not found.has_edge(ID + "mali", ID + "lavrov")
    for who in ("mali", "lavrov"):
        labels = [one["label"] for one in json.loads(found.nodes[ID + who]["alone"])]
        assert "accusation" in labels


def test_an_event_with_one_participant_stays_with_it(graph: nx.MultiDiGraph) -> None:
    node = graph.nodes[ID + "keita"]
    assert (node["type"], node["names"], node["n_events"]) == ("Person", "Keïta", 1)
    assert [item["label"] for item in json.loads(node["alone"])] == [
        "leadership change",
        "ideology: social democracy",
    ]


def test_the_most_telling_class_is_the_type(graph: nx.MultiDiGraph) -> None:
    assert graph.nodes[ID + "mali"]["type"] == "Country"
    assert graph.nodes[ID + "mali"]["iso3"] == "MLI"


def test_all_attributes_are_plain(graph: nx.MultiDiGraph) -> None:
    values = [v for _, d in graph.nodes(data=True) for v in d.values()]
    values += [v for _, _, d in graph.edges(data=True) for v in d.values()]
    assert {type(value) for value in values} <= {str, int, float, bool}


@pytest.mark.parametrize("name", ["Ahmet Davutoğlu", "ahmet davutoglu", "DAVUTOĞLU", ID + "davutoglu"])
def test_actor_by_any_name(select: Select, name: str) -> None:
    # The whole meeting, so that who met whom stays readable.
    assert edges(projection(select, actor=name)) == {
        ("davutoglu", "Consultation", "kerry"),
        ("davutoglu", "Consultation", "lavrov"),
        ("kerry", "Consultation", "lavrov"),
    }


def test_unknown_actor_names_the_closest(select: Select) -> None:
    with pytest.raises(KgError, match=r'no actor "Lavrof\?" in this graph: .*Lavrov'):
        projection(select, actor="Lavrof?")
    with pytest.raises(KgError) as raised:
        projection(select, actor='x" } ; DROP ALL #\nzz')
    assert "\n" not in str(raised.value)


def test_types_by_name_or_notation(select: Select) -> None:
    assert edges(projection(select, types=["accuse", "Aid"])) == {
        ("mali", "Accusation", "france"),
        ("france", "Aid", "mali"),
    }
    assert edges(projection(select, types=["Fact"])) == {
        ("keita", "formerlyHeldOffice", "office"),
        ("office", "officeOf", "mali"),
    }
    with pytest.raises(KgError, match='no event type "Handshake": use one of'):
        projection(select, types=["Handshake"])


def test_dates_compare_as_intervals(select: Select) -> None:
    in_2013 = {
        ("davutoglu", "Consultation", "kerry"),
        ("davutoglu", "Consultation", "lavrov"),
        ("kerry", "Consultation", "lavrov"),
        ("kerry", "Consultation", "france"),
    }
    # "September 2013" touches any of its days; France takes part, but no undated fact is about it.
    assert edges(projection(select, since="2013", until="2013-09-20")) == in_2013
    assert edges(projection(select, until=date(2013, 9, 5))) == {("kerry", "Consultation", "france")}
    # An undated fact stays beside an event that stays: the office is Mali's.
    assert edges(projection(select, since="2022-08")) == {
        ("mali", "Accusation", "france"),
        ("france", "Assault", "mali"),
        ("office", "officeOf", "mali"),
    }


@pytest.mark.parametrize("bad", ["yesterday", "2013-13", "2013-02-30", ""])
def test_bad_bound(select: Select, bad: str) -> None:
    with pytest.raises(KgError, match="is not a day"):
        projection(select, since=bad)


def test_confidence(select: Select) -> None:
    assert ("france", "Assault", "mali") not in edges(projection(select, min_confidence=0.5))


def test_max_nodes_keeps_the_most_reported_and_the_one_asked_for(select: Select) -> None:
    assert [iri.removeprefix(ID) for iri in projection(select, max_nodes=3)] == [
        "davutoglu",
        "france",
        "kerry",
    ]
    kept = projection(select, actor="Mali", max_nodes=2)
    assert [iri.removeprefix(ID) for iri in kept] == ["france", "mali"]
    with pytest.raises(KgError, match="give 1 or more"):
        projection(select, max_nodes=0)


@pytest.mark.parametrize("actor", [None, "Mali"])
def test_max_nodes_only_takes_away(select: Select, actor: str | None) -> None:
    whole = projection(select, actor=actor)
    for most in range(1, len(whole) + 1):
        kept = projection(select, actor=actor, max_nodes=most)
        assert len(kept) == most
        assert [*kept.nodes(data=True)] == [(n, data) for n, data in whole.nodes(data=True) if n in kept]
        assert [*kept.edges(keys=True, data=True)] == [
            edge for edge in whole.edges(keys=True, data=True) if edge[0] in kept and edge[1] in kept
        ]
        left_out = {
            "nodes_left_out": len(whole) - most,
            "edges_left_out": whole.number_of_edges() - kept.number_of_edges(),
        }
        assert kept.graph == (left_out if most < len(whole) else {})


# What stands between values when they are read, and characters of every width.
ODD = 'a12 b3 "q" \t<&> %20 c5\n\u20ac \U0001f30d 7 '


def test_values_are_read_whatever_they_hold() -> None:
    odd = json.dumps(ODD, ensure_ascii=False)
    trig = f"""{PREFIXES}
    id:g1 {{
      id:one a gp:Person ; skos:prefLabel {odd} ; skos:altLabel "One"@en, "Eins"@de, "One"@fr, "", "12 b", "b3 x" .
      id:two a gp:Group .
      id:e a gp:Aid ; gp:actor id:one ; gp:recipient id:two ; gp:trigger "gave", {odd}, "" ;
        gp:date "2021-05-02"^^xsd:date, "2021-05-01"^^xsd:date ; gp:earliest "2021"^^xsd:gYear ;
        gp:evidence id:s1, id:s2, id:s3 ; gp:triggerAt id:t1, id:t2 .
      id:s1 gp:text {odd} ; gp:start 10 ; gp:article id:a1, id:a2 .
      id:s2 gp:article id:a1 .
      id:a1 gp:title "Later"@en, "Early"@de, "Later"@fr .
      id:t1 gp:article id:a1 ; gp:start 11 ; gp:end 14 .
      id:t2 gp:start 11 .
    }}
    id:g2 {{
      id:one a gp:Person ; skos:prefLabel {odd} .
      id:e a gp:Aid ; gp:trigger "gave" ; gp:confidence 0.5 .
    }}"""
    found = projection(select_from(trig))
    one, two = found.nodes[ID + "one"], found.nodes[ID + "two"]
    assert (one["label"], one["names"]) == (ODD, " | 12 b | Eins | One | b3 x")
    assert (two["label"], two["type"], two["names"]) == ("two", "Group", "")
    [(_, _, data)] = found.edges(data=True)
    assert data["trigger"] == f" | {ODD} | gave"
    assert (data["date"], data["earliest"], data["latest"]) == ("2021-05-01", "2021", "")
    assert (data["status"], data["confidence"], data["quad"]) == ("Asserted", 0.5, "")
    assert (data["n_reports"], data["articles"]) == (2, ID + "a1")
    without, with_text = json.loads(data["reports"])
    about = {"article": ID + "a1", "title": "Early", "publisher": "", "published": "", "url": ""}
    assert without == about | {"text": "", "start": "", "triggers": []}
    assert with_text == about | {"text": ODD, "start": "10", "triggers": [[1, 4]]}
    assert data["evidence"] == f" ¶ {' '.join(ODD.split())}"


def test_empty_graph() -> None:
    nothing = select_from(PREFIXES)
    graph = projection(nothing)
    assert len(graph) == 0
    assert analysis.centralities(graph) == []
    assert analysis.communities(graph) == []
    with pytest.raises(KgError, match="no name is like it"):
        projection(nothing, actor="Chile")


def test_graphml_round_trip(graph: nx.MultiDiGraph) -> None:
    again = nx.read_graphml(io.BytesIO(graphml(graph).encode()), force_multigraph=True)
    assert dict(again.nodes(data=True)) == dict(graph.nodes(data=True))
    assert {(u, v, k): d for u, v, k, d in again.edges(keys=True, data=True)} == {
        (u, v, k): d for u, v, k, d in graph.edges(keys=True, data=True)
    }


def test_gexf_keeps_direction_and_type_apart(graph: nx.MultiDiGraph) -> None:
    text = gexf(graph)
    again = nx.read_gexf(io.BytesIO(text.encode()))
    assert again.nodes[ID + "keita"]["label"] == "Ibrahim Boubacar Keïta"
    read = {(u, d["event_type"], v) for u, v, d in again.edges(data=True)}
    assert read == {(u, d["type"], v) for u, v, d in graph.edges(data=True)}
    assert ' type="Consultation"' not in text
    assert "lastmodifieddate" not in text


def test_control_characters_do_not_break_the_files() -> None:
    trig = PREFIXES + (
        'id:g { id:a a gp:Person ; skos:prefLabel "A\\u0007\\u0000\\uFFFEnn & <b>" . id:b a gp:Person ; '
        'skos:prefLabel "B" . id:e a gp:Support ; gp:actor id:a ; gp:recipient id:b . }'
    )
    graph = projection(select_from(trig))
    assert graph.nodes[ID + "a"]["label"] == "Ann & <b>"
    for text in (graphml(graph), gexf(graph)):
        assert "Ann &amp; &lt;b&gt;" in text


def test_centralities(graph: nx.MultiDiGraph) -> None:
    rows = {row.label: row for row in analysis.centralities(graph)}
    assert sum(row.pagerank for row in rows.values()) == pytest.approx(1)
    assert (rows["France"].degree, rows["France"].events) == (1, 2)  # the visit is planned, the raid alleged
    assert rows["John Kerry"].degree == 2
    planned = {
        row.label: row for row in analysis.centralities(graph, statuses=("Asserted", "Planned", "Alleged"))
    }
    assert planned["France"].degree == 2
    assert planned["John Kerry"].betweenness > 0 == rows["John Kerry"].betweenness
    assert list(pd.DataFrame(analysis.centralities(graph)).columns[:2]) == ["actor", "label"]


def test_communities(graph: nx.MultiDiGraph) -> None:
    found = analysis.communities(graph)
    assert [set(one.labels) for one in found] == [
        {"Ahmet Davutoğlu", "John Kerry", "Sergey Lavrov"},
        {"France", "Mali"},
    ]
    assert [one.number for one in found] == [1, 2]
    assert analysis.communities(graph, sides=("conflict",))[0].labels == ("France", "Mali")


def test_balance_counts_each_event_once_per_pair_and_period(graph: nx.MultiDiGraph) -> None:
    france_mali = [row for row in analysis.balance(graph) if row.first_label == "France"]
    assert [(r.period, r.n_cooperation, r.n_conflict, r.balance) for r in france_mali] == [
        ("", 1, 0, 10.0),
        ("2022-08", 0, 1, -3.0),
    ]
    yearly = analysis.balance(graph, period="year", statuses=("Asserted", "Alleged"))
    (row,) = [r for r in yearly if r.period == "2022"]
    assert (row.n_conflict, row.conflict) == (2, -12.5)
    meeting = [asdict(r) for r in analysis.balance(graph, period="day") if r.second_label == "Sergey Lavrov"]
    assert {(r["first_label"], r["period"], r["n_cooperation"]) for r in meeting} == {
        ("Ahmet Davutoğlu", "2013-09-12", 1),
        ("John Kerry", "2013-09-12", 1),
    }


def test_shortest_path_shows_its_sentences(graph: nx.MultiDiGraph) -> None:
    path = analysis.shortest_path(graph, "keita", "Paris")
    assert [(step.source_label, step.target_label) for step in path] == [
        ("Ibrahim Boubacar Keïta", "President of Mali"),
        ("President of Mali", "Mali"),
        ("Mali", "France"),
    ]
    assert [link.label for link in path[2].links] == ["aid", "accusation"]
    assert path[2].links[1].sentences[0].startswith("Mali accused France of")
    assert analysis.shortest_path(graph, "Lavrov", "Paris") == []  # but for a visit that is only planned
    assert len(analysis.shortest_path(graph, "Lavrov", "Paris", statuses=("Asserted", "Planned"))) == 2
    with pytest.raises(KgError, match="closest names are"):
        analysis.shortest_path(graph, "Lavrov", "Pariss")


def test_reports_list_every_sentence_of_every_edge(graph: nx.MultiDiGraph) -> None:
    rows = analysis.reports(graph)
    assert len(rows) == sum(data["n_reports"] for _, _, data in graph.edges(data=True))
    (row,) = [row for row in rows if row.label == "accusation"]
    assert (row.source_label, row.target_label, row.publisher) == ("Mali", "France", "Studio Tamani")


def test_the_same_in_every_run() -> None:
    """Nothing follows the hashes of texts, which change from process to process."""
    code = (
        "from sample_graph import *; from kg import analysis; from kg.projection import projection;"
        "from kg.network_files import gexf, graphml; from kg.view import page;"
        "g = projection(select_from(TRIG)); import hashlib;"
        "t = graphml(g) + gexf(g) + repr(analysis.communities(g)) + repr(analysis.centralities(g))"
        " + repr(analysis.balance(g)) + repr(analysis.shortest_path(g, 'keita', 'Paris'))"
        " + page(g);"
        "print(hashlib.sha256(t.encode()).hexdigest())"
    )
    here = Path(__file__).parent
    path = os.pathsep.join([str(here), str(here.parent / "src")])
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
