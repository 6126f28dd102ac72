"""HTML for notebooks: tables, sentences with their words marked, and nothing that an article could break out of.

Everything that comes from articles goes through :func:`escaped`. Styles stand in the elements, since editors drop style
sheets from outputs that are not trusted, and no colour of text or ground is set, so that it reads in dark and in light.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

#: So many rows of a table a notebook shows.
SHOWN = 20

# What HTML has no place for.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")

# A date or a number, which must not break at a hyphen.
_SHORT = re.compile(r"[\d.+-]{1,12}")

# A word that would make a column too wide.
_LONG = re.compile(r"\S{40}")

_CELL = "text-align:left;vertical-align:top;padding:.2em .6em;max-width:44em"
_NUMBER = "text-align:right;vertical-align:top;padding:.2em .6em"
_FAINT = "opacity:.75"

# Colours of Okabe and Ito, which the colour-blind can tell apart; the kind of line says the same once more.
_ROLES = {
    "actor": ("b", "background:rgba(0,114,178,.22);border-bottom:2px solid #0072b2"),
    "trigger": ("i", "background:rgba(230,159,0,.28);border-bottom:2px dotted #e69f00"),
    "recipient": ("b", "background:rgba(0,158,115,.22);border-bottom:2px dashed #009e73"),
}


class Marked(Protocol):
    """A stretch of a text, and what it stands for."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def role(self) -> str: ...


class Html(str):
    """HTML that is ready; other text is escaped where it is put in."""

    __slots__ = ()


def escaped(text: object) -> Html:
    """Text that shows as what it is; :class:`Html` stays. Its direction of writing ends where it ends."""
    if isinstance(text, Html):
        return text
    plain = _CONTROL.sub(" ", str(text))
    return Html(html.escape(plain) if plain.isascii() else f'<bdi dir="auto">{html.escape(plain)}</bdi>')


def element(name: str, *parts: object, style: str = "") -> Html:
    """An element; ``name`` and ``style`` are the program's own words, ``parts`` are anything."""
    attribute = f' style="{style}"' if style else ""
    return Html(f"<{name}{attribute}>{''.join(map(escaped, parts))}</{name}>")


def joined(parts: Iterable[object], separator: str = ", ") -> Html:
    """All parts in one line."""
    return Html(html.escape(separator).join(map(escaped, parts)))


def faint(*parts: object) -> Html:
    """Less important words."""
    return element("span", *parts, style=_FAINT)


def marked(text: str, marks: Iterable[Marked]) -> Html:
    """A sentence in which actor, trigger and recipient stand out."""
    parts, at = [], 0
    for mark in sorted(marks, key=lambda mark: mark.start):
        name, style = _ROLES[mark.role]
        words = escaped(text[mark.start : mark.end])
        parts += [
            escaped(text[at : mark.start]),
            f'<{name} title="{mark.role}" style="{style}">{words}</{name}>',
        ]
        at = mark.end
    whole = Html("".join([*parts, escaped(text[at:])]))
    return element("span", whole, style="overflow-wrap:anywhere") if _LONG.search(text) else whole


def legend() -> Html:
    """What the marks of :func:`marked` mean."""
    return faint(
        "marked: ", joined(element(name, role, style=style) for role, (name, style) in _ROLES.items())
    )


def link(url: str, words: str) -> Html:
    """A link, if ``url`` leads to a web page; else the words alone."""
    if not re.match(r"https?://[^\s\"<>]+$", url):
        return escaped(words)
    attributes = 'target="_blank" rel="noopener noreferrer" style="color:inherit"'
    return Html(f'<a href="{html.escape(url)}" {attributes}>{escaped(words)}</a>')


def table(
    columns: Sequence[str], rows: Sequence[Sequence[object]], total: int, numbers: Iterable[int] = ()
) -> Html:
    """A table of ``rows``, the first of ``total``; columns at the places ``numbers`` are set to the right."""
    right = set(numbers)
    styles = [_NUMBER if place in right else _CELL for place in range(len(columns))]
    head = "".join(element("th", name, style=style) for name, style in zip(columns, styles, strict=True))
    body = "".join(
        element("tr", *(_cell(cell, style) for cell, style in zip(row, styles, strict=True))) for row in rows
    )
    more = element("p", faint(f"… and {total - len(rows)} more")) if total > len(rows) else ""
    return Html(f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}")


def _cell(cell: object, style: str) -> Html:
    text = str(cell)
    if _SHORT.fullmatch(text):
        style += ";white-space:nowrap"
    elif not isinstance(cell, Html) and _LONG.search(text):
        style += ";overflow-wrap:anywhere"
    return element("td", cell, style=style)


def counts(numbers: Mapping[str, int], most: int = 8) -> Html:
    """ "12 planned, 3 negated": the largest first."""
    ranked = sorted(((n, name) for name, n in numbers.items() if n), key=lambda one: (-one[0], one[1]))
    parts: list[object] = [f"{n} {name}" for n, name in ranked[:most]]
    rest = sum(n for n, _ in ranked[most:])
    return joined([*parts, f"{rest} of other kinds"] if rest else parts)


def in_words(name: str) -> str:
    """ "holdsOffice" → "holds office"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()
