"""Other names that a text gives somebody or something: "X, known as Y", "X (alias Y)", "the League of Z (LZ)".

The words between two names say it; they are read once before the parser, to find names that nothing else would
show ("Hemedti"), and once when names are linked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc

from kg.nlp.document import DocMention
from kg.nlp.names import is_capitalised, particles, scan_name

_ADVERB = r"(?:(?:better|best|also|widely|popularly|commonly|locally|formerly|previously|then|now|often|usually|universally|more commonly|sometimes|affectionately|simply|generally) )*"
_BY_NAME = r"(?: (?:by|under|for) (?:his|her|their|its|the) (?:nom de guerre|war name|nickname|pseudonym|alias|initials|acronym|abbreviation|battle name|stage name|pen name|code name|codename|honorific|first name|surname))?"
_CALLED = rf"{_ADVERB}(?:known|referred to|called|nicknamed|dubbed|styled){_BY_NAME}(?: (?:simply|just|only|to \w+(?: \w+)? ))?(?: as| by)?"
_KNOWN_AS = re.compile(
    rf"""\s?(?:[,(–—-]\s?)?
    (?:(?:an?\ |the\ )(?:[\w-]+\ ){{1,3}})?                 # "a singer known as Y"
    (?:(?:who|which)\ (?:is|was)\ |(?:who|which)\ goes\ by\ (?:the\ name\ )?)?
    (?:{_CALLED.replace(" ", chr(92) + " ")}|alias|a\.?k\.?a\.?|aka|nom\ de\ guerre|or
      |whose\ (?:real\ name|nom\ de\ guerre|nickname|alias|birth\ name|full\ name|war\ name)\ (?:is|was)
      |born|real\ name|full\ name|using\ the\ alias|under\ the\ alias|by\ (?:its|the)\ (?:initials|acronym))?
    [\s,:]*(?:the\ (?=[A-Z]{{2}}))?["'(]?""",
    re.VERBOSE,
)
_SAYS = re.compile(r"known|referred|called|named|dubbed|styled|alias|k\.?a\b|guerre|goes by|name|nick|initials|acronym|born")
_OR = re.compile(r"\s?,? ?\bor ?(?:the )?$")


def alias_between(words: str, later: str) -> bool:
    """Whether the words between a name and a later one say that both are one's names.

    An acronym in brackets, or after "or", needs no more words than that.
    """
    if len(words) > 80 or _KNOWN_AS.fullmatch(words) is None:
        return False
    if _SAYS.search(words):
        return True
    acronym = later.isupper() and len(later) > 1
    return acronym and (words.strip() == "(" or _OR.fullmatch(words) is not None)


def alias_spans(doc: Doc, end: int) -> Iterator[tuple[int, int]]:
    """The name that follows "known as" behind a person's name that ends at token ``end`` (exclusive)."""
    for i in range(end, min(end + 12, len(doc))):
        if doc[i].is_sent_start and i > end:
            return
        if not is_capitalised(doc[i]) and doc[i].text.lower() not in particles():
            continue
        if doc[i].lower_ in {"the", "a", "an"}:
            continue
        between = doc.text[doc[end - 1].idx + len(doc[end - 1]) : doc[i].idx]
        if alias_between(between, doc[i].text) and _SAYS.search(between):
            last = scan_name(doc, i)
            # "Carlos the Jackal"
            if last + 1 < len(doc) and doc[last].lower_ == "the" and is_capitalised(doc[last + 1]):
                last += 2
            if last > i:
                yield i, last
        return


def aliases(plain: str, mentions: list[DocMention]) -> list[tuple[DocMention, DocMention]]:
    """Neighbouring mentions of which the second is another name of the first."""
    found: list[tuple[DocMention, DocMention]] = []
    named = [m for m in mentions if m.kind == "name"]
    for one, other in zip(named, named[1:], strict=False):
        if one.end < other.start and alias_between(plain[one.end : other.start], other.text):
            found.append((one, other))
    return found


def initials(full: str, short: str) -> bool:
    """Whether capitals are the initials of a name: "MBS" of Mohammed bin Salman, "AMLO"."""
    letters = "".join(word[0] for word in re.split(r"[\s-]+", full) if word).upper()
    return len(short) > 2 and short.isupper() and letters == short
