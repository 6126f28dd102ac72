"""What parties and movements stand for: "the centre-right X", "X is a communist party", "X advocates Y"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.facts.holders import holders, judged
from kg.extraction.facts.statement import Statements
from kg.extraction.participants import Found
from kg.lexicon import load
from kg.model import EntityType, Fact, Status

_PARTIES: frozenset[EntityType] = frozenset({"PoliticalParty", "ArmedGroup", "Organization"})


@cache
def _nouns(kind: str) -> frozenset[str]:
    return frozenset(load("ideologies")["nouns"][kind])


@cache
def _verbs(kind: str) -> frozenset[str]:
    return frozenset(load("ideologies")["verbs"][kind])


@cache
def _adjectives() -> dict[str, str]:
    found: dict[str, str] = load("ideologies")["adjectives"]
    return found


def ideologies(statements: Statements) -> Iterator[Fact]:
    """``ideology`` of parties, armed groups and movements, with a literal for object."""
    yield from _before_name(statements)
    body_nouns = frozenset(load("ideologies")["bodies"]["nouns"])
    for token in statements.doc:
        if token.lemma_.lower() in body_nouns and token.pos_ in {"NOUN", "PROPN"}:
            yield from _described(statements, token)
        elif token.lemma_.lower() in _verbs("doctrines") and token.dep_ in {"dobj", "attr"}:
            yield from _doctrine_had(statements, token)
        elif (words := _ideology(token)) is not None:
            # Of "Christian left" the parser may have made a verb.
            anchor = token if token.pos_ in {"NOUN", "PROPN"} else token.nbor(-1)
            yield from _stood_for(statements, anchor, words)


@cache
def _run() -> re.Pattern[str]:
    """Adjectives right before a name: "the ruling centre-right, pro-European "."""
    known = "|".join(re.escape(a) for a in sorted(_adjectives(), key=lambda a: (-len(a), a)))
    return re.compile(
        rf"(?:(?:^|[\s(])(?P<run>(?:(?:{known})(?:, | and |,? but |/| ))+)(?:(?:party|group|movement) )?)$",
        re.IGNORECASE,
    )


def _before_name(statements: Statements) -> Iterator[Fact]:
    text = statements.doc._.plain
    for mention in statements.names():
        if (
            mention.entity is None
            or mention.type not in {"PoliticalParty", "ArmedGroup"}
            or mention.kind != "name"
        ):
            continue
        window = text[max(0, mention.start - 80) : mention.start]
        match = _run().search(window)
        if match is None:
            continue
        start = mention.start - len(window) + match.start("run")
        for name in _named(match["run"]):
            yield statements.fact(
                mention.entity, "ideology", name, statements.token_at(mention.start), "ideology:adjective", 0.85,
                (start, mention.end),
            )  # fmt: skip


def _named(words: str) -> list[str]:
    """The ideologies that a run of adjectives names, in order."""
    known = sorted(_adjectives(), key=lambda a: (-len(a), a))
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(re.escape(a) for a in known)})(?![\w-])", re.IGNORECASE)
    return list(dict.fromkeys(_adjectives()[m[0].lower()] for m in pattern.finditer(words)))


def _described(statements: Statements, noun: Token) -> Iterator[Fact]:
    """ "X is a right-wing populist party", "X, a social democratic party,", "X, a party of the Christian left"."""
    if noun.dep_ not in {"attr", "appos", "conj"}:
        return
    before = statements.doc._.plain[noun.left_edge.idx : noun.idx]
    names = _named(before)
    for inner in syntax.prepositional(noun, "of"):
        words = _ideology(inner)
        if words is not None:
            names.append(words)
    if not names:
        return
    for holder in holders(statements, noun, _PARTIES):
        status, speaker = judged(statements, holder)
        start, end = holder.person.mention.start, holder.person.mention.end
        for name in names:
            yield statements.fact(
                holder.person.entity, "ideology", name, noun, f"ideology:{holder.rule}",
                holder.confidence * holder.person.certainty,
                (min(start, noun.idx), max(end, noun.idx + len(noun))), status=status, speaker=speaker,
            )  # fmt: skip


def _ideology(token: Token) -> str | None:
    """The ideology that a noun phrase with this head names, in the article's words."""
    word = token.lower_
    start = token.i
    previous = f"{token.nbor(-1).lower_} {word}" if token.i > token.sent.start else ""
    if previous in _nouns("phrases"):
        start = token.i - 1
    elif token.pos_ not in {"NOUN", "PROPN"} or (
        word not in _nouns("phrases") and not _ends_in_ism(word) and not _belongs_to_name(token)
    ):
        return None
    doc = token.doc
    while start > token.sent.start:
        before = doc[start - 1]
        if before.text == "-" and start - 2 >= token.sent.start and not doc[start - 2].whitespace_:
            start -= 2
        elif before.lower_ in _nouns("modifiers") or (
            before.text[0].isupper()
            and before.pos_ in {"ADJ", "PROPN"}
            and before.dep_ in {"amod", "compound", "nmod"}
        ):
            start -= 1
        else:
            break
    return doc[start : token.i + 1].text


def _ends_in_ism(word: str) -> bool:
    return word.endswith("ism") and len(word) > 5 and word.split("-")[-1] not in _nouns("not")


def _belongs_to_name(token: Token) -> bool:
    """ "Scottish independence" is a cause, "independence" may be anybody's."""
    return token.lower_ in _nouns("heads") and token.i > token.sent.start and token.nbor(-1).text[0].isupper()


def _stood_for(statements: Statements, noun: Token, words: str) -> Iterator[Fact]:
    """ "X advocates Y", "X is based on Y", "X's ideology is Y", "X abandoned Y"."""
    top = noun
    while top.dep_ == "conj" and top.head.pos_ in {"NOUN", "PROPN"}:
        top = top.head
    for body, verb, ended, rule in _bodies(statements, top):
        if body.entity.type not in _PARTIES or body.mention.kind == "demonym":
            continue
        status, speaker = statements.judge(verb)
        if ended:
            if status != "Asserted":
                continue
            status = _negated()
        span = sorted((body.mention.start, body.mention.end, noun.idx, noun.idx + len(noun)))
        yield statements.fact(
            body.entity, "ideology", words, noun, f"ideology:{rule}", 0.8 * body.certainty, (span[0], span[-1]),
            status=status, speaker=speaker,
        )  # fmt: skip


def _negated() -> Status:
    return "Negated"


_Stand = tuple[Found, Token, bool, str]


def _bodies(statements: Statements, top: Token) -> Iterator[_Stand]:
    """Who stands for the ideology: the body, the word that says so, whether it no longer does, and the rule."""
    head = top.head
    if top.dep_ in {"dobj", "attr", "oprd"} and head.pos_ in {"VERB", "AUX"}:
        lemma = head.lemma_.lower()
        if lemma in _verbs("support") or lemma in _verbs("renounce"):
            for body in _subjects(statements, head):
                yield body, head, lemma in _verbs("renounce"), lemma
        elif lemma in {"be", "remain", "become", "include"}:
            subject = syntax.surface_subject(head)
            if subject is not None:
                yield from _doctrine(statements, subject, head)
    elif top.dep_ == "pobj":
        yield from _after_preposition(statements, top, top.head)


def _after_preposition(statements: Statements, top: Token, preposition: Token) -> Iterator[_Stand]:
    governor, word = preposition.head, preposition.lower_
    lemma = governor.lemma_.lower()
    prepositional = load("ideologies")["verbs"]["prepositional"]
    if governor.dep_ == "acomp" and word in load("ideologies")["verbs"]["adjectival"].get(
        governor.lower_, ()
    ):
        for body in _subjects(statements, governor.head):
            yield body, governor.head, False, governor.lower_
    elif governor.pos_ in {"VERB", "AUX"} and word in prepositional.get(lemma, ()):
        subject = governor.head if governor.dep_ == "acl" else syntax.surface_subject(governor)
        if subject is not None and subject.lemma_.lower() in _verbs("doctrines"):
            yield from _doctrine(statements, subject, governor)
            return
        for body in _found(statements, subject) if subject is not None else ():
            yield body, governor, False, lemma
    elif lemma in _verbs("supporters"):
        for holder in holders(statements, governor, _PARTIES):
            yield holder.person, holder.verb, False, lemma
    elif lemma in _verbs("carriers") and word in {"of", "between", "for"}:
        # "committed to the principles of Y", "a synthesis between Y and Z"
        yield from _bodies(statements, governor)


def _doctrine_had(statements: Statements, noun: Token) -> Iterator[Fact]:
    """ "X has a conservative ideology"."""
    verb = noun.head
    names = _named(statements.doc._.plain[noun.left_edge.idx : noun.idx])
    before = statements.doc._.plain[noun.sent.start_char : noun.idx].lower().rstrip()
    names += [phrase for phrase in sorted(_nouns("phrases")) if before.endswith(f" {phrase}")]
    if verb.lemma_.lower() not in {"have", "be", *_verbs("support")}:
        return
    for body in _subjects(statements, verb):
        status, speaker = statements.judge(verb)
        for name in names:
            yield statements.fact(
                body.entity, "ideology", name, noun, "ideology:doctrine", 0.8 * body.certainty,
                (min(body.mention.start, noun.idx), max(body.mention.end, noun.idx + len(noun))),
                status=status, speaker=speaker,
            )  # fmt: skip


def _doctrine(statements: Statements, subject: Token, verb: Token) -> Iterator[_Stand]:
    """ "X's ideology is Y", "the ideology of X is Y"."""
    if subject.lemma_.lower() not in _verbs("doctrines"):
        return
    for owner in (*syntax.children(subject, "poss"), *syntax.prepositional(subject, "of")):
        for body in _found(statements, _whose(owner)):
            yield body, verb, False, "doctrine"


def _subjects(statements: Statements, verb: Token) -> list[Found]:
    subject = verb.head if verb.dep_ == "acl" and verb.tag_ == "VBG" else syntax.surface_subject(verb)
    if subject is not None and subject.lemma_.lower() in _verbs("doctrines"):
        # "X, whose ideology mixes Y and Z"
        return [
            f
            for owner in (*syntax.children(subject, "poss"), *syntax.prepositional(subject, "of"))
            for f in _found(statements, _whose(owner))
        ]
    return _found(statements, subject) if subject is not None else []


def _whose(owner: Token) -> Token:
    clause = owner.head.head
    return clause.head if owner.lower_ == "whose" and clause.dep_ == "relcl" else owner


def _found(statements: Statements, token: Token) -> list[Found]:
    """The body that a token names, or that a "party" which the token is says it of: "X is a party that advocates"."""
    found = statements.actors([token])
    if found and found[0].entity.type in _PARTIES:
        return found[:1]
    if token.lemma_.lower() in load("ideologies")["bodies"]["nouns"]:
        return [h.person for h in holders(statements, token, _PARTIES)]
    return []
