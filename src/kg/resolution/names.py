"""Who is who among organisations, groups and places without a reference identity: by name, country and acronym."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from typing import Literal

from kg.lexicon.gazetteer import countries, demonyms
from kg.lexicon.ministries import ministry_field
from kg.model import EntityType, LocalEntity
from kg.nlp.names import fold
from kg.resolution.clusters import Cluster, Local

#: Types whose names may be a noun with a nationality, which articles word in different ways.
_DESCRIBED: frozenset[EntityType] = frozenset(
    {"Group", "MilitaryForce", "GovernmentBody", "Government", "ArmedGroup"}
)

AcronymKind = Literal["short", "stated", "initials"]

#: Letters of an acronym, at least and at most. Two stand for too much ("PM", "UN" is reference data).
_ACRONYM = re.compile(r"[A-Z][A-Za-z]?[A-Z]{1,6}s?|[A-Z](?:\.[A-Z]){2,6}\.?")
#: Words that acronyms pass over.
_SMALL = frozenset(
    {"of", "the", "and", "for", "in", "to", "on", "de", "da", "do", "la", "le", "du", "des", "del"}
)


def group_key(local: Local) -> tuple[str, ...]:
    """What two local entities share if they are one: type, folded name, numbers, country, and for descriptions, which
    mean something else in every article, the article (last)."""
    one = local.entity
    name = fold(one.name).removeprefix("the ")
    if one.country and one.type in _DESCRIBED:
        field = ministry_field(one.name) if one.type == "GovernmentBody" else None
        name = f"{field} ministry" if field is not None else _without_country(name)
    numbers = re.sub(r"\D+", " ", one.name)
    return one.type, name, numbers, one.country or "", local.article.id if _is_generic(one) else ""


def acronyms(spellings: Collection[str], names: Iterable[str]) -> Iterator[tuple[AcronymKind, str]]:
    """How a group is found by an acronym: it is one ("short"), articles give it one ("stated"), or its initials do.

    :param spellings: the fullest names of its articles.
    :param names: all names of its articles.
    """
    if all(_ACRONYM.fullmatch(name) for name in spellings):
        letters = {_letters(name) for name in spellings}
        if len(letters) == 1:
            yield "short", letters.pop()
        return
    for acronym in sorted({_letters(name) for name in names if _ACRONYM.fullmatch(name)}):
        yield "stated", acronym
    for acronym in sorted({_initials(name) for name in spellings} - {""}):
        yield "initials", acronym


def long_form(short: Cluster, stated: Sequence[Cluster], initials: Sequence[Cluster]) -> Cluster | None:
    """The only group that an acronym on its own stands for: one that has it in another article, or by its initials."""
    for candidates, told in ((stated, True), (initials, False)):
        fitting = [c for c in candidates if _may_be(short, c, told=told)]
        if fitting:
            return fitting[0] if len(fitting) == 1 else None
    return None


def _may_be(short: Cluster, long: Cluster, *, told: bool) -> bool:
    """Whether type and country allow it; what no article says needs a country that the articles share."""
    if short.type != long.type and "Organization" not in {short.type, long.type}:
        return False
    if short.countries and long.countries and short.countries.isdisjoint(long.countries):
        return False
    return told or not (short.countries | short.context).isdisjoint(long.countries | long.context)


def _letters(acronym: str) -> str:
    return "".join(c for c in acronym if c.isalpha()).casefold().removesuffix("s")


def _initials(name: str) -> str:
    words = [word for word in fold(name).split() if word not in _SMALL]
    return "".join(word[0] for word in words).removesuffix("s") if len(words) > 2 else ""


@cache
def _country_words() -> re.Pattern[str]:
    """Every name and adjective of a country, with "'s" or "of" that ties it to a noun; folded."""
    words = {fold(w) for w in demonyms()} | {fold(n) for entry in countries() for n in entry.names}
    either = "|".join(sorted(map(re.escape, words), key=lambda w: (-len(w), w)))
    return re.compile(rf"^(?:{either})s? | of (?:the )?(?:{either})$")


def _without_country(name: str) -> str:
    """ "ukrainian military", "ukraines military" and "military of ukraine" → "military"."""
    return _country_words().sub("", name) or name


def _is_generic(one: LocalEntity) -> bool:
    """Whether the name is a description: groups always, and bodies that are named without a country or a capital."""
    nameless = one.type in _DESCRIBED or one.name[:1].islower()
    return not one.country and nameless
