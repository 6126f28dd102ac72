"""What is on disk: settings, locks, the cache of extractions, the store."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.cache import WANTED, Cache, kept
from kg.codec import from_json, to_json
from kg.errors import KgError
from kg.folder import FORMAT, Settings, locked, read_settings, write_settings, written
from kg.model import Article, Event, Extraction, Fact, Segment, Span, TimeValue
from kg.new_store import make_store
from kg.store import Store, canonical, unfinished

BASE = "https://w3id.org/geopolitics-kg/id/"
Graphs = list[tuple[str, Sequence[ox.Quad]]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_settings(tmp_path, Settings(BASE, "a_model", "abc"))
    return tmp_path


def quad(subject: str, value: str, graph: str) -> ox.Quad:
    return ox.Quad(
        ox.NamedNode(BASE + subject),
        ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel"),
        ox.Literal(value),
        ox.NamedNode(BASE + graph),
    )


def graphs(**labels: dict[str, str]) -> Graphs:
    """Named graphs of labels: ``graphs(a={"lima": "Lima"})``."""
    return [
        (BASE + name, [quad(subject, value, name) for subject, value in content.items()])
        for name, content in labels.items()
    ]


def content(folder: Path) -> bytes:
    with Store.open(folder) as store:
        return canonical(store.quads())


# Settings


def test_settings_come_back(folder: Path) -> None:
    assert read_settings(folder) == Settings(BASE, "a_model", "abc", format=FORMAT)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "has no graph.json"),
        ("{", "damaged"),
        ("[]", "damaged"),
        ('{"format": 1, "frobnicate": 2}', "damaged"),
        ('{"format": 99}', "format 99 and this version of kg reads formats up to 2"),
    ],
)
def test_a_folder_that_is_no_graph_gets_one_clear_line(
    tmp_path: Path, content: str | None, said: str
) -> None:
    if content is not None:
        (tmp_path / "graph.json").write_text(content)
    with pytest.raises(KgError, match=said) as caught, Store.open(tmp_path):
        pass
    assert str(tmp_path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_folder_and_a_file_are_no_graphs(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="no such folder"):
        read_settings(tmp_path / "nowhere")
    (tmp_path / "file").touch()
    with pytest.raises(KgError, match="not a graph but a file"):
        read_settings(tmp_path / "file")


# Files that appear whole or not at all


def test_a_file_is_replaced_only_when_all_is_written(tmp_path: Path) -> None:
    path = tmp_path / "out.nq"
    path.write_text("before")
    with pytest.raises(ZeroDivisionError), written(path) as file:
        file.write(b"half")
        1 / 0  # noqa: B018
    assert path.read_text() == "before"
    with written(path) as file:
        file.write(b"after")
        assert path.read_text() == "before"
    assert path.read_text() == "after"
    assert [entry.name for entry in tmp_path.iterdir()] == ["out.nq"]


def test_a_link_stays_a_link_and_a_device_a_device(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_text("before")
    link.symlink_to(target)
    with written(link) as file:
        file.write(b"after")
    assert link.is_symlink()
    assert target.read_text() == "after"
    with written(Path(os.devnull)) as file:
        file.write(b"gone")
    assert not Path(os.devnull).is_file()


def test_what_cannot_be_written_gets_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for path, said in [
        (tmp_path, "is a folder"),
        (tmp_path / "no" / "x.nq", "there is no folder"),
        (tmp_path / "file" / "x.nq", "there is no folder"),
        (Path("/proc/x.nq"), "cannot be written"),
    ]:
        with pytest.raises(KgError, match=said), written(path) as file:
            file.write(b"x")


# Locks


def test_one_writer_or_many_readers(tmp_path: Path) -> None:
    def shared(wait: float = 0) -> object:
        return locked(tmp_path, "x", exclusive=False, wait=wait, refused="busy")

    with locked(tmp_path, "x", exclusive=True, wait=0, refused="busy"):
        with pytest.raises(KgError, match="busy"), shared():
            pass
        with (
            pytest.raises(KgError, match="busy"),
            locked(tmp_path, "x", exclusive=True, wait=0, refused="busy"),
        ):
            pass
    with (
        shared(),
        shared(),
        pytest.raises(KgError, match="busy"),
        locked(tmp_path, "x", exclusive=True, wait=0, refused="busy"),
    ):
        pass
    with locked(tmp_path, "x", exclusive=True, wait=0, refused="busy"):
        pass


@pytest.fixture
def writer(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that is writing the store."""
    code = (
        "import sys; from pathlib import Path; from kg.store import Store\n"
        "with Store.open(Path(sys.argv[1]), read_only=False): print('open', flush=True); sys.stdin.read()"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        [sys.executable, "-c", code, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        yield process
        process.kill()


def test_a_store_that_another_process_writes_is_refused(folder: Path, writer: subprocess.Popen[str]) -> None:
    for read_only in (True, False):
        with (
            pytest.raises(KgError, match="by another process; try again"),
            Store.open(folder, read_only=read_only, patience=0.1),
        ):
            pass


def test_a_process_that_is_killed_holds_nothing_up(folder: Path, writer: subprocess.Popen[str]) -> None:
    writer.send_signal(signal.SIGKILL)
    writer.wait()
    make_store(folder, every(graphs(a={"lima": "Lima"})), patience=0)
    assert b"Lima" in content(folder)


# Extraction ↔ JSON

spans = st.builds(Span, st.integers(), st.integers())
fractions = st.floats(0, 1)
extractions = st.builds(
    Extraction,
    article=st.builds(Article, segments=st.lists(st.from_type(Segment), max_size=2).map(tuple)),
    events=st.lists(st.builds(Event, evidence=spans, trigger=spans, confidence=fractions), max_size=2).map(
        tuple
    ),
    facts=st.lists(st.builds(Fact, evidence=spans, confidence=fractions), max_size=2).map(tuple),
)


@settings(max_examples=60, deadline=None)
@given(extractions)
def test_extractions_survive_json(extraction: Extraction) -> None:
    data = to_json(extraction)
    assert from_json(Extraction, data) == extraction
    assert to_json(from_json(Extraction, data)) == data


def example(id: str = "1", key: str = "a.txt", text: str = "In Kigali.") -> Extraction:
    time = TimeValue("1994-07", "1994-07-01", "1994-07-31", "explicit", "July 1994")
    event = Event(
        "Assault", ("e1",), ("e2",), Span(0, 9), Span(3, 9), "verb", time=time, contexts=("military",)
    )
    article = Article(id, key, text, (Segment(0, 9, "body"),), published=date(1994, 7, 4))
    return Extraction(article, events=(event,))


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d.pop("article"),
        lambda d: d["events"][0].pop("evidence"),
        lambda d: d["events"][0].update(type="Gossip"),
        lambda d: d["events"][0].update(confidence="high"),
        lambda d: d["events"][0].update(confidence=True),
        lambda d: d["events"][0].update(actors="e1"),
        lambda d: d["events"][0]["evidence"].update(start=1.5),
        lambda d: d["article"].update(published="yesterday"),
        lambda d: d["article"].update(published=19940704),
        lambda d: d["article"].update(text=None),
        lambda d: d.update(article=[]),
    ],
)
def test_json_that_is_no_extraction_is_refused(change: object) -> None:
    data = json.loads(to_json(example()))
    assert callable(change)
    change(data)
    with pytest.raises(ValueError, match=r".+"):
        from_json(Extraction, json.dumps(data).encode())


def test_what_json_cannot_hold_is_refused() -> None:
    event = example().events[0]
    written = to_json(replace(example(), events=(replace(event, confidence=float("nan")),)))
    with pytest.raises(ValueError, match="float"):
        from_json(Extraction, written)
    with pytest.raises(TypeError, match="object"):
        to_json(replace(example(), events=(replace(event, actors=(object(),)),)))  # type: ignore[arg-type]


# Cache


def test_the_cache_gives_back_what_it_was_given(tmp_path: Path) -> None:
    with Cache(tmp_path) as cache:
        cache.add(kept(example()), "v1")
        assert cache.load("1", "v1") == example()
        assert cache.has("1", "v1")
        assert cache.load("1", "v2") is None
        assert not cache.has("1", "v2")
        assert cache.article("1") == example().article
        assert cache.article("2") is None
    with Cache(tmp_path) as cache:
        assert cache.load("1", "v1") == example()


def read_again(cache: Cache, sources: dict[str, str], fingerprint: str) -> tuple[int, int, int]:
    """Read these sources as a build does; return how many are new, replaced and unchanged."""
    cache.begin_reading()
    for key, article in sources.items():
        cache.note_source(key, article)
    counted = cache.count_read()
    cache.accept(fingerprint)
    return counted


def test_the_cache_forgets_what_no_source_needs(tmp_path: Path) -> None:
    with Cache(tmp_path) as cache:
        for id, fingerprint in [("1", "v1"), ("1", "v2"), ("2", "v2"), ("3", "v2")]:
            cache.add(kept(example(id)), fingerprint)
        assert read_again(cache, {"b.txt": "2", "a.txt": "1", "c.txt": "2"}, "v2") == (3, 0, 0)
        assert list(cache.sources().items()) == [("a.txt", "1"), ("b.txt", "2"), ("c.txt", "2")]
        known = [cache.has(i, f) for i, f in [("1", "v1"), ("1", "v2"), ("2", "v2"), ("3", "v2")]]
        assert known == [False, True, True, False]
        assert read_again(cache, {"a.txt": "2", "b.txt": "2"}, "v2") == (0, 1, 1)
        assert not cache.has("1", "v2")
        cache.remove(["a.txt", "b.txt"], "v2")
        assert cache.sources() == {"c.txt": "2"}


def test_of_two_sources_with_one_content_the_lesser_key_counts(tmp_path: Path) -> None:
    with Cache(tmp_path) as cache:
        for id in ("1", "2"):
            cache.add(kept(example(id)), "v1")
        read_again(cache, {"z": "2", "b": "1", "a": "2"}, "v1")
        assert sorted(row[:2] for row in cache.database.execute(WANTED)) == [("1", "b"), ("2", "a")]


def test_an_article_without_its_extraction_is_not_accepted(tmp_path: Path) -> None:
    with Cache(tmp_path) as cache, pytest.raises(KgError, match="incomplete; run kg check"):
        read_again(cache, {"a.txt": "1"}, "v1")


def test_a_file_is_known_by_its_digest_and_its_records_go_with_it(tmp_path: Path) -> None:
    with Cache(tmp_path) as cache:
        for id in ("1", "2", "3"):
            cache.add(kept(example(id)), "v1")
        cache.begin_reading()
        for key, id in {"f.csv#1": "1", "f.csv#2": "2", "f.csv.txt": "3"}.items():
            cache.note_source(key, id)
        cache.note_file("f.csv", "abc", ["f.csv#2"])
        cache.accept("v1")
        assert cache.unchanged("f.csv", "abc") == ["f.csv#2"]
        assert cache.unchanged("f.csv", "abd") is cache.unchanged("f.csv.txt", "abc") is None
        cache.begin_reading()
        cache.note_unchanged("f.csv")
        assert cache.count_read() == (0, 0, 2)
        cache.accept("v1")
        assert len(cache.sources()) == 3
        cache.remove(["f.csv#1"], "v1")
        assert cache.unchanged("f.csv", "abc") is None


def test_a_damaged_cache_gets_one_clear_line(tmp_path: Path) -> None:
    with Cache(tmp_path) as cache:
        cache.add(kept(example()), "v1")
    with sqlite3.connect(tmp_path / "extractions.sqlite") as database:
        database.execute("UPDATE extraction SET data = x'00'")
    with Cache(tmp_path) as cache, pytest.raises(KgError, match="damaged"):
        cache.load("1", "v1")
    database.close()
    (tmp_path / "extractions.sqlite").write_bytes(b"this is no database at all" * 50)
    with pytest.raises(
        KgError, match=r"extractions\.sqlite: damaged \(file is not a database\); put back a copy"
    ):
        Cache(tmp_path)


# Store


def every(graphs: Graphs) -> list[ox.Quad]:
    return [quad for _, quads in graphs for quad in quads]


def test_a_new_store_takes_the_place_of_the_old(folder: Path) -> None:
    for wanted in (graphs(a={"lima": "Lima"}, b={"oslo": "Oslo"}), graphs(b={"oslo": "Oslo"}), []):
        make_store(folder, every(wanted))
        assert content(folder) == canonical(every(wanted))
    assert {file.name for file in folder.glob("store*")} == {"store", "store.lock"}


def test_a_change_takes_out_and_puts_in(folder: Path) -> None:
    lima, callao, oslo = quad("lima", "Lima", "a"), quad("lima", "Callao", "a"), quad("oslo", "Oslo", "b")
    make_store(folder, [lima, oslo])
    with Store.open(folder, read_only=False) as store:
        assert store.held(BASE + "a") == store.held(BASE + "a", BASE + "lima") == {lima}
        assert store.held(BASE + "a", BASE + "oslo") == set()
        store.change([lima], [callao])
        store.change([], [])
    assert content(folder) == canonical([callao, oslo])


def test_a_store_that_cannot_be_made_leaves_the_old(folder: Path) -> None:
    make_store(folder, [quad("lima", "Lima", "a")])
    before = content(folder)
    blank = ox.Quad(ox.BlankNode(), ox.NamedNode(BASE), ox.Literal("x"), ox.NamedNode(BASE + "d"))

    def cut_off() -> Iterator[ox.Quad]:
        yield quad("oslo", "Oslo", "b")
        raise KeyboardInterrupt

    with pytest.raises(ValueError, match="blank"):
        make_store(folder, [quad("oslo", "Oslo", "b"), blank])
    with pytest.raises(KeyboardInterrupt):
        make_store(folder, cut_off())
    with Store.open(folder, read_only=False) as store, pytest.raises(ValueError, match="blank"):
        store.change([quad("lima", "Lima", "a")], [blank])
    assert content(folder) == before
    make_store(folder, [quad("oslo", "Oslo", "b")])
    assert b"Oslo" in content(folder)


def test_a_store_that_was_cut_off_between_steps_lets_no_reader_in(folder: Path) -> None:
    make_store(folder, [quad("lima", "Lima", "a")])
    for several in (False, True):
        with pytest.raises(ZeroDivisionError), unfinished(folder, several):
            1 / 0  # noqa: B018
        if several:
            with pytest.raises(KgError, match="run kg build again"):
                content(folder)
    with unfinished(folder, True):
        pass
    assert b"Lima" in content(folder)


HOSTILE = [
    'x" } } ; DROP ALL ; INSERT DATA { GRAPH <a:b> { <a:b> <a:b> "',
    "\\u0022 } } ; DROP ALL #",
    "\\\\u0022 } } ; DROP ALL #",
    '\\" } }',
    "}} # \r\n ' ''' \"\"\" \\",
    "\x00\x01\x7f\x85\u2028\ufeff\ufffe",
    "<script>alert(1)</script>",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(HOSTILE), st.text()), min_size=2, max_size=4, unique=True))
def test_text_stays_text_whatever_it_says(texts: list[str]) -> None:
    store = Store(ox.Store(), BASE)
    store.change([], every(graphs(a={"keep": "keep"})))
    for before, after in pairwise(texts):
        store.change(store.held(BASE + "b"), every(graphs(b={"s": before, "t": after})))
        store.change(store.held(BASE + "b"), every(graphs(b={"s": after})))
        assert sorted(q.object.value for q in store.quads()) == sorted(["keep", after])
        assert store.graphs() == [BASE + "a", BASE + "b"]


def test_canonical_quads_do_not_depend_on_order_or_repetition() -> None:
    quads = [quad(str(n), f"line\u2028{n}\n\x85", "a") for n in range(5)]
    lines = canonical(quads)
    assert canonical([*reversed(quads), quads[2]]) == lines
    assert lines.count(b"\n") == 5
    assert set(ox.parse(lines, format=ox.RdfFormat.N_QUADS)) == set(quads)
    assert canonical([]) == b""


def test_queries_see_the_union_and_the_prefixes(folder: Path) -> None:
    make_store(folder, every(graphs(a={"lima": "Lima"}, b={"oslo": "Oslo"})))
    with Store.open(folder) as store:
        rows = store.select(
            "SELECT ?l WHERE { ?x skos:prefLabel ?l OPTIONAL { ?x gp:iso3 ?none } } ORDER BY ?l"
        )
        assert rows == [{"l": "Lima"}, {"l": "Oslo"}]
        assert store.select("SELECT ?l WHERE { id:oslo skos:prefLabel ?l }") == [{"l": "Oslo"}]
        with pytest.raises(TypeError, match="no SELECT query"):
            store.select("ASK { id:oslo skos:prefLabel ?l }")
        assert {str(g.identifier) for g in store.dataset.graphs()} >= {BASE + "a", BASE + "b"}


def test_a_store_made_in_batches_holds_the_same(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quads = every(graphs(a={"lima": "Lima", "oslo": "Oslo"}, b={"oslo": "Oslo", "rome": "Rome"}))
    for batch in (100, 1, 2):
        monkeypatch.setattr("kg.new_store._BATCH", batch)
        make_store(folder, quads)
        with Store.open(folder) as store:
            assert canonical(store.quads()) == canonical(quads)
            assert len(store.select("SELECT DISTINCT ?x WHERE { ?x skos:prefLabel ?l }")) == 3


def test_a_graph_without_a_store_or_with_a_damaged_one_says_what_to_do(folder: Path) -> None:
    with pytest.raises(KgError, match="run kg build again"), Store.open(folder):
        pass
    make_store(folder, every(graphs(a={"lima": "Lima"})))
    (folder / "store" / "CURRENT").write_text("nonsense\n")
    with pytest.raises(KgError, match="cannot be opened") as caught, Store.open(folder):
        pass
    assert "delete this folder and run kg build again" in str(caught.value)
