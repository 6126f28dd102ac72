"""Component ``kg_repairs``: what the parser is known to get wrong about the sentences of news, put right.

Each rule undoes one mistake that the parse itself shows: a finite clause without a subject, a name that stands as an
adverb. Heads, labels and tags are set anew; all that reads the grammar later sees the sentence as it was meant.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from kg.lexicon import load
from kg.nlp.document import register_extensions, segment_kind
from kg.nlp.name_repairs import SUBJECTS, adverbial_name, dangling_name, named_after, two_owners
from kg.nlp.predicates import (
    aim_of_noun,
    attach,
    children,
    day_between,
    deprived_of,
    off_a_coast,
    participle_for_verb,
    shared_object,
    shared_state,
)

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})


def _is_subject_of(noun: Token, verb: Token) -> bool:
    """Whether nothing but adverbs and auxiliaries stands between the noun and the verb."""
    between = list(noun.doc[noun.right_edge.i + 1 : verb.i])
    return all(t.head == verb and t.dep_ in {"advmod", "aux", "neg"} for t in between)


def _second_clause(verb: Token) -> None:
    """ "Chad condemned the coup and *Niger* criticised France": the last noun before a verb is its subject.

    A verb that has its own object, and right before it a noun that the parser coordinated with an object of the verb
    before, opens a clause of its own.
    """
    above = verb.head
    if verb.tag_ not in _FINITE or verb.dep_ not in {"conj", "ccomp"} or above.pos_ != "VERB":
        return
    subjects = [c for c in verb.children if c.dep_ in SUBJECTS]
    if subjects:
        if len(subjects) == 1:
            _swallowed_object(verb, subjects[0])
        return
    if not any(c.dep_ in {"dobj", "ccomp", "xcomp"} for c in verb.children):
        return  # "met envoys of Mali and Niger invited to the talks"
    if verb.i == 0 or verb.nbor(-1).is_punct:
        return
    last = next((t for t in reversed(list(verb.doc[above.i + 1 : verb.i])) if t.pos_ in _NOMINAL), None)
    if last is None or last.dep_ != "conj" or last.pos_ == "PRON" or not _is_subject_of(last, verb):
        return
    linked = [c for c in last.head.children if c.dep_ == "cc" and c.i < last.i]
    others = [c for c in last.head.children if c.dep_ == "conj" and c != last]
    if not linked or others or not above.is_ancestor(last):
        return
    attach(linked[-1], above, "cc")
    attach(last, verb, "nsubj")
    verb.dep_ = "conj"


def _swallowed_object(verb: Token, subject: Token) -> None:
    """ "Ghana praised *Togo* and Benin thanked Nigeria": the first of two subjects is the object of the verb before."""
    above = verb.head
    joined = children(subject, "conj")
    linked = children(subject, "cc")
    if verb.dep_ != "ccomp" or len(joined) != 1 or len(linked) != 1 or subject.dep_ != "nsubj":
        return
    adjacent = above.i + 1 == subject.left_edge.i and _is_subject_of(joined[0], verb)
    takes_clauses = above.lemma_.lower() in _clause_takers() or children(above, "dobj", "dative")
    if not adjacent or takes_clauses or children(verb, "mark"):
        return
    attach(subject, above, "dobj")
    attach(linked[0], above, "cc")
    attach(joined[0], verb, "nsubj")
    verb.dep_ = "conj"


def _clause_takers() -> frozenset[str]:
    """Verbs after which a clause without "that" is what they say, think, fear or plan."""
    data = load("status")
    kinds = ("speech_verbs", "alleging_verbs", "denying_verbs", "planning_verbs", "attempting_verbs",
             "hypothetical_verbs", "requesting_verbs")  # fmt: skip
    return frozenset(word for kind in kinds for word in data[kind])


def _named_so(verb: Token) -> None:
    """ "Appointed X *prime minister*", "found Y *guilty*": what somebody is called is no object and no clause."""
    if verb.lemma_.lower() not in load("composition")["naming_verbs"]:
        return
    for clause in children(verb, "ccomp", "xcomp"):
        subjects = children(clause, "nsubj")
        if (
            clause.pos_ in {"ADJ", "NOUN", "PROPN"}
            and len(subjects) == 1
            and not children(clause, "mark", "aux")
        ):
            attach(subjects[0], verb, "dobj")
            clause.dep_ = "oprd"
            return
    objects = children(verb, "dobj")
    if len(objects) != 1:
        return
    title = objects[0]
    named = children(verb, "dative")
    if named and named[0].pos_ in _NOMINAL and named[0].i < title.i and _is_common(title):
        named[0].dep_ = "dobj"
        title.dep_ = "oprd"
        return
    for name in children(title, "compound", "nmod"):
        if name.i == verb.i + 1 and " " in name.text and name.pos_ == "PROPN" and _is_common(title):
            attach(name, verb, "dobj")
            title.dep_ = "oprd"
            return
    for apposed in children(title, "appos"):
        if apposed.left_edge.i == title.i + 1 and apposed.left_edge.lower_ in {"a", "an"}:
            attach(apposed, verb, "oprd")
            return


def _is_common(noun: Token) -> bool:
    return noun.pos_ == "NOUN" and noun.text[:1].islower()


def _given(verb: Token) -> None:
    """ "Gave the men who had seized power *a week to leave* and threatened": a gift after the receiver's clause.

    The parser hangs the gift, and all that follows it, on the clause.
    """
    if verb.lemma_.lower() not in {"give", "grant", "hand", "award", "deny"} or verb.pos_ != "VERB":
        return
    objects = children(verb, "dobj")
    if len(objects) != 1 or len(children(objects[0], "relcl")) != 1:
        return
    clause = children(objects[0], "relcl")[0]
    gifts = [g for g in children(clause, "npadvmod") if g.i > clause.i and children(g, "nummod", "det")]
    if not gifts:
        return
    objects[0].dep_ = "dative"
    attach(gifts[0], verb, "dobj")
    for child in list(clause.children):
        if child.i < gifts[0].i:
            continue
        if child.dep_ == "advcl" and child.tag_ == "VB":
            attach(child, gifts[0], "acl")
        elif child.dep_ in {"cc", "conj"}:
            child.head = verb


def _past_after_infinitive(verb: Token) -> None:
    """ "Kenya agreed to send police and *thanked* Canada": a past tense shares no "to" and no "would".

    It belongs to the finite verb above, not to the infinitive that the parser coordinates it with.
    """
    first = verb.head
    if verb.tag_ != "VBD" or verb.dep_ != "conj" or first.tag_ not in {"VB", "VBN"}:
        return
    if any(c.dep_ in SUBJECTS or c.dep_ in {"aux", "auxpass"} for c in verb.children):
        return
    bare = first.tag_ == "VB" and any(c.tag_ in {"TO", "MD"} for c in first.children)
    future = any(c.tag_ == "MD" for c in first.children) and children(verb, "dobj", "ccomp", "xcomp")
    linked = [c for c in children(first, "cc") if first.i < c.i < verb.i]
    if not linked or not (bare or future):
        return
    above = first
    while (
        above.dep_ in {"xcomp", "ccomp", "advcl", "conj", "acl", "pcomp", "prep", "dobj"}
        and above.head != above
    ):
        above = above.head
        if above.tag_ in _FINITE:
            attach(linked[-1], above, "cc")
            verb.head = above
            return


def _speaker_after(verb: Token) -> None:
    """ "X resigned in protest at the accords, *officials of Y* said": who speaks is coordinated with nothing."""
    if verb.lemma_.lower() not in load("status")["speech_verbs"] or verb.tag_ not in _FINITE:
        return
    if any(c.dep_ in SUBJECTS for c in verb.children) or verb.i == verb.sent.start:
        return
    noun = verb.nbor(-1)
    while noun.head.right_edge.i == verb.i - 1 and noun.head.i < verb.i and noun.head != noun:
        if noun.left_edge.i > verb.sent.start and noun.left_edge.nbor(-1).text == ",":
            break
        noun = noun.head
    opens = noun.left_edge.i - 1
    if noun.dep_ not in {"conj", "appos", "npadvmod", "dep"} or noun.pos_ not in _NOMINAL:
        return
    if opens > verb.sent.start and noun.doc[opens].text == "," and verb.is_ancestor(noun):
        attach(noun, verb, "nsubj")


def _inverted(verb: Token) -> None:
    """ "*Killed* in the attack were two soldiers": a participle before its auxiliary and its subject."""
    auxiliaries = [c for c in children(verb, "auxpass") if c.i > verb.i]
    if verb.tag_ != "VBN" or not auxiliaries or any(c.dep_ in SUBJECTS for c in verb.children):
        return
    for subject in children(auxiliaries[0], "attr", "nsubj"):
        attach(subject, verb, "nsubjpass")


@cache
def _listed(kind: str) -> frozenset[str]:
    return frozenset(load("composition")[kind])


def _headline_passive(verb: Token) -> None:
    """ "Opposition leader *arrested* at airport": headlines leave out "was", and who suffers looks like who acts.

    Only verbs that nobody uses without an object, where they have none.
    """
    if verb.tag_ not in {"VBD", "VBN"} or verb.dep_ not in {"ROOT", "ccomp", "conj"}:
        return
    lemma, objects = verb.lemma_.lower(), children(verb, "dobj")
    if lemma in _listed("getting_verbs"):
        suffers = any(o.lemma_.lower() in _listed("gifts") for o in objects)
        objects = [c for c in verb.children if c.lower_ == "to"]  # "granted asylum *to* 200 Syrians"
    elif lemma in _listed("told_verbs"):
        suffers = any(a.tag_ == "TO" for c in children(verb, "xcomp") for a in c.children)
    else:
        suffers = lemma in _listed("suffering_verbs")
    if not suffers:
        return
    subjects = children(verb, "nsubj")
    objects += [o for c in children(verb, "conj") for o in children(c, "dobj")]  # "shot and killed a man"
    active = objects or any(c.dep_ in {"aux", "auxpass", "ccomp", "dative"} for c in verb.children)
    if len(subjects) != 1 or subjects[0].i > verb.i or subjects[0].pos_ == "PRON" or active:
        return
    if segment_kind(verb.doc, verb.idx) in {"title", "heading"} or not _is_closed(verb.sent):
        subjects[0].dep_, verb.tag_ = "nsubjpass", "VBN"


def _is_closed(sentence: Span) -> bool:
    """Whether it ends with a full stop, as headlines do not."""
    return any(t.text[-1:] in {".", "!", "?", "…"} for t in sentence[-2:])


def _side_by_side(verb: Token) -> None:
    """ "A *did* X; B did Y": clauses on both sides of a semicolon are coordinated, neither is said by the other."""
    other = verb.head
    if verb.dep_ != "ccomp" or verb.i > other.i or not children(verb, "nsubj", "nsubjpass"):
        return
    between = {t.text for t in verb.doc[verb.i : other.i] if t.head in (verb, other)}
    if ";" in between and other.lemma_.lower() not in load("status")["speech_verbs"]:
        verb.dep_ = "conj"


def _supposed(verb: Token) -> None:
    """ "*Were* Chad *to send* troops, Libya would …": the infinitive is what is supposed, "were" its auxiliary."""
    if verb.lower_ != "were" or verb.dep_ != "advcl":
        return
    subjects = [s for s in children(verb, "nsubj") if s.i > verb.i]
    acts = [c for c in children(verb, "advcl", "xcomp", "ccomp") if c.tag_ == "VB" and c.i > verb.i]
    if len(subjects) != 1 or len(acts) != 1 or not any(c.tag_ == "TO" for c in acts[0].children):
        return
    act, clause = acts[0], verb.head
    attach(act, clause, "advcl")
    attach(subjects[0], act, "nsubj")
    attach(verb, act, "aux")


def _gerund_after(verb: Token) -> None:
    """ "Accused the army of burning villages and *torturing* men": a bare gerund goes on with what follows "of".

    The parser coordinates it with the finite verb, and may take the first gerund for an adjective.
    """
    above = verb.head
    if verb.tag_ != "VBG" or verb.dep_ != "conj" or above.tag_ not in _FINITE:
        return
    if any(c.dep_ in SUBJECTS or c.dep_ in {"aux", "auxpass"} for c in verb.children):
        return
    for first in reversed(list(verb.doc[above.i + 1 : verb.i])):
        preposition = first.nbor(-1)
        if first.tag_ != "VBG" or preposition.lower_ not in {"of", "for"} or preposition.dep_ != "prep":
            continue
        if first.dep_ == "amod" and first.head.dep_ == "pobj" and first.head.head == preposition:
            thing = first.head
            attach(first, preposition, "pcomp")
            attach(thing, first, "dobj")
            preposition.head = above
        if first.dep_ == "pcomp":
            verb.head = first
        return


_RULES: tuple[Callable[[Token], None], ...] = (
    day_between,
    participle_for_verb,
    deprived_of,
    _inverted,
    _second_clause,
    _past_after_infinitive,
    _speaker_after,
    _named_so,
    _given,
    _side_by_side,
    _supposed,
    _gerund_after,
    _headline_passive,
    aim_of_noun,
)


@Language.factory("kg_repairs", requires=["token.dep", "token.tag"], assigns=["token.dep", "token.tag"])
def make_repairs(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    register_extensions()

    def repair(doc: Doc) -> Doc:
        for token in doc:
            if token.dep_ in {"npadvmod", "nsubj", "prt"}:
                adverbial_name(token)
                named_after(token)
                two_owners(token)
                off_a_coast(token)
            elif token.dep_ in {"dep", "nmod"} and token.head.pos_ == "VERB":
                dangling_name(token)
            elif token.dep_ == "prep":
                shared_object(token)
                shared_state(token)
            if token.pos_ in {"VERB", "ADJ", "AUX"}:
                for rule in _RULES:
                    rule(token)
        return doc

    return repair
