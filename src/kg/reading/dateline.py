"""Datelines: the place, day and agency at the head of a report.

MOSCOW, May 23. /TASS/.        BEIJING, March 3 (Xinhua) --      KYIV, Ukraine (AP) —
KHARTOUM, 1989 -               PRAGUE, November 1989 —           (a year alone is no day)
DAMASCUS (Reuters) –           WASHINGTON —                      YEREVAN, APRIL 5, ARMENPRESS.
GEORGETOWN (Guyana) -          SKOPJE, 2004 -                    BAGHDAD, Jan 1991 —
(MENAFN - Jordan Times)        Geneva, 3 May 2021 –              Paris, France:
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg import geonames
from kg.reading.agencies import canonical_publisher, known_agency
from kg.reading.dates import DAY, MONTH, WEEKDAY, PrintedDay, days_in
from kg.reading.lines import is_announcement

#: A dateline is looked for in this many characters at the start of a paragraph.
LONGEST_DATELINE = 160

_LETTER, _UPPER = r"[^\W\d_]", r"(?:(?=[^\W\d_])[^a-zß-öø-ÿ])"
_WORD = rf"(?:(?:St|Ste|Mt|Ft|ST|STE|MT|FT)\.|(?:{_UPPER}\.){{2,}}|{_UPPER}{_LETTER}*(?:['’‘`-]{_LETTER}+)*)"
_PLACE = rf"{_WORD}(?:\s(?:(?:de|del|la|el|al|am|sur|upon|do|da|du|of|the|and)\s)?{_WORD}){{0,4}}"
_NOT_A_DAY = rf"(?!(?:(?i:{MONTH})|(?i:{WEEKDAY}))[\s,])"
_DATELINE = re.compile(
    rf"""
    [*_]{{0,3}}(?:(?P<wire>\([A-Z][^()]{{1,60}}\)|\[[A-Z][^\[\]]{{1,60}}\]|/[A-Z][^/]{{1,40}}/)\s*(?:--?|[—–:])?\s*)?
    (?:(?P<first_date>(?i:{DAY})),?\s+(?P<first_stop>\||--?|[-–—])?\s*(?=\S))?
    (?P<place>{_NOT_A_DAY}{_PLACE}(?:/{_PLACE}){{0,3}})?
    (?P<region>(?:,\s+{_NOT_A_DAY}{_PLACE}){{0,2}})[*_]{{0,3}}
    (?:(?(place)(?:\s*[,.|]\s*|\s+))(?P<date>(?:(?i:{WEEKDAY}),?\s+)?(?i:{DAY})))?
    (?:\s*,\s*(?P<year>(?:(?i:{MONTH})\s+)?(?:1[89]|20)\d\d)(?=\s*(?:--?|[—–:]|\()))?
    (?:\s*[.,]?\s*(?P<mark>\((?:[^()]{{2,60}})\)|/\s?[A-Z][^/]{{1,40}}/|\[[A-Z][^\[\]]{{1,60}}\]))?
    (?:\s*[.,]\s*(?P<bare>[A-Z][\w-]{{1,24}}(?:\.[A-Za-z]{{2,3}}\b)?(?:\s[A-Z]\w+)?))?
    (?:\s*(?P<stop>--+|[—–]|:|[.,]?\s*-(?=\s|$)|-(?=[A-Z"“])|\.(?=\s|$)))?
    """,
    re.VERBOSE,
)
_INITIALS_OR_WORD = re.compile(rf"(?:{_LETTER}\.){{2,}}|{_LETTER}['’‘`](?={_LETTER}{{2}})|\w[\w'’‘`.]*")


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline of ``length`` characters. ``place`` is "Kyiv, Ukraine" in ordinary spelling."""

    length: int
    place: str | None
    day: PrintedDay | None
    agency: str | None


@cache
def _places() -> frozenset[str]:
    """Names of countries, US states and cities over 15,000 people, case folded (GeoNames)."""
    countries = [country["name"] for country in geonames.countries().values()]
    cities = [city.name for city in geonames.cities()]
    return frozenset(name.casefold() for name in (*countries, *geonames.us_states(), *cities)) | {
        "washington",
        "new york",
        "kiev",
        "united nations",
        "gaza",
        "the hague",
        "u.s.",
        "uk",
        "united kingdom",
    }


def _is_known_place(name: str) -> bool:
    return name.casefold() in _places()


def _in_ordinary_spelling(name: str) -> str:
    """``SÃO PAULO`` as "São Paulo"; names that are not all in capitals stay."""
    if not name.isupper():
        return name
    small = ("de", "del", "la", "of", "the", "and", "sur", "upon", "do", "da", "du", "au", "en")
    words = re.split(r"([ -])", name)
    return "".join(
        word.lower() if i and word.lower() in small else _INITIALS_OR_WORD.sub(_capitalized, word)
        for i, word in enumerate(words)
    )


def _capitalized(match: re.Match[str]) -> str:
    # "D.C." stays; the letter after "N'" is a capital, that after "SANA'" is not.
    return match[0] if "." in match[0][:-1] else match[0][0] + match[0][1:].lower()


def _agency(mark: str) -> str | None:
    """The publisher in ``(AP)``, ``/TASS/``, ``(MENAFN - Jordan Times)``; ``None`` if none is known."""
    name = re.sub(r"^/|/$", "", mark.strip("()[] ")).strip()
    if agency := known_agency(name):
        return agency
    # "(Reuters/AFP)", "(MENAFN- AFP)": the one who sends it out comes first.
    return next((found for part in re.split(r"\s*[-–/,;]\s*", name) if (found := known_agency(part))), None)


def _looks_like_agency(mark: str) -> bool:
    name = mark.strip("()[]/ ")
    words = name.split()
    return (
        0 < len(words) <= 6
        and len(name) > 1
        and all(not word[0].islower() or len(word) < 4 for word in words)
    )


def read_dateline(paragraph: str) -> Dateline | None:
    """The dateline at the start of ``paragraph``, if there is one.

    ``length`` takes in the white space after it. A bare place before a dash or a colon counts only where it
    is a known place, or in capitals and no label such as "EXCLUSIVE".
    """
    head = paragraph[:LONGEST_DATELINE]
    match = _DATELINE.match(head)
    if match is None or match.end() == 0:
        return None
    place, mark, bare, stop = match["place"], match["mark"] or match["wire"], match["bare"], match["stop"]
    printed = match["date"] or match["first_date"]
    regions = [part.strip() for part in match["region"].split(",") if part.strip()]
    end = match.end()
    if place and match["mark"] and _is_known_place(match["mark"].strip("()")):
        regions, mark = [*regions, match["mark"].strip("()")], match["wire"]  # "GEORGETOWN (Guyana) -"
    agency = _agency(mark) if mark else None
    if bare and agency is None:
        agency = known_agency(bare)
    if agency is None and regions and (agency := known_agency(regions[-1])):
        regions.pop()  # "Damascus, SANA-"
    if place and (match["wire"] or match["first_date"]) and not (stop or match["date"] or match["mark"]):
        # "(AFP) Jordan said": the place is the first word of the report.
        end, stop, bare = match.start("place"), match["first_stop"] or "", None
        place, regions = None, []
    elif bare and known_agency(bare) is None:
        # The first words of the report itself: the dateline stops before them.
        before = match.start("bare")
        end, stop, bare = before, head[:before].rstrip()[-1:], None
    alone = not head[end:].strip()
    day = next(days_in(printed), None) if printed else None
    if not _is_dateline(
        place=place,
        regions=regions,
        dated=day is not None or match["year"] is not None,
        agency=agency,
        marked=bool(mark) and (agency is not None or _looks_like_agency(mark)),
        stop=stop or "",
        rest=paragraph[end : end + 40].lstrip(),
        alone=alone,
    ):
        return None
    end += len(paragraph[end:]) - len(paragraph[end:].lstrip())
    if mark and agency is None and _looks_like_agency(mark):
        agency = canonical_publisher(mark.strip("()[]/ "))
    return Dateline(end, _place_name(place, regions), day, agency)


def _place_name(place: str | None, regions: list[str]) -> str | None:
    if place is None:
        return None
    first = place.split("/")[0]
    return ", ".join(_in_ordinary_spelling(part) for part in (first, *regions))


def _is_dateline(
    *,
    place: str | None,
    regions: list[str],
    dated: bool,
    agency: str | None,
    marked: bool,
    stop: str,
    rest: str,
    alone: bool,
) -> bool:
    dash = stop.strip(" .,") in ("-", "--", "---", "—", "–")
    begins_sentence = alone or rest[:1].isupper() or rest[:1].isdigit() or rest[:1] in "\"'“‘«("
    first = place.split("/")[0] if place else ""
    if is_announcement(first):
        return False
    if not (agency or marked or dated or dash or stop == ":"):
        return False  # most paragraphs; only the others are worth a look at the gazetteer
    known = bool(place) and (_is_known_place(first) or any(map(_is_known_place, regions)))
    capitals = first.isupper()
    if agency:
        if place is None:
            return begins_sentence
        return (capitals or known or dated or dash) and (bool(stop) or dated or alone or begins_sentence)
    if marked:
        return (capitals or known) and bool(place) and (dash or dated) and begins_sentence
    if dated:
        if place is None:
            return dash and begins_sentence and not alone
        return (capitals or known) and (dash or stop in (".", ":") or alone) and begins_sentence
    if place is None or not begins_sentence:
        return False
    return known or (capitals and dash and len(first) >= 4)
