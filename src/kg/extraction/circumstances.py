"""What stands around an act and tells whom it is aimed at: on what condition or for what it is done,
around whose land."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extraction.syntax import children, is_content, is_passive, prepositional, slot
from kg.lexicon import load

_CAUSING = frozenset(
    {"cause", "compel", "drive", "force", "lead", "move", "prompt", "provoke", "push", "spur"}
)
_TERMS = frozenset({"if", "unless", "until"})
_FACING = frozenset({"against", "around", "facing", "near", "off", "toward", "towards"})


def condition(verb: Token) -> list[Token]:
    """Subjects of the clauses that say on what condition: "would strike if *Washington* …", "until *the junta* …"."""
    while verb.dep_ == "xcomp" and verb.head.pos_ in {"VERB", "AUX"} and verb.head.i < verb.i:
        verb = verb.head  # "would have to impose"
    return _conditions(verb)


def _conditions(verb: Token) -> list[Token]:
    found: list[Token] = []
    for child in verb.children:
        if child.dep_ in {"xcomp", "ccomp"}:
            found += _conditions(child)
        elif child.dep_ == "advcl" and not is_passive(child):
            subjects = children(child, "nsubj")
            marked = any(c.lower_ in _TERMS for c in children(child, "mark"))
            openers = [c for c in children(child, "aux") if c.lower_ in {"should", "were", "had"}]
            if marked or any(o.i < s.i for o in openers for s in subjects):
                found += subjects
    return found


def in_condition(token: Token, verb: Token) -> bool:
    """Whether a word below the verb stands in a clause that says on what condition."""
    while token not in (verb, token.head):
        if token.dep_ == "advcl" and any(c.lower_ in _TERMS for c in children(token, "mark")):
            return True
        token = token.head
    return False


def is_refused(act: Token, verb: Token) -> bool:
    """Whether whom an act below a refusal is done to is whom one refuses something.

    Who rejects a statement condemning X, or a request *from Y* to free X, refuses X nothing; nor is what comes after
    a comma refused: "refused interviews, to give its view on Y".
    """
    asked = [o for o in children(verb, "dobj") if o.is_ancestor(act)]
    aims = [c for c in children(verb, "advcl") if c == act or c.is_ancestor(act)]
    apart = any(c.tag_ == "VB" and c.nbor(-1).tag_ == "TO" and c.left_edge.nbor(-1).text == "," for c in aims)
    others = any(prepositional(o, "from") or prepositional(o, "by") for o in asked)
    return not (is_content(act) or apart or others)


def cause(verb: Token) -> list[Token]:
    """What led somebody to an act: "*the raid* prompted Y to recall its envoy"."""
    above = verb.head
    caused = (
        verb.dep_ in {"xcomp", "ccomp", "advcl"} and above.lemma_.lower() in _CAUSING and verb.tag_ == "VB"
    )
    return children(above, "nsubj") if caused else []


def called(verb: Token) -> list[Token]:
    """Whom one calls or writes to in order to say something: "telephoned *X* to offer condolences".

    Also whom the letter goes to that says it: "sent *X* a letter threatening to leave".
    """
    above = verb.head
    if verb.tag_ == "VBG":
        texts = [above] if is_content(verb) else children(above, "dobj") if verb.dep_ == "advcl" else []
        sent = [t for t in texts if t.dep_ == "dobj" and t.lemma_.lower() in load("composition")["letters"]]
        return [o for t in sent for o in (*children(t.head, "dative"), *slot(t.head, "to", t))]
    aim = (
        verb.dep_ in {"advcl", "xcomp"}
        and verb.tag_ == "VB"
        and above.lemma_ in load("status")["contacting_verbs"]
    )
    return children(above, "dobj") or prepositional(above, "to") if aim else []


def surrounded(verb: Token, noun: Token) -> list[Token]:
    """Whom forces face, inside the phrase of a light verb's noun: "hold *drills* in six zones around Taiwan"."""
    found: list[Token] = []
    for holder in (verb, noun):
        for preposition in children(holder, "prep"):
            nested = [p for o in children(preposition, "pobj") for p in children(o, "prep")]
            for one in (preposition, *nested):
                if one.lower_ in _FACING and one.i > noun.i:
                    found += [o for o in children(one, "pobj") if o.pos_ == "PROPN"]
    return found


def reciprocal(verb: Token) -> bool:
    """Whether those who act do it to one another: "accused each other"."""
    return any(
        (o.lower_, [c.lower_ for c in o.children]) in (("other", ["each"]), ("another", ["one"]))
        for o in children(verb, "dobj")
    )


def beyond_border(verb: Token) -> list[Token]:
    """Who lies behind the border that forces are sent to: "massed troops on its border with *Syria*"."""
    borders = [t for t in verb.subtree if t.lemma_.lower() in {"border", "frontier"} and t.pos_ == "NOUN"]
    # The parser may hang "with" on the verb: it is the border's all the same.
    beside = [o for o in prepositional(verb, "with") if o.head.i - 1 in {border.i for border in borders}]
    return [o for border in borders for o in prepositional(border, "with")] + beside
