"""The sentences of an article with their mentions in order, and who is the subject of which verb."""

from __future__ import annotations

from bisect import bisect_right, insort

from spacy.tokens import Doc, Span, Token

from kg.lexicon import load
from kg.model import SegmentKind
from kg.nlp.document import DocEntity, DocMention, segment_kind

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
#: Sentences after which somebody has to be named again.
MEMORY = 50
_RELATIVE = frozenset({"who", "whom", "which", "that"})
#: Clauses that take the subject of the one above when they have none: "and left", "wants to leave", "by leaving".
_SHARING = frozenset({"conj", "xcomp", "advcl", "pcomp"})


class Scene:
    """Mentions by sentence; it grows while pronouns and descriptions are linked."""

    def __init__(self, doc: Doc, mentions: list[DocMention]) -> None:
        self.doc = doc
        self.sentences: list[Span] = list(doc.sents)
        self._starts = [s.start_char for s in self.sentences]
        self.kinds: list[SegmentKind] = [segment_kind(doc, start) for start in self._starts]
        self.by_sentence: list[list[DocMention]] = [[] for _ in self.sentences]
        self.by_token: dict[int, DocMention] = {}
        for mention in mentions:
            self.add(mention)

    def add(self, mention: DocMention) -> None:
        """A further mention, with its entity."""
        if not self.sentences:
            return
        insort(self.by_sentence[self.number(mention.start)], mention, key=lambda m: (m.start, m.end))
        other = self.by_token.get(mention.token)
        # Of a title and the name that ends it, which are one token, the name counts.
        if mention.token >= 0 and (other is None or other.entity is None or other.end <= mention.end):
            self.by_token[mention.token] = mention

    def number(self, position: int) -> int:
        """The sentence that a character stands in."""
        return max(bisect_right(self._starts, position) - 1, 0)

    def before(self, position: int) -> list[DocMention]:
        """Mentions of the same sentence that end before ``position``."""
        return [m for m in self.by_sentence[self.number(position)] if m.end <= position]

    def before_all(self, position: int) -> list[DocMention]:
        """Mentions that end before ``position``, in order, as far back as a reader remembers them."""
        last = self.number(position)
        return [
            m
            for here in self.by_sentence[max(last - MEMORY, 0) : last + 1]
            for m in here
            if m.end <= position
        ]

    def back(self, number: int, steps: int = 1) -> int | None:
        """The sentence so many before, headings passed over: what only they say is not taken up in the text."""
        while steps and number > 0:
            number -= 1
            steps -= self.kinds[number] == "body"
        return None if steps else number

    def slot(self, token: Token | None) -> list[DocMention]:
        """The mentions that a noun and those coordinated with it stand for: "Mali and Burkina Faso"."""
        found: list[DocMention] = []
        while token is not None:
            mention = self.by_token.get(token.i)
            if mention is not None and mention.entity is not None:
                found.append(mention)
            token = next((c for c in token.children if c.dep_ == "conj"), None)
        return found

    def main_subject(self, number: int) -> Token | None:
        """The subject of the sentence's main verb; of "X resigned, the agency reported", X."""
        root = self.sentences[number].root
        for said in root.children:
            if said.dep_ == "ccomp" and said.i < root.i and root.lemma_ in load("status")["speech_verbs"]:
                return subject(said)
        return subject(root)


def entities(mentions: list[DocMention]) -> list[DocEntity]:
    """All that the mentions stand for, each once, in order."""
    found: dict[int, DocEntity] = {}
    for mention in mentions:
        for entity in (mention.entity, *mention.others):
            if entity is not None:
                found.setdefault(id(entity), entity)
    return list(found.values())


def clause(token: Token) -> Token:
    """The verb whose clause a token stands in, or the root of the sentence."""
    current = token
    while current.head != current:
        current = current.head
        if current.pos_ in {"VERB", "AUX"} and current.dep_ not in {"aux", "auxpass"}:
            break
    return current


def own_subject(verb: Token) -> Token | None:
    """The subject that stands at the verb itself; for a relative pronoun the noun before it."""
    for child in verb.children:
        if child.dep_ in SUBJECTS:
            relative = child.lower_ in _RELATIVE and child.tag_ in {"WDT", "WP"}
            return verb.head if relative and verb.dep_ == "relcl" else child
    return None


def subject(verb: Token) -> Token | None:
    """The subject of a verb; where it has none of its own, that of the clause it goes on from."""
    for _ in range(10):
        found = own_subject(verb)
        if found is not None:
            return found
        if verb.dep_ == "acl":
            return verb.head
        if verb.dep_ not in _SHARING:
            return None
        above = clause(verb)
        if above == verb or above.pos_ not in {"VERB", "AUX"}:
            return None
        if verb.dep_ in {"xcomp", "advcl"} and above.lemma_ in load("pronouns")["object_control"]:
            # "X urged Y to resign": it is Y who would.
            told = next((c for c in above.children if c.dep_ in {"dobj", "dative"} and c.i < verb.i), None)
            if told is not None and any(c.tag_ == "TO" for c in verb.children):
                return told
        verb = above
    return None


def clauses_above(verb: Token) -> list[Token]:
    """The verbs that a clause depends on, the nearest first."""
    found: list[Token] = []
    while verb.head != verb:
        verb = clause(verb)
        if verb.pos_ in {"VERB", "AUX"}:
            found.append(verb)
    return found
