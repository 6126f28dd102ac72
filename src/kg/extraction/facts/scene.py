"""Whose office it is where a title does not say so: "President X" in a report about Y.

Precision first: a country is only inferred for one-of-a-kind posts of a state, if the sentence itself or the one before
it has one country for its subject, no city in the sentence lies elsewhere, and nobody else is given that post there.
"""

from __future__ import annotations

from spacy.tokens import Span, Token

from kg.extraction import syntax
from kg.extraction.facts.statement import Statements
from kg.extraction.participants import PLACES
from kg.model import EntityType
from kg.nlp.document import DocEntity, DocMention, Holding, segment_kind
from kg.nlp.offices import GENERIC, roles
from kg.nlp.title_phrases import Title

_STATE: frozenset[EntityType] = frozenset({"Country", "Government", "GovernmentBody", "MilitaryForce"})


def owner(statements: Statements, title: Title, person: DocEntity) -> DocEntity | None:
    """The country or body that "its", "the bloc's" or "the country's" before a title means."""
    if title.owner_at is None:
        return None
    token = statements.token_at(title.owner_at)
    entity = statements.entity(token)
    if entity is not None and entity.type != "Person":
        return entity
    if entity is not None and entity is not person:
        # "Putin told his foreign minister": the minister of his country.
        return statements.country(f"country:{entity.country}", entity.country) if entity.country else None
    if token.lower_ in {"country", "nation", "state", "republic", "kingdom", "island"}:
        if person.country is not None:
            return statements.country(f"country:{person.country}", person.country)
        return scene(statements, token)
    return None


def inferred(statements: Statements, holding: Holding) -> DocEntity | None:
    """The country of a title without one, where the article makes it clear."""
    row = roles()[holding.role]
    if holding.role in GENERIC or holding.former or not row.get("unique", True):
        return None  # a former president may be any country's
    if row.get("of", "country") != "country" and holding.role != "president":
        return None
    country = _agreed(statements, holding)
    person = holding.person.entity
    if country is None or person is None or person.country not in {None, country.country}:
        return None
    for other in statements.doc._.holdings:
        if other.role != holding.role or other.person.entity is person or other.former:
            continue
        there = other.of.country if other.of is not None else _country_code(_agreed(statements, other))
        if there == country.country:
            # Somebody else has that post there, or may have it.
            return None
    return country


def _agreed(statements: Statements, holding: Holding) -> DocEntity | None:
    """The one country that the sentences about this holder suggest, if they do not suggest two."""
    found = [
        scene(statements, statements.token_at(other.start))
        for other in statements.doc._.holdings
        if other.person.entity is holding.person.entity and other.role == holding.role and other.of is None
    ]
    countries = {entity.country: entity for entity in found if entity is not None}
    return next(iter(countries.values())) if len(countries) == 1 else None


def _country_code(entity: DocEntity | None) -> str | None:
    return entity.country if entity is not None else None


def scene(statements: Statements, token: Token) -> DocEntity | None:
    """The country that a title at ``token`` is likely of: the last one named before it, if the article is about that."""
    front = _front(statements)
    sentence = token.sent
    here = [m for m in _countries(statements, sentence) if m.end <= token.idx]
    if here:
        last = here[-1]
        # "told the Turkish minister that President X": whose president that is, is open; "in Cuba he met President X" not.
        is_place = last.kind != "demonym" and not _owns_title(statements, last)
        if is_place or last.country in front:
            return statements.country(f"country:{last.country}", last.country)
        return None
    if sentence.start > 0:
        before = statements.doc[sentence.start - 1].sent
        if segment_kind(statements.doc, before.start_char) == "body":
            subject = _subject_country(statements, before, before.end)
            if subject is not None and subject.country in front:
                return subject
            named = [m.country for m in _countries(statements, before) if m.country in front]
            if named:
                return statements.country(f"country:{named[-1]}", named[-1])
    if len(front) == 1:
        code = next(iter(front))
        return statements.country(f"country:{code}", code)
    return None


def _countries(statements: Statements, sentence: Span) -> list[DocMention]:
    """Mentions in the sentence that tell of a country: its name, its people, its cities."""
    return [
        m
        for m in statements.doc._.mentions
        if sentence.start_char <= m.start < sentence.end_char
        and m.country is not None
        and (m.type in PLACES or m.type in _STATE)
    ]


def _owns_title(statements: Statements, mention: DocMention) -> bool:
    return any(h.of is mention for h in statements.doc._.holdings)


def _front(statements: Statements) -> set[str]:
    """The countries that the title and the first sentence of the body name."""
    found: set[str] = set()
    for start, stop, kind in statements.doc._.segments:
        end = stop if kind != "body" else min(stop, statements.token_at(start).sent.end_char)
        found |= {
            m.country
            for m in statements.doc._.mentions
            if start <= m.start < end and m.country is not None and (m.type in PLACES or m.type in _STATE)
        }
        if kind == "body":
            break
    return found


def _subject_country(statements: Statements, sentence: Span, stop: int) -> DocEntity | None:
    """The country that is the sentence's subject, or owns it: "Kosovo's parliament", "Serbia", "Belgrade"."""
    root = sentence.root
    verbs = [root, *(t for t in syntax.children(root, "conj") if t.pos_ == "VERB")]
    for verb in verbs:
        for subject in syntax.children(verb, "nsubj", "nsubjpass"):
            if subject.i >= stop:
                continue
            for token in (subject, *syntax.children(subject, "poss", "amod", "compound", "nmod")):
                mention = statements.mention(token)
                if mention is None or mention.entity is None:
                    continue
                acting = statements.participants.acting(mention)
                if mention.kind == "demonym":
                    acting = mention.entity
                if acting is None or acting.type not in _STATE or acting.country is None:
                    continue
                return statements.country(f"country:{acting.country}", acting.country)
    return None
