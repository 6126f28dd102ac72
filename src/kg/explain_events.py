"""Why an event is in the graph: its sentences with the parts marked, the rule, and what else was considered."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from html import escape
from pathlib import Path

from rdflib import RDF, URIRef

from kg.cache import Cache
from kg.errors import KgError
from kg.extraction.trace import Mark, Trace, trace
from kg.extractor import Extractor
from kg.folder import Settings
from kg.model import Event, Extraction, Span
from kg.rdf import article_iri
from kg.statements import Record, Select, entities_of, local, names_of, one, records
from kg.terminal import printable, table
from kg.vocabulary import EVENT_TYPES, GP

_IRI = re.compile(r"[^\s<>\"{}|\\^`]+")
_OF_EVENTS = [GP.actor, GP.recipient, GP.location, GP.claimedBy, GP.date, GP.status, GP.confidence, GP.rule, GP.opinion,
              GP.evidence, GP.triggerAt, GP.quad]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence that the event rests on, and how it was read. ``sentence`` begins at ``start`` of the article."""

    article: str
    start: int
    sentence: str
    trace: Trace

    def marked(self) -> str:
        """The sentence with its parts in brackets: "[actor Kenya] [trigger accused] …"."""
        pieces: list[str] = []
        at = self.start
        for mark in _apart(self.trace.marks, self.start, self.start + len(self.sentence)):
            pieces.append(self.sentence[at - self.start : mark.start - self.start])
            pieces.append(f"[{mark.role} {mark.text}]")
            at = mark.end
        pieces.append(self.sentence[at - self.start :])
        return " ".join("".join(pieces).split())


@dataclass(frozen=True, slots=True)
class EventExplanation:
    """Why an event is in the graph."""

    iri: str
    type: str
    status: str
    confidence: float
    rules: tuple[str, ...]
    opinions: tuple[str, ...]
    actors: str
    recipients: str
    readings: tuple[Reading, ...]

    def as_dict(self) -> dict[str, object]:
        return asdict(self)

    def __str__(self) -> str:
        sides = " → ".join(side for side in (self.actors, self.recipients) if side)
        asked = f" · the model says {', '.join(self.opinions)}" if self.opinions else ""
        lines = [
            printable(f"{self.type}, {self.status} · {sides} · {self.iri}"),
            printable(f"confidence {self.confidence:g} · rule {', '.join(self.rules)}{asked}"),
        ]
        for reading in self.readings:
            lines += ["", printable(reading.marked()), printable(f"  in {reading.article}")]
            lines += [printable(f"  {path.role}: {path.text}") for path in reading.trace.paths]
            rows = [[c.words, c.entry, c.outcome] for c in reading.trace.considered]
            lines += ["", table(["word", "entry of the lexicon", "what came of it"], rows).rstrip("\n")]
        return "\n".join(lines) + "\n"

    def _repr_html_(self) -> str:
        return f"<pre>{escape(str(self))}</pre>"


def explain_event(iri: str, folder: Path, select: Select, settings: Settings) -> EventExplanation:
    """Why the event with this IRI is in the graph; its articles are parsed again.

    :raises KgError: if there is no such event, or the graph was built by another version of kg.
    """
    record = _record(iri, select)
    if not record:
        raise KgError(f"no event {iri} in this graph")
    entities = entities_of(select)
    spans = records(select, f"?item a {GP.Passage.n3()} .", "?item", [GP.start, GP.end, GP.article])
    wanted = {(one(spans[t], "article"), _span(spans[t])) for t in record["triggerAt"] if t in spans}
    extractor = Extractor(settings.model, typer=settings.typer)
    readings: list[Reading] = []
    with Cache(folder, read_only=True) as cache:
        ids = {article_iri(settings.base_iri, article): article for article in cache.sources().values()}
        articles = [cache.article(ids[a]) for a in sorted({a for a, _ in wanted} & ids.keys())]
    for doc, found in extractor.read(article for article in articles if article is not None):
        at = article_iri(settings.base_iri, found.article.id)
        for event in found.events:
            if (
                (at, event.trigger) in wanted
                and event.rule in record["rule"]
                and _is(event, found, record, entities)
            ):
                text = found.article.text[event.evidence.start : event.evidence.end]
                readings.append(Reading(at, event.evidence.start, text, trace(doc, found, event)))
    if not readings:
        raise KgError(
            f"{iri} is not found again in its articles: build the graph again with this version of kg"
        )
    return EventExplanation(
        iri,
        next((name for name in EVENT_TYPES if str(GP[name]) in record["type"]), ""),
        local(one(record, "status")),
        float(one(record, "confidence", "0")),
        tuple(record["rule"]),
        tuple(record["opinion"]),
        names_of(record["actor"], entities),
        names_of(record["recipient"], entities),
        tuple(readings),
    )


def _record(iri: str, select: Select) -> Record | None:
    if not _IRI.fullmatch(iri):
        return None  # what comes from a command line must not become SPARQL
    pattern = f"VALUES ?item {{ {URIRef(iri).n3()} }} ?item a {GP.Event.n3()} ."
    return records(select, pattern, "?item", [RDF.type, *_OF_EVENTS]).get(iri)


def _span(record: Record) -> Span:
    return Span(int(one(record, "start")), int(one(record, "end")))


def _is(event: Event, found: Extraction, record: Record, entities: Mapping[str, Record]) -> bool:
    """Whether an event of an article is the one in the graph: its type and status, and names of its sides."""
    if str(GP[event.type]) not in record["type"] or str(GP[event.status]) not in record["status"]:
        return False
    sides = [*record["actor"], *record["recipient"]]
    names = {name for iri in sides for name in (*entities[iri]["prefLabel"], *entities[iri]["altLabel"])}
    own = {e.key: e.name for e in found.entities}
    return all(own[key] in names for key in (*event.actors, *event.recipients))


def _apart(marks: tuple[Mark, ...], start: int, end: int) -> list[Mark]:
    """The marks within the sentence, without those that overlap an earlier one."""
    kept: list[Mark] = []
    for mark in marks:
        if start <= mark.start and mark.end <= end and (not kept or mark.start >= kept[-1].end):
            kept.append(mark)
    return kept
