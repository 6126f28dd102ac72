"""Mentions without a name of their own: groups ("Israeli forces"), and titles that stand for their holder."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Doc, Token

from kg.lexicon import load
from kg.lexicon.gazetteer import capitals
from kg.model import EntityType
from kg.nlp.document import DocEntity, DocMention
from kg.nlp.plural_forms import several, single
from kg.nlp.predicates import shares_state
from kg.nlp.references import government, reference_entity
from kg.nlp.spelling import spelling
from kg.nlp.titles import role_forms


@cache
def _words(table: str, row: str) -> frozenset[str]:
    return frozenset(load("groups")[table][row])


@cache
def _group_types() -> dict[str, EntityType]:
    """Head noun as the lexicon has it, most in the plural → the type of what it names."""
    listed = {noun: kind for kind, nouns in load("groups")["nouns"].items() for noun in nouns}
    trades: dict[str, EntityType] = {
        several(noun): "Group"
        for noun in load("occupations")["occupations"]
        if noun not in _words("things", "nouns")
    }
    return trades | listed


@cache
def _singulars() -> dict[str, str]:
    """Singular → plural: one of them is named with a nationality only."""
    # "Air defence" is no single arm.
    systems = {noun for noun in _words("arms", "nouns") if " " in noun}
    return {one: noun for noun in _group_types() if noun not in systems and (one := single(noun)) is not None}


@cache
def _last_words() -> frozenset[str]:
    return frozenset(noun.rsplit(" ", 1)[-1] for noun in (*_group_types(), *_singulars()))


def _nominal(token: Token, entity: DocEntity) -> DocMention:
    return DocMention(token.idx, token.idx + len(token), token.text, entity.type, "nominal", None, entity.country,
                      entity, token.i)  # fmt: skip


def appositions(doc: Doc, mentions: list[DocMention]) -> list[DocMention]:
    """ "X, Syria's leader, fled": whichever of name and title the parser takes for the subject, it is X."""
    taken = {m.token for m in mentions}
    found: list[DocMention] = []
    for holding in doc._.holdings:
        span = doc.char_span(holding.role_at, holding.role_at + 1, alignment_mode="expand")
        if holding.person.entity is not None and span is not None and span[0].i not in taken:
            taken.add(span[0].i)
            title = _nominal(span[0], holding.person.entity)
            title.kind = "title"
            found.append(title)
    return found


#: Words before a group that are no part of its name.
_NOT_IN_GROUP = frozenset(
    {"the", "a", "an", "'s", ",", "other", "many", "some", "several", "his", "her", "its", "their"}
)
#: "A 20-year-*old* Somali man" is a Somali man.
_AGE = frozenset({"old", "aged"})
#: What a country's government is called; a junta or a cabinet is a body of its own.
_RULE = frozenset({"government", "administration", "authorities", "regime"})


def groups(
    doc: Doc, mentions: list[DocMention], entities: list[DocEntity], by_ref: dict[str, DocEntity]
) -> list[DocMention]:
    """People and bodies named by role: "Palestinian youths", "the Syrian army", "protesters"."""
    table, one_of = _group_types(), _singulars()
    endings: tuple[str, ...] = tuple(load("groups")["agents"]["endings"])
    by_token = {m.token: m for m in mentions}
    found: list[DocMention] = []
    known: dict[tuple[str, str | None], DocEntity] = {}
    lower, last_words = spelling(doc).lower, _last_words()
    for i, word in enumerate(lower):
        if (word not in last_words and not word.endswith(endings)) or i in by_token:
            continue
        before = lower[i - 1] if i else ""
        token = doc[i]
        one = token.tag_ == "NN" or (token.tag_ == "NNP" and token.is_lower)
        noun = next((n for n in (f"{before} {word}", word) if n in table), None)
        if noun is None and one:
            noun = next((one_of[n] for n in (f"{before} {word}", word) if n in one_of), None)
        if noun is None and _is_compatriot(token, by_token):
            noun = "people"
        if noun is None or token.pos_ not in {"NOUN", "PROPN"} or token.dep_ in {"compound", "amod", "nmod"}:
            continue
        kind = table[noun]
        if f"{before} {word}" in _words("things", "phrases"):
            continue
        if any(shares_state(c, c.head) for c in token.head.children if token.dep_ == "conj"):
            continue
        if noun in _words("described", "nouns") and not _is_described(token):
            continue
        country: str | None = None
        owner: DocMention | None = None
        for child in token.children:
            mention = by_token.get(child.i)
            if mention is not None and child.dep_ in {"amod", "compound", "poss", "nmod"}:
                if kind == "Government" and _is_part(mention):
                    owner = mention if child.dep_ == "poss" else owner
                    continue  # "the Texas government" is not that of the United States
                country = mention.country or (mention.entity.country if mention.entity is not None else None)
                owner = mention if child.dep_ == "poss" and mention.kind == "name" else owner
        same = by_token.get(token.i - 1)
        if same is not None and same.kind == "name" and same.type == kind and same.entity is not None:
            # "The Nur Otan party", "the IRNA news agency": the noun says what the name is.
            found.append(_nominal(token, same.entity))
            found[-1].kind = "title"
            continue
        # "*Rebels* in Chad": at the head of a sentence the tagger takes a plural for a name.
        many = token.tag_ in {"NNS", "NNPS"} or (token.i == token.sent.start and word.endswith(("s", "men")))
        singular = not many and token.lower_ not in {"police", "opposition"}
        if kind in {"Group", "ArmedGroup"} and singular and country is None:
            continue
        if country is None and noun in _words("arms", "nouns"):
            continue
        attributes = [
            c
            for c in token.children
            if c.dep_ in {"amod", "compound", "nmod"} and c.i < token.i and c.lower_ not in _AGE
        ]
        start = min([token.i, *(_first_word(c) for c in attributes)])
        while start < token.i and (doc[start].lower_ in _NOT_IN_GROUP or doc[start].ent_type_ == "DATE"):
            start += 1
        span = doc[start : token.i + 1]
        if (
            owner is not None
            and owner.token < start
            and owner.type in {"Country", "Person", "Region", "City"}
        ):
            span = doc[owner.token : token.i + 1]  # "Ukraine's military", "Gaddafi's forces"
        body = _belongs_to(token, by_token)
        if body is not None and country is None:
            # "leaders of Hamas", "officials of the United Nations"
            others = [c.i for c in doc[body.token].children if c.dep_ == "conj" and c.i in by_token]
            span = doc[start : max([body.token, *others]) + 1]
            country = body.country if not others else None
        if noun == "state" and (country in _words("federations", "countries") or body is not None):
            continue  # "the Nigerian state" may be one of its states
        if kind == "Government" and country is not None and token.lower_ in _RULE:
            entity = _known(government(country), by_ref, entities)
        elif noun == "state" and country is not None and not many:
            entity = _known(reference_entity(f"country:{country}", country), by_ref, entities)
        else:
            named = any(
                t.i in by_token
                or (t.pos_ == "PROPN" and not t.i == token.i == token.sent.start)
                or (t.is_title and t.i > t.sent.start and not doc[t.i - 1].is_quote)
                for t in span
            )
            key = (_group_name(span.text, country, named), country)
            entity = known.get(key) or DocEntity(kind, key[0], None, country, generic=True)
            if key not in known:
                entity.plural = many
                known[key] = entity
                entities.append(entity)
        entity.names.add(span.text)
        found.append(
            DocMention(
                span.start_char, span.end_char, span.text, kind, "nominal", None, country, entity, token.i
            )
        )
    return found


@cache
def _no_agents() -> frozenset[str]:
    """Nouns that end like those of people and name things, or who holds an office and acts for the state."""
    offices = {form.rsplit(" ", 1)[-1] for form in role_forms()}
    envoys = load("representation")
    acting = {noun for kind in ("envoys", "guests", "organs", "voices") for noun in envoys[kind]}
    return frozenset({*load("groups")["agents"]["things"], *offices, *acting})


def _is_compatriot(token: Token, by_token: dict[int, DocMention]) -> bool:
    """Whether a noun that is not listed names people of a nation by what they do: "*Afghan* interpreters"."""
    compounds: tuple[str, ...] = tuple(load("groups")["agents"]["compounds"])
    if token.pos_ != "NOUN" or not token.is_lower or token.lemma_ in _no_agents():
        return False
    if token.lemma_.endswith(compounds):
        return False
    return any(
        (mention := by_token.get(child.i)) is not None and mention.kind == "demonym"
        for child in token.children
        if child.dep_ in {"amod", "compound", "nmod"}
    )


def _is_described(token: Token) -> bool:
    """Whether a noun that may name anything has a word before it that says which: "*Western* countries".

    Members of a body act as that body, and what something is recognised as is nobody.
    """
    if token.dep_ in {"attr", "oprd"} or token.head.lower_ == "as":
        return False
    if token.lemma_.lower() in load("descriptions")["parts"] and any(
        c.lower_ == "of" for c in token.children
    ):
        return False
    attributes = (c for c in token.children if c.dep_ in {"amod", "compound", "nmod"} and c.i < token.i)
    return any(c.lower_ not in _words("described", "vague") for c in attributes)


def _first_word(attribute: Token) -> int:
    """Where the attribute begins: "*West* African leaders"."""
    joined = {"amod", "compound", "npadvmod"}  # the last in "Moscow-backed rebels"
    return min([attribute.i, *(c.i for c in attribute.children if c.dep_ in joined)])


def is_nationality(group: DocEntity) -> bool:
    """Whether a group goes by its country as other people go by their name: "Israeli forces", "Syrian refugees".

    Heads of something do not ("Sudanese generals"), nor do single people and bodies ("a Japanese firm").
    """
    words = [word for name in group.names for word in name.lower().split()]
    if group.country is None or "of" in words or "from" in words:
        return False
    if group.type in {"MilitaryForce", "ArmedGroup"}:
        return True
    heads = load("groups")["heads"]["nouns"]
    owned = any(word.endswith("'s") for word in words)
    return group.type == "Group" and group.plural and not owned and words[-1] not in heads


def _is_part(place: DocMention) -> bool:
    """Whether it is a region or a town other than a capital, which stands for no state."""
    if place.type not in {"Region", "City"}:
        return False
    seats = capitals(place.country) if place.country is not None else ()
    return all(place.ref != seat.ref for seat in seats)


def _belongs_to(token: Token, by_token: dict[int, DocMention]) -> DocMention | None:
    """The country or organisation after "of" or "from" behind a group."""
    for preposition in token.children:
        if (
            preposition.dep_ == "prep"
            and preposition.lower_ in {"of", "from"}
            and (preposition.i == token.i + 1 or shares_state(preposition, token))
        ):
            for child in preposition.children:
                mention = by_token.get(child.i)
                if mention is not None and mention.type not in {"Person", "City", "Place", "Region"}:
                    return mention
    return None


def _known(entity: DocEntity, by_ref: dict[str, DocEntity], entities: list[DocEntity]) -> DocEntity:
    """The article's entity with this reference, added if it has none yet.

    "The Syrian government", "Assad's regime" and "authorities in Damascus" are one; a "Palestinian state" is
    Palestine.
    """
    assert entity.ref is not None
    if entity.ref not in by_ref:
        by_ref[entity.ref] = entity
        entities.append(entity)
    return by_ref[entity.ref]


def _group_name(text: str, country: str | None, named: bool) -> str:
    if text.split()[0] in _words("proper", "words"):
        return text
    # A capital at the start of a sentence is no part of it; that of "NATO warplanes" and of "Assad regime" is.
    return text[0].lower() + text[1:] if country is None and text[1:2].islower() and not named else text
