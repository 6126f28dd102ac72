"""Hostile input: never a crash, a hang or a wrong file; at worst an article is set aside, with a line that says why."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kg
from extracted import extractor
from hostile_texts import FRAGMENTS, GOOD, PAGES, TEXTS, encoded, write_hostile_files
from kg import limits
from kg.cli import main
from kg.errors import KgError, QuerySyntaxError
from kg.export import FORMATS
from kg.extractor import extractor as extractor_of
from kg.limits import LONGEST_TEXT, OutOfTimeError, time_limit
from kg.model import Article, Extraction, Rejected
from kg.models import DEFAULT_MODEL
from kg.nlp.document import document
from kg.nlp.run_on import LONGEST_SENTENCE
from kg.query import MOST_LINKS, MOST_NESTED
from kg.reading import SUFFIXES, article_from_text, read
from kg.results import separated
from kg.terminal import printable, table
from soaking import SOAK, times

pytestmark = pytest.mark.soak

#: What is hostile takes no longer than this in the short form; measured at a second or two.
PATIENCE = 60.0


def extracted(text: str, seconds: float = 0) -> Extraction | Rejected:
    return extractor().attempt(article_from_text(text, key="hostile.txt"), seconds)


# The whole way


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int, str]:
    """The graph of a folder of hostile files: its folder, the exit status and standard error."""
    folder = tmp_path_factory.mktemp("hostile")
    articles = folder / "articles"
    articles.mkdir()
    write_hostile_files(articles, 30_000 if SOAK else 500)
    err = io.StringIO()
    with contextlib.redirect_stderr(err):
        status = main(["build", str(articles), "--out", str(folder / "graph")])
    return folder / "graph", status, err.getvalue()


def test_hostile_files_stop_no_build(hostile: tuple[Path, int, str]) -> None:
    graph, status, err = hostile
    assert status == 1
    assert "fault in kg" not in err
    titles = [str(row.title) for row in kg.open(graph).query("articles")]
    assert "Kenya and France meet" in titles
    kept = [json.loads(line) for line in (graph / "rejected.jsonl").read_bytes().splitlines()]
    lines = err.splitlines()
    assert len(kept) > 15
    assert all(any(one["reason"] in line for line in lines) for one in kept)
    assert all(line.startswith("kg: ") and printable(line) == line for line in lines)


def test_what_is_made_of_them_is_sound(hostile: tuple[Path, int, str], tmp_path: Path) -> None:
    graph = kg.open(hostile[0])
    for format in FORMATS:
        out = tmp_path / f"graph.{format}"
        graph.export(format, out)
        data = out.read_bytes()
        if format in ("nquads", "turtle", "trig"):
            kind = {"nquads": ox.RdfFormat.N_QUADS, "turtle": ox.RdfFormat.TURTLE, "trig": ox.RdfFormat.TRIG}[
                format
            ]
            assert sum(1 for _ in ox.parse(data, format=kind)) > 100
        elif format in ("jsonld", "node-link"):
            json.loads(data)
        elif format == "csv":
            rows = csv.reader(io.StringIO(data.decode(), newline=""))
            assert not any(cell.startswith(("=", "+", "@", "\t", "\r")) for row in rows for cell in row)
    page = tmp_path / "graph.html"
    assert main(["view", "--graph", str(hostile[0]), "--out", str(page)]) == 0
    assert b"<script>alert(1)" not in page.read_bytes()


def test_hostile_files_give_the_same_graph_in_workers(hostile: tuple[Path, int, str], tmp_path: Path) -> None:
    if not SOAK:
        pytest.skip("takes a minute: make soak")
    again = tmp_path / "graph"
    kg.build(hostile[0].parent / "articles", again, workers=2)
    kg.open(hostile[0]).export("nquads", tmp_path / "one.nq")
    kg.open(again).export("nquads", tmp_path / "two.nq")
    assert (tmp_path / "one.nq").read_bytes() == (tmp_path / "two.nq").read_bytes()


# Reading


def check(item: Article | Rejected) -> None:
    if isinstance(item, Rejected):
        assert item.reason
        assert "\n" not in item.reason
        return
    end = 0
    for segment in item.segments:
        assert end <= segment.start < segment.end <= len(item.text)
        end = segment.end
    item.text.encode()


def read_bytes(folder: Path, suffix: str, data: bytes) -> None:
    path = folder / f"a{suffix}"
    path.write_bytes(data)
    items = list(read([path]))
    assert items
    for item in items:
        check(item)


_PIECES = [
    b'{"text":', b'"', b"}", b"[", b"]", b"<p>", b"</", b"<html>", b"&#0;", b",", b"\r", b"\n", b"\\u", b"text",
    b"\xff\xfe", b"\0", b"---", b"# ", b"Kenya met Mali.", b"1e999",
]  # fmt: skip
_FEW = st.binary(max_size=20)
_BYTES = st.one_of(
    st.binary(max_size=300),
    st.tuples(_FEW, st.sampled_from([GOOD.encode(), GOOD.encode("utf-16")]), _FEW).map(b"".join),
    st.lists(st.sampled_from(_PIECES), max_size=40).map(b"".join),
)
_WORDS = [
    *FRAGMENTS, "Kenya", "met", "condemned", "Mali", "Putin", "President", "of", "the", "on", "Monday", "(", ")",
    ",", ".",
    "“", "”", "'", "Foreign Minister", "said", "\n\n", "\t",
]  # fmt: skip


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_any_bytes_are_read_or_set_aside(suffix: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("bytes")

    @settings(
        max_examples=times(12), deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
    )
    @given(_BYTES)
    def run(data: bytes) -> None:
        read_bytes(folder, suffix, data)

    run()


@pytest.mark.parametrize("suffix", [".txt", ".html", ".jsonl", ".csv"])
def test_any_encoding_is_read_or_set_aside(suffix: str, tmp_path: Path) -> None:
    text = GOOD + "Émile Ōta “spoke” to Łukasz.\n"
    if suffix == ".jsonl":
        text = json.dumps({"text": text}, ensure_ascii=False)
    for name, data in encoded(f'id,text\n1,"{text}"' if suffix == ".csv" else text):
        head = f'<html><meta charset="{name}"><body><p>'.encode() if suffix == ".html" else b""
        read_bytes(tmp_path, suffix, head + data)


@pytest.mark.parametrize("name", PAGES)
def test_hostile_pages_take_no_long(name: str, tmp_path: Path) -> None:
    begin = time.perf_counter()
    read_bytes(tmp_path, ".html", f"<html><body>{PAGES[name]}".encode())
    assert time.perf_counter() - begin < PATIENCE / 4


def test_files_that_are_no_files_are_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # A file that becomes a pipe between being found and being read.
    os.mkfifo(tmp_path / "a.txt")
    monkeypatch.setattr("os.path.isfile", lambda _: True)
    (found,) = read([tmp_path / "a.txt"])
    assert isinstance(found, Rejected)
    assert "no regular file" in found.reason


def test_a_file_that_vanishes_is_set_aside(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(GOOD, encoding="utf-8")
    items = read([tmp_path])
    first = next(items)
    (tmp_path / "b.txt").unlink()
    (second,) = items
    assert isinstance(first, Article)
    assert isinstance(second, Rejected)


# Extraction


@pytest.mark.parametrize("name", TEXTS)
def test_hostile_texts_are_parsed_or_set_aside(name: str) -> None:
    begin = time.perf_counter()
    found = extracted(TEXTS[name](60_000 if SOAK else 1_200))
    assert time.perf_counter() - begin < PATIENCE * (4 if SOAK else 1)
    assert isinstance(found, Extraction) or "fault in kg" not in found.reason
    if isinstance(found, Extraction):
        for event in found.events:
            assert 0 <= event.evidence.start < event.evidence.end <= len(found.article.text)


@settings(max_examples=times(12), deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(_WORDS), min_size=1, max_size=60))
def test_any_words_are_parsed(words: list[str]) -> None:
    try:
        article = article_from_text(" ".join(words), key="k")
    except KgError:
        return
    found = extractor().attempt(article)
    assert isinstance(found, Extraction), found.reason


def test_a_sentence_that_nobody_wrote_is_not_read_and_the_next_one_is() -> None:
    run_on = (
        "On Monday "
        + ", ".join(f"Minister John Smith{'abcdefghij'[i % 10]}" for i in range(400))
        + " met Kenya."
    )
    nlp = extractor().pipeline
    doc = nlp(document(nlp, article_from_text(f"{GOOD}\n{run_on}\n\n{GOOD}", key="k")))
    assert max(len(sentence) for sentence in doc.sents) <= LONGEST_SENTENCE
    found = extracted(f"{GOOD}\n{run_on}\n\nFrance condemned Niger on Tuesday.")
    assert isinstance(found, Extraction)
    assert {e.type for e in found.events} >= {"Consultation", "Accusation"}
    assert not any("Smith" in e.name for e in found.entities)


def test_a_run_without_spaces_is_no_word_and_offsets_stay() -> None:
    text = f"Kenya condemned Mali {',' * 5_000} on Monday.\n\nFrance condemned Niger on Tuesday.\n"
    begin = time.perf_counter()
    found = extracted(text)
    assert time.perf_counter() - begin < PATIENCE / 4
    assert isinstance(found, Extraction)
    said = [text[e.evidence.start : e.evidence.end] for e in found.events]
    assert "France condemned Niger on Tuesday." in said


def test_a_text_that_is_a_library_is_set_aside() -> None:
    found = extracted("Kenya condemned Mali. " * (LONGEST_TEXT // 22 + 10))
    assert isinstance(found, Rejected)
    assert f"{LONGEST_TEXT:,}" in found.reason


# Time


def test_time_runs_out_even_where_every_exception_is_swallowed() -> None:
    begin = time.perf_counter()
    with pytest.raises(OutOfTimeError), time_limit(0.05):
        while True:
            with contextlib.suppress(Exception):
                time.sleep(0.01)
    assert time.perf_counter() - begin < 5
    with time_limit(0.05):
        pass
    time.sleep(0.1)  # no alarm is left behind


def test_no_limit_and_one_inside_another() -> None:
    with time_limit(0):
        pass
    with time_limit(60), time_limit(0.01):
        time.sleep(0.05)


def test_time_runs_out_in_another_thread_too() -> None:
    done: list[str] = []

    def work() -> None:
        for seconds in (0.02, 60.0):
            begin = time.perf_counter()
            try:
                with time_limit(seconds):
                    while time.perf_counter() - begin < 5:
                        with contextlib.suppress(Exception):
                            time.sleep(0.01)
                        if seconds > 1:
                            break
                done.append("in time")
            except OutOfTimeError:
                done.append("out of time")
            time.sleep(0.05)  # no interruption is left behind

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == ["out of time", "in time"]


def test_blocks_that_end_as_the_time_does_leave_no_interruption_behind() -> None:
    left: list[BaseException] = []

    def work() -> None:
        try:
            for number in range(times(200)):
                with contextlib.suppress(OutOfTimeError), time_limit(0.002):
                    time.sleep(0.0018 + number % 5 * 0.0001)
            time.sleep(0.05)
        except BaseException as error:
            left.append(error)

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert left == []
    assert limits._ends == {}, "nobody is watched any more"


@pytest.mark.parametrize("workers", [1, 2] if SOAK else [1])
def test_an_article_that_takes_too_long_is_set_aside(workers: int, tmp_path: Path) -> None:
    long = tmp_path / "long.txt"
    long.write_text("Putin met Merkel in Moscow on Monday. " * 7_000, encoding="utf-8")
    good = tmp_path / "good.txt"
    good.write_text(GOOD, encoding="utf-8")
    # In a second the good one is read, but not seven thousand sentences.
    extractor_of(DEFAULT_MODEL, True).attempt(article_from_text(GOOD, key="first"))
    report = kg.build([long, good], tmp_path / "graph", workers=workers, time_limit=3)
    assert [Path(one.key).name for one in report.rejected] == ["long.txt"]
    assert "took longer than 3 seconds" in report.rejected[0].reason
    assert (report.read, report.added, report.articles) == (1, 1, 1)


def test_an_article_that_takes_too_long_to_read_is_set_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def endless(*_: object, **__: object) -> None:
        while True:
            with contextlib.suppress(Exception):
                time.sleep(0.01)

    monkeypatch.setattr("kg.reading.records.article_from_text", endless)
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "Kenya met Mali."}\n{"text": ""}', encoding="utf-8")
    slow, empty = read([path], seconds=0.1)
    assert isinstance(slow, Rejected)
    assert isinstance(empty, Rejected)
    assert "took longer than 0.1 seconds to read" in slow.reason
    assert "no text" in empty.reason


# Faults


def _faulty(*_: object) -> Extraction:
    raise IndexError("first\nsecond")


def test_a_fault_in_one_article_stops_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text(GOOD, encoding="utf-8")
    kg.build(path, tmp_path / "graph")
    before = kg.open(tmp_path / "graph").query("articles")
    path.write_text(GOOD + "Kenya condemned Chad.", encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr("kg.extraction.extraction", _faulty)
        report = kg.build(path, tmp_path / "graph")
        (rejected,) = report.rejected
        assert "fault in kg" in rejected.reason
        assert "IndexError: first second" in rejected.reason
        assert report.articles == 1, "the article stays as it was"
        patch.setenv("KG_TRACEBACK", "1")
        with pytest.raises(IndexError):
            kg.build(path, tmp_path / "graph")
    assert len(before) == len(kg.open(tmp_path / "graph").query("articles")) == 1


def test_limits_are_options(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(GOOD, encoding="utf-8")
    arguments = ["build", str(tmp_path / "a.txt"), "--out", str(tmp_path / "graph")]
    assert main([*arguments, "--max-size", "50"]) == 1
    assert "larger than 50 bytes" in capsys.readouterr().err
    assert main([*arguments, "--max-size", "0"]) == 2
    assert main([*arguments, "--time-limit", "-1"]) == 2


# The network

_NO_SOCKETS = """
import socket
def refuse(*arguments, **options):
    open({told!r}, "a").write(f"{{arguments}}\\n")
    raise AssertionError("no network")
class Refused(socket.socket):  # on import, libraries make sockets to see which kinds there are, and call nobody
    connect = connect_ex = sendto = sendmsg = listen = refuse
socket.socket = Refused
for name in ("create_connection", "getaddrinfo", "gethostbyname", "socketpair"):
    setattr(socket, name, refuse)
"""


def test_no_command_reaches_for_the_network(tmp_path: Path) -> None:
    told = tmp_path / "told.txt"
    (tmp_path / "sitecustomize.py").write_text(_NO_SOCKETS.format(told=str(told)), encoding="utf-8")
    (tmp_path / "a.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "a.html").write_text(
        '<!DOCTYPE html SYSTEM "http://example.org/x.dtd"><html><head><base href="http://example.org/">'
        '<link rel="stylesheet" href="http://example.org/x.css"></head><body><img src="http://example.org/x.png">'
        f"<p>{GOOD * 3}</p>", encoding="utf-8",
    )  # fmt: skip
    script = (
        f"import sys; sys.path[:0] = {sys.path!r}; from kg.cli import main; import socket\n"
        "assert socket.socket.__name__ == 'Refused'\n"
        "run = lambda *a: main(list(a)) and sys.exit(' '.join(a))\n"
        "run('build', 'a.txt', 'a.html', '--out', 'g')\n"
        "run('query', '--graph', 'g', 'timeline'); run('view', '--graph', 'g', '--out', 'g.html')\n"
        "run('export', '--graph', 'g', '--format', 'jsonld', '--out', 'g.jsonld'); run('stats', '--graph', 'g')\n"
        "run('info', '--graph', 'g'); run('explain', '--graph', 'g', 'Kenya'); run('remove', '--graph', 'g', 'a.txt')\n"
    )
    environment = os.environ | {"PYTHONPATH": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    assert not told.exists(), told.read_text(encoding="utf-8")


@contextlib.contextmanager
def listening() -> Iterator[tuple[int, Callable[[], bool]]]:
    """A port of this machine, and whether anybody has called."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)

        def called() -> bool:
            try:
                server.accept()[0].close()
            except TimeoutError:
                return False
            return True

        yield server.getsockname()[1], called


def test_pages_resolve_no_entity_from_outside(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("the secret word is Ouagadougou", encoding="utf-8")
    with listening() as (port, called):
        page = f"""<?xml version="1.0"?><!DOCTYPE html SYSTEM "http://127.0.0.1:{port}/x.dtd" [
            <!ENTITY file SYSTEM "{secret.as_uri()}"><!ENTITY web SYSTEM "http://127.0.0.1:{port}/x">
            <!ENTITY % more SYSTEM "http://127.0.0.1:{port}/y"> %more;
            <!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>
            <html xmlns:xi="http://www.w3.org/2001/XInclude"><body><p>{GOOD * 3} &file; &web; &c;</p>
            <xi:include href="{secret.as_uri()}" parse="text"/><iframe src="http://127.0.0.1:{port}/z"></iframe>
            </body></html>"""
        for suffix in (".html", ".txt"):
            (tmp_path / f"a{suffix}").write_text(page, encoding="utf-8")
            (article,) = read([tmp_path / f"a{suffix}"])
            assert isinstance(article, Article), article.reason
            assert "Kenya" in article.text
            assert "Ouagadougou" not in article.text
            assert "a" * 60 not in article.text
        assert not called()


# Queries, tables, spreadsheets


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * {" + "{" * 5_000 + "?s ?p ?o" + "}" * 5_000 + "}",
        "ASK { FILTER(" + "(" * 5_000 + "1" + ")" * 5_000 + ") }",
        "ASK { FILTER(" + "1+" * 10_000 + "1) }",
        "ASK { FILTER(" + "!" * 100_000 + "1) }",
        "ASK { FILTER(" + "?x||" * 10_000 + "?x) }",
        "ASK { {} " + "UNION {} " * 10_000 + "}",
        "ASK { " + "OPTIONAL {} " * 10_000 + "}",
        "ASK { " + "MINUS {} " * 10_000 + "}",
        "ASK { " + "?s ?p ?o . " * 10_000 + "}",
        "ASK { ?s <a:b>" + "/<a:b>" * 10_000 + " ?o }",
        "ASK { # (\n" + "(service" * 5_000,
        "ASK { " + '"\\' * 100_000,
        "ASK { " + "{ SERVICE <x:y> " * 50 + "}" * 51,
    ],
)
def test_a_query_beyond_the_stack_is_refused(query: str, graph: kg.KnowledgeGraph) -> None:
    with pytest.raises(QuerySyntaxError):
        graph.query(query)


def test_a_long_query_is_answered(graph: kg.KnowledgeGraph) -> None:
    days = '"2020-01-01"^^xsd:date <https://example.org/a(b;c+d)> "(((+" ' * 10_000
    assert graph.query(f"ASK {{ VALUES ?x {{ {days} }} }}")
    assert graph.query("ASK { FILTER(" + "(" * (MOST_NESTED - 2) + "1" + ")" * (MOST_NESTED - 2) + ") }")
    assert graph.query("ASK { FILTER(1" + "+1" * (MOST_LINKS - 1) + ") }")


@pytest.mark.parametrize("blank", ["", " ", "\u200b", "\ufeff", "\u202e", "\u00a0\u2060", "\x00", "\x1b"])
@pytest.mark.parametrize("sign", "=+-@＝＋－＠")
def test_a_formula_behind_what_does_not_show_is_harmless(blank: str, sign: str) -> None:
    cell = f"{blank}{sign}cmd|' /C calc'!A0"
    assert next(csv.reader(io.StringIO(separated([[cell]]), newline=""))) == [f"'{cell}"]


def test_a_very_long_cell_is_cut_at_once() -> None:
    begin = time.perf_counter()
    assert len(table(["x"], [["word " * 400_000]], 80).splitlines()[2]) <= 80
    assert time.perf_counter() - begin < PATIENCE / 4
