"""The type of what one span of a sentence does to another, when both are given.

Of the triggers of the sentence, the one is chosen whose grammatical slots the spans fill best; of equals the one
nearest to both in the dependency tree. Triggers that another speaks for ("agreed to *lift*") are not chosen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.evaluation.roots import root
from kg.extraction import syntax
from kg.extraction.composition import absorbed, compose, inner, matches, settle
from kg.extraction.status import assess
from kg.extraction.triggers import Match
from kg.lexicon import load
from kg.model import Span
from kg.nlp.document import original_span
from kg.typer import Opinion


@dataclass(frozen=True, slots=True)
class Reading:
    """A trigger, with the root that it has together with what it governs."""

    match: Match
    root: str


def decided(reading: Reading | None, opinion: Opinion | None) -> str | None:
    """The root by both: the model's where it is sure enough of one, if there is any; else that of the lexicon."""
    found = reading.root if reading is not None else None
    if opinion is None:
        return found
    kind, some = opinion.event, 1 - opinion.types[None]
    sure = some > 0 and opinion.types[kind] / some >= load("typer")["decide"]
    return root(kind, opinion.status, "") if sure or found is None else found


def readings(doc: Doc) -> Iterator[Reading]:
    """Every trigger that speaks for itself, whether or not its participants are known."""
    for sentence in doc.sents:
        found = matches(sentence)
        for one in found.values():
            if absorbed(one, found):
                continue
            # What the two make no event of ("agreed to resign") still has the type of its first word.
            kind = compose(one, inner(one, found))[0] or one.trigger.type
            kind, _, status = settle(one, kind, None, assess(one.token, one.light), own=True)
            name = root(kind, status, one.trigger.lemma, promised=one.trigger.type == "Agreement")
            if name is not None:
                yield Reading(one, name)


def linking(
    doc: Doc, candidates: Sequence[Reading], source: Span | None, target: Span | None
) -> Reading | None:
    """The reading that says best what the source does to the target; None where there are no candidates."""
    if not candidates:
        return None
    sources, targets = _tokens(doc, source), _tokens(doc, target)
    return min(candidates, key=lambda one: _rank(one, sources, targets))


def _rank(reading: Reading, sources: list[Token], targets: list[Token]) -> tuple[float, ...]:
    one = reading.match
    acts = _fills(one, one.trigger.actor, sources)
    suffers = _fills(one, one.trigger.recipient, targets)
    if one.trigger.two_sided:
        acts = max(acts, _fills(one, one.trigger.recipient, sources))
        suffers = max(suffers, _fills(one, one.trigger.actor, targets))
    governs = bool(targets) and any(t in targets or one.token.is_ancestor(t) for t in targets[:1])
    inside = one.token in sources
    return (
        inside,
        -(2 * acts + suffers + governs * 0.5),
        _steps(one.token, sources) + _steps(one.token, targets),
        one.token.i,
    )


def _tokens(doc: Doc, span: Span | None) -> list[Token]:
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


def _fills(one: Match, slots: Sequence[str], tokens: list[Token]) -> float:
    """1 where a word of the span heads a slot, ½ where the span stands inside one."""
    best = 0.0
    for name in slots:
        if name == "comp":
            continue
        for head in syntax.slot(one.token, name, one.light):
            for word in syntax.with_conjuncts(head):
                if word in tokens:
                    return 1.0
                if any(word.is_ancestor(token) for token in tokens):
                    best = 0.5
    return best


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
