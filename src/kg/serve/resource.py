"""The page, or the RDF, of whatever an IRI of the graph stands for: an entity, an article, an event, a term."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote, unquote

import pyoxigraph as ox
from rdflib import RDF, RDFS, SKOS

from kg.serve.answer import Answer, Refusal
from kg.serve.article import article_page
from kg.serve.cards import Card, card, statements_about
from kg.serve.negotiation import GRAPH_TYPES, negotiate
from kg.serve.reading import FAMILIES, Reader, Ref, clipped
from kg.serve.sparql import graph_answer
from kg.serve.templates import render
from kg.statements import local
from kg.store import Store
from kg.vocabulary import GP

#: Events on a page.
PER_PAGE = 50

_OFFICES = (GP.holdsOffice, GP.formerlyHeldOffice)
# What the page shows elsewhere, or what says nothing to a reader.
_NOT_LISTED = {
    str(predicate)
    for predicate in (RDF.type, SKOS.prefLabel, SKOS.altLabel, RDFS.label, *_OFFICES, GP.text, GP.title)
}


def show_resource(
    store: Store, folder: Path, *, iri: str, local: bool, page: int, accept: str, most: int
) -> Answer:
    """What the graph says of ``iri``, as HTML or RDF.

    :param local: ``iri`` is only what follows the graph's base IRI, as it stands in a path.
    :raises Refusal: if the graph says nothing of it.
    """
    reader = Reader(store)
    candidates = [iri]
    if local:
        # A browser escapes what an IRI may hold as it is.
        candidates = [reader.base + iri, reader.base + unquote(iri)]
    found = next((one for one in candidates if reader.values(one)), None)
    if found is None:
        raise Refusal(404, f"the graph says nothing of {candidates[0][:200]}")
    media_type = negotiate(accept, ["text/html", "application/xhtml+xml", *GRAPH_TYPES])
    if media_type in GRAPH_TYPES:
        return graph_answer(_about(reader, found), media_type, most, store.prefixes)
    if media_type is None:
        raise Refusal(406, f"there is no such format; accept text/html or one of {', '.join(GRAPH_TYPES)}")
    if "Article" in reader.types(found):
        return article_page(reader, folder, found)
    if reader.statement_type(found):
        return _statement_page(reader, found)
    return _entity_page(reader, found, page)


def _about(reader: Reader, iri: str) -> list[ox.Triple]:
    """What is said of ``iri``; of an entity also the events and facts that it takes part in, with their sentences; and
    the labels of all that these name."""
    subjects = [iri]
    if reader.statement_type(iri):
        statements = [iri]
    elif "Article" in reader.types(iri):
        statements = []
    else:
        statements = [one for both in statements_about(reader, iri) for one in both]
    for statement in statements:
        subjects += [statement, *reader.all(statement, GP.evidence)]
    triples = {triple for subject in subjects for triple in reader.triples(subject)}
    named = {triple.object.value for triple in triples if isinstance(triple.object, ox.NamedNode)}
    labels = {str(SKOS.prefLabel), str(GP.title)}
    for other in named - set(subjects):
        triples |= {triple for triple in reader.triples(other) if triple.predicate.value in labels}
    return sorted(triples, key=str)


def _statement_page(reader: Reader, iri: str) -> Answer:
    shown = card(reader, iri)
    body = render("statement.html.j2", iri=iri, title=reader.label(iri), shown=shown, path=reader.href(iri))
    return Answer(body)


def _entity_page(reader: Reader, iri: str, page: int) -> Answer:
    type_ = reader.entity_type(iri)
    events, facts = statements_about(reader, iri)
    pages = max(1, -(-len(events) // PER_PAGE))
    page = min(max(page, 1), pages)
    fact_cards = [card(reader, one) for one in facts]
    articles = sorted(
        reader.subjects("https://schema.org/mentions", iri),
        key=lambda one: (reader.one(one, GP.published), one),
        reverse=True,
    )
    outside = reader.all(iri, SKOS.exactMatch)
    body = render(
        "entity.html.j2",
        iri=iri,
        path=reader.href(iri),
        title=reader.label(iri),
        type=type_ or next(iter(reader.types(iri)), ""),
        family=FAMILIES.get(type_, ""),
        names=[clipped(name) for name in reader.all(iri, SKOS.altLabel)],
        outside=[one for one in outside if one.startswith(("http://", "https://"))],
        properties=_properties(reader, iri),
        offices=[one for one in fact_cards if one.heading in ("holdsOffice", "formerlyHeldOffice")],
        holders=_holders(reader, iri, fact_cards),
        facts=fact_cards,
        events=[card(reader, one) for one in events[(page - 1) * PER_PAGE : page * PER_PAGE]],
        number=len(events),
        page=page,
        pages=pages,
        here_is=f"/entity?iri={quote(iri, safe='')}",
        articles=[(reader.ref(one), reader.one(one, GP.published)) for one in articles[:PER_PAGE]],
        more_articles=max(0, len(articles) - PER_PAGE),
        explorable=bool(type_),
    )
    return Answer(body)


def _properties(reader: Reader, iri: str) -> list[tuple[str, list[Ref]]]:
    """What is said of an entity itself: (name of the property, values)."""
    values = reader.values(iri)
    listed = [
        (local(predicate), reader.refs(values[predicate]))
        for predicate in sorted(values)
        if predicate not in _NOT_LISTED and predicate != str(SKOS.exactMatch)
    ]
    of = reader.subjects(GP.officeOf, iri)
    if of:
        listed.append(("offices", reader.refs(of)))
    return listed


def _holders(reader: Reader, iri: str, facts: list[Card]) -> list[Card]:
    """Who holds or held an office."""
    if reader.entity_type(iri) != "Office":
        return []
    return [one for one in facts if one.heading in ("holdsOffice", "formerlyHeldOffice")]
