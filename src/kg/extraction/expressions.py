"""Expressions of time in English news text: where they stand and what they say, before any calendar is asked.

The ways in which news names a time are few, so they are written out as patterns over the words. A free date parser
would find dates in ordinary numbers and complete what is missing from the present day.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

Bound = Literal["since", "until", "before", "after"]
Kind = Literal[
    "day", "days", "month", "months", "month_part", "season", "quarter", "year", "year_part", "years", "decade", "century",
    "holiday", "weekday", "weekday_of_week", "word", "period", "window", "ago", "ahead", "elsewhere",
]  # fmt: skip


def _either(names: list[str]) -> str:
    return "|".join(name for plain in names for name in (plain, plain.upper()))


MONTHS = [name for name in calendar.month_name if name]
WEEKDAYS = list(calendar.day_name)
UNITS = {"day": 1, "week": 7, "month": 30, "year": 365, "hour": 0, "decade": 3650}

_FULL = _either(MONTHS)
_SHORT = _either(["Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sept", "Sep", "Oct", "Nov", "Dec"])
_MONTH = rf"(?P<month>(?:{_FULL})\b|(?:{_SHORT})\b\.?)"
_MONTH2 = rf"(?P<month2>(?:{_FULL})\b|(?:{_SHORT})\b\.?)"
#: Without a day or a year beside it, an abbreviation needs its point: "in Mar del Plata".
_LONE_MONTH = rf"(?P<month>(?:{_FULL})\b|(?:{_SHORT})\.)"
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?!\w)"
_DAY2 = r"(?P<day2>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?!\w)"
#: What is counted, never dated: "In 2014 people …" is rare, "2000 people" is not.
_COUNTED = (
    r"(?! ?%| ?(?:people|troops|soldiers|fighters|militants|rebels|civilians|men|women|children|police|officers|migrants|refugees|"
    r"prisoners|detainees|protesters|demonstrators|workers|students|villagers|residents|families|houses|homes|dollars|euros|"
    r"roubles|rubles|tonnes|tons|barrels|miles|kilometres|kilometers|km|metres|meters|hectares|GMT|UTC|hours|local time)\b)"
)
#: A round number before a small plural noun counts it ("2000 villages"), unless the noun is what has a year.
_ROUND = (
    r"(?!(?<=00) (?!(?:elections?|polls|protests|talks|accords|agreements|sanctions|borders|wars?|riots|attacks|games|"
    r"negotiations|levels|reforms)\b)[a-z]+s\b(?<!ss))"
)
#: A Security Council resolution, a flight, a programme or a clock time is no year.
_NAMED = "".join(
    rf"(?<!{word})"
    for word in ("esolution ", "esolutions ", "UNSCR ", "ecree ", "aw ", "light ", "No. ", "no. ", "rticle ", "Vision ",
                 "Agenda ", "Horizon ", "Expo ", "nd 1973 ", " at ", "At ", "oeing ", "irective ", "hannel ")
)  # fmt: skip
_YEAR = rf"(?P<year>1[5-9]\d\d|20\d\d)(?![\w%]|[.,:/]\d|-\d){_COUNTED}"
_BARE_YEAR = rf"(?<![\d$€£.,:/+#-]){_NAMED}{_YEAR}{_ROUND}(?! (?:Agenda|Vision)\b)(?!-[a-z])"
_LAST_YEAR = r"(?P<year2>1[5-9]\d\d|20\d\d|\d\d)(?![\w%]|[.,:/-]\d)"
_WEEKDAY = rf"(?P<weekday>{_either(WEEKDAYS)})"
_ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
NUMBERS = {word: i for i, word in enumerate(_ONES.split(), 1)}
NUMBERS |= {word: 10 * i for i, word in enumerate(_TENS.split(), 2)} | {"a": 1, "an": 1}
_COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})"
_MANY = r"(?:several|some|many|a few|few|a couple of|dozens of|countless|just|only|mere|the)"
_ROUGHLY = r"(?:(?P<roughly>more than|less than|over|under|nearly|almost|about|around|some|roughly|at least|just over|just under) )?"
_UNIT = r"(?P<unit>day|week|month|year)s?"
_PART = r"(?P<part>[Ee]arly|[Mm]id|[Ll]ate|(?:the )?(?:beginning|start|middle|end|close) of)"
_SEASON = r"(?P<season>spring|summer|autumn|fall|winter)"
_DASH = r" ?[-–—] ?"
_TO = rf"(?:{_DASH}| (?:to|through|until|till|and|or) (?:the )?)"
_TIME_OF_DAY = r"(?:,? (?:the )?(?:early |late )?(?:morning|afternoon|evening|night|overnight|midday|noon)(?!\w))?"

#: Kind → pattern. The first that matches at a place wins, so the more telling stand first. A pattern may have one
#: group more than once under names of its own only; ``the`` before a date belongs to it.
_GRAMMAR: tuple[tuple[Kind, str], ...] = (
    ("days", rf"{_MONTH} {_DAY}{_TO}{_DAY2}(?! (?:{_FULL}|{_SHORT})\b)(?:,? {_YEAR})?"),
    ("days", rf"(?<![\d.,:])(?:the )?{_DAY}{_TO}{_DAY2} (?:of )?{_MONTH}(?:,? {_YEAR})?"),
    ("day", rf"(?:{_WEEKDAY},? \(?)?{_MONTH} (?:the )?{_DAY}(?![:.]\d)(?:(?:,? | of ){_YEAR})?"),
    ("day", rf"(?<![\d.,:])(?:{_WEEKDAY},? \(?)?(?:the )?{_DAY}(?: of)?[ -]{_MONTH}(?:(?:,? | of |-){_YEAR})?(?!\w)"),
    ("day", r"(?<![\d/.-])(?P<year>1[5-9]\d\d|20\d\d)(?P<sep>[-/.])(?P<monthnumber>\d\d)(?P=sep)(?P<day>\d\d)(?!\d)"),
    ("day", r"(?<![\d/.-])(?P<day>\d?\d)\.(?P<monthnumber>\d?\d)\.(?P<year>1[5-9]\d\d|20\d\d)(?!\d)"),
    # With slashes, only where one order is possible.
    ("day", r"(?<![\d/.-])(?P<day>1[3-9]|2\d|3[01])/(?P<monthnumber>\d?\d)/(?P<year>1[5-9]\d\d|20\d\d)(?!\d)"),
    ("day", r"(?<![\d/.-])(?P<monthnumber>\d?\d)/(?P<day>1[3-9]|2\d|3[01])/(?P<year>1[5-9]\d\d|20\d\d)(?!\d)"),
    ("holiday", rf"(?P<holiday>Christmas Eve|Christmas Day|Boxing Day|New Year's Eve|New Year's Day|May Day)(?:,? (?:of )?{_YEAR})?(?!\w)"),
    ("months", rf"{_MONTH}(?:{_TO}|/){_MONTH2},? {_YEAR}"),
    ("months", rf"(?<=[Ii]n |om |en |ce ){_MONTH}(?:{_TO}|/){_MONTH2}(?! \d)"),
    ("month_part", rf"{_PART}(?: in)?[- ]{_MONTH}(?:,? (?:of )?{_YEAR})?(?!\w| \d)"),
    ("month", rf"(?<!ong ){_MONTH},? (?:of |in )?{_YEAR}(?!{_DASH}\d)"),
    ("quarter", rf"(?:the )?(?P<ordinal>first|second|third|fourth|last|final) (?P<fraction>quarter|half) of (?:{_YEAR}|(?P<which>this|last|next|the) year)(?!\w)"),
    ("quarter", rf"(?P<ordinal>[QH][1-4])(?: of)? {_YEAR}"),
    ("season", rf"(?:the )?{_SEASON}(?: of|,)? {_YEAR}(?!{_DASH}\d)"),
    ("season", rf"(?:the )?{_SEASON}(?: of)? (?P<year>1[5-9]\d\d|20\d\d)[-–/]{_LAST_YEAR}"),
    ("decade", r"(?:the )?(?:(?P<part>early|mid|late)[- ])?(?P<decade>1[5-9]\d0|20\d0|'[3-9]0)'?s(?!\w)"),
    ("century", r"(?:the )?(?:(?P<part>early|mid|late)[- ])?(?P<century>1[5-9]th|2[01]st|20th)[- ]century(?!\w)"),
    ("years", rf"(?<![\d$€£.,:/+-])(?P<year>1[5-9]\d\d|20\d\d) ?[-–/] ?{_LAST_YEAR}"),
    ("year_part", rf"{_PART}(?: in)?[- ](?:the year )?{_YEAR}(?!{_DASH}\d)"),
    ("word", r"(?P<word>the day before yesterday|the day after tomorrow)(?!\w)"),
    ("word", r"(?P<word>this (?:morning|afternoon|evening)|last night|tonight|yesterday|tomorrow)(?!\w)(?: (?:morning|afternoon|evening|night)(?!\w))?"),
    ("word", r"(?-i:(?<![A-Z] )(?<!\w[a-z] )(?<!Russia )(?<!India )(?P<word>Today)|(?P<word2>today))(?!\w)"),
    ("word", rf"(?P<word>overnight)(?! (?:(?:on|into|from|between) )?(?:{_either(WEEKDAYS)}|{_FULL})|-)(?!\w)"),
    ("weekday_of_week", rf"(?P<which>last|this|next) week on {_WEEKDAY}(?!\w)"),
    ("weekday_of_week", rf"{_WEEKDAY}{_TIME_OF_DAY},? (?:of )?(?P<which>last|this|next) week(?!\w)"),
    ("period", rf"(?P<which>last|next|this|past|coming|this coming|this past) {_WEEKDAY}(?!\w){_TIME_OF_DAY}"),
    ("period", rf"(?P<which>last|next|this|this coming|this past) (?P<month>{_FULL})(?!\w| \d)"),
    ("period", rf"(?:(?P<part>[Ee]arlier|[Ll]ater|[Ee]arly|[Mm]id|[Ll]ate|(?:the )?(?:beginning|start|middle|end|close) of)(?: in)?[- ])?"
               r"(?P<which>last|next|this|this coming|this past) (?P<period>week|weekend|month|year|decade)(?!\w)"),
    ("period", r"(?:the )?(?P<part>beginning|start|middle|end|close) of (?P<which>the|this) (?P<period>week|month|year|decade)(?! of)(?!\w)"),
    ("period", r"(?P<part>year-end)(?! \d)(?!\w)"),
    ("window", rf"(?:[Tt]he |these )?(?P<which>past|last|next|coming|following) (?:{_COUNT} )?(?P<unit>hour|day|week|month|year|decade)s?(?!\w)"),
    ("ago", rf"{_ROUGHLY}{_COUNT} {_UNIT} ago(?!\w)"),
    ("ahead", rf"(?P<sure>)(?:in )?{_COUNT} {_UNIT}'?s?'? (?:from now|time)(?!\w)"),
    ("ahead", rf"(?<!\w)in {_COUNT} {_UNIT}(?!\w)(?! (?:of|after|before|by|to|ago|earlier|later)\b)"),
    # Counted from another event, or named by it: the event has a time of its own, which the article's date does not give.
    ("elsewhere", rf"(?:(?:{_COUNT}|{_MANY}) )?(?:hour|day|night|week|weekend|month|year|decade|minute)s? (?:and a half )?"
                  r"(?:ago|earlier|later|before|after|afterwards|prior|previously|beforehand)(?!\w)"),
    ("elsewhere", r"(?:the|that) (?:very )?(?:same|following|next|previous|preceding) (?:hour|day|night|morning|evening|week|weekend|month|year|decade|summer|winter|spring|autumn)(?!\w)"),
    ("elsewhere", r"(?:[Ll]ater )?that (?:same )?(?:day|night|morning|evening|week|month|year|summer|winter|spring|autumn)(?!\w)"),
    ("elsewhere", r"(?:in|over|within|during) (?:the )?(?:recent|coming) (?:hours|days|weeks|months|years|decades)(?!\w)"),
    ("elsewhere", rf"(?:every|each)(?: other)? {_WEEKDAY}|(?:{_either(WEEKDAYS)})s(?!\w)"),
    ("elsewhere", rf"(?:last|this|next|every) {_SEASON}(?!\w)"),
    ("weekday", rf"(?<!loody )(?<!lack )(?<!ood )(?<!uper )(?<!Mail on ){_WEEKDAY}(?!\w| (?:Times|Telegraph|Mirror|Express|Mail|Post|Prayer)\b){_TIME_OF_DAY}"),
    ("month", rf"(?<=[Ii]n |of |by )(?<!end of )(?<!tart of ){_LONE_MONTH}(?![\w-])"),
    ("month", rf"(?<=ince |ntil |uring |efore |after |rough |After |or in ){_LONE_MONTH}(?![\w-])"),
    ("month", rf"(?<=from ){_LONE_MONTH}(?![\w-]| [A-Z])"),
    ("month", rf"(?<=\bthe |\b[Aa]n |\b[Aa]n |\bits |\b[Hh]is |\b[Hh]er |eir |\w's )(?!May|MAY){_LONE_MONTH}(?= [a-z]+)(?! (?:on|and|of|to|in|for|with|by)\b)"),
    ("year", _BARE_YEAR),
)  # fmt: skip
_PATTERNS = tuple(
    (kind, re.compile(rf"(?<!\w){pattern}", re.IGNORECASE if "ago" in pattern or kind in _LOOSE else 0))
    for _LOOSE in [{"word", "window", "ahead", "elsewhere"}]
    for kind, pattern in _GRAMMAR
)
