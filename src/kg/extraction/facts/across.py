"""Countries that a person faces: whoever accuses, supports or attacks a country by its name holds no post of it.

"President Zelensky accused Russia" makes nobody president of Russia, though no other country is named.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from spacy.tokens import Doc

from kg.model import Event, EventType
from kg.nlp.document import DocEntity, DocMention, original_span

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
    found: defaultdict[str, set[str]] = defaultdict(set)
    for event in events:
        if event.type == "LeadershipChange":
            continue
        pairs = [(event.actors, event.recipients)]
        if event.type in _BETWEEN_STATES:
            pairs.append((event.recipients, event.actors))
        if event.type == "Consultation" and len(event.actors) > 1:
            pairs.append((event.actors, event.actors))
        for persons, others in pairs:
            codes = {
                entities[key].country
                for key in others
                if entities[key].type == "Country" and _by_name(doc, key, event)
            }
            guests = event.mode != "visit" or persons is event.actors
            if event.type == "Consultation" and event.location in entities and guests:
                codes.add(_only_host(doc, entities[event.location]))
            for key in persons:
                if entities[key].type == "Person":
                    found[key] |= {code for code in codes if code is not None}
    return {key: frozenset(codes) for key, codes in found.items()}


def _by_name(doc: Doc, key: str, event: Event) -> bool:
    """Whether the country itself stands in the event's sentence: "accused Russia", not "a school in Russia"."""
    for mention in doc._.mentions:
        if mention.entity is None or mention.entity.key != key or mention.kind == "demonym":
            continue
        at = original_span(doc, mention.start, mention.end)
        if event.evidence.start <= at.start < event.evidence.end:
            token = doc[mention.token]
            # "To help Nepal recover" is said at home as well.
            whole = token.dep_ in _WHOLE and event.type != "Aid"
            if whole or (token.dep_ == "pobj" and token.head.lower_ in _TOWARDS):
                return True
    return False


def _only_host(doc: Doc, place: DocEntity) -> str | None:
    """The country of the place where people met, if the article names nothing else of it."""
    named: list[DocMention] = [m for m in doc._.mentions if m.country == place.country and m.type != "Person"]
    return place.country if len(named) == 1 else None
