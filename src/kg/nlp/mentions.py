"""Component ``kg_mentions``: every stretch of text that names somebody or something, before the parser runs.

The small model's names are good guesses on Western news and poor ones elsewhere: it takes agencies for products
and cuts "Murhaf Abu Qasra" short. So four sources are weighed: the gazetteer, names after titles ("Foreign
Minister X"), organisations by their head noun ("… Party"), and the model. The longest wins, then the surest.

A long name confuses the parser as well. With ``merge`` each name, with the title before it, becomes one token that
looks to the parser like a common short name; the tree then shows who met whom, and not the inside of a name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from kg.lexicon import load
from kg.lexicon.gazetteer import Entry, demonyms, lookup, metonyms, patterns
from kg.model import EntityType
from kg.nlp.document import DocMention, register_extensions
from kg.nlp.names import (
    CALENDAR,
    capitals_share,
    fold,
    honorifics,
    is_capitalised,
    is_initial,
    particles,
    scan_name,
)
from kg.nlp.offices import RoleSpan, find_holdings, find_roles, role_matcher, title_start

#: A plain name of each kind that the parser's model knows well; see :func:`_disguise`.
_LIKE: dict[str, str] = {
    "Person": "Smith",
    "Country": "France",
    "City": "Paris",
    "Place": "Paris",
    "Region": "Asia",
}
_LIKE_OTHER = "NATO"

_NER_TYPES: dict[str, EntityType] = {
    "PERSON": "Person", "ORG": "Organization", "GPE": "Place", "LOC": "Region", "FAC": "Place",
}  # fmt: skip

_TITLE_CASE = 0.7


@dataclass(frozen=True, slots=True)
class _Candidate:
    start: int
    end: int
    type: EntityType
    priority: int
    ref: str | None = None
    country: str | None = None
    demonym: bool = False

    @property
    def length(self) -> int:
        return self.end - self.start


@cache
def org_heads() -> dict[str, EntityType]:
    """Head noun of an organisation's name → its type, from the lexicon: "Party", "Ministry", "Brigades"."""
    return {word: kind for kind, words in load("organisation_heads")["heads"].items() for word in words}


class Mentions:
    """Finds names; sets ``doc._.mentions``, ``doc._.holdings``, ``doc.ents`` and merges names into one token."""

    def __init__(self, nlp: Language, merge: bool) -> None:
        self.merge = merge
        self.names = PhraseMatcher(nlp.vocab, attr="ORTH")
        self.entries: dict[int, Entry | str] = {}
        by_surface: dict[str, Entry | str] = dict(demonyms())
        seats = {surface: Entry("", "Place", surface, None, (surface,), "seat") for surface in metonyms()}
        by_surface.update(seats)
        by_surface.update({surface.replace("’", "'"): entry for surface, entry in patterns()})
        surfaces = sorted(by_surface)
        for surface, doc in zip(surfaces, nlp.tokenizer.pipe(surfaces), strict=True):
            self.names.add(surface, [doc])
            self.entries[nlp.vocab.strings[surface]] = by_surface[surface]
        self.roles = role_matcher(nlp)

    def __call__(self, doc: Doc) -> Doc:
        roles = find_roles(doc, self.roles)
        known = list(self._gazetteer(doc))
        title_case = _title_case_tokens(doc)
        found = _choose(
            [*known, *_organisations(doc, known, title_case), *_from_ner(doc, roles, known, title_case)]
        )
        taken = {i for c in found for i in range(c.start, c.end) if c.type != "Person" and c.priority > 1}
        persons = [
            c
            for c in _titled_persons(doc, roles, taken)
            if not title_case.intersection(range(c.start, c.end))
        ]
        found = _without_surnames(doc, _choose([*found, *persons]))
        found = _choose([*found, *_propagated(doc, found)])
        mentions = [_mention(doc, c) for c in found]
        by_start = dict(zip((c.start for c in found), mentions, strict=True))
        spans = {c.start: c for c in found}
        holdings = find_holdings(doc, roles, by_start, {s: c.end for s, c in spans.items()})
        keep = [
            e
            for e in doc.ents
            if e.label_ in {"DATE", "TIME"} and not any(c.start < e.end and e.start < c.end for c in found)
        ]
        doc.ents = tuple(
            sorted(
                [*keep, *(Span(doc, c.start, c.end, label=c.type, kb_id=c.ref or "") for c in found)],
                key=lambda s: s.start,
            )
        )
        doc._.mentions = mentions
        doc._.holdings = holdings
        if self.merge:
            _merge(doc, found, roles)
        _set_tokens(doc, mentions)
        return doc

    def _gazetteer(self, doc: Doc) -> Iterator[_Candidate]:
        for key, start, end in self.names(doc):
            entry = self.entries[key]
            if isinstance(entry, str):
                yield _Candidate(start, end, "Country", 4, f"country:{entry}", entry, demonym=True)
            else:
                if doc[start].lower_ == "the" and end - start > 1:
                    start += 1
                yield _Candidate(start, end, entry.type, 5, entry.ref or None, entry.country)


def _title_case_tokens(doc: Doc) -> set[int]:
    """Tokens of headlines in title case or capitals, where a capital letter says nothing."""
    found: set[int] = set()
    for start, end, kind in doc._.segments:
        if kind in {"title", "heading"}:
            span = doc.char_span(start, end, alignment_mode="expand")
            if span is not None and capitals_share(doc, span.start, span.end) > _TITLE_CASE:
                found.update(range(span.start, span.end))
    return found


def _choose(candidates: Iterable[_Candidate]) -> list[_Candidate]:
    """Longest first, then the surest; what overlaps a chosen one is dropped. In order of position."""
    chosen: list[_Candidate] = []
    taken: set[int] = set()
    for candidate in sorted(candidates, key=lambda c: (-c.length, -c.priority, c.start, c.type)):
        tokens = range(candidate.start, candidate.end)
        if not taken.intersection(tokens):
            chosen.append(candidate)
            taken.update(tokens)
    return sorted(chosen, key=lambda c: c.start)


def _organisations(doc: Doc, known: list[_Candidate], title_case: set[int]) -> Iterator[_Candidate]:
    """Capitalised words that end in an organisation's head noun, with "of …" and "for …" behind it."""
    heads = org_heads()
    inside = {i: c for c in known for i in range(c.start, c.end)}
    for token in doc:
        kind = heads.get(token.text)
        if kind is None or token.i in title_case:
            continue
        start = token.i
        while start > 0 and not doc[start].is_sent_start and _belongs(doc, start - 1, inside):
            start -= 1
        while start < token.i and doc[start].text in {"-", "&", "and", "The", "A", "An"}:
            start += 1
        end = token.i + 1
        end = _complement_end(doc, end, inside)
        if end - start < 2:
            continue
        country = next(
            (inside[i].country for i in range(start, end) if i in inside and inside[i].type == "Country"),
            None,
        )
        yield _Candidate(start, end, kind, 3, None, country)


def _belongs(doc: Doc, i: int, inside: dict[int, _Candidate]) -> bool:
    token = doc[i]
    if token.text in {"-", "&"}:
        return i > 0 and is_capitalised(doc[i - 1])
    if token.text == "and":
        # "Ministry of Trade and Industry" is one; "France and Labour Party" is two: only inside an "of".
        return False
    if i in inside and inside[i].type == "Person":
        return False
    return is_capitalised(token) and not token.is_stop and token.text not in CALENDAR


def _complement_end(doc: Doc, end: int, inside: dict[int, _Candidate]) -> int:
    """The end after "of/for (the) Capitalised (and Capitalised)*"."""
    position = end
    while (
        position < len(doc)
        and doc[position].lower_ in {"of", "for", "on"}
        and not doc[position].is_sent_start
    ):
        after = position + 1
        if after < len(doc) and doc[after].lower_ == "the":
            after += 1
        if after >= len(doc) or not is_capitalised(doc[after]) or doc[after].text in CALENDAR:
            break
        while after < len(doc) and not doc[after].is_sent_start:
            token = doc[after]
            if is_capitalised(token) and token.text not in CALENDAR:
                after += 1
                end = after
            elif token.lower_ in {"and", "&"} and after + 1 < len(doc) and is_capitalised(doc[after + 1]):
                if inside.get(after + 1) is not None:  # "Ministry of Defence and France"
                    break
                after += 1
            else:
                break
        if end == position:
            break
        position = end
    return end


def _from_ner(
    doc: Doc, roles: list[RoleSpan], known: list[_Candidate], title_case: set[int]
) -> Iterator[_Candidate]:
    role_tokens = {i for r in roles for i in range(r.start, r.end)}
    known_tokens = {i for c in known for i in range(c.start, c.end)}
    for span in doc.ents:
        kind = _NER_TYPES.get(span.label_)
        if (
            span.label_ in {"PRODUCT", "NORP", "WORK_OF_ART", "EVENT", "LAW"}
            and span.text.isupper()
            and len(span.text) > 2
        ):
            kind = "Organization"
        if kind is None or title_case.intersection(range(span.start, span.end)):
            continue
        start, end = span.start, span.end
        while start < end and (
            start in role_tokens
            or doc[start].lower_.rstrip(".") in honorifics()
            or doc[start].lower_ in {"the", "a", "an", "'s", "former", "ex", "-"}
            or (kind == "Person" and start in known_tokens)
        ):
            start += 1
        while end > start and (
            doc[end - 1].text in {"'s", "'", ",", "-", "."} or not doc[end - 1].text[0].isalnum()
        ):
            end -= 1
        if start >= end:
            continue
        if kind == "Person":
            yield from _person(doc, start, end, role_tokens | known_tokens)
            continue
        words = doc[start:end]
        if not any(is_capitalised(t) or t.text.isupper() for t in words):
            continue
        if any(i in role_tokens for i in range(start, end)):
            continue
        if len(words) == 1 and (
            words[0].text in CALENDAR or words[0].is_stop or _common_here(doc, words[0].text)
        ):
            continue
        if kind == "Organization":
            yield _Candidate(start, end, _org_type([t.text for t in words]), 1)
        else:
            entry = lookup(words.text)
            if entry is not None:
                yield _Candidate(start, end, entry.type, 4, entry.ref, entry.country)
            elif words.text.isupper() and len(words.text) <= 5:
                yield _Candidate(start, end, "Organization", 1)
            else:
                yield _Candidate(start, end, kind, 1)


def _org_type(words: list[str]) -> EntityType:
    heads = org_heads()
    return next((heads[w] for w in reversed(words) if w in heads), "Organization")


def _common_here(doc: Doc, word: str) -> bool:
    """Whether the article also writes the word in lower case, as it would not write a name."""
    lower = word.lower()
    return any(t.text == lower for t in doc)


def _person(doc: Doc, start: int, end: int, stops: set[int]) -> Iterator[_Candidate]:
    words = doc[start:end]
    if words.text.isupper() and len(words) == 1 and len(words.text) > 2:
        yield _Candidate(start, end, "Organization", 1)
        return
    name_end = scan_name(doc, start, stops - set(range(start, end)))
    if name_end == start:
        return
    # Backwards over "Abdel-", "Abu", "Al-" that the model left out.
    while (
        start > 0
        and doc[start - 1].text == "-"
        and start > 1
        and is_capitalised(doc[start - 2])
        and not doc[start - 2].whitespace_
    ):
        start -= 2
    first = doc[start]
    if name_end - start == 1 and (first.is_stop or first.text in CALENDAR or _common_here(doc, first.text)):
        return
    if first.text in org_heads() or doc[name_end - 1].text in org_heads():
        return
    yield _Candidate(_with_style(doc, start, name_end), name_end, "Person", 2)


def _titled_persons(doc: Doc, roles: list[RoleSpan], taken: set[int]) -> Iterator[_Candidate]:
    """Names that follow an office or an honorific: "Defence Minister Murhaf Abu Qasra", "Gen. Min Aung Hlaing"."""
    role_tokens = {i for r in roles for i in range(r.start, r.end)}
    starts = [r.end for r in roles]
    starts += [
        t.i + 1
        for t in doc
        if t.lower_.rstrip(".") in honorifics() and t.text[0].isupper() and t.i + 1 < len(doc)
    ]
    for start in sorted(set(starts)):
        position = start
        while (
            position < len(doc)
            and doc[position].lower_.rstrip(".") in honorifics()
            and not doc[position].is_sent_start
        ):
            position += 1
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
            yield _Candidate(_with_style(doc, position, end), end, "Person", 3)


def _with_style(doc: Doc, start: int, end: int) -> int:
    """Where a name begins that is one word without its style: "Pope Francis", "King Abdullah", "Sheikh Hasina"."""
    styled = end - start == 1 and start > 0 and not doc[start].is_sent_start
    return start - 1 if styled and doc[start - 1].lower_ in load("person_names")["styles"]["kept"] else start


def _without_surnames(doc: Doc, found: list[_Candidate]) -> list[_Candidate]:
    """Drop the model's guesses about single words that are a surname in this article: "Bazoum" is no organisation."""
    surnames = {doc[c.end - 1].text for c in found if c.type == "Person" and c.length > 1}
    return [
        c for c in found
        if c.type == "Person" or c.length > 1 or c.priority > 1 or doc[c.start].text not in surnames
    ]  # fmt: skip


def _propagated(doc: Doc, found: list[_Candidate]) -> Iterator[_Candidate]:
    """Later and earlier mentions of names found once: surnames ("Qasra", "al-Sharaa"), names in headlines."""
    surfaces: dict[tuple[str, ...], _Candidate] = {}
    for candidate in found:
        words = tuple(t.text for t in doc[candidate.start : candidate.end])
        if candidate.type == "Person":
            surfaces.setdefault(words, candidate)
            names = [i for i, w in enumerate(words) if w[0].isupper() and len(w) > 1]
            if len(names) > 1:
                last = names[-1]
                surfaces.setdefault((words[last],), candidate)
                first = last
                while first > 0 and (
                    words[first - 1].lower() in particles() or words[first - 1] in {"-", "Abu", "Al", "El"}
                ):
                    first -= 1
                    surfaces.setdefault(words[first:], candidate)
                if len(words[names[0]]) > 1 and fold(words[names[0]]) in _east_asian_surnames():
                    surfaces.setdefault((words[names[0]],), candidate)
        elif candidate.ref is None and not candidate.demonym:
            surfaces.setdefault(words, candidate)
    taken = {i for c in found for i in range(c.start, c.end)}
    longest = max((len(s) for s in surfaces), default=0)
    for start in range(len(doc)):
        for size in range(min(longest, len(doc) - start), 0, -1):
            if taken.intersection(range(start, start + size)):
                continue
            candidate = surfaces.get(tuple(t.text for t in doc[start : start + size]))
            if candidate is not None and doc[start].text not in CALENDAR:
                yield _Candidate(start, start + size, candidate.type, 2, None, candidate.country)
                break


@cache
def _east_asian_surnames() -> frozenset[str]:
    """Family names that stand first: "Xi Jinping" is Xi, "Kim Jong Un" is Kim."""
    return frozenset(fold(name) for name in load("person_names")["family_first"]["surnames"])


def _mention(doc: Doc, candidate: _Candidate) -> DocMention:
    span = doc[candidate.start : candidate.end]
    return DocMention(
        start=span.start_char,
        end=span.end_char,
        text=span.text,
        type=candidate.type,
        kind="demonym" if candidate.demonym else "name",
        ref=candidate.ref,
        country=candidate.country,
    )


def _merge(doc: Doc, found: list[_Candidate], roles: list[RoleSpan]) -> None:
    """Make one token of each name with its title."""
    by_end = {r.end: r for r in roles}
    names = {c.start: c.end for c in found}
    spans: list[tuple[int, int, EntityType]] = []
    for candidate in found:
        start = candidate.start
        if candidate.type == "Person":
            start = title_start(doc, candidate.start, by_end, names, found_before=spans)
        elif not candidate.demonym:
            start = _descriptor_start(doc, candidate)
        spans = [s for s in spans if s[1] <= start]
        spans.append((start, candidate.end, candidate.type))
    with doc.retokenize() as retokenizer:
        for start, end, kind in spans:
            if end - start > 1:
                _disguise(doc.vocab, doc[start:end].text, kind)
                like = _LIKE.get(kind, _LIKE_OTHER)
                retokenizer.merge(doc[start:end], attrs={"NORM": doc.vocab[like].norm})
            elif kind == "Person":
                # "Begin", "Major": surnames that are words besides. Their other features stay; the norm helps.
                doc[start].norm_ = _LIKE[kind].lower()


def _descriptor_start(doc: Doc, candidate: _Candidate) -> int:
    """Where "official news agency SANA" begins: a descriptive noun right before the name, and its adjectives."""
    nouns = load("descriptions")["apposed"]
    start = candidate.start
    if candidate.type in {"Country", "City", "Region", "Place"} or start == 0 or doc[start].is_sent_start:
        return start
    if doc[start - 1].lower_ not in nouns or doc[start - 1].is_sent_start is True:
        return start
    start -= 1
    adjectives = load("descriptions")["apposed_modifiers"]
    while start > 0 and doc[start - 1].lower_ in adjectives and not doc[start].is_sent_start:
        start -= 1
    return start


def _disguise(vocab: Vocab, text: str, kind: EntityType) -> None:
    """Give a merged name the features of a plain one: the parser's model reads norm, prefix, suffix and shape.

    Only lexemes with a space or a hyphen inside are touched, which no other token of any text can be, so that the
    order in which articles are read cannot matter.
    """
    lexeme, like = vocab[text], vocab[_LIKE.get(kind, _LIKE_OTHER)]
    lexeme.prefix, lexeme.suffix, lexeme.shape, lexeme.norm = like.prefix, like.suffix, like.shape, like.norm


def _set_tokens(doc: Doc, mentions: list[DocMention]) -> None:
    """Say which token stands for each mention: the merged one, or the last word of the name."""
    for mention in mentions:
        span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
        if span is not None:
            mention.token = span.root.i if span.doc.has_annotation("DEP") else span.end - 1


@Language.factory(
    "kg_mentions",
    default_config={"merge": True},
    requires=["doc.ents"],
    assigns=["doc.ents", "doc._.mentions", "doc._.holdings"],
    retokenizes=True,
)
def make_mentions(nlp: Language, name: str, merge: bool) -> Callable[[Doc], Doc]:
    register_extensions()
    return Mentions(nlp, merge)
