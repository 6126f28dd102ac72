"""What each article states, kept on disk, so that no article is parsed twice.

An :class:`~kg.model.Extraction` is stored as compressed JSON under (id of the article, fingerprint of the
pipeline).
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Self

from kg.codec import from_json, to_json
from kg.errors import KgError
from kg.model import Article, Extraction

FILE = "extractions.sqlite"

_EXTRACTION = """
-- version: digest of data. Any number of pipelines may have read an article while a build is under way.
CREATE TABLE IF NOT EXISTS extraction (
    article TEXT, fingerprint TEXT, version TEXT NOT NULL, data BLOB NOT NULL, PRIMARY KEY (article, fingerprint)
) WITHOUT ROWID;
"""

_TABLES = f"""{_EXTRACTION}
CREATE TABLE IF NOT EXISTS source (key TEXT PRIMARY KEY, article TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS source_article ON source (article);
-- Files as they were last read. undated: JSON list of the keys of articles in it that have no date.
CREATE TABLE IF NOT EXISTS file (key TEXT PRIMARY KEY, digest TEXT NOT NULL, undated TEXT NOT NULL) WITHOUT ROWID;
-- One row: the settings (JSON) of the graph that the sources and their extractions belong to.
CREATE TABLE IF NOT EXISTS setting (id INTEGER PRIMARY KEY CHECK (id = 1), value TEXT NOT NULL);
"""

_READ = """
CREATE TEMP TABLE IF NOT EXISTS read_source (key TEXT PRIMARY KEY, article TEXT NOT NULL) WITHOUT ROWID;
CREATE TEMP TABLE IF NOT EXISTS read_file (key TEXT PRIMARY KEY, digest TEXT NOT NULL, undated TEXT NOT NULL)
WITHOUT ROWID;
CREATE TEMP TABLE IF NOT EXISTS read_rejected (key TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS temp.read_source_article ON read_source (article);
DELETE FROM read_source;
DELETE FROM read_rejected;
DELETE FROM read_file;
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """What an article states, as the cache keeps it: packed by whoever parsed it, and not looked at before its use."""

    article: str
    """Its id."""
    words: int
    """How many it has."""
    version: str
    """Digest of what ``data`` holds."""
    data: bytes
    """The :class:`~kg.model.Extraction` as compressed JSON."""


def kept(extraction: Extraction) -> Kept:
    """An extraction for :meth:`Cache.add`."""
    data = to_json(extraction)
    article = extraction.article
    return Kept(article.id, len(article.text.split()), digest(data), zlib.compress(data))


class Cache:
    """The extractions of a graph, and the sources that they come from. Use it as a context manager.

    ``database`` is the connection, for the tables of other parts in the same file; each method is one transaction
    unless it is called within :meth:`transaction`.
    """

    def __init__(self, folder: Path, *, read_only: bool = False) -> None:
        """Open the cache in ``folder``, which must exist.

        :raises KgError: if the file cannot be opened or is damaged, or there is none and it may only be read.
        """
        self._path = folder / FILE
        with self.mendable():
            if read_only:
                self.database = self._read_only()
                return
            # Transactions are begun by hand, where several statements belong together.
            self.database = sqlite3.connect(self._path, isolation_level=None)
            self.database.execute("PRAGMA journal_mode = WAL")
            self.database.execute("PRAGMA synchronous = NORMAL")
            self.database.execute("PRAGMA temp_store = FILE")
            # 32 MiB, which a thousand articles' tables fit in, where SQLite's own 2 would be read again and again.
            self.database.execute("PRAGMA cache_size = -32768")
            self._migrate()
            self.database.executescript(_TABLES)

    def _read_only(self) -> sqlite3.Connection:
        if not self._path.exists():
            raise KgError(f"{self._path}: is missing; build the graph again")
        uri = self._path.resolve().as_uri()
        query = "SELECT count(*) FROM sqlite_master WHERE name = 'entity'"
        try:
            database = sqlite3.connect(f"{uri}?mode=ro", uri=True, isolation_level=None)
            (current,) = database.execute(query).fetchone()
        except sqlite3.OperationalError:
            # In a folder that may only be read SQLite cannot keep its notes beside the file: nobody writes there.
            database = sqlite3.connect(f"{uri}?mode=ro&immutable=1", uri=True, isolation_level=None)
            (current,) = database.execute(query).fetchone()
        if not current:
            database.close()
            raise KgError(
                f"{self._path}: was written by an earlier version of kg; run kg build to bring it up to date"
            )
        return database

    def _migrate(self) -> None:
        """A cache of the first format kept no versions, and digests of named graphs, which nothing needs now."""
        columns = [row[1] for row in self.database.execute("PRAGMA table_info(extraction)")]
        if not columns or "version" in columns:
            return

        def version(data: bytes) -> str:
            try:
                return digest(zlib.decompress(data))
            except zlib.error:
                return ""  # whoever loads it says so

        self.database.create_function("version_of", 1, version, deterministic=True)
        with self.transaction():
            self.database.execute("ALTER TABLE extraction RENAME TO earlier")
            self.database.execute(_EXTRACTION)
            self.database.execute(
                "INSERT INTO extraction SELECT article, fingerprint, version_of(data), data FROM earlier"
            )
            self.database.execute("DROP TABLE earlier")
            self.database.execute("DROP TABLE IF EXISTS graph_digest")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.database.close()

    def has(self, article: str, fingerprint: str) -> bool:
        """Whether there is an extraction of the article with this id by this pipeline."""
        with self.mendable():
            query = "SELECT 1 FROM extraction WHERE article = ? AND fingerprint = ?"
            return self.database.execute(query, (article, fingerprint)).fetchone() is not None

    def load(self, article: str, fingerprint: str) -> Extraction | None:
        """The extraction of the article with this id by this pipeline, None if there is none."""
        return self._load("article = ? AND fingerprint = ?", article, fingerprint)

    def article(self, article: str) -> Article | None:
        """The article with this id, whichever pipeline read it."""
        extraction = self._load("article = ? ORDER BY fingerprint LIMIT 1", article)
        return extraction.article if extraction else None

    def _load(self, condition: str, *values: str) -> Extraction | None:
        with self.mendable():
            row = self.database.execute(f"SELECT data FROM extraction WHERE {condition}", values).fetchone()
        try:
            return from_json(Extraction, zlib.decompress(row[0])) if row else None
        except (ValueError, TypeError, zlib.error) as error:
            raise KgError(
                f"{self._path}: what is known of an article is damaged, or was written by another version of kg; run "
                f"kg check --repair --graph {self._path.parent}"
            ) from error

    def add(self, stated: Kept, fingerprint: str) -> None:
        """Keep what an article states, in place of any earlier extraction of it by the same pipeline."""
        with self.mendable():
            self.database.execute(
                "INSERT OR REPLACE INTO extraction VALUES (?, ?, ?, ?)",
                (stated.article, fingerprint, stated.version, stated.data),
            )

    # What a build reads, until it is accepted

    def begin_reading(self) -> None:
        """Forget what an earlier call has read."""
        with self.mendable():
            self.database.executescript(_READ)

    def unchanged(self, key: str, digest: str) -> list[str] | None:
        """The keys of undated articles in a file whose digest is as it was; None if the file is to be read."""
        with self.mendable():
            row = self.database.execute("SELECT digest, undated FROM file WHERE key = ?", (key,)).fetchone()
        return json.loads(row[1]) if row is not None and row[0] == digest else None

    def note_source(self, key: str, article: str) -> bool:
        """Note that a source holds an article now; False if it was noted already that it does."""
        with self.mendable():
            before = self.database.execute(
                "SELECT 1 FROM read_source WHERE article = ? LIMIT 1", (article,)
            ).fetchone()
            self.database.execute("INSERT OR REPLACE INTO read_source VALUES (?, ?)", (key, article))
        return before is None

    def note_unchanged(self, key: str) -> None:
        """Note that a file, and all records in it, are as they were."""
        with self.mendable():
            self.database.execute(
                "INSERT OR REPLACE INTO read_source SELECT key, article FROM source WHERE key = ? OR"
                " (key > ? || '#' AND key < ? || '$')",  # "$" is the next character after "#"
                (key, key, key),
            )

    def note_file(self, key: str, digest: str, undated: Sequence[str]) -> None:
        """Note a file that was read to its end without anything to object to."""
        with self.mendable():
            self.database.execute(
                "INSERT OR REPLACE INTO read_file VALUES (?, ?, ?)", (key, digest, json.dumps(list(undated)))
            )

    def reject(self, key: str) -> list[str]:
        """Take the article of a source out of what was read, since it cannot be parsed; return the keys that it has.

        What those sources held before stays, if this pipeline has read it.
        """
        with self.mendable():
            row = self.database.execute(
                "SELECT article FROM read_source WHERE key = :key"
                " UNION ALL SELECT article FROM source WHERE key = :key",
                {"key": key},
            ).fetchone()
            if row is None:
                return [key]
            keys = self.database.execute(
                "SELECT key FROM read_source WHERE article = ? UNION"
                " SELECT key FROM source WHERE article = ? AND key NOT IN (SELECT key FROM read_source) ORDER BY key",
                (*row, *row),
            ).fetchall()
            self.database.execute("DELETE FROM read_source WHERE article = ?", row)
            self.database.executemany("INSERT OR IGNORE INTO read_rejected VALUES (?)", keys)
        return [key for (key,) in keys]

    def missing(self, fingerprint: str) -> Iterator[tuple[str, str]]:
        """Id and key of each article of the graph that this pipeline has not read, in order of ids.

        What was read now is left out.
        """
        query = (
            "SELECT article, min(key) FROM source s WHERE article > ? AND"
            " key NOT IN (SELECT key FROM read_source) AND NOT EXISTS"
            " (SELECT 1 FROM extraction e WHERE e.article = s.article AND e.fingerprint = ?)"
            " GROUP BY article ORDER BY article LIMIT 1"
        )
        last = ""
        while True:
            with self.mendable():
                row = self.database.execute(query, (last, fingerprint)).fetchone()
            if row is None:
                return
            last = row[0]
            yield row

    def count_read(self) -> tuple[int, int, int]:
        """How many of the sources that were read are new, replaced, and unchanged."""
        query = (
            "SELECT coalesce(sum(s.key IS NULL), 0), coalesce(sum(s.article != r.article), 0),"
            " coalesce(sum(s.article = r.article), 0) FROM read_source r LEFT JOIN source s ON s.key = r.key"
        )
        with self.mendable():
            added, replaced, same = self.database.execute(query).fetchone()
        return added, replaced, same

    def accept(self, fingerprint: str) -> None:
        """Make what was read the content of its sources, and forget what the graph no longer needs: extractions of
        other articles, and those by other pipelines.

        :raises KgError: if the extraction of an article is missing.
        """
        with self.mendable():
            self.database.execute("INSERT OR REPLACE INTO source SELECT key, article FROM read_source")
            self.database.execute(
                "DELETE FROM source WHERE key IN (SELECT key FROM read_rejected) AND NOT EXISTS"
                " (SELECT 1 FROM extraction e WHERE e.article = source.article AND e.fingerprint = ?)",
                (fingerprint,),
            )
            self.database.execute("INSERT OR REPLACE INTO file SELECT key, digest, undated FROM read_file")
            # A file that an article was rejected of is read again the next time.
            for (key,) in self.database.execute("SELECT key FROM read_rejected").fetchall():
                self.database.execute("DELETE FROM file WHERE key = ?", (key.partition("#")[0],))
            self._tidy(fingerprint)

    def remove(self, keys: Iterable[str], fingerprint: str) -> None:
        """Forget sources, and what the graph no longer needs without them."""
        with self.mendable():
            for key in keys:
                self.database.execute("DELETE FROM source WHERE key = ?", (key,))
                self.database.execute("DELETE FROM file WHERE key = ?", (key.partition("#")[0],))
            self._tidy(fingerprint)

    def _tidy(self, fingerprint: str) -> None:
        self.database.execute(
            "DELETE FROM extraction WHERE fingerprint != ? OR article NOT IN (SELECT article FROM source)",
            (fingerprint,),
        )
        lost = "SELECT 1 FROM source WHERE article NOT IN (SELECT article FROM extraction) LIMIT 1"
        if self.database.execute(lost).fetchone() is not None:
            raise KgError(f"{self._path}: incomplete; run kg check --repair --graph {self._path.parent}")

    def keep_settings(self, settings: str) -> None:
        """Keep the settings of the graph with its articles, so that the two change in one transaction."""
        with self.mendable():
            self.database.execute("INSERT OR REPLACE INTO setting VALUES (1, ?)", (settings,))

    def sources(self) -> dict[str, str]:
        """Key of each source of the graph (a path, a record) → id of its article, in the order of keys."""
        with self.mendable():
            return dict(self.database.execute("SELECT key, article FROM source ORDER BY key"))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing of what happens within."""
        with self.mendable():
            self.database.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                # After some errors, as that of a full disk, SQLite has done so itself.
                if self.database.in_transaction:
                    self.database.execute("ROLLBACK")
                raise
            self.database.execute("COMMIT")

    @contextmanager
    def mendable(self) -> Iterator[None]:
        """Turn errors of the database into one line."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF in (
                sqlite3.SQLITE_CORRUPT,
                sqlite3.SQLITE_NOTADB,
            ):
                raise _damaged(self._path, str(error)) from error
            raise KgError(
                f"{self._path}: {error}; make room on the disk or let the file be written, and run the command again"
            ) from error


def lost(folder: Path) -> bool:
    """Whether there is no cache in ``folder``, or one that nothing is left of."""
    files = (folder / FILE, folder / f"{FILE}-wal")
    return not any(file.exists() and file.stat().st_size for file in files)


def kept_settings(folder: Path) -> str | None:
    """What :meth:`Cache.keep_settings` kept in the cache in ``folder``; None if that cannot be read."""
    path = folder / FILE
    if not path.is_file():
        return None
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
            row = database.execute("SELECT value FROM setting").fetchone()
    except sqlite3.DatabaseError:
        return None  # none was kept, or whoever opens the cache says what is wrong with it
    return str(row[0]) if row else None


def _damaged(path: Path, what: str) -> KgError:
    return KgError(
        f"{path}: damaged ({what}); put back a copy of it, or delete {path.parent} and build the graph again "
        "from its articles (kg export still writes what it holds)"
    )


#: SQL: id, least key, and digest of the extraction of each article; the same content may have several sources.
WANTED = (
    "SELECT s.article, min(s.key), e.version FROM source s JOIN extraction e ON e.article = s.article"
    " GROUP BY s.article"
)


def digest(data: bytes) -> str:
    """A digest of 32 hexadecimal digits."""
    return sha256(data).hexdigest()[:32]
