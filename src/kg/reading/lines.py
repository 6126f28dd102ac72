"""What a single line or short paragraph is, by its own words: byline, date line, caption, button, …

Every rule is about how news is laid out, in any outlet; the wordings are in ``frame_lines.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal

from kg.reading.agencies import known_agency
from kg.reading.captions import begins_as_caption, split_credit
from kg.reading.dates import DAY, days_in, without_dates

#: ``label`` is "Title: …", "Date: …" and the like; ``links`` opens a list of links; ``end`` ends the article.
LineKind = Literal["furniture", "caption", "credit", "byline", "date", "source", "label", "links", "end"]

#: Longer paragraphs are never part of the frame; it also bounds the work of the patterns.
LONGEST_FRAME_LINE = 400

_FLAGS = re.IGNORECASE
_DATE_WORDS = re.compile(
    r"(?:first |last |originally )?(?:published|posted|updated|update|modified|issued|created|released|edited"
    r"|uploaded|date|dated|release date|last update|publication date|publish date|time|load-date|print)"
    r"(?: (?:on|at|in))?\b|\b(?:on|as of|edition)\b",
    _FLAGS,
)
_UPDATED = re.compile(r"\W*(?:last )?(?:updated?|modified|edited|changed|revised)\b", _FLAGS)

_CAPITAL = r"[^\W\d_a-zß-öø-ÿ][\w.'’-]*"
_NAME = (
    rf"(?:{_CAPITAL}|and|of|the|in|at|for|with|our|staff|correspondents?|reporters?|agencies|de|da|di|du|del|dos"
    r"|la|le|al|el|bin|ibn|van|von|&|-)"
)
_BYLINE = re.compile(
    r"(?i:by|words by|text by|story by|written by|compiled by|analysis by|reported by|posted by|author)"
    rf"\s*:?\s+(?=.*[^\W\d_a-zß-öø-ÿ]){_NAME}(?:[\s,|]+{_NAME}){{0,16}}[.,]?"
)
_CREDITS_TO_STAFF = re.compile(
    r"\(?(?:additional |further )?(?:reporting|writing|editing|edited|written|compiled|reported|translation"
    r"|translated|produced|research|graphics|with (?:inputs?|additional reporting|files|material|agencies))"
    r"(?: and (?:reporting|writing|editing))?(?: for [\w ]{2,30})? (?:by|from)\b.{2,300}",
    _FLAGS,
)
_STAFF = re.compile(
    rf"(?:{_CAPITAL}[ ,]+){{1,5}}(?i:staff|(?:special )?correspondent|staff (?:writer|reporter)|reporter"
    r"|news ?desk|web ?desk|bureau|(?:diplomatic |foreign |political )?editor|desk|news agency|and agencies)"
    rf"(?:[ ,]+(?:(?i:in|and|at)|{_CAPITAL})){{0,5}}"
)
_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-zA-Z]{2,4}")
_SOURCE = re.compile(r"(?:news |text )?sources?\s*[:：]\s*(?P<name>[^|｜\n]{2,80}?)\s*(?:[|｜].*)?", _FLAGS)
_LABEL = re.compile(
    r"(?P<label>title|headline|date|published|publication|publisher|outlet|newspaper|author|byline|by|section"
    r"|category|language|lang|length|word count|load-date|dateline|url|link|country|region|location|place"
    r"|subject|tags|type|id|copyright|summary|abstract|description|standfirst|subtitle|body|text|full text"
    r"|highlight|from|to|cc|sent|editor|agency|publication-type|geographic|credit)\s*:\s*(?P<value>.*)",
    _FLAGS,
)

_DECORATION = " \t\n\r•·▪●►▶»*_~|=#>-–—"


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("frame_lines.toml").read_text(encoding="utf-8"))


@cache
def _patterns(section: str) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    """The section's patterns for whole lines and for beginnings of lines, each as one alternation."""

    def one_of(patterns: Sequence[str]) -> re.Pattern[str] | None:
        return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), _FLAGS) if patterns else None

    table = _table()[section]
    return one_of(table.get("whole", ())), one_of(table.get("start", ()))


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(_table()[name])


def collapsed(text: str) -> str:
    """``text`` on one line with single spaces."""
    return " ".join(text.split())


def _is(section: str, line: str) -> bool:
    whole, start = _patterns(section)
    return bool((whole and whole.fullmatch(line)) or (start and start.match(line)))


def is_date_line(line: str) -> bool:
    """Whether the line says when, and at most by whom or in which section, the article appeared.

    "Updated 24 May 2021, 10:05 GMT", "date 2021-05-24 MIDDLE EAST", "24 May 2021 | By A. Name".
    """
    if len(line) > 160 or not any(day.year for day in days_in(line)):
        return False
    rest = collapsed(_DATE_WORDS.sub(" ", without_dates(line)))
    words = rest.split()
    return (
        len(words) <= 2
        or (len(words) <= 4 and all(word.isupper() or not word[0].isalpha() for word in words))
        or is_masthead(rest)
        or _is_buttons(rest)
        or bool(_BYLINE.fullmatch(rest) or _STAFF.fullmatch(rest))
    )


def is_update_line(line: str) -> bool:
    """Whether a date line tells of a later change rather than of publication."""
    return bool(_UPDATED.match(line))


def source_name(line: str) -> str | None:
    """The publisher in a line such as ``SOURCE:AA`` or ``Source: Xinhua | 2019-05-04 | Editor: Li``."""
    match = _SOURCE.fullmatch(line)
    if match is None or (line.endswith((".", "!", "?")) and known_agency(match["name"]) is None):
        return None
    name = re.split(
        rf"\s*[-–—,;/(]?\s*(?={DAY})|\s*;\s*|\s+[-–—]\s+", match["name"], maxsplit=1, flags=_FLAGS
    )[0]
    return name.strip(" .,;") or None


def label(line: str) -> tuple[str, str] | None:
    """Name (lower case) and value of a line such as ``Headline: Talks resume in Geneva``."""
    match = _LABEL.fullmatch(line)
    return (match["label"].lower(), match["value"].strip()) if match else None


def is_announcement(words: str) -> bool:
    """Whether ``words`` announce a kind of text ("EXCLUSIVE", "UPDATE 1") rather than name a place."""
    return any(word.strip(".,").lower() in _words("announcements") for word in words.split())


def is_function_word(word: str) -> bool:
    """Whether no sentence of a report ends in ``word`` (lower case)."""
    return word in _words("function_words")


def is_masthead(line: str) -> bool:
    """Whether the line is the name of an outlet rather than a headline ("The Lakeside Times")."""
    words = line.split()
    return bool(known_agency(line)) or (
        0 < len(words) <= 5
        and words[-1].lower().endswith(tuple(_table()["masthead"]["last_words"]))
        and all(not word[0].islower() or word in ("of", "the", "and") or "." in word for word in words)
    )


def outlet_name(line: str) -> str | None:
    """The outlet that a masthead names; ``None`` for names of sections such as "World News"."""
    if known_agency(line) or _DOMAIN.fullmatch(line):
        return line
    words = line.lower().split()
    named = is_masthead(line) and len(words) > 1 and not set(words[:-1]) <= _words("section_words")
    return line if named else None


def _is_buttons(line: str) -> bool:
    buttons = _words("button_words")
    words = [word.strip("()[],:;.") for word in line.lower().split()]
    return len(words) <= 30 and all(not word or word in buttons or word.isdigit() for word in words)


def is_unfinished_mark(line: str) -> bool:
    """Whether the line is nothing but a sign that the text was cut: ``…``, ``[+1234 chars]``."""
    return bool(re.fullmatch(r"(?:\.{2,}|…|\[(?:…|\.{3})\])?\s*(?:\[\+?\d+ chars\])?", line)) and bool(line)


def line_kind(text: str) -> LineKind | None:
    """The kind of a line or short paragraph; ``None`` where it may be a title, a heading or prose."""
    return _line_kind(text) if len(text) <= LONGEST_FRAME_LINE else None


@lru_cache(maxsize=1_024)  # each line is asked for twice: when paragraphs are found, and when they are sorted
def _line_kind(text: str) -> LineKind | None:
    line = collapsed(text)
    bare = line.strip(_DECORATION)
    kind: LineKind | None = None
    if not any(character.isalnum() for character in bare):
        kind = "end" if re.fullmatch(r"#{3,}", line) else "furniture"
    elif is_date_line(bare):
        kind = "date"
    elif _is("end", bare) or re.fullmatch(r"[(\[](?:ends?|more)[)\]]", bare, _FLAGS):
        kind = "end"
    elif _is("links", bare):
        kind = "links"
    elif source_name(bare):
        kind = "source"
    elif known_agency(bare.strip("()[]/")):
        kind = "credit" if bare[0] in "([" else "byline"
    elif _is_byline(bare):
        kind = "byline"
    elif begins_as_caption(bare):
        kind = "caption"
    elif _is_buttons(bare) or is_unfinished_mark(line) or _is("furniture", bare):
        kind = "furniture"
    elif (credited := split_credit(bare)) and not is_announcement(credited[1].strip("[]()")):
        kind = "caption" if credited[0].strip() else "credit"
    return kind


def _is_byline(line: str) -> bool:
    undated = _without_date_tail(line)
    return (
        (len(line) <= 200 and bool(_BYLINE.fullmatch(undated)))
        or bool(_CREDITS_TO_STAFF.fullmatch(line))
        or (len(line) <= 80 and bool(_STAFF.fullmatch(undated)))
    )


def _without_date_tail(line: str) -> str:
    """The line up to the first date in it, for "By Jane Doe | 24 May 2021 10:00"."""
    first = next(days_in(line), None)
    return line[: first.start].rstrip(" ,|-–—:•·") if first and first.start else line
