"""Rows of numbers as keys of a dictionary: what spaCy knows of a word, to remember what follows from it."""

from __future__ import annotations

from typing import Any

import numpy as np


def row_keys(rows: Any) -> list[bytes]:
    """The bytes of each row of an array of two dimensions: equal for equal rows of arrays of one type and width."""
    count, width = rows.shape
    kinds = np.ascontiguousarray(rows).view(np.dtype((np.void, width * rows.itemsize)))
    keys: list[bytes] = kinds.reshape(count).tolist()
    return keys
