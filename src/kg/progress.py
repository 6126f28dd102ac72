"""What a long build shows of itself on a terminal."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tqdm import tqdm

from kg.cache import Kept
from kg.model import Rejected
from kg.reading.sources import SourceFile, source_files


class Parsing:
    """A bar of the bytes that are read, with articles, words a second and, where the bytes are known, what remains.

    :param paths: the inputs, as :func:`kg.reading.read` takes them.
    :param show: whether there is anybody to look at it.
    """

    def __init__(self, paths: Iterable[str | Path], show: bool) -> None:
        self._begin = time.monotonic()
        self._articles = self._words = 0
        size = sum(map(_size, map(str, paths))) if show else 0
        shape = "parsing {percentage:3.0f}%|{bar}| {desc} [{elapsed}<{remaining}]"
        # Smoothing over all there was: files of known articles are passed much faster than new ones.
        self._bar = tqdm(
            total=size or None,
            bar_format=shape if size else "parsing {desc} [{elapsed}]",
            disable=not show,
            smoothing=0.05,
        )

    def __enter__(self) -> Parsing:
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.close()

    def parsed(self, outcome: Kept | Rejected, read: int) -> None:
        """An article is done.

        :param read: bytes of the inputs that have been read by now.
        """
        if self._bar.disable:
            return
        self._articles += 1
        if isinstance(outcome, Kept):
            self._words += outcome.words
        rate = self._words / max(time.monotonic() - self._begin, 1e-9)
        articles = "1 article" if self._articles == 1 else f"{self._articles:,} articles"
        self._bar.set_description_str(f"{articles}, {rate:,.0f} words/s", refresh=False)
        self._bar.update(read - self._bar.n)


@contextmanager
def stage(what: str, show: bool) -> Iterator[None]:
    """Say what is being done, until it is done."""
    with tqdm(desc=what, bar_format="{desc} … [{elapsed}]", leave=False, disable=not show):
        yield


def _size(path: str) -> int:
    """Bytes of all files that an input leads to; those that cannot be looked at count nothing."""
    if path == "-":
        return 0
    total = 0
    for source in source_files(path):
        if isinstance(source, SourceFile):
            try:
                total += source.path.stat().st_size
            except OSError:
                continue
    return total
