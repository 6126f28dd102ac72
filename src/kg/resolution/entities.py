"""What an entity of the graph is called and known by, from what articles call the local entities that are one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from kg.lexicon.gazetteer import countries, organisations
from kg.model import Entity, EntityType, LocalEntity
from kg.vocabulary import mint


@dataclass(frozen=True, slots=True)
class Summary:
    """What an entity takes over from the local entities that are one.

    ``scope`` tells it from another of the same name (the id of an article), and is empty where the name alone does.
    """

    type: EntityType
    name: str
    names: frozenset[str]
    ref: str | None
    country: str | None
    scope: str


def summary_of(
    type_: EntityType,
    ref: str | None,
    scope: str,
    told: Iterable[tuple[str, Iterable[str], str | None, int]],
) -> Summary:
    """Summarise local entities that are one.

    :param told: name, all names, and country of local entities, and how many have these.
    """
    listed = list(told)
    counted: Counter[str] = Counter()
    for name, _, _, count in listed:
        counted[name] += count
    # The commonest full form; of equally common ones the longest, then the first in the alphabet.
    best = min(counted, key=lambda n: (-counted[n], -len(n), n))
    name = _reference_names().get(ref or "") or best
    names = frozenset(name for _, names, _, _ in listed for name in names) | {name}
    return Summary(type_, name, names, ref, min((c for _, _, c, _ in listed if c), default=None), scope)


def entity_iri(one: Summary, base: str, scope: str | None = None) -> str:
    """The IRI of an entity.

    :param scope: in place of the summary's own, for entities that would have one IRI otherwise.
    """
    if one.ref is not None:
        kind, _, value = one.ref.partition(":")
        return f"{base}country/{value}" if kind == "country" else mint(base, kind, one.name, one.ref)
    apart = one.scope if scope is None else scope
    return mint(base, one.type.lower(), one.name, one.name, one.type, one.country or "", apart)


def entity_of(one: Summary, iri: str) -> Entity:
    """The entity with this IRI."""
    return Entity(iri, one.type, one.name, tuple(sorted(one.names)), one.ref, one.country)


def office_iri(role: str, owner_iri: str, owner: str, base: str) -> str:
    """The IRI of an office.

    :param owner: the name of the country or organisation whose office it is.
    """
    return mint(base, "office", f"{role} of {owner}", role, owner_iri)


def office_of(iri: str, owner: Entity, told: Sequence[LocalEntity]) -> Entity:
    """The office that articles tell of, in their commonest words."""
    role = told[0].role
    full = f"{role} of {owner.name}"
    names = {name for office in told for name in office.names} | {full}
    worded = Counter(office.name for office in told)
    best = min(worded, key=lambda n: (-worded[n], -len(n), n))
    return Entity(iri, "Office", best, tuple(sorted(names)), None, owner.country, role, owner.iri)


@cache
def _reference_names() -> dict[str, str]:
    return {entry.ref: entry.name for entry in (*countries(), *organisations())}
