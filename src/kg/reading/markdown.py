"""Front matter: the lines between ``---`` at the top of a Markdown file that say what it is."""

from __future__ import annotations

import re

from kg.reading.dates import parse_date
from kg.reading.metadata import Metadata

_FRONT_MATTER = re.compile(
    r"\s*---[ \t]*\r?\n(?P<lines>.{0,20000}?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.DOTALL
)
_SCALAR = re.compile(r"(?P<name>[A-Za-z_]+)\s*:\s*(?P<value>\S.*?)\s*")


def front_matter(text: str) -> tuple[int, Metadata]:
    """Where the text begins after the front matter (0 without one), and what the front matter says.

    Only plain scalars are read (``title``, ``date``, ``source`` or ``publisher``, ``url``), quoted or not;
    lists and nested values are passed over. A date that is none of the forms of ``parse_date`` is left out.
    """
    match = _FRONT_MATTER.match(text)
    if match is None:
        return 0, Metadata()
    values: dict[str, str] = {}
    for line in match["lines"].splitlines():
        if scalar := _SCALAR.fullmatch(line):
            value = scalar["value"]
            if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
                value = value[1:-1]
            else:
                value = re.sub(r"\s+#.*", "", value)
            values.setdefault(scalar["name"].lower(), value)
    if not values:
        return 0, Metadata()
    dated = values.get("date") or values.get("published")
    return match.end(), Metadata(
        title=values.get("title") or None,
        published=parse_date(dated) if dated else None,
        publisher=values.get("source") or values.get("publisher") or None,
        url=values.get("url") or None,
    )
