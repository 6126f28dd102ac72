"""Events: a trigger, who stands in its slots, where and when, whether it happened, and who says so."""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from kg.extraction import syntax
from kg.extraction.participants import PLACES, Found, Participants
from kg.extraction.status import assess, speech_after
from kg.extraction.times import Timeline
from kg.extraction.triggers import Match, match
from kg.model import EntityType, Event, EventType, Status
from kg.model import Span as Range
from kg.nlp.document import DocMention, original_span, segment_kind

#: Types that make sense without a recipient: what is refused, demanded, attacked or praised need not be an actor.
_ONE_SIDED: frozenset[EventType] = frozenset(
    {"LeadershipChange", "Protest", "Mobilization", "Assault", "Coercion", "Retreat", "Rejection", "Concession",
     "Request", "Threat", "Accusation", "Sanction", "Support", "Agreement", "Aid"}
)  # fmt: skip
#: Types that make sense without an actor, in the passive: "three activists were arrested".
_SUFFERED: frozenset[EventType] = frozenset({"Assault", "Coercion", "Sanction", "Retreat"})
_RULERS: frozenset[EntityType] = frozenset({"Person", "PoliticalParty", "Government"})

#: Verbs that lend their subject to the noun they govern ("carried out an attack", "reiterated its rejection of").
_LIGHT = frozenset(
    [
        "hold",
        "make",
        "give",
        "have",
        "take",
        "conduct",
        "carry",
        "launch",
        "stage",
        "pay",
        "impose",
        "declare",
        "issue",
        "deliver",
        "renew",
        "begin",
        "start",
        "continue",
        "offer",
        "express",
        "voice",
        "reiterate",
        "reaffirm",
        "announce",
        "extend",
        "mount",
        "undertake",
        "perform",
        "open",
        "lead",
        "pledge",
        "show",
        "provide",
        "commit",
        "complete",
        "wrap",
        "conclude",
        "end",
        "repeat",
        "underline",
        "underscore",
        "stress",
        "confirm",
        "convey",
        "receive",
        "face",
        "suffer",
        "resume",
        "order",
        "suspend",
        "escalate",
        "intensify",
        "step",
        "unleash",
        "perpetrate",
        "wage",
    ]
)
#: … and of those, the ones whose subject undergoes the noun.
_UNDERGOING = frozenset({"receive", "face", "suffer"})

#: What a promise, offer or plan becomes by what is promised (PLOVER: cooperation to come is AGREE, a coming retreat or
#: concession CONCEDE, force or sanctions to come THREATEN). What is missing makes no event of the outer verb.
_PROMISED: dict[EventType, EventType] = {
    **dict.fromkeys(("Consultation", "Support", "Cooperation", "Aid", "Agreement"), "Agreement"),  # type: ignore[dict-item]
    **dict.fromkeys(("Concession", "Retreat"), "Concession"),  # type: ignore[dict-item]
    **dict.fromkeys(("Assault", "Coercion", "Sanction", "Mobilization", "Threat"), "Threat"),  # type: ignore[dict-item]
}
#: Mode of a demand or a refusal by what is demanded or refused, and of a threat by what is threatened (PLOVER).
_MODES: dict[EventType, dict[EventType, str]] = {
    "Request": {
        "Aid": "assist",
        "Cooperation": "assist",
        "Retreat": "yield",
        "Concession": "yield",
        "Consultation": "meet",
    },
    "Rejection": {
        "Aid": "assist",
        "Cooperation": "assist",
        "Retreat": "yield",
        "Concession": "yield",
        "Consultation": "meet",
    },
    "Threat": {
        "Assault": "violence",
        "Mobilization": "violence",
        "Sanction": "relations",
        "Coercion": "restrict",
    },
}


@dataclass(slots=True)
class _Draft:
    """An event in the making, with tokens still at hand."""

    match: Match
    type: EventType
    mode: str | None
    actors: list[Found]
    recipients: list[Found]
    status: Status
    speaker: Found | None


def events(doc: Doc, participants: Participants, timeline: Timeline) -> list[Event]:
    """All events that the article states, in the order of their triggers."""
    found: list[Event] = []
    for sentence in doc.sents:
        matches = _matches(sentence)
        for one in matches.values():
            if _absorbed(one, matches):
                continue
            draft = _draft(one, matches, participants)
            if draft is not None:
                found.append(_finish(doc, draft, participants, timeline))
            elif _refers_back(one):
                _continue(found, one, participants, timeline)
            found += [
                _finish(doc, d, participants, timeline) for d in _complements(one, matches, participants)
            ]
    unique: dict[tuple[object, ...], Event] = {}
    for event in sorted(found, key=lambda e: (e.trigger, -e.confidence, e.rule)):
        key = (event.type, event.actors, event.recipients, event.evidence, event.status)
        unique.setdefault(key, event)
    return list(unique.values())


def _refers_back(one: Match) -> bool:
    """ "The meeting on Tuesday …": a definite noun without participants of its own."""
    return one.trigger.part == "noun" and any(
        c.lower_ in {"the", "this"} for c in syntax.children(one.token, "det")
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
                place = _location(one, participants)
                if place is not None and place.entity is not None:
                    found[i] = replace(event, location=place.entity.key)
            return


def _matches(sentence: Span) -> dict[int, Match]:
    """Token index → match. A noun that already makes a light verb a trigger is no trigger of its own."""
    found: dict[int, Match] = {}
    for token in sentence:
        one = match(token)
        if one is not None:
            found[token.i] = one
    for one in list(found.values()):
        if one.light is not None:
            found.pop(one.light.i, None)
    return found


def _absorbed(one: Match, matches: dict[int, Match]) -> bool:
    """Whether a governing trigger already speaks for this one: "agreed to lift", "called for a ceasefire"."""
    below = one.token
    for token in syntax.clause_chain(one.token):
        if token == one.token:
            continue
        outer = matches.get(token.i)
        if outer is not None and outer.trigger.complement in {"absorb", "alleged", "negated"}:
            return _governs(token, below)
        if token.pos_ in {"VERB", "AUX"} and below.dep_ not in {
            "xcomp",
            "ccomp",
            "pcomp",
            "dobj",
            "pobj",
            "prep",
            "conj",
        }:
            return False
        if token.pos_ in {"NOUN", "PROPN"} and below.dep_ in {"relcl", "poss", "appos"}:
            return False
        below = token
    return False


def _governs(outer: Token, below: Token) -> bool:
    return below.head == outer and below.dep_ in {
        "xcomp",
        "ccomp",
        "prep",
        "dobj",
        "pcomp",
        "advcl",
        "oprd",
        "acl",
    }


def _inner(one: Match, matches: dict[int, Match]) -> list[Match]:
    """Triggers in the complement of a governing one, nearest first."""
    found: list[Match] = []
    for child in one.token.children:
        if child.dep_ in {"xcomp", "ccomp", "prep", "dobj", "advcl", "oprd", "acl"}:
            found += [matches[t.i] for t in child.subtree if t.i in matches]
    if one.light is not None:
        found += [matches[t.i] for t in one.light.subtree if t.i in matches and matches[t.i] not in found]
    return found


def _draft(one: Match, matches: dict[int, Match], participants: Participants) -> _Draft | None:
    trigger = one.trigger
    actors = _fill(one, trigger.actor, participants)
    recipients = _fill(one, trigger.recipient, participants)
    inner = _inner(one, matches)
    if (not recipients and "comp" in trigger.recipient) or (
        not recipients and trigger.complement == "absorb"
    ):
        for other in inner:
            recipients = _fill(other, other.trigger.recipient, participants) or (
                _fill(other, other.trigger.actor, participants) if other.token.pos_ == "NOUN" else []
            )
            recipients = [r for r in recipients if all(r.entity is not a.entity for a in actors)]
            if recipients:
                break
    if not recipients and trigger.complement == "alleged":
        # "alleged that France wanted …": whoever the content is about.
        clauses = syntax.children(one.token, "ccomp", "xcomp")
        recipients = participants.actors([s for c in clauses for s in syntax.slot(c, "subj")])
    kind, mode = _compose(one, inner)
    if kind is None:
        return None
    if trigger.part == "noun":
        actors, recipients = _lend(one, actors, recipients, participants)
    both = {id(f.entity) for f in actors}
    recipients = [f for f in recipients if id(f.entity) not in both]
    if trigger.two_sided:
        actors, recipients = actors + recipients, []
    assessment = assess(one.token, one.light)
    if not _enough(one, kind, actors, recipients):
        return None
    if segment_kind(participants.doc, one.token.idx) in {"title", "heading"} and not _sure_headline(
        actors, recipients
    ):
        return None
    speaker = _speaker(one, participants, assessment.speaker)
    return _Draft(one, kind, mode, actors, recipients, assessment.status, speaker)


def _compose(one: Match, inner: list[Match]) -> tuple[EventType | None, str | None]:
    """Type and mode of a trigger with what it governs: "agreed to withdraw" is a Concession, "vowed to strike" a Threat."""
    kind, mode = one.trigger.type, one.trigger.mode
    if one.trigger.complement != "absorb" or not inner:
        return kind, mode
    governed = min(inner, key=lambda m: abs(m.token.i - one.token.i)).trigger.type
    if kind == "Agreement":
        promised = _PROMISED.get(governed)
        return promised, _MODES["Threat"].get(governed) if promised == "Threat" else None
    return kind, mode or _MODES.get(kind, {}).get(governed)


def _fill(one: Match, slots: tuple[str, ...], participants: Participants) -> list[Found]:
    """The first slot that names an actor."""
    for name in slots:
        if name == "comp":
            continue
        # A place after "in" or "at" does not act; a capital in the subject does.
        found = participants.actors(
            syntax.slot(one.token, name, one.light), embedded=name not in {"amod", "compound"}
        )
        if found:
            return found
    return []


def _lend(
    one: Match, actors: list[Found], recipients: list[Found], participants: Participants
) -> tuple[list[Found], list[Found]]:
    """Give a nominal trigger the subject of the verb that governs it."""
    if actors:
        return actors, recipients
    head = one.token.head
    if one.token.dep_ not in {"dobj", "nsubjpass"} or head.pos_ != "VERB" or head.lemma_ not in _LIGHT:
        return actors, recipients
    lent = participants.actors(syntax.slot(head, "subj"))
    if head.lemma_ in _UNDERGOING:
        return (
            (participants.actors(syntax.slot(head, "from")), lent) if not recipients else (actors, recipients)
        )
    if not recipients:
        for name in one.trigger.recipient:
            recipients = (
                participants.actors(syntax.slot(head, name)) if name not in {"obj", "subj", "comp"} else []
            )
            if recipients:
                break
    return lent, recipients


def _enough(one: Match, kind: EventType, actors: list[Found], recipients: list[Found]) -> bool:
    """Whether the participants make an event of this type."""
    if one.trigger.two_sided:
        return len(actors) >= 2
    if actors and recipients:
        return True
    if kind == "LeadershipChange":
        return any(f.entity.type in _RULERS for f in actors + recipients)
    if actors:
        return kind in _ONE_SIDED or (kind == "Agreement" and len(actors) >= 2)
    return bool(recipients) and kind in _SUFFERED and one.trigger.part == "verb"


def _sure_headline(actors: list[Found], recipients: list[Found]) -> bool:
    """Headlines lack the words that grammar goes by: one side alone must be named, not described."""
    return bool(actors and recipients) or any(not f.entity.generic for f in actors)


def _speaker(one: Match, participants: Participants, token: Token | None) -> Found | None:
    token = token or speech_after(participants.doc, one.token)
    if token is None:
        return None
    found = participants.actors([token])
    return found[0] if found else None


def _complements(one: Match, matches: dict[int, Match], participants: Participants) -> list[_Draft]:
    """Events inside what is alleged or denied: "accused Y of bombing Z" also holds an alleged assault by Y."""
    if one.trigger.complement not in {"alleged", "negated"}:
        return []
    outer = _draft(one, matches, participants)
    found: list[_Draft] = []
    for inner in _inner(one, matches):
        draft = _draft(inner, matches, participants)
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


def _finish(doc: Doc, draft: _Draft, participants: Participants, timeline: Timeline) -> Event:
    one = draft.match
    sentence = one.token.sent
    location = _location(one, participants)
    kind = segment_kind(doc, sentence.start_char)
    confidence = one.trigger.confidence
    for found in [*draft.actors, *draft.recipients]:
        confidence *= found.certainty
    if kind in {"title", "heading"}:
        confidence *= 0.8
    if not draft.recipients and not one.trigger.two_sided:
        confidence *= 0.9
    first = one.token if one.light is None or one.token.i < one.light.i else one.light
    last = one.token if one.light is None or one.token.i > one.light.i else one.light
    compact = one.light is None or last.i - first.i <= 3
    trigger = (
        original_span(doc, first.idx, last.idx + len(last))
        if compact
        else original_span(doc, one.token.idx, one.token.idx + len(one.token))
    )
    speaker = draft.speaker.entity.key if draft.speaker is not None else None
    return Event(
        type=draft.type,
        actors=tuple(f.entity.key for f in draft.actors),
        recipients=tuple(f.entity.key for f in draft.recipients),
        evidence=sentence_span(doc, sentence),
        trigger=trigger,
        rule=one.trigger.name,
        status=draft.status,
        location=location.entity.key if location is not None and location.entity is not None else None,
        time=timeline.of(one.token, one.light),
        speaker=speaker,
        mode=draft.mode,
        confidence=round(min(confidence, 0.99), 2),
    )


def _location(one: Match, participants: Participants) -> DocMention | None:
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
    return None


def sentence_span(doc: Doc, sentence: Span) -> Range:
    """The sentence in the original text, without the white space around it."""
    start, end = sentence.start_char, sentence.end_char
    while end > start and doc.text[end - 1].isspace():
        end -= 1
    while start < end and doc.text[start].isspace():
        start += 1
    return original_span(doc, start, end)
