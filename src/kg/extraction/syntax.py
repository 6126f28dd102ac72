"""Grammatical slots of a trigger: who stands as subject, object, possessor, after which preposition.

Slots are semantic: the subject of a passive verb is its ``obj``, the agent after "by" its ``subj``; a participle or
infinitive without a subject takes that of the clause it belongs to (control), a relative pronoun its noun.
Dependency labels are those of spaCy's English models (ClearNLP style).
"""

from __future__ import annotations

from spacy.tokens import Token

from kg.extraction.duty import allowed, blamed, obliged
from kg.extraction.edges import children, clause_chain, is_passive, prepositional, with_conjuncts
from kg.extraction.giving import giving_verb, user
from kg.extraction.nominal import after_doer, after_undergoers, leaders, received_from
from kg.lexicon import load

__all__ = [
    "OTHER_TIMES",
    "RECIPROCAL",
    "RELATIVE",
    "children",
    "clause_chain",
    "is_content",
    "is_passive",
    "prepositional",
    "slot",
    "surface_subject",
    "with_conjuncts",
]

RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})

#: Prepositions before what happens apart from what the verb governs: "agreed after talks".
OTHER_TIMES = frozenset({"after", "amid", "before", "despite", "during", "following", "since"})

#: Verbs of what several do with one another, without an object.
RECIPROCAL = frozenset({"agree", "clash", "confer", "fight", "meet", "negotiate", "talk"})

#: Labels of entities that are no people.
_THINGS = frozenset(
    {"Country", "City", "Place", "Region", "PoliticalParty", "InternationalOrganization", "Organization",
     "GovernmentBody", "Company", "MediaOrganization"}
)  # fmt: skip


#: Labels of names and nationalities that own the plan they stand before: "a *US* plan to deport".
_OWNERS = frozenset(
    {"Country", "GovernmentBody", "Government", "InternationalOrganization", "Organization", "PoliticalParty"}
)


def _resolve_relative(token: Token) -> Token:
    """The noun that a relative pronoun stands for."""
    if token.lower_ in RELATIVE and token.tag_ in {"WDT", "WP", "WP$", "IN"}:
        clause = token.head
        while clause.dep_ not in {"relcl", "ROOT"} and clause.head != clause:
            clause = clause.head
        if clause.dep_ == "relcl":
            noun = clause.head
            # "the leader of the Unity Party, who was jailed": people are "who", parties are not.
            while (
                token.lower_ in {"who", "whom"}
                and noun.ent_type_ in _THINGS
                and noun.dep_ in {"pobj", "poss"}
            ):
                noun = noun.head.head if noun.dep_ == "pobj" else noun.head
            # "X, the envoy of the league, who mediated": X, whose title it is.
            titled = noun.dep_ == "appos" and noun.pos_ == "NOUN" and noun.head.pos_ == "PROPN"
            return noun.head if titled and token.lower_ == "who" else noun
    return token


def surface_subject(verb: Token) -> Token | None:
    """The grammatical subject, taken from the governing clause where the verb has none of its own."""
    subjects = children(verb, "nsubj", "nsubjpass", "csubj", "expl")
    if len(subjects) > 1 and subjects[0].lower_ in RELATIVE:
        del subjects[0]  # "*which* lawmakers had warned would happen"
    for child in subjects:
        if child.dep_ == "expl":
            return None
        if child.shape_ == "dddd" and verb.dep_ == "conj":
            continue  # "and on 30 June 2010 was sworn in"
        return _resolve_relative(child)
    named = _headline_subject(verb)
    if named is not None:
        return named
    head = verb.head
    if head == verb:
        return None
    giving = giving_verb(verb)
    if giving is not None:
        return user(verb, giving)
    match verb.dep_:
        case "conj" if head.pos_ in {"VERB", "AUX"}:
            return surface_subject(head)
        case "xcomp" | "ccomp":
            if head.lemma_ in load("composition")["object_control"] and not is_passive(head):
                objects = children(head, "dobj")
                if objects:
                    return objects[0]
                for preposition in children(head, "prep"):
                    if preposition.lower_ in {"on", "to", "upon"} and children(preposition, "pobj"):
                        return children(preposition, "pobj")[0]
            if verb.dep_ == "ccomp" and verb.tag_ not in {"VBG", "VB"}:
                return None
            return surface_subject(head) if head.pos_ in {"VERB", "AUX"} else _noun_actor(head)
        case "advcl":
            if verb.tag_ == "VB" and head.lemma_ == "welcome" and not is_passive(head):
                # "welcomed *Y* to mediate"
                return next(iter(children(head, "dobj")), None)
            return surface_subject(head) if verb.tag_ in {"VBG", "VBN", "VB"} else None
        case "acl":
            # "forces backing the coup" have a subject in their noun; "a plan to attack" has it above.
            if verb.tag_ == "VB":
                return _noun_actor(head)
            return (_issuer(head) if is_content(verb) else None) or head
        case "pcomp":
            return _controller(head)
        case "relcl":
            return None
        case _:
            return None


def _headline_subject(verb: Token) -> Token | None:
    """The name before an infinitive in a headline without a finite verb: "*EU* to impose sanctions on Myanmar"."""
    marks = [c for c in children(verb, "aux") if c.tag_ == "TO"]
    if not marks or marks[0].i == verb.sent.start:
        return None
    name = marks[0].nbor(-1)
    if name.pos_ != "PROPN" or any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in verb.sent):
        return None
    while name.dep_ == "conj":
        name = name.head
    return name


def is_content(verb: Token) -> bool:
    """Whether the verb tells what a text says: "a statement *condemning* Y"."""
    text = verb.head.lemma_.lower()
    speaks = text in load("pronouns")["texts"] or text in load("composition")["messages"]
    return verb.dep_ == "acl" and verb.tag_ == "VBG" and speaks


def _issuer(text: Token) -> Token | None:
    """Who says what a text says: "*the council* adopted a resolution urging Y", "in *Lima*'s letter accusing Y"."""
    owners = children(text, "poss")
    if owners:
        return owners[0]
    verb = text.head
    if text.dep_ == "dobj" and verb.pos_ == "VERB" and verb.lemma_ in load("composition")["issuing_verbs"]:
        return surface_subject(verb) if not is_passive(verb) else None
    return None


def _noun_actor(noun: Token) -> Token | None:
    """Who has the plan, the right, the decision: the possessor, else the subject of the governing verb.

    Not of one that answers what others plan: "challenged a *White House* plan to deport them".
    """
    owners = children(noun, "poss") or [
        c for c in children(noun, "compound", "nmod", "amod") if c.ent_type_ in _OWNERS
    ]
    if owners:
        return owners[0]
    if noun.head.lemma_.lower() in load("composition")["answering_verbs"]:
        return None
    if noun.head.pos_ in {"VERB", "AUX"} and noun.dep_ in {"dobj", "attr", "acomp"}:
        return surface_subject(noun.head)
    return None


def _controller(preposition: Token) -> Token | None:
    """Subject of a gerund after a preposition: "accused X of bombing" is X, "began by bombing" is the subject."""
    head = preposition.head
    if head.pos_ in {"VERB", "AUX"}:
        if preposition.lower_ == "for" and _is_thanks(head):
            # "expressed its appreciation to Uganda for opening": what is thanked for is done by those thanked
            return next(iter(prepositional(head, "to")), None)
        if preposition.lower_ in {"of", "for", "from", "over", "against", "into"}:
            objects = children(head, "dobj", "nsubjpass")
            if objects:
                return objects[0]
        return surface_subject(head)
    if head.pos_ in {"NOUN", "PROPN"}:
        return _noun_actor(head)
    if head.pos_ == "ADJ" and head.head.pos_ in {"VERB", "AUX"}:
        # "found X guilty of bombing"
        objects = children(head.head, "dobj", "nsubjpass") if head.dep_ == "oprd" else []
        return objects[0] if objects else surface_subject(head.head)
    return None


def _is_thanks(verb: Token) -> bool:
    thanks = {
        "appreciation",
        "gratitude",
        "thanks",
        "thank",
        "praise",
        "tribute",
        "respect",
        "congratulation",
    }
    return any(o.lemma_.lower() in thanks for o in children(verb, "dobj"))


def _agent(verb: Token) -> list[Token]:
    return [p for by in children(verb, "agent") for p in children(by, "pobj")] or [
        p
        for by in children(verb, "prep")
        if by.lower_ == "by"
        for p in children(by, "pobj")
        if is_passive(verb)
    ]


def _subject(verb: Token) -> list[Token]:
    if is_passive(verb):
        return _agent(verb)
    subject = surface_subject(verb)
    return [subject] if subject is not None else []


def _object(verb: Token) -> list[Token]:
    if is_passive(verb):
        if verb.dep_ == "acl":
            return [verb.head]
        subject = surface_subject(verb)
        found = [subject] if subject is not None else []
        return found + children(verb, "dobj")
    objects = children(verb, "dobj", "obj")
    if objects:
        return [_fighting(o) or _resolve_relative(o) for o in objects]
    if verb.lemma_ in load("composition")["object_control"]:
        # "helped Russia rebuild", "urged Israel to stop": the parser may make the object the subject below.
        lowered = [
            s
            for c in children(verb, "ccomp", "xcomp")
            if c.tag_ == "VB" and not any(a.tag_ == "MD" for a in c.children)
            for s in children(c, "nsubj")
        ]
        if lowered:
            return lowered
    if verb.dep_ == "relcl" and children(verb, "nsubj"):
        # "the minister whom Paris expelled": the noun is the object, unless the pronoun is the subject.
        subjects = children(verb, "nsubj")
        if subjects[0].lower_ not in RELATIVE and not children(verb, "prep"):
            return [verb.head]
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB" and not children(verb, "ccomp", "xcomp", "prep"):
        # "besieged and shelled the town" may hang the object on either verb; "met and thanked X" on the last.
        return []
    # A verb that shares the object of its last conjunct: "criticised and rejected the plan".
    # Not "the leaders met and praised Libya": several who meet need no object.
    for conjunct in () if verb.lemma_ in RECIPROCAL and _several(verb) else children(verb, "conj"):
        if conjunct.pos_ == "VERB" and conjunct.i - verb.i == 2 and children(conjunct, "dobj"):
            return children(conjunct, "dobj")
    return children(verb, "attr") if verb.lemma_ == "become" else []


def _fighting(noun: Token) -> Token | None:
    """ "Helped *Mali* fight the rebels", where the parser takes the verb for a noun."""
    if noun.head.lemma_ != "help" or noun.lower_ not in load("composition")["fighting"]:
        return None
    return next((c for c in children(noun, "compound") if c.pos_ == "PROPN"), None)


def _several(verb: Token) -> bool:
    subject = surface_subject(verb)
    return subject is not None and (subject.tag_ in {"NNS", "NNPS"} or len(with_conjuncts(subject)) > 1)


def slot(trigger: Token, name: str, light: Token | None = None) -> list[Token]:
    """Head tokens that fill a slot of a trigger, before coordination is expanded.

    ``light`` is the direct object that makes a light verb a trigger ("held *talks* with"); prepositions hang on
    either. For nouns, ``subj`` and ``obj`` do not exist.
    """
    verbal = trigger.pos_ in {"VERB", "AUX"}
    match name:
        case "subj":
            if verbal:
                return _subject(trigger)
            if trigger.pos_ == "ADJ" and trigger.dep_ in {"acomp", "attr"}:
                subject = surface_subject(trigger.head)
                return [subject] if subject is not None else []
            return []
        case "obj":
            return _object(trigger) if verbal else []
        case "iobj":
            found = [*children(trigger, "dative"), *prepositional(trigger, "to")]
            if not found and light is not None and light.lemma_.lower() in load("composition")["leave"]:
                # "gave *the United States* permission": the parser takes the name for a part of the object.
                found = children(light, "compound")
            return found
        case "poss":
            owner = light if light is not None else trigger
            return children(owner, "poss")
        case "amod" | "compound":
            owner = light if light is not None else trigger
            before = children(owner, "amod", "compound", "nmod")
            # "*Turkish* drone strikes", "*US*-Taliban talks", "*Saudi*-led raids" may hang on the noun between.
            nested = [a for c in before if c.dep_ == "compound" for a in children(c, "amod")]
            nested += [
                a
                for c in before
                for a in children(c, "amod", "compound")
                if a.i + 2 == c.i and a.nbor(1).text == "-"
            ]
            nested += [a for c in before if c.lower_ == "led" for a in children(c, "npadvmod")]
            return [*before, *nested, *leaders(owner)]
        case "obliged":
            return obliged(trigger)
        case "allowed":
            return allowed(trigger, light)
        case "blamed":
            return blamed(trigger)
        case "hands":
            # "died at the *hands* of the army"
            above = [trigger] if light is None else [trigger, light]
            held = [h for token in above for h in prepositional(token, "at") if h.lower_ == "hands"]
            return [o for h in held for o in prepositional(h, "of")]
        case _:
            found = prepositional(trigger, name)
            if not found and trigger.pos_ == "NOUN":
                found = after_undergoers(trigger, name) or after_doer(trigger, name)
                found = found or received_from(trigger, name)
            if not found and name == "between" and trigger.dep_ == "nsubj":
                found = prepositional(trigger.head, name)  # "fighting broke out between X and Y"
            if light is not None:
                # "expressed its rejection and condemnation of X"
                found += [o for noun in with_conjuncts(light) for o in prepositional(noun, name)]
                if name == "by":
                    found += _put_forward_by(light)
                if not found and name in {"to", "with"}:
                    # "a note of protest to X", "a memorandum of understanding with Y"
                    found = [o for noun in prepositional(light, "of") for o in prepositional(noun, name)]
            if not found and verbal:
                found = _attached_elsewhere(trigger, name)
            if verbal and name == "with":
                # "*With the approval of parliament*, X agreed": the circumstance before the clause is no side of it.
                found = [o for o in found if o.i > trigger.i or o.pos_ == "PROPN"]
            # "on Sunday" fills no slot.
            return [token for token in found if token.ent_type_ not in {"DATE", "TIME"}]


def _attached_elsewhere(verb: Token, word: str) -> list[Token]:
    """Prepositions that the parser hung on the object or on the particle instead of the verb.

    "sent troops to Mali", "imposed a ban on imports from Y": only the object's own first level is searched, and
    never for "of" or "in", which belong to the noun they follow.
    """
    if word in {"of", "in"}:
        return []
    found: list[Token] = []
    for child in children(verb, "dobj", "prt", "advmod"):
        found += prepositional(child, word)
    return found


def _put_forward_by(thing: Token) -> list[Token]:
    """Whose proposal or appeal it is: "rejected an appeal lodged by *X*"."""
    made = load("composition")["putting_forward"]
    clauses = [c for c in children(thing, "acl") if c.tag_ == "VBN" and c.lemma_.lower() in made]
    return [by for clause in clauses for by in _agent(clause)]
