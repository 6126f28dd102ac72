"""A running ``kg serve`` and what it answers, for tests."""

from __future__ import annotations

import http.client
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit


@dataclass(frozen=True)
class Reply:
    """A response."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def media_type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Served:
    """A server of ours."""

    address: str
    process: subprocess.Popen[bytes]
    said: list[str] = field(default_factory=list)

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: float = 30,
    ) -> Reply:
        """One request, sent as it is."""
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=timeout)
        try:
            data = body.encode() if isinstance(body, str) else body
            connection.request(method, path, data, dict(headers or {}))
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            return Reply(response.status, found, response.read())
        finally:
            connection.close()

    def get(self, path: str, accept: str = "", **parameters: str) -> Reply:
        query = f"?{urlencode(parameters)}" if parameters else ""
        return self.ask("GET", path + query, headers={"Accept": accept} if accept else {})

    def sparql(self, query: str, accept: str = "", timeout: float = 30, **more: str) -> Reply:
        """A query, by GET."""
        path = f"/sparql?{urlencode({'query': query, **more})}"
        return self.ask("GET", path, headers={"Accept": accept} if accept else {}, timeout=timeout)


def start(folder: Path, *options: str) -> subprocess.Popen[bytes]:
    """``kg serve`` in a process of its own, at a free port."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-m", "kg", "serve", "--graph", str(folder), "--port", "0", *options]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


@contextmanager
def served(folder: Path, *options: str) -> Iterator[Served]:
    """``kg serve`` for the length of a ``with`` block."""
    with start(folder, *options) as process:
        try:
            assert process.stderr is not None
            line = process.stderr.readline().decode()
            address = re.search(r"at (http://\S+/), for SPARQL", line)
            assert address is not None, line + process.stderr.read().decode()
            yield Served(address[1], process, [line.rstrip("\n")])
        finally:
            process.kill()
