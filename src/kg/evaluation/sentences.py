"""Events of short texts against what a reader says that they state: type, status, sides, place, time and speaker.

Beside :mod:`kg.evaluation.events`, whose data have one actor, one recipient and a root to a sentence, these have all
events of a text, and of each in which construction it is worded. They also say how far confidence can be trusted.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal, get_args

from kg.errors import KgError
from kg.evaluation.gold import json_lines
from kg.evaluation.reading import sentence_article
from kg.evaluation.scores import Score, share
from kg.extractor import Extractor
from kg.lexicon.gazetteer import metonyms
from kg.model import Event, EventType, Extraction, Status

Half = Literal["tune", "test"]

#: What can be wrong with an event that was found, the gravest first. "invented": nothing like it is stated.
Mistake = Literal["invented", "status", "type", "actor", "recipient"]

#: Upper ends of the ranges of confidence that are compared with the share of right events.
BINS = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


#: Types whose sides may be told as actor and recipient or as two actors.
_MUTUAL = frozenset({"Consultation", "Agreement", "Cooperation"})


@dataclass(frozen=True, slots=True)
class StatedEvent:
    """An event as a reader sees it; sides, place and speaker in the words of the text."""

    type: EventType
    status: Status
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    place: str | None
    time: str | None
    speaker: str | None
    construction: str
    optional: bool
    """Whether a reader may leave it out: finding it is right, missing it no miss."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A short text with the events that it states."""

    id: str
    half: Half
    text: str
    published: date | None
    events: tuple[StatedEvent, ...]


@dataclass(frozen=True, slots=True)
class SentenceScores:
    """Figures over texts. An event is right if type and status are, its actors and recipients are among those stated,
    and none is missing altogether; a two-sided event may have its sides in either place.

    ``per_type`` and ``per_status`` have precision and recall; ``per_construction`` (stated, found, share found).
    ``details`` is the share of right events that have the stated place, time and speaker too, of those that state one.
    ``calibration`` has, by range of confidence, how many events were found and the share of right ones.
    """

    texts: int
    stated: int
    found: int
    all: Score
    per_type: dict[str, Score]
    per_status: dict[str, Score]
    per_construction: dict[str, tuple[int, int, float]]
    details: dict[str, tuple[int, float]]
    mistakes: dict[str, int]
    calibration: dict[str, tuple[int, float]]


def statements(path: Path) -> list[Statement]:
    """The labelled texts of a JSONL file; ``data/gold/README.md`` explains its format.

    :raises KgError: if the file cannot be read, or a line has a field that is missing or out of range.
    """
    found: list[Statement] = []
    for where, row in json_lines(path, "id", "half", "text", "events"):
        try:
            published = date.fromisoformat(row["published"]) if row.get("published") else None
            events = tuple(_stated(where, one) for one in row["events"])
            half: Half = _choice(where, row["half"], get_args(Half))
            found.append(Statement(str(row["id"]), half, str(row["text"]), published, events))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise KgError(
                f"{where} has a field that is missing or of the wrong kind ({error}); mend it"
            ) from error
    return found


def _stated(where: str, row: Mapping[str, Any]) -> StatedEvent:
    return StatedEvent(
        _choice(where, row["type"], get_args(EventType)),
        _choice(where, row["status"], get_args(Status)),
        tuple(row["actors"]),
        tuple(row["recipients"]),
        row.get("place"),
        row.get("time"),
        row.get("speaker"),
        row["construction"],
        bool(row.get("optional", False)),
    )


def _choice(where: str, value: Any, known: tuple[Any, ...]) -> Any:
    if value not in known:
        raise KgError(f"{where} has '{value}' where it needs one of {', '.join(known)}; mend it")
    return value


def read_statements(gold: Sequence[Statement], extractor: Extractor) -> list[Extraction]:
    """What is found in each text, in their order."""
    return list(extractor.extract(sentence_article(one.text, one.id, one.published) for one in gold))


def score_statements(gold: Sequence[Statement], found: Sequence[Extraction]) -> dict[str, SentenceScores]:
    """The figures of the texts to tune on, of those to test on, and of all ("tune", "test", "all")."""
    pairs = list(zip(gold, found, strict=True))
    halves = {half: [pair for pair in pairs if pair[0].half == half] for half in get_args(Half)}
    return {name: _scores(chosen) for name, chosen in [*halves.items(), ("all", pairs)] if chosen}


def _scores(pairs: Sequence[tuple[Statement, Extraction]]) -> SentenceScores:
    stated, found, right, hit = (defaultdict[str, Counter[str]](Counter) for _ in range(4))
    mistakes: Counter[str] = Counter()
    detailed: dict[str, list[bool]] = defaultdict(list)
    trusted: dict[str, list[bool]] = defaultdict(list)
    for statement, extraction in pairs:
        matched: dict[int, Event] = {}
        for event in sorted(extraction.events, key=lambda e: (-e.confidence, e.trigger)):
            which, mistake = _compare(event, statement, extraction, matched)
            for kind, value in (("type", event.type), ("status", event.status), ("all", "")):
                found[kind][value] += 1
                right[kind][value] += mistake is None
            trusted[_bin(event.confidence)].append(mistake is None)
            if mistake is not None:
                mistakes[mistake] += 1
            elif which is not None:
                matched.setdefault(which, event)
        for number, one in enumerate(statement.events):
            if one.optional:
                continue
            for kind, value in (
                ("type", one.type), ("status", one.status), ("construction", one.construction), ("all", ""),
            ):  # fmt: skip
                stated[kind][value] += 1
                hit[kind][value] += number in matched
            if number in matched:
                for name, agrees in _details(one, matched[number], extraction):
                    detailed[name].append(agrees)
            else:
                mistakes["missed"] += 1

    def scores(kind: str) -> dict[str, Score]:
        return {
            name: Score(
                share(right[kind][name], found[kind][name]), share(hit[kind][name], stated[kind][name])
            )
            for name in sorted({*stated[kind], *found[kind]})
        }

    return SentenceScores(
        texts=len(pairs),
        stated=stated["all"][""],
        found=found["all"][""],
        all=scores("all").get("", Score(0.0, 0.0)),
        per_type=scores("type"),
        per_status=scores("status"),
        per_construction={
            name: (number, hit["construction"][name], share(hit["construction"][name], number))
            for name, number in sorted(stated["construction"].items())
        },
        details={
            name: (len(values), share(sum(values), len(values))) for name, values in sorted(detailed.items())
        },
        mistakes=dict(sorted(mistakes.items())),
        calibration={
            name: (len(values), share(sum(values), len(values))) for name, values in sorted(trusted.items())
        },
    )


def judged(statement: Statement, extraction: Extraction) -> Iterator[tuple[Event, bool]]:
    """Each event that was found in a text, and whether it is right."""
    matched: dict[int, Event] = {}
    for event in sorted(extraction.events, key=lambda e: (-e.confidence, e.trigger)):
        which, mistake = _compare(event, statement, extraction, matched)
        if which is not None and mistake is None:
            matched.setdefault(which, event)
        yield event, mistake is None


def _bin(confidence: float) -> str:
    low = 0.0
    for high in BINS:
        if confidence < high or high == BINS[-1]:
            return f"{low:.1f} to {high:.1f}"
        low = high
    raise AssertionError("BINS ends with 1")


def _compare(
    event: Event, statement: Statement, extraction: Extraction, matched: Mapping[int, Event]
) -> tuple[int | None, Mistake | None]:
    """Which stated event was found, and None; or the least that is wrong with what was found."""
    least: tuple[int, Mistake] | None = None
    for number, one in enumerate(statement.events):
        wrong = _mistake(event, one, extraction)
        if wrong is None and (number not in matched or one.optional):
            return number, None
        grade = get_args(Mistake).index(wrong or "recipient")
        if wrong != "invented" and (least is None or grade > get_args(Mistake).index(least[1])):
            least = number, wrong or "recipient"
    if least is None:
        return None, "invented"
    # The same event told a second time in the text is right as well.
    again = any(_mistake(event, one, extraction) is None for one in statement.events)
    return (None, None) if again else (None, least[1])


def _mistake(event: Event, one: StatedEvent, extraction: Extraction) -> Mistake | None:
    actors, recipients = (_words(keys, extraction) for keys in (event.actors, event.recipients))
    everyone = (*one.actors, *one.recipients)
    if not any(_same(words, name) for words in (*actors, *recipients) for name in everyone):
        return "invented" if everyone else ("type" if event.type != one.type else None)
    if event.type != one.type:
        return "type"
    if event.status != one.status:
        return "status"
    mutual = not one.recipients and len(one.actors) > 1
    # "X telephoned Y": whether Y is the other side or the recipient is the ontology's affair, not the reader's.
    if mutual or (event.type in _MUTUAL and len(event.actors) > 1 and not event.recipients):
        return None if _covers((*actors, *recipients), everyone, least=2) else "recipient"
    if not _covers(actors, one.actors, least=min(1, len(one.actors))):
        return "actor"
    return None if _covers(recipients, one.recipients, least=min(1, len(one.recipients))) else "recipient"


def _words(keys: Sequence[str], extraction: Extraction) -> list[set[str]]:
    """For each entity, all words by which the text names it."""
    names = {one.key: {one.name, *one.names, *_seats(one.ref)} for one in extraction.entities}
    for mention in extraction.mentions:
        names[mention.entity].add(mention.text)
    return [{name.casefold() for name in names[key]} for key in keys]


def _seats(ref: str | None) -> Iterator[str]:
    """What a country or organisation is also called: its capital, where a city is no place but a party."""
    return (name for name, seat in metonyms().items() if ref is not None and seat.ref == ref)


def _same(words: set[str], name: str) -> bool:
    """Whether an entity with these names is the one that a reader calls ``name``: one is a part of the other."""
    wanted = _plain(name)
    return any(_plain(word) in wanted or wanted in _plain(word) for word in words)


def _plain(name: str) -> str:
    """The words of a name between blanks, without commas and the "'s" of "Mexico's president"."""
    bare = re.sub(r"['’]s\b|[,;]", "", name.casefold())
    return f" {' '.join(bare.split())} "


def _covers(found: Sequence[set[str]], stated: Sequence[str], least: int) -> bool:
    """Whether all that were found are stated, and at least ``least`` of the stated ones were found."""
    if not all(any(_same(words, name) for name in stated) for words in found):
        return False
    return sum(any(_same(words, name) for words in found) for name in stated) >= least


def _details(one: StatedEvent, event: Event, extraction: Extraction) -> Iterator[tuple[str, bool]]:
    for name, stated, key in (("place", one.place, event.location), ("speaker", one.speaker, event.speaker)):
        if stated is not None:
            yield name, key is not None and _same(_words([key], extraction)[0], stated)
    if one.time is not None:
        yield "time", event.time is not None and event.time.value == one.time
