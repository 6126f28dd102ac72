"""Reading files, folders, patterns, records and standard input; what cannot be read."""

from __future__ import annotations

import io
import json
import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kg.errors import UnreadableInput
from kg.model import Article, Rejected
from kg.reading import MAX_BYTES, article_from_text, read

DATA = Path(__file__).parent / "data" / "reading"
SEED = Path(__file__).resolve().parents[1].parent / "shared" / "seed" / "article.txt"


def only(paths: Any, **options: Any) -> Article:
    (article,) = read(paths, **options)
    assert isinstance(article, Article), article
    return article


def refused(paths: Any, **options: Any) -> Rejected:
    (rejected,) = read(paths, **options)
    assert isinstance(rejected, Rejected), rejected
    assert "\n" not in rejected.reason
    assert 10 < len(rejected.reason) < 200
    return rejected


def body(article: Article) -> list[str]:
    return [article.text[s.start : s.end] for s in article.segments if s.kind == "body"]


# --- files -----------------------------------------------------------------------------------------------


def test_a_text_file() -> None:
    article = only([DATA / "wire.txt"])
    assert article.key == (DATA / "wire.txt").resolve().as_posix()
    assert article.text == (DATA / "wire.txt").read_text(encoding="utf-8")
    assert (article.published, article.publisher) == (date(2024, 9, 5), "Agence France-Presse")
    assert len(body(article)) == 2


def test_one_path_without_a_list() -> None:
    assert only(DATA / "wire.txt") == only(str(DATA / "wire.txt"))


def test_a_file_is_read_once_and_in_the_order_given(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt"):
        (tmp_path / name).write_text(f"Talks in {name} resumed on Monday.", encoding="utf-8")
    (tmp_path / "link.txt").symlink_to(tmp_path / "a.txt")
    paths = [tmp_path / "b.txt", tmp_path, str(tmp_path / "*.txt"), tmp_path / ".." / tmp_path.name / "a.txt"]
    assert [item.key for item in read(paths)] == [
        (tmp_path / "b.txt").as_posix(),
        (tmp_path / "a.txt").as_posix(),
    ]


def test_folders_are_read_recursively_sorted_without_hidden_files(tmp_path: Path) -> None:
    for name in (
        "z.txt",
        "b/2.MD",
        "b/1.txt",
        "a/x.html",
        ".hidden/n.txt",
        "b/.n.txt",
        "b/notes.docx",
        "n.py",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(DATA / ("page.html" if name.endswith("html") else "wire.txt"), tmp_path / name)
    found = [Path(item.key).relative_to(tmp_path).as_posix() for item in read([tmp_path])]
    assert found == ["z.txt", "a/x.html", "b/1.txt", "b/2.MD"]
    assert found == [Path(item.key).relative_to(tmp_path).as_posix() for item in read([tmp_path])]


def test_patterns(tmp_path: Path) -> None:
    for name in ("b1.txt", "b2.txt", "c.txt", "b3.png"):
        shutil.copy(DATA / "wire.txt", tmp_path / name)
    assert [Path(item.key).name for item in read([str(tmp_path / "b*")])] == ["b1.txt", "b2.txt"]


def test_a_name_with_the_signs_of_a_pattern_is_a_name(tmp_path: Path) -> None:
    shutil.copy(DATA / "wire.txt", tmp_path / "[1].txt")
    assert only([tmp_path / "[1].txt"]).key.endswith("[1].txt")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "cp1252", "utf-32"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    words = "Le président du Sénégal a été reçu à l’Élysée. Les deux pays ont signé un accord à Dakar. "
    if encoding == "cp1251":
        words = "Президент Казахстана прибыл в Астану. Стороны подписали соглашение о границе и о торговле."
    (tmp_path / "a.txt").write_bytes(words.encode(encoding))
    assert only([tmp_path / "a.txt"]).text == words


@pytest.mark.parametrize(
    ("words", "encoding"),
    [
        ("Prezydent Polski odbył rozmowy o współpracy z Niemcami i Francją. Podpisano też umowę.", "cp1250"),
        ("The minister met with his Turkish counterpart Ayşe Yıldırımoğlu in Ankara on Monday.", "cp1254"),
        ("Президент Казахстана прибыл в Астану. Стороны подписали соглашение о границе.", "koi8-r"),
    ],
)
def test_an_encoding_is_read_rightly_or_refused(tmp_path: Path, words: str, encoding: str) -> None:
    (tmp_path / "a.txt").write_bytes(words.encode(encoding))
    (item,) = read([tmp_path / "a.txt"])
    assert item.text == words if isinstance(item, Article) else "UTF-8" in item.reason


def test_default_date() -> None:
    text = b"Soldiers seized the palace in Conakry."
    article = only(["-"], stdin=io.BytesIO(text), default_date=date(2021, 9, 5))
    assert article.published == date(2021, 9, 5)
    assert only([DATA / "wire.txt"], default_date=date(2021, 9, 5)).published == date(2024, 9, 5)


# --- HTML ------------------------------------------------------------------------------------------------


def test_an_html_page() -> None:
    article = only([DATA / "page.html"])
    assert article.title == "Senegal and Mauritania share first gas"
    assert article.published == date(2025, 1, 2)
    assert article.publisher == "The Coast Post"
    assert article.url == "https://coast.example/2025/01/02/gas"
    assert article.dateline_place == "Dakar"
    kinds = [segment.kind for segment in article.segments if segment.kind != "caption"]
    assert kinds == ["title", "frame", "body", "body", "heading", "body"]
    assert body(article)[0].startswith("Senegal and Mauritania produced")
    assert "equally & to settle" in article.text
    assert "Guinea-Bissau sent" in article.text
    for words in ("cookies", "Log in", "Mali closes", "track(", "<"):
        assert words not in article.text


def test_html_is_recognised_by_its_content(tmp_path: Path) -> None:
    shutil.copy(DATA / "page.html", tmp_path / "saved.txt")
    assert only([tmp_path / "saved.txt"]).text == only([DATA / "page.html"]).text


def test_html_in_a_declared_encoding(tmp_path: Path) -> None:
    page = (DATA / "page.html").read_text(encoding="utf-8").replace("utf-8", "windows-1251")
    page = page.replace("Guinea-Bissau", "Шымкент")
    (tmp_path / "a.html").write_bytes(page.encode("cp1251"))
    assert "Шымкент" in only([tmp_path / "a.html"]).text


def test_html_with_an_xml_declaration_and_external_entities(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("ATTACK PLAN", encoding="utf-8")
    page = (DATA / "page.html").read_text(encoding="utf-8")
    page = page.replace(
        "<!DOCTYPE html>",
        f'<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]>',
    ).replace("equally", "equally &x;")
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    assert "ATTACK PLAN" not in only([tmp_path / "a.html"]).text


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 100_000,
        "<html><body>" + "<table><tr><td>" * 20_000 + "x",
        "<html><body>" + "<b><i>" * 50_000 + "x",
        "<html></html>",
        "<",
        "<!-- only a comment -->",
        "<html><body><script>var a = 1;</script></body></html>",
        "<html><body>" + "<p>x" * 100_000,
    ],
    ids=range(8),
)
def test_html_without_an_article_or_nested_without_end(page: str) -> None:
    assert "HTML" in refused(["-"], stdin=io.BytesIO(page.encode())).reason


# --- records ---------------------------------------------------------------------------------------------


def test_jsonl() -> None:
    path = DATA / "feed.jsonl"
    items = {item.key.removeprefix(path.resolve().as_posix()): item for item in read([path])}
    assert list(items) == ["#a-1", "#2", "#4", "#3", "#6", "#7", "#a-4"]
    first = items["#a-1"]
    assert isinstance(first, Article)
    assert (first.title, first.published, first.publisher, first.url) == (
        "Angola quits cartel",
        date(2023, 12, 21),
        "Agence France-Presse",
        "https://feed.example/1",
    )
    assert first.text.startswith("LUANDA - Angola")
    assert body(first)[0].startswith("Angola said")
    for key, words in {"#2": "column", "#3": "no text", "#6": "object", "#7": "own id"}.items():
        rejected = items[key]
        assert isinstance(rejected, Rejected)
        assert words in rejected.reason
        assert "line" in rejected.reason
    undated, other = items["#4"], items["#a-4"]
    assert isinstance(undated, Article)
    assert isinstance(other, Article)
    assert undated.published is None
    assert (other.published, other.title) == (None, "7")


def test_csv_with_semicolons_quotes_and_line_breaks() -> None:
    path = DATA / "table.csv"
    items = {item.key.removeprefix(path.resolve().as_posix()): item for item in read([path])}
    assert list(items) == ["#1", "#5", "#3", "#4"]
    first, last = items["#1"], items["#4"]
    assert isinstance(first, Article)
    assert isinstance(last, Article)
    assert first.text.endswith('"Our systems differ."')
    assert first.dateline_date == date(2023, 1, 26)
    assert (last.published, last.publisher) == (date(2023, 1, 30), "RNZ")
    for key, words in {"#5": "3 fields", "#3": "no text"}.items():
        rejected = items[key]
        assert isinstance(rejected, Rejected)
        assert words in rejected.reason


def test_csv_with_a_very_long_field(tmp_path: Path) -> None:
    text = "The talks went on. " * 50_000
    (tmp_path / "a.csv").write_text(f'id,text\n1,"{text}"\n', encoding="utf-8")
    assert only([tmp_path / "a.csv"]).text == text


def test_csv_goes_on_after_a_row_with_broken_quotes(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        'id,text\n1,"Chad "closed" its border."\n2,Niger opened its border.\n', encoding="utf-8"
    )
    broken, good = read([tmp_path / "a.csv"])
    assert isinstance(broken, Rejected)
    assert "line 2" in broken.reason
    assert isinstance(good, Article)
    assert good.text == "Niger opened its border."


def test_records_over_the_limit_are_set_aside_and_the_next_is_read(tmp_path: Path) -> None:
    long, short = ({"text": "The talks went on. " * n} for n in (3000, 1))
    for name in ("a.jsonl", "a.ndjson"):
        (tmp_path / name).write_text("\n".join(map(json.dumps, (long, short, long))), encoding="utf-8")
        kinds = [type(item) for item in read([tmp_path / name], max_bytes=10_000)]
        assert kinds == [Rejected, Article, Rejected]


def test_ids_of_records_become_one_line(tmp_path: Path) -> None:
    record = {"id": "a\nb\t" + "c" * 500, "text": "Niger opened its border."}
    (tmp_path / "a.jsonl").write_text(json.dumps(record), encoding="utf-8")
    key = only([tmp_path / "a.jsonl"]).key
    assert "\n" not in key
    assert len(key) < len(tmp_path.as_posix()) + 250


def test_lone_surrogates_in_json(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "Niger \\ud800 opened its border."}', encoding="ascii")
    assert only([tmp_path / "a.jsonl"]).text == "Niger \ufffd opened its border."


# --- standard input --------------------------------------------------------------------------------------


def test_standard_input_as_text_jsonl_and_html() -> None:
    text = only(["-"], stdin=io.BytesIO(b"Niger opened its border."))
    assert (text.key, text.text) == ("-", "Niger opened its border.")
    record = only(["-"], stdin=io.BytesIO(b'\n {"id": 5, "text": "Niger opened its border."}\n'))
    assert (record.key, record.text) == ("-#5", "Niger opened its border.")
    page = only(["-"], stdin=io.BytesIO(b"\n" + (DATA / "page.html").read_bytes()))
    assert page.publisher == "The Coast Post"


def test_standard_input_stays_open_and_is_read_once() -> None:
    stdin = io.BytesIO(b"Niger opened its border.")
    assert len(list(read(["-", "-"], stdin=stdin))) == 1
    assert not stdin.closed


# --- what cannot be read ---------------------------------------------------------------------------------


def _write(name: str, content: bytes) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        (folder / name).write_bytes(content)
        return folder / name

    return make


BAD: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing file": (lambda folder: folder / "none.txt", "does not exist"),
    "empty file": (_write("a.txt", b""), "empty"),
    "white space only": (_write("a.txt", b" \n\t\r\n"), "white space"),
    "white space of other kinds": (_write("a.txt", "\u00a0\u2003\n".encode()), "white space"),
    "byte-order mark only": (_write("a.txt", b"\xef\xbb\xbf"), "white space"),
    "NUL bytes": (_write("a.txt", b"abc\x00\x01\x02def"), "binary"),
    "PDF": (_write("a.txt", b"%PDF-1.7 ..."), "PDF"),
    "Word file": (_write("a.txt", b"PK\x03\x04..."), "ZIP"),
    "picture": (_write("a.md", b"\x89PNG\r\n\x1a\n"), "PNG"),
    "RTF": (_write("a.txt", b"{\\rtf1 text}"), "RTF"),
    "UTF-16 without a mark": (_write("a.txt", "Niger opened its border.".encode("utf-16-le")), "binary"),
    "broken UTF-16": (_write("a.txt", b"\xff\xfeN\x00\x00\xd8i"), "utf-16"),
    "no encoding": (_write("a.txt", bytes(range(1, 256)) * 9), "encoding"),
    "unsupported suffix": (_write("a.docx", b"text"), "suffix"),
    "no suffix": (_write("article", b"text"), "suffix"),
    "too large": (_write("a.txt", b"x" * 50_001), "50,000"),
    "pattern without matches": (lambda folder: str(folder / "*.txt"), "matches no"),
    "folder without articles": (lambda folder: folder, "without readable files"),
    "empty path": (lambda folder: "", "no path"),
    "NUL in the path": (lambda folder: "a\x00.txt", "no path"),
    "over-long path": (lambda folder: "a" * 5000 + ".txt", "does not exist"),
    "JSON Lines: broken": (_write("a.jsonl", b'{"text": "x"'), "line 1 is not valid JSON"),
    "JSON Lines: a list": (_write("a.jsonl", b'["x"]'), "no JSON object"),
    "JSON Lines: pretty-printed": (_write("a.jsonl", b'[\n {"text": "x"}\n]'), "several lines"),
    "JSON Lines: no text": (_write("a.jsonl", b'{"title": "x"}'), "no text"),
    "JSON Lines: text of white space": (_write("a.jsonl", b'{"text": " "}'), "no text"),
    "JSON Lines: text no string": (_write("a.jsonl", b'{"text": ["x"]}'), "no string"),
    "JSON Lines: nested without end": (_write("a.jsonl", b'{"text":' + b"[" * 40_000), "cannot be read"),
    "JSON Lines: huge number": (_write("a.jsonl", b'{"text": ' + b"9" * 10_000 + b"}"), "cannot be read"),
    "JSON Lines: not UTF-8": (_write("a.jsonl", b'{"text": "Qu\xe9bec"}'), "UTF-8"),
    "JSON Lines: empty": (_write("a.jsonl", b"\n\n"), "empty"),
    "JSON Lines: binary": (_write("a.jsonl", b"\x1f\x8b\x08\x00"), "gzip"),
    "CSV: no text column": (_write("a.csv", b"id,body\n1,x\n"), "no column 'text'"),
    "CSV: empty": (_write("a.csv", b""), "empty"),
    "CSV: header only": (_write("a.csv", b"id,text\n"), "no rows"),
    "CSV: quote without end": (_write("a.csv", b'id,text\n1,"Niger opened\n'), "line 2"),
    "CSV: field over the limit": (_write("a.csv", b'id,text\n1,"' + b"x" * 60_000 + b'"\n'), "field"),
    "CSV: binary": (_write("a.csv", b"PK\x03\x04"), "ZIP"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_gets_one_clear_line(name: str, tmp_path: Path) -> None:
    make, words = BAD[name]
    assert words in refused([make(tmp_path)], max_bytes=50_000).reason


def test_broken_and_looping_links(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    assert "broken symbolic link" in refused([tmp_path / "gone.txt"]).reason
    assert "broken symbolic link" in refused([tmp_path / "loop.txt"]).reason
    assert len(list(read([tmp_path]))) == 2


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert "no regular file" in refused([tmp_path / "a.txt"]).reason


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_without_permission(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Niger opened its border.", encoding="utf-8")
    (tmp_path / "a.txt").chmod(0)
    assert "permission" in refused([tmp_path / "a.txt"]).reason


def test_an_error_of_the_disk_is_one_line() -> None:
    class Torn(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, buffer: object) -> int:
            raise OSError(5, "Input/output error")

    assert "Input/output error" in refused(["-"], stdin=Torn()).reason


def test_bad_inputs_do_not_hold_up_the_good_ones(tmp_path: Path) -> None:
    items = list(read([tmp_path / "none.txt", DATA / "wire.txt", tmp_path / "*.md", DATA / "feed.jsonl"]))
    assert [type(item) for item in items[:3]] == [Rejected, Article, Rejected]
    assert sum(isinstance(item, Article) for item in items) == 4


def test_the_limit_is_over_any_article_and_under_any_dump() -> None:
    assert 1_000_000 < MAX_BYTES < 50_000_000


@pytest.mark.parametrize("text", ["", " \n "])
def test_article_from_text_needs_text(text: str) -> None:
    with pytest.raises(UnreadableInput, match="mine: no text"):
        article_from_text(text, key="mine")


# --- a real article --------------------------------------------------------------------------------------


@pytest.mark.skipif(not SEED.exists(), reason="the shared example article lies outside the repository")
def test_the_shared_example() -> None:
    article = only([SEED])
    assert article.text == SEED.read_bytes().decode("utf-8")
    assert article.published == date(2025, 12, 24)
    assert article.publisher is not None
    assert article.publisher.startswith("Anadolu")
    lines = [line.strip() for line in article.text.splitlines()]
    assert article.title == lines[1]
    shown = [(segment.kind, article.text[segment.start : segment.end]) for segment in article.segments]
    kinds = {words: kind for kind, words in shown}
    assert kinds[lines[3]] == "caption"
    assert kinds[lines[4]] == "frame"
    assert kinds[next(line for line in lines if line.startswith("SOURCE"))] == "frame"
    short = [words for words in kinds if len(words.split()) < 10 and kinds[words] == "heading"]
    assert len(short) == 1
    assert len(body(article)) == 7
    ends = [0] + [segment.end for segment in article.segments]
    assert all(segment.start >= end for segment, end in zip(article.segments, ends, strict=False))
