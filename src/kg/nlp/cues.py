"""What a name names, by the words beside it: "oil company Sonangol", "the Hadash party", "Pastef won 130 seats".

Only names that nothing else explains are judged by their neighbours: neither the gazetteer nor a noun in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import replace
from functools import cache

from spacy.tokens import Doc

from kg.lexicon import load
from kg.model import EntityType
from kg.nlp.candidates import Candidate, org_heads
from kg.nlp.names import CALENDAR, fold, given_names, is_capitalised, known_people, scan_name
from kg.nlp.spelling import spelling
from kg.nlp.words import EnglishWords

_WEAK: frozenset[EntityType] = frozenset({"Organization", "Place", "Region", "City", "Person"})

_MAY_BE_PARTY: frozenset[EntityType] = _WEAK | {"InternationalOrganization", "ArmedGroup"}

#: What only a party does, behind its name.
_CONTESTS = re.compile(
    r",? (?:had |has |have |also |both |again |narrowly )*"
    r"(?:won|lost|holds?|took|gained|secured|swept|kept|retained|increased|captured|claimed|garnered) "
    r"(?:[\w,.%'-]+ ){0,5}?(?:seats?|majority|mandates|mayoralty)\b"
)
_KNOWN_AS = re.compile(r"(?:\bknown|\bnicknamed|\bcalled)(?: \w+)? (?:as |by (?:his|her) )?$")
#: What only parties are and have, behind a name: "(LV; …) was a regionalist political party in Italy", "'s ideology".
_IS_PARTY = re.compile(
    r"(?:\s*\([^()]*\))*(?:,? (?:also )?(?:known|abbreviated) as [^,.;]{2,40},?)?"
    r" (?:is|was) (?:an?|the) (?:(?!(?:of|in|for|by|to|that|who|from|with|member)\b)[\w'/-]+,? ){0,6}?"
    r"(?:political|opposition|communist|socialist|liberal|conservative|nationalist|regionalist|green|centrist|"
    r"populist) party"
    r"(?= (?:in|of|that|which|with|whose|based|founded|formed|active|and|belonging|led|[a-z]+ing)\b|[,.;])"
)
_HAS_IDEOLOGY = re.compile(r"'s? (?:party )?(?:ideology|electoral list|parliamentary group)\b")
#: ", a London firm"; ", the country's largest newspaper,".
_IS_A = re.compile(
    r", (?:an?|the) (?:[\w'-]+ ){0,4}?([a-z-]+)(?=[,.;]| that| which| based| owned| in | of | with )"
)
#: "…, Mizzima reported." closes a report.
_REPORTED = re.compile(r"(?: has| had)? reported(?: on \w+day)?[.,]")


@cache
def _cues(row: str) -> dict[str, EntityType]:
    return {word: kind for kind, words in load("name_cues")[row].items() for word in words}


def cued(
    doc: Doc, found: list[Candidate], title_case: set[int], english: EnglishWords
) -> Iterator[Candidate]:
    """Words that the model passes over although the noun before them says what they name: "state miner Kazzinc"."""
    taken = {i for c in found for i in range(c.start, c.end)} | title_case
    capitalised = spelling(doc).capitalised
    for i in range(2, len(doc)):
        if not capitalised[i] or i in taken:
            continue
        token = doc[i]
        at = token.i - 1 if token.nbor(-1).lower_ == "the" else token.i
        letters = _by_letters(doc, token.i)
        kind = (
            letters
            or _cues("before").get(doc[at - 1].lower_)
            or (_cues("before_two").get(f"{doc[at - 2].lower_} {doc[at - 1].lower_}") if at > 1 else None)
        )
        if at < token.i and kind != "Organization":
            kind = None
        bodies = scan_name(doc, token.i, taken)
        if kind is None and bodies - token.i > 1 and _belonged_to(doc, token.i, bodies):
            kind = "Organization"
        if (
            kind is None
            or (token.is_sent_start and letters is None)
            or token.text in CALENDAR
            or (token.text in english and not (kind == "Organization" and bodies - token.i > 1))
            or (token.nbor(-1).text[0].isupper() and letters is None)
        ):
            continue
        if not any(i in taken for i in range(token.i, bodies)):
            yield Candidate(token.i, bodies, kind, 2)


def _by_letters(doc: Doc, i: int) -> EntityType | None:
    """ "SEBI chairperson X": capital letters before a title that bodies give, and a name."""
    word = doc[i].text
    if not (2 < len(word) < 7 and word.isalpha() and word.isupper()) or i + 2 >= len(doc):
        return None
    named = is_capitalised(doc[i + 2]) and not doc[i + 2].text.isupper()
    return "Organization" if named and doc[i + 1].lower_ in _cues("letters_posts") else None


def typed_by_cues(doc: Doc, found: list[Candidate]) -> list[Candidate]:
    """The candidates, those of no certain type with the type that the words beside one of their mentions give."""
    people = {t.text for c in found if c.type == "Person" and c.length > 1 for t in doc[c.start : c.end]}
    shown: dict[str, EntityType] = {}
    for i, candidate in enumerate(found):
        words = doc[candidate.start : candidate.end].text
        if _open(doc, candidate) and words not in people and words not in shown:
            kind = _by_neighbours(doc, candidate, found[:i])
            if kind is not None:
                shown[words] = kind
    shown = {words.upper(): kind for words, kind in shown.items()} | shown  # as headlines have them
    countries = {c.end for c in found if c.type == "Country"}
    found = [_own_council(doc, c, countries) for c in found]
    parties = {
        doc[c.start : c.end].text for c in found
        if c.ref is None and c.type in _MAY_BE_PARTY and not doc[c.start : c.end].text.isdigit()
        and _party_by_words(doc, c)
    }  # fmt: skip
    found = [
        replace(c, type="PoliticalParty")
        if c.ref is None and c.type in _MAY_BE_PARTY and doc[c.start : c.end].text in parties
        else c
        for c in found
    ]
    return [
        replace(c, type=shown[words], priority=2)
        if _open(doc, c) and (words := doc[c.start : c.end].text) in shown
        else c
        for c in found
    ]


def _party_by_words(doc: Doc, candidate: Candidate) -> bool:
    """Whether the words behind a name say what only a party is, or has."""
    end = doc[candidate.end - 1].idx + len(doc[candidate.end - 1])
    has = _HAS_IDEOLOGY.match(doc._.plain, end) if candidate.type != "Person" else None
    return has is not None or _IS_PARTY.match(doc._.plain, end) is not None


def _own_council(doc: Doc, candidate: Candidate, countries: Set[int]) -> Candidate:
    """The "Security Council" that a country has, or a secretary or a chairman, is not that of the United Nations.

    :param countries: where names of countries end.
    """
    start = candidate.start
    if doc[start : candidate.end].text not in _ALSO_NATIONAL or start < 1:
        return candidate
    own = doc[start - 1].text in {"'s", "'"} and start - 1 in countries
    held = (
        start > 2
        and candidate.ref == "org:un-security-council"
        and doc[start - 1].lower_ == "the" and doc[start - 2].lower_ == "of" and doc[start - 3].lower_ in _CHAIRS
    )  # fmt: skip
    return replace(candidate, type="GovernmentBody", ref=None) if held or own else candidate


#: Bodies of the world that go by names which states give to bodies of their own.
_ALSO_NATIONAL = frozenset({"Security Council", "Human Rights Council", "Economic and Social Council"})
_CHAIRS = frozenset({"chairman", "chairwoman", "secretary", "chair", "head"})


def _open(doc: Doc, candidate: Candidate) -> bool:
    words = doc[candidate.start : candidate.end]
    return (
        candidate.type in _WEAK
        and candidate.ref is None
        and candidate.priority <= (3 if candidate.type == "Organization" else 2)
        and not any(org_heads().get(t.text, "Organization") != "Organization" for t in words[1:])
        and not (candidate.length > 1 and fold(words[0].text) in given_names())
        and words.text not in known_people()
    )


def _by_neighbours(doc: Doc, candidate: Candidate, before: list[Candidate]) -> EntityType | None:
    start, end = candidate.start, candidate.end
    kind: EntityType | None = None
    if start > 0 and not doc[start].is_sent_start:
        previous = doc[start - 1].lower_
        kind = _cues("before").get(previous)
        if kind is None and start > 1:
            kind = _cues("before_two").get(f"{doc[start - 2].lower_} {previous}")
    if kind is None and end < len(doc) and not doc[end].is_sent_start:
        kind = _cues("after").get(doc[end].lower_)
    if kind is None and candidate.length == 1 and doc[end : end + 1].text == "'s" and _headed(doc, end + 1):
        kind = "Company"
    if kind is None and candidate.type != "City" and _belonged_to(doc, start, end):
        kind = "Organization"
    if kind is None:
        kind = _by_deed(doc, candidate, before)
    if kind is None and candidate.type == "Organization":
        kind = _cues("organisation").get(doc[start:end].text)
    return None if kind == candidate.type else kind


def _headed(doc: Doc, i: int) -> bool:
    """Whether the words are a title that companies give: "Sandline's chief executive"."""
    while i < len(doc) and doc[i].lower_ in {"former", "then", "new", "acting", "deputy", "-"}:
        i += 1
    return doc[i : i + 2].text.lower() in _cues("companies_posts") or doc[i : i + 1].text == "CEO"


def _belonged_to(doc: Doc, start: int, end: int) -> bool:
    """Whether a name that needs an article is what somebody joined or is a member of: "co-founder of the X"."""
    if start < 3 or doc[start].is_sent_start or doc[start - 1].lower_ != "the":
        return False
    words = load("name_cues")["belonging"]
    if end < len(doc) and doc[end].lower_ in words["not"]:
        return False
    if doc[start - 2].lower_ == "of":
        noun = doc[start - 3].lower_
        founder = (
            start > 4 and noun == "founder" and doc[start - 4].text == "-" and doc[start - 5].lower_ == "co"
        )
        return founder or noun in words["nouns"]
    return doc[start - 2].lower_ in words["verbs"]


def _by_deed(doc: Doc, candidate: Candidate, before: list[Candidate]) -> EntityType | None:
    text: str = doc._.plain
    first, last = doc[candidate.start].idx, doc[candidate.end - 1]
    stop = last.idx + len(last)
    if candidate.length == 1 and _KNOWN_AS.search(text, max(0, first - 40), first):
        near = [c for c in before if candidate.start - c.end <= 10]
        if near and near[-1].type == "Person":
            return "Person"
    said = _IS_A.match(text, stop)
    if said is not None and (candidate.type != "Person" or candidate.length == 1):
        kind = _cues("before").get(said[1])
        if kind is not None:
            return kind
    if candidate.type != "Person" or candidate.length == 1:
        if _CONTESTS.match(text, stop):
            return "PoliticalParty"
        if candidate.length == 1 and _REPORTED.match(text, stop) and doc[candidate.start - 1].text == ",":
            return "MediaOrganization"
    owner = next((c for c in reversed(before) if c.end <= candidate.start), None)
    if owner is None or owner.type != "Person":
        return None
    between = [t.text for t in doc[owner.end : candidate.start]]
    of = between in (["of"], ["of", "the"], ["of", "the", "opposition"]) and owner.length > 1
    if candidate.type == "City" or (candidate.type in {"Place", "Region"} and candidate.length == 1):
        return None  # "Catherine of Aragon"
    owned = between == ["'s"] and candidate.type != "Person"
    return "PoliticalParty" if (of or owned) and _political(doc, candidate) else None


def _political(doc: Doc, candidate: Candidate, reach: int = 15) -> bool:
    words = load("name_cues")["politics"]["words"]
    around = (
        *doc[max(0, candidate.start - reach) : candidate.start],
        *doc[candidate.end : candidate.end + reach],
    )
    return any(token.lower_ in words for token in around)
