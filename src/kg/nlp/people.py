"""Names that the words beside them show to be people's, whatever the model takes them for.

"Bujar Nishani served as president" and "Ollanta Humala (born 1962) is a Peruvian politician" leave no doubt what the
names are, even if the entity recogniser knows neither Albanian nor Quechua.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from spacy.tokens import Doc

from kg.lexicon import load
from kg.nlp.candidates import Candidate
from kg.nlp.document import DocMention
from kg.nlp.names import CALENDAR, fold, is_capitalised, particles, scan_name
from kg.nlp.spelling import spelling
from kg.nlp.title import Title
from kg.nlp.titles import GENERIC, RoleSpan, roles

#: How many words behind the verb the noun may stand that says what somebody is: "is a former Finnish prosecutor".
_REACH = 7
#: "(born 1962)", "(Persian: …; born 28 October 1956)", "(12 May 1901 - 3 June 1970)".
_DAY = r"(?:\w+ \d{1,2}, |\d{1,2} \w+ )?"
_BORN = re.compile(
    rf"\s?\((?:[^()]{{0,120}}?\bborn\b|(?:c\. )?{_DAY}1[5-9]\d\d ?[-–] ?{_DAY}(?:1[5-9]|20)\d\d)"
)
_BETWEEN = frozenset(
    {"the", "a", "an", "as", "also", "again", "who", "then", "now", "in", "has", "have", "twice", "later", "previously",
     "first", "second", "third", "fourth", "fifth", "-", "re"}
)  # fmt: skip
_IS = frozenset({"is", "was", "became", "remains"})


@cache
def _occupations() -> frozenset[str]:
    return frozenset(load("occupations")["occupations"]) | {
        "woman",
        "man",
        "president",
        "minister",
        "member",
        "leader",
    }


@cache
def _body_words() -> frozenset[str]:
    heads = load("organisation_heads")["heads"]
    return frozenset(word for words in heads.values() for word in words)


def named_people(doc: Doc, found: Iterable[RoleSpan], taken: set[int]) -> Iterator[tuple[int, int]]:
    """Names, as first and last token (exclusive), that hold a title or an occupation, or were born.

    ``taken`` are tokens that are known to name something else.
    """
    spans = [role for role in found if role.form is not None and role.form.role not in GENERIC]
    titles = {role.start for role in spans}
    for span in spans:
        yield from _after_realm(doc, span, taken)
    closed = taken | titles
    behind = 0
    for start, capital in enumerate(spelling(doc).capitalised):
        if not capital or start in taken or start < behind:
            continue
        if doc[start].text in CALENDAR and not (start + 1 < len(doc) and doc[start + 1].text == "-"):
            continue
        end = scan_name(doc, start, closed)
        if end <= start:
            continue
        behind = end
        words = [t.text for t in doc[start:end]]
        if _body_words().intersection(words) or doc[start].is_stop or (end < len(doc) and end in taken):
            continue
        single = sum(is_capitalised(t) for t in doc[start:end]) < 2
        if _is_somebody(doc, end, sure=single) or (not single and _takes_title(doc, end, titles)):
            yield start, end


def _after_realm(doc: Doc, span: RoleSpan, taken: set[int]) -> Iterator[tuple[int, int]]:
    """ "President of the Republic of Korea X", "Envoy for Yemen X": a name right behind the country of a title."""
    i = span.end
    sent = span.form is not None and roles().get(span.form.role or "", {}).get("sends", False)
    if i + 2 >= len(doc) or not (
        doc[i].lower_ == "of" or (sent and doc[i].lower_ in {"to", "for", "in", "on"})
    ):
        return
    i += 2 if doc[i + 1].lower_ == "the" else 1
    first = i
    while i < len(doc) and i in taken:
        i += 1
    if i + 1 < len(doc) and i > first and doc[i].lower_ in {"of", "to", "in"} and i + 1 in taken:
        # "Ambassador of Japan to Kyrgyzstan X", "Chairman of the Cabinet of Ministers of Kyrgyzstan X"
        first = i = i + 1
        while i < len(doc) and i in taken:
            i += 1
    if (
        first < i < len(doc)
        and is_capitalised(doc[i])
        and doc[i].text not in CALENDAR
        and not doc[i].is_sent_start
    ):
        end = scan_name(doc, i, taken)
        if end - i > 1 and not _body_words().intersection(t.text for t in doc[i:end]):
            yield i, end


def without_realms(
    doc: Doc, guesses: Iterable[Candidate], found: Iterable[RoleSpan], known: Iterable[Candidate]
) -> Iterator[Candidate]:
    """The guesses, but of "Ukraine Bridget Brink" behind "ambassador to" the person alone."""
    countries = {c.start: c.end for c in known if c.type == "Country" and not c.demonym}
    ends = [role.end for role in found if role.form is not None]
    for guess in guesses:
        end = countries.get(guess.start, guess.end)
        linked = (
            end < guess.end
            and guess.start > 0
            and doc[guess.start - 1].lower_ in {"to", "for", "of", "on", "in"}
        )
        if linked and any(0 < guess.start - at <= _REACH for at in ends) and guess.end - end > 1:
            yield Candidate(end, guess.end, "Person", 3)
        else:
            yield guess


def _takes_title(doc: Doc, end: int, titles: set[int]) -> bool:
    """Whether "(…) was elected as the 14th" and a title follow."""
    i, linked = _behind_brackets(doc, end), False
    for token in doc[i : i + _REACH]:
        if token.is_sent_start:
            return False
        if token.i in titles:
            return linked
        word = token.lower_
        if word in _LINKS:
            linked = True
        elif word not in _BETWEEN and not word[:-2].isdigit():
            return False
    return False


def _behind_brackets(doc: Doc, i: int) -> int:
    """Where the text goes on behind the brackets that open at ``i``, if any do."""
    depth = 0
    while i < len(doc) and not doc[i].is_sent_start and (depth or doc[i].text in {"(", "["}):
        depth += sum((c in "([") - (c in ")]") for c in doc[i].text)
        i += 1
    return i


def retype_people(
    doc: Doc, titles: Iterable[Title], mentions: Mapping[int, DocMention], ends: Mapping[int, int]
) -> None:
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
        elif title.last in by_token and title.role not in {None, *GENERIC}:
            shown.add(by_token[title.last].text)
    for start, mention in by_token.items():
        if mention.text not in shown and _is_somebody(doc, ends[start]):
            shown.add(mention.text)
    for mention in mentions.values():
        if mention.text in shown and _may_be_person(mention):
            mention.type = "Person"


def _may_be_person(mention: DocMention) -> bool:
    """Whether a name could be a person's: two to five capitalised words that name nothing known."""
    if (
        mention.type not in {"Organization", "Place", "Region"}
        or mention.ref is not None
        or mention.kind != "name"
    ):
        return False
    words = mention.text.split()
    if not 2 <= len(words) <= 5 or mention.text.isupper() or _body_words().intersection(words):
        return False
    return all(w[0].isupper() or fold(w) in particles() for w in words) and not any(
        c.isdigit() for c in mention.text
    )


def _holder_before(doc: Doc, title: Title, ending: Mapping[int, int]) -> int | None:
    """The name before "was elected as the president of X" or ", the president of X,"."""
    if title.role is None or title.role not in roles() or title.role in GENERIC or title.of is None:
        return None
    i, linked = title.first, False
    while i > 0 and i not in ending and not doc[i].is_sent_start:
        word = doc[i - 1].lower_
        if word in _LINKS or (word == "," and title.first - i <= 2):
            linked = True
        elif word not in _BETWEEN:
            return None
        i -= 1
    return ending.get(i) if linked else None


_LINKS = frozenset(
    {
        "is",
        "was",
        "been",
        "became",
        "served",
        "serves",
        "elected",
        "re-elected",
        "appointed",
        "named",
        "sworn",
        "remains",
    }
)


def _is_somebody(doc: Doc, end: int, sure: bool = False) -> bool:
    """Whether what follows a name says that somebody was born or, unless it has to be ``sure``, is a politician."""
    if end >= len(doc) or doc[end].is_sent_start:
        return False
    at = doc[end].idx
    if _BORN.match(doc._.plain, at - 1 if doc[end - 1].whitespace_ else at):
        return True
    i = _behind_brackets(doc, end)
    if sure or i + 1 >= len(doc) or doc[i].lower_ not in _IS or doc[i + 1].lower_ not in {"a", "an", "the"}:
        return False
    for token in doc[i + 2 : i + 2 + _REACH]:
        if token.is_sent_start or token.text in {".", "of", "in"}:
            return False
        if token.lower_ in _occupations():
            return True
    return False
