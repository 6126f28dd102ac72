"""Queries, page and projection of a large graph, beside bare pyoxigraph and beside rdflib's own engine.

    python benchmarks/queries.py [--quick] [--triples 5000000] [--events 100000] [--rdflib 100000]

The graph is invented, but its quads are written by the code that writes those of a build (``kg.rdf.graphs``): the
countries and their offices, 300 persons often in the news and three more for each article, ten events in an article
among them, every tenth of which the article before reports too, each with its sentence and the words that name it, and
one fact.

- queries: every query that ships, by ``kg.open(…).query(…)``, which opens the store and gives all rows as rdflib
  terms, and by pyoxigraph alone: the same text on the same store, opened as well, with all values of all rows read.
  Processor time of the best of three, in turn. The ratio of the sums is what may not be more than 1.2.
- rdflib: the same queries on a smaller graph of the same shape, held in rdflib's memory and asked by its own engine. It
  takes minutes for what takes Oxigraph a second, so those over a minute are stopped.
- projection: ``projection()`` and ``view()`` of a graph with 100,000 events, by the clock and in processor time.

The whole takes about half an hour; projection and page take 1.1 GB of memory.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from types import FrameType

import pyoxigraph as ox
from rdflib import Dataset

import generated
import kg
from kg.folder import Settings, write_settings
from kg.lexicon.gazetteer import countries
from kg.model import (
    Article,
    Entity,
    KnowledgeBase,
    Mention,
    Report,
    ResolvedEvent,
    ResolvedFact,
    Segment,
    Span,
    TimeValue,
)
from kg.new_store import make_store
from kg.query import named_queries
from kg.rdf import graphs
from kg.store import FOLDER, PREFIXES
from kg.vocabulary import DEFAULT_BASE, EVENT_TYPES

BASE = DEFAULT_BASE
EVENTS = 10
#: Articles that are made at a time.
CHUNK = 500


def quads(articles: int) -> Iterator[ox.Quad]:
    """The quads of a graph of this many articles."""
    rng = random.Random(generated.SEED)
    states = [
        Entity(
            f"{BASE}entity/{state.country}", "Country", state.name, (state.name,), state.ref, state.country
        )
        for state in countries()
    ]
    offices = [
        Entity(
            f"{BASE}office/{one.country}",
            "Office",
            f"president of {one.name}",
            (),
            None,
            None,
            "president",
            one.iri,
        )
        for one in states
    ]
    cast = [_person(rng, f"cast-{n}", states) for n in range(300)]
    known = (*states, *offices, *cast)
    for first in range(0, articles, CHUNK):
        made: list[Article] = []
        people: list[Entity] = []
        events: list[ResolvedEvent] = []
        facts: list[ResolvedFact] = []
        mentions: list[tuple[str, Mention]] = []
        for number in range(first, min(first + CHUNK, articles)):
            text = generated.article(number, long=True).text
            day = date(1990, 1, 1) + timedelta(days=rng.randrange(12_784))
            article = Article(
                f"a{number:07d}",
                f"{number}.txt",
                text,
                (Segment(0, len(text), "body"),),
                text.partition("\n")[0],
                day,
            )
            made.append(article)
            own = [_person(rng, f"{number}-{n}", states) for n in range(3)]
            people += own
            here = [*own, *rng.sample(cast, 2), *rng.sample(states, 4)]
            for one in here:
                mentions.append((article.id, Mention(0, len(one.name), one.name, one.type, one.iri)))
            for n in range(EVENTS):
                report = _report(rng, article)
                earlier = len(made) > 1 and n == 0
                reports = (_report(rng, made[-2]), report) if earlier else (report,)
                events.append(_event(rng, f"{number}-{n}", here, reports, day))
            held = rng.choice(offices)
            facts.append(
                ResolvedFact(
                    f"{BASE}fact/{number}", own[0].iri, "holdsOffice", held.iri, (_report(rng, article),),
                    rules=("office",), confidence=0.8,
                )
            )  # fmt: skip
        entities = (*known, *people)
        whole = KnowledgeBase(tuple(made), entities, tuple(events), tuple(facts), tuple(sorted(mentions)))
        for _, found in graphs(whole, BASE):
            yield from found


def _person(rng: random.Random, key: str, states: list[Entity]) -> Entity:
    name = generated.person(rng)
    return Entity(f"{BASE}entity/person-{key}", "Person", name, (name,), None, rng.choice(states).country)


def _report(rng: random.Random, article: Article) -> Report:
    start = rng.randrange(len(article.text) // 2)
    end = min(len(article.text), start + 150)
    return Report(article.id, Span(start, end), Span(start, start + 9))


def _event(
    rng: random.Random, key: str, here: list[Entity], reports: tuple[Report, ...], day: date
) -> ResolvedEvent:
    one, other, place, speaker = rng.sample(here, 4)
    when = (day - timedelta(days=rng.randrange(60))).isoformat()
    return ResolvedEvent(
        f"{BASE}event/{key}",
        rng.choice(sorted(EVENT_TYPES)),  # type: ignore[arg-type]  # a name of one
        (one.iri,),
        (other.iri,),
        tuple(sorted(reports, key=lambda report: report.article)),
        rng.choices(["Asserted", "Alleged", "Planned", "Negated"], [8, 1, 1, 1])[0],  # type: ignore[arg-type]
        place.iri if place.type == "Country" else None,
        TimeValue(when, when, when, "explicit"),
        (speaker.iri,) if rng.random() < 0.3 else (),
        triggers=("words",),
        rules=("active",),
        confidence=rng.randrange(30, 95) / 100,
    )


def make(folder: Path, articles: int) -> int:
    """A graph of this many articles; return how many triples it has."""
    folder.mkdir(parents=True)
    write_settings(folder, Settings(BASE, "none", "none"))
    make_store(folder, quads(articles))
    with kg.open(folder).store() as store:
        return store.size()


def _bare(folder: Path, sparql: str) -> int:
    store = ox.Store.read_only(str(folder / FOLDER))
    found = store.query(sparql, prefixes={**PREFIXES, "id": BASE}, use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    names = found.variables
    return sum(1 for _ in [[solution[name] for name in names] for solution in found])


def _ours(folder: Path, name: str) -> int:
    return len(kg.open(folder).query(name))


def _least(repeat: int, *acts: Callable[[], int]) -> list[tuple[float, int]]:
    """The least processor time of each, and what it gave."""
    best = [(float("inf"), 0) for _ in acts]
    for _ in range(repeat):
        for n, act in enumerate(acts):
            start = time.process_time()
            rows = act()
            best[n] = min(best[n], (time.process_time() - start, rows))
    return best


def _row(*cells: object) -> None:
    print("| " + " | ".join(map(str, cells)) + " |", flush=True)


def queries(folder: Path, repeat: int) -> None:
    """Every query that ships, beside bare pyoxigraph."""
    _row("query", "rows", "pyoxigraph", "kg", "ratio")
    _row("---", "---:", "---:", "---:", "---:")
    sums = [0.0, 0.0]
    for name, query in named_queries().items():
        (bare, rows), (own, same) = _least(
            repeat, partial(_bare, folder, query.sparql), partial(_ours, folder, name)
        )
        assert rows == same, name
        sums[0] += bare
        sums[1] += own
        _row(name, f"{rows:,}", f"{bare:.3f} s", f"{own:.3f} s", f"{own / bare:.2f}")
    _row("all (no more than 1.2)", "", f"{sums[0]:.2f} s", f"{sums[1]:.2f} s", f"{sums[1] / sums[0]:.2f}")


def beside_rdflib(folder: Path, limit: int) -> None:
    """Every query that ships, by rdflib's own engine."""
    with kg.open(folder).store() as store:
        dump = ox.serialize(store.quads(), format=ox.RdfFormat.N_QUADS) or b""
    dataset = Dataset(default_union=True)
    dataset.parse(data=dump, format="nquads")
    names = {**PREFIXES, "id": BASE}

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, stop)
    _row("query", "rows", "rdflib", "kg", "times")
    _row("---", "---:", "---:", "---:", "---:")
    for name, query in named_queries().items():
        [(own, rows)] = _least(1, partial(_ours, folder, name))
        signal.alarm(limit)
        start = time.process_time()
        try:
            list(dataset.query(query.sparql, initNs=names))
            signal.alarm(0)
            theirs = time.process_time() - start
            _row(name, f"{rows:,}", f"{theirs:.2f} s", f"{own:.3f} s", f"{theirs / own:,.0f}")
        except TimeoutError:
            _row(name, f"{rows:,}", f"over {limit} s", f"{own:.3f} s", f"over {limit / own:,.0f}")


def drawing(folder: Path, events: int) -> None:
    """Projection and page."""
    graph = kg.open(folder)
    start, used = time.perf_counter(), time.process_time()
    found = graph.project()
    _row(
        f"projection of {events:,} events: {found.number_of_nodes():,} nodes, {found.number_of_edges():,} edges",
        f"{time.perf_counter() - start:.1f} s",
        f"{time.process_time() - used:.1f} s",
    )
    del found
    start, used = time.perf_counter(), time.process_time()
    graph.view().save(folder / "page.html")
    size = (folder / "page.html").stat().st_size / 1e6
    _row(
        f"page of all of them: {size:.1f} MB",
        f"{time.perf_counter() - start:.1f} s",
        f"{time.process_time() - used:.1f} s",
    )


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--quick", action="store_true", help="some seconds, to see that it works")
    parser.add_argument("--triples", type=int, default=5_000_000, help="triples for the queries")
    parser.add_argument("--events", type=int, default=100_000, help="events for projection and page")
    parser.add_argument("--rdflib", type=int, default=100_000, help="triples for rdflib's engine")
    options = parser.parse_args()
    sizes = (20_000, 500, 5_000) if options.quick else (options.triples, options.events, options.rdflib)
    print(f"Load of the machine at the start: {os.getloadavg()[0]:.1f}\n")
    per_article = 310
    with tempfile.TemporaryDirectory() as place:
        large = Path(place) / "large"
        start = time.perf_counter()
        triples = make(large, sizes[0] // per_article + 1)
        print(f"{triples:,} triples, made and stored in {time.perf_counter() - start:.0f} s\n")
        queries(large, 1 if options.quick else 3)
        small = Path(place) / "small"
        print(f"\nOn {make(small, sizes[2] // per_article + 1):,} triples:\n")
        beside_rdflib(small, 5 if options.quick else 60)
        print()
        _row("drawing", "clock", "processor")
        _row("---", "---:", "---:")
        drawn = Path(place) / "drawn"
        make(drawn, sizes[1] // EVENTS)
        drawing(drawn, sizes[1])


if __name__ == "__main__":
    main()
