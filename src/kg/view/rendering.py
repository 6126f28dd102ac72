"""From a projection to one HTML file: pyvis for the network, d3 for timeline and map, our own template for the page.

pyvis's template links style sheets and scripts of other hosts even when told to inline them, so only its
network, its options and the vis-network script inside its package are used.
"""

from __future__ import annotations

import html
import json
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

import networkx as nx
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup
from pyvis.network import Network

from kg.view.content import FAMILIES, SIDES, STATUSES, page_content

_HERE = Path(__file__).parent
_VIS = "lib/vis-9.1.2/vis-network.min.js"
_VENDORED = ("vendor/d3.min.js", "vendor/topojson-client.min.js")
_OUTLINES = "vendor/countries-110m.json"
_LICENCES = ("vis-network", "d3", "topojson-client", "countries-110m")
#: In this order they stand in one function; see assets/text.js.
_SCRIPTS = (
    "text.js",
    "data.js",
    "filters.js",
    "network.js",
    "timeline.js",
    "map.js",
    "panel.js",
    "table.js",
    "saving.js",
    "controls.js",
    "start.js",
)

_as_json = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode
# Members of a list or an object that are written at a time.
_MEMBERS = 1000

# A graph with more is drawn in a simpler way while it is moved.
_MOST_EDGES_WHILE_MOVING = 600


@dataclass(frozen=True)
class Options:
    """What a page is called and how it starts.

    ``limit`` actors, those with most reports, are drawn at first, and the most reported five times as many bundles of
    edges; the page lets its reader change that. ``entity_link`` and ``article_link`` are where pages about an entity
    and an article are, with "{}" for the percent-encoded IRI ("/entity?iri={}"); without them there are no such
    links, as in a file that is mailed.
    """

    title: str = "Knowledge graph"
    limit: int = 2000
    entity_link: str = ""
    article_link: str = ""


def page(graph: nx.MultiDiGraph, options: Options | None = None) -> str:
    """The whole page as text; see :func:`pieces`, which needs less memory."""
    return "".join(pieces(graph, options))


def pieces(graph: nx.MultiDiGraph, options: Options | None = None) -> Iterator[str]:
    """The page: graph, timeline, map, table, filters, and for each edge its events with their sentences.

    It loads nothing from anywhere: its content security policy forbids it to. The same graph and options give the
    same page, so a server may give it out as it is, with an entity tag.

    :param graph: a result of :func:`kg.projection.projection`. What :mod:`kg.view.content` makes of it stands in the
        page as JSON.
    """
    options = options or Options()
    content = page_content(graph)
    network = Network(directed=True, cdn_resources="in_line")
    # In bulk: add_node and add_edge look through all that is there each time.
    network.nodes, network.edges = content["nodes"], content["edges"]
    network.node_ids = [node["id"] for node in network.nodes]
    network.node_map = {node["id"]: node for node in network.nodes}
    network.set_options(json.dumps(_drawing(len(network.nodes), len(network.edges))))
    nodes, edges, _, _, _, drawing = network.get_network_data()
    data = content | {"nodes": nodes, "edges": edges, "drawing": json.loads(drawing), "page": asdict(options)}

    vis = _text(files("pyvis").joinpath(_VIS).read_text(encoding="utf-8"))
    libraries = [vis, *map(_asset, _VENDORED)]
    style = _asset("page.css")
    script = '(() => {\n"use strict";\n' + "".join(map(_asset, _SCRIPTS)) + "})();\n"
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("page.html.j2").generate(
        title=options.title,
        families=FAMILIES,
        sides=SIDES,
        statuses=STATUSES,
        policy=(
            f"default-src 'none'; script-src {' '.join(map(_source, [*libraries, script]))}; "
            f"style-src {_source(style)}; img-src data:; base-uri 'none'; form-action 'none'"
        ),
        style=Markup(style),
        libraries=list(map(Markup, libraries)),
        script=Markup(script),
        licences=Markup("\n".join(_asset(f"vendor/{name}.LICENSE.txt") for name in _LICENCES)),
        outlines=_embedded(json.loads(_asset(_OUTLINES))),
        data=_embedded(data),
    )


def inline(graph: nx.MultiDiGraph, options: Options | None = None, *, height: int = 640) -> str:
    """The page inside an ``<iframe srcdoc>``, for ``_repr_html_`` in JupyterLab and VS Code.

    :param height: of the frame, in CSS pixels.
    """
    options = options or Options()
    text = html.escape(page(graph, options))
    # No allow-same-origin: the page cannot reach the notebook around it.
    return (
        f'<iframe srcdoc="{text}" title="{html.escape(options.title)}" width="100%" height="{height:d}" '
        'sandbox="allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox" style="border:0"></iframe>'
    )


def _drawing(n_nodes: int, n_edges: int) -> dict[str, Any]:
    """How vis-network draws a graph of this size; colours are in the style sheet, places in the nodes."""
    large = n_edges > _MOST_EDGES_WHILE_MOVING
    return {
        "layout": {"randomSeed": 7, "improvedLayout": False},
        "physics": {"enabled": False},
        "interaction": {
            "hover": not large,
            "hoverConnectedEdges": False,
            "tooltipDelay": 150,
            "multiselect": False,
            "hideEdgesOnDrag": large,
            "hideNodesOnDrag": large,
            "hideEdgesOnZoom": large,
            "keyboard": {"enabled": True, "bindToWindow": False},
        },
        "nodes": {
            "borderWidth": 1.5,
            "borderWidthSelected": 3,
            "scaling": {"min": 7, "max": 26 if n_nodes > 25 else 18},
        },
        "edges": {
            "arrowStrikethrough": False,
            "selectionWidth": 1.5,
            "hoverWidth": 1,
            "arrows": {"to": {"scaleFactor": 0.5}},
        },
    }


def _asset(name: str) -> str:
    return _text((_HERE / "assets" / name).read_text(encoding="utf-8"))


def _text(text: str) -> str:
    """``text`` as a browser's parser reads it, which makes every line break "\\n": the policy hashes that."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _source(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _embedded(data: Mapping[str, Any]) -> Iterator[Markup]:
    """JSON that cannot end the script element it stands in, nor a line of a script: some members at a time."""
    yield Markup("{")
    for number, (name, value) in enumerate(sorted(data.items())):
        yield Markup(f"{', ' if number else ''}{_harmless(name)}: ")
        if value and isinstance(value, (dict, list)):
            yield from _members(value)
        else:
            yield Markup(_harmless(value))
    yield Markup("}")


def _members(value: dict[str, Any] | list[Any]) -> Iterator[Markup]:
    whole = isinstance(value, dict)
    members: list[Any] = sorted(value.items()) if isinstance(value, dict) else value
    yield Markup("{" if whole else "[")
    for first in range(0, len(members), _MEMBERS):
        some = members[first : first + _MEMBERS]
        # Without the brackets.
        yield Markup((", " if first else "") + _harmless(dict(some) if whole else some)[1:-1])
    yield Markup("}" if whole else "]")


def _harmless(value: Any) -> str:
    text = _as_json(value)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text
