"""A server that runs the command ``kg`` in forks of itself, each with the fault that it is asked for.

It has everything imported and the model loaded, so a run takes a fraction of a second. It opens no store itself:
the threads of an open one would be missing in a fork. Requests and answers are lines of JSON.

``args``      what follows ``kg``; or ``read``: a folder whose store is held open, without a command
``at``        "module:name": at the ``n``-th call of this, ``do``: "kill" (before), "killed" (after), "hold", or the
              name of an errno that is raised; "sql" stands for any statement of the cache, "COMMIT" for its commits
``after``     seconds after which the run is killed
``limit``     bytes that a file can have
``nobody``    run as a user who may only read
``set``       "module:name" → value that it has in this run
``start``     answer at once; the next request without any of these waits for its end
``go``        the file that ends a "hold"; it begins with a file of the same name and ".held"
"""

from __future__ import annotations

import contextlib
import errno
import functools
import importlib
import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

NOBODY = 65534

Request = dict[str, Any]


class Server:
    """The server, as its client sees it; it ends with the ``with`` block."""

    def __enter__(self) -> Server:
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
        self._process = subprocess.Popen(
            [sys.executable, __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def __call__(self, *args: str | Path, **fault: Any) -> Request:
        """Run ``kg`` with these arguments; "status" (less than 0 for a signal), "out", "err", "calls"."""
        assert self._process.stdin and self._process.stdout
        request = {"args": list(map(str, args))} | fault if args or fault else {}
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        answer: Request = json.loads(self._process.stdout.readline())
        return answer


def _resolve(where: str) -> tuple[Any, str]:
    module, _, path = where.partition(":")
    owner = importlib.import_module(module)
    *classes, name = path.split(".")
    return functools.reduce(getattr, classes, owner), name


def _hold(go: Path) -> None:
    Path(f"{go}.held").touch()
    while not go.exists():
        time.sleep(0.01)


class _Fault:
    """What happens at the n-th call."""

    def __init__(self, request: Request) -> None:
        self.calls = 0
        self._n, self._do = request.get("n", 0), request.get("do", "kill")
        self._go = Path(request.get("go", ""))

    @contextlib.contextmanager
    def __call__(self, where: str) -> Iterator[None]:
        self.calls += 1
        if self.calls == self._n:
            if self._do == "kill":
                os.kill(os.getpid(), signal.SIGKILL)
            elif self._do == "hold":
                _hold(self._go)
            elif self._do != "killed":
                if where == "sql":
                    raise sqlite3.OperationalError("database or disk is full")
                code = getattr(errno, self._do)
                raise OSError(code, os.strerror(code))
        yield
        if self.calls == self._n and self._do == "killed":
            os.kill(os.getpid(), signal.SIGKILL)

    def wrap(self, where: str) -> None:
        if where in ("sql", "COMMIT"):
            self._wrap_statements(where)
            return
        owner, name = _resolve(where)
        original: Callable[..., Any] = getattr(owner, name)

        @functools.wraps(original)
        def faulty(*args: Any, **options: Any) -> Any:
            with self(where):
                return original(*args, **options)

        setattr(owner, name, faulty)

    def _wrap_statements(self, where: str) -> None:
        from kg import cache

        fault = self

        class Faulty(sqlite3.Connection):
            def execute(self, sql: str, *rest: Any) -> Any:
                if where == "sql" or sql == where:
                    with fault("sql"):
                        return super().execute(sql, *rest)
                return super().execute(sql, *rest)

            def executemany(self, sql: str, *rest: Any) -> Any:
                with fault("sql") if where == "sql" else contextlib.nullcontext():
                    return super().executemany(sql, *rest)

        class Module:
            def __getattr__(self, name: str) -> Any:
                return getattr(sqlite3, name)

            connect = staticmethod(functools.partial(sqlite3.connect, factory=Faulty))

        cache.sqlite3 = Module()  # type: ignore[assignment,attr-defined]


def _run(request: Request, fault: _Fault) -> int:
    from kg.cli import main
    from kg.new_store import NewStore
    from kg.store import Store

    if "limit" in request:
        resource.setrlimit(resource.RLIMIT_FSIZE, (request["limit"],) * 2)
    for where, value in request.get("set", {}).items():
        setattr(*_resolve(where), value)
    if "patience" in request:
        NewStore.take_over.__kwdefaults__["patience"] = request["patience"]
    if "at" in request:
        fault.wrap(request["at"])
    if request.get("nobody") and os.getuid() == 0:
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    if "read" in request:
        with Store.open(Path(request["read"])):
            _hold(Path(request["go"]))
        return 0
    return main(request["args"])


def _child(request: Request, files: list[str]) -> None:
    os.setsid()
    for number, name in zip((1, 2), files, strict=False):
        os.dup2(os.open(name, os.O_WRONLY | os.O_TRUNC), number)
    fault, status = _Fault(request), 99
    try:
        status = _run(request, fault)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        with contextlib.suppress(OSError):
            Path(files[2]).write_text(str(fault.calls))
        os._exit(status)


def _warm_up() -> None:
    """What every process reads once, as the lexicon, is read before there are forks."""
    from conftest import ARTICLES
    from kg import building, check_command, export, graph, making, parsing, query_command  # noqa: F401
    from kg.consolidation import consolidate, create
    from kg.consolidation.checking import in_marked, in_pieces, set_aside
    from kg.consolidation.pieces import Pieces
    from kg.extractor import extractor
    from kg.models import DEFAULT_MODEL
    from kg.reading import article_from_text
    from kg.verification import made_with
    from kg.vocabulary import DEFAULT_BASE as BASE

    made_with(BASE)
    articles = [article_from_text(text, key=key) for key, text in ARTICLES.items()]
    extractions = extractor(DEFAULT_MODEL, False).extract(articles)
    found = {one.article.id: one for one in extractions}
    database = sqlite3.connect(":memory:", isolation_level=None)
    create(database)
    database.execute("CREATE TABLE wanted (article, source, version)")
    database.executemany("INSERT INTO wanted VALUES (?, ?, '')", ((id_, id_) for id_ in found))
    consolidate(database, "SELECT * FROM wanted", found.__getitem__, base=BASE)
    pieces = Pieces(database, found.__getitem__, BASE)
    set_aside(database, BASE, in_marked(database, pieces, BASE, making.validate))
    list(in_pieces(database, pieces, pieces.names(), making.validate))


def _serve() -> None:
    _warm_up()
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        names = [f"{folder}/{number}" for number in range(6)]
        for name in names:
            Path(name).touch()
            Path(name).chmod(0o666)
        _answer(names)


def _answer(names: list[str]) -> None:
    started = 0
    for line in sys.stdin:
        request = json.loads(line)
        files = names[3:] if request.get("start") or not request else names[:3]
        pid = started
        if request:
            for name in files:
                os.truncate(name, 0)
            pid = os.fork()
            if not pid:
                _child(request, files)
            if request.get("start"):
                started = pid
                print("{}", flush=True)
                continue
            if "after" in request:
                time.sleep(request["after"])
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
        status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        out, err, calls = (Path(name).read_text(errors="replace") for name in files)
        print(json.dumps({"status": status, "out": out, "err": err, "calls": int(calls or 0)}), flush=True)


if __name__ == "__main__":
    _serve()
