"""Where organisations have their seat, and which city is the capital of what: word order is surer here than grammar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from kg.extraction.facts.membership import FORMER
from kg.extraction.facts.statement import Statements
from kg.extraction.facts.validity import bounds, over
from kg.model import EntityType, Fact
from kg.nlp.document import DocMention

_SEATED: frozenset[EntityType] = frozenset(
    {"Organization", "PoliticalParty", "MediaOrganization", "Company", "ArmedGroup", "GovernmentBody", "MilitaryForce",
     "InternationalOrganization"}
)  # fmt: skip
_SEATS: frozenset[EntityType] = frozenset({"City", "Country", "Region", "Place"})

_PLACE_FIRST = re.compile(r"-(?:based|headquartered) (?:(?!and |or )[\w'-]+ ){0,4}")
_BODY_FIRST = re.compile(
    r"(?: \([^()]{1,40}\))?(?:,| is| was| are|, which is|, which was|,? which are|, who are)? ?"
    r"(?:now |currently |long |itself )?(?:based|headquartered) (?:in|at) (?:[Tt]he )?"
    r"(?:(?:capital|city|port|town|neighbouring|neighboring|southern|northern|eastern|western|central|city of)"
    r"[ ,]+){0,3}"
    r"|(?:, which)? (?:has|have) (?:its|their) (?:headquarters|seat|base|head office) in (?:[Tt]he )?(?:[a-z]+ ){0,2}"
    r"|(?:'s?|, whose) (?:headquarters|seat|head office) (?:is|are|lies?) in (?:[Tt]he )?(?:[a-z]+ ){0,2}"
)
_CAPITAL_FIRST = re.compile(
    r",? (?:is |was |were |became |remains |has been )?(?:the )?(?:former |old |ancient )?"
    r"(?:new |official |national |federal |political |administrative )?capital (?:city )?of (?:the )?"
)
_CAPITAL_APPOSED = re.compile(r", (?:the )?")
_COUNTRY_FIRST = re.compile(r"(?:'s?)? (?:new |official )?capital(?: city)?,? (?:of |is |was )?")


def seats(statements: Statements) -> Iterator[Fact]:
    """``basedIn`` and ``capitalOf``."""
    mentions = statements.names()
    for first, second in pairwise(mentions):
        yield from _based(statements, first, second)
        yield from _capital(statements, first, second)


def _between(statements: Statements, first: DocMention, second: DocMention) -> str:
    text: str = statements.doc._.plain
    return text[first.end : second.start]


def _based(statements: Statements, first: DocMention, second: DocMention) -> Iterator[Fact]:
    """ "Geneva-based X", "X, based in Geneva,", "X has its headquarters in Geneva"."""
    words = _between(statements, first, second)
    place_first = first.type in _SEATS and second.type in _SEATED and _PLACE_FIRST.fullmatch(words)
    body_first = first.type in _SEATED and second.type in _SEATS and _BODY_FIRST.fullmatch(words)
    if not place_first and not body_first:
        return
    body, place = (second, first) if place_first else (first, second)
    if body.entity is None or place.entity is None or body.kind != "name":
        return
    yield statements.fact(
        body.entity, "basedIn", place.entity, statements.token_at(first.start), "seat:formula", 0.9,
        (first.start, second.end),
    )  # fmt: skip


def _capital(statements: Statements, first: DocMention, second: DocMention) -> Iterator[Fact]:
    """ "X, the capital of Y", "Y's capital, X", "X, Y's capital"."""
    words = _between(statements, first, second)
    pair: tuple[DocMention, DocMention] | None = None
    if (
        first.type in {"City", "Place"}
        and second.type in {"Country", "Region"}
        and second.kind == "name"
        and _CAPITAL_FIRST.fullmatch(words)
    ):
        pair = first, second
    elif first.type == "Country" and second.type in {"City", "Place"} and _COUNTRY_FIRST.fullmatch(words):
        pair = second, first
    elif (
        first.type == "Country"
        and second.type in {"City", "Place"}
        and words == ", "
        and first.kind == "name"
    ):
        before = statements.doc._.plain[max(0, first.start - 24) : first.start]
        if re.search(r"\b[Cc]apital (?:city )?of (?:the )?$", before):
            pair = second, first
    elif first.type == "City" and second.type == "Country" and _CAPITAL_APPOSED.fullmatch(words):
        behind = statements.doc._.plain[second.end : second.end + 14]
        if re.match(r"(?:'s?)? capital\b(?! punishment| of)", behind):
            pair = first, second
    if pair is None or pair[0].entity is None or pair[1].entity is None:
        return
    at = statements.token_at(first.start)
    since, until = bounds(statements, second.end, at, None, "holds")
    # The city that was the capital is it no longer.
    once = re.search(r"\b(?:was|were|former|old|ancient)\b", words) is not None or over(statements, until)
    yield statements.fact(
        pair[0].entity, "capitalOf", pair[1].entity, at, "capital:formula" + (FORMER if once else ""), 0.9,
        (first.start, second.end), status="Negated" if once else "Asserted", since=since, until=until,
    )  # fmt: skip
