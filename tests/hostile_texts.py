"""Texts, pages and files that nobody would write, but somebody might send."""

from __future__ import annotations

import codecs
import encodings
import json
import os
import pkgutil
import random
from collections.abc import Callable, Iterator
from pathlib import Path

GOOD = (
    "NAIROBI, May 6, 2024 (Reuters) - Kenyan President William Ruto met French President Emmanuel Macron in Paris on "
    "Monday. Kenya condemned an attack in Mali.\n"
)
NAMES = [
    "Vladimir Putin",
    "Angela Merkel",
    "France",
    "Kenya",
    "NATO",
    "Ban Ki-moon",
    "the United Nations",
    "Peru",
]

#: Names and words that are code to somebody.
FRAGMENTS = (
    '"> <script>alert(1)</script>', "} ; DROP ALL", "../../etc/passwd", "=cmd|' /C calc'!A0", "@SUM(1+1)",
    '"^^<http://x> .', "<http://example.org/a b>", "_:b1", "\\u0027\\", "'''", '"""', "%00", "{{7*7}}", "${x}", "`id`",
    "-rf", "\u202ecilbup\u202c", "K\u0301enya", "Ke\u200bnya", "99999-99-99", "31 February 2020", "0000-00-00",
    "javascript:alert(1)", "-->", "]]>", "&amp;&#0;", "\x1b[2J", "\ufffe", "\U000e0041", "\x85", "\u2028",
)  # fmt: skip


def _people(size: int) -> str:
    first = "abcdefghijklmnopqrstuvwxyz"
    return ", ".join(
        f"Abdul{first[i % 26]}{first[i // 26 % 26]} Kar{first[i // 7 % 26]}im{first[i % 26]}"
        for i in range(size // 16)
    )


def _noise(size: int) -> str:
    dice = random.Random(size)
    signs = " \n AA\u0301\u202e\u05d0\u4e00\U0001f600.,'\"()-–#=<>[]{}\u200b"
    return "".join(dice.choice(signs) for _ in range(size))


#: What repeats in a text → a text of about so many characters.
TEXTS: dict[str, Callable[[int], str]] = {
    "one sentence of names": lambda n: "On Monday " + " and ".join(NAMES * (n // 80)) + " met in Oslo.",
    "names without commas": lambda n: " ".join(NAMES * (n // 80)) + " met.",
    "people": lambda n: f"On Monday {_people(n)} met in Oslo.",
    "capitals": lambda n: "Alpha " * (n // 6) + ".",
    "meetings": lambda n: "President Putin met Chancellor Merkel in Moscow on Monday. He visited Paris. " * (n // 80),
    "pronouns": lambda n: "He said she told him that they met them. " * (n // 40),
    "titles": lambda n: "Prime Minister " * (n // 15) + "Modi met Putin.",
    "titles of titles": lambda n: "foreign minister of the president of " * (n // 37) + "Kenya met Putin.",
    "quotation marks": lambda n: '" ' * (n // 2) + "Putin said.",
    "brackets": lambda n: "(" * n + "Putin met Merkel.",
    "open brackets": lambda n: "Putin (Kenya [" * (n // 14),
    "a long word": lambda n: "Putin met " + "x" * n + " in Moscow.",
    "commas": lambda n: "Putin" + "," * n + " met Merkel.",
    "short runs of commas": lambda n: ("Putin" + "," * 290 + " ") * (n // 296) + " met Merkel.",
    "stops": lambda n: "Putin met Merkel" + "." * n,
    "digits": lambda n: "Putin met Merkel on " + "9" * n + ".",
    "dates": lambda n: "Putin met Merkel on " + "May 3, 2020, " * (n // 13) + ".",
    "days": lambda n: "Putin met Merkel on " + "Monday and last week and two years ago " * (n // 39) + ".",
    "no dates": lambda n: "Putin met Merkel on 99999-99-99, 31 February 2020 and 32/13/9999. " * (n // 66),
    "far years": lambda n: "Putin left 99999999999 years ago and returns in 9999999 decades. " * (n // 64),
    "hyphens": lambda n: "Putin-" * (n // 6) + "Merkel met.",
    "abbreviations": lambda n: "U.S." * (n // 4) + " met Putin.",
    "combining marks": lambda n: "Putin me" + "\u0301" * n + "t Merkel.",
    "bidi": lambda n: "\u202ePutin met\u202c Merkel. " * (n // 22),
    "zero width": lambda n: "Pu\u200dtin m\u200bet Mer\u00adkel. " * (n // 21),
    "flags": lambda n: "🇫🇷 met 🇩🇪 " * (n // 9),
    "lines": lambda n: "Putin met\n" * (n // 10),
    "letters on lines": lambda n: "x\n" * (n // 2),
    "carriage returns": lambda n: "\r" * (n // 2) + "Putin met Merkel.\r" * (n // 36),
    "possessors": lambda n: "Kenya's " * (n // 8) + "minister met Putin.",
    "speakers": lambda n: "Putin said " * (n // 11) + "Kenya attacked Iran.",
    "clauses": lambda n: "Putin says that " * (n // 16) + "Iran attacked Iraq.",
    "owners": lambda n: "the president of " * (n // 17) + "Kenya attacked Iran.",
    "addresses": lambda n: "http://a.b/c?d=e&f#g " * (n // 21),
    "links": lambda n: "[Putin](http://x) met [" * (n // 22),
    "garbled": lambda n: "â€™Ã© " * (n // 6) + " Putin met Merkel.",
    "hashes": lambda n: "# " * (n // 2),
    "relations": lambda n: "John Smith, Mary Smith and Smith met Smith. " * (n // 44),
    "Arabic": lambda n: "التقى بوتين ميركل " * (n // 18),
    "Chinese": lambda n: "普京会见了默克尔。" * (n // 9),
    "code": lambda n: (" met ".join(FRAGMENTS) + ". ") * (n // 500 + 1),
    "noise": _noise,
}  # fmt: skip

#: Pages, by what is wrong with them.
PAGES: dict[str, str] = {
    "nested": "<div>" * 100_000 + f"<p>{GOOD}",
    "formatted": "<b><i>" * 20_000 + f"<p>{GOOD}",
    "tables": "<table><tr><td>" * 3_000 + f"<p>{GOOD}",
    "attributes": f"<p {' '.join(f'a{i}=1' for i in range(50_000))}>{GOOD}</p>",
    "attributes without spaces": "<p " + "".join(f'a{i}="1"' for i in range(50_000)) + f">{GOOD}</p>",
    "one attribute": f"<p title='{'x' * 1_000_000}'>{GOOD * 3}</p>",
    "references": f"<p>{'&amp;' * 100_000}{GOOD * 3}</p>",
    "comments": "<!--" * 50_000 + f"<p>{GOOD}</p>",
    "unclosed": "<p" * 50_000 + f"<p>{GOOD}</p>",
    "signs": "<" * 200_000,
    "scripts": "<script>" * 50_000 + f"</script><p>{GOOD}</p>",
    "linked data": f'<script type="application/ld+json">{"[" * 50_000}</script><p>{GOOD}</p>',
    "dated": f'<meta property="article:published_time" content="99999-99-99T99:99"><p>{GOOD * 3}</p>',
}

_RECORDS = [
    '{"text": ' + "[" * 100_000,
    '{"text": "Kenya met Mali.", "x": ' + "[" * 900 + "]" * 900 + "}",
    '{"text": NaN}',
    '{"text": 1e999, "id": -Infinity}',
    '{"id": 1' + "0" * 5_000 + ', "text": "Kenya met Mali."}',
    '{"id": 1e400, "text": "Kenya met Mali."}',
    '{"text": "Kenya met Mali.", "text": "Chad met Niger."}',
    '{"text": "\\ud800 Kenya met Mali \\udfff\\u0000."}',
    '{"id": {"a": [1]}, "text": "Kenya met Mali.", "date": "99999-99-99", "url": "javascript:alert(1)"}',
    '{"id": true, "text": "Kenya met Mali.", "date": 20200101, "source": ["x"], "title": {"x": 1}}',
    '\ufeff{"text": "Kenya met Mali tomorrow, next year and in 9999999 years.", "date": "9999-12-31"}',
    '{"text": "Kenya met Mali yesterday, last year and 3000 years ago.", "date": "0001-01-01"}',
    *(
        json.dumps({"id": one, "text": f"{one} met Mali.", "title": one, "source": one, "url": one, "date": one})
        for one in FRAGMENTS
    ),
]  # fmt: skip


def encoded(text: str) -> Iterator[tuple[str, bytes]]:
    """The text in every encoding that Python knows and that has bytes for it."""
    for name in sorted(module.name for module in pkgutil.iter_modules(encodings.__path__)):
        try:
            data = codecs.encode(text, name, errors="ignore")
        except (LookupError, ValueError, TypeError, AssertionError):
            continue
        if isinstance(data, bytes):
            yield name, data


def write_hostile_files(folder: Path, size: int = 1_500) -> None:
    """A folder of hostile files, and one good article."""
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text(size), encoding="utf-8", errors="surrogatepass", newline="")
    for name, page in list(PAGES.items())[::4]:
        (folder / f"{name}.html").write_text(f"<html><body>{page}", encoding="utf-8")
    (folder / "records.jsonl").write_text("\n".join(_RECORDS), encoding="utf-8")
    (folder / "rows.csv").write_bytes(
        b"id,text,date\n1,Kenya met Mali.,99999-99-99\n"
        + b"a," * 9_999
        + b"\n2,=1+1 met Mali.,-1\n3,"
        + b'"' * 9_999
    )
    (folder / "one line.csv").write_bytes(b"id,text\n1," + b"x" * 3_000_000)
    (folder / "10 MB.txt").write_bytes(b"x" * 10_000_000)
    (folder / "nul.txt").write_bytes(b"Kenya\0met Mali.")
    (folder / "surrogate.txt").write_bytes(b"Kenya \xed\xa0\x80 met Mali.")
    (folder / "two marks.txt").write_bytes(b"\xef\xbb\xbf" * 2 + GOOD.encode())
    (folder / "big end.txt").write_bytes(codecs.BOM_UTF32_BE + GOOD.encode("utf-32-be"))
    (folder / "a\nname <b>.txt").write_text(GOOD + "a", encoding="utf-8")
    (folder / "--out.txt").write_text(GOOD + "b", encoding="utf-8")
    Path(os.fsdecode(os.fsencode(folder) + b"/bad \xff\xfe.txt")).write_text(GOOD + "c", encoding="utf-8")
    (folder / "loop.txt").symlink_to(folder / "loop.txt")
    (folder / "zero.txt").symlink_to("/dev/zero")
    (folder / "messages.csv").symlink_to("/proc/kmsg")
    (folder / "memory.txt").symlink_to("/proc/self/mem")
    (folder / "itself").symlink_to(folder)
    os.mkfifo(folder / "pipe.txt")
    (folder / "good.txt").write_text(f"Kenya and France meet\n\n{GOOD}", encoding="utf-8")
