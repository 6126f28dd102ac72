"""Where somebody comes from, as the article tells it or reference data know: "Kenya's X", "a son of President Y"."""

from __future__ import annotations

import re
from functools import cache

from spacy.tokens import Token

from kg.extraction.facts.statement import Statements
from kg.lexicon import load
from kg.lexicon.gazetteer import lookup
from kg.nlp.document import DocEntity, DocMention
from kg.nlp.names import fold


def countries(statements: Statements, start: int, end: int) -> list[DocMention]:
    """Mentions between two characters that tell of a country: its name, its people, its cities."""
    return [m for m in statements.countries.between(start, end) if m.end <= end]


def homeland(statements: Statements, person: DocEntity) -> str | None:
    """The country of "Kenya's X" and "X of Kenya", if the article gives the person one."""
    codes = statements.homelands.get(id(person), set())
    return min(codes) if len(codes) == 1 else None


@cache
def _leaders() -> dict[tuple[str, ...], frozenset[str]]:
    """Folded words of a leader's name → the countries: two of who led the state that came before, or of namesakes."""
    found: dict[tuple[str, ...], set[str]] = {}
    for table in ("leaders", "officials"):
        for country, names in load("leaders")[table].items():
            for name in names:
                found.setdefault(tuple(fold(name).split()), set()).add(country)
    return {words: frozenset(codes) for words, codes in found.items()}


def led(statements: Statements, person: DocEntity) -> str | None:
    """The country of the reference data that the person led, if the article or its dateline names it."""
    named = {m.country for m in countries(statements, 0, len(statements.doc._.plain))}
    dated = lookup((statements.doc._.dateline or "").rpartition(", ")[2])
    if dated is not None:
        named.add(dated.country)
    codes = leads(person) & named
    return min(c for c in codes if c is not None) if len(codes) == 1 else None


def leads(person: DocEntity) -> set[str | None]:
    """The countries that leaders of the person's full name lead or led."""
    return {
        code
        for name in (person.name, *person.names)
        for code in _leaders().get(tuple(fold(name).split()), ())
    }


@cache
def _kinship() -> re.Pattern[str]:
    relatives = "|".join(sorted(load("descriptions")["relatives"]))
    return re.compile(
        rf"(?P<of>, (?:a |an |the |\w+ )?(?:\w+ )?(?:{relatives}) of (?:the )?(?:\w+ )?)$"
        rf"|(?P<poss>'s (?:\w+ )?(?:{relatives}),? )$|(?P<own>\b(?:his|her) (?:\w+ )?(?:{relatives}),? )$"
    )


_DELEGATED = re.compile(
    r" (?:[a-z]+ ){0,2}(?:delegation|team|mission) (?:headed|led) by (?:the |its |their )?$"
)


def sending(statements: Statements, start: int) -> str | None:
    """The country of "a Bolivian delegation headed by" before the title at character ``start``."""
    before = statements.doc._.plain[max(0, start - 80) : start]
    match = _DELEGATED.search(before)
    if match is None:
        return None
    end = start - len(before) + match.start()
    return next((m.country for m in countries(statements, max(0, end - 40), end) if m.end == end), None)


def family(statements: Statements, token: Token) -> str | None:
    """The country of a relative: "X, a son of former President Y", "X's son, Senator Y"."""
    start = token.sent.start_char
    before = statements.doc._.plain[start : token.idx]
    match = _kinship().search(before)
    if match is None:
        return None
    end = start + match.start()
    people = [m for m in statements.names_in(start, end) if m.type == "Person" and m.end <= end]
    regional = {
        id(h.person.entity)
        for h in statements.doc._.holdings
        if h.of is not None and h.of.type in {"Region", "City"}
    }
    people = [m for m in people if id(m.entity) not in regional]
    if match["own"] is None:
        people = [m for m in people if m.end == end]
    codes = {
        code for entity in {id(m.entity): m.entity for m in people}.values() if entity is not None
        for code in (entity.country, homeland(statements, entity), _known(statements, entity)) if code is not None
    }  # fmt: skip
    return min(codes) if len(codes) == 1 else None


def _known(statements: Statements, person: DocEntity) -> str | None:
    """The country that the article was found to give the person's offices."""
    codes = {
        of.country for (who, _), of in statements.agreed.items()
        if who == id(person) and of is not None and of.country is not None
    }  # fmt: skip
    return min(codes) if len(codes) == 1 else None
