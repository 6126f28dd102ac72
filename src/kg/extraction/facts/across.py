"""Countries that a person faces: whoever accuses, supports or attacks a country by its name holds no post of it.

"President Zelensky accused Russia" makes nobody president of Russia, though no other country is named.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice
from operator import itemgetter

from spacy.tokens import Doc, Token

from kg.model import Event, EventType
from kg.nlp.document import DocEntity, original_span

#: What a country does to those of other countries; its own it may also jail.
_BETWEEN_STATES: frozenset[EventType] = frozenset(
    {"Accusation", "Agreement", "Consultation", "Rejection", "Request", "Support", "Threat"}
)
#: Where the name of a country stands for the country, and not for what is in it or what it has.
_WHOLE = frozenset({"dobj", "dative", "nsubj", "nsubjpass", "conj"})
_TOWARDS = frozenset({"with", "to", "against", "on", "by", "from", "for"})


def across(doc: Doc, events: Iterable[Event]) -> dict[str, frozenset[str]]:
    """Key of a person → alpha-3 codes of the countries that stand on the other side of an event."""
    entities: dict[str, DocEntity] = {entity.key: entity for entity in doc._.entities}
    by_key: defaultdict[str, list[tuple[int, Token]]] = defaultdict(list)
    named: Counter[str | None] = Counter()
    for mention in sorted(doc._.mentions, key=lambda m: m.start):
        if mention.entity is not None and mention.entity.type == "Country" and mention.kind != "demonym":
            start = original_span(doc, mention.start, mention.end).start
            by_key[mention.entity.key].append((start, doc[mention.token]))
        named[mention.country] += mention.type != "Person"
    found: defaultdict[str, set[str]] = defaultdict(set)
    for event in events:
        if event.type == "LeadershipChange":
            continue
        pairs = [(event.actors, event.recipients)]
        if event.type in _BETWEEN_STATES:
            pairs.append((event.recipients, event.actors))
        if event.type == "Consultation" and len(event.actors) > 1:
            pairs.append((event.actors, event.actors))
        for sides, others in pairs:
            persons = [key for key in sides if entities[key].type == "Person"]
            if not persons:
                continue
            codes = {entities[key].country for key in others if _by_name(by_key[key], event)}
            guests = event.mode != "visit" or sides is event.actors
            if event.type == "Consultation" and event.location in entities and guests:
                host = entities[event.location].country
                # "Met in Beijing", where the article names nothing else of China.
                codes |= {host} if named[host] == 1 else set()
            for key in persons:
                found[key] |= {code for code in codes if code is not None}
    return {key: frozenset(codes) for key, codes in found.items()}


def receiving(doc: Doc, events: Iterable[Event]) -> dict[str, frozenset[str]]:
    """Key of a person → alpha-3 codes of the countries whose foreign minister the person meets.

    Where an article speaks of several countries, a president who receives a foreign minister may be another's.
    """
    ministers: defaultdict[str, set[str]] = defaultdict(set)
    for held in doc._.holdings:
        current = held.role == "foreign-minister" and not (held.former or held.prefix)
        if current and held.person.entity is not None and held.of is not None and held.of.country is not None:
            ministers[held.person.entity.key].add(held.of.country)
    named = {m.country for m in doc._.mentions if m.type != "Person" and m.country is not None}
    found: defaultdict[str, set[str]] = defaultdict(set)
    for event in events:
        people = {*event.actors, *event.recipients} if event.type == "Consultation" else set()
        for minister in people & ministers.keys():
            codes = {code for code in ministers[minister] if named - {code}}
            for key in people - {minister}:
                found[key] |= codes
    return {key: frozenset(codes) for key, codes in found.items()}


def _by_name(named: Sequence[tuple[int, Token]], event: Event) -> bool:
    """Whether the country itself stands in the event's sentence: "accused Russia", not "a school in Russia".

    :param named: where it is named, in order: characters of the article, and tokens.
    """
    first = bisect_left(named, event.evidence.start, key=itemgetter(0))
    for start, token in islice(named, first, None):
        if start >= event.evidence.end:
            return False
        # "To help Nepal recover" is said at home as well.
        whole = token.dep_ in _WHOLE and event.type != "Aid"
        if whole or (token.dep_ == "pobj" and token.head.lower_ in _TOWARDS):
            return True
    return False
