"""One ministry under its names: "Finance Ministry", "Ministry of Finance and Planning", "Peru's Ministry of Finance"."""

from __future__ import annotations

import re

from kg.nlp.names import fold

_OF = re.compile(r"\bministry (?:of|for) (?:the )?(.+)$")
_BEFORE = re.compile(r"(?:^|\s)((?:\S+ and )?\S+) ministry$")
#: Whose it is, behind the field: "of the republic of x", "of x".
_OWNER = re.compile(r" of (?!national\b).*$")
_SAME = {
    "foreign affairs": "foreign", "external affairs": "foreign", "external relations": "foreign", "foreign relations": "foreign",
    "defense": "defence", "national defence": "defence", "national defense": "defence", "internal affairs": "interior",
    "home affairs": "interior", "home": "interior", "labor": "labour", "economic affairs": "economy", "public health": "health",
    "european and foreign affairs": "foreign", "europe and foreign affairs": "foreign",
}  # fmt: skip


def ministry_field(name: str) -> str | None:
    """The field that a ministry is for, worded in one way, the first where it has several; None for other names."""
    folded = fold(name)
    found = _OF.search(folded) or _BEFORE.search(folded)
    if found is None:
        return None
    words = _OWNER.sub("", found[1])
    words = _SAME.get(words, words)
    first = re.split(r",| and ", words)[0].strip()
    return _SAME.get(first, first) or None
