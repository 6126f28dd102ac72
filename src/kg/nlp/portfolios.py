"""Titles of ministers, secretaries and commissioners with all that they are in charge of.

"Mines and Energy Minister", "Minister of Trade and Industry", "Union Minister of State for Home".
One with a portfolio that has no row of its own is called as the text calls it.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import pairwise

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from kg.lexicon import load
from kg.lexicon.gazetteer import demonyms, lookup
from kg.nlp.names import CALENDAR, is_capitalised
from kg.nlp.spelling import spelling
from kg.nlp.titles import Form, RoleSpan, known_titles, role_forms
from kg.nlp.words import EnglishWords

#: How many words an unknown portfolio may have: "Nation Building Minister".
_LONGEST = 3
#: Tokens of "Political, Legal and Security Affairs".
_LONGEST_FIELD = 12
#: Words of "minister for small island affairs".
_LONGEST_PLAIN = 4
#: What the ministers of churches are of.
_OF_CHURCHES = frozenset(
    {"state", "god", "christ", "word", "sacrament", "gospel", "church", "faith", "music"}
)


def find_roles(doc: Doc, matcher: PhraseMatcher, english: EnglishWords) -> list[RoleSpan]:
    """Role phrases, the longest where they overlap, in order."""
    every = known_titles(doc, matcher)
    ends = {r.end for r in every}
    known = [
        r for r in every if not (_bare_deputy(doc, r) or _names_thing(doc, r) or _given_name(doc, r, ends))
    ]
    found = [_unknown_field(doc, role, english) for role in _with_portfolios(doc, known)]
    return sorted((_opened(doc, role, english) for role in found), key=lambda r: r.start)


def _names_thing(doc: Doc, role: RoleSpan) -> bool:
    """ "Minister Street", "Premier Division", "General Gordon Oval": the title is part of another name.

    Not so in "Minister Park Jin", who bears such a word as a surname.
    """
    things = load("offices")["no_holders"]
    behind = doc[role.end : role.end + 2]
    if (
        len(behind) > 1
        and behind[0].lower_ in load("sites")["surnames"]["words"]
        and is_capitalised(behind[1])
        and not behind[1].is_sent_start
        and behind[1].text not in things
    ):
        return False
    return (
        doc[role.start].text[0].isupper()
        and len(behind) > 0
        and (
            behind[0].text in things
            or (len(behind) > 1 and is_capitalised(behind[0]) and behind[1].text in things)
        )
    )


def _given_name(doc: Doc, role: RoleSpan, ends: set[int]) -> bool:
    """ "Sultan al-Jaber", "Minister Amir Muqam": a sultan would be named, and not by his family alone.

    ``ends`` are the ends of all titles.
    """
    behind = doc[role.end : role.end + 1].text.lower()
    return doc[role.start : role.end].text in {"Sultan", "Emir", "Amir", "Shah"} and (
        behind in {"al", "el", "bin", "ibn", "ben"} or behind.startswith(("al-", "el-")) or role.start in ends
    )


def _bare_deputy(doc: Doc, role: RoleSpan) -> bool:
    """Whether "deputy" is no title: it is one in "his deputy, X" and "Chan's deputy Y" only."""
    if role.form is None or role.form.role != "deputy":
        return False
    possessed = role.start > 0 and doc[role.start - 1].lower_ in {"his", "her", "'s", "'"}
    at = role.end + (doc[role.end : role.end + 1].text == ",")
    return not (possessed and at < len(doc) and is_capitalised(doc[at]) and not doc[at].is_sent_start)


@cache
def _no_portfolios() -> frozenset[str]:
    """Words before "Minister" that say something else of somebody: "Former", "Green", "Congress"."""
    offices = load("offices")
    prefixes = {word for words in offices["prefixes"].values() for word in words}
    parties = {word for row in load("facts")["adjectives"] for word in row["words"]}
    heads = {word.lower() for words in load("organisation_heads")["heads"].values() for word in words}
    return frozenset(prefixes | parties | heads | set(offices["portfolios"]["no_subjects"]))


def _opened(doc: Doc, role: RoleSpan, english: EnglishWords) -> RoleSpan:
    """ "Nation Building Minister X": English words with capitals between something else and a bare "Minister X"."""
    start = role.start
    fielded = doc[max(0, start - 1)].text == "Affairs"
    if doc[start : role.end].text != "Minister" or not (
        fielded or (role.end < len(doc) and is_capitalised(doc[role.end]) and not doc[role.end].is_sent_start)
    ):
        return role
    while start > 0 and role.start - start <= _LONGEST and not doc[start].is_sent_start:
        word = doc[start - 1]
        if doc[start : role.end].text == "Affairs Minister" and is_capitalised(word) and lookup(word.text):
            start -= 1  # "Bougainville Affairs Minister"
            return RoleSpan(start, role.end, _portfolio(doc[start : role.end].text.lower()))
        if (
            not (word.is_alpha and word.is_title and word.text in english)
            or word.is_stop
            or word.lower_ in _no_portfolios()
            or word.text in CALENDAR
            or word.text in demonyms()
            or lookup(word.text) is not None
        ):
            break
        start -= 1
    # The first word of a sentence has its capital anyway.
    if start == role.start or role.start - start > _LONGEST or doc[start].is_sent_start or start == 0:
        return role
    if is_capitalised(doc[start - 1]) and not (
        doc[start - 1].text in demonyms() or lookup(doc[start - 1].text) is not None
    ):
        return role
    return RoleSpan(start, role.end, _portfolio(doc[start : role.end].text.lower()))


def _unknown_field(doc: Doc, role: RoleSpan, english: EnglishWords) -> RoleSpan:
    """ "Minister for Small Islands and Reefs": English words with capitals behind a bare "Minister of" or "for"."""
    bare = doc[role.start : role.end].text == "Minister"
    if doc[role.start : role.end].text.lower() in {"minister", "federal minister", "state minister"}:
        plain = _plain_field(doc, role, english)
        if plain is not None:
            return plain
    if not bare or doc[role.end : role.end + 1].text not in {"of", "for"}:
        return role
    i = end = role.end + 1
    while i < len(doc) and i - role.end < _LONGEST_FIELD and not doc[i].is_sent_start:
        word = doc[i]
        if word.lower_ in {"and", ",", "&", "of", "the", "for"}:
            i += 1
            continue
        if not (word.is_alpha and word.is_title and word.text in english) or lookup(word.text) is not None:
            break
        i = end = i + 1
    words = {token.lower_ for token in doc[role.end + 1 : end]}
    if not words or words & _OF_CHURCHES:
        return role
    return RoleSpan(role.start, end, _portfolio(doc[role.start : end].text.lower()))


def _plain_field(doc: Doc, role: RoleSpan, english: EnglishWords) -> RoleSpan | None:
    """ "minister for economic security": up to four English words without capitals that end the phrase."""
    if doc[role.end : role.end + 1].text not in {"of", "for"}:
        return None
    end, none = role.end + 1, load("offices")["portfolios"]["no_fields"]
    while end < len(doc) and end - role.end <= _LONGEST_PLAIN and doc[end].is_lower and doc[end].is_alpha:
        if doc[end].is_stop or doc[end].text not in english or doc[end].text in none:
            break
        end += 1
    closed = end >= len(doc) or doc[end].text in {
        ",",
        ".",
        ";",
        ")",
        "who",
        "in",
        "and",
        "since",
        "from",
        "until",
    }
    words = {token.text for token in doc[role.end + 1 : end]}
    if not words or not closed or words & _OF_CHURCHES:
        return None
    return RoleSpan(role.start, end, _portfolio(doc[role.start : end].text.lower()))


@cache
def _subjects() -> frozenset[str]:
    return frozenset(load("offices")["portfolios"]["subjects"])


def _with_portfolios(doc: Doc, found: list[RoleSpan]) -> list[RoleSpan]:
    """Titles of ministers with all that they are in charge of: "Mines and Energy Minister", "Minister of Trade and
    Industry". One with a portfolio that has no row of its own is called as the text calls it."""
    heads = set(load("offices")["portfolios"]["heads"])
    found = [role for role in found if not _of_council(doc, role)]
    by_end = {role.end: role for role in found}
    taken = {i for role in found for i in range(role.start, role.end)}
    for i, word in enumerate(spelling(doc).lower):
        if word != "secretary" or i in taken:
            continue
        # "Security Secretary": a secretary is none without a portfolio, or a party.
        portfolio = _before(doc, i, opened=False) < i
        if portfolio or _behind(doc, i + 1, opened=False) > i + 1:
            by_end[i + 1] = RoleSpan(i, i + 1, None)
        elif (i and doc[i - 1].lower_ == "'s") or doc[i + 1 : i + 2].text == "of":
            by_end[i + 1] = RoleSpan(i, i + 1, Form("general-secretary-of-party", {}))
    spans: list[RoleSpan] = []
    for role in by_end.values():
        words = doc[role.start : role.end].text.lower()
        ministerial = any(
            words == head or words.endswith(f" {head}") or words.startswith((f"{head} of ", f"{head} for "))
            for head in heads
        )
        if not ministerial or words.endswith("prime minister"):
            spans.append(role)
            continue
        start, end = role.start, role.end
        if words.endswith(("minister", "secretary", "commissioner")):
            # "Finance and National Planning Minister": "planning minister" is a title, and "national" part of it.
            start = min(_before(doc, start, opened=words not in heads), _before(doc, end - 1, opened=False))
        if start == role.start and (
            words in heads or (words.startswith(tuple(heads)) and words.split()[0] in heads)
        ):
            end = _behind(doc, end, opened=words not in heads)
        if end == role.end and end < len(doc) and doc[end].lower_ == "for":
            # "Vice Finance Minister for International Affairs X"
            behind = _behind(doc, end, opened=False)
            end = behind if behind < len(doc) and is_capitalised(doc[behind]) else end
        if (start, end) == (role.start, role.end):
            spans.append(role)
            continue
        general = role.form is None or words in heads or role.form.role in {"minister", "commissioner"}
        form = (
            _portfolio(doc[start:end].text.lower()) if general and "commissioner" not in words else role.form
        )
        spans.append(RoleSpan(start, end, form))
    # From left to right, the longest of those that begin together first: what ends before another did is inside it.
    alike = Counter((s.start, s.end) for s in spans)
    inside: set[tuple[int, int]] = set()
    furthest = -1
    for start, end in sorted(alike, key=lambda place: (place[0], -place[1])):
        if end <= furthest or alike[start, end] > 1:
            inside.add((start, end))
        furthest = max(furthest, end)
    return [s for s in spans if (s.start, s.end) not in inside]


def _of_council(doc: Doc, role: RoleSpan) -> bool:
    """ "Secretary of the Security Council of Armenia": the council is a body with a name of its own."""
    return (
        role.form is not None
        and role.form.role == "security-council-secretary"
        and doc[role.start].lower_ == "secretary"
        and doc[role.end : role.end + 1].text == "of"
    )


def _portfolio(words: str) -> Form:
    return role_forms().get(words) or Form("portfolio-minister", {})


def _before(doc: Doc, i: int, opened: bool) -> int:
    """Where the portfolios begin that stand right before token ``i``: "Economy and Energy" before "Minister"."""
    start = i
    while True:
        links = 0
        while opened and links < 2 and i > links and doc[i - links - 1].lower_ in {"and", ",", "&"}:
            links += 1
        i -= links
        size = next((n for n in (3, 2, 1) if i >= n and doc[i - n : i].text.lower() in _subjects()), 0)
        if not size or any(t.is_sent_start for t in doc[i - size + 1 : start + 1]):
            return start
        if links and doc[start].text[0].isupper() and not doc[i - 1].text[0].isupper():
            return start  # "keeps his post, Oil Minister X"
        start = i = i - size
        opened = True


#: What has the words before it in its name.
_BODIES = frozenset({"Council", "Committee", "Commission", "Agency", "Board"})


def _behind(doc: Doc, i: int, opened: bool) -> int:
    """Where the portfolios end that follow token ``i``: "of Finance and National Planning"."""
    if not opened and (i >= len(doc) or doc[i].lower_ not in {"of", "for"}):
        return i
    end = first = i
    while i < len(doc) and not doc[i].is_sent_start:
        start = i
        while i < len(doc) and i - start < 2 and doc[i].lower_ in {"and", ",", "&", "of", "for", "the"}:
            i += 1
        size = next((n for n in (3, 2, 1) if doc[i : i + n].text.lower() in _subjects()), 0)
        if not size or i == start or any(t.is_sent_start for t in doc[i : i + size]):
            return end
        if doc[i - 1].text == "," and not doc[i].text[0].isupper():
            return end
        i += size
        if doc[i : i + 1].text in _BODIES:
            return first  # "Secretary of the National Security and Defence Council"
        end = i
    return end


def is_portfolio(doc: Doc, start: int, end: int) -> bool:
    """Whether the words are a minister's field: "Local Government Minister", "Minister of Finance and Planning"."""
    if end < len(doc) and doc[end].text in {"Minister", "Ministers", "Secretary", "Commissioner"}:
        return lookup(doc[start:end].text) is None
    before = [t.text for t in doc[max(0, start - 5) : start]]
    return before[-1:] == ["and"] and any(
        pair in {("Minister", "of"), ("Minister", "for"), ("Secretary", "of")} for pair in pairwise(before)
    )
