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
from kg.reading.captions import is_sign_off, split_credit
from kg.reading.layout import Block
from kg.reading.lines import LineKind, collapsed, is_function_word, is_masthead
from kg.reading.parts import (
    LONGEST_HEADING_WORDS,
    LONGEST_TITLE_WORDS,
    NEW_SENTENCE,
    Part,
    is_prose,
    opens_report,
    part_of,
    read_labels,
)

#: Blocks between the title and the body: dates, bylines, captions, buttons.
_HEAD_BLOCKS = 14
_LONGEST_STANDFIRST = 400

#: Words of the page that speaks to its reader.
_TO_THE_READER = re.compile(r"\b(?:you|your|us|our|my)\b", re.IGNORECASE)
_HEAD_LINES: tuple[LineKind, ...] = ("date", "byline", "source")


@dataclass(frozen=True, slots=True)
class Structure:
    """The parts in order; ``title`` and ``body`` are the places of the title and of the first body part."""

    parts: list[Part] = field(default_factory=list)
    title: int | None = None
    body: int = 0


def structure(text: str, blocks: Sequence[Block], title: str | None = None) -> Structure:
    """Decide what each block is. ``title`` is the title where the record or the page has named it."""
    parts = [part_of(text, block) for block in blocks]
    read_labels(text, parts)
    first = next((i for i, part in enumerate(parts) if is_prose(part) or opens_report(part)), len(parts))
    title_at = _find_title(parts, first, title)
    if title_at is not None:
        _join_second_line(parts, title_at)
    body_at = _find_body(parts, -1 if title_at is None else title_at)
    for i, part in enumerate(parts[:body_at]):
        if part.labelled is None:
            part.kind = _head_kind(
                part, after_title=title_at is not None and i > title_at, titled=bool(title)
            )
    for i, part in enumerate(parts):
        if i == title_at:
            part.kind = "title"
        elif part.kind == "title":
            part.kind = "frame"  # an export that states the headline twice
    _read_body(parts, body_at, "" if title_at is None else parts[title_at].line)
    _mark_captions(parts)
    return Structure(parts, title_at, body_at)


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
        return next((i for i in headlines if not _TO_THE_READER.search(parts[i].line)), headlines[0])
    if first < len(parts) - 1 and _is_question(parts[first].line):
        return first
    short = [i for i in free if parts[i].words >= 2 and not is_masthead(parts[i].line)]
    return max(short, key=lambda i: (parts[i].words, -i), default=None)


def _is_question(line: str) -> bool:
    """Whether a line is one short question, as a headline may be."""
    return line.endswith("?") and len(line.split()) <= LONGEST_HEADING_WORDS and not NEW_SENTENCE.search(line)


def _join_second_line(parts: list[Part], title_at: int) -> None:
    """Join the lines of a headline that is broken after a word in which none ends ("To Meet In / Oslo")."""
    title, *below = parts[title_at : title_at + 2]
    if not below or title.what is not None or not is_function_word(title.line.split()[-1].lower()):
        return
    second = below[0]
    if second.block.gap or second.what is not None or second.block.level or is_prose(second):
        return
    title.end, title.line = second.end, f"{title.line} {second.line}"
    del parts[title_at + 1]


def _find_body(parts: Sequence[Part], title_at: int) -> int:
    """The index of the first part of the body; what stands between the title and it is the head."""
    begin = title_at + 1
    prose_before = 0
    for i in range(begin, min(len(parts), begin + _HEAD_BLOCKS)):
        if opens_report(parts[i]):
            return i
        prose_before += is_prose(parts[i])
        if prose_before > 2 or parts[i].kind == "body":
            break
    prose = [i for i in range(begin, len(parts)) if is_prose(parts[i]) or parts[i].kind == "body"]
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
    if (after_title or titled) and (is_prose(part) or part.words >= 6) and not is_masthead(part.line):
        return "standfirst"
    return "frame"


def _read_body(parts: Sequence[Part], body_at: int, title: str) -> None:
    has_prose = any(map(is_prose, parts[body_at:]))
    under_links = ended = seen_prose = False
    for part in parts[body_at:]:
        prose = is_prose(part)
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
    if NEW_SENTENCE.search(part.line) or (part.line.endswith(":") and part.words > 6):
        return "body"
    # No heading ends in "of" or takes two lines: it is a caption, broken by hand.
    broken = is_function_word(part.line.split()[-1].lower()) or "\n" in part.raw or "\r" in part.raw
    return "caption" if broken else "heading"


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
        if part.kind == "heading" or (part.block.item and part.words <= LONGEST_TITLE_WORDS):
            part.kind = "frame"


def _is_prose_or_signed(part: Part) -> bool:
    return is_prose(part) or part.what == "caption" or part.labelled is not None


def _mark_captions(parts: Sequence[Part]) -> None:
    """A line right above a bare photo credit is its caption; so is the second line of a caption."""
    for part, below in pairwise(parts):
        if below.block.gap or part.what is not None:
            continue
        loose = part.kind in ("heading", "frame", "standfirst")
        if (below.what == "credit" and loose) or (part.kind == "caption" and below.kind == "heading"):
            part.kind = below.kind = "caption"
