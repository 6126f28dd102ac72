"""Sentences that open with a person and say who that is: "X (born 1961) is a Chilean lawyer who served as …".

Dates, other scripts and pronunciations in brackets break the parse of such sentences, so they are read by their words.
"""

from __future__ import annotations

import re
from typing import Literal

from spacy.tokens import Doc

from kg.nlp.document import DocMention
from kg.nlp.title import Places

#: Whether what is said of the person still holds, is over, or began with what the sentence tells.
Tense = Literal["holds", "held", "begins"]

#: How many characters may stand between the name and the noun.
REACH = 420

_ARTICLES = frozenset({"a", "an", "the", "his", "her", "one"})
#: Tokens of "the widow of former President".
_APPOSITION = 16

_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
_VERBS = (
    r"(?:,? (?:who|and|has|had|have|been|is|was|also|later|previously|once|briefly|twice|again|then|now|currently|"
    r"formerly|first|subsequently|served|serves|serving|became|becoming|remains|elected|re-elected|appointed|named|"
    r"sworn in|worked|acted|(?:best|better|most widely) known as|became known as|"
    r"rose to (?:fame|prominence)(?: in [^,.;]{3,20})?|considered to (?:be|have been)|widely regarded))"
)
_DESCRIPTION = r"(?P<what> (?:a|an|the|one of the) [^.;:]{3,170}?)"
_LINK = re.compile(
    r"(?:,? (?:[A-Z]{2,}|Jr\.?|Sr\.?))*"
    r"(?:,? (?:also |popularly |better |commonly )?(?:known|born|referred to) [^,.;]{2,60},)*"
    rf",?(?: (?P<be>is|was){_DESCRIPTION}"
    rf"(?P<then>,? (?:who|and|that)\b{_VERBS}*|,? (?:currently )?serving|,? (?:best|better) known as|, )"
    rf"|(?P<verbs>{_VERBS}+))"
    r"(?: as)?(?: the| a| an| one of the)?"
    r"(?: (?:former|first|second|third|founding|senior|early|prominent|leading|active|lead|\d+(?:st|nd|rd|th)))* ?"
)
#: "the son of a general who served as …": the noun is said of somebody else.
_ANOTHER = re.compile(
    r"\b(?:of|for|by|with|to|from|under|against|on) (?:a|an|his|her|another|several|many)\b"
    r"|\b(?:whose|which|that|when|where|because|while|after)\b"
)


def link(text: str, start: int, end: int) -> Tense | None:
    """How a person whose name ends at ``start`` is linked to a noun phrase that begins at ``end``; None if not."""
    if not 0 < end - start <= REACH:
        return None
    words = text[start:end]
    if words.startswith(" and "):
        return None  # "who toppled X and is vice-president": not X
    while (plain := _BRACKETS.sub("", words)) != words:
        words = plain
    words = re.sub(r"\s+", " ", words if words.endswith(" ") else f"{words} ")
    match = _LINK.fullmatch(words)
    if match is None or not (match["be"] or match["verbs"]):
        return None
    if match["what"] and _ANOTHER.search(match["what"]):
        return None
    verbs = f"{match['be'] or ''} {match['then'] or ''} {match['verbs'] or ''}".replace(",", " ").split()
    said = [v for v in verbs if v in _TENSES]
    if not said or set(verbs) <= {"has", "have", "had"}:
        return None  # "whom X had as T"
    if set(said) & {"has", "have"}:
        return "holds"
    return _TENSES[said[0] if said[-1] == "serving" else said[-1]]


_TENSES: dict[str, Tense] = {
    **dict.fromkeys(("is", "has", "have", "serves", "remains", "serving"), "holds"),
    **dict.fromkeys(("was", "had", "served", "worked", "acted"), "held"),
    **dict.fromkeys(("became", "becoming", "elected", "re-elected", "appointed", "named", "sworn"), "begins"),
}


def bracketed(text: str, start: int, end: int) -> bool:
    """Whether characters ``start:end`` stand in brackets that open up to 300 characters before them."""
    before = text[max(0, start - 300) : start]
    return before.count("(") > before.count(")") or before.count("[") > before.count("]")


def subject(doc: Doc, end: int, ending: Places) -> DocMention | None:
    """Who the clause behind a name is about: of "X, the brother of Y, was named" it is X."""
    start, name = ending[end]
    comma = start
    while (
        comma > 0 and start - comma < _APPOSITION and doc[comma].text != "," and not doc[comma].is_sent_start
    ):
        comma -= 1
    noun = [token.lower_ for token in doc[comma + 1 : start]]
    if doc[comma].text != "," or doc[end].text != "," or "of" not in noun or noun[0] not in _ARTICLES:
        return name
    return ending[comma][1] if comma in ending and ending[comma][1].type == "Person" else None
