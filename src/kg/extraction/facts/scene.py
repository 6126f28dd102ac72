"""Whose office it is where a title does not say so: "President X" in a report about Y.

Precision first: a country is only inferred for one-of-a-kind posts of a state, from the last country named before the
title, or from what the sentence before and the article's beginning are about, and only if that country has such a
post, nobody else holds it in the article, and all that is said of the person agrees. Countries that only say where
somebody else comes from ("Saudi envoy X", "France's Y") set no scene.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Span, Token

from kg.extraction import syntax
from kg.extraction.facts.statement import Statements
from kg.extraction.participants import PLACES
from kg.lexicon import load
from kg.lexicon.gazetteer import lookup
from kg.model import EntityType
from kg.nlp.document import DocEntity, DocMention, segment_kind
from kg.nlp.names import fold
from kg.nlp.offices import GENERIC, roles

_STATE: frozenset[EntityType] = frozenset({"Country", "Government", "GovernmentBody", "MilitaryForce"})
#: Posts of a state that other bodies have as well.
_OF_ANY = frozenset(
    {"president", "vice-president", "speaker", "chief-of-staff", "intelligence-chief", "police-chief"}
)
#: Posts that several people hold; "X, a senator," is one of the only country that is spoken of.
_OF_SEVERAL = frozenset({"minister", "senator", "lawmaker"})
#: Posts of the head of a government's deputies: as clear as its own, though there may be two.
_DEPUTIES = frozenset({"deputy-prime-minister"})
#: "The former ambassador to Egypt": what is told of him need not be set there.
_POSTED = re.compile(r"\b(?:ambassador|envoy|consul|representative|attach[eé]|adviser) (?:to|in) (?:the )?\Z")
#: How often the country that an article is about is named, at the least, and how much oftener than any other.
_OFTEN, _OFTENER = 3, 2


def inferred(
    statements: Statements,
    role: str,
    person: DocEntity,
    token: Token,
    *,
    former: bool,
    own: bool = False,
    several: bool = False,
    due: bool = False,
) -> DocEntity | None:
    """The country of the post that ``person`` holds by a title at ``token``, where the article makes it clear.

    ``own`` says that the title is "the country's", so that a place in its sentence is where somebody is, not whose the
    post is; ``several`` that the title is one of several, "X, a senator"; ``due`` that it passes on, so that somebody
    else may have it as well.
    """
    row = roles().get(role, {})
    if role in GENERIC or (row.get("style", False) and "realms" not in row):
        return None
    if row.get("of", "country") != "country" and role not in _OF_ANY | _OF_SEVERAL:
        return None
    code = person.country or homeland(statements, person) or _family(statements, token)
    if code is not None:
        fits = "realms" not in row or code in row["realms"]
        return statements.country(f"country:{code}", code) if fits else None
    if not row.get("unique", True) and role not in _DEPUTIES and not (several and role in _OF_SEVERAL):
        return None
    key = id(person), role
    if key not in statements.agreed:
        statements.agreed[key] = None  # whoever else asks meanwhile gets no answer
        statements.agreed[key] = _agreed(
            statements, _Post(role, person, former, due, own, several and not row.get("unique", True)), token
        )
    return statements.agreed[key]


def homeland(statements: Statements, person: DocEntity) -> str | None:
    """The country of "Kenya's X" and "X of Kenya", if the article gives the person one."""
    plain = statements.doc._.plain
    ends = {m.end: m for m in statements.doc._.mentions if m.type == "Country" and m.kind == "name"}
    starts = {m.start: m for m in ends.values()}
    codes = set()
    for mention in statements.names():
        if mention.entity is not person:
            continue
        before = ends.get(mention.start - 3) if plain[: mention.start].endswith("'s ") else None
        link = next((w for w in (" of ", " of the ") if plain.startswith(w, mention.end)), None)
        behind = starts.get(mention.end + len(link)) if link is not None else None
        codes |= {m.country for m in (before, behind) if m is not None and m.country is not None}
    return min(codes) if len(codes) == 1 else None


@cache
def _leaders() -> dict[tuple[str, ...], str]:
    """Folded words of a leader's name → country; names that leaders of two countries have are left out."""
    found: dict[tuple[str, ...], set[str]] = {}
    for country, names in load("leaders")["leaders"].items():
        for name in names:
            found.setdefault(tuple(fold(name).split()), set()).add(country)
    return {words: min(countries) for words, countries in found.items() if len(countries) == 1}


def led(statements: Statements, person: DocEntity) -> str | None:
    """The country of the reference data that the person led, if the article names it: no fact without evidence."""
    named = {m.country for m in _countries(statements, 0, len(statements.doc._.plain))}
    codes = _leads(person) & named
    return min(c for c in codes if c is not None) if len(codes) == 1 else None


def _leads(person: DocEntity) -> set[str | None]:
    """The countries that a leader of the person's full name leads or led: one or none."""
    known = (_leaders().get(tuple(fold(name).split())) for name in {person.name, *person.names})
    return {code for code in known if code is not None}


@cache
def _kinship() -> re.Pattern[str]:
    relatives = "|".join(sorted(load("descriptions")["relatives"]))
    return re.compile(
        rf"(?P<of>, (?:a |an |the |\w+ )?(?:\w+ )?(?:{relatives}) of (?:the )?(?:\w+ )?)$"
        rf"|(?P<poss>'s (?:\w+ )?(?:{relatives}),? )$|(?P<own>\b(?:his|her) (?:\w+ )?(?:{relatives}),? )$"
    )


def _family(statements: Statements, token: Token) -> str | None:
    """The country of a relative: "X, a son of former President Y", "X's son, Senator Y"."""
    start = token.sent.start_char
    before = statements.doc._.plain[start : token.idx]
    match = _kinship().search(before)
    if match is None:
        return None
    end = start + match.start()
    people = [m for m in statements.names() if m.type == "Person" and start <= m.start and m.end <= end]
    regional = {
        id(h.person.entity)
        for h in statements.doc._.holdings
        if h.of is not None and h.of.type in {"Region", "City"}
    }
    people = [m for m in people if id(m.entity) not in regional and (match["own"] or m.end == end)]
    codes = {
        code for entity in {id(m.entity): m.entity for m in people}.values() if entity is not None
        for code in (entity.country, homeland(statements, entity), _known(statements, entity)) if code is not None
    }  # fmt: skip
    return min(codes) if len(codes) == 1 else None


def _known(statements: Statements, person: DocEntity) -> str | None:
    """The country that the article was found to give the person's offices."""
    codes = {
        of.country for (who, _), of in statements.agreed.items()
        if who == id(person) and of is not None and of.country is not None
    }  # fmt: skip
    return min(codes) if len(codes) == 1 else None


@dataclass(frozen=True, slots=True)
class _Post:
    """A post whose country is sought."""

    role: str
    person: DocEntity
    former: bool
    due: bool
    own: bool
    several: bool

    def free(self, statements: Statements, country: str) -> bool:
        """Whether the country has such a post that is not said to be somebody else's."""
        row = roles()[self.role]
        if country in row.get("absent", ()) or not (self.former or country in row.get("realms", (country,))):
            return False
        gone = {id(h.person.entity) for h in statements.doc._.holdings if h.role == self.role and h.former}
        return (
            self.former
            or self.due
            or self.several
            or self.role in {"portfolio-minister", *_DEPUTIES}
            or (
                not any(
                    h.role == self.role
                    and h.person.entity is not self.person
                    and not h.former
                    and h.of is not None
                    and h.of.country == country
                    for h in statements.doc._.holdings
                )
                and not any(
                    role == self.role
                    and who not in {id(self.person), *gone}
                    and of is not None
                    and of.country == country
                    for (who, role), of in statements.agreed.items()
                )
            )
        )


def _agreed(statements: Statements, post: _Post, token: Token) -> DocEntity | None:
    """The one country that the sentences about this holder suggest, if they do not suggest two."""
    tokens = [token, *(
        statements.token_at(h.start) for h in statements.doc._.holdings
        if h.person.entity is post.person and h.role == post.role and h.of is None
    )]  # fmt: skip
    codes = {code for one in tokens if (code := _likeliest(statements, post, one)) is not None}
    return statements.country(f"country:{min(codes)}", min(codes)) if len(codes) == 1 else None


def _likeliest(statements: Statements, post: _Post, token: Token) -> str | None:
    """The country that the words before ``token`` are about, of those that have such a post."""
    sender = _sender(statements, token)
    if sender is not None:
        return sender if post.free(statements, sender) else None
    if _strange(token):
        return None
    if _leads(post.person):
        country = led(statements, post.person)
        return country if country is not None and post.free(statements, country) else None
    if post.several:
        named = {m.country for m in _countries(statements, 0, token.idx) if m.country is not None}
        return min(named) if len(named) == 1 and post.free(statements, min(named)) else None
    front = _front(statements, token)
    sentence = token.sent
    if not post.own:
        for mention in reversed(_countries(statements, sentence.start_char, token.idx)):
            # "He told the Turkish minister that President X": whose is open; "in Cuba he met President X": not.
            if mention.country is None or not post.free(statements, mention.country):
                continue
            if mention.type == "Region" and _belongs(statements, mention):
                return None
            place = mention.kind != "demonym" and not _belongs(statements, mention)
            return mention.country if place or mention.country in front else None
    return _scene(statements, post, sentence, front) or _filed_from(statements, post, sentence)


def _filed_from(statements: Statements, post: _Post, sentence: Span) -> str | None:
    """The country that the report was filed from, where up to the title's sentence no other one is spoken of.

    A report from abroad names the country that it is about sooner or later: it must name this one, or none.
    """
    code = dateline_country(statements.doc._.dateline)
    plain: str = statements.doc._.plain
    before = {m.country for m in _countries(statements, 0, sentence.end_char)}
    named = {m.country for m in _countries(statements, 0, len(plain)) if m.type == "Country"}
    if code is None or before - {code} or (named and code not in named) or not post.free(statements, code):
        return None
    return code


@cache
def dateline_country(place: str | None) -> str | None:
    """The country of "Quito" or "Accra, Ghana"; none for a city where countries meet, unless it is the state's own."""
    parts = (place or "").split(", ")
    entries = [entry for part in reversed(parts) if (entry := lookup(part)) is not None]
    if not entries or entries[0].country is None:
        return None
    meeting = entries[0].type != "Country" and entries[0].name in load("offices")["meeting_places"]
    return None if meeting else entries[0].country


def _strange(token: Token) -> bool:
    """Whether a capitalised word before the title says whose it is, though it is none's name: "Dominican President"."""
    if token.i == token.sent.start:
        return False
    before = token.doc[token.i - 1]
    return (
        before.text[:1].isupper()
        and before.is_alpha
        and before.pos_ in {"ADJ", "PROPN"}
        and not before.is_stop
    )


def _scene(statements: Statements, post: _Post, sentence: Span, front: list[str]) -> str | None:
    """The country that the sentence before or the article's beginning set the scene in."""
    towns = {
        m.country for m in _countries(statements, sentence.start_char, sentence.end_char)
        if m.type != "Country" and m.country is not None and not _away(statements, m)
    } if not post.own else set()  # fmt: skip
    before: set[str] = set()
    guests: set[str] = set()
    if sentence.start > 0:
        last = statements.doc[sentence.start - 1].sent
        if segment_kind(statements.doc, last.start_char) == "body":
            before = _free(statements, post, last.start_char, last.end_char)
            guests = _free(statements, post, last.start_char, last.end_char, guests=True) - before
    choice = before or {c for c in front if post.free(statements, c)}
    about = _topic(statements)
    if len(choice) > 1:
        # Of several, the one that the article begins with, alone or where this sentence is set.
        choice = {
            c
            for c in choice
            if front and c == front[0] and (towns == {c} or (len(front) == 1 and not post.former))
        }
    if len(choice) != 1:
        return None
    (code,) = choice
    if (code not in front and any(post.free(statements, c) for c in front)) or (
        towns and code not in towns and code != about
    ):
        return None
    if guests - {code} and front != [code]:
        return None  # "In X, its minister met Y's. President Z …" may be of either
    # Where other countries are spoken of, a former president may be any one's.
    start = next(
        (a for a, b, _ in statements.doc._.segments if a <= sentence.start_char < b), sentence.start_char
    )
    others = _free(statements, post, start, sentence.start_char) - {code}
    if others and code != about and (post.former or not before) and front[:1] != [code]:
        return None
    return code


def _away(statements: Statements, mention: DocMention) -> bool:
    """Whether a place is where somebody goes or comes from: "broke off a visit to Abu Dhabi"."""
    return str(statements.doc._.plain[: mention.start]).endswith((" to ", " from ", " for ", " via "))


def _free(statements: Statements, post: _Post, start: int, end: int, *, guests: bool = False) -> set[str]:
    """The countries with such a post that set a scene between two characters, or that only ``guests`` come from."""
    return {
        m.country
        for m in _countries(statements, start, end)
        if m.country is not None
        and _belongs(statements, m) == guests
        and not (guests and m.type != "Country")
        and post.free(statements, m.country)
    }


def _sender(statements: Statements, token: Token) -> str | None:
    """The country that sent somebody: "London sent X, a minister"."""
    while token.dep_ in {"appos", "conj", "compound"} and token.head != token:
        token = token.head
    verb = token.head
    if token.dep_ != "dobj" or verb.lemma_.lower() not in _SENDING:
        return None
    for subject in syntax.children(verb, "nsubj"):
        entity = statements.entity(subject)
        if entity is not None and entity.type in _STATE:
            return entity.country
    return None


_SENDING = frozenset({"send", "dispatch", "despatch", "delegate", "recall"})


def _topic(statements: Statements) -> str | None:
    """The country that the article names far more often than any other."""
    counts = Counter(m.country for m in _countries(statements, 0, len(statements.doc._.plain)))
    ranked = counts.most_common(2)
    if not ranked or ranked[0][1] < _OFTEN:
        return None
    return ranked[0][0] if len(ranked) == 1 or ranked[0][1] >= _OFTENER * ranked[1][1] else None


def _countries(statements: Statements, start: int, end: int) -> list[DocMention]:
    """Mentions between two characters that tell of a country: its name, its people, its cities."""
    return [
        m
        for m in statements.doc._.mentions
        if start <= m.start
        and m.end <= end
        and m.country is not None
        and (m.type in PLACES or m.type in _STATE or (m.type == "Group" and m.kind == "demonym"))
        and not _POSTED.search(statements.doc._.plain[max(0, m.start - 40) : m.start])
    ]


def _belongs(statements: Statements, mention: DocMention) -> bool:
    """Whether a country only says whose somebody is: "Saudi envoy X", "France's Y", "Z of Kenya"."""
    plain: str = statements.doc._.plain
    if any(h.of is mention for h in statements.doc._.holdings):
        return True
    people = [m for m in statements.doc._.mentions if m.type == "Person" and m.kind == "name"]
    return any(
        plain[mention.end : m.start] in {"'s ", " "} or plain[m.end : mention.start] in {" of ", " of the "}
        for m in people
    )


def _front(statements: Statements, token: Token) -> list[str]:
    """The countries that the title and the first sentence of the body name, in order; the body's first.

    Of the sentence that ``token`` is in only what stands before it: "President X cut ties with Y" is not about Y's.
    """
    found: list[str] = []
    for start, stop, kind in statements.doc._.segments:
        end = stop if kind != "body" else min(stop, statements.token_at(start).sent.end_char)
        if start <= token.idx < end:
            end = token.idx
        here = [m.country for m in _countries(statements, start, end) if m.country is not None]
        if kind == "body":
            return list(dict.fromkeys([*here, *found]))
        found += here
    return list(dict.fromkeys(found))
