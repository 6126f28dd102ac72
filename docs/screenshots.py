"""Take the pictures of the documents anew, into ``docs/images``.

    python docs/screenshots.py [NAME ...]

It builds a graph of the sample articles and opens what shows it in headless Chromium. A further picture is a line in
:data:`PICTURES`, and a further page an entry in :func:`pages`.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from playwright.sync_api import Browser, sync_playwright

import kg

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
#: In CSS pixels: a laptop's screen.
WIDTH, HEIGHT = 1366, 768
READY = "body[data-state=ready]"


@dataclass(frozen=True)
class Picture:
    """``page`` is a key of :func:`pages`, ``script`` runs before the picture is taken, once there is ``ready``."""

    name: str
    page: str
    fragment: str = ""
    script: str = ""
    scheme: Literal["light", "dark"] = "light"
    ready: str = READY


def _actor(label: str) -> str:
    return f"Object.entries(kg.entities).find(([, one]) => one.label === '{label}')[0]"


# The event of most reports, and the bundle that it belongs to.
_MOST_REPORTED = """(() => {
  const reports = (bundle) => Math.max(...bundle.events.map((id) => kg.events[id].reports.length));
  const bundles = kg.bundles.filter((bundle) => bundle.side !== "relation");
  bundles.sort((a, b) => reports(b) - reports(a) || a.id.localeCompare(b.id));
  kg.choose({ edge: bundles[0].id });
})()"""

PICTURES = (
    Picture("graph", "explorer", script=_MOST_REPORTED),
    Picture(
        "actor",
        "explorer",
        script=f"kg.choose({{ node: {_actor('Ukraine')} }}, {{ move: true }})",
        scheme="dark",
    ),
    Picture("map", "explorer", "#pane=map", script=f"kg.choose({{ node: {_actor('United States')} }})"),
    Picture("table", "explorer", "#pane=table&since=2010-01-01"),
    Picture("server", "server", ready="main"),
    Picture("entity", "server", "id/country/UKR", ready="main .card", scheme="dark"),
    Picture("article", "article", ready="main .card"),
    Picture("query", "server", "query?name=who-met-whom", ready="#table td"),
)


@contextmanager
def pages(home: Path) -> Iterator[dict[str, str]]:
    """Where each page is, by name."""
    graph = home / "graph"
    kg.build(ROOT / "data" / "articles", graph)
    kg.open(graph).view().save(home / "graph.html")
    found = {"explorer": (home / "graph.html").as_uri()}
    command = [sys.executable, "-m", "kg", "serve", "--graph", str(graph), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr is not None
            found["server"] = server.stderr.readline().split(" is served at ")[1].split(",")[0]
            titled = "SELECT ?a WHERE { ?a gp:title ?t FILTER (STRSTARTS(?t, 'Sweden becomes')) }"
            (article,) = kg.open(graph).query(titled)
            found["article"] = f"{found['server']}article?iri={quote(str(article.a), safe='')}"
            yield found
        finally:
            server.kill()


def take(browser: Browser, picture: Picture, address: str, out: Path) -> None:
    """Write one picture to ``out``."""
    tab = browser.new_page(
        viewport={"width": WIDTH, "height": HEIGHT}, color_scheme=picture.scheme, reduced_motion="reduce"
    )
    tab.goto(address + picture.fragment)
    tab.wait_for_selector(picture.ready)
    if picture.script:
        tab.evaluate(picture.script)
    tab.wait_for_timeout(700)
    tab.screenshot(path=out)
    tab.close()


def main() -> None:
    parser = argparse.ArgumentParser(description="Take the pictures of the documents anew.")
    names = [picture.name for picture in PICTURES]
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(names)}; all by default")
    chosen = parser.parse_args().names or names
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("there is no Chromium here: the pictures stay as they are")
    with (
        tempfile.TemporaryDirectory() as folder,
        pages(Path(folder)) as addresses,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for picture in PICTURES:
            if picture.name in chosen:
                take(browser, picture, addresses[picture.page], IMAGES / f"{picture.name}.png")
        browser.close()


if __name__ == "__main__":
    main()
