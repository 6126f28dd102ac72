"""Component ``kg_entities``: which mentions of an article are one and the same, pronouns and descriptions included.

Names first, by reference data and spelling; then groups ("Israeli forces"), descriptions ("the Russian president",
"the agency") and pronouns. When in doubt there is no link: a wrong one makes a false event about somebody.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Literal

from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.lexicon import load
from kg.lexicon.gazetteer import countries, organisations
from kg.model import EntityType
from kg.nlp.coreference import pronouns
from kg.nlp.document import DocEntity, DocMention, Holding, register_extensions
from kg.nlp.names import fold, gender_of_honorific, honorifics, particles
from kg.nlp.offices import GENERIC, role_forms, roles

Gender = Literal["m", "f"]


@cache
def _country_names() -> dict[str, str]:
    return {entry.ref: entry.name for entry in countries()}


@cache
def _given_names() -> dict[str, Gender]:
    data = load("person_names")["given"]
    table: dict[str, Gender] = {fold(n): "m" for n in data["male"]}
    table.update({fold(n): "f" for n in data["female"] if fold(n) not in table})
    for both in set(map(fold, data["male"])) & set(map(fold, data["female"])):
        del table[both]
    return table


def name_words(text: str) -> list[str]:
    """The words of a name that tell people apart: folded, without particles and honorifics."""
    words = fold(text).split()
    skip = {fold(p) for p in particles()}
    kept = [w for w in words if w not in skip and w not in honorifics()]
    return kept or words


class Entities:
    """Sets ``doc._.entities`` and the ``entity`` of every mention; adds mentions of groups and pronouns."""

    def __call__(self, doc: Doc) -> Doc:
        mentions: list[DocMention] = doc._.mentions
        entities: list[DocEntity] = []
        by_ref: dict[str, DocEntity] = {}
        aliases = _aliases(doc, mentions)
        for mention in mentions:
            if mention.ref is not None:
                mention.entity = _referenced(mention, by_ref, entities)
        for holding in doc._.holdings:
            if holding.of is not None and holding.of.entity is None and holding.of.ref is not None:
                holding.of.entity = _referenced(holding.of, by_ref, entities)
        _link_named(mentions, aliases, entities)
        _set_gender(doc, mentions, doc._.holdings)
        _share_country(doc._.holdings, by_ref, entities)
        mentions = mentions + _appositions(doc, mentions)
        mentions = mentions + _descriptions(doc, mentions)
        mentions = mentions + _groups(doc, mentions, entities, by_ref)
        mentions.sort(key=lambda m: (m.start, m.end))
        mentions = sorted([*mentions, *pronouns(doc, mentions)], key=lambda m: (m.start, m.end))
        order = {id(e): i for i, e in enumerate(entities)}
        first = {id(m.entity): m.start for m in reversed(mentions) if m.entity is not None}
        entities.sort(key=lambda e: (first.get(id(e), len(doc.text)), order[id(e)]))
        for i, entity in enumerate(entities):
            entity.key = f"e{i}"
        doc._.mentions = mentions
        doc._.entities = entities
        return doc


def _referenced(mention: DocMention, by_ref: dict[str, DocEntity], entities: list[DocEntity]) -> DocEntity:
    assert mention.ref is not None
    entity = by_ref.get(mention.ref)
    if entity is None:
        name = _country_names().get(mention.ref) or mention.text
        entity = DocEntity(mention.type, name, mention.ref, mention.country)
        by_ref[mention.ref] = entity
        entities.append(entity)
    if mention.kind == "name":
        entity.names.add(mention.text)
        if mention.type != "Country" and len(mention.text) > len(entity.name):
            entity.name = mention.text
    return entity


def reference_entity(ref: str, country: str | None) -> DocEntity:
    """A country or organisation of the reference data that the article names only by its capital or its seat."""
    name = _country_names().get(ref) or next(e.name for e in organisations() if e.ref == ref)
    kind: EntityType = "Country" if ref.startswith("country:") else "InternationalOrganization"
    return DocEntity(kind, name, ref, country)


def _aliases(doc: Doc, mentions: list[DocMention]) -> dict[str, str]:
    """Acronyms in brackets after a name: "Rapid Support Forces (RSF)" → {"RSF": "Rapid Support Forces"}."""
    found: dict[str, str] = {}
    ends = {m.end: m for m in mentions if m.kind == "name" and m.type != "Person"}
    for mention in mentions:
        if not mention.text.isupper() or mention.ref is not None:
            continue
        before = doc.text[: mention.start]
        if before.endswith(" (") and mention.start - 2 in ends:
            found[mention.text] = ends[mention.start - 2].text
    return found


def _link_named(mentions: list[DocMention], aliases: dict[str, str], entities: list[DocEntity]) -> None:
    """Cluster names without reference data. Full names make entities; shorter forms join the nearest one before."""
    named = [m for m in mentions if m.entity is None and m.kind == "name"]
    by_text = {m.text: m for m in mentions if m.kind == "name"}
    persons: list[tuple[DocEntity, list[str], list[DocMention]]] = []
    for mention in sorted(
        (m for m in named if m.type == "Person"),
        key=lambda m: (
            -len(name_words(m.text)),
            -len(m.text) if len(name_words(m.text)) == 1 else 0,
            m.start,
        ),
    ):
        words = name_words(mention.text)
        fitting = [p for p in persons if _same_person(words, p[1])]
        if len(words) == 1:
            # A bare name is a surname before it is anything else: "Ghani" is Ashraf Ghani, not Abdul Ghani Baradar.
            fitting = [p for p in fitting if p[1][-1] == words[0]] or fitting
        if len(fitting) > 1:
            # Two people share the surname: the one named last before this mention is meant.
            fitting = sorted(fitting, key=lambda p: _distance(mention, p[2]))[:1] if len(words) == 1 else []
        if fitting:
            entity, _, seen = fitting[0]
            seen.append(mention)
        else:
            entity = DocEntity("Person", mention.text)
            entities.append(entity)
            persons.append((entity, words, [mention]))
        entity.names.add(mention.text)
        mention.entity = entity
    others: dict[str, DocEntity] = {}
    for mention in named:
        if mention.type == "Person":
            continue
        long_form = aliases.get(mention.text)
        target = by_text.get(long_form) if long_form else None
        if target is not None and target.entity is not None:
            mention.entity = target.entity
            mention.type = target.entity.type
            target.entity.names.add(mention.text)
            others.setdefault(fold(mention.text), target.entity)
            continue
        key = fold(mention.text).removeprefix("the ")
        entity_or_none = others.get(key)
        if entity_or_none is None:
            entity_or_none = DocEntity(mention.type, mention.text, None, mention.country)
            others[key] = entity_or_none
            entities.append(entity_or_none)
        entity_or_none.names.add(mention.text)
        mention.entity = entity_or_none
        mention.type = entity_or_none.type


def _same_person(words: list[str], full: list[str]) -> bool:
    """Whether a name may be a shorter form of a full one: its surname, or its words in order with the same end."""
    if words == full:
        return True
    if len(words) >= len(full):
        return False
    if len(words) == 1:
        return words[0] in full
    positions = iter(full)
    return all(word in positions for word in words)


def _distance(mention: DocMention, seen: list[DocMention]) -> tuple[int, int]:
    before = [mention.start - m.start for m in seen if m.start <= mention.start]
    return (0, min(before)) if before else (1, min(m.start for m in seen))


def _set_gender(doc: Doc, mentions: list[DocMention], holdings: list[Holding]) -> None:
    """From honorifics, offices that name a sex, and given names; left open where they say nothing."""
    table = _given_names()
    for mention in mentions:
        entity = mention.entity
        if entity is None or entity.type != "Person" or entity.gender is not None:
            continue
        before = doc.text[: mention.start].rstrip().rsplit(" ", 1)[-1].rstrip(".").casefold()
        if before in gender_of_honorific():
            entity.gender = gender_of_honorific()[before]
        else:
            first = fold(mention.text).split()
            if len(first) > 1:
                entity.gender = table.get(first[0])


def _share_country(holdings: list[Holding], by_ref: dict[str, DocEntity], entities: list[DocEntity]) -> None:
    """Give a person the country of the office, and an office without a country that of the person's other one."""
    for holding in holdings:
        person = holding.person.entity
        if person is not None and holding.of is not None and holding.of.country and person.country is None:
            person.country = holding.of.country
    known: dict[int, DocMention] = {}
    for holding in holdings:
        if holding.of is not None and holding.of.country and holding.person.entity is not None:
            known.setdefault(id(holding.person.entity), holding.of)
    for holding in holdings:
        inherited = known.get(id(holding.person.entity))
        if holding.of is not None or inherited is None or inherited.country is None:
            continue
        country = DocMention(inherited.start, inherited.end, inherited.text, "Country", "demonym",
                             f"country:{inherited.country}", inherited.country)  # fmt: skip
        country.entity = _referenced(country, by_ref, entities)
        holding.of = country
        holding.rule += "+other-title"


@cache
def _group_types() -> dict[str, EntityType]:
    """Head noun in the singular or plural → the type of what it names with a nationality."""
    return {noun: kind for kind, nouns in load("groups")["nouns"].items() for noun in nouns}


def _nominal(token: Token, entity: DocEntity) -> DocMention:
    return DocMention(token.idx, token.idx + len(token), token.text, entity.type, "nominal", None, entity.country,
                      entity, token.i)  # fmt: skip


def _appositions(doc: Doc, mentions: list[DocMention]) -> list[DocMention]:
    """ "X, Syria's leader, fled": whichever of name and title the parser takes for the subject, it is X."""
    taken = {m.token for m in mentions}
    found: list[DocMention] = []
    for holding in doc._.holdings:
        span = doc.char_span(holding.role_at, holding.role_at + 1, alignment_mode="expand")
        if holding.person.entity is not None and span is not None and span[0].i not in taken:
            taken.add(span[0].i)
            found.append(_nominal(span[0], holding.person.entity))
    return found


#: Words before a group that are no part of its name.
_NOT_IN_GROUP = frozenset(
    {"the", "a", "an", "'s", ",", "other", "many", "some", "several", "his", "her", "its", "their"}
)
#: What a country's government is called; a junta or a cabinet is a body of its own.
_RULE = frozenset({"government", "administration", "authorities", "regime"})


def _groups(
    doc: Doc, mentions: list[DocMention], entities: list[DocEntity], by_ref: dict[str, DocEntity]
) -> list[DocMention]:
    """People and bodies named by role: "Palestinian youths", "the Syrian army", "protesters"."""
    table = _group_types()
    by_token = {m.token: m for m in mentions}
    found: list[DocMention] = []
    known: dict[tuple[str, str | None], DocEntity] = {}
    for token in doc:
        if (
            token.i in by_token
            or token.pos_ not in {"NOUN", "PROPN"}
            or token.dep_ in {"compound", "amod", "nmod"}
        ):
            continue
        before = doc[token.i - 1].lower_ if token.i else ""
        kind = table.get(f"{before} {token.lower_}") or table.get(token.lower_)
        if kind is None:
            continue
        country: str | None = None
        for child in token.children:
            mention = by_token.get(child.i)
            if mention is not None and child.dep_ in {"amod", "compound", "poss", "nmod"}:
                country = mention.country or (mention.entity.country if mention.entity is not None else None)
        singular = token.tag_ in {"NN", "NNP"} and token.lower_ not in {"police", "opposition"}
        if kind in {"Group", "ArmedGroup"} and singular and country is None:
            continue
        if country is None and token.lower_ in load("groups")["arms"]["nouns"]:
            continue
        attributes = [c.i for c in token.children if c.dep_ in {"amod", "compound", "nmod"} and c.i < token.i]
        start = min([token.i, *attributes])
        while start < token.i and doc[start].lower_ in _NOT_IN_GROUP:
            start += 1
        span = doc[start : token.i + 1]
        if kind == "Government" and country is not None and token.lower_ in _RULE:
            entity = _government(country, by_ref, entities)
        else:
            key = (_group_name(span.text, country), country)
            entity = known.get(key) or DocEntity(kind, key[0], None, country, generic=True)
            if key not in known:
                entity.plural = token.tag_ in {"NNS", "NNPS"}
                known[key] = entity
                entities.append(entity)
        entity.names.add(span.text)
        found.append(
            DocMention(
                span.start_char, span.end_char, span.text, kind, "nominal", None, country, entity, token.i
            )
        )
    return found


def _government(country: str, by_ref: dict[str, DocEntity], entities: list[DocEntity]) -> DocEntity:
    """The government of a country: "the Syrian government", "Assad's regime" and "authorities in Damascus" are one."""
    ref = f"government:{country}"
    if ref not in by_ref:
        name = _country_names().get(f"country:{country}", country)
        by_ref[ref] = DocEntity("Government", f"Government of {name}", ref, country)
        entities.append(by_ref[ref])
    return by_ref[ref]


def _group_name(text: str, country: str | None) -> str:
    # A capital at the start of a sentence is no part of it; that of "NATO warplanes" is.
    return text[0].lower() + text[1:] if country is None and text[1:2].islower() else text


def _descriptions(doc: Doc, mentions: list[DocMention]) -> list[DocMention]:
    """ "The Russian president", "the agency", "the minister": a definite noun that one name in the article fits."""
    by_token = {m.token: m for m in mentions}
    kinds: dict[str, list[EntityType]] = load("descriptions")["definite"]
    found: list[DocMention] = []
    for token in doc:
        if token.i in by_token or token.pos_ not in {"NOUN", "PROPN"} or token.tag_ in {"NNS", "NNPS"}:
            continue
        if not any(
            (c.dep_ in {"det", "poss"} and c.lower_ in {"the", "this"}) or c.i in by_token
            for c in token.children
        ):
            continue
        words = [c for c in token.children if c.dep_ in {"amod", "compound", "nmod"} and c.i < token.i]
        country = next((by_token[c.i].country for c in token.children if c.i in by_token), None)
        text = doc[min([token.i, *(w.i for w in words if w.i not in by_token)]) : token.i + 1].text.lower()
        form = role_forms().get(text) or role_forms().get(token.lower_)
        entity: DocEntity | None = None
        role = None if form is None else form.by_country.get(country or "", form.role)
        if role is not None:
            entity = _holder(doc._.holdings, role, country, token)
        elif token.lower_ in kinds and country is None:
            entity = _last_of_type(mentions, kinds[token.lower_], token.idx)
        if entity is not None:
            found.append(_nominal(token, entity))
    return found


def _holder(holdings: list[Holding], role: str, country: str | None, token: Token) -> DocEntity | None:
    """The one person whom the description fits; of several the last named before, if no country tells them apart."""
    fitting = [
        h for h in holdings
        if (h.role == role or (role in GENERIC and "head_of" in roles()[h.role])) and h.person.entity is not None and not h.former
        and (country is None or (h.of is not None and h.of.country == country))
    ]  # fmt: skip
    people = {id(h.person.entity): h for h in fitting}
    if len(people) == 1:
        return fitting[0].person.entity
    before = [h for h in fitting if h.person.start < token.idx]
    if before and country is not None:
        return before[-1].person.entity
    return None


def _last_of_type(mentions: list[DocMention], kinds: list[EntityType], position: int) -> DocEntity | None:
    before = [
        m for m in mentions
        if m.start < position and m.kind == "name" and m.entity is not None and m.entity.type in kinds
    ]  # fmt: skip
    return before[-1].entity if before else None


@Language.factory(
    "kg_entities",
    requires=["doc._.mentions", "token.dep", "token.pos"],
    assigns=["doc._.mentions", "doc._.entities"],
)
def make_entities(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    register_extensions()
    return Entities()
