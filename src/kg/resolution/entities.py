"""Who is who: local entities of all articles, grouped into entities of the graph."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kg.lexicon.gazetteer import countries, organisations
from kg.model import Article, Entity, Extraction, Identity, LocalEntity
from kg.resolution.clusters import Cluster, Key, Local, locals_of
from kg.resolution.identities import identity_of
from kg.resolution.names import organisations_and_places
from kg.resolution.overrides import Override, apply_overrides
from kg.resolution.persons import persons
from kg.vocabulary import mint


@dataclass(frozen=True, slots=True)
class Resolved:
    """Who is who. ``iris`` has the IRI of each local entity that is not banned."""

    iris: dict[Key, str]
    entities: tuple[Entity, ...]
    identities: tuple[Identity, ...]
    notes: tuple[str, ...]
    """Overrides that could not be followed, and why."""


def entities_of(extractions: Sequence[Extraction], base: str, overrides: Sequence[Override]) -> Resolved:
    locals_ = [one for e in extractions for one in locals_of(e)]
    clusters = [
        *_by_reference([one for one in locals_ if one.entity.ref is not None]),
        *persons([one for one in locals_ if one.entity.ref is None and one.entity.type == "Person"]),
        *organisations_and_places(
            [one for one in locals_ if one.entity.ref is None and one.entity.type != "Person"]
        ),
    ]
    _identify(clusters, base)
    clusters, notes = apply_overrides(clusters, overrides)
    _identify([cluster for cluster in clusters if not cluster.iri], base)
    entities = {cluster.iri: _entity(cluster) for cluster in clusters}
    iris = {member.key: cluster.iri for cluster in clusters for member in cluster.members}
    offices = [(e.article, one) for e in extractions for one in e.entities if one.type == "Office"]
    posts = _offices(offices, iris, entities, base)
    identities = [identity_of(cluster) for cluster in clusters]
    return Resolved(
        iris,
        tuple(sorted([*entities.values(), *posts], key=lambda e: e.iri)),
        tuple(sorted(identities, key=lambda one: one.iri)),
        tuple(notes),
    )


def _by_reference(locals_: list[Local]) -> Iterator[Cluster]:
    groups: dict[str, list[Local]] = defaultdict(list)
    for one in locals_:
        groups[one.entity.ref or ""].append(one)
    for ref in sorted(groups):
        cluster = Cluster(groups[ref][0].entity.type, ref)
        cluster.add(groups[ref], "reference", ref)
        yield cluster


def _identify(clusters: Sequence[Cluster], base: str) -> None:
    """Give each cluster its name and IRI. Clusters of one name and country are told apart by their first article."""
    for cluster in clusters:
        cluster.name = cluster.name or _reference_names().get(cluster.ref or "") or cluster.best_name()
        cluster.iri = _iri(cluster, base, cluster.scope)
    taken = Counter(cluster.iri for cluster in clusters)
    for cluster in clusters:
        if taken[cluster.iri] > 1:
            first = min(member.key for member in cluster.members)
            cluster.iri = _iri(cluster, base, " ".join(first))


def _iri(cluster: Cluster, base: str, scope: str) -> str:
    if cluster.ref is not None:
        kind, _, value = cluster.ref.partition(":")
        return f"{base}country/{value}" if kind == "country" else mint(base, kind, cluster.name, cluster.ref)
    country = min(cluster.countries, default="")
    return mint(base, cluster.type.lower(), cluster.name, cluster.name, cluster.type, country, scope)


def _entity(cluster: Cluster) -> Entity:
    names = {name for m in cluster.members for name in m.entity.names} | {cluster.name}
    return Entity(
        cluster.iri,
        cluster.type,
        cluster.name,
        tuple(sorted(names)),
        cluster.ref,
        min(cluster.countries, default=None),
    )


def _offices(
    offices: Sequence[tuple[Article, LocalEntity]],
    iris: dict[Key, str],
    entities: dict[str, Entity],
    base: str,
) -> Iterator[Entity]:
    """Offices, one for each role and owner; adds their IRIs to ``iris``. The owner's ban takes its offices along."""
    posts: dict[tuple[str, str], list[LocalEntity]] = defaultdict(list)
    for article, office in offices:
        assert office.of is not None and office.role is not None
        owner_iri = iris.get((article.id, office.of))
        if owner_iri is not None:
            owner = entities[owner_iri]
            iri = mint(base, "office", f"{office.role} of {owner.name}", office.role, owner.iri)
            iris[article.id, office.key] = iri
            posts[office.role, owner.iri].append(office)
    for (role, owner_iri), told in sorted(posts.items()):
        owner = entities[owner_iri]
        iri = mint(base, "office", f"{role} of {owner.name}", role, owner_iri)
        names = {name for office in told for name in office.names} | {f"{role} of {owner.name}"}
        worded = Counter(office.name for office in told)
        best = min(worded, key=lambda n: (-worded[n], -len(n), n))
        yield Entity(iri, "Office", best, tuple(sorted(names)), None, owner.country, role, owner_iri)


@cache
def _reference_names() -> dict[str, str]:
    return {entry.ref: entry.name for entry in (*countries(), *organisations())}
