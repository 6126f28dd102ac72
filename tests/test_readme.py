"""The documents for users say what the program does: answers, options, commands, links, figures."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import click
import pytest

import kg
from kg.cli import commands

ROOT = Path(__file__).parent.parent
README, CLI, QUALITY = ROOT / "README.md", ROOT / "docs" / "cli.md", ROOT / "docs" / "quality.md"
DOCUMENTS = [
    README,
    CLI,
    QUALITY,
    *(
        ROOT / "docs" / name
        for name in ("ontology.md", "decisions.md", "explore.md", "serve.md", "cluster.md", "notebooks.md")
    ),
]

#: These are run by people once; here it is only checked that there is such a target.
SET_UP = re.compile(r"(make|pip) ")


def _refresh() -> ModuleType:
    spec = importlib.util.spec_from_file_location("refresh_documents", ROOT / "docs" / "refresh.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # where its dataclasses look for their annotations
    spec.loader.exec_module(module)
    return module


refresh = _refresh()


def blocks(document: Path, language: str) -> list[str]:
    """What stands in the fenced blocks of one language."""
    found: list[str] = re.findall(
        rf"^```{language}\n(.*?)^```$", document.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    )
    return found


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder like a checkout in which ``kg build data/articles`` has been run.

    The documents' commands write into it; to build the same articles again changes nothing.
    """
    home = tmp_path_factory.mktemp("checkout")
    shutil.copytree(ROOT / "data" / "articles", home / "data" / "articles")
    (home / "data" / "gold").mkdir()
    for gold in ("entities.jsonl", "events.jsonl"):
        labelled = (ROOT / "data" / "gold" / gold).read_text(encoding="utf-8").splitlines(keepends=True)
        (home / "data" / "gold" / gold).write_text("".join(labelled[:2]), encoding="utf-8")
    kg.build(home / "data" / "articles", home / "graph")
    program = home / "bin" / "kg"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m kg "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return home


def run(home: Path, *command: str) -> str:
    """What a command prints; it must succeed, and without a traceback."""
    environment = os.environ | {
        "PATH": f"{home / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(Path(kg.__file__).parent.parent),
    }
    done = subprocess.run(command, cwd=home, env=environment, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, f"{command[-1]}\n{done.stdout}\n{done.stderr}"
    assert "Traceback" not in done.stderr
    return done.stdout


@pytest.mark.parametrize("name", ["README.md", "docs/cli.md", "docs/quality.md"])
def test_what_is_written_by_the_program_is_up_to_date(home: Path, name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    fills = refresh.documents(refresh.Sample(home / "graph"))[ROOT / name]
    assert refresh.refreshed(text, fills) == text, f"{name} is not up to date: run make docs"
    assert set(fills) <= {region[1].split()[0] for region in refresh.REGION.findall(text)}


def test_readme_asks_five_questions_and_shows_their_real_answers(home: Path) -> None:
    text = README.read_text(encoding="utf-8")
    shown = re.findall(
        r"```sparql\n(SELECT.*?)```\n+<!-- refresh: answer -->\n+(.*?)\n+<!-- end -->", text, re.DOTALL
    )
    assert len(shown) >= 5
    with kg.open(home / "graph") as graph:
        for query, answer in shown:
            heads, _, *rows = [
                [
                    cell.strip().replace("\\|", "|").replace("&lt;", "<")
                    for cell in re.split(r"(?<!\\)\|", line)[1:-1]
                ]
                for line in answer.splitlines()
            ]
            results = graph.query(query)
            assert heads == list(results.columns)
            assert len(rows) >= 3
            assert rows == [
                ["" if value is None else " ".join(str(value).split()) for value in row] for row in results
            ]


def test_turtle_in_readme_is_in_the_graph(home: Path) -> None:
    (turtle,) = blocks(README, "turtle")
    with kg.open(home / "graph") as graph, graph.store() as store:
        prefixes = "".join(
            f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in store.prefixes.items()
        )
        shown = store.dataset.__class__().graph().parse(data=prefixes + turtle, format="turtle")
        assert len(shown) > 10
        missing = [triple for triple in shown if triple not in store.dataset]
    assert missing == []


@pytest.mark.parametrize("document", [README, CLI], ids=lambda path: path.name)
def test_shell_commands_run(home: Path, document: Path) -> None:
    lines = "".join(blocks(document, "sh")).splitlines()
    script = "\n".join(line for line in lines if not SET_UP.match(line))
    assert script.count("kg ") > 5
    run(home, "bash", "-eu", "-o", "pipefail", "-c", script)


def test_make_commands_are_targets() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    for document in (README, CLI, QUALITY):
        named = set(
            re.findall(r"(?:^|`| {4})make ([a-z]+)", document.read_text(encoding="utf-8"), re.MULTILINE)
        )
        assert named <= targets, document.name
    assert {"demo", "test"} <= set(re.findall(r"^make ([a-z]+)", "".join(blocks(README, "sh")), re.MULTILINE))


def test_python_in_readme_runs(home: Path) -> None:
    (program,) = blocks(README, "python")
    printed = run(home, sys.executable, "-c", program)
    assert "-> " in printed
    assert (home / "ukraine.html").stat().st_size > 100_000
    assert (home / "graph.gexf").is_file()


def _commands(group: click.Group, path: str = "kg") -> Iterator[tuple[str, click.Command]]:
    for name, found in sorted(group.commands.items()):
        if isinstance(found, click.Group):
            yield from _commands(found, f"{path} {name}")
        else:
            yield f"{path} {name}", found


def test_every_command_and_option_is_documented() -> None:
    readme, reference = README.read_text(encoding="utf-8"), CLI.read_text(encoding="utf-8")
    for path, found in _commands(commands):
        top = " ".join(path.split()[:2])
        assert f"`{top}" in readme, f"README.md does not name {top}"
        section = re.search(rf"^## {top}$(.*?)(?=^## |\Z)", reference, re.DOTALL | re.MULTILINE)
        assert section is not None, f"docs/cli.md has no section {top}"
        usage = section[1].partition(f"    {path} ")[2].partition("<!-- end -->")[0]
        for option in (one for parameter in found.params for one in parameter.opts if one.startswith("-")):
            assert re.search(rf"[` ]{re.escape(option)}\b", usage), f"docs/cli.md: {path} {option}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document: Path) -> None:
    text = re.sub(r"^```.*?^```$", "", document.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if target.startswith("https://"):
            continue
        file, _, anchor = target.partition("#")
        path = (document.parent / file).resolve() if file else document
        assert path.is_relative_to(ROOT.resolve()) and path.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in {re.sub(r"[^\w -]", "", h.lower()).replace(" ", "-") for h in headings}, target


def test_every_picture_is_shown_and_a_screen_is_its_size() -> None:
    pictures = sorted((ROOT / "docs" / "images").iterdir())
    shown = "".join(document.read_text(encoding="utf-8") for document in DOCUMENTS)
    assert [picture.name for picture in pictures if picture.name not in shown] == []
    for picture in pictures:
        data = picture.read_bytes()
        assert data.startswith(b"\x89PNG\r\n\x1a\n")
        assert struct.unpack(">II", data[16:24]) == (1366, 768)


def test_quality_has_figures_for_every_gold_file() -> None:
    text = QUALITY.read_text(encoding="utf-8")
    regions = {region[1].split()[0]: region[2] for region in refresh.REGION.findall(text)}
    assert set(regions) == {"gold", "sentences", "texts", "relations", "names", "events-read"}
    for gold in (ROOT / "data" / "gold").glob("*.json"):
        assert f"| {gold.stem} |" in regions["gold"]
    for name in ("gold", "sentences", "texts", "relations", "names"):
        assert len(re.findall(r"\d\.\d\d", regions[name])) > 6, name


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_documents_name_no_machine(document: Path) -> None:
    assert (
        re.findall(r"/(?:home|root|tmp|work|Users)/\S*|[A-Z]:\\\S*", document.read_text(encoding="utf-8"))
        == []
    )
