"""Names that several countries share, read by the countries that the article names.

"The Congolese president" beside Kinshasa is of the Democratic Republic, and the "BNP" of an article on Dhaka is the
Bangladesh Nationalist Party, not the British one.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc

from kg.lexicon import load
from kg.lexicon.gazetteer import demonyms, lookup
from kg.model import EntityType
from kg.nlp.candidates import Candidate
from kg.nlp.names import is_capitalised
from kg.nlp.spelling import spelling

#: Where the long name is no entry of a lexicon, the acronym is a party's.
_PARTY: EntityType = "PoliticalParty"


def shared_names(doc: Doc, known: list[Candidate], title_case: set[int]) -> Iterator[Candidate]:
    """The names of ``shared_names.toml`` that the countries of the ``known`` names decide."""
    named: set[str] = {c.country for c in known if c.country is not None}
    taken = {i for c in known for i in range(c.start, c.end)}
    refs = {c.ref for c in known}
    texts = spelling(doc).texts
    acronyms, shared = load("shared_names")["acronyms"], _countries()
    for i, text in enumerate(texts):
        if i in taken:
            continue
        meanings = acronyms.get(text)
        if meanings is not None:
            yield from _acronym(i, meanings, named, refs)
        owners = shared.get(text if i not in title_case else text.capitalize())
        if owners is not None and not _goes_on(doc, i):
            country = next((c for c in owners if named.isdisjoint({*owners} - {c}) and c in named), owners[0])
            adjective = text.capitalize() not in _names()
            yield Candidate(i, i + 1, "Country", 5, f"country:{country}", country, adjective)
    spots: dict[str, list[int]] = {}
    for i, text in enumerate(texts):
        spots.setdefault(text, []).append(i)
    for words, owners in _parties():
        for i in spots.get(words[0], ()):
            if i + len(words) <= len(doc) and i not in taken and _reads(doc, i, words):
                fitting = [c for c in owners if c in named]
                owner = fitting[0] if len(fitting) == 1 else None
                yield Candidate(i, i + len(words), _PARTY, 4, None, owner)


def _acronym(i: int, meanings: dict[str, str], named: set[str], refs: set[str | None]) -> Iterator[Candidate]:
    """The one body whose country or whose long name the article has."""
    entries = {country: lookup(long) for country, long in meanings.items()}
    told = [c for c, entry in entries.items() if entry is not None and entry.ref in refs]
    fitting = told or [country for country in meanings if country in named]
    if len(fitting) == 1:
        entry = entries[fitting[0]]
        kind = entry.type if entry is not None else _PARTY
        yield Candidate(i, i + 1, kind, 4, entry.ref if entry is not None else None, fitting[0])


def _goes_on(doc: Doc, i: int) -> bool:
    """Whether the name is only the first word of another: "Congo River"."""
    if i + 1 >= len(doc) or doc[i + 1].is_sent_start:
        return False
    return doc[i + 1].text in load("sites")["small"]["outside_name"] or doc[i + 1].text in {
        "River",
        "Basin",
        "Star",
        "Order",
        "Friars",
    }


def _reads(doc: Doc, i: int, words: tuple[str, ...]) -> bool:
    """Whether the words stand there and are no part of a longer name."""
    end = i + len(words)
    return (
        tuple(t.text for t in doc[i:end]) == words
        and not (
            i > 0
            and is_capitalised(doc[i - 1])
            and not doc[i].is_sent_start
            and doc[i - 1].text not in demonyms()
        )
        and not (end < len(doc) and is_capitalised(doc[end]) and not doc[end].is_sent_start)
    )


@cache
def _countries() -> dict[str, list[str]]:
    return dict(load("shared_names")["countries"])


@cache
def _names() -> frozenset[str]:
    """Those of the countries' names that are no adjective."""
    return frozenset(name for name in _countries() if not name.endswith(("an", "ans", "ese")))


@cache
def _parties() -> tuple[tuple[tuple[str, ...], list[str]], ...]:
    return tuple((_words(name), owners) for name, owners in load("shared_names")["parties"].items())


def _words(name: str) -> tuple[str, ...]:
    return tuple(name.replace("'s", " 's").split())
