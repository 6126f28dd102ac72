"""What the compiled shapes accept, SHACL accepts: no construct and no value may slip through."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from rdflib import RDF, RDFS, SKOS, XSD, URIRef

from kg import validation
from kg.rdf import graphs
from kg.shapes import Shapes
from kg.shapes.constraints import QUERIES
from kg.triples import plain
from kg.vocabulary import GP, ONTOLOGY, ontology_file
from knowledge import BASE, DENIAL, KB, KENYA, MEETING, RUTO

# Of the first failure, shrinking takes minutes: SHACL is slow.
few = settings(max_examples=3, deadline=None, derandomize=True, phases=[Phase.generate])
SHAPES = ontology_file("shapes.ttl").read_text()
TURTLE = ox.RdfFormat.TURTLE
QUADS = [quad for iri, quads in graphs(KB, BASE) if iri != str(ONTOLOGY) for quad in quads]


def compiled(shapes: str) -> Shapes:
    ontology = ox.parse(path=str(ontology_file("geopolitics.ttl")), format=TURTLE)
    return Shapes(ox.parse(shapes, format=TURTLE), ontology)


@cache
def checker() -> Shapes:
    return compiled(SHAPES)


def literal(text: str, datatype: URIRef = XSD.string) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(str(datatype)))


def node(iri: str | URIRef) -> ox.NamedNode:
    return ox.NamedNode(str(iri))


# Values that break one constraint or another, or none, at some node of the sample.
VALUES = [
    *sorted({quad.object for quad in QUADS}, key=str),
    *(
        node(f"{GP._NS}{name}")
        for name in (
            "Rumoured", "Alleged", "Actor", "Place", "Person", "Country", "City", "Office", "Election", "Event", "Fact",
            "Threat", "Consultation", "Statement", "Passage", "Evidence", "Article", "Mode", "VerbalConflict",
            "MaterialConflict", "marriedTo", "holdsOffice", "capitalOf", "ideology", "headOfState", "actor",
            "mode-consultation-phone", "mode-aid-food", "context-economic",
        )
    ),
    node("https://example.org/unknown"), node(SKOS.Concept), node(RDFS.Resource),
    *map(literal, ("", " ", "\n", "x", "Ruto", "KEN\n", "ken", "KE", "TZA", "guess", "explicit", "city:1", "\ufffd")),
    *(literal(text, XSD.integer) for text in ("0", "-1", "1", "90", "91", "92", "5000", "123456789012345678")),
    *(literal(text, XSD.decimal) for text in ("0", "0.5", "1.01", "-0.1", "-10", "10", "10.5", "-10.01", "91.0")),
    *(literal(text, XSD.date) for text in ("2024-02-29", "2023-02-29", "2024-06-01", "1850-01-01", "soon", "2024")),
    *(literal(text, XSD.gYear) for text in ("2024", "24", "1850")),
    *(literal(text, XSD.gYearMonth) for text in ("2024-05", "2024-13", "2022-1")),
    literal("https://kbc.example/2", XSD.anyURI), literal("true", XSD.boolean), literal("0.5", XSD.double),
    ox.Literal("Kenya", language="en"),
]  # fmt: skip

# What SHACL, or rdflib, may take for a good value, or for equal to another, though it is written oddly.
ODD = [
    *(literal(text, XSD.integer) for text in ("00", "+91", "091", " 91", "91 ", "-0", "1e1", "٣", "1" * 30, "1_0")),
    *(literal(text, XSD.decimal) for text in ("+0.5", ".5", "1.", "0.50", "00.5", "1E0", " 1", "٣", "NaN", "INF")),
    *(literal(text, XSD.date) for text in ("2024-05-13Z", "-2024-05-13", "12024-05-13", "20240513", "2024-W20-1")),
    *(literal(text, XSD.date) for text in ("0000-01-01", "2024-05-13\n")),
    *(literal(text, XSD.gYear) for text in ("2024Z", "0000", "-2024", "12024", "٢٠٢٤", "2024\n")),
    *(literal(text, XSD.gYearMonth) for text in ("2024-05Z", "0000-01", "2024-05\n", "-2024-05", "2024-5")),
    *(literal("2024-05-13T00:00:00", datatype) for datatype in (XSD.date, XSD.dateTime)),
    literal("91", XSD.int), literal("91", XSD.nonNegativeInteger), literal("Ruto", XSD.token),
    literal("Ruto", XSD.normalizedString), ox.Literal("President", language="en"), literal(" x ", XSD.anyURI),
]  # fmt: skip
PREDICATES = sorted({quad.predicate for quad in QUADS}, key=str) + [
    node(iri) for iri in (GP.latest, GP.validUntil, GP.triggerAt, GP.context, "https://example.org/says")
]


@dataclass(frozen=True)
class Mutation:
    """One quad of the sample is dropped, changed, or joined by another."""

    number: int
    value: ox.NamedNode | ox.Literal | None = None
    predicate: ox.NamedNode | None = None
    keep: bool = False

    def quads(self) -> list[ox.Quad]:
        quad = QUADS[self.number]
        rest = QUADS if self.keep else [one for one in QUADS if one != quad]
        if self.value is None and self.predicate is None:
            return rest
        value = quad.object if self.value is None else self.value
        return [*rest, ox.Quad(quad.subject, self.predicate or quad.predicate, value, quad.graph_name)]


def mutations(values: list[ox.NamedNode | ox.Literal]) -> st.SearchStrategy[list[Mutation]]:
    number, value, predicate = (
        st.integers(0, len(QUADS) - 1), st.sampled_from(values), st.sampled_from(PREDICATES)
    )  # fmt: skip
    one = (
        st.builds(Mutation, number)
        | st.builds(Mutation, number, value, keep=st.booleans())
        | st.builds(Mutation, number, predicate=predicate, keep=st.booleans())
        | st.builds(Mutation, number, value, predicate, keep=st.just(True))
    )
    return st.lists(one, min_size=25, max_size=25)


def copies(all_: list[list[ox.Quad]]) -> list[ox.Quad]:
    """Several graphs, each with IRIs of its own."""
    texts = []
    for number, quads in enumerate(all_):
        lines = ox.serialize(quads, format=ox.RdfFormat.N_QUADS).decode()
        texts.append(lines.replace(f"<{BASE}", f"<urn:case:{number}:"))
    return list(ox.parse("".join(texts), format=ox.RdfFormat.N_QUADS))


def doubtful(quads: Iterable[ox.Quad], context: Iterable[ox.Quad] = ()) -> set[str]:
    """The nodes that are in doubt."""
    return checker().doubtful(plain(quads), plain(context))


def verdicts(changes: list[Mutation]) -> tuple[set[str], set[str]]:
    """The nodes that are in doubt, and those that violate a shape."""
    quads = copies([change.quads() for change in changes])
    return doubtful(quads), {iri for iri, _ in validation._judged(plain(quads), ())}


@few
@given(mutations(VALUES))
def test_what_violates_a_shape_and_only_that_is_in_doubt(changes: list[Mutation]) -> None:
    in_doubt, violating = verdicts(changes)
    assert in_doubt == violating


@few
@given(mutations(ODD))
def test_no_odd_value_slips_through(changes: list[Mutation]) -> None:
    in_doubt, violating = verdicts(changes)
    assert violating <= in_doubt


def test_the_sample_is_not_in_doubt() -> None:
    assert doubtful(QUADS) == set()


@pytest.mark.parametrize(
    "quad",
    [
        (node(f"{GP._NS}Threat"), node(RDF.type), node(GP.Actor)),
        (node(KENYA), node(RDFS.subClassOf), node(GP.Person)),
        (node("https://example.org/Leader"), node(RDFS.subClassOf), node(GP.Person)),
        (node(MEETING), node(GP.modeOf), node(GP.Threat)),
    ],
)
def test_data_that_relate_classes_are_left_to_shacl(quad: tuple[ox.NamedNode, ...]) -> None:
    everything = {one.subject.value for one in QUADS}
    assert doubtful([*QUADS, ox.Quad(*quad)]) == everything | {quad[0].value}
    assert doubtful(QUADS, [ox.Quad(*quad)]) == everything


def test_context_says_what_quads_do_not() -> None:
    about = [quad for quad in QUADS if quad.subject == node(DENIAL)]
    others = [quad for quad in QUADS if quad.subject != node(DENIAL)]
    assert doubtful(about) == {DENIAL}
    assert doubtful(about, others) == set()
    # What the context says of a subject counts too.
    another = ox.Quad(node(DENIAL), node(RDF.type), node(GP.Threat))
    assert doubtful(about, [*others, another]) == {DENIAL}


def test_every_query_of_the_shapes_has_its_check() -> None:
    selects = [
        " ".join(quad.object.value.split())
        for quad in ox.parse(SHAPES, format=TURTLE)
        if quad.predicate.value.endswith("shacl#select") and isinstance(quad.object, ox.Literal)
    ]
    assert sorted(selects) == sorted(QUERIES)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("sh:maxInclusive 1.0", "sh:maxExclusive 1.0"),
        ("sh:lessThan gp:end", "sh:lessThan gp:end ; sh:uniqueLang true"),
        ("sh:datatype xsd:anyURI", "sh:datatype xsd:duration"),
        ("sh:nodeKind sh:IRIOrLiteral", "sh:nodeKind sh:Literal"),
        ('sh:pattern "^[A-Z]{3}$"', 'sh:pattern "^[A-Z]{3}$" ; sh:flags "i"'),
        ("sh:minCount 1 ; sh:class gp:Evidence", "sh:minCount 2 ; sh:class gp:Evidence"),
        ("sh:path gp:mode ;", "sh:path ( gp:mode gp:modeOf ) ;"),
        ("sh:path gp:mode ;", "sh:path [ sh:inversePath gp:mode ] ;"),
        ("( rdf:type gp:typeQuad )", "( rdf:type gp:typeQuad gp:quad )"),
        ("sh:hasValue gp:Event", "sh:in ( gp:Event )"),
        ("gps:Country a sh:NodeShape ;", "gps:Country a sh:NodeShape ; sh:deactivated true ;"),
        ("gps:Country a sh:NodeShape ;", "gps:Country a sh:NodeShape ; sh:closed true ;"),
        ("gps:Country a sh:NodeShape ;", "gps:Country a sh:NodeShape, rdfs:Class ;"),
        ("gps:Country a sh:NodeShape ;", "gps:Country a sh:NodeShape ; sh:not [ sh:class gp:Person ] ;"),
        ("sh:targetClass gp:Country", "sh:targetSubjectsOf gp:iso3"),
        ("sh:targetClass gp:Country", "sh:targetNode gp:Country"),
        ("sh:targetNode gp:Event", "sh:targetClass gp:Event"),
        ("STRLEN(?text) != ?end - ?start", "STRLEN(?text) > ?end - ?start"),
        ("sh:targetClass gp:Office ;", "sh:targetClass gp:Office ; sh:sparql [ sh:select 'SELECT $this WHERE {}' ] ;"),
        ("gps:Date a sh:NodeShape ;", "gps:Date a sh:NodeShape ; sh:minLength 'x' ;"),
    ],
)  # fmt: skip
def test_what_the_shapes_do_not_use_yet_is_refused(old: str, new: str) -> None:
    assert old in SHAPES
    with pytest.raises(ValueError, match=r"shapes\.ttl|invalid literal"):
        compiled(SHAPES.replace(old, new))


def test_a_shape_that_nothing_leads_to_is_refused() -> None:
    with pytest.raises(ValueError, match="where nothing leads to it"):
        compiled(SHAPES + "gps:Lost a sh:NodeShape ; sh:property [ sh:path gp:iso3 ; sh:minCount 1 ] .")


def test_classes_are_found_through_the_ontology() -> None:
    of_ruto = [quad for quad in QUADS if quad.subject == node(RUTO) and quad.predicate == node(RDF.type)]
    assert doubtful(of_ruto) == {RUTO}, "a person is an actor, and has to have a name"
