"""The type of what one span of a sentence does to another, when both are given.

Of the triggers of the sentence, the one is chosen whose grammatical slots the spans fill best; of equals the one
nearest to both in the dependency tree. Triggers that another speaks for ("agreed to *lift*") are not chosen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.evaluation.roots import root
from kg.extraction.composition import absorbed, compose, inner, matches, settle
from kg.extraction.plausibility import serves
from kg.extraction.pooling import by_lexicon, by_model, fit
from kg.extraction.status import assess
from kg.extraction.triggers import Match
from kg.model import Span
from kg.nlp.document import original_span
from kg.typer import Opinion, Pair


@dataclass(frozen=True, slots=True)
class Reading:
    """A trigger, with the root that it has together with what it governs."""

    match: Match
    root: str


def asking(sentence: str, source: Span, target: Span) -> Pair:
    """What the model is asked of two spans of a sentence."""
    return Pair(sentence, (source.start, source.end), (target.start, target.end))


def decided(
    doc: Doc, reading: Reading | None, source: Span | None, target: Span | None, opinion: Opinion | None
) -> str | None:
    """The root by both, of the highest score (:mod:`kg.extraction.pooling`)."""
    if opinion is None:
        return reading.root if reading is not None else None
    scores = {name: by_model(sure) for name, sure in chances(opinion, reading).items()}
    if reading is not None:
        scores[reading.root] += by_lexicon(reading.match, tokens_of(doc, source), tokens_of(doc, target))
    return max(sorted(scores), key=lambda name: scores[name])


def chances(opinion: Opinion, reading: Reading | None) -> dict[str, float]:
    """How probable each root is by the model, if something passes.

    What the sentence agrees or offers to do has the root that the lexicon would give it.
    """
    promised = reading is not None and reading.match.trigger.type == "Agreement"
    some = max(sum(sure for kind, sure in opinion.types.items() if kind is not None), 0.01)
    found: dict[str, float] = defaultdict(float)
    for kind, sure in opinion.types.items():
        for status, so in opinion.statuses.items():
            name = root(kind, status, "", promised=promised) if kind is not None else None
            if name is not None:
                found[name] += sure / some * so
    if reading is not None:
        found[reading.root] += 0.0
    return dict(found)


def readings(doc: Doc) -> Iterator[Reading]:
    """Every trigger that speaks for itself, whether or not its participants are known."""
    for sentence in doc.sents:
        found = matches(sentence)
        for one in found.values():
            if absorbed(one, found):
                continue
            # What the two make no event of ("agreed to resign") still has the type of its first word.
            kind = compose(one, inner(one, found))[0] or one.trigger.type
            assessment = assess(one.token, one.light)
            if serves(one, kind, assessment, found):
                continue
            kind, _, status = settle(one, kind, None, assessment, own=True)
            name = root(kind, status, one.trigger.lemma, promised=one.trigger.type == "Agreement")
            if name is not None:
                yield Reading(one, name)


def linking(
    doc: Doc, candidates: Sequence[Reading], source: Span | None, target: Span | None
) -> Reading | None:
    """The reading that says best what the source does to the target; None where there are no candidates."""
    if not candidates:
        return None
    sources, targets = tokens_of(doc, source), tokens_of(doc, target)
    return min(candidates, key=lambda one: _rank(one, sources, targets))


def _rank(reading: Reading, sources: list[Token], targets: list[Token]) -> tuple[float, ...]:
    one = reading.match
    governs = bool(targets) and any(t in targets or one.token.is_ancestor(t) for t in targets[:1])
    inside = one.token in sources
    return (
        inside,
        -(fit(one, sources, targets) + governs * 0.5),
        _steps(one.token, sources) + _steps(one.token, targets),
        one.token.i,
    )


def tokens_of(doc: Doc, span: Span | None) -> list[Token]:
    """Tokens of the parse that the characters of the original text touch."""
    if span is None:
        return []
    found = []
    for token in doc:
        if token.is_space:
            continue
        here = original_span(doc, token.idx, token.idx + len(token))
        if here.start < span.end and span.start < here.end:
            found.append(token)
    return found


def _steps(token: Token, tokens: list[Token]) -> int:
    """Edges of the dependency tree between the token and the nearest of the others; 99 where there is no way."""
    above = {ancestor.i: n for n, ancestor in enumerate([token, *token.ancestors])}
    best = 99
    for other in tokens:
        for n, ancestor in enumerate([other, *other.ancestors]):
            if ancestor.i in above:
                best = min(best, n + above[ancestor.i])
                break
    return best if tokens else 0
