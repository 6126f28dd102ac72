"""What people ask of a graph in a notebook: one actor, two actors, how they get on and what links them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager
from datetime import date
from typing import TYPE_CHECKING

from kg.actors import the_actor
from kg.analysis import checked_statuses
from kg.contents import entities
from kg.errors import KgError
from kg.explore.network import Network, Path, ego, only, path
from kg.projection import projection
from kg.records import EntityRecord
from kg.store import Store

if TYPE_CHECKING:
    from kg.explore.timelines import Balance, Timeline, Undated


class Exploration(ABC):
    """Questions about actors, on whatever has a store; see :class:`kg.KnowledgeGraph`."""

    @abstractmethod
    def store(self) -> AbstractContextManager[Store]:
        """The store for the length of a ``with`` block."""

    def entity(self, name: str) -> EntityRecord:
        """The entity that ``name`` means: an IRI, any of its names, or a country's ISO 3166-1 code.

        :raises KgError: if there is none, or several; the message lists candidates.
        """
        with self.store() as store:
            iri = the_actor(store.select, name)
            return next(entity for entity in entities(store.select) if entity.iri == iri)

    def timeline(
        self,
        actor: str | None = None,
        other: str | None = None,
        *,
        freq: str = "M",
        status: str | Collection[str] = "Asserted",
        undated: Undated = "omit",
        since: str | date | None = None,
        until: str | date | None = None,
        min_confidence: float = 0.0,
    ) -> Timeline:
        """Events of an actor, between two, or all, by period and quad: a DataFrame whose ``plot()`` draws it.

        Between two are events in which one acts towards the other, and those that they do together without a
        recipient (a meeting, a clash). Each counts once, however many articles report it.

        :param actor: an IRI, any name, or a country's ISO 3166-1 code.
        :param freq: "D", "W", "M", "Q" or "Y": days, weeks, months, quarters, years.
        :param status: one or several; "Negated" only alone.
        :param undated: what becomes of events without any date: "omit", or "report" to count them apart, at their
            first report. One that is dated less precisely than a period is left out; ``about.left_out`` says how many.
        :param since: first and (``until``) last day, as in :meth:`events`.
        :raises KgError: if a name means nobody here, or several (the message lists candidates), an option means
            nothing, or pandas is not installed.
        """
        from kg.explore.timelines import timeline  # needs pandas

        with self.store() as store:
            return timeline(
                store.select,
                actor,
                other,
                freq=freq,
                undated=undated,
                status=status,
                since=since,
                until=until,
                min_confidence=min_confidence,
            )

    def balance(
        self,
        a: str,
        b: str,
        *,
        freq: str = "M",
        status: str | Collection[str] = "Asserted",
        undated: Undated = "omit",
        since: str | date | None = None,
        until: str | date | None = None,
        min_confidence: float = 0.0,
    ) -> Balance:
        """How two actors get on: sums of PLOVER's scores by period, in a DataFrame whose ``plot()`` draws it.

        Parameters, what counts, and errors as in :meth:`timeline`, except that events at their first report are added
        to the others.
        """
        from kg.explore.timelines import balance  # needs pandas

        with self.store() as store:
            return balance(
                store.select,
                a,
                b,
                freq=freq,
                undated=undated,
                status=status,
                since=since,
                until=until,
                min_confidence=min_confidence,
            )

    def ego(
        self,
        actor: str,
        radius: int = 1,
        *,
        kinds: Collection[str] = ("event", "fact"),
        status: str | Collection[str] = "Asserted",
        since: str | date | None = None,
        until: str | date | None = None,
        min_confidence: float = 0.0,
    ) -> Network:
        """An actor and those within ``radius`` steps, with all that links them: a MultiDiGraph with a ``plot()``.

        :param actor: an IRI, any name, or a country's ISO 3166-1 code.
        :param kinds: "event", "fact" (offices and other relations), or both.
        :param status: one or several.
        :raises KgError: if the name means nobody here, or several (the message lists candidates), or an option means
            nothing.
        """
        if radius < 0:
            raise KgError(f"radius {radius} reaches nobody: give 0 or more")
        network, (centre,) = self._network([actor], kinds, status, since, until, min_confidence)
        return ego(network, centre, radius)

    def path(
        self,
        a: str,
        b: str,
        *,
        kinds: Collection[str] = ("event", "fact"),
        status: str | Collection[str] = "Asserted",
        since: str | date | None = None,
        until: str | date | None = None,
        min_confidence: float = 0.0,
    ) -> Path:
        """The fewest steps from one actor to another, direction aside: a MultiDiGraph with ``steps`` and ``plot()``.

        Parameters and errors as in :meth:`ego`. If nothing links the two, it holds just them, without an edge.
        """
        network, ends = self._network([a, b], kinds, status, since, until, min_confidence)
        if ends[0] == ends[1]:
            raise KgError(f"{a} and {b} are one and the same here: {ends[0]}")
        return path(network, *ends)

    def _network(
        self,
        names: Sequence[str],
        kinds: Collection[str],
        status: str | Collection[str],
        since: str | date | None,
        until: str | date | None,
        min_confidence: float,
    ) -> tuple[Network, list[str]]:
        """The links that pass the filters, and the IRIs of the actors called so."""
        statuses = checked_statuses(status)
        if not set(kinds) <= {"event", "fact"}:
            raise KgError('kinds: give "event", "fact" or both, in a list')
        with self.store() as store:
            actors = [the_actor(store.select, name) for name in names]
            whole = projection(store.select, since=since, until=until, min_confidence=min_confidence)
        for name, iri in zip(names, actors, strict=True):
            if iri not in whole:
                raise KgError(f"{name} is in this graph, but takes part in nothing that passes the filters")
        return only(whole, kinds=kinds, statuses=statuses, keep=actors), actors
