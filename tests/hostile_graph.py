"""A graph on disk, made without a pipeline, whose article, names and texts are as hostile as articles may be."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from kg.cache import Cache, kept
from kg.consolidation import create
from kg.folder import Settings, write_settings
from kg.model import (
    Article,
    Entity,
    Event,
    Extraction,
    KnowledgeBase,
    LocalEntity,
    Mention,
    Report,
    ResolvedEvent,
    ResolvedFact,
    Segment,
    Span,
    TimeValue,
)
from kg.new_store import make_store
from kg.rdf import graphs
from kg.vocabulary import DEFAULT_BASE as BASE
from sample_graph import HOSTILE

#: A word that no line holds.
LONG = "Llanfair" * 1250
TITLE = f"{HOSTILE} {LONG}"
SENTENCE = f"{HOSTILE} backed (.* Peru and {LONG}."
TEXT = f"{TITLE}\n\n{SENTENCE}\n\nNobody said <b>anything</b> else."

ARTICLE = f"{BASE}article/a1"
PERSON = f"{BASE}person/hostile-1"
PERU = f"{BASE}country/PER"
OFFICE = f"{BASE}office/hostile-1"
SUPPORT = f"{BASE}event/support-1"
THREAT = f"{BASE}event/threat-1"
FACT = f"{BASE}fact/holdsoffice-1"


def write_hostile_graph(folder: Path) -> Path:
    """Write the graph into ``folder``, which is created."""
    folder.mkdir()
    at = TEXT.index(SENTENCE)
    trigger = Span(TEXT.index("backed (.*"), TEXT.index("backed (.*") + len("backed (.*"))
    evidence = Span(at, at + len(SENTENCE))
    article = Article(
        id="a1",
        key="hostile.txt",
        text=TEXT,
        segments=(
            Segment(0, len(TITLE), "title"),
            Segment(at, evidence.end, "body"),
            Segment(evidence.end + 2, len(TEXT), "body"),
        ),
        title=TITLE,
        published=date(2020, 2, 3),
        publisher=HOSTILE,
        url="javascript:alert(1)",
    )
    peru_at = TEXT.index("Peru")
    mentions = (
        Mention(at, at + len(HOSTILE), HOSTILE, "Person", "p1"),
        Mention(peru_at, peru_at + 4, "Peru", "Country", "c1"),
    )
    extraction = Extraction(
        article,
        entities=(
            LocalEntity("p1", "Person", HOSTILE, (HOSTILE, LONG)),
            LocalEntity("c1", "Country", "Peru", ("Peru",), ref="country:PER", country="PER"),
        ),
        mentions=mentions,
        events=(Event("Support", ("p1",), ("c1",), evidence, trigger, "rule"),),
    )
    reports = (Report("a1", evidence, trigger),)
    day = TimeValue("2020-02-03", "2020-02-03", "2020-02-03", "publication")
    kb = KnowledgeBase(
        articles=(article,),
        entities=(
            Entity(PERSON, "Person", HOSTILE, (HOSTILE, LONG), country="PER"),
            Entity(PERU, "Country", "Peru", ("Peru",), ref="country:PER"),
            Entity(OFFICE, "Office", f"{HOSTILE} of Peru", role="President", of=PERU),
        ),
        events=(
            ResolvedEvent(
                SUPPORT, "Support", (PERSON,), (PERU,), reports, "Asserted", location=PERU, time=day,
                triggers=("backed (.*",), about=(HOSTILE,), confidence=0.9,
            ),
            ResolvedEvent(THREAT, "Threat", (PERSON,), (PERU,), reports, "Alleged", speakers=(PERSON,)),
        ),
        facts=(ResolvedFact(FACT, PERSON, "holdsOffice", OFFICE, reports, valid_from=day),),
        mentions=tuple(("a1", Mention(m.start, m.end, m.text, m.type, iri))
                       for m, iri in zip(mentions, (PERSON, PERU), strict=True)),
    )  # fmt: skip
    write_settings(folder, Settings(BASE, "model", "pipeline"))
    with Cache(folder) as extractions:
        extractions.add(kept(extraction), "pipeline")
        extractions.begin_reading()
        extractions.note_source(article.key, article.id)
        extractions.accept("pipeline")
        create(extractions.database)
    make_store(folder, (quad for _, quads in graphs(kb, BASE) for quad in quads))
    return folder
