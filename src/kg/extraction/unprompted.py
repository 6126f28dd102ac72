"""Events without an entry of the lexicon: what the model of :mod:`kg.typer` is sure to read between two mentions.

The two must be connected by a verb or a noun above both in the parse, near enough to be its arguments; that word is the
event's trigger. Whether it happened is read off the clauses above it as for any other event, and the model may only
weaken that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from spacy.tokens import Doc, Span, Token

from kg.extraction.connected import acting, connecting
from kg.extraction.drafts import Draft
from kg.extraction.opinions import pair_of
from kg.extraction.participants import Found, Participants
from kg.extraction.status import assess
from kg.extraction.trigger_entries import entry
from kg.extraction.triggers import Match
from kg.lexicon import load
from kg.nlp.document import segment_kind
from kg.typer import Opinion, Pair, Typer

#: What the rule of such an event is called.
RULE = "model"
#: Mentions of a sentence that are looked at: in a long list nobody acts on anybody.
_MANY = 8


def unprompted(doc: Doc, participants: Participants, known: Sequence[Draft], typer: Typer) -> list[Draft]:
    """Drafts of what passes between two that no known event connects."""
    asked = [
        (one, other, trigger, pair)
        for sentence in doc.sents
        if segment_kind(doc, sentence.start_char) == "body"
        for one, other, trigger, pair in _candidates(doc, sentence, participants, known)
    ]
    found: list[tuple[Found, Found, Token, Opinion]] = []
    turned: list[tuple[Found, Found, Token, Pair]] = []
    for (one, other, trigger, pair), opinion in zip(
        asked, typer.opinions([pair for *_, pair in asked]), strict=True
    ):
        if opinion.directions["backward"] >= 0.5:
            turned.append((other, one, trigger, Pair(pair.sentence, pair.recipient, pair.actor)))
        else:
            found.append((one, other, trigger, opinion))
    for (one, other, trigger, _), opinion in zip(
        turned, typer.opinions([pair for *_, pair in turned]), strict=True
    ):
        found.append((one, other, trigger, opinion))
    drafts: list[Draft] = []
    for one, other, trigger, opinion in sorted(found, key=lambda each: -each[3].types[each[3].event]):
        if not _is_sure(opinion):
            break
        draft = _draft(one, other, trigger, opinion)
        # "Will not lift": whether the refusal is denied, or is what is denied, the clauses do not tell.
        unclear = draft.type == "Rejection" and draft.status == "Negated"
        # Who "returned to Tanzania" gave nothing up.
        travels = draft.type == "Retreat" and trigger.lemma_ in load("composition")["travelling"]
        if not unclear and not travels and not any(_same(draft, other) for other in [*known, *drafts]):
            drafts.append(draft)
    return drafts


def _same(draft: Draft, other: Draft) -> bool:
    """Whether the other tells of the same act: of the same type, in the same sentence, with one side in common."""
    ours, theirs = ([f.entity for f in (*one.actors, *one.recipients)] for one in (draft, other))
    shared = any(entity is another for entity in ours for another in theirs)
    return draft.type == other.type and draft.match.token.sent == other.match.token.sent and shared


def _joins(draft: Draft, one: Found, other: Found) -> bool:
    sides = {id(found.entity) for found in (*draft.actors, *draft.recipients)}
    return {id(one.entity), id(other.entity)} <= sides


def _is_sure(opinion: Opinion) -> bool:
    least: float = load("typer")["unprompted"]
    return opinion.types[opinion.event] >= least and opinion.directions["backward"] < 0.5


def _candidates(
    doc: Doc, sentence: Span, participants: Participants, known: Sequence[Draft]
) -> Iterator[tuple[Found, Found, Token, Pair]]:
    here = [draft for draft in known if draft.match.token.sent == sentence]
    told = {token for draft in here for token in (draft.match.token, draft.match.light)}
    able = list(acting(sentence, participants))
    if len(able) > _MANY:
        return
    for one, other in combinations(able, 2):
        trigger = connecting(doc[one.mention.token], doc[other.mention.token])
        if one.entity is other.entity or trigger is None or trigger in told:
            continue
        if one.entity.generic or other.entity.generic:
            continue
        # "Hopes to sign a treaty with": what the two do is told by the word below.
        if any(trigger.is_ancestor(draft.match.token) and _joins(draft, one, other) for draft in here):
            continue
        pair = pair_of(doc, sentence, one, other)
        if pair is not None:
            yield one, other, trigger, pair


def _draft(one: Found, other: Found, token: Token, opinion: Opinion) -> Draft:
    kind = opinion.event
    part = "noun" if token.pos_ == "NOUN" else "verb"
    trigger = entry(
        kind,
        {part: token.lemma_.lower(), "actor": [], "recipient": [], "confidence": opinion.types[kind]},
        RULE,
    )
    status = assess(token).status
    if status == "Asserted":
        status = opinion.status
    mutual = opinion.directions["mutual"] >= 0.5
    return Draft(
        Match(replace(trigger, two_sided=mutual), token),
        kind,
        None,
        [one, other] if mutual else [one],
        [] if mutual else [other],
        status,
        None,
        mutual,
        opinion,
        RULE,
    )
