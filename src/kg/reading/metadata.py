"""When, where and by whom an article was published, as its frame says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from kg.reading.agencies import canonical_publisher, government_body, known_agency, speaker_of_statement
from kg.reading.dateline import Dateline
from kg.reading.dates import days_in
from kg.reading.lines import is_update_line, outlet_name, source_name
from kg.reading.parts import Part
from kg.reading.structure import Structure

_URL = re.compile(r"https?://[^\s<>\"]{4,2000}")
_PUBLISHER_LABELS = ("publisher", "outlet", "newspaper", "publication", "agency")
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)[\W\d]*(?:copyright)?[\W\d]*(?:by )?(?P<name>[A-Z][\w .'’/&-]{1,60}?)"
    r"(?:[.,;]| all rights| ltd| limited| inc|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of an article apart from its text; each field may be unknown."""

    title: str | None = None
    published: date | None = None
    publisher: str | None = None
    url: str | None = None
    speaker: str | None = None


def published_on(structure: Structure, dateline: Dateline | None) -> date | None:
    """The day of publication: a date line before the body, else one after it, else a full dateline.

    A line that tells of an update counts only where no other date is printed.
    """
    dated: list[tuple[bool, bool, int, date]] = []
    for i, part in enumerate(structure.parts):
        if part.kind != "frame" or (part.what not in ("date", "byline", "source") and part.labelled is None):
            continue
        first = next((day for printed in days_in(part.line) if (day := printed.as_date())), None)
        if first:
            dated.append((is_update_line(part.line), i >= structure.body, i, first))
    if dated:
        return min(dated)[-1]
    return dateline.day.as_date() if dateline and dateline.day else None


def _frame(structure: Structure) -> Iterator[Part]:
    return (part for part in structure.parts if part.kind == "frame")


def _publishers(structure: Structure, dateline: Dateline | None, signed: str | None) -> Iterator[str | None]:
    head = structure.parts[: structure.body]
    for part in _frame(structure):
        if part.what == "source":
            yield source_name(part.line.strip(" •·*_-–—|"))
    for part in _frame(structure):
        if part.labelled and part.labelled[0] in _PUBLISHER_LABELS and not any(days_in(part.labelled[1])):
            yield part.labelled[1]
    yield dateline.agency if dateline else None
    yield signed
    for part in takewhile(lambda part: part.kind != "body", reversed(structure.parts)):
        if part.what in ("credit", "byline"):
            yield known_agency(part.line.strip("()[] "))  # "(Xinhua)" on a line of its own at the end
    for part in head:
        if part.kind == "frame" and part.what in ("byline", "date"):
            pieces = re.split(r"\s*[|,/·•]\s*|\s+[-–—]\s+|^(?i:by)\s+", part.line)
            yield next((agency for piece in pieces if (agency := known_agency(piece))), None)
    for part in _frame(structure):
        if copyright_line := _COPYRIGHT.match(part.line):
            yield known_agency(copyright_line["name"])
    for part in head:
        if part.kind == "frame" and part.what is None:
            yield outlet_name(part.line) or government_body(part.line)
    yield next((body for part in head if part.kind == "frame" and (body := government_body(part.line))), None)


def publisher_of(structure: Structure, dateline: Dateline | None, signed: str | None) -> str | None:
    """The publisher: a source line, else the dateline's agency, the sign-off, a byline, the masthead."""
    name = next(filter(None, _publishers(structure, dateline, signed)), None)
    return canonical_publisher(name) if name else None


def url_of(structure: Structure) -> str | None:
    """The address printed in the head of the article on a line of its own."""
    for part in structure.parts[: structure.body]:
        if part.kind == "frame" and (url := _URL.search(part.line)):
            return url.group().rstrip(".,;)")
    return None


def speaker_of(structure: Structure, title: str | None, publisher: str | None) -> str | None:
    """The government body that a press release speaks for, from its publisher, its head or its title."""
    named: Sequence[str | None] = (
        government_body(publisher) if publisher else None,
        next((body for part in structure.parts[: structure.body] if (body := _body_line(part))), None),
        speaker_of_statement(title) if title else None,
    )
    return next(filter(None, named), None)


def _body_line(part: Part) -> str | None:
    return government_body(part.line) if part.kind == "frame" else None
