"""What is in a graph, in numbers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import networkx as nx
from rdflib import RDF
from rdflib.term import Node

from kg.analysis import balance, centralities, communities
from kg.contents import entities
from kg.statements import Select
from kg.terminal import table
from kg.vocabulary import EVENT_TYPES, GP

#: How many actors, communities and pairs the statistics name.
TOP = 10


@dataclass(frozen=True, slots=True)
class ActorRank:
    """An actor among the most central ones."""

    name: str
    events: int
    pagerank: float
    betweenness: float


@dataclass(frozen=True, slots=True)
class PairBalance:
    """Conflict and cooperation between two actors over all time: sums of PLOVER's scores."""

    first: str
    second: str
    events: int
    cooperation: float
    conflict: float
    balance: float


@dataclass(frozen=True, slots=True)
class Stats:
    """Numbers of everything in a graph; events and facts count once, however many articles report them."""

    articles: int
    entities: Mapping[str, int]
    """Per type."""
    events: Mapping[str, int]
    """Per type."""
    quads: Mapping[str, int]
    """Events per quad of PLOVER: "VerbalCooperation", …"""
    statuses: Mapping[str, int]
    """Events per status."""
    facts: Mapping[str, int]
    """Per predicate."""
    first_day: str
    """Earliest and latest day that an event may have, empty if no event has a date."""
    last_day: str
    actors: tuple[ActorRank, ...]
    """The most central, by PageRank."""
    communities: tuple[tuple[str, ...], ...]
    """The largest first, each with its members' names."""
    pairs: tuple[PairBalance, ...]
    """Those with most events."""


def stats(select: Select, network: nx.MultiDiGraph) -> Stats:
    """Statistics of the graph behind ``select``, whose projection is ``network``."""
    event_types = " ".join(f"<{GP[name]}>" for name in EVENT_TYPES)
    of_event = f"VALUES ?class {{ {event_types} }} ?item a ?class"
    first = extreme(select, "MIN", f"{of_event} . ?item {GP.earliest.n3()} ?day")
    last = extreme(select, "MAX", f"{of_event} . ?item {GP.latest.n3()} ?day")
    return Stats(
        articles=sum(
            counts_of(select, f"?item a ?class . FILTER (?class = <{GP.Article}>)", "?class").values()
        ),
        entities=_ordered(Counter(entity.type for entity in entities(select))),
        events=counts_of(select, of_event, "?class"),
        quads=counts_of(select, f"{of_event} . ?item <{GP.quad}> ?quad", "?quad"),
        statuses=counts_of(select, f"{of_event} . ?item <{GP.status}> ?status", "?status"),
        facts=counts_of(select, f"?item a <{GP.Fact}> . ?item <{RDF.predicate}> ?predicate", "?predicate"),
        first_day=first,
        last_day=last,
        actors=tuple(
            ActorRank(c.label, c.events, round(c.pagerank, 4), round(c.betweenness, 4))
            for c in centralities(network)[:TOP]
            if c.events
        ),
        communities=tuple(c.labels for c in communities(network)[:TOP]),
        pairs=_pairs(network),
    )


def _pairs(network: nx.MultiDiGraph) -> tuple[PairBalance, ...]:
    """The pairs with most events, their periods added up."""
    sums: dict[tuple[str, str], list[float]] = defaultdict(lambda: [0, 0.0, 0.0])
    names: dict[tuple[str, str], tuple[str, str]] = {}
    for row in balance(network, period="year"):
        pair = (row.first, row.second)
        names[pair] = (row.first_label, row.second_label)
        total = sums[pair]
        total[0] += row.n_cooperation + row.n_conflict
        total[1] += row.cooperation
        total[2] += row.conflict
    strongest = sorted(sums, key=lambda pair: (-sums[pair][0], names[pair], pair))[:TOP]
    return tuple(
        PairBalance(
            *names[pair],
            int(sums[pair][0]),
            round(sums[pair][1], 2),
            round(sums[pair][2], 2),
            round(sums[pair][1] + sums[pair][2], 2),
        )
        for pair in strongest
    )


def counts_of(select: Select, pattern: str, by: str) -> dict[str, int]:
    """How many different ``?item`` the pattern has for each value of ``by``, the most frequent first."""
    query = f"SELECT {by} (COUNT(DISTINCT ?item) AS ?n) WHERE {{ {pattern} }} GROUP BY {by}"
    return _ordered({_local(row[by[1:]]): int(str(row["n"])) for row in select(query)})


def extreme(select: Select, aggregate: str, pattern: str) -> str:
    """The least or the greatest ``?day`` of the pattern, empty if there is none."""
    rows = list(select(f"SELECT ({aggregate}(?day) AS ?extreme) WHERE {{ {pattern} }}"))
    return str(rows[0]["extreme"]) if rows and "extreme" in rows[0] else ""


def _ordered(counts: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _local(term: Node | str) -> str:
    return str(term).rpartition("#")[2]


def stats_text(found: Stats, width: int | None) -> str:
    """The numbers as tables for people; ``width`` is that of the terminal, in cells, if it goes to one."""
    days = f"{found.first_day} to {found.last_day}" if found.first_day else "none"
    parts = [f"articles  {found.articles}\ndated events  {days}\n"]
    for title, counts in (
        ("entities", found.entities),
        ("events", found.events),
        ("events by quad", found.quads),
        ("events by status", found.statuses),
        ("facts", found.facts),
    ):
        rows = [["all", str(sum(counts.values()))]] if title in ("entities", "events", "facts") else []
        rows += [[name, str(number)] for name, number in counts.items()]
        parts.append(table([title, ""], rows))
    actors = [[a.name, str(a.events), f"{a.pagerank:.3f}", f"{a.betweenness:.3f}"] for a in found.actors]
    parts.append(table(["most central actors", "events", "PageRank", "betweenness"], actors))
    groups = [[str(n), ", ".join(members)] for n, members in enumerate(found.communities, start=1)]
    parts.append(table(["community", "members"], groups, width))
    pairs = [
        [p.first, p.second, str(p.events), f"{p.cooperation:+g}", f"{p.conflict:+g}", f"{p.balance:+g}"]
        for p in found.pairs
    ]
    columns = ["strongest pairs", "", "events", "cooperation", "conflict", "balance"]
    parts.append(table(columns, pairs))
    return "\n".join(parts)
