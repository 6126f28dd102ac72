"""Which reports tell of the same event, and which of the same fact.

First within an article, then, for events of a known day, among the articles that tell of that type on that day: so an
event depends on no more than the reports in its cell (:func:`cell_of`), however many articles there are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.model import Article, Event, Extraction, Fact, Report, ResolvedEvent, ResolvedFact, Span, TimeValue
from kg.vocabulary import digest, mint


@dataclass(frozen=True, slots=True)
class Told:
    """An event as one article tells it: ``event`` has IRIs for keys, sorted, and nobody on both sides."""

    article: str
    event: Event
    trigger: str
    """The words that name it."""
    about: str | None
    """The words of ``event.about``."""

    @property
    def everyone(self) -> frozenset[str]:
        return frozenset(self.event.actors) | frozenset(self.event.recipients)

    @property
    def report(self) -> Report:
        return Report(self.article, self.event.evidence, self.event.trigger)


@dataclass(frozen=True, slots=True)
class ToldFact:
    """A fact as one article tells it: ``fact`` has IRIs for keys."""

    article: str
    fact: Fact
    trigger: str | None

    @property
    def report(self) -> Report:
        return Report(self.article, self.fact.evidence, self.fact.trigger)


def told_events(extraction: Extraction, iris: Mapping[str, str]) -> list[list[Told]]:
    """The events of an article, reports of one event together.

    :param iris: of its entities, by their keys.
    """
    article = extraction.article
    by_kind: dict[tuple[str, str], list[Told]] = defaultdict(list)
    for event in extraction.events:
        actors = {iris[key] for key in event.actors}
        resolved = replace(
            event,
            actors=tuple(sorted(actors)),
            recipients=tuple(sorted({iris[key] for key in event.recipients} - actors)),
            location=iris[event.location] if event.location else None,
            speaker=iris[event.speaker] if event.speaker else None,
        )
        about = _words(article, event.about) if event.about is not None else None
        told = Told(article.id, resolved, _words(article, event.trigger), about)
        by_kind[event.type, event.status].append(told)
    return [group for kind in sorted(by_kind) for group in _grouped([[one] for one in by_kind[kind]])]


def told_facts(extraction: Extraction, iris: Mapping[str, str]) -> Iterator[ToldFact]:
    """The facts of an article; ``iris`` as in :func:`told_events`."""
    article = extraction.article
    for fact in extraction.facts:
        resolved = replace(
            fact,
            subject=iris[fact.subject],
            object=fact.object if fact.literal else iris[fact.object],
            speaker=iris[fact.speaker] if fact.speaker else None,
        )
        yield ToldFact(
            article.id, resolved, _words(article, fact.trigger) if fact.trigger is not None else None
        )


def cell_of(group: Sequence[Told]) -> tuple[str, str, str]:
    """Type, status, and the day on which an event was; or the article, for what no day is known of.

    Reports of different articles are of one event only if they share this.
    """
    first = group[0].event
    time = _time(group)
    day = time.value if time is not None and _precision(time) == len("2024-01-01") else None
    return first.type, first.status, day or group[0].article


def fact_cell(told: ToldFact) -> tuple[str, str, str, str, str]:
    """What reports of one fact share: subject, predicate, object, whether that is a literal, status."""
    fact = told.fact
    return fact.subject, fact.predicate, fact.object, "literal" if fact.literal else "entity", fact.status


def events_of(groups: Iterable[list[Told]], base: str) -> Iterator[ResolvedEvent]:
    """The events of one cell, of what its articles tell."""
    found = [_event(group, base) for group in _grouped(groups)]
    taken = Counter(resolved.iri for resolved in found)
    for resolved in found:
        if taken[resolved.iri] == 1:
            yield resolved
        else:
            # Two acts of the same sides that nothing else tells apart, as their reports do.
            first = resolved.reports[0]
            apart = digest(
                resolved.iri, *map(str, _report_key(first)), *resolved.triggers, *resolved.rules, length=8
            )
            yield replace(resolved, iri=f"{resolved.iri}-{apart}")


def _grouped(groups: Iterable[list[Told]]) -> list[list[Told]]:
    """Join groups of one event. The fullest reports come first; the others join the first group that they fit."""
    joined: list[list[Told]] = []
    by_participant: dict[str, list[int]] = defaultdict(list)
    for group in sorted(
        (sorted(group, key=_fullest) for group in groups), key=lambda group: _fullest(group[0])
    ):
        everyone = {participant for one in group for participant in one.everyone}
        candidates = sorted({i for participant in everyone for i in by_participant[participant]})
        fitting = (i for i in candidates if all(_one_event(a, b) for a in group for b in joined[i]))
        i = next(fitting, None)
        if i is None:
            joined.append([])
            i = len(joined) - 1
        joined[i] += group
        for participant in everyone:
            if i not in by_participant[participant]:
                by_participant[participant].append(i)
    return joined


def _fullest(told: Told) -> tuple[object, ...]:
    event = told.event
    return (
        -len(told.everyone), -_precision(event.time), event.location is None, told.article, event.evidence,
        event.trigger, event.actors, event.recipients,
    )  # fmt: skip


def _precision(time: TimeValue | None) -> int:
    return len(time.value) if time is not None and time.value else 0


def _one_event(one: Told, other: Told) -> bool:
    """Whether two reports of one cell tell of one event: the same sides, and no conflict of time or place."""
    a, b = one.event, other.event
    if not (_same_side(a.actors, b.actors) and _same_side(a.recipients, b.recipients)):
        mutual = a.type == "Consultation" and (
            one.everyone <= other.everyone or other.everyone <= one.everyone
        )
        if not mutual or min(len(one.everyone), len(other.everyone)) < 2:
            return False
    told_about = {t.about for t in (one, other) if t.about is not None and not t.event.recipients}
    if len(told_about) > 1:
        return False
    if a.location and b.location and a.location != b.location:
        return False
    if a.type == "LeadershipChange" and one.article == other.article and a.rule != b.rule:
        # One article that says "resigned" and "fled" tells of two things; two articles may word one differently.
        return False
    return a.time is None or b.time is None or _overlap(a.time, b.time)


def _same_side(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    return (set(a) <= set(b) and bool(a) == bool(b)) or (set(b) <= set(a) and bool(a) == bool(b))


def _overlap(a: TimeValue, b: TimeValue) -> bool:
    return (a.earliest or "0") <= (b.latest or "9") and (b.earliest or "0") <= (a.latest or "9")


def _time(group: Iterable[Told]) -> TimeValue | None:
    """The most precise time that reports give."""
    return min(
        (t.event.time for t in group if t.event.time is not None),
        key=lambda t: (-_precision(t), t.basis, t.value or "", t.earliest or "", t.latest or ""),
        default=None,
    )


def _event(group: list[Told], base: str) -> ResolvedEvent:
    first = group[0].event
    events = [told.event for told in group]
    everyone_acts = any(not event.recipients for event in events)
    actors = sorted({actor for event in events for actor in event.actors})
    recipients = (
        sorted({r for event in events for r in event.recipients} - set(actors)) if not everyone_acts else []
    )
    if everyone_acts:
        actors = (
            sorted({*actors, *(r for event in events for r in event.recipients)})
            if len(group) > 1
            else actors
        )
    time = _time(group)
    location = next(iter(sorted({event.location for event in events if event.location})), None)
    when = (time.value or f"{time.earliest}/{time.latest}") if time is not None else ""
    return ResolvedEvent(
        iri=mint(
            base,
            "event",
            first.type,
            first.status,
            *actors,
            "→",
            *recipients,
            "@",
            when,
            cell_of(group)[2],
            location or "",
        ),
        type=first.type,
        actors=tuple(actors),
        recipients=tuple(recipients),
        reports=tuple(sorted({told.report for told in group}, key=_report_key)),
        status=first.status,
        location=location,
        time=replace(time, text="") if time is not None else None,
        speakers=tuple(sorted({event.speaker for event in events if event.speaker})),
        mode=next(iter(sorted({event.mode for event in events if event.mode})), None),
        mutual=len(actors) > 1 and any(event.mutual for event in events),
        contexts=tuple(sorted({c for event in events for c in event.contexts})),
        triggers=tuple(sorted({told.trigger for told in group})),
        about=tuple(sorted({told.about for told in group if told.about is not None})),
        rules=tuple(sorted({event.rule for event in events})),
        opinions=tuple(sorted({event.opinion for event in events if event.opinion is not None})),
        confidence=_together([(told.article, told.event.confidence) for told in group]),
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


def fact_of(told: Sequence[ToldFact], base: str) -> ResolvedFact:
    """The fact of one cell, of what its articles tell, in the order of the articles."""
    facts = [one.fact for one in told]
    first = facts[0]
    return ResolvedFact(
        iri=mint(base, "fact", first.predicate, first.subject, first.predicate, first.object, first.status),
        subject=first.subject,
        predicate=first.predicate,
        object=first.object,
        reports=tuple(sorted({one.report for one in told}, key=_report_key)),
        literal=first.literal,
        status=first.status,
        speakers=tuple(sorted({fact.speaker for fact in facts if fact.speaker})),
        valid_from=_bound([fact.valid_from for fact in facts]),
        valid_until=_bound([fact.valid_until for fact in facts]),
        rules=tuple(sorted({fact.rule for fact in facts})),
        confidence=_together([(one.article, one.fact.confidence) for one in told]),
    )


def _bound(times: list[TimeValue | None]) -> TimeValue | None:
    """The most precise of the bounds that reports give."""
    stated = [replace(t, text="") for t in times if t is not None]
    return min(
        stated,
        key=lambda t: (-len(t.value or ""), t.value or "", t.earliest or "", t.latest or ""),
        default=None,
    )
