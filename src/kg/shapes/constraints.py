"""One function for each construct of SHACL that the shapes use: as strict as SHACL's, or stricter.

SHACL compares values, this compares terms: two terms that are one value ("1" and "01") count as two here, and what is
no plain date or number is never accepted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

import pyoxigraph as ox
from rdflib import RDF, RDFS, SH, XSD

from kg.shapes.ontology import DOMAIN, RANGE, TYPE, Classes, Said, iri_of
from kg.triples import Value
from kg.vocabulary import GP

Check = Callable[[Said, Classes], bool]
"""Whether what is said of a node satisfies a constraint."""
Test = Callable[[Value, Classes], bool]
"""Whether a value does."""
Whole = Callable[[Sequence[Value], Said], bool]
"""Whether all values of a property together do, given what else is said of the node."""

_STRING, _INTEGER, _DECIMAL, _DATE = (
    ox.NamedNode(str(name)) for name in (XSD.string, XSD.integer, XSD.decimal, XSD.date)
)
_MODE, _MODE_OF, _TEXT, _START, _END = (str(name) for name in (GP.mode, GP.modeOf, GP.text, GP.start, GP.end))
_SUBJECT, _PREDICATE, _OBJECT = str(RDF.subject), str(RDF.predicate), str(RDF.object)
_RESOURCE = str(RDFS.Resource)
_WHOLE_NUMBER, _NUMBER = re.compile("-?[0-9]{1,18}"), re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,18})?")
_NUMBERS = {_INTEGER: _WHOLE_NUMBER, _DECIMAL: _NUMBER}
_DAY, _MONTH, _YEAR = (
    re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    re.compile("[0-9]{4}-[0-9]{2}"),
    re.compile("[0-9]{4}"),
)


def property_check(
    path: str, least: int, most: int | None, tests: Sequence[Test], wholes: Sequence[Whole]
) -> Check:
    def check(said: Said, classes: Classes) -> bool:
        values = said.get(path, ())
        if len(values) < least or (most is not None and len(values) > most and len({*values}) > most):
            return False
        for value in values:
            for test in tests:
                if not test(value, classes):
                    return False
        return not wholes or all(whole(values, said) for whole in wholes)

    return check


def any_check(checks: Sequence[Check]) -> Check:
    return lambda said, classes: any(check(said, classes) for check in checks)


def any_test(tests: Sequence[Test]) -> Test:
    return lambda value, classes: any(test(value, classes) for test in tests)


def is_one_of(values: frozenset[object]) -> Test:
    return lambda value, _: value in values


def _is_day(text: str) -> bool:
    if _DAY.fullmatch(text) is None:
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


#: Datatype → whether a text is written as it demands.
_WRITTEN: dict[str, Callable[[str], object]] = {
    str(XSD.string): lambda text: True,
    str(XSD.anyURI): lambda text: True,
    str(XSD.integer): _WHOLE_NUMBER.fullmatch,
    str(XSD.decimal): _NUMBER.fullmatch,
    str(XSD.date): _is_day,
    str(XSD.gYearMonth): lambda text: _MONTH.fullmatch(text) and _is_day(f"{text}-01"),
    str(XSD.gYear): lambda text: _YEAR.fullmatch(text) and _is_day(f"{text}-01-01"),
}


def _datatype(datatype: object) -> Test:
    if datatype == _STRING:
        return lambda value, _: type(value) is ox.Literal and value.datatype == _STRING
    written = _WRITTEN[iri_of(datatype)]
    return lambda value, _: (
        type(value) is ox.Literal and value.datatype == datatype and bool(written(value.value))
    )


def _node_kind(kind: object) -> Test:
    return {
        str(SH.IRI): lambda value, _: type(value) is ox.NamedNode,
        str(SH.IRIOrLiteral): lambda value, _: True,  # no other terms get here
    }[iri_of(kind)]


def _class(iri: object) -> Test:
    name = iri_of(iri)
    return lambda value, classes: name in classes[value]


def _pattern(pattern: object) -> Test:
    # Python's own, as in pySHACL: "$" also matches before a line break at the end.
    search = re.compile(_text(pattern)).search
    return lambda value, _: type(value) is ox.Literal and search(value.value) is not None


def _min_length(length: object) -> Test:
    least = int(_text(length))
    return lambda value, _: type(value) is ox.Literal and len(value.value) >= least


def _min_inclusive(limit: object) -> Test:
    least = Decimal(_text(limit))

    def test(value: Value, _: Classes) -> bool:
        number = _number(value)
        return number is not None and least <= number

    return test


def _max_inclusive(limit: object) -> Test:
    most = Decimal(_text(limit))

    def test(value: Value, _: Classes) -> bool:
        number = _number(value)
        return number is not None and number <= most

    return test


#: What is demanded of each value, by the name of the parameter. KeyError: a datatype or kind of nodes that is unknown.
TESTS: dict[str, Callable[[object], Test]] = {
    "sh:datatype": _datatype,
    "sh:nodeKind": _node_kind,
    "sh:class": _class,
    "sh:pattern": _pattern,
    "sh:minLength": _min_length,
    "sh:minInclusive": _min_inclusive,
    "sh:maxInclusive": _max_inclusive,
}


def _less_than(predicate: object, or_equal: bool = False) -> Whole:
    other = iri_of(predicate)
    return lambda values, said: all(_before(a, b, or_equal) for a in values for b in said.get(other, ()))


def _less_than_or_equals(predicate: object) -> Whole:
    return _less_than(predicate, or_equal=True)


def _disjoint(predicate: object) -> Whole:
    other = iri_of(predicate)

    def whole(values: Sequence[Value], said: Said) -> bool:
        others = said.get(other)
        if not others or not values:
            return True
        # Of numbers and dates, different terms may be one value.
        return all(map(_is_itself, values)) and {*values}.isdisjoint(others)

    return whole


def _equals(predicate: object) -> Whole:
    other = iri_of(predicate)
    return lambda values, said: {*values} == {*said.get(other, ())}


def _has_value(wanted: object) -> Whole:
    return lambda values, _: wanted in values


#: What is demanded of all values of a property, by the name of the parameter.
WHOLES: dict[str, Callable[[object], Whole]] = {
    "sh:lessThan": _less_than,
    "sh:lessThanOrEquals": _less_than_or_equals,
    "sh:disjoint": _disjoint,
    "sh:equals": _equals,
    "sh:hasValue": _has_value,
}


def _mode_of_type(said: Said, classes: Classes) -> bool:
    types = said.get(TYPE, ())
    modes = said.get(_MODE, ())
    return all(kind in types for mode in modes for kind in classes.ontology.values(mode, _MODE_OF))


def _known_predicate(said: Said, classes: Classes) -> bool:
    return all(classes.ontology.values(predicate, DOMAIN) for predicate in said.get(_PREDICATE, ()))


def _of_domain(said: Said, classes: Classes) -> bool:
    return all(
        iri_of(kind) in classes[subject]
        for predicate in said.get(_PREDICATE, ())
        for kind in classes.ontology.values(predicate, DOMAIN)
        for subject in said.get(_SUBJECT, ())
    )


def _of_range(said: Said, classes: Classes) -> bool:
    return all(
        iri_of(kind) in classes[value]
        for predicate in said.get(_PREDICATE, ())
        for kind in classes.ontology.values(predicate, RANGE)
        if iri_of(kind) != _RESOURCE
        for value in said.get(_OBJECT, ())
    )


def _as_long_as_its_offsets(said: Said, _: Classes) -> bool:
    for text in said.get(_TEXT, ()):
        for start in map(_number, said.get(_START, ())):
            for end in map(_number, said.get(_END, ())):
                if start is None or end is None or len(text.value) != end - start:
                    return False
    return True


#: The shapes' queries for what violates them → whether a node is none of it.
QUERIES: dict[str, Check] = {
    "SELECT $this ?value WHERE { ?value rdf:type $this ; gp:mode/gp:modeOf ?type ."
    " FILTER NOT EXISTS { ?value rdf:type ?type } }": _mode_of_type,
    "SELECT $this ?value WHERE { ?value rdf:type $this ; rdf:predicate ?predicate ."
    " FILTER NOT EXISTS { ?predicate rdfs:domain ?class } }": _known_predicate,
    "SELECT $this ?value WHERE { ?value rdf:type $this ; rdf:predicate ?predicate ; rdf:subject ?subject ."
    " ?predicate rdfs:domain ?class . FILTER NOT EXISTS { ?subject rdf:type/rdfs:subClassOf* ?class } }": _of_domain,
    "SELECT $this ?value WHERE { ?value rdf:type $this ; rdf:predicate ?predicate ; rdf:object ?object ."
    " ?predicate rdfs:range ?class . FILTER (?class != rdfs:Resource)"
    " FILTER NOT EXISTS { ?object rdf:type/rdfs:subClassOf* ?class } }": _of_range,
    "SELECT $this ?value WHERE { ?value rdf:type $this ; gp:text ?text ; gp:start ?start ; gp:end ?end ."
    " FILTER (STRLEN(?text) != ?end - ?start) }": _as_long_as_its_offsets,
}


def _text(value: object) -> str:
    if not isinstance(value, ox.Literal):
        raise TypeError(f"not a literal: {value}")
    return value.value


def _number(value: Value) -> int | Decimal | None:
    if type(value) is not ox.Literal:
        return None
    written = _NUMBERS.get(value.datatype)
    text = value.value
    if written is None or written.fullmatch(text) is None:
        return None
    return int(text) if written is _WHOLE_NUMBER else Decimal(text)


def _before(first: Value, second: Value, or_equal: bool) -> bool:
    """Whether a day or a number is before another one."""
    if type(first) is not ox.Literal or type(second) is not ox.Literal:
        return False
    a: str | int | Decimal | None
    b: str | int | Decimal | None
    if first.datatype == second.datatype == _DATE and _is_day(first.value) and _is_day(second.value):
        a, b = first.value, second.value
    else:
        a, b = _number(first), _number(second)
    if a is None or b is None:
        return False
    return a < b or (or_equal and a == b)  # type: ignore[operator]  # both are texts or both are numbers


def _is_itself(value: Value) -> bool:
    """Whether a term is equal to no other."""
    return type(value) is ox.NamedNode or (type(value) is ox.Literal and value.datatype == _STRING)
