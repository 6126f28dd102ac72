"""Who is in a party by other words than "member": "ran for X", "X's Likud", "X of the Y Party", "Labour MP X"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.facts.membership import bodies_named
from kg.extraction.facts.statement import PARTISAN, Statements
from kg.lexicon import load
from kg.lexicon.gazetteer import demonyms, lookup
from kg.model import Fact
from kg.nlp.document import DocEntity


def partisans(statements: Statements) -> Iterator[Fact]:
    """``memberOf`` of parties and armed groups."""
    lexicon = load("facts")["membership"]
    for token in statements.with_lemma({*lexicon["sit"], *lexicon["linking"], *lexicon["hold"]}):
        if token.pos_ in {"VERB", "AUX"}:
            yield from _for_party(statements, token, token.lemma_.lower())
    yield from _own_parties(statements)
    yield from _by_formula(statements)
    yield from _by_adjective(statements)


def _for_party(statements: Statements, verb: Token, lemma: str) -> Iterator[Fact]:
    """ "sat in parliament for Y", "was elected as a member of the council for Y", "held several posts within Y"."""
    lexicon = load("facts")["membership"]
    nouns = syntax.children(verb, "attr", "oprd", "dobj") + syntax.prepositional(verb, "as")
    words = {noun.lemma_.lower() for noun in nouns}
    if lemma in lexicon["sit"] or (lemma in lexicon["linking"] and words & {"member", *lexicon["partisan"]}):
        prepositions = {"for"}
    elif lemma in lexicon["hold"] and words & set(load("facts")["holding"]["posts"]):
        prepositions = {"within", "in"}
    else:
        return
    subject = verb.head if verb.dep_ == "acl" else syntax.surface_subject(verb)
    people = statements.people(subject) if subject is not None else []
    tokens = [
        o for token in verb.subtree
        if token.dep_ == "prep" and token.lower_ in prepositions and _clause(token) == verb
        for o in syntax.children(token, "pobj")
    ]  # fmt: skip
    # "ran on the X ticket"
    tokens += [
        c for t in syntax.prepositional(verb, "on") if t.lemma_.lower() in lexicon["tickets"]
        for c in syntax.children(t, "compound", "nmod", "poss")
    ]  # fmt: skip
    for party in bodies_named(statements, tokens) if len(people) == 1 else []:
        if party.entity.type != "PoliticalParty" or party.mention.kind != "name":
            continue
        status, speaker = statements.judge(verb)
        span = sorted(
            (people[0].mention.start, people[0].mention.end, party.mention.start, party.mention.end)
        )
        yield statements.fact(
            people[0].entity, "memberOf", party.entity, verb, f"member:{lemma} for",
            0.8 * people[0].certainty * party.certainty, (span[0], span[-1]), status=status, speaker=speaker,
        )  # fmt: skip


def _clause(token: Token) -> Token | None:
    """The verb whose clause the token stands in."""
    return next((t for t in syntax.clause_chain(token) if t.pos_ in {"VERB", "AUX"}), None)


_OWN = re.compile(r"'s? (?P<between>(?:[a-z][\w-]*,? ){0,3})$")
_RIVALS = re.compile(r" (?!party\b|movement\b|bloc\b|alliance\b|coalition\b)[a-z]+s\b")


def _own_parties(statements: Statements) -> Iterator[Fact]:
    """ "X's Likud", "her Awami League", "X's party is the Y": the party that somebody has is the one they are in."""
    other, text = frozenset(load("facts")["membership"]["other"]), statements.doc._.plain
    for mention in statements.names():
        party = mention.entity
        if mention.type != "PoliticalParty" or mention.kind != "name" or party is None or mention.token < 0:
            continue
        owned = _called_party(statements.doc[mention.token])
        people = [f for t in syntax.children(owned, "poss") for f in statements.people(t)]
        if any(c.lower_ in other for c in owned.children):
            continue
        own = _OWN.search(text, max(0, mention.start - 60), mention.start)
        if not people and own is not None and not other & set(own["between"].split()):
            # The parser may not see the genitive of a name that it does not know.
            near = statements.names_in(max(0, own.start() - 300), own.start())
            owner = next((m for m in near if m.end == own.start() and m.type == "Person"), None)
            if owner is not None and not _RIVALS.match(text, mention.end):
                people = statements.people(statements.doc[owner.token])
        if len(people) != 1 or people[0].mention.kind == "title":
            continue
        span = sorted((people[0].mention.start, people[0].mention.end, mention.start, mention.end))
        yield statements.fact(
            people[0].entity, "memberOf", party, statements.doc[mention.token], "member:own",
            0.8 * people[0].certainty, (span[0], span[-1]),
        )  # fmt: skip


def _called_party(name: Token) -> Token:
    """The noun that "his party is Y", "his party, Y" and "his Y party" call a party; else the name itself."""
    if name.dep_ in {"attr", "appos"}:
        noun = name.head if name.dep_ == "appos" else syntax.surface_subject(name.head)
        if noun is not None and noun.lemma_.lower() == "party":
            return noun
    if name.dep_ in {"compound", "nmod"} and name.head.lemma_.lower() == "party":
        return name.head
    return name


_FORMULA = re.compile(r",? (?:of|from) (?:the |Israel's |India's )?(?:[a-z-]+ ){0,2}| \((?:the )?")


def _by_formula(statements: Statements) -> Iterator[Fact]:
    """ "X of the Y Party", "X (Y)"."""
    names = [m for m in statements.names() if m.kind == "name"]
    for person, party in pairwise(names):
        if person.type != "Person" or party.type not in PARTISAN or person.end >= party.start:
            continue
        between = statements.doc._.plain[person.end : party.start]
        if not _FORMULA.fullmatch(between) or person.entity is None or party.entity is None:
            continue
        token = statements.token_at(person.start)
        if statements.token_at(party.start).sent != token.sent:
            continue
        yield statements.fact(
            person.entity, "memberOf", party.entity, token, "member:formula", 0.85, (person.start, party.end)
        )


_LETTER = re.compile(r",? \((?P<letter>[RD])(?:[-–, ]+(?P<state>[A-Z][A-Za-z. ]{1,14}))?\)")


def _by_adjective(statements: Statements) -> Iterator[Fact]:
    """ "Republican Senator X", "Rep. X (D-Ohio)", "Labour MP X"."""
    text = statements.doc._.plain
    rows = load("facts")["adjectives"]
    for mention in statements.names():
        if mention.type != "Person" or mention.entity is None:
            continue
        after = _LETTER.match(text, mention.end)
        if after is not None:
            row = next(r for r in rows if r.get("letter") == after["letter"])
            yield _partisan(statements, mention.entity, row, mention.start, after.end())
        before = text[max(0, mention.start - 60) : mention.start]
        for row in rows:
            match = _adjective_pattern(row["party"]).search(before)
            nation = before[: match.start(1)].split()[-1:] if match is not None else []
            # Each country has its Conservatives.
            if match is not None and all(demonyms().get(n, row["country"]) == row["country"] for n in nation):
                start = mention.start - len(before) + match.start(1)
                yield _partisan(statements, mention.entity, row, start, mention.end)


@cache
def _adjective_pattern(party: str) -> re.Pattern[str]:
    row = next(r for r in load("facts")["adjectives"] if r["party"] == party)
    # With a capital: "a labour leader" leads a union, "a conservative minister" may be of any party.
    words = "|".join(re.escape(w.title()) for w in row["words"])
    titles = "|".join(
        re.escape(t) for t in sorted(load("facts")["elected"][row["country"]], key=len, reverse=True)
    )
    return re.compile(
        rf"(?:^|[\s(])((?:{words})(?: [Pp]arty)? (?:US |U\.S\. |former |state )?(?i:{titles}) )$"
    )


def _partisan(statements: Statements, person: DocEntity, row: dict[str, Any], start: int, end: int) -> Fact:
    party = next(
        (
            e
            for e in statements.doc._.entities
            if e.type == "PoliticalParty" and row["party"] in {e.name, *e.names}
        ),
        None,
    )
    if party is None:
        entry = lookup(row["party"])
        known = entry is not None and entry.type == "PoliticalParty"
        party = statements.add(
            DocEntity(
                "PoliticalParty",
                row["party"],
                entry.ref if known and entry else None,
                entry.country if known and entry else None,
            )
        )
    return statements.fact(
        person, "memberOf", party, statements.token_at(start), "member:adjective", 0.9, (start, end)
    )
