"""What the words right around a bare title point to: "flew to Nuuk, where Premier X", "London sent X, a minister"."""

from __future__ import annotations

import re

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.facts.beside import clause_start
from kg.extraction.facts.home import away, belongs
from kg.extraction.facts.origins import countries
from kg.extraction.facts.statement import STATE, Statements
from kg.lexicon import load
from kg.nlp.document import DocEntity
from kg.nlp.names import honorifics

#: Who heads a government with ministers, of a region or a state.
HEADS = frozenset({"president", "prime-minister", "deputy-prime-minister", "chief-minister"})


def de_facto(statements: Statements, code: str) -> DocEntity | None:
    """The region of a country that an article names instead of it, where the region is governed as a state is."""
    every = countries(statements, 0, len(statements.doc._.plain))
    if any(m.country == code and m.type == "Country" for m in every):
        return None
    return next(
        (
            m.entity
            for m in every
            if m.country == code
            and m.entity is not None
            and m.entity.name in load("offices")["de_facto_states"]
        ),
        None,
    )


def where(statements: Statements, token: Token) -> str | None:
    """The country of "flew to Nuuk, where Premier X met him"."""
    before = countries(statements, token.sent.start_char, token.idx)
    plain: str = statements.doc._.plain
    return before[-1].country if before and plain[before[-1].end : token.idx] in _WHERE else None


_WHERE = frozenset({", where ", " where "})


_SERVED = re.compile(r"\b(?:represent\w*|who (?:leads?|led|governs?|rules?)) (?:the )?$")


def served(statements: Statements, token: Token) -> str | None:
    """The country of "President X represented Rwanda at the talks"."""
    plain: str = statements.doc._.plain
    found = countries(statements, token.idx, token.sent.end_char)
    return next((m.country for m in found if _SERVED.search(plain[token.idx : m.start])), None)


def clause_before(statements: Statements, token: Token) -> str | None:
    """The subject of what a semicolon parts from the title: "Spain buys Algerian gas; Foreign Minister X hopes …"."""
    plain: str = statements.doc._.plain
    begin = token.sent.start_char
    if plain[:begin].endswith("; "):  # the parser may see two sentences
        begin = statements.doc[token.sent.start - 1].sent.start_char
    end = plain.rfind("; ", begin, token.idx)
    if end < 0 or countries(statements, end, token.idx):
        return None
    first = next(iter(countries(statements, clause_start(statements, begin, end), end)), None)
    if first is None or belongs(statements, first) or away(statements, first):
        return None
    subject = statements.doc[first.token]
    return first.country if subject.dep_ in {"nsubj", "nsubjpass"} else None


def regional(statements: Statements) -> bool:
    """Whether the report begins with who heads a region, whose ministers then may be meant."""
    opening = next((s for s, _, kind in statements.doc._.segments if kind == "body"), 0)
    end = statements.token_at(opening).sent.end_char
    return any(
        title.start < end
        and title.role in HEADS
        and title.of is not None
        and title.of.type in {"Region", "City"}
        for title in statements.doc._.titles
    )


def strange(statements: Statements, token: Token) -> bool:
    """Whether a capitalised word before the title says whose it is, though it is none's name: "Dominican President".

    A day is no such word ("On Sunday President X left"), nor a party ("Labour Prime Minister X") or a style.
    """
    title = next((t for t in statements.doc._.titles if t.start <= token.idx < t.end), None)
    if title is not None:
        # "Appointed X as Prime Minister": "Prime" is the title's own.
        words = statements.doc._.plain.find(title.words, title.start, title.end)
        token = statements.token_at(words) if 0 <= words < token.idx else token
    if token.i == token.sent.start:
        return False
    before = token.doc[token.i - 1]
    if before.lower_ in load("offices")["camps"] or before.lower_.rstrip(".") in honorifics():
        return False
    return (
        before.text[:1].isupper()
        and not any(time.start <= before.idx < time.end for time in statements.timeline)
        and before.is_alpha
        and before.pos_ in {"ADJ", "PROPN"}
        and not before.is_stop
    )


def sender(statements: Statements, token: Token) -> str | None:
    """The country that sent somebody: "London sent X, a minister"."""
    while token.dep_ in {"appos", "conj", "compound"} and token.head != token:
        token = token.head
    verb = token.head
    if token.dep_ != "dobj" or verb.lemma_.lower() not in _SENDING:
        return None
    for subject in syntax.children(verb, "nsubj"):
        entity = statements.entity(subject)
        if entity is not None and entity.type in STATE:
            return entity.country
    return None


_SENDING = frozenset({"send", "dispatch", "despatch", "delegate", "recall"})
