"""Reading: from files to :class:`~kg.model.Article` values.

Plain text, Markdown, HTML, JSON Lines and CSV; files, folders, patterns and standard input. What cannot be
read is set aside as :class:`~kg.model.Rejected` with one line that says why; the rest is read all the same.
"""

from __future__ import annotations

import errno
import io
import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO, cast

from kg.errors import UnreadableInput
from kg.limits import MAX_BYTES, MAX_SECONDS
from kg.model import Article, Rejected
from kg.reading.article import article_from_text
from kg.reading.decoding import decode
from kg.reading.page import article_from_html, looks_like_html
from kg.reading.records import Terms, read_csv, read_jsonl
from kg.reading.sources import SUFFIXES, SourceFile, source_files

__all__ = ["MAX_BYTES", "SUFFIXES", "Unchanged", "article_from_text", "read"]


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A file that is known already, with all articles in it."""

    key: str


def read(
    paths: Iterable[str | Path] | str | Path,
    *,
    default_date: date | None = None,
    stdin: BinaryIO | None = None,
    max_bytes: int = MAX_BYTES,
    seconds: float = MAX_SECONDS,
    unchanged: Callable[[str, BinaryIO], bool] = lambda key, content: False,
) -> Iterator[Article | Rejected | Unchanged]:
    """Every article that ``paths`` lead to, and every input that is none, always in the same order.

    Args:
        paths: files, folders (read recursively), patterns, or ``-`` for standard input. A file is read once.
        default_date: the date of articles in which no date is found.
        stdin: where ``-`` reads from, by default the process's standard input. It may hold JSON Lines (it
            begins with ``{``), HTML (``<``) or plain text.
        max_bytes: the largest file; for JSON Lines and CSV, which are streamed, the largest record.
        seconds: the longest time that one article may take (:func:`kg.limits.time_limit`).
        unchanged: says of a file, by its key and its content, that it is known; it is then not read.

    ``Article.key`` is the resolved path, with ``#id`` or ``#line`` for records, and ``-`` for standard input.
    """
    if isinstance(paths, str | Path):
        paths = (paths,)
    terms = Terms(default_date, max_bytes, seconds)
    seen: set[str] = set()
    for path in map(str, paths):
        for source in ("-",) if path == "-" else source_files(path):
            key = source if isinstance(source, str) else source.key
            if key in seen:
                continue
            seen.add(key)
            if isinstance(source, Rejected):
                yield source
            elif isinstance(source, SourceFile):
                yield from _read_file(source, terms, unchanged)
            else:
                yield from _read_stdin(stdin or sys.stdin.buffer, terms)


def _read_file(
    source: SourceFile, terms: Terms, unchanged: Callable[[str, BinaryIO], bool]
) -> Iterator[Article | Rejected | Unchanged]:
    suffix = source.path.suffix.lower()
    try:
        with _opened(source.path) as stream:
            if unchanged(source.key, stream):
                yield Unchanged(source.key)
                return
            if suffix in (".jsonl", ".ndjson"):
                yield from read_jsonl(stream, source.key, terms)
            elif suffix == ".csv":
                yield from read_csv(stream, source.key, terms)
            else:
                yield _whole(stream, source.key, suffix, terms)
    except OSError as error:
        yield Rejected(source.key, f"cannot be read ({error.strerror}); check the file and its permissions")


def _opened(path: Path) -> BinaryIO:
    """A file to read, without waiting for what never comes: pipes, and files of the system that are like them.

    Raises:
        OSError: it cannot be opened, or has become something else than a file since it was found.
    """

    def without_waiting(name: str, flags: int) -> int:
        return os.open(name, flags | getattr(os, "O_NONBLOCK", 0))

    stream = open(path, "rb", opener=without_waiting)  # noqa: SIM115 - Path.open takes no opener
    if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
        stream.close()
        raise OSError(errno.EINVAL, "no regular file")
    return stream


def _read_stdin(stdin: BinaryIO, terms: Terms) -> Iterator[Article | Rejected]:
    # A buffer of our own, to look at the beginning without taking it; the caller's stream stays open.
    stream = io.BufferedReader(cast(io.RawIOBase, stdin))
    try:
        if stream.peek(4096).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
            yield from read_jsonl(stream, "-", terms)
        else:
            yield _whole(stream, "-", "", terms)
    except OSError as error:
        yield Rejected("-", f"cannot be read ({error.strerror}); check what is piped in")
    finally:
        stream.detach()


def _whole(stream: BinaryIO, key: str, suffix: str, terms: Terms) -> Article | Rejected:
    """The article that is the whole of ``stream``; ``suffix`` is empty for standard input."""
    try:
        data: bytes | None = stream.read(terms.max_bytes + 1)
        if data is None:
            raise BlockingIOError(errno.EAGAIN, "nothing to read")
        if len(data) > terms.max_bytes:
            return Rejected(
                key, f"is larger than {terms.max_bytes:,} bytes; split it into articles or raise --max-size"
            )
        if not data.strip():
            return Rejected(key, "is empty; give an article's text" if not data else "holds only white space")
        with terms.kept():
            return _article(data, key, suffix, terms.default_date)
    except UnreadableInput as error:
        return Rejected(key, str(error))


def _article(data: bytes, key: str, suffix: str, default_date: date | None) -> Article:
    named_html = suffix in (".html", ".htm")
    text = decode(data, html=named_html or looks_like_html(data[:200].decode("latin-1")))
    if named_html or looks_like_html(text) or (not suffix and text.lstrip().startswith("<")):
        return article_from_html(text, key=key, default_date=default_date)
    return article_from_text(text, key=key, default_date=default_date, markdown=suffix == ".md")
