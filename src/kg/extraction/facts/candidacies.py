"""Who ran in which election, and who won it: "X contested the 2010 election", "Y beat X", "Z was elected president"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.facts.elections import (
    Ballot,
    Elections,
    ballots,
    governors,
    meant,
    whose,
    words,
    year_of,
)
from kg.extraction.facts.holders import holders
from kg.extraction.facts.scene import inferred
from kg.extraction.facts.statement import Statements
from kg.extraction.participants import Found
from kg.model import Fact, Status
from kg.nlp.document import DocEntity
from kg.nlp.title import Title

Part = tuple[Found, bool, Token]
"""Somebody who ran, whether it was won, and the word that says so."""


def candidacies(statements: Statements, found: Elections) -> Iterator[Fact]:
    """``candidateIn`` and ``electedIn``. Whoever was elected in an election was a candidate in it."""
    sought = {title.role_at: title for title in statements.doc._.titles}
    for ballot in ballots(statements):
        for person, elected, at in _parts(statements, ballot):
            role, place = _sought(statements, at, sought)
            for election in meant(statements, found, ballot, at, person.entity, role, place):
                won = elected and not ballot.first_round
                yield from _stated(statements, person, election, won, at, (ballot.start, ballot.end))
    for title in sought.values():
        yield from _by_office(statements, found, title)
    for token in statements.with_word(words("posts")):
        yield from _by_post(statements, found, token)


def _stated(
    statements: Statements, person: Found, election: DocEntity, won: bool, at: Token, span: tuple[int, int]
) -> Iterator[Fact]:
    status, speaker = _judged(statements, at)
    if status is None:
        return
    first, last = min(span[0], person.mention.start), max(span[1], person.mention.end)
    for predicate in ("candidateIn", "electedIn") if won else ("candidateIn",):
        yield statements.fact(
            person.entity, predicate, election, at, f"election:{at.lemma_.lower()}", 0.85 * person.certainty,
            (first, last), status=status, speaker=speaker,
        )  # fmt: skip


def _judged(statements: Statements, at: Token) -> tuple[Status | None, str | None]:
    """Status and speaker; no status where something else is denied than that somebody ran or won."""
    if at.pos_ not in {"VERB", "AUX"}:
        return "Asserted", None
    if at.dep_ == "pcomp" and at.head.lower_ == "from":
        return "Negated", None  # "was barred from running"
    status, speaker = statements.judge(at)
    if status == "Negated" and not syntax.children(at, "neg"):
        refused = at.dep_ == "xcomp" and at.head.lemma_.lower() in words("refuse")
        return ("Negated" if refused else None), speaker
    return status, speaker


def _people(statements: Statements, tokens: list[Token]) -> list[Found]:
    return [f for f in statements.actors(tokens) if f.entity.type == "Person"]


def _parts(statements: Statements, ballot: Ballot) -> Iterator[Part]:
    for clause in syntax.children(ballot.noun, "relcl", "acl"):
        # "the election, which X won", "the election won by X"
        if clause.lemma_ in {*words("win"), *words("lose"), *words("contest")}:
            for person in _people(statements, syntax.slot(clause, "subj")):
                yield person, clause.lemma_ in words("win"), clause
    for governor, preposition, passed in governors(ballot):
        if governor.pos_ in {"VERB", "AUX"}:
            yield from _by_clause(statements, governor, preposition, passed)
        elif not preposition:
            continue
        elif governor.lemma_.lower() in {*words("candidates"), *words("winners")}:
            parts = list(_by_noun(statements, governor))
            yield from parts
            if parts:
                return
        elif governor.lemma_.lower() in {*words("won"), *words("ran")}:
            owners = _people(statements, whose(statements, governor)[:1])
            for person in owners:
                yield person, governor.lemma_.lower() in words("won"), governor
            if owners:
                return


def _by_noun(statements: Statements, noun: Token) -> Iterator[Part]:
    """ "X, the Green candidate in the election", "X was Y's running mate"."""
    mate = noun.lemma_.lower() == "mate"
    if mate and (noun.i == 0 or noun.nbor(-1).lower_ != "running"):
        return
    for holder in holders(statements, noun):
        at = holder.verb if holder.verb.pos_ in {"VERB", "AUX"} else noun
        yield holder.person, noun.lemma_.lower() in words("winners"), at
        if mate:
            for person in _people(statements, syntax.children(noun, "poss")):
                yield person, False, at


#: Prepositions after which an election is only the time or the topic of what the verb tells.
_APART = frozenset(
    {"after", "before", "since", "until", "following", "by", "about", "against", "with", "ahead", "from"}
)


def _by_clause(statements: Statements, verb: Token, preposition: str, passed: list[Token]) -> Iterator[Part]:
    """What the verb above the phrase says of its subject and object; ``passed`` are nouns between the two."""
    if preposition in _APART:
        return
    lemma, direct = verb.lemma_.lower(), not preposition and not passed
    objects = syntax.children(verb, "dobj", "attr", "oprd")
    if lemma in words("linking"):
        served = syntax.prepositional(verb, "as")
        nominees = [
            t for t in (*objects, *served)
            if t.lemma_.lower() in {*words("candidates"), *words("winners")}
        ]  # fmt: skip
        for noun in nominees:
            # "stood as a candidate" says it of its subject.
            stood = noun in served and lemma in words("run")
            parts = [(p, False, verb) for p in _people(statements, syntax.slot(verb, "subj"))]
            yield from parts if stood else _by_noun(statements, noun)
        if nominees:
            return
    ran, won = _sides(verb, lemma, objects, direct, passed)
    losers = _people(statements, ran)
    for person in losers:
        yield person, False, verb
    # Whoever defeats something else than a person won no election by it.
    first = any(c.lower_ == "first" for t in passed if t.lemma_ == "round" for c in t.children)
    for person in _people(statements, won) if losers or lemma not in words("defeat") else []:
        yield person, not first, verb


def _sides(
    verb: Token, lemma: str, objects: list[Token], direct: bool, passed: list[Token]
) -> tuple[list[Token], list[Token]]:
    """Who ran without having won, and who won, by a verb with this lemma."""
    subjects, heads = syntax.slot(verb, "subj"), _heads(objects)
    prizes = {"round", *words("prizes")}
    decided = direct or not objects or bool(heads & prizes)
    if (lemma in words("run") and not direct) or (lemma in words("contest") and direct):
        return subjects, []
    if lemma in words("elect"):
        return [], syntax.slot(verb, "obj")
    if lemma in words("declared") and _heads(passed) & set(words("winners")):
        return [], syntax.slot(verb, "obj")
    if lemma in words("win") and decided:
        return [], subjects
    if lemma in words("lose") and decided:
        return subjects, syntax.prepositional(verb, "to")
    if lemma in words("defeat") and not direct:
        return syntax.slot(verb, "obj"), subjects
    share = (heads | _heads(passed) | _inner(objects)) & set(words("shares"))
    if lemma in words("rank") or (lemma in words("share") and share):
        return subjects, []
    return [], []


def _heads(tokens: list[Token]) -> set[str]:
    return {t.lemma_.lower() for t in tokens}


def _inner(tokens: list[Token]) -> set[str]:
    """Lemmas inside the noun phrases: "30 percent *of the vote*"."""
    return {t.lemma_.lower() for token in tokens for t in token.subtree}


def _sought(
    statements: Statements, at: Token, titles: dict[int, Title]
) -> tuple[str | None, DocEntity | None]:
    """The office that the clause is about, and whose it is: "ran for president", "was elected governor of Texas"."""
    for noun in (*syntax.children(at, "attr", "oprd", "dobj"), *syntax.prepositional(at, "for"),
                 *syntax.prepositional(at, "as"), *syntax.prepositional(at, "to")):  # fmt: skip
        title = titles.get(noun.idx)
        if title is not None and not title.prefix:
            return title.role, _place(title.of.entity if title.of is not None else None)
        if noun.lower_ in words("posts"):
            named = [statements.entity(t) for t in syntax.prepositional(noun, "of")]
            return words("posts")[noun.lower_], _place(named[0] if named else None)
    return None, None


def _place(entity: DocEntity | None) -> DocEntity | None:
    return entity if entity is not None and entity.type in {"Country", "Region", "City"} else None


def _by_office(statements: Statements, found: Elections, title: Title) -> Iterator[Fact]:
    """ "X was elected president of Y in 2010", "X ran for mayor of Y in 2016"."""
    kind = words("offices").get(title.role)
    if kind is None or title.prefix:
        return
    noun = statements.token_at(title.role_at)
    verb = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ in {"for", "as"} else noun.head
    place = title.of.entity if title.of is not None else None
    yield from _seeking(statements, found, verb, noun, title.role or "", place, (title.start, title.end))


def _by_post(statements: Statements, found: Elections, noun: Token) -> Iterator[Fact]:
    """ "X ran for the presidency in 2012", "X won the presidency of Y in 2012"."""
    verb = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ in {"for", "to"} else noun.head
    named = [e for t in syntax.prepositional(noun, "of") if (e := statements.entity(t)) is not None]
    span = (noun.idx, noun.idx + len(noun))
    yield from _seeking(
        statements, found, verb, noun, words("posts")[noun.lower_], named[0] if named else None, span
    )


def _seeking(
    statements: Statements, found: Elections, verb: Token, noun: Token, role: str, place: DocEntity | None,
    span: tuple[int, int],
) -> Iterator[Fact]:  # fmt: skip
    """Who sought or got the office, where the sentence says when but names no election."""
    lemma, kind = verb.lemma_.lower(), words("offices")[role]
    year = year_of(statements, verb)
    if verb.pos_ != "VERB" or year is None:
        return
    if lemma in words("elect"):
        # A president whom a parliament, a party or a congress chose won no election in which people run.
        chosen_by = syntax.slot(verb, "subj")
        people, won = _people(statements, syntax.slot(verb, "obj")), True
        if chosen_by and any(statements.entity(t) is not None for t in chosen_by):
            return
        if syntax.prepositional(verb, "by") or syntax.children(verb, "agent"):
            return
    elif lemma in words("run") or (lemma in words("contest") and noun.dep_ == "dobj"):
        people, won = _people(statements, syntax.slot(verb, "subj")), False
    elif lemma in {*words("win"), *words("lose")} and noun.dep_ == "dobj":
        people, won = _people(statements, syntax.slot(verb, "subj")), lemma in words("win")
    else:
        return
    for person in people:
        where = place
        if where is None and role == "president":
            where = inferred(statements, role, person.entity, noun, former=True)
        if where is None or where.type not in {"Country", "Region", "City"}:
            continue
        if (where.type == "Country") != (role == "president"):
            continue
        election = found.election(year, where, kind)
        yield from _stated(statements, person, election, won, verb, span)
