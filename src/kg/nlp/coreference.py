"""Pronouns: "he", "its", "they", "himself", and "we" of who is quoted or issues the release.

Where the grammar does not forbid it, a pronoun stands for the subject of the clause above, then of the sentence
before, then for the only one that fits. With two as likely there is no link: a wrong one makes a false event about
somebody. The order of preference is that of the centering literature (Grosz, Joshi & Weinstein 1995), the limits
within a clause those of binding.
"""

from __future__ import annotations

from functools import cache

from spacy.tokens import Doc, Token

from kg.lexicon import load
from kg.lexicon.gazetteer import metonyms
from kg.model import EntityType
from kg.nlp.clauses import SUBJECTS, Scene, clause, clauses_above, entities, own_subject, subject
from kg.nlp.document import DocEntity, DocMention
from kg.nlp.impersonal import announces, expletive, of_thing, words
from kg.nlp.plurals import plural
from kg.nlp.relatives import Relatives
from kg.nlp.speakers import Speakers
from kg.nlp.spelling import spelling
from kg.nlp.titles import role_forms

_PRONOUNS: dict[str, str] = {
    "he": "m", "him": "m", "his": "m", "himself": "m",
    "she": "f", "her": "f", "hers": "f", "herself": "f",
    "it": "it", "its": "it", "itself": "it",
    "they": "they", "their": "they", "them": "they", "themselves": "they",
    "we": "speaker", "our": "speaker", "us": "speaker", "i": "speaker", "my": "speaker", "me": "speaker",
}  # fmt: skip
_REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})
_OBJECTS = frozenset({"dobj", "pobj", "dative"})

#: What "it" may stand for.
BODIES: frozenset[EntityType] = frozenset(
    {"Country", "Organization", "Government", "GovernmentBody", "PoliticalParty", "MilitaryForce", "ArmedGroup",
     "InternationalOrganization", "MediaOrganization", "Company"}
)  # fmt: skip
_SPEAKS = frozenset({"say", "add", "report", "note", "state"})


@cache
def _people_nouns() -> frozenset[str]:
    """Nouns for one person: whoever is meant by them may be whom a pronoun means."""
    singular = {form.rsplit(" ", 1)[-1] for form in role_forms()}
    return frozenset({*load("occupations")["occupations"], *load("descriptions")["persons"], *singular})


def pronouns(doc: Doc, mentions: list[DocMention], known: list[DocEntity]) -> list[DocMention]:
    """The mentions of the article and those of its pronouns that could be linked, in order.

    A possessive inside a description of a relative ("her husband") is no mention besides that one. ``known`` are the
    article's entities; who issues a press release is added if the text does not name it.
    """
    return _Pronouns(doc, mentions, known).link()


class _Pronouns:
    def __init__(self, doc: Doc, mentions: list[DocMention], known: list[DocEntity]) -> None:
        self.doc = doc
        self.scene = Scene(doc, mentions)
        self.speakers = Speakers(doc, self.scene, known)
        self.relatives = Relatives(doc, self.scene)
        self.lost: dict[str, int] = {}
        """Kind of pronoun → sentence in which one was last left without a link."""

    def link(self) -> list[DocMention]:
        pronouns = [
            (self.doc[i], _PRONOUNS[word])
            for i, word in enumerate(spelling(self.doc).lower)
            if word in _PRONOUNS
        ]
        # Who is quoted may be a pronoun, so what stands inside quotations comes last.
        for inside in (False, True):
            for token, kind in pronouns:
                if token.pos_ != "PRON" and kind != "speaker":
                    continue
                if (kind == "speaker" or self.speakers.quoted(token) is not None) == inside:
                    self._link(token, kind, self.scene.number(token.idx))
        return [m for here in self.scene.by_sentence for m in here]

    def _link(self, token: Token, kind: str, number: int) -> None:
        found = self.speakers.of(token) if kind == "speaker" else self._antecedents(token, kind, number)
        if not found:
            if kind != "it" or not (expletive(token) or announces(token)):
                self.lost[kind] = number
            return
        if self.relatives.described(token, found[0]):
            return
        entity, first, last = found[0], token, token
        if kind == "speaker" and (homeland := self.speakers.homeland(token, found[0])) is not None:
            entity, last = homeland, token.head
        text = self.doc._.plain[first.idx : last.idx + len(last)]
        self.scene.add(
            DocMention(
                first.idx,
                last.idx + len(last),
                text,
                entity.type,
                "pronoun",
                None,
                entity.country,
                entity,
                last.i,
                tuple(found[1:]),
            )
        )

    def _antecedents(self, token: Token, kind: str, number: int) -> list[DocEntity]:
        """The entities that a third-person pronoun stands for; none where two readings are as likely."""
        if kind == "it" and (expletive(token) or announces(token)):
            return []
        if self.lost.get(kind) == number:
            # An earlier one of the sentence could not be linked, and this one is likely to mean the same.
            return []
        verb = clause(token)
        if token.lower_ in _REFLEXIVE:
            return self._head(subject(verb), token, kind)
        if kind == "they":
            return plural(self.scene, token, verb, number)
        if token.dep_ == "poss":
            return self._owner(token, verb, kind, number)
        if token.dep_ in _OBJECTS or (token.dep_ not in SUBJECTS and token.lower_ in {"him", "her", "them"}):
            return self._object(token, verb, kind, number)
        return self._subject(token, verb, kind, number)

    # -- by grammatical place

    def _subject(self, token: Token, verb: Token, kind: str, number: int) -> list[DocEntity]:
        if kind == "it" and token.dep_ == "nsubj" and verb.lemma_ in _SPEAKS:
            # "…, it added": the agency or body that spoke in the sentence before goes on.
            speakers = [m for m in self._near(token, number) if self._speaks(m, kind, token)]
            if speakers:
                return entities(speakers[-1:])
        for above in clauses_above(verb):
            head = own_subject(above)
            if head is None or head.i >= token.i:
                continue
            if self._nameless(head, kind):
                return []
            if self._fitting(self.scene.slot(head), token, kind):
                if self._contested(above, verb, token, kind):
                    return []
                return self._head(head, token, kind)
        here = self._fitting(self.scene.before(token.idx), token, kind)
        if here:
            heads = [m for m in here if m.token >= 0 and self.doc[m.token].dep_ in SUBJECTS]
            return self._only(heads or here, token, kind)
        cataphor = self._cataphor(token, verb, kind)
        earlier = self._earlier(token, kind, number)
        if cataphor:
            return cataphor if not self._anybody(token, kind, number, cataphor) else []
        return earlier

    def _owner(self, token: Token, verb: Token, kind: str, number: int) -> list[DocEntity]:
        """ "X dismissed his cabinet": the subject of the clause, unless the pronoun is in the subject itself."""
        head = subject(verb)
        inside = head is not None and (head.i == token.head.i or head.is_ancestor(token))
        if head is None or inside or head.i > token.i:
            return self._subject(token, verb, kind, number)
        if token.head.dep_ == "attr":
            return []  # "X is his ally", "his son was his secretary": somebody else's
        if token.head.lemma_ in {"place", "stead"}:
            return []  # "named Y in his place": whoever had it before
        local = self._fitting(self.scene.slot(head), token, kind)
        towards = self._addressed(token, kind)
        if local and towards:
            return towards
        if local and self._of_another(token, verb):
            others = [
                m for m in self._near(token, number) if id(m.entity) not in {id(x.entity) for x in local}
            ]
            rest = entities(self._fitting(others, token, kind))
            return rest if len(rest) == 1 else []
        if local:
            return self._head(head, token, kind)
        if _pronoun_of(head, kind) or self._nameless(head, kind):
            return []  # it stands for the same, whoever that is
        return self._subject(token, verb, kind, number)

    def _object(self, token: Token, verb: Token, kind: str, number: int) -> list[DocEntity]:
        """ "X thanked him": whom else the sentences speak of; it is not X."""
        head = subject(verb)
        own = {id(e) for e in entities(self.scene.slot(head))}
        if (head is not None and not own and _pronoun_of(head, kind)) or verb.lemma_ in words("succeeding"):
            return []
        for above in clauses_above(verb):
            over = own_subject(above)
            if kind == "it" and above.lemma_ not in load("status")["speech_verbs"]:
                break
            if over is None or over.i >= token.i or (head is not None and over.i == head.i):
                continue
            fitting = [
                m for m in self._fitting(self.scene.slot(over), token, kind) if id(m.entity) not in own
            ]
            if fitting:
                return self._only(fitting, token, kind)
        if kind == "it":
            # "attacked it", "opposed it": but for the subject of the clause above it may be any thing.
            return []
        here = [
            m for m in self._fitting(self.scene.before(token.idx), token, kind) if id(m.entity) not in own
        ]
        last = self.scene.back(number)
        before = [] if last is None else self._fitting(self.scene.by_sentence[last], token, kind)
        found = entities([*(m for m in before if id(m.entity) not in own), *here])
        if len(found) == 1:
            return found
        # The one whom a pronoun already means is whom the text is about.
        centre = entities([m for m in [*before, *here] if m.kind == "pronoun" and id(m.entity) not in own])
        return centre if len(centre) == 1 else []

    # -- where to look

    def _near(self, token: Token, number: int) -> list[DocMention]:
        last = self.scene.back(number)
        before = [] if last is None else self.scene.by_sentence[last]
        return [*before, *self.scene.before(token.idx)]

    def _earlier(self, token: Token, kind: str, number: int) -> list[DocEntity]:
        """From the sentence before, or from the one before that if nobody else came between."""
        for steps in (1, 2):
            last = self.scene.back(number, steps)
            if last is None or self.lost.get(kind) == last:
                return []
            fitting = self._fitting(self.scene.by_sentence[last], token, kind)
            main = self.scene.main_subject(last)
            slot = self._fitting(self.scene.slot(main), token, kind)
            if kind == "it" and of_thing(token, self.scene.sentences[last].root):
                return []
            if slot and main is not None:
                return self._head(main, token, kind)
            unnamed = self._unnamed(last, kind)
            if fitting:
                heads = [m for m in fitting if m.token >= 0 and self.doc[m.token].dep_ in SUBJECTS]
                return (
                    [] if unnamed else self._only(heads if kind != "it" and heads else fitting, token, kind)
                )
            if unnamed or kind == "it":
                return []
        return []

    def _anybody(self, token: Token, kind: str, number: int, but: list[DocEntity]) -> bool:
        last = self.scene.back(number)
        if last is None:
            return False
        others = entities(self._fitting(self.scene.by_sentence[last], token, kind))
        return any(e not in but for e in others) or self._unnamed(last, kind)

    def _cataphor(self, token: Token, verb: Token, kind: str) -> list[DocEntity]:
        """ "In his speech, X attacked the court": the subject that a phrase at the front waits for."""
        root = token.sent.root
        head = own_subject(root)
        if head is None or head.i <= token.i or head.is_ancestor(token):
            return []
        if verb != root and not (verb.dep_ in {"advcl", "pcomp"} and root in clauses_above(verb)):
            return []
        slot = self.scene.slot(head)
        return self._head(head, token, kind) if slot and self._fits(slot[0], kind) else []

    def _unnamed(self, number: int, kind: str) -> bool:
        """Whether a sentence speaks of somebody without a name whom the pronoun may mean."""
        return any(
            self._nameless(t, kind)
            and t.dep_ not in {"compound", "appos", "attr", "nmod", "amod", "poss"} and not _as(t)
            and not any(c.dep_ == "appos" for c in t.children)
            for t in self.scene.sentences[number]
        )  # fmt: skip

    def _nameless(self, token: Token, kind: str) -> bool:
        """ "The engineer", whom no name was found for."""
        person = kind in {"m", "f"} and token.tag_ == "NN" and token.lemma_ in _people_nouns()
        return person and token.i not in self.scene.by_token

    # -- what fits

    def _fitting(self, mentions: list[DocMention], token: Token, kind: str) -> list[DocMention]:
        excluded: set[int] = set()
        quoted = self.speakers.quoted(token)
        if quoted is not None:
            excluded.add(id(self.speakers.speaker(quoted)))
        if token.head.dep_ == "appos":
            # "X, his predecessor": not X's own.
            excluded |= {id(e) for e in entities(self.scene.slot(token.head.head)[:1])}
        return [m for m in mentions if self._fits(m, kind) and id(m.entity) not in excluded]

    def _head(self, head: Token | None, token: Token, kind: str) -> list[DocEntity]:
        """The one whom a subject names; nobody if it names another beside him without being understood."""
        part = head
        while part is not None:
            if part.i not in self.scene.by_token and part.tag_ in {"NN", "NNP"} and part is not head:
                return []
            part = next((c for c in part.children if c.dep_ == "conj"), None)
        return self._only(self.scene.slot(head), token, kind)

    def _only(self, mentions: list[DocMention], token: Token, kind: str) -> list[DocEntity]:
        found = entities(self._fitting(mentions, token, kind))
        return found if len(found) == 1 else []

    def _fits(self, mention: DocMention, kind: str) -> bool:
        entity = mention.entity
        if entity is None or mention.kind == "demonym" or mention.others:
            return False
        if kind in {"m", "f"}:
            return entity.type == "Person" and entity.gender in {kind, None}
        if self._inside(mention):
            return False
        if entity.type in BODIES:
            return not entity.plural
        # "Delhi" may act for India; "a plane flying to Delhi" it is not.
        acts = mention.token >= 0 and self.doc[mention.token].dep_ in SUBJECTS
        return mention.text in metonyms() and acts

    def _inside(self, mention: DocMention) -> bool:
        """ "Hamas leader X": part of another noun, and not spoken of."""
        if mention.token < 0:
            return False
        return (
            self.doc[mention.token].dep_ in {"compound", "nmod", "amod"}
            or self.scene.by_token.get(mention.token) is not mention
        )

    def _speaks(self, mention: DocMention, kind: str, token: Token) -> bool:
        if mention.entity is None or mention.token < 0:
            return False
        if mention.entity.type == "MediaOrganization":
            return True
        word = self.doc[mention.token]
        return (
            bool(self._fitting([mention], token, kind))
            and word.dep_ in SUBJECTS
            and word.head.lemma_ in _SPEAKS
        )

    def _contested(self, above: Token, verb: Token, token: Token, kind: str) -> bool:
        """ "X praised Y because he", "X invited Y but he": Y is as likely as X."""
        rivals = [c for c in above.children if c.dep_ in _OBJECTS]
        rivals += [
            c for p in above.children if p.dep_ in {"prep", "agent"} for c in p.children if c.dep_ == "pobj"
        ]
        fitting = [m for c in rivals if c.i < token.i for m in self._fitting(self.scene.slot(c), token, kind)]
        if not fitting or kind == "it":
            return False
        contrast = verb.dep_ == "conj" and any(
            c.dep_ == "cc" and c.lower_ in {"but", "yet"} for c in above.children
        )
        return contrast or above.lemma_ in words("towards_object")

    def _addressed(self, token: Token, kind: str) -> list[DocEntity]:
        """ "X congratulated Y on his election", "X thanked Y for his help": Y's."""
        preposition = token.head.head
        verb = preposition.head
        if token.head.dep_ != "pobj" or preposition.lower_ not in {"on", "for", "over"}:
            return []
        if verb.lemma_ not in words("towards_object"):
            return []
        objects = [c for c in verb.children if c.dep_ in {"dobj", "dative"} and c.i < token.i]
        return self._only([m for c in objects for m in self.scene.slot(c)], token, kind)

    def _of_another(self, token: Token, verb: Token) -> bool:
        noun = token.head
        governing = noun.head if noun.dep_ in {"dobj", "pobj"} else None
        if governing is not None and governing.dep_ == "prep":
            governing = governing.head
        return (
            governing is not None
            and governing.lemma_ in words("of_another")
            and noun.lemma_ not in words("own")
        )


def _pronoun_of(head: Token, kind: str) -> bool:
    return _PRONOUNS.get(head.lower_) == kind


def _as(token: Token) -> bool:
    """ "as foreign minister" is what somebody is, not somebody."""
    return token.dep_ == "pobj" and token.head.lower_ == "as"
