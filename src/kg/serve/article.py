"""An article as a page: its text, with who is named, the sentences of events and the words that tell of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from rdflib import DCTERMS, SDO

from kg.cache import Cache
from kg.errors import KgError
from kg.folder import read_settings
from kg.model import Extraction, Segment
from kg.serve.answer import Answer
from kg.serve.cards import card
from kg.serve.marking import Mark, Piece, pieces
from kg.serve.reading import Reader, Ref
from kg.serve.templates import render
from kg.vocabulary import GP


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of the article of one kind; see :class:`kg.model.Segment`."""

    kind: str
    pieces: list[Piece]


def article_page(reader: Reader, folder: Path, iri: str) -> Answer:
    """The page of an article."""
    statements = _statements(reader, iri)
    marks = _statement_marks(reader, iri, statements)
    extraction = _extraction(folder, iri)
    paragraphs: list[Paragraph] = []
    if extraction is not None:
        text = extraction.article.text
        marks += _mention_marks(reader, iri, extraction)
        for segment in _segments(extraction):
            paragraphs.append(Paragraph(segment.kind, pieces(text, segment.start, segment.end, marks)))
    publisher, url = reader.one(iri, GP.publisher), reader.one(iri, GP.url)
    body = render(
        "article.html.j2",
        iri=iri,
        title=reader.one(iri, GP.title),
        published=reader.one(iri, GP.published),
        publisher=reader.ref(publisher) if publisher else None,
        # Only the web: a link that an article gives could be a script.
        url=url if url.lower().startswith(("http://", "https://")) else "",
        paragraphs=paragraphs,
        cards=[card(reader, one, article=iri) for one in statements],
        mentioned=reader.refs(reader.all(iri, SDO.mentions)),
        path=reader.href(iri),
    )
    return Answer(body)


def _statements(reader: Reader, iri: str) -> list[str]:
    """Events and facts of the article, in the order of its text."""
    first: dict[str, tuple[int, str]] = {}
    for passage in reader.subjects(GP.article, iri):
        start = int(reader.one(passage, GP.start, "0"))
        for statement in reader.subjects(GP.evidence, passage):
            first[statement] = min((start, statement), first.get(statement, (start, statement)))
    return sorted(first, key=lambda one: first[one])


def _statement_marks(reader: Reader, iri: str, statements: list[str]) -> list[Mark]:
    marks = []
    for statement in statements:
        for kind, predicate in (("sentence", GP.evidence), ("trigger", GP.triggerAt)):
            for passage in reader.all(statement, predicate):
                if reader.one(passage, GP.article) == iri:
                    start, end = (int(reader.one(passage, at, "0")) for at in (GP.start, GP.end))
                    target = Ref(reader.label(statement), f"#s-{statement.rsplit('/', 1)[-1]}")
                    marks.append(Mark(start, end, kind, target))
    return marks


def _extraction(folder: Path, iri: str) -> Extraction | None:
    """What the article states, with its text; None if it is not at hand."""
    settings = read_settings(folder)
    article = iri.rsplit("/", 1)[-1]
    try:
        with Cache(folder, read_only=True) as extractions:
            found = extractions.load(article, settings.fingerprint)
            if found is None:  # a build of another version of kg is under way
                text = extractions.article(article)
                found = Extraction(text) if text else None
            return found
    except KgError:  # a folder that may only be read
        return None


def _segments(extraction: Extraction) -> list[Segment]:
    """The article's segments; an article without any is one paragraph."""
    article = extraction.article
    shown = [one for one in sorted(article.segments) if article.text[one.start : one.end].strip()]
    return shown or [Segment(0, len(article.text), "body")]


def _mention_marks(reader: Reader, iri: str, extraction: Extraction) -> list[Mark]:
    """Who is named where. The graph says which entities an article names, the extraction where and by which name; a
    mention that fits no entity, or several, gets no link."""
    named: dict[str, set[str]] = defaultdict(set)
    known: dict[str, str] = {}
    for entity in reader.all(iri, SDO.mentions):
        for name in reader.names(entity):
            named[name].add(entity)
        for ref in reader.all(entity, DCTERMS.identifier):
            known[ref] = entity
    locals_ = {entity.key: entity for entity in extraction.entities}
    marks = []
    for mention in extraction.mentions:
        of = locals_.get(mention.entity)
        found: set[str] = set()
        if of is not None and of.ref is not None and of.ref in known:
            found = {known[of.ref]}
        for name in (of.name if of else "", mention.text, " ".join(mention.text.split())):
            found = found or named.get(name, set())
        if len(found) == 1:
            (entity,) = found
            marks.append(Mark(mention.start, mention.end, "mention", reader.ref(entity)))
    return marks
