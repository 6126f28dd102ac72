"""A small corpus, and the graph that is built from it once for all tests that only read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import kg


def _article(title: str, *paragraphs: str) -> str:
    return "\n\n".join([title, *paragraphs]) + "\n"


ARTICLES = {
    "reykjavik.txt": _article(
        "Norwegian prime minister visits Iceland",
        "REYKJAVIK, March 4, 2019 (Reuters) - Norwegian Prime Minister Erna Solberg met Icelandic Prime Minister "
        "Katrin Jakobsdottir in Reykjavik on Monday.",
        "The two leaders discussed fishing in the North Atlantic, a spokesman said.",
    ),
    "tokyo.txt": _article(
        "Japan condemns missile launch",
        "TOKYO, November 29, 2017 (AFP) - Japan condemned North Korea on Wednesday after a missile fell into the "
        "sea.",
        "Prime Minister Shinzo Abe said Tokyo would not tolerate provocations. South Korea also condemned North "
        "Korea.",
    ),
    "bogota.txt": _article(
        "Colombia expels ambassador",
        "BOGOTA, May 3, 2018 (EFE) - Colombia expelled the ambassador of Venezuela on Thursday.",
        "Venezuela accused Colombia of planning a coup. Colombian Foreign Minister Maria Holguin rejected the "
        "charge.",
    ),
}


@pytest.fixture
def corpus(tmp_path: Path) -> Callable[..., Path]:
    """A function that writes the articles (or those with the given names) into a folder."""

    def write(*names: str, folder: str = "articles") -> Path:
        path = tmp_path / folder
        path.mkdir(exist_ok=True)
        for name in names or ARTICLES:
            (path / name).write_text(ARTICLES[name], encoding="utf-8")
        return path

    return write


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a graph of all articles of the corpus. Do not write to it."""
    folder = tmp_path_factory.mktemp("built")
    articles = folder / "articles"
    articles.mkdir()
    for name, text in ARTICLES.items():
        (articles / name).write_text(text, encoding="utf-8")
    kg.build(articles, folder / "graph")
    return folder / "graph"


@pytest.fixture
def graph(built: Path) -> kg.KnowledgeGraph:
    """That graph, open."""
    return kg.open(built)


#: Files whose tests take longest. They come first, so that no process is left with one of them at the end.
_LONG = ("test_faults", "test_notebook", "test_readme", "test_hostile", "test_check", "test_cluster", "test_push",
         "test_view_browser", "test_serve_browser", "test_cli", "test_build")  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    order = {name: number for number, name in enumerate(_LONG)}
    items.sort(key=lambda item: order.get(item.path.stem, len(_LONG)))
