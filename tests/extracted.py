"""The real pipeline, loaded once for all tests that read sentences, and what it makes of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any

from kg.extractor import Extractor
from kg.model import Extraction
from kg.reading import article_from_text

PUBLISHED = date(2024, 6, 12)


@cache
def extractor() -> Extractor:
    """With the rules alone: what the model makes of what they find has tests of its own."""
    return Extractor(typer=False)


def extractions(texts: Iterable[str], **metadata: Any) -> list[Extraction]:
    """What each text states, every one an article of its own."""
    articles = [
        article_from_text(text + "\n", key=f"{number}.txt", published=PUBLISHED, **metadata)
        for number, text in enumerate(texts)
    ]
    return list(extractor().extract(articles))


@cache
def extraction(text: str) -> Extraction:
    return extractions([text])[0]


def links(text: str) -> list[tuple[str, str]]:
    """The mentions of a text, in order, each with the name of the entity that it was linked to."""
    found = extraction(text)
    names = {entity.key: entity.name for entity in found.entities}
    return [(mention.text, names[mention.entity]) for mention in found.mentions]


def meant(text: str, words: str) -> list[set[str]]:
    """For each mention with these words, in order, the names of all that it stands for."""
    found = extraction(text)
    names = {entity.key: entity.name for entity in found.entities}
    at: dict[int, set[str]] = {}
    for mention in found.mentions:
        if mention.text == words:
            at.setdefault(mention.start, set()).add(names[mention.entity])
    return [at[start] for start in sorted(at)]
