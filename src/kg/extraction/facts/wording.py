"""A sentence in the words that tell of offices: names and titles as marks, verbs by what they do, times left out.

"Johannsson, until now fisheries minister, was on Monday sworn in as Iceland's prime minister" becomes
"P0 was begin9_ed in as T1 ." Long names, appositions and dates break the parse of such sentences, and they are
worded alike everywhere, so patterns over these words are surer than a tree.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import Any, TypeVar

from spacy.tokens import Span

from kg.extraction.facts.statement import Statements
from kg.lexicon import load
from kg.nlp.document import DocEntity
from kg.nlp.spelling import spelling
from kg.nlp.title import Title

T = TypeVar("T", bound=tuple[Any, ...])

#: What may follow an apposition that is left out.
_GOES_ON = (
    r"(?:has|have|had|was|were|is|are|will|would|becomes?|became|as|to (?:be|the|succeed\d+_|take\d+_)|T\d+)"
    r"|(?:also|then|later|stays|remains|continues) "
    r"|(?:begin|propose|end|leave|take|succeed|ask|serve|pass|lead|sack|submit|die|kill|shoot)\d+_"
)
_BRACKETS = re.compile(r" \( [^()]* \)")
_APPOSED = re.compile(
    # … or "the widow of President Y", whose name would stand before the verb
    rf"(P\d+) , (?:(?!P\d+ [,.;])(?:(?!_(?:ed|s|) P\d|P\d+ ,)[^;:]){{1,110}}?|"
    rf"(?:the|an?)(?: [a-z-]+){{1,9}} of (?:the |late )*(?:T\d+ )?P\d+) ,(?= (?:{_GOES_ON}))"
)
_PART = re.compile(r"\{([A-Z_]+)\}")
_AGE = re.compile(r"(P\d+) , \d{1,3}(?: ,|(?= \.))")


@dataclass(frozen=True, slots=True)
class Wording:
    """``text`` is the sentence, ``short`` the same without appositions behind names.

    In both, "P7" is a person, "Q7" a person's "his" or "her", "O7" a body or place, "T2" the title of that number, and
    "begin7_ed" a form of a verb that begins an office; 7 is the index of the token.
    """

    sentence: Span
    text: str
    short: str
    people: dict[int, DocEntity]

    @property
    def passes(self) -> bool:
        """Whether a form of one of the verbs stands in it."""
        return "_" in self.text


@cache
def _forms() -> dict[str, tuple[str, str]]:
    """Every form of the verbs of ``facts.toml``: form → (what the verb does, ending)."""
    found: dict[str, tuple[str, str]] = {}
    for kind, lemmas in load("facts")["passing"]["verbs"].items():
        for lemma in lemmas:
            irregular = load("facts")["passing"]["irregular"].get(lemma)
            stem = re.sub(r"(?<=[^aeiou])y$", "i", lemma.removesuffix("e"))
            stems = {stem, stem + stem[-1]} if lemma[-1] not in "ey" else {stem}
            found[lemma] = kind, ""
            for form in (f"{lemma}s", f"{lemma}es", f"{lemma.removesuffix('y')}ies"):
                found.setdefault(form, (kind, "s"))
            for form in sorted(stems):
                found.setdefault(f"{form}ing", (kind, "ing"))
            for form in irregular or [f"{one}ed" for one in sorted(stems)]:
                found[form] = kind, "ed"
    return found


def role_start(statements: Statements, title: Title) -> int:
    """First character of a title with what modifies it, but without a verb: "elected | President"."""
    plain: str = statements.doc._.plain
    start = title.start
    words = plain.lower().find(title.words.lower(), title.start, title.end)
    for match in re.finditer(r"\S+ ", plain[title.start : words if words >= 0 else title.role_at]):
        if _forms().get(match[0].strip().lower(), ("", ""))[0] in {"begin", "propose"}:
            start = title.start + match.end()
    return start


def wordings(statements: Statements) -> list[Wording]:
    """The sentences of the article that name somebody, in these words; "T2" is the third of its titles."""
    people = sorted(i for i in statements.participants.by_token if _person(statements, i) is not None)
    titles = sorted((title.start, n, title) for n, title in enumerate(statements.doc._.titles))
    times = sorted((e.start, e.end) for e in statements.timeline)
    found = [
        wording(statements, sentence, _within(sentence, titles), _within(sentence, times))
        for sentence in statements.doc.sents
        if bisect_left(people, sentence.start) < bisect_left(people, sentence.end)
    ]
    return [words for words in found if words.people]


def _within(sentence: Span, places: Sequence[T]) -> Sequence[T]:
    """Those of the sorted ``places`` that begin in the sentence."""
    first = bisect_left(places, sentence.start_char, key=itemgetter(0))
    return places[first : bisect_left(places, sentence.end_char, key=itemgetter(0))]


def wording(
    statements: Statements,
    sentence: Span,
    titles: Sequence[tuple[int, int, Title]],
    times: Sequence[tuple[int, int]],
) -> Wording:
    """One sentence, with its titles (first character, number) and times (first character, end) in order."""
    spans = [(role_start(statements, title), title.end, n) for _, n, title in titles]
    words: list[str] = []
    people: dict[int, DocEntity] = {}
    told: set[int] = set()
    lower = spelling(sentence.doc).lower
    for token in sentence:
        i, idx = token.i, token.idx
        if any(start <= idx < end for start, end in times):
            if lower[i] in {"after", "before"}:
                words.append(lower[i])  # "a day after"
                continue
            sworn = len(words) > 1 and words[-1] == "in" and words[-2].startswith("begin")
            if words and words[-1] in {"on", "in", "at", "since", "early", "late"} and not sworn:
                words.pop()
            continue
        person = _person(statements, i)
        if person is not None:
            people[i] = person
            words.append(f"{'Q' if token.tag_ == 'PRP$' else 'P'}{i}")
            continue
        number = next((n for start, end, n in spans if start <= idx < end), None)
        if number is not None:
            if number not in told:
                words.append(f"T{number}")
                told.add(number)
            continue
        words.append(_word(statements, i, lower[i]))
    text = _BRACKETS.sub("", " ".join(words))
    text = _AGE.sub(r"\1", text)
    short = text
    while (shorter := _APPOSED.sub(r"\1", short)) != short:
        short = shorter
    return Wording(sentence, text, short, people)


def _person(statements: Statements, i: int) -> DocEntity | None:
    """The person whom token ``i`` names."""
    mention = statements.participants.by_token.get(i)
    if mention is None or mention.kind not in {"name", "pronoun"} or mention.token != i:
        return None
    entity = mention.entity
    return entity if entity is not None and entity.type == "Person" and not entity.generic else None


def _word(statements: Statements, i: int, word: str) -> str:
    mention = statements.participants.by_token.get(i)
    if mention is not None and mention.kind in {"name", "demonym", "metonym"} and mention.token == i:
        return f"O{i}"
    known = _forms().get(word)
    return f"{known[0]}{i}_{known[1]}" if known is not None else word


def words_pattern(text: str) -> re.Pattern[str]:
    """A pattern of ``handovers.toml`` with its parts, over whole words."""
    parts = load("handovers")["parts"]
    while (filled := _PART.sub(lambda part: parts[part[1]], text)) != text:
        text = filled
    return re.compile(rf"(?<!\S)(?:{text})(?!\S)")


def verb_at(word: str) -> int:
    """The token of "begin7_ed"; -1 for other words."""
    number = re.search(r"[a-z](\d+)_", word)
    return int(number[1]) if number is not None else -1
