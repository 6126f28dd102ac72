"""Which reports tell of the same event, and which of the same fact."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kg.model import Article, Event, Extraction, Fact, Report, ResolvedEvent, ResolvedFact, Span, TimeValue
from kg.resolution.clusters import Key
from kg.vocabulary import digest, mint


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


def events_of(extractions: list[Extraction], iris: dict[Key, str], base: str) -> Iterator[ResolvedEvent]:
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
    found = [_event(group, base) for block in sorted(blocks) for group in _same_events(blocks[block])]
    taken = Counter(resolved.iri for resolved in found)
    for resolved in found:
        if taken[resolved.iri] == 1:
            yield resolved
        else:
            # Two acts of the same sides that nothing else tells apart, as their reports do.
            first = resolved.reports[0]
            apart = digest(
                resolved.iri, first.article, str(first.evidence.start), *resolved.triggers, length=8
            )
            yield replace(resolved, iri=f"{resolved.iri}-{apart}")


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
    told_about = [
        _words(t.article, t.event.about) for t in (a, b) if t.event.about is not None and not t.recipients
    ]
    if len(set(told_about)) > 1:
        return False
    if a.location and b.location and a.location != b.location:
        return False
    if a.event.type == "LeadershipChange" and a.article.id == b.article.id and a.event.rule != b.event.rule:
        # One article that says "resigned" and "fled" tells of two things; two articles may word one differently.
        return False
    if a.event.time is not None and b.event.time is not None:
        if not _overlap(a.event.time, b.event.time):
            return False
        if a.article.id == b.article.id:
            return True
        return min(_precision(a.event.time), _precision(b.event.time)) == len("2024-01-01")
    return a.article.id == b.article.id


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
    when = (time.value or f"{time.earliest}/{time.latest}") if time is not None else ""
    mode = next(iter(sorted({t.event.mode for t in group if t.event.mode})), None)
    return ResolvedEvent(
        iri=mint(
            base, "event", first.type, first.status, *actors, "→", *recipients, "@", when, location or ""
        ),
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
        triggers=tuple(sorted({_words(t.article, t.event.trigger) for t in group})),
        about=tuple(sorted({_words(t.article, t.event.about) for t in group if t.event.about is not None})),
        rules=tuple(sorted({t.event.rule for t in group})),
        opinions=tuple(sorted({t.event.opinion for t in group if t.event.opinion is not None})),
        confidence=_together([(t.article.id, t.event.confidence) for t in group]),
    )


def _report_key(report: Report) -> tuple[str, int, int, int]:
    return (
        report.article,
        report.evidence.start,
        report.evidence.end,
        report.trigger.start if report.trigger else -1,
    )


def _words(article: Article, span: Span) -> str:
    """The words at a range of an article, on one line."""
    return " ".join(article.text[span.start : span.end].split())


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


def facts_of(extractions: list[Extraction], iris: dict[Key, str], base: str) -> Iterator[ResolvedFact]:
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
