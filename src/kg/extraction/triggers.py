"""The trigger lexicon, and which of its entries a word of a sentence matches.

The entries live in ``kg/lexicon/triggers/*.toml``, one file per event type; ``docs/lexicon.md`` explains their
keys. Several entries may share a lemma ("call off", "call for", "call"): the most specific one that fits wins.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args

from spacy.tokens import Token

from kg.errors import KgError
from kg.extraction import syntax
from kg.lexicon import load_folder
from kg.model import EventType

_KEYS = frozenset(
    [
        "verb",
        "noun",
        "adj",
        "object",
        "particle",
        "needs",
        "forbids",
        "mode",
        "actor",
        "recipient",
        "two_sided",
        "place",
        "complement",
        "confidence",
        "example",
        "expect",
    ]
)
PartOfSpeech = Literal["verb", "noun", "adj"]
_TAGS: dict[PartOfSpeech, frozenset[str]] = {
    "verb": frozenset({"VERB", "AUX"}),
    "noun": frozenset({"NOUN", "PROPN"}),
    "adj": frozenset({"ADJ", "VERB"}),
}
_DEFAULT_ACTOR = {"verb": ("subj",), "adj": ("subj",), "noun": ("poss", "by", "amod", "compound", "between")}
_DEFAULT_RECIPIENT = {"verb": ("obj",), "adj": ("to", "with"), "noun": ()}


@dataclass(frozen=True, slots=True)
class Trigger:
    """One entry of the lexicon."""

    type: EventType
    part: PartOfSpeech
    lemma: str
    objects: frozenset[str]
    particle: str | None
    needs: tuple[str, ...]
    forbids: tuple[str, ...]
    mode: str | None
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    two_sided: bool
    place: tuple[str, ...]
    complement: str | None
    confidence: float
    example: str
    expect: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        """How the rule is called in the graph: ``consultation:hold talk``."""
        words = [
            self.lemma,
            *([self.particle] if self.particle else []),
            *sorted(self.objects)[:1],
            *self.needs[:1],
        ]
        return f"{self.type.lower()}:{' '.join(words)}"

    @property
    def specificity(self) -> int:
        return 4 * bool(self.objects) + 2 * bool(self.particle) + 2 * bool(self.needs) + bool(self.forbids)


@dataclass(frozen=True, slots=True)
class Match:
    """A trigger found in a sentence. ``light`` is the noun of a light verb."""

    trigger: Trigger
    token: Token
    light: Token | None = None


def _entry(event_type: EventType, row: dict[str, Any], where: str) -> Trigger:
    unknown = set(row) - _KEYS
    parts = [p for p in get_args(PartOfSpeech) if p in row]
    if unknown or len(parts) != 1:
        raise KgError(
            f"{where}: a trigger needs exactly one of verb, noun, adj and no {sorted(unknown)}: {row}"
        )
    part: PartOfSpeech = parts[0]
    return Trigger(
        type=event_type,
        part=part,
        lemma=row[part],
        objects=frozenset(row.get("object", ())),
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
        KgError: an entry has an unknown key, no lemma or two, or its file names no event type.
    """
    found: list[Trigger] = []
    for name, content in sorted(load_folder("triggers").items()):
        if content.get("type") not in get_args(EventType):
            raise KgError(f"triggers/{name}: 'type' must name an event type of the ontology")
        found += [_entry(content["type"], row, f"triggers/{name}") for row in content.get("trigger", ())]
    return tuple(found)


@cache
def _by_lemma() -> dict[str, list[Trigger]]:
    index: dict[str, list[Trigger]] = defaultdict(list)
    for trigger in lexicon():
        index[trigger.lemma].append(trigger)
    for entries in index.values():
        entries.sort(key=lambda t: (-t.specificity, -t.confidence, t.type, t.name))
    return dict(index)


def match(token: Token) -> Match | None:
    """The most specific entry of the lexicon that the word matches, with its grammar checked."""
    for trigger in _by_lemma().get(_lemma(token), ()):
        if token.pos_ not in _TAGS[trigger.part]:
            continue
        if trigger.part == "adj" and token.dep_ not in {"acomp", "attr", "ROOT", "conj", "oprd"}:
            continue
        found = _fits(trigger, token)
        if found is not None:
            return found
    return None


def _lemma(token: Token) -> str:
    """The lemma; of a word like "re-elected", which the lemmatiser does not know, the one that the lexicon has."""
    lemma = token.lemma_.lower()
    if "-" not in lemma or lemma in _by_lemma():
        return lemma
    for ending, restored in (("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"), ("s", ""), ("es", "")):
        candidate = lemma.removesuffix(ending) + restored
        for form in (candidate, candidate.split("-", 1)[1]):
            if form in _by_lemma():
                return form
    return lemma


def _fits(trigger: Trigger, token: Token) -> Match | None:
    if trigger.particle and not any(
        c.dep_ in {"prt", "advmod", "prep"} and c.lower_ == trigger.particle for c in token.children
    ):
        return None
    if not trigger.particle and trigger.part == "verb" and not trigger.objects:
        # "call off" is not "call"; a particle changes the verb.
        if any(c.dep_ == "prt" for c in token.children):
            return None
    light: Token | None = None
    if trigger.objects:
        light = _light_object(trigger, token)
        if light is None:
            return None
    if trigger.needs and not any(_present(token, s, light) for s in trigger.needs):
        return None
    if any(_present(token, s, light) for s in trigger.forbids):
        return None
    return Match(trigger, token, light)


def _present(token: Token, name: str, light: Token | None) -> bool:
    if name == "comp":
        return bool(syntax.children(token, "xcomp", "ccomp"))
    if syntax.slot(token, name, light):
        return True
    # A preposition that governs a clause: "refrain from attacking".
    return any(c.dep_ == "prep" and c.lower_ == name and syntax.children(c, "pcomp") for c in token.children)


def _light_object(trigger: Trigger, token: Token) -> Token | None:
    candidates = [*syntax.slot(token, "obj"), *syntax.children(token, "oprd")]
    # "entered into talks", "arrived on an official visit".
    for preposition in syntax.children(token, "prep"):
        if preposition.lower_ in {"into", "in", "under", "to", "on"}:
            candidates += syntax.children(preposition, "pobj")
    for candidate in candidates:
        for noun in syntax.with_conjuncts(candidate):
            if noun.lemma_.lower() in trigger.objects or _titled(noun, trigger.objects):
                return noun
    return None


def _titled(noun: Token, objects: frozenset[str]) -> bool:
    """Whether the token is a name merged with a title that is among the objects: "dismissed Prime Minister X"."""
    return " " in noun.text and not objects.isdisjoint(noun.text.lower().split())
