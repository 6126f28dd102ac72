"""Titles in the plural that stand for those who hold them: "Putin meets Syrian foreign, defence ministers".

Only where the article names the holder of every one of the offices, each once; else they are a group like any other.
"""

from __future__ import annotations

from functools import cache

from spacy.tokens import Doc, Token

from kg.lexicon import load
from kg.nlp.document import DocEntity, DocMention
from kg.nlp.spelling import spelling
from kg.nlp.titles import role_forms, roles

_BETWEEN = frozenset({",", "and", "&", "-"})


@cache
def _singular() -> dict[str, str]:
    """Plural noun of a title → its singular."""
    return dict(load("offices")["plurals"])


def plural_titles(doc: Doc, mentions: list[DocMention]) -> list[DocMention]:
    """Mentions (of the noun alone) that stand for the two or more holders of the offices that the words name."""
    by_token = {m.token: m for m in mentions}
    found: list[DocMention] = []
    singular = _singular()
    for i, word in enumerate(spelling(doc).lower):
        noun = singular.get(word)
        if noun is None or i in by_token:
            continue
        token = doc[i]
        fields, countries = _before(token, by_token)
        countries = countries or _behind(token, by_token)
        # "Foreign and defence ministers of X and Y" may be two or four.
        if not countries or len(fields) > 1 < len(countries) or len(fields) * len(countries) < 2:
            continue
        holders = [_holder(doc, f"{field} {noun}".strip(), c) for c in countries for field in fields]
        if None in holders or len({id(h) for h in holders}) < len(holders):
            continue
        first, *others = [holder for holder in holders if holder is not None]
        found.append(
            DocMention(token.idx, token.idx + len(token), token.text, "Person", "title", None, None, first, token.i,
                       tuple(others))
        )  # fmt: skip
    return found


def _before(token: Token, by_token: dict[int, DocMention]) -> tuple[list[str], list[str]]:
    """Fields of government and countries before the noun; one empty field where it has none ("presidents")."""
    doc, i = token.doc, token.i
    fields: list[str] = []
    countries: list[str] = []
    while i > 0 and not doc[i].is_sent_start:
        i -= 1
        mention = by_token.get(i)
        if doc[i].lower_ in _BETWEEN:
            continue
        if mention is not None and mention.type == "Country" and mention.country is not None:
            countries.insert(0, mention.country)
        elif mention is None and not countries and doc[i].is_alpha and _is_field(doc[i].lower_, token):
            fields.insert(0, doc[i].lower_)
        else:
            break
        if i and doc[i - 1].lower_ not in _BETWEEN and (mention is not None or i - 1 not in by_token):
            break
    return fields or [""], list(dict.fromkeys(countries))


def _is_field(word: str, token: Token) -> bool:
    return f"{word} {_singular()[token.lower_]}" in role_forms()


def _behind(token: Token, by_token: dict[int, DocMention]) -> list[str]:
    """Countries behind "of": "the presidents of X, Y and Z"."""
    doc, i = token.doc, token.i + 1
    countries: list[str] = []
    if i >= len(doc) or doc[i].lower_ != "of":
        return []
    for follower in doc[i + 1 : token.sent.end]:
        mention = by_token.get(follower.i)
        if mention is not None and mention.type == "Country" and mention.country is not None:
            countries.append(mention.country)
        elif follower.lower_ not in {*_BETWEEN, "the"}:
            break
    return list(dict.fromkeys(countries))


def _holder(doc: Doc, title: str, country: str) -> DocEntity | None:
    """The one person whom the article names with that office of the country now."""
    form = role_forms().get(title)
    role = None if form is None else form.by_country.get(country, form.role)
    people = {
        id(h.person.entity): h.person.entity
        for h in doc._.holdings
        if h.person.entity is not None
        and not h.former
        and not h.designate
        and h.of is not None
        and h.of.country == country
        and (h.role == role or (role == "leader" and "head_of" in roles().get(h.role, {})))
        and not (h.prefix and h.prefix.lower().startswith(("deputy", "vice")))
    }
    return next(iter(people.values())) if len(people) == 1 else None
