"""An event in the making, and what it becomes."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Span

from kg.extraction import syntax
from kg.extraction.confidence import calibrated
from kg.extraction.locations import location_of
from kg.extraction.participants import Found, Participants
from kg.extraction.plausibility import SHARED_MODES
from kg.extraction.times import Timeline
from kg.extraction.triggers import Match
from kg.model import Event, EventType, Status
from kg.model import Span as Range
from kg.nlp.document import original_span, segment_kind
from kg.typer import Opinion


@dataclass(slots=True)
class Draft:
    """An event in the making, with tokens still at hand."""

    match: Match
    type: EventType
    mode: str | None
    actors: list[Found]
    recipients: list[Found]
    status: Status
    speaker: Found | None
    mutual: bool = False
    """Whether several actors did it with or to one another."""
    opinion: Opinion | None = None
    """What the model makes of its first two sides."""
    rule: str | None = None
    """How it was found, where no entry of the lexicon found it."""


def finished(doc: Doc, draft: Draft, participants: Participants, timeline: Timeline) -> Event:
    one = draft.match
    sentence = one.token.sent
    location = location_of(one, participants)
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
        rule=draft.rule or one.trigger.name,
        status=draft.status,
        location=location.entity.key if location is not None and location.entity is not None else None,
        time=timeline.of(one.token, one.light),
        speaker=speaker,
        mode=draft.mode,
        mutual=draft.mutual and len(draft.actors) > 1 and not draft.recipients,
        about=_about(doc, draft) if not draft.recipients and not one.trigger.two_sided else None,
        opinion=str(draft.opinion) if draft.opinion is not None else None,
        confidence=confidence(doc, draft),
    )


def confidence(doc: Doc, draft: Draft) -> float:
    """How sure it is, from what is uncertain in it."""
    raw = draft.match.trigger.confidence
    for found in [*draft.actors, *draft.recipients]:
        raw *= found.certainty
    return calibrated(
        raw,
        noun=draft.match.trigger.part == "noun",
        alone=len(draft.actors) + len(draft.recipients) < 2,
        asserted=draft.status == "Asserted",
        headline=segment_kind(doc, draft.match.token.sent.start_char) in {"title", "heading"},
        opinion=draft.opinion.types[draft.type] if draft.opinion is not None else None,
    )


#: Longer phrases than this are cut at the first comma or clause, in characters.
_LONG = 160


def _about(doc: Doc, draft: Draft) -> Range | None:
    """The phrase in the recipient's place: "rejected *any projects aimed at dividing the country*"."""
    one = draft.match
    for name in one.trigger.recipient:
        for token in syntax.slot(one.token, name, one.light) if name != "comp" else ():
            # "Attended *the talks*": who took part is what it is about, where only one side is named;
            # so is what is struck itself: "stormed *a camp in Calais* in a crackdown".
            shared = draft.mode in SHARED_MODES or draft.type == "Assault"
            if token.pos_ == "PRON" or (token == one.light and not shared):
                continue
            words = sorted((t for t in token.subtree if t.i >= token.left_edge.i), key=lambda t: t.i)
            start, end = words[0].idx, words[-1].idx + len(words[-1])
            if end - start > _LONG:
                stops = [
                    t.idx for t in words if t.i > token.i and (t.text == "," or t.dep_ in {"relcl", "mark"})
                ]
                end = stops[0] if stops else token.idx + len(token)
            if start <= one.token.idx < end:
                continue
            text = doc._.plain[start:end].rstrip(" ,;:")
            return original_span(doc, start, start + len(text)) if text else None
    return None


def sentence_span(doc: Doc, sentence: Span) -> Range:
    """The sentence in the original text, without the white space around it."""
    start, end = sentence.start_char, sentence.end_char
    while end > start and doc._.plain[end - 1].isspace():
        end -= 1
    while start < end and doc._.plain[start].isspace():
        start += 1
    return original_span(doc, start, end)
