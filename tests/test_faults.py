"""Whatever ends a build, and whatever is wrong with the disk: readers see the graph before or after it or are told what
to do, and the next run makes the graph that an undisturbed one would have made."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from conftest import ARTICLES
from faults import Request, Server
from soaking import SOAK, times

pytestmark = pytest.mark.soak

KILLED = -signal.SIGKILL

#: So that a few articles are written in several steps.
STEPS = {"kg.new_store:_BATCH": 60, "kg.consolidation.following:_AT_ONCE": 4}


@pytest.fixture(scope="module")
def kg() -> Iterator[Server]:
    with Server() as server:
        yield server


@dataclass(frozen=True)
class Scenario:
    """A command on a graph, with what is there before and after it."""

    folder: Path
    """A folder with "articles" and, unless it is to be made, "graph"; to be copied."""
    command: tuple[str, ...]
    before: str
    after: str

    def copy(self, to: Path) -> Path:
        shutil.copytree(self.folder, to, dirs_exist_ok=True)
        return to / "graph"


#: The articles of all copies lie in one place, so that they have the same paths. Without the typer, whose libraries
#: have threads that a fork would lack.
_COMMANDS = {
    "new": ("build", "{articles}", "--out", "{graph}", "--no-typer"),
    "grown": ("build", "{articles}", "--out", "{graph}", "--no-typer"),
    "removed": ("remove", "{articles}/tokyo.txt", "--graph", "{graph}"),
}


@pytest.fixture(scope="module")
def scenarios(kg: Server, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Scenario]:
    found = {}
    for name, command in _COMMANDS.items():
        top = tmp_path_factory.mktemp(name)
        articles, folder = top / "articles", top / "folder"
        articles.mkdir()
        folder.mkdir()
        for file in ARTICLES:
            if name != "grown" or file != "bogota.txt":
                (articles / file).write_text(ARTICLES[file], encoding="utf-8")
        before = ""
        if name != "new":
            assert kg("build", articles, "--out", folder / "graph", "--no-typer")["status"] == 0
            before = exported(kg, folder / "graph")
        if name == "grown":
            (articles / "bogota.txt").write_text(ARTICLES["bogota.txt"], encoding="utf-8")
            changed = ARTICLES["tokyo.txt"].replace("condemned North Korea on", "accused North Korea on")
            (articles / "tokyo.txt").write_text(changed, encoding="utf-8")
        told = tuple(word.replace("{articles}", str(articles)) for word in command)
        scenario = Scenario(folder, told, before, "")
        out = scenario.copy(top / "undisturbed")
        assert run(kg, scenario, out)["status"] == 0
        found[name] = Scenario(folder, told, before, exported(kg, out))
        assert found[name].after != before
    return found


def run(kg: Server, scenario: Scenario, out: Path, **fault: object) -> Request:
    return kg(*(word.replace("{graph}", str(out)) for word in scenario.command), **fault)


def exported(kg: Server, out: Path) -> str:
    done = kg("export", "--graph", out)
    assert done["status"] == 0, done["err"]
    text = done["out"]
    assert isinstance(text, str)
    return text


def told(done: Request) -> str:
    """The one line that a command ended with."""
    line: str = done["err"]
    assert done["status"] == 2, done
    assert line.startswith("kg: ") and line.count("\n") == 1, line
    assert "a fault in kg" not in line and "Traceback" not in line, line
    return line


def recovered(kg: Server, scenario: Scenario, out: Path) -> None:
    """After a fault: what readers see, and what the same command makes of it."""
    seen = kg("export", "--graph", out)
    if seen["status"]:
        assert "kg build" in told(seen)
    else:
        assert seen["out"] in (scenario.before, scenario.after)
    again = run(kg, scenario, out)
    if again["status"]:
        # It was removed, and the rest is made up for.
        assert scenario.command[0] == "remove"
        assert "no article of" in told(again)
    assert exported(kg, out) == scenario.after
    if SOAK:
        checked = kg("check", "--graph", out)
        assert (checked["status"], checked["out"]) == (0, ""), checked
    left = {path.name for path in out.iterdir()}
    assert not {name for name in left if name.endswith((".part", ".new", ".old", ".unfinished"))}, left


# Killed


POINTS = [
    ("kg.cache:Cache.add", 2),
    ("kg.consolidation:include", 2),
    ("kg.consolidation:exclude", 1),
    ("kg.consolidation:identify", 1),
    ("kg.consolidation:tell", 1),
    ("kg.consolidation:merge", 1),
    ("kg.building:set_aside", 1),
    ("kg.making:in_pieces", 1),
    ("kg.cache:Cache.keep_settings", 1),
    ("COMMIT", 1),
    ("COMMIT", 2),
    ("COMMIT", 3),
    ("kg.building:write_settings", 1),
    ("kg.building:write_settings", 2),
    ("kg.building:follow", 1),
    ("kg.consolidation.pieces:quads_in", 1),
    ("kg.consolidation.pieces:quads_in", 20),
    ("kg.store:Store.change", 1),
    ("kg.store:Store.change", 2),
    ("pathlib:Path.touch", 1),
    ("pathlib:Path.unlink", 1),
    ("pathlib:Path.unlink", 2),
    ("pathlib:Path.unlink", 3),
    ("pathlib:Path.replace", 1),
    ("pathlib:Path.replace", 2),
    ("pathlib:Path.replace", 3),
    ("pathlib:Path.replace", 4),
    ("kg.new_store:NewStore.add", 1),
    ("kg.new_store:NewStore.take_over", 1),
    ("kg.building:_write_lines", 1),
    ("kg.building:_write_lines", 2),
]


@pytest.mark.parametrize("name", _COMMANDS)
def test_a_run_that_is_killed_is_made_up_for(
    kg: Server, scenarios: dict[str, Scenario], tmp_path: Path, name: str
) -> None:
    scenario, killed = scenarios[name], 0
    for number, (at, n) in enumerate(POINTS):
        # The short form takes each point for one or two of the commands, the long form each for all, before and after
        # it, in one step and in several.
        if not SOAK and number % 9 != 3 * list(_COMMANDS).index(name):
            continue
        ways = [(do, steps) for do in ("kill", "killed") for steps in ({}, STEPS)]
        for do, steps in ways if SOAK else ways[(number + n) % 2 * 2 + 1 :][:1]:
            out = scenario.copy(tmp_path / f"{number} {do} {len(steps)}")
            done = run(kg, scenario, out, at=at, n=n, do=do, set=steps)
            assert done["status"] in (0, KILLED), done
            if done["status"] == KILLED:
                killed += 1
                recovered(kg, scenario, out)
            shutil.rmtree(out.parent)
    assert killed


@pytest.mark.parametrize("number", range(times(4)))
def test_a_run_that_is_killed_at_any_time_is_made_up_for(
    kg: Server, scenarios: dict[str, Scenario], tmp_path: Path, number: int
) -> None:
    chance = random.Random(number)
    scenario = scenarios[list(_COMMANDS)[number % 3]]
    out = scenario.copy(tmp_path)
    done = run(kg, scenario, out, after=chance.uniform(0, 0.6), set=chance.choice([{}, STEPS]))
    assert done["status"] in (0, KILLED), done
    recovered(kg, scenario, out)


@pytest.mark.parametrize("number", range(times(2)))
def test_a_run_that_is_killed_at_any_statement_is_made_up_for(
    kg: Server, scenarios: dict[str, Scenario], tmp_path: Path, number: int
) -> None:
    chance = random.Random(number)
    scenario = scenarios[list(_COMMANDS)[number % 3]]
    calls = run(kg, scenario, scenario.copy(tmp_path / "counted"), at="sql", set=STEPS)["calls"]
    out = scenario.copy(tmp_path / "killed")
    done = run(kg, scenario, out, at="sql", n=chance.randint(1, calls), do="killed", set=STEPS)
    assert done["status"] == KILLED
    recovered(kg, scenario, out)


def _of_session(session: int) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                if (
                    os.getsid(int(entry.name)) == session
                    and b"Z" not in (entry / "stat").read_bytes().split()[2:3]
                ):
                    found.append(int(entry.name))
            except OSError:
                continue
    return found


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="without /proc nothing says which processes there are")
@pytest.mark.parametrize("number", range(times(1)))
def test_the_workers_of_a_run_that_is_killed_end_with_it(
    kg: Server, scenarios: dict[str, Scenario], tmp_path: Path, number: int
) -> None:
    scenario = scenarios["new"]
    out = scenario.copy(tmp_path)
    words = [word.replace("{graph}", str(out)) for word in scenario.command]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    process = subprocess.Popen(
        [sys.executable, "-m", "kg", *words, "--workers", "2"],
        start_new_session=True,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 60
    # One process, then those that track, load and parse.
    while len(_of_session(process.pid)) < 3 and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(random.Random(number).uniform(0, 8) if SOAK else 0.3)
    process.kill()
    process.wait()
    while _of_session(process.pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _of_session(process.pid)
    recovered(kg, scenario, out)


# Disks


@pytest.mark.parametrize(
    ("at", "do", "ns"),
    [
        ("sql", "ENOSPC", (1, 12, 40, 100, 300)),
        ("pathlib:Path.open", "ENOSPC", (1, 2, 3)),
        ("pathlib:Path.replace", "EROFS", (1, 2, 3)),
        ("pathlib:Path.touch", "ENOSPC", (1,)),
        ("pathlib:Path.mkdir", "EROFS", (1,)),
    ],
)
def test_a_disk_that_is_full_gets_one_line(
    kg: Server, scenarios: dict[str, Scenario], tmp_path: Path, at: str, do: str, ns: tuple[int, ...]
) -> None:
    name = "grown" if at == "pathlib:Path.touch" else "new"
    for n in ns if SOAK else ns[-2:]:
        scenario = scenarios[name]
        out = scenario.copy(tmp_path / str(n))
        done = run(kg, scenario, out, at=at, n=n, do=do, set=STEPS)
        told(done)
        recovered(kg, scenario, out)


@pytest.mark.parametrize("limit", [4_096, 20_000, 60_000, 200_000] if SOAK else [4_096, 60_000])
def test_files_that_cannot_grow_get_one_line(
    kg: Server, scenarios: dict[str, Scenario], tmp_path: Path, limit: int
) -> None:
    for name in ("new", "grown"):
        out = scenarios[name].copy(tmp_path / name)
        done = run(kg, scenarios[name], out, limit=limit)
        if done["status"]:
            told(done)
        recovered(kg, scenarios[name], out)


def test_what_may_only_be_read_can_be_read(kg: Server, scenarios: dict[str, Scenario]) -> None:
    top = Path(tempfile.mkdtemp())
    try:
        top.chmod(0o755)
        out = top / "graph"
        shutil.copytree(scenarios["grown"].folder / "graph", out)
        for path in (out, *out.rglob("*")):
            path.chmod(0o555 if path.is_dir() else 0o444)
        for command in (["export"], ["query", "articles"], ["explain", "Erna Solberg"], ["check"]):
            done = kg(*command, "--graph", out, nobody=True)
            assert done["status"] == 0, done
        for command in (["build", "--out", out], ["remove", "x", "--graph", out]):
            told(kg(*command, nobody=True))
    finally:
        for path in (top, *top.rglob("*")):
            path.chmod(0o755)
        shutil.rmtree(top)


# Several at once


def test_the_second_of_two_builds_is_refused_and_readers_are_not(
    kg: Server, scenarios: dict[str, Scenario], tmp_path: Path
) -> None:
    scenario = scenarios["grown"]
    out, go = scenario.copy(tmp_path), tmp_path / "go"
    run(kg, scenario, out, at="kg.building:set_aside", n=1, do="hold", go=str(go), start=True)
    while not Path(f"{go}.held").exists():
        time.sleep(0.01)
    assert "another kg build or kg remove is writing this graph" in told(run(kg, scenario, out))
    assert "is writing this graph" in told(kg("check", "--graph", out))
    assert exported(kg, out) == scenario.before
    go.touch()
    assert kg()["status"] == 0
    assert exported(kg, out) == scenario.after


def test_a_build_does_not_wait_for_ever_for_a_reader(
    kg: Server, scenarios: dict[str, Scenario], tmp_path: Path
) -> None:
    scenario = scenarios["removed"]
    out, go = scenario.copy(tmp_path), tmp_path / "go"
    kg(read=str(out), go=str(go), start=True)
    while not Path(f"{go}.held").exists():
        time.sleep(0.01)
    # What the tables were made with is forgotten, so that the store is made anew.
    with sqlite3.connect(out / "extractions.sqlite") as database:
        database.execute("DELETE FROM made")
    database.close()
    assert "being read by another process" in told(run(kg, scenario, out, patience=0.1))
    assert exported(kg, out) == scenario.before
    go.touch()
    assert kg()["status"] == 0
    recovered(kg, scenario, out)


# Versions


def first_format(out: Path) -> None:
    """Make a folder what the first format was."""
    with sqlite3.connect(out / "extractions.sqlite", isolation_level=None) as database:
        tables = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        database.execute(
            "CREATE TABLE old (article, fingerprint, data BLOB, PRIMARY KEY (article, fingerprint))"
        )
        database.execute("INSERT INTO old SELECT article, 'earlier', data FROM extraction")
        for table in tables:
            if table != "source":
                database.execute(f"DROP TABLE {table}")
        database.execute("ALTER TABLE old RENAME TO extraction")
        database.execute("CREATE TABLE graph_digest (graph TEXT PRIMARY KEY, digest TEXT NOT NULL)")
    database.close()
    settings = json.loads((out / "graph.json").read_text())
    (out / "graph.json").write_text(json.dumps(settings | {"format": 1, "fingerprint": "earlier"}))


def test_a_graph_of_the_first_format_is_read_and_brought_up_to_date(
    kg: Server, scenarios: dict[str, Scenario], tmp_path: Path
) -> None:
    scenario = scenarios["grown"]
    for number, at in enumerate((None, "COMMIT", "kg.building:write_settings")):
        out = scenario.copy(tmp_path / str(number))
        first_format(out)
        assert exported(kg, out) == scenario.before
        assert "bring it up to date, then remove" in told(kg("remove", "x", "--graph", out))
        if at:
            assert kg("build", "--out", out, at=at, n=1)["status"] == KILLED
        if number == 1:
            recovered(kg, scenario, out)
        assert kg("build", "--out", out)["status"] == 0
        assert exported(kg, out) == (scenario.after if number == 1 else scenario.before)
        assert json.loads((out / "graph.json").read_text())["format"] == 2


def contents(out: Path) -> dict[str, bytes]:
    """The files of a graph, without the notes that SQLite keeps for readers too."""
    return {
        path.name: path.read_bytes()
        for path in out.iterdir()
        if path.is_file() and not path.name.endswith(("-shm", "-wal"))
    }


def test_a_newer_format_is_left_alone(kg: Server, scenarios: dict[str, Scenario], tmp_path: Path) -> None:
    scenario = scenarios["grown"]
    out = scenario.copy(tmp_path)
    (out / "graph.json").write_text('{"format": 99}')
    before = contents(out)
    for command in (scenario.command, ("export", "--graph", "{graph}"), ("check", "--graph", "{graph}")):
        said = told(kg(*(word.replace("{graph}", str(out)) for word in command)))
        assert "format 99" in said and "use the version of kg that wrote it" in said
    assert contents(out) == before


# Damage


def test_files_that_are_damaged_are_named(kg: Server, scenarios: dict[str, Scenario], tmp_path: Path) -> None:
    scenario = scenarios["grown"]
    for number, (name, data) in enumerate(
        [
            ("extractions.sqlite", None),
            ("extractions.sqlite", b""),
            ("extractions.sqlite", b"garbage" * 9000),
            ("extractions.sqlite", 8192),
            ("store/CURRENT", b"nonsense"),
            ("graph.json", None),
            ("graph.json", b'{"format": 2, "ba'),
        ]
    ):
        out = scenario.copy(tmp_path / str(number))
        path = out / name
        if data is None:
            path.unlink()
        else:
            path.write_bytes(path.read_bytes()[:data] if isinstance(data, int) else data)
        kept = path.read_bytes() if path.exists() else None
        if name == "graph.json":
            recovered(kg, scenario, out)
            continue
        said = told(run(kg, scenario, out))
        assert (name if "sqlite" in name else "store") in said
        assert "copy" in said or "delete this folder and run kg build again" in said
        assert (path.read_bytes() if path.exists() else None) == kept, "what is left can still be mended"
        if name.startswith("store"):
            shutil.rmtree(out / "store")
            recovered(kg, scenario, out)
        else:
            assert exported(kg, out) == scenario.before
