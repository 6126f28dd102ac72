"""Measures on a projection: who matters, who belongs together, how pairs get on, how two actors are linked.

Every function takes the ``MultiDiGraph`` of :func:`kg.projection.projection` and returns a list of frozen
values, which ``pandas.DataFrame`` takes as it is. Unless told otherwise they count events that articles
assert: a strike that did not happen, or that is only planned or alleged, brings nobody closer.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal, get_args

import networkx as nx

from kg.errors import KgError
from kg.model import Status
from kg.names import match_name

#: One edge of the projection: actor, recipient, attributes.
_Edge = tuple[str, str, dict[str, Any]]

#: Above this many nodes betweenness is estimated, from shortest paths out of ``BETWEENNESS_SOURCES`` of them
#: (Brandes and Pich, 2007).
EXACT_BETWEENNESS = 1000
BETWEENNESS_SOURCES = 250


@dataclass(frozen=True, slots=True)
class Centrality:
    """How central an actor is; IRI and name first."""

    actor: str
    label: str
    type: str
    degree: int
    """Other actors that it shares at least one event with."""
    events: int
    """Events that link it to another actor."""
    betweenness: float
    """Share of shortest paths, direction aside, that pass through it: 0 to 1."""
    pagerank: float
    """PageRank, damping 0.85, edges weighted by reports; all actors together have 1."""


@dataclass(frozen=True, slots=True)
class Community:
    """Actors that have more to do with each other than with the rest; the largest is number 1."""

    number: int
    actors: tuple[str, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Balance:
    """Conflict and cooperation between two actors, whichever way, in one period."""

    first: str
    second: str
    first_label: str
    second_label: str
    period: str
    """ "2024-05-01", "2024-05" or "2024"; an event dated less precisely than the period stands under its own
    date; "" gathers those without one."""
    n_cooperation: int
    n_conflict: int
    cooperation: float
    """Sum of the PLOVER scores of the cooperative events, 0 or more."""
    conflict: float
    """Sum of the scores of the conflictual events; mostly negative."""
    balance: float
    """``cooperation`` + ``conflict``."""


@dataclass(frozen=True, slots=True)
class Link:
    """One statement on a path: an event or fact between two neighbours on it."""

    event: str
    label: str
    date: str
    status: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """From one actor on a path to the next, with all that links them."""

    source: str
    target: str
    source_label: str
    target_label: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ReportedSentence:
    """One sentence that an edge rests on."""

    event: str
    source_label: str
    target_label: str
    label: str
    date: str
    status: str
    sentence: str
    title: str
    publisher: str
    published: str
    url: str


def centralities(
    graph: nx.MultiDiGraph, *, kinds: Collection[str] = ("event",), statuses: Collection[str] = ("Asserted",)
) -> list[Centrality]:
    """Every actor's centralities, the highest PageRank first.

    Two-sided events count in both directions for PageRank. Above :data:`EXACT_BETWEENNESS` nodes betweenness
    is an estimate, from sources drawn with a fixed seed.
    """
    directed = nx.DiGraph()
    directed.add_nodes_from(graph)
    events: dict[str, set[str]] = defaultdict(set)
    for source, target, data in _edges(graph, kinds, statuses):
        _add_weight(directed, source, target, data["weight"])
        if data["two_sided"]:
            _add_weight(directed, target, source, data["weight"])
        for end in (source, target):
            events[end].add(data["event"])
    plain = directed.to_undirected()
    sources = BETWEENNESS_SOURCES if len(plain) > EXACT_BETWEENNESS else None
    betweenness = nx.betweenness_centrality(plain, k=sources, seed=0)
    pagerank = nx.pagerank(directed) if len(directed) else {}
    rows = [
        Centrality(
            iri,
            graph.nodes[iri]["label"],
            graph.nodes[iri]["type"],
            plain.degree(iri),
            len(events[iri]),
            betweenness[iri],
            pagerank[iri],
        )
        for iri in graph
    ]
    # Rounded, so that the last bits of a floating-point sum do not decide the order of equals.
    return sorted(rows, key=lambda row: (-round(row.pagerank, 9), row.label, row.actor))


def communities(
    graph: nx.MultiDiGraph,
    *,
    kinds: Collection[str] = ("event",),
    statuses: Collection[str] = ("Asserted",),
    sides: Collection[Literal["cooperation", "conflict"]] = ("cooperation", "conflict"),
) -> list[Community]:
    """Communities by the Louvain method with a fixed seed; edges weighted by reports, direction aside.

    By default an actor belongs with those it has to do with, as friend or foe; ``sides=("cooperation",)``
    finds blocs. Actors without any such edge are left out.
    """
    order = {iri: number for number, iri in enumerate(graph)}
    # Numbers, since the order of a set of texts, and with it the result, would change from run to run.
    plain = nx.Graph()
    for source, target, data in _edges(graph, kinds, statuses):
        if len(sides) == 2 or _side(data) in sides:
            _add_weight(plain, order[source], order[target], data["weight"])
    iris = list(graph)
    found = [sorted(community) for community in nx.community.louvain_communities(plain, seed=0)]
    return [
        Community(
            number,
            tuple(iris[member] for member in members),
            tuple(graph.nodes[iris[member]]["label"] for member in members),
        )
        for number, members in enumerate(sorted(found, key=lambda members: (-len(members), members)), start=1)
    ]


def balance(
    graph: nx.MultiDiGraph,
    *,
    period: Literal["day", "month", "year"] = "month",
    statuses: Collection[str] = ("Asserted",),
) -> list[Balance]:
    """Conflict and cooperation per pair of actors and period, by pair, then time.

    An event counts once per pair, whatever the number of its reports; ``LeadershipChange`` has no side.
    """
    length = {"day": 10, "month": 7, "year": 4}[period]
    scores: dict[tuple[str, str, str], dict[str, tuple[str, float]]] = defaultdict(dict)
    for source, target, data in _edges(graph, ("event",), statuses):
        side = _side(data)
        if side:
            first, second = sorted((source, target))
            scores[first, second, data["date"][:length]][data["event"]] = (side, data.get("intensity", 0.0))
    rows = []
    for (first, second, when), events in sorted(scores.items()):
        cooperation = [score for side, score in events.values() if side == "cooperation"]
        conflict = [score for side, score in events.values() if side == "conflict"]
        rows.append(
            Balance(
                first,
                second,
                graph.nodes[first]["label"],
                graph.nodes[second]["label"],
                when,
                len(cooperation),
                len(conflict),
                sum(cooperation),
                sum(conflict),
                sum(cooperation) + sum(conflict),
            )
        )
    return rows


def shortest_path(
    graph: nx.MultiDiGraph,
    source: str,
    target: str,
    *,
    kinds: Collection[str] = ("event", "fact"),
    statuses: Collection[str] = ("Asserted",),
) -> list[Step]:
    """The fewest steps from one actor to another, direction aside; none if nothing links them.

    ``source`` and ``target`` are IRIs or names; a name that several actors bear means the one first in order.

    :raises KgError: if an actor is not in the graph; the message lists the closest names.
    """
    names = {iri: [data["label"], *data["names"].split(" | ")] for iri, data in graph.nodes(data=True)}
    start, end = match_name(source, names)[0], match_name(target, names)[0]
    plain = nx.Graph()
    plain.add_nodes_from(graph)
    plain.add_edges_from((one, other) for one, other, _ in _edges(graph, kinds, statuses))
    if not nx.has_path(plain, start, end):
        return []
    return steps(graph, nx.shortest_path(plain, start, end), kinds=kinds, statuses=statuses)


def steps(
    graph: nx.MultiDiGraph,
    path: Sequence[str],
    *,
    kinds: Collection[str] = ("event", "fact"),
    statuses: Collection[str] = ("Asserted",),
) -> list[Step]:
    """From each node of ``path`` to the next, with all that links the two, whichever way."""
    neighbours = set(map(frozenset, pairwise(path)))
    links: dict[frozenset[str], dict[str, Link]] = defaultdict(dict)
    for one, other, data in _edges(graph, kinds, statuses):
        if (pair := frozenset((one, other))) in neighbours:
            sentences = tuple(report["text"] for report in json.loads(data["reports"]))
            link = Link(data["event"], data["label"], data["date"], data["status"], sentences)
            links[pair][link.event] = link
    return [
        Step(
            one,
            other,
            graph.nodes[one]["label"],
            graph.nodes[other]["label"],
            tuple(sorted(links[frozenset((one, other))].values(), key=lambda link: (link.date, link.event))),
        )
        for one, other in pairwise(path)
    ]


def reports(graph: nx.MultiDiGraph) -> list[ReportedSentence]:
    """Every sentence behind every edge, of whatever kind and status, in the order of the edges."""
    return [
        ReportedSentence(
            data["event"],
            graph.nodes[source]["label"],
            graph.nodes[target]["label"],
            data["label"],
            data["date"],
            data["status"],
            report["text"],
            report["title"],
            report["publisher"],
            report["published"],
            report["url"],
        )
        for source, target, data in graph.edges(data=True)
        for report in json.loads(data["reports"])
    ]


def checked_statuses(status: str | Collection[str]) -> tuple[str, ...]:
    """The statuses asked for, in order.

    :raises KgError: if there is no such status, or negated events would be counted among what happened.
    """
    chosen = {status} if isinstance(status, str) else set(status)
    for name in sorted(chosen - set(get_args(Status))):
        raise KgError(f'there is no status "{name}": use one of {", ".join(get_args(Status))}')
    if "Negated" in chosen and len(chosen) > 1:
        raise KgError('what is negated did not happen, so it is counted apart: status="Negated" alone')
    return tuple(name for name in get_args(Status) if name in chosen)


def _edges(graph: nx.MultiDiGraph, kinds: Collection[str], statuses: Collection[str]) -> Iterator[_Edge]:
    for source, target, data in graph.edges(data=True):
        if data["kind"] in kinds and data["status"] in statuses:
            yield source, target, data


def _side(data: dict[str, Any]) -> str:
    """ "cooperation", "conflict", or "" for what PLOVER puts in no quad."""
    return str(data["quad"]).rpartition(" ")[2]


def _add_weight(graph: nx.Graph, source: Any, target: Any, weight: int) -> None:
    before = graph.get_edge_data(source, target, {"weight": 0})["weight"]
    graph.add_edge(source, target, weight=before + weight)
