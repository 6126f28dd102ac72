"""A graph on a SPARQL server: sent, interrupted, changed, refused. The server is a real one, Oxigraph's own."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from threading import Lock
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox
import pytest

import kg
from kg.cli import main
from kg.errors import KgError
from kg.push_command import PROTOCOLS
from kg.remote import client
from kg.remote import push as pushing
from kg.remote.memory import memory, recall
from kg.remote.push import plan, push
from kg.store import Store, canonical
from triple_store import Oxigraph, Reply, Request, oxigraph, scripted

both = pytest.mark.parametrize("protocol", PROTOCOLS)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Oxigraph]:
    with oxigraph(tmp_path / "location") as running:
        yield running


@pytest.fixture
def own(built: Path, tmp_path: Path) -> Path:
    """A graph that a test may change."""
    shutil.copytree(built, tmp_path / "graph")
    return tmp_path / "graph"


@pytest.fixture
def articles(built: Path) -> Path:
    """What it was built from."""
    return built.parent / "articles"


@pytest.fixture(autouse=True)
def nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No user or password, and no long pauses."""
    for name in ("KG_HTTP_USER", "KG_HTTP_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NETRC", str(tmp_path / "no-netrc"))
    monkeypatch.setattr(client, "_PAUSE", 0.01)


def nquads(folder: Path) -> bytes:
    data = kg.open(folder).export("nquads")
    assert data is not None
    return data


def graphs(folder: Path) -> list[str]:
    with Store.open(folder) as store:
        return store.graphs()


def sent_graphs(requests: list[Request]) -> list[str]:
    return [parse_qs(urlsplit(r.path).query)["graph"][0] for r in requests if r.method == "PUT"]


def edited(articles: Path, own: Path, old: str, new: str) -> Path:
    """An article of the graph with other words, in place of the one that was there."""
    text = (articles / "tokyo.txt").read_text(encoding="utf-8")
    assert old in text
    path = own.parent / "tokyo.txt"
    path.write_text(text.replace(old, new), encoding="utf-8")
    kg.build(path, own)
    kg.remove([str(articles / "tokyo.txt")], own)
    return path


# What arrives


def test_the_command_knows_the_protocols() -> None:
    assert PROTOCOLS == pushing.PROTOCOLS


@both
def test_the_server_holds_what_the_graph_holds(own: Path, server: Oxigraph, protocol: str) -> None:
    report = push(own, server.store, protocol=protocol)
    assert server.content() == nquads(own)
    assert (report.sent, report.removed, report.unchanged) == (len(graphs(own)), 0, 0)


@both
def test_a_second_push_sends_nothing(own: Path, server: Oxigraph, protocol: str) -> None:
    first = push(own, server.store, protocol=protocol)
    with scripted(lambda request: request.forward(server.address)) as between:
        url = f"{between.address}/store"
        push(own, url, protocol=protocol)
        between.requests.clear()
        again = push(own, url, protocol=protocol)
    assert (again.sent, again.removed, again.unchanged) == (0, 0, first.sent)
    assert [request.method for request in between.requests] == ["HEAD"]
    assert server.content() == nquads(own)


@both
def test_what_changed_is_sent_and_what_went_is_removed(
    own: Path, articles: Path, server: Oxigraph, protocol: str
) -> None:
    theirs = ox.Quad(*(ox.NamedNode(f"http://example.org/{part}") for part in "spog"))
    server.ask(
        "PUT",
        "/store?graph=http://example.org/g",
        b"<http://example.org/s> <http://example.org/p> <http://example.org/o> .",
        Content_Type="application/n-triples",
    )
    push(own, server.store, protocol=protocol)
    before = set(graphs(own))
    edited(articles, own, "condemned North Korea on", "threatened North Korea on")
    kg.remove([str(articles / "bogota.txt")], own)
    report = push(own, server.store, protocol=protocol)
    assert report.removed == len(before - set(graphs(own))) == 2
    assert 0 < report.sent < len(graphs(own))
    assert server.content() == canonical([*ox.parse(nquads(own), format=ox.RdfFormat.N_QUADS), theirs])


@both
def test_large_graphs_arrive_in_parts(
    own: Path, server: Oxigraph, protocol: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pushing, "_PART", 3000)
    with scripted(lambda request: request.forward(server.address)) as between:
        push(own, f"{between.address}/store", protocol=protocol)
        push(own, f"{between.address}/store", protocol=protocol, everything=True)
    assert all(len(request.body) <= 3000 for request in between.requests)
    assert server.content() == nquads(own)


def test_a_part_ends_where_a_line_does() -> None:
    lines = b"".join(b"x" * size + b"\n" for size in (5, 1, 8_000_100, 7_999_990, 3))
    parts = list(pushing._parts(lines))
    assert b"".join(parts) == lines
    assert all(part.endswith(b"\n") for part in parts)
    assert list(pushing._parts(b"")) == []


def test_two_servers_are_two_memories(own: Path, server: Oxigraph, tmp_path: Path) -> None:
    push(own, server.store)
    with oxigraph(tmp_path / "other") as other:
        assert push(own, other.store).unchanged == 0
        assert other.content() == nquads(own)
    assert push(own, server.store).sent == 0


def test_an_emptied_server_gets_everything_again(own: Path, tmp_path: Path) -> None:
    with oxigraph(tmp_path / "first") as first, oxigraph(tmp_path / "second") as second:
        now = [first]
        with scripted(lambda request: request.forward(now[0].address)) as between:
            url = f"{between.address}/store"
            push(own, url)
            now[0] = second
            report = push(own, url)
        assert report.lost
        assert second.content() == nquads(own)


def test_all_sends_everything_again(own: Path, server: Oxigraph) -> None:
    push(own, server.store)
    victim = graphs(own)[0]
    server.ask("DELETE", f"/store?graph={victim}")
    assert push(own, server.store).sent == 0, "one lost graph is not noticed"
    assert push(own, server.store, everything=True).sent == len(graphs(own))
    assert server.content() == nquads(own)


def test_a_build_during_a_push_is_neither_held_up_nor_missed(
    own: Path, articles: Path, server: Oxigraph
) -> None:
    once = Lock()

    def meddling(request: Request) -> Reply:
        if request.method == "PUT" and once.acquire(blocking=False):
            kg.remove([str(articles / "bogota.txt")], own)
        return request.forward(server.address)

    with scripted(meddling) as between:
        push(own, f"{between.address}/store")
    assert server.content() == nquads(own)


def test_a_dry_run_asks_nobody(own: Path, articles: Path, server: Oxigraph) -> None:
    url = "http://127.0.0.1:9/store"
    assert main(["push", "--graph", str(own), "--to", url, "--dry-run"]) == 0
    assert plan(own, url).sent == len(graphs(own))
    push(own, server.store)
    kg.remove([str(articles / "bogota.txt")], own)
    planned = plan(own, server.store)
    done = push(own, server.store)
    assert (planned.sent, planned.removed, planned.unchanged) == (done.sent, done.removed, done.unchanged)
    assert planned.removed


# Interrupted


def killed_at(own: Path, server: Oxigraph, number: int, when: str, protocol: str) -> None:
    """A push whose process is ended at its ``number``th request, before or after the real server got that."""
    left = [number]

    def answer(request: Request) -> Reply:
        left[0] -= 1
        if left[0]:
            return request.forward(server.address)
        if when == "after":
            request.forward(server.address)
        process = running[0]
        process.kill()
        process.wait()
        return Reply()

    running: list[subprocess.Popen[bytes]] = []
    with scripted(answer) as between:
        # The memory belongs to the address, so each attempt has to be made at the same one: the server's.
        code = (
            "import sys; from kg.remote import client; from kg.remote.push import push; from pathlib import Path;"
            "once = client.Client._once;"
            "swap = lambda self, m, url, *rest: once(self, m, url.replace(*sys.argv[3:5]), *rest);"
            "client.Client._once = swap;"
            "push(Path(sys.argv[1]), sys.argv[2], protocol=sys.argv[5])"
        )
        arguments = [str(own), server.store, server.address, between.address, protocol]
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
        running.append(subprocess.Popen([sys.executable, "-c", code, *arguments], env=environment))
        assert running[0].wait(60) == -signal.SIGKILL


@pytest.mark.parametrize(
    ("protocol", "points"),
    [
        ("gsp", [(1, "before"), (2, "after"), (3, "before"), (3, "after")]),
        ("nquads", [(1, "before"), (1, "after")]),
    ],
)
def test_a_killed_push_goes_on(
    own: Path, server: Oxigraph, protocol: str, points: list[tuple[int, str]]
) -> None:
    done = 0
    for number, when in points:
        killed_at(own, server, number, when, protocol)
        confirmed = sum(digest is not None for digest in recall(own, server.store).values())
        assert confirmed >= done, "nothing that arrived is forgotten"
        done = confirmed
    assert (done > 0) == (protocol == "gsp")
    report = push(own, server.store, protocol=protocol)
    assert (report.sent, report.unchanged) == (len(graphs(own)) - done, done)
    assert server.content() == nquads(own)


@both
def test_a_push_killed_over_a_change_that_is_then_taken_back(
    own: Path, articles: Path, server: Oxigraph, protocol: str
) -> None:
    """The server has the change although nobody was told so, and has to lose it again."""
    push(own, server.store, protocol=protocol)
    kg.remove([str(articles / "bogota.txt")], own)
    for number in (2, 3):
        killed_at(own, server, number, "after", protocol)
    assert server.content() != nquads(own)
    kg.build(articles / "bogota.txt", own)
    push(own, server.store, protocol=protocol)
    assert server.content() == nquads(own)


def test_what_was_sent_and_not_confirmed_is_removed_when_it_is_no_longer_ours(
    own: Path, server: Oxigraph
) -> None:
    killed_at(own, server, 1, "after", "gsp")
    (article,) = recall(own, server.store)
    assert article.rpartition("/")[2].encode() in server.content()
    kg.remove([article], own)
    push(own, server.store)
    assert server.content() == nquads(own)


def test_half_a_line_of_the_memory_is_no_harm(own: Path, server: Oxigraph) -> None:
    push(own, server.store)
    (path,) = (own / "pushed").glob("*.jsonl")
    path.write_bytes(path.read_bytes()[:-30])
    assert push(own, server.store).sent == 1
    assert push(own, server.store).sent == 0
    path.write_bytes(b"{}\nrubbish\n{}\n")
    with pytest.raises(KgError, match="damaged; delete it"):
        push(own, server.store)


def test_two_pushes_to_one_server_do_not_meet(own: Path, server: Oxigraph) -> None:
    with memory(own, server.store), pytest.raises(KgError, match="another kg push"):
        push(own, server.store)


# What goes wrong


def failing(own: Path, url: str, **options: object) -> str:
    """The message of a push that fails."""
    with pytest.raises(KgError) as caught:
        push(own, url, retries=1, **options)  # type: ignore[arg-type]
    message = str(caught.value)
    assert "\n" not in message
    return message


def test_a_moment_of_weakness_is_waited_for(own: Path, server: Oxigraph) -> None:
    turn = [0]

    def unwell(request: Request) -> Reply:
        turn[0] += 1
        match turn[0] % 5:
            case 1:
                return Reply(503, b"busy", {"Retry-After": "0"})
            case 2:
                return Reply(raw=True)  # the connection ends without a word
            case 3:
                request.forward(server.address)
                return Reply(500, b"it went wrong, or so it seems")
        return request.forward(server.address)

    with scripted(unwell) as between:
        push(own, f"{between.address}/store")
    assert server.content() == nquads(own)


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        (Reply(404, b"nothing here"), "no SPARQL graph store"),
        (Reply(405), "no SPARQL graph store"),
        (Reply(501), "no SPARQL graph store"),
        (Reply(401), "wants to know who asks (401); put user"),
        (Reply(403), "wants to know who asks (403)"),
        (Reply(413), "raise its limit (413)"),
        (Reply(415), "try the other --protocol"),
        (Reply(400, b"bad \x1b[2J line 7\nmore", {"Content-Type": "text/plain"}), "400 Bad Request: bad"),
        (Reply(500, b"<html>", {"Content-Type": "text/html"}), "500 Internal Server Error"),
        (Reply(503, b"x", {"Retry-After": "99999999999999999999999"}), "503"),
        (Reply(299), "answered 299"),
        (Reply(302, b"", {"Location": "http://elsewhere.example/store"}), "redirects to http://elsewhere"),
        (Reply(307, b"", {"Location": "/store"}), "redirects to /store"),
        (Reply(308), "redirects to elsewhere"),
        (Reply(raw=True, body=b"SSH-2.0-OpenSSH_9.6\r\n"), "the connection broke"),
        (Reply(raw=True), "the connection broke"),
        (Reply(200, b"x" * 200_000), "larger than"),
        (Reply(204, b"", {"Content-Length": "0", "Content-Encoding": "gzip"}), "compressed"),
    ],
)
def test_a_refusal_is_one_line(
    own: Path, reply: Reply, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "_LONGEST_PAUSE", 0.01)
    with scripted(lambda request: reply) as server:
        assert message in failing(own, f"{server.address}/store")


def test_the_line_of_a_hostile_server_stays_one(own: Path, capfd: pytest.CaptureFixture[str]) -> None:
    reply = Reply(400, b"a \x1b[2J\r\nb", {"Content-Type": "text/plain"})
    with scripted(lambda request: reply) as server:
        status = main(["push", "--graph", str(own), "--to", f"{server.address}/store"])
    said = capfd.readouterr().err
    assert status == 2
    assert said.startswith("kg: http://127.0.0.1:")
    assert said.count("\n") == 1
    assert "\x1b" not in said


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("http://127.0.0.1:9/store", "cannot be reached (Connection refused)"),
        ("http://no-such-host.invalid/store", "cannot be reached"),
        ("ftp://127.0.0.1/store", "no address of http or https"),
        ("file:///etc/passwd", "no address of http or https"),
        ("127.0.0.1:7878", "no address of http or https"),
        ("http:///store", "no address of http or https"),
        ("http://127.0.0.1:port/store", "is no address"),
        ("http://[::1/store", "is no address"),
        ("http://127.0.0.1/sto re\r\nX: y", "no address of http or https"),
        ("", "no address of http or https"),
    ],
)
def test_an_address_that_leads_nowhere(own: Path, url: str, message: str) -> None:
    assert message in failing(own, url)


def test_a_server_that_does_not_answer(own: Path) -> None:
    with scripted(lambda request: Reply(200, b"x" * 50, drip=0.1)) as slow:
        assert "within 0.3 seconds" in failing(own, f"{slow.address}/store", timeout=0.3)


def test_no_graph_no_push(tmp_path: Path) -> None:
    assert "not a graph" in failing(tmp_path / "nothing", "http://127.0.0.1:9/store")


# Who asks


def asked_as(own: Path, **options: object) -> set[str | None]:
    """The Authorization headers of a push to a server that refuses everybody."""
    with scripted(lambda request: Reply(401)) as server:
        message = failing(own, f"{server.address}/store", **options)
        assert "secret" not in message
        return {request.headers.get("Authorization") for request in server.requests}


SECRET = "Basic " + b64encode("müller:se:cret secret".encode()).decode()


def test_user_and_password_come_from_the_environment(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert asked_as(own) == {None}
    monkeypatch.setenv("KG_HTTP_USER", "müller")
    with scripted(lambda request: Reply()) as server:
        assert "belong together" in failing(own, server.address)
        assert not server.requests
    monkeypatch.setenv("KG_HTTP_PASSWORD", "se:cret secret")
    assert asked_as(own) == {SECRET}


def test_user_and_password_come_from_netrc(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "netrc"
    monkeypatch.setenv("NETRC", str(path))
    path.write_text('machine 127.0.0.1 login müller password "se:cret secret"\n', encoding="utf-8")
    assert asked_as(own) == {SECRET}
    path.write_text("machine example.org login a password secret\ndefault login b password secret\n")
    assert asked_as(own) == {None}, "the password of another host stays at home"
    path.write_text("machin 127.0.0.1 secret")
    with scripted(lambda request: Reply()) as server:
        assert "cannot be read as a netrc file" in failing(own, server.address)


def test_a_password_does_not_follow_a_redirect(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_HTTP_USER", "user")
    monkeypatch.setenv("KG_HTTP_PASSWORD", "secret")
    with scripted(lambda request: Reply()) as thief:
        away = Reply(307, b"", {"Location": f"{thief.address}/store"})
        with scripted(lambda request: away) as server:
            assert "redirects" in failing(own, f"{server.address}/store")
        assert not thief.requests


def test_no_password_in_an_address(own: Path) -> None:
    message = failing(own, "http://user:secret@127.0.0.1:7878/store")
    assert "KG_HTTP_PASSWORD" in message
    assert "secret" not in message
