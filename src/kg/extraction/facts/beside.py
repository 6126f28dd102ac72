"""What stands beside a bare title: colleagues, guests, and the countries that the sentences near it are about."""

from __future__ import annotations

import re

from spacy.tokens import Span, Token

from kg.extraction.facts.home import away, begins_with, belongs, foremost, opening, place_of_dateline
from kg.extraction.facts.origins import countries, leads
from kg.extraction.facts.post import Post
from kg.extraction.facts.statement import Statements
from kg.lexicon import load
from kg.lexicon.gazetteer import metonyms
from kg.nlp.document import DocMention, segment_kind

#: How many sentences colleagues may be named in: that of the title, and those before it.
_BACK = 3
#: Among how many words a sentence's subject begins.
_SUBJECT = 3
_ARRIVING = re.compile(
    r"\b(?:arriv\w+ in|land\w+ in|visit\w*(?: to)?|trip to|tour of|tour\w*|flew (?:in)?to) (?:the )?$"
)
#: Who speaks or comes along may be of another country's.
_GUESTS = re.compile(r"\b(?:guests?|visitors?|visiting|delegations?|accompan\w+|counterparts?)\b")
_ALONG = re.compile(r"\b(?:came|come|arriv\w+|travel\w*|flew|flies|accompan\w+) (?:\w+ ){0,2}(?:with|by) ")


def company(statements: Statements, post: Post, token: Token) -> str | None:
    """The country of those whom the two or three sentences up to a title name with titles as bare as this one."""
    sentence, codes = token.sent, set()
    for _ in range(_BACK):
        codes |= _named_so(statements, post, sentence.start_char, min(token.idx, sentence.end_char))
        if sentence.start == 0 or (sentence != token.sent and (codes or _told_of(statements, sentence))):
            break
        sentence = statements.doc[sentence.start - 1].sent
    return min(codes) if len(codes) == 1 else None


def _told_of(statements: Statements, sentence: Span) -> bool:
    return bool(countries(statements, sentence.start_char, sentence.end_char))


def _named_so(statements: Statements, post: Post, start: int, end: int) -> set[str]:
    """The countries of those who are named with bare titles between two characters."""
    codes: set[str] = set()
    for holding in statements.doc._.holdings:
        person = holding.person.entity
        if not start <= holding.start < end or holding.of is not None or person in {None, post.person}:
            continue
        agreed = statements.agreed.get((id(person), holding.role))
        if agreed is not None and agreed.country is not None:
            codes.add(agreed.country)
    return codes


def guest(statements: Statements, token: Token, at_home: str, *, travels: bool) -> bool:
    """Whether whoever is named with the title at ``token`` comes along with somebody, or to the country himself.

    To other towns than that of the dateline a country's own generals and ministers fly as well.
    """
    plain: str = statements.doc._.plain
    end = token.sent.end_char
    filed = place_of_dateline(statements.doc._.dateline)
    return _ALONG.search(plain[token.idx : end]) is not None or any(
        m.country == at_home
        and (travels or m.type == "Country" or (filed is not None and filed.name == m.text))
        and _ARRIVING.search(plain[token.idx : m.start])
        for m in countries(statements, token.idx, end)
    )


def visiting(statements: Statements, token: Token) -> bool:
    """Whether the title at ``token`` is that of a visitor: "visiting Foreign Minister X"."""
    before: str = statements.doc._.plain[token.sent.start_char : token.idx]
    return token.lower_.startswith("visiting") or before.lower().endswith("visiting ")


def clause_start(statements: Statements, start: int, end: int) -> int:
    """Where the last of the clauses begins that semicolons part between two characters."""
    semicolon: int = statements.doc._.plain.rfind("; ", start, end)
    return semicolon + 2 if semicolon >= 0 else start


def led_by(statements: Statements, mention: DocMention, token: Token) -> bool:
    """Whether somebody who leads or led the country of ``mention`` is named before the title, in its sentence."""
    return not belongs(statements, mention) and any(
        leads(m.entity) == {mention.country}
        for m in statements.names_in(token.sent.start_char, token.idx)
        if m.type == "Person" and m.entity is not None
    )


def undisturbed(statements: Statements, post: Post, token: Token, at_home: str) -> bool:
    """Whether nothing near a title says that another country than that of the report is spoken of."""
    plain: str = statements.doc._.plain
    sentence = token.sent
    if _GUESTS.search(plain[sentence.start_char : token.idx]):
        return False
    near = [m for m in countries(statements, sentence.start_char, token.idx) if not away(statements, m)]
    behind = countries(statements, token.idx, sentence.end_char)
    if all(m.country != at_home for m in behind):
        # Ministers travel to other capitals, but not of the countries that a report begins with.
        near += [
            m for m in behind
            if m.type in {"City", "Region"} and not away(statements, m)
            and (m.text not in metonyms() or m.country in opening(statements, len(plain)))
        ]  # fmt: skip
    last = _last(statements, sentence)
    # What the sentence itself says of the country, and who the one before is about, count for more.
    spoken_of = any(m.country == at_home and not _ARRIVING.search(plain[: m.start][-60:]) for m in behind)
    if last is not None and not spoken_of:
        near += _scene_before(statements, last, sentence, at_home)
    return all(m.country in {None, at_home} or not post.free(statements, str(m.country)) for m in near)


def _scene_before(statements: Statements, last: Span, sentence: Span, at_home: str) -> list[DocMention]:
    """What the sentence before says of other countries whose post it might be.

    Of two that it is about neither is meant, and where a paragraph begins only what happened elsewhere counts on.
    """
    invited = begins_with(statements)
    start = clause_start(statements, last.start_char, last.end_char)
    found = countries(statements, start, last.end_char)
    guests = [m for m in found if belongs(statements, m) and m.country in invited]
    about = [
        m for m in found if not belongs(statements, m) and not away(statements, m) and _sets(statements, m)
    ]
    others = {m.country for m in about if m.country != at_home}
    ours = _about(statements, start, last.end_char) == at_home
    if ours or len(others) > 1:
        return guests
    return guests + [m for m in about if _there(statements, m) or not _apart(statements, last, sentence)]


def _apart(statements: Statements, last: Span, sentence: Span) -> bool:
    """Whether a paragraph begins between two sentences."""
    return not any(a <= last.start_char and sentence.start_char < b for a, b, _ in statements.doc._.segments)


def _last(statements: Statements, sentence: Span) -> Span | None:
    """The sentence before, if it belongs to the body: a headline tells of all that is to come."""
    if sentence.start == 0:
        return None
    last = statements.doc[sentence.start - 1].sent
    return last if segment_kind(statements.doc, last.start_char) == "body" else None


def _about(statements: Statements, start: int, end: int) -> str | None:
    """The country that a clause begins with, or of whom it begins with: "Russian President X told his guest …"."""
    first = statements.token_at(start).i
    found = countries(statements, start, end)
    opening = next((m for m in found if statements.doc[m.token].i - first < _SUBJECT), None)
    if opening is None or not foremost(statements, opening):
        return None
    both = any(c.dep_ == "conj" for c in statements.doc[opening.token].children)  # "X and Y signed a pact"
    return None if both else opening.country


def _sets(statements: Statements, mention: DocMention) -> bool:
    """Whether a sentence is about a country, or about what happens there: "talks were held in Ankara"."""
    return foremost(statements, mention) or _there(statements, mention)


def _there(statements: Statements, mention: DocMention) -> bool:
    token = statements.doc[mention.token]
    there = token.dep_ == "pobj" and token.head.lower_ == "in" and token.head.head == token.sent.root
    return there and mention.text not in load("offices")["meeting_places"]
