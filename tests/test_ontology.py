import re
from decimal import Decimal
from pathlib import Path
from typing import get_args

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, BNode, Graph, URIRef

from kg.errors import KgError
from kg.model import EntityType, EventType, Status
from kg.rdf import RELATIONS
from kg.vocabulary import (
    CONTEXTS,
    DEFAULT_BASE,
    EVENT_TYPES,
    GP,
    MODES,
    ONTOLOGY,
    check_base,
    context_iri,
    digest,
    intensity_of,
    mint,
    mode_iri,
    ontology_file,
    quad_of,
    slug,
    superclasses,
)

# The PLOVER codebook, draft 0.8: type, code, quad, score, and mode → score.
PLOVER = """
Agreement AGREE VerbalCooperation 2.5
Consultation CONSULT VerbalCooperation 2.5 visit=4 third-party=1 multilateral=4 phone=1.5
Support SUPPORT VerbalCooperation 5
Concession CONCEDE VerbalCooperation 4.5
Cooperation COOPERATE MaterialCooperation 9.5
Aid AID MaterialCooperation 10
Retreat RETREAT MaterialCooperation 6.5 withdraw=8 release=6.5 disarm=10 ceasefire=7.5 access=6.5 resign=4.5
Request REQUEST VerbalConflict 0 assist=0.5 change=-1 yield=-1 meet=0
Accusation ACCUSE VerbalConflict -3 disapprove=-2 investigate=-3.5 allege=-3.5
Rejection REJECT VerbalConflict -2 assist=-1.5 change=-2 yield=-2 meet=-2
Threat THREATEN VerbalConflict -3.5 restrict=-3 arrest=-3.5 relations=-3.5 expel=-3.5 territory=-4 \
violence=-3.5
Protest PROTEST MaterialConflict -5 demo=-5 riot=-7 strike=-5 hunger=-4.5 boycott=-4.5 obstruct=-4.5 \
vandalize=
Sanction SANCTION MaterialConflict -6 convict=-6 expel=-5.5 withdraw=-6 discontinue=-6
Mobilization MOBILIZE MaterialConflict -5.5 troops=-6.5 weapons=-6.5 police=-5.5 militia=-6
Coercion COERCE MaterialConflict -7 seize=-7 restrict=-7 censor=-6.5 curfew=-6.5 martial-law=-7.5 \
arrest=-7 deport=-7 withhold=-7 misinformation=-6.5 cyber=-7
Assault ASSAULT MaterialConflict -9 abduct=-8.5 beat=-7.5 torture=-8.5 sexual=-8.5 targeted=-9.5 \
destroy=-8.5 primitive=-8 firearms=-9 explosives=-9 suicide-attack=-9.5 aerial=-9.5 drone=-9.5 \
heavy-weapons=-9.5 crowd-control=-7.5 unconventional=-10
"""

TERMS = sorted(name for name in GP.__annotations__ if not name.startswith("_"))


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(ontology_file("geopolitics.ttl"), format="turtle")


def test_namespace_and_ontology_state_the_same_terms(ontology: Graph) -> None:
    stated = {str(s).removeprefix(str(GP._NS)) for s in ontology.subjects() if str(s).startswith(str(GP._NS))}
    made_from_lists = {name for name in stated if name.startswith(("mode-", "context-"))}
    assert stated - made_from_lists == set(TERMS)
    assert len(made_from_lists) == len(MODES) + len(CONTEXTS)


def test_a_term_that_does_not_exist_raises() -> None:
    with pytest.raises(AttributeError):
        GP.actr  # noqa: B018


@pytest.mark.parametrize("name", TERMS)
def test_every_term_is_documented(ontology: Graph, name: str) -> None:
    term = GP[name]
    kinds = set(ontology.objects(term, RDF.type))
    assert kinds
    assert len(list(ontology.objects(term, RDFS.label))) == 1
    (definition,) = ontology.objects(term, SKOS.definition)
    assert str(definition).endswith(".")
    if kinds & {OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, RDF.Property}:
        assert len(list(ontology.objects(term, RDFS.domain))) == 1
        assert len(list(ontology.objects(term, RDFS.range))) == 1


def test_every_concept_is_documented(ontology: Graph) -> None:
    for cls, scheme in ((GP.Mode, GP.ModeScheme), (GP.Context, GP.ContextScheme)):
        for concept in ontology.subjects(RDF.type, cls):
            assert ontology.value(concept, SKOS.prefLabel), concept
            assert ontology.value(concept, SKOS.definition), concept
            assert ontology.value(concept, SKOS.inScheme) == scheme, concept


def test_terms_refer_to_terms_that_exist(ontology: Graph) -> None:
    subjects = set(ontology.subjects())
    for value in [*ontology.predicates(), *ontology.objects()]:
        if isinstance(value, URIRef) and value.startswith(GP._NS):
            assert value in subjects


def test_ontology_has_licence_and_version_and_no_blank_node(ontology: Graph) -> None:
    assert ontology.value(ONTOLOGY, DCTERMS.license)
    assert ontology.value(ONTOLOGY, OWL.versionInfo)
    # Blank nodes would have no canonical name in an export.
    assert not [node for triple in ontology for node in triple if isinstance(node, BNode)]


def test_ontology_is_aligned_but_never_same_as(ontology: Graph) -> None:
    assert not list(ontology.triples((None, OWL.sameAs, None)))
    aligned = {
        str(value)
        for predicate in (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.closeMatch)
        for value in ontology.objects(None, predicate)
    }
    for standard in (
        "http://semanticweb.cs.vu.nl/2009/11/sem/",
        "http://www.w3.org/ns/prov#",
        "https://schema.org/",
        "http://www.w3.org/2004/02/skos/core#",
        "http://www.w3.org/ns/oa#",
        "http://www.w3.org/2006/time#",
    ):
        assert any(value.startswith(standard) for value in aligned), standard
    assert (GP.Event, RDFS.subClassOf, URIRef("http://semanticweb.cs.vu.nl/2009/11/sem/Event")) in ontology


def test_classes_of_the_model_are_classes_of_the_ontology(ontology: Graph) -> None:
    assert set(EVENT_TYPES) == set(get_args(EventType))
    for name in get_args(EntityType):
        assert name in {"Place", "Office", "Election"} or superclasses(name) & {"Actor", "Place"}
    assert superclasses("Country") == {"Actor", "Place"}
    assert superclasses("Government") == {"Organization", "Actor"}
    statuses = {str(s).removeprefix(str(GP._NS)) for s in ontology.subjects(RDF.type, GP.Status)}
    assert statuses == set(get_args(Status))


def test_relations_are_properties_with_domain_and_range(ontology: Graph) -> None:
    for name in RELATIONS:
        assert ontology.value(GP[name], RDFS.domain), name
        assert ontology.value(GP[name], RDFS.range), name


def test_event_types_and_modes_are_those_of_plover() -> None:
    modes: dict[tuple[str, str], Decimal | None] = {}
    rows = [line.split() for line in PLOVER.strip().splitlines()]
    assert {row[0] for row in rows} == set(EVENT_TYPES) - {"LeadershipChange"}
    for name, code, quad, score, *of_modes in rows:
        kind = EVENT_TYPES[name]
        assert (kind.notation, kind.quad, kind.intensity) == (code, quad, Decimal(score))
        for mode, _, value in (text.partition("=") for text in of_modes):
            modes[name, mode] = Decimal(value) if value else None
    assert dict(MODES) == modes
    assert len(CONTEXTS) == 37


def test_scores() -> None:
    assert quad_of("Aid") == "MaterialCooperation"
    assert quad_of("LeadershipChange") is None
    assert intensity_of("LeadershipChange") is None
    assert intensity_of("Consultation") == Decimal("2.5")
    assert intensity_of("Consultation", "visit") == Decimal(4)
    # The codebook prints no score for this mode, so its type's holds.
    assert intensity_of("Protest", "vandalize") == Decimal(-5)


def test_what_is_not_in_the_ontology_is_refused_with_what_is() -> None:
    with pytest.raises(KgError, match=r'no event type "Meeting".*Consultation'):
        quad_of("Meeting")
    with pytest.raises(KgError, match=r'Aid has no mode "visit"'):
        intensity_of("Aid", "visit")
    with pytest.raises(KgError, match="multilateral, phone, third-party, visit"):
        mode_iri("Consultation", "email")
    with pytest.raises(KgError, match="military"):
        context_iri("weather")


def test_concepts_of_modes_and_contexts_are_in_the_ontology(ontology: Graph) -> None:
    for event_type, mode in MODES:
        assert (mode_iri(event_type, mode), GP.modeOf, GP[event_type]) in ontology
    for context in CONTEXTS:
        assert (context_iri(context), RDF.type, GP.Context) in ontology


def test_missing_ontology_file_is_an_error_to_mend() -> None:
    with pytest.raises(KgError, match="reinstall"):
        ontology_file("no-such-file.ttl")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Recep Tayyip Erdoğan", "recep-tayyip-erdogan"),
        ("İlham Əliyev", "ilham-aliyev"),
        ("Lech Wałęsa", "lech-walesa"),
        ("Jens Stoltenberg / Støre", "jens-stoltenberg-store"),
        ("People's Party", "peoples-party"),
        ("习近平", "x"),
        ("", "x"),
        ("../../etc/passwd", "etc-passwd"),
        ("a" * 59 + " b", "a" * 59),
    ],
)
def test_slug(text: str, expected: str) -> None:
    assert slug(text) == expected


@given(st.text(st.characters(codec=None)), st.lists(st.text(st.characters(codec=None))))
def test_minted_iris_are_valid(name: str, parts: list[str]) -> None:
    iri = mint(DEFAULT_BASE, "person", name, *parts)
    assert ox.NamedNode(iri).value == iri
    assert iri.isascii()
    assert iri == mint(DEFAULT_BASE, "person", name, *parts)


@given(st.lists(st.text(), max_size=4), st.lists(st.text(), max_size=4))
def test_digest_tells_parts_apart(left: list[str], right: list[str]) -> None:
    assert (digest(*left) == digest(*right)) == (left == right)
    assert len(digest(*left, length=10)) == 10


@pytest.mark.parametrize("base", [DEFAULT_BASE, "http://example.org/kg#", "urn:example:"])
def test_base_iris(base: str) -> None:
    assert check_base(base) == base


@pytest.mark.parametrize(
    "base",
    ["", "example.org/", "https://example.org", "https://ex ample.org/", "javascript:x/", "http://a/<b>/"],
)
def test_base_iris_that_cannot_be_used(base: str) -> None:
    with pytest.raises(KgError, match="base IRI"):
        check_base(base)


def test_documentation_names_every_term_and_no_other() -> None:
    text = (Path(__file__).parent.parent / "docs" / "ontology.md").read_text(encoding="utf-8")
    named = set(re.findall(r"gp:([A-Za-z][\w-]*)", text))
    concepts = {name for name in named if name.startswith(("mode-", "context-"))}
    assert named - concepts == set(TERMS)
    known = {str(mode_iri(*key)) for key in MODES} | {str(context_iri(name)) for name in CONTEXTS}
    assert {str(GP._NS) + name for name in concepts} <= known
    for name, kind in EVENT_TYPES.items():
        assert f"| `gp:{name}` | {kind.notation or '–'} | {kind.quad or '–'} |" in text
