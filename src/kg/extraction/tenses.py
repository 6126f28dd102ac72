"""Whether a clause looks back or forward: what decides between the last Tuesday and the coming one."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.anchoring import Tense
from kg.extraction.simultaneity import VERBAL, is_speech, words
from kg.nlp.document import segment_kind

_TO_COME = frozenset(
    {
        "will",
        "shall",
        "'ll",
        "wo",
        "sha",
        "would",
        "'d",
        "could",
        "may",
        "might",
        "should",
        "must",
        "ca",
        "can",
    }
)
_BEEN = frozenset({"had", "has", "have", "'ve", "was", "were", "did", "got"})


def tense(owner: Token) -> Tense:
    """Where the word that a time hangs on looks, by its own verb or the clauses above it; "unknown" if none says."""
    below: Token | None = None
    nouns = 0
    for token in syntax.clause_chain(owner):
        nouns += token.pos_ in {"NOUN", "PROPN"}
        if nouns > 1:
            return "unknown"  # "a reply to the refusal on Monday": too far from the verb
        found = _of_verb(token, below) if token.pos_ in VERBAL else _of_noun(token)
        if found is not None:
            return found
        below = token
    return "unknown"


def _of_noun(token: Token) -> Tense | None:
    if any(
        c.lemma_.lower() in words("planning_modifiers", lexicon="status")
        for c in syntax.children(token, "amod", "compound")
    ):
        return "future"
    if any(c.lemma_.lower() in words("arranging_verbs") for c in syntax.children(token, "acl")):
        return "future"
    if token.lower_ == "ahead" or token.lemma_.lower() in words("arranging_verbs"):
        return "future"  # "ahead of", "due on Monday"
    if token.dep_ == "pobj" and token.head.lower_ in {"since", "after", "following", "despite"}:
        return "past"
    if token.dep_ == "pobj" and token.head.lower_ in {"for", "to", "on"}:
        governor = token.head.head.lemma_.lower()
        if governor in words(
            "requesting_verbs", "requesting_nouns", "planning_verbs", "planning_nouns", lexicon="status"
        ):
            return "future"
    return None


def _of_verb(verb: Token, below: Token | None) -> Tense | None:
    auxiliaries = {c.lower_ for c in syntax.children(verb, "aux", "auxpass")}
    lemma = verb.lemma_.lower()
    if auxiliaries & _TO_COME:
        return "future"
    arranged = lemma in words("arranging_verbs") and (verb.tag_ == "VBN" or syntax.is_passive(verb))
    if arranged and (below is None or below.dep_ == "nsubjpass"):
        return "future"
    if below is not None and below.dep_ in {"xcomp", "ccomp", "dobj", "prep", "oprd"}:
        if lemma in words("planning_verbs", "requesting_verbs", lexicon="status"):
            return "future"
        if verb.pos_ == "AUX" and below.tag_ == "VB":
            return "future"  # "is to meet"
    if verb.tag_ == "VB":
        return _of_infinitive(verb, auxiliaries)
    if verb.tag_ == "VBD" or auxiliaries & _BEEN:
        return "past"
    if verb.tag_ in {"VBN", "VBG"} and not auxiliaries:
        # "talks held on Monday"; other participles and second verbs look where the verb above them looks.
        return "past" if verb.tag_ == "VBN" and verb.dep_ == "acl" else None
    if segment_kind(verb.doc, verb.idx) != "body" or is_speech(verb):
        return "past"  # the present of headlines
    return "future" if below is None else None


def _of_infinitive(verb: Token, auxiliaries: set[str]) -> Tense | None:
    if "to" not in auxiliaries:
        # "demanded that they leave"; in "will meet and sign" the first verb tells.
        return "future" if verb.dep_ in {"ccomp", "ROOT"} and "do" not in auxiliaries else None
    if verb.dep_ in {"advcl", "conj"} or (
        verb.dep_ in {"xcomp", "ccomp"}
        and verb.head.lemma_.lower() in words("aspect_verbs", "reporting_verbs")
    ):
        return None
    return "future"
