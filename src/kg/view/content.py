"""What the page shows: nodes and bundles of edges to draw, and the events behind them.

This is all that the page's scripts read, and so what a server has to give them:

``nodes``
    ``id`` (IRI), ``label`` (short), ``group`` (key of :data:`FAMILIES`), ``shape``, ``value`` (for its size), ``x``,
    ``y``; the most reported first
``edges``
    bundles: ``id``, ``from``, ``to``, ``side`` (key of :data:`SIDES`), ``events`` (IRIs), ``arrows``, ``smooth``; the
    most reported first
``entities``
    by IRI: ``label``, ``type``, ``names``, ``iso3``, ``alone`` (IRIs of events without a second participant), ``place``
    (see :mod:`kg.view.places`; of countries)
``events``
    by IRI, facts too: ``kind``, ``type``, ``label``, ``date``, ``earliest``, ``latest``, ``date_basis``, ``status``,
    ``confidence``, ``intensity``, ``speaker``, ``location``, ``side``, ``trigger`` (words), ``actors``, ``recipients``
    (IRIs), ``reports``: each with ``text``, ``triggers`` (``[start, end)`` in the text, in UTF-16 units as JavaScript
    counts) and ``article``
``articles``
    by IRI: ``title``, ``publisher``, ``published``, ``url``
``sides``, ``statuses``, ``left_out``
    keys and names of :data:`SIDES`; :data:`STATUSES`; ``nodes`` and ``edges`` of the graph that are not on the page
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import networkx as nx

from kg.collector import without_collector
from kg.view.places import place

#: Families of actors, in the order of the legend: (key, name, shape in vis-network, types). The colour of a
#: family is in the style sheet under its key; the shape tells apart what a colour-blind reader may not.
FAMILIES: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("country", "Country", "dot", ("Country",)),
    ("person", "Person", "dot", ("Person",)),
    ("state", "State body", "square", ("Government", "GovernmentBody", "MilitaryForce")),
    ("party", "Political party", "square", ("PoliticalParty",)),
    ("armed", "Armed group", "triangle", ("ArmedGroup",)),
    ("international", "International organisation", "hexagon", ("InternationalOrganization",)),
    ("media", "Media", "square", ("MediaOrganization",)),
    ("organization", "Other organisation", "square", ("Company", "Organization")),
    ("group", "Group of people", "dot", ("Group", "Actor")),
    ("place", "Place", "diamond", ("City", "Region", "Place")),
    ("office", "Office", "triangleDown", ("Office",)),
    ("election", "Election", "star", ("Election",)),
)

#: What an edge stands for, in the order of the filters: (key, name); the colour is in the style sheet.
SIDES: tuple[tuple[str, str], ...] = (
    ("verbal-cooperation", "Verbal cooperation"),
    ("material-cooperation", "Material cooperation"),
    ("verbal-conflict", "Verbal conflict"),
    ("material-conflict", "Material conflict"),
    ("leadership", "Change of leadership"),
    ("relation", "Offices and relations"),
)

#: How statements of each status are drawn, from what is stated as fact to what did not happen: (status, lengths of
#: dashes and gaps in pixels).
STATUSES: tuple[tuple[str, str], ...] = (
    ("Asserted", ""),
    ("Alleged", "9 3 2 3"),
    ("Planned", "9 5"),
    ("Hypothetical", "2 4"),
    ("Negated", "4 4"),
)

_FAMILY_OF = {type_: (key, shape) for key, _, shape, types in FAMILIES for type_ in types}
_LABEL_LENGTH = 26
_ABOUT_ARTICLE = ("title", "publisher", "published", "url")

_Bundles = Mapping[tuple[str, str, str], list[str]]


@without_collector()
def page_content(graph: nx.MultiDiGraph) -> dict[str, Any]:
    """Plain values for JSON, as this module's documentation lists them.

    Edges between the same two actors in the same direction and quad are drawn as one bundle.

    :param graph: a result of :func:`kg.projection.projection`.
    """
    events: dict[str, dict[str, Any]] = {}
    articles: dict[str, dict[str, str]] = {}
    bundles: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    alone: dict[str, list[str]] = {}
    for iri, node in graph.nodes(data=True):
        alone[iri] = []
        for data in json.loads(node["alone"]):
            _event(events, articles, data)["actors"].append(iri)
            alone[iri].append(data["event"])
    for source, target, data in graph.edges(data=True):
        event = _event(events, articles, data)
        event["actors"].append(source)
        event["actors" if data["two_sided"] else "recipients"].append(target)
        bundles[source, target, event["side"]].append(data["event"])
    for event in events.values():
        event["actors"], event["recipients"] = sorted(set(event["actors"])), sorted(set(event["recipients"]))

    weights = dict.fromkeys(graph, 0)
    for (source, target, _), members in bundles.items():
        for end in (source, target):
            weights[end] += _reports(members, events)
    return {
        "nodes": _drawn_nodes(graph, weights, bundles, events),
        "edges": _drawn_edges(bundles, events),
        "entities": {iri: _entity(node, alone[iri]) for iri, node in graph.nodes(data=True)},
        "events": events,
        "articles": articles,
        "sides": [{"key": key, "name": name} for key, name in SIDES],
        "statuses": {status: [int(length) for length in dashes.split()] for status, dashes in STATUSES},
        "left_out": {
            "nodes": graph.graph.get("nodes_left_out", 0),
            "edges": graph.graph.get("edges_left_out", 0),
        },
    }


def _reports(members: Iterable[str], events: Mapping[str, Mapping[str, Any]]) -> int:
    return sum(max(1, len(events[member]["reports"])) for member in members)


def _entity(node: Mapping[str, Any], alone: list[str]) -> dict[str, Any]:
    return {
        "label": node["label"],
        "type": node["type"],
        "names": [name for name in node["names"].split(" | ") if name],
        "iso3": node["iso3"],
        "alone": alone,
        "place": place(node["iso3"]) if node["type"] == "Country" else None,
    }


def _event(
    events: dict[str, dict[str, Any]], articles: dict[str, dict[str, str]], data: Mapping[str, Any]
) -> dict[str, Any]:
    """The event of an edge, noted in ``events`` on first sight, and its articles; its participants are added by
    the caller."""
    shown = ("kind", "type", "label", "date", "earliest", "latest", "date_basis", "status", "confidence")
    if data["event"] not in events:
        side = "relation" if data["kind"] == "fact" else data["quad"].replace(" ", "-") or "leadership"
        reports = json.loads(data["reports"])
        for report in reports:
            articles[report["article"]] = {name: report[name] for name in _ABOUT_ARTICLE}
        events[data["event"]] = {
            **{name: data[name] for name in (*shown, "speaker", "location")},
            "intensity": data.get("intensity"),
            "side": side,
            "trigger": [word for word in data["trigger"].split(" | ") if word],
            "reports": [_report(report) for report in reports],
            "actors": [],
            "recipients": [],
        }
    return events[data["event"]]


def _report(report: Mapping[str, Any]) -> dict[str, Any]:
    text = report["text"]
    triggers = [[_units(text[:start]), _units(text[:end])] for start, end in report["triggers"]]
    return {"text": text, "triggers": triggers, "article": report["article"]}


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _drawn_nodes(
    graph: nx.MultiDiGraph,
    weights: Mapping[str, int],
    bundles: _Bundles,
    events: Mapping[str, dict[str, Any]],
) -> list[dict[str, Any]]:
    from kg.view.layout import positions  # loads scipy, for which no other command should wait

    number = {iri: position for position, iri in enumerate(graph)}
    pulls: dict[tuple[int, int], int] = defaultdict(int)
    for (source, target, _), members in bundles.items():
        one, other = sorted((number[source], number[target]))
        pulls[one, other] += _reports(members, events)
    at = positions(len(number), [(*pair, float(pull)) for pair, pull in sorted(pulls.items())])
    nodes = []
    for iri in sorted(graph, key=lambda iri: (-weights[iri], iri)):
        family, shape = _FAMILY_OF[graph.nodes[iri]["type"]]
        label = graph.nodes[iri]["label"]
        short = label if len(label) <= _LABEL_LENGTH else label[: _LABEL_LENGTH - 1].rstrip() + "…"
        x, y = at[number[iri]]
        # The square root, so that the area of a node goes with its weight.
        value = round(weights[iri] ** 0.5, 3)
        nodes.append(
            {"id": iri, "label": short, "group": family, "shape": shape, "value": value, "x": x, "y": y}
        )
    return nodes


def _drawn_edges(bundles: _Bundles, events: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
    between: dict[frozenset[str], list[tuple[str, str, str]]] = defaultdict(list)
    order = {key: number for number, (key, _) in enumerate(SIDES)}
    for source, target, side in sorted(bundles, key=lambda b: (min(b[:2]), max(b[:2]), order[b[2]], b)):
        between[frozenset((source, target))].append((source, target, side))
    edges: list[dict[str, Any]] = []
    for parallel in between.values():
        for position, (source, target, side) in enumerate(parallel):
            members = bundles[source, target, side]
            # Spread parallel bundles like a fan; for the way back the fan is seen from the other end.
            bend = (position - (len(parallel) - 1) / 2) * 0.22 * (1 if source < target else -1)
            directed = any(events[member]["recipients"] for member in members)
            edges.append(
                {
                    "id": f"b{len(edges)}",
                    "from": source,
                    "to": target,
                    "side": side,
                    "events": members,
                    "arrows": "to" if directed else "",
                    "smooth": {
                        "enabled": bend != 0,
                        "type": "curvedCW" if bend > 0 else "curvedCCW",
                        "roundness": abs(round(bend, 3)),
                    },
                }
            )
    edges.sort(key=lambda edge: -_reports(edge["events"], events))
    return edges
