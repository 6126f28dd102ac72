"""Which blocks of an article are title, standfirst, heading, body and caption, and which are frame.

The reader of a page sees this from the layout; here it follows from the order of the blocks, from how they
end, and from the lines that only a frame has (``lines.py``). No rule knows an outlet.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rapidfuzz import fuzz

from kg.model import SegmentKind
from kg.reading.agencies import government_body
from kg.reading.captions import is_sign_off, split_credit
from kg.reading.dateline import Dateline, read_dateline
from kg.reading.layout import Block
from kg.reading.lines import LineKind, collapsed, is_masthead, label, line_kind

#: Headlines and headings are shorter; longer lines without a full stop are prose that lost it.
LONGEST_HEADING_WORDS = 14
LONGEST_TITLE_WORDS = 25
#: Blocks between the title and the body: dates, bylines, captions, buttons.
_HEAD_BLOCKS = 14
_LONGEST_STANDFIRST = 400

_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$|[\"”»]$")
_ABBREVIATED = re.compile(r"(?:\b[A-Z]\.){2,}$|\b(?:Inc|Ltd|Co|Corp|Jr|Sr|No)\.$")
_SEPARATED = re.compile(r"\s[|>›»·•]\s")
_TITLE_LABELS = ("title", "headline")
_STANDFIRST_LABELS = ("summary", "abstract", "description", "standfirst", "subtitle", "highlight")
_BODY_LABELS = ("body", "text", "full text")
_HEAD_LINES: tuple[LineKind, ...] = ("date", "byline", "source", "credit")


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


@dataclass(frozen=True, slots=True)
class Structure:
    """The parts in order; ``title`` and ``body`` are the places of the title and of the first body part."""

    parts: list[Part] = field(default_factory=list)
    title: int | None = None
    body: int = 0


def ends_sentence(line: str) -> bool:
    """Whether a line ends as a sentence does; the stop of "U.S." or "Inc." is none."""
    return bool(_SENTENCE_END.search(line[-12:])) and not _ABBREVIATED.search(line[-12:])


def structure(text: str, blocks: Sequence[Block], title: str | None = None) -> Structure:
    """Decide what each block is. ``title`` is the title where the record or the page has named it."""
    parts = [_part(text, block) for block in blocks]
    _read_labels(text, parts)
    first = next((i for i, part in enumerate(parts) if _is_prose(part) or _opens_report(part)), len(parts))
    title_at = _find_title(parts, first, title)
    body_at = _find_body(parts, -1 if title_at is None else title_at)
    for i, part in enumerate(parts[:body_at]):
        if part.labelled is None:
            part.kind = _head_kind(
                part, after_title=title_at is not None and i > title_at, titled=bool(title)
            )
    if title_at is not None:
        parts[title_at].kind = "title"
    _read_body(parts, body_at, "" if title_at is None else parts[title_at].line)
    _mark_captions(parts)
    return Structure(parts, title_at, body_at)


def _part(text: str, block: Block) -> Part:
    words = text[block.start : block.end]
    what = None if block.level else line_kind(words)
    line = collapsed(words)
    if what is None and not block.level and (government_body(line) or _is_breadcrumb(line)):
        what = "furniture"
    return Part(text, block.start, block.end, line, block, what)


def _is_breadcrumb(line: str) -> bool:
    pieces = _SEPARATED.split(line)
    return len(pieces) > 1 and all(len(piece.split()) <= 3 for piece in pieces) and not ends_sentence(line)


def _is_prose(part: Part) -> bool:
    if part.block.level or part.what is not None or part.labelled:
        return False
    if part.words > LONGEST_TITLE_WORDS:
        return True
    return part.words >= 3 and ends_sentence(part.line) and any(c.islower() for c in part.line)


def _opens_report(part: Part) -> bool:
    """Whether the part begins with a dateline and goes on as prose; also finds a dateline that stands alone."""
    if part.dateline is None and part.what in (None, "date", "furniture") and not part.block.level:
        dateline = read_dateline(part.raw)
        if dateline and (dateline.length >= len(part.raw) or _goes_on(part, dateline)):
            part.dateline = dateline
    return part.dateline is not None and part.dateline.length < len(part.raw)


def _goes_on(part: Part, dateline: Dateline) -> bool:
    """Whether a report follows the dateline: "COLOMBIA - PEACE" is a heading."""
    words = len(part.raw[dateline.length :].split())
    return words > LONGEST_HEADING_WORDS or (words >= 3 and ends_sentence(part.line))


def _read_labels(text: str, parts: Sequence[Part]) -> None:
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


def _find_title(parts: Sequence[Part], first: int, title: str | None) -> int | None:
    if title:
        wanted = collapsed(title).casefold()
        head = [i for i, part in enumerate(parts[: first + 2]) if len(part.line) <= 400]
        close = [i for i in head if fuzz.ratio(wanted, parts[i].line.casefold()) >= 85]
        return close[0] if close else None
    for i, part in enumerate(parts[: first + 1]):
        if part.block.level == 1 or part.kind == "title":
            return i
    free = [
        i
        for i, part in enumerate(parts[:first])
        if part.what is None and not part.labelled and not part.block.item
    ]
    headlines = [i for i in free if parts[i].words >= 4 and not is_masthead(parts[i].line)]
    if headlines:
        return headlines[0]
    short = [i for i in free if parts[i].words >= 2 and not is_masthead(parts[i].line)]
    return max(short, key=lambda i: (parts[i].words, -i), default=None)


def _find_body(parts: Sequence[Part], title_at: int) -> int:
    """The index of the first part of the body; what stands between the title and it is the head."""
    begin = title_at + 1
    prose_before = 0
    for i in range(begin, min(len(parts), begin + _HEAD_BLOCKS)):
        if _opens_report(parts[i]):
            return i
        prose_before += _is_prose(parts[i])
        if prose_before > 2 or parts[i].kind == "body":
            break
    prose = [i for i in range(begin, len(parts)) if _is_prose(parts[i]) or parts[i].kind == "body"]
    if not prose:
        return begin
    at = prose[0]
    if title_at < 0:
        return at
    for i, following in pairwise(prose[:3]):
        between = parts[i + 1 : following]
        has_head_line = any(part.what in _HEAD_LINES for part in between[:3])
        # Printed directly under the title, where paragraphs are set apart by blank lines.
        under_title = not any(part.block.gap for part in parts[begin : i + 1]) and parts[following].block.gap
        if len(parts[i].line) > _LONGEST_STANDFIRST or not (has_head_line or under_title):
            break
        at = following
    return at


def _head_kind(part: Part, *, after_title: bool, titled: bool) -> SegmentKind:
    if part.what is not None:
        return "caption" if part.what in ("caption", "credit") else "frame"
    if part.block.level > 1:
        return "heading"
    if part.dateline and part.dateline.length >= len(part.raw):
        return "frame"
    if (after_title or titled) and (_is_prose(part) or part.words >= 6) and not is_masthead(part.line):
        return "standfirst"
    return "frame"


def _read_body(parts: Sequence[Part], body_at: int, title: str) -> None:
    has_prose = any(map(_is_prose, parts[body_at:]))
    under_links = ended = seen_prose = False
    for part in parts[body_at:]:
        prose = _is_prose(part)
        if part.labelled and not seen_prose:
            seen_prose = seen_prose or part.kind == "body"
            continue
        if part.what == "links":
            under_links = True
        elif prose:
            under_links = False
            seen_prose = True
        if part.what == "end" and seen_prose:
            ended = True
        if ended or part.line == title:
            part.kind = "frame"
        elif part.what in ("caption", "credit"):
            part.kind = "caption"
        elif part.what is not None:
            part.kind = "frame"
        elif not has_prose:
            part.kind = "body" if part.words >= 4 or part.dateline else "frame"
        elif under_links and not prose:
            part.kind = "frame"
        else:
            part.kind = "body" if prose else _loose_kind(part)
    _sign_off_is_body(parts, body_at)
    _drop_lists_of_headings(parts, body_at, has_prose)


def _loose_kind(part: Part) -> SegmentKind:
    """A line in the body that is no full sentence: a heading, an item of a list, or prose cut short."""
    if part.block.level:
        return "heading"
    if part.block.item or part.words > LONGEST_HEADING_WORDS or part.line.endswith((",", ";")):
        return "body"
    return "body" if part.line.endswith(":") and part.words > 6 else "heading"


def _sign_off_is_body(parts: Sequence[Part], body_at: int) -> None:
    """The last paragraph of a report may end in its agency's name, as captions do."""
    for part in reversed(parts[body_at:]):
        if part.kind == "body":
            return
        if part.what == "caption" and (credited := split_credit(part.line)) and is_sign_off(*credited):
            part.kind = "body"
            return


def _drop_lists_of_headings(parts: Sequence[Part], body_at: int, has_prose: bool) -> None:
    """Three headings in a row are a menu; headings and items after the last paragraph are links."""
    run: list[Part] = []
    for part in [*parts[body_at:], None]:
        if part is not None and part.kind == "heading" and not part.block.level:
            run.append(part)
            continue
        if len(run) >= 3:
            for heading in run:
                heading.kind = "frame"
        run = []
    if not has_prose:
        return
    last = max(
        (i for i, part in enumerate(parts) if part.kind == "body" and _is_prose_or_signed(part)), default=0
    )
    if parts and parts[last].line.endswith(":"):
        return  # the items below belong to the last paragraph
    for part in parts[max(last + 1, body_at) :]:
        if part.kind in ("heading", "body") and part.words <= LONGEST_TITLE_WORDS:
            part.kind = "frame"


def _is_prose_or_signed(part: Part) -> bool:
    return _is_prose(part) or part.what == "caption" or part.labelled is not None


def _mark_captions(parts: Sequence[Part]) -> None:
    """A line directly above a bare photo credit is the caption that it belongs to."""
    for part, credit in pairwise(parts):
        loose = part.kind in ("heading", "frame") or (part.kind == "standfirst" and not part.block.gap)
        if credit.what == "credit" and not credit.block.gap and loose and part.what is None:
            part.kind = "caption"
