"""What is in a graph as plain values: entities, events, facts, each with its sentences and articles."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import get_args

from rdflib import RDF

from kg.actors import named
from kg.errors import KgError
from kg.marking import marks
from kg.model import EntityType, Status
from kg.records import Entities, EntityRecord, EventRecord, Events, FactRecord, Facts, Name, Sentence
from kg.statements import Record, Select, entities_of, local, one, records, taking_part
from kg.vocabulary import EVENT_TYPES, GP


def entities(select: Select, *, type: str | None = None) -> Entities:
    """All entities, or those of one type ("Person"), by label.

    :raises KgError: if there is no such type.
    """
    if type is not None and type not in get_args(EntityType):
        raise KgError(f'there is no entity type "{type}": use one of {", ".join(get_args(EntityType))}')
    found = (
        EntityRecord(iri, _entity_type(v), one(v, "prefLabel"), tuple(v["altLabel"]), one(v, "iso3"))
        for iri, v in entities_of(select).items()
    )
    return Entities(sorted((e for e in found if type in (None, e.type)), key=lambda e: (e.label, e.iri)))


def events(
    select: Select,
    *,
    type: str | Collection[str] | None = None,
    actor: str | None = None,
    status: str | None = None,
    since: str | date | None = None,
    until: str | date | None = None,
    min_confidence: float = 0.0,
) -> Events:
    """Events by date, those without one last.

    :param type: one or several types ("Assault") or PLOVER codes ("ASSAULT").
    :param actor: IRI or any name of somebody who takes part, as actor or recipient.
    :param status: "Asserted", "Negated", "Planned", "Hypothetical" or "Alleged".
    :param since: first day ("2024-05-01"; "2024-05" and "2024" mean their first). Without a date, an event is
        then left out.
    :param until: last day, inclusive ("2024-05" and "2024" mean their last).
    :raises KgError: if a type, a status or an actor is unknown, or a day is not in that form.
    """
    if status is not None and status not in get_args(Status):
        raise KgError(f'there is no status "{status}": use one of {", ".join(get_args(Status))}')
    chosen = _event_types(type)
    first, last = _day(since, "since", "-01-01"), _day(until, "until", "-12-31")
    known = entities_of(select)
    wanted: list[str] = []
    if actor is not None:
        wanted = named(actor, known)
    classes = " ".join(GP[name].n3() for name in chosen)
    pattern = f"VALUES ?type {{ {classes} }} ?item a ?type . {taking_part(wanted, GP.actor, GP.recipient)}"
    sentences = _sentences(select, pattern)
    triggers = _passages(select, f"{pattern} ?item {GP.triggerAt.n3()} ?passage .")
    found = []
    for iri, v in records(select, pattern, "?item", _OF_EVENTS).items():
        record = EventRecord(
            iri=iri,
            type=next(name for name in chosen if name in map(local, v["type"])),
            status=local(one(v, "status")),
            date=one(v, "date"),
            earliest=one(v, "earliest"),
            latest=one(v, "latest"),
            actors=_named(v["actor"], known),
            recipients=_named(v["recipient"], known),
            locations=_named(v["location"], known),
            speakers=_named(v["claimedBy"], known),
            quad=local(one(v, "quad")),
            mode=local(one(v, "mode")),
            contexts=tuple(map(local, v["context"])),
            intensity=float(one(v, "intensity")) if v["intensity"] else None,
            confidence=float(one(v, "confidence", "0")),
            sentences=_marked(v, sentences, triggers, known),
            date_basis=one(v, "dateBasis"),
            triggers=tuple(v["trigger"]),
        )
        if (
            status in (None, record.status)
            and record.confidence >= min_confidence
            and _overlaps(record, first, last)
        ):
            found.append(record)
    return Events(sorted(found, key=lambda e: (e.date or "~", e.type, e.iri)))


def facts(select: Select) -> Facts:
    """All facts, by subject."""
    known = entities_of(select)
    pattern = f"?item a {GP.Fact.n3()} ."
    sentences = _sentences(select, pattern)
    found = []
    for iri, v in records(select, pattern, "?item", _OF_FACTS).items():
        value = one(v, "object")
        found.append(
            FactRecord(
                iri=iri,
                subject=_named(v["subject"], known)[0],
                predicate=local(one(v, "predicate")),
                object=_named([value], known)[0] if value in known else Name(value, ""),
                status=local(one(v, "status")),
                valid_from=one(v, "validFrom"),
                valid_until=one(v, "validUntil"),
                speakers=_named(v["claimedBy"], known),
                confidence=float(one(v, "confidence", "0")),
                sentences=_in_order(sentences[e] for e in v["evidence"]),
            )
        )
    return Facts(sorted(found, key=lambda f: (f.subject, f.predicate, f.object, f.iri)))


#: Columns of :func:`participants`.
PARTICIPANT_COLUMNS = (
    *("event", "type", "status", "date", "earliest", "latest", "role", "participant", "participant_iri"),
    *("location", "speaker", "quad", "mode", "intensity", "confidence", "sentence", "article", "title"),
    *("publisher", "published", "url"),
)


def participants(found: Iterable[EventRecord]) -> list[list[str]]:
    """One row for each participant of each event in each sentence that reports it, for spreadsheets."""
    return [
        [
            *(e.iri, e.type, e.status, e.date, e.earliest, e.latest, role, who.label, who.iri),
            *(_shown(e.locations), _shown(e.speakers), e.quad, e.mode),
            *("" if e.intensity is None else f"{e.intensity:g}", f"{e.confidence:g}"),
            *(s.text, s.article, s.title, s.publisher, s.published, s.url),
        ]
        for e in found
        for role, whole in (("actor", e.actors), ("recipient", e.recipients))
        for who in whole
        for s in e.sentences
    ]


_OF_BOTH = [GP.status, GP.claimedBy, GP.confidence, GP.evidence]
_OF_EVENTS = [
    *(RDF.type, GP.actor, GP.recipient, GP.location, GP.date, GP.earliest, GP.latest),
    *(GP.dateBasis, GP.mode, GP.context, GP.quad, GP.intensity, GP.trigger, GP.triggerAt, *_OF_BOTH),
]
_OF_FACTS = [RDF.subject, RDF.predicate, RDF.object, GP.validFrom, GP.validUntil, *_OF_BOTH]


def _sentences(select: Select, pattern: str) -> dict[str, Sentence]:
    """The sentences that the statements of ``pattern`` rest on, by IRI."""
    about = [GP.title, GP.publisher, GP.published, GP.url]
    articles = records(select, f"?item a {GP.Article.n3()} .", "?item", about)
    found = {}
    for iri, v in _passages(select, f"{pattern} ?item {GP.evidence.n3()} ?passage .").items():
        article = articles.get(one(v, "article"), Record())
        found[iri] = Sentence(
            text=one(v, "text"),
            start=int(one(v, "start", "0")),
            end=int(one(v, "end", "0")),
            article=one(v, "article"),
            title=one(article, "title"),
            publisher=one(article, "publisher"),
            published=one(article, "published"),
            url=one(article, "url"),
        )
    return found


def _passages(select: Select, pattern: str) -> dict[str, Record]:
    """Each ``?passage`` of the pattern: its words and where they stand."""
    return records(select, pattern, "?passage", [GP.text, GP.start, GP.end, GP.article])


def _marked(
    event: Record,
    sentences: Mapping[str, Sentence],
    triggers: Mapping[str, Record],
    known: Mapping[str, Record],
) -> tuple[Sentence, ...]:
    """The sentences of an event, its words and its participants marked."""
    names = [
        [
            name
            for iri in event[role]
            if iri in known
            for name in known[iri]["prefLabel"] + known[iri]["altLabel"]
        ]
        for role in ("actor", "recipient")
    ]
    words = [triggers[iri] for iri in event["triggerAt"] if iri in triggers]
    return _in_order(
        replace(
            sentence,
            marks=marks(
                sentence.text,
                [
                    (int(one(w, "start")) - sentence.start, int(one(w, "end")) - sentence.start)
                    for w in words
                    if one(w, "article") == sentence.article
                ],
                *names,
            ),
        )
        for sentence in (sentences[iri] for iri in event["evidence"])
    )


def _in_order(sentences: Iterable[Sentence]) -> tuple[Sentence, ...]:
    """The first report first, those of unknown date last."""
    return tuple(sorted(sentences, key=lambda s: (s.published or "~", s.article, s.start)))


def _entity_type(record: Record) -> str:
    """The most telling class: a country is a place too."""
    held = set(map(local, record["type"]))
    types = [name for name in get_args(EntityType) if name in held]
    return min(types, key=lambda name: name in ("Organization", "Group", "Place"), default="Actor")


def _named(iris: Iterable[str], known: Mapping[str, Record]) -> tuple[Name, ...]:
    return tuple(sorted(Name(one(known[iri], "prefLabel") if iri in known else iri, iri) for iri in iris))


def _event_types(type: str | Collection[str] | None) -> list[str]:
    by_code = {kind.notation: name for name, kind in EVENT_TYPES.items() if kind.notation}
    wanted = EVENT_TYPES if type is None else [type] if isinstance(type, str) else type
    chosen = {by_code.get(name, name) for name in wanted}
    for name in sorted(chosen):
        if name not in EVENT_TYPES:
            raise KgError(f'there is no event type "{name}": use one of {", ".join(EVENT_TYPES)}')
    return sorted(chosen)


def _day(value: str | date | None, name: str, rest: str) -> str:
    """``value`` as an ISO day; a month or a year is filled up from ``rest``. Empty for None.

    The 31st of a short month is no day, and still a right bound for comparing text.
    """
    if value is None:
        return ""
    text = value.isoformat() if isinstance(value, date) else value.strip()
    try:
        date.fromisoformat(text + {4: "-01-01", 7: "-01"}.get(len(text), ""))
    except ValueError:
        raise KgError(f'{name}: "{text}" is not a day: write 2024-05-01, 2024-05 or 2024') from None
    return text + {4: rest, 7: rest[3:]}.get(len(text), "")


def _overlaps(event: EventRecord, first: str, last: str) -> bool:
    if not (first or last):
        return True
    if not (event.earliest or event.latest):
        return False
    return (not last or event.earliest <= last) and (not event.latest or event.latest >= first)


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(_shown, value))
    return "" if value is None else str(value)
