"""Which entry of the trigger lexicon a word of a sentence matches.

Several entries may share a lemma ("call off", "call for", "call"): the most specific one that fits wins.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.trigger_entries import PartOfSpeech, Trigger, field_words, lexicon

__all__ = ["Match", "Trigger", "considered", "lexicon", "match"]

_TAGS: dict[PartOfSpeech, frozenset[str]] = {
    "verb": frozenset({"VERB", "AUX"}),
    "noun": frozenset({"NOUN", "PROPN"}),
    "adj": frozenset({"ADJ", "VERB"}),
}
_ANY_TAG = frozenset().union(*_TAGS.values())
_PREDICATIVE = frozenset({"acomp", "attr", "ROOT", "conj", "oprd"})
#: Prepositions before the noun of a light verb: "entered into talks", "designated as a terrorist group".
_LIGHT_PREPOSITIONS = frozenset({"into", "in", "under", "to", "on", "as"})
#: Nouns that only count what follows "of".
_QUANTITIES = frozenset(
    ["number", "part", "portion", "half", "majority", "most", "dozen", "score", "hundred", "thousand", "ten",
     "million", "batch", "couple", "bulk", "rest", "remainder", "handful", "series", "round", "range", "string", "wave"]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Match:
    """A trigger found in a sentence. ``light`` is the noun of a light verb."""

    trigger: Trigger
    token: Token
    light: Token | None = None


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
    return next((found for _, found in considered(token) if isinstance(found, Match)), None)


def considered(token: Token) -> Iterator[tuple[Trigger, Match | str]]:
    """All entries of the word's lemma and part of speech, the most specific first: the match, or why it is none."""
    part = token.pos_
    entries = _by_lemma().get(_lemma(token), ()) if part in _ANY_TAG else ()
    nouns: list[tuple[Token, frozenset[str]]] | None = None
    for trigger in entries:
        if part not in _TAGS[trigger.part]:
            continue
        if trigger.part == "adj" and token.dep_ not in _PREDICATIVE:
            continue
        if trigger.objects and nouns is None:
            nouns = [(noun, _lemmas(noun)) for noun in _light_nouns(token)]
        refused, light = _refused(trigger, token, nouns or [])
        yield trigger, refused or Match(trigger, token, light)


def _lemma(token: Token) -> str:
    """The lemma as the lexicon has it.

    The lemmatiser does not know "re-elected", takes the "e" off "staged", and sees two words in "cease-fire".
    """
    lemma = token.lemma_.lower()
    for form in (_joined(token, lemma), lemma):
        if form in _by_lemma():
            return form
    if token.lower_.endswith(("ed", "ing", "es")) and f"{lemma}e" in _by_lemma():
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
    """ "ceasefire" for the "fire" of "cease-fire", "pullout" for the "out" of "pull-out"; else the lemma."""
    if token.i < 2 or token.nbor(-1).text != "-" or token.nbor(-2).head != token:
        return lemma
    return token.nbor(-2).lower_ + lemma


def _refused(
    trigger: Trigger, token: Token, nouns: list[tuple[Token, frozenset[str]]]
) -> tuple[str | None, Token | None]:
    """Why the entry does not fit, None if it does; and the noun of a light verb.

    ``nouns`` are those that may be it, each with its lemmas.
    """
    if trigger.particle and not any(
        c.dep_ in {"prt", "advmod", "prep"} and c.lower_ == trigger.particle for c in token.children
    ):
        return f'no "{trigger.particle}"', None
    particles = syntax.children(token, "prt")
    if trigger.part == "verb" and not trigger.particle and particles:
        # "call off" is not "call": a particle changes the verb.
        return f'"{particles[0].lower_}" makes it another verb', None
    light: Token | None = None
    if trigger.objects:
        light = next((noun for noun, lemmas in nouns if lemmas & trigger.objects), None)
        if light is None:
            return "none of the entry's objects", None
    if trigger.needs and not any(_present(token, s, light) for s in trigger.needs):
        return f"needs {' or '.join(trigger.needs)}", light
    for slot in trigger.forbids:
        if _present(token, slot, light):
            return f"has {slot}, which the entry forbids", light
    for slot, words in trigger.includes:
        if not _among(token, slot, light, words):
            return f"{slot} is none of the entry's words", light
    for slot, words in trigger.excludes:
        if _among(token, slot, light, words):
            return f"{slot} is a word that the entry excludes", light
    if trigger.unless and _mentioned(trigger.unless, token):
        return f"the sentence is about {', '.join(trigger.unless)}", light
    if trigger.given and not _mentioned(trigger.given, token):
        return f"the sentence is not about {', '.join(trigger.given)}", light
    return None, light


def _mentioned(fields: tuple[str, ...], token: Token) -> bool:
    """Whether the token's sentence has a word of one of the fields."""
    return any({t.lower_, t.lemma_.lower()} & field_words(fields) for t in token.sent)


def _present(token: Token, name: str, light: Token | None) -> bool:
    if name == "comp":
        return bool(syntax.children(token, "xcomp", "ccomp"))
    if name == "infinitive":
        return any(c.tag_ == "VB" for c in syntax.children(token, "xcomp"))
    if name == "refused":
        return _is_refused(token)
    if name == "oprd":
        return bool(syntax.children(token, "oprd"))
    if syntax.slot(token, name, light):
        return True
    # A preposition that governs a clause: "refrain from attacking".
    return any(c.dep_ == "prep" and c.lower_ == name and syntax.children(c, "pcomp") for c in token.children)


def _is_refused(verb: Token) -> bool:
    """ "Will not", "would never": the verb or the one that it completes."""
    if verb.dep_ == "xcomp" and verb.head.lemma_ in {"be", "go"}:
        verb = verb.head
    denied = any(c.dep_ == "neg" or c.lower_ == "never" for c in verb.children) or any(
        c.lower_ == "longer" and any(w.lower_ == "no" for w in c.children) for c in verb.children
    )
    return denied and any(c.lower_ in {"will", "wo", "would", "'ll"} for c in syntax.children(verb, "aux"))


def _among(token: Token, slot: str, light: Token | None, words: frozenset[str]) -> bool:
    return any(_lemmas(noun) & words for noun in _filling(token, slot, light))


def _filling(token: Token, name: str, light: Token | None) -> list[Token]:
    """All nouns in a slot, coordination expanded."""
    if name == "obj":
        return _objects(token)
    return [noun for head in syntax.slot(token, name, light) for noun in syntax.with_conjuncts(head)]


def _objects(token: Token) -> list[Token]:
    """The direct object, what is coordinated with it, and what it is a number of ("some of its troops")."""
    found: list[Token] = []
    for candidate in syntax.slot(token, "obj"):
        for noun in syntax.with_conjuncts(candidate):
            found.append(noun)
            if noun.pos_ in {"DET", "NUM", "PRON", "ADJ"} or noun.lemma_.lower() in _QUANTITIES:
                found += syntax.prepositional(noun, "of")
                found += syntax.prepositional(noun, "in")  # "received $30 million in *aid*"
    return found


def _light_nouns(token: Token) -> list[Token]:
    """What may make a light verb a trigger: its objects, predicates, and those of some prepositions."""
    # "called X a liar", "found X guilty"
    candidates = [*_objects(token), *syntax.children(token, "oprd")]
    candidates += [c for c in syntax.children(token, "ccomp", "acomp") if c.pos_ in {"ADJ", "NOUN", "PROPN"}]
    for preposition in syntax.children(token, "prep"):
        if preposition.lower_ in _LIGHT_PREPOSITIONS:
            for noun in syntax.children(preposition, "pobj"):
                candidates += syntax.with_conjuncts(noun)
    return candidates


#: Months that are also nouns of the lexicon.
_MONTHS = frozenset({"march", "may"})
#: How an entry asks for any named country, city, region or place.
_KINDS = {"Country": "a country", "City": "a city", "Region": "a region", "Place": "a place"}


def _lemmas(noun: Token) -> frozenset[str]:
    """The lemma, the kind of a named place, and the words of a name merged with its title: "dismissed Premier X"."""
    lemma = noun.lemma_.lower()
    if lemma in _MONTHS and noun.tag_ == "NNP":
        return frozenset()  # "joined NATO in March" is no march
    words = noun.text.lower().split() if " " in noun.text else ()
    kind = _KINDS.get(noun.ent_type_)
    return frozenset({lemma, _joined(noun, lemma), *words, *([kind] if kind else ())})
