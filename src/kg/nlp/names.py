"""Where a proper name begins and ends, by its spelling alone.

Names are found before the parser runs, so that a long name can stand in the parse as one word; nothing here
may look at tags or dependencies.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

from kg.lexicon import load
from kg.lexicon.surface import variants

if TYPE_CHECKING:  # commands that parse nothing compare spellings, and need not wait for spaCy
    from spacy.tokens import Doc, Token

#: Longest personal name that is accepted, in tokens ("Sheikh Mohammed bin Rashid Al Maktoum").
MAX_TOKENS = 9

CALENDAR = frozenset(
    [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "Mon",
        "Tue",
        "Wed",
        "Thu",
        "Fri",
        "Sat",
        "Sun",
        "Jan",
        "Feb",
        "Mar",
        "Apr",
        "Jun",
        "Jul",
        "Aug",
        "Sep",
        "Sept",
        "Oct",
        "Nov",
        "Dec",
    ]
)


#: Particles that are English words besides; inside an English sentence they end a name.
_ENGLISH = frozenset({"saw", "at", "an", "as", "i", "u", "ma", "ko", "den", "ten", "ag", "du", "so"})


@cache
def given_names() -> frozenset[str]:
    """Common given names of either gender, folded."""
    rows = load("person_names")["given"]
    return frozenset(fold(name) for names in rows.values() for name in names)


def begins_with_given_name(doc: Doc, i: int) -> bool:
    """Whether a given name stands at a token, alone or as a compound: "Jean-Yves", "Kassym-Jomart"."""
    compound = doc[i].text
    last = min(len(doc), i + 8)  # no given name has more than four parts
    while (
        i + 2 < last
        and doc[i + 1].text == "-"
        and not doc[i].whitespace_
        and not doc[i + 1].whitespace_
        and is_capitalised(doc[i + 2])
    ):
        compound = f"{compound}-{doc[i + 2].text}"
        i += 2
    return fold(compound) in given_names() or fold(compound.partition("-")[0]) in given_names()


@cache
def family_names() -> frozenset[str]:
    """Surnames that stand first ("Xi", "Kim", "Nguyen"), folded."""
    return frozenset(fold(name) for name in load("person_names")["family_first"]["surnames"])


@cache
def name_suffixes() -> frozenset[str]:
    """What may follow a surname ("Jr", "III"), folded."""
    return frozenset(fold(word) for word in load("person_names")["particles"]["suffixes"])


@cache
def known_people() -> frozenset[str]:
    """Single names by which news from everywhere name one person or one family: "Erdogan", "Lula", "AMLO"."""
    names = load("person_names")["known"]["names"]
    return frozenset(form for name in names for form in variants(name))


@cache
def particles() -> frozenset[str]:
    """Lower-case words inside names: "al", "bin", "van", "de"."""
    rows = load("person_names")["particles"]
    return frozenset(
        word
        for kind, words in rows.items()
        if kind != "suffixes"
        for word in words
        if word.islower() and " " not in word and word not in _ENGLISH
    )


@cache
def honorifics() -> frozenset[str]:
    """ "Mr", "Gen.", "Sheikh" and the like: single words, case-folded, without the full stop."""
    rows = load("person_names")["honorifics"]
    return frozenset(
        word.casefold().rstrip(".") for words in rows.values() for word in words if " " not in word.strip()
    )


@cache
def _long_honorifics() -> dict[str, list[tuple[str, ...]]]:
    """First word → honorifics of several words, the longest first."""
    rows = load("person_names")["honorifics"]
    found = {tuple(w.casefold().split()) for words in rows.values() for w in words if " " in w.strip()}
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for words in sorted(found, key=lambda words: (-len(words), words)):
        by_first.setdefault(words[0], []).append(words)
    return by_first


def honorific_at(doc: Doc, i: int) -> int:
    """How many tokens the honorific at ``i`` has: 2 of "Field Marshal", 1 of "Dr", 0 where none stands."""
    first = doc[i].lower_
    for words in _long_honorifics().get(first, ()):
        if tuple(t.lower_ for t in doc[i : i + len(words)]) == words:
            return len(words)
    return int(first.rstrip(".") in honorifics())


@cache
def gender_of_honorific() -> dict[str, Literal["m", "f"]]:
    """Case-folded honorific → the gender that it gives away."""
    rows = load("person_names")["honorifics"]
    found: dict[str, Literal["m", "f"]] = {word.casefold().rstrip("."): "m" for word in rows["male"]}
    return found | {word.casefold().rstrip("."): "f" for word in rows["female"]}


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Case, accents, apostrophes and hyphens taken away: what two spellings of one name share."""
    decomposed = unicodedata.normalize("NFKD", text)
    kept = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(
        kept.casefold().replace("'", "").replace("’", "").replace("-", " ").replace(".", " ").split()
    )


def is_capitalised(token: Token) -> bool:
    return has_capital(token.text)


def has_capital(text: str) -> bool:
    """Whether a text is one word that begins with a capital letter: "O'Neill", "St.", "Jean-Yves"."""
    return text[:1].isupper() and (
        text.isalpha() or text.replace("'", "").replace(".", "").replace("-", "").isalpha()
    )


def is_initial(token: Token) -> bool:
    text = token.text
    return len(text) == 2 and text[0].isupper() and text[1] == "."


#: Abbreviations and months that names have too: "Zin Mar Aung", "Sun Yat-sen".
_NAMES_TOO = frozenset({"Mar", "Jan", "Jun", "Sun", "Mon", "May"})


def is_date(token: Token) -> bool:
    """Whether a word of the calendar tells a date here; "Mar" between two names does not, "Mar. 5" does."""
    if token.text not in CALENDAR or token.text not in _NAMES_TOO:
        return token.text in CALENDAR
    doc, after = token.doc, token.i + 1
    if after < len(doc) and doc[after].text == ".":
        after += 1
    near = [doc[i] for i in (token.i - 1, after) if 0 <= i < len(doc)]
    if any(t.like_num or t.text[:1].isdigit() for t in near):
        return True
    return token.text == "May" and not (token.i > 0 and fold(doc[token.i - 1].text) in given_names())


#: Suffixes whose full stop the tokeniser may take for the end of a sentence.
_SUFFIX = frozenset({"Sr", "Jr"})


def starts_segment(token: Token) -> bool:
    return token.is_sent_start is True


def scan_name(doc: Doc, start: int, stops: frozenset[int] | set[int] = frozenset()) -> int:
    """The end (exclusive token index) of the personal name that starts at ``start``; ``start`` if none does.

    ``stops`` are tokens that belong to something else (a country, another title) and end the name.
    """
    end = position = start
    while position < len(doc) and position - start < MAX_TOKENS:
        token = doc[position]
        if position in stops or (position > start and starts_segment(token)):
            break
        if position > start and is_date(token):
            break
        if is_capitalised(token) or is_initial(token):
            position += 1
            stop = doc[position - 1].text in _SUFFIX and position + 1 < len(doc) and doc[position].text == "."
            if stop and not doc[position + 1].text[0].isupper():
                position += 1  # "Ferdinand Marcos Sr. was"
            end = position
            if is_initial(token) and position < len(doc) and honorific_at(doc, position):
                break  # "Sultan Muhammad V. Datuk Seri …"
            if _abbreviated(doc, position):
                position += 1  # "Guðni Th. Jóhannesson"
                continue
            # A possessive or a comma ends the name; a hyphen without spaces goes on with it ("Waker-uz-Zaman").
            while (
                position + 1 < min(len(doc), start + 2 * MAX_TOKENS)
                and doc[position].text == "-"
                and not doc[position - 1].whitespace_
                and not doc[position].whitespace_
                and doc[position + 1].is_alpha
            ):
                position += 2
                end = position
            continue
        if position > start and (closing := quoted_nickname(doc, position)) is not None:
            position = closing + 1
            continue
        if position > start and token.lower_ in particles() and position + 1 < len(doc):
            following = doc[position + 1]
            if following.text == "-" and position + 2 < len(doc):
                following = doc[position + 2]
                if is_capitalised(following) and not doc[position].whitespace_:
                    position += 3
                    end = position
                    continue
            if is_capitalised(following) or following.lower_ in particles():
                position += 1
                continue
        break
    return end


def _abbreviated(doc: Doc, i: int) -> bool:
    """Whether the full stop at ``i`` closes an initial of two letters inside a name."""
    return (
        i + 1 < len(doc)
        and doc[i].text == "."
        and len(doc[i - 1].text) == 2
        and doc[i - 1].text[1].islower()
        and not doc[i - 1].whitespace_
        and doc[i - 1].lower_ not in honorifics()
        and is_capitalised(doc[i + 1])
        and not doc[i + 1].is_sent_start
    )


QUOTES = frozenset({'"', "'", "''", "``"})
#: Longest nickname in quotes inside a name, in tokens: "El Mayo", "The Little Bird".
_NICKNAME = 3


def quoted_nickname(doc: Doc, start: int) -> int | None:
    """The closing quote of the nickname that opens at ``start`` between two words of a name: 'Emanuel "Manny" Mori'."""
    if start < 1 or doc[start].text not in QUOTES or not is_capitalised(doc[start - 1]):
        return None
    if not doc[start - 1].whitespace_ or doc[start].whitespace_:
        return None
    for closing in range(start + 2, min(start + 2 + _NICKNAME, len(doc) - 1)):
        inside = doc[start + 1 : closing]
        if not all(is_capitalised(t) or t.lower_ in particles() or t.text == "-" for t in inside):
            return None
        if doc[closing].text == doc[start].text:
            after = doc[closing + 1]
            named = is_capitalised(after) or (after.lower_ in particles() and closing + 2 < len(doc))
            apart = doc[closing].whitespace_ and not starts_segment(after)
            return closing if named and apart and after.text not in CALENDAR else None
    return None


_NICKNAMED = re.compile(r"""(?P<given>.*\w) (?P<quote>["'])(?P<nick>[^"']+)(?P=quote) (?P<family>\w.*)""")


def nicknamed(name: str) -> tuple[str, str] | None:
    """'Emanuel "Manny" Mori' without the nickname and by it: "Emanuel Mori", "Manny Mori"."""
    match = _NICKNAMED.fullmatch(name)
    if match is None:
        return None
    return f"{match['given']} {match['family']}", f"{match['nick']} {match['family']}"


def capitals_share(doc: Doc, start: int, end: int) -> float:
    """Share of the words of four letters or more that begin with a capital: near 1 in a title-case headline."""
    words = [t for t in doc[start:end] if t.is_alpha and len(t) > 3]
    return sum(t.text[0].isupper() for t in words) / len(words) if words else 1.0
