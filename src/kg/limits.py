"""How large one article may be, and how long it may take.

The limits on sizes are the same on every machine. The one on time is the last resort, against what nobody thought of:
it is the only thing in a build that depends on the machine, and generous.
"""

from __future__ import annotations

import signal
import threading
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


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise :class:`OutOfTimeError` in the block after ``seconds`` of wall-clock time; 0 is no limit.

    It rests on ``SIGALRM``: without it (on Windows), in any thread but the main one, and inside of another limit,
    nothing is limited.
    """
    if (
        seconds <= 0
        or not hasattr(signal, "setitimer")
        or threading.current_thread() is not threading.main_thread()
        or signal.getitimer(signal.ITIMER_REAL)[0]
    ):
        yield
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
