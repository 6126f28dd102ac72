"""What every rule needs to state a fact: the parse, who is where in it, and when."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from spacy.tokens import Doc, Token

from kg.extraction import syntax
from kg.extraction.drafts import sentence_span
from kg.extraction.facts.across import across, receiving
from kg.extraction.participants import PLACES, Found, Participants
from kg.extraction.status import Assessment, assess
from kg.extraction.times import Timeline
from kg.lexicon import load
from kg.model import EntityType, Event, Fact, Status, TimeValue
from kg.nlp.document import DocEntity, DocMention, original_span
from kg.nlp.references import reference_entity
from kg.nlp.spelling import spelling
from kg.nlp.title import Title
from kg.nlp.titles import roles

STATE: frozenset[EntityType] = frozenset({"Country", "Government", "GovernmentBody", "MilitaryForce"})
#: Characters that a name may have, with a few words behind it.
_NAME = 80
#: Who has members and leaders of a cause.
PARTISAN: frozenset[EntityType] = frozenset({"PoliticalParty", "ArmedGroup"})

_BODIES: frozenset[EntityType] = frozenset({"GovernmentBody", "MilitaryForce"})
_SINGLED_OUT = frozenset({"first", "second", "third", "only", "last", "youngest", "oldest", "latest"})


class Along:
    """Mentions in the order of the text, so that those of one sentence are found without looking at all."""

    def __init__(self, mentions: Iterable[DocMention]) -> None:
        self.all = sorted(mentions, key=lambda m: m.start)
        self._starts = [m.start for m in self.all]

    def between(self, start: int, end: int) -> list[DocMention]:
        """Those that begin at or after character ``start`` and before ``end``."""
        return self.all[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


# Without slots: what is looked up again and again is kept. Two are the same only if they are one.
@dataclass(frozen=True, eq=False)
class Statements:
    """One parsed article, ready to be asked."""

    doc: Doc
    participants: Participants
    timeline: Timeline
    events: Sequence[Event]
    agreed: dict[tuple[int, str], DocEntity | None] = field(default_factory=dict)
    """What :mod:`kg.extraction.facts.scene` has found out: (person, role) → country."""

    @cached_property
    def across(self) -> Mapping[str, frozenset[str]]:
        """Person's key → countries (alpha-3) that he or she faces. Only bare titles ask for it."""
        return across(self.doc, self.events)

    @cached_property
    def receiving(self) -> Mapping[str, frozenset[str]]:
        """Of persons, the countries whose foreign ministers they meet; see :func:`receiving`."""
        return receiving(self.doc, self.events)

    @cached_property
    def lemmas(self) -> list[str]:
        """The lemmas of all tokens, in lower case."""
        return [token.lemma_.lower() for token in self.doc]

    def with_lemma(self, lemmas: Container[str]) -> Iterator[Token]:
        """The tokens with one of the lemmas (in lower case), in order."""
        return (self.doc[i] for i, lemma in enumerate(self.lemmas) if lemma in lemmas)

    def with_word(self, words: Container[str]) -> Iterator[Token]:
        """The tokens that read like one of the words (in lower case), in order."""
        return (self.doc[i] for i, word in enumerate(spelling(self.doc).lower) if word in words)

    def token_at(self, position: int) -> Token:
        """The token that character ``position`` of the parsed text belongs to."""
        span = self.doc.char_span(position, position + 1, alignment_mode="expand")
        assert span is not None
        return span[0]

    def head_noun(self, title: Title) -> Token:
        """The noun of a title that grammar links to its holder: "minister" of "minister of defence"."""
        noun = self.token_at(title.role_at)
        while noun.dep_ == "conj" or (noun.dep_ == "pobj" and noun.head.dep_ == "prep"):
            above = noun.head if noun.dep_ == "conj" else noun.head.head
            if not title.start <= above.idx < noun.idx:
                break
            noun = above
        return noun

    def mention(self, token: Token) -> DocMention | None:
        """The mention that the token stands for."""
        return self.participants.by_token.get(token.i)

    def entity(self, token: Token) -> DocEntity | None:
        """The entity that the token stands for."""
        mention = self.mention(token)
        return mention.entity if mention is not None else None

    def named(self, tokens: Iterable[Token]) -> list[Found]:
        """The actors that the tokens, and what is coordinated with them, stand for; no unnamed groups."""
        return [f for f in self.participants.actors(tokens, embedded=False) if not f.entity.generic]

    def actors(self, tokens: Iterable[Token]) -> list[Found]:
        """As :meth:`named`; of "X was a lawyer who …", the lawyer is X."""
        return self.named(map(self._said_of, tokens))

    def _said_of(self, token: Token) -> Token:
        mention = self.mention(token)
        if mention is not None and mention.entity is not None and not mention.entity.generic:
            return token
        top = token
        while top.dep_ == "conj" and top.head.pos_ in {"NOUN", "PROPN"}:
            top = top.head
        if top.dep_ == "attr" and top.head.lemma_ == "be":
            return syntax.surface_subject(top.head) or token
        return top.head if top.dep_ == "appos" else token

    def people(self, token: Token) -> list[Found]:
        """The persons that the token, and what is coordinated with it, stand for."""
        return [f for f in self.actors([token]) if f.entity.type == "Person"]

    def names(self) -> list[DocMention]:
        """Mentions by name or demonym whose entity is known, in order."""
        return self._named.all

    def names_in(self, start: int, end: int) -> list[DocMention]:
        """Those of :meth:`names` that begin at or after character ``start`` and before ``end``."""
        return self._named.between(start, end)

    def person_before(self, position: int, between: Container[str]) -> DocEntity | None:
        """The person whose name ends before character ``position``, with one of these wordings between."""
        plain: str = self.doc._.plain
        for mention in self.names_in(position - _NAME, position):
            if mention.type == "Person" and plain[mention.end : position].strip() in between:
                return mention.entity
        return None

    @cached_property
    def _named(self) -> Along:
        return Along(m for m in self.doc._.mentions if m.entity is not None and m.kind in {"name", "demonym"})

    @cached_property
    def countries(self) -> Along:
        """Mentions that tell of a country: its name, its people, its cities."""
        # "A former ambassador to Egypt" is not about Egypt.
        posts: dict[int, list[int]] = {}
        for title in self.doc._.titles:
            if title.role is not None and roles().get(title.role, {}).get("sends", False):
                posts.setdefault(title.end, []).append(title.start)
        told = [
            m
            for m in self.doc._.mentions
            if m.country is not None
            and not any(first < m.start for first in posts.get(m.end, ()))
            and (m.type in PLACES or m.type in STATE or (m.type == "Group" and m.kind == "demonym"))
        ]
        # "The Constitutional Council" is not France's where no word of the article speaks of France.
        named = {m.country for m in told if m.type not in _BODIES}
        return Along(m for m in told if m.type not in _BODIES or m.country in named or not named)

    @cached_property
    def homelands(self) -> dict[int, set[str]]:
        """The countries of "Kenya's X", "X of Kenya" and "X of Likud" by who X is (``id`` of the entity)."""
        plain: str = self.doc._.plain
        ends = {
            m.end: m for m in self.doc._.mentions
            if m.kind == "name" and (m.type == "Country" or (m.type in PARTISAN and m.country is not None))
        }  # fmt: skip
        starts = {m.start: m for m in ends.values()}
        found: dict[int, set[str]] = {}
        for mention in self.names():
            before = ends.get(mention.start - 3) if plain.endswith("'s ", 0, mention.start) else None
            link = next((w for w in (" of the ", " of ") if plain.startswith(w, mention.end)), None)
            behind = starts.get(mention.end + len(link)) if link is not None else None
            codes = {m.country for m in (before, behind) if m is not None and m.country is not None}
            found.setdefault(id(mention.entity), set()).update(codes)
        return found

    @cached_property
    def owning(self) -> frozenset[int]:
        """The mentions (by ``id``) that only say whose somebody is: "Saudi envoy X", "France's Y", "Z of Kenya"."""
        plain: str = self.doc._.plain
        people = [m for m in self.doc._.mentions if m.type == "Person" and m.kind == "name"]
        starts, ends = {m.start for m in people}, {m.end for m in people}
        owners = {id(h.of) for h in self.doc._.holdings if h.of is not None}
        for mention in self.doc._.mentions:
            before = any(
                plain.startswith(link, mention.end) and mention.end + len(link) in starts
                for link in ("'s ", " ")
            )
            behind = any(
                plain.endswith(link, 0, mention.start) and mention.start - len(link) in ends
                for link in (" of ", " of the ")
            )
            if before or behind:
                owners.add(id(mention))
        return frozenset(owners)

    def country(self, ref: str, code: str | None) -> DocEntity:
        """The country of a reference, whether or not the article names it."""
        known: DocEntity | None = next((e for e in self.doc._.entities if e.ref == ref), None)
        return known if known is not None else self.add(reference_entity(ref, code))

    def add(self, entity: DocEntity) -> DocEntity:
        """Take an entity that the article names in another way than by a mention ("R-Texas") among its entities."""
        entity.key = f"e{len(self.doc._.entities)}"
        self.doc._.entities.append(entity)
        return entity

    def judge(self, trigger: Token) -> tuple[Status, str | None]:
        """Status and speaker, as an entity's key, of what the trigger states."""
        noun = trigger.head
        if (
            trigger.tag_ == "VB"
            and trigger.dep_ in {"acl", "relcl"}
            and any(c.lower_ in _SINGLED_OUT for c in (noun, *noun.children))
        ):
            # "the first woman to hold the office" did hold it.
            trigger = noun
        judged: Assessment = assess(trigger)
        speakers = (
            self.participants.actors([judged.speaker], embedded=False) if judged.speaker is not None else []
        )
        return judged.status, speakers[0].entity.key if len(speakers) == 1 else None

    def judge_post(self, trigger: Token) -> tuple[Status, str | None]:
        """As :meth:`judge`; a post that somebody only hopes for, or is expected to get, is not to come.

        Who is "voted to" be appointed, or whose appointment is approved, is.
        """
        status, speaker = self.judge(trigger)
        decides = {"xcomp": {"vote"}, "advcl": {"vote"}, "dobj": {"approve", "confirm", "ratify"}}.get(
            trigger.dep_, set()
        )
        if status == "Planned" and trigger.head.lemma_.lower() in decides:
            return self.judge_post(trigger.head)
        above = trigger
        for _ in range(3):
            # "Her bid to become president" as well as "she wants to become president".
            if (
                above.dep_ not in {"xcomp", "ccomp", "pcomp", "advcl", "prep", "conj", "acl"}
                or status == "Negated"
            ):
                break
            above = above.head
            lemma = above.lemma_.lower()
            if lemma in load("facts")["passing"]["missed"]:
                return "Negated", speaker
            if status in {"Asserted", "Planned"} and lemma in load("facts")["passing"]["hoped"]:
                return "Hypothetical", speaker
        return status, speaker

    def fact(
        self,
        subject: DocEntity,
        predicate: str,
        value: DocEntity | str,
        at: Token,
        rule: str,
        confidence: float,
        span: tuple[int, int],
        *,
        status: Status = "Asserted",
        speaker: str | None = None,
        since: TimeValue | None = None,
        until: TimeValue | None = None,
    ) -> Fact:
        """A fact of the sentence of ``at``. ``value`` is an entity or a literal; ``span`` is the trigger's
        characters of the parsed text."""
        literal = isinstance(value, str)
        return Fact(
            subject.key,
            predicate,
            value if isinstance(value, str) else value.key,
            sentence_span(self.doc, at.sent),
            rule,
            literal=literal,
            status=status,
            speaker=speaker,
            valid_from=since,
            valid_until=until,
            trigger=original_span(self.doc, *span),
            confidence=round(confidence, 2),
        )
