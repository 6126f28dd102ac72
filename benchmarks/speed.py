"""Words per second of the extraction beside the bare spaCy pipeline, same model, same articles, same process.

    python benchmarks/speed.py [--articles DIR] [--copies N]

The sample articles are read several times over under different keys; processor time of each side is taken
alternately and the best of three runs counts, so that another program's load weighs little.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import process_time

import spacy

from kg.extractor import Extractor
from kg.model import Article
from kg.models import DEFAULT_MODEL
from kg.reading import read

ROOT = Path(__file__).parent.parent


def _seconds(work: Callable[[], object]) -> float:
    start = process_time()
    work()
    return process_time() - start


def main() -> None:
    """Print both speeds and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--articles", type=Path, default=ROOT / "data" / "articles")
    parser.add_argument("--copies", type=int, default=5)
    options = parser.parse_args()
    once = [item for item in read([options.articles]) if isinstance(item, Article)]
    articles = [replace(a, id=f"{a.id}-{n}") for n in range(options.copies) for a in once]
    words = sum(len(a.text.split()) for a in articles)
    extractor, bare = Extractor(), spacy.load(DEFAULT_MODEL)
    extractor.pipeline  # noqa: B018  (loads it, so that loading is not timed)
    texts = [a.text for a in articles]
    ours, theirs = [], []
    for _ in range(3):
        theirs.append(_seconds(lambda: list(bare.pipe(texts))))
        ours.append(_seconds(lambda: list(extractor.extract(articles))))
    print(f"{len(articles)} articles, {words} words")
    print(f"bare spaCy      {words / min(theirs):8.0f} words/s")
    print(f"kg extraction   {words / min(ours):8.0f} words/s")
    print(f"ratio           {min(theirs) / min(ours):8.2f}")


if __name__ == "__main__":
    main()
