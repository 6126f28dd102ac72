"""The HTML page as text: self-contained, safe, the same each time. What it does is in test_view_browser."""

from __future__ import annotations

import html
import io
import json
import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from itertools import combinations
from math import hypot
from pathlib import Path
from random import Random
from statistics import median
from typing import Any, get_args

import networkx as nx
import pycountry
import pytest

from kg.graph import View
from kg.model import EntityType, Status
from kg.projection import projection
from kg.view import Options, inline, page
from kg.view.content import FAMILIES, SIDES, STATUSES, page_content
from kg.view.layout import positions
from kg.view.places import place
from kg.vocabulary import EVENT_TYPES
from sample_graph import HOSTILE, ID, PREFIXES, TRIG, hostile, invented, select_from

ROOT = Path(__file__).parent.parent
ASSETS = ROOT / "src" / "kg" / "view" / "assets"
SCRIPTS = 6
"""Two of data, three libraries, our own."""


class Parsed(HTMLParser):
    """The elements of a page, with the text of each script and style."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self.styles: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.tags and self.cdata_elem == "script":
            self.scripts.append(data)
        elif self.tags and self.cdata_elem == "style":
            self.styles.append(data)

    def attributes(self, name: str) -> list[str | None]:
        return [attributes[name] for _, attributes in self.tags if name in attributes]

    def content(self) -> Any:
        return json.loads(self.scripts[0])


@pytest.fixture(scope="module")
def graph() -> nx.MultiDiGraph:
    return projection(select_from(TRIG))


def test_nothing_comes_from_outside(graph: nx.MultiDiGraph) -> None:
    found = Parsed(page(graph))
    assert found.attributes("src") == []
    assert found.attributes("href") == []
    assert not re.search(r"@import|@font-face|url\(", "".join(found.styles))
    assert {tag for tag, _ in found.tags}.isdisjoint({"link", "img", "iframe", "object", "embed", "base"})


def test_policy_allows_these_scripts_and_styles_alone(graph: nx.MultiDiGraph) -> None:
    found = Parsed(page(graph))
    (policy,) = (a["content"] for tag, a in found.tags if a.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert len(found.scripts) == SCRIPTS
    for text in found.scripts[2:] + found.styles:
        assert f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" in policy
    assert not [name for _, attributes in found.tags for name in attributes if name.startswith("on")]
    assert "style" not in {name for _, attributes in found.tags for name in attributes}


def test_page_script_never_parses_markup() -> None:
    for file in sorted(ASSETS.glob("*.js")):
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|DOMParser",
            file.read_text(encoding="utf-8"),
        ), file.name


def test_licences_of_what_is_inlined_stand_in_the_page(graph: nx.MultiDiGraph) -> None:
    text = page(graph)
    assert "Permission is hereby granted, free of charge" in text
    assert "Copyright (c) 2011-2017 Almende B.V" in text
    assert text.count("Permission to use, copy, modify, and/or distribute this software") == 3
    vendored = {file.name.split(".")[0] for file in (ASSETS / "vendor").iterdir()}
    assert vendored == {"d3", "topojson-client", "countries-110m", "vis-network"}
    assert all((ASSETS / "vendor" / f"{name}.LICENSE.txt").exists() for name in vendored)


def test_hostile_text_is_data(tmp_path: Path) -> None:
    graph = projection(select_from(hostile()))
    options = Options(title=HOSTILE)
    text = page(graph, options)
    parsed = Parsed(text)
    assert "img" not in {tag for tag, _ in parsed.tags}
    assert len(parsed.scripts) == SCRIPTS
    assert not re.search("[<>&\u2028]", parsed.scripts[0])
    content = parsed.content()
    assert content["entities"][ID + "x"]["label"] == HOSTILE
    (event,) = content["events"].values()
    assert HOSTILE in event["reports"][0]["text"]
    (article,) = content["articles"].values()
    assert article["title"] == HOSTILE
    framed = Parsed(inline(graph, options))
    assert [tag for tag, _ in framed.tags] == ["iframe"]
    srcdoc = framed.tags[0][1]["srcdoc"]
    assert srcdoc == text


def test_inline_is_one_sandboxed_frame(graph: nx.MultiDiGraph) -> None:
    text = inline(graph, Options(title="Sample"), height=500)
    frame = re.fullmatch(r'<iframe srcdoc="([^"<>]*)" ([^<>]*)></iframe>', text)
    assert frame is not None
    assert html.unescape(frame[1]) == page(graph, Options(title="Sample"))
    assert 'height="500"' in frame[2]
    assert "allow-same-origin" not in frame[2]


def test_bundles_join_edges_of_one_direction_and_quad() -> None:
    trig = PREFIXES + (
        'id:g { id:a a gp:Country ; skos:prefLabel "A" . id:b a gp:Country ; skos:prefLabel "B" . '
        "id:e1 a gp:Support ; gp:actor id:a ; gp:recipient id:b ; gp:quad gp:VerbalCooperation . "
        "id:e2 a gp:Agreement ; gp:actor id:a ; gp:recipient id:b ; gp:quad gp:VerbalCooperation . "
        "id:e3 a gp:Threat ; gp:actor id:a ; gp:recipient id:b ; gp:quad gp:VerbalConflict . "
        "id:e4 a gp:Support ; gp:actor id:b ; gp:recipient id:a ; gp:quad gp:VerbalCooperation . }"
    )
    edges = page_content(projection(select_from(trig)))["edges"]
    assert [(e["from"][-1], e["to"][-1], e["side"], len(e["events"])) for e in edges] == [
        ("a", "b", "verbal-cooperation", 2),
        ("b", "a", "verbal-cooperation", 1),
        ("a", "b", "verbal-conflict", 1),
    ]
    # Drawn apart: no two of them on the same curve.
    bends = {
        (e["smooth"]["type"], e["smooth"]["roundness"], e["from"]) for e in edges if e["smooth"]["enabled"]
    }
    assert len(bends) == 2


def test_two_sided_bundles_have_no_arrow(graph: nx.MultiDiGraph) -> None:
    content = page_content(graph)
    arrows = {(e["from"].removeprefix(ID), e["to"].removeprefix(ID)): e["arrows"] for e in content["edges"]}
    assert arrows["kerry", "lavrov"] == ""
    assert arrows["mali", "france"] == "to"
    meeting = content["events"][ID + "e-meeting"]
    assert meeting["actors"] == [ID + "davutoglu", ID + "kerry", ID + "lavrov"]
    assert meeting["recipients"] == []


def test_every_type_and_quad_has_a_place_in_the_legend() -> None:
    families = [type_ for *_, types in FAMILIES for type_ in types]
    assert sorted(families) == sorted([*get_args(EntityType), "Actor"])
    sides = {key for key, _ in SIDES}
    for kind in EVENT_TYPES.values():
        assert kind.quad is None or re.sub("(?<=[a-z])(?=[A-Z])", "-", kind.quad).lower() in sides


def test_every_status_is_drawn_its_own_way() -> None:
    assert sorted(status for status, _ in STATUSES) == sorted(get_args(Status))
    assert len({dashes for _, dashes in STATUSES}) == len(STATUSES)


def test_what_is_left_out_is_counted() -> None:
    graph = projection(select_from(TRIG), max_nodes=4)
    assert page_content(graph)["left_out"] == {"nodes": 3, "edges": graph.graph["edges_left_out"]}
    assert graph.graph["edges_left_out"] > 0
    assert page_content(projection(select_from(TRIG), max_nodes=100))["left_out"] == {"nodes": 0, "edges": 0}


def test_the_trigger_is_marked_where_the_graph_says() -> None:
    # 𝐀 counts twice in JavaScript.
    trig = PREFIXES + (
        'id:g { id:a a gp:Country ; skos:prefLabel "A" . id:b a gp:Country ; skos:prefLabel "B" . '
        "id:e a gp:Support ; gp:actor id:a ; gp:recipient id:b ; gp:evidence id:s ; gp:triggerAt id:t, id:u . "
        'id:s gp:text "𝐀 backed B and backed C." ; gp:start 100 ; gp:article id:art . '
        "id:t gp:start 115 ; gp:end 121 ; gp:article id:art . "
        "id:u gp:start 115 ; gp:end 121 ; gp:article id:other . }"
    )
    content = page_content(projection(select_from(trig)))
    (report,) = content["events"][ID + "e"]["reports"]
    assert report["triggers"] == [[16, 22]]
    assert report["text"].encode("utf-16-le")[32:44].decode("utf-16-le") == "backed"


def test_strongest_first(graph: nx.MultiDiGraph) -> None:
    content = page_content(projection(select_from(invented(80))))
    values = [node["value"] for node in content["nodes"]]
    assert values == sorted(values, reverse=True)
    reports = [
        sum(max(1, len(content["events"][e]["reports"])) for e in edge["events"]) for edge in content["edges"]
    ]
    assert reports == sorted(reports, reverse=True)


def test_nodes_stand_apart_and_parts_of_the_graph_too() -> None:
    links = [(0, n, 1.0) for n in range(1, 8)] + [(8, 9, 2.0), (10, 11, 1.0)]
    at = positions(13, links)
    apart = [hypot(a[0] - b[0], a[1] - b[1]) for a, b in combinations(at, 2)]
    assert min(apart) > 35
    # The star stands above the pairs and the one without links.
    assert max(y for _, y in at[:8]) < min(y for _, y in at[8:])
    assert positions(13, links) == at
    assert positions(0, []) == []
    assert positions(1, []) == [(0, 0)]


def test_what_is_done_by_blocks_is_the_same_as_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    random = Random(5)
    links = [(n, int(n * random.random() ** 2), 1.0) for n in range(1, 450) if n % 40]
    network = projection(select_from(invented(25)))
    monkeypatch.setattr("kg.view.layout._ROWS", 1000)
    monkeypatch.setattr("kg.view.rendering._MEMBERS", 10**6)
    at, text = positions(460, links), page(network)
    monkeypatch.setattr("kg.view.layout._ROWS", 7)
    monkeypatch.setattr("kg.view.rendering._MEMBERS", 3)
    assert positions(460, links) == at
    assert page(network) == text
    # In the order of the keys, as a whole would be written.
    start = text.index('id="content">') + len('id="content">')
    data = text[start : text.index("</script>", start)]
    assert json.dumps(json.loads(data), ensure_ascii=False, sort_keys=True) == data
    pieces = io.BytesIO()
    View(network, Options()).write(pieces)
    assert pieces.getvalue() == text.encode()


def test_a_thousand_nodes_are_laid_out_in_time() -> None:
    random = Random(3)
    links = [(n, int(n * random.random() ** 2), 1.0) for n in range(1, 1000)]
    at = positions(1000, links)
    assert len(set(at)) == 1000
    # Close together: what is drawn small cannot be seen.
    assert median(hypot(x, y) for x, y in at) < 46 * 1000**0.5


def test_places_of_countries() -> None:
    assert place("FRA") == {"shape": "250", "at": (2.35, 48.85)}
    assert place("XKX") == {"shape": "Kosovo", "at": (21.17, 42.67)}
    assert place("BRA") == {"shape": "076", "at": (-47.93, -15.78)}
    assert place("???") is None
    outlines = json.loads((ASSETS / "vendor" / "countries-110m.json").read_text(encoding="utf-8"))
    shapes = outlines["objects"]["countries"]["geometries"]
    known = {shape.get("id") or shape["properties"]["name"] for shape in shapes}
    told = {found["shape"] for country in pycountry.countries if (found := place(country.alpha_3))}
    # No state, but Antarctica and what others govern.
    assert known - told - {"Kosovo"} == {"010", "N. Cyprus", "Somaliland"}


def test_links_into_a_server(graph: nx.MultiDiGraph) -> None:
    options = Options(entity_link="/entity?iri={}", article_link="/article?iri={}")
    assert Parsed(page(graph, options)).content()["page"]["entity_link"] == "/entity?iri={}"
    assert Parsed(page(graph)).content()["page"] == {
        "title": "Knowledge graph",
        "limit": 2000,
        "entity_link": "",
        "article_link": "",
    }
