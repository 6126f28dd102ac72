"""The quads of a graph, in an Oxigraph database on disk, used through rdflib's API.

Readers open the database for a moment, under a shared lock: Oxigraph's read-only stores lose their files when
another process writes. The writer holds the exclusive lock only while it writes.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from oxrdflib import OxigraphStore
from oxrdflib._converter import from_ox, to_ox
from rdflib import PROV, RDF, RDFS, SDO, SKOS, XSD, Dataset, Graph, Variable
from rdflib.namespace import NamespaceManager
from rdflib.query import Result
from rdflib.term import Identifier

from kg.errors import KgError
from kg.folder import locked, read_settings
from kg.vocabulary import GP

FOLDER = "store"
#: A file that is there while the store is written in several steps.
UNFINISHED = "store.unfinished"

#: Prefixes that queries need not declare; ``id:`` is the base of the graph's own IRIs.
PREFIXES = {
    "gp": str(GP._NS),
    "skos": str(SKOS),
    "schema": str(SDO),
    "prov": str(PROV),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "xsd": str(XSD),
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
}

#: Stores that are being made, and that were replaced.
LEFTOVERS = (f"{FOLDER}.new", f"{FOLDER}.old")

#: Terms of an answer that are remembered at a time: some MB.
_TERMS = 20_000

#: How long to wait for other readers and writers, in seconds: they hold it for one query or one update.
PATIENCE = 20.0


def digest(quads: Iterable[ox.Quad]) -> str:
    """SHA-256 of the canonical N-Quads, in hexadecimal."""
    return sha256(canonical(quads)).hexdigest()


def canonical(quads: Iterable[ox.Quad]) -> bytes:
    """``quads`` as N-Quads, one line each, sorted by bytes, each once: equal sets give equal bytes."""
    lines = _serialized(quads, ox.RdfFormat.N_QUADS)
    # Only "\n" ends a line of N-Quads; other line separators may stand inside literals.
    return b"".join(line + b"\n" for line in sorted(set(lines.split(b"\n"))) if line)


class Store:
    """An open store. Get one from :meth:`open`; it must not be used after that block."""

    def __init__(self, quads: ox.Store, base: str) -> None:
        self._quads = quads
        self.prefixes = {**PREFIXES, "id": base}
        #: Queries without GRAPH see the union of all graphs. A triple that stands in several graphs counts
        #: once for each, so queries count DISTINCT things.
        self.dataset = Dataset(store=OxigraphStore(store=quads), default_union=True)
        self.dataset.namespace_manager = NamespaceManager(self.dataset, bind_namespaces="none")
        for prefix, namespace in self.prefixes.items():
            self.dataset.bind(prefix, namespace)

    @classmethod
    @contextmanager
    def open(cls, folder: Path, *, read_only: bool = True, patience: float = PATIENCE) -> Iterator[Store]:
        """The store of the graph in ``folder``, for the length of a ``with`` block.

        :param patience: seconds to wait for other processes.
        :raises KgError: if the folder is no graph or of another format, another process has the store, or it
            is damaged.
        """
        settings = read_settings(folder)
        path = folder / FOLDER
        empty = KgError(f"{folder}: the graph is empty, because its build did not finish; run kg build again")
        if read_only and not path.exists() and not (folder / f"{FOLDER}.lock").exists():
            raise empty
        busy = "being written by another process" if read_only else "being read by another process"
        with ExitStack() as held:
            held.enter_context(
                locked(
                    folder,
                    FOLDER,
                    exclusive=not read_only,
                    wait=patience,
                    refused=f"{folder}: the graph is {busy}; try again when it has finished",
                )
            )
            # Under the lock: a new store takes the place of an old one in two steps.
            if read_only and not path.exists():
                raise empty
            if read_only and is_unfinished(folder):
                raise KgError(f"{folder}: a build was cut off while it wrote the graph; run kg build again")
            try:
                quads = ox.Store.read_only(str(path)) if read_only else ox.Store(str(path))
            except (OSError, RuntimeError) as error:
                raise _unusable(path, error) from error
            store = cls(quads, settings.base_iri)
            del quads
            try:
                yield store
            finally:
                # Oxigraph closes its files with the last reference; the lock must outlive them.
                store.dataset.store.close()
                del store._quads

    def query(self, sparql: str, bindings: Mapping[str, Identifier] | None = None) -> Result:
        """The result of a SPARQL query over the union of all graphs; read it before the store closes.

        :raises SyntaxError: if the query does not parse.
        """
        found = self._quads.query(
            sparql,
            prefixes=self.prefixes,
            use_default_graph_as_union=True,
            substitutions={ox.Variable(name): _bound(value) for name, value in (bindings or {}).items()},
        )
        if isinstance(found, ox.QueryBoolean):
            answer = Result("ASK")
            answer.askAnswer = bool(found)
        elif isinstance(found, ox.QuerySolutions):
            answer = Result("SELECT")
            answer.vars = variables = [Variable(variable.value) for variable in found.variables]
            terms = _Terms()
            answer.bindings = (
                {name: terms[value] for name, value in zip(variables, row, strict=True)} for row in found
            )
        else:
            answer = Result("CONSTRUCT")
            answer.graph, terms = Graph(), _Terms()
            for triple in found:
                answer.graph.add((terms[triple.subject], terms[triple.predicate], terms[triple.object]))
        return answer

    def select(self, sparql: str) -> list[dict[str, str]]:
        """The text of the rows of a SELECT query, by name of variable; what is unbound is left out.

        :meth:`query` gives terms, with their datatypes and languages; making those takes longer than the query.
        """
        found = self._quads.query(sparql, prefixes=self.prefixes, use_default_graph_as_union=True)
        if not isinstance(found, ox.QuerySolutions):
            raise TypeError(f"no SELECT query: {sparql}")
        names = [variable.value for variable in found.variables]
        return [
            {name: str(value.value) for name, value in zip(names, row, strict=True) if value is not None}
            for row in found
        ]

    def evaluate(
        self,
        sparql: str,
        *,
        union: bool = True,
        default_graphs: Sequence[str] | None = None,
        named_graphs: Sequence[str] | None = None,
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """Oxigraph's own, lazy answer to a SPARQL query; read it before the store closes.

        :param union: the default graph is the union of all graphs, whatever else the query or the caller says of it.
        :param default_graphs: without ``union``, the graphs that are merged into the default graph; by default those
            that the query names after FROM.
        :param named_graphs: the graphs that GRAPH sees; by default those after FROM NAMED.
        :raises SyntaxError: if the query does not parse.
        :raises ValueError: if a graph's name is no IRI.
        """
        return self._quads.query(
            sparql,
            prefixes=self.prefixes,
            use_default_graph_as_union=union,
            default_graph=None if default_graphs is None else [ox.NamedNode(g) for g in default_graphs],
            named_graphs=None if named_graphs is None else [ox.NamedNode(g) for g in named_graphs],
        )

    def match(
        self,
        subject: ox.NamedNode | None = None,
        predicate: ox.NamedNode | None = None,
        object: ox.NamedNode | ox.Literal | None = None,
    ) -> Iterator[ox.Quad]:
        """The quads of all graphs that have these terms; None stands for any."""
        return self._quads.quads_for_pattern(subject, predicate, object, None)

    def quads(self) -> Iterator[ox.Quad]:
        """All quads."""
        return iter(self._quads)

    def size(self) -> int:
        """How many quads there are."""
        return len(self._quads)

    def graphs(self) -> list[str]:
        """The IRIs of all named graphs, sorted."""
        return sorted(graph.value for graph in self._quads.named_graphs())

    def held(self, graph: str, subject: str | None = None) -> set[ox.Quad]:
        """The quads of a graph, or those of one subject in it."""
        node = None if subject is None else ox.NamedNode(subject)
        return set(self._quads.quads_for_pattern(node, None, None, ox.NamedNode(graph)))

    def change(self, unwanted: Iterable[ox.Quad], missing: Iterable[ox.Quad]) -> None:
        """Take quads out and put quads in, in one transaction.

        :raises ValueError: if a quad has a blank node.
        :raises KgError: if the store cannot be written; it is then as it was before.
        """
        gone, new = list(unwanted), list(missing)
        for quad in (*gone, *new):
            check_quad(quad)
        with writing():
            if gone or new:
                self._quads.update(_update(gone, new, self._emptied(gone, new)))
            self._quads.flush()

    def _emptied(self, gone: Sequence[ox.Quad], new: Sequence[ox.Quad]) -> list[str]:
        """The graphs that nothing is left of without the quads that go: Oxigraph would remember their names."""
        leaving = set(gone)
        filled = {quad.graph_name for quad in new}
        return sorted(
            str(graph)
            for graph in {quad.graph_name for quad in gone} - filled
            if isinstance(graph, ox.NamedNode)
            and all(quad in leaving for quad in self._quads.quads_for_pattern(None, None, None, graph))
        )


def _bound(value: Identifier) -> ox.NamedNode | ox.Literal:
    term = to_ox(value)
    if not isinstance(term, (ox.NamedNode, ox.Literal)):
        raise TypeError(f"no value for a variable: {value!r}")
    return term


class _Terms(dict[Any, Any]):
    """Oxigraph's terms → rdflib's, each made once: a term stands in many rows, and making one takes longer than
    finding the next row."""

    def __missing__(self, term: Any) -> Any:
        if len(self) >= _TERMS:
            self.clear()
        made = self[term] = from_ox(term)
        return made


def has_store(folder: Path) -> bool:
    """Whether the graph in ``folder`` has a store."""
    return (folder / FOLDER).is_dir()


def is_unfinished(folder: Path) -> bool:
    """Whether the store is being written in several steps, or was when the program that did so was cut off."""
    return (folder / UNFINISHED).exists()


@contextmanager
def unfinished(folder: Path, several: bool) -> Iterator[None]:
    """Keep readers out of a store that is written in several steps, until the block ends well.

    :param several: whether it is; one step needs no such thing.
    """
    try:
        if several:
            (folder / UNFINISHED).touch()
        yield
        (folder / UNFINISHED).unlink(missing_ok=True)
    except OSError as error:
        raise unwritable(folder, error) from error


def discard_leftovers(folder: Path) -> None:
    """Delete what a store that was being made (:mod:`kg.new_store`) has left beside the one there is.

    :raises KgError: if it cannot be deleted.
    """
    try:
        for name in LEFTOVERS:
            if (folder / name).exists():
                shutil.rmtree(folder / name)
    except OSError as error:
        raise unwritable(folder, error) from error


def unwritable(folder: Path, error: OSError) -> KgError:
    """What to say of a store that the system does not let us write."""
    return KgError(
        f"{folder}: the store cannot be written ({error.strerror or error}); make room or give the right to write, "
        "and run the command again"
    )


@contextmanager
def writing() -> Iterator[None]:
    """Says so if Oxigraph cannot write."""
    try:
        yield
    except (OSError, RuntimeError) as error:
        raise KgError(
            f"the store cannot be written ({error}); make room or give the right to write, and run the command again"
        ) from error


def _serialized(statements: Iterable[ox.Quad] | Iterable[ox.Triple], format: ox.RdfFormat) -> bytes:
    return ox.serialize(statements, format=format) or b""


def check_quad(quad: ox.Quad) -> ox.Quad:
    """The quad.

    :raises ValueError: if it has a blank node.
    """
    # A blank node has no name to delete it by, and none that stays the same.
    if ox.BlankNode in (type(quad.subject), type(quad.object)):
        raise ValueError(f"blank node: {quad}")
    return quad


def _update(unwanted: Sequence[ox.Quad], missing: Sequence[ox.Quad], emptied: Iterable[str]) -> str:
    """One SPARQL update, which Oxigraph runs in one transaction.

    Terms are written by Oxigraph's own serializer, never by formatting: their text comes from articles.
    N-Triples is a part of SPARQL's syntax.
    """
    operations: list[str] = []
    for verb, quads in (("DELETE", unwanted), ("INSERT", missing)):
        by_graph: dict[str, list[ox.Triple]] = {}
        for quad in quads:
            by_graph.setdefault(str(quad.graph_name), []).append(quad.triple)
        blocks = [
            f"GRAPH {graph} {{\n{_serialized(triples, ox.RdfFormat.N_TRIPLES).decode()}}}\n"
            for graph, triples in sorted(by_graph.items())
        ]
        if blocks:
            operations.append(f"{verb} DATA {{\n{''.join(blocks)}}}")
    operations += [f"DROP SILENT GRAPH {graph}" for graph in emptied]
    return " ;\n".join(operations)


def _unusable(path: Path, error: Exception) -> KgError:
    if "lock" in str(error).lower():
        return KgError(f"{path}: in use by another program; close it and try again")
    return KgError(f"{path}: cannot be opened ({error}); delete this folder and run kg build again")
