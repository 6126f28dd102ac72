"""The command line: what it prints where, its exit statuses, one clear line for all that goes wrong."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

import kg
from kg.cli import EXPORT_FORMATS, main
from kg.export import FORMATS
from kg.folder import locked
from kg.query_command import QUERY_FORMATS
from kg.results import GRAPH_FORMATS, ROW_FORMATS

Corpus = Callable[..., Path]
Run = Callable[..., tuple[int, str, list[str]]]


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Runs a command line; returns its status, its standard output, and the lines of its standard error."""

    def call(*arguments: object) -> tuple[int, str, list[str]]:
        status = main([str(argument) for argument in arguments])
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        return status, out.decode(), err.decode().splitlines()

    return call


def python(*arguments: object, **options: object) -> subprocess.Popen[bytes]:
    """A Python process that sees the same modules."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, *map(str, arguments)]
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options
    )  # type: ignore[call-overload,no-any-return]


def only(lines: list[str]) -> str:
    """The one line there is; it is a message of kg's."""
    assert len(lines) == 1, lines
    assert lines[0].startswith("kg: ")
    assert "Traceback" not in lines[0]
    return lines[0]


# Building


def test_a_build_says_what_it_did(run: Run, corpus: Corpus, tmp_path: Path) -> None:
    status, out, err = run("build", corpus(), "--out", tmp_path / "graph")
    assert (status, out) == (0, "")
    assert only(err).startswith("kg: 3 articles read (3 new, 0 replaced, 0 unchanged); ")
    status, out, err = run("build", corpus(), "--out", tmp_path / "graph", "--workers", 2)
    assert (status, out) == (0, "")
    assert only(err).startswith("kg: 3 articles read (0 new, 0 replaced, 3 unchanged); ")


def test_each_input_that_cannot_be_read_gets_one_line_and_the_rest_is_built(
    run: Run, corpus: Corpus, tmp_path: Path
) -> None:
    articles, out = corpus("tokyo.txt"), tmp_path / "graph"
    (articles / "empty.txt").touch()
    (articles / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (articles / "broken.jsonl").write_text(
        '{"text": "Peru condemned Chile.", "date": "2001-02-03"}\n{"text": \n'
    )
    (articles / "huge.txt").write_bytes(b"All work and no play. " * 2_400_000)
    (articles / "undated.txt").write_text("Kenya condemns attack\n\nKenya condemned the rebels on Tuesday.\n")
    status, _, err = run("build", articles, tmp_path / "missing.txt", "--out", out)
    assert status == 1
    assert all(line.startswith("kg: ") for line in err)
    for name, said in [
        ("empty.txt", "empty"),
        ("binary.txt", ""),
        ("broken.jsonl", "JSON"),
        ("huge.txt", "larger than"),
        ("missing.txt", "does not exist"),
        ("undated.txt", "set one with --date"),
    ]:
        (line,) = [line for line in err if f"/{name}" in line]
        assert said in line
    assert "5 inputs set aside" in err[-1]
    assert "3 articles" in err[-1]
    assert len(err) == 7
    assert len(kg.open(out).query("SELECT ?a { ?a a gp:Article }")) == 3


def test_inputs_without_a_single_article_do_no_harm(run: Run, corpus: Corpus, tmp_path: Path) -> None:
    out = tmp_path / "graph"
    run("build", corpus(), "--out", out)
    before = kg.open(out).export("nquads")
    status, _, err = run("build", tmp_path / "missing.txt", "--out", out)
    assert status == 1
    assert len(err) == 2
    assert kg.open(out).export("nquads") == before


def test_a_hostile_file_name_stays_on_its_line(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a\n\x1b[2Jb.txt"
    path.touch()
    status, _, err = run("build", path, "--out", tmp_path / "graph")
    assert status == 1
    assert len(err) == 2
    assert "\x1b" not in "".join(err)


def test_a_date_can_be_given(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "undated.txt"
    path.write_text("Kenya condemns attack\n\nKenya condemned the rebels on Tuesday.\n")
    status, _, err = run("build", path, "--out", tmp_path / "graph", "--date", "2013-09-26")
    assert status == 0
    only(err)
    status, _, err = run("build", path, "--out", tmp_path / "graph", "--date", "yesterday")
    assert status == 2
    assert "'yesterday'" in only(err)


def test_articles_are_removed_by_path(run: Run, corpus: Corpus, tmp_path: Path) -> None:
    articles, out = corpus(), tmp_path / "graph"
    run("build", articles, "--out", out)
    status, _, err = run("remove", "--graph", out, articles / "tokyo.txt")
    assert (status, only(err)) == (0, f"kg: 1 article removed; {out} now holds 2")
    status, _, err = run("remove", "--graph", out, articles / "tokyo.txt")
    assert status == 2
    assert "no article of" in only(err)


# Asking


def test_tables_go_to_standard_output(run: Run, built: Path) -> None:
    status, out, err = run("query", "--graph", built, "accusations")
    assert (status, err) == (0, [])
    lines = out.splitlines()
    assert lines[0].split() == ["date", "accuser", "accused", "place", "sentence"]
    assert any("Japan" in line and "North Korea" in line for line in lines)


def test_every_query_format_is_written(run: Run, built: Path) -> None:
    assert set(QUERY_FORMATS) == {*ROW_FORMATS, *GRAPH_FORMATS}
    for format in QUERY_FORMATS:
        query = (
            "articles" if format in ROW_FORMATS else "CONSTRUCT { ?a gp:title ?t } WHERE { ?a gp:title ?t }"
        )
        status, out, err = run("query", "--graph", built, query, "--format", format)
        assert (status, err) == (0, []), format
        assert "Japan condemns missile launch" in out, format


def test_queries_come_from_files_too(run: Run, built: Path, tmp_path: Path) -> None:
    path = tmp_path / "ask.rq"
    path.write_text("ASK { ?a a gp:Article }")
    assert run("query", "--graph", built, f"@{path}") == (0, "true\n", [])
    path.write_bytes(b"\xff\xfe\x00")
    status, out, err = run("query", "--graph", built, f"@{path}")
    assert (status, out) == (2, "")
    assert "is not UTF-8" in only(err)
    status, out, err = run("query", "--graph", built, f"@{tmp_path / 'none.rq'}")
    assert (status, out) == (2, "")
    assert "No such file" in only(err)


def test_the_queries_that_ship_are_listed(run: Run) -> None:
    status, out, err = run("query", "--list")
    assert (status, err) == (0, [])
    assert "who-met-whom" in out
    assert "Who met whom, when and where" in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["SELECT ?x WHERE {\n ?x a a gp:Event }"], "syntax error at line 2, column 9"),
        (["DROP ALL"], "queries only read"),
        (["SELECT * { SERVICE <http://127.0.0.1/> {} }"], "--allow-service"),
        (["SELECT * { SERVICE <http://127.0.0.1:1/> {?s ?p ?o} }", "--allow-service"], "the query failed"),
        (["who-met"], "did you mean who-met-whom"),
        (["articles", "--format", "turtle"], "use one of table"),
        (["articles", "--format", "docx"], "'docx' is not one of"),
        ([], "give a query"),
        (["a", "b"], "unexpected extra argument"),
        (["--frobnicate"], "No such option"),
    ],
)
def test_a_query_that_cannot_be_answered_gets_one_line(
    run: Run, built: Path, arguments: list[str], said: str
) -> None:
    status, out, err = run("query", "--graph", built, *arguments)
    assert (status, out) == (2, "")
    assert said in only(err)


@pytest.mark.parametrize("command", ["query", "view", "export", "stats", "info", "remove", "explain"])
def test_a_folder_without_a_graph_gets_one_line(run: Run, tmp_path: Path, command: str) -> None:
    more = {
        "query": ["articles"],
        "view": ["--out", tmp_path / "x.html"],
        "remove": ["x"],
        "explain": ["x"],
    }.get(command, [])
    for folder in (tmp_path / "nowhere", tmp_path):
        status, out, err = run(command, "--graph", folder, *more)
        assert (status, out) == (2, "")
        assert f"{folder}: not a graph" in only(err)


@pytest.mark.parametrize(
    "arguments", [["build", "--frob"], ["frobnicate"], ["build", "x", "--workers", "0"], ["remove"]]
)
def test_wrong_usage_gets_one_line(run: Run, arguments: list[str]) -> None:
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert "--help)" in only(err)


def test_a_graph_that_is_being_built_says_so(run: Run, corpus: Corpus, tmp_path: Path) -> None:
    out = tmp_path / "graph"
    run("build", corpus(), "--out", out)
    code = (
        "import sys; from pathlib import Path; from kg.folder import locked\n"
        "with locked(Path(sys.argv[1]), 'build', exclusive=True, wait=0, refused=''):\n"
        "    print('ready', flush=True); sys.stdin.read()"
    )
    with python("-c", code, out, stdin=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"ready\n"
        status, _, err = run("build", corpus(), "--out", out)
        assert status == 2
        assert "another kg build or kg remove is writing this graph" in only(err)
        assert run("query", "--graph", out, "ASK { ?a a gp:Article }")[:2] == (0, "true\n")
        other.kill()
    with locked(out, "build", exclusive=True, wait=5, refused="still locked"):
        pass


# Files


def test_every_export_format_is_written(run: Run, built: Path, tmp_path: Path) -> None:
    assert EXPORT_FORMATS == FORMATS
    for format in EXPORT_FORMATS:
        path = tmp_path / format
        assert run("export", "--graph", built, "--format", format, "--out", path) == (0, "", [])
        assert path.read_bytes() == kg.open(built).export(format)


def test_exports_go_to_standard_output_by_default(run: Run, built: Path) -> None:
    status, out, err = run("export", "--graph", built)
    assert (status, err) == (0, [])
    lines = out.split("\n")[:-1]
    assert lines == sorted(lines, key=str.encode)
    assert len(list(ox.parse(out.encode(), format=ox.RdfFormat.N_QUADS))) == len(lines)
    assert run("export", "--graph", built, "--out", "-")[1] == out


def test_the_page_is_written(run: Run, built: Path, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    status, out, err = run("view", "--graph", built, "--out", path, "--actor", "japan", "--type", "ACCUSE")
    assert (status, out) == (0, "")
    assert only(err).startswith("kg: ")
    content = path.read_text().split('id="outlines"')[0]
    assert "North Korea" in content
    assert "Venezuela" not in content


def test_actors_left_out_of_a_page_are_said(run: Run, built: Path, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    status, _, err = run(
        "view", "--graph", built, "--out", path, "--max-nodes", "3", "--draw", "2", "--title", "A & B"
    )
    assert status == 0
    assert re.fullmatch(r"kg: \d+ actors with fewer reports left out; --max-nodes .*", err[-1])
    assert "<title>A &amp; B</title>" in path.read_text()
    assert '"limit": 2,' in path.read_text()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--actor", "Atlantis"], 'no actor "Atlantis"'),
        (["--type", "Gossip"], 'no event type "Gossip"'),
        (["--since", "yesterday"], "is not a day"),
        (["--min-confidence", "7"], "--min-confidence"),
        (["--max-nodes", "0"], "--max-nodes"),
        (["--draw", "0"], "--draw"),
    ],
)
def test_filters_that_mean_nothing_get_one_line(
    run: Run, built: Path, tmp_path: Path, arguments: list[str], said: str
) -> None:
    status, _, err = run("view", "--graph", built, "--out", tmp_path / "x.html", *arguments)
    assert status == 2
    assert said in only(err)
    assert not (tmp_path / "x.html").exists()


@pytest.mark.parametrize("command", [["export"], ["view"]])
@pytest.mark.parametrize("path", ["/proc/x.html", "none/x.html", "."])
def test_a_file_that_cannot_be_written_gets_one_line(
    run: Run, built: Path, tmp_path: Path, command: list[str], path: str
) -> None:
    status, out, err = run(*command, "--graph", built, "--out", tmp_path / path)
    assert (status, out) == (2, "")
    assert str(tmp_path / path) in only(err)


# Numbers


def test_statistics_for_people_and_machines(run: Run, built: Path) -> None:
    status, out, err = run("stats", "--graph", built)
    assert (status, err) == (0, [])
    assert "articles  3" in out
    status, out, err = run("stats", "--graph", built, "--json")
    assert (status, err) == (0, [])
    numbers = json.loads(out)
    assert numbers["articles"] == 3
    assert numbers["events"]["Accusation"] >= 2
    assert {"first", "second", "events", "cooperation", "conflict", "balance"} == set(numbers["pairs"][0])


def test_versions_for_people_and_machines(
    run: Run, built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    status, out, err = run("info", "--graph", built, "--json")
    assert (status, err) == (0, [])
    found = json.loads(out)
    assert found["ontology"] == "https://w3id.org/geopolitics-kg/ontology"
    assert found["ontology_version"]
    assert found["model_version"] == "3.8.0"
    assert found["libraries"]["pyoxigraph"] == ox.__version__
    assert found["graph"]["quads"] == len((kg.open(built).export("nquads") or b"").splitlines())
    monkeypatch.chdir(tmp_path)
    status, out, err = run("info")
    assert (status, err) == (0, [])
    assert "graph" in out
    assert "none here" in out
    assert json.loads(run("info", "--json")[1])["graph"] is None


# The process


def test_help_needs_no_heavy_module() -> None:
    code = (
        "import sys; from kg.cli import main; main(['--help'])\n"
        "heavy = {'spacy', 'rdflib', 'pyoxigraph', 'networkx', 'numpy', 'trafilatura'} & set(sys.modules)\n"
        "sys.exit(f'loaded {heavy}' if heavy else 0)"
    )
    with python("-c", code) as process:
        out, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (0, b"")
    for command in (b"build", b"query", b"view", b"export", b"stats", b"info", b"remove"):
        assert command in out


def test_what_parses_nothing_loads_no_parser() -> None:
    code = "import sys, kg.graph, kg.building; print(*{'spacy', 'scipy', 'pandas', 'trafilatura'} & set(sys.modules))"
    with python("-c", code) as process:
        assert process.communicate(timeout=60) == (b"\n", b"")


def test_the_module_is_the_command() -> None:
    with python("-m", "kg", "--version") as process:
        out, _ = process.communicate(timeout=30)
    assert out.decode().strip() == kg.__version__


@pytest.mark.parametrize("unbuffered", [[], ["-u"]])
def test_a_reader_that_has_seen_enough_is_no_error(built: Path, unbuffered: list[str]) -> None:
    with python(*unbuffered, "-m", "kg", "export", "--graph", built) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=30) == 141


def test_unbuffered_output_is_not_cut_off(built: Path) -> None:
    with python("-u", "-m", "kg", "export", "--graph", built) as process:
        out, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (0, b"")
    assert out == kg.open(built).export("nquads")


def test_an_interrupt_gets_one_line_and_status_130(corpus: Corpus, tmp_path: Path) -> None:
    out = tmp_path / "graph"
    kg.build(corpus("tokyo.txt"), out)
    before = kg.open(out).export("nquads")
    # The process gets the signal after its last article, while the pipeline still has work.
    code = """
import os, signal, sys
from kg import cli, inputs
read = inputs.read
def interrupted(*arguments, **options):
    yield from read(*arguments, **options)
    os.kill(os.getpid(), signal.SIGINT)
inputs.read = interrupted
sys.exit(cli.main(sys.argv[1:]))
"""
    with python("-c", code, "build", corpus(), "--out", out) as process:
        output, err = process.communicate(timeout=60)
    assert (process.returncode, output) == (130, b"")
    assert err.decode().strip() == (
        "kg: interrupted; nothing is lost, and the same command goes on from here"
    )
    assert kg.open(out).export("nquads") == before


def test_a_fault_of_the_program_is_one_line_unless_asked_for(
    run: Run, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: object) -> None:
        raise ZeroDivisionError("division\nby zero")

    monkeypatch.setattr(kg.KnowledgeGraph, "stats", broken)
    status, out, err = run("stats", "--graph", built)
    assert (status, out) == (2, "")
    assert "a fault in kg, please report it: ZeroDivisionError: division by zero" in only(err)
    monkeypatch.setenv("KG_TRACEBACK", "1")
    with pytest.raises(ZeroDivisionError):
        main(["stats", "--graph", str(built)])
