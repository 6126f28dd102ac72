"""One ministry under its names: "Finance Ministry", "Ministry of Finance and Planning"."""

from __future__ import annotations

import re

from kg.lexicon import load
from kg.lexicon.surface import fold

_OF = re.compile(r"\bministry (?:of|for) (?:the )?(.+)$")
_BEFORE = re.compile(r"(?:^|\s)((?:\S+ and )?\S+) ministry$")
#: Whose it is, behind the field: "of the republic of x", "of x".
_OWNER = re.compile(r" of (?!national\b).*$")


def ministry_field(name: str) -> str | None:
    """The field that a ministry is for, worded in one way, the first where it has several; None for other names."""
    folded = fold(name).casefold()
    found = _OF.search(folded) or _BEFORE.search(folded)
    if found is None:
        return None
    same: dict[str, str] = load("organisation_heads")["ministries"]
    words = _OWNER.sub("", found[1])
    words = same.get(words, words)
    first = re.split(r",| and ", words)[0].strip()
    return same.get(first, first) or None
