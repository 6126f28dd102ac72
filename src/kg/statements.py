"""Reading the graph through SPARQL: the values of events, facts, entities and sentences, as plain text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import get_args
from urllib.parse import unquote

from rdflib import RDF, SKOS, URIRef
from rdflib.term import Node

from kg.model import EntityType
from kg.vocabulary import GP

#: Runs a SPARQL SELECT over the union of all graphs and returns its rows, by name of variable.
Select = Callable[[str], Iterable[Mapping[str, Node]]]

#: Local name of a predicate → its values, sorted; a name that is not stated has none.
Record = defaultdict[str, list[str]]

# What XML 1.0 cannot hold, and so neither GraphML nor GEXF.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def taking_part(chosen: Sequence[str], *roles: URIRef) -> str:
    """A pattern for ?item that has one of ``chosen`` in one of ``roles``; empty if none is chosen."""
    if not chosen:
        return ""
    # n3() refuses characters that could end the IRI.
    values = " ".join(URIRef(iri).n3() for iri in chosen)
    return f"VALUES ?who {{ {values} }} ?item {'|'.join(role.n3() for role in roles)} ?who ."


def records(select: Select, pattern: str, subject: str, predicates: Iterable[URIRef]) -> dict[str, Record]:
    """The values of ``predicates`` for each ``subject`` of ``pattern``, in order of IRI.

    One row for each subject, since turning terms into Python takes longer than finding them.
    """
    among = " ".join(predicate.n3() for predicate in predicates)
    # Encoded, values hold no space, so a space can part them whatever an article says.
    pairs = 'GROUP_CONCAT(DISTINCT CONCAT(STR(?p), " ", ENCODE_FOR_URI(STR(?o))); separator=" ")'
    where = f"{pattern} VALUES ?p {{ {among} }} {subject} ?p ?o"
    query = f"SELECT {subject} ({pairs} AS ?pairs) WHERE {{ {where} }} GROUP BY {subject}"
    found: dict[str, Record] = {}
    for row in select(query):
        words = str(row["pairs"]).split(" ")
        record: Record = defaultdict(list)
        for predicate, value in sorted(zip(words[::2], map(unquote, words[1::2]), strict=True)):
            record[local(predicate)].append(_NOT_XML.sub("", value))
        found[str(row[subject[1:]])] = record
    return dict(sorted(found.items()))


def entities_of(select: Select) -> dict[str, Record]:
    """All entities, by IRI."""
    classes = [GP.Actor, *(GP[name] for name in get_args(EntityType))]
    pattern = f"VALUES ?type {{ {' '.join(c.n3() for c in classes)} }} ?item a ?type ."
    return records(select, pattern, "?item", [RDF.type, SKOS.prefLabel, SKOS.altLabel, GP.iso3, GP.officeOf])


def reports_of(select: Select, pattern: str, entities: Mapping[str, Record]) -> dict[str, dict[str, str]]:
    """The sentences that the statements of ``pattern`` rest on, each with its article, by IRI."""
    evidence_of = f"{pattern} ?item {GP.evidence.n3()} ?evidence ."
    sentences = records(select, evidence_of, "?evidence", [GP.text, GP.start, GP.article])
    article_of = f"{evidence_of} ?evidence {GP.article.n3()} ?article ."
    about = [GP.title, GP.publisher, GP.published, GP.url]
    articles = records(select, article_of, "?article", about)
    reports = {}
    for iri, sentence in sentences.items():
        article = articles.get(one(sentence, "article"), defaultdict(list))
        reports[iri] = {
            "text": one(sentence, "text"),
            "start": one(sentence, "start"),
            "article": one(sentence, "article"),
            "title": one(article, "title"),
            "publisher": names_of(article["publisher"], entities),
            "published": one(article, "published"),
            "url": one(article, "url"),
        }
    return reports


def passages_of(select: Select, pattern: str, predicate: URIRef) -> dict[str, Record]:
    """The passages to which ``predicate`` leads from the statements of ``pattern``: article, start, end, by IRI."""
    found = f"{pattern} ?item {predicate.n3()} ?passage ."
    return records(select, found, "?passage", [GP.article, GP.start, GP.end])


def names_of(values: Iterable[str], entities: Mapping[str, Record]) -> str:
    """Names for IRIs of entities; what is no entity (a publisher given as text) stands for itself."""
    return "; ".join(one(entities[v], "prefLabel") or local(v) if v in entities else v for v in values)


def one(record: Mapping[str, list[str]], name: str, default: str = "") -> str:
    """The first value, in order of text, so that a second one does not make results vary."""
    values = record.get(name)
    return values[0] if values else default


def local(iri: str) -> str:
    """What stands after the last "#" or "/"."""
    return re.split(r"[#/]", iri)[-1]
