"""How much of what the gold articles state is found: one graph per article, scored against its gold file.

    python benchmarks/score_gold.py [--misses] [--json] [NAME...]

The score is made by an outside program (``--scorer``), so that the project does not judge itself.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import fmean
from tempfile import TemporaryDirectory
from typing import Any

import kg

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"

#: Column → the scorer's name for it. All are shares from 0 to 1.
SHARES = {
    "entity recall": "entity_recall",
    "fact recall": "fact_recall",
    "event recall": "event_recall",
    "full recall": "event_full_recall",
    "details": "event_details",
    "event precision": "event_precision",
}
COUNTS = {"events": "events", "forbidden facts": "forbidden_facts"}


@dataclass(frozen=True)
class Case:
    """An article and what it states."""

    name: str
    article: Path
    gold: Path


@dataclass(frozen=True)
class Score:
    """What the scorer says of one article's graph."""

    name: str
    entity_recall: float
    fact_recall: float
    event_recall: float
    event_full_recall: float
    """Required events of which every detail is right too."""
    event_details: float
    """Details (place, date, speaker, status) of required events that are right."""
    event_precision: float
    events: int
    forbidden_facts: int
    """Facts found of which the gold file says that only a careless reading draws them."""
    missed: tuple[str, ...]
    unexpected: tuple[str, ...]


def cases(data: Path, seed: Path) -> Iterator[Case]:
    """The seed article, if there is one, and every gold file with the article of the same name."""
    if (seed / "gold.json").is_file():
        yield Case("seed", seed / "article.txt", seed / "gold.json")
    for gold in sorted((data / "gold").glob("*.json")):
        articles = sorted((data / "articles").glob(f"{gold.stem}.*"))
        if len(articles) != 1:
            sys.exit(
                f"{gold}: {len(articles)} articles in {data / 'articles'} have its name, there must be one"
            )
        yield Case(gold.stem, articles[0], gold)


def score(case: Case, scorer: Path) -> Score:
    """Build a graph from the one article and let the scorer compare it with the gold file."""
    with TemporaryDirectory(prefix="kg-score-") as folder:
        graph, quads = Path(folder) / "graph", Path(folder) / "graph.nq"
        report = kg.build(case.article, graph)
        for rejected in report.rejected:
            sys.exit(f"{rejected.key} {rejected.reason}")
        kg.open(graph).export("nquads", quads)
        done = subprocess.run(
            [sys.executable, str(scorer), str(case.gold), str(quads), "--json"],
            capture_output=True,
            text=True,
        )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        sys.exit(f"{scorer}: failed on {case.gold} ({last})")
    found: dict[str, Any] = json.loads(done.stdout)
    return Score(
        name=case.name,
        **{field: float(found[field]) for field in SHARES.values()},
        events=found["events"],
        forbidden_facts=sum(line.startswith("fact ") for line in found["unexpected"]),
        missed=tuple(sorted(found["missed"])),
        unexpected=tuple(sorted(found["unexpected"])),
    )


def means(scores: list[Score]) -> dict[str, float]:
    """The mean of every share, each article counting the same."""
    return {field: fmean(getattr(score, field) for score in scores) for field in SHARES.values()}


def table(scores: list[Score]) -> str:
    """The scores in columns, and below them the means over all articles and over those but the seed."""
    width = max(len(score.name) for score in scores)
    width = max(width, len("mean of data/gold"))
    heads = [*SHARES, *COUNTS]

    def line(name: str, cells: list[str]) -> str:
        return f"{name:<{width}}  " + "  ".join(
            f"{cell:>{len(head)}}" for cell, head in zip(cells, heads, strict=True)
        )

    lines = [line("article", heads)]
    for found in scores:
        shares = [f"{getattr(found, field):.2f}" for field in SHARES.values()]
        lines.append(line(found.name, [*shares, *(str(getattr(found, field)) for field in COUNTS.values())]))
    own = [found for found in scores if found.name != "seed"]
    for name, group in (("mean of data/gold", own), ("mean of all", scores)):
        if group and not (name == "mean of all" and len(own) in (0, len(scores))):
            cells = [f"{value:.2f}" for value in means(group).values()]
            cells += [str(sum(getattr(found, field) for found in group)) for field in COUNTS.values()]
            lines.append(line(name, cells))
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description="Score graphs of single articles against their gold files.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these: 'seed', or stems of gold files")
    parser.add_argument("--data", type=Path, default=ROOT / "data", help="folder with articles/ and gold/")
    parser.add_argument(
        "--seed", type=Path, default=SHARED / "seed", help="folder with article.txt and gold.json"
    )
    parser.add_argument("--scorer", type=Path, default=SHARED / "eval" / "score_article.py")
    parser.add_argument("--misses", action="store_true", help="name everything that is missed or unexpected")
    parser.add_argument("--json", action="store_true", help="for machines")
    options = parser.parse_args()
    if not options.scorer.is_file():
        sys.exit(f"{options.scorer}: there is no scorer here; name score_article.py with --scorer FILE")
    chosen = list(cases(options.data, options.seed))
    if options.names:
        unknown = set(options.names) - {case.name for case in chosen}
        if unknown:
            sys.exit(f"no gold file is named {', '.join(sorted(unknown))}: see {options.data / 'gold'}")
        chosen = [case for case in chosen if case.name in options.names]
    if not chosen:
        sys.exit(f"{options.data / 'gold'}: there is no gold file")
    scores = [score(case, options.scorer) for case in chosen]
    if options.json:
        print(json.dumps({"articles": [asdict(s) for s in scores], "means": means(scores)}, indent=1))
        return
    if options.misses:
        for found in scores:
            print(found.name)
            for kind, lines in (("missed", found.missed), ("unexpected", found.unexpected)):
                print("".join(f"  {kind:<10}  {line}\n" for line in lines), end="")
            print()
    print(table(scores))


if __name__ == "__main__":
    main()
