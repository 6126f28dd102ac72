"""The blocks of a plain text: paragraphs, headings and single lines, with where they stand.

Text files come laid out in three ways, often mixed: blank lines between paragraphs, one paragraph per line
without blank lines, and lines wrapped at a fixed width. A block is one paragraph in each of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

#: Wider than any text that is wrapped for terminals, e-mail or wire printers (those use 60 to 80 columns).
WIDEST_WRAP = 120
#: Narrower columns would join verse, lists and addresses.
NARROWEST_WRAP = 40

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\r\n\u2028\u2029]")
_MD_HEADING = re.compile(r"(#{1,6})[ \t]+(?=\S)")
_MD_UNDERLINE = re.compile(r"\s{0,3}(=+|-{2,})\s*")
_MD_QUOTE_OR_BULLET = re.compile(r"(?:>\s?)+|(?:[-*+•‣▪●]|\d{1,2}[.)])[ \t]+(?=\S)")
_EMPHASIS = "*_"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a line at ``[start, end)``.

    ``level`` is the level of a marked heading (1 is the title), 0 for all else. ``gap`` says whether a blank
    line or another clear break stands before it. ``item`` marks an item of a list.
    """

    start: int
    end: int
    level: int = 0
    gap: bool = True
    item: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    gap: bool
    indent: int
    alone: bool

    @property
    def width(self) -> int:
        return self.end - self.start + self.indent


def _lines(text: str, begin: int, stands_alone: Callable[[str], bool]) -> Iterator[_Line]:
    """Lines that hold more than white space, each without the white space around it."""
    previous_end: int | None = None
    for match in _LINE.finditer(text, begin):
        raw = match.group()
        content = raw.strip()
        if not content:
            continue
        indent = len(raw) - len(raw.lstrip())
        start = match.start() + indent
        gap = previous_end is None or len(_BREAK.findall(text, previous_end, start)) > 1
        previous_end = start + len(content)
        yield _Line(start, previous_end, gap, indent, stands_alone(content))


def _is_open(text: str, line: _Line, following: _Line) -> bool:
    """Whether the sentence at the end of ``line`` goes on in the next one."""
    return text[following.start].islower() or text[line.end - 1] not in ".!?:;\"'”’»)]"


def _first_word(text: str, line: _Line) -> int:
    end = line.start
    while end < line.end and not text[end].isspace():
        end += 1
    return end - line.start


def _wrap_width(text: str, lines: Sequence[_Line]) -> int | None:
    """The width at which the file's lines are wrapped, or ``None`` if its line breaks end paragraphs.

    In wrapped text a break is forced: the next word would not have fitted. So the breaks after full lines
    are looked at, and most of them must fall inside a sentence.
    """
    pairs = [
        (line, following)
        for line, following in pairwise(lines)
        if not (following.gap or line.alone or following.alone)
    ]
    widths = sorted(line.width for line, _ in pairs)
    if not widths:
        return None
    width = widths[(len(widths) * 9) // 10]
    if not NARROWEST_WRAP <= width <= WIDEST_WRAP:
        return None
    full = [(a, b) for a, b in pairs if a.width + 1 + _first_word(text, b) > width]
    within_sentence = sum(_is_open(text, a, b) for a, b in full)
    certainly = any(text[b.start].islower() for _, b in full)
    return width if certainly and 2 * within_sentence >= len(full) else None


def blocks_of(text: str, *, begin: int = 0, stands_alone: Callable[[str], bool]) -> list[Block]:
    """The blocks of ``text`` from offset ``begin`` on, in order, none empty, none overlapping.

    ``stands_alone`` tells a line that is complete in itself (a date line, a byline): it is never joined to
    its neighbours.
    """
    lines = list(_lines(text, begin, stands_alone))
    width = _wrap_width(text, lines)
    blocks: list[Block] = []
    last: _Line | None = None
    for line in lines:
        content = text[line.start : line.end]
        if last is not None and not line.gap and blocks:
            underline = _MD_UNDERLINE.fullmatch(content)
            above = text[blocks[-1].start : blocks[-1].end]
            if underline and blocks[-1].level == 0 and len(content) >= 3 and _may_be_heading(above):
                level = 1 if content[0] == "=" else 2
                blocks[-1] = Block(blocks[-1].start, blocks[-1].end, level, blocks[-1].gap)
                last = None
                continue
            if width and _joins(text, last, line, width):
                blocks[-1] = Block(blocks[-1].start, line.end, 0, blocks[-1].gap, blocks[-1].item)
                last = line
                continue
        block = _block(text, line)
        blocks.append(block)
        last = line if block.level == 0 else None
    return blocks


def _may_be_heading(content: str) -> bool:
    return len(content) <= 200 and not content.endswith(".")


def _joins(text: str, last: _Line, line: _Line, width: int) -> bool:
    forced = last.width + 1 + _first_word(text, line) > width
    content = text[line.start : line.end]
    if last.alone or line.alone:
        return False
    if line.indent >= last.indent + 2 and text[line.start].isupper():
        return False  # wire copy marks a new paragraph by its indent alone
    if _MD_HEADING.match(content) or _MD_QUOTE_OR_BULLET.match(content):
        return False
    return forced or text[line.start].islower()


def _block(text: str, line: _Line) -> Block:
    """The block that begins with ``line``, without the marks of Markdown around its words."""
    start, end, level, item = line.start, line.end, 0, False
    if heading := _MD_HEADING.match(text, start, end):
        start, level = heading.end(), len(heading[1])
        while end > start and text[end - 1] in "# \t":
            end -= 1
        if start >= end:
            return Block(line.start, line.end, 0, line.gap)
    elif (mark := _MD_QUOTE_OR_BULLET.match(text, start, end)) and mark.end() < end:
        start, item = mark.end(), not mark[0].startswith(">")
    inner = text[start:end]
    bare = inner.strip(_EMPHASIS)
    # A whole line in bold or italics; a mark inside the line belongs to the words.
    if len(inner) > len(bare) > 0 and not any(mark in bare for mark in _EMPHASIS) and bare.strip():
        front = len(inner) - len(inner.lstrip(_EMPHASIS))
        back = len(inner) - len(inner.rstrip(_EMPHASIS))
        if front == back:
            start, end = start + front, end - back
    return Block(start, end, level, line.gap, item)
