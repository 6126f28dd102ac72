"""Statements of office as news make them: ``data/offices.txt``, by kind, of many regions, outlets and decades.

Each block is a text and, indented, the offices that it states, all of them; a text alone states none.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from fact_notation import stated

_TABLE = (Path(__file__).parent / "data" / "offices.txt").read_text(encoding="utf-8")


def _rows() -> list[tuple[str, str, list[str]]]:
    kind, rows = "", []
    for line in _TABLE.splitlines():
        if line.startswith("# "):
            kind = line[2:].partition(":")[0]
        elif line.startswith("  "):
            rows[-1][2].append(line.strip())
        elif line:
            rows.append((kind, line, []))
    return rows


@pytest.mark.parametrize(
    ("text", "expected"),
    [pytest.param(text, expected, id=f"{kind}: {text[:48]}") for kind, text, expected in _rows()],
)
def test_offices_stated_and_no_others(text: str, expected: list[str]) -> None:
    assert [line for line in stated(text) if "Office |" in line] == sorted(expected)


def test_the_table_has_many_rows_of_every_kind() -> None:
    kinds = Counter(kind for kind, _, _ in _rows())
    assert sum(kinds.values()) > 200
    assert min(kinds.values()) >= 5
