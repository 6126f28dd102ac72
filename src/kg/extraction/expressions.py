"""Expressions of time in English news text: where they stand and what they say, before any calendar is asked.

The ways in which news names a time are few, so they are written out here as patterns over the words. A free date
parser would find dates in ordinary numbers and complete what is missing from the present day.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

Bound = Literal["since", "until", "before", "after", "as of"]
Kind = Literal[
    "day", "days", "month", "months", "month_part", "season", "quarter", "year", "year_part", "years", "decade",
    "century", "holiday", "weekday", "day_of_week", "word", "period", "window", "ago", "ahead", "elsewhere",
]  # fmt: skip

_FULL = "|".join(name for name in calendar.month_name if name)
_SHORT = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
_MONTHS = rf"(?:(?:{_FULL})\b|(?:{_SHORT})\b\.?)"
_MONTH = rf"(?P<month>{_MONTHS})"
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\w%])"
_DAY2 = _DAY.replace("<day>", "<day2>")
#: What a number before it counts, so that it is no year or day: "2000 troops", "1900 GMT".
_COUNTED = (
    "people|troops|soldiers|fighters|militants|rebels|civilians|men|women|children|police|officers|migrants|refugees|"
    "prisoners|detainees|protesters|demonstrators|workers|students|villagers|residents|families|houses|homes|dollars|"
    "euros|rou?bles|tonnes|tons|barrels|miles|kilomet(?:er|re)s|km|met(?:er|re)s|hectares|GMT|UTC|hours|hrs|local time|"
    "percent|per cent|million|billion|Agenda|Vision"
)
_PLAIN_YEAR = r"(?:1[5-9]|20)\d\d"
_YEAR = rf"(?P<year>{_PLAIN_YEAR})(?![\w%]|[.,:]\d|-[a-z])(?!,? (?:{_COUNTED})\b)"
_OF_YEAR = rf"(?:{_YEAR}|(?P<which>last|this|next) year\b)"
_WEEKDAYS = "|".join(calendar.day_name)
_WEEKDAY = rf"(?P<weekday>{_WEEKDAYS})\b"
_ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
#: Words for numbers, as they stand before a unit of time.
NUMBERS = {word: i for i, word in enumerate(_ONES.split(), 1)} | {"a": 1, "an": 1}
NUMBERS |= {word: 10 * i for i, word in enumerate(_TENS.split(), 2)}
_COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})"
_VAGUE = r"several|some|many|a few|few|a couple of|a number of|dozens of|just|only|the"
_ABOUT = "more than|less than|over|nearly|almost|about|around|some|roughly|at least|just over|just under"
_ROUGHLY = rf"(?:(?P<roughly>{_ABOUT}) )?"
_UNIT = r"(?P<unit>day|week|month|year)s?"
_EDGE = r"(?:the )?(?:beginning|start|middle|end|close) of"
_PART = rf"(?P<part>early|mid|late|{_EDGE})(?: in)?[- ](?:the )?"
_SEASON = r"(?P<season>spring|summer|autumn|fall|winter)\b"
_TO = r"(?: ?[-–—/] ?| (?:to|through|until|till|and|or) (?:the )?)"
_TIME_OF_DAY = (
    r"(?:,? (?:the )?(?:early |late )?(?:morning|afternoon|evening|night|overnight|midday|noon)\b)?"
)
_SPAN_OF_TIME = "week|weekend|month|year|decade"
_SPELL = (
    r"(?P<unit>hour|day|night|morning|evening|week|weekend|month|year|decade|summer|winter|spring|autumn)\b"
)
_THIS = r"(?P<which>last|next|this|past|coming|this coming|this past)"

#: Kind and pattern. The first that matches at a place wins, so those that say more stand before those that say less.
_GRAMMAR: tuple[tuple[Kind, str], ...] = (
    ("days", rf"{_MONTH} {_DAY}{_TO}{_DAY2}(?! (?:{_FULL}|{_COUNTED})\b)(?:,? {_YEAR})?"),
    ("days", rf"(?:the )?{_DAY}{_TO}{_DAY2} (?:of )?{_MONTH}(?:,? {_YEAR})?"),
    ("day", rf"(?:{_WEEKDAY},? \(?)?{_MONTH} (?:the )?{_DAY}(?![:.]\d)(?:(?:,? | of ){_OF_YEAR})?"),
    ("day", rf"(?:{_WEEKDAY},? \(?)?(?:the )?{_DAY}(?: of)?[ -]{_MONTH}(?:(?:,? | of |-){_OF_YEAR})?"),
    ("day", rf"(?P<year>{_PLAIN_YEAR})(?P<mark>[-/.])(?P<monthnumber>\d\d)(?P=mark)(?P<day>\d\d)(?!\d)"),
    ("day", rf"(?P<day>\d?\d)\.(?P<monthnumber>\d?\d)\.(?P<year>{_PLAIN_YEAR})(?!\d)"),
    # With slashes, only where one order is possible.
    ("day", rf"(?P<day>1[3-9]|2\d|3[01])/(?P<monthnumber>\d?\d)/(?P<year>{_PLAIN_YEAR})(?!\d)"),
    ("day", rf"(?P<monthnumber>\d?\d)/(?P<day>1[3-9]|2\d|3[01])/(?P<year>{_PLAIN_YEAR})(?!\d)"),
    ("holiday", r"(?P<holiday>Christmas Eve|Christmas Day|Boxing Day|New Year's Eve|New Year's Day|May Day)\b"
                rf"(?:,? (?:of )?{_YEAR})?"),
    ("months", rf"{_MONTH}{_TO}(?P<month2>{_MONTHS})(?:,? {_YEAR})?(?! \d)"),
    ("month_part", rf"{_PART}{_MONTH}(?:,? (?:of )?{_OF_YEAR})?(?! \d)"),
    ("month", rf"{_MONTH},? (?:of |in )?{_OF_YEAR}"),
    ("quarter", r"(?:the )?(?P<ordinal>first|second|third|fourth|last|final) (?P<fraction>quarter|half) of "
                rf"(?:{_YEAR}|(?P<which>this|last|next|the) year\b)"),
    ("quarter", rf"(?P<ordinal>[1-4])?(?P<fraction>[QH])(?P<number>[1-4])?(?: of)? {_YEAR}"),
    ("years", rf"(?:(?:the )?{_SEASON}(?: of)? )?(?P<year>{_PLAIN_YEAR}) ?[-–—/] ?(?P<year2>{_PLAIN_YEAR}|\d\d)"
              rf"(?![\w%]|[.,:/-]\d| (?:{_COUNTED})\b)"),
    ("season", rf"(?:the )?{_SEASON}(?: of|,)? {_YEAR}"),
    ("decade", r"(?:the )?(?:(?P<part>early|mid|late)[- ])?(?P<decade>(?:1[5-9]|20)\d0|'[3-9]0)'?s\b"),
    ("century", r"(?:the )?(?:(?P<part>early|mid|late)[- ])?(?P<century>1[5-9]th|20th|21st)[- ]century\b"),
    ("year_part", rf"{_PART}(?:year )?{_YEAR}"),
    ("word", r"(?P<word>the day before yesterday|the day after tomorrow|last night)\b"),
    ("word", rf"(?P<word>this (?:morning|afternoon|evening)|tonight|yesterday|today|tomorrow)\b{_TIME_OF_DAY}"),
    # "Overnight from Monday to Tuesday" is dated by the days.
    ("word", rf"(?P<word>overnight)\b(?!-| (?:(?:on|into|from|between) )?(?:{_WEEKDAYS}|{_FULL})\b)"),
    ("day_of_week", rf"(?P<which>last|next|this) week on {_WEEKDAY}"),
    ("day_of_week", rf"{_WEEKDAY}{_TIME_OF_DAY},? (?:of )?(?P<which>last|next|this) week\b"),
    ("period", rf"{_THIS} {_WEEKDAY}{_TIME_OF_DAY}"),
    ("period", rf"(?:(?P<part>early|mid|late|{_EDGE})(?: in)?[- ])?"
               rf"(?P<which>last|next|this|this coming|this past) (?P<month>{_FULL})\b(?! \d)"),
    ("period", rf"(?:(?P<part>earlier|later|early|mid|late|{_EDGE})(?: in)?[- ])?"
               rf"(?P<which>last|next|this|this coming|this past) (?P<unit>{_SPAN_OF_TIME})\b"),
    ("period", rf"(?P<part>{_EDGE}) (?P<which>the) (?P<unit>{_SPAN_OF_TIME})\b(?! (?:of|after|before)\b)"),
    ("period", r"(?:at|over|during|on) (?P<which>the) (?P<unit>weekend)\b(?! (?:of|after|before)\b)"),
    # Counted from another event, or the same as its time: the article's date does not give it.
    ("elsewhere", r"(?:in|over|within|during) (?:the )?(?:recent|coming|(?:past|last|next|coming) few) "
                  r"(?:hours|days|weeks|months|years|decades)\b"),
    ("elsewhere", rf"the (?:very )?(?P<direction>following|previous|preceding) {_SPELL}"),
    ("elsewhere", r"the (?:very )?(?P<direction>next) (?P<unit>day|night|morning|evening)\b"),
    ("elsewhere", rf"(?:the (?:very )?same|that(?: same)?) {_SPELL}"),
    ("elsewhere", rf"{_ROUGHLY}(?:(?:{_COUNT}|(?P<vague>{_VAGUE})) "
                  rf"(?P<unit>minute|hour|day|night|{_SPAN_OF_TIME})(?P<plural>s)?"
                  r"|(?:minutes|hours|days|weeks|months|years|decades))(?P<half> and a half)? "
                  r"(?P<direction>earlier|later|before|after|afterwards?|prior|previously|beforehand)\b"),
    ("window", rf"(?:the |these |those )?(?P<which>past|last|next|coming) (?:{_COUNT} )?"
               r"(?P<unit>hour|day|week|month|year|decade)s?\b"),
    ("ago", rf"{_ROUGHLY}{_COUNT} {_UNIT} ago\b"),
    ("elsewhere", rf"(?:(?:{_COUNT}|{_VAGUE}) )?(?:minute|hour|day|week|month|year|decade)s?(?: and a half)? ago\b"),
    ("ahead", rf"(?:in )?{_COUNT} {_UNIT}'? (?P<sure>from now|time)\b"),
    ("ahead", rf"in {_COUNT} {_UNIT}\b(?! (?:of|after|before|by|to)\b)"),
    ("elsewhere", rf"(?:every|each)(?: other)? {_WEEKDAY}|(?:{_WEEKDAYS})s\b"),
    ("elsewhere", rf"(?:last|this|next|every) {_SEASON}"),
    ("weekday", rf"{_WEEKDAY}{_TIME_OF_DAY}"),
    ("month", _MONTH),
    ("year", _YEAR),
)  # fmt: skip
#: No expression starts inside a word, a sum, a decimal number or a name like "F-16".
_START = re.compile(r"(?<![\w/$€£#+])(?<!\d[.,:])(?:(?!\d)|(?<![A-Z0-9]-))")
#: Kind and compiled pattern.
PATTERNS = tuple((kind, re.compile(p, re.IGNORECASE)) for kind, p in _GRAMMAR)

#: Words of time. Every expression begins with one of them, with a number, or with words that lead to one.
_OF_TIME = frozenset(
    [*f"{_FULL}|{_SHORT}|Sep|Sept|{_WEEKDAYS}".lower().split("|"), *(f"{day}s".lower() for day in calendar.day_name),
     "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "weekend", "month", "months", "year",
     "years", "decade", "decades", "quarter", "half", "spring", "summer", "autumn", "fall", "winter", "morning",
     "afternoon", "evening", "night", "tonight", "overnight", "yesterday", "today", "tomorrow", "christmas", "boxing",
     "new", "q", "h", "q1", "q2", "q3", "q4", "h1", "h2", "h3", "h4"]
)  # fmt: skip
_LEADING = frozenset(
    [*NUMBERS, "the", "these", "those", "that", "this", "same", "very", "last", "past", "next", "coming", "following",
     "previous", "preceding", "recent", "every", "each", "other", "early", "earlier", "mid", "late", "later",
     "beginning", "start", "middle", "end", "close", "first", "second", "third", "fourth", "final", "at", "in", "of",
     "on", "over", "under", "within", "during", "least", "more", "less", "than", "nearly", "almost", "about", "around",
     "roughly", "just", "only", "some", "several", "many", "few", "couple", "number", "dozens"]
)  # fmt: skip
_WORD = re.compile(r"'?\w+")

_NUMBERED = re.compile(
    r"(?:\b(?:resolutions?|UNSCR|decree|law|flight|no\.|number|article|vision|agenda|horizon|expo|boeing|directive|channel|order|at)"
    r"|resolutions? \d{3,4}(?: \(\d{4}\))?(?:, \d{3,4})*,? and|-) ?$",
    re.IGNORECASE,
)
_QUANTIFIED = re.compile(
    r"(?<!since )(?<!from )\b(?:some|nearly|almost|over|more than|up to|at least|than) $", re.IGNORECASE
)
_PLURAL = re.compile(
    r" (?!(?:elections?|polls|protests|talks|accords|agreements|sanctions|borders|wars|riots|attacks|games|reforms|"
    r"negotiations|levels|prices|has|was|is|as|its|his|this)\b)(?:[a-z]+ )?[a-z]+(?<!s)s\b"
)
_LONE = re.compile(
    r"\b(?:(?P<sure>in|since|until|till|during|through|throughout)|by|of|before|after|from|for|or)"
    r"(?: about| around)? $",
    re.IGNORECASE,
)
_ATTRIBUTIVE = re.compile(r"(?:\b(?:the|an?|its|his|her|their|our)|\w's|s') $", re.IGNORECASE)
_PREPOSITION = re.compile(r" (?:on|and|of|to|in|for|with|by|against|through|at|from|across)\b")
_NO_DAY = re.compile(r"\b(?:Bloody|Black|Good|Super|Cyber|Mail on) $")
_NO_PAPER = re.compile(r" (?:Times|Telegraph|Mirror|Express|Mail|Post|Prayers?|Agreement|Accord)\b")
_SOMEBODYS = re.compile(r"(?:\b(?:his|her|their|its|our|my|your)|'s) $", re.IGNORECASE)

_FILLER = r"(?: (?:the|at least|about|around|as (?:early|late|far back) as|on|in|some time|sometime|just))*"
_WORDS: dict[Bound, str] = {
    "since": "since|from|starting|beginning|effective|dating (?:back )?to",
    "as of": "as of",
    "until": "until|till|up to|through|by|(?:no|not) later than",
    "before": "before|prior to|ahead of",
    "after": "after|following",
}
_BOUNDS = {
    bound: re.compile(rf"\b(?:{words}){_FILLER} (?:mid-?)?$", re.IGNORECASE)
    for bound, words in _WORDS.items()
}
_SPAN = re.compile(r" ?(?:(?P<and>(?<= )and)|[-–—]|(?<= )(?:to|through|until|till)) ?(?:on |in |the )*")
_SPANNABLE = frozenset(
    {"day", "weekday", "day_of_week", "month", "year", "month_part", "year_part", "word", "period"}
)


@dataclass(frozen=True, slots=True)
class Expression:
    """Characters ``start:end`` of a text that name a time, not yet resolved.

    ``bound`` says that the time only limits the event's ("since", "until"). ``last`` is the expression that ends the
    span which this one begins: "from *Monday* to *Wednesday*". Kind "elsewhere" counts from another event.
    """

    start: int
    end: int
    kind: Kind
    groups: dict[str, str]
    bound: Bound | None = None
    last: Expression | None = None


def find(text: str) -> list[Expression]:
    """Expressions of time in a text, without overlap, in order. The end of a span stands in the list as well."""
    found: list[Expression] = []
    taken = bytearray(len(text))
    starts = places(text)
    for kind, pattern in PATTERNS:
        end = 0
        for start in starts:
            m = pattern.match(text, start) if start >= end else None
            if m is None:
                continue
            end = m.end()
            if any(taken[start:end]):
                continue
            before, after = text[max(0, start - 40) : start], text[end : end + 40]
            groups = {name: words for name, words in m.groupdict().items() if words}
            if _refused(kind, groups, before, after):
                continue
            taken[start:end] = b"\1" * (end - start)
            bound: Bound | None = None
            if kind not in {"days", "months", "years"}:  # "from 3 to 5 May"
                bound = next((name for name, words in _BOUNDS.items() if words.search(before)), None)
            found.append(Expression(start, end, kind, groups, bound))
    return _joined(text, sorted(found, key=lambda e: e.start))


def places(text: str) -> list[int]:
    """Where an expression may begin, in order: to try all patterns everywhere takes six times as long."""
    found: list[int] = []
    following: int | None = None
    for m in reversed(list(_WORD.finditer(text))):
        quoted = m[0][0] == "'"  # "the '90s"
        word = m[0][quoted:].lower()
        if word[0].isdecimal() or word in _OF_TIME or (word in _LEADING and m.end() + 1 == following):
            following = m.start()
            found += [following + 1, following] if quoted else [following]
    return [start for start in reversed(found) if _START.match(text, start)]


def _refused(kind: Kind, groups: dict[str, str], before: str, after: str) -> bool:
    """Whether the words around, or their case, make something else of what looks like a time."""
    if any(groups.get(name) in {"may", "march", "mar", "dec", "jan"} for name in ("month", "month2")):
        return True
    match kind:
        case "day":
            # "In May 12 people were killed": days have "on".
            counted = "month" in groups and "year" not in groups and re.match(rf" (?:{_COUNTED})\b", after)
            return bool(counted) and before.lower().endswith("in ")
        case "month" if not {"year", "which"} & groups.keys():
            return _is_no_month(groups["month"], before, after)
        case "month":
            return before.endswith("Long ")
        case "months":
            return (
                "year" not in groups and not _LONE.search(before) and not before.lower().endswith("between ")
            )
        case "season":
            return before.endswith(("Arab ", "Prague "))
        case "years":
            first, second = groups["year"], groups["year2"]
            return int(second) <= int(first[-len(second) :]) and not (first.endswith("99") and second == "00")
        case "year":
            return _is_no_year(groups["year"], before, after)
        case "weekday":
            return bool(_NO_DAY.search(before) or _NO_PAPER.match(after))
        case "word":
            return groups["word"] == "Today" and bool(re.search(r"[A-Z]\w* $", before))
        case "period" if groups.get("which", "").lower() in {"last", "next"} and "part" not in groups:
            # "the last week", "in his last year": a stretch that ends now, or one of somebody's.
            return "unit" in groups and bool(_SOMEBODYS.search(before) or before.lower().endswith("the "))
        case "window":
            return bool(_SOMEBODYS.search(before)) or ("count" not in groups and after.startswith(" of "))
    return False


def _is_no_month(name: str, before: str, after: str) -> bool:
    """A month without day and year needs a preposition, or a noun after it: "in March", "the March vote"."""
    if re.match(rf"-| \d+\b(?! (?:{_COUNTED})\b)", after) or (len(name) == 3 and name.upper() != "MAY"):
        return True
    lone = _LONE.search(before)
    if lone is not None:
        # "by May", "of June Carter": after these, a person may stand.
        return lone["sure"] is None and bool(
            re.match(r" [A-Z]", after) or (name == "May" and "of " in lone[0].lower())
        )
    attributive = _ATTRIBUTIVE.search(before) and re.match(r" [a-z]", after) and not _PREPOSITION.match(after)
    return not attributive or name in {"May", "MAY"}


def _is_no_year(year: str, before: str, after: str) -> bool:
    if _NUMBERED.search(before):
        return True
    if year < "1800" and not re.search(
        r"\b(?:in|since|of|from|until|by|before|after|the) $", before, re.IGNORECASE
    ):
        return True
    if re.match(rf"(?: (?:and|to|or) |-)\d[\d,]* (?:{_COUNTED})\b", after):
        return True
    # A round number before a plural noun counts it, unless the noun is one of those that years stand before.
    return year.endswith("00") and bool(_PLURAL.match(after) or _QUANTIFIED.search(before))


def _joined(text: str, found: list[Expression]) -> list[Expression]:
    """With the two ends of each span bound together: "from Monday to Wednesday", "between 2006 and 2010"."""
    result = list(found)
    for i, (first, last) in enumerate(pairwise(found)):
        gap = _SPAN.fullmatch(text[first.end : last.start])
        if gap is None or not {first.kind, last.kind} <= _SPANNABLE or (i and result[i - 1].last is not None):
            continue
        between = text[max(0, first.start - 8) : first.start].lower() == "between "
        if gap["and"] and not between and first.kind != last.kind:
            continue
        first, last = _completed(first, last), _completed(last, first)
        last = replace(last, bound="until")
        result[i : i + 2] = [replace(first, bound="since", last=last), last]
    return result


def _completed(one: Expression, other: Expression) -> Expression:
    """The end of a span with what only the other end says: "May 30 to June 2, 2010", "Monday to Friday last week"."""
    if (one.kind, other.kind) == ("weekday", "day_of_week"):
        return replace(one, kind=other.kind, groups={**one.groups, "which": other.groups["which"]})
    if one.kind != other.kind or "year" in one.groups or not {"month", "year"} <= other.groups.keys():
        return one
    months = [calendar.month_abbr[i].lower() for i in range(13)]
    mine, its = (months.index(e.groups["month"][:3].lower()) for e in (one, other))
    turn = (mine > its and one.start < other.start) - (mine < its and one.start > other.start)
    return replace(one, groups={**one.groups, "year": str(int(other.groups["year"]) - turn)})
