"""Whether the article states an event as having happened, and who says so.

Both are read off the clauses above the trigger: each may deny, plan, suppose or allege what it governs, or put it into
somebody's mouth. The weakest reading wins; only what no clause weakens is Asserted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token

from kg.extraction import syntax
from kg.lexicon import load
from kg.model import Status

#: From surest to weakest doubt: what stands later overrides.
_ORDER: tuple[Status, ...] = ("Asserted", "Planned", "Alleged", "Hypothetical", "Negated")


_GOVERNING_NOUNS: tuple[tuple[str, Status], ...] = (
    ("planning_nouns", "Planned"),
    ("alleging_nouns", "Alleged"),
    ("hypothetical_nouns", "Hypothetical"),
)


@cache
def _words(kind: str) -> frozenset[str]:
    """Lemmas of one kind from ``status.toml``."""
    return frozenset(load("status")[kind])


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


def assess(trigger: Token, light: Token | None = None) -> Assessment:
    """Status and speaker of the event that ``trigger`` (with the noun of a light verb) names."""
    found: Status = "Asserted"
    reasons: list[str] = []
    speaker: Token | None = None

    def weaken(status: Status, reason: str) -> None:
        nonlocal found
        if _ORDER.index(status) > _ORDER.index(found):
            found = status
        reasons.append(reason)

    if light is not None:
        _judge_noun(light, weaken)
    if trigger.sent.text.rstrip().endswith("?"):
        weaken("Hypothetical", "?")
    below: Token | None = None
    for token in syntax.clause_chain(trigger):
        if token.dep_ == "pcomp" and token.head.lower_ == "without":
            weaken("Negated", "without")
        if token.pos_ in {"VERB", "AUX"}:
            if below is None or _shares_mood(token, below, light):
                _judge_verb(token, below, weaken)
            if below is not None:
                _judge_governor(token, below, weaken)
                if below == trigger and below.dep_ == "nsubj" and below.pos_ == "NOUN":
                    # "An attack on Taiwan would hurt trade": there has been none.
                    _judge_auxiliaries(token, weaken, only="would")
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
        elif below is None or below.dep_ in {"acl", "prep", "pcomp", "pobj"}:
            _judge_noun(token, weaken)
            if below is not None:
                _judge_governing_noun(token, weaken)
        elif token.pos_ == "ADJ" and token.lemma_ in _words("planning_adjectives"):
            weaken("Planned", token.lemma_)
        if token.dep_ == "conj" and token.head.pos_ in {"VERB", "AUX"} and below is None:
            _judge_conjunct(token, weaken)
        below = token
    return Assessment(found, speaker or according_to(trigger), tuple(reasons))


def _shares_mood(verb: Token, below: Token, light: Token | None) -> bool:
    """Whether what is said of the verb (not, will, could, if) holds of what it governs.

    It does of a verbal complement ("will begin to leave") and of the noun of a light verb ("did not hold talks"), and
    not of anything else: who "did not comment on the strikes" does not say that there were none.
    """
    if below.dep_ in {"xcomp", "pcomp", "acomp", "attr", "oprd"}:
        return True
    if below.dep_ == "ccomp":
        return not _is_speech(verb, below)
    if below.dep_ == "prep":
        return any(c.dep_ == "pcomp" for c in below.children)
    return below.dep_ in {"dobj", "nsubjpass"} and verb.lemma_ in load("composition")["light_verbs"]


def _judge_governing_noun(noun: Token, weaken: Callable[[Status, str], None]) -> None:
    """ "A plan to attack", "the possibility of talks", "allegations of torture"."""
    for kind, status in _GOVERNING_NOUNS:
        if noun.lemma_ in _words(kind):
            weaken(status, noun.lemma_)


def _judge_conjunct(token: Token, weaken: Callable[[Status, str], None]) -> None:
    """A second verb shares the auxiliaries of the first: "will meet and sign"."""
    if any(c.dep_ in {"aux", "nsubj", "nsubjpass"} for c in token.children):
        return
    _judge_auxiliaries(token.head, weaken)


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
    if any(
        c.dep_ == "neg" or (c.lower_ in {"never", "neither"} and c.dep_ == "advmod") for c in verb.children
    ):
        weaken("Negated", "not")
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
    openers = [
        c for c in verb.children if c.dep_ in {"aux", "auxpass"} and c.lower_ in {"had", "were", "should"}
    ]
    if verb.dep_ == "advcl" and any(o.i < s.i for o in openers for s in subjects):
        weaken("Hypothetical", "inverted")  # "Had Egypt attacked, …"
    for child in verb.children:
        if child.dep_ == "advmod" and child.lower_ in _words("doubting_adverbs"):
            weaken("Hypothetical", child.lower_)
        if (
            child.dep_ == "advmod"
            and child.lower_ == "longer"
            and any(c.lower_ == "no" for c in child.children)
        ):
            weaken("Negated", "no longer")
        if child.dep_ == "mark" and child.lower_ in {
            "if",
            "unless",
            "whether",
            "should",
            "once",
            "until",
            "provided",
            "providing",
            "lest",
            "case",
        }:
            weaken("Hypothetical", child.lower_)
        if child.dep_ == "advmod" and child.lemma_.lower() in _words("alleging_adverbs"):
            weaken("Alleged", child.lower_)
    if below is None and verb.tag_ == "VB" and verb.dep_ in {"advcl", "acl"}:
        # A purpose: "to support the talks", "a plan to send troops".
        weaken("Planned", "to")


_GOVERNED = frozenset({"xcomp", "ccomp", "pcomp", "prep", "acomp", "dobj", "pobj", "nsubjpass", "oprd"})


def _judge_governor(verb: Token, below: Token, weaken: Callable[[Status, str], None]) -> None:
    """A verb that plans, doubts, denies or alleges its complement."""
    lemma = verb.lemma_.lower()
    if below.dep_ not in _GOVERNED or (below.dep_ == "prep" and below.lower_ in syntax.OTHER_TIMES):
        return
    if lemma == "be" and below.dep_ == "xcomp" and below.tag_ == "VB":
        weaken("Planned", "is to")
    if verb.lower_ == "going" and below.dep_ == "xcomp":
        weaken("Planned", "going to")
    if lemma == "have" and any(c.lower_ == "yet" for c in verb.children):
        weaken("Negated", "yet to")
    if lemma in {"appear", "seem"} and below.dep_ == "xcomp":
        weaken("Alleged", lemma)
    if lemma in _words("cancelling_verbs") and below.dep_ in {"dobj", "nsubjpass", "prep", "xcomp"}:
        weaken("Negated", lemma)
    if lemma in _words("denying_verbs") and below.dep_ != "pobj":
        weaken("Negated", lemma)
    if lemma in _words("planning_verbs") | _words("attempting_verbs"):
        weaken("Planned", lemma)
    if lemma in _words("hypothetical_verbs"):
        weaken("Hypothetical", lemma)
    if lemma in _words("alleging_verbs"):
        weaken("Alleged", lemma)
    if lemma in _words("requesting_verbs") and below.tag_ != "VBD":
        # What an authority orders is under way, what others ask for is not.
        weaken("Planned" if lemma == "order" else "Hypothetical", lemma)


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


def according_to(trigger: Token) -> Token | None:
    """X in "according to X", "in the words of X", in the trigger's sentence."""
    sentence = trigger.sent
    for token in sentence:
        if token.lower_ == "according" and token.i + 1 < sentence.end and token.nbor().lower_ == "to":
            to = token.nbor()
            objects = syntax.children(to, "pobj")
            if objects:
                return objects[0]
            if to.i + 1 < sentence.end:
                return to.nbor()
    return None


def speech_after(doc: Doc, trigger: Token) -> Token | None:
    """Subject of a speech verb that closes the sentence after a comma ("…, the agency said"), if misparsed."""
    sentence = trigger.sent
    for token in reversed(list(sentence)):
        if token.lemma_.lower() in _words("speech_verbs") and token.pos_ == "VERB" and token.i > trigger.i:
            subjects = syntax.children(token, "nsubj")
            before = doc[token.i - 1] if token.i > sentence.start else None
            after = doc[token.i + 1] if token.i + 1 < sentence.end else None
            if (
                subjects
                and before is not None
                and (after is None or after.is_punct or after.dep_ in {"npadvmod", "prep"})
            ):
                first = min(t.i for t in subjects[0].subtree)
                if first > sentence.start and doc[first - 1].text in {",", '"', "''"} and first > trigger.i:
                    return subjects[0]
    return None
