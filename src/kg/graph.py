"""A graph on disk, opened for reading: what notebooks, servers and the command line use."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO, TYPE_CHECKING, Self

import networkx as nx
from rdflib.term import Identifier, Node

from kg import contents, export
from kg.errors import KgError
from kg.explain import EntityExplanation, explain_entity
from kg.explore.network import Network
from kg.explore.overview import overview
from kg.explore.questions import Exploration
from kg.folder import read_settings, written
from kg.projection import projection
from kg.query import run
from kg.records import Entities, Events, Facts
from kg.results import Results
from kg.stats import Stats, stats
from kg.store import Store
from kg.view import Options, inline, pieces

if TYPE_CHECKING:
    from kg.explain_events import EventExplanation


def open_graph(folder: str | Path = "graph") -> KnowledgeGraph:
    """The graph that :func:`kg.build` wrote into ``folder``.

    :raises KgError: if there is none, or it is of a format that this version does not read.
    """
    return KnowledgeGraph(Path(folder))


class KnowledgeGraph(Exploration):
    """A graph on disk, for reading.

    Each call reads what the last build wrote, and keeps no file open afterwards: a build in another process
    is not held up, and its result is seen by the next call. Within ``with kg.open(dir) as graph:`` the store
    stays open for faster repeated calls, all on the same state, and a build waits.
    """

    def __init__(self, folder: Path) -> None:
        """Use :func:`kg.open`.

        :raises KgError: if ``folder`` holds no graph that this version reads.
        """
        self.folder = folder
        #: What all articles of the graph have in common.
        self.settings = read_settings(folder)
        self._held: ExitStack | None = None
        self._store: Store | None = None

    def __enter__(self) -> Self:
        if self._held is not None:
            raise KgError(f"{self.folder}: this graph is in a with block already")
        with ExitStack() as stack:
            self._store = stack.enter_context(Store.open(self.folder))
            self._held = stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        held, self._held, self._store = self._held, None, None
        if held is not None:
            held.close()

    @contextmanager
    def store(self) -> Iterator[Store]:
        """The store for the length of a ``with`` block; its ``dataset`` is an :class:`rdflib.Dataset`."""
        if self._store is not None:
            yield self._store
            return
        with Store.open(self.folder) as store:
            yield store

    def query(
        self,
        query: str,
        bindings: Mapping[str, Identifier] | None = None,
        *,
        allow_service: bool = False,
    ) -> Results:
        """The answer to a SPARQL query, or to the query that ships under this name (``kg query --list``).

        The prefixes gp, id, skos, schema, prov, rdf, rdfs, xsd and geo need not be declared.

        :param bindings: values for variables that the query selects, by name without the "?". Use these for
            anything that comes from outside, never the text of the query.
        :param allow_service: let the query ask other machines (SERVICE).
        :raises QuerySyntaxError: if it does not parse; the message has line and column.
        :raises KgError: if it is an update, or has a SERVICE clause that is not allowed.
        """
        with self.store() as store:
            result = run(store, query, bindings=bindings, allow_service=allow_service)
            try:
                return Results(result, store.prefixes)
            except (OSError, RuntimeError) as error:
                raise KgError(f"the query failed: {' '.join(str(error).split())}") from error

    def select(self, sparql: str) -> list[dict[str, Node]]:
        """The rows of a SELECT query, by name of variable; what is unbound is left out."""
        with self.store() as store:
            return [
                {str(name): value for name, value in row.items() if value is not None}
                for row in store.query(sparql).bindings
            ]

    def _rows(self, sparql: str) -> list[dict[str, str]]:
        """The same as plain text."""
        with self.store() as store:
            return store.select(sparql)

    def entities(self, type: str | None = None) -> Entities:
        """All entities, or those of one type; see :func:`kg.contents.entities`."""
        return contents.entities(self._rows, type=type)

    def events(
        self,
        type: str | Collection[str] | None = None,
        *,
        actor: str | None = None,
        status: str | None = None,
        since: str | date | None = None,
        until: str | date | None = None,
        min_confidence: float = 0.0,
    ) -> Events:
        """Events by date; see :func:`kg.contents.events` for the filters."""
        return contents.events(
            self._rows,
            type=type,
            actor=actor,
            status=status,
            since=since,
            until=until,
            min_confidence=min_confidence,
        )

    def facts(self) -> Facts:
        """All facts; see :func:`kg.contents.facts`."""
        return contents.facts(self._rows)

    def project(
        self,
        *,
        actor: str | None = None,
        types: Collection[str] | None = None,
        since: str | date | None = None,
        until: str | date | None = None,
        min_confidence: float = 0.0,
        max_nodes: int | None = None,
    ) -> Network:
        """The network of actors; see :func:`kg.projection.projection` for filters and attributes."""
        found = projection(
            self._rows,
            actor=actor,
            types=types,
            since=since,
            until=until,
            min_confidence=min_confidence,
            max_nodes=max_nodes,
        )
        return Network(found)

    def view(
        self,
        *,
        actor: str | None = None,
        types: Collection[str] | None = None,
        since: str | date | None = None,
        until: str | date | None = None,
        min_confidence: float = 0.0,
        max_nodes: int | None = None,
        draw: int = Options.limit,
        title: str = Options.title,
    ) -> View:
        """The interactive page of the network of actors; filters as in :meth:`project`.

        :param draw: how many actors are drawn at first, those with most reports; the page lets its reader change it.
        """
        network = self.project(
            actor=actor,
            types=types,
            since=since,
            until=until,
            min_confidence=min_confidence,
            max_nodes=max_nodes,
        )
        return View(network, Options(title=title, limit=draw))

    def export(self, format: str, path: str | Path | None = None) -> bytes | None:
        """Write the whole graph to a file, or return it if no ``path`` is given.

        :param format: one of :data:`kg.export.FORMATS`.
        :raises KgError: if there is no such format, or the file cannot be written.
        """
        if path is None:
            stream = io.BytesIO()
            self.write(format, stream)
            return stream.getvalue()
        with written(Path(path)) as file:
            self.write(format, file)
        return None

    def write(self, format: str, stream: IO[bytes]) -> None:
        """Write the whole graph to an open binary stream; ``format`` as in :meth:`export`."""
        if format in export.RDF_FORMATS:
            with self.store() as store:
                export.write_rdf(store.quads(), format, stream, store.prefixes)
        elif format in export.NETWORK_FORMATS:
            export.write_network(self.project(), format, stream)
        elif format == "csv":
            export.write_rows(self.events(), stream)
        else:
            raise KgError(f'no format is named "{format}"; use one of {", ".join(export.FORMATS)}')

    def explain(self, name: str) -> list[EntityExplanation] | list[EventExplanation]:
        """Why each entity that ``name`` means (any of its names, or its IRI) is one, see :mod:`kg.explain`; or why
        the event with this IRI is in the graph, see :mod:`kg.explain_events`, which parses its articles again.

        :raises KgError: if nothing in the graph is called so.
        """
        if name.startswith(f"{self.settings.base_iri}event/"):
            from kg.explain_events import explain_event  # loads spaCy, for which nobody else should wait

            return [explain_event(name, self.folder, self._rows, self.settings)]
        return explain_entity(name, self.folder, self._rows, self.settings.base_iri)

    def stats(self) -> Stats:
        """What is in the graph, in numbers."""
        return stats(self._rows, self.project())

    def __repr__(self) -> str:
        return f"KnowledgeGraph({str(self.folder)!r})"

    def _repr_html_(self) -> str:
        with self.store() as store:
            return overview(store, self.folder)


@dataclass(frozen=True)
class View:
    """An interactive page; a notebook shows it inline."""

    network: nx.MultiDiGraph
    options: Options

    def save(self, path: str | Path) -> None:
        """Write the page, one file that needs no network.

        :raises KgError: if the file cannot be written.
        """
        with written(Path(path)) as file:
            self.write(file)

    def write(self, stream: IO[bytes]) -> None:
        """Write the page to an open binary stream."""
        for piece in pieces(self.network, self.options):
            stream.write(piece.encode())

    def __repr__(self) -> str:
        return f"View({self.options.title!r}: {len(self.network)} actors, {self.network.size()} links)"

    def _repr_html_(self) -> str:
        return inline(self.network, self.options)
