"""Extractions → one knowledge base: who is who across articles, and which reports tell of the same event.

No result depends on the order of the extractions: everything is sorted by content before it is compared, and IRIs
are minted from content. Candidates are looked up by blocking keys, so that the work grows with the number of
mentions and not with its square.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kg.lexicon.gazetteer import countries, organisations
from kg.model import (
    Article,
    Entity,
    EntityType,
    Event,
    Extraction,
    Fact,
    KnowledgeBase,
    LocalEntity,
    Report,
    ResolvedEvent,
    ResolvedFact,
    TimeValue,
)
from kg.nlp.names import fold
from kg.spelling import name_key, same_name
from kg.vocabulary import mint

#: Entities that are another one in every article: "protesters", "senior officials".
_LOCAL_ONLY: frozenset[EntityType] = frozenset({"Group"})

#: How far apart, in days, two undated reports of the same act may be published and still tell of one event.
_SAME_NEWS = 1

_Key = tuple[str, str]
"""(article id, key of the local entity)"""


@dataclass(slots=True)
class _Cluster:
    """Local entities that are one."""

    members: list[tuple[Article, LocalEntity]]
    type: EntityType
    ref: str | None
    iri: str = ""


def resolve(extractions: Iterable[Extraction], *, base: str) -> KnowledgeBase:
    """Everything the extractions state, with global identities.

    ``base`` is the start of all instance IRIs. The result is the same for any order of the extractions.
    """
    ordered = sorted(extractions, key=lambda e: e.article.id)
    iris, entities = _entities(ordered, base)
    events = _events(ordered, iris, base)
    facts = _facts(ordered, iris, base)
    mentions = tuple(
        sorted(
            (e.article.id, replace(m, entity=iris[e.article.id, m.entity]))
            for e in ordered
            for m in e.mentions
        )
    )
    return KnowledgeBase(
        tuple(e.article for e in ordered),
        tuple(sorted(entities, key=lambda e: e.iri)),
        tuple(sorted(events, key=lambda e: e.iri)),
        tuple(sorted(facts, key=lambda f: f.iri)),
        mentions,
    )


# ------------------------------------------------------------------------------------------------ entities


def _entities(extractions: list[Extraction], base: str) -> tuple[dict[_Key, str], list[Entity]]:
    locals_ = [(e.article, one) for e in extractions for one in e.entities if one.type != "Office"]
    offices = [(e.article, one) for e in extractions for one in e.entities if one.type == "Office"]
    clusters = [
        *_by_reference(locals_),
        *_persons([x for x in locals_ if x[1].ref is None and x[1].type == "Person"]),
        *_named([x for x in locals_ if x[1].ref is None and x[1].type != "Person"]),
    ]
    iris: dict[_Key, str] = {}
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
    by_name: dict[str, list[tuple[Article, LocalEntity]]] = defaultdict(list)
    for article, one in locals_:
        if len(name_key(one.name)) < 2:
            bare.append((article, one))
        else:
            by_name[one.name].append((article, one))
    for name in sorted(by_name, key=lambda n: (-len(name_key(n)), n)):
        members = by_name[name]
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
        numbers = re.sub(r"\D+", " ", one.name)
        scope = article.id if _is_generic(one) else ""
        groups[one.type, name, numbers, one.country or "", scope].append((article, one))
    for key in sorted(groups):
        yield _Cluster(groups[key], groups[key][0][1].type, None)


def _is_generic(one: LocalEntity) -> bool:
    """Whether the name is a description: groups always, and bodies that are named without a country or a capital."""
    return one.type in _LOCAL_ONLY or (not one.country and one.name[:1].islower())


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


_NAMES: dict[str, str] = {}


def _reference_names() -> dict[str, str]:
    if not _NAMES:
        _NAMES.update({entry.ref: entry.name for entry in (*countries(), *organisations())})
    return _NAMES


# -------------------------------------------------------------------------------------------------- events


@dataclass(frozen=True, slots=True)
class _Told:
    """An event as one article tells it, with IRIs for keys."""

    article: Article
    event: Event
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    location: str | None
    speaker: str | None

    @property
    def everyone(self) -> frozenset[str]:
        return frozenset(self.actors) | frozenset(self.recipients)


def _events(extractions: list[Extraction], iris: dict[_Key, str], base: str) -> Iterator[ResolvedEvent]:
    told: list[_Told] = []
    for extraction in extractions:
        own = extraction.article
        for event in extraction.events:
            location = iris[own.id, event.location] if event.location else None
            speaker = iris[own.id, event.speaker] if event.speaker else None
            told.append(
                _Told(
                    own,
                    event,
                    tuple(sorted({iris[own.id, a] for a in event.actors})),
                    tuple(
                        sorted(
                            {iris[own.id, r] for r in event.recipients}
                            - {iris[own.id, a] for a in event.actors}
                        )
                    ),
                    location,
                    speaker,
                )
            )
    blocks: dict[tuple[str, str], list[_Told]] = defaultdict(list)
    for one in told:
        blocks[one.event.type, one.event.status].append(one)
    for key in sorted(blocks):
        for group in _same_events(blocks[key]):
            yield _event(group, base)


def _same_events(told: list[_Told]) -> list[list[_Told]]:
    """Group reports of one event. The fullest reports found groups; the others join the first that they fit."""
    groups: list[list[_Told]] = []
    by_participant: dict[str, list[int]] = defaultdict(list)
    order = sorted(
        told,
        key=lambda t: (
            -len(t.everyone), -(_precision(t.event.time)), t.location is None, t.article.id, t.event.evidence,
            t.event.trigger, t.actors, t.recipients,
        ),
    )  # fmt: skip
    for one in order:
        candidates = sorted({i for p in one.everyone for i in by_participant[p]})
        for i in candidates:
            if all(_one_event(one, other) for other in groups[i]):
                groups[i].append(one)
                break
        else:
            groups.append([one])
            for participant in one.everyone:
                by_participant[participant].append(len(groups) - 1)
    return groups


def _precision(time: TimeValue | None) -> int:
    return len(time.value) if time is not None and time.value else 0


def _one_event(a: _Told, b: _Told) -> bool:
    """Whether two reports tell of one event: the same sides, no conflict of time or place, and close in the news."""
    if not (_same_side(a.actors, b.actors) and _same_side(a.recipients, b.recipients)):
        mutual = a.event.type == "Consultation" and (a.everyone <= b.everyone or b.everyone <= a.everyone)
        if not mutual or min(len(a.everyone), len(b.everyone)) < 2:
            return False
    if a.location and b.location and a.location != b.location:
        return False
    if a.event.time is not None and b.event.time is not None:
        if not _overlap(a.event.time, b.event.time):
            return False
        if a.article.id == b.article.id:
            return True
        return min(_precision(a.event.time), _precision(b.event.time)) == len("2024-01-01")
    if a.article.id == b.article.id:
        return True
    return False


def _same_side(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    return (set(a) <= set(b) and bool(a) == bool(b)) or (set(b) <= set(a) and bool(a) == bool(b))


def _overlap(a: TimeValue, b: TimeValue) -> bool:
    return (a.earliest or "0") <= (b.latest or "9") and (b.earliest or "0") <= (a.latest or "9")


def _event(group: list[_Told], base: str) -> ResolvedEvent:
    first = group[0].event
    everyone_acts = any(not t.recipients for t in group)
    actors = sorted({a for t in group for a in t.actors})
    recipients = sorted({r for t in group for r in t.recipients} - set(actors)) if not everyone_acts else []
    if everyone_acts:
        actors = sorted({*actors, *(r for t in group for r in t.recipients)}) if len(group) > 1 else actors
    times = [t.event.time for t in group if t.event.time is not None]
    time = min(
        times,
        key=lambda t: (
            -(len(t.value) if t.value else 0),
            t.basis,
            t.value or "",
            t.earliest or "",
            t.latest or "",
        ),
        default=None,
    )
    location = next(iter(sorted({t.location for t in group if t.location})), None)
    reports = sorted(
        {Report(t.article.id, t.event.evidence, t.event.trigger) for t in group}, key=_report_key
    )
    when = (time.value or f"{time.earliest}/{time.latest}") if time is not None else reports[0].article
    mode = next(iter(sorted({t.event.mode for t in group if t.event.mode})), None)
    return ResolvedEvent(
        iri=mint(
            base,
            "event",
            first.type,
            first.type,
            first.status,
            *actors,
            "→",
            *recipients,
            "@",
            when,
            location or "",
            *(f"{r.article}:{r.evidence.start}" for r in reports[:1]),
        ),  # fmt: skip
        type=first.type,
        actors=tuple(actors),
        recipients=tuple(recipients),
        reports=tuple(reports),
        status=first.status,
        location=location,
        time=replace(time, text="") if time is not None else None,
        speakers=tuple(sorted({t.speaker for t in group if t.speaker})),
        mode=mode,
        contexts=tuple(sorted({c for t in group for c in t.event.contexts})),
        triggers=tuple(sorted({_trigger_text(t) for t in group})),
        rules=tuple(sorted({t.event.rule for t in group})),
        confidence=_together([(t.article.id, t.event.confidence) for t in group]),
    )


def _report_key(report: Report) -> tuple[str, int, int, int]:
    return (
        report.article,
        report.evidence.start,
        report.evidence.end,
        report.trigger.start if report.trigger else -1,
    )


def _trigger_text(told: _Told) -> str:
    trigger = told.event.trigger
    return " ".join(told.article.text[trigger.start : trigger.end].split())


def _together(confidences: Iterable[tuple[str, float]]) -> float:
    """Confidence of what several articles report: each independent one halves the doubt that is left; never above 0.99.

    Sentences of one article repeat one source and count once, with the surest.
    """
    best: dict[str, float] = {}
    for article, confidence in confidences:
        best[article] = max(confidence, best.get(article, 0.0))
    ordered = sorted(best.values(), reverse=True)
    doubt = (1 - ordered[0]) * 0.5 ** (len(ordered) - 1)
    return round(min(1 - doubt, 0.99), 2)


# --------------------------------------------------------------------------------------------------- facts


def _facts(extractions: list[Extraction], iris: dict[_Key, str], base: str) -> Iterator[ResolvedFact]:
    groups: dict[tuple[str, str, str, bool, str], list[tuple[Article, Fact]]] = defaultdict(list)
    for extraction in extractions:
        own = extraction.article.id
        for fact in extraction.facts:
            value = fact.object if fact.literal else iris[own, fact.object]
            groups[iris[own, fact.subject], fact.predicate, value, fact.literal, fact.status].append(
                (extraction.article, fact)
            )
    for (subject, predicate, value, literal, status), told in sorted(groups.items()):
        reports = sorted({Report(a.id, f.evidence, f.trigger) for a, f in told}, key=_report_key)
        speakers = {iris[a.id, f.speaker] for a, f in told if f.speaker}
        yield ResolvedFact(
            iri=mint(base, "fact", predicate, subject, predicate, value, status),
            subject=subject,
            predicate=predicate,
            object=value,
            reports=tuple(reports),
            literal=literal,
            status=told[0][1].status,
            speakers=tuple(sorted(speakers)),
            valid_from=_bound([f.valid_from for _, f in told]),
            valid_until=_bound([f.valid_until for _, f in told]),
            rules=tuple(sorted({f.rule for _, f in told})),
            confidence=_together([(a.id, f.confidence) for a, f in told]),
        )


def _bound(times: list[TimeValue | None]) -> TimeValue | None:
    """The most precise of the bounds that reports give."""
    stated = [replace(t, text="") for t in times if t is not None]
    return min(
        stated,
        key=lambda t: (-len(t.value or ""), t.value or "", t.earliest or "", t.latest or ""),
        default=None,
    )
