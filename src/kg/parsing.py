"""Articles through the pipeline, in this process or in several."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import cache, partial
from itertools import islice
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from threading import Thread
from typing import TypeVar

from kg.errors import KgError
from kg.extraction import Extractor
from kg.model import Article, Extraction, Rejected

T = TypeVar("T")
U = TypeVar("U")

Outcome = Extraction | Rejected
"""What an article states, or why that is not known."""

#: Articles that are parsed at a time: enough to keep a process busy, few enough to lose little when interrupted.
_CHUNK = 16


@cache
def extractor(model: str, typer: bool) -> Extractor:
    """One pipeline per model and process: loading it takes longer than parsing a few articles."""
    return Extractor(model, typer=typer)


def fingerprint(model: str, typer: bool) -> str:
    """The fingerprint of the pipeline, in whichever process this is asked."""
    return extractor(model, typer).fingerprint


def parse(model: str, typer: bool, seconds: float, articles: list[Article]) -> list[Outcome]:
    """The outcome for each article; none may take longer than ``seconds``."""
    return extractor(model, typer).attempts(articles, seconds)


@contextmanager
def processes(number: int) -> Iterator[Executor | None]:
    """This many processes, which begin with the first work; None for one, which is this.

    :raises KgError: if one of them ends unexpectedly.
    """
    if number == 1:
        yield None
        return
    # "spawn" because a forked child would inherit locks and open databases in an unknown state.
    pool = ProcessPoolExecutor(number, mp_context=get_context("spawn"), initializer=_attend)
    try:
        yield pool
    except BrokenProcessPool as error:
        raise KgError(
            "a worker process ended unexpectedly (out of memory, or a script without an "
            'if __name__ == "__main__": guard); try fewer --workers'
        ) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def outcomes(
    articles: Iterator[Article], own: Extractor, seconds: float, pool: Executor | None, workers: int
) -> Iterator[Outcome]:
    """The outcome for each article, in the order of the articles.

    :param own: the extractor of this process; others get one like it.
    :param pool: what parses in place of this process, with this many workers.
    """
    if pool is None:
        for chunk in batches(articles, _CHUNK):
            yield from own.attempts(chunk, seconds)
        return
    work = partial(parse, own.model, own.typer, seconds)
    for found in in_order(pool, work, batches(articles, _CHUNK), 2 * workers):
        yield from found


def batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in lists of this size; the last may be shorter."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


def in_order(pool: Executor, work: Callable[[T], U], items: Iterable[T], window: int) -> Iterator[U]:
    """What comes of each item, in order; so many are under way that neither all items nor all results are in memory."""
    waiting: deque[Future[U]] = deque()
    for item in items:
        waiting.append(pool.submit(work, item))
        if len(waiting) > window:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _attend() -> None:
    """Leave Ctrl-C, which reaches every process of the terminal, to the parent; and end with it, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
