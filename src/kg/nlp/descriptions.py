"""Descriptions that stand for a name: "the Russian president", "the agency", "the capital", "the latter".

A definite noun leads to the one thing named before that it fits. What follows it may say which one is meant ("the
party that won", "the president of the bank"), and then it is none that was named.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from spacy.tokens import Doc, Token

from kg.lexicon import load
from kg.model import EntityType
from kg.nlp.clauses import SUBJECTS, Scene, entities
from kg.nlp.document import DocEntity, DocMention
from kg.nlp.names import fold, honorifics
from kg.nlp.offices import GENERIC, role_forms, roles
from kg.nlp.setting import described_place, one
from kg.nlp.several import several

_DEFINITE = frozenset({"the", "this"})
_MODIFIERS = frozenset({"amod", "compound", "nmod", "nummod"})
_NO_BODIES: frozenset[EntityType] = frozenset({"Person", "City", "Country", "Place", "Region"})
_MAY_FIGHT: frozenset[EntityType] = frozenset({"ArmedGroup", "Organization", "PoliticalParty"})


def descriptions(doc: Doc, mentions: list[DocMention]) -> list[DocMention]:
    """Mentions of people, bodies and places by a noun, single or several at once ("both countries")."""
    finder = _Descriptions(doc, mentions)
    found: list[DocMention] = []
    for token in doc:
        if token.i in finder.scene.by_token:
            continue
        mention = several(finder.scene, token) or finder.described(token)
        if mention is not None:
            finder.scene.add(mention)
            found.append(mention)
    return found


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(load("descriptions")[name])


class _Descriptions:
    def __init__(self, doc: Doc, mentions: list[DocMention]) -> None:
        self.doc = doc
        self.scene = Scene(doc, mentions)
        self.styles: dict[int, set[str]] = defaultdict(set)
        for mention in mentions:
            if mention.entity is not None and mention.type == "Person" and mention.token >= 0:
                # "General X": the rank before the name, in one token with it or not.
                first = doc[mention.token].idx
                before = [
                    *doc._.plain[max(first - 20, 0) : first].split()[-1:],
                    *doc._.plain[first : mention.end].split(),
                ]
                self.styles[id(mention.entity)] |= {w.lower().rstrip(".") for w in before} & honorifics()

    def described(self, token: Token) -> DocMention | None:
        if token.lower_ in {"latter", "former"}:
            return self._ordered(token)
        if token.lower_ in _words("rebels") and token.tag_ in {"NNS", "NNPS"}:
            return self._fighters(token)
        if (
            token.pos_ not in {"NOUN", "PROPN"}
            or token.tag_ in {"NNS", "NNPS"}
            or token.dep_ in {"compound", "nmod"}
        ):
            return None
        owners = [self.scene.by_token[c.i] for c in token.children if c.i in self.scene.by_token]
        owners = [m for m in owners if m.token < token.i and (m.kind == "demonym" or m.type == "Country")]
        articles = [c for c in token.children if c.dep_ == "det" and c.lower_ in _DEFINITE]
        if not articles and not owners:
            return None
        if token.dep_ == "appos" and token.head.pos_ == "PROPN":
            return None  # "X, the ousted president": it describes X
        inside = [c for c in token.children if c.dep_ in _MODIFIERS and c.i < token.i]
        named = next((m for c in inside if (m := self._name(c)) is not None), None)
        if named is not None:
            return self._surnamed(token, named)
        words = [w for c in inside if c.i not in self.scene.by_token for w in self._phrase(c)]
        if _words("dead").intersection(words):
            return None  # "the late ruler" is seldom the one whom the text is about
        country = owners[0].country if owners else None
        last = self._title_end(token)
        of = self._complement(token) if last is token else None
        if of is False:
            return None
        if isinstance(of, DocMention):
            if country is not None or of.type != "Country":
                return None
            country = of.country
        entity = self._holder(token, last, words, country)
        if entity is None and not isinstance(of, DocMention) and articles:
            entity = described_place(self.scene, token, words, country) or self._body(token, words, country)
        if entity is None:
            return None
        first = min(
            [
                token.i,
                *(a.i for a in articles),
                *(c.left_edge.i for c in inside if c.i not in self.scene.by_token),
            ]
        )
        start = self.doc[first].idx
        end = last.idx + len(last)
        return DocMention(
            start,
            end,
            self.doc._.plain[start:end],
            entity.type,
            "nominal",
            None,
            entity.country,
            entity,
            token.i,
        )

    def _title_end(self, token: Token) -> Token:
        """The last word of a title like "secretary of state"; for other nouns the noun itself."""
        for end in (token.i + 3, token.i + 4):
            if end <= token.sent.end and self.doc[token.i : end].text.lower() in role_forms():
                return self.doc[end - 1]
        return token

    def _name(self, token: Token) -> DocMention | None:
        mention = self.scene.by_token.get(token.i)
        return (
            mention
            if mention is not None and mention.kind != "demonym" and mention.type != "Country"
            else None
        )

    def _surnamed(self, token: Token, named: DocMention) -> DocMention | None:
        """ "The Nur Otan party": the noun stands for the name before it, and is no mention besides."""
        entity = named.entity
        if entity is None or entity.type not in load("descriptions")["definite"].get(token.lower_, []):
            return None
        end = token.idx + len(token)
        return DocMention(
            token.idx, end, token.text, entity.type, "title", None, entity.country, entity, token.i
        )

    def _phrase(self, token: Token) -> list[str]:
        return [t.lower_ for t in token.subtree if t.i <= token.i and t.i not in self.scene.by_token]

    def _complement(self, token: Token) -> DocMention | bool | None:
        """The country after "of"; False where something else says which one is meant."""
        for child in token.children:
            if child.i < token.i:
                continue
            apart = self.doc[child.left_edge.i - 1].text in {",", "-", "("}
            if child.dep_ in {"relcl", "acl"} and not apart:
                return False
            if child.dep_ == "prep" and child.i == token.i + 1:
                mentions = [self.scene.by_token.get(c.i) for c in child.children if c.dep_ == "pobj"]
                named = next((m for m in mentions if m is not None), None)
                if child.lower_ == "of":
                    return named if named is not None else False
                if (
                    child.lower_ in {"for", "from", "behind", "against", "between", "under"}
                    or named is not None
                ):
                    return False
        return None

    # -- people

    def _holder(self, token: Token, last: Token, words: list[str], country: str | None) -> DocEntity | None:
        """The one person with the office or rank, present or former as the description says."""
        rest = [w for w in words if w not in _words("plain") and w not in _words("over") and not _age(w)]
        title = " ".join([*rest, self.doc[token.i : last.i + 1].text.lower()])
        form = role_forms().get(title) or (role_forms().get(token.lower_) if not rest else None)
        role = None if form is None else form.by_country.get(country or "", form.role)
        over = bool(_words("over").intersection(words))
        generic = role in GENERIC
        fitting: list[DocEntity] = []
        for holding in self.doc._.holdings:
            person = holding.person.entity
            if person is None or (holding.person.start > token.idx and role is None):
                continue
            same = role is not None and holding.role == role
            same = same or (generic and not rest and "head_of" in roles().get(holding.role, {}))
            same = same or _title_fits(holding.title.lower(), title, holding.role)
            tenure = holding.former == over or "new" in words
            if (
                same
                and tenure
                and (country is None or (holding.of is not None and holding.of.country == country))
            ):
                fitting.append(person)
        if not fitting and role is None and title in honorifics() and country is None and not over:
            fitting = [
                m.entity
                for m in self.scene.before_all(token.idx)
                if m.entity is not None and title in self.styles[id(m.entity)]
            ]
        people = {id(p): p for p in fitting}
        if not people or (country is None and self._unheld(token, role, title, fitting[0])):
            return None
        if len(people) == 1:
            return fitting[0]
        # Of several with one office of one country the last who was named.
        before = [m.entity for m in self.scene.before_all(token.idx) if id(m.entity) in people]
        return before[-1] if before and country is not None and not generic else None

    def _unheld(self, token: Token, role: str | None, title: str, holder: DocEntity) -> bool:
        """Whether somebody without a name has such an office too: "the Ethiopian foreign minister met X"."""
        number = self.scene.number(token.idx)
        for other in self.doc._.titles:
            if other.held or other.start >= token.idx or self.scene.number(other.start) < number - 2:
                continue
            same = (role is not None and other.role == role) or other.words.lower().split()[
                -1:
            ] == title.split()[-1:]
            country = other.of.country if other.of is not None else None
            if same and (other.indefinite or (country is not None and country != holder.country)):
                return True
        return False

    # -- bodies

    def _fighters(self, token: Token) -> DocMention | None:
        """ "The rebels": the only armed group that was named, by its name."""
        inside = [c for c in token.children if c.dep_ in _MODIFIERS]
        article = next((c for c in token.children if c.dep_ == "det" and c.lower_ in _DEFINITE), None)
        words = {w for c in inside for w in self._phrase(c)}
        if (
            article is None
            or words - _words("plain") - _words("armed")
            or self._complement(token) is not None
        ):
            return None
        if any(c.i in self.scene.by_token for c in inside):
            return None
        before = [
            m for m in self.scene.before_all(token.idx) if m.type == "ArmedGroup" and m.entity is not None
        ]
        entity = one([m for m in before if m.entity is not None and not m.entity.generic])
        if entity is None or any(m.entity is not entity for m in before):
            return None
        start, end = article.idx, token.idx + len(token)
        return DocMention(start, end, self.doc._.plain[start:end], entity.type, "nominal", None, entity.country,
                          entity, token.i)  # fmt: skip

    def _body(self, token: Token, words: list[str], country: str | None) -> DocEntity | None:
        noun = token.lower_
        armed = _words("armed").intersection(words)
        allowed = {*_words("plain"), *_words("armed"), *_words("regional")}
        if token.lower_ in _words("enterprises"):
            allowed |= _words("industries")
        if set(words) - allowed:
            return None
        kinds: list[EntityType] = load("descriptions")["definite"].get(noun, [])
        if noun not in load("descriptions")["definite"] and noun not in _words("heads"):
            return None
        fitting = []
        for mention in self.scene.before_all(token.idx):
            body = mention.entity
            if (
                body is None
                or mention.kind not in {"name", "metonym"}
                or body.generic
                or body.type in _NO_BODIES
            ):
                continue
            fits = body.type in kinds or _named(body, noun)
            if (
                fits
                and (not armed or body.type in _MAY_FIGHT)
                and (country is None or body.country in {country, None})
            ):
                fitting.append(mention)
        named = [m for m in fitting if m.entity is not None and _named(m.entity, noun)]
        return self._likeliest(named, token) if named else self._likeliest(fitting, token)

    def _likeliest(self, fitting: list[DocMention], token: Token) -> DocEntity | None:
        """The only one so far; of several the only one of this sentence and the last, if it is a subject."""
        found = entities(fitting)
        if len(found) < 2:
            return found[0] if found else None
        number = self.scene.number(token.idx)
        near = [m for m in fitting if self.scene.number(m.start) >= number - 1]
        here = entities(near)
        heads = entities([m for m in near if m.token >= 0 and self.doc[m.token].dep_ in SUBJECTS])
        return here[0] if len(here) == 1 and len(heads) == 1 else None

    def _ordered(self, token: Token) -> DocMention | None:
        """ "X was deputy to Y until the latter dismissed him": the second of two."""
        articles = [c for c in token.children if c.dep_ == "det" and c.lower_ == "the"]
        if not articles or token.dep_ in _MODIFIERS or token.i != articles[0].i + 1:
            return None
        here = [m for m in self.scene.before(token.idx) if m.kind == "name" and m.entity is not None]
        if not here and (last := self.scene.back(self.scene.number(token.idx))) is not None:
            here = [m for m in self.scene.by_sentence[last] if m.kind == "name" and m.entity is not None]
        kind = here[-1].type if here else None
        two = entities([m for m in here if m.type == kind])
        if len(two) != 2:
            return None
        entity = two[1] if token.lower_ == "latter" else two[0]
        start, end = articles[0].idx, token.idx + len(token)
        return DocMention(
            start,
            end,
            self.doc._.plain[start:end],
            entity.type,
            "nominal",
            None,
            entity.country,
            entity,
            token.i,
        )


def _age(word: str) -> bool:
    """ "72-year-old", whole or in parts."""
    return word[0].isdigit() or word in {"-", "year", "old", "years"} or word.endswith("-old")


def _title_fits(held: str, title: str, role: str) -> bool:
    """Whether "the minister" may be a foreign minister; a prime minister is called so in full."""
    return held == title or (
        held.endswith(f" {title}") and role != "prime-minister" and not held.startswith(("vice", "deputy"))
    )


def _named(entity: DocEntity, noun: str) -> bool:
    """Whether a body is called so by its own name: "the union" of the African Union, "the court" of a Court of X."""
    names = [fold(name).split() for name in {*entity.names, entity.name}]
    return any(len(n) > 1 and (noun in (n[0], n[-1]) or f"{noun} of" in " ".join(n)) for n in names)
