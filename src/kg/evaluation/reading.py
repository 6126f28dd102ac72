"""From a sentence of a gold file to an article that the ordinary pipeline can read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kg.errors import UnreadableInput
from kg.model import Article, Segment
from kg.reading import article_from_text


def sentence_article(sentence: str, key: str, published: date | None = None) -> Article:
    """The sentence as an article of its own, by default undated, read as any text is ("TOKYO -- " is a dateline).

    What reading takes for frame altogether (a lone heading) becomes body, so that it is parsed all the same.
    """
    whole = (Segment(0, len(sentence), "body"),)
    try:
        article = article_from_text(sentence, key=key, published=published)
    except UnreadableInput:
        return Article(key, key, sentence, whole, published=published)
    if any(segment.kind == "body" for segment in article.segments):
        return article
    return replace(article, segments=whole)
