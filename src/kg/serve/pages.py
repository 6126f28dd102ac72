"""The pages that are about no single thing: overview, search, query and explorer. All run in a worker process."""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from rapidfuzz import fuzz, process

from kg.errors import KgError
from kg.query import named_queries
from kg.serve.answer import HTML, Answer, Refusal
from kg.serve.reading import FAMILIES, Reader, Ref, clipped
from kg.serve.shipped import narrowed, parameters
from kg.serve.templates import render
from kg.store import Store
from kg.vocabulary import GP

#: Found things on a page of the search.
PER_PAGE = 40
#: Of each list of the overview.
_LISTED = 14

_MOST_ACTIVE = f"""
SELECT ?who (COUNT(DISTINCT ?event) AS ?events)
WHERE {{ ?event {GP.actor.n3()}|{GP.recipient.n3()} ?who ; {GP.status.n3()} {GP.Asserted.n3()} }}
GROUP BY ?who ORDER BY DESC(?events) ?who LIMIT {_LISTED}
"""


def index(store: Store, folder: Path) -> Answer:
    """The overview: what the graph holds, who is in it most, the newest articles."""
    reader = Reader(store)
    types = Counter(reader.entity_types.values())
    active = [(reader.ref(str(row["who"])), int(str(row["events"]))) for row in store.select(_MOST_ACTIVE)]
    body = render(
        "index.html.j2",
        title=folder.resolve().name,
        here="index",
        counts=[
            ("articles", len(reader.articles)),
            ("entities", len(reader.entity_types)),
            ("events", reader.count("Event")),
            ("facts", reader.count("Fact")),
        ],
        types=[(name, number, FAMILIES[name]) for name, number in sorted(types.items())],
        active=active,
        articles=[_article(reader, iri) for iri in reader.articles[:_LISTED]],
    )
    return Answer(body)


def search(store: Store, _: Path, *, words: str, type: str, page: int) -> Answer:
    """Entities by any name, and articles by title; all of them where no words are given."""
    reader = Reader(store)
    wanted = _folded(words)
    entities = {iri: reader.names(iri) for iri, its in reader.entity_types.items() if type in ("", its)}
    ranked = sorted(
        (rank, -len(reader.subjects(GP.actor, iri)) if wanted else 0, reader.label(iri), iri)
        for iri, names in entities.items()
        if (rank := min((_rank(_folded(name), wanted) for name in names), default=9)) < 9
    )
    articles = [
        iri
        for iri in (reader.articles if type in ("", "Article") else [])
        if _rank(_folded(reader.one(iri, GP.title)), wanted) < 9
    ]
    found: list[tuple[str, str]] = [("entity", iri) for *_, iri in ranked] if type != "Article" else []
    found += [("article", iri) for iri in articles]
    close: list[str] = []
    if wanted and not found:
        every = sorted({name for names in entities.values() for name in names})
        matches = process.extract(
            words, every, scorer=fuzz.WRatio, processor=_folded, limit=6, score_cutoff=60
        )
        close = [clipped(name) for name, _, _ in matches]
    pages = max(1, -(-len(found) // PER_PAGE))
    page = min(max(page, 1), pages)
    shown = found[(page - 1) * PER_PAGE : page * PER_PAGE]
    body = render(
        "search.html.j2",
        here="search",
        words=words,
        type=type,
        types=["Article", *sorted(set(reader.entity_types.values()))],
        number=len(found),
        entities=[_entity(reader, iri) for kind, iri in shown if kind == "entity"],
        articles=[_article(reader, iri) for kind, iri in shown if kind == "article"],
        close=close,
        page=page,
        pages=pages,
    )
    return Answer(body)


def query(store: Store, _: Path, *, name: str, sparql: str, values: Mapping[str, str]) -> Answer:
    """The page to write queries in, with a shipped query, or the one given, in the editor."""
    shipped = named_queries()
    if name and name not in shipped:
        raise Refusal(404, f'no query is named "{name[:80]}"')
    text, fields = sparql, []
    if name:
        text = narrowed(shipped[name], values)
        fields = [(variable, values.get(variable, "")) for variable in parameters(shipped[name])]
    body = render(
        "query.html.j2",
        here="query",
        queries=list(shipped.values()),
        name=name,
        fields=fields,
        sparql=text or _start(store),
        run="yes" if name or sparql else "no",
        base=store.prefixes["id"],
        prefixes=store.prefixes,
    )
    return Answer(body)


def labels(store: Store, _: Path, *, iris: list[str]) -> Answer:
    """What people call each IRI that the graph knows, and its family, as JSON."""
    reader = Reader(store)
    known = {iri: (reader.label(iri), reader.ref(iri).family) for iri in iris if reader.values(iri)}
    return Answer(json.dumps(known).encode(), "application/json")


def explorer(store: Store, _: Path, *, actor: str) -> Answer:
    """The page of ``kg view``, of the graph as it is now; with ``actor``, only what that one takes part in."""
    # These take a second to load, and no other page needs them.
    from kg.projection import projection
    from kg.view import Options
    from kg.view import page as view_page

    try:
        network = projection(store.select, actor=actor or None)
    except KgError as error:
        raise Refusal(404, str(error)) from None
    links = Options(entity_link="/entity?iri={}", article_link="/article?iri={}")
    page = view_page(network, links)
    # The page says itself which scripts and styles it brings along; whoever frames it must be this server.
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    if policy is None:
        raise Refusal(500, "a fault in kg, please report it: the page of kg view has no policy")
    headers = {"Content-Security-Policy": f"{html.unescape(policy[1])}; frame-ancestors 'self'"}
    return Answer(page.encode("utf-8", "replace"), HTML, headers=headers)


def _start(store: Store) -> str:
    """What stands in an empty editor: the prefixes, and a query that answers at once."""
    lines = [f"PREFIX {prefix}: <{namespace}>" for prefix, namespace in store.prefixes.items()]
    return "\n".join([*lines, "", "SELECT ?actor ?event", "WHERE {", "  ?event a gp:Event ;",
                      "    gp:actor ?actor .", "}", "LIMIT 100", ""])  # fmt: skip


def _folded(text: str) -> str:
    """Without case, accents and punctuation, which nobody types alike."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    # Unicode does not decompose the Turkish dotless i. An apostrophe parts no words: "Ba'ath".
    return " ".join(
        re.sub(r"[^\w\s]|_", " ", re.sub(r"['’ʼ]", "", plain.casefold().replace("ı", "i"))).split()
    )


def _rank(name: str, wanted: str) -> int:
    """How well a name fits: 0 the whole, 1 its start, 2 the start of a word, 3 any part; 9 not at all."""
    if name == wanted:
        return 0
    if name.startswith(wanted):
        return 1
    if f" {wanted}" in name:
        return 2
    return 3 if wanted in name else 9


def _entity(reader: Reader, iri: str) -> tuple[Ref, str, list[str]]:
    return reader.ref(iri), reader.entity_types[iri], [clipped(name) for name in reader.names(iri)[1:4]]


def _article(reader: Reader, iri: str) -> tuple[Ref, str, str]:
    publisher = reader.one(iri, GP.publisher)
    name = reader.ref(publisher).label if publisher else ""
    return reader.ref(iri), reader.one(iri, GP.published), name
