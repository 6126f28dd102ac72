"""Whether a trigger with the participants found for it makes an event."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.participants import Found, Participants
from kg.extraction.triggers import Match
from kg.lexicon import load
from kg.model import EntityType, EventType

#: Types that make sense without a recipient: what is refused, demanded, attacked or praised need not be an actor.
_ONE_SIDED: frozenset[EventType] = frozenset(
    {"LeadershipChange", "Protest", "Mobilization", "Assault", "Coercion", "Retreat", "Rejection", "Concession",
     "Request", "Threat", "Accusation", "Sanction", "Support", "Agreement", "Aid"}
)  # fmt: skip
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
        return len(actors) >= 2
    if "obliged" in one.trigger.needs and not recipients:
        return False  # "said that it must save"
    if actors and recipients:
        return True
    if kind == "LeadershipChange":
        seized = one.trigger.confidence >= _SURE_SEIZURE and bool(actors)
        return seized or any(f.entity.type in _RULERS for f in actors + recipients)
    if actors:
        if kind == "Support" and not syntax.slot(one.token, "obj") and one.trigger.part == "verb":
            return False
        if kind == "Agreement" and len(actors) < 2 and one.trigger.confidence < _SURE_ALONE and not governed:
            return False
        return kind in _ONE_SIDED
    passive = one.trigger.part == "verb" and syntax.is_passive(one.token)
    return bool(recipients) and kind in _SUFFERED and passive


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


def _means_war(clause: Token) -> bool:
    """ "… would be an act of war", "… would be treated as a declaration of war": what one would answer with force."""
    future = any(c.tag_ == "MD" for c in clause.children)
    called = [*syntax.children(clause, "attr", "oprd"), *syntax.prepositional(clause, "as")]
    return future and any("war" in {o.lower_ for o in syntax.prepositional(c, "of")} for c in called)


def serves(one: Match, triggers: dict[int, Match]) -> bool:
    """Whether the act is the purpose of another that is an event itself: "donated tents to *help* the refugees"."""
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
    return bool(actors and recipients) or any(not f.entity.generic for f in actors)
