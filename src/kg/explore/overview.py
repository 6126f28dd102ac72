"""What a notebook shows of a graph: how much is in it, of what, and who takes part in most."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from rdflib import Variable

from kg.contents import entities
from kg.markup import Html, counts, element, faint, in_words, joined, table
from kg.query import run
from kg.stats import counts_of, extreme
from kg.store import Store
from kg.vocabulary import EVENT_TYPES, GP

_ACTORS = 5


def overview(store: Store, folder: Path) -> Html:
    """Counts of articles, entities, events and facts by kind, and the most active actors."""
    of_event = f"VALUES ?class {{ {' '.join(f'<{GP[name]}>' for name in EVENT_TYPES)} }} ?item a ?class"
    articles = counts_of(store.select, f"?item a ?class . FILTER (?class = <{GP.Article}>)", "?class")
    published = [
        extreme(store.select, side, f"?item a <{GP.Article}> ; {GP.published.n3()} ?day")
        for side in ("MIN", "MAX")
    ]
    types = counts_of(store.select, of_event, "?class")
    lines = {
        "articles": (sum(articles.values()), f"{published[0]} to {published[1]}" if published[0] else ""),
        "entities": _line(Counter(entity.type for entity in entities(store.select))),
        "events": _line(types),
        "of these": _line(counts_of(store.select, f"{of_event} . ?item <{GP.status}> ?status", "?status")),
        "facts": _line(counts_of(store.select, _FACTS, "?predicate")),
    }
    rows = [[name, "" if name == "of these" else number, kinds] for name, (number, kinds) in lines.items()]
    ranked = list(run(store, "most-active-actors").bindings)[:_ACTORS]
    actors = joined(f"{row[Variable('name')]} ({row[Variable('events')]})" for row in ranked)
    rows += [["most active", "", actors]] if ranked else []
    head = element("p", element("b", folder), faint(" · knowledge graph"))
    return joined([head, table(["", "", ""], rows, len(rows), [1])], "")


_FACTS = f"?item a <{GP.Fact}> . ?item <http://www.w3.org/1999/02/22-rdf-syntax-ns#predicate> ?predicate"


def _line(numbers: Counter[str] | dict[str, int]) -> tuple[int, Html]:
    return sum(numbers.values()), counts({in_words(name): n for name, n in numbers.items()}, most=10)
