"""What each article states, kept on disk, so that no article is parsed twice.

An :class:`~kg.model.Extraction` is stored as compressed JSON under (id of the article, fingerprint of the
pipeline). The conversion is strict both ways: what it does not know, it refuses.
"""

from __future__ import annotations

import json
import sqlite3
import types
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache as memoized
from pathlib import Path
from typing import Any, Literal, Self, Union, get_args, get_origin, get_type_hints

from kg.errors import KgError
from kg.model import Article, Extraction

FILE = "extractions.sqlite"

_TABLES = """
CREATE TABLE IF NOT EXISTS extraction (
    article TEXT, fingerprint TEXT, data BLOB NOT NULL, PRIMARY KEY (article, fingerprint)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS source (key TEXT PRIMARY KEY, article TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS graph_digest (graph TEXT PRIMARY KEY, digest TEXT NOT NULL) WITHOUT ROWID;
"""


def to_json(extraction: Extraction) -> bytes:
    """``extraction`` as canonical JSON: ASCII, keys sorted, no spaces; equal values give equal bytes."""
    return json.dumps(
        _plain(extraction), sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False
    ).encode("ascii")


def from_json(data: bytes) -> Extraction:
    """The extraction that :func:`to_json` wrote.

    :raises ValueError: if a field is missing, unknown, or not of its type.
    """
    extraction: Extraction = _decoder(Extraction)(json.loads(data))
    return extraction


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    raise TypeError(f"no JSON form for {type(value).__name__}")


@memoized
def _decoder(kind: Any) -> Callable[[Any], Any]:
    """A function from plain JSON to a value of the type ``kind``."""
    origin, arguments = get_origin(kind), get_args(kind)
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        decoders = {field.name: _decoder(hints[field.name]) for field in fields(kind)}

        def record(value: Any) -> Any:
            if not isinstance(value, dict) or value.keys() != decoders.keys():
                raise ValueError(f"not the fields of {kind}: {value!r:.80}")
            make: Any = kind
            return make(**{name: decode(value[name]) for name, decode in decoders.items()})

        return record
    if origin is tuple and arguments[-1] is Ellipsis:
        decode_item = _decoder(arguments[0])
        return lambda value: tuple(decode_item(item) for item in _checked(list, value))
    if origin is tuple:
        item_decoders = [_decoder(argument) for argument in arguments]
        return lambda value: tuple(
            decode(item) for decode, item in zip(item_decoders, _checked(list, value), strict=True)
        )
    if origin in (Union, types.UnionType):
        present = [argument for argument in arguments if argument is not types.NoneType]
        if len(present) == 1:
            decode_present = _decoder(present[0])
            return lambda value: None if value is None else decode_present(value)
    if origin is Literal:

        def choice(value: Any) -> Any:
            if value not in arguments:
                raise ValueError(f"{value!r:.80} is none of {arguments}")
            return value

        return choice
    if kind is date:
        return lambda value: date.fromisoformat(_checked(str, value))
    if kind is float:
        return lambda value: float(value) if type(value) is int else _checked(float, value)
    if kind in (str, int, bool):
        return lambda value: _checked(kind, value)
    raise TypeError(f"no JSON form for {kind}")


def _checked(kind: type, value: Any) -> Any:
    if type(value) is not kind:
        raise ValueError(f"{value!r:.80} is not of type {kind.__name__}")
    return value


class Cache:
    """The extractions of a graph, the sources that they come from, and the digests of its named graphs.

    Each method is one transaction. Use it as a context manager.
    """

    def __init__(self, folder: Path) -> None:
        """Open the cache in ``folder``, which must exist.

        :raises KgError: if the file cannot be opened or is damaged.
        """
        self._path = folder / FILE
        with self._mendable():
            # Transactions are begun by hand, where several statements belong together.
            self._database = sqlite3.connect(self._path, isolation_level=None)
            self._database.execute("PRAGMA journal_mode = WAL")
            self._database.execute("PRAGMA synchronous = NORMAL")
            self._database.executescript(_TABLES)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    def has(self, article: str, fingerprint: str) -> bool:
        """Whether there is an extraction of the article with this id by this pipeline."""
        with self._mendable():
            query = "SELECT 1 FROM extraction WHERE article = ? AND fingerprint = ?"
            return self._database.execute(query, (article, fingerprint)).fetchone() is not None

    def load(self, article: str, fingerprint: str) -> Extraction | None:
        """The extraction of the article with this id by this pipeline, None if there is none."""
        return self._load("article = ? AND fingerprint = ?", article, fingerprint)

    def article(self, article: str) -> Article | None:
        """The article with this id, whichever pipeline read it."""
        extraction = self._load("article = ? ORDER BY fingerprint LIMIT 1", article)
        return extraction.article if extraction else None

    def _load(self, condition: str, *values: str) -> Extraction | None:
        with self._mendable():
            row = self._database.execute(f"SELECT data FROM extraction WHERE {condition}", values).fetchone()
        try:
            return from_json(zlib.decompress(row[0])) if row else None
        except (ValueError, zlib.error) as error:
            raise KgError(
                f"{self._path}: damaged, or written by another version of kg; "
                f"delete {self._path.parent} and build the graph again"
            ) from error

    def add(self, extraction: Extraction, fingerprint: str) -> None:
        """Keep an extraction, in place of any earlier one of the same article by the same pipeline."""
        data = zlib.compress(to_json(extraction))
        with self._mendable():
            self._database.execute(
                "INSERT OR REPLACE INTO extraction VALUES (?, ?, ?)",
                (extraction.article.id, fingerprint, data),
            )

    def sources(self) -> dict[str, str]:
        """Key of each source of the graph (a path, a record) → id of its article, in the order of keys."""
        with self._mendable():
            return dict(self._database.execute("SELECT key, article FROM source ORDER BY key"))

    def set_sources(self, sources: Mapping[str, str], fingerprint: str) -> None:
        """Make ``sources`` the sources of the graph, and forget what it no longer needs: the extractions of
        other articles, and those by other pipelines than the one with this fingerprint."""
        with self._transaction():
            self._database.execute("DELETE FROM source")
            self._database.executemany("INSERT INTO source VALUES (?, ?)", sorted(sources.items()))
            self._database.execute(
                "DELETE FROM extraction WHERE fingerprint != ?"
                " OR article NOT IN (SELECT article FROM source)",
                (fingerprint,),
            )

    def digests(self) -> dict[str, str]:
        """IRI of each named graph → digest of its quads, as they were last written to the store."""
        with self._mendable():
            return dict(self._database.execute("SELECT graph, digest FROM graph_digest ORDER BY graph"))

    def set_digests(self, digests: Mapping[str, str]) -> None:
        """Remember what the store holds."""
        with self._transaction():
            self._database.execute("DELETE FROM graph_digest")
            self._database.executemany("INSERT INTO graph_digest VALUES (?, ?)", sorted(digests.items()))

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._mendable():
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._database.execute("ROLLBACK")
                raise
            self._database.execute("COMMIT")

    @contextmanager
    def _mendable(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            raise KgError(f"{self._path}: {error}; is the disk full, or the file damaged?") from error


def by_article(sources: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    """(id of article, least of its keys), in the order of ids: the same content may have several sources."""
    least: dict[str, str] = {}
    for key, article in sources.items():
        least[article] = min(key, least.get(article, key))
    return sorted(least.items())
