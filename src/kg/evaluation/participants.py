"""An entity of one sentence as the sentence words it, with the code of the country or body that it belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc

from kg.extraction.participants import PLACES
from kg.lexicon.gazetteer import metonyms, organisations
from kg.model import Extraction, LocalEntity, Span
from kg.nlp.document import original_span

#: Facts that tell which country their subject belongs to.
_BELONGING = frozenset(
    {"holdsOffice", "formerlyHeldOffice", "affiliatedWith", "citizenOf", "memberOf", "leads"}
)


@dataclass(frozen=True, slots=True)
class Participant:
    """``code`` is an ISO 3166-1 alpha-3 code, "IGO", "NGO" or None; ``span`` is where ``text`` stands."""

    text: str
    span: Span
    code: str | None


@dataclass(frozen=True, slots=True)
class _Named:
    span: Span
    rank: int
    """0 for a name, 1 for a person's title or the seat of a state, 2 for a pronoun."""


class Wording:
    """How one sentence words its entities."""

    def __init__(self, doc: Doc, extraction: Extraction) -> None:
        self._text = extraction.article.text
        self._entities = {entity.key: entity for entity in extraction.entities}
        self._codes = {key: actor_code(entity) for key, entity in self._entities.items()}
        for fact in extraction.facts:
            if fact.predicate in _BELONGING and self._codes[fact.subject] is None and not fact.literal:
                self._codes[fact.subject] = self._entities[fact.object].country
        self._mentions: dict[str, list[_Named]] = {}
        self._places: dict[str, list[_Named]] = {}
        keys_of = {entity.ref: entity.key for entity in extraction.entities if entity.ref}
        for mention in doc._.mentions:
            if mention.entity is None:
                continue
            beside = mention.entity.type == "Person" and mention.kind in {"title", "nominal"}
            rank = 2 if mention.kind == "pronoun" else 1 if beside else 0
            named = _Named(original_span(doc, mention.start, mention.end), rank)
            self._mentions.setdefault(mention.entity.key, []).append(named)
            if mention.entity.country is not None and mention.type in PLACES:
                self._places.setdefault(mention.entity.country, []).append(named)
            # "Moscow" names a city, and its state where it acts.
            seat = metonyms().get(mention.text) if mention.kind == "name" else None
            if seat is not None and seat.ref in keys_of:
                self._mentions.setdefault(keys_of[seat.ref], []).append(_Named(named.span, 1))

    def participant(self, key: str, trigger: Span, *, struck: bool = False) -> Participant | None:
        """The entity by its name nearest to the trigger, by something else only if the sentence does not name it.

        None where no word of the sentence stands for it (the speaker of a statement, "we").

        :param struck: it may be meant by a place of its: "shelled Kherson".
        """
        named = list(self._mentions.get(key, ()))
        if self._entities[key].type == "Country" and (struck or not named):
            named += self._places.get(self._entities[key].country or "", ())
        if not named:
            return None
        best = min(named, key=lambda one: (one.rank, _distance(one.span, trigger), one.span))
        text = self._text[best.span.start : best.span.end]
        return Participant(text, best.span, self._codes[key])


def _distance(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)


def actor_code(entity: LocalEntity) -> str | None:
    """The country of the entity; "IGO" or "NGO" for an international body."""
    if entity.type == "InternationalOrganization":
        return _kinds().get(entity.ref or "", "IGO")
    return entity.country


@cache
def _kinds() -> dict[str, str]:
    return {entry.ref: entry.kind for entry in organisations() if entry.kind in {"IGO", "NGO"}}
