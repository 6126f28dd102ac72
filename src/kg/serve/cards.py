"""Events and facts as cards: what happened, who did it to whom, when, how sure, and the sentences that say so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rdflib import RDF

from kg.serve.marking import Mark, Piece, name_marks, pieces
from kg.serve.reading import Reader, Ref
from kg.statements import local
from kg.vocabulary import GP

_BASES = {
    "relative": "counted from the article’s date",
    "publication": "the article’s date",
    "dateline": "the dateline’s date",
}


@dataclass(frozen=True, slots=True)
class Quotation:
    """A sentence of evidence with its article."""

    pieces: list[Piece]
    article: Ref
    publisher: str
    published: str
    start: int


@dataclass(frozen=True, slots=True)
class Card:
    """An event or a fact."""

    iri: str
    href: str
    heading: str
    is_fact: bool
    side: str
    """The family of its colour: "verbal-conflict", …, "leadership", "relation"."""
    status: str
    date: str
    basis: str
    actors: list[Ref]
    """Of a fact, its subject."""
    recipients: list[Ref]
    """Of a fact, its object."""
    locations: list[Ref]
    speakers: list[Ref]
    about: list[str]
    confidence: float
    quotations: list[Quotation]

    @property
    def key(self) -> str:
        """An identifier within a page."""
        return self.iri.rsplit("/", 1)[-1]


def statements_about(reader: Reader, iri: str) -> tuple[list[str], list[str]]:
    """The events and the facts that an entity takes part in, the newest first; undated ones come last."""
    events: set[str] = set()
    for role in (GP.actor, GP.recipient, GP.location, GP.claimedBy):
        events.update(one for one in reader.subjects(role, iri) if reader.statement_type(one) != "Fact")
    facts = {
        one
        for role in (RDF.subject, RDF.object)
        for one in reader.subjects(role, iri)
        if reader.statement_type(one) == "Fact"
    }
    return _newest(reader, events), _newest(reader, facts)


def _newest(reader: Reader, statements: Iterable[str]) -> list[str]:
    def day(iri: str) -> str:
        return reader.one(iri, GP.earliest) or reader.one(iri, GP.latest)

    return sorted(sorted(statements), key=day, reverse=True)


def card(reader: Reader, iri: str, *, article: str = "") -> Card:
    """The card of an event or a fact; with ``article``, only that article's sentences."""
    is_fact = reader.statement_type(iri) == "Fact"
    subject, object_ = (RDF.subject, RDF.object) if is_fact else (GP.actor, GP.recipient)
    actors, recipients = reader.all(iri, subject), reader.all(iri, object_)
    quad = local(reader.one(iri, GP.quad))
    names = [(name, "actor") for one in actors for name in reader.names(one)]
    names += [(name, "recipient") for one in recipients for name in reader.names(one)]
    evidence = [e for e in reader.all(iri, GP.evidence) if article in ("", reader.one(e, GP.article))]
    quotations = [_quotation(reader, iri, e, names) for e in evidence]
    return Card(
        iri=iri,
        href=reader.href(iri),
        heading=_heading(reader, iri, is_fact),
        is_fact=is_fact,
        side="relation" if is_fact else _SIDES.get(quad, "leadership"),
        status=local(reader.one(iri, GP.status, "Asserted")),
        date=_date(reader, iri, is_fact),
        basis=_BASES.get(reader.one(iri, GP.dateBasis), ""),
        actors=reader.refs(actors),
        recipients=reader.refs(recipients),
        locations=reader.refs(reader.all(iri, GP.location)),
        speakers=reader.refs(reader.all(iri, GP.claimedBy)),
        about=reader.all(iri, GP.about),
        confidence=float(reader.one(iri, GP.confidence, "0")),
        quotations=sorted(quotations, key=lambda q: (q.published, q.article, q.start)),
    )


_SIDES = {
    "VerbalCooperation": "verbal-cooperation",
    "MaterialCooperation": "material-cooperation",
    "VerbalConflict": "verbal-conflict",
    "MaterialConflict": "material-conflict",
}


def _heading(reader: Reader, iri: str, is_fact: bool) -> str:
    if is_fact:
        return local(reader.one(iri, RDF.predicate))
    type_ = reader.statement_type(iri)
    prefix = f"mode-{type_.lower()}-"
    modes = ", ".join(local(mode).removeprefix(prefix) for mode in reader.all(iri, GP.mode))
    return f"{type_} ({modes})" if modes else type_


def _date(reader: Reader, iri: str, is_fact: bool) -> str:
    if not is_fact:
        return reader.one(iri, GP.date)
    begin, end = reader.one(iri, GP.validFrom), reader.one(iri, GP.validUntil)
    return begin if begin and begin == end else f"{begin or '..'}/{end or '..'}"


def _quotation(reader: Reader, iri: str, evidence: str, names: list[tuple[str, str]]) -> Quotation:
    text = reader.one(evidence, GP.text)
    article = reader.one(evidence, GP.article)
    start = int(reader.one(evidence, GP.start, "0"))
    triggers = []
    for passage in reader.all(iri, GP.triggerAt):
        if reader.one(passage, GP.article) == article:
            begin = int(reader.one(passage, GP.start, "0")) - start
            end = int(reader.one(passage, GP.end, "0")) - start
            if 0 <= begin < end <= len(text):
                triggers.append(Mark(begin, end, "trigger"))
    marks = [*triggers, *name_marks(text, names, triggers)]
    publisher = reader.one(article, GP.publisher)
    return Quotation(
        pieces=pieces(text, 0, len(text), marks),
        article=reader.ref(article),
        publisher=reader.ref(publisher).label if publisher else "",
        published=reader.one(article, GP.published),
        start=start,
    )
