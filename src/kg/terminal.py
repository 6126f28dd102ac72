"""Text for a terminal: tables, and nothing that moves the cursor or hides what follows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

# Control characters (escape sequences begin with one), line separators, lone surrogates, and the marks that
# turn the direction of writing: text from articles must not rewrite what stands around it.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]+")

#: No column gets narrower than this many cells.
_LEAST = 6


def printable(text: str) -> str:
    """``text`` on one line, without anything that a terminal would obey."""
    return _UNPRINTABLE.sub(" ", text).strip()


def width(text: str) -> int:
    """How many cells of a terminal ``text`` takes: two for East Asian wide characters, none for accents that
    combine with the letter before."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )


def table(columns: Sequence[str], rows: Sequence[Sequence[str]], limit: int | None = None) -> str:
    """A table with aligned columns, one line per row.

    :param limit: cells of the terminal; longer cells are cut, the widest columns first. None cuts nothing.
    """
    cells = [[printable(cell) for cell in row] for row in [columns, *rows]]
    widths = [max(map(width, column)) for column in zip(*cells, strict=True)]
    if limit is not None:
        least = [min(size, _LEAST) for size in widths]
        spare = limit - 2 * (len(widths) - 1)
        while sum(widths) > spare and widths != least:
            widest = widths.index(max(widths))
            widths[widest] = max(_LEAST, widths[widest] - max(1, (sum(widths) - spare) // len(widths)))
    lines = [cells[0], ["─" * size for size in widths], *cells[1:]]
    return "".join(
        "  ".join(_fit(cell, size) for cell, size in zip(line, widths, strict=True)).rstrip() + "\n"
        for line in lines
    )


def _fit(text: str, size: int) -> str:
    cells = width(text)
    if cells > size:
        taken = end = 0
        while end < len(text) and (more := width(text[end])) + taken < size:
            taken += more
            end += 1
        text, cells = text[:end] + "…", taken + 1
    return text + " " * (size - cells)
