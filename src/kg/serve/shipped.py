"""The queries that ship, as forms: each variable that one selects may be asked to contain some words."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pyoxigraph as ox
from rdflib import Variable
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery

from kg.query import NamedQuery


def parameters(query: NamedQuery) -> tuple[str, ...]:
    """The variables that a SELECT query selects, in order; those of a graph or an answer are none."""
    projected = translateQuery(parseQuery(query.sparql)).algebra.get("PV") or ()
    return tuple(str(variable) for variable in projected if isinstance(variable, Variable))


def narrowed(query: NamedQuery, values: Mapping[str, str]) -> str:
    """The query, of whose rows only those stay in which each variable of ``values`` contains its words, whatever their
    case. Variables that it does not select, and empty words, are passed over."""
    variables = parameters(query)
    wanted = [(name, values[name].strip()) for name in variables if values.get(name, "").strip()]
    if not wanted:
        return query.sparql
    # The queries that ship are written alike: prefixes, SELECT …, and ORDER BY on a line of its own at the end.
    comments, select = re.split(r"(?m)^(?=SELECT\b)", query.sparql, maxsplit=1)
    body, order = re.split(r"(?m)^(?=ORDER BY\b)", select, maxsplit=1)
    inside = "\n".join(f"    {line}".rstrip() for line in body.rstrip().splitlines())
    # Words become a literal through Oxigraph's serializer, never as they are.
    filters = "\n".join(
        f"  FILTER (CONTAINS(LCASE(STR(?{name})), LCASE({ox.Literal(words)})))" for name, words in wanted
    )
    head = " ".join(f"?{name}" for name in variables)
    return f"{comments}SELECT {head}\nWHERE {{\n  {{\n{inside}\n  }}\n{filters}\n}}\n{order.rstrip()}\n"
