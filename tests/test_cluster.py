"""Extraction on a Dask cluster of two worker processes: the same bytes, also when a worker is lost on the way."""

from __future__ import annotations

import os
import re
import signal
import time
import zlib
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from distributed import Client, LocalCluster
from fsspec.implementations.memory import MemoryFileSystem

import kg
from kg import cluster, parsing
from kg.cache import Kept, kept
from kg.cli import main
from kg.cluster import Pipeline, extract_partition, extractions
from kg.codec import from_json
from kg.errors import KgError
from kg.model import Article, Extraction
from kg.reading import article_from_text

PLACES = ["Kenya", "Peru", "Latvia", "Fiji", "Chad", "Nepal"]


def texts() -> list[str]:
    return [
        f"{place} condemns attack\n\n{place} condemned Mali. Foreign Minister Ana Díaz met Mali's president.\n"
        for place in PLACES
    ]


def articles() -> list[Article]:
    return [article_from_text(text, key=f"{place}.txt") for place, text in zip(PLACES, texts(), strict=True)]


def plain(articles: list[Article]) -> list[Kept]:
    """Stands in for the pipeline where it does not matter what articles state."""
    return [kept(Extraction(article, (), (), (), ())) for article in articles]


def nothing(articles: list[Article]) -> list[Kept]:
    raise AssertionError("nobody should be asked to parse")


def no_disk(articles: list[Article]) -> list[Kept]:
    raise OSError(28, "No space left on device")


def idle(articles: list[Article]) -> list[Kept]:
    """Forgets the articles."""
    return []


def end(articles: list[Article]) -> list[Kept]:
    """Ends the process of the worker, as the kernel does when memory is short."""
    os._exit(9)


def version() -> str:
    return "v1"


SIMPLE = Pipeline(plain, version, "v1")


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "PARTITION", 1)
    monkeypatch.setattr(cluster, "PATIENCE", 20.0)


@pytest.fixture(scope="module")
def two() -> Iterator[LocalCluster]:
    """Two workers, each a process of its own."""
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0") as running:
        yield running


@pytest.fixture
def inside() -> Iterator[LocalCluster]:
    """Two workers that are threads of this process: quick to start."""
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=False, dashboard_address=":0") as running:
        yield running


def run(on: Any, shared: object, tmp_path: Path, pipeline: Pipeline = SIMPLE) -> list[Any]:
    address = on if isinstance(on, str) else on.scheduler_address
    return list(extractions(iter(articles()), pipeline, address, str(shared), graph=tmp_path / "graph"))


def article_of(stated: Kept) -> Article:
    return from_json(Extraction, zlib.decompress(stated.data)).article


def failure(on: Any, shared: object, tmp_path: Path, pipeline: Pipeline = SIMPLE) -> str:
    with pytest.raises(KgError) as caught:
        run(on, shared, tmp_path, pipeline)
    message = str(caught.value)
    assert "\n" not in message
    return message


def test_a_graph_is_the_same_although_a_worker_is_killed(two: LocalCluster, tmp_path: Path) -> None:
    folder, shared = tmp_path / "articles", tmp_path / "shared"
    folder.mkdir()
    shared.mkdir()
    for place, text in zip(PLACES, texts(), strict=True):
        (folder / f"{place}.txt").write_text(text, encoding="utf-8")
    killed: list[int] = []
    connected, over = Event(), Event()

    def kill() -> None:
        """End a worker, one that is busy if there is one, as soon as a first partition is done."""
        with Client(two.scheduler_address, set_as_default=False) as client:
            connected.set()
            while not [path for path in shared.rglob("*.extractions") if path.suffix != ".part"]:
                if over.wait(0.001):
                    return
            workers = [address for address, tasks in client.processing().items() if tasks] or [
                *client.nthreads()
            ]
            killed.extend(client.run(os.getpid, workers=workers[:1]).values())
        os.kill(killed[0], signal.SIGKILL)

    thread = Thread(target=kill, daemon=True)
    thread.start()
    assert connected.wait(60)
    try:
        report = kg.build(folder, tmp_path / "there", dask=two.scheduler_address, shared=shared)
    finally:
        over.set()
    thread.join(20)
    assert killed
    assert (report.parsed, report.articles) == (len(PLACES), len(PLACES))
    kg.build(folder, tmp_path / "here")
    for name in ("graph.json", "rejected.jsonl", "violations.jsonl"):
        assert (tmp_path / "there" / name).read_bytes() == (tmp_path / "here" / name).read_bytes()
    assert kg.open(tmp_path / "there").export("nquads") == kg.open(tmp_path / "here").export("nquads")
    assert list(shared.iterdir()) == []
    again = kg.build(folder, tmp_path / "there", dask="tcp://127.0.0.1:9", shared=shared)
    assert again.parsed == 0, "without new articles nobody is asked for"


def test_articles_that_end_their_worker(two: LocalCluster, tmp_path: Path) -> None:
    scheduler: Any = two.scheduler
    allowed, scheduler.allowed_failures = scheduler.allowed_failures, 0
    try:
        message = failure(two, tmp_path / "shared", tmp_path, replace(SIMPLE, extract=end))
    finally:
        scheduler.allowed_failures = allowed
    assert "workers end when they parse Kenya.txt" in message or ".txt (out of memory?)" in message
    assert list((tmp_path / "shared").iterdir()) == []


def test_workers_that_do_not_share_the_path(two: LocalCluster, tmp_path: Path) -> None:
    message = failure(two, "memory://not-shared", tmp_path)
    assert "sees no memory://" in message
    assert "--shared has to be one path" in message


def test_any_file_system_will_do(inside: LocalCluster, tmp_path: Path) -> None:
    found = run(inside, "memory://bucket/folder", tmp_path)
    assert [article_of(one) for one in found] == articles()
    assert not [name for name in MemoryFileSystem.store if "bucket" in name]


def test_order_and_size_of_partitions_do_not_matter(
    inside: LocalCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one_by_one = run(inside, tmp_path, tmp_path)
    for size, longest in ((2, 10**6), (64, 10**6), (64, 150)):
        monkeypatch.setattr(cluster, "PARTITION", size)
        monkeypatch.setattr(cluster, "_LONGEST", longest)
        assert run(inside, tmp_path, tmp_path) == one_by_one
    assert [article_of(one).key for one in one_by_one] == [f"{place}.txt" for place in PLACES]


def test_not_all_is_on_its_way_at_once(inside: LocalCluster, tmp_path: Path) -> None:
    taken: list[int] = []

    def many() -> Iterator[Article]:
        for number in range(40):
            taken.append(number)
            yield article_from_text("Kenya condemned Mali.\n", key=f"{number}.txt")

    found = extractions(many(), SIMPLE, inside.scheduler_address, tmp_path, graph=tmp_path)
    next(found)
    assert len(taken) < 10
    assert len(list(found)) == 39


def test_a_repeated_task_gives_the_same_file(tmp_path: Path) -> None:
    folder = cluster._Folder.beneath(tmp_path, tmp_path / "graph")
    name = cluster._written(folder, articles())
    assert cluster._written(folder, articles()) == name
    first = extract_partition(SIMPLE, folder.url, name)
    files = sorted(path.name for path in tmp_path.rglob("*") if path.is_file())
    assert files == [f"{name}-v1.extractions", f"{name}.articles"]
    assert extract_partition(replace(SIMPLE, extract=nothing), folder.url, name) == first
    next(tmp_path.rglob("*.extractions")).unlink()
    assert extract_partition(SIMPLE, folder.url, name) == first
    next(tmp_path.rglob("*.extractions")).unlink()
    next(tmp_path.rglob("*.articles")).write_bytes(cluster._packed([]))
    with pytest.raises(KgError, match="is not what can be read there"):
        extract_partition(SIMPLE, folder.url, name)


@pytest.mark.parametrize(
    ("pipeline", "message"),
    [
        (
            replace(SIMPLE, expected="v2"),
            "has another version of kg, its lexicons or the model (v1, here v2)",
        ),
        (replace(SIMPLE, extract=no_disk), "cannot read or write the shared path ([Errno 28] No space left"),
        (replace(SIMPLE, extract=idle), "a worker left articles out"),
        (
            Pipeline(plain, partial(parsing.fingerprint, "no_such_model", True), "v1"),
            "no_such_model",
        ),
    ],
)
def test_a_worker_that_cannot(inside: LocalCluster, tmp_path: Path, pipeline: Pipeline, message: str) -> None:
    assert message in failure(inside, tmp_path / "shared", tmp_path, pipeline)
    assert list((tmp_path / "shared").iterdir()) == []


def test_what_is_read_is_what_was_written(
    inside: LocalCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = cluster._Folder.read

    def altered(self: cluster._Folder, name: str) -> bytes | None:
        data = read(self, name)
        return data and name.endswith(".extractions") and data[:-1] or data  # noqa: RUF021

    monkeypatch.setattr(cluster._Folder, "read", altered)
    assert "is not what can be read there" in failure(inside, tmp_path / "shared", tmp_path)


@pytest.mark.parametrize(
    "data", [b"rubbish", cluster._packed(articles())[:-9], cluster.gzip.compress(b"x\n", mtime=0)]
)
def test_a_damaged_partition_is_refused(data: bytes) -> None:
    with pytest.raises(KgError, match="damaged"):
        cluster._unpacked(data)


def test_a_build_that_is_broken_off_leaves_nothing(inside: LocalCluster, tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    found = extractions(iter(articles()), SIMPLE, inside.scheduler_address, shared, graph=tmp_path)
    next(found)
    assert list(shared.iterdir())
    found.close()  # type: ignore[attr-defined]
    assert list(shared.iterdir()) == []


def test_what_a_killed_build_left_is_used_and_removed(inside: LocalCluster, tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    folder = cluster._Folder.beneath(shared, tmp_path / "graph")
    for article in articles()[:3]:
        extract_partition(SIMPLE, folder.url, cluster._written(folder, [article]))
    assert len(run(inside, shared, tmp_path)) == len(PLACES)
    assert list(shared.iterdir()) == []


class Slow:
    """A future whose task is done, and whose result is fetched at the second try."""

    def __init__(self, status: str) -> None:
        self.status, self.tries = status, 0

    def result(self, timeout: float) -> str:
        self.tries += 1
        if self.tries == 1:
            raise TimeoutError
        return "digest"

    def exception(self, timeout: float) -> Exception:
        return OSError("no space")


def test_a_result_on_a_worker_that_was_just_lost_is_waited_for(inside: LocalCluster) -> None:
    distributed = cluster.library("distributed")
    partition = cluster._Partition("name", "stated", ("a.txt",))
    with Client(inside.scheduler_address, set_as_default=False) as client:
        assert cluster._answer(distributed, client, Slow("finished"), partition) == "digest"
        with pytest.raises(KgError, match=r"shared path \(no space"):
            cluster._answer(distributed, client, Slow("error"), partition)


def test_a_scheduler_that_goes_away(inside: LocalCluster, tmp_path: Path) -> None:
    found = extractions(
        iter(articles()), SIMPLE, inside.scheduler_address, tmp_path / "shared", graph=tmp_path
    )
    next(found)
    inside.close()
    with pytest.raises(KgError, match="is gone; start it"):
        list(found)


def test_a_cluster_without_workers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 0.5)
    with LocalCluster(n_workers=0, processes=False, dashboard_address=":0") as empty:
        assert "has no workers; start one with" in failure(empty, tmp_path / "shared", tmp_path)


def test_a_cluster_that_loses_all_workers(
    inside: LocalCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = [article_from_text("Kenya condemned Mali.\n", key=f"{n}.txt") for n in range(40)]
    found = extractions(iter(many), SIMPLE, inside.scheduler_address, tmp_path / "shared", graph=tmp_path)
    next(found)
    inside.scale(0)
    until = time.monotonic() + 60
    while inside.scheduler.workers:
        assert time.monotonic() < until
        time.sleep(0.01)
    monkeypatch.setattr(cluster, "PATIENCE", 0.5)
    with pytest.raises(KgError, match="has had no workers for"):
        list(found)


@pytest.mark.parametrize(
    "address", ["tcp://127.0.0.1:9", "nonsense", "tcp://", "nothing://127.0.0.1:9", "", "::"]
)
def test_no_scheduler(address: str, tmp_path: Path) -> None:
    assert "no Dask scheduler answers at" in failure(address, tmp_path / "shared", tmp_path)
    assert not (tmp_path / "shared").exists()


@pytest.mark.parametrize("shared", ["nothing://x", "/proc/nothing/here", "\0"])
def test_no_path(inside: LocalCluster, shared: str, tmp_path: Path) -> None:
    assert re.search("no path that can be used|cannot be written", failure(inside, shared, tmp_path))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--dask", "tcp://127.0.0.1:9"], "--dask and --shared"),
        (["--shared", "x"], "--dask and --shared"),
        (["--dask", "tcp://127.0.0.1:9", "--shared", "x", "--workers", "2"], "leave --dask or --workers out"),
        (["--dask", "tcp://127.0.0.1:9", "--shared", "x"], "no Dask scheduler answers at tcp://127.0.0.1:9"),
    ],
)
def test_the_command_says_what_is_wrong(
    options: list[str], message: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(texts()[0], encoding="utf-8")
    assert main(["build", str(tmp_path / "a.txt"), "--out", str(tmp_path / "graph"), *options]) == 2
    said = capfd.readouterr().err
    assert said.startswith("kg: ")
    assert message in said
    assert said.count("\n") == 1


def test_without_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    assert "pip install 'geopolitics-kg[cluster]'" in failure("tcp://127.0.0.1:9", tmp_path, tmp_path)
