"""Which election a phrase means: "the 2008 United States presidential election", "the election in Kenya in 2022".

An election is its year, its country (or city, or state) and what is elected. One that lacks the year or the place is
nothing that two articles could have in common, so it becomes no entity.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.facts.scene import inferred
from kg.extraction.facts.statement import Statements
from kg.lexicon import load
from kg.lexicon.gazetteer import demonyms
from kg.model import EntityType, LocalEntity
from kg.nlp.document import DocEntity, DocMention

_YEAR = re.compile(r"(?:1[789]|20)\d\d")
_PLACES: frozenset[EntityType] = frozenset({"Country", "City", "Region", "Place"})
#: What may stand between the words of an election's name, and between its years: "the 2006, 2011 and 2016 elections".
_TIES, _BETWEEN = frozenset({"-", "'s", "'"}), frozenset({",", "and", "&"})
#: How far behind the noun its place and year may begin: "elections on 5 May 2019 in …".
_REACH = 40


@cache
def words(kind: str) -> Any:
    """Words of one kind from the elections of ``facts.toml``."""
    return load("facts")["elections"][kind]


@dataclass(slots=True)
class Ballot:
    """An election as a phrase names it. ``noun`` is its head; ``start`` and ``end`` count parsed characters."""

    noun: Token
    start: int
    end: int
    years: list[str] = field(default_factory=list)
    kind: str | None = None
    place: DocEntity | None = None
    first_round: bool = False


class Elections:
    """The election entities of one article."""

    def __init__(self) -> None:
        self.found: dict[str, LocalEntity] = {}

    def election(self, year: str, place: DocEntity | None, kind: str | None) -> DocEntity:
        """The election of that year and place; the European Parliament's has no place."""
        european = kind == "European"
        area = "European Parliament" if european or place is None else _adjective(place)
        name = " ".join(part for part in (year, area, None if european else kind, "election") if part)
        if name not in self.found:
            country = None if european or place is None else place.country
            self.found[name] = LocalEntity(f"v{len(self.found)}", "Election", name, (name,), None, country)
        return DocEntity("Election", name, key=self.found[name].key)


def _adjective(place: DocEntity) -> str:
    """ "Kenyan"; the name where the adjective is another country's too, or not what the election is called by."""
    code = place.country
    if place.type != "Country" or code is None or code in words("by_name"):
        return place.name
    if code in words("adjectives"):
        return str(words("adjectives")[code])
    listed = load("countries")["countries"].get(code, {}).get("demonyms", ())
    return listed[0] if listed and demonyms().get(listed[0]) == code else place.name


def ballots(statements: Statements) -> Iterator[Ballot]:
    """Every phrase of the article that names an election, in order."""
    before: Ballot | None = None
    for token in statements.with_word({*words("nouns"), *words("races")}):
        word = token.lower_
        if token.pos_ not in {"NOUN", "PROPN"} or token.dep_ in {"compound", "nmod", "poss"}:
            continue
        ballot = _read(statements, token)
        if ballot is None or (word in words("races") and ballot.kind is None):
            continue
        if before is not None and _refers(statements, ballot, before):
            ballot.years, ballot.place, ballot.kind = before.years, before.place, before.kind
        before = ballot
        yield ballot


def _refers(statements: Statements, ballot: Ballot, before: Ballot) -> bool:
    """Whether this is "the election" or "the runoff" of which the words before have said more."""
    known = before.years and before.place is not None and ballot.kind in {None, before.kind}
    definite = any(c.lower_ in {"the", "that", "this"} for c in syntax.children(ballot.noun, "det"))
    here, there = ballot.noun.sent, before.noun.sent
    timed = any(here.start_char <= e.start < here.end_char for e in statements.timeline)
    near = here == there or (here.start == there.end and not timed)
    return bool(known and definite and near) and not ballot.years and ballot.place is None


def _read(statements: Statements, noun: Token) -> Ballot | None:
    ballot = Ballot(noun, noun.idx, noun.idx + len(noun))
    doc, i, kinds = statements.doc, noun.i - 1, []
    while i >= noun.sent.start:
        token = doc[i]
        mention = statements.participants.by_token.get(i)
        if token.lower_ in words("others") or (mention is not None and mention.type == "Person"):
            return None
        if token.tag_ == "PRP$":
            return None  # "his election in 2010" is that he was elected
        if token.lower_ in words("kinds"):
            kinds.append(words("kinds")[token.lower_])
        elif _YEAR.fullmatch(token.text):
            ballot.years.insert(0, token.text)
            i = _day_before(statements, token)
        elif mention is not None:
            _take(ballot, mention)
        elif token.lower_ == "first":
            ballot.first_round = True
        elif not _belongs(token):
            break
        ballot.start = doc[i].idx
        i -= 1
    if len(set(kinds)) > 1:
        return None  # "presidential and parliamentary elections": nobody can tell which of the two is meant
    ballot.kind = kinds[0] if kinds else None
    _behind(statements, ballot)
    return ballot


def _day_before(statements: Statements, year: Token) -> int:
    """The first token of "18 October 2020", of which ``year`` is the last; the year itself where it stands alone."""
    end = year.idx + len(year)
    time = next((e for e in statements.timeline if e.end == end and e.start < year.idx), None)
    return statements.token_at(time.start).i if time is not None else year.i


def _belongs(token: Token) -> bool:
    """Whether a word before "election" belongs to its phrase; a comma or an "and" does between two years."""
    if token.text in _TIES:
        return True
    if token.text not in _BETWEEN:
        return token.pos_ in {"ADJ", "NOUN", "PROPN", "NUM", "ADV"}
    before, after = token.nbor(-1) if token.i > token.sent.start else token, token.nbor(1)
    return bool(_YEAR.fullmatch(before.text) or before.text == ",") and bool(
        _YEAR.fullmatch(after.text) or after.text == "and"
    )


def _take(ballot: Ballot, mention: DocMention) -> None:
    entity = mention.entity
    if entity is None:
        return
    if mention.text.startswith("European Parliament") or mention.text == "European":
        ballot.kind = "European"
    elif entity.type in _PLACES and (ballot.place is None or ballot.place.type == "Country"):
        ballot.place = entity


_PREPOSITION = re.compile(
    r",? (?:held |that was held |which was held |, held )?(?:in|of|on|for|to|at)(?: the)? "
)


def _behind(statements: Statements, ballot: Ballot) -> None:
    """Read "in Kenya", "of 2011", "in March 2022" behind the noun, as often as they follow each other."""
    text = statements.doc._.plain
    stop = min(len(text), ballot.noun.sent.end_char)
    while True:
        match = _PREPOSITION.match(text, ballot.end)
        # The time of "held on 5 May" may stand without a preposition: "elections last month".
        start = match.end() if match is not None else ballot.end + 1
        if start >= stop or start - ballot.end > _REACH:
            return
        time = next((e for e in statements.timeline if e.start == start and e.last is None), None)
        if time is not None and time.bound is None and not ballot.years:
            value = statements.timeline.resolve(time)
            if value is None or value.value is None:
                return
            ballot.years, ballot.end = [value.value[:4]], time.end
            continue
        place = next((m for m in statements.names_in(start, start + 1) if m.type in _PLACES), None)
        if match is None or place is None or place.kind != "name" or ballot.place is not None:
            return
        ballot.place, ballot.end = place.entity, place.end


def year_of(statements: Statements, *tokens: Token) -> str | None:
    """The year of what one of the tokens tells, where the sentence says when."""
    for token in tokens:
        time = statements.timeline.of(token)
        if time is not None and time.value is not None:
            return time.value[:4]
    return None


def meant(
    statements: Statements,
    found: Elections,
    ballot: Ballot,
    verb: Token,
    person: DocEntity,
    role: str | None,
    of: DocEntity | None,
) -> list[DocEntity]:
    """The elections that a phrase means, said of ``person``, who seeks the office ``role`` of ``of`` if known."""
    kind = ballot.kind or words("offices").get(role)
    years = ballot.years
    if not years:
        year = year_of(statements, ballot.noun, verb)
        years = [year] if year is not None else []
    place = ballot.place or of
    if place is None and kind != "European":
        if kind in words("local"):
            return []
        place = inferred(statements, "president", person, ballot.noun, former=True)
        if place is None:
            return []
    return [found.election(year, place, kind) for year in years]


def governors(ballot: Ballot) -> Iterator[tuple[Token, str, list[Token]]]:
    """The words above the phrase that it may hang on, with the preposition between, and the nouns passed on the way."""
    token, passed, preposition = ballot.noun, list[Token](), ""
    while token.dep_ == "conj" and token.head.pos_ in {"NOUN", "PROPN"}:
        token = token.head
    for _ in range(4):
        if token.dep_ == "pobj":
            preposition = preposition or token.head.lower_
            above = token.head
            while above.dep_ == "prep" and above.head.pos_ == "ADP":
                above = above.head
            token = above.head
        elif token.dep_ in {"dobj", "attr", "oprd", "nsubjpass", "npadvmod", "appos", "conj", "nsubj"}:
            token = token.head
        else:
            return
        if ballot.start <= token.idx <= ballot.noun.idx:
            continue  # the phrase's own words: a date before the noun may confuse the parser
        yield token, preposition, passed
        if token.pos_ not in {"NOUN", "PROPN", "ADJ", "NUM"}:
            return
        passed = [*passed, token]


def whose(statements: Statements, noun: Token) -> list[Token]:
    """Who won or lost, of "her victory", "the defeat of X"."""
    return syntax.children(noun, "poss") or syntax.prepositional(noun, "of")
