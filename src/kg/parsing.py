"""Articles through the pipeline, in this process or in several."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import Executor
from functools import partial
from itertools import chain

from kg import preloaded
from kg.cache import Kept, kept
from kg.collector import frozen
from kg.extractor import Extractor, extractor
from kg.lexicon.gazetteer import countries
from kg.model import Article, Rejected
from kg.processes import batches, in_order, preload

Outcome = Kept | Rejected
"""What an article states, or why that is not known."""

#: Articles that are parsed at a time: enough to keep a process busy, few enough to lose little when interrupted.
_CHUNK = 32


def fingerprint(model: str, typer: bool) -> str:
    """The fingerprint of the pipeline, in whichever process this is asked."""
    return extractor(model, typer).fingerprint


def parse(model: str, typer: bool, seconds: float, articles: list[Article]) -> list[Outcome]:
    """The outcome for each article; none may take longer than ``seconds``."""
    return _outcomes(extractor(model, typer), articles, seconds)


def _outcomes(own: Extractor, articles: list[Article], seconds: float) -> list[Outcome]:
    found = own.attempts(articles, seconds)
    return [one if isinstance(one, Rejected) else kept(one) for one in found]


def outcomes(
    articles: Iterator[Article], own: Extractor, seconds: float, pool: Executor | None, workers: int
) -> Iterator[Outcome]:
    """The outcome for each article, in the order of the articles.

    :param own: the extractor of this process; others get one like it.
    :param pool: what parses in place of this process, with this many workers.
    """
    chunks = batches(articles, _CHUNK)
    if pool is None:
        for first in chunks:
            yield from _outcomes(own, first, seconds)  # which loads the pipeline
            with frozen():
                for chunk in chunks:
                    yield from _outcomes(own, chunk, seconds)
        return
    work = partial(parse, own.model, own.typer, seconds)
    for first in chunks:
        preload(preloaded.__name__, preloaded.WANTED, json.dumps([own.model, own.typer]))
        countries()  # for who is who: this process has nothing else to do while the other one loads
        for found in in_order(pool, work, chain([first], chunks), 2 * workers):
            yield from found
