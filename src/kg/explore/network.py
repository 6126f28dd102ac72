"""Networks of actors that draw themselves: networkx graphs with a ``plot()``.

A :class:`Network` is a :class:`networkx.MultiDiGraph` with the attributes of :func:`kg.projection.projection`, and so
is what networkx makes of it (``copy()``, ``subgraph()``, ``edge_subgraph()``).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any

import networkx as nx

from kg.analysis import Community, Link, Step, shortest_path, steps
from kg.errors import KgError
from kg.markup import Html, counts, element, faint, in_words, joined, table

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_SHOWN = 10


class Network(nx.MultiDiGraph):  # type: ignore[misc]
    """Actors and what happened between them; see :func:`kg.projection.projection` for the attributes."""

    def plot(
        self,
        *,
        communities: Iterable[Community] = (),
        max_nodes: int = 60,
        ax: Axes | None = None,
    ) -> Figure:
        """Draw it, and return the figure. Each line stands for all that links two actors, whichever way.

        Lines are made of what is asserted, unless the network was asked for with another status; the title then says
        so. Blue ones are cooperation on balance, orange and dashed ones conflict, grey and dotted ones offices and
        other relations; a thicker line is more events. Where the network has a centre
        (:meth:`kg.KnowledgeGraph.ego`), it is in the middle and black.

        :param communities: colour the nodes by these, instead of by type.
        :param max_nodes: draw this many actors, those with most events first; the title says so.
        :param ax: draw into these axes; without them into a new figure.
        :raises KgError: if matplotlib is not installed, or ``max_nodes`` leaves nothing.
        """
        if max_nodes < 1:
            raise KgError(f"max_nodes {max_nodes} leaves nothing: give 1 or more")
        from kg.explore.network_plots import draw_network

        return draw_network(self, list(communities), max_nodes, ax)

    def _repr_html_(self) -> str:
        kinds: dict[str, int] = {}
        for _, type_ in self.nodes(data="type"):
            kinds[in_words(type_)] = kinds.get(in_words(type_), 0) + 1
        head = element("p", element("b", self._described()), " · " if kinds else "", counts(kinds))
        degrees = sorted(self.degree(), key=lambda one: (-one[1], self.nodes[one[0]]["label"], one[0]))
        rows = [
            [self.nodes[iri]["label"], in_words(self.nodes[iri]["type"]), n] for iri, n in degrees[:_SHOWN]
        ]
        return head + (table(["actor", "type", "links"], rows, len(self), [2]) if rows else "")

    def _described(self) -> str:
        return f"{_counted(len(self), 'actor')}, {_counted(self.size(), 'link')}"

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {self._described()}>"


class Path(Network):
    """The shortest way from one actor to another: its nodes in order, and all statements between neighbours on it."""

    @property
    def steps(self) -> list[Step]:
        """From neighbour to neighbour, with the statements and their sentences; empty if nothing links the two."""
        return steps(self, list(self), statuses=statuses_of(self)) if self.size() else []

    def plot(self, *, ax: Axes | None = None, **_: Any) -> Figure:
        """Draw it as a chain, with one statement and its sentence at each step, and return the figure.

        :param ax: draw into these axes; without them into a new figure.
        :raises KgError: if matplotlib is not installed.
        """
        from kg.explore.network_plots import draw_path

        return draw_path(self, ax)

    def _repr_html_(self) -> str:
        ends = [data["label"] for _, data in self.nodes(data=True)]
        if not self.steps:
            return element("p", "Nothing links ", joined([element("b", end) for end in ends], " and "), ".")
        chain = element("p", joined([element("b", end) for end in ends], " – "))
        return chain + Html("".join(_step(step) for step in self.steps))


def ego(network: nx.MultiDiGraph, centre: str, radius: int) -> Network:
    """Everybody within ``radius`` steps of ``centre``, an IRI, and all that links them; direction aside."""
    found = nx.single_source_shortest_path_length(
        nx.Graph(network.to_undirected(as_view=True)), centre, radius
    )
    ego = Network()
    ego.graph.update(network.graph, centre=centre)
    ego.add_nodes_from((iri, dict(data)) for iri, data in network.nodes(data=True) if iri in found)
    ego.add_edges_from(
        (a, b, key, dict(data))
        for a, b, key, data in network.edges(keys=True, data=True)
        if a in found and b in found
    )
    return ego


def path(network: nx.MultiDiGraph, source: str, target: str) -> Path:
    """The shortest path between two nodes, direction aside; the two alone if there is none."""
    way = shortest_path(network, source, target, statuses=statuses_of(network))
    chain = [source, *(step.target for step in way)] if way else [source, target]
    neighbours = {frozenset((step.source, step.target)) for step in way}
    found = Path()
    found.graph.update(network.graph)
    found.add_nodes_from((iri, dict(network.nodes[iri])) for iri in chain)
    found.add_edges_from(
        (a, b, key, dict(data))
        for a, b, key, data in network.edges(keys=True, data=True)
        if frozenset((a, b)) in neighbours
    )
    return found


def only(
    network: nx.MultiDiGraph, *, kinds: Collection[str], statuses: Collection[str], keep: Iterable[str]
) -> Network:
    """The links of these kinds ("event", "fact") and statuses, the actors that they link, and those in ``keep``."""
    edges = [
        (a, b, key, dict(data))
        for a, b, key, data in network.edges(keys=True, data=True)
        if data["kind"] in kinds and data["status"] in statuses
    ]
    linked = {end for edge in edges for end in edge[:2]} | set(keep)
    found = Network()
    found.graph.update(network.graph, statuses=" ".join(statuses))
    found.add_nodes_from((iri, dict(data)) for iri, data in network.nodes(data=True) if iri in linked)
    found.add_edges_from(edges)
    return found


def statuses_of(network: nx.MultiDiGraph) -> list[str]:
    """The statuses that a network was asked for with; a whole projection has all, and means what is asserted."""
    return str(network.graph.get("statuses", "Asserted")).split()


def _step(step: Step) -> Html:
    head = element("p", element("b", step.source_label), " – ", element("b", step.target_label))
    return Html(head + element("ul", *(_link(link) for link in step.links)))


def _link(link: Link) -> Html:
    sentences = Html("".join(element("blockquote", sentence) for sentence in link.sentences))
    about: Mapping[str, str] = {"date": link.date or "no date", "status": link.status.lower()}
    return element("li", link.label, faint(f" · {' · '.join(about.values())}"), sentences)


def _counted(n: int, what: str) -> str:
    return f"{n} {what}{'' if n == 1 else 's'}"
