"""Reading gold files. What is wrong in one is said in one line, with its number."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import KgError
from kg.model import Span

_MARK = re.compile(r"</?[st]>")


@dataclass(frozen=True, slots=True)
class EventRow:
    """A sentence with a source, a target and the PLOVER root between them.

    ``source`` and ``target`` are as the file has them, None where a column is empty; the spans say where they
    stand in the sentence, None where that is not known.
    """

    id: str
    sentence: str
    source: str | None
    target: str | None
    source_span: Span | None
    target_span: Span | None
    root: str | None


def event_rows(path: Path) -> list[EventRow]:
    """The rows of a tab-separated file with the columns id and sentence, and marked_sentence, source, target, root.

    Fields are not quoted. In ``marked_sentence`` the source stands between ``<s>`` and ``</s>``, the target
    between ``<t>`` and ``</t>``; where the marks are missing, the first place where the words stand is taken.

    Raises:
        KgError: the file cannot be read, lacks a column, or a row has too many or too few fields.
    """
    # Sentences may hold characters that str.splitlines takes for the end of a line.
    lines = [line.removesuffix("\r") for line in read_text(path).split("\n")]
    rows = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    columns = [name.strip() for name in next(rows, [])]
    for needed in ("id", "sentence"):
        if needed not in columns:
            raise KgError(
                f"{path}: has no column '{needed}'; give a tab-separated file with the columns id, sentence,"
                " marked_sentence, source, target, root"
            )
    found: list[EventRow] = []
    for number, fields in enumerate(rows, start=2):
        if not fields:
            continue
        if len(fields) != len(columns):
            raise KgError(
                f"{path}: line {number} has {len(fields)} fields where the first line has {len(columns)};"
                " separate them by tabs"
            )
        found.append(_event_row(dict(zip(columns, fields, strict=True))))
    if not found:
        raise KgError(f"{path}: has no rows; give one sentence a line below the column names")
    return found


def _event_row(row: dict[str, str]) -> EventRow:
    sentence, marked = row["sentence"], row.get("marked_sentence", "")
    spans = _marked(marked) if _MARK.sub("", marked) == sentence else {}
    source, target = row.get("source", "").strip(), row.get("target", "").strip()
    return EventRow(
        id=row["id"],
        sentence=sentence,
        source=source or None,
        target=target or None,
        source_span=spans.get("s") or _found(source, sentence),
        target_span=spans.get("t") or _found(target, sentence),
        root=row.get("root", "").strip() or None,
    )


def _marked(marked: str) -> dict[str, Span]:
    """Where the marked words stand once the marks are gone."""
    starts: dict[str, int] = {}
    spans: dict[str, Span] = {}
    removed = 0
    for mark in _MARK.finditer(marked):
        position, name = mark.start() - removed, mark.group()[-2]
        removed += len(mark.group())
        if mark.group()[1] != "/":
            starts[name] = position
        elif name in starts and starts[name] < position:
            spans.setdefault(name, Span(starts[name], position))
    return spans


def _found(words: str, sentence: str) -> Span | None:
    start = sentence.find(words) if words else -1
    return Span(start, start + len(words)) if start >= 0 else None


def json_lines(path: Path, *needed: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each line's object of a JSONL file, after where it stands ("FILE: line 3"); empty lines are passed over.

    Raises:
        KgError: the file cannot be read or is empty, a line is no JSON object or lacks a field of ``needed``.
    """
    empty = True
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        empty = False
        where = f"{path}: line {number}"
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise KgError(f"{where} is not valid JSON ({error}); give one JSON object per line") from error
        if not isinstance(record, dict):
            raise KgError(f"{where} is no JSON object; give one JSON object per line")
        for field in needed:
            if field not in record:
                raise KgError(f"{where} has no field '{field}'; add it")
        yield where, record
    if empty:
        raise KgError(f"{path}: is empty; give one JSON object per line")


def read_text(path: Path) -> str:
    """The text of a UTF-8 file; a byte order mark is dropped."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise KgError(f"{path}: is not UTF-8 text; give a text file") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise KgError(f"{path}: cannot be read ({reason}); give the gold file") from error
