"""Who belongs to a party, an armed group or another body, and who leads it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.facts.holders import Holder, holders, judged, no_longer
from kg.extraction.facts.statement import Statements
from kg.extraction.facts.validity import bounds, over
from kg.extraction.participants import Found
from kg.lexicon import load
from kg.lexicon.gazetteer import lookup
from kg.model import EntityType, Fact, Status
from kg.nlp.document import DocEntity

_PARTISAN: frozenset[EntityType] = frozenset({"PoliticalParty", "ArmedGroup"})
_BODIES: frozenset[EntityType] = _PARTISAN | {"Organization", "InternationalOrganization", "GovernmentBody"}
_LED: frozenset[EntityType] = _BODIES | {"Company", "MediaOrganization", "MilitaryForce"}
#: Who else than people may be a member of an international organisation.
_STATES: frozenset[EntityType] = frozenset({"Country", "PoliticalParty", "Organization"})


#: Ends the rule of a fact that is denied for now because it once held.
FORMER = ":former"


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(load("facts")["membership"][kind])


def memberships(statements: Statements) -> Iterator[Fact]:
    """``memberOf`` and ``leads`` from nouns, verbs and formulas; those that come with an office are found there."""
    titles = {title.role_at for title in statements.doc._.titles}
    for token in statements.doc:
        lemma = token.lemma_.lower()
        # A founder's title makes a member of a party; of other bodies, this noun does.
        told = token.idx in titles and lemma not in _words("founders")
        if token.pos_ in {"NOUN", "PROPN"} and lemma in _words("nouns") and not told:
            yield from _by_noun(statements, token)
        elif token.pos_ in {"VERB", "AUX"}:
            yield from _by_verb(statements, token, lemma)
            yield from _for_party(statements, token, lemma)
            if lemma in load("facts")["leadership"]["verbs"]:
                yield from _leads(statements, token)
    yield from _by_formula(statements)
    yield from _by_adjective(statements)
    yield from _own_parties(statements)


def _fits(member: DocEntity, body: DocEntity) -> bool:
    if member is body or body.type not in _BODIES:
        return False
    if member.type in {"Country", "PoliticalParty", "Organization"}:
        return body.type == "InternationalOrganization" or (
            member.type != "Country" and body.type == "Organization"
        )
    return member.type == "Person"


def _bodies(statements: Statements, tokens: list[Token]) -> list[Found]:
    # "the White Rose resistance group": the name stands before the noun.
    named = [
        c
        for t in tokens
        if (e := statements.entity(t)) is None or e.generic
        for c in syntax.children(t, "compound", "nmod", "appos")
        if (m := statements.mention(c)) is not None and m.kind == "name" and m.type in _BODIES
    ]
    found = statements.actors([*tokens, *named])
    return [f for f in found if f.entity.type in _BODIES and f.mention.kind != "demonym"]


def _by_noun(statements: Statements, noun: Token) -> Iterator[Fact]:
    """ "X, a member of Y", "X was elected a fellow of Y", "Finland is a member of NATO"."""
    partisan = noun.lemma_.lower() in _words("partisan")
    tokens = [o for word in sorted(_words("prepositions")) for o in syntax.prepositional(noun, word)]
    # "a member of X and of Y"
    tokens += [
        o
        for p in syntax.children(noun, "prep")
        for c in syntax.children(p, "conj")
        for o in syntax.children(c, "pobj")
    ]
    tokens += [o for v in syntax.children(noun, "acl") if v.lemma_ in {"affiliate", "represent", "associate"}
               for o in (*syntax.prepositional(v, "with"), *syntax.children(v, "dobj"))]  # fmt: skip
    # "a candidate for the X nomination"
    tokens += [
        c
        for t in tokens
        if t.lemma_.lower() in _words("tickets")
        for c in syntax.children(t, "compound", "nmod", "poss")
    ]
    before = syntax.children(noun, "compound", "amod", "nmod")
    if noun.lemma_.lower() == "member":
        tokens += before  # "a NATO member"
    elif partisan:
        tokens += [t for t in before if (m := statements.mention(t)) is not None and m.kind == "name"]
    # "a member of X and later Y"
    tokens += [t for t in syntax.children(noun, "conj") if statements.mention(t) is not None]
    bodies = [f for f in _bodies(statements, tokens) if not partisan or f.entity.type in _PARTISAN]
    if not bodies:
        return
    found = holders(statements, noun) or list(_through(statements, noun))
    if not found and any(f.entity.type == "InternationalOrganization" for f in bodies):
        found = holders(statements, noun, _STATES)
    former = any(c.lower_ in {"former", "ex", "one-time"} for c in noun.children)
    founder = noun.lemma_.lower() in _words("founders")
    for holder in found:
        said, speaker = judged(statements, holder)
        for body in bodies:
            if not _fits(holder.person.entity, body.entity) or (
                founder and body.entity.type == "GovernmentBody"
            ):
                continue
            since, until = bounds(
                statements, max(body.mention.end, noun.idx + len(noun)), noun, holder.verb, holder.phase
            )
            ended = no_longer(holder.verb) or (
                said == "Asserted" and (former or holder.phase == "ends" or over(statements, until))
            )
            confidence = (
                holder.confidence * holder.person.certainty * body.certainty * (0.8 if founder else 1.0)
            )
            span = sorted(
                (holder.person.mention.start, holder.person.mention.end, body.mention.start, body.mention.end)
            )
            yield statements.fact(
                holder.person.entity, "memberOf", body.entity, noun,
                f"member:{holder.rule}{FORMER if ended else ''}", confidence, (span[0], span[-1]),
                status="Negated" if ended else said, speaker=speaker, since=since, until=until,
            )  # fmt: skip


def _through(statements: Statements, noun: Token) -> Iterator[Holder]:
    """ "rose to fame as a member of Y", "belonged to the founding members of Y": whoever did what the clause says."""
    if noun.dep_ != "pobj" or noun.head.head.pos_ not in {"VERB", "AUX"}:
        return
    verb, word = noun.head.head, noun.head.lower_
    if word != "as" and (verb.lemma_.lower(), word) not in {
        ("belong", "to"),
        ("be", "among"),
        ("count", "among"),
    }:
        return
    subject = syntax.surface_subject(verb)
    people = statements.people(subject) if subject is not None else []
    if len(people) == 1:
        yield Holder(people[0], verb, "holds", "as", 0.8)


def _by_verb(statements: Statements, verb: Token, lemma: str) -> Iterator[Fact]:
    """ "X joined Y", "X belongs to Y", "X left Y"."""
    lexicon = load("facts")["membership"]
    ended, rule, confidence = False, f"member:{lemma}", 0.85
    subjects = syntax.slot(verb, "subj")
    if lemma in lexicon["join"] or lemma in lexicon["found"]:
        objects = syntax.slot(verb, "obj")
        confidence = 0.85 if lemma in lexicon["join"] else 0.65
    elif lemma in lexicon["leave"]:
        objects, ended = syntax.slot(verb, "obj"), True
    elif lemma in lexicon["belong"] or lemma in lexicon["leave_from"]:
        ended = lemma in lexicon["leave_from"]
        prepositions = lexicon["leave_from" if ended else "belong"][lemma]
        objects = [o for word in prepositions for o in syntax.prepositional(verb, word)]
        if syntax.is_passive(verb):
            subjects = (
                [verb.head]
                if verb.dep_ == "acl"
                else [s for s in [syntax.surface_subject(verb)] if s is not None]
            )
    elif lemma == "represent":
        objects = [
            o
            for o in syntax.slot(verb, "obj")
            if (e := statements.entity(o)) is not None and e.type == "PoliticalParty"
        ]
        confidence = 0.75
    else:
        return
    members = statements.actors(subjects)
    for body in _bodies(statements, objects):
        if lemma in lexicon["leave"] and body.entity.type not in _PARTISAN | {"InternationalOrganization"}:
            continue
        if lemma in lexicon["found"] and body.entity.type == "GovernmentBody":
            continue
        for member in members:
            if not _fits(member.entity, body.entity) or body.mention.start < verb.idx:
                continue
            status, speaker = statements.judge(verb)
            if ended:
                if status != "Asserted":
                    continue
                status = "Negated"
            time = statements.timeline.of(verb)
            dated = (
                time
                if time is not None and time.value is not None and status in {"Asserted", "Negated"}
                else None
            )
            yield statements.fact(
                member.entity, "memberOf", body.entity, verb, rule + (FORMER if ended else ""),
                confidence * member.certainty * body.certainty,
                (min(member.mention.start, body.mention.start), max(member.mention.end, body.mention.end)),
                status=status, speaker=speaker, since=None if ended else dated, until=dated if ended else None,
            )  # fmt: skip


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
    for party in _bodies(statements, tokens) if len(people) == 1 else []:
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
    other, text = _words("other"), statements.doc._.plain
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
            owner = next((m for m in statements.names() if m.end == own.start() and m.type == "Person"), None)
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


def _leads(statements: Statements, verb: Token) -> Iterator[Fact]:
    """ "X, who heads the Y", "the Y, led by X"; a person "ran" many things that are no body, so it must be a name."""
    people = [f for f in statements.actors(syntax.slot(verb, "subj")) if f.entity.type == "Person"]
    objects = statements.actors(syntax.slot(verb, "obj"))
    for body in objects:
        if body.entity.type not in _LED or body.mention.kind != "name" or len(people) != 1:
            continue
        person = people[0]
        judged, speaker = statements.judge(verb)
        since, until = bounds(statements, body.mention.end, verb, verb, "holds")
        past = verb.tag_ == "VBD" and not syntax.is_passive(verb) and (since is None or until is not None)
        status: Status = "Negated" if judged == "Asserted" and past else judged
        span = sorted((person.mention.start, person.mention.end, body.mention.start, body.mention.end))
        confidence = 0.85 * person.certainty * body.certainty
        yield statements.fact(
            person.entity, "leads", body.entity, verb, f"leads:{verb.lemma_.lower()}", confidence, (span[0], span[-1]),
            status=status, speaker=speaker, since=since, until=until,
        )  # fmt: skip
        if body.entity.type in _PARTISAN:
            # Whoever led it once was a member then, and need not have left it.
            yield statements.fact(
                person.entity, "memberOf", body.entity, verb, "member:leads", confidence * 0.9, (span[0], span[-1]),
                status=judged, speaker=speaker,
            )  # fmt: skip


_FORMULA = re.compile(r",? (?:of|from) (?:the |Israel's |India's )?(?:[a-z-]+ ){0,2}| \((?:the )?")


def _by_formula(statements: Statements) -> Iterator[Fact]:
    """ "X of the Y Party", "X (Y)"."""
    names = [m for m in statements.names() if m.kind == "name"]
    for person, party in pairwise(names):
        if person.type != "Person" or party.type not in _PARTISAN or person.end >= party.start:
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
            if match is not None:
                start = mention.start - len(before) + match.start(1)
                yield _partisan(statements, mention.entity, row, start, mention.end)


@cache
def _adjective_pattern(party: str) -> re.Pattern[str]:
    row = next(r for r in load("facts")["adjectives"] if r["party"] == party)
    words = "|".join(re.escape(w) for w in row["words"])
    titles = "|".join(
        re.escape(t) for t in sorted(load("facts")["elected"][row["country"]], key=len, reverse=True)
    )
    return re.compile(
        rf"(?:^|[\s(])((?:{words})(?: party)? (?:US |U\.S\. |former |state )?(?:{titles}) )$", re.IGNORECASE
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
