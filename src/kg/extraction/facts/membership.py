"""Who belongs to a party, an armed group or another body, and who leads it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.facts.holders import Holder, Phase, holders, judged, no_longer
from kg.extraction.facts.statement import PARTISAN, Statements
from kg.extraction.facts.validity import Bounds, bounds, over
from kg.extraction.participants import Found
from kg.lexicon import load
from kg.model import EntityType, Fact, Status
from kg.nlp.document import DocEntity

_BODIES: frozenset[EntityType] = PARTISAN | {"Organization", "InternationalOrganization", "GovernmentBody"}
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
    named = _words("nouns") | _words("chairs")
    for token in statements.with_lemma(named | _acts()):
        lemma = token.lemma_.lower()
        # A founder's title makes a member of a party; of other bodies, this noun does. No candidate holds an office.
        told = token.idx in titles and lemma not in _words("founders") | _words("running")
        if token.pos_ in {"NOUN", "PROPN"} and lemma in _words("nouns") and not told:
            yield from _by_noun(statements, token)
        elif token.pos_ in {"NOUN", "PROPN"} and lemma in _words("chairs"):
            yield from _by_noun(statements, token, inner=True)
        elif token.pos_ in {"VERB", "AUX"}:
            yield from _by_verb(statements, token, lemma)
            if lemma in load("facts")["leadership"]["verbs"]:
                yield from _leads(statements, token)


@cache
def _acts() -> frozenset[str]:
    """Verbs of joining, leaving and leading."""
    lexicon, kinds = load("facts")["membership"], ("join", "found", "leave", "belong", "leave_from")
    return frozenset(
        {
            "represent",
            *load("facts")["leadership"]["verbs"],
            *(verb for kind in kinds for verb in lexicon[kind]),
        }
    )


def _fits(member: DocEntity, body: DocEntity) -> bool:
    if member is body or body.type not in _BODIES:
        return False
    if member.type in {"Country", "PoliticalParty", "Organization"}:
        return body.type == "InternationalOrganization" or (
            member.type != "Country" and body.type == "Organization"
        )
    return member.type == "Person"


def bodies_named(statements: Statements, tokens: list[Token]) -> list[Found]:
    """What the tokens name that people are members of."""
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


def _by_noun(statements: Statements, noun: Token, inner: bool = False) -> Iterator[Fact]:
    """ "X, a member of Y", "X was elected a fellow of Y", "Finland is a member of NATO".

    ``inner`` asks only for a post in one of a party's own bodies: "vice-chairman of the party council of Y".
    """
    partisan = noun.lemma_.lower() in _words("partisan")
    if partisan and noun.dep_ == "pobj" and noun.head.head.lemma_.lower() in _words("perform"):
        partisan = False  # "rose to fame as part of the group Y"
    tokens = [o for word in sorted(_words("prepositions")) for o in syntax.prepositional(noun, word)]
    following = noun.nbor(1) if noun.i + 1 < len(noun.doc) else noun
    if (
        noun.dep_ in {"conj", "attr"}
        and following.lower_ in {"of", "in", "for"}
        and following.head == noun.head
    ):
        # "a student of law and member of Y": the parser may hang the second "of" on the first noun or on the verb.
        tokens += syntax.children(following, "pobj")
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
    # "a member of the central committee of the X Party"
    within = [
        o
        for t in tokens
        if t.lemma_.lower() in _words("inner_bodies")
        for o in syntax.prepositional(t, "of")
        if (e := statements.entity(o)) is not None and e.type == "PoliticalParty"
    ]
    tokens = within if inner else [*tokens, *within]
    before = [] if inner else syntax.children(noun, "compound", "amod", "nmod")
    if noun.lemma_.lower() == "member":
        tokens += before  # "a NATO member"
    elif partisan:
        tokens += [t for t in before if (m := statements.mention(t)) is not None and m.kind == "name"]
    # "a member of X and later Y"
    if not inner:
        tokens += [t for t in syntax.children(noun, "conj") if statements.mention(t) is not None]
    bodies = [f for f in bodies_named(statements, tokens) if not partisan or f.entity.type in PARTISAN]
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
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lower_ == "one":
        noun = noun.head.head  # "as one of the founding members of Y"
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
    ended, passive, rule, confidence = False, False, f"member:{lemma}", 0.85
    if lemma in lexicon["join"] or lemma in lexicon["found"]:
        objects = syntax.slot(verb, "obj")
        confidence = 0.85 if lemma in lexicon["join"] else 0.65
    elif lemma in lexicon["leave"]:
        objects, ended = syntax.slot(verb, "obj"), True
    elif lemma in lexicon["belong"] or lemma in lexicon["leave_from"]:
        ended = lemma in lexicon["leave_from"]
        prepositions = lexicon["leave_from" if ended else "belong"][lemma]
        objects = [o for word in prepositions for o in syntax.prepositional(verb, word)]
        # "serves on the board of Y"
        objects += [
            o
            for t in objects
            if t.lemma_.lower() in _words("inner_bodies")
            for o in syntax.prepositional(t, "of")
        ]
        passive = syntax.is_passive(verb)
    elif lemma == "represent":
        objects = [
            o
            for o in syntax.slot(verb, "obj")
            if (e := statements.entity(o)) is not None and e.type == "PoliticalParty"
        ]
        confidence = 0.75
    else:
        return
    subjects = syntax.slot(verb, "subj")
    if passive:
        subjects = (
            [verb.head]
            if verb.dep_ == "acl"
            else [s for s in [syntax.surface_subject(verb)] if s is not None]
        )
    members = statements.actors(subjects)
    for body in bodies_named(statements, objects):
        if lemma in lexicon["leave"] and body.entity.type not in PARTISAN | {"InternationalOrganization"}:
            continue
        if lemma in lexicon["found"] and body.entity.type == "GovernmentBody":
            continue
        for member in members:
            if not _fits(member.entity, body.entity) or body.mention.start < verb.idx:
                continue
            status, speaker = statements.judge(verb)
            if ended and status != "Asserted":
                continue
            # "Belonged to X until 2009" has an end; "joined X in 2009" is a beginning.
            lasting = lemma in lexicon["belong"] and lemma not in load("facts")["holding"]["begin"]
            phase: Phase = "ends" if ended else "holds" if lasting else "begins"
            since, until = _times(statements, verb, body, phase)
            over_now = ended or (status == "Asserted" and over(statements, until))
            yield statements.fact(
                member.entity, "memberOf", body.entity, verb, rule + (FORMER if over_now else ""),
                confidence * member.certainty * body.certainty,
                (min(member.mention.start, body.mention.start), max(member.mention.end, body.mention.end)),
                status="Negated" if over_now else status, speaker=speaker, since=since, until=until,
            )  # fmt: skip


def _times(statements: Statements, verb: Token, body: Found, phase: Phase) -> Bounds:
    """Since when or until when, of a verb of joining, belonging or leaving."""
    if phase == "holds":
        return bounds(statements, body.mention.end, verb, verb, phase)
    time = statements.timeline.of(verb)
    dated = time if time is not None and time.value is not None else None
    return (None, dated) if phase == "ends" else (dated, None)


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
        if body.entity.type in PARTISAN:
            # Whoever led it once was a member then, and need not have left it.
            yield statements.fact(
                person.entity, "memberOf", body.entity, verb, "member:leads", confidence * 0.9, (span[0], span[-1]),
                status=judged, speaker=speaker,
            )  # fmt: skip
