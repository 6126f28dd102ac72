"""Extractions → one knowledge base: who is who across articles, and which reports tell of the same event.

No result depends on the order of the extractions: everything is sorted by content before it is compared, and IRIs
are minted from content. Candidates are looked up by blocking keys, so that the work grows with the number of
mentions and not with its square.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from kg.model import Extraction, KnowledgeBase
from kg.resolution.clusters import Key
from kg.resolution.entities import entities_of
from kg.resolution.identities import why_apart
from kg.resolution.overrides import Override, parse_overrides
from kg.resolution.statements import events_of, facts_of

__all__ = ["Override", "parse_overrides", "resolve", "why_apart"]


def resolve(
    extractions: Iterable[Extraction], *, base: str, overrides: Sequence[Override] = ()
) -> KnowledgeBase:
    """Everything the extractions state, with global identities.

    ``base`` is the start of all instance IRIs. The result is the same for any order of the extractions.
    """
    ordered = sorted(extractions, key=lambda e: e.article.id)
    with _uncollected():
        return _resolve(ordered, base, overrides)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the collector of reference cycles: there are none in what is built here, and each of its full passes,
    the more of them the larger the corpus, would go through all that the lexicon holds."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _resolve(ordered: list[Extraction], base: str, overrides: Sequence[Override]) -> KnowledgeBase:
    resolved = entities_of(ordered, base, overrides)
    iris = resolved.iris
    if any(override.kind == "ban" for override in overrides):
        ordered = [_without_banned(e, iris) for e in ordered]
    mentions = sorted(
        (e.article.id, replace(m, entity=iris[e.article.id, m.entity])) for e in ordered for m in e.mentions
    )
    return KnowledgeBase(
        tuple(e.article for e in ordered),
        resolved.entities,
        tuple(sorted(events_of(ordered, iris, base), key=lambda e: e.iri)),
        tuple(sorted(facts_of(ordered, iris, base), key=lambda f: f.iri)),
        tuple(mentions),
        resolved.identities,
        resolved.notes,
    )


def _without_banned(extraction: Extraction, iris: dict[Key, str]) -> Extraction:
    """What is left of an extraction without its banned entities: no statement about one is kept in part."""
    known = {one.key for one in extraction.entities if (extraction.article.id, one.key) in iris}
    return replace(
        extraction,
        mentions=tuple(m for m in extraction.mentions if m.entity in known),
        events=tuple(
            replace(
                e,
                location=e.location if e.location in known else None,
                speaker=e.speaker if e.speaker in known else None,
            )
            for e in extraction.events
            if known.issuperset((*e.actors, *e.recipients))
        ),
        facts=tuple(
            replace(f, speaker=f.speaker if f.speaker in known else None)
            for f in extraction.facts
            if f.subject in known and (f.literal or f.object in known)
        ),
    )
