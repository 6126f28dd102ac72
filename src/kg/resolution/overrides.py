"""What a user knows better: entities to join, split, rename, retype or ban, written down in ``overrides.toml``.

Overrides change who is who after the program has decided it by itself, so they hold whatever is added later, and
taking one out gives back what was there before. An entity is named by its IRI or by any of its names.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from kg.errors import KgError
from kg.model import EntityType
from kg.nlp.names import fold
from kg.resolution.clusters import Cluster, Local

#: Kinds that an entity can be given: all but offices, which follow from whose they are.
TYPES: tuple[EntityType, ...] = tuple(kind for kind in get_args(EntityType) if kind != "Office")

_KEYS: Mapping[str, tuple[set[str], set[str]]] = {
    "join": ({"entities"}, set()),
    "split": ({"entity"}, {"articles", "names", "name"}),
    "rename": ({"entity", "name"}, set()),
    "retype": ({"entity", "type"}, set()),
    "ban": ({"entity"}, set()),
}
"""Table → keys that it needs, and keys that it may have; ``reason`` may stand in all."""


@dataclass(frozen=True, slots=True)
class Override:
    """One table of the file. ``where`` says which: "join 2"."""

    kind: str
    where: str
    entities: tuple[str, ...]
    """IRIs or names; one, but for a join."""
    name: str = ""
    type: EntityType | None = None
    articles: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


def parse_overrides(text: str, source: str | Path) -> tuple[Override, ...]:
    """The overrides of a TOML text, joins first, then splits, bans, retypes and renames.

    :param source: what the text comes from, for messages.
    :raises KgError: if it is not TOML, has unknown tables or keys, or a value of the wrong kind.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise KgError(f"{source}: not valid TOML ({error}); mend it or take it away") from error
    for table in data:
        if table not in _KEYS:
            raise KgError(f"{source}: unknown table '{table}'; it may have {', '.join(_KEYS)}")
    found: list[Override] = []
    for kind in ("join", "split", "ban", "retype", "rename"):
        rows = data.get(kind, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise KgError(f"{source}: '{kind}' must be written [[{kind}]], one table for each")
        found += [_override(kind, n, row, source) for n, row in enumerate(rows, start=1)]
    return tuple(found)


def _override(kind: str, number: int, row: dict[str, Any], source: str | Path) -> Override:
    where = f"{kind} {number}"
    needed, allowed = _KEYS[kind]
    for key in sorted(needed - row.keys()):
        raise KgError(f"{source}: {where} has no '{key}'; add it")
    for key in sorted(row.keys() - needed - allowed - {"reason"}):
        raise KgError(f"{source}: {where} has the unknown key '{key}'; take it out")
    for key, value in row.items():
        plural = key in {"entities", "articles", "names"}
        texts = value if plural and isinstance(value, list) else [value]
        if (plural and not isinstance(value, list)) or not all(
            isinstance(t, str) and t.strip() for t in texts
        ):
            wanted = "a list of texts" if plural else "a text"
            raise KgError(f"{source}: '{key}' of {where} must be {wanted}")
    if kind == "join" and len(set(row["entities"])) < 2:
        raise KgError(f"{source}: {where} needs two entities or more")
    if kind == "split" and not (row.get("articles") or row.get("names")):
        raise KgError(f"{source}: {where} has neither 'articles' nor 'names'; say what is another entity")
    if kind == "retype" and row["type"] not in TYPES:
        raise KgError(f"{source}: {where} has the type '{row['type']}'; it may be {', '.join(TYPES)}")
    return Override(
        kind,
        where,
        tuple(row["entities"]) if kind == "join" else (row["entity"],),
        row.get("name", ""),
        row.get("type"),
        tuple(row.get("articles", ())),
        tuple(row.get("names", ())),
    )


def apply_overrides(
    clusters: Sequence[Cluster], overrides: Sequence[Override]
) -> tuple[list[Cluster], list[str]]:
    """The clusters as the user wants them, without those that are banned, and what could not be followed.

    The clusters have their IRIs and names; a joined entity keeps those of the first that the join names.
    """
    if not overrides:
        return list(clusters), []
    kept = {id(cluster): cluster for cluster in clusters}
    named = _Names(clusters)
    notes: list[str] = []
    for override in overrides:
        try:
            chosen = [named.find(entity) for entity in override.entities]
        except LookupError as problem:
            notes.append(f"{override.where}: {problem}")
            continue
        first = chosen[0]
        if override.kind == "join":
            for other in chosen[1:]:
                if other is not first:
                    first.add(other.members, "override", first.name)
                    named.moved(other, first)
                    kept.pop(id(other), None)
        elif override.kind == "split":
            parted = _parted(first, override)
            if parted is None:
                notes.append(
                    f"{override.where}: no article of {first.name} is meant, or all are; nothing is split"
                )
            else:
                rest, other = parted
                named.moved(first, rest)
                kept.pop(id(first), None)
                kept[id(rest)], kept[id(other)] = rest, other
        elif override.kind == "ban":
            kept.pop(id(first), None)
        elif override.kind == "retype":
            assert override.type is not None
            first.type = override.type
        else:
            first.name = override.name
    return list(kept.values()), notes


class _Names:
    """Which cluster an IRI or a name means; a cluster that was joined to another means the other."""

    def __init__(self, clusters: Sequence[Cluster]) -> None:
        self._by_iri = {cluster.iri: cluster for cluster in clusters}
        self._by_name: dict[str, list[Cluster]] = defaultdict(list)
        self._now: dict[int, Cluster] = {}
        for cluster in clusters:
            names = {fold(name) for m in cluster.members for name in (m.name, *m.entity.names)}
            for name in sorted({*names, fold(cluster.name)}):
                self._by_name[name].append(cluster)

    def find(self, entity: str) -> Cluster:
        """:raises LookupError: if it means none, or more than one."""
        if entity in self._by_iri:
            return self._current(self._by_iri[entity])
        found = self._by_name.get(fold(entity), [])
        # A full name before a surname that several share, as kg explain does.
        own = [cluster for cluster in found if fold(cluster.name) == fold(entity)]
        distinct = {id(c): c for c in map(self._current, own or found)}
        if not distinct:
            raise LookupError(f'"{entity}" is not in the graph')
        if len(distinct) > 1:
            iris = ", ".join(sorted(cluster.iri for cluster in distinct.values()))
            raise LookupError(f'"{entity}" may be any of {iris}; give one of these IRIs')
        return next(iter(distinct.values()))

    def _current(self, cluster: Cluster) -> Cluster:
        while id(cluster) in self._now:
            cluster = self._now[id(cluster)]
        return cluster

    def moved(self, old: Cluster, new: Cluster) -> None:
        self._now[id(old)] = new


def _parted(cluster: Cluster, override: Override) -> tuple[Cluster, Cluster] | None:
    """What stays and what becomes another entity; None if one of the two would be empty."""
    names = {fold(name) for name in override.names}

    def parts(local: Local) -> bool:
        return any(_is_article(local, article) for article in override.articles) or bool(
            names & {fold(name) for name in (local.name, *local.entity.names)}
        )

    rest = Cluster(cluster.type, cluster.ref, cluster.scope, name=cluster.name, iri=cluster.iri)
    other = Cluster(cluster.type, scope=f"{cluster.iri} {override.where}", name=override.name)
    for member in cluster.members:
        if parts(member):
            other.add([member], "override", cluster.name)
        else:
            rest.add([member], *cluster.reasons[member.key])
    return (rest, other) if rest.members and other.members else None


def _is_article(local: Local, name: str) -> bool:
    """Whether ``name`` is the article's id, or the path that it was read from or the end of it."""
    key = local.article.key
    return name in {local.article.id, key} or key.endswith(f"/{name.removeprefix('./')}")
