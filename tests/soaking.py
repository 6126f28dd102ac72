"""How much the tests of hostile input try: a little by default, much with KG_SOAK, as ``make soak`` sets it."""

from __future__ import annotations

import os

#: How many times as many examples as by default; 0 for the short form.
SOAK = int(os.environ.get("KG_SOAK") or 0)


def times(short: int) -> int:
    """So many examples."""
    return short * max(1, SOAK)
