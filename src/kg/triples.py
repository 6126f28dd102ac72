"""Triples in the form in which they are made and checked.

Oxigraph's own are objects that make their parts anew at each look, which takes longer than most looks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

import pyoxigraph as ox

Value = ox.NamedNode | ox.Literal

Triple = tuple[str, ox.NamedNode, Value]
"""IRI of the subject, predicate, value."""


def plain(quads: Iterable[ox.Quad] | Iterable[ox.Triple]) -> Iterator[Triple]:
    """The triples of quads, whichever graph they are in.

    :raises TypeError: for what our graphs do not have: blank nodes and quoted triples.
    """
    for quad in quads:
        node, value = quad.subject, quad.object
        if not isinstance(node, ox.NamedNode) or not isinstance(value, (ox.NamedNode, ox.Literal)):
            raise TypeError(f"not a triple of named nodes and literals: {quad}")
        yield node.value, quad.predicate, value


def quads_in(graph: str, triples: Iterable[Triple]) -> list[ox.Quad]:
    """The triples as quads of a graph.

    :raises ValueError: if what should be an IRI is none.
    """
    name = ox.NamedNode(graph)
    quads: list[ox.Quad] = []
    # A node is checked when it is made, and one subject has many triples in a row.
    for subject, said in groupby(triples, key=itemgetter(0)):
        node = ox.NamedNode(subject)
        quads += [ox.Quad(node, predicate, value, name) for _, predicate, value in said]
    return quads
