"""When: expressions of time, resolved against the dateline or the publication date, never more precise than the text.

The grammar of news dates is small and closed, so it is written out here as patterns over the words rather than left
to a free date parser, which finds dates in numbers and guesses years. Weekdays follow the tense: "met on Tuesday" is
the last one on or before the article's date, "will meet on Tuesday" the next one after it.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from spacy.tokens import Doc, Token

from kg.extraction import syntax
from kg.model import Article, DateBasis, TimeValue

Tense = Literal["past", "future"]

_MONTHS = {name.lower(): i for i, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): i for i, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_WEEKDAYS = {name.lower(): i for i, name in enumerate(calendar.day_name)}
_NUMBERS = {
    word: i for i, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"])
} | {"a": 1, "an": 1, "several": 0, "few": 0}  # fmt: skip

_MONTH = r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>1[89]\d\d|20\d\d)"
_WEEKDAY = r"(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_COUNT = r"(?P<count>\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a|an)"
_UNIT = r"(?P<unit>day|week|month|year|decade)s?"

#: Name of the pattern → pattern. The first that matches at a place wins, so the more precise stand first.
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (
        name,
        re.compile(
            rf"\b{pattern}\b" if not pattern.endswith(")") else rf"\b{pattern}",
            re.IGNORECASE if name in {"relative", "ago", "last", "decade_part"} else 0,
        ),
    )
    for name, pattern in (
        ("day", rf"(?:{_WEEKDAY},? )?{_MONTH} {_DAY}(?!\d)(?:,? {_YEAR})?(?![\d:])"),
        ("day", rf"(?:{_WEEKDAY},? )?(?:the )?{_DAY} (?:of )?{_MONTH}(?:,? {_YEAR})?(?!\w)"),
        ("iso", r"(?P<year>1[89]\d\d|20\d\d)-(?P<monthnumber>\d\d)-(?P<day>\d\d)(?!\d)"),
        (
            "part",
            rf"(?P<part>early|mid|late|the beginning of|the end of|the start of|the middle of)[- ](?:{_MONTH},? )?{_YEAR}(?!\d)",
        ),
        ("month_part", rf"(?P<part>early|mid|late)[- ]{_MONTH}(?!\w)"),
        ("month", rf"{_MONTH},? (?:of )?{_YEAR}(?!\d)"),
        ("season", rf"(?:the )?(?P<season>spring|summer|autumn|fall|winter) of {_YEAR}(?!\d)"),
        (
            "relative",
            r"(?P<word>today|yesterday|tomorrow|tonight|this morning|this afternoon|this evening|overnight|last night)(?!\w)",
        ),
        (
            "last",
            rf"(?P<which>last|next|this|past|previous|coming|earlier this|later this) (?P<period>week|month|year|weekend|{_WEEKDAY}|{_MONTH})(?!\w)",
        ),
        ("ago", rf"{_COUNT} {_UNIT} (?P<direction>ago|earlier|before)(?!\w)"),
        ("weekday", rf"{_WEEKDAY}(?!\w)"),
        ("bare_month", rf"(?:in|since|until|by|during|of) {_MONTH}(?![\w ]*\d)(?!\w)"),
        (
            "year",
            rf"(?<![\d-]){_YEAR}(?![\d-])(?!(?: (?:people|troops|soldiers|civilians|dollars|men|km|miles)))",
        ),
    )
)
_SINCE = re.compile(r"\b(since|from|starting)\s+(?:(?:early|mid|late)[- ])?$", re.IGNORECASE)
_UNTIL = re.compile(r"\b(until|till|through|by|before|to)\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Expression:
    """Characters ``start:end`` of a text that name a time, not yet resolved."""

    start: int
    end: int
    kind: str
    groups: dict[str, str]
    open: Literal["since", "until"] | None = None


def find(text: str) -> list[Expression]:
    """Expressions of time in a text, without overlap, in order."""
    found: list[Expression] = []
    taken: list[tuple[int, int]] = []
    for kind, pattern in _PATTERNS:
        for m in pattern.finditer(text):
            start, end = m.span()
            if any(start < t and s < end for s, t in taken):
                continue
            groups = {k: v for k, v in m.groupdict().items() if v}
            if kind == "bare_month":
                start = m.start("month")
            if (
                kind in {"bare_month", "month", "day", "month_part"}
                and groups.get("month") == "May"
                and not text[m.start("month")].isupper()
            ):
                continue
            before = text[:start]
            opened: Literal["since", "until"] | None = None
            if _SINCE.search(before):
                opened = "since"
            elif _UNTIL.search(before) and not before.lower().endswith(" to "):
                opened = "until"
            taken.append((start, end))
            found.append(Expression(start, end, kind, groups, opened))
    return sorted(found, key=lambda e: e.start)


def resolve(expression: Expression, anchor: date | None, basis: DateBasis, tense: Tense) -> TimeValue | None:
    """The time that an expression names.

    ``anchor`` is the article's date and ``basis`` says which ("dateline" or "publication"); without it, what counts
    from it stays unresolved. Returns None for what names no time ("31 June") or cannot be resolved.
    """
    try:
        interval = _interval(expression, anchor, tense)
    except ValueError:  # a day that the month does not have
        return None
    if interval is None:
        return None
    first, last, precision, relative = interval
    value = {
        "day": first.isoformat(),
        "month": first.isoformat()[:7],
        "year": first.isoformat()[:4],
        "none": None,
    }[precision]
    how: DateBasis = "relative" if relative else "explicit"
    earliest: str | None = first.isoformat()
    latest: str | None = last.isoformat()
    if expression.open == "since":
        value, latest = None, None
    elif expression.open == "until":
        value, earliest = None, None
    return TimeValue(value, earliest, latest, how)


_Interval = tuple[date, date, Literal["day", "month", "year", "none"], bool]


def _interval(e: Expression, anchor: date | None, tense: Tense) -> _Interval | None:
    g = e.groups
    match e.kind:
        case "day":
            month = _month(g)
            if "year" in g:
                day = date(int(g["year"]), month, int(g["day"]))
                return day, day, "day", False
            return _nearest_day(month, int(g["day"]), anchor, tense)
        case "iso":
            day = date(int(g["year"]), int(g["monthnumber"]), int(g["day"]))
            return day, day, "day", False
        case "part":
            return _part(g)
        case "month_part" | "bare_month":
            found = _nearest_month(_month(g), anchor, tense)
            return None if found is None else (*found, "month", True)
        case "month":
            year = int(g["year"])
            return *_whole_month(year, _month(g)), "month", False
        case "season":
            year = int(g["year"])
            start = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}[g["season"].lower()]
            end = start + 2
            return date(year, start, 1), _whole_month(year + (end > 12), (end - 1) % 12 + 1)[1], "year", False
        case "year":
            year = int(g["year"])
            return date(year, 1, 1), date(year, 12, 31), "year", False
    if anchor is None:
        return None
    match e.kind:
        case "relative":
            shift = {"yesterday": -1, "last night": -1, "tomorrow": 1}.get(g["word"].lower(), 0)
            day = anchor + timedelta(days=shift)
            if g["word"].lower() == "overnight":
                return anchor - timedelta(days=1), anchor, "none", True
            return day, day, "day", True
        case "weekday":
            day = _weekday(_WEEKDAYS[g["weekday"].lower()], anchor, tense)
            return day, day, "day", True
        case "last":
            return _period(g, anchor, tense)
        case "ago":
            return _ago(g, anchor)
    return None


def _month(groups: dict[str, str]) -> int:
    return _MONTHS[groups["month"].lower().rstrip(".")]


def _whole_month(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _nearest_day(month: int, day: int, anchor: date | None, tense: Tense) -> _Interval | None:
    """A day without a year: the last one that has been, or the next one to come. A few days' slack for late datelines."""
    if anchor is None:
        return None
    found = date(anchor.year, month, day)
    if tense == "past" and found > anchor + timedelta(days=2):
        found = date(anchor.year - 1, month, day)
    elif tense == "future" and found < anchor - timedelta(days=2):
        found = date(anchor.year + 1, month, day)
    return found, found, "day", True


def _nearest_month(month: int, anchor: date | None, tense: Tense) -> tuple[date, date] | None:
    if anchor is None:
        return None
    year = anchor.year
    if tense == "past" and month > anchor.month:
        year -= 1
    elif tense == "future" and month < anchor.month:
        year += 1
    return _whole_month(year, month)


def _part(g: dict[str, str]) -> _Interval:
    year = int(g["year"])
    part = g["part"].lower()
    if "month" in g:
        first, last = _whole_month(year, _month(g))
        return first, last, "month", False
    thirds = {
        "early": (1, 4),
        "the beginning of": (1, 4),
        "the start of": (1, 4),
        "mid": (5, 8),
        "the middle of": (5, 8),
    }
    start, end = thirds.get(part, (9, 12))
    return date(year, start, 1), _whole_month(year, end)[1], "year", False


def _weekday(weekday: int, anchor: date, tense: Tense) -> date:
    if tense == "future":
        return anchor + timedelta(days=(weekday - anchor.weekday() - 1) % 7 + 1)
    return anchor - timedelta(days=(anchor.weekday() - weekday) % 7)


def _period(g: dict[str, str], anchor: date, tense: Tense) -> _Interval | None:
    which = (
        g["which"].lower().split()[-1]
        if g["which"].lower().split()[0] in {"earlier", "later"}
        else g["which"].lower()
    )
    step = {"last": -1, "previous": -1, "past": -1, "next": 1, "coming": 1}.get(which, 0)
    if "weekday" in g:
        weekday = _WEEKDAYS[g["weekday"].lower()]
        if step > 0:
            day = _weekday(weekday, anchor, "future")
        elif step < 0:
            day = _weekday(weekday, anchor - timedelta(days=1), "past")
        else:
            day = _weekday(weekday, anchor, tense)
        return day, day, "day", True
    if "month" in g:
        month = _month(g)
        if step == 0:
            return *_whole_month(anchor.year, month), "month", True
        year = anchor.year
        if step < 0 and month >= anchor.month:
            year -= 1
        if step > 0 and month <= anchor.month:
            year += 1
        return *_whole_month(year, month), "month", True
    match g["period"].lower():
        case "week":
            monday = anchor - timedelta(days=anchor.weekday()) + timedelta(weeks=step)
            return monday, monday + timedelta(days=6), "none", True
        case "weekend":
            saturday = (
                anchor - timedelta(days=(anchor.weekday() - 5) % 7)
                if step <= 0
                else anchor + timedelta(days=(5 - anchor.weekday()) % 7)
            )
            return saturday, saturday + timedelta(days=1), "none", True
        case "month":
            months = anchor.year * 12 + anchor.month - 1 + step
            return *_whole_month(months // 12, months % 12 + 1), "month", True
        case "year":
            year = anchor.year + step
            return date(year, 1, 1), date(year, 12, 31), "year", True
    return None


def _ago(g: dict[str, str], anchor: date) -> _Interval | None:
    if g["direction"].lower() != "ago":
        return None  # "two weeks earlier" counts from another event, not from the article
    word = g["count"].lower()
    count = int(word) if word.isdigit() else _NUMBERS[word]
    match g["unit"].lower():
        case "day":
            day = anchor - timedelta(days=count)
            return day, day, "day", True
        case "week":
            monday = anchor - timedelta(weeks=count)
            return monday - timedelta(days=3), monday + timedelta(days=3), "none", True
        case "month":
            months = anchor.year * 12 + anchor.month - 1 - count
            return *_whole_month(months // 12, months % 12 + 1), "month", True
        case "year" if count < anchor.year:
            return date(anchor.year - count, 1, 1), date(anchor.year - count, 12, 31), "year", True
    return None


class Timeline:
    """The times that one Doc names, and which of them an event has."""

    def __init__(self, doc: Doc, article: Article) -> None:
        self.doc = doc
        self.anchor = article.dateline_date or article.published
        self.basis: DateBasis = "dateline" if article.dateline_date else "publication"
        self.expressions = find(doc.text)

    def __iter__(self) -> Iterator[Expression]:
        return iter(self.expressions)

    def of(self, trigger: Token, light: Token | None = None) -> TimeValue | None:
        """The time of the event that ``trigger`` names: the one that hangs on it, else on the clause above it.

        A time in another clause of the sentence is not taken, nor one inside another event's phrase.
        """
        sentence = trigger.sent
        here = [e for e in self.expressions if sentence.start_char <= e.start < sentence.end_char]
        if not here:
            return None
        best: tuple[int, int, Expression] | None = None
        for expression in here:
            distance = self._distance(expression, trigger, light)
            if distance is not None and (
                best is None or (distance, abs(expression.start - trigger.idx)) < best[:2]
            ):
                best = (distance, abs(expression.start - trigger.idx), expression)
        if best is None:
            return None
        expression = best[2]
        value = resolve(expression, self.anchor, self.basis, tense(trigger))
        if value is None:
            return None
        return TimeValue(
            value.value,
            value.earliest,
            value.latest,
            value.basis,
            self.doc.text[expression.start : expression.end],
        )

    def _distance(self, expression: Expression, trigger: Token, light: Token | None) -> int | None:
        """How many arcs lie between the trigger and what the time hangs on; None where another clause owns it."""
        span = self.doc.char_span(expression.start, expression.end, alignment_mode="expand")
        if span is None:
            return None
        token = span.root
        steps = 0
        while token.head != token:
            if token == trigger or token == light:
                return steps
            # Climbing out of a noun phrase or a clause that is an event of its own ends the search upwards.
            if token.pos_ in {"VERB", "AUX"} and token.dep_ in {
                "relcl",
                "advcl",
                "acl",
                "ccomp",
                "xcomp",
                "pcomp",
                "conj",
                "parataxis",
            }:
                break
            token = token.head
            steps += 1
        if token == trigger or token == light:
            return steps
        # The clause's own verb: a nominal trigger inside it shares its time ("the talks on Monday", "held Monday").
        if token.pos_ not in {"VERB", "AUX"}:
            return None
        climb = trigger
        up = 0
        while climb.head != climb and climb != token:
            finite = climb.tag_ not in {"VBG", "VBN"} or climb.dep_ == "relcl"
            if climb.pos_ in {"VERB", "AUX"} and climb.dep_ in {"relcl", "ccomp", "acl", "advcl"} and finite:
                return None
            if (
                climb != trigger
                and climb.dep_ in {"pobj", "pcomp"}
                and climb.head.lower_ in {"since", "after", "before", "following", "ahead"}
            ):
                return None
            if climb.dep_ in {"pobj"} and climb.head.lower_ in {
                "since",
                "after",
                "before",
                "following",
                "of",
                "ahead",
            }:
                return None
            climb = climb.head
            up += 1
        return steps + up + 2 if climb == token else None


def tense(trigger: Token) -> Tense:
    """Whether the clause around the trigger looks forward."""
    for token in syntax.clause_chain(trigger):
        if token.pos_ in {"VERB", "AUX"}:
            auxiliaries = {c.lower_ for c in token.children if c.dep_ in {"aux", "auxpass"}}
            if auxiliaries & {"will", "shall", "'ll", "would", "wo"}:
                return "future"
            if token.tag_ in {"VBD"} or auxiliaries & {"had", "has", "have", "was", "were"}:
                if (
                    token.lemma_ in {"plan", "schedule", "expect", "set", "agree", "invite", "slate", "due"}
                    and token != trigger
                ):
                    return "future"
                return "past"
            if any(c.lemma_ == "be" for c in token.children if c.dep_ == "auxpass") and token.lemma_ in {
                "schedule",
                "expect",
                "slate",
                "set",
            }:
                return "future"
            if token.lemma_ in {"plan", "intend", "expect", "schedule"} and token != trigger:
                return "future"
    return "past"
