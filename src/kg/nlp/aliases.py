"""Other names that a text gives somebody or something: "X, known as Y", "X (alias Y)", "the League of Z (LZ)".

The words between two names say it; they are read once before the parser, to find names that nothing else would
show ("Hemedti"), and once when names are linked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc

from kg.lexicon import load
from kg.nlp.document import DocMention
from kg.nlp.names import is_capitalised, particles, scan_name

_SAYS = re.compile(
    r"known|referred|called|named|dubbed|styled|alias|k\.?a\b|guerre|goes by|name|initials|acronym|born"
)
#: These say it wherever they stand …
_SURE = re.compile(r"known (?:\w+ )*(?:as|by)\b|referred to as|\balias\b|\ba\.?k\.?a\b|goes by|whose")
#: … and the others behind a comma or a bracket, where "called" needs a word more.
_APPOSED = re.compile(r"\s?[,(–—-]\s?(?!(?:who |which )?called\b)")
_OR = re.compile(r"\s?,? ?\bor ?(?:the )?$")


@cache
def _known_as() -> re.Pattern[str]:
    """What may stand between two names of one: ", a singer better known by the nickname "."""
    data = load("aliases")
    adverb, name, verb, link, whose = (
        "(?:" + "|".join(map(re.escape, data[key])) + ")"
        for key in ("adverbs", "names", "verbs", "links", "whose")
    )
    by_name = rf"(?: (?:by|under|for) (?:his|her|their|its|the) {name})?"
    called = rf"(?:{adverb} )*{verb}{by_name}(?: (?:simply|just|only|to \w+(?: \w+)?))?(?: as| by)?"
    role = r"(?:(?:an? |the )(?:[\w-]+ ){1,3})?"
    opening = r"(?:(?:who|which) (?:is|was) |(?:who|which) goes by (?:the name )?)?"
    said = rf"(?:{called}|{link}|whose {whose} (?:is|was))?"
    return re.compile(rf"""\s?(?:[,(–—-]\s?)?{role}{opening}{said}[\s,:]*(?:the (?=[A-Z]{{2}}))?["'(]?""")


def alias_between(words: str, earlier: str, later: str) -> bool:
    """Whether the words between a name and a later one say that both are one's names.

    An acronym in brackets, or after "or", needs no more words than that.
    """
    if len(words) > 80 or _known_as().fullmatch(words) is None:
        return False
    if _SAYS.search(words):
        # "X called Y" is a telephone call; "X, also called Y", "X, a group called Y" tell a name.
        return _SURE.search(words) is not None or _APPOSED.match(words) is not None
    if _OR.fullmatch(words) is not None:
        # "the Democratic Action Party or DAP", "the ÖDP, or Ecological Democratic Party"; "the Greens or SPD" are two.
        short, long = sorted((earlier, later), key=lambda name: (not name.isupper(), len(name)))
        told = words.lstrip().startswith(",") or initials(long, short)
        return told and short.isupper() and len(short) > 1 and len(long.split()) > 1
    return later.isupper() and len(later) > 1 and words.strip() == "("


#: What an encyclopaedia puts behind a name: "(Armenian: …; born 23 June 1953)", with brackets inside.
_BRACKETS = re.compile(r"\s*\((?:[^()]|\([^()]*\)){0,300}\)")


def _behind_brackets(plain: str, end: int) -> int:
    """Where the text goes on behind a bracket that opens at character ``end``; ``end`` if none does."""
    match = _BRACKETS.match(plain, end)
    return match.end() if match is not None else end


def alias_spans(doc: Doc, end: int) -> Iterator[tuple[int, int]]:
    """The name that follows "known as" behind a person's name that ends at token ``end`` (exclusive)."""
    last = doc[end - 1].idx + len(doc[end - 1])
    behind = _behind_brackets(doc._.plain, last)
    found = _alias_span(doc, end, last)
    if found is None and behind > last:
        following = next((t.i for t in doc[end:] if t.idx >= behind), len(doc))
        found = _alias_span(doc, following, behind)
    if found is not None:
        yield found


def _alias_span(doc: Doc, first: int, start: int) -> tuple[int, int] | None:
    """The name at or soon behind token ``first`` that the words from character ``start`` on say to be another one."""
    for i in range(first, min(first + 12, len(doc))):
        if doc[i].is_sent_start and i > first:
            return None
        if not is_capitalised(doc[i]) and doc[i].text.lower() not in particles():
            continue
        if doc[i].lower_ in {"the", "a", "an"}:
            continue
        between = doc._.plain[start : doc[i].idx]
        if _SAYS.search(between) and alias_between(between, "", doc[i].text):
            last = scan_name(doc, i)
            # "Carlos the Jackal"
            if last + 1 < len(doc) and doc[last].lower_ == "the" and is_capitalised(doc[last + 1]):
                last += 2
            return (i, last) if last > i else None
        return None
    return None


def aliases(plain: str, mentions: list[DocMention]) -> list[tuple[DocMention, DocMention]]:
    """Neighbouring mentions of which the second is another name of the first."""
    found: list[tuple[DocMention, DocMention]] = []
    named = [m for m in mentions if m.kind == "name"]
    for n, one in enumerate(named):
        end = _behind_brackets(plain, one.end)
        following = next((m for m in named[n + 1 :] if m.start >= end), None)
        for other in {id(m): m for m in (*named[n + 1 : n + 2], following) if m is not None}.values():
            between = plain[one.end if other.start < end else end : other.start]
            # "Called Y's friend" is no name.
            owner = plain.startswith(("'s", "' "), other.end)
            if end > one.end and between == " or " and _behind_brackets(plain, other.end) > other.end:
                found.append((one, other))  # "Alexander X (Russian: …) or Aliaksandr Y (Belarusian: …)"
            told = other.start < end or end == one.end or _SURE.search(between) is not None
            if one.end < other.start and told and not owner and alias_between(between, one.text, other.text):
                found.append((one, other))
    return found


def initials(full: str, short: str) -> bool:
    """Whether capitals are the initials of a name: "MBS" of Mohammed bin Salman, "AMLO"."""
    letters = "".join(word[0] for word in re.split(r"[\s-]+", full) if word).upper()
    return len(short) > 2 and short.isupper() and letters == short


def first_letters(name: str) -> str:
    """The initials of the words of a body's name that begin with a capital: "UPF" of "United Progressive Front".

    Of fewer than three there are none: they stand for too much.
    """
    found = "".join(word[0] for word in re.split(r"[\s-]+", name) if word[:1].isupper())
    return found if len(found) > 2 else ""
