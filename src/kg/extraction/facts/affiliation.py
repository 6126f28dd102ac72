"""Which country or organisation a body or a person belongs to or acts for, and of which country people are citizens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.facts.holders import holders, judged
from kg.extraction.facts.statement import Statements
from kg.lexicon import load
from kg.model import EntityType, Fact, Status
from kg.nlp.document import DocMention

_BODIES: frozenset[EntityType] = frozenset(
    {"Organization", "PoliticalParty", "MediaOrganization", "Company", "ArmedGroup", "GovernmentBody", "MilitaryForce"}
)  # fmt: skip
#: Whom a state can back: also people and groups without a name.
_BACKED: frozenset[EntityType] = _BODIES | {"Group", "Government"}
_EMPLOYERS: frozenset[EntityType] = _BODIES | {"InternationalOrganization"}

#: Between a country and the body that is its own: "Syria's official news agency SANA".
_DESCRIBING = frozenset({"official", "state", "run", "-", "national", "main", "ruling"})

#: Peoples who live in several countries; who is of the country is "Serbian", "Croatian".
_PEOPLES = frozenset({"Croat", "Serb"})


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(load("facts")["affiliation"][kind])


def affiliations(statements: Statements) -> Iterator[Fact]:
    """``affiliatedWith`` and ``citizenOf``."""
    yield from _possessed(statements)
    yield from _backed(statements)
    for token in statements.with_lemma(_words("nouns")):
        if token.pos_ in {"NOUN", "PROPN"}:
            yield from _employed(statements, token)
    yield from _nationals(statements)
    yield from _citizens(statements)


def _possessed(statements: Statements) -> Iterator[Fact]:
    """ "Syria's official news agency SANA", "Russia's TASS news agency", "the Lebanese group Hezbollah"."""
    for mention in statements.names():
        entity = mention.entity
        if entity is None or mention.kind != "name" or entity.type not in _BODIES or mention.token < 0:
            continue
        token = statements.doc[mention.token]
        owner: DocMention | None = None
        for child in syntax.children(token, "poss", "amod", "compound", "nmod"):
            named = statements.mention(child)
            if named is not None and named.entity is not None and named.entity.type == "Country":
                owner = named
        owner = owner or _before(statements, mention)
        if owner is None or owner.entity is None or owner.entity is entity:
            continue
        if "-" in statements.doc._.plain[min(owner.end, mention.start) : mention.start]:
            continue  # "Iran-backed Hezbollah" has a rule of its own; "the US-Taliban deal" is no possession
        yield statements.fact(
            entity, "affiliatedWith", owner.entity, token, "affiliation:possessor", 0.85,
            (min(owner.start, mention.start), max(owner.end, mention.end)),
        )  # fmt: skip


def _before(statements: Statements, mention: DocMention) -> DocMention | None:
    """The country right before the token that holds the name and its description."""
    doc, i = statements.doc, mention.token - 1
    if i >= 0 and doc[i].lower_ == "'s":
        i -= 1
    while i >= 0 and doc[i].lower_ in _DESCRIBING and doc[i].sent == doc[mention.token].sent:
        i -= 1
    named = statements.participants.by_token.get(i)
    if named is None or named.entity is None or named.entity.type != "Country":
        return None
    return named if doc[i].sent == doc[mention.token].sent else None


@cache
def _tie() -> re.Pattern[str]:
    return re.compile(rf"-({'|'.join(sorted(_words('ties')))}) (?:(?!and |or |the )[\w'-]+ ){{0,3}}")


def _backed(statements: Statements) -> Iterator[Fact]:
    """ "the Iran-backed Hezbollah", "Turkish-backed rebels", "X, which is backed by Y"."""
    mentions = [m for m in statements.doc._.mentions if m.entity is not None and m.kind != "pronoun"]
    for i, owner in enumerate(mentions):
        if owner.entity.type not in {"Country", "InternationalOrganization"}:
            continue
        # Mentions stand in order; one that merges a title may begin before its owner's name.
        after = [
            m
            for m in mentions[max(0, i - 3) : i + 20]
            if owner.end < m.end <= owner.end + 70 and m is not owner and m.entity is not owner.entity
        ]
        bodies = [m for m in after if m.entity.type in _BACKED | {"Person"}]
        if not bodies:
            continue
        body = bodies[0]
        if (
            len(bodies) > 1
            and body.kind == "nominal"
            and bodies[1].kind == "name"
            and bodies[1].end <= body.end
        ):
            body = bodies[1]  # the parser may take more words for the phrase than belong to it
        start = max(owner.end, min(body.start, body.start))
        between = (
            statements.doc._.plain[owner.end : start]
            if body.start > owner.end
            else statements.doc._.plain[owner.end : body.end]
        )
        fits = _tie().fullmatch(between) if body.start > owner.end else _tie().match(between)
        if fits is None or body.entity.type == "Person":
            continue
        at = statements.token_at(body.end - 1)
        yield statements.fact(
            body.entity,
            "affiliatedWith",
            owner.entity,
            at,
            "affiliation:backed",
            0.85,
            (owner.start, body.end),
        )
    for token in statements.with_lemma(_BACKING):
        if token.lemma_ in _BACKING and token.tag_ == "VBN":
            yield from _backed_by(statements, token)


_BACKING = frozenset({"back", "support", "sponsor", "fund", "finance", "arm"})


def _backed_by(statements: Statements, verb: Token) -> Iterator[Fact]:
    """A participle or a relative clause says what a body is; a main clause tells of one act."""
    if verb.dep_ not in {"acl", "relcl"} or not syntax.is_passive(verb):
        return
    backers = statements.actors(syntax.slot(verb, "subj"))
    for body in statements.actors([verb.head]):
        for backer in backers:
            if body.entity.type not in _BODIES or backer.entity.type != "Country":
                continue
            status, speaker = statements.judge(verb)
            span = sorted((body.mention.start, body.mention.end, backer.mention.start, backer.mention.end))
            yield statements.fact(
                body.entity, "affiliatedWith", backer.entity, verb, "affiliation:backed by", 0.8 * body.certainty,
                (span[0], span[-1]), status=status, speaker=speaker,
            )  # fmt: skip


def _employed(statements: Statements, noun: Token) -> Iterator[Fact]:
    """ "X, an analyst at Y", "X is a professor at Y"."""
    tokens = [o for word in sorted(_words("prepositions")) for o in syntax.prepositional(noun, word)]
    found = [f for f in statements.actors(tokens) if f.entity.type in _EMPLOYERS and f.mention.kind == "name"]
    if not found:
        return
    for holder in holders(statements, noun):
        former = holder.phase in {"held", "ends"} or any(c.lower_ in {"former", "ex"} for c in noun.children)
        said, speaker = judged(statements, holder)
        status: Status = "Negated" if former and said == "Asserted" else said
        for body in found:
            span = sorted(
                (holder.person.mention.start, holder.person.mention.end, body.mention.start, body.mention.end)
            )
            yield statements.fact(
                holder.person.entity, "affiliatedWith", body.entity, noun, f"affiliation:{holder.rule}",
                holder.confidence * holder.person.certainty * 0.9, (span[0], span[-1]), status=status, speaker=speaker,
            )  # fmt: skip


@cache
def _occupation() -> re.Pattern[str]:
    lexicon = load("occupations")
    words = sorted([*lexicon["occupations"], *lexicon["citizens"]], key=lambda w: (-len(w), w))
    nouns = "|".join(re.escape(word) for word in words)
    return re.compile(
        rf"(?:-[A-Z]\w+)? (?:(?!and |or |of )[a-z][\w'-]*,? ){{0,3}}?(?P<noun>{nouns})(?![\w-])"
    )


def _nationals(statements: Statements) -> Iterator[Fact]:
    """ "The Kenyan activist X", "X, a Syrian national", "X is a Turkish politician"."""
    text, citizens = statements.doc._.plain, load("occupations")["citizens"]
    for demonym in statements.names():
        if demonym.kind != "demonym" or demonym.entity is None or demonym.type != "Country":
            continue
        if demonym.text in _PEOPLES:
            continue
        match = _occupation().match(text, demonym.end)
        if match is None:
            continue
        noun = statements.token_at(match.end() - 1)
        certain = match["noun"] in citizens
        person = next(
            (
                m
                for m in statements.names_in(match.end() + 1, match.end() + 3)
                if m.type == "Person" and text[match.end() : m.start] in {" ", ", "}
            ),
            None,
        )
        if person is not None and (text[match.end()] == " " or certain):
            found = [(person.entity, person.start, person.end, 0.85, noun, "title")]
        else:
            found = [
                (
                    h.person.entity,
                    h.person.mention.start,
                    h.person.mention.end,
                    h.confidence * h.person.certainty,
                    h.verb,
                    h.rule,
                )
                for h in holders(statements, noun)
            ]
        for entity, start, end, confidence, verb, rule in found:
            if entity is None:
                continue
            status, speaker = statements.judge(verb) if verb.pos_ in {"VERB", "AUX"} else ("Asserted", None)
            yield statements.fact(
                entity, "citizenOf", demonym.entity, noun, f"citizen:{rule}", confidence * (1.0 if certain else 0.9),
                (min(start, demonym.start), max(end, match.end())), status=status, speaker=speaker,
            )  # fmt: skip


def _citizens(statements: Statements) -> Iterator[Fact]:
    """ "X, a citizen of Y", "X holds Canadian citizenship", "X was stripped of his Y citizenship"."""
    for token in statements.with_lemma({"citizen", "national", "citizenship", "nationality", "passport"}):
        lemma = token.lemma_.lower()
        if lemma in {"citizen", "national"}:
            for country in statements.actors(syntax.prepositional(token, "of")):
                if country.entity.type != "Country":
                    continue
                for holder in holders(statements, token):
                    status, speaker = judged(statements, holder)
                    yield statements.fact(
                        holder.person.entity, "citizenOf", country.entity, token, f"citizen:{holder.rule}",
                        holder.confidence, (min(holder.person.mention.start, token.idx), country.mention.end),
                        status=status, speaker=speaker,
                    )  # fmt: skip
        elif token.dep_ == "dobj":
            verb = token.head
            if verb.lemma_ not in {
                "hold",
                "have",
                "acquire",
                "receive",
                "obtain",
                "take",
                "gain",
                "renounce",
                "lose",
                "possess",
            }:
                continue
            countries = [
                m.entity
                for c in syntax.children(token, "amod", "compound", "nmod", "poss")
                if (m := statements.mention(c)) is not None
                and m.entity is not None
                and m.entity.type == "Country"
            ]
            subject = syntax.surface_subject(verb)
            people = statements.people(subject) if subject is not None else []
            for entity in countries if len(people) == 1 else []:
                said, speaker = statements.judge(verb)
                lost = verb.lemma_ in {"renounce", "lose"} and said == "Asserted"
                yield statements.fact(
                    people[0].entity, "citizenOf", entity, token, "citizen:holds", 0.85 * people[0].certainty,
                    (min(people[0].mention.start, token.idx), token.idx + len(token)),
                    status="Negated" if lost else said, speaker=speaker,
                )  # fmt: skip
