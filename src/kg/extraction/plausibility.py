"""Whether a trigger with the participants found for it makes an event."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Span, Token

from kg.extraction import representation, syntax
from kg.extraction.participants import Found, Participants
from kg.extraction.status import Assessment
from kg.extraction.trigger_entries import field_words
from kg.extraction.triggers import Match
from kg.lexicon import load
from kg.model import EntityType, EventType

#: Types that make sense without a recipient: what is refused, demanded, attacked or praised need not be an actor.
_ONE_SIDED: frozenset[EventType] = frozenset(
    {"LeadershipChange", "Protest", "Mobilization", "Assault", "Coercion", "Retreat", "Rejection", "Concession",
     "Request", "Threat", "Accusation", "Sanction", "Support", "Agreement", "Aid"}
)  # fmt: skip
#: What is said of players as of fighters.
_MATCHED: frozenset[EventType] = frozenset(
    {"Assault", "Threat", "Coercion", "Retreat", "Rejection", "Concession"}
)
#: "Vowed to …" with nothing known after it may be a threat as well as a promise; "agreed to …" may not.
_SURE_ALONE = 0.75
#: Types that make sense without an actor, in the passive: "three activists were arrested".
_SUFFERED: frozenset[EventType] = frozenset({"Assault", "Coercion", "Sanction", "Retreat"})
#: Modes of consulting that make sense without the others: to host a summit, to attend one, to mediate.
SHARED_MODES = frozenset({"multilateral", "third-party"})
#: "The officers seized power": sure triggers of a change of leadership may have a group or an army as actor.
_SURE_SEIZURE = 0.85
_RULERS: frozenset[EntityType] = frozenset({"Person", "PoliticalParty", "Government"})


def enough(
    one: Match,
    kind: EventType,
    mode: str | None,
    actors: list[Found],
    recipients: list[Found],
    governed: list[Match],
) -> bool:
    """Whether the participants make an event of this type."""
    shared = kind == "Consultation" and mode in SHARED_MODES and one.trigger.part == "verb"
    if shared and any(not f.entity.generic for f in actors):
        return True
    if one.trigger.two_sided and kind != "Rejection":
        return len(actors) + len(recipients) >= 2
    if "obliged" in one.trigger.needs and not recipients:
        return False  # "said that it must save"
    if actors and recipients:
        return True
    if kind in {"LeadershipChange", "Assault"} and _is_habit(one.token):
        return False
    if kind == "LeadershipChange":
        seized = one.trigger.confidence >= _SURE_SEIZURE and bool(actors)
        return seized or any(_rules(f, one.token) for f in actors + recipients)
    if kind == "Cooperation" and one.trigger.part == "verb" and len({f.entity.country for f in actors}) > 1:
        return True  # "Singapore and Malaysia shared intelligence"
    if actors:
        if kind == "Support" and not syntax.slot(one.token, "obj") and one.trigger.part == "verb":
            return False
        if kind == "Agreement" and len(actors) < 2 and one.trigger.confidence < _SURE_ALONE and not governed:
            return False
        return kind in _ONE_SIDED
    passive = one.trigger.part == "verb" and syntax.is_passive(one.token)
    return (
        bool(recipients)
        and kind in _SUFFERED
        and (passive or (kind == "Assault" and _unknown_doer(one.token)))
    )


def _rules(found: Found, trigger: Token) -> bool:
    """Whether the one found may come to power or lose it: "Iceland's *prime minister* quit" names nobody."""
    titled = found.mention.token >= 0 and representation.official(trigger.doc[found.mention.token])
    return found.entity.type in _RULERS or (titled and found.entity.type == "Group")


def _unknown_doer(verb: Token) -> bool:
    """ "*Gunmen* killed", "*a car bomb* killed": violence without a name behind it."""
    return any(s.lemma_.lower() in _field("unnamed") for s in syntax.slot(verb, "subj"))


def meets_as_body(one: Match, actors: list[Found], participants: Participants) -> bool:
    """ "The Security Council met", "foreign ministers of the G7 met": the members of one body confer."""
    alone = (
        one.trigger.part == "verb"
        and one.trigger.two_sided
        and "obj" not in one.trigger.needs
        and len(actors) == 1
    )
    return alone and participants.is_assembly(actors[0])


def may_visit(one: Match, actors: list[Found], participants: Participants) -> bool:
    """Whether one who comes somewhere comes as a guest: refugees, troops, athletes and film stars do not.

    To arrive is a visit for those with an office; to travel for all whom the article names.
    """
    arrives = one.trigger.lemma in load("composition")["arriving_verbs"] and "in" in one.trigger.needs
    return any(participants.is_envoy(a, in_office=arrives) for a in actors)


def own_deed(one: Match, actors: list[Found], participants: Participants) -> bool:
    """Whether one warns of what one's own side would do; to warn of others' deeds or of the weather is no threat."""
    clauses = syntax.children(one.token, "ccomp")
    below = [c for c in syntax.children(one.token, "xcomp") if any(a.tag_ == "MD" for a in c.children)]
    if one.token.dep_ == "relcl" and below:
        return False  # "the raid, which X had warned would come"
    if not clauses:
        return True
    subjects = [s for c in clauses for s in syntax.slot(c, "subj")]
    doers = participants.actors(subjects, embedded=False)
    if any(a.entity is owner.entity for s in subjects for owner in participants.owner(s) for a in actors):
        return True  # "warned that his government would …"
    if any(_means_war(c) for c in clauses):
        return True
    own = {a.entity.country for a in actors if a.entity.country} | {id(a.entity) for a in actors}
    return any(d.entity.country in own or id(d.entity) in own for d in doers)


def is_demand(one: Match) -> bool:
    """Whether one insists on what others should do, and not that something is so: "insists it *is* enforcing"."""
    clauses = syntax.children(one.token, "ccomp")
    return one.trigger.lemma != "insist" or not clauses or any(_is_due(c) for c in clauses)


def _is_due(clause: Token) -> bool:
    """Whether a clause tells what is to be: "that Y *lift* the ban", "that Y *must* go"."""
    bare = clause.tag_ == "VBP" and clause.lower_ not in {"are", "do", "have"}  # the tagger's word for "lift"
    modal = any(a.tag_ in {"MD", "VB"} for a in syntax.children(clause, "aux", "auxpass"))
    return modal or clause.tag_ == "VB" or (bare and bool(syntax.children(clause, "mark")))


def _means_war(clause: Token) -> bool:
    """ "… would be an act of war", "… would be treated as a declaration of war": what one would answer with force."""
    future = any(c.tag_ == "MD" for c in clause.children)
    called = [*syntax.children(clause, "attr", "oprd"), *syntax.prepositional(clause, "as")]
    return future and any("war" in {o.lower_ for o in syntax.prepositional(c, "of")} for c in called)


def is_real(one: Match, kind: EventType, actors: list[Found]) -> bool:
    """Whether the act is one of politics or war: not an accident, a rule of law, a contest, a story or a takeover."""
    if kind == "Assault" and not actors and _by_accident(one.token, _lemmas(one.token.sent)):
        return False
    if kind in _MATCHED and _in_contest(one.token, _lemmas(one.token.sent)):
        return False
    if kind in {"Assault", "Threat", "Agreement"} and actors and all(_is_firm(a) for a in actors):
        return False
    if kind == "Rejection" and any(
        c.lemma_.lower() in _field("unsaid") for c in syntax.children(one.token, "xcomp", "acl")
    ):
        return False
    return not (_in_present(one.token) and (_is_rule(one.token) or _is_story(one.token)))


@cache
def _field(name: str) -> frozenset[str]:
    return frozenset(load("plausibility")[name])


def _by_accident(trigger: Token, words: frozenset[str]) -> bool:
    """Whether those who suffer do so by accident, as the sentence or the one before it tells."""
    if words & _field("violence"):
        return False
    before = trigger.doc[max(trigger.sent.start - 1, 0)].sent
    nearby = _lemmas(before) if before.start < trigger.sent.start else frozenset()
    return bool(words & _field("accidents")) or bool(
        nearby & _field("accidents") and not nearby & _field("violence")
    )


def _lemmas(sentence: Span) -> frozenset[str]:
    """An earthquake "strikes" too: only air strikes are violence."""
    return frozenset(t.lemma_.lower() for t in sentence if t.pos_ != "VERB" or t.lemma_.lower() != "strike")


def _in_contest(trigger: Token, words: frozenset[str]) -> bool:
    """Whether those who attack or beat others play against them."""
    if words & (_field("violence") - _field("moves")):
        return False
    text = trigger.sent.text.lower()
    named = any(name in text for name in ("world cup", "cup of nations", "premier league", "song contest"))
    return named or len(words & _field("contests")) > 1 or bool(words & field_words(("sport",)))


def _is_firm(actor: Found) -> bool:
    return actor.entity.type == "Company" and actor.entity.generic


def _is_habit(verb: Token) -> bool:
    """ "The mayor *is elected* for four years": a passive of the present tells of no single act, but in headlines."""
    auxiliaries = syntax.children(verb, "aux", "auxpass")
    present = [a.lower_ for a in auxiliaries] in (["is"], ["are"])
    return present and verb.tag_ == "VBN" and verb.sent.text.rstrip().endswith(".")


def _in_present(trigger: Token) -> bool:
    """Whether the clause of the trigger is in the simple present, or says what may or must be."""
    for token in syntax.clause_chain(trigger):
        if token.pos_ in {"VERB", "AUX"}:
            auxiliaries = syntax.children(token, "aux", "auxpass")
            if any(a.tag_ == "MD" and a.lower_ in {"may", "must", "can", "shall"} for a in auxiliaries):
                return True
            tags = {a.tag_ for a in auxiliaries} or {token.tag_}
            return tags <= {"VBZ", "VBP"} and token.tag_ != "VBG"
    return False


def _is_rule(trigger: Token) -> bool:
    """ "Under the constitution the president *names* the ministers": what always holds has not happened."""
    return any(
        o.lemma_.lower() in _field("rules")
        for token in syntax.clause_chain(trigger)
        for o in syntax.prepositional(token, "under")
    )


def _is_story(trigger: Token) -> bool:
    """ "A film in which the army *stages* a coup"."""
    for token in syntax.clause_chain(trigger):
        if token.dep_ in {"relcl", "acl"}:
            nouns = {token.head, *(h for h in syntax.clause_chain(token.head) if h.pos_ in {"NOUN", "PROPN"})}
            return any(n.lemma_.lower() in _field("fiction") for n in nouns)
    return False


def serves(one: Match, kind: EventType, assessment: Assessment, triggers: dict[int, Match]) -> bool:
    """Whether the act is the purpose of another that is an event itself: "donated tents to *help* the refugees"."""
    if not assessment.purpose or kind not in {"Aid", "Support", "Cooperation"}:
        return False
    head = one.token.head
    return head.i in triggers or any(head == other.light for other in triggers.values())


def own_word(one: Match, actors: list[Found], told_by: Token | None, speaker: Found | None) -> bool | None:
    """Whether it is the actor's own side that says what it will or will not do; None if that is not known."""
    if one.trigger.part == "verb" and syntax.is_passive(one.token):
        return False
    if speaker is None:
        return told_by is None or told_by.lemma_.lower() not in load("status")["onlookers"]
    teller = speaker.entity
    if any(teller is a.entity or teller.country == a.entity.country is not None for a in actors):
        return True
    return None if teller.type == "Person" and teller.country is None else False


def sure_headline(actors: list[Found], recipients: list[Found]) -> bool:
    """Headlines lack the words that grammar goes by: one side alone must be named, not described."""
    return bool(actors and recipients) or any(not f.entity.generic for f in (*actors, *recipients))
