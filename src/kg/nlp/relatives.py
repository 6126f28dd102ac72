"""Who is whose husband, son or mother in an article, so that "her husband" leads to him."""

from __future__ import annotations

from typing import Any

from spacy.tokens import Doc, Token

from kg.lexicon import load
from kg.nlp.clauses import Scene, entities, subject
from kg.nlp.document import DocEntity, DocMention


class Relatives:
    """Kinship that the text states of people whom it names."""

    def __init__(self, doc: Doc, scene: Scene) -> None:
        self.doc = doc
        self.scene = scene
        self._kin: dict[tuple[int, str], list[DocEntity]] = {}
        kinship = _table()
        for token in doc:
            if token.lemma_ in kinship and token.tag_ == "NN":
                bearer = self._bearer(token)
                for owner in self._owners(token):
                    if bearer is not None and bearer is not owner:
                        self._record(owner, token.lemma_, bearer)

    def described(self, pronoun: Token, owner: DocEntity) -> bool:
        """Whether a possessive belongs to "her husband", whom the text names; then that becomes a mention."""
        noun = pronoun.head
        if pronoun.dep_ != "poss" or noun.lemma_ not in _table() or noun.tag_ != "NN":
            return False
        bearer = self._bearer(noun)
        if bearer is not None:
            if bearer is not owner:
                self._record(owner, noun.lemma_, bearer)
            return False
        kin = entities(
            [DocMention(0, 0, "", "Person", entity=e) for e in self._kin.get((id(owner), noun.lemma_), [])]
        )
        if len(kin) != 1 or noun.i in self.scene.by_token:
            return False
        start, end = pronoun.idx, noun.idx + len(noun)
        self.scene.add(
            DocMention(
                start,
                end,
                self.doc._.plain[start:end],
                "Person",
                "nominal",
                None,
                kin[0].country,
                kin[0],
                noun.i,
            )
        )
        return True

    def _person(self, token: Token | None) -> DocEntity | None:
        mention = self.scene.by_token.get(token.i) if token is not None else None
        entity = mention.entity if mention is not None else None
        return entity if entity is not None and entity.type == "Person" else None

    def _owners(self, noun: Token) -> list[DocEntity]:
        """ "The wife of X", "X's wife", "the premier's wife"."""
        nouns = [noun, noun.head] if noun.dep_ in {"compound", "nmod"} else [noun]
        found = [self._person(c) for n in nouns for c in n.children if c.dep_ == "poss"]
        for preposition in noun.children:
            if preposition.dep_ == "prep" and preposition.lower_ in {"of", "to"}:
                found += [self._person(c) for c in preposition.children if c.dep_ == "pobj"]
        return [e for e in found if e is not None]

    def _bearer(self, noun: Token) -> DocEntity | None:
        """Who it is: "her husband, X", "X, her husband", "her husband X", "X is her husband"."""
        for child in noun.children:
            if child.dep_ == "appos":
                return self._person(child)
        if noun.dep_ in {"appos", "compound", "nmod"}:
            return self._person(noun.head)
        if noun.dep_ == "attr":
            return self._person(subject(noun.head))
        return None

    def _record(self, owner: DocEntity, relation: str, bearer: DocEntity) -> None:
        row = _table()[relation]
        self._add(owner, relation, bearer)
        bearer.gender = bearer.gender or row["gender"]
        for back in row["inverse"]:
            if owner.gender in {None, _table()[back]["gender"]}:
                self._add(bearer, back, owner)

    def _add(self, owner: DocEntity, relation: str, bearer: DocEntity) -> None:
        known = self._kin.setdefault((id(owner), relation), [])
        if all(one is not bearer for one in known):
            known.append(bearer)


def _table() -> dict[str, dict[str, Any]]:
    """Word of kinship → ``gender`` of who is called so, and ``inverse``, what the other one is to them."""
    found: dict[str, dict[str, Any]] = load("descriptions")["kinship"]
    return found
