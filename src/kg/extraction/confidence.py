"""How sure an event is: a calibrated probability from what is uncertain in it.

The raw confidence multiplies that of the trigger's entry with the certainty of each participant's mention. A logistic
curve over it and over what makes readings go wrong (a noun as trigger, no recipient, a status other than asserted, a
headline) turns it into the share of right events among those like it. ``benchmarks/calibration.py`` fits the curve to
labelled texts; its coefficients are data (``lexicon/confidence.toml``).
"""

from __future__ import annotations

from math import exp, log

from kg.lexicon import load

#: Least and greatest confidence: nothing that a rule reads is certain, or certainly wrong.
LEAST, MOST = 0.05, 0.97


def calibrated(
    raw: float, *, noun: bool, alone: bool, asserted: bool, headline: bool, opinion: float | None = None
) -> float:
    """The probability, from :data:`LEAST` to :data:`MOST`, that an event is right.

    :param raw: product of the certainties, above 0 and below 1.
    :param noun: the trigger is a noun.
    :param alone: no other side is named.
    :param asserted: the status is.
    :param headline: the sentence is a title or a heading.
    :param opinion: probability that the model of :mod:`kg.typer` gives the event's type; None where it was not asked.
    """
    terms = load("confidence")["event" if opinion is None else "weighed"]
    score = (
        terms["base"]
        + terms["raw"] * logit(raw)
        + terms["noun"] * noun
        + terms["alone"] * alone
        + terms["not_asserted"] * (not asserted)
        + terms["headline"] * headline
        + (terms["opinion"] * logit(opinion) if opinion is not None else 0.0)
    )
    return round(min(max(1 / (1 + exp(-score)), LEAST), MOST), 2)


def logit(share: float) -> float:
    """Log-odds of a share, which is kept from 0 and 1."""
    inside = min(max(share, 0.01), 0.99)
    return log(inside / (1 - inside))
