"""A graph as a file: RDF, a network for Gephi and its like, or rows for a spreadsheet.

The same graph gives the same bytes in every format.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import IO

import networkx as nx
import pyoxigraph as ox

from kg.contents import PARTICIPANT_COLUMNS, participants
from kg.network_files import gexf, graphml
from kg.records import EventRecord
from kg.results import separated
from kg.store import canonical

#: Formats of RDF. Turtle has no named graphs: it holds the union of all.
RDF_FORMATS = ("nquads", "trig", "turtle", "jsonld")

#: Formats of the projection, a network of actors.
NETWORK_FORMATS = ("graphml", "gexf", "node-link")

#: All formats; "csv" has one row per event, participant and sentence.
FORMATS = (*RDF_FORMATS, *NETWORK_FORMATS, "csv")


def write_rdf(quads: Iterable[ox.Quad], format: str, stream: IO[bytes], prefixes: Mapping[str, str]) -> None:
    """Write ``quads`` in one of :data:`RDF_FORMATS`; N-Quads are canonical: sorted, without repetition."""
    lines = canonical(quads)
    if format == "nquads":
        stream.write(lines)
        return
    # Sorted quads, and so the same text each time.
    ordered = list(ox.parse(lines, format=ox.RdfFormat.N_QUADS))
    if format == "turtle":
        triples = {str(quad.triple): quad.triple for quad in ordered}
        ordered_triples = [triples[text] for text in sorted(triples)]
        ox.serialize(ordered_triples, stream, format=ox.RdfFormat.TURTLE, prefixes=dict(prefixes))
    elif format == "trig":
        ox.serialize(ordered, stream, format=ox.RdfFormat.TRIG, prefixes=dict(prefixes))
    else:
        ox.serialize(ordered, stream, format=ox.RdfFormat.JSON_LD, prefixes=dict(prefixes))


def write_network(graph: nx.MultiDiGraph, format: str, stream: IO[bytes]) -> None:
    """Write a projection in one of :data:`NETWORK_FORMATS`."""
    if format == "node-link":
        data = nx.node_link_data(graph, edges="edges")
        stream.write(json.dumps(data, ensure_ascii=False, indent=1).encode() + b"\n")
    else:
        stream.write((graphml if format == "graphml" else gexf)(graph).encode())


def write_rows(events: Iterable[EventRecord], stream: IO[bytes]) -> None:
    """Write one row per event, participant and sentence as CSV that a spreadsheet opens without harm."""
    stream.write(separated([PARTICIPANT_COLUMNS, *participants(events)]).encode())
