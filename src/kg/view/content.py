"""What the page shows: nodes and bundles of edges to draw, and the events behind them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import networkx as nx

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

_FAMILY_OF = {type_: (key, shape) for key, _, shape, types in FAMILIES for type_ in types}
_LABEL_LENGTH = 26


def page_content(graph: nx.MultiDiGraph) -> dict[str, Any]:
    """Plain values for JSON: ``nodes`` and ``edges`` for vis-network, ``entities`` and ``events`` by IRI.

    Edges between the same two actors in the same direction and quad are drawn as one bundle.
    """
    events: dict[str, dict[str, Any]] = {}
    bundles: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    alone: dict[str, list[str]] = {}
    for iri, node in graph.nodes(data=True):
        alone[iri] = []
        for data in json.loads(node["alone"]):
            _event(events, data)["actors"].append(iri)
            alone[iri].append(data["event"])
    for source, target, data in graph.edges(data=True):
        event = _event(events, data)
        event["actors"].append(source)
        event["actors" if data["two_sided"] else "recipients"].append(target)
        bundles[source, target, event["side"]].append(data["event"])
    for event in events.values():
        event["actors"], event["recipients"] = sorted(set(event["actors"])), sorted(set(event["recipients"]))

    weights: dict[str, int] = defaultdict(int)
    for (source, target, _), members in bundles.items():
        for end in (source, target):
            weights[end] += sum(max(1, len(events[member]["reports"])) for member in members)
    return {
        "nodes": [_drawn_node(iri, node, weights[iri]) for iri, node in graph.nodes(data=True)],
        "edges": _drawn_edges(bundles, events),
        "entities": {
            iri: {
                "label": node["label"],
                "type": node["type"],
                "names": [name for name in node["names"].split(" | ") if name],
                "iso3": node["iso3"],
                "alone": alone[iri],
            }
            for iri, node in graph.nodes(data=True)
        },
        "events": events,
        "sides": [{"key": key, "name": name} for key, name in SIDES],
    }


def _event(events: dict[str, dict[str, Any]], data: Mapping[str, Any]) -> dict[str, Any]:
    """The event of an edge, noted in ``events`` on first sight; its participants are added by the caller."""
    shown = ("kind", "type", "label", "date", "earliest", "latest", "date_basis", "status", "confidence")
    if data["event"] not in events:
        side = "relation" if data["kind"] == "fact" else data["quad"].replace(" ", "-") or "leadership"
        events[data["event"]] = {
            **{name: data[name] for name in (*shown, "speaker", "location")},
            "side": side,
            "trigger": [word for word in data["trigger"].split(" | ") if word],
            "reports": json.loads(data["reports"]),
            "actors": [],
            "recipients": [],
        }
    return events[data["event"]]


def _drawn_node(iri: str, node: Mapping[str, Any], weight: int) -> dict[str, Any]:
    family, shape = _FAMILY_OF[node["type"]]
    label = node["label"]
    short = label if len(label) <= _LABEL_LENGTH else label[: _LABEL_LENGTH - 1].rstrip() + "…"
    # The square root, so that the area of a node goes with its weight.
    return {"id": iri, "label": short, "group": family, "shape": shape, "value": round(weight**0.5, 3)}


def _drawn_edges(
    bundles: Mapping[tuple[str, str, str], list[str]], events: Mapping[str, Mapping[str, Any]]
) -> list[dict[str, Any]]:
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
    return edges
