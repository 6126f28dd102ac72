"""What each article states, kept on disk, so that no article is parsed twice.

An :class:`~kg.model.Extraction` is stored as compressed JSON under (id of the article, fingerprint of the
pipeline).
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from kg.codec import from_json, to_json
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
            return from_json(Extraction, zlib.decompress(row[0])) if row else None
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
