"""A graph → any server of the SPARQL 1.1 Graph Store HTTP Protocol, named graph by named graph.

Only what differs from what the server took before is sent, so a push that was interrupted goes on, and one after a
build sends what the build changed. Readers of the server see the state in between: the protocol has no transactions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
from tqdm import tqdm

from kg.folder import read_settings
from kg.remote.client import Client, allowed
from kg.remote.memory import Memory, memory, recall
from kg.store import Store, canonical, digest

#: How graphs travel: each by a PUT of its own, or many in one POST of N-Quads (no part of the standard, but Oxigraph,
#: Fuseki and others take it).
PROTOCOLS = ("gsp", "nquads")

#: Bytes of a request. Servers and proxies refuse or choke on very large ones.
_PART = 8_000_000

_NO_STORE = (
    "there is no SPARQL graph store; its address ends in /store at Oxigraph, in /data at Fuseki, "
    "in /rdf-graphs/service at GraphDB and RDF4J"
)
_MEANING = {
    404: _NO_STORE,
    405: _NO_STORE,
    501: _NO_STORE,
    413: "the server does not take requests of up to 8 MB; raise its limit",
    415: "the server does not take this format; try the other --protocol",
}


@dataclass(frozen=True, slots=True)
class PushReport:
    """What a push did; all numbers are of named graphs."""

    sent: int
    removed: int
    """Graphs that an earlier push had sent, and that are no longer ours."""
    unchanged: int
    lost: bool = False
    """The server no longer had what it took before, and got everything again."""


@dataclass(frozen=True, slots=True)
class _Graph:
    name: str
    digest: str
    quads: list[ox.Quad]


def plan(folder: Path, url: str) -> PushReport:
    """What :func:`push` would do, by what is remembered: the server is not asked."""
    read_settings(folder)
    return _difference(recall(folder, url), _held(folder))[2]


def push(
    folder: Path,
    url: str,
    *,
    protocol: str = "gsp",
    timeout: float = 60.0,
    retries: int = 4,
    everything: bool = False,
    progress: bool = False,
) -> PushReport:
    """Make the server at ``url`` hold the named graphs of the graph in ``folder``; its other graphs stay.

    :param protocol: one of :data:`PROTOCOLS`. With "nquads", what others have put into a graph that we never sent
        stays in it.
    :param everything: send what the server already took, too.
    :param progress: show on standard error how far it is.
    :raises KgError: if there is no graph, no server or no graph store, it refuses, or another push goes there. What
        was sent until then is not sent again by the next push.
    """
    read_settings(folder)
    client = Client(url, timeout=timeout, retries=retries)
    with memory(folder, url) as known:
        lost = _lost(client, known)
        if everything or lost:
            known.doubt_all()
        sent = removed = 0
        while True:
            held = _held(folder)
            changed, gone, before = _difference(known.digests, held)
            with tqdm(total=before.sent, unit=" graphs", desc="pushing", disable=not progress) as bar:
                for graphs in _read(folder, changed):
                    _bulk(client, known, graphs) if protocol == "nquads" else _each(client, known, graphs)
                    sent += len(graphs)
                    bar.update(len(graphs))
            for name in gone:
                known.doubt([name])
                _delete(client, name)
                known.forget(name)
                removed += 1
            # A build may have changed the graph meanwhile: it is not kept waiting for the network.
            if _held(folder) == held:
                return PushReport(sent, removed, len(held) - before.sent, lost)


def _difference(
    known: dict[str, str | None], held: dict[str, str]
) -> tuple[list[str], list[str], PushReport]:
    changed = sorted(name for name, digest in held.items() if known.get(name) != digest)
    gone = sorted(known.keys() - held.keys())
    return changed, gone, PushReport(len(changed), len(gone), len(held) - len(changed))


def _held(folder: Path) -> dict[str, str]:
    """Our named graphs with their digests."""
    with Store.open(folder) as store:
        return {name: digest(store.held(name)) for name in store.graphs()}


def _read(folder: Path, names: Iterable[str]) -> Iterator[list[_Graph]]:
    """The graphs with these names, some at a time; the store is closed while they are under way."""
    waiting = list(reversed(list(names)))
    while waiting:
        graphs: list[_Graph] = []
        size = 0
        with Store.open(folder) as store:
            while waiting and size < _PART:
                name = waiting.pop()
                quads = list(store.held(name))
                if quads:
                    graphs.append(_Graph(name, digest(quads), quads))
                    size += 200 * len(quads)  # about; the parts are measured
        yield graphs


def _lost(client: Client, known: Memory) -> bool:
    """Whether the server has lost what it took: it was emptied, or is another one now."""
    latest = known.latest
    return latest is not None and client.send("HEAD", parameters={"graph": latest}).status == 404


def _each(client: Client, known: Memory, graphs: list[_Graph]) -> None:
    for graph in graphs:
        known.doubt([graph.name])
        # The first request replaces what is there, the others (of a large graph) add to it.
        for number, part in enumerate(_parts(_triples(graph.quads))):
            answer = client.send(
                "POST" if number else "PUT",
                part,
                headers={"Content-Type": "application/n-triples"},
                parameters={"graph": graph.name},
            )
            allowed((200, 201, 202, 204), client, answer, _MEANING)
        known.confirm(graph.name, graph.digest)


def _bulk(client: Client, known: Memory, graphs: list[_Graph]) -> None:
    there = [graph.name for graph in graphs if graph.name in known.digests]
    known.doubt(graph.name for graph in graphs)
    for name in there:
        _delete(client, name)
    for part in _parts(b"".join(canonical(graph.quads) for graph in graphs)):
        answer = client.send("POST", part, headers={"Content-Type": "application/n-quads"})
        allowed((200, 201, 202, 204), client, answer, _MEANING)
    for graph in graphs:
        known.confirm(graph.name, graph.digest)


def _delete(client: Client, name: str) -> None:
    # 404: it is not there, which is what is wanted.
    allowed((200, 202, 204, 404), client, client.send("DELETE", parameters={"graph": name}), _MEANING)


def _triples(quads: Iterable[ox.Quad]) -> bytes:
    """Sorted N-Triples, so that the same graph makes the same request."""
    lines = (ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES) or b"").split(b"\n")
    return b"".join(line + b"\n" for line in sorted(lines) if line)


def _parts(lines: bytes) -> Iterator[bytes]:
    """``lines`` in pieces of at most :data:`_PART` bytes, none of which cuts a line (unless that is longer)."""
    start = 0
    while start < len(lines):
        end = len(lines)
        if end - start > _PART:
            end = lines.rfind(b"\n", start, start + _PART) + 1 or lines.index(b"\n", start) + 1
        yield lines[start:end]
        start = end
