"""Rows of RDF terms as columns of values.

The type of a column comes from the datatypes of its values. Columns that bear the name of a property of the ontology
(``date``, ``published``, ``confidence``, ``type`` …) have that property's type even if the answer is empty, so that it
does not change from one graph to the next. What cannot be read as the type of its column, and what mixes types, stays
text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Literal, get_args

from rdflib import RDFS, XSD
from rdflib import Literal as RdfLiteral
from rdflib.term import Identifier

from kg.frames import Column, Kind, dated
from kg.model import EntityType, EventType, Status

_INTEGERS = {
    XSD.integer, XSD.int, XSD.long, XSD.short, XSD.byte, XSD.nonNegativeInteger, XSD.positiveInteger,
    XSD.nonPositiveInteger, XSD.negativeInteger, XSD.unsignedInt, XSD.unsignedLong, XSD.unsignedShort, XSD.unsignedByte,
}  # fmt: skip
_NUMBERS = _INTEGERS | {XSD.decimal, XSD.double, XSD.float}
_DATES = {XSD.date, XSD.gYearMonth, XSD.gYear}
_TEXT = {None, XSD.string}

#: Names of columns → what the property of that name has for values.
_OF_NAME: Mapping[str, Kind | Literal["date"]] = {
    "date": "date", "published": "date", "earliest": "date", "latest": "date", "from": "date", "until": "date",
    "confidence": "number", "intensity": "number", "start": "integer", "end": "integer",
    "type": "category", "status": "category", "quad": "category",
}  # fmt: skip

_CATEGORIES = {
    "status": (get_args(Status),),
    "quad": (("VerbalCooperation", "MaterialCooperation", "VerbalConflict", "MaterialConflict"),),
    "type": (get_args(EventType), get_args(EntityType)),
}

# A date may carry a time zone, which a day of news does not need.
_ISO_DATE = re.compile(r"(\d{4}(?:-\d\d(?:-\d\d)?)?)(?:Z|[+-]\d\d:\d\d)?")

_Terms = Sequence[Identifier | None]


def tabulated(names: Sequence[str], rows: Sequence[Sequence[Identifier | None]]) -> list[Column]:
    """The columns of a SELECT's answer; a column of dates gives two, see :func:`kg.frames.dated`."""
    columns: list[Column] = []
    for place, name in enumerate(names):
        found = _columns(name, [row[place] for row in rows])
        # A variable of the query may itself be called date_text.
        columns += [column for column in found if column.name == name or column.name not in names]
    return columns


def is_number(term: Identifier | None) -> bool:
    """Whether a term is a number, or nothing."""
    return term is None or (isinstance(term, RdfLiteral) and term.datatype in _NUMBERS)


def _columns(name: str, terms: _Terms) -> Sequence[Column]:
    kind = _kind(name, terms)
    texts = [None if term is None else str(term) for term in terms]
    try:
        if kind == "date":
            return dated(name, [_iso_date(text) for text in texts])
        if kind == "category":
            return [
                Column(name, kind, texts, _categories(name, {text for text in texts if text is not None}))
            ]
        read = _READERS[kind]
        return [Column(name, kind, [None if text is None else read(text) for text in texts])]
    except ValueError:
        return [Column(name, "text", texts)]


def _kind(name: str, terms: _Terms) -> Kind | Literal["date"]:
    datatypes = {
        term.datatype if isinstance(term, RdfLiteral) else RDFS.Resource for term in terms if term is not None
    }
    of_name = _OF_NAME.get(name)
    if not datatypes:
        return of_name or "text"
    if datatypes <= _INTEGERS and of_name != "number":
        return "integer"
    if datatypes <= _NUMBERS:
        return "number"
    if datatypes == {XSD.boolean}:
        return "boolean"
    if datatypes <= _DATES:
        return "date"
    if datatypes <= {XSD.date, XSD.dateTime}:
        return "moment"
    # Queries often make text of a type or a date, to cut a namespace off or to sort.
    if datatypes <= _TEXT and of_name in ("category", "date"):
        return of_name
    return "text"


def _categories(name: str, values: set[str]) -> tuple[str, ...]:
    return next((c for c in _CATEGORIES[name] if values <= set(c)), tuple(sorted(values)))


def _iso_date(text: str | None) -> str:
    if not text:
        return ""
    found = _ISO_DATE.fullmatch(text)
    if found is None:
        raise ValueError(f"{text} is no date")
    return found[1]


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo is None else moment.astimezone(UTC).replace(tzinfo=None)


def _integer(text: str) -> int:
    number = int(text)
    if not -(2**63) <= number < 2**63:
        raise ValueError(f"{text} is too long for 64 bits")
    return number


def _boolean(text: str) -> bool:
    if text not in ("true", "false", "1", "0"):
        raise ValueError(f"{text} is no truth value")
    return text in ("true", "1")


_READERS: Mapping[str, Callable[[str], Any]] = {
    "text": str,
    "integer": _integer,
    "number": float,
    "boolean": _boolean,
    "moment": _moment,
}
