"""Since when and until when: "president since 2019", "prime minister from 2006 to 2010", "(1991-1999)"."""

from __future__ import annotations

import re
from dataclasses import replace

from spacy.tokens import Token

from kg.extraction.expressions import Expression
from kg.extraction.facts.holders import Phase
from kg.extraction.facts.statement import Statements
from kg.model import TimeValue

Bounds = tuple[TimeValue | None, TimeValue | None]

#: How far behind the words of a fact its time may begin, in characters.
_REACH = 70

_FILL = (
    r"[\s,(]*(?:(?:who|serving|has|have|had|been|in|the|post|office|power|role|job|served|ruled|governed|reigned|and|"
    r"again|for|(?:one|two|three|several) terms?|a (?:post|position|role|title|job|seat) "
    r"(?:he|she|that he|that she) (?:has |had )?(?:held|holds))[\s,]+)*"
)
_CHOSEN = frozenset(
    {"elect", "re-elect", "reelect", "choose", "pick", "select", "vote", "election", "re-election"}
)
#: "until his death in 2012"
_EVENT = r"(?:(?:his|her|their) (?:\w+ ){1,5}?(?:in|on) )?"
_SINCE = re.compile(rf"{_FILL}since (?:\w+ ){{0,3}}?")
_FROM = re.compile(rf"{_FILL}(?:from|between) ")
_TO = re.compile(rf" (?:to|until|till|through|and|-|–) {_EVENT}")
_UNTIL = re.compile(rf"{_FILL}(?:until|till) {_EVENT}")
_YEARS = re.compile(rf"{_FILL}(?:from |in )?")


def bounds(statements: Statements, end: int, at: Token, verb: Token | None, phase: Phase) -> Bounds:
    """From when until when a fact holds whose words end at character ``end``.

    ``verb`` is what links the two sides, if anything does; the time of a beginning or an end is that of its verb.
    """
    since, until = _behind(statements, end, at.sent.end_char)
    if until is not None and verb is not None and (phase == "begins" or verb.lemma_.lower() == "return"):
        # "Returns as minister, a post he held from 2007 to 2014": that was before.
        return None, None
    if since is not None or until is not None or verb is None or verb.pos_ not in {"VERB", "AUX", "NOUN"}:
        return since, until
    time = statements.timeline.of(verb)
    if time is None:
        return None, None
    if time.value is not None and phase == "begins":
        # Who was elected in August may take office in January.
        return (None if verb.lemma_.lower() in _CHOSEN else time), None
    if time.value is not None and phase == "ends":
        return None, time
    if phase == "holds" and time.value is None and time.latest is None:
        return _opening(statements, at), None
    return None, None


def over(statements: Statements, until: TimeValue | None) -> bool:
    """Whether the time is before the article's; where that is not known, every time that is named is."""
    anchor = statements.timeline.anchor
    return (
        until is not None
        and until.latest is not None
        and (anchor is None or until.latest < anchor.isoformat())
    )


def _behind(statements: Statements, end: int, stop: int) -> Bounds:
    """The times that directly follow the words."""
    text = statements.doc._.plain
    behind = [e for e in statements.timeline if end <= e.start < min(stop, end + _REACH)]
    if not behind:
        return None, None
    first = behind[0]
    between = text[end : first.start].lower()
    if between.startswith((" and from ", " and between ", " and since ", " and until ")):
        return None, None  # "once a ruler and from 1980 to 1988 the president": of what follows
    if first.kind == "years" and _YEARS.fullmatch(between):
        return _years(first)
    if _SINCE.fullmatch(between):
        return _point(statements, first), None
    if _FROM.fullmatch(between):
        last = first.last
        if last is None and len(behind) > 1 and _TO.fullmatch(text[first.end : behind[1].start].lower()):
            last = behind[1]
        if last is not None:
            return _point(statements, first), _point(statements, last)
    if _UNTIL.fullmatch(between):
        return None, _point(statements, first)
    return None, None


def _point(statements: Statements, expression: Expression) -> TimeValue | None:
    """The time itself, not the span that it opens or closes."""
    return statements.timeline.resolve(replace(expression, bound=None, last=None))


def _years(expression: Expression) -> Bounds:
    """ "(1991-99)"."""
    first, last = expression.groups["year"], expression.groups["year2"]
    return _year(first), _year(last if len(last) == 4 else first[:2] + last)


def _year(year: str) -> TimeValue:
    return TimeValue(year, f"{year}-01-01", f"{year}-12-31", "explicit", year)


def _opening(statements: Statements, at: Token) -> TimeValue | None:
    """The time after "since" in the sentence."""
    for expression in statements.timeline:
        if at.sent.start_char <= expression.start < at.sent.end_char and expression.bound == "since":
            return _point(statements, expression)
    return None
