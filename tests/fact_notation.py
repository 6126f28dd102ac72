"""A short notation for the facts that a text states.

A fact is written ``SUBJECT | predicate | OBJECT``, a literal object in double quotes. A status that is not written is
Asserted; after it come ``from TIME``, ``until TIME`` and ``by SPEAKER``, where the fact has them.
"""

from __future__ import annotations

from extracted import extraction
from kg.model import Extraction, Fact


def stated(text: str) -> list[str]:
    """All facts that an article of this text states, sorted."""
    found = extraction(text)
    return sorted(_told(fact, found) for fact in found.facts)


def facts_of(text: str) -> tuple[Fact, ...]:
    """The facts themselves."""
    return extraction(text).facts


def _told(fact: Fact, found: Extraction) -> str:
    names = {entity.key: entity.name for entity in found.entities}
    value = f'"{fact.object}"' if fact.literal else names[fact.object]
    parts = [names[fact.subject], fact.predicate, value]
    if fact.status != "Asserted":
        parts.append(fact.status)
    if fact.valid_from is not None:
        parts.append(f"from {fact.valid_from.value}")
    if fact.valid_until is not None:
        parts.append(f"until {fact.valid_until.value}")
    if fact.speaker is not None:
        parts.append(f"by {names[fact.speaker]}")
    return " | ".join(parts)
