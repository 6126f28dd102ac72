"""`kg build` measured: speed beside bare spaCy, two workers beside one, memory, and what it costs to build again.

    python benchmarks/build.py [--quick] [--speed N] [--sizes 1000 20000] [--graph N]

The articles are generated (``generated.py``). Every measurement is a process of its own, so that nothing is warm that
would not be, and its peak memory is its own.

- speed: tokens per second of processor time (user and system) of ``kg.build`` from files to the store, with one
  process, without and with the trained typer, and of ``nlp.pipe`` of the same model over the same texts. Loading the
  models is left out. Each is measured three times, one after the other in turn; the best of each counts.
- workers: articles per second by the clock, with one process and with two, once with loading and all else left in,
  once less the time that a single article takes, so that what counts is the rate, as for the speed.
- The rest is measured without the typer, which needs an extra.
- memory: the largest resident set of a build with each number of articles.
- again: building the same folder again, and with one new article in it, by the clock, loading the model left out.

The whole takes about two hours on two cores, most of it the parsing of 20,000 and 10,000 articles.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import generated

WARM = 20


def bare(folder: Path) -> dict[str, float]:
    """``nlp.pipe`` over the texts of a folder."""
    import spacy

    from kg.models import DEFAULT_MODEL

    nlp = spacy.load(DEFAULT_MODEL)
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.iterdir())]
    list(nlp.pipe(texts[:WARM]))
    with _timed() as times:
        tokens = sum(len(doc) for doc in nlp.pipe(texts))
    return {"tokens": tokens, **times}


def ours(folder: Path, out: Path, workers: int = 1, typer: bool = False) -> dict[str, float]:
    """``kg.build`` of a folder."""
    import kg
    from kg.extractor import extractor
    from kg.models import DEFAULT_MODEL

    # What is loaded once per process, and the code and the lexicon that the first articles load.
    with tempfile.TemporaryDirectory() as other:
        generated.write(Path(other) / "articles", WARM, first=10_000_000)
        kg.build(Path(other) / "articles", Path(other) / "graph", typer=typer)
    assert extractor(DEFAULT_MODEL, typer).pipeline
    with _timed() as times:
        report = kg.build(folder, out, workers=workers, typer=typer)
    return {"parsed": report.parsed, "articles": report.articles, "events": report.events, **times}


def whole(folder: Path, out: Path, workers: int) -> dict[str, float]:
    """``kg.build`` of a folder as a command runs it, with nothing loaded before."""
    with _timed() as times:
        import kg

        report = kg.build(folder, out, workers=workers, typer=False)
    return {"parsed": report.parsed, **times}


@contextmanager
def _timed() -> Iterator[dict[str, float]]:
    found: dict[str, float] = {}
    wall, processor = time.perf_counter(), time.process_time()
    yield found
    found["wall"], found["processor"] = time.perf_counter() - wall, time.process_time() - processor
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found["peak_mb"] = peak / (1024 if sys.platform != "darwin" else 1024**2)


def _alone(function: str, *arguments: object) -> dict[str, Any]:
    """The result of a function of this file in a process of its own."""
    command = [sys.executable, __file__, "--only", function, *map(str, arguments)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _row(*cells: object) -> None:
    print("| " + " | ".join(map(str, cells)) + " |", flush=True)


def speed(place: Path, count: int, repeat: int) -> None:
    """Tokens per second beside bare spaCy, and of two workers beside one."""
    texts = place / "speed"
    words = generated.write(texts, count, long=True)
    theirs, own, typed = [], [], []
    for n in range(repeat):
        theirs.append(_alone("bare", texts))
        own.append(_alone("ours", texts, place / f"one-{n}"))
        typed.append(_alone("ours", texts, place / f"typed-{n}", 1, "typer"))
    tokens = theirs[0]["tokens"]
    best, mine, longer = (min(run["processor"] for run in runs) for runs in (theirs, own, typed))
    _row(f"bare nlp.pipe, {count:,} articles, {words:,} words", f"{tokens / best:,.0f} tokens/s")
    _row("kg build, one process", f"{tokens / mine:,.0f} tokens/s")
    _row("ratio (at least 0.7)", f"{best / mine:.2f}")
    _row("kg build with the trained typer", f"{tokens / longer:,.0f} tokens/s")
    _row("with the typer beside without (at least 0.4)", f"{mine / longer:.2f}")
    generated.write(place / "one", 1, long=True)
    walls: dict[tuple[int, str], list[float]] = {}
    for n in range(repeat):
        for workers in (1, 2):
            for size in ("one", "speed"):
                out = place / f"whole-{workers}-{size}-{n}"
                found = _alone("whole", place / size, out, workers)["wall"]
                walls.setdefault((workers, size), []).append(found)
    best_of = {key: min(found) for key, found in walls.items()}
    one, two = best_of[1, "speed"], best_of[2, "speed"]
    _row("the same by the clock with all that is loaded, one process", f"{one:.1f} s")
    _row("two workers", f"{two:.1f} s")
    _row("two workers beside one", f"{one / two:.2f}")
    one, two = one - best_of[1, "one"], two - best_of[2, "one"]
    _row("the same, each less what it takes for one article (at least 1.7)", f"{one / two:.2f}")


def memory(place: Path, sizes: list[int]) -> None:
    """Peak memory at several sizes."""
    peaks = []
    for size in sizes:
        texts = place / f"memory-{size}"
        generated.write(texts, size)
        run = _alone("ours", texts, place / f"graph-{size}")
        peaks.append(run["peak_mb"])
        _row(f"peak memory with {size:,} articles", f"{peaks[-1]:,.0f} MB")
    _row("difference (under 150 MB)", f"{peaks[-1] - peaks[0]:,.0f} MB")


def again(place: Path, size: int) -> None:
    """What a build costs when nothing, or one article, is new."""
    texts, graph = place / "again", place / "again-graph"
    generated.write(texts, size)
    first = _alone("ours", texts, graph, 2)
    _row(f"first build of {size:,} articles, two workers", f"{first['wall']:,.0f} s")
    same = _alone("ours", texts, graph)
    _row("nothing changed", f"{same['wall']:.2f} s")
    generated.write(texts, 1, first=size)
    added = _alone("ours", texts, graph)
    assert added["parsed"] == 1
    _row("one new article (under 2 s and its parsing)", f"{added['wall']:.2f} s")


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--quick", action="store_true", help="a minute, to see that it works")
    parser.add_argument("--speed", type=int, default=1_000, help="articles for the speed")
    parser.add_argument(
        "--sizes", type=int, nargs="+", default=[1_000, 20_000], help="articles for the memory"
    )
    parser.add_argument("--graph", type=int, default=10_000, help="articles for building again")
    parser.add_argument("--only", nargs="+", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.only:
        name, folder, *others = options.only
        if name == "bare":
            result = bare(Path(folder))
        elif name == "whole":
            result = whole(Path(folder), Path(others[0]), int(others[1]))
        else:
            workers = int(others[1]) if len(others) > 1 else 1
            result = ours(Path(folder), Path(others[0]), workers, typer=len(others) > 2)
        print(json.dumps(result))
        return
    sizes = ([20, 40], 20, 20, 1) if options.quick else (options.sizes, options.speed, options.graph, 3)
    print(f"Load of the machine at the start: {os.getloadavg()[0]:.1f}\n")
    _row("kg build", "")
    _row("---", "---:")
    with tempfile.TemporaryDirectory() as place:
        speed(Path(place), sizes[1], sizes[3])
        again(Path(place), sizes[2])
        memory(Path(place), sizes[0])


if __name__ == "__main__":
    main()
