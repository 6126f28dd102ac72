"""The pages' templates. Whatever a template is given is text, and is escaped."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined


def render(template: str, **values: Any) -> bytes:
    """The page that ``template`` makes of ``values``, in UTF-8."""
    # A lone surrogate, which JSON of an article may hold, is no character of any text.
    return _environment().get_template(template).render(values).encode("utf-8", "replace")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters["words"] = in_words
    environment.filters["when"] = when
    environment.filters["thousands"] = lambda number: f"{number:,}"
    environment.globals["here"] = ""
    environment.globals["words"] = ""
    return environment


def in_words(name: str) -> str:
    """ "holdsOffice" → "holds office"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def when(date: str) -> str:
    """A date, or an interval "2019/.." of ISO 8601-2, for people."""
    begin, slash, end = date.partition("/")
    if not slash:
        return begin or "undated"
    if begin == end == "..":
        return ""
    if begin == "..":
        return f"until {end}"
    return f"since {begin}" if end == ".." else f"{begin} – {end}"
