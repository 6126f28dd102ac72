"""How the last paragraph ends: with an agency's sign-off, or cut off in the middle of a sentence."""

from __future__ import annotations

import re

from kg.reading.agencies import known_agency
from kg.reading.lines import is_function_word

_SIGN_OFF = re.compile(
    r"(?P<mark>\s*(?:\((?P<round>[A-Z][^()]{1,40})\)|(?:--?|[–—])\s?(?P<dash>[A-Z][\w/ .-]{1,40}?)"
    r"|/(?P<slash>[A-Z][\w -]{1,30})/?))\.?\s*$"
)
_END_MARK = re.compile(
    r"[.!?][\"'”’]?\s+(?P<mark>Enditem|ENDITEM|Item ends|ENDS?|[-–—]\s?(?:ENDS?|Ends)\s?[-–—]|#{3,}"
    r"|\((?:END|End|ends|MORE|more)\))\s*$"
)
_CUT_MARK = re.compile(
    r"\s*(?:\[\s*(?:…|\.{3})\s*\]|\.{3,}|…)?\s*"
    r"(?:\[\+?\d+ chars\]|(?:read|continue|see) (?:more|reading)\W*)?\s*$",
    re.IGNORECASE,
)
_STOP = re.compile(r"[.!?…][\"'”’»)\]]*(?=\s+[\"'“‘(«\[]?[^\W\d_a-z]|\s+\d|\s*$)")
_NO_STOP = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Sgt|Rep|Sen|Gov|St|Prof|Rev|Hon|Capt|Maj|Adm|Brig|No|vs|Jan|Feb|Mar|Apr|Jun|Jul"
    r"|Aug|Sept?|Oct|Nov|Dec)|\b[A-Z])\.$"
)


def sign_off(paragraph: str) -> tuple[int, str | None] | None:
    """Where the mark after the last sentence of ``paragraph`` begins, and the agency that it names, if any.

    "… he said. (Xinhua)", "… he said. — AFP", "… he said. Enditem".
    """
    begin = max(0, len(paragraph) - 60)
    if ended := _END_MARK.search(paragraph, begin):
        return ended.start("mark"), None
    match = _SIGN_OFF.search(paragraph, begin)
    if match is None or match.start() == 0:
        return None
    name = match["round"] or match["dash"] or match["slash"]
    agency = known_agency(name) or known_agency(name.split("/")[0])
    before = paragraph[: match.start()].rstrip()
    initials = match["dash"] is not None and re.fullmatch(r"[A-Z]{2,8}", match["dash"])
    if not (agency or initials) or not before.endswith((".", "!", "?", '"', "”", "’")):
        return None
    return match.start() + len(match["mark"]) - len(match["mark"].lstrip()), agency


def unfinished_from(paragraph: str, *, others_end_in_stops: bool) -> int | None:
    """Where the unfinished last sentence of a cut text begins; ``None`` if the paragraph is complete.

    Signs of a cut: an ellipsis or ``[+1234 chars]`` at the very end, a last word that no sentence ends in, or
    no full stop where all other paragraphs have one.
    """
    mark = _CUT_MARK.search(paragraph, max(0, len(paragraph) - 80))
    end = mark.start() if mark else len(paragraph)
    kept = paragraph[:end].rstrip()
    marked = bool(paragraph[end:].strip())
    if not kept:
        return 0
    stops = [
        stop.end()
        for stop in _STOP.finditer(kept)
        if not _NO_STOP.search(kept[max(0, stop.start() - 6) : stop.start() + 1])
    ]
    if stops and stops[-1] == len(kept):
        return len(kept) if marked else None
    complete = kept[-1] in '.!?"”»'
    words = kept.rsplit(None, 1)
    last_word = words[-1].strip("\"'“”‘’()[]").lower()
    broken = kept[-1] in ",;-–—(" or is_function_word(last_word)
    if not marked and (complete or not (broken or others_end_in_stops)):
        return None
    begin = stops[-1] if stops else 0
    while begin < len(paragraph) and paragraph[begin].isspace():
        begin += 1
    return begin
