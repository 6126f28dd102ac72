"""What a build shows on a terminal: articles, words a second, what remains; and nothing elsewhere."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import kg

TEXT = "{0} condemned Mali on Monday. The foreign minister of {0} met Mali's president in Geneva.\n"


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for place in ("Kenya", "Peru", "Latvia"):
        (folder / f"{place}.txt").write_text(TEXT.format(place), encoding="utf-8")
    records = [
        {"id": str(n), "text": TEXT.format(place)} for n, place in enumerate(("Chad", "Fiji", "Nepal"))
    ]
    (folder / "more.jsonl").write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    return folder


def shown(err: str) -> list[str]:
    """What a terminal showed, one state of a line after the other."""
    return [line.strip() for line in re.split(r"[\r\n]", err) if line.strip()]


def test_articles_words_and_what_remains(
    articles: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    kg.build(articles, tmp_path / "graph", progress=True)
    lines = shown(capfd.readouterr().err)
    last = [line for line in lines if line.startswith("parsing")][-1]
    assert re.fullmatch(r"parsing 100%\|█+\| 6 articles, [1-9][0-9,]* words/s \[\d\d:\d\d<00:00\]", last)
    assert any(line.startswith("settling who is who, and writing the graph") for line in lines)


def test_what_is_known_already_counts_as_done(
    articles: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    kg.build(articles, tmp_path / "graph")
    (articles / "z.txt").write_text(TEXT.format("Togo"), encoding="utf-8")
    capfd.readouterr()
    kg.build(articles, tmp_path / "graph", progress=True)
    last = [line for line in shown(capfd.readouterr().err) if line.startswith("parsing")][-1]
    assert last.startswith("parsing 100%")
    assert " 1 article, " in last


def test_what_has_no_length_has_no_end(
    articles: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with (articles / "Kenya.txt").open("rb") as file:
        kg.build("-", tmp_path / "graph", stdin=file, progress=True)
    last = [line for line in shown(capfd.readouterr().err) if line.startswith("parsing")][-1]
    assert re.fullmatch(r"parsing 1 article, [1-9][0-9,]* words/s \[\d\d:\d\d\]", last)


def test_nothing_is_shown_unless_asked_for(
    articles: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    kg.build(articles, tmp_path / "graph")
    assert capfd.readouterr().err == ""
