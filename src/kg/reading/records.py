"""JSON Lines and CSV: one article per record, read one record at a time.

Columns: ``id``, ``title``, ``date``, ``source``, ``url``, ``text``; others are ignored, case does not matter.
A record whose date cannot be read is kept without that date, since its text is sound.
"""

from __future__ import annotations

import csv
import errno
import io
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO

from kg.errors import UnreadableInput, fault
from kg.limits import OutOfTimeError, time_limit
from kg.model import Article, Rejected
from kg.reading.article import article_from_text
from kg.reading.dates import parse_date
from kg.reading.decoding import encoding_of, refuse_binary
from kg.reading.lines import collapsed

_SAMPLE = 256 * 1024
_LONGEST_ID = 200
_LONGEST_HEADER = 100_000
_DELIMITERS = (",", ";", "\t")


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for every article that is read: its date where it has none, and its limits."""

    default_date: date | None
    max_bytes: int
    seconds: float

    @contextmanager
    def kept(self) -> Iterator[None]:
        """One article: what goes wrong in it is that article's alone.

        Raises:
            UnreadableInput: the block took too long, or the program failed in it.
        """
        try:
            with time_limit(self.seconds):
                yield
        except OutOfTimeError:
            raise UnreadableInput(
                f"took longer than {self.seconds:g} seconds to read; split it or raise --time-limit"
            ) from None
        except UnreadableInput:
            raise
        except Exception as error:
            raise UnreadableInput(fault(error)) from error


class _Keys:
    """Keys of the records of one file, each given out once."""

    def __init__(self, file_key: str) -> None:
        self._file_key = file_key
        self._lines: dict[str, int] = {}

    def key(self, record_id: object, line: int) -> str:
        """``file#id``, or ``file#line`` for a record without id.

        Raises:
            UnreadableInput: an earlier record has the same key.
        """
        name = collapsed(str(record_id))[:_LONGEST_ID] if record_id not in (None, "") else ""
        key = f"{self._file_key}#{name or line}"
        if (earlier := self._lines.setdefault(key, line)) != line:
            raise UnreadableInput(
                f"line {line} has the id {name or line!r} of line {earlier}; give each record its own id"
            )
        return key


def read_jsonl(stream: BinaryIO, key: str, terms: Terms) -> Iterator[Article | Rejected]:
    """The records of a JSON Lines file; ``terms.max_bytes`` is the limit for one line."""
    max_bytes = terms.max_bytes
    keys = _Keys(key)
    number = 0
    seen = False
    while raw := stream.readline(max_bytes + 1):
        number += 1
        at = f"{key}#{number}"
        if number == 1:
            try:
                refuse_binary(raw[:4096])
            except UnreadableInput as error:
                yield Rejected(key, str(error))
                return
        too_long = len(raw) > max_bytes and not raw.endswith(b"\n")
        while raw and not raw.endswith(b"\n") and too_long:
            raw = stream.readline(1 << 20)
        if too_long:
            seen = True
            yield Rejected(
                at, f"line {number} is longer than {max_bytes:,} bytes; split it or raise --max-size"
            )
            continue
        line = raw.strip().removeprefix(b"\xef\xbb\xbf")
        if not line:
            continue
        if not seen and line in (b"[", b"{"):
            yield Rejected(key, "is JSON over several lines, not JSON Lines; write one object per line")
            return
        seen = True
        try:
            record = _object(line, number)
            at = keys.key(record.get("id"), number)
            yield _article(record, at, f"line {number}", terms)
        except UnreadableInput as error:
            yield Rejected(at, str(error))
    if not seen:
        yield Rejected(key, "is empty; give one JSON object per line")


def _object(line: bytes, number: int) -> Mapping[str, Any]:
    try:
        value = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        raise UnreadableInput(f"line {number} is not UTF-8; save the file as UTF-8") from None
    except json.JSONDecodeError as error:
        raise UnreadableInput(
            f"line {number} is not valid JSON ({error.msg} at column {error.colno}); mend or remove it"
        ) from None
    except (RecursionError, ValueError):  # nested too deeply; a number of thousands of digits
        raise UnreadableInput(f"line {number} is JSON that cannot be read; mend or remove it") from None
    if not isinstance(value, dict):
        raise UnreadableInput(
            f'line {number} is no JSON object; write {{"text": "…"}} with the article\'s text'
        )
    return {str(name).strip().lower(): content for name, content in value.items()}


def read_csv(stream: BinaryIO, key: str, terms: Terms) -> Iterator[Article | Rejected]:
    """The records of a CSV file with a header line; the delimiter is a comma, semicolon or tabulator.

    ``terms.max_bytes`` is the limit for one field, in characters.
    """
    head: bytes | None = stream.read(_SAMPLE)
    if head is None:
        raise BlockingIOError(errno.EAGAIN, "nothing to read")
    stream.seek(0)
    try:
        refuse_binary(head)
        if not head.strip():
            raise UnreadableInput("is empty; give a header line and one article per row")  # noqa: TRY301
        lines = io.TextIOWrapper(stream, encoding_of(head, complete=len(head) < _SAMPLE), newline="")
    except UnreadableInput as error:
        yield Rejected(key, str(error))
        return
    # The csv module has one limit for the whole process; its default is less than a long article.
    csv.field_size_limit(terms.max_bytes)
    try:
        yield from _rows(lines, key, terms)
    except UnicodeDecodeError as error:
        yield Rejected(
            key, f"is not valid {error.encoding} further down; the rest was not read: save it as UTF-8"
        )
    finally:
        lines.detach()


class _LineTooLongError(Exception):
    """A line of a CSV file that is longer than any record may be."""


def _lines(lines: io.TextIOWrapper, longest: int) -> Iterator[str]:
    """The lines of a CSV file, none of which is read whole to find that it is too long."""
    while line := lines.readline(longest + 1):
        if len(line) > longest:
            raise _LineTooLongError
        yield line


def _rows(lines: io.TextIOWrapper, key: str, terms: Terms) -> Iterator[Article | Rejected]:
    header_line = lines.readline(_LONGEST_HEADER)
    columns: list[str] = []
    for delimiter in _DELIMITERS:
        columns = [name.strip().lower() for name in next(csv.reader([header_line], delimiter=delimiter), [])]
        if "text" in columns:
            break
    else:
        yield Rejected(
            key, "has no column 'text' in its first line; name the columns id, title, date, source, url, text"
        )
        return
    keys = _Keys(key)
    rows = csv.reader(_lines(lines, 2 * terms.max_bytes), delimiter=delimiter, strict=True)
    number = before = 1
    empty = True
    while True:
        number = before + 1
        try:
            row = next(rows, None)
        except _LineTooLongError:
            yield Rejected(
                f"{key}#{number}",
                f"line {number} or a later one is longer than {2 * terms.max_bytes:,} characters; the rest was not "
                "read: split it or raise --max-size",
            )
            return
        except csv.Error as error:
            before = rows.line_num + 1
            empty = False
            yield Rejected(
                f"{key}#{number}", f"row at line {number} is not valid CSV ({error}); mend its quotes"
            )
            continue
        before = rows.line_num + 1
        if row is None:
            break
        if not any(row):
            continue
        empty = False
        at = f"{key}#{number}"
        try:
            if len(row) != len(columns):
                raise UnreadableInput(  # noqa: TRY301 - each record is accepted or rejected in one place
                    f"row at line {number} has {len(row)} fields where the header has {len(columns)};"
                    " put fields that hold delimiters or line breaks in quotes"
                )
            record = dict(zip(columns, row, strict=True))
            at = keys.key(record.get("id"), number)
            yield _article(record, at, f"row at line {number}", terms)
        except UnreadableInput as error:
            yield Rejected(at, str(error))
    if empty:
        yield Rejected(key, "has a header but no rows; give one article per row")


def _article(record: Mapping[str, Any], key: str, where: str, terms: Terms) -> Article:
    text = record.get("text")
    if text is None or (isinstance(text, str) and not text.strip()):
        raise UnreadableInput(f"{where} has no text; fill its field 'text' or remove it")
    if not isinstance(text, str):
        raise UnreadableInput(f"{where} has a field 'text' that is no string; write the text in quotes")
    dated = _string(record.get("date"))
    with terms.kept():
        return article_from_text(
            text,
            key=key,
            title=_string(record.get("title")),
            published=parse_date(dated) if dated else None,
            publisher=_string(record.get("source")),
            url=_string(record.get("url")),
            default_date=terms.default_date,
        )


def _string(value: object) -> str | None:
    """A metadata field as text; nested values are ignored, as unknown fields are."""
    if isinstance(value, str):
        return value.strip() or None
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else None
