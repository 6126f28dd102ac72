"""What the model of :mod:`kg.typer` says of the events that the lexicon found.

It confirms them, gives another type to those whose trigger says little, takes away what nobody would read in the
sentence, names the other side of one-sided ones, and weakens the status. It never makes an assertion of what the rules
take for less.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from kg.extraction.connected import acting, connecting
from kg.extraction.drafts import Draft, confidence
from kg.extraction.participants import Found, Participants
from kg.extraction.pooling import by_lexicon, by_model
from kg.lexicon import load
from kg.model import Event, EventType
from kg.nlp.document import DocEntity
from kg.typer import Opinion, Pair, Typer

#: Types of what is only said, and of what is done by force: who calls for sanctions has imposed none.
_WORDS: frozenset[EventType] = frozenset({"Request", "Agreement", "Consultation", "Support", "Concession"})
_DEEDS: frozenset[EventType] = frozenset({"Sanction", "Coercion", "Assault", "Mobilization", "Protest"})


def weighed(doc: Doc, found: Sequence[tuple[Draft, Event]], typer: Typer) -> list[tuple[Draft, Event]]:
    """The events that stay, as they are after the model has been asked."""
    asked = [(draft, pair) for draft, _ in found if (pair := _pair(doc, draft)) is not None]
    for (draft, _), opinion in zip(asked, typer.opinions([pair for _, pair in asked]), strict=True):
        # "X and Y refused": of two who do not act on each other there is nothing to be said.
        equals = (
            bool(draft.recipients) or draft.match.trigger.two_sided or opinion.directions["mutual"] >= 0.5
        )
        draft.opinion = opinion if equals else None
    said = {(draft.match.token.sent.start, draft.type, _sides(draft)) for draft, _ in found}
    return [
        (draft, after) for draft, event in found if (after := _after(doc, draft, event, said)) is not None
    ]


def _sides(draft: Draft) -> frozenset[int]:
    return frozenset(id(found.entity) for found in (*draft.actors, *draft.recipients))


def pair_of(doc: Doc, sentence: Span, actor: Found, recipient: Found) -> Pair | None:
    """Two mentions of a sentence as the model reads them; None where they overlap or one stands outside it."""
    start, end = sentence.start_char, sentence.end_char
    spans = [(f.mention.start - start, f.mention.end - start) for f in (actor, recipient)]
    (first, last), (second, until) = sorted(spans)
    if first < 0 or until > end - start or second < last:
        return None
    return Pair(doc._.plain[start:end], *spans)


def _pair(doc: Doc, draft: Draft) -> Pair | None:
    sides = _first(draft)
    if len(sides) < 2 or draft.type == "LeadershipChange":
        return None
    return pair_of(doc, draft.match.token.sent, sides[0], sides[1])


def _first(draft: Draft) -> list[Found]:
    """The first actor with the first recipient, or the first two of equals."""
    return [*draft.actors[:1], *(draft.recipients[:1] or draft.actors[1:2])]


def _after(
    doc: Doc, draft: Draft, event: Event, said: Collection[tuple[int, EventType, frozenset[int]]]
) -> Event | None:
    """The event after the opinion; ``said`` are the types that the sentences' words have between which sides."""
    opinion = draft.opinion
    if opinion is None:
        return event
    least = load("typer")
    if opinion.types[None] >= least["veto"]:
        return None
    kind = opinion.event
    # "Agreed after talks": of two acts of the same sides the model may mean the other.
    other = (draft.match.token.sent.start, kind, _sides(draft)) in said
    if kind != draft.type and not other and _retypes(doc, draft, opinion):
        draft.type, draft.mode = kind, None
    if draft.status == "Asserted" and 1 - opinion.statuses["Asserted"] >= least["demote"]:
        draft.status = max(
            (status for status in opinion.statuses if status != "Asserted"),
            key=lambda status: opinion.statuses[status],
        )
    return replace(
        event,
        type=draft.type,
        mode=draft.mode,
        status=draft.status,
        opinion=str(opinion),
        confidence=confidence(doc, draft),
    )


def _retypes(doc: Doc, draft: Draft, opinion: Opinion) -> bool:
    """Whether the model's type has the higher score; who failed to agree has not agreed."""
    least: float = load("typer")["retype"]
    sure = opinion.types[opinion.event]
    if draft.type == "Rejection" and opinion.event in load("composition")["cooperative"]:
        return False  # "failed to agree" is no agreement
    if draft.type in _WORDS and opinion.event in _DEEDS and not draft.match.trigger.mode:
        return False
    if sure < least or (opinion.statuses["Negated"] >= 0.5) != (draft.status == "Negated"):
        return False
    one, other = ([doc[found.mention.token]] for found in _first(draft))
    some = 1 - opinion.types[None]
    lexicon = by_lexicon(draft.match, one, other, equals=not draft.recipients)
    return by_model(sure / some) > by_model(opinion.types[draft.type] / some) + lexicon


def completed(
    doc: Doc, participants: Participants, found: Sequence[tuple[Draft, Event]], typer: Typer
) -> list[tuple[Draft, Event]]:
    """The events, with the other side where the lexicon names one side only and the model reads the same type to it."""
    asked: list[tuple[int, Found, bool, Pair]] = []
    for number, (draft, _) in enumerate(found):
        sides = [*draft.actors, *draft.recipients]
        if len(sides) != 1 or draft.type == "LeadershipChange" or draft.match.trigger.two_sided:
            continue
        one, sentence = sides[0], draft.match.token.sent
        for other in acting(sentence, participants):
            linked = connecting(doc[one.mention.token], doc[other.mention.token])
            if (
                other.entity is one.entity
                or linked is None
                or linked not in (draft.match.token, draft.match.light)
                or doc[other.mention.token] == draft.match.light  # "sent doctors"
                or _is_topic(draft, doc[other.mention.token])
                or _governs(one.entity, other.entity)  # "apologised for the Netherlands' role"
            ):
                continue
            acts = bool(draft.actors)
            pair = pair_of(doc, sentence, *((one, other) if acts else (other, one)))
            if pair is not None:
                asked.append((number, other, acts, pair))
    least: float = load("typer")["complete"]
    best: dict[int, tuple[float, Found, bool, Opinion]] = {}
    opinions = typer.opinions([pair for *_, pair in asked])
    for (number, other, acts, _), opinion in zip(asked, opinions, strict=True):
        sure = opinion.types[found[number][0].type]
        if sure >= least and (number not in best or sure > best[number][0]):
            best[number] = sure, other, acts, opinion
    return [
        _with(doc, draft, event, *best[number][1:]) if number in best else (draft, event)
        for number, (draft, event) in enumerate(found)
    ]


def _is_topic(draft: Draft, token: Token) -> bool:
    """Whether what is refused is only about the one named: "vetoed a resolution *against X*"."""
    return draft.type == "Rejection" and token.dep_ == "pobj" and token.head.lower_ == "against"


def _governs(one: DocEntity, other: DocEntity) -> bool:
    """Whether the first is the government of the second, a country."""
    return other.type == "Country" and one.ref == f"government:{other.country}"


def _with(
    doc: Doc, draft: Draft, event: Event, other: Found, acts: bool, opinion: Opinion
) -> tuple[Draft, Event]:
    if acts:
        draft.recipients = [other]
    else:
        draft.actors = [other]
    draft.opinion = opinion
    return draft, replace(
        event,
        actors=tuple(f.entity.key for f in draft.actors),
        recipients=tuple(f.entity.key for f in draft.recipients),
        about=None,
        opinion=str(opinion),
        confidence=confidence(doc, draft),
    )
