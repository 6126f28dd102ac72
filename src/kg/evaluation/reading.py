"""From a sentence or passage of a gold file to what the ordinary pipeline makes of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc

from kg.errors import UnreadableInput
from kg.extraction import Extractor, _extraction
from kg.model import Article, Extraction, Segment
from kg.nlp import documents
from kg.reading import article_from_text


def sentence_article(sentence: str, key: str) -> Article:
    """The sentence as an article of its own, undated, read as any text is ("TOKYO -- " is a dateline).

    What reading takes for frame altogether (a lone heading) becomes body, so that it is parsed all the same.
    """
    whole = (Segment(0, len(sentence), "body"),)
    try:
        article = article_from_text(sentence, key=key)
    except UnreadableInput:
        return Article(key, key, sentence, whole)
    if any(segment.kind == "body" for segment in article.segments):
        return article
    return Article(article.id, key, article.text, whole)


def annotated(extractor: Extractor, articles: Iterable[Article]) -> Iterator[tuple[Doc, Extraction]]:
    """Each article's parse and what is extracted from it."""
    kept = list(articles)
    for article, doc in zip(kept, documents(extractor.pipeline, kept), strict=True):
        yield doc, _extraction(article, doc)
