"""Personal names by the words beside and inside them: after titles, by given names, by the fuller name elsewhere."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from spacy.tokens import Doc

from kg.lexicon import load
from kg.lexicon.gazetteer import is_town, lookup
from kg.nlp.aliases import alias_spans
from kg.nlp.candidates import Candidate, org_heads, with_style
from kg.nlp.names import (
    CALENDAR,
    QUOTES,
    begins_with_given_name,
    family_names,
    fold,
    given_names,
    honorific_at,
    honorifics,
    is_capitalised,
    is_date,
    is_initial,
    known_people,
    quoted_nickname,
    scan_name,
)
from kg.nlp.offices import RoleSpan
from kg.nlp.short_names import short_forms
from kg.nlp.spelling import spelling
from kg.nlp.words import EnglishWords


def given_persons(doc: Doc, taken: set[int], title_case: set[int]) -> Iterator[Candidate]:
    """A common given name, or a family name that stands first, with a capitalised word after it: "Xi Jinping"."""
    closed = taken | title_case
    end = 0
    for position, capital in enumerate(spelling(doc).capitalised[:-1]):
        if not capital or position < end:
            continue
        token = doc[position]
        if (
            (begins_with_given_name(doc, position) or fold(token.text) in family_names())
            and position not in closed
            and not is_date(token)
            and (not token.is_stop or (position > 0 and doc[position - 1].text in _BEFORE_NAMES))
        ):
            end = scan_name(doc, position, taken)
            words = [t for t in doc[position:end] if is_capitalised(t)]
            if len(words) > 1 and not any(t.text in org_heads() for t in words):
                yield Candidate(position, end, "Person", 2)


def nicknamed_persons(doc: Doc, closed: set[int], title_case: set[int]) -> Iterator[Candidate]:
    """Names with a nickname in quotes, of which the model sees two: 'Emanuel "Manny" Mori'."""
    for quote, text in enumerate(spelling(doc).texts):
        if text not in QUOTES or quoted_nickname(doc, quote) is None or quote in title_case:
            continue
        start = quote
        while start > 0 and (is_capitalised(doc[start - 1]) or is_initial(doc[start - 1])):
            if start - 1 in closed or doc[start].is_sent_start:
                break
            start -= 1
        somebody = fold(doc[start].text) in given_names() or any(
            doc[i].ent_type_ == "PERSON" for i in range(start, quote)
        )
        end = scan_name(doc, start, closed) if start < quote and somebody else start
        if end > quote and not any(t.text in org_heads() for t in doc[start:end]):
            yield Candidate(start, end, "Person", 3)


#: Behind these a word with a capital is a name even if it is spelt like "to" or "he": "Vietnam's To Lam".
_BEFORE_NAMES = frozenset(
    {"'s", "'", "and", "by", "with", "met", "premier", "president", "minister", "leader", "chief"}
)


def known_persons(
    doc: Doc, closed: set[int], title_case: set[int], english: EnglishWords
) -> Iterator[Candidate]:
    """Names that news everywhere know whose they are: "Lula", "Erdogan", and the names before them.

    ``closed`` are tokens that name something else or are part of a title.
    """
    people = known_people()
    for i, text in enumerate(spelling(doc).texts):
        if text not in people or (i in title_case and text.isupper()):
            continue
        start = i
        while start > 0 and not doc[start].is_sent_start:
            before = doc[start - 1]
            if (
                before.i in closed
                or before.i in title_case
                or before.text in CALENDAR
                or not (is_capitalised(before) or is_initial(before))
                or before.lower_.rstrip(".") in honorifics()
                or before.text in org_heads()
                or (
                    # "Milo Đukanović", but not "Former" at the start of a sentence
                    before.text in english
                    and fold(before.text) not in given_names()
                    and (before.is_sent_start or not before.nbor(-1).is_alpha or before.is_stop)
                )
            ):
                break
            start -= 1
        yield Candidate(start, i + 1, "Person", 2)


@cache
def _listed() -> dict[str, tuple[tuple[str, ...], ...]]:
    """First word → the full names of the leaders and officials of the reference data."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for table in ("leaders", "officials"):
        for names in load("leaders")[table].values():
            for words in (tuple(name.split()) for name in names):
                if len(words) > 1 and not any(c in name for name in words for c in "-'."):
                    found.setdefault(words[0], set()).add(words)
    return {first: tuple(sorted(names, key=lambda n: (-len(n), n))) for first, names in found.items()}


def listed_persons(doc: Doc) -> Iterator[Candidate]:
    """The full names of leaders, whatever a word of them names besides: "Duma Boko", "Israel Katz"."""
    texts = spelling(doc).texts
    for i, text in enumerate(texts):
        for words in _listed().get(text, ()):
            if tuple(texts[i : i + len(words)]) == words and not any(
                t.is_sent_start for t in doc[i + 1 : i + len(words)]
            ):
                yield Candidate(i, i + len(words), "Person", 6)
                break


#: Given names that are countries or cities besides, and what stands before a place.
_GIVEN_PLACES = frozenset(
    {"Jordan", "Chad", "Georgia", "Israel", "Kenya", "India", "Adelaide", "Austin", "Dallas", "Florence", "London",
     "Lourdes", "Milan", "Orlando", "Paris", "Salvador", "Santiago", "Sofia", "Sydney", "Victoria", "Vienna"}
)  # fmt: skip
_BEFORE_PLACES = frozenset(
    {"in", "of", "from", "to", "with", "and", "between", "for", "against", "on", "the", "by", "into", "over", "-", "/"}
)  # fmt: skip


def named_like_places(
    doc: Doc, closed: set[int], title_case: set[int], english: EnglishWords
) -> Iterator[Candidate]:
    """ "National Rally leader Jordan Bardella": a country's or city's name and a word that names nothing else."""
    for i, text in enumerate(spelling(doc).texts[:-2]):
        if text in _GIVEN_PLACES and not {i, i + 1} & title_case:
            before = doc[i - 1].lower_ if i and not doc[i].is_sent_start else ""
            behind = doc[i + 2]
            if (
                before not in _BEFORE_PLACES
                and not doc[i + 1].is_sent_start
                and _unknown(doc, i + 1, closed, english)
                and behind.i not in closed
                and not (is_capitalised(behind) and not behind.is_sent_start)
            ):
                yield Candidate(i, i + 2, "Person", 3)


def unknown_persons(
    doc: Doc, closed: set[int], title_case: set[int], english: EnglishWords
) -> Iterator[Candidate]:
    """Two words or more that are neither English nor known, where no place is told: "beside Tut Gatluak"."""
    beside = load("person_names")["unknown"]
    end = 0
    for start, capital in enumerate(spelling(doc).capitalised[:-1]):
        if not capital or start < end:
            continue
        end = start + 1
        if _unknown(doc, start, closed, english) and start not in title_case:
            end = max(scan_name(doc, start, closed | title_case), end)
        words = [t for t in doc[start:end] if is_capitalised(t)]
        if not 2 <= len(words) <= 4 or not all(
            _unknown(doc, t.i, closed, english) or fold(t.text) in given_names() for t in words
        ):
            continue
        before = doc[start - 1].lower_ if start and not doc[start].is_sent_start else ""
        after = doc[end].lower_ if end < len(doc) else "."
        if before in beside["before"] or after in beside["after"] or (end < len(doc) and end in closed):
            continue
        if is_town(doc[start:end].text) or lookup(doc[start:end].text) is not None:
            continue
        if any(t.text in load("organisation_heads")["first"] or t.text in beside["inside"] for t in words):
            continue
        yield Candidate(start, end, "Person", 2)


def _unknown(doc: Doc, i: int, closed: set[int], english: EnglishWords) -> bool:
    token = doc[i]
    return (
        is_capitalised(token)
        and not token.text.isupper()
        and i not in closed
        and not is_date(token)
        and not token.is_stop
        and token.text not in english
        and token.text not in org_heads()
        and token.lower_.rstrip(".") not in honorifics()
        and len(token.text) > 1
    )


def titled_persons(doc: Doc, roles: list[RoleSpan], taken: set[int]) -> Iterator[Candidate]:
    """Names that follow an office or an honorific: "Defence Minister Murhaf Abu Qasra", "Gen. Min Aung Hlaing"."""
    role_tokens = {i for r in roles for i in range(r.start, r.end)}
    starts = [r.end for r in roles]
    starts += [
        i + size
        for i, text in enumerate(spelling(doc).texts)
        if text[0].isupper() and (size := honorific_at(doc, i)) and i + size < len(doc)
    ]
    behind: dict[int, int] = {}
    for start in sorted(set(starts), reverse=True):
        # From the last on, so that a run of honorifics is gone through once.
        position = start
        while (
            position not in behind
            and position < len(doc)
            and (size := honorific_at(doc, position))
            and not doc[position].is_sent_start
        ):
            position += size
        position = behind[start] = behind.get(position, position)
        if (
            position >= len(doc)
            or doc[position].is_sent_start
            or position in role_tokens
            or position in taken
        ):
            continue
        if not (is_capitalised(doc[position]) or is_initial(doc[position])) or doc[position].text in CALENDAR:
            continue
        end = scan_name(doc, position, taken | role_tokens)
        if end > position and doc[position].text not in org_heads():
            yield Candidate(with_style(doc, position, end), end, "Person", 3)


def also_known(doc: Doc, found: list[Candidate]) -> Iterator[Candidate]:
    """Other names of people: "Mohamed Hamdan Dagalo, known as Hemedti"."""
    known = [c for c in found if c.ref is not None]
    for person in found:
        if person.type == "Person":
            for start, end in alias_spans(doc, person.end):
                # A longer name than the town or the country that a word of it is: "Jack London".
                if all(
                    c.end <= start
                    or end <= c.start
                    or (c.type == "City" and start <= c.start and c.end <= end and c.length < end - start)
                    for c in known
                ):
                    yield Candidate(start, end, "Person", 3)


def without_surnames(doc: Doc, found: list[Candidate]) -> list[Candidate]:
    """Drop guesses about single words that are a surname in this article: "Bazoum" is no organisation.

    Nor is "Kaspersky" a firm, or "Rhodes" an island, where the article has named Eugene Kaspersky or Ben Rhodes.
    """
    # Any word of a full name: "Lula" is Luiz Inácio Lula da Silva, "Anwar" is Anwar Ibrahim.
    surnames = {t.text for c in found if c.type == "Person" and c.length > 1 for t in doc[c.start : c.end]}
    return [
        c for c in found
        if c.type == "Person" or c.length > 1 or doc[c.start].text not in surnames
        or (c.priority > 1 and c.type not in {"Company", "MediaOrganization", "Region"})
    ]  # fmt: skip


def _common(doc: Doc, start: int, size: int, known: Candidate) -> bool:
    """Whether a given name alone is rather a word at the start of a sentence, or the start of somebody else's name."""
    if known.type != "Person" or size > 1 or doc[start].text != doc[known.start].text:
        return False
    if fold(doc[start].text) in family_names():
        return False
    after = doc[start + 1] if start + 1 < len(doc) else None
    longer = after is not None and is_capitalised(after) and not after.is_sent_start
    return doc[start].is_stop or longer


def without_ranks(doc: Doc, found: list[Candidate]) -> list[Candidate]:
    """ "Colonel Michael Randrianirina" without his rank; "Sheikh Hasina" and "Pope Leo" keep their styles."""
    kept = load("person_names")["styles"]["kept"]
    out: list[Candidate] = []
    for candidate in found:
        start = candidate.start
        if candidate.type == "Person" and candidate.length > 1 and doc[start].lower_ in _PLURAL_RANKS:
            start += 1  # "Kings Abdullah II of Jordan and …"
        while (
            candidate.type == "Person"
            and candidate.end - start > 1
            and (honorific_at(doc, start) or doc[start].text in _BURMESE)
            and doc[start].lower_ not in kept
            and (candidate.end - start > 2 or doc[start].lower_ in _RANKS)
        ):
            start += honorific_at(doc, start) or 1
        out.append(candidate if start == candidate.start else replace(candidate, start=start))
    return out


#: Ranks of several who are named behind them.
_PLURAL_RANKS = frozenset(
    {"ministers", "kings", "presidents", "emirs", "sultans", "senators", "governors", "generals"}
)
#: Honorifics that are too short to be told from letters and words elsewhere: "U Than Swe", but "U Nu".
_BURMESE = frozenset({"U", "Daw"})
#: Honorifics that no single name stands behind as its style.
_RANKS = frozenset(
    {"general", "colonel", "major", "captain", "lieutenant", "sergeant", "admiral", "marshal", "brigadier", "corporal",
     "mr", "mrs", "ms", "dr", "doctor", "professor", "prof", "senator", "president", "comrade", "datuk", "tun", "datin"}
)  # fmt: skip


def _plain(word: str) -> str:
    """The word without accents, which headlines drop: "Moise" is Moïse."""
    if word.isascii():
        return word
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))


def propagated(doc: Doc, found: list[Candidate]) -> Iterator[Candidate]:
    """Later and earlier mentions of names found once: surnames ("Qasra", "al-Sharaa"), names in headlines."""
    surfaces: dict[tuple[str, ...], Candidate] = {}
    plain = [_plain(text) for text in spelling(doc).texts]
    for candidate in found:
        words = tuple(plain[candidate.start : candidate.end])
        if candidate.type == "Person":
            surfaces.setdefault(words, candidate)
            for form in short_forms(words, family_names()):
                if len(form) == 1 and form[0].casefold() in honorifics():
                    continue
                surfaces.setdefault(form, candidate)
        elif candidate.ref is None and not candidate.demonym:
            surfaces.setdefault(words, candidate)
    # Headlines in capitals: "TRUMP MEETS KIM".
    for words, candidate in list(surfaces.items()):
        surfaces.setdefault(tuple(w.upper() for w in words), candidate)
    inside = {i: c for c in found for i in range(c.start, c.end)}
    longest: dict[str, int] = {}
    for words in surfaces:
        longest[words[0]] = max(longest.get(words[0], 0), len(words))
    for start, word in enumerate(plain):
        for size in range(min(longest.get(word, 0), len(doc) - start), 0, -1):
            others = [inside[i] for i in range(start, start + size) if i in inside]
            # Parts of the form that were found alone are no obstacle: "López" and "Obrador".
            if any(
                c.ref is not None or c.length >= size or c.start < start or c.end > start + size
                for c in others
            ):
                continue
            known = surfaces.get(tuple(plain[start : start + size]))
            if known is not None and doc[start].text not in CALENDAR and not _common(doc, start, size, known):
                yield Candidate(start, start + size, known.type, 2, None, known.country)
                break
