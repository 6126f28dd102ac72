"""Why an entity is one: which spellings were joined, on what evidence, and who was kept apart from it."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from html import escape
from pathlib import Path

from rapidfuzz import fuzz

from kg.cache import Cache
from kg.consolidation.whole import identities, names_of
from kg.model import Identity, Spelling
from kg.names import match_name
from kg.nlp.names import fold
from kg.rdf import article_iri
from kg.resolution import why_apart
from kg.statements import Select, one, records
from kg.terminal import printable, table
from kg.vocabulary import GP

#: Names at least this alike (0 to 100, rapidfuzz's ratio of sorted words) are worth a word on why they are two.
_CLOSE = 75
#: At most so many of them are listed, the closest first.
_LISTED = 12

_REASONS = {
    "first": "the name that others were compared with",
    "reference": "known by this name in the reference data ({compared})",
    "name": "the same name, and nothing speaks against it",
    "spelling": "as {compared} but for accents, hyphens and case",
    "sound": "sounds like {compared}",
    "shorter": "as {compared}, with a name left out",
    "initial": "as {compared}, with an initial for a name; the articles speak for one country",
    "near": "a letter from {compared}; the articles speak for one country",
    "longer": "as {compared}, with a further family name; both hold the same office",
    "bare": "{compared} is the only one of that name whom country, office and date fit",
    "acronym": "the acronym of {compared}, and of nothing else of its kind in the articles",
    "override": "overrides.toml says so (with {compared})",
    "within": "short for, or another name for, a longer one in the same article",
}
"""Reason of a spelling → what it says to people."""


@dataclass(frozen=True, slots=True)
class ArticleNote:
    """An article, as a reader would name it."""

    iri: str
    published: str
    publisher: str
    title: str

    def __str__(self) -> str:
        return " · ".join(part for part in (self.published, self.publisher, self.title) if part) or self.iri


@dataclass(frozen=True, slots=True)
class Joined:
    """A spelling of the entity: why it is one, and where it stands."""

    name: str
    reason: str
    articles: tuple[ArticleNote, ...]


@dataclass(frozen=True, slots=True)
class KeptApart:
    """Another entity with a close name, and why it is another."""

    name: str
    type: str
    iri: str
    reason: str


@dataclass(frozen=True, slots=True)
class EntityExplanation:
    """Why an entity is one."""

    iri: str
    type: str
    name: str
    countries: tuple[str, ...]
    """ISO 3166-1 alpha-3 codes that articles give it."""
    offices: tuple[str, ...]
    joined: tuple[Joined, ...]
    apart: tuple[KeptApart, ...]

    def as_dict(self) -> dict[str, object]:
        return asdict(self)

    def __str__(self) -> str:
        lines = [printable(f"{self.name} · {self.type} · {self.iri}")]
        for label, values in (("of", self.countries), ("offices", self.offices)):
            if values:
                lines.append(printable(f"{label}: {', '.join(values)}"))
        rows = [[j.name, j.reason, str(len(j.articles))] for j in self.joined]
        lines += ["", table(["spelling", "why it is this one", "articles"], rows).rstrip("\n")]
        articles = {article.iri: article for j in self.joined for article in j.articles}
        shown = sorted(map(str, articles.values()))
        lines += ["", *(printable(f"  {article}") for article in shown)]
        if self.apart:
            rows = [[a.name, a.type, a.reason, a.iri] for a in self.apart]
            lines += ["", table(["kept apart", "type", "why", "IRI"], rows).rstrip("\n")]
        return "\n".join(lines) + "\n"

    def _repr_html_(self) -> str:
        return f"<pre>{escape(str(self))}</pre>"


def explain_entity(name: str, folder: Path, select: Select, base: str) -> list[EntityExplanation]:
    """Why each entity that ``name`` (any of its names, or its IRI) means is one.

    :param folder: of the graph.
    :param select: runs a SPARQL SELECT on it.
    :param base: the graph's base IRI.
    :raises KgError: if no entity has the name, or the cache of the graph is gone or damaged.
    """
    with Cache(folder, read_only=True) as cache, cache.mendable():
        names = dict(names_of(cache.database))
        chosen = match_name(name, names, "entity")
        found = []
        for iri in chosen:
            (identity,) = identities(cache.database, iri)
            articles = _articles(select, {a for s in identity.spellings for a in s.articles}, base)
            found.append(
                EntityExplanation(
                    identity.iri,
                    identity.type,
                    identity.name,
                    identity.countries,
                    tuple(sorted({role for role, _ in identity.posts})),
                    tuple(_joined(identity.spellings, articles)),
                    tuple(_apart(identity, cache.database, names)),
                )
            )
        return found


def _joined(spellings: Iterable[Spelling], articles: Mapping[str, ArticleNote]) -> Iterator[Joined]:
    """One row for each spelling and reason, full names first, the commonest before."""
    rows: dict[tuple[str, str], set[str]] = defaultdict(set)
    first = {s.name for s in spellings if s.reason == "first"}
    for s in spellings:
        # What is spelt like the name that others were compared with needs no other reason.
        reason = "first" if s.reason == "name" and s.name in first else s.reason
        rows[s.name, _REASONS[reason].format(compared=s.compared)] |= {*s.articles}
    within = {s.name for s in spellings if s.reason == "within"} - {
        s.name for s in spellings if s.reason != "within"
    }
    for name, why in sorted(rows, key=lambda row: (row[0] in within, -len(rows[row]), row)):
        yield Joined(name, why, tuple(articles[a] for a in sorted(rows[name, why])))


def _articles(select: Select, ids: set[str], base: str) -> dict[str, ArticleNote]:
    about = [GP.title, GP.publisher, GP.published]
    known = records(select, f"?item a {GP.Article.n3()} .", "?item", about)
    iris = {article: article_iri(base, article) for article in ids}
    return {
        article: ArticleNote(
            iri,
            one(known[iri], "published") if iri in known else "",
            one(known[iri], "publisher") if iri in known else "",
            one(known[iri], "title") if iri in known else "",
        )
        for article, iri in sorted(iris.items())
    }


def _apart(
    identity: Identity, database: sqlite3.Connection, names: Mapping[str, Sequence[str]]
) -> Iterator[KeptApart]:
    """The entities whose names are close, the closest first."""
    own = sorted({fold(name) for name in names[identity.iri]})
    found: list[tuple[float, str]] = []
    for iri in names.keys() - {identity.iri}:
        closeness = max(
            fuzz.token_sort_ratio(a, fold(b), score_cutoff=_CLOSE) for a in own for b in names[iri]
        )
        if not closeness and identity.type == "Person" and "/person/" in iri:
            # One family: the same surname with other given names.
            ends = {fold(name).split()[-1] for name in names[iri] if fold(name)}
            closeness = _CLOSE if ends & {name.split()[-1] for name in own if name} else 0
        if closeness:
            found.append((-closeness, iri))
    for _, iri in sorted(found)[:_LISTED]:
        (other,) = identities(database, iri)
        yield KeptApart(other.name, other.type, iri, why_apart(identity, other))
