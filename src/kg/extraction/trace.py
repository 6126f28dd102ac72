"""How an event was read out of its sentence: who stands where in the parse, and what else was considered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Sentence

from kg.extraction.triggers import Match, considered
from kg.model import Event, Extraction, Span
from kg.nlp.document import DocMention, original_span

Role = Literal["actor", "trigger", "recipient", "place", "date", "speaker", "about"]


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """Words of the article and the part that they play; offsets as in :class:`kg.model.Span`."""

    start: int
    end: int
    role: Role
    text: str


@dataclass(frozen=True, slots=True)
class Path:
    """The dependencies from the trigger to a participant: "accused –prep→ of –pobj→ Kenya"."""

    role: Role
    text: str


@dataclass(frozen=True, slots=True)
class Considered:
    """An entry of the trigger lexicon that a word of the sentence might have matched, and what came of it."""

    words: str
    entry: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Trace:
    """How an event was read."""

    marks: tuple[Mark, ...]
    paths: tuple[Path, ...]
    considered: tuple[Considered, ...]


def trace(doc: Doc, extraction: Extraction, event: Event) -> Trace:
    """How ``event`` of ``extraction``, which ``doc`` is the parse of, was read."""
    sentence = _sentence(doc, event)
    trigger = _trigger(doc, sentence, event)
    keys: dict[Role, tuple[str, ...]] = {
        "actor": event.actors,
        "recipient": event.recipients,
        "place": (event.location,) if event.location else (),
        "speaker": (event.speaker,) if event.speaker else (),
    }
    text = extraction.article.text
    marks = {_mark(text, event.trigger, "trigger")}
    if event.about is not None:
        marks.add(_mark(text, event.about, "about"))
    paths: list[Path] = []
    for role, its in keys.items():
        for mention in _mentions(doc, sentence, its, trigger):
            marks.add(_mark(text, original_span(doc, mention.start, mention.end), role))
            if 0 <= mention.token < len(doc) and doc[mention.token].sent == sentence:
                paths.append(Path(role, _path(doc, extraction, trigger, doc[mention.token])))
    if event.time is not None and event.time.text:
        at = text.find(event.time.text, event.evidence.start, event.evidence.end)
        if at >= 0:
            marks.add(_mark(text, Span(at, at + len(event.time.text)), "date"))
    return Trace(tuple(sorted(marks)), tuple(paths), tuple(_considered(doc, extraction, sentence)))


def _sentence(doc: Doc, event: Event) -> Sentence:
    return next(
        s for s in doc.sents if original_span(doc, s.start_char, s.end_char).end > event.trigger.start
    )


def _trigger(doc: Doc, sentence: Sentence, event: Event) -> Token:
    """The word of the trigger that the entry is about."""
    within = [t for t in sentence if _overlap(_span(doc, t), event.trigger)]
    for token in within:
        if any(isinstance(found, Match) and entry.name == event.rule for entry, found in considered(token)):
            return token
    return within[0]


def _span(doc: Doc, token: Token) -> Span:
    return original_span(doc, token.idx, token.idx + len(token))


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _mark(text: str, span: Span, role: Role) -> Mark:
    return Mark(span.start, span.end, role, text[span.start : span.end])


def _mentions(doc: Doc, sentence: Sentence, keys: tuple[str, ...], trigger: Token) -> Iterator[DocMention]:
    """The mention of each entity that is nearest to the trigger, in its sentence if there is one."""
    for key in keys:
        own = [
            m for m in doc._.mentions if any(e is not None and e.key == key for e in (m.entity, *m.others))
        ]
        inside = [m for m in own if sentence.start_char <= m.start < sentence.end_char]
        before = [m for m in own if m.start < sentence.start_char]
        if inside:
            yield min(inside, key=lambda m: (m.kind == "pronoun", abs(m.start - trigger.idx)))
        elif before:
            yield before[-1]


def _path(doc: Doc, extraction: Extraction, start: Token, end: Token) -> str:
    """The way through the parse: up to the word that governs both, then down."""
    above = [end, *end.ancestors]
    up = [start]
    while up[-1] not in above and up[-1].head != up[-1]:
        up.append(up[-1].head)
    down = above[: above.index(up[-1])][::-1] if up[-1] in above else [end]

    def words(token: Token) -> str:
        span = _span(doc, token)
        return " ".join(extraction.article.text[span.start : span.end].split())

    text = words(start)
    for lower, higher in pairwise(up):
        text += f" ←{lower.dep_}– {words(higher)}"
    return text + "".join(f" –{token.dep_}→ {words(token)}" for token in down)


def _considered(doc: Doc, extraction: Extraction, sentence: Sentence) -> Iterator[Considered]:
    text = extraction.article.text
    for token in sentence:
        span = _span(doc, token)
        words = text[span.start : span.end]
        taken = False
        for entry, outcome in considered(token):
            if taken:
                said = "an earlier entry says more"
            elif isinstance(outcome, Match):
                taken = True
                said = _became(extraction, span, entry.name)
            else:
                said = outcome
            yield Considered(words, entry.name, said)


def _became(extraction: Extraction, span: Span, entry: str) -> str:
    made = [
        f"{event.type}, {event.status}"
        for event in extraction.events
        if event.rule == entry and _overlap(span, event.trigger)
    ]
    if made:
        return " and ".join(made)
    return "no event: nobody who can take part, or part of what another trigger says"
