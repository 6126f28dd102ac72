"""What parties and movements stand for: "the centre-right X", "X is a communist party", "X advocates Y"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.facts.holders import holders, judged
from kg.extraction.facts.membership import FORMER
from kg.extraction.facts.statement import Statements
from kg.extraction.participants import Found
from kg.lexicon import load
from kg.model import EntityType, Fact, Status
from kg.nlp.spelling import spelling

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
    yield from _by_words(statements)
    body_nouns = frozenset(load("ideologies")["bodies"]["nouns"])
    words = spelling(statements.doc).lower
    for token, previous, word, lemma in zip(
        statements.doc, ["", *words], words, statements.lemmas, strict=False
    ):
        if lemma in body_nouns and token.pos_ in {"NOUN", "PROPN"}:
            yield from _described(statements, token)
        elif lemma in _verbs("doctrines") and token.dep_ in {"dobj", "attr"}:
            yield from _doctrine_had(statements, token)
        elif _may_end_ideology(previous, word) and (named := _ideology(token)) is not None:
            # Of "Christian left" the parser may have made a verb.
            anchor = token if token.pos_ in {"NOUN", "PROPN"} else token.nbor(-1)
            yield from _stood_for(statements, anchor, named)
        elif token.dep_ in {"acomp", "attr", "pobj", "oprd", "amod"} and token.pos_ in {
            "ADJ",
            "NOUN",
            "PROPN",
        }:
            yield from _called(statements, token)


@cache
def _adjective() -> str:
    """Any of the adjectives; of a cause that peoples have, with the people: "Basque nationalist"."""
    known = sorted(_adjectives(), key=lambda a: (-len(a), a))
    causes = "|".join(re.escape(cause) for cause in load("ideologies")["causes"])
    return rf"(?:(?-i:[A-Z][a-z]+(?:-[A-Z][a-z]+)?) (?:{causes})|{'|'.join(re.escape(a) for a in known)})"


@cache
def _run() -> re.Pattern[str]:
    """Adjectives right before a name: "the ruling centre-right, pro-European "."""
    return re.compile(
        rf"(?:(?:^|[\s(])(?P<run>(?:{_adjective()}(?:, | and |,? but |/| ))+)(?:(?:party|group|movement) )?)$",
        re.IGNORECASE,
    )


@cache
def _copula() -> re.Pattern[str]:
    """Behind a name: "(ABC) is a centre-right to right-wing political party", ", a social democratic movement,"."""
    bodies = "|".join(sorted(load("ideologies")["bodies"]["nouns"]))
    stop = "|".join(
        ("of", "in", "for", "by", "that", "which", "who", "whose", "with", "from", "opposed", "against")
    )
    return re.compile(
        r"(?: party| movement| group)?(?:\s*\([^()]*\))*"
        r"(?:,(?: then| now)?| (?:is|was|remains|became)(?: also| now)?) (?:an?|the) "
        rf"(?P<run>(?:(?!(?:{stop})\b)[\w'-]+,? ){{0,12}}?)(?:political )?(?:{bodies})"
        r"(?= of\b| in\b| that\b| which\b|[,.;])"
    )


_SIDE = re.compile(r" of the ([\w-]+ (?:left|right|centre|center))\b")


def _by_words(statements: Statements) -> Iterator[Fact]:
    """ "X is a … party" where several adjectives and hyphens break the parse."""
    text = statements.doc._.plain
    for mention in statements.names():
        if mention.entity is None or mention.type not in _PARTIES or mention.kind != "name":
            continue
        match = _copula().match(text, mention.end)
        if match is None or match.end() > statements.token_at(mention.start).sent.end_char:
            continue
        side = _SIDE.match(text, match.end())
        names = _named(match["run"])
        if side is not None and side[1].lower() in _nouns("phrases"):
            names.append(side[1])
        for name in names:
            yield statements.fact(
                mention.entity, "ideology", name, statements.token_at(mention.start), "ideology:formula", 0.85,
                (mention.start, match.end()),
            )  # fmt: skip


def _before_name(statements: Statements) -> Iterator[Fact]:
    text = statements.doc._.plain
    for mention in statements.names():
        if (
            mention.entity is None
            or mention.type not in {"PoliticalParty", "ArmedGroup"}
            or mention.kind != "name"
            or mention.text.lower() in _adjectives()
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
    pattern = re.compile(rf"(?<![\w-]){_adjective()}(?![\w-])", re.IGNORECASE)
    return list(dict.fromkeys(map(_name, (m[0] for m in pattern.finditer(words)))))


def _name(adjective: str) -> str:
    """ "Basque nationalist" → "Basque nationalism"."""
    known = _adjectives().get(adjective.lower())
    if known is not None:
        return known
    people, _, cause = adjective.partition(" ")
    return f"{people} {_adjectives()[cause.lower()]}"


def _called(statements: Statements, token: Token) -> Iterator[Fact]:
    """ "X is far-right and Eurosceptic", "X describes itself as social democratic"."""
    described = token.head.lower_ == "as" and token.head.dep_ == "prep"
    verb = token.head.head if described else token.head
    if verb.lemma_.lower() not in (_verbs("describe") if described else {"be", "remain", "become"}):
        return
    if syntax.children(token, "prep"):
        return  # "liberal with its money", "conservative on taxes"
    text = statements.doc._.plain
    start, end = token.left_edge.idx, token.idx + len(token)
    if re.search(rf"(?<![\w-]){_adjective()}$", text[start:end], re.IGNORECASE) is None:
        return
    names = _named(text[start : token.right_edge.idx + len(token.right_edge)])
    itself = any(c.lower_.endswith("self") for c in syntax.children(verb, "dobj"))
    for body in _subjects(statements, verb):
        if body.entity.type not in _PARTIES or body.mention.kind == "demonym":
            continue
        status, speaker = statements.judge(verb)
        rule = f"ideology:{verb.lemma_.lower()}"
        if described and not itself:
            if not syntax.is_passive(verb):
                continue
            # What others say of a party is what they say.
            status = "Alleged" if status == "Asserted" else status
        elif _once(verb) or _once(token):
            status, rule = "Negated", rule + FORMER
        span = sorted((body.mention.start, body.mention.end, token.idx, token.idx + len(token)))
        for name in names:
            yield statements.fact(
                body.entity, "ideology", name, token, rule, 0.8 * body.certainty, (span[0], span[-1]),
                status=status, speaker=speaker,
            )  # fmt: skip


def _once(token: Token) -> bool:
    """Whether the word is said to hold no longer: "formerly a far-right party", "is no longer communist"."""
    return any(c.lower_ in load("ideologies")["former"] for c in (*token.children, *token.lefts))


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
        over = _once(noun) or _once(holder.verb)
        for name in names:
            yield statements.fact(
                holder.person.entity, "ideology", name, noun,
                f"ideology:{holder.rule}{FORMER if over else ''}",
                holder.confidence * holder.person.certainty,
                (min(start, noun.idx), max(end, noun.idx + len(noun))),
                status="Negated" if over else status, speaker=speaker,
            )  # fmt: skip


def _ideology(token: Token) -> str | None:
    """The ideology that a noun phrase with this head names, in the article's words."""
    word = token.lower_
    start = token.i
    previous = f"{token.nbor(-1).lower_} {word}" if token.i > 0 else ""
    if previous in _nouns("phrases") and token.i > token.sent.start:
        start = token.i - 1
    elif token.pos_ not in {"NOUN", "PROPN"} or (
        word not in _nouns("phrases") and not _ends_in_ism(word) and not _belongs_to_name(token)
    ):
        return None
    doc = token.doc
    while start > token.sent.start:
        before = doc[start - 1]
        if start - 3 >= token.sent.start and doc[start - 3 : start].text.lower() in _nouns("modifiers"):
            start -= 3  # "right-wing populism"
        elif before.text == "-" and start - 2 >= token.sent.start and not doc[start - 2].whitespace_:
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


def _may_end_ideology(previous: str, word: str) -> bool:
    """Whether :func:`_ideology` is worth asking of a word, by it and the one before."""
    phrases = _nouns("phrases")
    return (
        word in phrases or word.endswith("ism") or word in _nouns("heads") or f"{previous} {word}" in phrases
    )


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
            status, rule = _negated(), rule + FORMER
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
        for body in _found(statements, _whose(owner)) or _opening(statements, owner):
            yield body, verb, False, "doctrine"


def _opening(statements: Statements, owner: Token) -> list[Found]:
    """ "X is a party in Italy, whose …": the parser may hang the clause on the noun next to it."""
    clause = owner.head.head
    if owner.lower_ != "whose" or clause.dep_ != "relcl":
        return []
    verb = next((t for t in syntax.clause_chain(clause.head) if t.pos_ in {"VERB", "AUX"}), None)
    subject = syntax.surface_subject(verb) if verb is not None else None
    return _found(statements, subject) if subject is not None else []


def _subjects(statements: Statements, verb: Token) -> list[Found]:
    subject = verb.head if verb.dep_ == "acl" and verb.tag_ == "VBG" else syntax.surface_subject(verb)
    if subject is not None and subject.lemma_.lower() in _verbs("doctrines"):
        # "X, whose ideology mixes Y and Z"
        return [
            f
            for owner in (*syntax.children(subject, "poss"), *syntax.prepositional(subject, "of"))
            for f in _found(statements, _whose(owner)) or _opening(statements, owner)
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
