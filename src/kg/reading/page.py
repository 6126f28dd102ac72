"""HTML pages: main text and metadata by trafilatura, without the network."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from kg.errors import UnreadableInput
from kg.model import Article
from kg.reading.article import compose, printable
from kg.reading.dates import FIRST_YEAR, LAST_YEAR, parse_date
from kg.reading.layout import Block
from kg.reading.lines import collapsed
from kg.reading.metadata import Metadata

#: News pages have some thousands; reading 50,000 takes about four seconds.
MOST_ELEMENTS = 50_000

#: Attributes of one element. The parser compares each with all others.
MOST_ATTRIBUTES = 500

_TAG = re.compile(r"""<[a-zA-Z](?:[^>"']|"[^"]*"|'[^']*')*""")
_QUOTED = re.compile(r""""[^"]*"|'[^']*'""")
_ATTRIBUTE_END = re.compile(r"[\s/=]+")
_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>", re.IGNORECASE)
_LEVEL = re.compile(r"h([1-6])")


def looks_like_html(text: str) -> bool:
    """Whether a text is an HTML page, whatever the file is called."""
    return text[:200].lstrip("\ufeff \t\r\n").lower().startswith(("<!doctype html", "<html"))


def article_from_html(html: str, *, key: str, default_date: date | None = None) -> Article:
    """The article on an HTML page.

    ``Article.text`` is the main text that was extracted, one paragraph per block with a blank line between;
    offsets point into it, not into the HTML. The page's title is its first block.

    Raises:
        UnreadableInput: without the key; the page holds no article, or cannot be parsed.
    """
    # Loaded here because it takes longer than all else in this package, and most inputs are plain text.
    from lxml import etree  # type: ignore[import-untyped]
    from lxml import html as lxml_html
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    source = printable(_XML_DECLARATION.sub("", html, count=1))
    if any(_attributes(tag[0]) > MOST_ATTRIBUTES for tag in _TAG.finditer(source)):
        raise UnreadableInput(
            f"is HTML with over {MOST_ATTRIBUTES} attributes on one element; save its text as .txt"
        )
    parser = lxml_html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        tree = lxml_html.document_fromstring(source, parser=parser)
        if sum(1 for _ in tree.iter()) > MOST_ELEMENTS:
            raise UnreadableInput(
                f"is HTML with over {MOST_ELEMENTS:,} elements, as no article has; save its text as .txt"
            )
        found = bare_extraction(
            tree,
            include_comments=False,
            include_formatting=True,
            include_tables=False,
            with_metadata=True,
            # Fixed limits (by default the upper one is today), and no search of the whole page for a guess.
            date_extraction_params={
                "original_date": True,
                "extensive_search": False,
                "min_date": f"{FIRST_YEAR}-01-01",
                "max_date": f"{LAST_YEAR}-12-31",
            },
        )
    except (etree.LxmlError, ValueError, RecursionError) as error:
        raise UnreadableInput(
            f"is HTML that cannot be parsed ({type(error).__name__}); save the article's text as .txt"
        ) from None
    if not isinstance(found, Document) or found.body is None:
        raise UnreadableInput("is an HTML page without article text; save the article's text as .txt")
    text, blocks = _text_and_blocks(found.body, found.title)
    if not any(block.level == 0 for block in blocks):
        raise UnreadableInput("is an HTML page without article text; save the article's text as .txt")
    given = Metadata(
        title=found.title or None,
        published=parse_date(found.date) if found.date else None,
        publisher=found.sitename or None,
        url=found.url if found.url and found.url.startswith(("http://", "https://")) else None,
    )
    return compose(text, blocks, key=key, given=given, default_date=default_date)


def _attributes(tag: str) -> int:
    """About how many attributes a start tag has, and never fewer than half of them."""
    # "a=1 b" has three words: no attribute has more than two.
    return len(_ATTRIBUTE_END.findall(_QUOTED.sub("", tag))) // 2 if len(tag) > MOST_ATTRIBUTES else 0


def _text_and_blocks(body: Any, title: str | None) -> tuple[str, list[Block]]:
    """The text of the extracted tree, and its blocks with the levels of their headings."""
    paragraphs: list[tuple[str, int, bool]] = []
    for element in body.iter("head", "p", "item", "quote", "code"):
        # A paragraph within an item or a quotation comes on its own.
        if any(child.tag in ("p", "item", "head") for child in element):
            continue
        level = 0
        if element.tag == "head":
            level = int(match[1]) if (match := _LEVEL.fullmatch(element.get("rend", ""))) else 2
        if words := collapsed(" ".join(element.itertext())):
            paragraphs.append((words, level, element.tag == "item"))
    if title and not any(collapsed(title).casefold() in words.casefold() for words, _, _ in paragraphs[:3]):
        paragraphs.insert(0, (collapsed(title), 1, False))
    blocks: list[Block] = []
    start = 0
    for words, level, item in paragraphs:
        blocks.append(Block(start, start + len(words), level, True, item))
        start += len(words) + 2
    return "\n\n".join(words for words, _, _ in paragraphs), blocks
