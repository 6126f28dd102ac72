"""Drawings of networks and paths with matplotlib; colours and promises are those of :mod:`kg.explore.plots`."""

from __future__ import annotations

import math
import textwrap
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import networkx as nx

from kg.analysis import Community, Step
from kg.explore.plots import FAINT, figure_of, new_axes, plain_text, titled
from kg.extras import library
from kg.markup import in_words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from kg.explore.network import Network, Path

#: Kind of line between two actors → colour, dashes and name in the legend.
LINES = {
    "cooperation": ("#0072b2", "-", "cooperation on balance"),
    "conflict": ("#d55e00", "--", "conflict on balance"),
    "even": ("#777777", "-", "neither"),
    "fact": ("#999999", ":", "office or other relation"),
}

#: Types of actors, in the order of the legend: name, types, colour, marker.
_FAMILIES = (
    ("country", ("Country",), "#009e73", "o"),
    ("person", ("Person",), "#e69f00", "o"),
    ("state body", ("Government", "GovernmentBody", "MilitaryForce"), "#56b4e9", "s"),
    ("party or armed group", ("PoliticalParty", "ArmedGroup"), "#cc79a7", "^"),
    (
        "organisation",
        ("InternationalOrganization", "MediaOrganization", "Company", "Organization"),
        "#f0e442",
        "h",
    ),
    ("people", ("Group", "Actor"), "#d9d9d9", "o"),
    ("place, office, election", ("City", "Region", "Place", "Office", "Election"), "#ffffff", "D"),
)
_FAMILY = {type_: (name, colour, marker) for name, types, colour, marker in _FAMILIES for type_ in types}

#: Colours of communities, as many as can be told apart; the rest is grey.
_COMMUNITIES = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442", "#8c6bb1")
_WRAP = 100


@dataclass
class _Pair:
    """All that links two actors."""

    events: set[str] = field(default_factory=set)
    scores: dict[str, float] = field(default_factory=dict)

    @property
    def line(self) -> str:
        if not self.events:
            return "fact"
        total = round(sum(self.scores.values()), 6)
        return "cooperation" if total > 0 else "conflict" if total < 0 else "even"


def draw_network(
    network: Network, communities: Sequence[Community], max_nodes: int, ax: Axes | None
) -> Figure:
    """The strongest ``max_nodes`` actors, each pair with one line."""
    statuses = network.graph.get("statuses", "Asserted").split()
    pairs = _pairs(network, statuses)
    centre = network.graph.get("centre")
    events: dict[str, set[str]] = defaultdict(set)
    for (one, other), pair in pairs.items():
        for end in (one, other):
            events[end] |= pair.events
    ranked = sorted(network, key=lambda iri: (iri != centre, -len(events[iri]), iri))
    kept = set(ranked[:max_nodes])
    plain = nx.Graph()
    plain.add_nodes_from(iri for iri in network if iri in kept)
    plain.add_edges_from(pair for pair in pairs if kept.issuperset(pair))
    if len(plain) < len(network):  # whose partners are all among the others says nothing here
        plain.remove_nodes_from([iri for iri in nx.isolates(plain) if iri != centre])

    side = 7 + min(6.0, 0.09 * len(plain))
    ax = new_axes(ax, (side * 1.25, side))
    positions = _layout(plain, centre)
    _draw_lines(ax, plain, pairs, positions)
    _draw_nodes(
        ax, network, plain, positions, _groups(network, communities), {n: len(events[n]) for n in plain}
    )
    for iri in plain:
        _label(ax, network.nodes[iri]["label"], iri, plain, positions, bold=iri == centre)
    title = f"{network.nodes[centre]['label']} and those around" if centre in network else "Network of actors"
    if len(plain) < len(network):
        title += f": the {len(plain)} of {len(network)} with most events"
    ax.set_title(plain_text(titled(title, statuses)), loc="left", fontweight="bold", parse_math=False)
    if len(plain):
        ax.legend(frameon=False, ncols=4, loc="upper left", bbox_to_anchor=(0, 0), fontsize=9)
    else:
        ax.text(0.5, 0.5, "nobody", ha="center", color=FAINT)
    ax.set_axis_off()
    ax.margins(0.09)
    return figure_of(ax)


def _pairs(network: nx.MultiDiGraph, statuses: Collection[str]) -> dict[tuple[str, str], _Pair]:
    pairs: dict[tuple[str, str], _Pair] = defaultdict(_Pair)
    for source, target, data in network.edges(data=True):
        if data["status"] not in statuses:
            continue
        pair = pairs[min(source, target), max(source, target)]
        if data["kind"] == "event":
            pair.events.add(data["event"])
            pair.scores[data["event"]] = data.get("intensity", 0.0)
    return dict(sorted(pairs.items()))


def _groups(network: Network, communities: Sequence[Community]) -> dict[str, tuple[str, str, str]]:
    """Name, colour and marker of the group that each node is drawn in."""
    if not communities:
        return {iri: _FAMILY[type_] for iri, type_ in network.nodes(data="type")}
    groups = dict.fromkeys(network, ("smaller communities", "#d9d9d9", "o"))
    for community in communities[: len(_COMMUNITIES)]:
        drawn = (f"community {community.number}", _COMMUNITIES[community.number - 1], "o")
        groups |= {iri: drawn for iri in community.actors if iri in groups}
    return groups


def _layout(plain: nx.Graph, centre: str | None) -> dict[str, tuple[float, float]]:
    """Where the nodes stand: each connected part by Kamada and Kawai's method, the parts side by side.

    There is nothing random in it. Small parts get more room than they need, since names are wide.
    """
    order = {iri: place for place, iri in enumerate(plain)}
    parts = sorted(
        (sorted(part, key=order.__getitem__) for part in nx.connected_components(plain)),
        key=lambda part: (-len(part), order[part[0]]),
    )
    positions: dict[str, tuple[float, float]] = {}
    x = y = row = 0.0
    width = max(2 * _radius(len(part)) for part in parts) if parts else 0.0
    width = max(width, 6.0, 2.1 * math.sqrt(sum(_radius(len(part)) ** 2 for part in parts)))
    for part in parts:
        radius = _radius(len(part))
        room = max(2 * radius, 1.5)
        if x and x + room > width:
            x, y, row = 0.0, y - row, 0.0
        for iri, (a, b) in _of_part(plain, part, centre).items():
            positions[iri] = (x + room / 2 + radius * 0.82 * a, y - radius * (1 - 0.82 * b))
        x, row = x + room, max(row, 2 * radius)
    return positions


def _radius(size: int) -> float:
    return 0.2 + 0.5 * math.pow(size - 1, 0.6)


def _of_part(plain: nx.Graph, part: Sequence[str], centre: str | None) -> dict[str, tuple[float, float]]:
    """Positions of a connected part within -1 to 1."""
    if len(part) == 1:
        return {part[0]: (0.0, 0.0)}
    if len(part) == 2:  # one above the other: names side by side would meet
        ends = (0.0, 0.0 if centre in part else 0.6), (0.0, -0.6)
        return dict(zip(sorted(part, key=lambda iri: iri != centre), ends, strict=True))
    graph = nx.Graph()
    graph.add_nodes_from(part)
    for one, other in plain.edges(part):
        # Room around those with many partners.
        graph.add_edge(one, other, length=(plain.degree(one) * plain.degree(other)) ** 0.3)
    found = nx.kamada_kawai_layout(graph, weight="length")
    cx, cy = found.get(centre, (0.0, 0.0))
    size = max(max(abs(x - cx), abs(y - cy)) for x, y in found.values()) or 1.0
    return {iri: (float((x - cx) / size), float((y - cy) / size)) for iri, (x, y) in found.items()}


def _draw_lines(
    ax: Axes,
    plain: nx.Graph,
    pairs: Mapping[tuple[str, str], _Pair],
    positions: Mapping[str, tuple[float, float]],
) -> None:
    named = set[str]()
    for kind in ("fact", "even", "conflict", "cooperation"):
        colour, dashes, name = LINES[kind]
        for (one, other), pair in pairs.items():
            if pair.line != kind or one not in plain or other not in plain:
                continue
            (x1, y1), (x2, y2) = positions[one], positions[other]
            ax.plot(
                [x1, x2],
                [y1, y2],
                dashes,
                color=colour,
                linewidth=0.9 if kind == "fact" else 1.1 + 0.9 * min(len(pair.events) - 1, 6),
                alpha=0.75,
                zorder=1,
                label=None if kind in named else name,
            )
            named.add(kind)


def _draw_nodes(
    ax: Axes,
    network: Network,
    plain: nx.Graph,
    positions: Mapping[str, tuple[float, float]],
    groups: Mapping[str, tuple[str, str, str]],
    n_events: Mapping[str, int],
) -> None:
    order = [name for name, *_ in _FAMILIES]
    shown = sorted(
        {groups[iri] for iri in plain}, key=lambda g: (order.index(g[0]) if g[0] in order else 99, g)
    )
    for group in shown:
        members = [iri for iri in plain if groups[iri] == group]
        name, colour, marker = group
        ax.scatter(
            [positions[iri][0] for iri in members],
            [positions[iri][1] for iri in members],
            s=[45 + 22 * min(n_events[iri], 30) for iri in members],
            color=["black" if iri == network.graph.get("centre") else colour for iri in members],
            edgecolors="#333333",
            linewidths=0.8,
            marker=marker,
            zorder=2,
        )
        ax.scatter(
            [], [], s=60, color=colour, edgecolors="#333333", linewidths=0.8, marker=marker, label=name
        )


def _label(
    ax: Axes,
    text: str,
    iri: str,
    plain: nx.Graph,
    positions: Mapping[str, tuple[float, float]],
    *,
    bold: bool,
) -> None:
    """The name of a node, on the side where its partners are not."""
    effects = library("matplotlib.patheffects")
    x, y = positions[iri]
    around = [positions[other] for other in plain[iri]]
    dx = x - sum(a for a, _ in around) / len(around) if around else 0.0
    dy = y - sum(b for _, b in around) / len(around) if around else -1.0
    length = math.hypot(dx, dy) or 1.0
    dx, dy = dx / length, dy / length
    gap = 5 + 1.1 * math.sqrt(plain.degree(iri))
    ax.annotate(
        plain_text(textwrap.shorten(text, 34, placeholder="…") or text[:33]),
        (x, y),
        xytext=(gap * dx, gap * dy),
        textcoords="offset points",
        ha="left" if dx > 0.45 else "right" if dx < -0.45 else "center",
        va="bottom" if dy > 0.45 else "top" if dy < -0.45 else "center",
        parse_math=False,
        fontsize=9,
        fontweight="bold" if bold else "normal",
        zorder=3,
        path_effects=[effects.withStroke(linewidth=2.5, foreground="white")],
    )


def draw_path(path: Path, ax: Axes | None) -> Figure:
    """A chain from top to bottom: at each step the statement with most reports, and its first sentence."""
    labels = [data["label"] for _, data in path.nodes(data=True)]
    texts = [_told(step) for step in path.steps]
    heights = [0.62 + 0.2 * len(lines) for lines in texts]
    ax = new_axes(ax, (9, 1.0 + sum(heights)))
    y, at = 0.0, []
    for place, label in enumerate(labels):
        at.append(y)
        ax.annotate(
            plain_text(label),
            (0, y),
            xytext=(12, 0),
            textcoords="offset points",
            va="center",
            parse_math=False,
            fontweight="bold",
        )
        if place < len(texts):
            told = "\n".join(texts[place])
            ax.annotate(
                plain_text(told),
                (0, y - 0.3),
                xytext=(12, 0),
                textcoords="offset points",
                va="top",
                parse_math=False,
                fontsize=9,
                color="#333333",
            )
            colour, dashes, _ = LINES[_line_of(path, list(path)[place : place + 2])]
            ax.plot([0, 0], [y, y - heights[place]], dashes, color=colour, linewidth=2.5, zorder=1)
            y -= heights[place]
        elif not texts:
            y -= 0.6
    ax.scatter([0] * len(at), at, s=90, color="white", edgecolors="black", linewidths=1.4, zorder=2)
    between = f"{labels[0]} to {labels[-1]}"
    said = f"From {between}" if texts else f"{between}: nothing links them"
    ax.set_title(plain_text(said), loc="left", fontweight="bold", parse_math=False)
    ax.set(xlim=(-0.02, 1), ylim=(min(at) - 0.35, 0.35))
    ax.set_axis_off()
    return figure_of(ax)


def _told(step: Step) -> list[str]:
    """The statement of a step with most reports, then its first sentence, in lines."""
    link = max(step.links, key=lambda link: len(link.sentences))
    more = len(step.links) - 1
    head = f"{in_words(link.label)}, {link.date or 'no date'}" + (f" (and {more} more)" if more else "")
    if link.status != "Asserted":
        head += f" — {link.status.lower()}"
    sentence = " ".join(link.sentences[0].split()) if link.sentences else ""
    return [head, *textwrap.wrap(f"“{sentence}”", _WRAP, break_long_words=True)] if sentence else [head]


def _line_of(path: Path, ends: Sequence[str]) -> str:
    statuses = path.graph.get("statuses", "Asserted").split()
    return _pairs(path, statuses)[min(ends), max(ends)].line
