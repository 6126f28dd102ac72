"""Reading the graph through SPARQL: the values of events, facts, entities and sentences, as plain text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from string import ascii_letters
from typing import get_args

from rdflib import RDF, SKOS, URIRef
from rdflib.term import Node

from kg.model import EntityType
from kg.vocabulary import GP

#: Runs a SPARQL SELECT over the union of all graphs and returns its rows, by name of variable. Only the text of a
#: value is read, so rows of plain text do, and are made sooner than rdflib's terms.
Select = Callable[[str], Iterable[Mapping[str, Node | str]]]


class Record(dict[str, tuple[str, ...]]):
    """Local name of a predicate → its values, sorted; a name that is not stated has none."""

    __slots__ = ()

    def __missing__(self, name: str) -> tuple[str, ...]:
        return ()


# What XML 1.0 cannot hold, and so neither GraphML nor GEXF.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def taking_part(chosen: Sequence[str], *roles: URIRef) -> str:
    """A pattern for ?item that has one of ``chosen`` in one of ``roles``; empty if none is chosen."""
    if not chosen:
        return ""
    # n3() refuses characters that could end the IRI.
    values = " ".join(URIRef(iri).n3() for iri in chosen)
    return f"VALUES ?who {{ {values} }} ?item {'|'.join(role.n3() for role in roles)} ?who ."


def records(select: Select, pattern: str, subject: str, predicates: Sequence[URIRef]) -> dict[str, Record]:
    """The values of ``predicates`` for each ``subject`` of ``pattern``, in order of IRI.

    One row for each subject, since turning terms into Python takes longer than finding them.
    """
    found: dict[str, Record] = {}
    names = dict(zip(ascii_letters, map(local, predicates), strict=False))
    same: dict[tuple[str, ...], tuple[str, ...]] = {}
    for row in select(_query(pattern, subject, predicates)):
        found[str(row[subject[1:]])] = _record(str(row["values"]), names, same)
    return dict(sorted(found.items()))


def _query(pattern: str, subject: str, predicates: Sequence[URIRef]) -> str:
    """One row for each subject: its values in one text, each after the letter of its predicate, its length, a space.

    The subjects are found first, each once, and then their values: joined with a list of predicates instead, Oxigraph
    would go through all that the graph says with these predicates, however few the subjects are.
    """
    letter = '""'
    for sign, predicate in reversed(list(zip(ascii_letters, predicates, strict=False))):
        letter = f'IF(SAMETERM(?p, {predicate.n3()}), "{sign}", {letter})'
    # With their lengths, values may hold whatever an article says.
    value = f'CONCAT({letter}, STR(STRLEN(STR(?o))), " ", STR(?o))'
    among = ", ".join(predicate.n3() for predicate in predicates)
    return (
        f'SELECT {subject} (GROUP_CONCAT({value}; separator="") AS ?values) WHERE {{ '
        f"{{ SELECT DISTINCT {subject} WHERE {{ {pattern} }} }} {subject} ?p ?o FILTER (?p IN ({among})) "
        f"}} GROUP BY {subject}"
    )


def _record(text: str, names: Mapping[str, str], same: dict[tuple[str, ...], tuple[str, ...]]) -> Record:
    """The values that a row of :func:`_query` holds.

    :param names: the predicates' letters.
    :param same: what is there already, so that a value which thousands have is kept once.
    """
    lists: dict[str, list[str]] = {}
    place = 0
    while place < len(text):
        start = text.index(" ", place) + 1
        end = start + int(text[place + 1 : start - 1])
        lists.setdefault(names[text[place]], []).append(text[start:end])
        place = end
    record = Record()
    is_xml = not _NOT_XML.search(text)
    for name, values in lists.items():
        # A statement may stand in several graphs.
        kept = tuple(values) if len(values) == 1 else tuple(sorted(set(values)))
        if not is_xml:
            kept = tuple(_NOT_XML.sub("", value) for value in kept)
        record[name] = same.setdefault(kept, kept)
    return record


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
        article = articles.get(one(sentence, "article"), Record())
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


def one(record: Record, name: str, default: str = "") -> str:
    """The first value, in order of text, so that a second one does not make results vary."""
    values = record.get(name)
    return values[0] if values else default


def local(iri: str) -> str:
    """What stands after the last "#" or "/"."""
    return iri[max(iri.rfind("#"), iri.rfind("/")) + 1 :]
