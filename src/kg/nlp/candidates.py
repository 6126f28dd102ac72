"""Stretches of text that may name somebody or something, by spelling, lexicon and the model's own guesses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc

from kg.lexicon import load
from kg.lexicon.gazetteer import lookup
from kg.model import EntityType
from kg.nlp.names import (
    CALENDAR,
    capitals_share,
    fold,
    given_names,
    honorifics,
    is_capitalised,
    is_initial,
    particles,
    scan_name,
)
from kg.nlp.offices import RoleSpan

_NER_TYPES: dict[str, EntityType] = {
    "PERSON": "Person", "ORG": "Organization", "GPE": "Place", "LOC": "Region", "FAC": "Place",
}  # fmt: skip

_TITLE_CASE = 0.7


@dataclass(frozen=True, slots=True)
class Candidate:
    start: int
    end: int
    type: EntityType
    priority: int
    ref: str | None = None
    country: str | None = None
    demonym: bool = False

    @property
    def length(self) -> int:
        return self.end - self.start


@cache
def org_heads() -> dict[str, EntityType]:
    """Head noun of an organisation's name → its type, from the lexicon: "Party", "Ministry", "Brigades"."""
    return {word: kind for kind, words in load("organisation_heads")["heads"].items() for word in words}


def title_case_tokens(doc: Doc) -> set[int]:
    """Tokens of headlines in title case or capitals, where a capital letter says nothing."""
    found: set[int] = set()
    for start, end, kind in doc._.segments:
        if kind in {"title", "heading"}:
            span = doc.char_span(start, end, alignment_mode="expand")
            if span is not None and capitals_share(doc, span.start, span.end) > _TITLE_CASE:
                found.update(range(span.start, span.end))
    return found


def choose(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Longest first, then the surest; what overlaps a chosen one is dropped. In order of position."""
    chosen: list[Candidate] = []
    taken: set[int] = set()
    for candidate in sorted(candidates, key=lambda c: (-c.length, -c.priority, c.start, c.type)):
        tokens = range(candidate.start, candidate.end)
        if not taken.intersection(tokens):
            chosen.append(candidate)
            taken.update(tokens)
    return sorted(chosen, key=lambda c: c.start)


def organisations(doc: Doc, known: list[Candidate], title_case: set[int]) -> Iterator[Candidate]:
    """Capitalised words that end in an organisation's head noun, with "of …" and "for …" behind it."""
    heads = org_heads()
    inside = {i: c for c in known for i in range(c.start, c.end)}
    for token in doc:
        kind = heads.get(token.text)
        if kind is None or token.i in title_case:
            continue
        start = token.i
        while start > 0 and not doc[start].is_sent_start and _belongs(doc, start - 1, inside):
            start -= 1
        while start < token.i and doc[start].text in {"-", "&", "and", "The", "A", "An"}:
            start += 1
        end = token.i + 1
        end = _complement_end(doc, end, inside)
        if end - start < 2:
            continue
        country = next(
            (inside[i].country for i in range(start, end) if i in inside and inside[i].type == "Country"),
            None,
        )
        yield Candidate(start, end, kind, 3, None, country)


def in_capitals(doc: Doc, title_case: set[int]) -> Iterator[Candidate]:
    """Countries, cities and organisations in headlines that are all in capitals."""
    for start in sorted(title_case):
        for size in (4, 3, 2, 1):
            end = start + size
            if end > len(doc) or end - 1 not in title_case or not doc[start:end].text.isupper():
                continue
            entry = lookup(doc[start:end].text) if len(doc[start:end].text) > 3 else None
            if entry is not None:
                yield Candidate(start, end, entry.type, 4, entry.ref, entry.country)
                break


def _belongs(doc: Doc, i: int, inside: dict[int, Candidate]) -> bool:
    token = doc[i]
    if token.text in {"-", "&"}:
        return i > 0 and is_capitalised(doc[i - 1])
    if token.text == "and":
        # "Ministry of Trade and Industry" is one; "France and Labour Party" is two: only inside an "of".
        return False
    if i in inside and inside[i].type == "Person":
        return False
    return is_capitalised(token) and not token.is_stop and token.text not in CALENDAR


def _complement_end(doc: Doc, end: int, inside: dict[int, Candidate]) -> int:
    """The end after "of/for (the) Capitalised (and Capitalised)*"."""
    position = end
    while (
        position < len(doc)
        and doc[position].lower_ in {"of", "for", "on"}
        and not doc[position].is_sent_start
    ):
        after = position + 1
        if after < len(doc) and doc[after].lower_ == "the":
            after += 1
        if after >= len(doc) or not is_capitalised(doc[after]) or doc[after].text in CALENDAR:
            break
        while after < len(doc) and not doc[after].is_sent_start:
            token = doc[after]
            if is_capitalised(token) and token.text not in CALENDAR:
                after += 1
                end = after
            elif token.lower_ in {"and", "&"} and after + 1 < len(doc) and is_capitalised(doc[after + 1]):
                if inside.get(after + 1) is not None:  # "Ministry of Defence and France"
                    break
                after += 1
            else:
                break
        if end == position:
            break
        position = end
    return end


def from_ner(
    doc: Doc, roles: list[RoleSpan], known: list[Candidate], title_case: set[int]
) -> Iterator[Candidate]:
    role_tokens = {i for r in roles for i in range(r.start, r.end)}
    known_tokens = {i for c in known for i in range(c.start, c.end)}
    lower_case = _lower_case_words(doc)
    for span in doc.ents:
        kind = _NER_TYPES.get(span.label_)
        if (
            span.label_ in {"PRODUCT", "NORP", "WORK_OF_ART", "EVENT", "LAW"}
            and span.text.isupper()
            and len(span.text) > 2
        ):
            kind = "Organization"
        if kind is None or title_case.intersection(range(span.start, span.end)):
            continue
        start, end = span.start, span.end
        while start < end and (
            start in role_tokens
            or doc[start].lower_.rstrip(".") in honorifics()
            or doc[start].lower_ in {"the", "a", "an", "'s", "former", "ex", "-"}
            or (kind == "Person" and start in known_tokens)
        ):
            start += 1
        while end > start and (
            doc[end - 1].text in {"'s", "'", ",", "-", "."} or not doc[end - 1].text[0].isalnum()
        ):
            end -= 1
        bracket = next((i for i in range(start, end) if doc[i].text == "("), end)
        if start < bracket < end:
            end = bracket  # "National League for Democracy (NLD"
        if start >= end:
            continue
        if kind != "Person" and _given(doc, start, end):
            kind = "Person"
        if kind == "Person":
            yield from _person(doc, start, end, role_tokens | known_tokens, lower_case)
            continue
        words = doc[start:end]
        if not any(is_capitalised(t) or t.text.isupper() for t in words):
            continue
        if any(i in role_tokens for i in range(start, end)):
            continue
        if any(t.text in {"and", ",", "-", "--"} for t in words) and known_tokens.intersection(
            range(start, end)
        ):
            # "Pakistan and Afghanistan's intelligence services": two names that the model ran together.
            continue
        if len(words) == 1 and (
            words[0].text in CALENDAR or words[0].is_stop or words[0].lower_ in lower_case
        ):
            continue
        if doc[end - 1].text == "party" and end - start > 1:
            yield Candidate(start, end - 1, "PoliticalParty", 2)
        elif end < len(doc) and doc[end].text == "party" and kind == "Organization":
            yield Candidate(start, end, "PoliticalParty", 2)
        elif kind == "Organization":
            yield Candidate(start, end, _org_type([t.text for t in words]), 1)
        else:
            entry = lookup(words.text)
            if entry is not None:
                yield Candidate(start, end, entry.type, 4, entry.ref, entry.country)
            elif words.text.isupper() and len(words.text) <= 5:
                yield Candidate(start, end, "Organization", 1)
            else:
                yield Candidate(start, end, kind, 1)


def _given(doc: Doc, start: int, end: int) -> bool:
    """Whether what the model takes for an organisation or a place begins with a given name and reads like a person."""
    words = doc[start:end]
    return (
        len(words) > 1
        and fold(doc[start].text) in given_names()
        and all(is_capitalised(t) or is_initial(t) or t.lower_ in particles() or t.text == "-" for t in words)
        and not any(t.text in org_heads() for t in words)
        and lookup(words.text) is None
    )


def _org_type(words: list[str]) -> EntityType:
    heads = org_heads()
    return next((heads[w] for w in reversed(words) if w in heads), "Organization")


def _lower_case_words(doc: Doc) -> frozenset[str]:
    """Words that the article writes in lower case, as it would not write a name; their capitals say nothing."""
    return frozenset(t.text for t in doc if t.text.islower())


def _person(
    doc: Doc, start: int, end: int, stops: set[int], lower_case: frozenset[str]
) -> Iterator[Candidate]:
    words = doc[start:end]
    if words.text.isupper() and len(words) == 1 and len(words.text) > 2:
        yield Candidate(start, end, "Organization", 1)
        return
    name_end = scan_name(doc, start, stops - set(range(start, end)))
    if name_end == start:
        return
    # Backwards over "Abdel-", "Abu", "Al-" that the model left out.
    while (
        start > 0
        and doc[start - 1].text == "-"
        and start > 1
        and is_capitalised(doc[start - 2])
        and not doc[start - 2].whitespace_
    ):
        start -= 2
    while start > 0 and not doc[start].is_sent_start and _extends(doc, start - 1, stops):
        start -= 1
    first = doc[start]
    if name_end - start == 1 and (first.is_stop or first.text in CALENDAR or first.lower_ in lower_case):
        return
    if first.text in org_heads() or doc[name_end - 1].text in org_heads():
        return
    yield Candidate(with_style(doc, start, name_end), name_end, "Person", 2)


def _extends(doc: Doc, i: int, stops: set[int]) -> bool:
    """Whether the word before a name belongs to it: "Laurent-Désiré" Kabila, "López" Obrador, "Isabel dos" Santos."""
    token = doc[i]
    if i in stops or token.text in CALENDAR or token.text in org_heads():
        return False
    if token.text in particles():
        return i > 0 and is_capitalised(doc[i - 1]) and i - 1 not in stops
    if token.text == "-":
        return i > 0 and not token.whitespace_ and not doc[i - 1].whitespace_ and is_capitalised(doc[i - 1])
    if not is_capitalised(token) or token.lower_.rstrip(".") in honorifics():
        return False
    if fold(token.text) in given_names():
        return True
    # A capital at the start of a sentence says nothing.
    starts = token.is_sent_start or i == 0 or doc[i - 1].text in {".", '"', "?", "!", ":", ";", ")", "("}
    return not starts and not token.is_stop


def with_style(doc: Doc, start: int, end: int) -> int:
    """Where a name begins that is one word without its style: "Pope Francis", "King Abdullah", "Sheikh Hasina"."""
    styled = end - start == 1 and start > 0 and not doc[start].is_sent_start
    return start - 1 if styled and doc[start - 1].lower_ in load("person_names")["styles"]["kept"] else start
