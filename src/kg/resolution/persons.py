"""Who is who among persons: one cluster for all spellings of a name, never one for two bearers of it.

Names are compared only where they share a block, and joined only where what the articles say does not speak against
it: the less two spellings agree, the more else has to (:func:`verdict`). What fits two clusters joins neither.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from kg.lexicon import load
from kg.lexicon.leaders import two_leaders
from kg.nlp.names import family_names, fold
from kg.resolution.clusters import Cluster, Local, Post, Reason
from kg.resolution.spelling import hides_a_name, likeness, name_words, skeleton, sound

#: A surname alone means whoever bears it in the news of the time: years between the articles, at most.
_NEAR_YEARS = 5

_ORDER: tuple[Reason, ...] = ("spelling", "sound", "shorter", "near", "initial", "longer")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether two full names are one person's, and why: ``reason`` completes "joined, because" or "apart, because"."""

    joined: bool
    reason: Reason | None
    why: str


def verdict(one: Cluster, other: Cluster) -> Verdict:
    """Whether two clusters of full names are one person: every name of one has to agree with all of the other."""
    if one.countries and other.countries and one.countries.isdisjoint(other.countries):
        here, there = (", ".join(sorted(c.countries)) for c in (one, other))
        return Verdict(False, None, f"of other countries ({here}; {there})")
    worst: Reason = "spelling"
    hidden = False
    for a in sorted(one.spellings):
        for b in sorted(other.spellings):
            agreed = likeness(a, b)
            if agreed is None:
                return Verdict(False, None, f"{_difference(a, b)} ({a}, {b})")
            if two_leaders(a, b):
                return Verdict(False, None, f"two leaders of one family ({a}, {b})")
            worst = max(worst, agreed, key=_ORDER.index)
            hidden = hidden or (agreed in {"shorter", "longer"} and hides_a_name(a, b))
    if worst == "spelling" and not one.articles.isdisjoint(other.articles):
        return Verdict(False, None, "one article tells of both")
    if worst in {"near", "initial"} and not _one_country(one, other):
        return Verdict(False, None, f"{_WORDED[worst]}, and no article says that they are of one country")
    if (worst == "longer" or hidden) and one.posts.isdisjoint(other.posts):
        return Verdict(False, None, "one has a name more, and they share no office")
    return Verdict(True, worst, _WORDED[worst])


_WORDED: dict[Reason, str] = {
    "spelling": "the same name but for accents, hyphens and case",
    "sound": "spellings of one sound",
    "shorter": "a name left out",
    "initial": "an initial for a name",
    "near": "a letter apart",
    "longer": "a family name left out",
}


def _difference(a: str, b: str) -> str:
    if sound(name_words(a)[-1]) == sound(name_words(b)[-1]):
        return "other given names"
    return "other names"


def _one_country(one: Cluster, other: Cluster) -> bool:
    """Whether the articles speak for one country: stated of both, or of one and named in every article of the other."""
    if one.countries and other.countries:
        return bool(one.countries & other.countries)
    stated = one.countries or other.countries
    if stated:
        return bool(stated & (one.context & other.context))
    return bool(one.context & other.context)


def is_full(name: str) -> bool:
    """Whether a name has more than one word, so that it can be compared with others."""
    return len(name_words(name)) > 1


def full_names(locals_: Iterable[Local]) -> list[Cluster]:
    """Persons by their full names. Names that are not :func:`comparable` do not influence one another."""
    full: dict[tuple[str, str, str], list[Local]] = defaultdict(list)
    seen: dict[tuple[str, str], int] = defaultdict(int)
    listed = list(locals_)
    for local in listed:
        seen[local.article.id, fold(local.name)] += 1
    for local in listed:
        # An article that has two persons of one name has them for a reason.
        twins = seen[local.article.id, fold(local.name)] > 1
        scope = f"{local.article.id} {local.entity.key}" if twins else ""
        full[local.name, local.entity.country or "", scope].append(local)
    clusters: list[Cluster] = []
    by_block: dict[tuple[str, ...], list[Cluster]] = defaultdict(list)
    # The longest names first, and those whose country is known, so that the others find them.
    for name, country, scope in sorted(full, key=lambda n: (-len(name_words(n[0])), not n[1], n)):
        arriving = Cluster("Person", scope=scope)
        arriving.add(full[name, country, scope], "first")
        fitting = _fitting(arriving, by_block) if not scope else []
        if len(fitting) == 1:
            cluster, found = fitting[0]
            compared = cluster.best_name()
            reason: Reason = "name" if name in cluster.spellings else found.reason or "spelling"
            cluster.add(arriving.members, reason, compared)
        else:
            cluster = arriving
            clusters.append(cluster)
        for block in blocks(name):
            if not any(cluster is known for known in by_block[block]):
                by_block[block].append(cluster)
    return clusters


def comparable(one: str, other: str) -> bool:
    """Whether two full names of one block may be one person's, whatever their articles say."""
    return likeness(one, other) is not None or likeness(other, one) is not None


def blocks(name: str) -> set[tuple[str, ...]]:
    """Keys that two spellings of one full name share; a common surname is divided by the given names' onsets."""
    words = name_words(name)
    return {
        ("whole", skeleton(name)),
        ("first names", skeleton(words[0]), skeleton(words[1])),
        *(("surname", skeleton(words[-1]), skeleton(given)[:1]) for given in words[:-1]),
    }


def _fitting(
    arriving: Cluster, by_block: dict[tuple[str, ...], list[Cluster]]
) -> list[tuple[Cluster, Verdict]]:
    """The clusters that the arriving one may join: those alone that agree best."""
    found: list[tuple[Cluster, Verdict]] = []
    for block in sorted(blocks(arriving.members[0].name)):
        for cluster in by_block.get(block, ()):
            if cluster.scope or any(cluster is known for known, _ in found):
                continue
            judged = verdict(cluster, arriving)
            if judged.joined:
                found.append((cluster, judged))
    exact = [one for one in found if one[1].reason in {"spelling", "sound"}]
    return exact or found


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person with a full name, as a bare name may mean it. ``id`` is the caller's."""

    id: str
    name: str
    countries: frozenset[str]
    posts: frozenset[Post]
    articles: frozenset[str]
    dates: tuple[date, ...]


def candidate_of(id_: str, full: Iterable[Local]) -> Candidate:
    """The candidate of these local entities, which are one person's."""
    cluster = Cluster("Person")
    cluster.add(full, "first")
    return Candidate(
        id_,
        cluster.best_name(),
        frozenset(cluster.countries),
        frozenset(cluster.posts),
        frozenset(cluster.articles),
        tuple(sorted(m.article.published for m in cluster.members if m.article.published)),
    )


def bare_names(
    bare: Iterable[Local], candidates: list[Candidate]
) -> tuple[list[tuple[Local, Candidate]], list[Cluster]]:
    """Local entities of one name of one word: those that mean a candidate (the one whom country, office and date
    speak for), and the persons that the rest are."""
    joined: list[tuple[Local, Candidate]] = []
    left: list[Local] = []
    for local in sorted(bare, key=lambda b: b.key):
        chosen = _leading(local, candidates)
        if chosen is None:
            left.append(local)
        else:
            joined.append((local, chosen))
    return joined, list(_unknown(left))


def standing_alone(name: str, countries: frozenset[str]) -> Iterator[str]:
    """Under which of its words the bearer of a full name may stand alone: mostly the last."""
    words = name_words(name)
    data = load("name_variants")
    first = countries & {*data["called_by_first"]} or (not countries and words[0] in family_names())
    if first or countries & {*data["called_by_first_too"]}:
        yield sound(words[0])
    if not first:
        yield alone_key(name)


def alone_key(name: str) -> str:
    """The sound of the last word; "Salman" is the father of Mohammed bin Salman, who is "Bin Salman"."""
    word = sound(name_words(name)[-1])
    return f"bin {word}" if _PATRONYMIC.search(fold(name)) else word


_PATRONYMIC = re.compile(r"\b(?:bin|ibn|bint|binti) \w+$")


def _leading(local: Local, candidates: list[Candidate]) -> Candidate | None:
    """The one candidate for whom what the article says speaks; None if there is none, or more."""
    country = local.entity.country
    fitting = [c for c in candidates if local.article.id not in c.articles and _in_time(local, c)]
    if country is not None:
        fitting = [c for c in fitting if country in c.countries]
        in_post = [c for c in fitting if local.posts & c.posts]
        if in_post:
            return in_post[0] if len(in_post) == 1 else None
        # "President Sharif" is not the Prime Minister of that name.
        fitting = [c for c in fitting if not (local.posts and c.posts)]
    else:
        # Whose surname is in many countries needs more than the article's company.
        if len(candidates) > 1:
            return None
        fitting = [c for c in fitting if c.countries & local.context and len(c.articles) > 1]
    return fitting[0] if len(fitting) == 1 else None


def _in_time(local: Local, candidate: Candidate) -> bool:
    told = local.article.published
    if told is None or not candidate.dates:
        return True
    return any(abs((told - other).days) <= _NEAR_YEARS * 366 for other in candidate.dates)


def _unknown(left: list[Local]) -> Iterator[Cluster]:
    """Bare names that nobody leads: one person within an article, and across those that give one office at one time."""
    groups: dict[tuple[str, str, Post], list[Local]] = defaultdict(list)
    for local in left:
        if local.entity.country and local.posts:
            groups[alone_key(local.name), local.entity.country, min(local.posts)].append(local)
        else:
            cluster = Cluster("Person", scope=local.article.id)
            cluster.add([local], "first")
            yield cluster
    for key in sorted(groups):
        cluster = Cluster("Person")
        latest: date | None = None
        for local in sorted(groups[key], key=lambda one: (one.article.published or date.min, one.key)):
            told = local.article.published
            if cluster.members and latest and told and (told - latest).days > _NEAR_YEARS * 366:
                yield cluster
                cluster = Cluster("Person", scope=local.article.id)
            cluster.add([local], "sound" if cluster.members else "first", key[0])
            latest = told or latest
        yield cluster
