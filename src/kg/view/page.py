"""From a projection to one HTML file: pyvis for the network, our own template for the page.

pyvis's template links style sheets and scripts of other hosts even when told to inline them, so only its
network, its options and the vis-network script inside its package are used.
"""

from __future__ import annotations

import html
import json
from base64 import b64encode
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

import networkx as nx
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup
from pyvis.network import Network

from kg.errors import KgError
from kg.view.content import FAMILIES, SIDES, page_content

_HERE = Path(__file__).parent
_VIS = "lib/vis-9.1.2/vis-network.min.js"
_SCRIPTS = ("text.js", "drawing.js", "panel.js", "controls.js")

# Kamada-Kawai, vis-network's better start, takes too long above this many nodes.
_MOST_FOR_IMPROVED_LAYOUT = 120


def render(graph: nx.MultiDiGraph, *, title: str) -> str:
    """The whole page as text: graph, search, filters, and for each edge its events with their sentences.

    It loads nothing from anywhere: its content security policy forbids it to. The same graph gives the same
    page.

    :param graph: a result of :func:`kg.projection.projection`.
    :param title: shown above the graph; plain text.
    """
    content = page_content(graph)
    network = Network(directed=True, cdn_resources="in_line")
    # In bulk: add_node and add_edge look through all that is there each time.
    network.nodes, network.edges = content["nodes"], content["edges"]
    network.node_ids = [node["id"] for node in network.nodes]
    network.node_map = {node["id"]: node for node in network.nodes}
    network.set_options(json.dumps(_options(len(network.nodes))))
    nodes, edges, _, _, _, options = network.get_network_data()
    data = content | {"nodes": nodes, "edges": edges, "options": json.loads(options)}

    vis = _text(files("pyvis").joinpath(_VIS).read_text(encoding="utf-8"))
    style = _asset("page.css")
    script = '(() => {\n"use strict";\n' + "".join(map(_asset, _SCRIPTS)) + "})();\n"
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("page.html.j2").render(
        title=title,
        families=FAMILIES,
        sides=SIDES,
        policy=(
            f"default-src 'none'; script-src {_source(vis)} {_source(script)}; style-src {_source(style)}; "
            "img-src data:; base-uri 'none'; form-action 'none'"
        ),
        style=Markup(style),
        vis=Markup(vis),
        script=Markup(script),
        vis_licence=Markup(_asset("vis-network.LICENSE.txt")),
        data=Markup(_embedded(data)),
    )


def write(graph: nx.MultiDiGraph, path: Path, *, title: str) -> None:
    """Write the page of :func:`render` to ``path``.

    :raises KgError: if the file cannot be written.
    """
    try:
        path.write_text(render(graph, title=title), encoding="utf-8", newline="\n")
    except OSError as error:
        raise KgError(f"{path}: cannot be written ({error.strerror}); give another --out") from error


def inline(graph: nx.MultiDiGraph, *, title: str = "Knowledge graph", height: int = 640) -> str:
    """The page inside an ``<iframe srcdoc>``, for ``_repr_html_`` in JupyterLab and VS Code.

    :param height: of the frame, in CSS pixels.
    """
    page = html.escape(render(graph, title=title))
    # No allow-same-origin: the page cannot reach the notebook around it.
    return (
        f'<iframe srcdoc="{page}" title="{html.escape(title)}" width="100%" height="{height:d}" '
        'sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox" style="border:0"></iframe>'
    )


def _options(n_nodes: int) -> dict[str, Any]:
    """How vis-network draws and settles a graph of this size; colours are in the style sheet."""
    large = n_nodes > _MOST_FOR_IMPROVED_LAYOUT
    return {
        "layout": {"randomSeed": 7, "improvedLayout": not large},
        "physics": {
            "solver": "forceAtlas2Based",
            "forceAtlas2Based": {
                "gravitationalConstant": -55 if large else -90,
                "centralGravity": 0.015 if large else 0.012,
                "springLength": 45 if large else 120,
                "springConstant": 0.06,
                "damping": 0.55,
                "avoidOverlap": 0.6,
            },
            "minVelocity": 0.75,
            "stabilization": {"enabled": True, "iterations": 500 if n_nodes <= 400 else 200, "fit": True},
        },
        "interaction": {
            "hover": True,
            "tooltipDelay": 150,
            "multiselect": False,
            "hideEdgesOnDrag": n_nodes > 400,
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


def _embedded(data: Any) -> str:
    """JSON that cannot end the script element it stands in, nor a line of a script."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text
