"""Who is who among organisations, groups and places without a reference identity: by name, country and acronym."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from kg.lexicon.gazetteer import countries, demonyms
from kg.lexicon.ministries import ministry_field
from kg.model import EntityType, LocalEntity
from kg.nlp.names import fold
from kg.resolution.clusters import Cluster, Local

#: Types whose names may be a noun with a nationality, which articles word in different ways.
_DESCRIBED: frozenset[EntityType] = frozenset(
    {"Group", "MilitaryForce", "GovernmentBody", "Government", "ArmedGroup"}
)

#: Letters of an acronym, at least and at most. Two stand for too much ("PM", "UN" is reference data).
_ACRONYM = re.compile(r"[A-Z][A-Za-z]?[A-Z]{1,6}s?|[A-Z](?:\.[A-Z]){2,6}\.?")
#: Words that acronyms pass over.
_SMALL = frozenset(
    {"of", "the", "and", "for", "in", "to", "on", "de", "da", "do", "la", "le", "du", "des", "del"}
)


def organisations_and_places(locals_: Iterable[Local]) -> list[Cluster]:
    """The same folded name, type and country; descriptions only within their article."""
    groups: dict[tuple[str, ...], list[Local]] = defaultdict(list)
    for local in locals_:
        one = local.entity
        name = fold(one.name).removeprefix("the ")
        if one.country and one.type in _DESCRIBED:
            field = ministry_field(one.name) if one.type == "GovernmentBody" else None
            name = f"{field} ministry" if field is not None else _without_country(name)
        numbers = re.sub(r"\D+", " ", one.name)
        scope = local.article.id if _is_generic(one) else ""
        groups[one.type, name, numbers, one.country or "", scope].append(local)
    clusters: list[Cluster] = []
    for key in sorted(groups):
        cluster = Cluster(groups[key][0].entity.type, scope=key[-1])
        cluster.add(groups[key], "name", groups[key][0].name)
        clusters.append(cluster)
    return list(_with_acronyms(clusters))


def _with_acronyms(clusters: Sequence[Cluster]) -> Iterator[Cluster]:
    """An acronym on its own joins the one whose acronym it is: stated in another article, or by its initials."""
    stated: dict[str, list[Cluster]] = defaultdict(list)
    initials: dict[str, list[Cluster]] = defaultdict(list)
    short: list[Cluster] = []
    for cluster in clusters:
        if all(_ACRONYM.fullmatch(name) for name in cluster.spellings):
            short.append(cluster)
            continue
        others = {n for m in cluster.members for n in m.entity.names if _ACRONYM.fullmatch(n)}
        for acronym in sorted({_letters(name) for name in others}):
            stated[acronym].append(cluster)
        for acronym in sorted({_initials(name) for name in cluster.spellings}):
            initials[acronym].append(cluster)
    joined: dict[int, Cluster] = {}
    for cluster in short:
        letters = {_letters(name) for name in cluster.spellings}
        if len(letters) != 1:
            continue
        acronym = letters.pop()
        for candidates in (stated[acronym], initials[acronym]):
            fitting = [c for c in candidates if _may_be(cluster, c, told=candidates is stated[acronym])]
            if fitting:
                if len(fitting) == 1:
                    joined[id(cluster)] = fitting[0]
                break
    for cluster in short:
        long = joined.get(id(cluster))
        if long is not None:
            long.add(cluster.members, "acronym", long.best_name())
    yield from (cluster for cluster in clusters if id(cluster) not in joined)


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
