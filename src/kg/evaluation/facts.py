"""Facts of single sentences against the triples of a Text2KGBench file (Mihindukulasooriya et al., ISWC 2023)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from statistics import fmean
from typing import Any

from kg.errors import KgError
from kg.evaluation.article_names import article_names
from kg.evaluation.gold import json_lines
from kg.evaluation.reading import sentence_article
from kg.evaluation.scores import Score, score
from kg.evaluation.tables import tables
from kg.extractor import Extractor
from kg.lexicon.gazetteer import organisations
from kg.model import Extraction, Fact, LocalEntity


@dataclass(frozen=True, slots=True, order=True)
class Triple:
    """Subject, relation and object in words."""

    sub: str
    rel: str
    obj: str

    def normal(self) -> tuple[str, str, str]:
        """As the benchmark compares: in lower case, without spaces and underscores."""
        sub, rel, obj = (re.sub(r"[\s_]+", "", words).lower() for words in (self.sub, self.rel, self.obj))
        return sub, rel, obj

    def as_dict(self) -> dict[str, str]:
        return {"sub": self.sub, "rel": self.rel, "obj": self.obj}


@dataclass(frozen=True, slots=True)
class FactRow:
    """A sentence and the triples that it states."""

    id: str
    sentence: str
    triples: tuple[Triple, ...]


@dataclass(frozen=True, slots=True)
class FactScores:
    """Means over all sentences of the precision, recall and F1 of each, 0 where nothing is predicted.

    ``f1`` is the mean of the sentences' F1, as the benchmark has it, not the F1 of the two other means.
    ``per_relation`` is over all triples of a relation, each counting the same.
    """

    rows: int
    predicted: int
    precision: float
    recall: float
    f1: float
    per_relation: dict[str, Score]


def fact_rows(path: Path) -> list[FactRow]:
    """The sentences of a JSONL file with ``{"id", "sent", "triples": [{"sub", "rel", "obj"}]}``.

    Raises:
        KgError: the file cannot be read, or a line is not like that.
    """
    rows: list[FactRow] = []
    for where, record in json_lines(path, "id", "sent"):
        triples = record.get("triples", [])
        if not isinstance(record["sent"], str) or not isinstance(triples, list):
            raise KgError(f"{where} has a 'sent' that is no string or 'triples' that are no list; mend it")
        rows.append(FactRow(str(record["id"]), record["sent"], tuple(_triple(where, t) for t in triples)))
    return rows


def _triple(where: str, value: Any) -> Triple:
    fields = [value.get(name) for name in ("sub", "rel", "obj")] if isinstance(value, dict) else []
    words = [field for field in fields if isinstance(field, str)]
    if len(words) != 3:
        raise KgError(
            f'{where} has a triple that is not like {{"sub": "…", "rel": "…", "obj": "…"}}; mend it'
        )
    return Triple(*words)


def predict_facts(rows: Sequence[FactRow], extractor: Extractor) -> Iterator[tuple[Triple, ...]]:
    """The triples that the ordinary pipeline finds in each sentence, in the order of the rows."""
    articles = [sentence_article(row.sentence, row.id) for row in rows]
    for extraction in extractor.extract(articles):
        yield triples(extraction)


def triples(extraction: Extraction) -> tuple[Triple, ...]:
    """The facts that hold or once held, in the benchmark's words, sorted."""
    called = article_names(extraction)
    entities = {e.key: replace(e, name=called.get(e.key, e.name)) for e in extraction.entities}
    found: set[Triple] = set()
    doubles: list[tuple[Triple, str]] = []
    for fact in extraction.facts:
        if fact.status != "Asserted" and not (fact.status == "Negated" and fact.rule.endswith(":former")):
            continue
        entity = None if fact.literal else entities[fact.object]
        body = entities[entity.of] if entity is not None and entity.of is not None else entity
        relation = _relation(fact, body, entity)
        if relation is None:
            continue
        told = body if relation.get("object") == "body" else entity
        words = _words(extraction, fact, told) if told is not None else fact.object
        triple = Triple(_name(entities[fact.subject]), relation["name"], words)
        if "unless" in relation:
            doubles.append((triple, relation["unless"]))
        else:
            found.add(triple)
    for triple, other in doubles:
        same = {(triple.sub, triple.obj), (triple.obj, triple.sub)}
        if not any(
            one.rel == other and ((one.sub, one.obj) in same or one.sub == triple.obj) for one in found
        ):
            found.add(triple)
    return tuple(sorted(found))


#: What stands before an office that somebody has for a while: the benchmark names the office alone.
_FOR_NOW = re.compile(r"(?:Acting|Interim|Transitional) ", re.IGNORECASE)


def _relation(fact: Fact, body: LocalEntity | None, entity: LocalEntity | None) -> dict[str, Any] | None:
    for relation in tables("relations")["relation"]:
        if fact.predicate not in relation["predicates"]:
            continue
        if "types" in relation and (body is None or body.type not in relation["types"]):
            continue
        if "roles" in relation and (
            entity is None or _FOR_NOW.sub("", entity.role or "") not in relation["roles"]
        ):
            continue
        if "objects" in relation and fact.object.lower() not in relation["objects"]:
            continue
        found: dict[str, Any] = relation
        return found
    return None


@cache
def _reference_names() -> dict[str, str]:
    return {entry.ref: entry.name for entry in organisations()}


def _name(entity: LocalEntity) -> str:
    """As the graph calls it: a known organisation by its full name, whatever the sentence calls it."""
    return _reference_names().get(entity.ref or "", entity.name)


def _words(extraction: Extraction, fact: Fact, told: LocalEntity) -> str:
    """The entity's name; an office as the sentence words it, where it does ("President of the Maldives")."""
    if told.type != "Office":
        return _name(told)
    text = extraction.article.text
    for name in (told.name, *told.names):
        title = re.escape(_FOR_NOW.sub("", name.partition(" of ")[0]))
        for mention in extraction.mentions:
            if mention.entity != told.of or not fact.evidence.start <= mention.start < fact.evidence.end:
                continue
            before = re.search(rf"\b{title} of (?:the )?$", text[: mention.start], re.IGNORECASE)
            if before is not None:
                return text[before.start() : mention.end]
    return _FOR_NOW.sub("", told.name)


def score_facts(rows: Sequence[FactRow], predictions: Sequence[Sequence[Triple]]) -> FactScores:
    """The benchmark's figures."""
    pairs = [
        ({t.normal() for t in row.triples}, {t.normal() for t in found})
        for row, found in zip(rows, predictions, strict=True)
    ]
    scores = [score(set(gold), set(found)) for gold, found in pairs]
    names = {triple.normal()[1]: triple.rel for row in rows for triple in row.triples}
    everything = {(n, *t) for n, (gold, _) in enumerate(pairs) for t in gold}
    claimed = {(n, *t) for n, (_, found) in enumerate(pairs) for t in found}
    return FactScores(
        rows=len(rows),
        predicted=len(claimed),
        precision=fmean(one.precision for one in scores),
        recall=fmean(one.recall for one in scores),
        f1=fmean(one.f1 for one in scores),
        per_relation={
            name: score({t for t in everything if t[2] == key}, {t for t in claimed if t[2] == key})
            for key, name in sorted(names.items(), key=lambda item: item[1])
        },
    )
