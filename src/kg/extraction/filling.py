"""Who fills the slots of a trigger: its own, those of what it governs, those of the verb that governs it."""

from __future__ import annotations

from kg.extraction import syntax
from kg.extraction.circumstances import (
    beyond_border,
    called,
    cause,
    condition,
    in_condition,
    is_refused,
    reciprocal,
    surrounded,
)
from kg.extraction.composition import lender
from kg.extraction.giving import taker
from kg.extraction.participants import Found, Participants
from kg.extraction.representation import company
from kg.extraction.triggers import Match
from kg.lexicon import load
from kg.model import EventType
from kg.nlp.document import DocEntity

#: Types whose sides must be named themselves: who "hosts rounds of Tajik talks" does not host Tajikistan.
_DIRECT: frozenset[EventType] = frozenset({"Consultation"})
#: What is done to somebody's house, son or guard is not done to him.
_BODILY: frozenset[EventType] = frozenset({"Assault", "Coercion"})
#: What is done to an office-holder is not done to the state.
_PERSONAL: frozenset[EventType] = frozenset(
    {"Assault", "Coercion", "Sanction", "Retreat", "LeadershipChange"}
)
#: Inner events with whose recipient one talks.
_TALKS: frozenset[EventType] = frozenset({"Consultation", "Agreement", "Cooperation"})
#: What is done together after talks was talked about together.
_JOINT: frozenset[EventType] = frozenset({"Agreement", "Support", "Concession", "Cooperation"})
#: Prepositions before the act in which somebody suffers.
_WAYS = ("in", "by", "during")
#: Types whose recipient may be named by a place alone.
_AT_PLACES: frozenset[EventType] = frozenset(
    {"Assault", "Coercion", "Aid", "Retreat", "Mobilization", "Sanction", "Concession"}
)
#: Of what is there, the acts that concern a land: "lifted a curfew in Basra", "reopened its embassy in Chad".
_LIFTED: frozenset[EventType] = frozenset({"Concession", "Retreat", "Aid", "Sanction"})
#: What one says to those whom one calls or writes to.
_SPOKEN: frozenset[EventType] = frozenset(
    {"Support", "Accusation", "Request", "Concession", "Agreement", "Threat"}
)
#: What is promised or refused on terms.
_GIVEN_TERMS: frozenset[EventType] = frozenset({"Rejection", "Agreement", "Concession"})
#: What is done in answer to an act: where the act is only supposed, its doer is the one it is aimed at.
_PROVOKED: frozenset[EventType] = frozenset({"Threat", "Sanction", "Protest", "Coercion", "Mobilization"})
#: What is taken away from whom it belongs to.
_OWNED: frozenset[EventType] = frozenset({"Sanction", "Coercion"})
#: What is sent here may be those who act.
_SENT: frozenset[EventType] = frozenset({"Mobilization", "Aid"})
#: Slots that name what an act is about and not where it strikes: "sanctions over Crimea".
_ABOUT = frozenset({"comp", "over", "for", "about"})


def sides(one: Match, governed: list[Match], participants: Participants) -> tuple[list[Found], list[Found]]:
    """Actors and recipients of a trigger. ``governed`` are the triggers in its complement."""
    trigger = one.trigger
    actors = _fill(one, trigger.actor, participants)
    recipients = _fill(one, trigger.recipient, participants)
    if not actors and trigger.type == "Sanction" and trigger.mode == "withdraw" and one.light is not None:
        actors = participants.owner(one.light)  # "Serbia's envoy has not been recalled"
    if not actors and trigger.type in _SENT and one.light is not None and syntax.is_passive(one.token):
        actors = participants.actors([one.light])  # "Norwegian peacekeepers were deployed to Mali"
    if len(actors) > 1 and reciprocal(one.token):
        return actors, actors
    if trigger.type == "Rejection" and one.light is not None and syntax.is_passive(one.token):
        # "X's accusations were dismissed by Y"
        recipients = participants.owner(one.light) or others(recipients, actors, trigger.type)
    if not recipients and trigger.type == "Threat" and "comp" in trigger.recipient:
        # "threatened to shell X if Y attacked": what is threatened says whom.
        threats = [g for g in governed if not in_condition(g.token, one.token)]
        recipients = _within(one, threats, actors, participants)
    if not recipients and trigger.part == "verb" and trigger.type in _PROVOKED:
        # "would impose sanctions if Pyongyang tested": aimed at those whose act would bring it about.
        provoking = participants.actors(condition(one.token), embedded=False)
        provoking = provoking or participants.actors(cause(one.token))
        recipients = _apart(provoking, actors)
    if not recipients and trigger.type in _GIVEN_TERMS:
        recipients = _granted(one, actors, participants)
    if not recipients and ("comp" in trigger.recipient or trigger.complement == "absorb"):
        recipients = _within(one, governed, actors, participants)
    if not recipients and (trigger.complement == "alleged" or trigger.type == "Request"):
        # "alleged that France wanted …", "demanded that France pay": whoever the content is about.
        clauses = syntax.children(one.token, "ccomp", "xcomp")
        about = participants.actors(
            [s for c in clauses for s in syntax.slot(c, "subj")],
            embedded=trigger.complement == "alleged",
            represented=True,
        )
        recipients = _apart(about, actors)
    if not recipients and trigger.type == "Rejection" and one.light is not None:
        # "denied Egyptian claims"
        recipients = _apart(participants.responsible(one.light), actors)
    if not recipients and trigger.type in _OWNED and one.light is not None:
        # "suspended Myanmar's membership"
        recipients = _apart(participants.owner(one.light), actors)
    signed = trigger.two_sided and one.light is not None and len(actors) == 1
    if not recipients and (signed or (trigger.type == "Agreement" and trigger.complement == "absorb")):
        recipients = _with_whom(one, governed, actors, participants)
    if trigger.type in _AT_PLACES:
        recipients = [f for f in recipients if not participants.is_unknown_place(f)]
        recipients = recipients or _at_place(one, actors, participants)
    if not recipients and trigger.part == "verb" and trigger.type in _GIVEN_TERMS:
        # "refused to disarm until Kinshasa freed him": those whose act is the term are those who are answered.
        terms = participants.actors(condition(one.token), embedded=False)
        recipients = _apart(terms, actors)
    if not recipients and trigger.type == "Aid" and trigger.part == "verb":
        recipients = _helped(one, actors, participants)
    if not recipients and trigger.type in {"Aid", "Cooperation"}:
        recipients = _apart(participants.actors(taker(one.token)), actors)
    if trigger.type == "Retreat":
        # Who pulls "its soldiers" back retreats with them.
        recipients = [r for r in recipients if not _own_force(r, actors, participants)]
    if not recipients and trigger.mode == "third-party" and one.light is not None:
        # "began an effort to end the rift between X and Y"
        ends = [c for t in (one.token, one.light) for c in syntax.children(t, "acl", "advcl", "xcomp")]
        ends += [
            below for c in ends for below in syntax.children(c, "xcomp")
        ]  # "to try to prevent a war between"
        disputes = [d for c in ends if c.tag_ == "VB" for d in syntax.children(c, "dobj")]
        between = [b for d in disputes for b in syntax.prepositional(d, "between")]
        recipients = _apart(participants.actors(between, embedded=False), actors)
    if not recipients and trigger.type in _SPOKEN:
        recipients = _apart(participants.actors(called(one.token)), actors)
    if trigger.type == "Mobilization":
        # What is sent is nobody that it is sent against.
        sent = participants.actors([one.light] if one.light is not None else [], embedded=False)
        recipients = _apart(recipients, sent)
    if not recipients and trigger.type == "Mobilization":
        recipients = participants.actors(beyond_border(one.token), embedded=False)
    if not recipients and trigger.type == "Mobilization" and one.light is not None:
        recipients = participants.actors(surrounded(one.token, one.light), embedded=False)
    return actors, recipients


def _own_force(found: Found, actors: list[Found], participants: Participants) -> bool:
    owners = participants.owned(found) if found.entity.type == "MilitaryForce" else []
    return any(o.entity is a.entity for o in owners for a in actors)


def _at_place(one: Match, actors: list[Found], participants: Participants) -> list[Found]:
    """Whose land is struck, raided, supplied or left: what stands there is often a place, or a thing in one."""
    slots = [name for name in one.trigger.recipient if name not in _ABOUT]
    at = [t for name in slots for t in syntax.slot(one.token, name, one.light)]
    lifted = one.trigger.type in _LIFTED
    at += [one.light] if one.light is not None and lifted else []
    found = participants.struck(at, unnamed=lifted)
    return [f for f in found if all(f.entity.country != a.entity.country for a in actors)]


#: Slots of those with whom, for whom or from whose land one promises to act.
_CONCERNED = ("iobj", "with", "from", "into", "for", "in", "of")


def _with_whom(
    one: Match, governed: list[Match], actors: list[Found], participants: Participants
) -> list[Found]:
    """Whom the act concerns that is agreed to or promised: "agreed to work with *X*", "to pull out of *Y*"."""
    # Those who are to meet meet in a place that has no part in it.
    names = [n for n in _CONCERNED if n != "in" or all(g.trigger.type not in _TALKS for g in governed)]
    clauses = syntax.children(one.token, "xcomp")
    clauses += (
        [c for c in syntax.children(one.light, "acl") if c.tag_ == "VB"] if one.light is not None else []
    )
    for clause in clauses:
        for name in names:
            thing = next(iter(syntax.children(clause, "dobj")), None) if name == "with" else None
            tokens = syntax.slot(clause, name, thing)
            found = participants.actors(tokens)
            if name not in {"with", "iobj"}:
                found = found or participants.struck(tokens)
            if others := _of_other_sides(found, actors):
                return others
        # "agreed to meet the demands of *X*"
        things = [t for t in syntax.slot(clause, "obj") if t.i not in participants.by_token]
        found = [f for f in participants.actors(things) if f.entity.type != "Person"]
        if others := _of_other_sides(found, actors):
            return others
    return []


def _of_other_sides(found: list[Found], actors: list[Found]) -> list[Found]:
    """Those found who are neither actors nor of an actor's side."""
    return [f for f in _apart(found, actors) if all(not _same_side(f.entity, a.entity) for a in actors)]


def _apart(found: list[Found], named: list[Found]) -> list[Found]:
    """Those found who are none of those named."""
    return [f for f in found if all(f.entity is not n.entity for n in named)]


def _granted(one: Match, actors: list[Found], participants: Participants) -> list[Found]:
    """Whom one lets or will not let do something or have something: "refused to let X land", "to grant X a visa"."""
    found: list[Found] = []
    for clause in syntax.children(one.token, "xcomp", "acl") if one.trigger.complement != "negated" else ():
        if clause.lemma_.lower() not in load("composition")["granting_verbs"]:
            continue
        if one.trigger.type != "Rejection" and any(c.dep_ == "neg" for c in clause.children):
            continue  # "pledged not to let X attack Y" is promised to Y
        below = [s for c in syntax.children(clause, "ccomp", "xcomp") for s in syntax.children(c, "nsubj")]
        let = syntax.children(clause, "dobj")
        # "agreed to allow the return of *UN* staff"
        comers = [o for t in let for name in ("of", "by", "for") for o in syntax.prepositional(t, name)]
        whom = [*syntax.slot(clause, "iobj"), *below, *let, *comers]
        found = participants.actors(whom, embedded=False) or participants.actors(
            # "refused to let a *German* plane land"
            [owner for t in whom for owner in syntax.children(t, "amod", "poss")],
            embedded=False,
        )
        found = _apart(found, actors)
        if found:
            return found
    return found


#: Slots of those for whom a thing is done: "to help *refugees*", "to support projects in *Mali*".
_HELPED = ("obj", "to", "for", "in")


def _helped(one: Match, actors: list[Found], participants: Participants) -> list[Found]:
    """For whom aid is given where its purpose tells: "donated ventilators to assist *Ethiopia*"."""
    given = [one.light] if one.light is not None else syntax.children(one.token, "dobj")
    purposes = [c for t in (one.token, *given) for c in syntax.children(t, "advcl", "xcomp", "acl", "relcl")]
    table = load("composition")
    for verb in purposes:
        purpose = verb.lemma_.lower()
        if not any(c.tag_ == "TO" for c in verb.children):
            continue
        helped = purpose in table["helping_verbs"]
        if not helped and purpose not in table["serving_verbs"]:
            continue
        for name in _HELPED:
            tokens = syntax.slot(verb, name)
            found = participants.actors(tokens, embedded=False) if helped else []
            found = _apart(found or participants.struck(tokens), actors)
            # "To help its own fishermen" is no aid.
            found = [f for f in found if not syntax.children(participants.doc[f.mention.token], "poss")]
            if found:
                return found
    return []


def shared(one: Match, triggers: dict[int, Match], participants: Participants) -> list[Found]:
    """Who meets at talks without sides of their own: those who agree after them.

    "A and B agreed on a framework *after 13 days of talks*", "A and B signed an accord *at a meeting*".
    """
    if not one.trigger.two_sided or one.token.dep_ != "pobj":
        return []
    above = one.token.head.head
    if one.token.head.lower_ == "of" and above.dep_ == "pobj":
        above = above.head.head  # "13 days of talks", "a round of talks"
    outer = triggers.get(above.i)
    if outer is None or outer.trigger.type not in _JOINT:
        return []
    actors = _fill(outer, outer.trigger.actor, participants)
    return actors if len(actors) > 1 else []


#: Prepositions before talks at which, or after which, the one who speaks took part in them.
_AT_TALKS = frozenset({"at", "during", "on", "in", "after", "following"})


def attending(one: Match, recipients: list[Found], participants: Participants) -> list[Found]:
    """Who meets where only the other side stands at the noun: "after talks with X, *Y* said", "on a visit to X"."""
    preposition = one.token.head
    verb = preposition.head
    if all(r.entity.generic for r in recipients) or one.token.dep_ != "pobj":
        return []  # "after a visit to troops"
    # "was in Doha for talks with X", "is on a visit to X"
    there = verb.lemma_ == "be" and preposition.lower_ in {"on", "for"}
    if preposition.lower_ not in _AT_TALKS and not there:
        return []
    # Not "went back on an accord with X".
    if one.trigger.type != "Consultation" or not (verb.pos_ == "VERB" or there):
        return []
    if syntax.is_passive(verb) or verb.dep_ not in {"ROOT", "conj", "ccomp"}:
        return []
    found = participants.actors(syntax.slot(verb, "subj"), represented=True)
    return others(found, recipients, one.trigger.type)


def by_way_of(one: Match, triggers: dict[int, Match], participants: Participants) -> list[Found]:
    """Who kills where people "were killed *in an attack by X*", "in an Israeli strike"."""
    for word in _WAYS:
        for noun in syntax.prepositional(one.token, word):
            other = triggers.get(noun.i)
            if other is not None and is_way(other, triggers):
                return _fill(other, other.trigger.actor, participants)
    return []


def is_way(one: Match, triggers: dict[int, Match]) -> bool:
    """Whether a noun only tells how those above it suffered: the *attack* in which they were killed."""
    outer = triggers.get(one.token.head.head.i) if one.token.head.lower_ in _WAYS else None
    bodily = outer is not None and outer.trigger.type == one.trigger.type in _BODILY
    return bodily and outer is not None and syntax.is_passive(outer.token)


def others(recipients: list[Found], actors: list[Found], kind: EventType) -> list[Found]:
    """The recipients without those on the actors' own side. Who accuse each other are both."""
    if recipients is actors:
        return recipients
    return [f for f in recipients if not any(_own_side(f.entity, a.entity, kind) for a in actors)]


def without_owners(recipients: list[Found], actors: list[Found], participants: Participants) -> list[Found]:
    """The recipients without pronouns for whom the actor belongs to: "X's government accused *him*" is not about X."""
    owners = [o.entity for a in actors for o in participants.owned(a)]
    return [r for r in recipients if r.mention.kind != "pronoun" or all(r.entity is not o for o in owners)]


def _own_side(recipient: DocEntity, actor: DocEntity, kind: EventType) -> bool:
    forces = kind == "Threat" and recipient.type == "MilitaryForce" and recipient.country is not None
    # Who warns that his troops would return does not warn them.
    own_forces = forces and recipient.country == actor.country
    return own_forces or _same_side(recipient, actor)


def _same_side(recipient: DocEntity, actor: DocEntity) -> bool:
    """Whether what is done to the recipient is done to the actor's own state: "Macron warned that France would …"."""
    own_state = recipient.type in {"Country", "Government"} and actor.country == recipient.country is not None
    return recipient is actor or (own_state and actor.type in {"Person", "Government", "Country"})


def _fill(one: Match, slots: tuple[str, ...], participants: Participants) -> list[Found]:
    """The first slot that names an actor."""
    for name in slots:
        if name == "comp":
            continue
        embedded = name not in {"amod", "compound"} and (one.trigger.type not in _DIRECT or name == "subj")
        tokens = syntax.slot(one.token, name, one.light)
        if name == "subj":
            tokens += [other for t in tokens for other in company(t, one.token)]
        represented = slots is one.trigger.actor or one.trigger.type not in _PERSONAL
        found = participants.actors(tokens, embedded=embedded, represented=represented)
        if name == "subj":
            found = [f for f in found if participants.direct(f, tokens) or not participants.is_topic(f)]
        if one.trigger.type in _BODILY:
            found = [f for f in found if f.entity.type != "Person" or participants.direct(f, tokens)]
        if one.trigger.type == "Consultation" and name in {"amod", "compound"}:
            found = [f for f in found if f.mention.kind != "metonym"]  # "a *White House* meeting" is there
        if found:
            return found
    return []


def _within(
    one: Match, governed: list[Match], actors: list[Found], participants: Participants
) -> list[Found]:
    """Whom a demand, refusal or threat is about: those named in what is demanded, refused or threatened.

    A demand is made of those who should act ("demanded the release of X" asks nothing of X) or should be talked to.
    """
    for other in governed:
        if one.trigger.type == "Rejection" and not is_refused(other.token, one.token):
            continue
        doers = _fill(other, other.trigger.actor, participants)
        doers = [
            d for d in doers if not any(o.entity is a.entity for a in actors for o in participants.owned(d))
        ]
        named = _fill(other, other.trigger.recipient, participants)
        if not named and other.trigger.type in _AT_PLACES:
            named = _at_place(other, actors, participants)
        if one.trigger.type == "Request":
            found = doers or (named if other.trigger.type in _TALKS else [])
        else:
            found = named or (doers if other.token.pos_ == "NOUN" else [])
        found = _apart(found, actors)
        if found:
            return found
    return []


def lend(
    one: Match, actors: list[Found], recipients: list[Found], participants: Participants
) -> tuple[list[Found], list[Found]]:
    """Give a nominal trigger the subject of the verb that governs it: "carried out an attack"."""
    # Who announces a resignation need not resign.
    lent = lender(one) if one.trigger.type != "LeadershipChange" else None
    if lent is None or (actors and not lent[1]):
        return actors, recipients
    verb, undergoes = lent
    subject = participants.actors(syntax.slot(verb, "subj") if verb.pos_ in {"VERB", "AUX"} else [verb])
    if undergoes:
        sources = [t for name in ("from", "hands") for t in syntax.slot(verb, name, one.token)]
        actors = actors or participants.actors(sources)
        # "secured a truce between Y and Z": who is named beside those two brought it about.
        apart = [] if one.trigger.two_sided and len(actors) > 1 else _apart(subject, actors)
        return actors, recipients or apart
    for name in one.trigger.recipient:
        if not recipients and name not in {"obj", "subj", "comp"}:
            recipients = participants.actors(syntax.slot(verb, name))
    return subject, recipients
