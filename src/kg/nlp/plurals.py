""" "They", "their" and "them": of those named together, of two who met, of a group."""

from __future__ import annotations

from spacy.tokens import Token

from kg.lexicon import load
from kg.nlp.clauses import SUBJECTS, Scene, clauses_above, entities, own_subject, subject
from kg.nlp.document import DocEntity, DocMention
from kg.nlp.impersonal import words

_OBJECTS = frozenset({"dobj", "pobj", "dative"})
#: After these "them" may be people; "with them" and "in them" may as well be arms or places.
_TOWARDS = frozenset({"to", "for", "against", "from", "of", "by", "at"})


def plural(scene: Scene, token: Token, verb: Token, number: int) -> list[DocEntity]:
    """The entities of a subject like "Mali and Burkina Faso", two who met, or a group."""
    own: set[int] = set()
    if token.dep_ in _OBJECTS:
        if token.dep_ == "pobj" and token.head.lower_ not in _TOWARDS:
            return []
        own = {id(e) for e in entities(scene.slot(subject(verb)))}
    elif token.dep_ == "poss":
        head = subject(verb)
        if head is not None and head.i < token.i and head.i != token.head.i:
            found = _sides(scene.slot(head))
            if found or not head.is_ancestor(token):
                return found
    for above in clauses_above(verb):
        head = own_subject(above)
        if head is not None and head.i < token.i:
            found = [e for e in _sides(scene.slot(_whole(head))) if id(e) not in own]
            if found:
                return found
            if not scene.slot(head) and head.tag_ in {"NNS", "NNPS"}:
                return []
    here = scene.before(token.idx)
    heads = [m for m in here if m.token >= 0 and scene.doc[m.token].dep_ in SUBJECTS]
    for mention in reversed(heads):
        found = _sides(scene.slot(scene.doc[mention.token]))
        if found and not own.intersection(map(id, found)):
            return found
    if token.dep_ not in _OBJECTS:
        groups = entities([m for m in here if m.kind != "pronoun" and m.token >= 0 and _sides([m])])
        others = [
            t for t in scene.doc[token.sent.start : token.i] if t.tag_ == "NNS" and t.i not in scene.by_token
        ]
        if len(groups) == 1 and not others:
            return groups
    last = scene.back(number)
    if last is None or [m for m in here if m.entity is not None and _sides([m])]:
        return []
    main = scene.main_subject(last)
    found = _sides(scene.slot(main))
    if found:
        return [] if own.intersection(map(id, found)) else found
    if main is None or (main.tag_ in {"NNS", "NNPS"} and main.i not in scene.by_token):
        return []
    met = _met(scene, last)
    if met:
        return [] if own.intersection(map(id, met)) else met
    plural = entities([m for m in scene.by_sentence[last] if _sides([m])])
    others = [t for t in scene.sentences[last] if t.tag_ == "NNS" and t.i not in scene.by_token]
    return plural if len(plural) == 1 and not others and token.dep_ not in _OBJECTS else []


def _whole(head: Token) -> Token:
    """ "A majority of the guards": the guards."""
    if head.lemma_.lower() in load("descriptions")["parts"]:
        for preposition in head.children:
            if preposition.dep_ == "prep" and preposition.lower_ == "of":
                return next((c for c in preposition.children if c.dep_ == "pobj"), head)
    return head


def _met(scene: Scene, number: int) -> list[DocEntity]:
    """ "X met Y": both, if nobody else is named."""
    verb = scene.sentences[number].root
    people = entities([m for m in scene.by_sentence[number] if m.type == "Person"])
    named = [m for m in scene.slot(subject(verb)) if m.type == "Person"]
    return people if len(people) == 2 and len(named) == 1 and verb.lemma_ in words("meeting") else []


def _sides(mentions: list[DocMention]) -> list[DocEntity]:
    """Those of a coordination, or a group; a single person or state is no plural."""
    usable = [
        m
        for m in mentions
        if m.kind != "demonym" and m.entity is not None and m.type not in {"City", "Place", "Region"}
    ]
    found = entities(usable)
    if len(found) > 1:
        return found
    return [e for e in found if e.plural or e.type in {"Group", "ArmedGroup", "MilitaryForce"}]
