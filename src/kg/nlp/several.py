"""Several at once: "both countries", "the two leaders", "the neighbours", "the pair"."""

from __future__ import annotations

from spacy.tokens import Token

from kg.lexicon import load
from kg.model import EntityType
from kg.nlp.clauses import Scene, clause, entities, subject
from kg.nlp.document import DocEntity, DocMention

_NUMBERS = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5}
#: How many sentences back the ones meant may have been named.
_REACH = 3


def several(scene: Scene, token: Token) -> DocMention | None:
    """A mention of all that a plural description stands for, if the sentences before name just as many."""
    nouns: dict[str, list[EntityType]] = load("descriptions")["several"]
    noun = token.lower_
    if noun not in {"both", "two"} and noun not in nouns:
        return None
    count, first = _count(token)
    kinds: list[EntityType] | None
    if noun in {"both", "two"} and first is not None:
        kinds = None if token.dep_ in {"nsubj", "nsubjpass", "dobj", "pobj"} else []
    elif first is not None:
        kinds = nouns[noun] or None
    else:
        return None
    if kinds == [] or first is None or _restricted(scene, token, first):
        return None
    found = _named(scene, token, first, count, kinds)
    if not found and count == 2 and (kinds == ["Country"] or noun == "sides"):
        found = _two_countries(scene, first)
    if not found or (
        noun in {"men", "women"} and any(e.gender not in {None, noun[0].replace("w", "f")} for e in found)
    ):
        return None
    start, end = first.idx, token.idx + len(token)
    text = scene.doc._.plain[start:end]
    return DocMention(
        start, end, text, found[0].type, "nominal", None, None, found[0], token.i, tuple(found[1:])
    )


def _count(token: Token) -> tuple[int, Token | None]:
    """How many it says that there are, and its first word; no first word where it is not definite."""
    noun = token.lower_
    last = token.doc[token.i - 1].lower_ if token.i > 0 else ""
    if noun not in {"both", "two"} and last not in {"both", "the"} and last not in _NUMBERS:
        return 2, None
    before = [token.doc[i] for i in range(max(token.sent.start, token.i - 2), token.i)]
    words = [t.lower_ for t in before]
    if noun == "both":
        alone = token.dep_ in {"nsubj", "nsubjpass", "dobj", "pobj"} and token.pos_ in {"PRON", "DET", "NOUN"}
        return 2, token if alone else None
    if noun == "two":
        return 2, before[-1] if words[-1:] == ["the"] else None
    if words[-1:] == ["both"]:
        return 2, before[-1]
    if words[-1:] and words[-1] in _NUMBERS and (words[0] in {"the", "these"}):
        return _NUMBERS[words[-1]], before[0]
    pair = noun in load("descriptions")["pairs"]
    return 2, before[-1] if pair and words[-1:] == ["the"] else None


def _restricted(scene: Scene, token: Token, first: Token) -> bool:
    """ "The two ministers from Japan", "the two who fled": others than those named."""
    for child in token.children:
        if child.i < first.i:
            continue
        if child.dep_ in {"relcl", "acl"} and scene.doc[child.left_edge.i - 1].text != ",":
            return True
        if (
            child.dep_ == "prep"
            and child.lower_ in {"of", "from", "in", "behind", "for"}
            and child.i == token.i + 1
        ):
            return True
        if child.dep_ in {"amod", "compound", "nmod", "appos"} and child.lower_ not in {
            "two",
            "both",
            "three",
            "four",
        }:
            return True
    return False


def _named(
    scene: Scene, token: Token, first: Token, count: int, kinds: list[EntityType] | None
) -> list[DocEntity]:
    """The last so many named together, with nobody else of their kind in the same sentence or since."""
    number = scene.number(first.idx)
    since: list[DocEntity] = []
    # "X received the two leaders": X is none of them.
    own = entities(scene.slot(subject(clause(token)))) if token.dep_ in {"dobj", "pobj", "dative"} else []
    for steps in range(_REACH + 1):
        at = number if steps == 0 else scene.back(number, steps)
        if at is None:
            return []
        here = scene.before(first.idx) if steps == 0 else scene.by_sentence[at]
        usable = [m for m in here if m.kind != "pronoun" and m.entity is not None and not m.entity.generic]
        if steps == 0:
            usable = [m for m in usable if m.entity not in own]
        usable = [m for m in usable if m.kind != "demonym" or _of_holder(scene, m)]
        types = {e.type for e in entities(usable)}
        people_only = token.lower_ in {"both", "two", "pair", "duo"} or {"Person", "Country"} <= types
        choices = [kinds] if kinds else [["Person"]] if people_only else [["Person"], ["Country"]]
        for chosen in choices:
            assert chosen is not None
            fitting = entities([m for m in usable if m.entity is not None and m.entity.type in chosen])
            if token.lower_ in {"leaders", "presidents"} and len(fitting) > count:
                heads = {id(h.person.entity) for h in scene.doc._.holdings}
                fitting = [e for e in fitting if id(e) in heads]
            if len(fitting) > count or any(e not in fitting for e in since if fitting and e.type in chosen):
                return []
            if len(fitting) == count:
                return fitting if _together(scene, usable, fitting) else []
            since += fitting
    return []


def _two_countries(scene: Scene, first: Token) -> list[DocEntity]:
    """The two countries of an article that speaks of no third, or whose headline or first sentence names just two."""
    text = [here for n, here in enumerate(scene.by_sentence) if n <= scene.number(first.idx)]
    for here in ([m for mentions in text for m in mentions if m.end <= first.idx], *text[:2]):
        countries = {m.country for m in here if m.country is not None and m.type != "Person"}
        found = entities([m for m in here if m.type == "Country" and m.end <= first.idx])
        if len(found) == 2 and countries == {e.country for e in found}:
            return found
    return []


def _together(scene: Scene, mentions: list[DocMention], chosen: list[DocEntity]) -> bool:
    """Whether they are told as sides of one thing: coordinated, or subject and object of one verb.

    "Obama announced the recognition of South Sudan. Both sides …" is not about the United States and South Sudan.
    """
    tokens = [
        {m.token for m in mentions if m.token >= 0 and m.entity is not None and m.entity is one}
        for one in chosen
    ]
    seats = [{_seat(scene.doc[i]) for i in each} for each in tokens]
    if len({place for seat in seats for place in seat}) == 0:
        return False
    first, *others = seats
    return all(first & other for other in others)


def _seat(token: Token) -> int:
    """The verb that it is subject or object of, or a complement of by a preposition; else what it is coordinated in."""
    while token.dep_ in {"conj", "appos", "poss", "amod", "compound", "nmod"} and token.head != token:
        token = token.head
    head = token.head
    if token.dep_ == "pobj" and head.dep_ in {"prep", "agent", "dative"}:
        head = head.head
    return head.i


def _of_holder(scene: Scene, mention: DocMention) -> bool:
    """ "*Russian* President X": a country that is spoken of with its president."""
    named = scene.by_token.get(mention.token)
    return named is not None and named.type == "Person"
