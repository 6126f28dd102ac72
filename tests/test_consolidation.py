"""Whatever comes, changes or goes, in whatever steps: the tables and the quads are as if made of the rest at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

import pyoxigraph as ox
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.consolidation import consolidate, create
from kg.consolidation.checking import clear_aside, in_marked, in_pieces, set_aside
from kg.consolidation.pieces import Pieces
from kg.model import Event, EventType, Extraction, Fact, LocalEntity, Span, Status, TimeValue
from kg.rdf import article_iri
from kg.triples import Triple
from kg.vocabulary import DEFAULT_BASE as BASE
from kg.vocabulary import GP
from reports import country, entity, holding, report

#: Everything but what an earlier order of work may leave otherwise: reasons are kept, row ids are not.
TABLES = {
    "included": "*", "local": "article, entity, cluster, scope, reason, compared, told", "block": "*", "alike": "*",
    "word": "*", "acronym": "*", "cluster": "*", "entity": "*", "office": "*", "told": "*", "statement": "*",
    "report": "*", "participant": "*", "aside": "*",
}  # fmt: skip

COUNTRIES = [country("SYR", "Syria"), country("KOR", "South Korea"), country("KEN", "Kenya")]
#: Few names, so that they meet: spellings of one, members of one family, names that stand alone.
PEOPLE = ["Bashar al-Assad", "Bashar Assad", "Hafez al-Assad", "Kim Jong Un", "Kim Jong-un", "Kim Yo Jong",
          "William Ruto", "Wiliam Ruto", "W. Ruto", "William Samoei Ruto"]  # fmt: skip
BARE = ["Assad", "Kim", "Ruto"]
GROUPS: list[tuple[str, str, tuple[str, ...]]] = [
    ("National Security Council", "GovernmentBody", ("NSC",)),
    ("Northern Salvation Council", "ArmedGroup", ()),
    ("NSC", "Organization", ()),
    ("Kenya Air Force", "MilitaryForce", ()),
    ("air force", "MilitaryForce", ()),
    ("protesters", "Group", ()),
    ("Damascus", "City", ()),
]
TYPES: list[EventType] = ["Consultation", "Accusation", "LeadershipChange"]
STATUSES: list[Status] = ["Asserted", "Planned"]
DAYS = ["2024-05-01", "2024-05-02"]


@st.composite
def articles(draw: st.DrawFn, number: int) -> Extraction:
    of = draw(st.sampled_from(["SYR", "KOR", "KEN", None]))
    found: dict[str, LocalEntity] = {
        one.key: one for one in draw(st.lists(st.sampled_from(COUNTRIES), max_size=2))
    }
    for name in draw(st.lists(st.sampled_from(PEOPLE + BARE), min_size=1, max_size=4, unique=True)):
        found[name] = entity(name, country=draw(st.sampled_from([of, of, None])))
    for name, kind, names in draw(st.lists(st.sampled_from(GROUPS), max_size=2, unique=True)):
        ref = "city:170654" if kind == "City" else None
        one = entity(name, kind, "SYR" if ref else of, ref)  # type: ignore[arg-type]  # a kind of entity
        found[name] = replace(one, names=(name, *names))
    entities = list(found.values())
    facts: list[Fact] = []
    people = [one for one in entities if one.type == "Person"]
    owners = [one for one in entities if one.type in {"Country", "GovernmentBody"}]
    if people and owners and draw(st.booleans()):
        office, fact = holding(people[0], "President", owners[0])
        entities.append(
            replace(office, name=draw(st.sampled_from([office.name, "presidency", "the top post"])))
        )
        facts.append(fact)
    actors = [one.key for one in entities if one.type not in {"Office", "City"}]
    events = []
    for n in range(draw(st.integers(0, 3))):
        day = draw(st.sampled_from([None, *DAYS]))
        time = TimeValue(day, day, day, "explicit") if day else None
        sides = draw(st.lists(st.sampled_from(actors), min_size=1, max_size=2, unique=True))
        span = Span(n * 10, n * 10 + 9)
        kind, status = draw(st.sampled_from(TYPES)), draw(st.sampled_from(STATUSES))
        event = Event(
            kind, (sides[0],), tuple(sides[1:]), span, Span(n * 10, n * 10 + 3), f"rule {n}", status
        )
        events.append(replace(event, time=time, confidence=0.5 + n / 10))
    return report(
        number, *entities, events=events, facts=facts, day=draw(st.sampled_from([None, date(2024, 5, 3)]))
    )


Step = Sequence[Extraction]


@st.composite
def corpora(draw: st.DrawFn) -> list[Step]:
    """Some articles, of which each step holds some others; one may come back with other content."""
    pool = [draw(articles(number)) for number in range(draw(st.integers(3, 7)))]
    changed = draw(articles(0))
    steps: list[Step] = []
    for _ in range(draw(st.integers(2, 4))):
        held = draw(st.sets(st.sampled_from(range(len(pool)))))
        step = [pool[n] for n in sorted(held)]
        steps.append([changed if one is pool[0] and draw(st.booleans()) else one for one in step])
    return steps


class Graph:
    """Tables in memory, and the quads that a store would hold if it followed them."""

    def __init__(self) -> None:
        self.database = sqlite3.connect(":memory:", isolation_level=None)
        create(self.database)
        self.database.execute("CREATE TABLE wanted (article TEXT, source TEXT, version TEXT)")
        self.quads: set[ox.Quad] = set()

    def hold(self, extractions: Iterable[Extraction]) -> None:
        """Make these the articles."""
        found = {one.article.id: one for one in extractions}
        self.database.execute("DELETE FROM wanted")
        rows = [(id_, one.article.key, str(hash(one))) for id_, one in found.items()]
        self.database.executemany("INSERT INTO wanted VALUES (?, ?, ?)", rows)
        consolidate(self.database, "SELECT * FROM wanted", found.__getitem__, base=BASE, made_with="x")
        pieces = Pieces(self.database, found.__getitem__, BASE)
        whole = Pieces(self.database, found.__getitem__, BASE, whole=True)
        if self.database.execute("SELECT 1 FROM pending WHERE kind = 'all'").fetchone() is not None:
            clear_aside(self.database)
            parts = list(in_pieces(self.database, whole, whole.names(), no_planned_visits))
            set_aside(self.database, BASE, (found for found, _ in parts))
            assert {quad for _, quads in parts for quad in quads} | {*whole.ontology()} == {*whole.all()}
        else:
            set_aside(self.database, BASE, in_marked(self.database, whole, BASE, no_planned_visits))
        assert self.database.execute("SELECT count(*) FROM dirty").fetchone() == (0,)
        self._follow(pieces)
        assert self.quads == set(pieces.all())

    def _follow(self, pieces: Pieces) -> None:
        pending = self.database.execute("SELECT kind, key FROM pending").fetchall()
        for kind, key in pending:
            if kind == "all":
                self.quads = set(pieces.all())
            elif kind == "article":
                graph = ox.NamedNode(article_iri(BASE, key))
                self.quads = {q for q in self.quads if q.graph_name != graph} | set(pieces.article(key))
            else:
                node, graphs = ox.NamedNode(key), pieces.shared_graphs()
                kept = {q for q in self.quads if q.subject != node or q.graph_name.value not in graphs}
                self.quads = kept | set(pieces.subject(key))
        self.database.execute("DELETE FROM pending")

    def rows(self) -> dict[str, list[tuple[object, ...]]]:
        return {
            table: sorted(self.database.execute(f"SELECT {columns} FROM {table}"), key=repr)
            for table, columns in TABLES.items()
        }


def no_planned_visits(triples: Sequence[Triple], _: object) -> list[tuple[str, str, str]]:
    """A shape that some events violate, so that things are set aside."""
    planned = {node for node, _, value in triples if value == ox.NamedNode(str(GP.Planned))}
    talks = {node for node, _, value in triples if value == ox.NamedNode(str(GP.Consultation))}
    return [(node, "is planned", "") for node in sorted(planned & talks)]


@settings(max_examples=60, deadline=None)
@given(corpora())
def test_any_steps_lead_to_the_same(steps: list[Step]) -> None:
    grown = Graph()
    for step in steps:
        grown.hold(step)
        fresh = Graph()
        fresh.hold(reversed(step))
        assert grown.rows() == fresh.rows()
        assert grown.quads == fresh.quads


def test_without_articles_nothing_is_left() -> None:
    graph = Graph()
    graph.hold([report(1, *COUNTRIES, entity("Bashar al-Assad", country="SYR"))])
    assert graph.database.execute("SELECT count(*) FROM entity").fetchone() == (4,)
    graph.hold([])
    assert all(not rows for rows in graph.rows().values())
    assert {quad.graph_name.value for quad in graph.quads} == {"https://w3id.org/geopolitics-kg/ontology"}
