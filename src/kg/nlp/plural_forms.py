"""Titles and other nouns for people in the plural: "presidents", "ministers of defence", "secretaries-general"."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from kg.nlp.titles import COUNTERPART, DEPUTY, GENERIC, Form, role_forms


@cache
def plural_forms() -> Mapping[str, tuple[str, Form]]:
    """Lower-case plural → singular and what it means."""
    found: dict[str, tuple[str, Form]] = {}
    for words, form in role_forms().items():
        if form.role is not None and form.role not in {*GENERIC, DEPUTY} and form.exact is None:
            found.setdefault(_plural(words), (words, form))
    found[f"{COUNTERPART}s"] = COUNTERPART, Form(COUNTERPART, {})
    return found


def _plural(title: str) -> str:
    head, link, rest = title, "", ""
    for word in (" of ", " for ", " to ", " without "):
        before, found, after = title.partition(word)
        if found and len(before) < len(head):
            head, link, rest = before, found, after
    for ending in ("-general", " general"):
        if head.endswith(ending):
            return f"{several(head.removesuffix(ending))}{ending}{link}{rest}"
    return f"{several(head)}{link}{rest}"


def several(noun: str) -> str:
    """The plural of a noun for people."""
    if noun.endswith("man"):
        return f"{noun[:-3]}men"
    if noun.endswith("y"):
        return f"{noun[:-1]}ies"
    return f"{noun}s"


def single(noun: str) -> str | None:
    """The singular of such a noun; None of one that has none."""
    for ending, singular in (("men", "man"), ("ies", "y"), ("s", "")):
        if noun.endswith(ending):
            return f"{noun.removesuffix(ending)}{singular}"
    return None


@cache
def by_first_word() -> Mapping[str, tuple[str, ...]]:
    """First word of a plural → all that begin with it."""
    found: dict[str, tuple[str, ...]] = {}
    for words in plural_forms():
        first = words.replace("-", " ").split()[0]
        found[first] = (*found.get(first, ()), words)
    return found
