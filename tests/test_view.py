"""The HTML page as text: self-contained, safe, the same each time. What it does is in test_view_browser."""

from __future__ import annotations

import html
import json
import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, get_args

import networkx as nx
import pytest

from kg.errors import KgError
from kg.model import EntityType
from kg.projection import projection
from kg.view import inline, render, write
from kg.view.content import FAMILIES, SIDES, page_content
from kg.vocabulary import EVENT_TYPES
from sample_graph import HOSTILE, ID, PREFIXES, TRIG, hostile, invented, select_from


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
    page = Parsed(render(graph, title="Sample"))
    assert page.attributes("src") == []
    assert page.attributes("href") == []
    assert not re.search(r"@import|@font-face|url\(", "".join(page.styles))
    assert {tag for tag, _ in page.tags}.isdisjoint({"link", "img", "iframe", "object", "embed", "base"})


def test_policy_allows_these_scripts_and_styles_alone(graph: nx.MultiDiGraph) -> None:
    page = Parsed(render(graph, title="Sample"))
    (policy,) = (a["content"] for tag, a in page.tags if a.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert len(page.scripts) == 3
    for text in page.scripts[1:] + page.styles:
        assert f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" in policy
    assert not [name for _, attributes in page.tags for name in attributes if name.startswith("on")]
    assert "style" not in {name for _, attributes in page.tags for name in attributes}


def test_page_script_never_parses_markup() -> None:
    assets = Path(__file__).parent.parent / "src" / "kg" / "view" / "assets"
    for file in sorted(assets.glob("*.js")):
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|DOMParser",
            file.read_text(encoding="utf-8"),
        ), file.name


def test_licence_of_what_is_inlined_stands_in_the_page(graph: nx.MultiDiGraph) -> None:
    page = render(graph, title="Sample")
    assert "Permission is hereby granted, free of charge" in page
    assert "Copyright (c) 2011-2017 Almende B.V" in page


def test_hostile_text_is_data(tmp_path: Path) -> None:
    graph = projection(select_from(hostile()))
    page = render(graph, title=HOSTILE)
    parsed = Parsed(page)
    assert "img" not in {tag for tag, _ in parsed.tags}
    assert len(parsed.scripts) == 3
    assert not re.search("[<>&\u2028]", parsed.scripts[0])
    content = parsed.content()
    assert content["entities"][ID + "x"]["label"] == HOSTILE
    (event,) = content["events"].values()
    assert HOSTILE in event["reports"][0]["text"]
    assert event["reports"][0]["title"] == HOSTILE
    framed = Parsed(inline(graph, title=HOSTILE))
    assert [tag for tag, _ in framed.tags] == ["iframe"]
    srcdoc = framed.tags[0][1]["srcdoc"]
    assert srcdoc == page


def test_inline_is_one_sandboxed_frame(graph: nx.MultiDiGraph) -> None:
    text = inline(graph, title="Sample", height=500)
    frame = re.fullmatch(r'<iframe srcdoc="([^"<>]*)" ([^<>]*)></iframe>', text)
    assert frame is not None
    assert html.unescape(frame[1]) == render(graph, title="Sample")
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


def test_large_graph_starts_without_the_slow_layout() -> None:
    small = Parsed(render(projection(select_from(invented(30))), title="")).content()["options"]
    large = Parsed(render(projection(select_from(invented(150))), title="")).content()["options"]
    assert small["layout"]["improvedLayout"] is True
    assert large["layout"]["improvedLayout"] is False
    assert small["layout"]["randomSeed"] == large["layout"]["randomSeed"]


def test_write(graph: nx.MultiDiGraph, tmp_path: Path) -> None:
    write(graph, tmp_path / "graph.html", title="Sample")
    assert (tmp_path / "graph.html").read_bytes().decode() == render(graph, title="Sample")
    with pytest.raises(KgError, match=r"cannot be written .*give another --out"):
        write(graph, tmp_path / "missing" / "graph.html", title="Sample")
