"""Events of single sentences against gold rows of (source, PLOVER root, target).

Two tasks are measured. *Typed*: source and target are given, the root is asked. *Extracted*: nothing is given;
what the ordinary pipeline finds in the sentence is compared with the row. Beside them: of how many pairs between which
nothing passes that is seen (:mod:`kg.evaluation.nothing`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import get_args

from spacy.tokens import Doc

from kg.evaluation.gold import EventRow
from kg.evaluation.nothing import Directed, Recognised, overlap, pairs, recognition
from kg.evaluation.participants import Participant, Wording
from kg.evaluation.reading import sentence_article
from kg.evaluation.roots import root
from kg.evaluation.scores import Score, accuracy, class_scores, macro_f1, share
from kg.evaluation.typed import asking, decided, linking, readings
from kg.extractor import Extractor
from kg.lexicon import load
from kg.model import Event, Extraction, Span, Status
from kg.typer import Opinion


@dataclass(frozen=True, slots=True)
class Pair:
    """One actor and one recipient of an event that was found."""

    actor: Participant
    recipient: Participant
    root: str
    status: Status
    trigger: Span
    trigger_text: str

    def as_dict(self) -> dict[str, str | None]:
        return {
            "actor": self.actor.text,
            "recipient": self.recipient.text,
            "actor_code": self.actor.code,
            "recipient_code": self.recipient.code,
            "type": self.root,
            "status": self.status,
            "trigger": self.trigger_text,
        }


@dataclass(frozen=True, slots=True)
class EventPrediction:
    """What was found in one row: the root for its two spans, and all that is found without them."""

    id: str
    typed: str | None
    extracted: tuple[Pair, ...]
    recognised: tuple[Recognised, ...] = ()

    def as_dict(self) -> dict[str, object]:
        return {
            "id": self.id,
            "typed": self.typed,
            "extracted": [pair.as_dict() for pair in self.extracted],
        }


@dataclass(frozen=True, slots=True)
class EventScores:
    """Figures over all rows.

    ``typed_rows`` have a root and both spans; ``accuracy``, ``macro_f1`` and ``per_root`` are over them. The other
    figures are over all ``rows`` that have a root: in ``pairs_found`` of them an event's actor overlaps the source
    and its recipient the target, by at least one character; in ``pairs_right`` of those its root is right as well.

    ``extracted`` counts per pair of actor and recipient: precision is the share of ``predicted`` pairs of which
    actor, recipient and root are right, recall the share of rows with such a pair. The two directions of a
    two-sided event are one pair, right if either is. A row names one event, though its sentence may tell of
    several: the others count as wrong, so that the precision is a lower bound.
    """

    rows: int
    typed_rows: int
    accuracy: float
    macro_f1: float
    per_root: dict[str, Score]
    pairs_found: int
    pairs_right: int
    predicted: int
    extracted: Score
    extracted_per_root: dict[str, Score]
    right_per_status: dict[str, tuple[int, int]]
    nothing: dict[str, tuple[int, float]]
    """By kind of pair (:data:`kg.evaluation.nothing.Kind`) how many there are, and the share said to be none."""


def predict_events(rows: Sequence[EventRow], extractor: Extractor) -> Iterator[EventPrediction]:
    """What is found in each row, in their order."""
    articles = [sentence_article(row.sentence, row.id) for row in rows]
    for row, (doc, extraction) in zip(rows, extractor.read(articles), strict=True):
        directed = pairs(row, doc)
        opinions: list[Opinion | None] = [None] * len(directed)
        if extractor.opinions is not None:
            asked = [asking(row.sentence, one.source, one.target) for one in directed]
            opinions = list(extractor.opinions.opinions(asked))
        extracted = tuple(_pairs(doc, extraction))
        yield EventPrediction(
            row.id,
            _typed(row, doc, opinions[0] if opinions else None),
            extracted,
            tuple(
                Recognised(one.kind, _is_nothing(one, opinion, extracted))
                for one, opinion in zip(directed, opinions, strict=True)
            ),
        )


def _is_nothing(pair: Directed, opinion: Opinion | None, extracted: Sequence[Pair]) -> bool:
    """What the model says; without it, that no event is found that goes from the one to the other."""
    if opinion is not None:
        least: float = load("typer")["nothing"]
        return opinion.types[None] >= least
    return not any(
        overlap(e.actor.span, pair.source) and overlap(e.recipient.span, pair.target) for e in extracted
    )


def _typed(row: EventRow, doc: Doc, opinion: Opinion | None) -> str | None:
    if row.source is None or row.target is None:
        return None
    chosen = linking(doc, list(readings(doc)), row.source_span, row.target_span)
    return decided(doc, chosen, row.source_span, row.target_span, opinion)


def _pairs(doc: Doc, extraction: Extraction) -> Iterator[Pair]:
    wording = Wording(doc, extraction)
    text = extraction.article.text
    for event in extraction.events:
        name = root(event.type, event.status, _lemma(event), promised=event.rule.startswith("agreement:"))
        if name is None:
            continue
        words = text[event.trigger.start : event.trigger.end]
        for actor_key, recipient_key in _key_pairs(event):
            actor = wording.participant(actor_key, event.trigger)
            recipient = wording.participant(recipient_key, event.trigger, struck=bool(event.recipients))
            if actor is not None and recipient is not None:
                yield Pair(actor, recipient, name, event.status, event.trigger, words)
        if event.about is not None and not event.recipients and not event.mutual:
            # What is rejected or struck need not be an actor: the words in the recipient's place.
            thing = Participant(text[event.about.start : event.about.end], event.about, None)
            for actor in filter(None, (wording.participant(key, event.trigger) for key in event.actors)):
                yield Pair(actor, thing, name, event.status, event.trigger, words)


def _lemma(event: Event) -> str:
    """The lemma of the trigger, which a rule's name has after the type: ``consultation:hold talk``."""
    return event.rule.partition(":")[2].split(" ")[0]


def _key_pairs(event: Event) -> list[tuple[str, str]]:
    """Each actor with each recipient; of what the actors did with or to one another each with each other one."""
    others = event.recipients or (event.actors if event.mutual else ())
    return [(actor, other) for actor in event.actors for other in others if actor != other]


def score_events(rows: Sequence[EventRow], predictions: Sequence[EventPrediction]) -> EventScores:
    """The figures; rows without a root are left out."""
    rated = [(row, one) for row, one in zip(rows, predictions, strict=True) if row.root is not None]
    typed = [(row.root or "", one.typed) for row, one in rated if row.source and row.target]
    found = right = 0
    counted: list[tuple[str, Status]] = []
    correct_pairs: list[tuple[str, Status]] = []
    roots_right: list[str] = []
    for row, one in rated:
        placed = [pair for pair in one.extracted if _placed(pair, row)]
        correct = [pair for pair in placed if pair.root == row.root]
        found += bool(placed)
        right += bool(correct)
        roots_right += [pair.root for pair in correct[:1]]
        counted += _undirected(one.extracted)
        correct_pairs += _undirected(correct)
    return EventScores(
        rows=len(rated),
        typed_rows=len(typed),
        accuracy=accuracy(typed),
        macro_f1=macro_f1(typed),
        per_root=class_scores(typed),
        pairs_found=found,
        pairs_right=right,
        predicted=len(counted),
        extracted=Score(share(len(correct_pairs), len(counted)), share(right, len(rated))),
        extracted_per_root={
            name: Score(
                share(_count(correct_pairs, name), _count(counted, name)),
                share(roots_right.count(name), sum(row.root == name for row, _ in rated)),
            )
            for name in sorted({row.root for row, _ in rated if row.root})
        },
        right_per_status={
            status: (_count(counted, status), _count(correct_pairs, status)) for status in get_args(Status)
        },
        nothing=recognition([one for prediction in predictions for one in prediction.recognised]),
    )


def _count(pairs: Iterable[tuple[str, Status]], word: str) -> int:
    """How many pairs have this root or this status."""
    return sum(word in pair for pair in pairs)


def _placed(pair: Pair, row: EventRow) -> bool:
    source, target = row.source_span, row.target_span
    return (
        source is not None
        and target is not None
        and overlap(pair.actor.span, source)
        and overlap(pair.recipient.span, target)
    )


def _undirected(pairs: Iterable[Pair]) -> list[tuple[str, Status]]:
    """Root and status of each pair, the two directions of one event counted once."""
    once = {
        (pair.trigger, pair.root, pair.status, frozenset({pair.actor.span, pair.recipient.span})): pair
        for pair in pairs
    }
    return [(pair.root, pair.status) for pair in once.values()]
