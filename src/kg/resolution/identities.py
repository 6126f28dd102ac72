"""What is kept of the decisions on who is who, so that they can be explained: :class:`kg.model.Identity`."""

from __future__ import annotations

import re
from collections import defaultdict

from kg.model import Identity, Spelling
from kg.nlp.names import fold
from kg.resolution.clusters import Cluster
from kg.resolution.persons import verdict
from kg.resolution.spelling import name_words


def identity_of(cluster: Cluster) -> Identity:
    """Which spellings were joined, why, and in which articles."""
    found: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for member in cluster.members:
        reason, compared = cluster.reasons[member.key]
        found[member.name, reason, compared].add(member.article.id)
        for name in member.entity.names:
            if name != member.name:
                found[name, "within", member.name].add(member.article.id)
    person = cluster.type == "Person"
    return Identity(
        cluster.iri,
        cluster.type,
        cluster.name,
        tuple(Spelling(*key, articles=tuple(sorted(articles))) for key, articles in sorted(found.items())),
        tuple(sorted(cluster.countries)),
        tuple(sorted(cluster.posts)),
        tuple(sorted(cluster.context)) if person else (),
    )


def why_apart(one: Identity, other: Identity) -> str:
    """Why two entities with close names are two: what the resolution found, asked again of the two alone."""
    if one.type != other.type:
        return f"a {one.type} and a {other.type}"
    if any(s.reason == "override" for s in (*one.spellings, *other.spellings)):
        return "overrides.toml says so"
    if one.type == "Person":
        return _persons_apart(one, other)
    if one.countries and other.countries and not set(one.countries) & set(other.countries):
        return f"of other countries ({', '.join(one.countries)}; {', '.join(other.countries)})"
    if re.findall(r"\d+", one.name) != re.findall(r"\d+", other.name):
        return "another number in the name"
    if fold(one.name) == fold(other.name):
        return "a name that says nothing about whose it is, in other articles; or one with a country and one without"
    return "other names"


def _persons_apart(one: Identity, other: Identity) -> str:
    for bare in (one, other):
        if len(name_words(bare.name)) < 2:
            return (
                f"{bare.name} stands alone in its articles, and country, office or date do not tell who it is"
            )
    judged = verdict(_cluster(one), _cluster(other))
    return judged.why if not judged.joined else "the name fits more than one person"


def _cluster(identity: Identity) -> Cluster:
    """What :func:`verdict` needs to know of an entity."""
    compared = [s for s in identity.spellings if s.reason not in {"within", "bare"}]
    return Cluster(
        identity.type,
        spellings={s.name for s in compared},
        countries=set(identity.countries),
        context=set(identity.context),
        posts=set(identity.posts),
        articles={article for s in compared for article in s.articles},
    )
