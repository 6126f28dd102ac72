"""From the RDF graph to a ``networkx.MultiDiGraph`` of actors, read through SPARQL alone.

Nodes are entities, keyed by IRI. Every edge is one event or one fact between two of them, keyed by the IRI of
the event or fact (followed by ``|actor|recipient`` where it makes several edges, so that keys are unique).

node
    ``type``, ``label``, ``names`` (other names, joined by " | "), ``iso3``, ``n_events``, ``alone``
edge
    ``kind`` ("event" or "fact"), ``event`` (the IRI), ``type``, ``label``, ``date``, ``earliest``,
    ``latest``, ``date_basis``, ``quad`` ("verbal cooperation", …; empty for facts and changes of leadership),
    ``intensity`` (PLOVER's score, −10 to +10; absent where there is none), ``confidence`` (0 to 1),
    ``status``, ``speaker``, ``location``, ``mode``, ``context``, ``trigger``, ``evidence`` (sentences),
    ``articles`` (IRIs), ``n_reports`` (sentences), ``weight`` (the same, for algorithms and Gephi; at least
    1), ``two_sided``, ``reports``

All attributes are plain text, numbers or booleans. ``reports`` and ``alone`` hold JSON: each sentence with
its article and with where in it the trigger stands, and the statements that make no edge (an event with one
participant, a fact about a text). Of a graph that ``max_nodes`` has cut, ``nodes_left_out`` and
``edges_left_out`` are numbers of the graph itself.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import combinations
from typing import Any, NamedTuple, get_args

import networkx as nx
from rdflib import RDF

from kg.actors import named
from kg.collector import without_collector
from kg.errors import KgError
from kg.model import EntityType
from kg.statements import (
    Record,
    Select,
    entities_of,
    local,
    names_of,
    one,
    passages_of,
    records,
    reports_of,
    taking_part,
)
from kg.vocabulary import EVENT_TYPES, GP

_as_json = json.JSONEncoder(ensure_ascii=False).encode

_OF_BOTH = "earliest latest status claimedBy location context confidence trigger triggerAt evidence"
_OF_EVENTS = [
    RDF.type,
    *(GP[name] for name in f"actor recipient date dateBasis mode mutual quad intensity {_OF_BOTH}".split()),
]
_OF_FACTS = [
    RDF.subject,
    RDF.predicate,
    RDF.object,
    *(GP[n] for n in f"validFrom validUntil {_OF_BOTH}".split()),
]


@without_collector()
def projection(
    select: Select,
    *,
    actor: str | None = None,
    types: Collection[str] | None = None,
    since: str | date | None = None,
    until: str | date | None = None,
    min_confidence: float = 0.0,
    max_nodes: int | None = None,
) -> nx.MultiDiGraph:
    """The graph of actors, their events and their relations; the same quads give the same graph, in order.

    An event leads from each actor to each recipient. One that the actors did with or to one another (a meeting, a
    clash) links each pair of them, from the lesser IRI to the greater, with ``two_sided`` set. Where several did
    something to nobody that is named, they are not linked by it.

    :param actor: an IRI, any name of an entity, whatever its case and accents, or a country's ISO 3166-1 code: only
        what it takes part in.
    :param types: event types, as "Consultation" or PLOVER's "CONSULT"; "Fact" for relations. All by default.
    :param since: first day, as a date, "2024-05-01", "2024-05" or "2024". Undated events are then left out;
        an undated fact stays if its subject or object takes part in an event that stays.
    :param until: last day, inclusive, in the same forms.
    :param min_confidence: least ``confidence``, from 0 to 1.
    :param max_nodes: keep this many nodes, those with most reports first; those of ``actor`` always.
    :raises KgError: if ``actor`` is not in the graph (the message lists the closest names), a type is
        unknown, or a bound cannot be read.
    """
    event_types, with_facts = _chosen_types(types)
    first, last = _bound("since", since, "-01-01"), _bound("until", until, "-12-31")
    if max_nodes is not None and max_nodes < 1:
        raise KgError(f"max_nodes {max_nodes} leaves nothing: give 1 or more")
    entities = entities_of(select)
    chosen: list[str] = []
    if actor is not None:
        chosen = named(actor, entities)

    def is_kept(record: Record, if_undated: bool) -> bool:
        if float(one(record, "confidence", "1")) < min_confidence:
            return False
        earliest, latest = one(record, "earliest"), one(record, "latest")
        if not (first or last):
            return True
        if not (earliest or latest):
            return if_undated
        return (not last or earliest <= last) and (not latest or latest >= first)

    events: dict[str, Record] = {}
    facts: dict[str, Record] = {}
    reports: dict[str, dict[str, str]] = {}
    triggers: dict[str, Record] = {}
    if event_types:
        classes = " ".join(GP[name].n3() for name in event_types)
        pattern = f"VALUES ?type {{ {classes} }} ?item a ?type . "
        pattern += taking_part(chosen, GP.actor, GP.recipient)
        found = records(select, pattern, "?item", _OF_EVENTS)
        events = {iri: record for iri, record in found.items() if is_kept(record, if_undated=False)}
        reports |= reports_of(select, pattern, entities)
        triggers |= passages_of(select, pattern, GP.triggerAt)
    if with_facts:
        participants = {who for event in events.values() for who in _participants(event)}
        pattern = f"?item a {GP.Fact.n3()} . {taking_part(chosen, RDF.subject, RDF.object)}"
        for iri, record in records(select, pattern, "?item", _OF_FACTS).items():
            known = not participants.isdisjoint(record["subject"] + record["object"])
            if is_kept(record, if_undated=known):
                facts[iri] = record
        reports |= reports_of(select, pattern, entities)
        triggers |= passages_of(select, pattern, GP.triggerAt)

    whole = _Found(entities, events, facts, reports, triggers)
    return _assemble(whole, *_links(whole), max_nodes, chosen)


def _chosen_types(types: Collection[str] | None) -> tuple[list[str], bool]:
    """The event types asked for, and whether facts are."""
    if not types:
        return list(EVENT_TYPES), True
    known = {name.casefold(): name for name in EVENT_TYPES} | {"fact": "Fact"}
    known |= {kind.notation.casefold(): name for name, kind in EVENT_TYPES.items() if kind.notation}
    for name in types:
        if name.casefold() not in known:
            raise KgError(f'there is no event type "{name}": use one of {", ".join(EVENT_TYPES)}, or Fact')
    chosen = {known[name.casefold()] for name in types}
    return sorted(chosen - {"Fact"}), "Fact" in chosen


def _bound(option: str, value: str | date | None, rest_of_year: str) -> str:
    """``value`` as the first or last ISO day of the time it names; "" for none."""
    if value is None:
        return ""
    text = value.isoformat() if isinstance(value, date) else value.strip()
    try:
        if re.fullmatch(r"\d{4}", text):
            return date.fromisoformat(text + rest_of_year).isoformat()
        if re.fullmatch(r"\d{4}-\d\d", text):
            # The 31st of a short month is still a right bound for comparing text.
            return date.fromisoformat(text + "-01").isoformat()[:8] + rest_of_year[-2:]
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise KgError(f'{option}: "{text}" is not a day: write 2024-05-01, 2024-05 or 2024') from None


class _Found(NamedTuple):
    """By IRI: entities, the statements that pass the filters, sentences with their articles, and the words that name
    a statement."""

    entities: Mapping[str, Record]
    events: Mapping[str, Record]
    facts: Mapping[str, Record]
    reports: Mapping[str, Mapping[str, str]]
    triggers: Mapping[str, Record]


class _Link(NamedTuple):
    source: str
    target: str
    key: str
    statement: str
    """IRI; that of an office's country is stated by nobody, and is the same as the key."""


def _links(found: _Found) -> tuple[list[_Link], dict[str, list[str]]]:
    """All edges, in order, and by IRI of an entity the statements that make none."""
    links: list[_Link] = []
    alone: dict[str, list[str]] = defaultdict(list)
    for iri, event in found.events.items():
        pairs = _pairs(event)
        for source, target in pairs:
            links.append(_Link(source, target, iri if len(pairs) == 1 else f"{iri}|{source}|{target}", iri))
        if not pairs:
            for who in _participants(event):
                alone[who].append(iri)
    objects, stated = set(), set()
    for iri, fact in found.facts.items():
        source, target = one(fact, "subject"), one(fact, "object")
        if source in found.entities and target in found.entities and source != target:
            links.append(_Link(source, target, iri, iri))
            objects.add(target)
            if local(one(fact, "predicate")) == "officeOf":
                stated.add((source, target))
        else:
            alone[source].append(iri)
    # An office belongs to its country by its very name, so no sentence need say so.
    for office in sorted(objects):
        for target in found.entities[office]["officeOf"]:
            if target in found.entities and (office, target) not in stated:
                links.append(_Link(office, target, f"{office}|{target}", f"{office}|{target}"))
    return sorted(links), alone


def _assemble(
    found: _Found,
    links: Sequence[_Link],
    alone: Mapping[str, Sequence[str]],
    max_nodes: int | None,
    always: Collection[str],
) -> nx.MultiDiGraph:
    nodes = sorted({end for link in links for end in link[:2]} | set(alone))
    n_events = Counter(who for event in found.events.values() for who in _participants(event))
    kept = set(nodes) if max_nodes is None else _most_reported(found, links, nodes, max_nodes, always)
    graph = nx.MultiDiGraph()
    for iri in nodes:
        if iri in kept:
            entity = found.entities.get(iri, Record())
            label = one(entity, "prefLabel") or local(iri)
            graph.add_node(
                iri,
                type=_most_telling(entity["type"]),
                label=label,
                names=" | ".join(name for name in entity["altLabel"] if name != label),
                iso3=one(entity, "iso3"),
                n_events=n_events[iri],
                alone=_as_json([_alone(statement, found) for statement in alone.get(iri, ())]),
            )
    several: dict[str, dict[str, Any]] = {}
    for source, target, key, statement in links:
        if source in kept and target in kept:
            if statement == key:
                attributes = _attributes(statement, found)
            else:
                attributes = several.get(statement) or several.setdefault(
                    statement, _attributes(statement, found)
                )
            graph.add_edge(source, target, key=key, **attributes)
    if len(kept) < len(nodes):
        graph.graph["nodes_left_out"] = len(nodes) - len(kept)
        graph.graph["edges_left_out"] = len(links) - graph.number_of_edges()
    return graph


def _most_reported(
    found: _Found, links: Iterable[_Link], nodes: Iterable[str], most: int, always: Collection[str]
) -> set[str]:
    """``most`` of the nodes, those whose edges have most reports; those of ``always`` first."""
    weights: dict[str, int] = defaultdict(int)
    for source, target, _, statement in links:
        record = found.events.get(statement) or found.facts.get(statement) or Record()
        weight = max(1, sum(iri in found.reports for iri in record["evidence"]))
        weights[source] += weight
        weights[target] += weight
    return set(sorted(nodes, key=lambda iri: (iri not in always, -weights[iri], iri))[:most])


def _attributes(iri: str, found: _Found) -> dict[str, Any]:
    """What an edge of this statement says."""
    if iri in found.events:
        event = found.events[iri]
        two_sided = not event["recipient"] and bool(_pairs(event))
        return (
            _event_attributes(iri, event, found.entities) | {"two_sided": two_sided} | _evidence(event, found)
        )
    fact = found.facts.get(iri) or Record(predicate=(str(GP.officeOf),))
    return _fact_attributes(iri, fact, found.entities) | {"two_sided": False} | _evidence(fact, found)


def _alone(iri: str, found: _Found) -> dict[str, Any]:
    attributes = _attributes(iri, found)
    if iri in found.facts:
        attributes["label"] += f": {one(found.facts[iri], 'object')}"
    return attributes


def _event_attributes(iri: str, event: Record, entities: Mapping[str, Record]) -> dict[str, Any]:
    event_type = next(name for name in map(local, event["type"]) if name in EVENT_TYPES)
    mode = ", ".join(local(m).removeprefix(f"mode-{event_type.lower()}-") for m in event["mode"])
    intensity = one(event, "intensity")
    return {
        "kind": "event",
        "event": iri,
        "type": event_type,
        "label": f"{_in_words(event_type)} ({mode})" if mode else _in_words(event_type),
        "date": one(event, "date"),
        "quad": _in_words(local(one(event, "quad"))),
        **({"intensity": float(intensity)} if intensity else {}),
        "mode": mode,
        **_statement_attributes(event, entities),
    }


def _fact_attributes(iri: str, fact: Record, entities: Mapping[str, Record]) -> dict[str, Any]:
    predicate = local(one(fact, "predicate"))
    begin, end = one(fact, "validFrom"), one(fact, "validUntil")
    return {
        "kind": "fact",
        "event": iri,
        "type": predicate,
        "label": _in_words(predicate),
        # An interval as ISO 8601-2 writes one whose other end is open.
        "date": begin if begin == end else f"{begin or '..'}/{end or '..'}",
        "quad": "",
        "mode": "",
        **_statement_attributes(fact, entities),
    }


def _statement_attributes(record: Record, entities: Mapping[str, Record]) -> dict[str, Any]:
    return {
        "earliest": one(record, "earliest"),
        "latest": one(record, "latest"),
        "date_basis": one(record, "dateBasis"),
        "confidence": float(one(record, "confidence", "1")),
        "status": local(one(record, "status", "Asserted")),
        "speaker": names_of(record["claimedBy"], entities),
        "location": names_of(record["location"], entities),
        "context": ", ".join(local(context).removeprefix("context-") for context in record["context"]),
        "trigger": " | ".join(record["trigger"]),
    }


def _evidence(record: Record, found: _Found) -> dict[str, Any]:
    reports: list[dict[str, Any]] = [
        {**found.reports[iri], "triggers": _triggers_in(found.reports[iri], record, found.triggers)}
        for iri in record["evidence"]
        if iri in found.reports
    ]
    reports.sort(key=lambda r: (r["published"], r["article"], int(r["start"] or 0)))
    return {
        # One line, so that it reads well in a table of Gephi; ``reports`` keeps the exact text.
        "evidence": " ¶ ".join(" ".join(report["text"].split()) for report in reports),
        "articles": " | ".join(sorted({report["article"] for report in reports})),
        "n_reports": len(reports),
        "weight": max(1, len(reports)),
        "reports": _as_json(reports),
    }


def _triggers_in(
    report: Mapping[str, str], record: Record, triggers: Mapping[str, Record]
) -> list[list[int]]:
    """``[start, end)`` of the trigger's words in the sentence, in characters."""
    offset = int(report["start"] or 0)
    found = []
    for trigger in (triggers[iri] for iri in record["triggerAt"] if iri in triggers):
        start, end = int(one(trigger, "start", "-1")) - offset, int(one(trigger, "end", "-1")) - offset
        if one(trigger, "article") == report["article"] and 0 <= start < end <= len(report["text"]):
            found.append([start, end])
    return sorted(found)


def _pairs(event: Record) -> list[tuple[str, str]]:
    if event["mutual"] and not event["recipient"]:
        return list(combinations(event["actor"], 2))
    return [
        (actor, recipient)
        for actor in event["actor"]
        for recipient in event["recipient"]
        if actor != recipient
    ]


def _participants(event: Record) -> list[str]:
    return sorted({*event["actor"], *event["recipient"]})


def _most_telling(types: Collection[str]) -> str:
    """The class that says most of an entity that is of several: a country is a place and an actor too."""
    broad = ("Organization", "Group", "Place")
    stated = {local(iri) for iri in types}
    known = [name for name in get_args(EntityType) if name in stated]
    return next((name for name in known if name not in broad), known[0] if known else "Actor")


@cache
def _in_words(name: str) -> str:
    """ "holdsOffice" → "holds office"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()
