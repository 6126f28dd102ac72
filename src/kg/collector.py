"""Work during which Python does not look for reference cycles."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collector() -> Iterator[None]:
    """Without the collector of reference cycles, for work that makes a great many objects and no cycles: each of its
    full passes, the more of them the more there is, would go through everything in memory."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@contextmanager
def frozen() -> Iterator[None]:
    """With a collector that leaves alone what there is by now, as a loaded pipeline, which its full passes would go
    through again and again."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
