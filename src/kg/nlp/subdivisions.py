"""Provinces and states beside the title of who may govern one: "Rivers State Governor X", "Victoria's premier".

Their names are words, towns and people besides; only such a title shows what they are. What the gazetteer knows by the
same name stays what it is, unless the text says "State" or the post is none of a town or a country.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from spacy.tokens import Doc

from kg.lexicon import load
from kg.lexicon.gazetteer import is_town
from kg.lexicon.subdivisions import subdivisions
from kg.lexicon.surface import fold
from kg.nlp.candidates import Candidate
from kg.nlp.names import is_capitalised
from kg.nlp.titles import RoleSpan, prefixes

#: Posts that a subdivision has beside its governor; a president only where it is said to be one of a region.
_POSTS = frozenset(
    {"governor", "chief-minister", "prime-minister", "deputy-prime-minister", "attorney-general", "police-chief",
     "speaker", "state-secretary"}
)  # fmt: skip
#: Posts of towns and countries as well: a name that the gazetteer has is the town's.
_OF_TOWNS = frozenset({"governor", "police-chief", "attorney-general", "speaker", "state-secretary"})
_LONGEST = 5


@cache
def _kinds() -> frozenset[str]:
    return frozenset(load("subdivisions")["kinds"])


def _codes(words: str) -> frozenset[str]:
    return subdivisions().get(fold(words), frozenset())


def governed(doc: Doc, roles: list[RoleSpan], known: list[Candidate]) -> Iterator[Candidate]:
    """Names of subdivisions right before or behind a title. ``known`` are the names that the gazetteer has."""
    taken: Mapping[int, Candidate] = {i: c for c in known for i in range(c.start, c.end)}
    for role in roles:
        named = role.form.role if role.form is not None else None
        if named == "mayor":
            yield from _towns(doc, role, taken)
        if named is None or not (named in _POSTS or named == "president" or named.endswith("-minister")):
            continue
        for start, end, kind in (*_before(doc, role.start), *_behind(doc, role.end)):
            if not kind and (named == "president" or (named.endswith("-minister") and named not in _POSTS)):
                continue
            codes = _codes(doc[start : end - kind].text if kind > 0 else doc[start:end].text)
            inside = {taken[i] for i in range(start, end - max(kind, 0)) if i in taken}
            foreign = any(
                c.type != "City" if kind else c.type not in {"City", "Place"} or named in _OF_TOWNS
                for c in inside
            )
            if codes and not (foreign and not (kind and all(c.type != "Region" for c in inside))):
                yield Candidate(start, end, "Region", 4, None, min(codes) if len(codes) == 1 else None)


def _towns(doc: Doc, role: RoleSpan, taken: Mapping[int, Candidate]) -> Iterator[Candidate]:
    """ "Manta mayor X", "the mayor of Manta": a town too small to be known without its mayor."""
    at = role.start - 1 if doc[role.start - 1].lower_ != "'s" else role.start - 2
    behind = role.end + 1 if doc[role.end : role.end + 1].text == "of" else len(doc)
    for i in (at, behind):
        if not 0 <= i < len(doc) or i in taken or not is_capitalised(doc[i]):
            continue
        alone = all(
            not 0 <= j < len(doc)
            or not is_capitalised(doc[j])
            or doc[max(i, j)].is_sent_start
            or j in range(role.start, role.end)
            for j in (i - 1, i + 1)
        )
        if alone and is_town(doc[i].text):
            yield Candidate(i, i + 1, "City", 4)


def _before(doc: Doc, i: int) -> Iterator[tuple[int, int, int]]:
    """Tokens of a name before the title at token ``i``, and how many at its end say what it is ("State")."""
    modifiers = (
        prefixes("former") | prefixes("acting") | prefixes("deputy") | prefixes("outgoing") | {"new", "-"}
    )
    while i > 0 and doc[i - 1].lower_ in modifiers and not doc[i].is_sent_start:
        i -= 1
    if i > 1 and doc[i - 1].lower_ == "'s":
        i -= 1
    if i == 0 or doc[i].is_sent_start:
        return
    kind, end = 0, i
    if doc[i - 1].lower_ in _kinds() and i > 1:
        end, kind = (i, 1) if doc[i - 1].text[0].isupper() else (i - 1, -1)
    for size in range(_LONGEST, 0, -1):
        start = end - max(kind, 0) - size
        if start < 0 or any(t.is_sent_start for t in doc[start + 1 : end]) or not is_capitalised(doc[start]):
            continue
        if _codes(doc[start : start + size].text):
            # A longer name that ends so is another one: "Port Harcourt Rivers".
            if start > 0 and is_capitalised(doc[start - 1]) and not doc[start].is_sent_start and kind == 0:
                return
            yield start, end, kind
            return


def _behind(doc: Doc, i: int) -> Iterator[tuple[int, int, int]]:
    """The same behind the title that ends before token ``i``: "of Victoria", "of the state of Rivers"."""
    if i + 1 >= len(doc) or doc[i].lower_ not in {"of", "in"} or doc[i].is_sent_start:
        return
    kind, i = 0, i + 1
    while i < len(doc) - 1 and (
        doc[i].lower_ in {"the", "of", "'s"} or doc[i].lower_ in _kinds() or _adjective(doc, i)
    ):
        kind = -1 if doc[i].lower_ in _kinds() else kind
        i += 1
    for size in range(_LONGEST, 0, -1):
        end = i + size
        if end > len(doc) or not is_capitalised(doc[i]) or any(t.is_sent_start for t in doc[i + 1 : end]):
            continue
        if _codes(doc[i:end].text):
            if end < len(doc) and doc[end].lower_ in _kinds():
                yield (i, end + 1, 1) if doc[end].text[0].isupper() else (i, end, -1)
            elif not (end < len(doc) and is_capitalised(doc[end]) and not doc[end].is_sent_start):
                yield i, end, kind
            return


def _adjective(doc: Doc, i: int) -> bool:
    """ "Of the southern province of X": a word in small letters before the kind."""
    return doc[i].is_lower and doc[i + 1].lower_ in _kinds()
