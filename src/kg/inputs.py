"""The inputs of a build: what they are, and which of them have to be read and parsed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

from kg.cache import Cache
from kg.errors import KgError
from kg.folder import Settings
from kg.model import Article, Rejected
from kg.rdf import article_iri
from kg.reading import Unchanged, read
from kg.reading.records import Terms


class Inputs:
    """What the inputs of a build are, and which of it has to be parsed."""

    def __init__(self, cache: Cache, settings: Settings, terms: Terms) -> None:
        self._cache = cache
        self._fingerprint = settings.fingerprint
        self._terms = terms
        #: Of the files that are being read: digest, and the keys of undated articles if it is as it was.
        self._files: dict[str, tuple[str, list[str] | None]] = {}
        self.rejected: list[Rejected] = []
        self.undated: list[str] = []
        #: The file that is being read, its size, and the sizes of those before it.
        self._open: BinaryIO | None = None
        self._size = self._before = 0

    @property
    def bytes_read(self) -> int:
        """How far files have been read, all together."""
        if self._open is None or self._open.closed:
            return self._before + self._size
        return self._before + self._open.tell()

    def unparsed(self, paths: Iterable[str | Path], stdin: BinaryIO | None) -> Iterator[Article]:
        """What the pipeline has to parse: new articles, then those that only another pipeline parsed."""
        self._cache.begin_reading()
        items = read(
            paths,
            default_date=self._terms.default_date,
            stdin=stdin,
            max_bytes=self._terms.max_bytes,
            seconds=self._terms.seconds,
            unchanged=self._is_unchanged,
        )
        # The articles of a file come one after the other.
        for key, of_file in groupby(items, key=lambda item: item.key.partition("#")[0]):
            clean, undated = True, []
            for item in of_file:
                if isinstance(item, Rejected):
                    self.rejected.append(item)
                    clean = False
                    continue
                if isinstance(item, Unchanged):
                    self._cache.note_unchanged(key)
                    self.undated += self._files[key][1] or []
                    clean = False  # it is noted already
                    continue
                if item.published is None and item.dateline_date is None:
                    undated.append(item.key)
                new = self._cache.note_source(item.key, item.id)
                if new and not self._cache.has(item.id, self._fingerprint):
                    yield item
            self.undated += undated
            digest, _ = self._files.pop(key, (None, None))
            if clean and digest is not None:
                self._cache.note_file(key, digest, undated)
        for article_id, key in self._cache.missing(self._fingerprint):
            article = self._cache.article(article_id)
            if article is None:
                raise KgError(
                    "the cache is incomplete; run kg check --repair --graph with the graph's folder"
                )
            yield replace(article, key=key)

    def reject(self, outcome: Rejected) -> None:
        """Set aside an article that cannot be parsed; what its sources held before stays, if it is known."""
        keys = self._cache.reject(outcome.key)
        self.rejected += [Rejected(key, outcome.reason) for key in keys]
        self.undated = [key for key in self.undated if key not in keys]

    def _is_unchanged(self, key: str, content: BinaryIO) -> bool:
        """Whether a file is as it was when the same reader read it; reading it is dearer than hashing it."""
        self._open, self._before, self._size = content, self._before + self._size, 0
        digest = sha256(f"{self._fingerprint} {self._terms.default_date} {self._terms.max_bytes} ".encode())
        while block := content.read(65_536):
            digest.update(block)
            self._size += len(block)
        content.seek(0)
        undated = self._cache.unchanged(key, digest.hexdigest())
        self._files[key] = digest.hexdigest(), undated
        return undated is not None


def sources_of(name: str, sources: dict[str, str], base: str) -> Iterator[str]:
    """The sources that a name stands for: a path, a folder, a file of records, the IRI or the id of an article."""
    paths = {name}
    if "\0" not in name:
        paths.add(str(Path(name).resolve()))
    for key, article_id in sources.items():
        below = any(key == path or key.startswith((f"{path}#", f"{path.rstrip('/')}/")) for path in paths)
        if below or name in (article_id, article_iri(base, article_id)):
            yield key
