"""Whether the article states an event as having happened, and who says so.

Both are read off the clauses above the trigger: each may deny, plan, suppose or allege what it governs, or put it into
somebody's mouth. The weakest reading wins; only what no clause weakens is Asserted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from kg.extraction import asides, syntax
from kg.extraction.speakers import according_to
from kg.extraction.trigger_entries import lexicon
from kg.lexicon import load
from kg.model import Status

#: From surest to weakest doubt: what stands later overrides.
_ORDER: tuple[Status, ...] = ("Asserted", "Planned", "Alleged", "Hypothetical", "Negated")


_GOVERNING_NOUNS: tuple[tuple[str, Status], ...] = (
    ("planning_nouns", "Planned"),
    ("alleging_nouns", "Alleged"),
    ("hypothetical_nouns", "Hypothetical"),
)


_GOVERNING_ADJECTIVES: tuple[tuple[str, Status], ...] = (
    ("planning_adjectives", "Planned"),
    ("hypothetical_adjectives", "Hypothetical"),
    ("negating_adjectives", "Negated"),
)


@cache
def _words(kind: str) -> frozenset[str]:
    """Lemmas of one kind from ``status.toml``."""
    return frozenset(load("status")[kind])


@cache
def _acts() -> frozenset[str]:
    """Nouns that are acts themselves: "attack", "visit"."""
    return frozenset(trigger.lemma for trigger in lexicon() if trigger.part == "noun")


@dataclass(frozen=True, slots=True)
class Assessment:
    """``speaker`` is the token of the one who says it; ``reasons`` are the words that weaken the status."""

    status: Status
    speaker: Token | None = None
    reasons: tuple[str, ...] = ()

    @property
    def attempted(self) -> bool:
        """Whether it is tried or wanted rather than promised."""
        return any(reason in _words("attempting_verbs") for reason in self.reasons)

    @property
    def announced(self) -> bool:
        """Whether it is said to be coming: "will", "is to", "plans to"; not what is ordered, feared or hoped for."""
        return any(reason in _words("announcing") for reason in self.reasons)

    @property
    def purpose(self) -> bool:
        """Whether it is only what something else is done for: "donated tents *to help* the refugees"."""
        return self.reasons == ("to",)

    @property
    def refused(self) -> bool:
        """Whether its actor will not do it, on no condition."""
        return "will not" in self.reasons and not {"if", "unless", "have", "?"} & set(self.reasons)


def assess(trigger: Token, light: Token | None = None) -> Assessment:
    """Status and speaker of the event that ``trigger`` (with the noun of a light verb) names."""
    found: Status = "Asserted"
    reasons: list[str] = []
    speaker: Token | None = None
    beside = False

    def weaken(status: Status, reason: str) -> None:
        nonlocal found
        if beside and status != "Alleged":
            # "Refused to land after Y had arrested Z": the arrest is not refused.
            return
        if _ORDER.index(status) > _ORDER.index(found):
            found = status
        reasons.append(reason)

    if light is not None:
        _judge_noun(light, weaken)
    for doer in syntax.children(trigger, "nsubj"):
        if doer.lemma_ in _acts():
            # "The alleged strike killed two": what an alleged act has done is alleged as well.
            _judge_noun(doer, weaken)
    if trigger.sent[-1].text.endswith("?"):
        weaken("Hypothetical", "?")
    if trigger.lemma_ in _words("unfulfilled"):
        verb = trigger.head if trigger.pos_ == "ADJ" else trigger
        if any(c.lower_ == "had" for c in syntax.children(verb, "aux")):
            weaken("Hypothetical", "had")
    if _headline_plan(trigger):
        weaken("Planned", "is to")
    below: Token | None = None
    for token in syntax.clause_chain(trigger):
        beside = beside or (
            below is not None and below.dep_ == "advcl" and asides.apart(below) and asides.is_past(below)
        )
        if token.dep_ == "pcomp" and token.head.lower_ == "without":
            weaken("Negated", "without")
        if token.pos_ in {"VERB", "AUX"}:
            if below is None or _shares_mood(token, below, below in (trigger, light)):
                _judge_verb(token, below, weaken)
            if below is not None:
                _judge_governor(token, below, weaken)
                if below == trigger and below.dep_ == "nsubj" and below.pos_ == "NOUN":
                    # "An attack on Taiwan would hurt trade": there has been none.
                    _judge_auxiliaries(token, weaken, only="would")
                    _judge_occurrence(token, weaken)
                if _is_speech(token, below):
                    if syntax.is_passive(token):
                        # "is believed to have killed": nobody says it, everybody does.
                        weaken("Alleged", token.lemma_)
                    elif any(c.dep_ == "neg" for c in token.children):
                        weaken("Hypothetical", f"not {token.lemma_}")
                    elif speaker is None:
                        speaker = syntax.surface_subject(token)
        elif token.lower_ == "about" and below is not None and below.tag_ == "VB":
            weaken("Planned", "about to")
        elif below is not None and below.dep_ == "relcl":
            # A relative clause says something about its noun as a fact of its own.
            break
        elif below == trigger and token.lemma_ == "report" and syntax.is_content(trigger):
            pass  # "A report *accusing* Y" does accuse.
        elif below is None or below.dep_ in {"acl", "prep", "pcomp", "pobj"}:
            _judge_noun(token, weaken)
            if below is not None:
                _judge_governing_noun(token, weaken)
        elif token.pos_ == "ADJ":
            for kind, status in _GOVERNING_ADJECTIVES:
                if token.lemma_ in _words(kind):
                    weaken(status, token.lemma_)
        if token.dep_ == "prep" and below is not None and below.dep_ == "pcomp" and _short_of(token):
            weaken("Negated", token.head.lower_)
        if token.dep_ == "conj" and token.head.pos_ in {"VERB", "AUX"} and below is None:
            _judge_conjunct(token, weaken)
        below = token
    return Assessment(found, speaker or according_to(trigger), tuple(reasons))


def _short_of(preposition: Token) -> bool:
    """ "Stopped short *of*", "came close *to*", "instead *of*", "far *from*" doing it: it was not done."""
    words = [preposition.head, *preposition.children]
    return any(
        word.lower_ in _words("negating_adverbs") for word in words if word.dep_ in {"advmod", "acomp"}
    )


def _headline_plan(trigger: Token) -> bool:
    """ "EU to impose sanctions": in a headline without a finite verb the infinitive tells what is to come."""
    sentence = trigger.sent
    if any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in sentence):
        return False
    if trigger.tag_ == "VBN" and not syntax.children(trigger, "auxpass"):
        return False  # "Sweden's bid to join NATO *blocked* by Turkey"
    return any(t.tag_ == "TO" and t.dep_ == "aux" and sentence.start < t.i < trigger.i for t in sentence)


def _shares_mood(verb: Token, below: Token, act: bool) -> bool:
    """Whether what is said of the verb (not, will, could, if) holds of what it governs.

    It does of a verbal complement ("will begin to leave"), of the noun of a light verb ("did not hold talks") and of
    an act that takes place ("talks will begin"), and not of anything else: who "did not comment on the strikes" does
    not say that there were none. ``act`` says that what it governs is the event itself.
    """
    if below.dep_ in {"nsubj", "nsubjpass"} and verb.lemma_ in _words("occurring_verbs"):
        return act
    if below.dep_ in {"xcomp", "pcomp", "acomp", "attr", "oprd"}:
        return True
    if below.dep_ == "ccomp":
        return not _is_speech(verb, below)
    if below.dep_ == "prep":
        return any(c.dep_ == "pcomp" for c in below.children)
    return act and below.dep_ in {"dobj", "nsubjpass"} and verb.lemma_ in load("composition")["light_verbs"]


def _judge_governing_noun(noun: Token, weaken: Callable[[Status, str], None]) -> None:
    """ "A plan to attack", "the possibility of talks", "allegations of torture"."""
    for kind, status in _GOVERNING_NOUNS:
        if noun.lemma_ in _words(kind):
            weaken(status, noun.lemma_)


def _judge_occurrence(verb: Token, weaken: Callable[[Status, str], None]) -> None:
    """ "The summit was to take place", "talks are due to begin": what is said of the verb is said of the act."""
    for word in (verb, *syntax.children(verb, "acomp")):
        begins = any(c.lemma_ in _words("occurring_verbs") | {"hold"} for c in syntax.children(word, "xcomp"))
        if begins and (word.lemma_ == "be" or word.lemma_ in _words("planning_adjectives")):
            weaken("Planned", "is to")
        elif begins and word.lemma_ in _words("hypothetical_adjectives"):
            weaken("Hypothetical", word.lemma_)


def _judge_conjunct(token: Token, weaken: Callable[[Status, str], None]) -> None:
    """A second verb of the same form shares the auxiliaries of the first: "will meet and sign", not "… and signed"."""
    if any(c.dep_ in {"aux", "nsubj", "nsubjpass"} for c in token.children) or token.tag_ != token.head.tag_:
        return
    _judge_auxiliaries(token.head, weaken)
    if _negated(token.head) and any(c.lower_ in {"or", "nor"} for c in syntax.children(token.head, "cc")):
        _judge_negation(token.head, weaken)


def _reported(verb: Token) -> bool:
    """Whether the clause is what somebody said, without a condition."""
    says = (
        verb.head.lemma_.lower() in _words("speech_verbs") | {"pledge", "promise", "vow"}
        and verb.dep_ == "ccomp"
    )
    conditional = any(
        c.dep_ == "mark" and c.lower_ in {"if", "unless"} for t in verb.subtree for c in t.children
    )
    return says and not conditional


def _judge_auxiliaries(verb: Token, weaken: Callable[[Status, str], None], only: str | None = None) -> None:
    for child in verb.children:
        if child.dep_ not in {"aux", "auxpass"}:
            continue
        word = child.lower_
        if only is not None and word != only:
            continue
        if word in {"will", "shall", "'ll", "wo", "sha"}:
            weaken("Planned", word)
        elif word in {"would", "'d"} and _reported(verb):
            # "said it would": the future of a past report.
            weaken("Planned", word)
        elif word in {"would", "could", "may", "might", "should", "'d", "can", "must", "ca"}:
            weaken("Hypothetical", word)


def _judge_verb(verb: Token, below: Token | None, weaken: Callable[[Status, str], None]) -> None:
    """Negation, auxiliaries, "if": what the verb's own clause says about it."""
    if _conditional(verb):
        # "If Libya does not release them": neither that it does nor that it does not.
        weaken("Hypothetical", "if")
        return
    if _negated(verb):
        _judge_negation(verb, weaken)
    if any(s.lower_ in {"none", "nobody", "neither"} for s in syntax.children(verb, "nsubj", "nsubjpass")):
        weaken("Negated", "none")
    if any(
        c.dep_ == "det" and c.lower_ == "no"
        for s in syntax.children(verb, "nsubj", "nsubjpass", "dobj")
        for c in s.children
    ):
        weaken("Negated", "no")
    _judge_auxiliaries(verb, weaken)
    subjects = syntax.children(verb, "nsubj", "nsubjpass")
    if any(
        w.lower_ in {"neither", "nor"} or w.text.startswith("Neither ") for s in subjects for w in s.subtree
    ):
        weaken("Negated", "neither")
    for child in verb.children:
        if child.dep_ == "advmod" and child.lower_ in _words("doubting_adverbs"):
            weaken("Hypothetical", child.lower_)
        if child.dep_ == "advmod" and child.lemma_.lower() in _words("alleging_adverbs"):
            weaken("Alleged", child.lower_)
    spoken = verb.lemma_ in _words("spoken_purposes") and verb.head.lemma_ in _words("contacting_verbs")
    if below is None and verb.tag_ == "VB" and verb.dep_ in {"advcl", "acl"} and not spoken:
        # A purpose: "to support the talks", "a plan to send troops".
        weaken("Planned", "to")


def _judge_negation(verb: Token, weaken: Callable[[Status, str], None]) -> None:
    weaken("Negated", "not")
    auxiliaries = {c.lower_ for c in syntax.children(verb, "aux")}
    if auxiliaries & {"will", "wo", "would", "'ll", "shall"}:
        weaken("Negated", "will not")
    if "have" in auxiliaries:
        weaken("Negated", "have")


def _negated(verb: Token) -> bool:
    for child in verb.children:
        word = child.lower_
        if (
            child.dep_ == "neg"
            or word == "neither"
            or (child.dep_ == "advmod" and word in _words("denying_adverbs"))
        ):
            return True
        if child.dep_ == "advmod" and word == "longer" and any(c.lower_ == "no" for c in child.children):
            return True
    # "To negotiate rather than attack".
    return verb.dep_ == "conj" and any(
        c.lower_ == "than" and verb.head.i < c.i < verb.i for c in syntax.children(verb.head, "cc")
    )


def _conditional(verb: Token) -> bool:
    """ "If", "unless", "in case": a clause that only supposes; "had Egypt attacked" as well."""
    supposing = (c for c in verb.children if c.dep_ == "mark" and c.lower_ in _words("supposing"))
    if any(not (c.lower_ == "until" and c.nbor().tag_ == "CD") for c in supposing):
        return True  # but not "from 1993 until 1995 he led the party"
    subjects = syntax.children(verb, "nsubj", "nsubjpass")
    openers = [
        c for c in verb.children if c.dep_ in {"aux", "auxpass"} and c.lower_ in {"had", "were", "should"}
    ]
    if verb.dep_ == "advcl" and any(o.i < s.i for o in openers for s in subjects):
        return True
    edges = [s.left_edge.i for s in subjects]
    doc = verb.doc
    return any(i > 1 and doc[i - 1].lower_ == "case" and doc[i - 2].lower_ == "in" for i in edges)


_GOVERNED = frozenset({"xcomp", "ccomp", "pcomp", "prep", "acomp", "dobj", "pobj", "nsubjpass", "oprd"})


def _judge_governor(verb: Token, below: Token, weaken: Callable[[Status, str], None]) -> None:
    """A verb that plans, doubts, denies or alleges its complement."""
    lemma = verb.lemma_.lower()
    if below.dep_ not in _GOVERNED or (below.dep_ == "prep" and below.lower_ in syntax.OTHER_TIMES):
        return
    if lemma == "be" and below.dep_ == "xcomp" and any(c.tag_ == "TO" for c in syntax.children(below, "aux")):
        weaken("Planned", "is to")
    if verb.lower_ == "going" and below.dep_ == "xcomp":
        weaken("Planned", "going to")
    if lemma == "have" and any(c.lower_ == "yet" for c in verb.children):
        weaken("Negated", "yet to")
    elif lemma == "have" and below.dep_ == "xcomp" and below.tag_ == "VB" and not _was_forced(verb):
        weaken("Hypothetical", "has to")
    if lemma in {"appear", "seem"} and below.dep_ == "xcomp":
        weaken("Alleged", lemma)
    if lemma in _words("cancelling_verbs") and below.dep_ in {"dobj", "nsubjpass", "prep", "xcomp"}:
        weaken("Negated", lemma)
    if lemma in _words("denying_verbs") and below.dep_ != "pobj":
        weaken("Negated", lemma)
    if lemma == "consider" and syntax.is_passive(verb) and below.dep_ == "xcomp":
        # "is considered to be the leader" is an opinion; "is considered to have been" has hardened to a fact.
        if not any(c.lower_ == "have" for c in syntax.children(below, "aux")):
            weaken("Alleged", lemma)
    elif lemma in _words("planning_verbs") | _words("attempting_verbs"):
        weaken("Planned", lemma)
        if any(c.lower_ == "had" for c in syntax.children(verb, "aux")):
            # "Had been expected to": whether it came to that is not said.
            weaken("Hypothetical", "had")
    if lemma in _words("hypothetical_verbs"):
        weaken("Hypothetical", lemma)
    if lemma in _words("alleging_verbs"):
        weaken("Alleged", lemma)
    if lemma in _words("requesting_verbs") and below.tag_ != "VBD" and not _is_told(verb, below):
        # What an authority orders is under way, what others ask for is not.
        weaken("Planned" if lemma == "order" else "Hypothetical", lemma)


def _is_told(verb: Token, below: Token) -> bool:
    """ "Told parliament that they had surrendered", "'We *stand* with X,' he told Y": a statement, and no demand."""
    finite = any(c.tag_ in {"VBD", "VBZ", "VBP"} for c in syntax.children(below, "aux", "auxpass"))
    finite = finite or below.tag_ == "VBZ" or (below.tag_ == "VBP" and below.i < verb.i)
    return verb.lemma_.lower() in _words("speech_verbs") and below.dep_ == "ccomp" and finite


def _was_forced(verb: Token) -> bool:
    """ "Had to leave" is a deed, "has to leave" a duty, and so is what somebody says that he "had to" do."""
    return verb.tag_ == "VBD" and verb.dep_ != "ccomp"


def _judge_noun(noun: Token, weaken: Callable[[Status, str], None]) -> None:
    """Adjectives and determiners of a nominal trigger: "a planned visit", "alleged violations", "no meeting"."""
    for child in noun.children:
        lemma = child.lemma_.lower()
        if child.dep_ in {"amod", "compound", "advmod"}:
            if lemma in _words("planning_modifiers") or child.lower_ in _words("planning_modifiers"):
                weaken("Planned", child.lower_)
            elif lemma in _words("hypothetical_modifiers") or child.lower_ in _words(
                "hypothetical_modifiers"
            ):
                weaken("Hypothetical", child.lower_)
            elif lemma in _words("alleging_modifiers") or child.lower_ in _words("alleging_modifiers"):
                weaken("Alleged", child.lower_)
        if child.dep_ == "det" and child.lower_ == "no":
            weaken("Negated", "no")
    if noun.dep_ == "pobj" and noun.head.lower_ == "without":
        weaken("Negated", "without")
    if noun.dep_ in {"pobj", "pcomp"} and noun.head.lower_ in {"for", "to", "on"}:
        governor = noun.head.head
        if governor.lemma_.lower() in _words("requesting_verbs") | _words("requesting_nouns"):
            weaken("Hypothetical", governor.lemma_)


def _is_speech(verb: Token, below: Token) -> bool:
    """Whether ``verb`` is a verb of saying whose content contains ``below``."""
    return verb.lemma_.lower() in _words("speech_verbs") and below.dep_ in {"ccomp", "xcomp", "parataxis"}
