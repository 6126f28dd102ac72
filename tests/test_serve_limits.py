"""``kg serve`` as a process: limits, queries beside each other, builds beside it, how it starts and how it ends."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

import kg
from hostile_graph import write_hostile_graph
from kg.cli import main
from kg.folder import locked
from kg.serve.answer import Answer, Buffer, Refusal, TooLarge
from kg.serve.sparql import answer_query
from kg.serve.workers import Workers
from serving import Served, served, start

ASK = "ASK { ?a a gp:Article }"
#: Takes for ever: no index helps to compare all with all.
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER (STR(?c) < STR(?l)) }"
LARGE = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
ARTICLES = "SELECT (COUNT(DISTINCT ?a) AS ?n) { ?a a gp:Article }"
#: Long enough for any other query here, however busy the machine is.
SECONDS = 3.0


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_hostile_graph(tmp_path_factory.mktemp("hostile") / "graph")


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Served]:
    with served(folder, "--timeout", str(SECONDS), "--max-bytes", "100000", "--queries", "2") as found:
        with ThreadPoolExecutor(2) as threads:  # so that both processes have started
            list(threads.map(found.sparql, [ASK, ASK]))
        yield found


def number(server: Served) -> int:
    return int(json.loads(server.sparql(ARTICLES).body)["results"]["bindings"][0]["n"]["value"])


# Limits


def test_a_slow_query_is_stopped_and_stops_no_other(server: Served) -> None:
    with ThreadPoolExecutor(4) as threads:
        slow = threads.submit(server.sparql, SLOW)
        time.sleep(0.2)
        quick = [threads.submit(server.sparql, ASK) for _ in range(3)]
        pages = threads.submit(server.get, "/")
        assert [one.result().status for one in quick] == [200] * 3
        assert pages.result().status == 200
        assert not slow.done()
        found = slow.result()
    assert found.status == 503
    assert found.text == f"the query took longer than {SECONDS:g} seconds and was stopped\n"
    assert server.sparql(ASK).json()["boolean"] is True


def test_more_slow_queries_than_processes_do_not_close_the_server(server: Served) -> None:
    with ThreadPoolExecutor(4) as threads:
        found = [one.result() for one in [threads.submit(server.sparql, SLOW) for _ in range(3)]]
        assert {one.status for one in found} == {503}
        assert {one.headers["retry-after"] for one in found} == {"5"}
    assert server.get("/").status == 200
    assert server.sparql(ASK).status == 200


def test_who_waits_too_long_is_told_so(folder: Path) -> None:
    async def both(workers: Workers) -> list[str]:
        arguments = {"default_graphs": (), "named_graphs": (), "accept": "", "most": 1000}
        for _ in range(100):  # until the process has started
            with suppress(Refusal):
                await workers.run(answer_query, query=ASK, **arguments)
                break
        asked = [workers.run(answer_query, query=query, **arguments) for query in (SLOW, ASK)]
        return [str(one) for one in await asyncio.gather(*asked, return_exceptions=True)]

    workers = Workers(folder, 1, 1.0, patience=0.2)
    try:
        assert asyncio.run(both(workers)) == [
            "the query took longer than 1 seconds and was stopped",
            "the server is busy with other queries; try again in a few seconds",
        ]
    finally:
        workers.close()


@pytest.mark.parametrize("query", [LARGE, "CONSTRUCT { ?a ?b ?f } WHERE { ?a ?b ?c . ?d ?e ?f }"])
@pytest.mark.parametrize("accept", ["", "text/csv, application/n-triples"])
def test_a_large_answer_is_refused(server: Served, query: str, accept: str) -> None:
    found = server.sparql(query, accept)
    assert found.status == 500
    assert found.text == "the result is larger than 100,000 bytes; ask for less, with LIMIT or a filter\n"
    assert server.sparql(f"{LARGE} LIMIT 10").status == 200


def test_refusals_travel_between_processes() -> None:
    import pickle

    for refusal in (Refusal(503, "a\nb"), TooLarge(12_345)):
        copy = pickle.loads(pickle.dumps(refusal))
        assert (type(copy), copy.status, str(copy)) == (type(refusal), refusal.status, str(refusal))
    assert str(Refusal(503, "a\nb")) == "a b"
    assert pickle.loads(pickle.dumps(Answer(b"x"))) == Answer(b"x")
    buffer = Buffer(3)
    buffer.write(b"abc")
    with pytest.raises(TooLarge):
        buffer.write(b"d")
    assert buffer.getvalue() == b"abc"


# Beside builds


def test_a_graph_that_changes_is_served_as_it_is_now(built: Path, tmp_path: Path) -> None:
    folder = tmp_path / "graph"
    shutil.copytree(built, folder)
    articles = {row["title"]: row["article"] for row in kg.open(folder).query("articles")}
    with served(folder, "--timeout", "5") as server:
        assert number(server) == 3
        statuses: set[int] = set()
        over = threading.Event()

        def read() -> None:
            while not over.is_set():
                statuses.add(server.sparql(ARTICLES).status)

        readers = [threading.Thread(target=read) for _ in range(3)]
        for reader in readers:
            reader.start()
        try:
            gone = next(iri for title, iri in articles.items() if "Colombia" in str(title))
            kg.building.remove([str(gone)], folder)  # type: ignore[attr-defined]
            assert number(server) == 2
        finally:
            over.set()
            for reader in readers:
                reader.join()
        assert statuses == {200}
        assert "Colombia expels" not in server.get("/").text


def test_a_graph_that_is_being_written_says_so(server: Served, folder: Path) -> None:
    with locked(folder, "store", exclusive=True, wait=10, refused="still read"):
        found = server.sparql(ASK)
    assert (found.status, found.headers["retry-after"]) == (503, "5")
    assert "being written by another process" in found.text
    assert server.sparql(ASK).status == 200


def test_a_graph_that_goes_away_and_comes_back(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "graph"
    shutil.copytree(folder, copy)
    with served(copy) as server:
        copy.rename(tmp_path / "elsewhere")
        found = server.sparql(ASK)
        assert (found.status, "not a graph" in found.text) == (503, True)
        (tmp_path / "elsewhere").rename(copy)
        settings = copy / "graph.json"
        text = settings.read_text()
        settings.write_text(text.replace('"format": 2', '"format": 99'))
        assert "this graph has format 99" in server.sparql(ASK).text
        settings.write_text(text)
        assert server.sparql(ASK).status == 200


# How it starts and ends


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_with_status_0_and_leaves_nothing_behind(folder: Path, number: signal.Signals) -> None:
    with served(folder, "--timeout", "15") as server, ThreadPoolExecutor(1) as threads:
        assert server.sparql(ASK).status == 200
        children = psutil.Process(server.process.pid).children(recursive=True)
        assert children
        slow = threads.submit(server.sparql, SLOW)
        time.sleep(0.3)
        server.process.send_signal(number)
        out, err = server.process.communicate(timeout=20)
        assert (server.process.returncode, out, err) == (0, b"", b"")
        assert len(server.said) == 1
        assert slow.exception() is not None or slow.result().status >= 500
        _, alive = psutil.wait_procs(children, timeout=10)
        assert not alive


def test_processes_end_with_a_server_that_was_killed(folder: Path) -> None:
    with served(folder, "--timeout", "1") as server:
        assert server.sparql(ASK).status == 200
        children = psutil.Process(server.process.pid).children(recursive=True)
        server.process.kill()
        _, alive = psutil.wait_procs(children, timeout=10)
        assert not alive


def test_a_port_in_use_gets_one_line(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        process = start(folder, "--port", str(port))
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out) == (2, b"")
    said = f"kg: port {port} is in use by another program; give another --port, or 0 for a free one\n"
    assert err.decode() == said


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--graph", "nowhere"], "nowhere: not a graph, there is no such folder"),
        (["--host", "no.such.host.invalid"], "there is no such host"),
        (["--host", "192.0.2.1"], "cannot be listened at"),
        (["--port", "70000"], "--port"),
        (["--timeout", "100"], "--timeout"),
        (["--timeout", "0"], "--timeout"),
        (["--max-bytes", "0"], "--max-bytes"),
        (["--queries", "0"], "--queries"),
    ],
)
def test_what_cannot_start_gets_one_line(
    folder: Path, capfd: pytest.CaptureFixture[str], options: list[str], said: str
) -> None:
    assert main(["serve", "--graph", str(folder), "--port", "0", *options]) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert err.startswith("kg: ")
    assert err.count("\n") == 1
    assert said in err


def test_a_build_that_did_not_finish_gets_one_line(
    folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(folder / "graph.json", tmp_path / "graph.json")
    assert main(["serve", "--graph", str(tmp_path)]) == 2
    assert "its build did not finish" in capfd.readouterr().err


def test_without_the_extra_one_line_says_how_to_get_it(folder: Path) -> None:
    code = "import sys; sys.modules['uvicorn'] = None; from kg.cli import main; sys.exit(main(sys.argv[1:]))"
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", code, "serve", "--graph", str(folder)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (2, "")
    assert (
        done.stderr
        == "kg: kg serve needs uvicorn, which is not installed: pip install 'geopolitics-kg[serve]'\n"
    )
