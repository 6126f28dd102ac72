"""Doc → Extraction: what one article states, as plain values. spaCy ends here."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace

from spacy.tokens import Doc

from kg.extraction.datelines import dateline_places
from kg.extraction.events import events
from kg.extraction.facts import facts
from kg.extraction.participants import Participants
from kg.extraction.times import Timeline
from kg.model import Article, Extraction, LocalEntity, Mention
from kg.nlp.document import original_span
from kg.nlp.groups import is_nationality
from kg.typer import Typer

__all__ = ["extraction"]


def extraction(article: Article, doc: Doc, opinions: Typer | None) -> Extraction:
    """What an article states.

    :param doc: its annotated parse (:func:`kg.nlp.pipeline.documents`).
    :param opinions: what weighs events; None without it.
    """
    participants = Participants(doc)
    timeline = Timeline(doc, article)
    found_events = events(doc, participants, timeline, opinions)
    found_facts, offices = facts(doc, participants, timeline, found_events)
    entities = [
        LocalEntity(e.key, e.type, e.name, tuple(sorted(e.names | {e.name})), e.ref, e.country)
        for e in doc._.entities
    ]
    filed, mentions = dateline_places(article, entities)
    entities += filed
    named = {e.key for e in doc._.entities if not e.generic or is_nationality(e)}
    named |= {e.key for e in filed}
    for mention in doc._.mentions:
        if mention.entity is not None and mention.kind != "title":
            span = original_span(doc, mention.start, mention.end)
            text = article.text[span.start : span.end]
            mentions += [
                Mention(span.start, span.end, text, one.type if mention.others else mention.type, one.key)
                for one in (mention.entity, *mention.others)
            ]
    return _pruned(
        Extraction(
            article, (*entities, *offices), tuple(sorted(mentions)), tuple(found_events), tuple(found_facts)
        ),
        named,
    )


def _pruned(extraction: Extraction, named: set[str]) -> Extraction:
    """Without the groups and the like that have no name and that no event and no fact is about: "officials"."""
    used = {
        key
        for event in extraction.events
        for key in (*event.actors, *event.recipients, event.location, event.speaker)
        if key is not None
    }
    used |= {
        key
        for fact in extraction.facts
        for key in (fact.subject, fact.object, fact.speaker)
        if key is not None
    }
    by_key = {e.key: e for e in extraction.entities}
    used |= {of for key in used if key in by_key and (of := by_key[key].of) is not None}
    kept = tuple(e for e in extraction.entities if e.key in used or e.key in named)
    keys = {e.key for e in kept}
    return replace(
        extraction,
        entities=kept,
        mentions=_outermost([m for m in extraction.mentions if m.entity in keys], named),
    )


def _outermost(mentions: list[Mention], named: set[str]) -> tuple[Mention, ...]:
    """Without adjectives of a country inside what is named by them: "Israeli" in "Israeli forces"."""
    ordered = sorted((m for m in mentions if m.entity in named), key=lambda m: m.start)
    starts = [m.start for m in ordered]
    longest = max((m.end - m.start for m in ordered), default=0)

    def inside(m: Mention) -> bool:
        around = ordered[bisect_left(starts, m.end - longest) : bisect_right(starts, m.start)]
        return any(m.end <= o.end and o.end - o.start > m.end - m.start for o in around)

    return tuple(m for m in mentions if m.type != "Country" or not inside(m))
