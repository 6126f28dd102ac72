"""Who is what a noun says: "X, a member of …", "X was elected president", "Parliament named X as speaker".

The noun is a title, or "member", "activist", "citizen"; the person is found by grammar, and the clause between them
says whether it begins, holds, is over or ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.facts.statement import Statements
from kg.extraction.participants import Found
from kg.lexicon import load
from kg.model import EntityType, Status
from kg.nlp import biography
from kg.nlp.titles import incoming_suffixes

Phase = Literal["holds", "held", "begins", "ends"]


@dataclass(frozen=True, slots=True)
class Holder:
    """``verb`` is the token that links person and noun: a verb, a noun like "election", or the noun itself."""

    person: Found
    verb: Token
    phase: Phase
    rule: str
    confidence: float


@cache
def _words(kind: str) -> frozenset[str]:
    """Lemmas of one kind from ``facts.toml``."""
    return frozenset(load("facts")["holding"][kind])


def judged(statements: Statements, holder: Holder) -> tuple[Status, str | None]:
    """Status and speaker. An apposition is asserted, whatever the rest of its sentence plans or denies."""
    if holder.rule == "nominal":
        return statements.judge_post(holder.verb)
    if holder.verb.pos_ in {"VERB", "AUX"}:
        return statements.judge(holder.verb)
    return "Asserted", None


_PEOPLE: frozenset[EntityType] = frozenset({"Person"})


def holders(statements: Statements, noun: Token, kinds: frozenset[EntityType] = _PEOPLE) -> list[Holder]:
    """Who the noun says to be it, of the given kinds; empty where grammar does not tell or readings are open."""
    found = list(_by_grammar(_Asked(statements, kinds), noun))
    return found or ([] if "Person" not in kinds else list(_by_topic(statements, noun)))


@dataclass(frozen=True, slots=True)
class _Asked:
    """Statements, asked for entities of some kinds only."""

    statements: Statements
    kinds: frozenset[EntityType]

    def single(self, *tokens: Token) -> list[Found]:
        """What the tokens stand for, if that is one entity. "The Democratic Action Party, or DAP" is one."""
        found = [f for f in self.statements.named(tokens) if f.entity.type in self.kinds]
        if any(c.lower_ == "or" for t in tokens for c in syntax.children(t, "cc")):
            found = found[:1]
        return found if len(found) == 1 else []


def _by_grammar(asked: _Asked, noun: Token) -> Iterator[Holder]:
    if noun.dep_ in {"compound", "amod", "nmod"} and noun.head.lower_ in incoming_suffixes():
        noun = noun.head  # "as president-designate"
    top = _top(noun)
    if top.dep_ == "appos" or syntax.children(top, "appos"):
        named = [top.head] if top.dep_ == "appos" else syntax.children(top, "appos")
        for token in named:
            for person in asked.single(token):
                yield Holder(person, noun, "holds", "apposition", 0.9)
        if top.dep_ == "appos":
            return
    if top.dep_ in {"compound", "nmod"} and top.head.i > top.i and _adjacent(top):
        for person in asked.single(top.head):
            yield Holder(person, noun, "holds", "title", 0.9)
        return
    link, through = _link(top)
    if link is None:
        return
    if link.pos_ in {"NOUN", "PROPN"}:
        yield from _nominal(asked, noun, link)
    elif through == "as":
        yield from _as(asked, noun, link)
    else:
        yield from _predicate(asked, noun, link)


_GOVERNORS = frozenset({"VERB", "AUX", "NOUN"})


def _top(noun: Token) -> Token:
    """The noun, or the first of those it is coordinated with: "was a lawyer and president of Chile"."""
    while True:
        if noun.dep_ == "conj" and noun.head.pos_ in {"NOUN", "PROPN", "ADJ"} and not noun.head.ent_type_:
            noun = noun.head
        elif (
            noun.dep_ == "pobj"
            and noun.head.lower_ in {"of", "among"}
            and noun.head.head.lower_ in {"one", "some", "many"}
        ):
            # "one of the founders"
            noun = noun.head.head
        else:
            return noun


def _adjacent(noun: Token) -> bool:
    return noun.head.i - noun.i == 1


def _link(noun: Token) -> tuple[Token | None, str]:
    """The verb or noun that gives the noun to somebody, and the preposition between them if it is "as"."""
    if noun.dep_ == "pobj":
        preposition = noun.head
        governor = preposition.head
        if preposition.lower_ == "as":
            # "replaced by X as minister", "named X as minister": the parser may hang it on the name.
            # or on the place, as in "came to Tehran as minister" and "the resignation of X as minister".
            if governor.pos_ == "PROPN" and governor.dep_ == "pobj" and governor.head.head.pos_ in _GOVERNORS:
                governor = governor.head.head
            elif governor.pos_ == "PROPN" and governor.dep_ == "dobj":
                governor = governor.head
            return governor, "as"
        posted = preposition.lower_ in {"of", "to"} and governor.lemma_.lower() in _words("posts")
        if posted and governor.dep_ in {"dobj", "attr", "appos", "pobj", "oprd", "nsubjpass"}:
            # "held the office of president", "was elected to the post of speaker"
            return _link(governor) if governor.dep_ == "pobj" else (governor.head, "")
        return None, ""
    if noun.dep_ in {"attr", "oprd", "dobj", "nsubj", "acomp", "ccomp", "xcomp"}:
        if noun.dep_ == "nsubj" and noun.head.lemma_ != "be":
            # "named X prime minister": the parser may make a clause of it.
            return None, ""
        return noun.head, ""
    return None, ""


def _predicate(asked: _Asked, noun: Token, verb: Token) -> Iterator[Holder]:
    """ "X is/became Y", "X was elected Y", "they elected X Y"."""
    lemma = verb.lemma_.lower()
    if _of_another(asked, verb):
        return
    if lemma in {"be", "remain"} and noun.dep_ == "nsubj":
        # "The president is X."
        for person in asked.single(*syntax.children(verb, "attr")[:1]):
            yield Holder(person, verb, _tense(verb), "copula", 0.85)
    elif lemma in {"be", "remain"}:
        # Who "remained minister" when others left still is, unless it is said for how long.
        stayed = lemma == "remain" and verb.tag_ == "VBD" and not syntax.children(verb, "prep", "advcl")
        for person in asked.single(*_subject(verb)):
            yield Holder(person, verb, "holds" if stayed else _tense(verb), "copula", 0.9)
    elif lemma == "become":
        for person in asked.single(*_subject(verb)):
            yield Holder(person, verb, "begins", "become", 0.9)
    elif lemma in {"hold", "assume"} and noun.dep_ != "oprd":
        for person in asked.single(*_subject(verb)):
            phase: Phase = "begins" if lemma == "assume" else _tense(verb)
            yield Holder(person, verb, phase, "hold", 0.85)
    elif lemma in _words("begin"):
        for person in _undergoing(asked, noun, verb):
            yield Holder(person, verb, "begins", "appointment", 0.88)


def _of_another(asked: _Asked, verb: Token) -> bool:
    """Whether the parser has joined a clause with a subject of its own to the one before: "X is T, and Y will be U"."""
    if verb.dep_ != "conj" or syntax.children(verb, "nsubj", "nsubjpass"):
        return False
    links = [t for t in verb.doc[verb.head.i + 1 : verb.i] if t.lower_ in {"and", "but", "while"}]
    named = asked.statements.names_in(links[-1].idx, verb.idx) if links else ()
    return any(m.type in asked.kinds for m in named)


def _undergoing(asked: _Asked, noun: Token, verb: Token) -> list[Found]:
    """Whom a verb of appointing or dismissing concerns."""
    shared = (
        verb.dep_ == "conj"
        and not syntax.children(verb, "nsubj", "nsubjpass")
        and syntax.is_passive(verb.head)
    )
    if syntax.is_passive(verb) or shared:
        return asked.single(*([verb.head] if verb.dep_ == "acl" else _subject(verb)))
    between = [
        m
        for m in asked.statements.names_in(verb.idx + 1, noun.idx)
        if m.type in asked.kinds and not _clause_between(verb, noun)
    ]
    if len({id(m.entity) for m in between}) == 1:
        return asked.single(asked.statements.doc[between[0].token])
    objects = [t for t in syntax.children(verb, "dobj", "nsubj") if t.i > verb.i and t != noun]
    return asked.single(objects[0]) if len(objects) == 1 else []


def _clause_between(verb: Token, noun: Token) -> bool:
    """Whether another finite verb stands between, so that the name belongs to another clause."""
    return any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in noun.doc[verb.i + 1 : noun.i])


def _as(asked: _Asked, noun: Token, verb: Token) -> Iterator[Holder]:
    """ "served as Y", "was sworn in as Y", "appointed X as Y", "resigned as Y", "succeeded X as Y"."""
    lemma = verb.lemma_.lower()
    particles = {c.lower_ for c in verb.children if c.dep_ in {"prt", "advmod"}}
    own = asked.single(*_subject(verb))
    passing = lemma in {"succeed", "replace", "follow"}
    if (
        not passing
        and any(t.lower_ == "with" for t in verb.doc[verb.i : noun.i])
        and any(
            m.type in asked.kinds and m.entity not in {one.entity for one in own}
            for m in asked.statements.names_in(verb.idx, noun.idx)
        )
    ):
        return  # "took the oath, with Y, a former mayor, as his deputy"
    if lemma in _words("serve"):
        for person in own:
            yield Holder(person, verb, _tense(verb), "serve", 0.9)
    elif lemma in {"succeed", "replace", "follow"} and syntax.is_passive(verb):
        # "X was replaced by Y as minister"
        for person in own:
            yield Holder(person, verb, "ends", "succession", 0.85)
        for person in asked.single(*syntax.slot(verb, "by")[:1]):
            yield Holder(person, verb, "begins", "succession", 0.85)
    elif lemma in {"succeed", "replace", "follow"}:
        for person in asked.single(*syntax.slot(verb, "subj")):
            yield Holder(person, verb, "begins", "succession", 0.85)
        for person in asked.single(*syntax.slot(verb, "obj")):
            yield Holder(person, verb, "ends", "succession", 0.85)
    elif lemma in _words("begin"):
        for person in _undergoing(asked, noun, verb):
            yield Holder(person, verb, "begins", "appointment", 0.9)
    elif lemma in _words("end"):
        for person in _undergoing(asked, noun, verb):
            yield Holder(person, verb, "ends", "dismissal", 0.88)
    elif lemma in _words("end_own") or (lemma == "step" and particles & {"down", "aside"}):
        for person in own:
            yield Holder(person, verb, "ends", "resignation", 0.88)
    elif lemma in _words("attend"):
        # "came to Tehran as foreign minister", "landed in Harare as president-designate"
        for person in own:
            yield Holder(person, verb, "held" if _over(verb) else "holds", "attend", 0.85)
    elif lemma in {"take", "begin", "start"}:
        # "took office as", "took over as", "took over from X as"
        for person in own:
            yield Holder(person, verb, "begins", "taking office", 0.85)
        for person in asked.single(*syntax.prepositional(verb, "from")[:1]):
            yield Holder(person, verb, "ends", "succession", 0.85)


def _over(verb: Token) -> bool:
    """Whether a past perfect puts what happened before everything else."""
    return any(c.lower_ == "had" for c in syntax.children(verb, "aux"))


def _nominal(asked: _Asked, noun: Token, link: Token) -> Iterator[Holder]:
    """ "his election as Y", "the resignation of X as Y"."""
    lemma = link.lemma_.lower()
    phase: Phase
    if lemma in _words("begin_nouns"):
        phase = "begins"
    elif lemma in _words("end_nouns"):
        phase = "ends"
    else:
        return
    owners = syntax.children(link, "poss") or syntax.prepositional(link, "of")
    for person in asked.single(owners[0]) if owners else []:
        yield Holder(person, link, phase, "nominal", 0.82)


def _subject(verb: Token) -> list[Token]:
    """The subject, if it has one, also of "X was the first woman to lead …"."""
    subject = syntax.surface_subject(verb)
    if subject is None and verb.tag_ == "VB" and verb.dep_ in {"relcl", "acl"} and verb.head.dep_ == "attr":
        subject = syntax.surface_subject(verb.head.head)
    return [subject] if subject is not None else []


def no_longer(verb: Token) -> bool:
    """Whether the verb says that something has ended: "is no longer president"."""
    return any(c.lower_ == "longer" for c in verb.children)


def _tense(verb: Token) -> Phase:
    """Whether what the verb states still holds."""
    auxiliaries = {c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass"}}
    if no_longer(verb) or {"to", "have"} <= auxiliaries:
        return "held"  # "is no longer", "is considered to have been"
    if auxiliaries & {"has", "have", "'ve"} or auxiliaries & {"will", "would", "may", "is", "are"}:
        return "holds"
    if "had" in auxiliaries or "was" in auxiliaries or verb.tag_ == "VBD":
        return "held"
    if verb.tag_ in {"VBG", "VBN", "VB"}:
        # "serving from 2000", "to serve as": as the clause above it.
        above = verb.head
        if verb.dep_ == "pcomp" and above.lower_ in {"after", "since", "before"}:
            return "held"
        if verb.head != verb and verb.dep_ in {"advcl", "acl", "xcomp", "conj", "pcomp", "relcl"}:
            for token in syntax.clause_chain(above):
                if token.pos_ in {"VERB", "AUX"}:
                    return _tense(token)
    return "holds"


#: Characters.
_LONGEST_NAME = 300


def _by_topic(statements: Statements, noun: Token) -> Iterator[Holder]:
    """ "X (…) is a Turkish politician, who became a member": a sentence that opens with a person says who that is."""
    text = statements.doc._.plain
    start = noun.left_edge.idx if noun.left_edge.i > noun.i - 8 else noun.idx
    for person in statements.names_in(start - biography.REACH - _LONGEST_NAME, noun.idx):
        if (
            person.type != "Person"
            or person.end >= noun.idx
            or biography.bracketed(text, person.start, person.end)
        ):
            continue
        tense = biography.link(text, person.end, start) or biography.link(text, person.end, noun.idx)
        found = statements.people(statements.doc[person.token])
        if tense is not None and len(found) == 1:
            yield Holder(found[0], noun, tense, "topic", 0.8)
            return
    opening = statements.doc[noun.sent.start : noun.i]
    if all(
        t.dep_ in {"det", "amod", "compound", "advmod"} or t.lower_ in {"former", "one", "of", "the"}
        for t in opening
    ):
        # "A member of the Green Party, X has been …"
        end = noun.right_edge.idx + len(noun.right_edge)
        for person in statements.names_in(end + 1, end + 3):
            beside = person.start < noun.sent.end_char and text[end : person.start] in {", ", " "}
            if person.type == "Person" and beside:
                for one in statements.people(statements.doc[person.token])[:1]:
                    yield Holder(one, noun, "holds", "fronted", 0.8)
