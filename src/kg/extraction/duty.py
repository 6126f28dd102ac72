"""Who must or may do something, or is to blame for something, by what a verb's clause says."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extraction.edges import children, is_passive, prepositional, with_conjuncts
from kg.lexicon import load

#: Auxiliaries that oblige.
_DUTY = frozenset({"must", "should"})


def obliged(verb: Token) -> list[Token]:
    """Who is to do what the verb's clause says: "said that *Y* must leave", "demanded that *Y* leave"."""
    found: list[Token] = []
    for clause in children(verb, "ccomp", "advcl", "xcomp"):
        subjects = children(clause, "nsubj")
        if subjects and not is_passive(clause) and _is_duty(verb, clause):
            found += subjects
    return found


def allowed(verb: Token, noun: Token | None) -> list[Token]:
    """Who may do what is approved of: "gave its approval for *Y* to land"."""
    holders = [verb] if noun is None else [verb, noun]
    clauses = [c for holder in holders for c in children(holder, "advcl", "acl", "relcl", "ccomp", "xcomp")]
    approved = [c for c in clauses if any(m.lower_ == "for" for m in children(c, "mark"))]
    return [s for c in approved for s in children(c, "nsubj")]


def _is_duty(verb: Token, clause: Token) -> bool:
    auxiliaries = {c.lower_ for c in children(clause, "aux")}
    if "have" in auxiliaries:
        return False  # "should have left" blames, it does not ask
    if clause.lemma_ in {"have", "need"} and any(c.tag_ == "VB" for c in children(clause, "xcomp")):
        return clause.dep_ == "ccomp"
    if auxiliaries & _DUTY:
        return clause.dep_ == "ccomp" and not _is_unwilled(clause)
    if not _is_bare(clause) or _is_unwilled(clause) or auxiliaries - {"to", "not"}:
        return False
    if "to" in auxiliaries:
        # "Wants Y to leave", "called for Y to leave"; not "declared an emergency to begin at midnight".
        return verb.lemma_ in {"want", "like"} or any(c.lower_ == "for" for c in children(clause, "mark"))
    return clause.dep_ == "ccomp"


def _is_unwilled(clause: Token) -> bool:
    """ "Should grow", "must have", "should receive": expected of somebody rather than asked."""
    return clause.lemma_ in load("status")["unwilled"]


def _is_bare(verb: Token) -> bool:
    """An infinitive or a subjunctive, which the tagger takes for a plural: "insisted that Iran *halt* enrichment"."""
    if verb.tag_ == "VBP":
        subjects = children(verb, "nsubj")
        return all(s.tag_ in {"NN", "NNP"} and len(with_conjuncts(s)) == 1 for s in subjects)
    return verb.tag_ == "VB"


def blamed(verb: Token) -> list[Token]:
    """Who is to blame by what the verb's clause says: "said that *X* was responsible for the attack"."""
    harm = load("composition")["harm"]
    found: list[Token] = []
    for clause in children(verb, "ccomp"):
        if clause.lemma_ != "be" or children(clause, "neg") or any(c.tag_ == "MD" for c in clause.children):
            continue
        responsible = [c for c in children(clause, "acomp") if c.lower_ == "responsible"]
        done = [o for c in responsible for o in prepositional(c, "for")]
        behind = prepositional(clause, "behind")
        if (responsible and not done) or any(o.lemma_.lower() in harm for o in (*done, *behind)):
            found += children(clause, "nsubj")
    return found
