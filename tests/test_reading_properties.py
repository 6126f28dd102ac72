"""What holds for any text, however strange."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg.model import Article
from kg.reading import article_from_text

_LINES = st.sampled_from(
    [
        "GENEVA, May 3 (Reuters) - The envoy spoke on Monday.",
        "Talks resume in Geneva",
        "By Jane Doe",
        "May 3, 2021",
        "SOURCE:AA",
        "# Talks resume",
        "---",
        "=====",
        "- Cyprus",
        "> quoted words",
        "Photo: AFP",
        "Title: Talks resume",
        "Body:",
        "Related stories",
        "###",
        "(AFP)",
        "",
        "The ministers of the two countries met in Vienna and agreed to meet again. They left with the",
        "WASHINGTON —",
        "**",
        "…",
    ]
)
_TEXTS = st.one_of(st.text(max_size=400), st.lists(_LINES, max_size=12).map("\n".join)).filter(
    lambda text: bool(text.strip())
)


def check(article: Article) -> None:
    end = 0
    for segment in article.segments:
        assert end <= segment.start < segment.end <= len(article.text)
        words = article.text[segment.start : segment.end]
        assert words == words.strip()
        end = segment.end
    assert sum(segment.kind == "title" for segment in article.segments) <= 1


@settings(max_examples=400, deadline=None)
@example("\n---\nTitle: Talks resume\n---", True, None)
@given(_TEXTS, st.booleans(), st.one_of(st.none(), st.text(max_size=40)))
def test_segments_are_in_range_sorted_and_apart(text: str, markdown: bool, title: str | None) -> None:
    article = article_from_text(text, key="k", markdown=markdown, title=title)
    check(article)
    assert len(article.text) == len(text)
    assert article == article_from_text(text, key="k", markdown=markdown, title=title)


@pytest.mark.parametrize(
    "text",
    [
        "x" * 2_000_000,
        " " * 2_000_000 + "x",
        "A" + "/A" * 100_000,
        "(" * 100_000,
        ("A, " * 120 + "\n") * 500,
        ("By " + "And of " * 25 + "\n") * 500,
        "\n".join("Mr. " * 80 for _ in range(500)),
        "MOSCOW " * 50_000,
        "---\n" * 20_000,
        "[" * 50_000 + "]" * 50_000,
    ],
    ids=range(10),
)
def test_hostile_texts_take_no_long(text: str) -> None:
    begin = time.perf_counter()
    check(article_from_text(text, key="k", markdown=True))
    # Measured at under a second each; a pattern that backtracks would take minutes.
    assert time.perf_counter() - begin < 15
