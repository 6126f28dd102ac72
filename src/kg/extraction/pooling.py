"""Two opinions on the type of an act, one score: the model's by its probabilities, the lexicon's by how well it fits.

Both are experts of their own, so the logs of what they say are added up. The lexicon is worth the more, the better
actor and recipient fill the slots of its entry, and more if the entry has a noun beside its verb.
``benchmarks/pooling.py`` fits the weights (``lexicon/typer.toml``) to labelled texts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import log

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.triggers import Match
from kg.lexicon import load

#: Least probability: half of the hundredth to which the model's are rounded.
LEAST = 0.005


def by_model(sure: float) -> float:
    """The score of what the model gives this probability."""
    weight: float = load("typer")["pooled"]["opinion"]
    return weight * log(max(sure, LEAST))


def by_lexicon(
    one: Match, sources: Sequence[Token], targets: Sequence[Token], *, equals: bool = False
) -> float:
    """What the lexicon adds to the score of its type, the actor being words of the source, the recipient of the target.

    :param equals: both are actors: "X and Y signed a treaty".
    """
    weights: dict[str, float] = load("typer")["pooled"]
    specific = bool(one.trigger.objects)
    return weights["slots"] * fit(one, sources, targets, equals=equals) + weights["specific"] * specific


def fit(one: Match, sources: Sequence[Token], targets: Sequence[Token], *, equals: bool = False) -> float:
    """How well the spans fill the trigger's slots, from 0 to 3; the actor's counts twice."""
    acts = _fills(one, one.trigger.actor, sources)
    suffers = _fills(one, one.trigger.recipient, targets)
    if equals or one.trigger.two_sided:
        acts = max(acts, _fills(one, one.trigger.recipient, sources))
        suffers = max(suffers, _fills(one, one.trigger.actor, targets))
    return 2 * acts + suffers


def _fills(one: Match, slots: Sequence[str], tokens: Sequence[Token]) -> float:
    """1 where a word of the span heads a slot or names its head, ½ where the span stands inside one."""
    best = 0.0
    for name in slots:
        if name == "comp":
            continue
        for head in syntax.slot(one.token, name, one.light):
            for word in syntax.with_conjuncts(head):
                if word in tokens or any(word == named for token in tokens for named in _described(token)):
                    return 1.0
                if any(word.is_ancestor(token) for token in tokens):
                    best = 0.5
    return best


def _described(token: Token) -> Iterator[Token]:
    """What a name stands beside, with others or alone: "the rival leaders *X* and *Y*"."""
    while token.dep_ in {"appos", "conj"}:
        beside = token.dep_ == "appos"
        token = token.head
        if beside:
            yield token
