"""Entities, events and facts as plain values; a notebook shows them, pandas and polars take lists of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self, SupportsIndex, TypeVar, get_args, overload

from kg.frames import Column, dated, pandas_frame, polars_frame
from kg.marking import Mark
from kg.markup import SHOWN, Html, counts, element, faint, in_words, joined, legend, link, marked, table
from kg.model import DateBasis, EntityType, EventType, Status

if TYPE_CHECKING:
    import pandas
    import polars

#: PLOVER's four groups of events.
QUADS = ("VerbalCooperation", "MaterialCooperation", "VerbalConflict", "MaterialConflict")

_NAMES_SHOWN = 6

_SIGNS = {"Negated": "✗", "Planned": "→", "Hypothetical": "?", "Alleged": "“”"}


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """An entity that something refers to."""

    label: str
    iri: str

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of evidence: it stands at ``[start, end)``, in characters, in the article's file."""

    text: str
    start: int
    end: int
    article: str
    title: str = ""
    publisher: str = ""
    published: str = ""
    url: str = ""
    marks: tuple[Mark, ...] = ()
    """Where in ``text`` the trigger, the actors and the recipients of the event stand."""

    def __str__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        source = joined(filter(None, (self.publisher, self.published)))
        title = link(self.url, self.title) if self.title else link(self.url, self.url)
        return element(
            "blockquote",
            marked(self.text, self.marks),
            Html("<br>"),
            faint("— ", joined(filter(None, (source, title)))),
        )


@dataclass(frozen=True, slots=True)
class EntityRecord:
    """A person, country, organisation, group, place, office or election."""

    iri: str
    type: str
    label: str
    names: tuple[str, ...]
    """Every other name that articles use."""
    iso3: str = ""

    def _repr_html_(self) -> str:
        lines = [element("b", self.label), Html(" · "), in_words(self.type)]
        lines += [f" · {self.iso3}"] if self.iso3 else []
        lines += [Html("<br>also called "), joined(self.names)] if self.names else []
        return element("p", *lines, Html("<br>"), faint(self.iri), style="overflow-wrap:anywhere")


@dataclass(frozen=True, slots=True)
class EventRecord:
    """Something that one actor did, mostly towards another. Dates are ISO texts, empty where unknown."""

    iri: str
    type: str
    status: str
    date: str
    """A day, a month or a year, as precise as the articles allow."""
    earliest: str
    latest: str
    actors: tuple[Name, ...]
    recipients: tuple[Name, ...]
    locations: tuple[Name, ...]
    speakers: tuple[Name, ...]
    """Who claims it, where the articles name somebody."""
    quad: str
    mode: str
    contexts: tuple[str, ...]
    intensity: float | None
    """PLOVER's score, −10 (conflict) to +10 (cooperation)."""
    confidence: float
    """0 to 1."""
    sentences: tuple[Sentence, ...]
    date_basis: str = ""
    """Where the date comes from: "explicit", "relative", "dateline" or "publication"."""
    triggers: tuple[str, ...] = ()
    """The words that name the event."""

    @property
    def reported(self) -> str:
        """The day of the first report, empty if no article has one."""
        return min((s.published for s in self.sentences if s.published), default="")

    def _repr_html_(self) -> str:
        about = [_status(self.status), self.date or "no date"]
        about += [f"date {self.date_basis}"] if self.date_basis else []
        about += [f"in {_names(self.locations)}"] if self.locations else []
        about += [f"according to {_names(self.speakers)}"] if self.speakers else []
        about += [in_words(self.quad)] if self.quad else []
        about += [f"score {self.intensity:+g}"] if self.intensity is not None else []
        about.append(f"confidence {self.confidence:g}")
        head = element("p", element("b", _kind(self)), ": ", _sides(self), Html("<br>"), joined(about, " · "))
        quoted = Html("".join(sentence._repr_html_() for sentence in self.sentences))
        return element("div", head, quoted, element("p", legend()))


@dataclass(frozen=True, slots=True)
class FactRecord:
    """A relation between two entities, or between an entity and a text."""

    iri: str
    subject: Name
    predicate: str
    object: Name
    """Its ``iri`` is empty where the object is a text."""
    status: str
    valid_from: str
    valid_until: str
    speakers: tuple[Name, ...]
    confidence: float
    sentences: tuple[Sentence, ...]

    def _repr_html_(self) -> str:
        claim = [element("b", self.subject), f" {in_words(self.predicate)} ", element("b", self.object)]
        about = [_status(self.status), *filter(None, [_interval(self)]), f"confidence {self.confidence:g}"]
        quoted = Html("".join(sentence._repr_html_() for sentence in self.sentences))
        return element("div", element("p", *claim, Html("<br>"), joined(about, " · ")), quoted)


T = TypeVar("T", EntityRecord, EventRecord, FactRecord)


class Records(tuple[T, ...]):
    """A tuple of records; a part of it is one too. A notebook shows how many there are, of what, and the first."""

    @overload
    def __getitem__(self, key: SupportsIndex) -> T: ...
    @overload
    def __getitem__(self, key: slice) -> Self: ...
    def __getitem__(self, key: SupportsIndex | slice) -> T | Self:
        found = super().__getitem__(key)
        return type(self)(found) if isinstance(key, slice) else found  # type: ignore[arg-type, return-value]

    def where(self, keep: Callable[[T], bool]) -> Self:
        """Those for which ``keep`` is true."""
        return type(self)(filter(keep, self))

    def to_dataframe(self) -> pandas.DataFrame:
        """One row for each as a pandas DataFrame; the kinds of columns are those of :mod:`kg.frames`.

        :raises KgError: if pandas is not installed.
        """
        return pandas_frame(self._columns())

    def to_polars(self) -> polars.DataFrame:
        """The same as a polars DataFrame.

        :raises KgError: if polars is not installed.
        """
        return polars_frame(self._columns())

    def _columns(self) -> Sequence[Column]:
        raise NotImplementedError


class Entities(Records[EntityRecord]):
    """Entities, mostly by label."""

    def _columns(self) -> Sequence[Column]:
        return [
            Column("iri", "text", [e.iri for e in self]),
            Column("type", "category", [e.type for e in self], (*get_args(EntityType), "Actor")),
            Column("label", "text", [e.label for e in self]),
            Column("names", "list", [e.names for e in self]),
            Column("iso3", "text", [e.iso3 or None for e in self]),
        ]

    def _repr_html_(self) -> str:
        head = _head(self, "entity", "entities", counts(Counter(in_words(e.type) for e in self)))
        rows = [[e.label, in_words(e.type), _some(e.names), e.iso3] for e in self[:SHOWN]]
        return head + (table(["entity", "type", "also called", "ISO"], rows, len(self)) if self else "")


class Events(Records[EventRecord]):
    """Events, mostly by date."""

    def _columns(self) -> Sequence[Column]:
        return [
            Column("iri", "text", [e.iri for e in self]),
            Column("type", "category", [e.type for e in self], get_args(EventType)),
            Column("status", "category", [e.status or None for e in self], get_args(Status)),
            *dated("date", (e.date for e in self)),
            Column("date_basis", "category", [e.date_basis or None for e in self], get_args(DateBasis)),
            Column("earliest", "day", [e.earliest or None for e in self]),
            Column("latest", "day", [e.latest or None for e in self]),
            Column("actors", "list", [_labels(e.actors) for e in self]),
            Column("recipients", "list", [_labels(e.recipients) for e in self]),
            Column("locations", "list", [_labels(e.locations) for e in self]),
            Column("speakers", "list", [_labels(e.speakers) for e in self]),
            Column("quad", "category", [e.quad or None for e in self], QUADS),
            Column("mode", "text", [e.mode or None for e in self]),
            Column("contexts", "list", [e.contexts for e in self]),
            Column("intensity", "number", [e.intensity for e in self]),
            Column("confidence", "number", [e.confidence for e in self]),
            Column("n_reports", "integer", [len(e.sentences) for e in self]),
            Column("n_articles", "integer", [len({s.article for s in e.sentences}) for e in self]),
            Column("reported", "day", [e.reported or None for e in self]),
            Column("sentence", "text", [e.sentences[0].text if e.sentences else None for e in self]),
            Column("triggers", "list", [e.triggers for e in self]),
            Column("actor_iris", "list", [tuple(name.iri for name in e.actors) for e in self]),
            Column("recipient_iris", "list", [tuple(name.iri for name in e.recipients) for e in self]),
        ]

    def _repr_html_(self) -> str:
        days = sorted(e.date for e in self if e.date)
        span = f"{len(days)} with a date, {days[0]} to {days[-1]}" if days else "none with a date"
        by_status = counts(Counter(in_words(e.status) for e in self))
        head = _head(
            self, "event", "events", by_status, span, counts(Counter(in_words(e.type) for e in self))
        )
        if not self:
            return head
        rows = [
            [e.date, _kind(e), _names(e.actors), _names(e.recipients), _status(e.status), _first(e.sentences)]
            for e in self[:SHOWN]
        ]
        columns = ["date", "type", "who", "whom", "status", "sentence"]
        return head + table(columns, rows, len(self)) + element("p", legend())


class Facts(Records[FactRecord]):
    """Facts, mostly by subject."""

    def _columns(self) -> Sequence[Column]:
        return [
            Column("iri", "text", [f.iri for f in self]),
            Column("subject", "text", [f.subject.label for f in self]),
            Column("predicate", "text", [f.predicate for f in self]),
            Column("object", "text", [f.object.label for f in self]),
            Column("status", "category", [f.status or None for f in self], get_args(Status)),
            *dated("valid_from", (f.valid_from for f in self)),
            *dated("valid_until", (f.valid_until for f in self)),
            Column("speakers", "list", [_labels(f.speakers) for f in self]),
            Column("confidence", "number", [f.confidence for f in self]),
            Column("n_reports", "integer", [len(f.sentences) for f in self]),
            Column("sentence", "text", [f.sentences[0].text if f.sentences else None for f in self]),
            Column("subject_iri", "text", [f.subject.iri for f in self]),
            Column("object_iri", "text", [f.object.iri or None for f in self]),
        ]

    def _repr_html_(self) -> str:
        head = _head(self, "fact", "facts", counts(Counter(in_words(f.predicate) for f in self)))
        rows = [
            [f.subject, in_words(f.predicate), f.object, _status(f.status), _interval(f), _first(f.sentences)]
            for f in self[:SHOWN]
        ]
        columns = ["subject", "relation", "object", "status", "valid", "sentence"]
        return head + (table(columns, rows, len(self)) if self else "")


def _head(records: Sequence[object], one: str, many: str, *about: str) -> Html:
    parts = [element("b", f"{len(records)} {one if len(records) == 1 else many}"), *filter(None, about)]
    return element("p", joined(parts if records else parts[:1], " · "))


def _kind(event: EventRecord) -> str:
    mode = event.mode.removeprefix(f"mode-{event.type.lower()}-").replace("-", " ")
    return f"{in_words(event.type)} ({mode})" if mode else in_words(event.type)


def _sides(event: EventRecord) -> str:
    sides = [_names(event.actors) or "somebody", *filter(None, [_names(event.recipients)])]
    return " → ".join(sides)


def _status(status: str) -> Html:
    """What is not told as having happened is set off."""
    sign = _SIGNS.get(status)
    return element("b", element("i", f"{sign} {status.lower()}")) if sign else Html(status.lower())


def _interval(fact: FactRecord) -> str:
    if not (fact.valid_from or fact.valid_until):
        return ""
    return f"{fact.valid_from or '…'} to {fact.valid_until or '…'}"


def _first(sentences: Sequence[Sentence]) -> Html:
    if not sentences:
        return Html()
    more = len({sentence.article for sentence in sentences}) - 1
    return Html(marked(sentences[0].text, sentences[0].marks) + (faint(f" + {more} more") if more else ""))


def _some(names: Sequence[str]) -> str:
    rest = len(names) - _NAMES_SHOWN
    return ", ".join(names[:_NAMES_SHOWN]) + (f" and {rest} more" if rest > 0 else "")


def _names(names: Iterable[Name]) -> str:
    return ", ".join(map(str, names))


def _labels(names: Iterable[Name]) -> tuple[str, ...]:
    return tuple(map(str, names))
