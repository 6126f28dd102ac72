"""From the words in a grammatical slot to the entities that act, suffer or host."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.extraction import representation, syntax
from kg.extraction.reported import compatriot, may_be, sayer
from kg.extraction.trigger_entries import undergone
from kg.lexicon import load
from kg.lexicon.gazetteer import metonyms
from kg.model import EntityType
from kg.nlp.document import DocEntity, DocMention
from kg.nlp.references import government, reference_entity

ACTORS: frozenset[EntityType] = frozenset(
    {"Person", "Country", "Organization", "Group", "Government", "GovernmentBody", "PoliticalParty", "MilitaryForce",
     "ArmedGroup", "InternationalOrganization", "MediaOrganization", "Company"}
)  # fmt: skip
PLACES: frozenset[EntityType] = frozenset({"Place", "City", "Region", "Country"})

#: Nouns that stand between an actor and what is done: "Israel's attack killed", "rejected the demands of Turkey".
_RESPONSIBLE = ("poss", "by", "amod", "compound", "nmod", "of", "from")


@dataclass(frozen=True, slots=True)
class Found:
    """An entity in a slot, the mention that names it, and how sure the link is."""

    entity: DocEntity
    mention: DocMention
    certainty: float


class Participants:
    """Who stands where in one Doc."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.by_token: dict[int, DocMention] = {}
        for mention in doc._.mentions:
            if mention.token >= 0 and mention.entity is not None:
                # Of the mentions inside a merged title and name, the name at its end is the one that acts.
                other = self.by_token.get(mention.token)
                if other is None or other.end < mention.end:
                    self.by_token[mention.token] = mention
        self._countries: dict[str, DocEntity] = {
            e.ref: e
            for e in doc._.entities
            if e.ref is not None and e.type in {"Country", "InternationalOrganization"}
        }

    def actors(
        self, tokens: Iterable[Token], *, embedded: bool = True, represented: bool = False
    ) -> list[Found]:
        """Entities that can act, in the order of the text, coordination expanded.

        With ``embedded``, a noun that is no actor itself is searched for the one responsible inside its phrase. With
        ``represented``, those who act for others stand for them: "the foreign ministers of A and B", "X's office".
        """
        found: list[Found] = []
        for head in tokens:
            for token in syntax.with_conjuncts(head):
                for one in self._actor(token, embedded, represented):
                    if all(one.entity is not other.entity for other in found):
                        found.append(one)
        return found

    def _actor(self, token: Token, embedded: bool, represented: bool = False) -> list[Found]:
        if represented:
            sides = self._sides(token)
            if len(sides) > 1:
                return sides
            embedded = embedded or representation.official(token)
        group = self._armed_group(token)
        if group is not None:
            return [group]
        together = self._named_together(token)
        if together:
            return together
        mention = self._mention(token)
        if mention is not None:
            entity = self.acting(mention)
            if entity is not None:
                certainty = certainty_of(mention)
                if entity.type == "Government" and entity.country is None:
                    entity = self._government(token) or entity
                return [Found(e, mention, certainty) for e in (entity, *mention.others)]
            if mention.type in PLACES:
                return []
        home_of = compatriot(token)
        if home_of is not None:
            return [
                Found(self._country(f.entity.country), f.mention, f.certainty * 0.85)
                for f in self._actor(home_of, embedded=False, represented=True)
                if f.entity.country is not None
            ]
        said_by = sayer(token) if mention is None else None
        if said_by is not None:
            found = self._actor(said_by, embedded=False, represented=True)
            return [
                Found(f.entity, f.mention, f.certainty * 0.85) for f in found if may_be(token, f.entity.type)
            ]
        for appositive in syntax.children(token, "appos"):
            # "The negotiators, X and Y, announced"
            several = syntax.with_conjuncts(appositive) if token.tag_ == "NNS" else [appositive]
            named = [m for a in several if (m := self.by_token.get(a.i)) is not None and m.type in ACTORS]
            if named:
                return [Found(m.entity, m, 0.9) for m in named if m.entity is not None]
        if not embedded:
            return []
        seat = representation.is_organ(token) and mention is None
        found = self.responsible(token, voices=represented)
        return found or (self.struck(syntax.prepositional(token, "in"), unnamed=True) if seat else [])

    def _government(self, token: Token) -> DocEntity | None:
        """The government that "his" or "her" makes that of a state: of the one whose it is."""
        for owner in self.owner(token):
            entities: list[DocEntity] = self.doc._.entities
            for entity in entities:
                if entity.ref is not None and entity.ref == f"government:{owner.entity.country}":
                    return entity
            if owner.entity.country is not None:
                return self._add_entity(government(owner.entity.country))
        return None

    def _sides(self, token: Token) -> list[Found]:
        """The states or bodies whose envoys or forces a plural noun names together."""
        found: list[Found] = []
        for owner in representation.owners(token):
            mention = self.by_token.get(owner.i)
            entity = self.acting(mention) if mention is not None else None
            if entity is None or mention is None or entity.type == "Person" or entity.generic:
                return []
            if all(entity is not other.entity for other in found):
                found.append(Found(entity, mention, 0.85))
        return found

    def _named_together(self, token: Token) -> list[Found]:
        """Several whom a plural noun introduces: "Kenya's rival leaders *X* and *Y*", "the neighbours *A* and *B*"."""
        if token.tag_ not in {"NNS", "NNPS"}:
            return []
        for appositive in syntax.children(token, "appos"):
            names = [self.by_token.get(t.i) for t in syntax.with_conjuncts(appositive)]
            for kind in ("Person", "Country"):
                alike = [m for m in names if m is not None and m.kind == "name" and m.type == kind]
                if len(alike) > 1:
                    return [Found(m.entity, m, 0.9) for m in alike if m.entity is not None]
        return []

    def _armed_group(self, token: Token) -> Found | None:
        """The group whose name stands before its fighters: "45 *Boko Haram* members"."""
        if not representation.is_fighter(token):
            return None
        for child in syntax.children(token, "compound", "amod", "nmod"):
            named = self.by_token.get(child.i)
            if named is not None and named.kind == "name" and named.entity is not None:
                return Found(named.entity, named, 0.9) if named.type == "ArmedGroup" else None
        return None

    def _mention(self, token: Token) -> DocMention | None:
        mention = self.by_token.get(token.i)
        if (
            mention is not None
            and mention.kind == "nominal"
            and mention.entity is not None
            and mention.entity.generic
        ):
            # "the rebels, the Justice Movement": the name says more than the noun.
            for child in syntax.children(token, "appos"):
                named = self.by_token.get(child.i)
                if named is not None and named.kind == "name" and named.type in ACTORS:
                    return named
        return mention

    def owner(self, token: Token) -> list[Found]:
        """Whose the thing is: "*his* government", "*Macron*'s office"."""
        return self.actors(syntax.children(token, "poss"), embedded=False)

    def owned(self, found: Found) -> list[Found]:
        """Who has the one found: "his government" is the government of the one that "his" stands for."""
        return self.owner(self.doc[found.mention.token])

    def is_assembly(self, found: Found) -> bool:
        """Whether the one found is an international body, or the envoys of one: "foreign ministers of the G7"."""
        if found.entity.type == "InternationalOrganization":
            return True
        noun = self.doc[found.mention.token]
        owners = [
            *syntax.children(noun, "poss", "amod", "compound", "nmod"),
            *syntax.prepositional(noun, "of"),
        ]
        named = [m for o in owners if (m := self.by_token.get(o.i)) is not None]
        return representation.are_envoys(noun) and any(m.type == "InternationalOrganization" for m in named)

    def is_envoy(self, found: Found, in_office: bool) -> bool:
        """Whether one who goes to a country goes for his own: a person (``in_office``: of rank), a delegation."""
        entity = found.entity
        if entity.type == "Person":
            return not in_office or any(
                h.person.entity is entity and not h.former for h in self.doc._.holdings
            )
        return entity.type != "MilitaryForce" and (
            not entity.generic or representation.is_guest(self.doc[found.mention.token])
        )

    def is_topic(self, found: Found) -> bool:
        """Whether a person is what a thing is of: "a biography of X condemned" is nothing that X says."""
        preposition = self.doc[found.mention.token].head
        of = preposition.lower_ == "of" and self.doc[found.mention.token].dep_ == "pobj"
        return found.entity.type == "Person" and of and not representation.is_voice(preposition.head)

    def is_unknown_place(self, found: Found) -> bool:
        """Whether one word that is taken for an organisation is where something happens: "backed down over *Pyla*"."""
        mention, token = found.mention, self.doc[found.mention.token]
        head = token.head if token.dep_ == "pobj" else token.head.head if token.dep_ == "compound" else token
        unknown = mention.kind == "name" and mention.ref is None and mention.type == "Organization"
        local = head.lower_ in {"in", "into", "near", "at", "along", "around", "over"}
        return unknown and local and mention.text.istitle() and " " not in mention.text

    def direct(self, found: Found, tokens: Iterable[Token]) -> bool:
        """Whether the one found stands in the slot itself and not inside a phrase there."""
        heads = [t for head in tokens for t in syntax.with_conjuncts(head)]
        heads += [a for t in heads for a in syntax.children(t, "appos")]
        return any(t.i == found.mention.token for t in heads)

    def acting(self, mention: DocMention) -> DocEntity | None:
        """The actor that a mention stands for: itself, or for a capital or a seat of power its government's country."""
        entity = mention.entity
        if entity is None or self._is_common(mention):
            return None
        if mention.kind == "demonym":
            return entity if entity.type in ACTORS else None
        # "Tehran denied that it …": the pronoun stands for what the name stands for.
        metonym = metonyms().get(entity.name if mention.kind == "pronoun" else mention.text)
        if entity.type in {"City", "Place"} and metonym is not None:
            return self._countries.get(metonym.ref) or self._add_country(metonym.ref, metonym.country)
        return entity if entity.type in ACTORS else None

    def _is_common(self, mention: DocMention) -> bool:
        """Whether a plural at the head of a sentence was taken for a name: "*Wildfires* threatened suburbs"."""
        token = self.doc[mention.token]
        unknown = (
            mention.kind == "name" and mention.ref is None and mention.type in {"Person", "Organization"}
        )
        group = any(token.lower_ in nouns for nouns in load("groups")["nouns"].values())
        return (
            unknown
            and not group
            and token.tag_ == "NNS"
            and token.i == token.sent.start
            and token.text.istitle()
        )

    def _country(self, code: str) -> DocEntity:
        ref = f"country:{code}"
        return self._countries.get(ref) or self._add_country(ref, code)

    def _add_country(self, ref: str, country: str | None) -> DocEntity:
        self._countries[ref] = self._add_entity(reference_entity(ref, country))
        return self._countries[ref]

    def _add_entity(self, entity: DocEntity) -> DocEntity:
        entity.key = f"e{len(self.doc._.entities)}"
        self.doc._.entities.append(entity)
        return entity

    def responsible(self, token: Token, voices: bool = False) -> list[Found]:
        """The actor behind a thing or an act: its possessor, its adjective, after "by", "of" or "from".

        With ``voices``, an office or a spokesman stands for the person it belongs to.
        """
        voice = voices and representation.is_voice(token)
        if token.lemma_.lower() in load("descriptions")["parts"]:
            if any(c.lower_ in {"fellow", "other"} for c in syntax.children(token, "amod")):
                return []  # "X and other members of parliament" are some of it
            # "Members of the guard", "thousands of protesters": the part acts as the whole.
            whole = [f for child in syntax.prepositional(token, "of") for f in self._actor(child, True)]
            if whole or syntax.prepositional(token, "of"):
                return [Found(f.entity, f.mention, f.certainty * 0.95) for f in whole]
        for name in (*_RESPONSIBLE, *(("for",) if voice else ())):
            prepositional = name in {"by", "of", "from", "for"}
            if name == "of" and token.lemma_.lower() in undergone():
                continue  # "the killing of X" is not X's doing
            if name in {"poss", "of"} and representation.is_other(token):
                continue  # what "its neighbours" do, it does not
            tokens = syntax.prepositional(token, name) if prepositional else syntax.children(token, name)
            if (
                name == "amod"
                and representation.are_one_people(tokens)
                and all(t.i in self.by_token for t in tokens)
            ):
                continue  # "his *Turkish Cypriot* counterpart" is neither state's
            found: list[Found] = []
            for child in tokens:
                for one in syntax.with_conjuncts(child):
                    mention = self._mention(one)
                    entity = self.acting(mention) if mention is not None else None
                    # "The sons of the presidents of A and B" are neither's doing, nor "the wife of an activist" his.
                    kin = token.lemma_.lower() in load("descriptions")["people"] and not voice
                    if kin and name in {"of", "poss"} and mention is not None and mention.type == "Group":
                        continue
                    if entity is None and name == "of" and mention is None and not (kin and _is_person(one)):
                        found += [
                            Found(f.entity, f.mention, f.certainty * 0.9) for f in self.responsible(one)
                        ]
                    elif (
                        entity is not None
                        and mention is not None
                        and (voice or _answers(token, entity, owner=name == "poss"))
                    ):
                        found.append(Found(entity, mention, certainty_of(mention) * 0.85))
            if found:
                return found
        return self._holders(token)

    def _holders(self, token: Token) -> list[Found]:
        """Who has a thing: "positions *held by* X", "land *claimed by* X", "a *Greek*-owned tanker"."""
        if token.lemma_.lower() in load("descriptions")["people"]:
            return []
        found: list[Found] = []
        for holder in representation.holders(token):
            mention = self._mention(holder)
            entity = self.acting(mention) if mention is not None else None
            if entity is not None and mention is not None and entity.type != "Person":
                found.append(Found(entity, mention, certainty_of(mention) * 0.85))
        return found

    def struck(self, tokens: Iterable[Token], *, unnamed: bool = False) -> list[Found]:
        """The country whose place or thing stands in a slot: "shelled Kherson", "an arms factory in Homs".

        With ``unnamed``, also that of what is in a place where the text does not name the country itself.
        """
        found: list[Found] = []
        for head in tokens:
            for token in syntax.with_conjuncts(head):
                mention = self.place([token]) or self.place(
                    o
                    for word in ("inside", "near", "around", "along", "at", "outside")
                    for o in syntax.prepositional(token, word)
                )
                if mention is None or mention.entity is None or mention.entity.country is None:
                    continue
                code = mention.entity.country
                country = self._countries.get(f"country:{code}")
                named = self.doc[mention.token]
                own = named == token or (named.head == token and named.dep_ != "pobj")
                if country is None and (own or unnamed):
                    # What is hit in a place is its country's only where the text names that country.
                    country = self._country(code)
                if country is not None and all(country is not other.entity for other in found):
                    found.append(Found(country, mention, 0.8))
        return found

    def place(self, tokens: Iterable[Token]) -> DocMention | None:
        """The first place among the tokens, or the place that a building or meeting stands in ("summit in Cairo")."""
        for head in tokens:
            for token in syntax.with_conjuncts(head):
                mention = self.by_token.get(token.i)
                if mention is not None and mention.type in PLACES and mention.kind == "name":
                    return mention
                for child in syntax.children(token, "appos", "compound", "nmod"):
                    named = self.by_token.get(child.i)
                    # "The US embassy" and "the China summit" stand elsewhere.
                    country = named is not None and named.type == "Country" and child.dep_ != "appos"
                    if named is not None and named.type in PLACES and named.kind == "name" and not country:
                        return named
                # "the capital of Sudan", "the city of Aleppo", "the town of …"
                parts = syntax.prepositional(token, "of") if representation.is_part_of_place(token) else []
                for inner in (*parts, *syntax.prepositional(token, "in")):
                    named = self.by_token.get(inner.i)
                    if named is not None and named.type in PLACES:
                        return named
        return None


def _is_person(noun: Token) -> bool:
    return representation.official(noun) or representation.are_envoys(noun)


def _answers(noun: Token, entity: DocEntity, owner: bool = False) -> bool:
    """Whether the one named inside a phrase can be the one it is about.

    "One of X's sons was killed" is not about X, and "the mobilisation of reservists" is nothing that reservists do;
    what is done to "migrants' tents" is done to their ``owner``.
    """
    person = noun.lemma_.lower() in load("descriptions")["people"]
    if entity.generic and entity.country is None:
        return owner and not person
    return entity.type != "Person" or not person


def certainty_of(mention: DocMention) -> float:
    """How sure it is that a mention of this kind names its entity."""
    return {"name": 1.0, "demonym": 0.95, "metonym": 0.95, "nominal": 0.9, "title": 0.95, "pronoun": 0.8}[
        mention.kind
    ]
