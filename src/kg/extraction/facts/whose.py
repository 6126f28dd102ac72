"""Whose office a bare title is that the article has given to somebody before, or that belongs to a place nearby.

"The governor" in a report on the Bank of Japan is the bank's, "the premier" in one on the premier of Alberta is the
province's, and a mayor is the mayor of the city that was named last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from kg.extraction.facts.home import dateline_region
from kg.extraction.facts.origins import countries
from kg.extraction.facts.owners import owner
from kg.extraction.facts.scene import inferred
from kg.extraction.facts.statement import Statements
from kg.lexicon import load
from kg.lexicon.gazetteer import Entry
from kg.model import EntityType
from kg.nlp.document import DocEntity, DocMention
from kg.nlp.offices import GENERIC
from kg.nlp.title import BODIES, Title
from kg.nlp.titles import prefixes

#: For what the words around a title explain, and for what only the article around it tells.
_EXPLAINED, _INFERRED = 0.85, 0.65
#: Titles that are many people's, or say nothing alone, whoever else has them in an article.
_ANYBODYS = GENERIC | {
    "president", "vice-president", "spokesperson", "minister", "adviser", "commander", "lawmaker", "judge", "senator",
    "special-envoy", "ambassador", "charge-d-affaires", "consul", "director", "commissioner", "portfolio-minister",
    "negotiator", "founder", "archbishop", "officer", "state-officer", "body-head",
}  # fmt: skip
#: Bodies of a state that an article names by a common noun, and posts of theirs that are the state's.
_BRANCHES: frozenset[EntityType] = frozenset({"Government", "GovernmentBody", "MilitaryForce"})
_OF_BRANCHES = frozenset(
    {
        "chief-of-staff",
        "commander-in-chief",
        "police-chief",
        "speaker",
        "spokesperson",
        "prosecutor",
        "intelligence-chief",
    }
)
#: Titles that international organisations give, and states seldom.
_OF_BODIES = frozenset({"secretary general", "director general", "managing director", "high commissioner"})
#: "In neighbouring X, ": a place, whether or not it is known as one.
_SOMEWHERE = re.compile(r"\b[Ii]n (?:[a-z]+ )?[A-Z][\w'-]+(?: [A-Z][\w'-]+)*, $")
#: What the office of a place can be of.
_PLACES: dict[str, EntityType] = {
    "governor": "Region",
    "chief-minister": "Region",
    "traditional-ruler": "Region",
    "mayor": "City",
}


@dataclass(frozen=True, slots=True)
class Belonging:
    """Whose an office is, by what ``rule`` and how surely; ``role`` may be more exact than the title alone says."""

    of: DocEntity
    role: str
    certainty: float
    rule: str


def whose(
    statements: Statements,
    title: Title | None,
    role: str,
    person: DocEntity,
    token: Token,
    *,
    former: bool,
    due: bool = False,
    several: bool = False,
) -> Belonging | None:
    """Whose office a title at ``token`` is that does not say so itself; see :func:`inferred` for the flags."""
    if title is not None:
        of = owner(statements, title, person)
        if (
            of is not None
            and title.owner_at is not None
            and _has_another(statements, role, of, person, token)
        ):
            return None  # "Minister X met the country's minister, Y": of another country
        if of is not None and of.type == "Government" and of.country and of.name.startswith("Government of "):
            # "The Colombian government's peace commissioner"; what only a government has speaks for it.
            of = of if role == "spokesperson" else statements.country(f"country:{of.country}", of.country)
        if of is not None and of.generic and of.country and of.type in _BRANCHES and role in _OF_BRANCHES:
            of = statements.country(
                f"country:{of.country}", of.country
            )  # "the Yugoslav army's chief of staff"
        if of is not None:
            return Belonging(of, role, _EXPLAINED, "owner")
        if title.owner_at is not None or statements.doc._.plain.startswith(" of ", title.end):
            # "president of the auto workers' union" is no state's, whatever the union is.
            return None
        # "In Istanbul, Mayor X", whoever is mayor elsewhere.
        place = _of_the_place(statements, title, token) if title.role == "mayor" else None
        if place is not None:
            return Belonging(place, role, _INFERRED, "scene")
        alike = _worded_alike(statements, title, person)
        if any(one.type != "Country" or other != role for other, one in alike):
            return Belonging(alike[0][1], alike[0][0], _EXPLAINED, "alike") if len(alike) == 1 else None
        body = _of_the_body(statements, title, token)
        if body is not None:
            return Belonging(body, role, _INFERRED, "scene")
        if role == "leader" and title.prefix.lower() in prefixes("acting"):
            # "Interim leader X" leads what a president would.
            country = inferred(statements, "president", person, token, former=former, due=due)
            return Belonging(country, role, _INFERRED, "scene") if country is not None else None
        place = _of_the_place(statements, title, token)
        if place is not None:
            return Belonging(place, role, _INFERRED, "scene")
        if title.local or _of_a_body_there(statements, title, token):
            return None
    country = inferred(statements, role, person, token, former=former, due=due, several=several)
    if country is None and title is not None and _of_congress(statements, title):
        country = statements.country("country:USA", "USA")
    return Belonging(country, role, _INFERRED, "scene") if country is not None else None


def _of_congress(statements: Statements, title: Title) -> bool:
    """ "House Speaker X": of the United States, if the article speaks of no other country that has a House."""
    houses = {m.country for m in countries(statements, 0, len(statements.doc._.plain))}
    return (
        title.words.lower() in {"house speaker", "speaker of the house"}
        and "House" in title.words
        and not houses.intersection(load("offices")["houses"]) - {"USA"}
    )


def _worded_alike(statements: Statements, title: Title, person: DocEntity) -> list[tuple[str, DocEntity]]:
    """The roles and owners that other titles of the article have with the same words, or with more before them."""
    if title.role in _ANYBODYS:
        return []
    words = title.words.lower()
    found: dict[tuple[str, int], tuple[str, DocEntity]] = {}
    holders = {h.role_at: h.person.entity for h in statements.doc._.holdings if not (h.former or h.designate)}
    for other in statements.doc._.titles:
        alike = other.words.lower() == words or other.words.lower().endswith(f" {words}")
        if other is title or not alike or other.role is None:
            continue
        if other.of is None and other.owner_at is None and title.indefinite and other.words.lower() != words:
            return []  # "a deputy governor" may be one of the bank's
        if other.of is None or other.of.entity is None:
            continue
        again = title.outgoing or title.former or title.indefinite or title.prefix
        if not again and holders.get(other.role_at, person) is not person:
            continue  # "Speaker X" is not of the Duma where its speaker is Y
        found[other.role, id(other.of.entity)] = other.role, other.of.entity
    return list(found.values())


def _has_another(statements: Statements, role: str, of: DocEntity, person: DocEntity, token: Token) -> bool:
    """Whether the sentence names somebody else who has such an office of that country."""
    return any(
        h.role == role
        and h.person.entity is not person
        and not (h.former or h.designate)
        and h.of is not None
        and h.of.country == of.country
        and token.sent.start_char <= h.start < token.sent.end_char
        for h in statements.doc._.holdings
    )


def _of_a_body_there(statements: Statements, title: Title, token: Token) -> bool:
    """Whether the sentence has such an office of no state before: "its president, X, and former president Y"."""
    return any(
        other.role == title.role == "president"
        and token.sent.start_char <= other.start < title.start
        and (other.owner_at is not None or (other.of is not None and other.of.type in BODIES))
        for other in statements.doc._.titles
    ) and (title.former or title.indefinite)


def _of_the_body(statements: Statements, title: Title, token: Token) -> DocEntity | None:
    """ "Secretary-General X", "the director general, Y": of the only international organisation that is spoken of."""
    plain = title.words.lower().replace("-", " ")
    if plain not in _OF_BODIES or not (title.definite or "-" in title.words or plain == "secretary general"):
        return None
    for start, end in ((token.sent.start_char, token.sent.end_char), (0, token.sent.end_char)):
        bodies = {
            id(m.entity): m.entity for m in statements.names_in(start, end)
            if m.entity is not None and m.entity.type == "InternationalOrganization" and not m.entity.generic
        }  # fmt: skip
        if bodies:
            return next(iter(bodies.values())) if len(bodies) == 1 else None
    return None


def _of_the_place(statements: Statements, title: Title, token: Token) -> DocEntity | None:
    """The only region or city that the sentence names before a governor or mayor, or else the sentence before."""
    kind = _PLACES.get(title.role or "")
    dated = dateline_region(statements)
    if (
        title.role == "prime-minister"
        and title.words.lower() == "premier"
        and (dated is not None and dated.country in load("offices")["state_premiers"])
    ):
        kind = "Region"
    if title.role == "attorney-general" and dated is not None and not statements.doc._.plain.count("U.S."):
        kind = "Region"
    if kind is None or (title.words.lower() == "governor" and "bank" in statements.doc._.plain.lower()):
        return None
    spans = [(token.sent.start_char, token.idx)]
    if token.sent.start > 0:
        last = statements.doc[token.sent.start - 1].sent
        spans.append((last.start_char, last.end_char))
    before = list(_named(statements, kind, token.sent.start_char, token.idx, away=True))
    if before and statements.doc._.plain[before[-1].end : token.idx] == ", where ":
        return before[-1].entity  # "left for Illinois, where Governor X"
    for start, end in spans:
        if start < token.sent.start_char and (
            _SOMEWHERE.search(statements.doc._.plain[token.sent.start_char : token.idx])
            or any(
                m.type in {"City", "Region", "Place"} and m.end < token.idx
                for m in statements.names_in(token.sent.start_char, token.idx)
            )
        ):
            return None  # "In neighbouring X, Gov. Y": whatever X is
        places = {id(m.entity): m.entity for m in _named(statements, kind, start, end)}
        if places:
            return next(iter(places.values())) if len(places) == 1 else None
    return _region(statements, dated) if kind == "Region" and dated is not None else None


def _region(statements: Statements, entry: Entry) -> DocEntity:
    """The region of the reference data, whether or not the article names it beside its dateline."""
    known = next((e for e in statements.doc._.entities if e.ref == entry.ref), None)
    return known or statements.add(DocEntity("Region", entry.name, entry.ref, entry.country))


def _named(
    statements: Statements, kind: EntityType, start: int, end: int, *, away: bool = False
) -> Iterator[DocMention]:
    """Regions or cities by name between two characters, but where somebody goes only if ``away``."""
    for mention in statements.names_in(start, end):
        if mention.end <= end and mention.entity is not None:
            goal = statements.doc._.plain.endswith((" to ", " from ", " for "), 0, mention.start)
            if mention.entity.type == kind and mention.kind == "name" and (away or not goal):
                yield mention
