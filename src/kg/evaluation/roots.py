"""From the ontology's event types to the roots of political event benchmarks; the tables are ``roots.toml``."""

from __future__ import annotations

from kg.evaluation.tables import tables
from kg.model import EventType, Status


def root(kind: EventType, status: Status, lemma: str, *, promised: bool = False) -> str | None:
    """The root of an event whose trigger has the given lemma; None for most changes of leadership.

    ``promised`` says that the trigger itself is one of agreeing or offering, whatever is agreed to.
    """
    roots: dict[str, dict[str, str]] = tables("roots")
    if kind == "LeadershipChange":
        return roots["leadership"].get(lemma)
    if promised and kind in roots["promised"]:
        return roots["promised"][kind]
    return roots.get(status.lower(), {}).get(kind) or roots["types"][kind]
