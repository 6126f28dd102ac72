"""Persons under the names that encyclopaedias have their articles by, as benchmarks made from them expect.

It is a benchmark's convention and no fact: the graph calls a person as the articles do. An encyclopaedia opens with the
name in full, "Pekka Olavi Haavisto (born 23 March 1958) is …", under the title "Pekka Haavisto". So only a name that is
given in full, with the dates of a life behind it, is cut, in the way of the person's country; besides, heads of state
and government that the lexicon knows go by their common names.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from kg.evaluation.tables import tables
from kg.lexicon import load
from kg.model import Extraction, LocalEntity, Mention
from kg.nlp.garbled import mended
from kg.nlp.names import family_names, fold, given_names, name_suffixes, nicknamed

_LIFE = re.compile(r"\s*\((?:[^()]|\([^()]*\))*?\b(?:born|1[3-9]\d\d|20\d\d)\b")
_KNOWN_AS = re.compile(
    r"(?:\s*\((?:[^()]|\([^()]*\))*\))?,? "
    r"(?:(?:better|best|popularly|popularity|commonly|more commonly|usually|widely|professionally|simply) )?"
    r"known (?:simply )?as "
)
#: How far behind the full name the common one may stand, in characters.
_REACH = 240


def article_names(extraction: Extraction) -> dict[str, str]:
    """By key, the names of those persons whom an encyclopaedia would call otherwise than the text does first."""
    found: dict[str, str] = {}
    homes = _homes(extraction)
    for entity in extraction.entities:
        if entity.type == "Person":
            country = homes.get(entity.key)
            opening = _opening(extraction, entity)
            name = _known(entity, country)
            if name is None and opening is not None:
                name = _known_as(extraction, opening) or article_name(mended(opening.text), country)
            if name is not None:
                found[entity.key] = name
    return found


def article_name(full: str, country: str | None) -> str:
    """The name, given in full, under which an encyclopaedia has a person of ``country`` (ISO 3166-1 alpha-3).

    Names in which the family stands first, chains of fathers' names and names with initials stay whole.
    """
    forms = nicknamed(" ".join(full.translate(str.maketrans("“”", '""')).split()))
    if forms is not None:
        return forms[1]
    words = full.split()
    suffix = (
        [words.pop()]
        if fold(words[-1]) in name_suffixes() or words[-1] in tables("article_names")["elder"]
        else []
    )
    if suffix and suffix[0] in tables("article_names")["elder"]:
        suffix = []
    parts: Sequence[str] = _parts(words)
    whole = fold(words[0]) in family_names() or any(_chained(w) or re.fullmatch(r"\w\.", w) for w in words)
    if len(parts) > 2 and not whole:
        parts = _cut(parts, country)
    return " ".join([*parts, *suffix])


def _cut(parts: Sequence[str], country: str | None) -> Sequence[str]:
    """Of three parts or more, those that stay."""
    rows = tables("article_names")
    if country in rows["double"]:
        if len(parts) > 3:
            return parts[0], parts[-2]
        return (parts[0], parts[2]) if fold(parts[1]) in given_names() else parts
    if country not in rows["last"]:
        return parts
    # "Juscelino Kubitschek de Oliveira": where the surname comes first, what "de" binds is left out.
    bound = len(parts) == 3 and parts[2].split()[0] in rows["binding"] and fold(parts[1]) not in given_names()
    return (parts[0], parts[1] if bound else parts[-1])


def _parts(words: Sequence[str]) -> list[str]:
    """The words, with the particles in small letters before them: "Adolfo", "de la Huerta"."""
    parts: list[str] = []
    open_part: list[str] = []
    for word in words:
        open_part.append(word)
        if not word.islower():
            parts.append(" ".join(open_part))
            open_part = []
    return [*parts, *open_part]


def _chained(word: str) -> bool:
    return fold(word).split(" ")[0] in tables("article_names")["chains"]


def _homes(extraction: Extraction) -> dict[str, str]:
    """The country of each person that the text gives one: a citizen's, else an office's, else the only one it names."""
    entities = {entity.key: entity for entity in extraction.entities}
    found: dict[str, str] = {}
    for predicates in (("citizenOf",), ("holdsOffice", "formerlyHeldOffice")):
        for fact in extraction.facts:
            country = entities[fact.object].country if not fact.literal and fact.object in entities else None
            if fact.predicate in predicates and country is not None:
                found.setdefault(fact.subject, country)
    named = {
        e.country for e in extraction.entities if e.type in {"Country", "City"} and e.country is not None
    }
    if len(named) == 1:
        for entity in extraction.entities:
            found.setdefault(entity.key, min(named))
    return found


def _opening(extraction: Extraction, entity: LocalEntity) -> Mention | None:
    """The mention that the text opens with, with the dates of a life behind it."""
    first = min(
        (m for m in extraction.mentions if m.entity == entity.key), key=lambda m: m.start, default=None
    )
    if first is None or re.search(r"\w{4}", extraction.article.text[: first.start]) is not None:
        return None
    behind = extraction.article.text[first.end : first.end + _REACH]
    return first if _LIFE.match(behind) or _KNOWN_AS.match(behind) else None


def _known_as(extraction: Extraction, opening: Mention) -> str | None:
    """ "X, known as Y": Y, where it is a name with a word of X in it."""
    text = extraction.article.text
    words = set(fold(opening.text).split())
    for other in extraction.mentions:
        if opening.end < other.start <= opening.end + _REACH and other.entity == opening.entity:
            name = fold(other.text).split()
            if _KNOWN_AS.fullmatch(text[opening.end : other.start]) and len(name) > 1 and words & set(name):
                return mended(other.text)
    return None


@cache
def _leaders() -> Mapping[str, Sequence[str]]:
    rows: Mapping[str, Sequence[str]] = load("leaders")["leaders"]
    return rows


def _known(entity: LocalEntity, country: str | None) -> str | None:
    """The common name of the one leader of the country whom the name fits, in the article's spelling where it can."""
    for name in (entity.name, *entity.names):
        words = [word for word in name.split() if not word.startswith('"')]
        if fold(words[-1]) in name_suffixes():
            continue  # a father's or a son's
        folded = [fold(word) for word in words]
        fitting = set[str]()
        for leader in _leaders().get(country or "", ()):
            known = fold(leader).split()
            if len(words) == 1 and folded[0] == known[-1]:
                fitting.add(leader)
            elif 1 < len(known) < len(words):
                rest = iter(range(len(words)))
                at = [next((i for i in rest if folded[i] == word), None) for word in known]
                if None not in at:
                    fitting.add(" ".join(words[i] for i in at if i is not None))
        if len(fitting) == 1:
            return min(fitting)
    return None
