"""Headlines, where a capital letter says nothing: which they are, and who is named in those all in capitals."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc

from kg.lexicon.gazetteer import demonyms, lookup
from kg.nlp.candidates import Candidate
from kg.nlp.names import capitals_share, known_people

#: Share of words with a capital letter from which a headline is in title case.
_TITLE_CASE = 0.7


def title_case_tokens(doc: Doc) -> set[int]:
    """Tokens of headlines in title case or capitals, where a capital letter says nothing."""
    found: set[int] = set()
    for start, end, kind in doc._.segments:
        if kind in {"title", "heading"}:
            span = doc.char_span(start, end, alignment_mode="expand")
            if span is not None and capitals_share(doc, span.start, span.end) > _TITLE_CASE:
                found.update(range(span.start, span.end))
    return found


def in_capitals(doc: Doc, title_case: set[int]) -> Iterator[Candidate]:
    """Countries, cities and organisations in headlines that are all in capitals."""
    for start in sorted(title_case):
        for size in (4, 3, 2, 1):
            end = start + size
            if end > len(doc) or end - 1 not in title_case or not doc[start:end].text.isupper():
                continue
            text = doc[start:end].text
            entry = lookup(text) if len(text) > 3 else None
            if entry is not None:
                yield Candidate(start, end, entry.type, 4, entry.ref, entry.country)
                break
            country = _demonyms_in_capitals().get(text)
            if country is not None:
                yield Candidate(start, end, "Country", 4, f"country:{country}", country, demonym=True)
                break
            if text in _people_in_capitals():
                end = end + 1 if end < len(doc) and doc[end].text in {"JR", "SR", "JR.", "II"} else end
                yield Candidate(start, end, "Person", 2)
                break


@cache
def _demonyms_in_capitals() -> dict[str, str]:
    return {form.upper(): country for form, country in demonyms().items() if len(form) > 3}


@cache
def _people_in_capitals() -> frozenset[str]:
    return frozenset(name.upper() for name in known_people() if len(name) > 3)
