import math
from dataclasses import replace
from datetime import date

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import DCTERMS, RDF, RDFS, SKOS, URIRef

from kg.errors import KgError
from kg.model import (
    Article,
    Entity,
    EntityType,
    KnowledgeBase,
    Report,
    ResolvedEvent,
    ResolvedFact,
    Span,
    Status,
    TimeValue,
)
from kg.rdf import RELATIONS, article_iri, evidence_iri, graphs, to_knowledge_base
from kg.vocabulary import CONTEXTS, EVENT_TYPES, GP, MODES, ONTOLOGY
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
    PRESIDENCY,
    RUTO,
    SEAT,
    UGANDA,
)

FIRST, SECOND = article_iri(BASE, "a1b2"), article_iri(BASE, "c3d4")
MERGED, ENTITIES, REFERENCE = (f"{BASE}graph/{name}" for name in ("merged", "entities", "reference"))


def quads_of(kb: KnowledgeBase) -> list[ox.Quad]:
    return [quad for _, quads in graphs(kb, BASE) for quad in quads]


def values(quads: list[ox.Quad], subject: str, predicate: URIRef) -> set[str]:
    return {
        q.object.value for q in quads if q.subject.value == subject and q.predicate.value == str(predicate)
    }


def test_layout_of_graphs() -> None:
    found = dict(graphs(KB, BASE))
    assert list(found) == sorted([FIRST, SECOND, MERGED, ENTITIES, REFERENCE, str(ONTOLOGY)])
    for iri, quads in found.items():
        assert all(quad.graph_name.value == iri for quad in quads)

    def subjects(graph: str) -> set[str]:
        return {quad.subject.value for quad in found[graph]}

    assert subjects(MERGED) == {MEETING}
    # The direct triple of an asserted fact stands beside its node; an alleged one has none.
    other = Report("a1b2", Span(92, 137))
    assert subjects(FIRST) == {
        FIRST,
        DENIAL,
        HOLDS,
        RUTO,
        evidence_iri(BASE, IN_FIRST),
        evidence_iri(BASE, other),
    }
    assert subjects(SECOND) == {SECOND, SEAT, f"{BASE}evidence/c3d4/0-79"}
    assert values(found[FIRST], RUTO, GP.holdsOffice) == {PRESIDENCY}
    assert subjects(ENTITIES) == {entity.iri for entity in KB.entities}
    assert subjects(REFERENCE) == {KENYA, UGANDA, NAIROBI, MONITOR}


@pytest.mark.parametrize("status", ["Negated", "Planned", "Hypothetical", "Alleged"])
def test_only_asserted_facts_are_direct_triples(status: Status) -> None:
    fact = replace(KB.facts[1], status=status)
    quads = quads_of(replace(KB, facts=(fact,)))
    assert values(quads, RUTO, GP.holdsOffice) == set()
    assert values(quads, HOLDS, RDF.predicate) == {str(GP.holdsOffice)}
    assert values(quads, HOLDS, GP.status) == {str(GP[status])}


def test_event() -> None:
    quads = quads_of(KB)
    about = {q.predicate.value: q.object for q in quads if q.subject.value == MEETING}
    assert values(quads, MEETING, RDF.type) == {str(GP.Event), str(GP.Consultation)}
    assert values(quads, MEETING, RDFS.label) == {"Consultation: Yoweri Museveni – William Ruto, 2024-05-13"}
    assert about[str(GP.date)] == ox.Literal("2024-05-13", datatype=ox.NamedNode(rdflib.XSD.date))
    assert about[str(GP.confidence)] == ox.Literal("0.85", datatype=ox.NamedNode(rdflib.XSD.decimal))
    # The score of the mode, not of the type.
    assert about[str(GP.intensity)] == ox.Literal("4", datatype=ox.NamedNode(rdflib.XSD.decimal))
    assert about[str(GP.quad)] == ox.NamedNode(GP.VerbalCooperation)
    assert values(quads, MEETING, GP.claimedBy) == {MONITOR}
    assert len(values(quads, MEETING, GP.evidence)) == 2


@pytest.mark.parametrize(
    ("value", "datatype"),
    [("2024", rdflib.XSD.gYear), ("2024-05", rdflib.XSD.gYearMonth), ("2024-05-13", rdflib.XSD.date)],
)
def test_dates_are_as_precise_as_the_text(value: str, datatype: URIRef) -> None:
    event = replace(KB.events[0], time=TimeValue(value, "2024-05-13", None, "explicit"))
    dates = [q.object for q in quads_of(replace(KB, events=(event,))) if q.predicate.value == str(GP.date)]
    assert dates == [ox.Literal(value, datatype=ox.NamedNode(datatype))]


def test_evidence_is_the_exact_sentence() -> None:
    quads = quads_of(KB)
    iri = evidence_iri(BASE, IN_FIRST)
    assert values(quads, iri, GP.text) == {KB.articles[0].text[0:91]}
    assert values(quads, iri, GP.start) == {"0"}
    assert values(quads, iri, GP.end) == {"91"}
    assert values(quads, iri, GP.article) == {FIRST}


def test_article() -> None:
    quads = quads_of(KB)
    assert values(quads, FIRST, RDF.type) == {str(GP.Article), str(rdflib.SDO.NewsArticle)}
    assert values(quads, FIRST, GP.published) == {"2024-05-14"}
    assert values(quads, FIRST, rdflib.SDO.mentions) == {RUTO}
    # What is unknown is not stated.
    assert values(quads, SECOND, GP.published) == set()


def test_reference_data() -> None:
    quads = quads_of(KB)
    assert values(quads, KENYA, GP.iso3) == {"KEN"}
    assert values(quads, KENYA, SKOS.exactMatch) == {"https://sws.geonames.org/192950/"}
    assert values(quads, NAIROBI, SKOS.exactMatch) == {"https://sws.geonames.org/184745/"}
    assert values(quads, NAIROBI, GP.capitalOf) == {KENYA}
    assert values(quads, MONITOR, DCTERMS.identifier) == {"org:daily-monitor"}
    assert values(quads, MONITOR, SKOS.exactMatch) == set()


def test_reference_data_speak_only_of_entities_of_the_graph() -> None:
    mombasa = Entity(f"{BASE}city/mombasa", "City", "Mombasa", ref="city:186301")
    both = quads_of(KnowledgeBase(entities=(KB.entities[1], mombasa)))
    assert values(both, mombasa.iri, GP.locatedIn) == {KENYA}
    assert values(both, mombasa.iri, GP.capitalOf) == set()
    alone = quads_of(KnowledgeBase(entities=(mombasa,)))
    assert values(alone, mombasa.iri, GP.locatedIn) == set()


@pytest.mark.parametrize(
    ("capital", "country"),
    [("3117735", "ESP"), ("4140963", "USA"), ("1261481", "IND"), ("3621849", "CRI"), ("3469058", "BRA")],
)
def test_capitals_that_share_a_name_with_other_cities(capital: str, country: str) -> None:
    entities = (
        Entity(f"{BASE}city/x", "City", "X", ref=f"city:{capital}"),
        Entity(f"{BASE}country/y", "Country", "Y", ref=f"country:{country}"),
    )
    assert values(quads_of(KnowledgeBase(entities=entities)), f"{BASE}city/x", GP.capitalOf) == {
        f"{BASE}country/y"
    }


def test_text_never_becomes_an_iri() -> None:
    hostile = "https://evil.example/> <x> <y"
    article = replace(KB.articles[0], title=hostile, url=hostile, publisher=hostile)
    entity = replace(KB.entities[1], name=hostile, names=(hostile + "2",), ref="city:1> <x")
    fact = ResolvedFact(f"{BASE}fact/i", MONITOR, "ideology", hostile, (IN_FIRST,), literal=True)
    kb = replace(KB, articles=(article, KB.articles[1]), facts=(fact,))
    kb = replace(kb, entities=tuple(entity if e.iri == entity.iri else e for e in kb.entities))
    for quad in quads_of(kb):
        for node in (quad.subject, quad.predicate, quad.object, quad.graph_name):
            if isinstance(node, ox.NamedNode):
                assert "evil" not in node.value
                assert "<x" not in node.value
    assert values(quads_of(kb), MONITOR, GP.ideology) == {hostile}


def test_characters_that_xml_cannot_hold_are_replaced_one_for_one() -> None:
    text = "A\x00B\ud800C\x1b\ufffe \U0001f600\tend"
    article = Article("e5", "", text, (), title=text)
    event = replace(KB.events[1], reports=(Report("e5", Span(0, len(text))),))
    quads = quads_of(replace(KB, articles=(*KB.articles, article), events=(event,), facts=(), mentions=()))
    clean = "A\ufffdB\ufffdC\ufffd\ufffd \U0001f600\tend"
    assert values(quads, article_iri(BASE, "e5"), GP.title) == {clean}
    assert values(quads, f"{BASE}evidence/e5/0-{len(text)}", GP.text) == {clean}


def test_quads_are_what_a_store_gives_back() -> None:
    quads = quads_of(KB)
    store = ox.Store()
    store.extend(quads)
    assert set(store) == set(quads)
    assert len(set(quads)) == len(quads)


def test_quads_do_not_depend_on_order() -> None:
    backwards = KnowledgeBase(
        articles=KB.articles[::-1],
        entities=KB.entities[::-1],
        events=tuple(replace(event, reports=event.reports[::-1]) for event in KB.events[::-1]),
        facts=KB.facts[::-1],
        mentions=KB.mentions[::-1],
    )
    assert list(graphs(KB, BASE)) == list(graphs(backwards, BASE))


@pytest.mark.parametrize(
    ("kb", "error", "message"),
    [
        (replace(KB, facts=(replace(KB.facts[0], predicate="marriedTo"),)), ValueError, "marriedTo"),
        (replace(KB, facts=(replace(KB.facts[0], object=f"{BASE}person/nobody"),)), ValueError, "nobody"),
        (replace(KB, facts=(replace(KB.facts[0], status="Rumoured"),)), ValueError, "Rumoured"),  # type: ignore[arg-type]
        (replace(KB, events=(replace(KB.events[1], actors=("x",)),)), ValueError, "neither an entity"),
        (replace(KB, events=(replace(KB.events[1], type="Meeting"),)), KgError, "Meeting"),  # type: ignore[arg-type]
        (replace(KB, events=(replace(KB.events[1], mode="visit"),)), KgError, "visit"),
        (replace(KB, events=(replace(KB.events[1], contexts=("x",)),)), KgError, "context"),
        (
            replace(KB, events=(replace(KB.events[1], time=TimeValue("May", None, None, "explicit")),)),
            ValueError,
            "May",
        ),
        (
            replace(KB, events=(replace(KB.events[1], time=TimeValue(None, None, None, "guess")),)),  # type: ignore[arg-type]
            ValueError,
            "guess",
        ),
        (replace(KB, articles=KB.articles[:1]), ValueError, "c3d4"),
        (replace(KB, facts=(replace(KB.facts[0], confidence=math.nan),)), ValueError, "NaN"),
        (replace(KB, entities=(replace(KB.entities[0], type="Planet"),)), ValueError, "."),  # type: ignore[arg-type]
    ],
)
def test_what_is_unknown_raises(kb: KnowledgeBase, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        quads_of(kb)


def test_base_that_cannot_be_used_raises() -> None:
    with pytest.raises(KgError, match="base IRI"):
        list(graphs(KB, "nowhere"))


def carried(kb: KnowledgeBase) -> KnowledgeBase:
    """``kb`` less what the documentation of :mod:`kg.rdf` says that RDF does not carry."""
    return KnowledgeBase(
        articles=tuple(replace(article, key="", text="", segments=()) for article in kb.articles),
        entities=kb.entities,
        events=kb.events,
        facts=kb.facts,
    )


def test_round_trip_of_the_sample() -> None:
    assert to_knowledge_base(quads_of(KB), BASE) == carried(KB)


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co"]), min_size=1, max_size=12
)
NAMES = st.lists(WORDS, unique=True, max_size=3).map(lambda names: tuple(sorted(names)))
DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(date.isoformat)
VALUES = DAYS | DAYS.map(lambda day: day[:7]) | DAYS.map(lambda day: day[:4])
CONFIDENCES = st.integers(0, 100).map(lambda percent: percent / 100)
STATUSES = st.sampled_from(["Asserted", "Negated", "Planned", "Hypothetical", "Alleged"])
ARTICLE = st.builds(
    Article,
    id=st.text("0123456789abcdef/ é%", min_size=1, max_size=8),
    key=WORDS,
    text=st.text("Tk. é\n", min_size=12, max_size=30),
    segments=st.just(()),
    title=st.none() | WORDS,
    published=st.none() | st.dates(),
    publisher=st.none() | WORDS,
    url=st.none() | WORDS,
)


@st.composite
def knowledge_bases(draw: st.DrawFn) -> KnowledgeBase:
    articles = sorted(
        draw(st.lists(ARTICLE, min_size=1, max_size=3, unique_by=lambda a: a.id)),
        key=lambda a: article_iri(BASE, a.id),
    )
    types = draw(st.lists(st.sampled_from(EntityType.__args__), min_size=1, max_size=5))  # type: ignore[attr-defined]
    iris = [f"{BASE}{entity_type.lower()}/{number}" for number, entity_type in enumerate(types)]
    entities = []
    for iri, entity_type in zip(iris, types, strict=True):
        name = draw(WORDS)
        entities.append(
            Entity(
                iri,
                entity_type,
                name,
                names=tuple(other for other in draw(NAMES) if other != name),
                ref=draw(
                    st.none()
                    | st.sampled_from(["country:FRA", "country:XYZ", "city:2988507", "org:who", "x"])
                ),
                country=draw(st.none() | st.sampled_from(["FRA", "KEN"])),
                role=draw(st.none() | WORDS),
                of=draw(st.none() | st.sampled_from(iris)),
            )
        )
    some_iris = st.lists(st.sampled_from(iris), unique=True, max_size=3).map(
        lambda found: tuple(sorted(found))
    )

    def reports() -> tuple[Report, ...]:
        found = draw(
            st.lists(
                st.tuples(st.sampled_from([a.id for a in articles]), st.integers(0, 5), st.integers(6, 12)),
                unique=True,
                min_size=1,
                max_size=3,
            )
        )
        return tuple(Report(article, Span(start, end)) for article, start, end in sorted(found))

    events = []
    for number in range(draw(st.integers(0, 3))):
        event_type = draw(st.sampled_from(sorted(EVENT_TYPES)))
        modes = [mode for owner, mode in MODES if owner == event_type]
        time = st.builds(
            TimeValue,
            value=st.none() | VALUES,
            earliest=st.none() | DAYS,
            latest=st.none() | DAYS,
            basis=st.sampled_from(["explicit", "relative", "dateline", "publication"]),
        )
        events.append(
            ResolvedEvent(
                f"{BASE}event/{number}",
                event_type,  # type: ignore[arg-type]
                draw(some_iris),
                draw(some_iris),
                reports(),
                draw(STATUSES),
                location=draw(st.none() | st.sampled_from(iris)),
                time=draw(st.none() | time),
                speakers=draw(some_iris),
                mode=draw(st.sampled_from([None, *modes])),
                contexts=tuple(sorted(draw(st.sets(st.sampled_from(CONTEXTS), max_size=3)))),
                triggers=draw(NAMES),
                about=draw(NAMES),
                rules=draw(NAMES),
                opinions=draw(NAMES),
                confidence=draw(CONFIDENCES),
            )
        )
    facts = []
    for number in range(draw(st.integers(0, 3))):
        literal = draw(st.booleans())
        begin = st.builds(TimeValue, st.none() | VALUES, DAYS, st.none(), st.just("explicit"))
        end = st.builds(TimeValue, st.none() | VALUES, st.none(), DAYS, st.just("explicit"))
        facts.append(
            ResolvedFact(
                f"{BASE}fact/{number}",
                draw(st.sampled_from(iris)),
                draw(st.sampled_from(sorted(RELATIONS - {"officeOf"}))),
                draw(WORDS if literal else st.sampled_from([*iris, *(event.iri for event in events)])),
                reports(),
                literal=literal,
                status=draw(STATUSES),
                speakers=draw(some_iris),
                valid_from=draw(st.none() | begin),
                valid_until=draw(st.none() | end),
                rules=draw(NAMES),
                confidence=draw(CONFIDENCES),
            )
        )
    by_iri = sorted(entities, key=lambda entity: entity.iri)
    return KnowledgeBase(tuple(articles), tuple(by_iri), tuple(events), tuple(facts))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(knowledge_bases())
def test_round_trip(kb: KnowledgeBase) -> None:
    quads = quads_of(kb)
    assert to_knowledge_base(quads, BASE) == carried(kb)
    # What was carried gives the same quads about entities again.
    again = dict(graphs(replace(KnowledgeBase(), entities=to_knowledge_base(quads, BASE).entities), BASE))
    assert again.get(ENTITIES) == dict(graphs(kb, BASE)).get(ENTITIES)
