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
from kg.nlp.document import DocEntity, Holding, segment_kind
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
    if holding.role in GENERIC or not row.get("unique", True):
        return None
    if row.get("of", "country") != "country" and holding.role != "president":
        return None
    person = holding.person.entity
    country = scene(statements, statements.token_at(holding.start))
    if country is None or person is None or person.country not in {None, country.country}:
        return None
    for other in statements.doc._.holdings:
        if other.role != holding.role or other.person.entity is person or other.former:
            continue
        if other.of is None or other.of.country == country.country:
            # Somebody else has that post there, or may have it.
            return None
    return country


def scene(statements: Statements, token: Token) -> DocEntity | None:
    """The one country that the sentence up to ``token``, or else the sentence before, is about."""
    sentence = token.sent
    own = _subject_country(statements, sentence, token.i)
    candidate = own
    if candidate is None and sentence.start > 0:
        before = statements.doc[sentence.start - 1].sent
        if segment_kind(statements.doc, before.start_char) == "body":
            candidate = _subject_country(statements, before, before.end)
    if candidate is None:
        return None
    towns = {
        m.country
        for m in statements.doc._.mentions
        if sentence.start_char <= m.start < sentence.end_char and m.type in PLACES - {"Country"} and m.country
    }
    return candidate if not towns or towns == {candidate.country} or own is not None else None


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
