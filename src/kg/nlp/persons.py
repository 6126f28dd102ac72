"""Which names of an article are one person's: the fullest first; a shorter form joins whom it fits, or nobody.

Two people of one surname are common (fathers and sons, presidents and their brothers). A bare surname then means the
one who holds office or was named just before, and nobody where that leaves two.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from spacy.tokens import Doc

from kg.lexicon import load
from kg.lexicon.leaders import two_leaders
from kg.nlp.aliases import initials
from kg.nlp.document import DocEntity, DocMention
from kg.nlp.names import family_names, fold, gender_of_honorific, honorifics, nicknamed, particles
from kg.nlp.titles import roles

Gender = Literal["m", "f"]

_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "junior", "senior"})
_ELDER = frozenset({"elder", "older", "senior"})
_YOUNGER = frozenset({"younger", "junior"})
#: "Mohammed bin Salman": the last word is the father's name.
_PATRONYMIC = re.compile(r"\b(?:bin|ibn|bint|binti|ben|ould) \w+$")
_OF_FATHER = re.compile(r"^(?:bin|ibn|bint|ben|ould) \w+$")
#: "Mohammed bin Salman Al Saud", "Mohamed bin Zayed Al Nahyan": the house may be left out.
_TRIBAL = re.compile(r"\b(?:Al|al|bin|Bin)[- ]\S+$")


@dataclass(slots=True)
class _Known:
    """A person under the fullest name that the article has."""

    entity: DocEntity
    words: list[str]
    text: str
    minor: bool
    """Introduced as somebody's relative, or as dead: not whom a bare surname means."""
    generation: str | None = None
    """"older" or "younger" than the relative whom the text names with the person."""
    at: list[int] = field(default_factory=list)
    """Where the name stands in full."""


def name_words(text: str) -> list[str]:
    """The words of a name that tell people apart: folded, without particles and without the honorifics before it."""
    words = fold(text).replace('"', "").split()
    while len(words) > 1 and words[0] in honorifics():
        words = words[1:]
    return [w for i, w in enumerate(words) if w not in _skipped() or (i == 0 and len(w) > 3)] or words


@cache
def _skipped() -> frozenset[str]:
    return frozenset(fold(p) for p in particles())


def link_persons(mentions: list[DocMention], entities: list[DocEntity], doc: Doc) -> None:
    """Give every person's mention its entity; new ones go to ``entities``."""
    persons: list[_Known] = []
    apart = _namesakes(mentions, doc)
    order = sorted(mentions, key=lambda m: (id(m) in apart, -len(name_words(m.text)), -len(m.text), m.start))
    for mention in order:
        words = name_words(mention.text)
        if id(mention) in apart:
            fitting: list[_Known] = []
        elif len(words) > 1 and (kin := _kin(mention, doc)) is not None and kin[1] == "his X":
            # "Mahamat Idriss Deby's father, Idriss Deby": whoever bears the rest of a longer name is the relative.
            fitting = [p for p in persons if p.words == words]
        else:
            fitting = [p for p in persons if same_person(words, mention.text, p.words, p.text)]
        if len(words) == 1 and fitting:
            fitting = _meant(fitting, words[0], mention, doc)
            if not fitting:
                continue
        elif len(fitting) > 1:
            fitting = _alike(fitting, words)
        if len(fitting) == 1:
            known = fitting[0]
            if len(words) == len(known.words):
                known.minor = known.minor or _is_minor(mention, doc)
                known.generation = known.generation or _generation(mention, doc)
        else:
            forms = nicknamed(mention.text)
            entity = DocEntity("Person", forms[0] if forms is not None else mention.text)
            entity.names.update(forms or ())
            entities.append(entity)
            known = _Known(entity, words, mention.text, _is_minor(mention, doc), _generation(mention, doc))
            persons.append(known)
        if len(words) > 1 or len(known.words) == 1:
            known.at.append(mention.start)
            known.at.sort()
        known.entity.names.add(mention.text)
        mention.entity = known.entity


def _meant(fitting: list[_Known], word: str, mention: DocMention, doc: Doc) -> list[_Known]:
    """Whom one word of a name means: at most one person, or nobody."""
    before = _words_before(mention, doc)
    age = (
        _ELDER
        if before[-1:] and before[-1] in _ELDER
        else _YOUNGER
        if before[-1:] and before[-1] in _YOUNGER
        else None
    )
    if age is not None:
        return _by_age(fitting, age is _ELDER)
    gender = gender_of_honorific().get(before[-1]) if before else None
    if gender is not None:
        fitting = [p for p in fitting if _gender(p) in {gender, None}]
    # A bare name is a surname or a given name before it is one in the middle.
    fitting = [p for p in fitting if word in {p.words[-1], fold(p.text).split()[0]}] or fitting
    styled = [p for p in fitting if _title(mention, doc) & _titles(p, doc)]
    fitting = styled or fitting
    if len(fitting) < 2:
        return fitting
    fitting = [p for p in fitting if not p.minor or _holds(p, doc, leading=True)] or fitting
    return fitting if len(fitting) == 1 else _prominent(fitting, mention, doc)


def _prominent(fitting: list[_Known], mention: DocMention, doc: Doc) -> list[_Known]:
    """Of people with one surname the only one in office, unless another was named since; else the one just named.

    Before any of them is named in full, as in a headline, only who leads the state or its government stands out.
    """
    named = [p for p in fitting if p.at and p.at[0] < mention.start]
    if not named:
        return _single([p for p in fitting if _holds(p, doc, leading=True)])
    near = [p for p in named if _sentences(doc, _last(p, mention.start), mention.start) < 2]
    chosen = _single([p for p in named if _holds(p, doc)]) or _single(named)
    if chosen:
        since = [p for p in near if _last(p, mention.start) > _last(chosen[0], mention.start)]
        return chosen if not since else []
    last = _single(near)
    far = all(_sentences(doc, _last(p, mention.start), mention.start) > 2 for p in named if p not in last)
    return last if last and far and not last[0].minor else []


def _single(people: list[_Known]) -> list[_Known]:
    return people if len(people) == 1 else []


def _last(person: _Known, position: int) -> int:
    return person.at[bisect_left(person.at, position) - 1]


def _sentences(doc: Doc, start: int, end: int) -> int:
    """How many sentences begin between two characters."""
    return sum(
        1
        for t in doc.char_span(start, end, alignment_mode="expand") or ()
        if t.is_sent_start and t.idx > start
    )


def _alike(fitting: list[_Known], words: list[str]) -> list[_Known]:
    """Two people whom several words fit: those with just these words, else nobody."""
    same = [p for p in fitting if p.words == words]
    return same[:1] if same else []


def _holds(person: _Known, doc: Doc, leading: bool = False) -> bool:
    """Whether somebody holds an office now; if ``leading``, that of a head of state or government."""
    return any(
        h.person.entity is person.entity
        and not h.former
        and (not leading or "head_of" in roles().get(h.role, {}))
        for h in doc._.holdings
    )


def _by_age(fitting: list[_Known], elder: bool) -> list[_Known]:
    """ "The elder X": whom the text calls a father, or whose son the only other one is."""
    old = [p for p in fitting if p.generation == "older"]
    young = [p for p in fitting if p.generation == "younger"]
    if len(fitting) == 2 and not old and len(young) == 1:
        old = [p for p in fitting if p not in young]
    if len(fitting) == 2 and not young and len(old) == 1:
        young = [p for p in fitting if p not in old]
    chosen = old if elder else young
    return chosen if len(chosen) == 1 else []


def _words_before(mention: DocMention, doc: Doc) -> list[str]:
    return [w.strip(".,").casefold() for w in doc._.plain[max(mention.start - 60, 0) : mention.start].split()]


def _title(mention: DocMention, doc: Doc) -> set[str]:
    """The office that stands right before this mention."""
    return {h.role for h in doc._.holdings if h.person is mention}


def _titles(person: _Known, doc: Doc) -> set[str]:
    return {h.role for h in doc._.holdings if h.person.entity is person.entity}


_WORD = re.compile(r"\w+")


@cache
def _kin_words() -> frozenset[str]:
    """The words of kinship, of those with hyphens the first part."""
    return frozenset(_WORD.findall(word)[0] for word in load("descriptions")["relatives"])


def _names_kin(text: str) -> bool:
    """Whether a word of kinship stands in the text; most names have none beside them, and the patterns take long."""
    return not _kin_words().isdisjoint(_WORD.findall(text))


@cache
def _kin_patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """A word of kinship before a name ("his father X"), with "of" before it, and after it."""
    kin = "(?P<kin>" + "|".join(sorted(load("descriptions")["relatives"], key=lambda w: (-len(w), w))) + ")"
    owner = r"(?:[Hh]is|[Hh]er|[Tt]heir|whose|\w+['’]s?|[Tt]he|[Aa]n?)"
    before = rf"\b{owner}\s(?:[\w-]+\s){{0,2}}?{kin},?\s(?:also (?:named|called)\s)?$"
    of = rf"\b{kin} of (?:[\w'’-]+,? ){{0,5}}$"
    whose = r"(?P<whose>(?:his|her|their) |(?:(?:the|an?) )?(?:[\w.-]+ ){0,2}?[\w.-]+['’]s? )?"
    after = (
        rf"^(?: \([^)]*\))?(?:,| is| was) {whose}(?:(?:the|an?) )?(?:[\w-]+ ){{0,2}}?{kin}(?=,| of | to |\.)"
    )
    return re.compile(before), re.compile(of), re.compile(after)


def _kin(
    mention: DocMention, doc: Doc
) -> tuple[str, Literal["his X", "X of", "X, his", "X, the … of"]] | None:
    """The word of kinship beside a name, and how it stands there."""
    plain = doc._.plain
    before, of, after = _kin_patterns()
    text_after = plain[mention.end : mention.end + 80]
    # Before the title that is part of the name's token, or inside it: "his father X" looks like "Father X".
    for start in dict.fromkeys((_start(mention, doc), mention.start)):
        text_before = plain[max(start - 80, 0) : start]
        if not _names_kin(text_before):
            continue
        if found := before.search(text_before):
            return found["kin"], "his X"
        if found := of.search(text_before):
            return found["kin"], "X of"
    if _names_kin(text_after) and (found := after.match(text_after)):
        return found["kin"], "X, his" if found["whose"] else "X, the … of"
    return None


def _start(mention: DocMention, doc: Doc) -> int:
    """Where a name begins with the title that is one token with it."""
    return min(doc[mention.token].idx, mention.start) if mention.token >= 0 else mention.start


def _is_minor(mention: DocMention, doc: Doc) -> bool:
    """ "His father X", "a son of X", "X, his wife", "the late X". "X, the son of Y" is who the text is about."""
    if doc._.plain[: _start(mention, doc)].endswith("late "):
        return True
    kin = _kin(mention, doc)
    return kin is not None and kin[1] != "X, the … of"


def _generation(mention: DocMention, doc: Doc) -> str | None:
    kin = _kin(mention, doc)
    if kin is None:
        return None
    rows = load("descriptions")["generations"]
    older = kin[0] in rows["older"]
    if not older and kin[0] not in rows["younger"]:
        return None
    # In "a son of X" the word is not X's.
    return "older" if older != (kin[1] == "X of") else "younger"


def _namesakes(mentions: list[DocMention], doc: Doc) -> set[int]:
    """Mentions (by id) of somebody who bears the full name of another: "X, grandson of X", "his father, also named X".

    Only where the text itself says that they are relatives and names nobody else in between.
    """
    lineage = {w for words in load("descriptions")["generations"].values() for w in words}
    plain: str = doc._.plain
    people = sorted((m for m in mentions if len(name_words(m.text)) > 1), key=lambda m: m.start)
    found: set[int] = set()
    for n, mention in enumerate(people):
        last = people[n - 1] if n else None
        if last is None or last.text != mention.text or id(last) in found:
            continue
        between = plain[last.end : mention.start]
        words = re.findall(r"[\w'-]+", between.lower())
        if not lineage.intersection(words) or len(words) > 30:
            continue
        before = plain[last.end : _start(mention, doc)]
        kin = _kin(mention, doc)
        same = re.search(r"\b(?:also|likewise) (?:named|called)\b|of the same name|\bnamesake\b", before)
        related = kin is not None and kin[0] in lineage and kin[1] in {"his X", "X of"}
        if related or same is not None:
            found.add(id(mention))
    return found


def same_person(words: list[str], text: str, full: list[str], full_text: str) -> bool:
    """Whether a name may be a shorter form of a full one: a part of it, or its words in order with the same end."""
    if words == full:
        return True
    if two_leaders(text, full_text):
        return False
    if initials(full_text, text):
        return True
    folded = fold(text)
    if _OF_FATHER.match(folded):
        return fold(full_text).endswith(f" {folded}")
    if len(words) >= len(full) or ((_SUFFIXES & set(full)) - set(words) and len(words) > 1):
        return False
    if len(words) == 1:
        # "Salman" is the father of Mohammed bin Salman.
        patronymic = words[0] == full[-1] and _PATRONYMIC.search(fold(full_text)) is not None
        return words[0] in full and words[0] not in _SUFFIXES and not patronymic
    single = {w for w in full if len(w) == 1}
    if single and any(len(w) == 1 for w in words):
        return False
    prefix = full[: len(words)] == words and _TRIBAL.search(full_text) is not None
    positions = iter(full)
    return (words[-1] == full[-1] or prefix) and all(word in positions for word in words)


@cache
def _given_names() -> dict[str, Gender]:
    data = load("person_names")["given"]
    table: dict[str, Gender] = {fold(n): "m" for n in data["male"]}
    table.update({fold(n): "f" for n in data["female"] if fold(n) not in table})
    for both in set(map(fold, data["male"])) & set(map(fold, data["female"])):
        del table[both]
    return table


def _gender(person: _Known) -> Gender | None:
    return person.entity.gender or _by_given_name(person.text)


def _by_given_name(text: str) -> Gender | None:
    first = fold(text).split()
    return _given_names().get(first[0]) if len(first) > 1 and first[0] not in family_names() else None


def set_gender(doc: Doc, mentions: list[DocMention]) -> None:
    """From honorifics, offices and kinship that name a sex, and given names; left open where they say nothing."""
    kinship, styles = load("descriptions")["kinship"], load("descriptions")["gendered"]
    for mention in mentions:
        entity = mention.entity
        if entity is None or entity.type != "Person" or mention.kind != "name" or entity.gender is not None:
            continue
        before = _words_before(mention, doc)[-1:]
        related = _kin(mention, doc)
        kin = kinship.get(related[0]) if related is not None and related[1] != "X of" else None
        if before and before[0] in gender_of_honorific():
            entity.gender = gender_of_honorific()[before[0]]
        elif before and before[0] in styles:
            entity.gender = styles[before[0]]
        elif kin is not None:
            entity.gender = kin["gender"]
        else:
            entity.gender = _by_given_name(mention.text)
