"""Component ``kg_entities``: which mentions of an article are one and the same, pronouns and descriptions included.

Names first, by reference data and spelling; then groups ("Israeli forces"), descriptions ("the Russian president",
"the agency") and pronouns. When in doubt there is no link: a wrong one makes a false event about somebody.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Literal

from kg.lexicon.gazetteer import countries, organisations
from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.lexicon import load
from kg.model import EntityType
from kg.nlp.document import DocEntity, DocMention, Holding, register_extensions
from kg.nlp.names import fold, gender_of_honorific, honorifics, particles
from kg.nlp.offices import GENERIC, role_forms, roles

Gender = Literal["m", "f"]

_PRONOUNS: dict[str, str] = {
    "he": "m", "him": "m", "his": "m", "himself": "m",
    "she": "f", "her": "f", "hers": "f", "herself": "f",
    "it": "it", "its": "it", "itself": "it",
    "they": "they", "their": "they", "them": "they",
    "i": "speaker", "we": "speaker", "our": "speaker", "us": "speaker", "my": "speaker", "me": "speaker",
}  # fmt: skip

#: Subjects that "it" may stand for.
_BODIES: frozenset[EntityType] = frozenset(
    {"Country", "Organization", "Government", "GovernmentBody", "PoliticalParty", "MilitaryForce", "ArmedGroup",
     "InternationalOrganization", "MediaOrganization", "Company"}
)  # fmt: skip


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
        _link_named(mentions, aliases, entities)
        _set_gender(doc, mentions, doc._.holdings)
        _share_country(doc._.holdings)
        added = [*_groups(doc, mentions, entities, by_ref), *_descriptions(doc, mentions)]
        mentions = sorted([*mentions, *added], key=lambda m: (m.start, m.end))
        mentions = sorted([*mentions, *_pronouns(doc, mentions, entities)], key=lambda m: (m.start, m.end))
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
        (m for m in named if m.type == "Person"), key=lambda m: (-len(name_words(m.text)), m.start)
    ):
        words = name_words(mention.text)
        fitting = [p for p in persons if _same_person(words, p[1])]
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
        return words[0] in {full[-1], full[0]} or words[0] in full[1:]
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


def _share_country(holdings: list[Holding]) -> None:
    """Give a person the country of the office, and an office without a country that of the person's other one."""
    for holding in holdings:
        person = holding.person.entity
        if person is not None and holding.of is not None and holding.of.country and person.country is None:
            person.country = holding.of.country
    known = {
        id(h.person.entity): h.of for h in reversed(holdings) if h.of is not None and h.person.entity is not None
    }
    for holding in holdings:
        if holding.of is None and holding.person.entity is not None:
            inherited = known.get(id(holding.person.entity))
            if inherited is not None:
                holding.of = inherited
                holding.rule += "+other-title"


@cache
def _group_types() -> dict[str, EntityType]:
    """Head noun in the singular or plural → the type of what it names with a nationality."""
    return {noun: kind for kind, nouns in load("groups")["nouns"].items() for noun in nouns}


def _groups(
    doc: Doc, mentions: list[DocMention], entities: list[DocEntity], by_ref: dict[str, DocEntity]
) -> list[DocMention]:
    """People and bodies named by role: "Palestinian youths", "the Syrian army", "protesters"."""
    table = _group_types()
    by_token = {m.token: m for m in mentions}
    found: list[DocMention] = []
    known: dict[tuple[str, str | None], DocEntity] = {}
    for token in doc:
        if token.i in by_token or token.pos_ not in {"NOUN", "PROPN"}:
            continue
        kind = table.get(token.lower_)
        if kind is None or token.dep_ in {"compound", "amod", "nmod"}:
            continue
        country: str | None = None
        for child in token.children:
            mention = by_token.get(child.i)
            if mention is not None and child.dep_ in {"amod", "compound", "poss", "nmod"} and mention.country:
                country = mention.country
        singular_generic = kind in {"Group", "ArmedGroup"} and token.tag_ in {"NN", "NNP"} and country is None
        if singular_generic and token.lower_ not in {"police", "opposition"}:
            continue
        start = min([token.i, *(c.i for c in token.children if c.dep_ in {"amod", "compound", "nmod"} and c.i < token.i)])
        while start < token.i and doc[start].lower_ in {"the", "a", "an", "'s", ",", "other", "many", "some", "several"}:
            start += 1
        span = doc[start : token.i + 1]
        key = (_group_name(span.text, country), country)
        entity = known.get(key)
        if entity is None:
            entity = DocEntity(kind, key[0], None, country, generic=True)
            entity.plural = token.tag_ in {"NNS", "NNPS"}
            known[key] = entity
            entities.append(entity)
        entity.names.add(span.text)
        found.append(
            DocMention(span.start_char, span.end_char, span.text, kind, "nominal", None, country, entity, token.i)
        )
    return found


def _group_name(text: str, country: str | None) -> str:
    return text if country else text[0].lower() + text[1:] if not text.isupper() else text


def _descriptions(doc: Doc, mentions: list[DocMention]) -> list[DocMention]:
    """"The Russian president", "the agency", "the minister": a definite noun that one name in the article fits."""
    by_token = {m.token: m for m in mentions}
    kinds: dict[str, list[EntityType]] = load("descriptions")["definite"]
    found: list[DocMention] = []
    for token in doc:
        if token.i in by_token or token.pos_ not in {"NOUN", "PROPN"} or token.tag_ in {"NNS", "NNPS"}:
            continue
        if not any((c.dep_ in {"det", "poss"} and c.lower_ in {"the", "this"}) or c.i in by_token for c in token.children):
            continue
        words = [c for c in token.children if c.dep_ in {"amod", "compound", "nmod"} and c.i < token.i]
        country = next((by_token[c.i].country for c in token.children if c.i in by_token), None)
        text = doc[min([token.i, *(w.i for w in words if w.i not in by_token)]) : token.i + 1].text.lower()
        role = role_forms().get(text) or role_forms().get(token.lower_)
        entity: DocEntity | None = None
        if role is not None:
            entity = _holder(doc._.holdings, role, country, token)
        elif token.lower_ in kinds and country is None:
            entity = _last_of_type(mentions, kinds[token.lower_], token.idx)
        if entity is not None:
            found.append(
                DocMention(token.idx, token.idx + len(token), token.text, entity.type, "nominal", None,
                           entity.country, entity, token.i)
            )  # fmt: skip
    return found


def _holder(
    holdings: list[Holding], role: str, country: str | None, token: Token
) -> DocEntity | None:
    """The one person whom the description fits; of several the last named before, if no country tells them apart."""
    fitting = [
        h for h in holdings
        if (h.role == role or role in GENERIC and "head_of" in roles()[h.role]) and h.person.entity is not None and not h.former
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


def _pronouns(doc: Doc, mentions: list[DocMention], entities: list[DocEntity]) -> list[DocMention]:
    """Link pronouns to the subject or the last fitting mention of this sentence or the one before."""
    speaker = _first_person(doc, mentions, entities)
    found: list[DocMention] = []
    by_sentence: list[list[DocMention]] = []
    sentences = list(doc.sents)
    position = 0
    for sentence in sentences:
        here: list[DocMention] = []
        while position < len(mentions) and mentions[position].start < sentence.end_char:
            here.append(mentions[position])
            position += 1
        by_sentence.append(here)
    for number, sentence in enumerate(sentences):
        for token in sentence:
            kind = _PRONOUNS.get(token.lower_)
            if kind is None or token.pos_ != "PRON":
                continue
            if kind == "speaker":
                entity = speaker if not _quoted(token) else None
            else:
                entity = _antecedent(doc, token, kind, by_sentence[number] , by_sentence[number - 1] if number else [])
            if entity is None:
                continue
            mention = DocMention(token.idx, token.idx + len(token), token.text, entity.type, "pronoun", None,
                                 entity.country, entity, token.i)  # fmt: skip
            found.append(mention)
            # A resolved pronoun carries its antecedent into the next sentence.
            by_sentence[number].append(mention)
            by_sentence[number].sort(key=lambda m: m.start)
    return found


def _first_person(doc: Doc, mentions: list[DocMention], entities: list[DocEntity]) -> DocEntity | None:
    """Who says "we" in a press release."""
    name = doc._.first_person
    if not name:
        return None
    for mention in mentions:
        if mention.entity is not None and fold(mention.text) in fold(name):
            return mention.entity
    return None


def _quoted(token: Token) -> bool:
    return token.doc.text.count('"', token.sent.start_char, token.idx) % 2 == 1


def _antecedent(
    doc: Doc, token: Token, kind: str, here: list[DocMention], before: list[DocMention]
) -> DocEntity | None:
    """The entity that a third-person pronoun stands for, or None where two are as likely."""
    if kind == "it" and token.dep_ in {"nsubj", "nsubjpass", "expl"} and _expletive(token):
        return None
    earlier = [m for m in here if m.start < token.idx and _fits(m, kind) and not _same_clause_object(doc, m, token)]
    if kind in {"it", "they"} and token.dep_ != "poss" and token.head.lemma_ in {"say", "add", "report", "note", "state"}:
        # "…, it added": the speaker of the sentence before goes on.
        media = [m for m in [*before, *earlier] if m.entity is not None and m.entity.type == "MediaOrganization"]
        if media:
            return media[-1].entity
        earlier = []
    if token.dep_ == "poss" or earlier:
        subjects = [m for m in earlier if _is_subject(doc, m)]
        pool = subjects or earlier
        people = {id(m.entity) for m in pool}
        if len(people) == 1 or subjects:
            return pool[-1].entity if pool else None
        if earlier:
            return None
    subjects = [m for m in before if _fits(m, kind) and _is_subject(doc, m)]
    if subjects:
        return subjects[0].entity
    fitting = [m for m in before if _fits(m, kind)]
    if len({id(m.entity) for m in fitting}) == 1:
        return fitting[0].entity
    return None


def _fits(mention: DocMention, kind: str) -> bool:
    entity = mention.entity
    if entity is None or mention.kind == "demonym":
        return False
    if kind in {"m", "f"}:
        return entity.type == "Person" and entity.gender in {kind, None}
    if kind == "it":
        return entity.type in _BODIES and not entity.plural
    return entity.plural or entity.type in {"Group", "ArmedGroup", "MilitaryForce"}


def _is_subject(doc: Doc, mention: DocMention) -> bool:
    return mention.token >= 0 and doc[mention.token].dep_ in {"nsubj", "nsubjpass"}


def _same_clause_object(doc: Doc, mention: DocMention, token: Token) -> bool:
    """Whether the mention is the subject of the verb whose object the pronoun is: "X met him" is not X."""
    return token.dep_ in {"dobj", "pobj"} and mention.token >= 0 and (
        doc[mention.token].head is token.head or doc[mention.token].head is token.head.head
    ) and doc[mention.token].dep_ == "nsubj"


def _expletive(token: Token) -> bool:
    """"It is important that", "it was raining"."""
    verb = token.head
    return verb.lemma_ in {"be", "seem", "appear", "remain", "become"} or token.dep_ == "expl"


@Language.factory(
    "kg_entities",
    requires=["doc._.mentions", "token.dep", "token.pos"],
    assigns=["doc._.mentions", "doc._.entities"],
)
def make_entities(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    register_extensions()
    return Entities()
