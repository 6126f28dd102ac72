"""The parts of an article: blocks with what can be told of each on its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.model import SegmentKind
from kg.reading.agencies import government_body
from kg.reading.dateline import Dateline, read_dateline
from kg.reading.ending import sign_off
from kg.reading.layout import Block
from kg.reading.lines import LineKind, collapsed, label, line_kind

#: Headlines and headings are shorter; longer lines without a full stop are prose that lost it.
LONGEST_HEADING_WORDS = 14
LONGEST_TITLE_WORDS = 25

NEW_SENTENCE = re.compile(r"[a-z\d]{2}[.!?][\"”’]?\s+[\"“]?[A-Z]")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$|[\"”»]$")
_ABBREVIATED = re.compile(r"(?:\b[A-Z]\.){2,}$|\b(?:Inc|Ltd|Co|Corp|Jr|Sr|No)\.$")
_SEPARATED = re.compile(r"\s[|>›»·•]\s|[ \u00a0]{2,}|\t")
_TITLE_LABELS = ("title", "headline")
_STANDFIRST_LABELS = ("summary", "abstract", "description", "standfirst", "subtitle", "highlight")
_BODY_LABELS = ("body", "text", "full text")


@dataclass(slots=True)
class Part:
    """A block on its way to becoming segments."""

    text: str
    start: int
    end: int
    line: str
    block: Block
    what: LineKind | None
    kind: SegmentKind = "frame"
    dateline: Dateline | None = None
    labelled: tuple[str, str] | None = None

    @property
    def raw(self) -> str:
        return self.text[self.start : self.end]

    @property
    def words(self) -> int:
        return self.line.count(" ") + 1


def ends_sentence(line: str) -> bool:
    """Whether a line ends as a sentence does; the stop of "U.S." or "Inc." is none."""
    return bool(_SENTENCE_END.search(line[-12:])) and not _ABBREVIATED.search(line[-12:])


def part_of(text: str, block: Block) -> Part:
    """The block as a part, with what its own words say of it."""
    words = text[block.start : block.end]
    what = None if block.level else line_kind(words)
    line = collapsed(words)
    if what is None and not block.level and (government_body(line) or _is_breadcrumb(words.strip())):
        what = "furniture"
    return Part(text, block.start, block.end, line, block, what)


def _is_breadcrumb(line: str) -> bool:
    pieces = _SEPARATED.split(line)
    return len(pieces) > 1 and all(len(piece.split()) <= 3 for piece in pieces) and not ends_sentence(line)


def is_prose(part: Part) -> bool:
    """Whether the part is a paragraph: whole sentences, or too long for anything else."""
    if part.block.level or part.what is not None or part.labelled:
        return False
    if part.words > LONGEST_TITLE_WORDS:
        return True
    complete = ends_sentence(part.line) or sign_off(part.line) is not None
    return part.words >= 3 and complete and any(c.islower() for c in part.line)


def opens_report(part: Part) -> bool:
    """Whether the part begins with a dateline and goes on as prose. Notes a dateline that stands alone."""
    if part.dateline is None and part.what in (None, "date", "furniture") and not part.block.level:
        dateline = read_dateline(part.raw)
        if dateline and (dateline.length >= len(part.raw) or _goes_on(part, dateline)):
            part.dateline = dateline
    return part.dateline is not None and part.dateline.length < len(part.raw)


def _goes_on(part: Part, dateline: Dateline) -> bool:
    """Whether a report follows the dateline: "COLOMBIA - PEACE" is a heading."""
    words = len(part.raw[dateline.length :].split())
    return words > LONGEST_HEADING_WORDS or (words >= 3 and ends_sentence(part.line))


def read_labels(text: str, parts: Sequence[Part]) -> None:
    """Read the lines "Title: …", "Source: …" at the top of exports from archives."""
    labels = []
    for part in parts:
        named = label(part.line) if len(part.line) < 2000 else None
        if named is None or part.block.level:
            if part.what is None:
                break
            continue
        labels.append((part, named))
    # A single line with a colon is a headline ("Region: what the vote decides") rather than a form.
    if len(labels) < 2 and not any(name in _TITLE_LABELS for _, (name, _) in labels):
        return
    for part, (name, value) in labels:
        part.labelled = (name, value)
        wanted: SegmentKind = "frame"
        if name in _TITLE_LABELS:
            wanted = "title"
        elif name in _STANDFIRST_LABELS:
            wanted = "standfirst"
        elif name in _BODY_LABELS:
            wanted = "body"
        if wanted != "frame" and value:
            part.kind = wanted
            part.start = text.index(":", part.start) + 1
            while text[part.start].isspace():
                part.start += 1
