"""The entries of the trigger lexicon: ``kg/lexicon/triggers/*.toml``, one file per event type.

``docs/lexicon.md`` explains their keys. :mod:`kg.extraction.triggers` says which of them a word of a sentence matches.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args

from kg.errors import KgError
from kg.lexicon import load, load_folder
from kg.model import EventType
from kg.vocabulary import MODES

PartOfSpeech = Literal["verb", "noun", "adj"]
Complement = Literal["absorb", "alleged", "negated"]

_DEFAULT_ACTOR = {"verb": ("subj",), "adj": ("subj",), "noun": ("poss", "by", "amod", "compound", "between")}
_DEFAULT_RECIPIENT = {"verb": ("obj",), "adj": ("to", "with"), "noun": ()}


@dataclass(frozen=True, slots=True)
class Trigger:
    """One entry of the lexicon."""

    type: EventType
    part: PartOfSpeech
    lemma: str
    objects: frozenset[str]
    includes: tuple[tuple[str, frozenset[str]], ...]
    excludes: tuple[tuple[str, frozenset[str]], ...]
    given: tuple[str, ...]
    unless: tuple[str, ...]
    particle: str | None
    needs: tuple[str, ...]
    forbids: tuple[str, ...]
    mode: str | None
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    two_sided: bool
    place: tuple[str, ...]
    complement: Complement | None
    confidence: float
    example: str
    expect: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        """How the rule is called in the graph: ``consultation:hold talk``, ``consultation:visit (noun)``."""
        words = [
            self.lemma,
            *([self.particle] if self.particle else []),
            *sorted(self.objects)[:1],
            *self.needs[:1],
            *(f"{slot}={min(words)}" for slot, words in self.includes[:1]),
            *(f"given {field}" for field in self.given[:1]),
            *([f"({self.part})"] if self.part != "verb" else []),
        ]
        return f"{self.type.lower()}:{' '.join(words)}"

    @property
    def specificity(self) -> int:
        """How much the entry asks for: of several that fit a word, the highest wins."""
        asked = bool(self.particle), bool(self.needs), bool(self.includes), bool(self.given)
        return 4 * bool(self.objects) + 2 * sum(asked) + bool(self.forbids)


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _words(value: Any) -> bool:
    return isinstance(value, list) and all(map(_text, value))


def _flag(value: Any) -> bool:
    return isinstance(value, bool)


def _share(value: Any) -> bool:
    return isinstance(value, int | float) and 0 < value <= 1


def _texts(value: Any) -> bool:
    return isinstance(value, dict) and all(map(_text, value.values()))


def _lists(value: Any) -> bool:
    return isinstance(value, dict) and all(map(_words, value.values()))


_KINDS: dict[Callable[[Any], bool], str] = {
    _text: "text",
    _words: 'a list of words, as in ["with", "to"]',
    _flag: "true or false",
    _share: "a number above 0 and at most 1",
    _texts: 'a table of texts, as in { actor = "Norway" }',
    _lists: 'a table of lists, as in { obj = ["ball"] }',
}
_KEYS: dict[str, Callable[[Any], bool]] = {
    "verb": _text, "noun": _text, "adj": _text, "object": _words, "particle": _text, "needs": _words, "forbids": _words,
    "includes": _lists, "excludes": _lists, "given": _words, "unless": _words, "mode": _text, "actor": _words,
    "recipient": _words, "two_sided": _flag, "place": _words, "complement": _text,
    "confidence": _share, "example": _text, "expect": _texts,
}  # fmt: skip


def _check(event_type: EventType, row: dict[str, Any], where: str) -> None:
    for key, value in row.items():
        if key not in _KEYS:
            raise KgError(f"{where}: unknown key {key!r}; known are {', '.join(_KEYS)}")
        if not _KEYS[key](value):
            raise KgError(f"{where}: {key!r} must be {_KINDS[_KEYS[key]]}, not {value!r}")
    if row.get("complement") not in (None, *get_args(Complement)):
        raise KgError(f"{where}: 'complement' must be one of {', '.join(get_args(Complement))}")
    if "mode" in row and (event_type, row["mode"]) not in MODES:
        modes = ", ".join(mode for owner, mode in MODES if owner == event_type) or "none"
        raise KgError(f"{where}: {event_type} has no mode {row['mode']!r}; its modes are {modes}")
    for key in ("given", "unless"):
        for field in row.get(key, ()):
            if field not in load("fields"):
                raise KgError(
                    f"{where}: {key!r} names {field!r}; fields.toml has {', '.join(load('fields'))}"
                )


def _by_slot(table: dict[str, list[str]]) -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((slot, frozenset(words)) for slot, words in sorted(table.items()))


@cache
def field_words(fields: tuple[str, ...]) -> frozenset[str]:
    """The words of the named fields of ``fields.toml``."""
    return frozenset(word for name in fields for word in load("fields")[name])


def entry(event_type: EventType, row: dict[str, Any], file: str) -> Trigger:
    """One entry as it stands in ``file``, with defaults filled in.

    Raises:
        KgError: there is no lemma or more than one, a key is unknown, or a value is not among those allowed.
    """
    parts = [p for p in get_args(PartOfSpeech) if p in row]
    if len(parts) != 1:
        raise KgError(f"{file}: a trigger needs exactly one of verb, noun, adj: {row}")
    part: PartOfSpeech = parts[0]
    _check(event_type, row, f"{file}: {part} {row[part]!r}")
    return Trigger(
        type=event_type,
        part=part,
        lemma=row[part],
        objects=frozenset(row.get("object", ())),
        includes=_by_slot(row.get("includes", {})),
        excludes=_by_slot(row.get("excludes", {})),
        given=tuple(row.get("given", ())),
        unless=tuple(row.get("unless", ())),
        particle=row.get("particle"),
        needs=tuple(row.get("needs", ())),
        forbids=tuple(row.get("forbids", ())),
        mode=row.get("mode"),
        actor=tuple(row.get("actor", _DEFAULT_ACTOR[part])),
        recipient=tuple(row.get("recipient", _DEFAULT_RECIPIENT[part])),
        two_sided=row.get("two_sided", False),
        place=tuple(row.get("place", ("in", "at", "near"))),
        complement=row.get("complement"),
        confidence=float(row.get("confidence", 0.8)),
        example=row.get("example", ""),
        expect=tuple(sorted(row.get("expect", {}).items())),
    )


@cache
def lexicon() -> tuple[Trigger, ...]:
    """All entries, in the order of their files.

    Raises:
        KgError: a file names no event type, an entry is wrong, or two entries have the same name.
    """
    found: dict[str, Trigger] = {}
    for file, content in sorted(load_folder("triggers").items()):
        if content.get("type") not in get_args(EventType):
            raise KgError(f"triggers/{file}.toml: 'type' must name an event type of the ontology")
        for row in content.get("trigger", ()):
            one = entry(content["type"], row, f"triggers/{file}.toml")
            if one.name in found:
                raise KgError(
                    f"triggers/{file}.toml: two entries are called {one.name!r}: join them, or tell them apart by "
                    "their first 'object' (of the alphabet) or first of 'needs'"
                )
            found[one.name] = one
    return tuple(found.values())


@cache
def undergone() -> frozenset[str]:
    """Nouns whose "of" names the one it happens to: "the killing of X", "the arrest of Y"."""
    return frozenset(
        t.lemma for t in lexicon() if t.part == "noun" and "of" in t.recipient and "of" not in t.actor
    )
