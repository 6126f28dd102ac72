"""What stands for one entity while it is still in doubt who is who: local entities, and clusters of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from kg.model import EntityType, Extraction, LocalEntity
from kg.nlp.names import fold

Key = tuple[str, str]
"""(article id, key of the local entity)"""

Post = tuple[str, str]
"""(role, whose: reference-data identity or folded name), as ("President", "country:KEN")"""

#: Why a local entity belongs to its cluster. "first" is the one that the others are compared with.
Reason = Literal[
    "first", "reference", "name", "spelling", "sound", "shorter", "initial", "near", "longer", "bare", "acronym",
    "override",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """What resolution needs to know of an article; fields as in :class:`kg.model.Article`."""

    id: str
    key: str
    published: date | None


@dataclass(frozen=True, slots=True)
class Local:
    """An entity as one article knows it, with what the article says that helps to tell who it is."""

    article: Source
    entity: LocalEntity
    context: frozenset[str] = frozenset()
    """ISO 3166-1 alpha-3 codes of the countries that the article names, or whose places, bodies or people it does."""
    posts: frozenset[Post] = frozenset()
    """Offices that the article gives to the person, present and past."""

    @property
    def key(self) -> Key:
        return self.article.id, self.entity.key

    @property
    def name(self) -> str:
        return self.entity.name


@dataclass(slots=True)
class Cluster:
    """Local entities that are one, and what their articles say of it."""

    type: EntityType
    ref: str | None = None
    scope: str = ""
    """What tells the entity from another of the same name: an article's id; empty where the name alone does."""
    members: list[Local] = field(default_factory=list)
    reasons: dict[Key, tuple[Reason, str]] = field(default_factory=dict)
    """Why each member belongs here, and the name that it was compared with."""
    spellings: set[str] = field(default_factory=set)
    """The fullest names of the articles."""
    countries: set[str] = field(default_factory=set)
    context: set[str] = field(default_factory=set)
    posts: set[Post] = field(default_factory=set)
    articles: set[str] = field(default_factory=set)
    name: str = ""
    iri: str = ""

    def add(self, members: Iterable[Local], reason: Reason, compared: str = "") -> None:
        for member in members:
            self.members.append(member)
            self.reasons[member.key] = (reason, compared)
            self.spellings.add(member.name)
            if member.entity.country:
                self.countries.add(member.entity.country)
            self.context |= member.context
            self.posts |= member.posts
            self.articles.add(member.article.id)

    def best_name(self) -> str:
        """The commonest full form; of equally common ones the longest, then the first in the alphabet."""
        names = Counter(m.name for m in self.members)
        return min(names, key=lambda n: (-names[n], -len(n), n))


def locals_of(extraction: Extraction) -> Iterator[Local]:
    """The entities of an article but for its offices, which follow from whose they are."""
    by_key = {one.key: one for one in extraction.entities}
    source = Source(extraction.article.id, extraction.article.key, extraction.article.published)
    context = frozenset(one.country for one in extraction.entities if one.country is not None)
    posts: dict[str, set[Post]] = {}
    for fact in extraction.facts:
        if fact.predicate not in {"holdsOffice", "formerlyHeldOffice"}:
            continue
        office = by_key[fact.object]
        if office.role is not None and office.of is not None:
            owner = by_key[office.of]
            posts.setdefault(fact.subject, set()).add((office.role, owner.ref or fold(owner.name)))
    for one in extraction.entities:
        if one.type != "Office":
            yield Local(source, one, context, frozenset(posts.get(one.key, ())))
