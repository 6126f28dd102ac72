"""How large one article may be, and how long it may take.

The limits on sizes are the same on every machine. The one on time is the last resort, against what nobody thought of:
it is the only thing in a build that depends on the machine, and generous.
"""

from __future__ import annotations

import ctypes
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

#: Bytes of a file, or of a record of one. Pages have more than their text; a newspaper's longest are under 1 MB.
MAX_BYTES = 2_000_000

#: Characters of the text that is parsed: some 50,000 words, twice the longest reports of magazines. The parser needs
#: about 3.5 KB of memory for each.
LONGEST_TEXT = 300_000

#: Seconds that one article may take to read, and again to parse.
MAX_SECONDS = 300.0

#: Code that swallows every exception is interrupted again after so many seconds.
_AGAIN = 1.0


class OutOfTimeError(BaseException):
    """The time is up. No :class:`Exception`, so that a library that catches all of these does not swallow it."""


_here = threading.local()


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise :class:`OutOfTimeError` in the block after ``seconds`` of wall-clock time; 0 is no limit.

    Inside of another limit nothing is limited. A call into a library that runs no Python code is not interrupted; in a
    thread other than the main one, and where there is no ``SIGALRM`` (on Windows), neither is one that waits.
    """
    if seconds <= 0 or getattr(_here, "limited", False):
        yield
        return
    main = threading.current_thread() is threading.main_thread()
    _here.limited = True
    try:
        with (_alarm if main and hasattr(signal, "setitimer") else _watch)(seconds):
            yield
    finally:
        _here.limited = False


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    if signal.getitimer(signal.ITIMER_REAL)[0]:
        yield  # somebody else's, who may need it more
        return
    running = True

    def stop(_signal: int, _frame: FrameType | None) -> None:
        if running:
            raise OutOfTimeError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
    try:
        yield
    finally:
        # Before anything else: an alarm that comes now must not interrupt the clearing up.
        running = False
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


_lock = threading.Lock()
_wake = threading.Lock()
_ends: dict[int, float] = {}
"""When the time of a thread, by its identifier, is up: seconds of the monotonic clock."""
_watcher: threading.Thread | None = None


@contextmanager
def _watch(seconds: float) -> Iterator[None]:
    """The same by another thread, which raises the error in this one."""
    _start_watcher()
    thread = threading.get_ident()
    # From here on the error may come anywhere, but never two within ``_AGAIN``: if it comes while the block is taken
    # from the list, that is done again. Only plain locks are taken; one of Python's own could be left locked.
    try:
        try:
            with _lock:
                _ends[thread] = time.monotonic() + seconds
                if _wake.locked():
                    _wake.release()
            yield
        finally:
            _release(thread)
    finally:
        _release(thread)


def _release(thread: int) -> None:
    with _lock:
        _ends.pop(thread, None)
        _interrupt(thread, None)  # nor is one left that was raised and has not come


def _interrupt(thread: int, error: type[BaseException] | None) -> None:
    raised = ctypes.py_object(error) if error is not None else None
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), raised)


def _start_watcher() -> None:
    """Start the thread that watches over all the others, where it does not run in this process."""
    global _watcher
    with _lock:
        if _watcher is None or not _watcher.is_alive():
            _watcher = threading.Thread(target=_watch_all, name="kg-time-limit", daemon=True)
            _watcher.start()


def _watch_all() -> None:
    """Interrupt whoever's time is up, and wait for the next one, or until somebody else begins."""
    while True:
        with _lock:
            now = time.monotonic()
            for thread, end in _ends.items():
                if end <= now:
                    _interrupt(thread, OutOfTimeError)
                    _ends[thread] = now + _AGAIN
            first = min(_ends.values(), default=None)
        _wake.acquire(timeout=-1 if first is None else min(first - now, threading.TIMEOUT_MAX))
