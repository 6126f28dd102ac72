"""A short notation for the events that a sentence states.

An event is written ``Type/mode: actors > recipients | Status | by SPEAKER | in PLACE | on DATE | about TEXT``. Actors
and recipients are joined by " + ", "-" stands for none, "~word" for any entity with that word in its name, and a status
that is not written is Asserted. Details and a mode that are not written are not compared.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.model import Event, Extraction, LocalEntity


@dataclass(frozen=True)
class Case:
    """A sentence (or a few) of one construction, and every event that it states."""

    construction: str
    text: str
    events: tuple[str, ...]


def cases(construction: str, *rows: tuple[str, ...]) -> list[Case]:
    """Rows of one construction: the text, then its events, all of them."""
    return [Case(construction, text, tuple(events)) for text, *events in rows]


def named(case: Case) -> str:
    """The id of a case, so that results can be counted by construction."""
    return f"{case.construction}: {case.text[:48]}"


def told(extraction: Extraction) -> list[str]:
    """All events in the notation, with every detail that they have."""
    return [_told(event, extraction) for event in extraction.events]


def mismatch(extraction: Extraction, expected: tuple[str, ...]) -> str | None:
    """What differs between what was found and what was expected, exactly; None if nothing does."""
    left = list(extraction.events)
    missing = []
    for notation in expected:
        found = next((e for e in left if states(e, notation, extraction)), None)
        if found is None:
            missing.append(notation)
        else:
            left.remove(found)
    if not missing and not left:
        return None
    return f"missing {missing}, found too many {[_told(e, extraction) for e in left]}"


def states(event: Event, notation: str, extraction: Extraction) -> bool:
    """Whether an event is what the notation says."""
    head, *details = notation.split(" | ")
    kind, sides = head.split(": ", 1)
    kind, _, mode = kind.partition("/")
    actors, _, recipients = sides.partition(" > ")
    entities = {e.key: e for e in extraction.entities}
    wanted_status = next((d for d in details if " " not in d), "Asserted")
    if event.type != kind or (mode and event.mode != mode) or event.status != wanted_status:
        return False
    if not _same(event.actors, actors, entities) or not _same(event.recipients, recipients or "-", entities):
        return False
    for detail in details:
        word, _, value = detail.partition(" ")
        match word:
            case "by" if not _same((event.speaker,) if event.speaker else (), value, entities):
                return False
            case "in" if not _same((event.location,) if event.location else (), value, entities):
                return False
            case "on" if (event.time.value if event.time else None) != (None if value == "-" else value):
                return False
            case "about" if _about(event, extraction) != (None if value == "-" else value):
                return False
    return True


def _same(keys: tuple[str, ...], names: str, entities: dict[str, LocalEntity]) -> bool:
    wanted = [] if names == "-" else names.split(" + ")
    if len(wanted) != len(keys):
        return False
    left = [entities[key] for key in keys]
    for name in wanted:
        found = next((e for e in left if _is(e, name)), None)
        if found is None:
            return False
        left.remove(found)
    return True


def _is(entity: LocalEntity, name: str) -> bool:
    if name.startswith("~"):
        return name[1:].lower() in entity.name.lower()
    return name == entity.name or name in entity.names


def _about(event: Event, extraction: Extraction) -> str | None:
    return extraction.article.text[event.about.start : event.about.end] if event.about else None


def _told(event: Event, extraction: Extraction) -> str:
    names = {e.key: e.name for e in extraction.entities}
    kind = f"{event.type}/{event.mode}" if event.mode else event.type
    sides = " > ".join(" + ".join(names[k] for k in side) or "-" for side in (event.actors, event.recipients))
    parts = [f"{kind}: {sides}", event.status]
    if event.speaker:
        parts.append(f"by {names[event.speaker]}")
    if event.location:
        parts.append(f"in {names[event.location]}")
    if event.time:
        parts.append(f"on {event.time.value}")
    if event.about:
        parts.append(f"about {_about(event, extraction)}")
    return " | ".join(parts)
