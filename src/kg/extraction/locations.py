"""Where an event takes place."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.participants import PLACES, Participants
from kg.extraction.triggers import Match
from kg.nlp.document import DocMention

#: Prepositions before a building whose place is that of the event: "outside the embassy in Niamey".
_BESIDE = ("outside", "inside")
#: How far back a sentence may be that names the place of "the summit", in tokens.
_BACK = 80


def location_of(one: Match, participants: Participants) -> DocMention | None:
    """The place of the event itself: not that of another event of its sentence, nor of those who take part."""
    for name in one.trigger.place:
        if name in {"obj", "to"} or name not in {"in", "at", "near"}:
            place = participants.place(syntax.slot(one.token, name, one.light))
            if place is not None:
                return place
    for holder in [one.token, *([one.light] if one.light is not None else [])]:
        for name in ("in", "at", "near"):
            if name in one.trigger.place:
                place = participants.place(syntax.prepositional(holder, name))
                if place is not None:
                    return place
        if "at" in one.trigger.place:
            place = participants.place(o for word in _BESIDE for o in syntax.prepositional(holder, word))
            if place is not None:
                return place
    if one.light is not None:
        # "a meeting of Arab states in Damascus"
        of = [o for o in syntax.prepositional(one.light, "of") if o.i not in participants.by_token]
        place = participants.place(o for noun in of for o in syntax.prepositional(noun, "in"))
        if place is not None:
            return place
    # "met X in Moscow": the parser often hangs the place on the last person; "X's visit" on the verb above.
    for found in [
        *syntax.slot(one.token, "obj"),
        *(t for s in one.trigger.recipient for t in syntax.slot(one.token, s, one.light)),
    ]:
        for conjunct in syntax.with_conjuncts(found):
            if conjunct.i in participants.by_token and participants.by_token[conjunct.i].type not in PLACES:
                place = participants.place(syntax.prepositional(conjunct, "in"))
                if place is not None:
                    return place
    if one.token.dep_ in {"dobj", "nsubjpass", "nsubj"} and one.token.head.pos_ == "VERB":
        return participants.place(syntax.prepositional(one.token.head, "in"))
    return _told_before(one.light, participants) if one.light is not None else None


def _told_before(noun: Token, participants: Participants) -> DocMention | None:
    """ "*The summit* was chaired by X": where the last sentences say that a summit is held."""
    if not any(c.lower_ in {"the", "this"} for c in syntax.children(noun, "det")):
        return None
    for other in reversed(list(noun.doc[max(noun.i - _BACK, 0) : noun.sent.start])):
        if other.lemma_ == noun.lemma_ and other.pos_ == "NOUN":
            return participants.place(
                [*syntax.prepositional(other, "in"), *syntax.prepositional(other, "at")]
            )
    return None
