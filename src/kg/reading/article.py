"""From a text and what is known of it to an :class:`Article`."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from datetime import date

from kg.errors import UnreadableInput
from kg.model import Article, Segment, SegmentKind
from kg.reading.agencies import canonical_publisher
from kg.reading.ending import sign_off, unfinished_from
from kg.reading.layout import Block, blocks_of
from kg.reading.lines import collapsed, line_kind, outlet_name
from kg.reading.markdown import front_matter
from kg.reading.metadata import Metadata, published_on, publisher_of, speaker_of, url_of
from kg.reading.parts import Part, ends_sentence
from kg.reading.structure import Structure, structure

#: XML (and so GraphML, GEXF and SPARQL results) cannot hold these; form feeds and tabulators are white space.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PAGE_BREAK = re.compile(r"[\x0b\x0c]")
_LONGEST_METADATA = 1000
_TITLE_PIECES = re.compile(r"\s+[|»›]\s+")
_SITE_AFTER_TITLE = re.compile(r"\s+[–—-]\s+(?P<site>[^|–—]{2,40})$")


def printable(text: str) -> str:
    """``text`` with U+FFFD for characters that XML cannot hold: one for one, so that offsets stay."""
    return _PAGE_BREAK.sub(" ", _UNPRINTABLE.sub("\ufffd", text))


def article_from_text(
    text: str,
    *,
    key: str,
    title: str | None = None,
    published: date | None = None,
    publisher: str | None = None,
    url: str | None = None,
    speaker: str | None = None,
    default_date: date | None = None,
    markdown: bool = False,
) -> Article:
    """The article that ``text`` is: its frame read as metadata, its paragraphs as segments.

    Metadata that is given wins over what the text says; ``default_date`` is used where no date is found.
    ``markdown`` allows for front matter at the top. ``key`` says where the article came from.
    ``Article.text`` is ``text`` unchanged, save that control characters and lone surrogates become U+FFFD
    one for one. ``dateline_place`` is the place, then a comma and the country or region where one is printed.

    Raises:
        UnreadableInput: there is nothing but white space.
    """
    text = printable(text)
    if not text.strip():
        raise UnreadableInput(f"{key}: no text, only white space; give the article's text")
    given = Metadata(title, published, publisher, url, speaker)
    begin = 0
    if markdown:
        begin, front = front_matter(text)
        given = Metadata(
            title or front.title,
            published or front.published,
            publisher or front.publisher,
            url or front.url,
            speaker,
        )
    blocks = blocks_of(text, begin=begin, stands_alone=lambda line: line_kind(line) is not None)
    front_start, front_end = len(text) - len(text.lstrip()), len(text[:begin].rstrip())
    frame = (Segment(front_start, front_end, "frame"),) if front_start < front_end else ()
    return compose(text, blocks, key=key, given=given, default_date=default_date, before=frame)


def compose(
    text: str,
    blocks: Sequence[Block],
    *,
    key: str,
    given: Metadata,
    default_date: date | None = None,
    before: tuple[Segment, ...] = (),
) -> Article:
    """The article made of ``blocks`` of ``text``; ``before`` are segments that stand before all of them."""
    made = structure(text, blocks, given.title)
    dateline = next((part.dateline for part in made.parts[: made.body + 1] if part.dateline), None)
    signed, segments = _segments(made)
    printed_title, site = _title(made)
    if made.title is not None:
        segments = _only_title(segments, made.parts[made.title], printed_title)
    title = _short(given.title) or printed_title[:_LONGEST_METADATA] or None
    found = publisher_of(made, dateline, signed) or (canonical_publisher(site) if site else None)
    publisher = canonical_publisher(_short(given.publisher) or "") or found
    published = given.published or published_on(made, dateline) or default_date
    dateline_date = None
    if dateline and dateline.day:
        dateline_date = dateline.day.nearest_to(published) if published else dateline.day.as_date()
    url = _short(given.url) or url_of(made)
    return Article(
        id=content_id(text, title, published, publisher, url),
        key=key,
        text=text,
        segments=before + tuple(segments),
        title=title,
        published=published,
        publisher=publisher,
        url=url,
        dateline_place=dateline.place if dateline else None,
        dateline_date=dateline_date,
        speaker=_short(given.speaker) or speaker_of(made, title, publisher),
    )


def content_id(
    text: str, title: str | None, published: date | None, publisher: str | None, url: str | None
) -> str:
    """24 hexadecimal digits of a SHA-256 over the content, independent of where the article lies."""
    values = [text, title, published.isoformat() if published else None, publisher, url]
    return hashlib.sha256(json.dumps(values).encode("ascii")).hexdigest()[:24]


def _short(value: str | None) -> str | None:
    return collapsed(printable(value))[:_LONGEST_METADATA] or None if value else None


def _title(made: Structure) -> tuple[str, str | None]:
    """The title as printed, and the outlet that some pages print beside it ("… | The Lakeside Times")."""
    if made.title is None:
        return "", None
    line = collapsed(made.parts[made.title].raw)
    site = _SITE_AFTER_TITLE.search(line)
    if site and (name := outlet_name(site["site"])) and line.count(" ", 0, site.start()) >= 2:
        return line[: site.start()], name
    pieces = _TITLE_PIECES.split(line)
    longest = max(pieces, key=len)
    others = [piece for piece in pieces if piece is not longest]
    if others and longest.count(" ") >= 2 and all(piece.count(" ") < 4 for piece in others):
        return longest, next(filter(None, map(outlet_name, others)), None)
    return line, None


def _only_title(segments: list[Segment], part: Part, title: str) -> list[Segment]:
    """The segments with the title without the outlet's name."""
    start = part.raw.find(title)
    if start < 0:
        return segments  # wrapped over several lines: the places do not correspond
    narrow = Segment(part.start + start, part.start + start + len(title), "title")
    return [narrow if segment.kind == "title" else segment for segment in segments]


def _segments(made: Structure) -> tuple[str | None, list[Segment]]:
    """The segments, and the agency that signs the last paragraph."""
    body = [part for part in made.parts if part.kind == "body"]
    last = body[-1] if body else None
    others_end_in_stops = len(body) > 1 and all(ends_sentence(part.line) for part in body[:-1])
    signed = sign_off(last.raw) if last else None
    segments: list[Segment] = []
    for part in made.parts:
        start, end = part.start, part.end
        if part.dateline and part.kind in ("body", "standfirst") and part is made.parts[made.body]:
            after = start + part.dateline.length
            segments.extend(_trimmed(part, start, after, "frame"))
            start = after
        if part is last:
            if signed and part.start + signed[0] > start:
                end = part.start + signed[0]
            else:
                cut = unfinished_from(part.text[start:end], others_end_in_stops=others_end_in_stops)
                end = end if cut is None else start + cut
        segments.extend(_trimmed(part, start, end, part.kind))
        segments.extend(_trimmed(part, end, part.end, "frame"))
    return signed[1] if signed else None, segments


def _trimmed(part: Part, start: int, end: int, kind: SegmentKind) -> Iterator[Segment]:
    """The range without white space at its ends, as a segment, unless nothing is left."""
    words = part.text[start:end]
    bare = words.strip()
    if bare:
        start += len(words) - len(words.lstrip())
        yield Segment(start, start + len(bare), kind)
