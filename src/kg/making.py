"""All pieces of a graph, checked and put into a new store, by this process or by several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from functools import lru_cache, partial
from pathlib import Path

import pyoxigraph as ox

from kg.cache import FILE as CACHE_FILE
from kg.cache import Cache
from kg.collector import without_collector
from kg.consolidation import Load
from kg.consolidation.checking import Violating, in_pieces
from kg.consolidation.pieces import Pieces
from kg.errors import KgError
from kg.folder import Settings
from kg.model import Extraction
from kg.new_store import NewStore
from kg.processes import batches, in_order
from kg.triples import Triple
from kg.validation import violations

#: Pieces that a process makes at a time: a few MB of quads.
_PIECES = 60
#: Extractions that are in memory at a time.
_KEPT = 64


def loading(cache: Cache, folder: Path, settings: Settings) -> Load:
    """How the extraction of an article is read."""

    @lru_cache(maxsize=_KEPT)
    def load(article: str) -> Extraction:
        extraction = cache.load(article, settings.fingerprint)
        if extraction is None:
            raise KgError(f"{folder / CACHE_FILE}: incomplete; run kg check --repair --graph {folder}")
        return extraction

    return load


def validate(triples: Sequence[Triple], classes: Iterable[Triple]) -> Iterator[tuple[str, str, str]]:
    """Nodes that violate a shape, why, and what they are called."""
    return ((found.node, found.reason, found.label) for found in violations(triples, classes))


def checked(
    cache: Cache, folder: Path, settings: Settings, new: NewStore, pool: Executor | None, workers: int
) -> Iterator[Violating]:
    """Put the whole graph into a new store, and tell what in it violates a shape.

    :param pool: what makes the pieces in place of this process, with this many workers; the tables have to be as others
        may read them.
    """
    pieces = Pieces(cache.database, loading(cache, folder, settings), settings.base_iri, whole=True)
    new.add(pieces.ontology())
    if pool is None:
        for found, quads in in_pieces(cache.database, pieces, pieces.names(), validate):
            new.add(quads)
            yield found
        return
    part = partial(_part, folder, settings)
    for found, lines in in_order(pool, part, batches(pieces.names(), _PIECES), 2 * workers):
        new.add_lines(lines)
        yield found


@without_collector()
def _part(folder: Path, settings: Settings, names: Iterable[tuple[str, str]]) -> tuple[Violating, bytes]:
    """What violates a shape in these pieces, and their quads as N-Quads."""
    found: Violating = []
    lines = []
    with Cache(folder, read_only=True) as cache:
        pieces = Pieces(cache.database, loading(cache, folder, settings), settings.base_iri, whole=True)
        for violating, quads in in_pieces(cache.database, pieces, names, validate):
            found += violating
            lines.append(ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"")
    return found, b"".join(lines)
