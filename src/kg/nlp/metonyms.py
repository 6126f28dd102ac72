"""Capitals and seats of power: "Moscow rejected the plan" is Russia, "in Moscow" is a city.

Which it is shows in the grammar of the sentence, so this runs after the parser. Headlines and verbs that look like
nouns mislead the parser; there the words right beside the name say it ("Prague and Moscow trade expulsions").
"""

from __future__ import annotations

from functools import cache

from spacy.tokens import Doc, Token

from kg.lexicon import load
from kg.lexicon.gazetteer import Metonym, lookup, metonyms
from kg.nlp.document import DocMention, segment_kind

#: After these a building is a place: "at the Kremlin", "outside the White House".
_WHERE = frozenset(
    {"in", "at", "inside", "outside", "near", "around", "into", "through", "behind", "opposite", "across"}
)

#: Words that begin a clause, whose first noun is mostly its subject.
_CLAUSE = frozenset(
    {
        "once",
        "if",
        "that",
        "whether",
        "until",
        "unless",
        "because",
        "while",
        "when",
        "although",
        "though",
        "but",
    }
)


def acting_seats(doc: Doc, mentions: list[DocMention]) -> None:
    """Turn every mention of a capital or seat that acts into one of its country (or organisation)."""
    found = [
        (m, seat)
        for m in mentions
        if m.type in {"City", "Place"} and m.kind == "name" and (seat := _seat(m.text)) is not None
    ]
    seats = {m.token for m, _ in found}
    for mention, seat in found:
        token = doc[mention.token]
        whole = len(token) == len(mention.text)  # not a part of "Kremlin spokesman Dmitry Peskov"
        if not (
            _acts(token)
            or (whole and (_begins_with_act(token, seats) or _addressed(token)))
            or (whole and not seat.place and not _is_place(token))
        ):
            continue
        mention.kind = "metonym"
        mention.type = "Country" if seat.ref.startswith("country:") else "InternationalOrganization"
        mention.ref = seat.ref
        mention.country = seat.country


def _seat(text: str) -> Metonym | None:
    """The seat of that name, which a headline in capitals may write "PARIS"."""
    seat = metonyms().get(text)
    if seat is None and text.isupper():
        entry = lookup(text)
        seat = metonyms().get(entry.name) if entry is not None else None
    return seat


def _acts(token: Token) -> bool:
    head = token.head
    lexicon = load("metonyms")
    if any(c.dep_ == "appos" and c.lemma_.lower() in {"capital", "city"} for c in token.children):
        return False  # "Mogadishu, the capital of Somalia, was calm"
    match token.dep_:
        case "conj":
            return _acts(head)
        case "nsubj":
            # "Kyiv is the capital": what is said of a city with "be" is said of the city.
            if head.lemma_ == "be":
                return any(
                    c.dep_ == "acomp"
                    or (c.dep_ == "attr" and c.lemma_.lower() in lexicon["moves"]["partners"])
                    for c in head.children
                )  # "Moscow is ready", "Beijing is the main creditor"
            return head.lemma_ not in {"lie", "remain", "become", "fall", "host"}
        case "nsubjpass":
            # "Astana was renamed", "Kyiv was bombed"
            return head.lemma_ not in {*lexicon["moves"]["verbs"], "rename", "build", "rebuild"}
        case "dative":
            return True
        case "dobj":
            return head.lemma_ not in lexicon["moves"]["verbs"] or _left_out(token)
        case "poss":
            return head.lemma_.lower() not in lexicon["moves"]["places"]
        case "pobj":
            return _acts_behind(head)
        case _:
            return False


def _acts_behind(preposition: Token) -> bool:
    """Whether a preposition makes a party of the capital: "talks with Beijing", "a request from Kyiv".

    "The mayor of Moscow", "strikes on Kyiv" and "a train for Warsaw" are about the city.
    """
    word, governor = preposition.lower_, preposition.head
    leaning = load("metonyms")["leaning"]
    if word in {"with", "between", "without"} or preposition.dep_ == "agent":
        return True
    if governor.lemma_.lower() in leaning.get(word, ()) or _before(preposition) in leaning.get(word, ()):
        return True
    if word == "by":
        return governor.pos_ == "NOUN"  # "the expulsion of diplomats by Prague"
    if word == "on":
        return governor.lemma_.lower() in load("metonyms")["moves"]["pressure"]
    return word in {"against", "from"} and governor.pos_ in {"NOUN", "VERB"} and not _moves(governor)


def _before(preposition: Token) -> str:
    """The word before a preposition, which the parser may not have taken for its head: "sources close to Paris"."""
    return preposition.nbor(-1).lemma_.lower() if preposition.i else ""


def _left_out(token: Token) -> bool:
    """ "The deal leaves London outside": nobody sets out from there."""
    if token.head.lemma_ != "leave" or token.i + 1 >= len(token.doc):
        return False
    return token.nbor().lower_ in load("metonyms")["moves"]["left"]


def _begins_with_act(token: Token, seats: set[int]) -> bool:
    """Whether a sentence or headline opens with this capital, or a list with it, and then says what states do."""
    first = last = token
    while first.i > 0 and not first.is_sent_start:
        before = first.nbor(-1).lower_
        if before in {",", "and", "&"} and first.i > 1 and first.i - 2 in seats:
            first = first.nbor(-2)
        elif before in {",", ";", "as"} and segment_kind(token.doc, token.idx) == "title":
            break  # "Prague expels envoys, Moscow vows response"
        elif before in _CLAUSE:
            break  # "once Moscow and Kiev agreed"
        else:
            return False
    doc, several = token.doc, first is not token
    while last.i + 2 < len(doc) and last.nbor().lower_ in {",", "and", "&"} and last.i + 2 in seats:
        last, several = last.nbor(2), True
    if last.i + 1 >= len(doc) or last.nbor().is_sent_start:
        return False
    after = last.nbor()
    if after.lower_ in {"to", "not"} and after.i + 1 < len(doc):
        return after.nbor().lower_ in _act_forms()["base"]
    if (
        several
        and after.lower_ == "at"
        and after.i + 1 < len(doc)
        and after.nbor().lower_ in {"odds", "loggerheads"}
    ):
        return True
    return after.lower_ in _act_forms()["base" if several else "third"] | _act_forms()["past"]


def _addressed(token: Token) -> bool:
    """Whether the word before is what one does to governments: "warns Algiers", "urged Tbilisi"."""
    return (
        token.i > 0
        and not token.is_sent_start
        and token.nbor(-1).lower_ in _act_forms()["towards"]
        and not (
            token.i + 1 < len(token.doc)
            and token.nbor().lemma_.lower() in load("metonyms")["moves"]["places"]
        )
    )


@cache
def _act_forms() -> dict[str, frozenset[str]]:
    """Forms of the verbs of states: "base", "third" person, "past", and "towards": all, of those with an object."""
    acts = load("metonyms")["acts"]
    verbs = {*acts["verbs"], *acts["towards"]}
    return {
        "base": frozenset(verbs),
        "third": frozenset(_third(verb) for verb in verbs),
        "past": frozenset({*(_stem(verb) + "ed" for verb in verbs), *acts["past"]}),
        "towards": frozenset(
            form for v in acts["towards"] for form in (v, _third(v), _stem(v) + "ed", _stem(v, "ing") + "ing")
        ),
    }


def _third(verb: str) -> str:
    if verb.endswith("y") and verb[-2] not in "aeou":
        return f"{verb[:-1]}ies"
    return verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")


def _stem(verb: str, ending: str = "ed") -> str:
    if verb.endswith("e"):
        return verb[:-1]
    return f"{verb[:-1]}i" if verb.endswith("y") and verb[-2] not in "aeou" and ending == "ed" else verb


def _is_place(token: Token) -> bool:
    """Whether a building is meant and not who rules in it: "at the Kremlin", "visited the White House"."""
    head = token.head
    moves = load("metonyms")["moves"]
    match token.dep_:
        case "conj":
            return _is_place(head)
        case "pobj":
            if head.lower_ in {"to", "from"}:
                return _moves(head.head) or head.head.lemma_.lower() in {
                    "come",
                    "go",
                    "return",
                    "visit",
                    *moves["verbs"],
                }
            return head.lower_ in _WHERE or head.head.lemma_.lower() in moves["places"]
        case "dobj" | "nsubjpass":
            return head.lemma_ in moves["verbs"]
        case "compound" | "poss" | "nmod" | "amod":
            return head.lemma_.lower() in moves["places"]
        case "nsubj" | "dative":
            return False
        case _:
            return token.i > 0 and any(t.lower_ in _WHERE for t in token.doc[max(0, token.i - 2) : token.i])


def _moves(word: Token) -> bool:
    """Whether something comes or goes: "flew from Kyiv" against "a request from Kyiv"."""
    return word.pos_ == "VERB" or word.lemma_.lower() in {
        "flight",
        "train",
        "road",
        "trip",
        "mile",
        "kilometre",
        "kilometer",
        "km",
    }
