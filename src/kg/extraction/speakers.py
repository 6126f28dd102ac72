"""Who says a sentence, where no verb above says it: "according to X", "…, X said"."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from kg.extraction import syntax
from kg.lexicon import load
from kg.nlp.spelling import spelling


def according_to(trigger: Token) -> Token | None:
    """X in "according to X", in the trigger's sentence."""
    doc, sentence = trigger.doc, trigger.sent
    words = spelling(doc).lower
    for i in range(sentence.start, sentence.end - 1):
        if words[i] == "according" and words[i + 1] == "to":
            if objects := syntax.children(doc[i + 1], "pobj"):
                return objects[0]
            if i + 2 < sentence.end:
                return doc[i + 2]
    return None


def speech_after(doc: Doc, trigger: Token) -> Token | None:
    """Subject of a speech verb that closes the sentence after a comma ("…, the agency said"), if misparsed."""
    sentence = trigger.sent
    for token in reversed(list(doc[trigger.i + 1 : sentence.end])):
        if token.pos_ == "VERB" and token.lemma_.lower() in load("status")["speech_verbs"]:
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
