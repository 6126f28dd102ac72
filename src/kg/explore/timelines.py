"""Events counted by day, week, month, quarter or year: pandas frames that draw themselves.

:class:`Timeline` and :class:`Balance` are DataFrames. ``frame.plot()`` draws what they are about; ``frame.plot.bar()``,
``frame.plot(kind="line")`` and everything else are pandas' own. A selection of rows stays what it is; a selection of
columns is a plain DataFrame.

Importing this module needs pandas.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Literal, get_args

from kg.actors import the_actor
from kg.analysis import checked_statuses
from kg.contents import events
from kg.errors import KgError
from kg.extras import library
from kg.records import EventRecord, Events
from kg.statements import Select, entities_of, one

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
else:
    pd = library("pandas")

#: Lengths of periods, as pandas writes them, and the words for them.
FREQUENCIES = {"D": "day", "W": "week", "M": "month", "Q": "quarter", "Y": "year"}

#: What becomes of an event that the articles date less precisely than the periods are, or not at all.
Undated = Literal["omit", "report"]

#: Columns of a timeline, from the line upwards and downwards, with the quad that each counts.
COOPERATION = {"material_cooperation": "MaterialCooperation", "verbal_cooperation": "VerbalCooperation"}
CONFLICT = {"material_conflict": "MaterialConflict", "verbal_conflict": "VerbalConflict"}
LEADERSHIP = "leadership_change"
REPORTED = "_reported"


@dataclass(frozen=True, slots=True)
class About:
    """What a frame counts."""

    title: str
    freq: str
    statuses: tuple[str, ...]
    left_out: int
    """Events that no period can be given for."""
    events: Events
    """Those that are counted."""


class _Plot(pd.DataFrame.plot):  # type: ignore[misc]
    """``frame.plot``: called without arguments of pandas', it draws what the frame is about."""

    def __call__(self, *args: Any, ax: Axes | None = None, **kwargs: Any) -> Any:
        """Draw it, and return the figure.

        :param ax: draw into these axes; without them into a new figure.
        :raises KgError: if matplotlib is not installed.
        """
        if args or kwargs or not (hasattr(self._parent, "about") and self._parent._is_whole(self._parent)):
            return super().__call__(*args, **({"ax": ax} if ax is not None else {}), **kwargs)
        return self._parent._draw(ax)


class _Counted(pd.DataFrame):  # type: ignore[misc]
    """A frame of counts by period, which knows what it counts."""

    _metadata: ClassVar = ["about"]
    _columns_needed: ClassVar[frozenset[str]]

    about: About

    @property
    def _constructor(self) -> Any:
        """For what pandas makes out of this frame: one of the same kind while it is whole."""

        def made(*args: Any, **kwargs: Any) -> pd.DataFrame:
            plain = pd.DataFrame(*args, **kwargs)
            return type(self)(plain) if self._is_whole(plain) else plain

        return made

    @classmethod
    def _is_whole(cls, frame: pd.DataFrame) -> bool:
        """Whether it has all that the drawing needs."""
        return cls._columns_needed <= set(frame.columns) and isinstance(frame.index, pd.PeriodIndex)

    @property
    def plot(self) -> _Plot:
        """pandas' ``plot``, whose plain call is this frame's own."""
        return _Plot(self)

    def _draw(self, ax: Axes | None) -> Figure:
        raise NotImplementedError


class Timeline(_Counted):
    """Events per period: a column for each of PLOVER's four quads and one for changes of leadership.

    With ``undated="report"`` each column has a second one, ``…_reported``, with the events that stand where they were
    first reported, since nobody said when they happened.
    """

    _columns_needed = frozenset([*COOPERATION, *CONFLICT, LEADERSHIP])

    def _draw(self, ax: Axes | None) -> Figure:
        from kg.explore.plots import draw_timeline

        return draw_timeline(self, ax)


class Balance(_Counted):
    """Conflict and cooperation of two actors per period.

    Columns: ``n_cooperation`` and ``n_conflict`` count events, ``cooperation`` (0 or more), ``conflict`` (mostly 0 or
    less) and ``balance`` are sums of PLOVER's scores.
    """

    _columns_needed = frozenset(["n_cooperation", "n_conflict", "cooperation", "conflict", "balance"])

    def _draw(self, ax: Axes | None) -> Figure:
        from kg.explore.plots import draw_balance

        return draw_balance(self, ax)


def timeline(
    select: Select, actor: str | None, other: str | None, *, freq: str, undated: Undated, **chosen: Any
) -> Timeline:
    """Events of an actor, between two, or all, by period; see :meth:`kg.KnowledgeGraph.timeline`."""
    counted = _counted(select, [name for name in (actor, other) if name is not None], freq, undated, **chosen)
    columns = [*COOPERATION, *CONFLICT, LEADERSHIP]
    columns += [name + REPORTED for name in columns] if undated == "report" else []
    of_quad = {quad: name for name, quad in (COOPERATION | CONFLICT).items()}
    rows: dict[Any, dict[str, int]] = defaultdict(lambda: dict.fromkeys(columns, 0))
    for event, period, is_report in counted.placed:
        rows[period][of_quad.get(event.quad, LEADERSHIP) + (REPORTED if is_report else "")] += 1
    index = _range(rows, freq)
    none = dict.fromkeys(columns, 0)
    values = {
        name: pd.array([rows.get(period, none)[name] for period in index], dtype="int64") for name in columns
    }
    frame = Timeline(values, index=index)
    frame.about = counted.about
    return frame


def balance(
    select: Select, first: str, second: str, *, freq: str, undated: Undated, **chosen: Any
) -> Balance:
    """Scores between two actors by period; see :meth:`kg.KnowledgeGraph.balance`."""
    counted = _counted(select, [first, second], freq, undated, **chosen)
    rows: dict[Any, list[float]] = defaultdict(lambda: [0, 0, 0.0, 0.0])
    for event, period, _ in counted.placed:
        if event.quad:
            is_conflict = event.quad in CONFLICT.values()
            rows[period][is_conflict] += 1
            rows[period][2 + is_conflict] += event.intensity or 0.0
    index = _range(rows, freq)
    values = [rows.get(period, [0, 0, 0.0, 0.0]) for period in index]
    frame = Balance(
        {
            "n_cooperation": pd.array([int(v[0]) for v in values], dtype="int64"),
            "n_conflict": pd.array([int(v[1]) for v in values], dtype="int64"),
            "cooperation": pd.array([v[2] for v in values], dtype="float64"),
            "conflict": pd.array([v[3] for v in values], dtype="float64"),
            "balance": pd.array([v[2] + v[3] for v in values], dtype="float64"),
        },
        index=index,
    )
    frame.about = counted.about
    return frame


@dataclass(frozen=True, slots=True)
class _Events:
    placed: list[tuple[EventRecord, Any, bool]]
    """Event, period, and whether that is the period of its first report."""
    about: About


def _counted(
    select: Select,
    names: Sequence[str],
    freq: str,
    undated: Undated,
    *,
    status: str | Collection[str],
    since: str | date | None,
    until: str | date | None,
    min_confidence: float,
) -> _Events:
    """The events that the actor called so takes part in, or that are between two, or all, with their periods."""
    if freq not in FREQUENCIES:
        said = ", ".join(f'"{code}" ({word})' for code, word in FREQUENCIES.items())
        raise KgError(f'freq: "{freq}" is no length of a period: use one of {said}')
    if undated not in get_args(Undated):
        raise KgError(f'undated: "{undated}" means nothing: use "omit" or "report"')
    statuses = checked_statuses(status)
    known = entities_of(select)
    actors = [the_actor(select, name, known) for name in names]
    if len(set(actors)) < len(actors):
        raise KgError(f"{' and '.join(names)} are one and the same here: {actors[0]}")
    found = events(
        select, actor=next(iter(actors), None), since=since, until=until, min_confidence=min_confidence
    )
    placed, left_out = [], 0
    for event in found:
        if event.status in statuses and _is_between(event, actors):
            period, is_report = _period(event, freq, undated)
            if period is None:
                left_out += 1
            else:
                placed.append((event, period, is_report))
    who = " and ".join(one(known[iri], "prefLabel") or iri for iri in actors) or "All actors"
    title = f"{who}, by {FREQUENCIES[freq]}"
    about = About(title, freq, statuses, left_out, Events(event for event, *_ in placed))
    return _Events(placed, about)


def _is_between(event: EventRecord, actors: Sequence[str]) -> bool:
    """Whether all take part: two on different sides, or both as actors of what has no other side."""
    if not actors:
        return True
    did = {name.iri for name in event.actors}
    got = {name.iri for name in event.recipients}
    if len(actors) == 1:
        return actors[0] in did | got
    one, other = actors
    if not got:
        return {one, other} <= did
    return (one in did and other in got) or (other in did and one in got)


def _period(event: EventRecord, freq: str, undated: Undated) -> tuple[Any, bool]:
    """The period of an event, and whether it is that of its first report; none if it is not known."""
    # A month stands in its year, and a span of days in its month if it does not reach beyond.
    first, last = (pd.Period(day, freq) if day else None for day in (event.earliest, event.latest))
    if first is not None and first == last:
        return first, False
    if undated == "report" and event.reported and not (event.date or event.earliest or event.latest):
        return pd.Period(event.reported, freq), True
    return None, False


def _range(rows: Mapping[Any, object], freq: str) -> Any:
    if not rows:
        return pd.PeriodIndex([], freq=freq, name="period")
    return pd.period_range(min(rows), max(rows), name="period")
