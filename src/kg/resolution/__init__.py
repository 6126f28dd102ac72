"""Extractions → one knowledge base: who is who across articles, and which reports tell of the same event.

No result depends on the order of the extractions: everything is sorted by content before it is compared, and IRIs
are minted from content. Candidates are looked up by blocking keys, so that the work grows with the number of
mentions and not with its square.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg.model import Extraction, KnowledgeBase
from kg.resolution.entities import entities_of
from kg.resolution.statements import events_of, facts_of

__all__ = ["resolve"]


def resolve(extractions: Iterable[Extraction], *, base: str) -> KnowledgeBase:
    """Everything the extractions state, with global identities.

    ``base`` is the start of all instance IRIs. The result is the same for any order of the extractions.
    """
    ordered = sorted(extractions, key=lambda e: e.article.id)
    iris, entities = entities_of(ordered, base)
    events = events_of(ordered, iris, base)
    facts = facts_of(ordered, iris, base)
    mentions = tuple(
        sorted(
            (e.article.id, replace(m, entity=iris[e.article.id, m.entity]))
            for e in ordered
            for m in e.mentions
        )
    )
    return KnowledgeBase(
        tuple(e.article for e in ordered),
        tuple(sorted(entities, key=lambda e: e.iri)),
        tuple(sorted(events, key=lambda e: e.iri)),
        tuple(sorted(facts, key=lambda f: f.iri)),
        mentions,
    )
