"""Articles through the pipeline, in this process or in several."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from itertools import chain, islice
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from threading import Thread

from kg.errors import KgError
from kg.extraction import Extractor
from kg.model import Article, Extraction, Rejected

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


def outcomes(articles: Iterator[Article], own: Extractor, seconds: float, workers: int) -> Iterator[Outcome]:
    """The outcome for each article, in the order of the articles, by this many processes.

    :param own: the extractor of this process; others get one like it.
    :raises KgError: if a process ends unexpectedly.
    """
    if workers == 1:
        while chunk := list(islice(articles, _CHUNK)):
            yield from own.attempts(chunk, seconds)
        return
    first = next(articles, None)
    if first is None:
        return  # nothing to start processes for
    # "spawn" because a forked child would inherit locks and open databases in an unknown state.
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_attend)
    try:
        # A window of chunks, so that neither all articles nor all results are in memory at once.
        window: deque[Future[list[Outcome]]] = deque()
        waiting = chain([first], articles)
        while chunk := list(islice(waiting, _CHUNK)):
            window.append(pool.submit(parse, own.model, own.typer, seconds, chunk))
            if len(window) > 2 * workers:
                yield from window.popleft().result()
        while window:
            yield from window.popleft().result()
    except BrokenProcessPool as error:
        raise KgError(
            "a worker process ended unexpectedly (out of memory, or a script without an "
            'if __name__ == "__main__": guard); try fewer --workers'
        ) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _attend() -> None:
    """Leave Ctrl-C, which reaches every process of the terminal, to the parent; and end with it, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
