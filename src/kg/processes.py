"""Work in several processes of this machine, with results in the order of the work."""

from __future__ import annotations

import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from multiprocessing import forkserver, get_context, parent_process
from multiprocessing.connection import wait
from threading import Thread, current_thread, main_thread
from typing import TypeVar

from kg.errors import KgError

T = TypeVar("T")
U = TypeVar("U")

#: With a fork server what takes long to load is loaded once for all. Apple's libraries do not bear it, Windows
#: has none.
METHOD = "forkserver" if sys.platform == "linux" else "spawn"


@contextmanager
def processes(number: int) -> Iterator[Executor | None]:
    """This many processes, which begin with the first work; None for one, which is this.

    :raises KgError: if one of them ends unexpectedly.
    """
    if number == 1:
        yield None
        return
    # Not "fork": a child of this process would inherit locks and open databases in an unknown state.
    pool = ProcessPoolExecutor(number, mp_context=get_context(METHOD), initializer=_attend)
    try:
        yield pool
    except BrokenProcessPool as error:
        raise KgError(
            "a worker process ended unexpectedly (out of memory, or a script without an "
            'if __name__ == "__main__": guard); try fewer --workers'
        ) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def preload(module: str, variable: str, value: str) -> None:
    """Let the processes begin as copies of one that has imported a module, with this variable in its environment.

    Where there is no fork server, or one that runs already, from an earlier build, they load what they lack themselves.
    """
    if METHOD != "forkserver":
        return
    get_context(METHOD).set_forkserver_preload([module])
    os.environ[variable] = value
    try:
        forkserver.ensure_running()
    finally:
        del os.environ[variable]


def batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in lists of this size; the last may be shorter."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


def in_order(pool: Executor, work: Callable[[T], U], items: Iterable[T], window: int) -> Iterator[U]:
    """What comes of each item, in order; so many are under way that neither all items nor all results are in memory."""
    waiting: deque[Future[U]] = deque()
    for item in items:
        with _uninterrupted():
            waiting.append(pool.submit(work, item))
        if len(waiting) > window:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Put off Ctrl-C while a process begins, for which it may have to wait until the fork server has loaded: one that
    is left without its orders complains."""
    before = signal.getsignal(signal.SIGINT)
    if current_thread() is not main_thread() or before is None:
        yield
        return
    asked: list[int] = []
    signal.signal(signal.SIGINT, lambda number, _: asked.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if asked:
            signal.raise_signal(signal.SIGINT)


def _attend() -> None:
    """Leave Ctrl-C, which reaches every process of the terminal, to the parent; and end with it, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
