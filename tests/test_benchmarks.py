"""The articles that benchmarks are run on."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))

import build
import generated


def test_generated_articles_are_the_same_for_the_same_number() -> None:
    assert list(generated.articles(20)) == list(generated.articles(20))
    assert next(generated.articles(1, first=7)) == generated.article(7)


def test_generated_articles_vary() -> None:
    found = list(generated.articles(300))
    assert len({one.published for one in found}) > 280
    sentences = [line for one in found for line in one.text.split(". ")]
    assert len(set(sentences)) > 0.9 * len(sentences)


def test_generated_articles_have_the_length_they_say() -> None:
    words = [len(one.text.split()) for one in generated.articles(100, long=True)]
    assert min(words) >= 50
    assert max(words) <= 330
    assert max(words) - min(words) > 100


def test_a_build_is_measured_beside_bare_spacy(tmp_path: Path) -> None:
    generated.write(tmp_path / "articles", 3)
    own = build.ours(tmp_path / "articles", tmp_path / "graph")
    assert (own["parsed"], own["articles"]) == (3, 3)
    assert build.bare(tmp_path / "articles")["tokens"] > 100
