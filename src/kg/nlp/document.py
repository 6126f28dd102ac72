"""From an article to the text that is parsed, and back to the offsets of the original.

Only the title, standfirst, headings and body are parsed; the frame (datelines, captions, share buttons) is
left out. Runs of white space become one space, typographic quotes become plain ones, because the small model was
trained on such text, and letters that a wrong decoding has garbled are put right; a table of offsets leads every
character back to where it stood.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Literal

from spacy.language import Language
from spacy.tokens import Doc

from kg.model import PARSED, Article, EntityType, Segment, SegmentKind, Span
from kg.nlp.garbled import repaired

_PLAIN = str.maketrans(
    {
        **dict.fromkeys("’‘ʼʻ′`´ʹ＇", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑⁃﹣－", "-"),
    }
)

#: "metonym" is a capital that acts for its country, "title" an office beside its holder's name.
MentionKind = Literal["name", "demonym", "metonym", "nominal", "title", "pronoun"]


@dataclass(slots=True, eq=False)
class DocEntity:
    """An entity while its article is being read; compared by identity."""

    type: EntityType
    name: str
    ref: str | None = None
    country: str | None = None
    names: set[str] = field(default_factory=set)
    gender: Literal["m", "f"] | None = None
    plural: bool = False
    generic: bool = False
    """Named by a role or a nationality only, so it is another one in every article."""
    key: str = ""


@dataclass(slots=True, eq=False)
class DocMention:
    """A mention while its article is being read. ``start`` and ``end`` are characters of the parsed text."""

    start: int
    end: int
    text: str
    type: EntityType
    kind: MentionKind = "name"
    ref: str | None = None
    country: str | None = None
    entity: DocEntity | None = None
    token: int = -1
    """Index of the token that stands for the mention in the parse."""
    others: tuple[DocEntity, ...] = ()
    """Further entities that a plural pronoun stands for: "they" of two countries."""


@dataclass(slots=True, eq=False)
class Holding:
    """A person named with an office: "Syrian Foreign Minister X", "X, the former president of Y".

    ``role`` is a key of ``offices.toml``; ``start`` and ``end`` are the characters of title and name.
    """

    person: DocMention
    role: str
    role_at: int
    """First character of the last word of the role."""
    title: str
    """The role as the article words it: "defense secretary"."""
    start: int
    end: int
    rule: str
    of: DocMention | None = None
    former: bool = False
    designate: bool = False
    prefix: str = ""
    """"Deputy" or "Acting": part of the office's name."""
    also: str = ""
    """How the article words the office of the one whose counterpart this is."""


def register_extensions() -> None:
    """Declare the attributes that the components set on a Doc. Calling it again changes nothing."""
    for name, default in (
        ("plain", ""),
        ("offsets", None),
        ("widths", None),
        ("segments", ()),
        ("dateline", None),
        ("publisher", None),
        ("first_person", None),
        ("mentions", None),
        ("holdings", None),
        ("entities", None),
        ("titles", None),
        ("spelling", None),
    ):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=default)


_LINK = re.compile(r"(\[)[^\[\]]{1,200}(\]\([^()\s]{1,500}\))")


def _link_markup(text: str, segment: Segment) -> set[int]:
    """Positions of the brackets and addresses of Markdown links, which are no words of the sentence."""
    if "](" not in text:
        return set()
    found: set[int] = set()
    for link in _LINK.finditer(text, segment.start, segment.end):
        for group in (1, 2):
            found.update(range(*link.span(group)))
    return found


#: No word: a line of dashes, an address that follows its reader, a picture in letters. The time that the tokeniser
#: takes grows with the third power of their length.
_NO_WORD = re.compile(r"\S{300,}")


def _is_plain(text: str) -> bool:
    """Whether all characters of a segment are parsed as they stand: so are those of most."""
    return (
        text.isascii()
        and text.isprintable()
        and text[:1].strip() != ""
        and "  " not in text
        and "](" not in text
        and not _NO_WORD.search(text)
    )


def document(nlp: Language, article: Article) -> Doc:
    """The article's parsed text, tokenised, with ``doc._.offsets`` and ``doc._.segments`` set."""
    characters: list[str] = []
    offsets = array("L")
    widths: dict[int, int] = {}
    segments: list[tuple[int, int, SegmentKind]] = []
    for segment in article.segments:
        if segment.kind not in PARSED:
            continue
        if characters:
            characters.append(" ")
            offsets.append(segment.start)
        first = len(characters)
        text = article.text[segment.start : segment.end]
        if _is_plain(text):
            characters += text.translate(_PLAIN)
            offsets.extend(range(segment.start, segment.end))
            segments.append((first, len(characters), segment.kind))
            continue
        markup = _link_markup(article.text, segment)
        letters: dict[int, str] = {}
        for start, end, letter in repaired(text):
            letters[segment.start + start] = letter
            widths[segment.start + start] = end - start
            markup.update(range(segment.start + start + 1, segment.start + end))
        for run in _NO_WORD.finditer(article.text, segment.start, segment.end):
            letters[run.start()] = "\ufffd"
            widths[run.start()] = run.end() - run.start()
            markup.update(range(run.start() + 1, run.end()))
        for position in range(segment.start, segment.end):
            if position in markup:
                continue
            character = letters.get(position) or article.text[position]
            if character.isspace() or not character.isprintable():
                # Control and format characters (bidi marks, soft hyphens) take part in no word.
                if not character.isspace():
                    continue
                if len(characters) == first or characters[-1] == " ":
                    continue
                character = " "
            characters.append(character.translate(_PLAIN))
            offsets.append(position)
        if len(characters) > first:
            segments.append((first, len(characters), segment.kind))
    text = "".join(characters)
    doc = nlp.make_doc(text)
    # Doc.text is put together from the tokens at every call.
    doc._.plain = text
    doc._.offsets = offsets
    doc._.widths = widths
    doc._.segments = tuple(segments)
    doc._.dateline = article.dateline_place
    doc._.publisher = article.publisher
    doc._.first_person = article.speaker
    return doc


def original_span(doc: Doc, start: int, end: int) -> Span:
    """Where characters ``start:end`` of the parsed text stand in the original."""
    offsets, widths = doc._.offsets, doc._.widths
    last = offsets[end - 1]
    return Span(offsets[start], last + (widths.get(last, 1) if widths else 1))


def segment_kind(doc: Doc, position: int) -> SegmentKind:
    """The kind of the segment that a character of the parsed text stands in."""
    segments = doc._.segments
    index = bisect_right(segments, position, key=lambda segment: segment[0]) - 1
    return segments[index][2] if index >= 0 and position < segments[index][1] else "body"
