"""Whose office it is where a title does not say so: "President X" in a report about Y.

Precision first: a country is only inferred for one-of-a-kind posts of a state, from the last country named before the
title, or the one country that the sentence before or the article's beginning names, and only if that country has such
a post, nobody else holds it in the article, and all that is said of the person agrees.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from kg.extraction import syntax
from kg.extraction.facts.statement import Statements
from kg.extraction.participants import PLACES
from kg.model import EntityType
from kg.nlp.document import DocEntity, DocMention, segment_kind
from kg.nlp.offices import GENERIC, roles
from kg.nlp.title_phrases import Title

_STATE: frozenset[EntityType] = frozenset({"Country", "Government", "GovernmentBody", "MilitaryForce"})
#: Posts of a state that other bodies have as well.
_OF_ANY = frozenset({"president", "vice-president", "speaker"})
_HOMELAND = frozenset({"country", "nation", "state", "republic", "kingdom", "island"})


def owner(statements: Statements, title: Title, person: DocEntity) -> DocEntity | None:
    """The country or body that "its" or "the bloc's" before a title means, or "of the group" behind it."""
    if title.owner_at is None:
        return _behind(statements, title)
    token = statements.token_at(title.owner_at)
    entity = statements.entity(token)
    if entity is not None and entity.type != "Person":
        return entity
    if entity is not None and entity is not person and entity.country:
        # "Putin told his foreign minister": the minister of his country.
        return statements.country(f"country:{entity.country}", entity.country)
    if token.lower_ in _HOMELAND or entity is not None:
        return inferred(statements, title.role or "", person, token, former=False)
    return None


def _behind(statements: Statements, title: Title) -> DocEntity | None:
    """ "leader of the movement", "head of Burma's junta": a noun that the article has named, or a state's rule."""
    noun = statements.token_at(title.role_at)
    for token in syntax.prepositional(noun, "of"):
        entity = statements.entity(token)
        if entity is not None and not entity.generic and entity.type not in {"Person", "Group"}:
            return entity
        if (
            token.lower_ in {"junta", "state", "government", "regime", "republic"}
            and entity is not None
            and entity.country
        ):
            return statements.country(f"country:{entity.country}", entity.country)
    return None


def inferred(
    statements: Statements, role: str, person: DocEntity, token: Token, *, former: bool
) -> DocEntity | None:
    """The country of the post that ``person`` holds by a title at ``token``, where the article makes it clear."""
    row = roles().get(role, {})
    if role in GENERIC or not row.get("unique", True) or row.get("style", False):
        return None
    if row.get("of", "country") != "country" and role not in _OF_ANY:
        return None
    if person.country is not None:
        return statements.country(f"country:{person.country}", person.country)
    key = id(person), role
    if key not in statements.agreed:
        statements.agreed[key] = None  # whoever else asks meanwhile gets no answer
        statements.agreed[key] = _agreed(statements, role, person, token, former)
    return statements.agreed[key]


def _agreed(
    statements: Statements, role: str, person: DocEntity, token: Token, former: bool
) -> DocEntity | None:
    """The one country that the sentences about this holder suggest, if they do not suggest two."""
    tokens = [token, *(
        statements.token_at(h.start) for h in statements.doc._.holdings
        if h.person.entity is person and h.role == role and h.of is None
    )]  # fmt: skip
    codes = {
        code for one in tokens if (code := _first_free(statements, role, person, one, former)) is not None
    }
    return statements.country(f"country:{min(codes)}", min(codes)) if len(codes) == 1 else None


def _first_free(
    statements: Statements, role: str, person: DocEntity, token: Token, former: bool
) -> str | None:
    """The likeliest country that has such a post and nobody else in it."""
    absent = roles()[role].get("absent", ())
    for codes in _candidates(statements, token, former):
        free = {
            c for c in codes if c not in absent and (former or not _occupied(statements, role, person, c))
        }
        if len(free) == 1:
            return min(free)
        if free:
            return None
    return None


def _occupied(statements: Statements, role: str, person: DocEntity, country: str) -> bool:
    """Whether the article gives the post of that country to somebody else."""
    return any(
        h.role == role
        and h.person.entity is not person
        and not h.former
        and h.of is not None
        and h.of.country == country
        for h in statements.doc._.holdings
    )


def _candidates(statements: Statements, token: Token, former: bool) -> Iterator[set[str]]:
    """Countries of which one may be meant, the likeliest first; each set leaves a choice that nothing decides."""
    front = _front(statements)
    sentence = token.sent
    here = [m for m in _countries(statements, sentence) if m.end <= token.idx]
    for mention in reversed(here):
        # "He told the Turkish minister that President X": whose president is open; "in Cuba he met President X": not.
        is_place = mention.kind != "demonym" and not _owns_title(statements, mention)
        if mention.country is None or not (is_place or mention.country in front):
            return
        yield {mention.country}
    if here:
        return
    towns = {
        m.country for m in _countries(statements, sentence) if m.type != "Country" and m.country is not None
    }
    codes = set(front) if len(front) == 1 else set()
    if sentence.start > 0:
        before = statements.doc[sentence.start - 1].sent
        named = [m.country for m in _countries(statements, before) if m.country is not None]
        if named and segment_kind(statements.doc, before.start_char) == "body":
            # Of several, the one named first is what the sentence is about, if the title's sentence is set there.
            sure = len(set(named)) == 1 or towns == {named[0]}
            codes = {named[0]}.intersection(front) if sure else set()
    # Where other countries are spoken of, a former president may be any one's.
    if codes and (not towns or towns == codes) and not (former and _around(statements, sentence) - codes):
        yield codes


def _around(statements: Statements, sentence: Span) -> set[str]:
    """The countries that the paragraph of the sentence names."""
    start, end = next(
        ((a, b) for a, b, _ in statements.doc._.segments if a <= sentence.start_char < b),
        (sentence.start_char, sentence.end_char),
    )
    return {
        m.country for m in statements.doc._.mentions
        if start <= m.start < end and m.country is not None and (m.type in PLACES or m.type in _STATE)
    }  # fmt: skip


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


def _front(statements: Statements) -> list[str]:
    """The countries that the title and the first sentence of the body name, in order; the body's first."""
    found: list[str] = []
    for start, stop, kind in statements.doc._.segments:
        end = stop if kind != "body" else min(stop, statements.token_at(start).sent.end_char)
        here = [
            m.country for m in statements.doc._.mentions
            if start <= m.start < end and m.country is not None and (m.type in PLACES or m.type in _STATE)
        ]  # fmt: skip
        if kind == "body":
            return list(dict.fromkeys([*here, *found]))
        found += here
    return list(dict.fromkeys(found))
