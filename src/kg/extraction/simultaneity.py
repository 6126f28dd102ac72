"""Which words of a sentence tell of the same moment: how far the time of one verb or noun reaches.

A time dates what it hangs on, and what the verb of the same clause says happened then: the talks that were *held* on
Monday, the town that was shelled *and seized* on Monday. It does not date what that verb only speaks of: what the
ministry *said* on Monday, the attack that was *condemned* on Monday, what was agreed, demanded or alleged.
"""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.triggers import match
from kg.lexicon import load

VERBAL = frozenset({"VERB", "AUX"})
#: Prepositions through which a noun shares the time of its verb: "were killed in an air strike on Monday".
_SHARING = frozenset({"in", "at", "during", "by", "with", "through"})
_LOOKING_AWAY = frozenset({"since", "after", "before", "following", "until", "despite", "over", "ahead"})
_PLACING = frozenset({"in", "at", "during"})


@cache
def words(*kinds: str, lexicon: str = "time") -> frozenset[str]:
    """Lemmas of some kinds from a lexicon."""
    return frozenset(word for kind in kinds for word in load(lexicon)[kind])


def _occurring() -> frozenset[str]:
    return words("light_verbs", "undergoing_verbs", lexicon="composition") | words("occurring_verbs")


def is_speech(verb: Token) -> bool:
    """Whether the verb is one of saying."""
    return verb.pos_ == "VERB" and verb.lemma_.lower() in words("speech_verbs", lexicon="status")


def happens(noun: Token) -> bool:
    """Whether the noun names something that has a date: a trigger or an occasion."""
    return noun.pos_ in {"NOUN", "PROPN"} and (
        noun.lemma_.lower() in words("occasions") or match(noun) is not None
    )


def arcs(token: Token, verb: Token, position: int) -> int | None:
    """Arcs from a token up to ``verb``, if the time of the verb, named at ``position``, is that of the token too."""
    subjects = syntax.children(verb, "nsubj", "nsubjpass", "expl")
    opening = bool(subjects) and position < subjects[0].left_edge.i
    steps = 0
    while token != verb:
        if token.head == token or not _shares(token, opening):
            return None
        token = token.head
        steps += 1
    return steps


def _shares(token: Token, opening: bool) -> bool:
    """Whether the time of its head is that of ``token``. ``opening``: the time stands before the clause's subject."""
    if token.pos_ in VERBAL:
        return _clause_shares(token, opening)
    head = token.head
    if token.pos_ in {"ADP", "SCONJ"}:
        return head.lemma_.lower() in words("phases") if token.lower_ == "of" else token.lower_ in _SHARING
    match token.dep_:
        case "conj" | "attr" | "acomp" | "oprd" | "pobj" | "expl":
            return True
        case "nsubj":
            return head.lemma_.lower() not in words("reacting_verbs")
        case "dobj" | "nsubjpass":
            occurring = words("light_verbs", "undergoing_verbs", lexicon="composition") | words(
                "occurring_verbs"
            )
            return head.lemma_.lower() in occurring
    return False


def _clause_shares(verb: Token, opening: bool) -> bool:
    head = verb.head
    match verb.dep_:
        case "conj":
            return opening or not syntax.children(verb, "nsubj", "nsubjpass", "expl")
        case "xcomp" | "ccomp":
            return head.lemma_.lower() in words("aspect_verbs") or head.pos_ == "AUX" or _refuses(verb)
        case "advcl":
            linking = syntax.children(verb, "mark", "prep", "advmod")
            if is_speech(head):
                return False  # "…, officials said on Tuesday, killing 17"
            if any(c.lower_ == "when" or (c.lower_ == "as" and verb.tag_ == "VBD") for c in linking):
                return True
            return verb.tag_ in {"VBG", "VBN"} and not linking
        case "pcomp":
            return head.lower_ in {"by", "in"}
    return False


def _refuses(verb: Token) -> bool:
    """ "Said on Monday that it would never withdraw": what is refused is refused by saying so."""
    future = any(c.lower_ in {"will", "would", "wo", "'ll"} for c in syntax.children(verb, "aux"))
    return future and bool(syntax.children(verb, "neg")) and is_speech(verb.head)


def is_joined(verb: Token, other: Token) -> bool:
    """Whether the time of ``other`` is that of ``verb``, which governs it, though it hangs on ``other`` alone.

    "*Arrived* and met X on Monday", "*attacked* the post, killing 12 on Monday", "*refused* when X visited in March".
    """
    if other.head != verb or is_speech(other) or is_speech(verb):
        return False
    linking = {c.lower_ for c in syntax.children(other, "mark", "advmod")}
    # "12 were killed and 30 wounded": a bare number is no new subject.
    subjects = [s for s in syntax.children(other, "nsubj", "nsubjpass") if s.tag_ != "CD"]
    if other.dep_ == "advcl":
        perfect = any(c.lower_ in {"has", "have", "had"} for c in syntax.children(verb, "aux"))
        return ("when" in linking and not perfect) or (other.tag_ == "VBG" and not linking and not subjects)
    return other.dep_ == "conj" and other.tag_ == verb.tag_ and not linking and not subjects


def describes(verb: Token, noun: Token) -> bool:
    """Whether the clause of ``verb`` says when its noun happens: "talks *held* on Monday", "which *began* in May"."""
    return (
        verb.dep_ in {"acl", "relcl"}
        and verb.head == noun
        and (verb.lemma_.lower() in _occurring() | words("aspect_verbs", "arranging_verbs"))
    )


def occasion_before(date: Token) -> Token | None:
    """The noun before a date's preposition that has the date, though the parser gives it to the verb.

    "Since the *invasion* in February", "ahead of *elections* in May": right before it, below "since" also further.
    """
    last = date.nbor(-1) if date.i > date.sent.start else date
    for noun in syntax.clause_chain(last):
        if noun.pos_ in VERBAL:
            return None
        preposition = noun.head.head if noun.head.lower_ == "of" else noun.head
        near = noun == last or (preposition.lower_ == "since" and noun.right_edge == last)
        if near and noun.dep_ == "pobj" and preposition.lower_ in _LOOKING_AWAY and happens(noun):
            return noun
    return None


def arranged(verb: Token) -> Token | None:
    """What is scheduled or postponed: the subject of the passive, the object, or the noun before the participle."""
    if verb.dep_ == "acl":
        return verb.head
    found = syntax.children(verb, "nsubjpass", "dobj")
    return found[0] if found else None


def is_apart(verb: Token) -> bool:
    """Whether the verb speaks of a thing whose time is another than the verb's: "cancelled talks on Monday"."""
    apart = words("cancelling_verbs", "denying_verbs", "planning_verbs", "requesting_verbs", lexicon="status")
    return verb.lemma_.lower() in apart


def takes_place_in(verb: Token, noun: Token) -> bool:
    """Whether the day of an event's noun is that of the verb: "was *killed* in an *attack* on Monday".

    Not so where the verb tells what became of it ("the attack drew"), or is apart from it.
    """
    lemma = verb.lemma_.lower()
    if noun.dep_ == "nsubj":
        return noun.head == verb and lemma not in words("reacting_verbs")
    if noun.dep_ in {"dobj", "nsubjpass"}:
        return noun.head == verb and not is_apart(verb)
    below = noun.dep_ == "pobj" and noun.head.lower_ in _PLACING and noun.head.head == verb
    return below and lemma not in words("judging_verbs")
