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

PartOfSpeech = Literal["verb", "noun", "adj"]
Complement = Literal["absorb", "alleged", "negated"]

#: Keys of an entry beside verb, noun, adj, and what their values are.
_WORDS, _WORD, _FLAG, _NUMBER, _TABLE = "a list of words", "a word", "true or false", "a number", "a table"
_KEYS = {
    "object": _WORDS, "not_object": _WORDS, "particle": _WORD, "needs": _WORDS, "forbids": _WORDS, "mode": _WORD,
    "actor": _WORDS, "recipient": _WORDS, "two_sided": _FLAG, "needs_recipient": _FLAG, "place": _WORDS,
    "complement": _WORD, "confidence": _NUMBER, "example": _WORD, "expect": _TABLE,
}  # fmt: skip
_TAGS: dict[PartOfSpeech, frozenset[str]] = {
    "verb": frozenset({"VERB", "AUX"}),
    "noun": frozenset({"NOUN", "PROPN"}),
    "adj": frozenset({"ADJ", "VERB"}),
}
_DEFAULT_ACTOR = {"verb": ("subj",), "adj": ("subj",), "noun": ("poss", "by", "amod", "compound", "between")}
_DEFAULT_RECIPIENT = {"verb": ("obj",), "adj": ("to", "with"), "noun": ()}
#: Nouns that only count what follows "of".
_QUANTITIES = frozenset(
    ["number", "part", "portion", "half", "majority", "most", "dozen", "score", "hundred", "thousand", "ten",
     "million", "batch", "couple", "bulk", "rest", "remainder", "handful", "series", "round", "range", "string", "wave"]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Trigger:
    """One entry of the lexicon."""

    type: EventType
    part: PartOfSpeech
    lemma: str
    objects: frozenset[str]
    not_objects: frozenset[str]
    particle: str | None
    needs: tuple[str, ...]
    forbids: tuple[str, ...]
    mode: str | None
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    two_sided: bool
    needs_recipient: bool
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
            *([f"({self.part})"] if self.part != "verb" else []),
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


def _is(value: Any, kind: str) -> bool:
    if kind == _WORDS:
        return isinstance(value, list) and all(isinstance(word, str) for word in value)
    if kind == _NUMBER:
        return isinstance(value, int | float) and 0 < value <= 1
    return isinstance(value, {_WORD: str, _FLAG: bool, _TABLE: dict}[kind])


def _entry(event_type: EventType, row: dict[str, Any], where: str) -> Trigger:
    parts = [p for p in get_args(PartOfSpeech) if p in row]
    if len(parts) != 1 or not isinstance(row[parts[0]], str):
        raise KgError(f"{where}: a trigger needs exactly one of verb, noun, adj, a lemma: {row}")
    for key, value in row.items():
        if key in parts:
            continue
        if key not in _KEYS:
            raise KgError(
                f"{where}: {row[parts[0]]!r} has an unknown key {key!r}; known are {', '.join(_KEYS)}"
            )
        if not _is(value, _KEYS[key]):
            raise KgError(f"{where}: {row[parts[0]]!r}: {key!r} must be {_KEYS[key]}, not {value!r}")
    if row.get("complement") not in (None, *get_args(Complement)):
        raise KgError(f"{where}: {row[parts[0]]!r}: 'complement' is one of {', '.join(get_args(Complement))}")
    part: PartOfSpeech = parts[0]
    return Trigger(
        type=event_type,
        part=part,
        lemma=row[part],
        objects=frozenset(row.get("object", ())),
        not_objects=frozenset(row.get("not_object", ())),
        particle=row.get("particle"),
        needs=tuple(row.get("needs", ())),
        forbids=tuple(row.get("forbids", ())),
        mode=row.get("mode"),
        actor=tuple(row.get("actor", _DEFAULT_ACTOR[part])),
        recipient=tuple(row.get("recipient", _DEFAULT_RECIPIENT[part])),
        two_sided=row.get("two_sided", False),
        needs_recipient=row.get("needs_recipient", False),
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
        KgError: an entry has an unknown key, a value of the wrong kind, no lemma or two, or the name of another one;
            or its file names no event type.
    """
    found: list[Trigger] = []
    for name, content in sorted(load_folder("triggers").items()):
        if content.get("type") not in get_args(EventType):
            raise KgError(f"triggers/{name}: 'type' must name an event type of the ontology")
        found += [_entry(content["type"], row, f"triggers/{name}") for row in content.get("trigger", ())]
    names: set[str] = set()
    for trigger in found:
        if trigger.name in names:
            raise KgError(
                f"triggers/{trigger.type.lower()}: two entries are called {trigger.name!r}; join them, or give one of "
                "them another 'needs' or 'object' in first place"
            )
        names.add(trigger.name)
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
    """The lemma as the lexicon has it.

    The lemmatiser does not know "re-elected", takes the "e" off "staged", and sees two words in "cease-fire".
    """
    lemma = token.lemma_.lower()
    joined = _joined(token, lemma)
    if joined in _by_lemma():
        return joined
    if lemma in _by_lemma():
        return lemma
    if token.lower_.endswith(("ed", "ing")) and f"{lemma}e" in _by_lemma():
        return f"{lemma}e"
    if "-" not in lemma:
        return lemma
    for ending, restored in (("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"), ("s", ""), ("es", "")):
        candidate = lemma.removesuffix(ending) + restored
        for form in (candidate, candidate.split("-", 1)[1]):
            if form in _by_lemma():
                return form
    return lemma


def _joined(token: Token, lemma: str) -> str:
    """ "ceasefire" for the "fire" of "cease-fire"; else the lemma."""
    if token.i < 2 or token.nbor(-1).text != "-" or token.nbor(-2).head != token:
        return lemma
    return token.nbor(-2).lower_ + lemma


def _fits(trigger: Trigger, token: Token) -> Match | None:
    if trigger.particle and not any(
        c.dep_ in {"prt", "advmod", "prep"} and c.lower_ == trigger.particle for c in token.children
    ):
        return None
    plain = trigger.part == "verb" and not trigger.particle and not trigger.objects
    if plain and syntax.children(token, "prt"):
        # "call off" is not "call": a particle changes the verb.
        return None
    light: Token | None = None
    if trigger.objects:
        light = _light_object(trigger, token)
        if light is None:
            return None
    if trigger.not_objects and any(_lemmas(o) & trigger.not_objects for o in _objects(token)):
        return None
    if trigger.needs and not any(_present(token, s, light) for s in trigger.needs):
        return None
    if any(_present(token, s, light) for s in trigger.forbids):
        return None
    return Match(trigger, token, light)


def _present(token: Token, name: str, light: Token | None) -> bool:
    if name == "comp":
        return bool(syntax.children(token, "xcomp", "ccomp"))
    if name == "oprd":
        return bool(syntax.children(token, "oprd"))
    if syntax.slot(token, name, light):
        return True
    # A preposition that governs a clause: "refrain from attacking".
    return any(c.dep_ == "prep" and c.lower_ == name and syntax.children(c, "pcomp") for c in token.children)


def _objects(token: Token) -> list[Token]:
    """The direct object, what is coordinated with it, and what it is a number of ("some of its troops")."""
    found: list[Token] = []
    for candidate in syntax.slot(token, "obj"):
        for noun in syntax.with_conjuncts(candidate):
            found.append(noun)
            if noun.pos_ in {"DET", "NUM", "PRON", "ADJ"} or noun.lemma_.lower() in _QUANTITIES:
                found += syntax.prepositional(noun, "of")
    return found


def _light_object(trigger: Trigger, token: Token) -> Token | None:
    candidates = [*_objects(token), *syntax.children(token, "oprd")]
    # "entered into talks", "arrived on an official visit", "designated as a terrorist organisation".
    for preposition in syntax.children(token, "prep"):
        if preposition.lower_ in {"into", "in", "under", "to", "on", "as"}:
            for candidate in syntax.children(preposition, "pobj"):
                candidates += syntax.with_conjuncts(candidate)
    return next((noun for noun in candidates if _lemmas(noun) & trigger.objects), None)


def _lemmas(noun: Token) -> frozenset[str]:
    """The lemma, and the words of a name merged with its title: "dismissed Prime Minister X"."""
    lemma = noun.lemma_.lower()
    words = noun.text.lower().split() if " " in noun.text else ()
    return frozenset({lemma, _joined(noun, lemma), *words})
