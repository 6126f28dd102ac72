"""Whose office a title says it is, in words that the article explains: "its", "the bloc's", "of the junta"."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.facts.origins import homeland, led
from kg.extraction.facts.scene import inferred
from kg.extraction.facts.statement import Statements
from kg.lexicon import load
from kg.model import EntityType
from kg.nlp.document import DocEntity
from kg.nlp.offices import roles
from kg.nlp.references import reference_entity
from kg.nlp.title import BODIES, Title

#: Roles that somebody has by another's choice, for whatever the other one leads.
_BY_CHOICE = frozenset({"ambassador", "special-envoy", "spokesperson", "adviser"})
#: Whose secretary-general needs no name.
_UNITED_NATIONS = "org:united-nations"
_LANDS: frozenset[EntityType] = frozenset({"Country", "Region", "City"})


@cache
def _owner_nouns() -> dict[str, frozenset[EntityType]]:
    """ "The kingdom's", "the bloc's": noun → what it can stand for."""
    return {noun: frozenset(kinds) for noun, kinds in load("offices")["owner_nouns"].items()}


def owner(statements: Statements, title: Title, person: DocEntity) -> DocEntity | None:
    """The country or body that "its" or "the bloc's" before a title means, or "of the group" behind it."""
    if title.owner_at is None:
        return _behind(statements, title, person) or _court(statements, title)
    token = statements.token_at(title.owner_at)
    entity = statements.entity(token)
    if entity is None and title.role in _BY_CHOICE:
        sender = next((t for t in statements.doc._.titles if t.start <= title.owner_at < t.end), None)
        if sender is not None and sender is not title and sender.role == "secretary-general":
            return _of_secretary_general(statements, sender)
    before = ", where "
    if token.lower_ == "its" and statements.doc._.plain.endswith(before, 0, token.idx):
        # "The headquarters of the party, where its president": whatever else the sentence speaks of.
        ends = {m.end: m for m in statements.names()}
        beside = ends.get(token.idx - len(before))
        if beside is not None and beside.type in _LANDS:
            beside = ends.get(beside.start - len(" in "))  # "the party in X, where its president"
        if beside is not None and beside.type in BODIES:
            return beside.entity
    beside = next((m for m in statements.names() if m.end + 1 == token.idx), None)
    if token.lower_ == "its" and beside is not None and beside.type in _LANDS and beside.kind == "name":
        return beside.entity  # "Uzbekistan sent Prime Minister X and Iran its first vice president, Y"
    national = roles()[title.role or ""].get("of", "country") == "country"
    local = title.role in {"governor", "mayor", "chief-minister", "traditional-ruler"}
    if local and entity is not None and entity.type == "Country":
        entity = None  # "its governor" is not a state's
    if token.lower_ == "its" and national and entity is not None and entity.type == "Organization":
        entity = None  # what has a prime minister is a state
    of_bodies = roles()[title.role or ""].get("of") == "organisation"
    if token.lower_ == "its" and of_bodies and entity is not None and entity.type in _LANDS:
        entity = None  # "asked the FBI for agents; its director": no state has one
    if entity is not None and entity.generic and entity.country is not None and title.role == "speaker":
        return statements.country(f"country:{entity.country}", entity.country)  # of "Mongolia's parliament"
    if entity is not None and entity.type != "Person":
        return entity
    if entity is not None and entity is not person:
        return _principals(statements, title, entity, person, token)
    if token.lower_ == "whose":
        return _relative_antecedent(statements, token)
    if token.lower_ in {"his", "her"}:
        start = token.sent.start_char
        people = {
            id(m.entity): m.entity for m in statements.names_in(start, token.idx)
            if m.type == "Person" and m.end <= token.idx and m.entity is not person
        }  # fmt: skip
        principal = next(iter(people.values())) if len(people) == 1 else None
        return _principals(statements, title, principal, person, token) if principal is not None else None
    kinds = _owner_nouns().get(token.lower_)
    if kinds is None and token.lower_ == "its":
        kinds = frozenset(kind for found in _owner_nouns().values() for kind in found)
        if national:
            kinds = frozenset({"Country"})
        elif of_bodies:
            kinds -= _LANDS
    if kinds is None:
        return None
    if local:
        return _antecedent(statements, token, kinds & {"Region", "City"})
    if national and "Country" in kinds:
        kinds = frozenset({"Country"})
    return _antecedent(statements, token, kinds) or (
        inferred(statements, title.role or "", person, token, former=False, own=True)
        if "Country" in kinds
        else None
    )


def _of_secretary_general(statements: Statements, title: Title) -> DocEntity | None:
    """Of "the Secretary-General's envoy": of the only international organisation spoken of, or the United Nations."""
    if title.of is not None:
        return title.of.entity
    bodies = {
        id(m.entity): m.entity for m in statements.names()
        if m.entity is not None and m.type == "InternationalOrganization" and not m.entity.generic
    }  # fmt: skip
    united = next((e for e in bodies.values() if e.ref == _UNITED_NATIONS), None)
    named = {name for body in bodies.values() for name in (body.name, *body.names)}
    others = [
        e for e in bodies.values() if {e.name, *e.names} & {*load("offices")["with_secretaries_general"]}
    ]
    if united is None and not others and (named or title.words[0].isupper()):
        return statements.add(reference_entity(_UNITED_NATIONS, None))
    return united if not others else others[0] if len(others) == 1 and united is None else None


def _relative_antecedent(statements: Statements, token: Token) -> DocEntity | None:
    """ "the High Court, whose president": the name right before."""
    for mention in statements.names():
        if 0 < token.idx - mention.end < 3 and mention.type != "Person":
            return mention.entity
    return None


def _principals(
    statements: Statements, title: Title, principal: DocEntity, person: DocEntity, token: Token
) -> DocEntity | None:
    """ "Putin told his foreign minister": the minister of his country; "Borrell and his envoy": of what he acts for."""
    if title.role in _BY_CHOICE:
        bodies: dict[int, DocEntity] = {
            id(h.of.entity): h.of.entity for h in statements.doc._.holdings
            if h.person.entity is principal and not h.former and h.of is not None and h.of.entity is not None
        }  # fmt: skip
        bodies |= {
            id(of): of for t in statements.doc._.titles for h in statements.doc._.holdings
            if h.role_at == t.role_at and h.person.entity is principal and h.of is None and not h.former
            and t is not title and (of := owner(statements, t, principal)) is not None
        }  # fmt: skip
        if len(bodies) == 1:
            return next(iter(bodies.values()))
    code = principal.country or homeland(statements, principal) or led(statements, principal)
    if code is not None:
        return statements.country(f"country:{code}", code)
    return inferred(statements, title.role or "", person, token, former=False)


def _antecedent(statements: Statements, token: Token, kinds: frozenset[EntityType]) -> DocEntity | None:
    """What "the bloc" or "its" stands for: the only name of such a thing before it in its sentence, or in the last."""
    sentence = token.sent
    spans = [sentence]
    if sentence.start > 0:
        spans.append(statements.doc[sentence.start - 1].sent)
    for span in spans:
        fitting = [
            m for m in statements.names_in(span.start_char, min(span.end_char, token.idx))
            if m.kind == "name" and m.entity is not None and m.entity.type in kinds and not m.entity.generic
            and m.end <= min(span.end_char, token.idx)
        ]  # fmt: skip
        subjects = [m for m in fitting if statements.doc[m.token].dep_ in {"nsubj", "nsubjpass"}]
        for chosen in (fitting, subjects):
            entities = {id(m.entity): m.entity for m in chosen}
            if len(entities) == 1:
                return next(iter(entities.values()))
        if fitting:
            return None
    return None


def _court(statements: Statements, title: Title) -> DocEntity | None:
    """ "Justice X": of the court that this sentence or the one before names."""
    if title.role != "judge" or title.words.lower() != "justice":
        return None
    token = statements.token_at(title.start)
    start = statements.doc[max(token.sent.start - 1, 0)].sent.start_char
    courts = {
        id(m.entity): m.entity for m in statements.names_in(start, token.sent.end_char)
        if m.entity is not None and "Court" in m.text.split()
    }  # fmt: skip
    return next(iter(courts.values())) if len(courts) == 1 else None


def _behind(statements: Statements, title: Title, person: DocEntity) -> DocEntity | None:
    """ "leader of the movement", "head of Burma's junta": a noun that the article has named, or a state's rule."""
    plain: str = statements.doc._.plain
    if not plain.startswith(" of ", title.end):
        return None  # "minister and chairman of X"
    noun = statements.token_at(title.role_at)
    for token in syntax.prepositional(noun, "of"):
        entity = statements.entity(token)
        mention = statements.mention(token)
        if entity is not None and not entity.generic and entity.type not in {"Person", "Group"}:
            if mention is None or mention.kind != "nominal":
                return entity
            if syntax.prepositional(token, "of"):
                return None  # "president of the state of X" is not that of the state named before
            called = _called(statements, token)
            return entity if not called and _expected(entity, token.lower_) else _one(called)
        if (
            token.lower_ in {"junta", "state", "government", "regime", "republic"}
            and entity is not None
            and entity.country
        ):
            return statements.country(f"country:{entity.country}", entity.country)
        if token.lower_ in _owner_nouns() and any(c.lower_ == "the" for c in token.children):
            apart = any(c.lower_ in load("offices")["breakaway"] for c in token.children)
            kinds = _owner_nouns()[token.lower_] - {"GovernmentBody"}
            if apart:
                return _antecedent(statements, token, frozenset({"Region"})) or _only_region(statements)
            found = _one(_called(statements, token)) or _antecedent(statements, token, kinds)
            if found is None and "Country" in kinds and roles()[title.role or ""].get("head_of"):
                return inferred(statements, title.role or "", person, token, former=title.former, own=True)
            return found
    return None


def _only_region(statements: Statements) -> DocEntity | None:
    """The one region that an article on a "breakaway republic" names."""
    return _one(list({
        id(m.entity): m.entity for m in statements.names() if m.entity is not None and m.type == "Region"
    }.values()))  # fmt: skip


def _expected(entity: DocEntity, noun: str) -> bool:
    """Whether a body has the noun in its name; of parties and groups nobody expects it."""
    in_name = {n for n, kinds in _owner_nouns().items() if "GovernmentBody" in kinds}
    return noun not in in_name or any(noun in name.lower().split() for name in {entity.name, *entity.names})


def _called(statements: Statements, token: Token) -> list[DocEntity]:
    """The bodies before ``token`` with the noun in their names: "the commission" is the Electoral Commission."""
    found = {
        id(m.entity): m.entity for m in statements.names()
        if m.end <= token.idx and m.entity is not None and token.lower_ in m.text.lower().split()
    }  # fmt: skip
    return list(found.values())


def _one(entities: list[DocEntity]) -> DocEntity | None:
    return entities[0] if len(entities) == 1 else None
