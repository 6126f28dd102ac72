"""Events: a trigger, who stands in its slots, where and when, whether it happened, and who says so."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc, Token

from kg.extraction import syntax
from kg.extraction.antecedents import doers
from kg.extraction.composition import absorbed, compose, inner, matches, settle
from kg.extraction.drafts import Draft, finished
from kg.extraction.filling import attending, by_way_of, is_way, lend, others, shared, sides, without_owners
from kg.extraction.locations import location_of
from kg.extraction.opinions import completed, weighed
from kg.extraction.participants import Found, Participants
from kg.extraction.plausibility import (
    enough,
    is_demand,
    is_real,
    may_visit,
    meets_as_body,
    own_deed,
    own_word,
    serves,
    sure_headline,
)
from kg.extraction.speakers import speech_after
from kg.extraction.status import assess
from kg.extraction.times import Timeline
from kg.extraction.triggers import Match, match
from kg.extraction.unprompted import unprompted
from kg.model import Event, EventType
from kg.nlp.document import segment_kind
from kg.typer import Typer

#: Acts that consist in saying something.
_WORDS: frozenset[EventType] = frozenset({"Accusation", "Request", "Agreement", "Threat"})


def events(
    doc: Doc, participants: Participants, timeline: Timeline, typer: Typer | None = None
) -> list[Event]:
    """All events that the article states, in the order of their triggers; with a typer, as far as it agrees."""
    found: list[Event] = []
    drafts: list[Draft] = []
    told: list[Draft] = []
    for sentence in doc.sents:
        found_here = matches(sentence)
        for one in found_here.values():
            if absorbed(one, found_here):
                continue
            draft = _draft(one, found_here, participants)
            answered = _answered(one) if draft is None else None
            if answered is not None:
                one, draft = answered, _draft(answered, found_here, participants)
            if draft is not None:
                if not draft.recipients:
                    draft.recipients = doers(one, draft.type, draft.actors, told, participants)
                told.append(draft)
                drafts.append(draft)
                found.append(finished(doc, draft, participants, timeline))
            elif _refers_back(one):
                _continue(found, one, participants, timeline)
            for draft in _complements(one, found_here, participants):
                drafts.append(draft)
                found.append(finished(doc, draft, participants, timeline))
    if typer is not None:
        kept = weighed(doc, list(zip(drafts, found, strict=True)), typer)
        kept = completed(doc, participants, kept, typer)
        more = unprompted(doc, participants, [draft for draft, _ in kept], typer)
        found = [event for _, event in kept]
        found += [finished(doc, draft, participants, timeline) for draft in more]
    unique: dict[tuple[object, ...], Event] = {}
    for event in sorted(found, key=lambda e: (e.trigger, -e.confidence, e.rule)):
        # Resigning and fleeing are two changes, a strike and the attack that it is are one.
        act = event.rule if event.type == "LeadershipChange" else ""
        key = (event.type, act, event.actors, event.recipients, event.evidence, event.status)
        unique.setdefault(key, event)
    return list(unique.values())


def _answered(one: Match) -> Match | None:
    """What was said where nobody is named who answers it: "Iranian *accusations* against Y were dismissed"."""
    answers = one.trigger.type in {"Rejection", "Agreement"} and one.trigger.part == "verb"
    said = match(one.light) if answers and one.light is not None and syntax.is_passive(one.token) else None
    return said if said is not None and said.trigger.type in _WORDS else None


def _refers_back(one: Match) -> bool:
    """ "The meeting on Tuesday …": a definite noun without participants of its own, which the clause is about."""
    return (
        one.trigger.part == "noun"
        and one.token.dep_ in {"nsubj", "nsubjpass"}
        and any(c.lower_ in {"the", "this"} for c in syntax.children(one.token, "det"))
    )


def _continue(found: list[Event], one: Match, participants: Participants, timeline: Timeline) -> None:
    """Give the last event of the same type the time and place that a later sentence adds to it."""
    for i in range(len(found) - 1, -1, -1):
        event = found[i]
        if event.type == one.trigger.type and event.status == "Asserted":
            if event.time is None:
                time = timeline.of(one.token)
                found[i] = event = replace(event, time=time)
            if event.location is None:
                place = location_of(one, participants)
                if place is not None and place.entity is not None:
                    found[i] = replace(event, location=place.entity.key)
            return


def _draft(one: Match, triggers: dict[int, Match], participants: Participants) -> Draft | None:
    trigger = one.trigger
    governed = inner(one, triggers)
    actors, recipients = sides(one, governed, participants)
    if trigger.type == "Threat" and trigger.lemma == "warn" and not own_deed(one, actors, participants):
        return None
    if trigger.type == "Request" and not is_demand(one):
        return None
    kind, mode = compose(one, governed)
    if kind is None:
        return None
    actors = actors or by_way_of(one, triggers, participants)
    if trigger.part == "noun":
        actors, recipients = lend(one, actors, recipients, participants)
        actors = actors or shared(one, triggers, participants) or attending(one, recipients, participants)
        if not recipients and is_way(one, triggers):
            return None
    recipients = without_owners(others(recipients, actors, trigger.type), actors, participants)
    # A "planned visit" that is called off has been called off.
    called_off = kind in {"Rejection", "Sanction", "Concession"}
    assessment = assess(one.token, None if called_off else one.light)
    speaker = _speaker(one, participants, assessment.speaker)
    status = assessment.status
    if serves(one, kind, assessment, triggers):
        return None
    if actors:
        own = own_word(one, actors, assessment.speaker, speaker)
        kind, mode, status = settle(one, kind, mode, assessment, own=own)
    # Whom one met with did not for that meet each other: "held talks with X and Y".
    several = kind == "Consultation" and bool(actors) and len(recipients) > 1
    if trigger.two_sided and kind != "Rejection" and not several:
        actors, recipients = actors + recipients, []
    assembly = kind == "Consultation" and meets_as_body(one, actors, participants)
    if assembly:
        mode = "multilateral"
    if trigger.mode == "visit" and not may_visit(one, actors, participants):
        return None
    if not assembly and not enough(one, kind, mode, actors, recipients, governed):
        return None
    if not is_real(one, kind, actors):
        return None
    if segment_kind(participants.doc, one.token.idx) in {"title", "heading"} and not sure_headline(
        actors, recipients
    ):
        return None
    return Draft(one, kind, mode, actors, recipients, status, speaker, _is_mutual(one, governed))


def _is_mutual(one: Match, governed: list[Match]) -> bool:
    """Whether several actors do it with or to one another: "met", "agreed to trade", "failed to reach a deal"."""
    if one.trigger.two_sided or one.trigger.lemma in syntax.RECIPROCAL:
        return True
    return one.trigger.lemma == "fail" and any(other.trigger.two_sided for other in governed)


def _speaker(one: Match, participants: Participants, token: Token | None) -> Found | None:
    token = token or speech_after(participants.doc, one.token)
    if token is None:
        return None
    found = participants.actors([token], represented=True)
    return found[0] if found else None


def _complements(one: Match, triggers: dict[int, Match], participants: Participants) -> list[Draft]:
    """Events inside what is alleged or denied: "accused Y of bombing Z" also holds an alleged assault by Y."""
    if one.trigger.complement not in {"alleged", "negated"}:
        return []
    outer = _draft(one, triggers, participants)
    found: list[Draft] = []
    for other in inner(one, triggers):
        draft = _draft(other, triggers, participants)
        if draft is None:
            continue
        if one.trigger.complement == "alleged":
            if not draft.actors and outer is not None:
                draft.actors = outer.recipients
            draft.status = "Alleged" if draft.status == "Asserted" else draft.status
        else:
            draft.status = "Negated"
        if outer is not None and outer.actors:
            draft.speaker = outer.actors[0]
        found.append(draft)
    return found
