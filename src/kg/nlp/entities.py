"""Component ``kg_entities``: which mentions of an article are one and the same, pronouns and descriptions included.

Names first, by reference data and spelling; then groups ("Israeli forces"), descriptions ("the Russian president",
"the agency") and pronouns. When in doubt there is no link: a wrong one makes a false event about somebody.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from spacy.language import Language
from spacy.tokens import Doc

from kg.lexicon import load
from kg.nlp.coreference import pronouns
from kg.nlp.descriptions import descriptions
from kg.nlp.document import DocEntity, DocMention, Holding, register_extensions
from kg.nlp.groups import appositions, groups
from kg.nlp.metonyms import acting_seats
from kg.nlp.names import fold, gender_of_honorific, honorifics, particles
from kg.nlp.references import referenced

Gender = Literal["m", "f"]


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
        acting_seats(doc, mentions)
        for mention in mentions:
            if (
                mention.kind == "demonym"
                and doc[mention.token].tag_ in {"NNS", "NNPS"}
                and mention.text.endswith("s")
            ):
                # "Kenyans voted", "Palestinians were killed": people, not their state.
                mention.type, mention.ref = "Group", f"group:{mention.country}"
        for mention in mentions:
            if mention.ref is not None:
                mention.entity = referenced(mention, by_ref, entities)
        for holding in doc._.holdings:
            if holding.of is not None and holding.of.entity is None and holding.of.ref is not None:
                holding.of.entity = referenced(holding.of, by_ref, entities)
        _link_named(mentions, aliases, entities, doc)
        _set_gender(doc, mentions, doc._.holdings)
        _share_country(doc._.holdings, by_ref, entities)
        mentions = mentions + appositions(doc, mentions)
        mentions = mentions + descriptions(doc, mentions)
        mentions = mentions + groups(doc, mentions, entities, by_ref)
        mentions.sort(key=lambda m: (m.start, m.end))
        mentions = sorted(pronouns(doc, mentions, entities), key=lambda m: (m.start, m.end))
        order = {id(e): i for i, e in enumerate(entities)}
        first = {id(m.entity): m.start for m in reversed(mentions) if m.entity is not None}
        entities.sort(key=lambda e: (first.get(id(e), len(doc._.plain)), order[id(e)]))
        for i, entity in enumerate(entities):
            entity.key = f"e{i}"
        doc._.mentions = mentions
        doc._.entities = entities
        return doc


def _aliases(doc: Doc, mentions: list[DocMention]) -> dict[str, str]:
    """Acronyms in brackets after a name: "Rapid Support Forces (RSF)" → {"RSF": "Rapid Support Forces"}."""
    found: dict[str, str] = {}
    ends = {m.end: m for m in mentions if m.kind == "name" and m.type != "Person"}
    for mention in mentions:
        if not mention.text.isupper() or mention.ref is not None:
            continue
        before = doc._.plain[: mention.start]
        if before.endswith(" (") and mention.start - 2 in ends:
            found[mention.text] = ends[mention.start - 2].text
    return found


@dataclass(slots=True)
class _Known:
    """A person under the fullest name that the article has."""

    entity: DocEntity
    words: list[str]
    text: str
    first: int
    minor: bool
    """Introduced as somebody's relative or as dead: not whom a bare surname means."""


def _link_named(
    mentions: list[DocMention], aliases: dict[str, str], entities: list[DocEntity], doc: Doc
) -> None:
    """Cluster names without reference data. Full names make entities; shorter forms join the one they fit."""
    named = [m for m in mentions if m.entity is None and m.kind == "name"]
    by_text = {m.text: m for m in mentions if m.kind == "name"}
    _link_persons([m for m in named if m.type == "Person"], entities, doc)
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


def _link_persons(mentions: list[DocMention], entities: list[DocEntity], doc: Doc) -> None:
    """The fullest names first; a bare name joins the person it is the surname of, none where two are as likely."""
    persons: list[_Known] = []
    minors = load("descriptions")["relatives"]
    for mention in sorted(mentions, key=lambda m: (-len(name_words(m.text)), -len(m.text), m.start)):
        words = name_words(mention.text)
        fitting = [p for p in persons if _same_person(words, p.words, p.text)]
        if len(words) == 1:
            # A bare name is a surname or a given name before it is one in the middle.
            fitting = [p for p in fitting if words[0] in {p.words[-1], fold(p.text).split()[0]}] or fitting
            fitting = [p for p in fitting if not p.minor] or fitting
            if len(fitting) > 1:
                fitting = _prominent(fitting, mention, doc)
                if not fitting:
                    continue
        if len(fitting) == 1:
            known = fitting[0]
            known.first = min(known.first, mention.start)
        else:
            before = doc._.plain[: mention.start].rstrip().rsplit(" ", 1)[-1].strip(",").lower()
            entity = DocEntity("Person", mention.text)
            entities.append(entity)
            known = _Known(entity, words, mention.text, mention.start, before in minors)
            persons.append(known)
        known.entity.names.add(mention.text)
        mention.entity = known.entity


def _prominent(fitting: list[_Known], mention: DocMention, doc: Doc) -> list[_Known]:
    """Of people with one surname, the only one with a present office who was named before; nobody if there are two."""
    named = [p for p in fitting if p.first < mention.start]
    in_office = {id(h.person.entity) for h in doc._.holdings if not h.former}
    holders = [p for p in named if id(p.entity) in in_office]
    chosen = holders or named
    return chosen if len(chosen) == 1 else []


_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "junior", "senior"})


def _same_person(words: list[str], full: list[str], text: str) -> bool:
    """Whether a name may be a shorter form of a full one: a part of it, or its words in order with the same end."""
    if words == full:
        return True
    if len(words) >= len(full) or ((_SUFFIXES & set(full)) - set(words) and len(words) > 1):
        return False
    if len(words) == 1:
        # "Salman" is the father of Mohammed bin Salman.
        patronymic = words[0] == full[-1] and _PATRONYMIC.search(fold(text)) is not None
        return words[0] in full and not patronymic
    initials = {w for w in full if len(w) == 1}
    if initials and any(len(w) == 1 for w in words):
        return False
    prefix = full[: len(words)] == words and _TRIBAL.search(text) is not None
    positions = iter(full)
    return (words[-1] == full[-1] or prefix) and all(word in positions for word in words)


#: "Mohammed bin Salman": the last word is the father's name.
_PATRONYMIC = re.compile(r"\b(?:bin|ibn|bint|binti|ben|ould) \w+$")
#: "Mohammed bin Salman Al Saud", "Mohamed bin Zayed Al Nahyan": the house may be left out.
_TRIBAL = re.compile(r"\b(?:Al|al|bin|Bin)[- ]\S+$")


def _set_gender(doc: Doc, mentions: list[DocMention], holdings: list[Holding]) -> None:
    """From honorifics, offices that name a sex, and given names; left open where they say nothing."""
    table = _given_names()
    for mention in mentions:
        entity = mention.entity
        if entity is None or entity.type != "Person" or entity.gender is not None:
            continue
        before = doc._.plain[: mention.start].rstrip().rsplit(" ", 1)[-1].rstrip(".").casefold()
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
        country.entity = referenced(country, by_ref, entities)
        holding.of = country
        holding.rule += "+other-title"


@Language.factory(
    "kg_entities",
    requires=["doc._.mentions", "token.dep", "token.tag"],
    assigns=["doc._.mentions", "doc._.entities"],
)
def make_entities(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    register_extensions()
    return Entities()
