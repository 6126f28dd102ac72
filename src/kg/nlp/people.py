"""Names that the model takes for bodies or places, and that the words beside them show to be people's.

"Bujar Nishani served as president" and "Ollanta Humala (born 1962) is a Peruvian politician" leave no doubt what the names
are, whatever the entity recogniser knows of Albanian or Quechua.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from spacy.tokens import Doc

from kg.lexicon import load
from kg.nlp.document import DocMention
from kg.nlp.names import fold, particles
from kg.nlp.titles import GENERIC, Title, roles

#: How many words behind the verb the noun may stand that says what somebody is: "is a former Finnish prosecutor".
_REACH = 7
_BORN = re.compile(r"^\s?\([^()]{0,120}?\b(?:born|b\.|aged? \d\d|\d\d)\b")
_IS = frozenset({"is", "was", "became", "remains"})


@cache
def _occupations() -> frozenset[str]:
    return frozenset(load("occupations")["occupations"])


@cache
def _body_words() -> frozenset[str]:
    heads = load("organisation_heads")["heads"]
    return frozenset(word for words in heads.values() for word in words)


def retype_people(doc: Doc, titles: Iterable[Title], mentions: Mapping[int, DocMention], ends: Mapping[int, int]) -> None:
    """Make persons of the mentions that hold a title or an occupation, wherever the article names them."""
    by_token = {start: mention for start, mention in mentions.items() if _may_be_person(mention)}
    if not by_token:
        return
    shown: set[str] = set()
    ending = {ends[start]: start for start in by_token}
    for title in titles:
        start = _holder_before(doc, title, ending)
        if start is not None:
            shown.add(by_token[start].text)
    for start, mention in by_token.items():
        if mention.text not in shown and _is_somebody(doc, ends[start]):
            shown.add(mention.text)
    for mention in mentions.values():
        if mention.text in shown and _may_be_person(mention):
            mention.type = "Person"


def _may_be_person(mention: DocMention) -> bool:
    """Whether a name could be a person's: two to five capitalised words that name nothing known."""
    if mention.type not in {"Organization", "Place", "Region"} or mention.ref is not None or mention.kind != "name":
        return False
    words = mention.text.split()
    if not 2 <= len(words) <= 5 or mention.text.isupper() or _body_words().intersection(words):
        return False
    return all(w[0].isupper() or fold(w) in particles() for w in words) and not any(c.isdigit() for c in mention.text)


def _holder_before(doc: Doc, title: Title, ending: Mapping[int, int]) -> int | None:
    """The name before "was elected as the president of X" or ", the president of X,"."""
    if title.role is None or title.role not in roles() or title.role in GENERIC or title.of is None:
        return None
    i, linked = title.first, False
    while i > 0 and i not in ending and not doc[i].is_sent_start:
        word = doc[i - 1].lower_
        if word in _LINKS:
            linked = True
        elif word == "," and title.first - i <= 2:
            linked = True
        elif word not in {"the", "a", "an", "as", "also", "again", "who", "then", "now", "in"}:
            return None
        i -= 1
    return ending.get(i) if linked else None


_LINKS = frozenset(
    {"is", "was", "been", "became", "served", "serves", "elected", "re-elected", "appointed", "named", "sworn", "remains"}
)


def _is_somebody(doc: Doc, end: int) -> bool:
    """Whether what follows a name says that somebody was born, or is a politician, a lawyer, a general."""
    if end >= len(doc) or doc[end].is_sent_start:
        return False
    at = doc[end].idx
    if _BORN.match(doc.text[at : at + 140]) and "born" in doc.text[at : at + 140]:
        return True
    i, depth = end, 0
    while i < len(doc) and not doc[i].is_sent_start and (depth or doc[i].text in {"(", "["}):
        depth += doc[i].text.count("(") + doc[i].text.count("[") - doc[i].text.count(")") - doc[i].text.count("]")
        i += 1
    if i + 1 >= len(doc) or doc[i].lower_ not in _IS or doc[i + 1].lower_ not in {"a", "an", "the"}:
        return False
    for token in doc[i + 2 : i + 2 + _REACH]:
        if token.is_sent_start or token.text in {".", "of", "in"}:
            return False
        if token.lower_ in _occupations():
            return True
    return False
