"""How large one article may be, and how long it may take.

The limits on sizes are the same on every machine. The one on time is the last resort, against what nobody thought of:
it is the only thing in a build that depends on the machine, and generous.
"""

from __future__ import annotations

import ctypes
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
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


@contextmanager
def _watch(seconds: float) -> Iterator[None]:
    """The same by another thread, which raises the error in this one."""
    thread = ctypes.c_ulong(threading.get_ident())
    interrupt = ctypes.pythonapi.PyThreadState_SetAsyncExc
    lock, over = threading.Lock(), threading.Event()

    def watch() -> None:
        wait = seconds
        while not over.wait(wait):
            with lock:
                if not over.is_set():
                    interrupt(thread, ctypes.py_object(OutOfTimeError))
            wait = _AGAIN

    threading.Thread(target=watch, daemon=True).start()
    try:
        yield
    finally:
        while not over.is_set():
            # The error may still come while this is done.
            with suppress(OutOfTimeError), lock:
                over.set()
                interrupt(thread, None)  # nor is one left that was raised and has not come
