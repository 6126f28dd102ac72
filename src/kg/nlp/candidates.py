"""Stretches of text that may name somebody or something, by spelling, lexicon and the model's own guesses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import cast

from spacy.tokens import Doc

from kg.lexicon import load
from kg.lexicon.gazetteer import is_town, lookup
from kg.model import EntityType
from kg.nlp.names import (
    CALENDAR,
    begins_with_given_name,
    fold,
    given_names,
    honorific_at,
    honorifics,
    is_capitalised,
    is_date,
    is_initial,
    known_people,
    particles,
    scan_name,
)
from kg.nlp.portfolios import is_portfolio
from kg.nlp.spelling import spelling
from kg.nlp.titles import RoleSpan
from kg.nlp.words import EnglishWords

_NER_TYPES: dict[str, EntityType] = {
    "PERSON": "Person", "ORG": "Organization", "GPE": "Place", "LOC": "Region", "FAC": "Place",
}  # fmt: skip


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


#: Tokens of a name; the tribunal for the former Yugoslavia has 26 words in its full one.
_LONGEST = 40


def choose(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Longest first, then the surest; what overlaps a chosen one is dropped. In order of position."""
    chosen: list[Candidate] = []
    taken: set[int] = set()
    names = (c for c in candidates if c.length <= _LONGEST)
    for candidate in sorted(names, key=lambda c: (-c.length, -c.priority, c.start, c.type)):
        tokens = range(candidate.start, candidate.end)
        if not taken.intersection(tokens):
            chosen.append(candidate)
            taken.update(tokens)
    return sorted(chosen, key=lambda c: c.start)


def from_ner(
    doc: Doc, roles: list[RoleSpan], known: list[Candidate], title_case: set[int], english: EnglishWords
) -> Iterator[Candidate]:
    """What the model takes for names, cut to what can be one name."""
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
        for start, end in _pieces(doc, span.start, span.end, kind):
            somebody = kind != "Person" and _acts_as_person(
                doc, start, end, known_tokens | role_tokens, english
            )
            yield from _named(
                doc, start, end, "Person" if somebody else kind, role_tokens, known_tokens, lower_case
            )


def _acts_as_person(doc: Doc, start: int, end: int, closed: set[int], english: EnglishWords) -> bool:
    """Whether two words or more that are neither English nor known do what people do: "Khurelsukh Ukhnaa flew"."""
    words = doc[start:end]
    return (
        1 < len(words) < 6
        and all(is_capitalised(t) or t.lower_ in particles() or t.text == "-" for t in words)
        and not any(t.i in closed or t.text in english or t.text in org_heads() for t in words)
        and not (start > 0 and doc[start - 1].lower_ == "the")
        and end < len(doc)
        and doc[end].lower_ in load("person_names")["deeds"]["verbs"]
        and lookup(words.text) is None
    )


def towns(doc: Doc, closed: set[int], english: EnglishWords) -> Iterator[Candidate]:
    """Single words behind "in" and the like that some town is called by: "in Ohrid", whatever the model says."""
    outside = load("sites")["small"]["outside_name"]
    for before, word in enumerate(spelling(doc).lower[:-1]):
        if word not in _WHERE:
            continue
        token = doc[before + 1]
        if (
            token.i not in closed
            and is_capitalised(token)
            and token.text not in CALENDAR
            and token.text not in english
            and not any(
                is_capitalised(t) or t.text == "-" or t.lower_ in outside
                for t in doc[token.i + 1 : token.i + 2]
            )
            and is_town(token.text)
        ):
            yield Candidate(token.i, token.i + 1, "City", 2)


_WHERE = frozenset({"in", "near", "outside", "around"})
#: Behind these what the model takes for a state, and nobody knows as one, is a town.
_REACHED = frozenset(
    {"at", "from", "to", "into", "towards", "toward", "visited", "left", "reached", "entered", "fled", "attacked",
     "seized", "captured", "retook", "besieged", "shelled", "bombed", "via", "through"}
)  # fmt: skip


def _pieces(doc: Doc, start: int, end: int, kind: EntityType) -> Iterator[tuple[int, int]]:
    """The names that the model ran together: "Giorgia Meloni's Brothers of Italy", "Isaías Samakuva of Unita"."""
    if lookup(doc[start:end].text) is not None:
        yield start, end
        return
    owners = load("organisation_heads")["possessives"]["words"]
    for i in range(start + 1, end - 1):
        owned = doc[i].text in {"'s", "'"} and doc[i - 1].text not in owners
        owned = (
            owned and is_capitalised(doc[i + 1]) and not (i > start + 1 and doc[i - 2].text in {"St.", "St"})
        )
        told = doc[i].text in {"of", "from"} and (
            (i - start > 1 and _given(doc, start, i))
            # "the Alliance of Corneille Nangaa"
            or (doc[i - 1].text in org_heads() and _given(doc, i + 1, end))
        )
        verb = doc[i].text.islower() and doc[i].text not in _CONNECTING and doc[i].text not in particles()
        verb = verb or (kind != "Organization" and doc[i].text in {"to", "from", "in", "at"})
        if owned or told or (verb and doc[i].is_alpha):
            yield start, i
            yield from _pieces(doc, i + 1, end, kind)
            return
    yield start, end


#: Words in small letters inside names that are no person's.
_CONNECTING = frozenset(
    {"of", "and", "for", "the", "on", "in", "to", "against", "by", "with", "from", "at", "under", "without", "party",
     "et", "pour", "und", "für", "per", "para", "en", "as", "news", "agency", "area", "district", "province"}
)  # fmt: skip


def _named(
    doc: Doc,
    start: int,
    end: int,
    kind: EntityType,
    role_tokens: set[int],
    known_tokens: set[int],
    lower_case: frozenset[str],
) -> Iterator[Candidate]:
    while start < end and (
        start in role_tokens
        or honorific_at(doc, start)
        or doc[start].lower_ in {"the", "a", "an", "of", "'s", "former", "ex", "-"}
        or doc[start].text in _PARTS  # "northeast Nigeria"
        or (kind == "Person" and start in known_tokens)
    ):
        start += honorific_at(doc, start) or 1
    while end > start and (
        doc[end - 1].text in {"'s", "'", ",", "-", ".", "and", "of", "for", "the", "with", "to", "in"}
        or not doc[end - 1].text[0].isalnum()
    ):
        end -= 1
    while (
        kind != "Person" and end > start and end in role_tokens and doc[end - 1].lower_ in _title_prefixes()
    ):
        end -= 1  # "British Shadow" before "Foreign Secretary"
    if (
        end - start > 3
        and doc[end - 2].text in {"-", "–"}
        and doc[end - 3].shape_ == doc[end - 1].shape_ == "dddd"
    ):
        end -= 3  # "the Green League 1990-1991"
    bracket = next((i for i in range(start, end) if doc[i].text == "("), end)
    if start < bracket < end:
        end = bracket  # "National League for Democracy (NLD"
    if start >= end:
        return
    if end - start > 1 and doc[end - 1].lower_ in load("sites")["small"]["outside_name"] and kind != "Person":
        end, kind = end - 1, "Region"  # "Sofala province"
    words = doc[start:end]
    if kind != "Person" and (_given(doc, start, end) or words.text in known_people()):
        kind = "Person"
    if kind == "Person":
        yield from _person(doc, start, end, role_tokens | known_tokens, lower_case)
        return
    if not any(is_capitalised(t) or t.text.isupper() for t in words):
        return
    if any(i in role_tokens for i in range(start, end)):
        return
    if any(t.text in {"and", ",", "-", "--"} for t in words) and known_tokens.intersection(range(start, end)):
        # "Pakistan and Afghanistan's intelligence services": two names that the model ran together.
        return
    if len(words) == 1 and (words[0].text in CALENDAR or words[0].is_stop or words[0].lower_ in lower_case):
        return
    if words.text in _POINTS or words[0].text in _STORMS or is_portfolio(doc, start, end):
        return
    if (
        len(words) == 1
        and words.text in org_heads()
        and words.text not in load("organisation_heads")["alone"]["words"]
    ):
        return  # "the Council", "the League": one that was named before
    if len(words) == 1 and kind == "Organization" and _named_in_full(doc, start):
        return
    entry = lookup(words.text)
    if doc[end - 1].text == "party" and end - start > 1:
        yield Candidate(start, end - 1, "PoliticalParty", 2)
    elif end < len(doc) and doc[end].text == "party" and kind == "Organization":
        yield Candidate(start, end, "PoliticalParty", 2)
    elif entry is not None:
        yield Candidate(start, end, entry.type, 4, entry.ref, entry.country)
    elif len(words) == 1 and kind == "Organization" and start > 0 and _towards(doc, start):
        yield Candidate(start, end, "City", 1)
    elif kind == "Organization":
        yield Candidate(start, end, _org_type([t.text for t in words]), 1)
    elif words.text.isupper() and len(words.text) <= 5:
        yield Candidate(start, end, "Organization", 1)
    elif is_town(words.text) or (
        start > 0 and doc[start - 1].lower_ in _WHERE | _REACHED and doc[start].ent_type_ == "GPE"
    ):
        yield Candidate(start, end, "City", 1)
    else:
        yield Candidate(start, end, kind, 1)


def _named_in_full(doc: Doc, i: int) -> bool:
    """Whether "the Forum", "the Community" is the end of a longer name before: that body by a part of its name."""
    word = doc[i].text
    return (
        i > 0
        and doc[i - 1].lower_ == "the"
        and word.lower() in load("descriptions")["heads"]
        and any(t.text == word and t.i > 0 and is_capitalised(doc[t.i - 1]) for t in doc[:i])
    )


@cache
def _title_prefixes() -> frozenset[str]:
    words = load("offices")["prefixes"]
    return frozenset(
        w for kind in ("former", "acting", "deputy", "incoming", "outgoing") for w in words[kind]
    )


def _towards(doc: Doc, i: int) -> bool:
    """Whether a word stands where a place does and is a town's name."""
    return doc[i - 1].lower_ in _WHERE | _REACHED and is_town(doc[i].text)


#: Parts of a place before its name, which are written small.
_PARTS = frozenset(
    {"north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "northern", "southern",
     "eastern", "western", "northeastern", "northwestern", "southeastern", "southwestern", "central", "coastal",
     "rural", "mainland", "downtown", "upper", "lower", "inner", "outer", "greater", "mid"}
)  # fmt: skip
#: Quarters of the sky and halves of a country, which are nowhere in particular; storms, which are nobody.
_POINTS = frozenset(
    {"North", "South", "East", "West", "Northern", "Southern", "Eastern", "Western", "Capitol"}
)
_STORMS = frozenset(
    {"Cyclone", "Hurricane", "Typhoon", "Storm", "Tropical", "Operation", "Treaty", "Resolution"}
)


def _given(doc: Doc, start: int, end: int) -> bool:
    """Whether what the model takes for an organisation or a place begins with a given name and reads like a person."""
    words = doc[start:end]
    return (
        len(words) > 1
        and begins_with_given_name(doc, start)
        and all(is_capitalised(t) or is_initial(t) or t.lower_ in particles() or t.text == "-" for t in words)
        and not any(t.text in org_heads() for t in words)
        and lookup(words.text) is None
    )


def _org_type(words: list[str]) -> EntityType:
    heads = org_heads()
    text = " ".join(words)
    for kind, names in load("organisation_heads")["whole"].items():
        if any(text.endswith(name) for name in names):
            return cast(EntityType, kind)
    return next((heads[w] for w in reversed(words) if w in heads), "Organization")


def _lower_case_words(doc: Doc) -> frozenset[str]:
    """Words that the article writes in lower case, as it would not write a name; their capitals say nothing."""
    return frozenset(text for text in spelling(doc).texts if text.islower())


def _person(
    doc: Doc, start: int, end: int, stops: set[int], lower_case: frozenset[str]
) -> Iterator[Candidate]:
    words = doc[start:end]
    if words[0].text in _STORMS or (start > 0 and doc[start - 1].text in _STORMS):
        return
    if words.text.isupper() and len(words) == 1 and len(words.text) > 2 and words.text not in known_people():
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
    if i in stops or is_date(token) or token.text in org_heads():
        return False
    if token.text in particles():
        return i > 0 and is_capitalised(doc[i - 1]) and i - 1 not in stops
    if token.text == "-":
        return i > 0 and not token.whitespace_ and not doc[i - 1].whitespace_ and is_capitalised(doc[i - 1])
    if not is_capitalised(token) or token.lower_.rstrip(".") in honorifics():
        return False
    if fold(token.text) in given_names():
        return True
    if token.text.isupper() and 1 < len(token.text) < 4 and not is_initial(token):
        return True  # "JV Ejercito"
    # A capital at the start of a sentence says nothing.
    starts = token.is_sent_start or i == 0 or doc[i - 1].text in {".", '"', "?", "!", ":", ";", ")", "("}
    return not starts and not token.is_stop


def with_style(doc: Doc, start: int, end: int) -> int:
    """Where a name begins that is one word without its style: "Pope Francis", "King Abdullah", "Sheikh Hasina"."""
    styled = end - start == 1 and start > 0 and not doc[start].is_sent_start
    return start - 1 if styled and doc[start - 1].lower_ in load("person_names")["styles"]["kept"] else start
