from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import RDF, RDFS, SH, Graph

from kg.folder import Settings, write_settings
from kg.model import KnowledgeBase, Report, Span, TimeValue
from kg.new_store import make_store
from kg.rdf import article_iri, evidence_iri, graphs
from kg.store import Store
from kg.triples import Triple, plain
from kg.validation import Violation, violations, violations_in
from kg.vocabulary import GP, ONTOLOGY, ontology_file
from knowledge import (
    BASE,
    DENIAL,
    HOLDS,
    IN_FIRST,
    KB,
    KENYA,
    MEETING,
    MONITOR,
    NAIROBI,
    OTHER_IN_FIRST,
    PRESIDENCY,
    RUTO,
    SEAT,
    UGANDA,
)

ARTICLE, EVIDENCE = article_iri(BASE, "a1b2"), evidence_iri(BASE, IN_FIRST)
PREFIXES = """
PREFIX gp: <https://w3id.org/geopolitics-kg/ontology#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX schema: <https://schema.org/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""


def quads_of(kb: KnowledgeBase) -> list[ox.Quad]:
    return [quad for iri, quads in graphs(kb, BASE) if iri != str(ONTOLOGY) for quad in quads]


def against(quads: Iterable[ox.Quad], context: Iterable[ox.Quad] = ()) -> list[Violation]:
    """What the shapes have against quads."""
    return violations(plain(quads), plain(context))


def edited(node: str, name: str, values: str | None) -> list[ox.Quad]:
    """The sample's quads, with a property of a node set anew; one that ends in "+" keeps its values too."""
    store = ox.Store()
    store.extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads_of(KB))
    if not name.endswith("+"):
        store.update(f"{PREFIXES} DELETE WHERE {{ <{node}> {name} ?value }}")
    if values is not None:
        store.update(f"{PREFIXES} INSERT DATA {{ <{node}> {name.rstrip('+')} {values} }}")
    return list(store)


def test_sample_conforms() -> None:
    assert against(quads_of(KB)) == []


ACTOR = "an actor has to be a person, a country, an organisation or a group"
RECIPIENT = "a recipient has to be a person, a country, an organisation or a group"
EARLIEST = "at most one earliest day, an xsd:date that is not after the latest"
DATE = "at most one date: an xsd:date, xsd:gYearMonth or xsd:gYear"
BEGINNING = "at most one beginning: an xsd:date, xsd:gYearMonth or xsd:gYear"
BASIS = "at most one basis of the date: explicit, relative, dateline or publication"
MODE = "at most one mode, which has to be one of the ontology's"
NAME = "needs exactly one name, which is not blank and not among its other names"
CONFIDENCE = "needs exactly one confidence, a decimal from 0 to 1"
START = "needs exactly one start, an integer from 0 to less than the end"

# Every constraint of the shapes, at least once: what is broken, where, and what is said of it.
BROKEN = [
    (MEETING, "rdfs:label", None, "needs exactly one label"),
    (HOLDS, "rdfs:label+", '"another"', "needs exactly one label"),
    (MEETING, "gp:status", None, "needs exactly one status of the five"),
    (MEETING, "gp:status+", "gp:Alleged", "needs exactly one status of the five"),
    (HOLDS, "gp:status", "gp:Rumoured", "needs exactly one status of the five"),
    (MEETING, "gp:confidence", None, CONFIDENCE),
    (MEETING, "gp:confidence+", "0.2", CONFIDENCE),
    (MEETING, "gp:confidence", "1.01", CONFIDENCE),
    (HOLDS, "gp:confidence", "-0.1", CONFIDENCE),
    (HOLDS, "gp:confidence", '"0.5"', CONFIDENCE),
    (MEETING, "gp:evidence", None, "needs at least one sentence as evidence"),
    (HOLDS, "gp:evidence", f"<{RUTO}>", "needs at least one sentence as evidence"),
    (MEETING, "gp:claimedBy", f"<{NAIROBI}>", "a speaker has to be an actor"),
    (HOLDS, "gp:earliest", '"2022"^^xsd:gYear', EARLIEST),
    (MEETING, "gp:earliest", '"2024-06-01"^^xsd:date', EARLIEST),
    (MEETING, "gp:latest+", '"2024-06-01"^^xsd:date', "at most one latest day, an xsd:date"),
    (MEETING, "gp:trigger", '""', "a trigger has to be a text that is not empty"),
    (MEETING, "gp:triggerAt", f"<{RUTO}>", "has its trigger at words of an article"),
    (MEETING, "gp:about", '""', "what an event is about has to be a text that is not empty"),
    (MEETING, "gp:opinion", '"Assault"', "an opinion has to be a type, or none, and a probability"),
    (MEETING, "gp:rule", "7", "a rule has to be a text that is not empty"),
    (MEETING, "rdf:type", "gp:Event", "needs exactly one event type"),
    (DENIAL, "rdf:type+", "gp:Threat", "needs exactly one event type"),
    (MEETING, "gp:actor+", f"<{NAIROBI}>", ACTOR),
    (MEETING, "gp:actor", '"Ruto"', ACTOR),
    (MEETING, "gp:recipient", f"<{PRESIDENCY}>", RECIPIENT),
    (MEETING, "gp:location", f"<{MONITOR}>", "at most one location, which has to be a place"),
    (MEETING, "gp:location+", f"<{KENYA}>", "at most one location, which has to be a place"),
    (MEETING, "gp:date", '"2024-05-13"', DATE),
    (MEETING, "gp:date", '"2024-02-30"^^xsd:date', DATE),
    (MEETING, "gp:date", '"2024-13"^^xsd:gYearMonth', DATE),
    (MEETING, "gp:date", '"24"^^xsd:gYear', DATE),
    (MEETING, "gp:date+", '"2024"^^xsd:gYear', DATE),
    (MEETING, "gp:dateBasis", '"guess"', BASIS),
    (MEETING, "gp:dateBasis", None, "a date has to say where it comes from"),
    (MEETING, "gp:mode", "gp:Consultation", MODE),
    (MEETING, "gp:mode+", "gp:mode-consultation-phone", MODE),
    (DENIAL, "gp:mode", "gp:mode-consultation-visit", "the mode has to be one of the event's type"),
    (MEETING, "gp:mutual", "false", "that an event is mutual is said as true, or not at all"),
    (MEETING, "gp:mutual", '"true"', "that an event is mutual is said as true, or not at all"),
    (MEETING, "gp:context", "gp:mode-aid-food", "a context has to be one of the ontology's"),
    (MEETING, "gp:quad", "gp:Asserted", "at most one quad of the four"),
    (MEETING, "gp:quad", "gp:VerbalConflict", "the quad has to be that of the event's type"),
    (MEETING, "gp:quad", None, "the quad has to be that of the event's type"),
    (MEETING, "gp:intensity", "10.5", "at most one intensity, a decimal from -10 to 10"),
    (MEETING, "gp:intensity", "4", "at most one intensity, a decimal from -10 to 10"),
    (DENIAL, "gp:actor", None, "needs at least one actor or recipient"),
    (HOLDS, "rdf:subject", None, "needs exactly one subject, other than its object"),
    (HOLDS, "rdf:subject+", f"<{KENYA}>", "needs exactly one subject, other than its object"),
    (SEAT, "rdf:object", f"<{MONITOR}>", "needs exactly one subject, other than its object"),
    (HOLDS, "rdf:predicate", None, "needs exactly one predicate"),
    (HOLDS, "rdf:object", None, "needs exactly one object"),
    (SEAT, "rdf:object+", f"<{KENYA}>", "needs exactly one object"),
    (HOLDS, "gp:validFrom", '"2022-1"^^xsd:gYearMonth', BEGINNING),
    (HOLDS, "gp:validUntil", '"soon"', "at most one end: an xsd:date, xsd:gYearMonth or xsd:gYear"),
    (HOLDS, "rdf:predicate", "gp:marriedTo", "the predicate has to be a property of the ontology"),
    (HOLDS, "rdf:subject", f"<{UGANDA}>", "the subject has to be of the predicate's domain"),
    (SEAT, "rdf:object", f"<{RUTO}>", "the object has to be of the predicate's range"),
    (SEAT, "rdf:object", '"Kampala"', "the object has to be of the predicate's range"),
    (EVIDENCE, "gp:text", None, "needs exactly one text that is not blank"),
    (EVIDENCE, "gp:text", f'"{" " * 91}"', "needs exactly one text that is not blank"),
    (EVIDENCE, "gp:text", '"Ruto received Museveni."', "the text has to be as long as its offsets say"),
    (EVIDENCE, "gp:start", "-1", START),
    (EVIDENCE, "gp:start", "91", START),
    (EVIDENCE, "gp:start", None, START),
    (EVIDENCE, "gp:end", None, "needs exactly one end, an integer"),
    (EVIDENCE, "gp:end", "91.0", "needs exactly one end, an integer"),
    (EVIDENCE, "gp:article", None, "needs exactly one article"),
    (EVIDENCE, "gp:article", f"<{RUTO}>", "needs exactly one article"),
    (ARTICLE, "rdf:type", "gp:Article", "has to be a schema:NewsArticle too"),
    (ARTICLE, "gp:title", '" "', "at most one title, which is not blank"),
    (ARTICLE, "gp:title+", '"Another"', "at most one title, which is not blank"),
    (ARTICLE, "gp:published", '"May 14"', "at most one day of publication, an xsd:date"),
    (ARTICLE, "gp:publisher", '""', "at most one publisher, which is not blank"),
    (ARTICLE, "gp:url", "<https://kbc.example/1>", "at most one URL, an xsd:anyURI"),
    (ARTICLE, "schema:mentions", f"<{MEETING}>", "what is mentioned has to be an entity"),
    (RUTO, "skos:prefLabel", None, NAME),
    (NAIROBI, "skos:prefLabel+", '"x"', NAME),
    (RUTO, "skos:prefLabel", '"Ruto"', NAME),
    (PRESIDENCY, "skos:prefLabel", '" "', NAME),
    (RUTO, "skos:altLabel", '""', "another name has to be a text that is not blank"),
    (KENYA, "skos:exactMatch", '"Q114"', "an outside identity has to be an IRI"),
    (KENYA, "dcterms:identifier+", '"country:TZA"', "at most one reference-data identity"),
    (RUTO, "gp:countryCode", '"Kenya"', "at most one country code: three capital letters of ISO 3166-1"),
    (KENYA, "gp:iso3", '"KE"', "at most one ISO 3166-1 code of three capital letters"),
    (PRESIDENCY, "gp:officeOf", None, "needs a country or organisation that it is an office of"),
    (PRESIDENCY, "gp:officeOf", f"<{MEETING}>", "needs a country or organisation that it is an office of"),
    (PRESIDENCY, "gp:role", '""', "at most one role, which is not blank"),
]  # fmt: skip


@pytest.fixture(scope="module")
def found_in_broken() -> dict[int, list[Violation]]:
    """What is found in the sample broken in each way. All copies are validated at once: that is faster."""
    copies = []
    for number, (node, name, values, _) in enumerate(BROKEN):
        lines = ox.serialize(edited(node, name, values), format=ox.RdfFormat.N_QUADS).decode()
        copies.append(lines.replace(f"<{BASE}", f"<urn:case:{number}:"))
    found: dict[int, list[Violation]] = {number: [] for number in range(len(BROKEN))}
    for violation in against(ox.parse("".join(copies), format=ox.RdfFormat.N_QUADS)):
        _, _, number, node = violation.node.split(":", 3)
        found[int(number)].append(Violation(BASE + node, violation.reason))
    return found


@pytest.mark.parametrize("number", range(len(BROKEN)), ids=[f"{case[1]}-{case[3]}" for case in BROKEN])
def test_broken_data_is_caught(number: int, found_in_broken: dict[int, list[Violation]]) -> None:
    node, _, _, message = BROKEN[number]
    assert Violation(node, message) in found_in_broken[number]
    # What is broken in one node is said of that node alone.
    assert {violation.node for violation in found_in_broken[number]} == {node}


def test_every_constraint_has_a_failing_case() -> None:
    shapes = Graph().parse(ontology_file("shapes.ttl"), format="turtle")
    assert {str(message) for message in shapes.objects(None, SH.message)} == {case[3] for case in BROKEN}


def test_every_property_shape_has_a_message() -> None:
    shapes = Graph().parse(ontology_file("shapes.ttl"), format="turtle")
    # Those inside sh:or and sh:qualifiedValueShape are alternatives, whose message is never shown.
    for _, shape in shapes.subject_objects(SH.property):
        if (shape, SH.hasValue, None) not in shapes:
            assert shapes.value(shape, SH.message), shapes.value(shape, SH.path)


def test_context_gives_classes_of_what_is_referred_to() -> None:
    article = dict(graphs(KB, BASE))[ARTICLE]
    entities = dict(graphs(KB, BASE))[f"{BASE}graph/entities"]
    assert against(article) != []
    assert against(article, entities) == []


def test_only_what_is_asked_about_is_reported() -> None:
    broken = edited(RUTO, "skos:prefLabel", None)
    of_the_denial = [quad for quad in broken if quad.subject.value == DENIAL]
    assert against(of_the_denial, [quad for quad in broken if quad.subject.value != DENIAL]) == []


def test_a_violation_says_what_the_node_is_called() -> None:
    broken = replace(KB, events=(KB.events[0], replace(KB.events[1], actors=())))
    assert against(quads_of(broken)) == [
        Violation(DENIAL, "needs at least one actor or recipient", "Rejection: ")
    ]


def test_all_reasons_are_given() -> None:
    event = replace(KB.events[1], actors=(), confidence=2.0)
    found = against(quads_of(replace(KB, events=(event,))))
    assert [violation.reason for violation in found] == ["needs at least one actor or recipient", CONFIDENCE]


def test_evidence_beyond_the_end_of_the_article() -> None:
    event = replace(KB.events[1], reports=(OTHER_IN_FIRST, Report("a1b2", Span(100, 5000))))
    (found,) = against(quads_of(replace(KB, events=(event,))))
    assert found.node == f"{BASE}evidence/a1b2/100-5000"
    assert found.reason == "the text has to be as long as its offsets say"


def test_date_that_does_not_exist(caplog: pytest.LogCaptureFixture) -> None:
    event = replace(KB.events[1], time=TimeValue("2023-02-29", "2023-02-29", None, "explicit"))
    found = against(quads_of(replace(KB, events=(event,))))
    assert {violation.node for violation in found} == {DENIAL}
    assert DATE in {violation.reason for violation in found}
    assert caplog.text == ""


def test_a_wrong_value_is_no_fault_of_the_value() -> None:
    found = against(edited(HOLDS, "gp:validFrom", f"<{ARTICLE}>"))
    assert [(violation.node, violation.reason) for violation in found] == [(HOLDS, BEGINNING)]


@pytest.mark.parametrize("number", ["NaN", "INF", "Infinity"])
def test_what_is_no_number_is_no_decimal(number: str) -> None:
    found = against(edited(MEETING, "gp:confidence", f'"{number}"^^xsd:decimal'))
    assert {(violation.node, violation.reason) for violation in found} == {(MEETING, CONFIDENCE)}
    (another,) = against(edited(MEETING, "gp:rule", f'"{number}"^^xsd:decimal'))
    assert another.reason == "a rule has to be a text that is not empty"


def test_blank_nodes_are_refused() -> None:
    nameless = ox.Quad(ox.NamedNode(MEETING), ox.NamedNode(str(GP.actor)), ox.BlankNode("x"))
    with pytest.raises(TypeError, match="not a triple of named nodes and literals"):
        against([*quads_of(KB), nameless])


def test_what_conforms_is_found_to_without_shacl(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.validation._judged", None)
    articles = tuple(replace(KB.articles[0], id=f"{number:04x}") for number in range(20))
    events = tuple(
        replace(KB.events[0], iri=f"{BASE}event/{article.id}-{n}", reports=(Report(article.id, Span(0, 91)),))
        for article in articles
        for n in range(8)
    )
    assert against(quads_of(KnowledgeBase(articles, KB.entities, events))) == []


def test_shacl_is_asked_only_of_what_is_in_doubt(monkeypatch: pytest.MonkeyPatch) -> None:
    def judged(triples: Iterable[Triple], context: Iterable[Triple]) -> set[tuple[str, str]]:
        assert {node for node, _, _ in triples} == {RUTO}
        assert all(predicate == ox.NamedNode(str(RDF.type)) for _, predicate, _ in context)
        return {(RUTO, "why")}

    monkeypatch.setattr("kg.validation._judged", judged)
    assert against(edited(RUTO, "skos:prefLabel", None)) == [Violation(RUTO, "why")]


@pytest.fixture
def store_of(tmp_path: Path) -> Callable[[Iterable[ox.Quad]], AbstractContextManager[Store]]:
    """A function that writes quads into a store, and opens it."""

    def written(quads: Iterable[ox.Quad]) -> AbstractContextManager[Store]:
        write_settings(tmp_path, Settings(BASE, "model", "pipeline"))
        make_store(tmp_path, quads)
        return Store.open(tmp_path)

    return written


Opened = Callable[[Iterable[ox.Quad]], AbstractContextManager[Store]]


@pytest.mark.parametrize("at_once", [1, 50, 20_000])
def test_a_store_is_checked_in_pieces(
    store_of: Opened, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr("kg.validation._QUADS", at_once)
    nameless = tuple(replace(e, name=" ") if e.iri == KENYA else e for e in KB.entities)
    broken = replace(KB, entities=nameless, events=(KB.events[0], replace(KB.events[1], actors=())))
    with store_of(quad for _, quads in graphs(broken, BASE) for quad in quads) as store:
        assert sorted(violations_in(store)) == [
            Violation(KENYA, NAME, " "),
            Violation(DENIAL, "needs at least one actor or recipient", "Rejection: "),
        ]


def test_what_several_graphs_say_of_a_node_is_taken_together(store_of: Opened) -> None:
    quads = [quad for _, of_graph in graphs(KB, BASE) for quad in of_graph]
    label = ox.NamedNode(str(RDFS.label))
    twice = [quad for quad in quads if quad.subject == ox.NamedNode(MEETING)]
    another = ox.Quad(ox.NamedNode(MEETING), label, ox.Literal("another"), ox.NamedNode(f"{BASE}graph/zz"))
    elsewhere = [ox.Quad(*quad.triple, ox.NamedNode(f"{BASE}graph/aa")) for quad in twice]
    with store_of([*quads, *elsewhere]) as store:
        assert list(violations_in(store)) == []
    with store_of([*quads, *elsewhere, another]) as store:
        assert [(found.node, found.reason) for found in violations_in(store)] == [
            (MEETING, "needs exactly one label")
        ]


def test_nothing_violates_a_shape_in_a_graph_that_was_built(built: Path) -> None:
    with Store.open(built) as store:
        assert any(store.match(predicate=ox.NamedNode(str(GP.evidence))))
        assert list(violations_in(store)) == []
