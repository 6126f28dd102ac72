"""Who is who: local entities of all articles, grouped into entities of the graph."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from kg.lexicon.gazetteer import countries, demonyms, organisations
from kg.model import Article, Entity, EntityType, Extraction, LocalEntity
from kg.nlp.names import fold
from kg.resolution.spelling import name_key, same_name
from kg.vocabulary import mint

#: Types whose names may be a noun with a nationality, which articles word in different ways.
_DESCRIBED: frozenset[EntityType] = frozenset(
    {"Group", "MilitaryForce", "GovernmentBody", "Government", "ArmedGroup"}
)

Key = tuple[str, str]
"""(article id, key of the local entity)"""


@dataclass(slots=True)
class _Cluster:
    """Local entities that are one."""

    members: list[tuple[Article, LocalEntity]]
    type: EntityType
    ref: str | None


def entities_of(extractions: list[Extraction], base: str) -> tuple[dict[Key, str], list[Entity]]:
    locals_ = [(e.article, one) for e in extractions for one in e.entities if one.type != "Office"]
    offices = [(e.article, one) for e in extractions for one in e.entities if one.type == "Office"]
    clusters = [
        *_by_reference(locals_),
        *_persons([x for x in locals_ if x[1].ref is None and x[1].type == "Person"]),
        *_named([x for x in locals_ if x[1].ref is None and x[1].type != "Person"]),
    ]
    iris: dict[Key, str] = {}
    entities: dict[str, Entity] = {}
    for cluster in clusters:
        entity = _entity(cluster, base)
        if entity.iri in entities:
            other = entities[entity.iri]
            entity = replace(other, names=tuple(sorted({*other.names, *entity.names})))
        entities[entity.iri] = entity
        for article, member in cluster.members:
            iris[article.id, member.key] = entity.iri
    posts: dict[tuple[str, str], list[LocalEntity]] = defaultdict(list)
    for article, office in offices:
        assert office.of is not None and office.role is not None
        owner = entities[iris[article.id, office.of]]
        iris[article.id, office.key] = mint(
            base, "office", f"{office.role} of {owner.name}", office.role, owner.iri
        )
        posts[office.role, owner.iri].append(office)
    for (role, owner_iri), told in sorted(posts.items()):
        owner = entities[owner_iri]
        iri = mint(base, "office", f"{role} of {owner.name}", role, owner_iri)
        names = {name for office in told for name in office.names} | {f"{role} of {owner.name}"}
        best = _best_name(Counter(office.name for office in told))
        entities[iri] = Entity(
            iri, "Office", best, tuple(sorted(names)), None, owner.country, role, owner_iri
        )
    return iris, list(entities.values())


def _by_reference(locals_: list[tuple[Article, LocalEntity]]) -> Iterator[_Cluster]:
    groups: dict[str, list[tuple[Article, LocalEntity]]] = defaultdict(list)
    for article, one in locals_:
        if one.ref is not None:
            groups[one.ref].append((article, one))
    for ref in sorted(groups):
        yield _Cluster(groups[ref], groups[ref][0][1].type, ref)


def _persons(locals_: list[tuple[Article, LocalEntity]]) -> Iterator[_Cluster]:
    """Same full name, transliteration aside; a bare surname joins the one full name that carries it nearby."""
    blocks: dict[str, list[_Cluster]] = defaultdict(list)
    clusters: list[_Cluster] = []
    bare: list[tuple[Article, LocalEntity]] = []
    by_name: dict[tuple[str, str], list[tuple[Article, LocalEntity]]] = defaultdict(list)
    for article, one in locals_:
        if len(name_key(one.name)) < 2:
            bare.append((article, one))
        else:
            by_name[one.name, one.country or ""].append((article, one))
    # Those whose country is known first, so that the others find them.
    for name, country in sorted(by_name, key=lambda n: (-len(name_key(n[0])), not n[1], n)):
        members = by_name[name, country]
        key = name_key(name)
        fitting = [c for c in blocks[key[-1]] if _may_join(c, name, members)]
        if len(fitting) == 1:
            fitting[0].members.extend(members)
        else:
            cluster = _Cluster(list(members), "Person", None)
            clusters.append(cluster)
            blocks[key[-1]].append(cluster)
    yield from clusters
    yield from _bare(bare, blocks)


def _may_join(cluster: _Cluster, name: str, members: list[tuple[Article, LocalEntity]]) -> bool:
    if not all(same_name(name, other) for other in {one.name for _, one in cluster.members}):
        return False
    here = {one.country for _, one in members if one.country}
    there = {one.country for _, one in cluster.members if one.country}
    return not here or not there or bool(here & there)


def _bare(bare: list[tuple[Article, LocalEntity]], blocks: dict[str, list[_Cluster]]) -> Iterator[_Cluster]:
    """Surnames alone: joined when one full name carries the surname and a country speaks for it."""
    left: dict[tuple[str, str | None], list[tuple[Article, LocalEntity]]] = defaultdict(list)
    for article, one in bare:
        candidates = blocks.get(name_key(one.name)[-1], [])
        agreeing = [
            c for c in candidates
            if one.country is not None and one.country in {m.country for _, m in c.members}
        ]  # fmt: skip
        if len(candidates) == 1 and len(agreeing) == 1:
            agreeing[0].members.append((article, one))
        else:
            left[one.name, one.country or article.id].append((article, one))
    for key in sorted(left, key=str):
        yield _Cluster(left[key], "Person", None)


def _named(locals_: list[tuple[Article, LocalEntity]]) -> Iterator[_Cluster]:
    """Organisations and places: the same folded name and type; groups only within their article."""
    groups: dict[tuple[str, ...], list[tuple[Article, LocalEntity]]] = defaultdict(list)
    for article, one in locals_:
        name = fold(one.name).removeprefix("the ")
        if one.country and one.type in _DESCRIBED:
            name = _without_country(name)
        numbers = re.sub(r"\D+", " ", one.name)
        scope = article.id if _is_generic(one) else ""
        groups[one.type, name, numbers, one.country or "", scope].append((article, one))
    for key in sorted(groups):
        yield _Cluster(groups[key], groups[key][0][1].type, None)


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
    # A surname alone says as little about who it is as "the ministry" says about which.
    bare = one.type == "Person" and len(name_key(one.name)) < 2
    return not one.country and one.ref is None and (nameless or bare)


def _entity(cluster: _Cluster, base: str) -> Entity:
    members = cluster.members
    names = Counter(name for _, one in members for name in one.names)
    if cluster.ref is not None:
        name = _reference_names().get(cluster.ref) or _best_name(Counter(one.name for _, one in members))
    else:
        name = _best_name(Counter(one.name for _, one in members))
    country = next(iter(sorted(c for c in {one.country for _, one in members} if c)), None)
    kind = cluster.ref.split(":", 1)[0] if cluster.ref else cluster.type.lower()
    if cluster.ref is not None and kind == "country":
        iri = f"{base}country/{cluster.ref.split(':', 1)[1]}"
    elif cluster.ref is not None:
        iri = mint(base, kind, name, cluster.ref)
    else:
        scope = members[0][0].id if _is_generic(members[0][1]) else ""
        iri = mint(base, kind, name, name, cluster.type, country or "", scope)
    return Entity(iri, cluster.type, name, tuple(sorted({*names, name})), cluster.ref, country)


def _best_name(names: Counter[str]) -> str:
    """The commonest full form; of equally common ones the longest, then the first in the alphabet."""
    return min(names, key=lambda n: (-names[n], -len(n), n))


@cache
def _reference_names() -> dict[str, str]:
    return {entry.ref: entry.name for entry in (*countries(), *organisations())}
