"""Names that a title in apposition shows to be people's: "X, the ousted president," and "the finance minister, X,".

The entity recogniser takes names it has never seen for organisations, or for nothing; a title beside them does not err.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc

from kg.lexicon import load
from kg.nlp.names import CALENDAR, honorifics, is_capitalised, scan_name
from kg.nlp.titles import GENERIC, RoleSpan, prefixes

#: What may follow a title in apposition, whose it is or the rest of the sentence.
_CLOSES = frozenset(
    {",", ".", ";", ")", "of", "for", "and", "who", "since", "from", "until", "between", "during", "throughout",
     "under", "in", "at", "when"}
)  # fmt: skip
#: "In Deir Hafer, the governor of the province …" names a place.
_PLACING = frozenset({"in", "at", "near", "outside", "around", "across", "into", "inside", "from", "to"})
_BEFORE = frozenset({"the", "a", "an", "its", "his", "her", "their", "'s", "whose", "-"})
#: How many words may stand between the comma and the title, and in a name.
_REACH, _LONGEST = 8, 6


def apposed_people(doc: Doc, found: Iterable[RoleSpan], taken: set[int]) -> Iterator[tuple[int, int]]:
    """Names, as first and last token (exclusive). ``taken`` are tokens that are known to name something else."""
    for role in found:
        if role.form is None or role.form.role is None:
            continue
        end = role.end
        if doc[end : end + 1].text == "-":
            end += 2  # "president-elect"
        owned = doc[end : end + 1].text in {"of", "for"}
        if role.form.role in GENERIC and not owned:
            continue
        start = _opening(doc, role.start, taken)
        plain = start == role.start and not owned
        if start > 1 and doc[start - 1].text == "," and doc[end : end + 1].text in _CLOSES:
            comma = start - 1
            if comma > 1 and doc[comma - 1].like_num and doc[comma - 2].text == ",":
                comma -= 2
            yield from _name_before(doc, comma, taken, alone=not plain)
        behind = _behind_owner(doc, end, taken) if owned else end
        if (
            behind + 1 < len(doc)
            and doc[behind].text == ","
            and not plain
            and not doc[behind + 1].is_sent_start
        ):
            yield from _name_behind(doc, behind + 1, taken)


def _opening(doc: Doc, i: int, taken: set[int]) -> int:
    """Where the noun phrase of the title at token ``i`` begins: "the country's former" and the like before it."""
    start = i
    modifiers = {
        word
        for kind in ("former", "acting", "deputy", "plain", "incoming", "outgoing")
        for word in prefixes(kind)
    }
    modifiers |= {*load("offices")["prefixes"]["ordinals"], *_BEFORE}
    while i > 0 and start - i < _REACH and not doc[i].is_sent_start:
        word = doc[i - 1].lower_
        if word not in modifiers and i - 1 not in taken and doc[i : i + 1].text != "'s":
            break
        i -= 1
    return i


def _behind_owner(doc: Doc, i: int, taken: set[int]) -> int:
    """Where the owner ends whose name follows the "of" at token ``i``: "governor of the Central Bank of Kenya"."""
    start = i
    i += 1
    while i < len(doc) and i - start < _REACH + _LONGEST and not doc[i].is_sent_start and (
        i in taken or doc[i].lower_ in {"the", "of"}
    ):  # fmt: skip
        i += 1
    return i


def _name_before(doc: Doc, comma: int, taken: set[int], alone: bool) -> Iterator[tuple[int, int]]:
    for start in range(max(0, comma - _LONGEST), comma):
        if any(t.is_sent_start for t in doc[start + 1 : comma]) or not _opens_name(doc, start, taken):
            continue
        if scan_name(doc, start, taken) != comma:
            continue
        if start > 0 and not doc[start].is_sent_start and doc[start - 1].lower_ in _PLACING:
            return
        if _is_name(doc, start, comma) and (alone or comma - start > 1):
            yield start, comma
        return


def _name_behind(doc: Doc, start: int, taken: set[int]) -> Iterator[tuple[int, int]]:
    while start < len(doc) and doc[start].lower_.rstrip(".") in honorifics():
        start += 1
    if start >= len(doc) or not _opens_name(doc, start, taken):
        return
    end = scan_name(doc, start, taken)
    if doc[end : end + 1].text in {",", "."} and _is_name(doc, start, end):
        yield start, end


def _opens_name(doc: Doc, i: int, taken: set[int]) -> bool:
    token = doc[i]
    return (
        i not in taken
        and is_capitalised(token)
        and not token.is_stop
        and token.text not in CALENDAR
        and token.lower_.rstrip(".") not in honorifics()
    )


def _is_name(doc: Doc, start: int, end: int) -> bool:
    """Whether the words could name a person: no body's head noun, and no word all in capitals."""
    heads = {head for listed in load("organisation_heads")["heads"].values() for head in listed}
    words = [t.text for t in doc[start:end]]
    return not heads.intersection(words) and not any(w.isupper() and len(w) > 2 for w in words)
