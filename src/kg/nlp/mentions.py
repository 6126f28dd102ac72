"""Component ``kg_mentions``: every stretch of text that names somebody or something, before the parser runs.

The small model's names are good guesses on Western news and poor ones elsewhere: it takes agencies for products
and cuts "Murhaf Abu Qasra" short. So four sources are weighed: the gazetteer, names after titles ("Foreign
Minister X"), organisations by their head noun ("… Party"), and the model. The longest wins, then the surest.

A long name confuses the parser as well. With ``merge`` each name, with the title before it, becomes one token that
looks to the parser like a common short name; the tree then shows who met whom, and not the inside of a name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from kg.lexicon import load
from kg.lexicon.gazetteer import Entry, demonyms, metonyms, patterns, peoples
from kg.model import EntityType
from kg.nlp.apposed import apposed_people
from kg.nlp.candidates import Candidate, choose, from_ner, towns
from kg.nlp.capitals import in_capitals, title_case_tokens
from kg.nlp.cues import cued, typed_by_cues
from kg.nlp.document import DocMention, register_extensions
from kg.nlp.offices import RoleSpan, find_holdings, role_matcher, title_start
from kg.nlp.organisation_candidates import acronyms, organisations
from kg.nlp.people import named_people, without_realms
from kg.nlp.person_candidates import (
    also_known,
    given_persons,
    known_persons,
    listed_persons,
    named_like_places,
    nicknamed_persons,
    propagated,
    titled_persons,
    unknown_persons,
    without_ranks,
    without_surnames,
)
from kg.nlp.portfolios import find_roles
from kg.nlp.shared_names import shared_names
from kg.nlp.sites import sites
from kg.nlp.spelling import spelling
from kg.nlp.subdivisions import governed
from kg.nlp.title_phrases import trimmed
from kg.nlp.weapons import without_weapons
from kg.nlp.words import EnglishWords

#: A plain name of each kind that the parser's model knows well; see :func:`_disguise`.
_LIKE: dict[str, str] = {
    "Person": "Smith",
    "Country": "France",
    "City": "Paris",
    "Place": "Paris",
    "Region": "Asia",
}
_LIKE_OTHER = "NATO"


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
        for surface, doc in zip(surfaces, map(nlp.make_doc, surfaces), strict=True):
            self.names.add(surface, [doc])
            self.entries[nlp.vocab.strings[surface]] = by_surface[surface]
        for kind, names in load("organisation_heads")["whole"].items():
            for name in names:
                if name not in by_surface:
                    self.names.add(name, [nlp.make_doc(name)])
                    self.entries[nlp.vocab.strings[name]] = Entry("", kind, name, None, (name,), "whole")
        for name in load("peoples")["peoples"]["names"]:
            if name not in by_surface:
                self.names.add(name, [nlp.make_doc(name)])
                self.entries[nlp.vocab.strings[name]] = Entry("", "Group", name, None, (name,), "people")
        self.roles = role_matcher(nlp)
        self.english = EnglishWords(nlp)

    def __call__(self, doc: Doc) -> Doc:
        roles = find_roles(doc, self.roles, self.english)
        title_case = title_case_tokens(doc)
        role_tokens = {i for r in roles for i in range(r.start, r.end)}
        known = [*self._gazetteer(doc), *in_capitals(doc, title_case)]
        known += shared_names(doc, known, title_case)
        known += peoples_of(doc, known)
        known += list(governed(doc, roles, known))
        found = choose(
            [
                *known,
                *organisations(doc, known, title_case, role_tokens, self.english),
                *sites(doc, known, title_case, role_tokens),
                *without_realms(doc, from_ner(doc, roles, known, title_case, self.english), roles, known),
            ]
        )
        taken = {i for c in found for i in range(c.start, c.end) if c.type != "Person" and c.priority > 1}
        persons = [
            c for c in titled_persons(doc, roles, taken) if not title_case.intersection(range(c.start, c.end))
        ]
        persons += given_persons(doc, taken | role_tokens, title_case)
        persons += [
            Candidate(start, end, "Person", 3)
            for named in (named_people, apposed_people)
            for start, end in named(doc, roles, taken | role_tokens)
        ]
        persons += listed_persons(doc)
        persons += named_like_places(doc, taken | role_tokens, title_case, self.english)
        persons += nicknamed_persons(doc, taken | role_tokens, title_case)
        persons += known_persons(doc, taken | role_tokens, title_case, self.english)
        guessed = {
            c.start for c in found if c.priority < 2 and c.type in {"Place", "Region"} and c.length > 1
        }
        closed = {
            i for c in found if c.type != "Person" and c.start not in guessed for i in range(c.start, c.end)
        }
        persons += unknown_persons(doc, closed | role_tokens, title_case, self.english)
        people = {i for c in persons if c.length > 1 for i in range(c.start, c.end)}
        persons += towns(
            doc, {i for c in known for i in range(c.start, c.end)} | people | title_case, self.english
        )
        found = without_surnames(doc, choose([*found, *persons]))
        found = choose([*found, *also_known(doc, found)])
        found = without_ranks(doc, choose([*found, *propagated(doc, found)]))
        found = choose([*found, *acronyms(doc, found), *cued(doc, found, title_case, self.english)])
        found = with_owners(doc, without_weapons(doc, typed_by_cues(doc, found)))
        mentions = [_mention(doc, c) for c in found]
        by_start = dict(zip((c.start for c in found), mentions, strict=True))
        spans = [(c.start, c.end, c.type) for c in found]
        roles = [trimmed(doc, role, spans) for role in roles]
        holdings = find_holdings(doc, roles, by_start, {c.start: c.end for c in found})
        named = {i for c in found for i in range(c.start, c.end)}
        keep = [
            e for e in doc.ents if e.label_ in {"DATE", "TIME"} and named.isdisjoint(range(e.start, e.end))
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

    def _gazetteer(self, doc: Doc) -> Iterator[Candidate]:
        for key, start, end in self.names(doc):
            entry = self.entries[key]
            if isinstance(entry, str):
                if not _elsewhere(doc, start, end):
                    yield Candidate(start, end, "Country", 4, f"country:{entry}", entry, demonym=True)
            else:
                if doc[start].lower_ == "the" and end - start > 1 and entry.type != "City":
                    start += 1
                priority = 3 if entry.kind == "whole" else 5
                yield Candidate(start, end, entry.type, priority, entry.ref or None, entry.country)


def _elsewhere(doc: Doc, start: int, end: int) -> bool:
    """Whether a demonym means others than the people of its country: "*Latin* American", "West-Indian"."""
    before = load("countries")["elsewhere"].get(doc[start:end].text, ())
    at = start - 2 if start > 1 and doc[start - 1].text == "-" else start - 1
    return at >= 0 and doc[at].text in before


def peoples_of(doc: Doc, known: list[Candidate]) -> Iterator[Candidate]:
    """ "Kosovo Serbs", "Turkish Cypriots", "Iraqi Kurds": a people, and the country where these of it live."""
    by_end = {c.end: c for c in known if c.type == "Country"}
    for people in known:
        plural = people.type == "Group" or (
            people.demonym and doc[people.start : people.end].text in peoples()
        )
        before = by_end.get(people.start)
        if plural and before is not None and not doc[people.start].is_sent_start:
            yield Candidate(before.start, people.end, "Group", 5, None, before.country)


def with_owners(doc: Doc, found: list[Candidate]) -> list[Candidate]:
    """ "Kyrgyzstan's State Committee", "the Ministry of Defence of Chad": whose bodies these are."""
    ending = {c.end: c for c in found if c.type == "Country"}
    starting = {c.start: c for c in found if c.type == "Country"}
    out: list[Candidate] = []
    for body in found:
        owner = None
        if body.type in {"GovernmentBody", "MilitaryForce"} and body.ref is None and body.country is None:
            if body.start > 1 and doc[body.start - 1].text in {"'s", "'"}:
                owner = ending.get(body.start - 1)
            elif body.end + 1 < len(doc) and doc[body.end].lower_ == "of":
                owner = starting.get(body.end + 1 + (doc[body.end + 1].lower_ == "the"))
        out.append(replace(body, country=owner.country) if owner is not None else body)
    return out


def _mention(doc: Doc, candidate: Candidate) -> DocMention:
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


def _merge(doc: Doc, found: list[Candidate], roles: list[RoleSpan]) -> None:
    """Make one token of each name with its title."""
    by_end = {r.end: r for r in roles}
    owners = {c.start: c.end for c in found if c.type != "Person"}
    people = {c.end for c in found if c.type == "Person"}
    spans: list[tuple[int, int, EntityType]] = []
    for candidate in found:
        start = candidate.start
        if candidate.type == "Person":
            start = title_start(doc, candidate.start, by_end, owners, people)
        elif not candidate.demonym:
            start = _descriptor_start(doc, candidate)
        while spans and spans[-1][1] > start:
            spans.pop()
        spans.append((start, candidate.end, candidate.type))
    lower = spelling(doc).lower
    prefixed = [
        i for i, (word, hyphen) in enumerate(pairwise(lower), 1)
        if hyphen == "-" and word in {"re", "co"} and i + 1 < len(doc) and not doc[i - 1].whitespace_
        and not doc[i].whitespace_ and doc[i + 1].is_alpha
        and not any(s[0] < i + 2 and i - 1 < s[1] for s in spans)
    ]  # fmt: skip
    with doc.retokenize() as retokenizer:
        for hyphen in prefixed:
            # "re-elected" is one word, and to the parser "elected".
            word = doc[hyphen + 1]
            lexeme = doc.vocab[doc[hyphen - 1 : hyphen + 2].text]
            lexeme.prefix, lexeme.suffix, lexeme.shape, lexeme.norm = (
                word.prefix,
                word.suffix,
                word.shape,
                word.norm,
            )
            retokenizer.merge(doc[hyphen - 1 : hyphen + 2], attrs={"NORM": word.norm})
        for start, end, kind in spans:
            if end - start > 1:
                _disguise(doc.vocab, doc[start:end].text, kind)
                like = _LIKE.get(kind, _LIKE_OTHER)
                retokenizer.merge(doc[start:end], attrs={"NORM": doc.vocab[like].norm})
            elif kind == "Person":
                # "Begin", "Major": surnames that are words besides. Their other features stay; the norm helps.
                doc[start].norm_ = _LIKE[kind].lower()


def _descriptor_start(doc: Doc, candidate: Candidate) -> int:
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
    parsed = doc.has_annotation("DEP")
    for mention in mentions:
        span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
        if span is not None:
            mention.token = span.root.i if parsed else span.end - 1


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
