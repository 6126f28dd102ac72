"""Entities of labelled passages: mentions, who is who within and across them, offices, and persons wrongly joined."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any, Literal, TypeVar, cast, get_args

from kg.consolidation.whole import resolve
from kg.errors import KgError
from kg.evaluation.gold import json_lines
from kg.evaluation.scores import Score, b_cubed, score, share
from kg.extractor import Extractor
from kg.model import Article, Entity, EntityType, KnowledgeBase
from kg.reading import article_from_text
from kg.vocabulary import DEFAULT_BASE

Half = Literal["tune", "test"]
Tenure = Literal["current", "former", "designate"]

#: Words before a title that say how it is held, not which it is.
_TENURE_WORDS = frozenset({"acting", "interim", "caretaker", "transitional"})
#: What the person of a ``gp:leads`` is called: the ontology has an office only where there is a title.
_LEADS = ("leader", "head", "chief")

_Choice = TypeVar("_Choice", bound=str)


@dataclass(frozen=True, slots=True, order=True)
class Labelled:
    """A mention: characters ``start`` to ``end`` of the passage. ``key`` is the entity's, the same in all passages.

    A mention of several ("the two leaders") has their keys with ``+`` between them. ``coref`` says that it is no
    name but a pronoun or a description.
    """

    start: int
    end: int
    type: EntityType
    key: str
    coref: bool = False


@dataclass(frozen=True, slots=True, order=True)
class HeldOffice:
    """An office with its holder; ``person`` and ``of`` are keys of entities. ``titles`` are accepted wordings."""

    person: str
    titles: tuple[str, ...]
    of: str
    status: Tenure


@dataclass(frozen=True, slots=True)
class Passage:
    """A labelled text, or what was found in it (then with an empty ``half``)."""

    article: Article
    half: Half
    mentions: tuple[Labelled, ...]
    offices: tuple[HeldOffice, ...]

    def as_dict(self) -> dict[str, object]:
        return {
            "id": self.article.id,
            "mentions": [
                {"start": m.start, "end": m.end, "type": m.type, "key": m.key} for m in self.mentions
            ],
            "offices": [
                {"person": o.person, "title": o.titles[0], "of": o.of, "status": o.status}
                for o in self.offices
            ],
        }


@dataclass(frozen=True, slots=True)
class EntityScores:
    """Figures over some passages.

    ``mentions`` counts a mention as right if span and type are. Both B³ compare mentions with equal spans; within
    articles each passage has clusters of its own; mentions of several entities at once have no cluster and are left
    out. ``offices_right`` of ``offices`` have holder, title, country or organisation, and status right.
    ``merged_persons`` are each two persons that have a name of theirs in one entity that was found.
    """

    passages: int
    gold_mentions: int
    predicted_mentions: int
    mentions: Score
    within_articles: Score
    across_articles: Score
    offices: int
    offices_right: int
    office_accuracy: float
    merged_persons: tuple[tuple[str, str], ...]


def passages(path: Path) -> list[Passage]:
    """The passages of a JSONL file of labelled ones; ``data/gold/README.md`` explains its format.

    Raises:
        KgError: the file cannot be read, a line lacks a field or has one that is out of range, or an id comes twice.
    """
    found: dict[str, Passage] = {}
    for where, record in json_lines(path, "id", "half", "text", "mentions"):
        passage = _passage(where, record)
        if passage.article.id in found:
            raise KgError(
                f"{where} has the id of an earlier line, '{passage.article.id}'; give it another one"
            )
        found[passage.article.id] = passage
    return list(found.values())


def _passage(where: str, record: dict[str, Any]) -> Passage:
    text, about = record["text"], record.get("article") or {}
    if not isinstance(text, str) or not text.strip() or not isinstance(about, dict):
        raise KgError(f"{where} has no text, or an 'article' that is no object; mend it")
    try:
        published = date.fromisoformat(about["published"]) if about.get("published") else None
        article = article_from_text(
            text,
            key=str(record["id"]),
            title=about.get("title"),
            published=published,
            publisher=about.get("publisher"),
            url=about.get("url"),
        )
        mentions = tuple(sorted(_labelled(where, m, len(text)) for m in record["mentions"]))
        offices = tuple(
            HeldOffice(
                o["person"],
                (o["title"],),
                o["of"],
                _choice(where, o.get("status", "current"), get_args(Tenure)),
            )
            for o in record.get("offices", ())
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise KgError(
            f"{where} has a field that is missing or of the wrong kind ({error}); mend it"
        ) from error
    half: Half = _choice(where, record["half"], get_args(Half))
    return Passage(replace(article, id=str(record["id"])), half, mentions, offices)


def _labelled(where: str, mention: dict[str, Any], length: int) -> Labelled:
    start, end = mention["start"], mention["end"]
    if not 0 <= start < end <= length:
        raise KgError(
            f"{where} has a mention from {start} to {end} in a text of {length} characters; mend it"
        )
    kind: EntityType = _choice(where, mention["type"], get_args(EntityType))
    return Labelled(start, end, kind, mention["key"], bool(mention.get("coref", False)))


def _choice(where: str, value: Any, known: tuple[_Choice, ...]) -> _Choice:
    if value not in known:
        raise KgError(f"{where} has '{value}' where it needs one of {', '.join(known)}; mend it")
    return cast(_Choice, value)


def predict_entities(gold: Sequence[Passage], extractor: Extractor) -> list[Passage]:
    """What is found in the passages when a graph is built of all of them; keys are the ends of IRIs."""
    found = resolve(extractor.extract(passage.article for passage in gold), base=DEFAULT_BASE)
    mentions: dict[str, list[Labelled]] = defaultdict(list)
    for article, mention in found.mentions:
        key = _short(mention.entity)
        mentions[article].append(Labelled(mention.start, mention.end, mention.type, key))
    offices = _offices(found)
    return [
        Passage(
            p.article,
            p.half,
            tuple(sorted(set(mentions[p.article.id]))),
            tuple(sorted(offices[p.article.id])),
        )
        for p in gold
    ]


def _short(iri: str) -> str:
    return iri.removeprefix(DEFAULT_BASE)


def _offices(found: KnowledgeBase) -> dict[str, set[HeldOffice]]:
    entities = {entity.iri: entity for entity in found.entities}
    offices: dict[str, set[HeldOffice]] = defaultdict(set)
    for fact in found.facts:
        titles: tuple[str, ...]
        if fact.predicate == "leads":
            titles, of = _LEADS, fact.object
        elif fact.predicate in {"holdsOffice", "formerlyHeldOffice"}:
            office = entities[fact.object]
            if office.of is None or office.role is None:
                continue
            worded = sorted(_without_owner(office, entities[office.of]) - {office.role})
            titles, of = (office.role, *worded), office.of
        else:
            continue
        status: Tenure = "current"
        if fact.predicate == "formerlyHeldOffice":
            status = "former"
        elif fact.status == "Planned":
            status = "designate"
        held = HeldOffice(_short(fact.subject), titles, _short(of), status)
        for report in fact.reports:
            offices[report.article].add(held)
    return offices


def _without_owner(office: Entity, of: Entity) -> set[str]:
    """The wordings of the title: "Minister of Trade" from "Minister of Trade of Peru"."""
    owners = sorted({of.name, *of.names}, key=len, reverse=True)
    titles = set()
    for name in office.names:
        behind = next((e for o in owners for e in (f" of the {o}", f" of {o}") if name.endswith(e)), None)
        titles.add(name.removesuffix(behind) if behind is not None else name.partition(" of ")[0])
    return titles


def score_entities(gold: Sequence[Passage], predicted: Sequence[Passage]) -> dict[str, EntityScores]:
    """The figures of the passages to tune on, of those to test on, and of all of them ("tune", "test", "all")."""
    pairs = list(zip(gold, predicted, strict=True))
    halves = {half: [pair for pair in pairs if pair[0].half == half] for half in get_args(Half)}
    return {name: _scores(chosen) for name, chosen in [*halves.items(), ("all", pairs)] if chosen}


def _scores(pairs: Sequence[tuple[Passage, Passage]]) -> EntityScores:
    gold_mentions = {(p.article.id, m.start, m.end, m.type) for p, _ in pairs for m in p.mentions}
    found_mentions = {(p.article.id, m.start, m.end, m.type) for _, p in pairs for m in p.mentions}
    gold_keys, found_keys = _clusters(p for p, _ in pairs), _clusters(p for _, p in pairs)
    for spot in [spot for spot, key in gold_keys.items() if "+" in key]:
        del gold_keys[spot]
        found_keys.pop(spot, None)
    offices, right = _count_offices(pairs)
    return EntityScores(
        passages=len(pairs),
        gold_mentions=len(gold_mentions),
        predicted_mentions=len(found_mentions),
        mentions=score(set(gold_mentions), set(found_mentions)),
        within_articles=b_cubed(_local(gold_keys), _local(found_keys)),
        across_articles=b_cubed(gold_keys, found_keys),
        offices=offices,
        offices_right=right,
        office_accuracy=share(right, offices),
        merged_persons=tuple(_merged(pairs, found_keys)),
    )


_Spot = tuple[str, int, int]
"""(passage, start, end)"""


def _clusters(chosen: Iterable[Passage]) -> dict[_Spot, str]:
    return {(p.article.id, m.start, m.end): m.key for p in chosen for m in p.mentions}


def _local(clusters: Mapping[_Spot, str]) -> dict[_Spot, Hashable]:
    return {spot: (spot[0], key) for spot, key in clusters.items()}


def _count_offices(pairs: Sequence[tuple[Passage, Passage]]) -> tuple[int, int]:
    """How many offices the gold passages name, and how many of them were found."""
    everywhere: dict[str, set[str]] = defaultdict(set)
    aligned = [_aligned(gold, found) for gold, found in pairs]
    for here in aligned:
        for key, keys in here.items():
            everywhere[key] |= keys
    total = right = 0
    for (gold, found), here in zip(pairs, aligned, strict=True):
        for office in gold.offices:
            total += 1
            right += any(
                one.person in here[office.person]
                # A country that the passage does not name may still be clear ("the Kremlin spokesman").
                and one.of in here[office.of] | everywhere[office.of]
                and one.status == office.status
                and _title(office.titles[0]) in {_title(words) for words in one.titles}
                for one in found.offices
            )
    return total, right


def _aligned(gold: Passage, found: Passage) -> dict[str, set[str]]:
    """Keys that were found for each gold key: at its own spans, or touching them where none is found there."""
    exact: dict[str, set[str]] = defaultdict(set)
    touching: dict[str, set[str]] = defaultdict(set)
    for mention in gold.mentions:
        for one in found.mentions:
            if one.start < mention.end and mention.start < one.end:
                touching[mention.key].add(one.key)
                if (one.start, one.end) == (mention.start, mention.end):
                    exact[mention.key].add(one.key)
    return defaultdict(set, {key: exact[key] or keys for key, keys in touching.items()})


def _title(words: str) -> str:
    return " ".join(word for word in words.casefold().replace("-", " ").split() if word not in _TENURE_WORDS)


def _merged(
    pairs: Sequence[tuple[Passage, Passage]], found_keys: Mapping[_Spot, str]
) -> Iterator[tuple[str, str]]:
    names: dict[str, str] = {}
    together: dict[str, set[str]] = defaultdict(set)
    for gold, _ in pairs:
        for mention in gold.mentions:
            key = found_keys.get((gold.article.id, mention.start, mention.end))
            if mention.type == "Person" and not mention.coref and key is not None:
                together[key].add(mention.key)
                # The longest wording is the one that tells two namesakes apart.
                words = gold.article.text[mention.start : mention.end]
                names[mention.key] = max(names.get(mention.key, ""), words, key=len)
    merged = {pair for keys in together.values() for pair in combinations(sorted(keys), 2)}
    for one, other in sorted(merged):
        yield names[one], names[other]
