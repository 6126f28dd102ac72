"""How the page of a large graph does in headless Chromium: size, time to open, frames a second while it is moved.

    python benchmarks/page.py [--actors N] [--links N]

The graph is invented, a few actors having most of the links, as in news. Chromium draws without a graphics card
here, so a screen shows more frames than these figures.
"""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any

import networkx as nx
from playwright.sync_api import Page, sync_playwright

from kg.view import page
from kg.vocabulary import EVENT_TYPES

_FRAMES = """() => { window.frames_ = 0;
  const count = () => { window.frames_ += 1; requestAnimationFrame(count); }; requestAnimationFrame(count); }"""


def invented(n_actors: int, n_links: int) -> nx.MultiDiGraph:
    """A projection of ``n_actors`` and ``n_links`` bundles of edges, each one to three events."""
    random = Random(5)
    graph = nx.MultiDiGraph()
    for number in range(n_actors):
        group = "Country" if number < 100 else random.choice(["Person", "Organization", "ArmedGroup", "City"])
        graph.add_node(
            f"urn:n{number}", type=group, label=f"Actor {number}", names="", iso3="", n_events=1, alone="[]"
        )
    kinds = [(name, kind) for name, kind in sorted(EVENT_TYPES.items()) if kind.quad]
    bundles: set[tuple[int, int, str]] = set()
    while len(bundles) < n_links:
        one = len(bundles) if len(bundles) < n_actors else int(n_actors * random.random() ** 2)
        other = int(n_actors * random.random() ** 3)
        name, kind = random.choice(kinds)
        bundle = one, other, str(kind.quad)
        if one == other or bundle in bundles:
            continue
        bundles.add(bundle)
        for number in range(random.choice((1, 1, 1, 2, 3))):
            day = f"20{random.randint(10, 24)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"
            graph.add_edge(
                f"urn:n{one}", f"urn:n{other}", **_event(f"urn:e{len(bundles)}-{number}", name, day, random)
            )
    return graph


def _event(iri: str, name: str, day: str, random: Random) -> dict[str, Any]:
    quad = str(EVENT_TYPES[name].quad)
    report = {
        "text": f"Something was done on {day}, an official said.",
        "triggers": [[10, 18]],
        "article": f"urn:a{random.randrange(500)}",
        "title": "Report from the region",
        "publisher": f"Wire {random.randrange(20)}",
        "published": day,
        "url": "https://example.org/1",
    }
    return {
        "kind": "event",
        "event": iri,
        "type": name,
        "label": name.lower(),
        "quad": "".join(f" {c.lower()}" if c.isupper() else c for c in quad).strip(),
        "date": day,
        "earliest": day,
        "latest": day,
        "date_basis": "relative",
        "status": random.choice(["Asserted", "Asserted", "Asserted", "Alleged", "Planned"]),
        "confidence": random.randint(40, 99) / 100,
        "speaker": "",
        "location": "",
        "trigger": "was done",
        "reports": json.dumps([report] * random.choice((1, 1, 2))),
        "two_sided": False,
    }


def _frames_while(browser: Page, move: Sequence[tuple[float, float]], start: tuple[float, float]) -> float:
    browser.mouse.move(*start)
    browser.mouse.down()
    browser.evaluate("window.frames_ = 0")
    began = perf_counter()
    while perf_counter() - began < 4:
        for x, y in move:
            browser.mouse.move(start[0] + x, start[1] + y)
    frames = browser.evaluate("window.frames_") / (perf_counter() - began)
    browser.mouse.up()
    return float(frames)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--actors", type=int, default=2000)
    parser.add_argument("--links", type=int, default=10_000)
    options = parser.parse_args()
    graph = invented(options.actors, options.links)
    began = process_time()
    text = page(graph)
    written = process_time() - began
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder) / "page.html"
        file.write_text(text, encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        view = browser.new_page(viewport={"width": 1366, "height": 768})
        # The thread's own time: what other programs do meanwhile does not count.
        figures = view.context.new_cdp_session(view)
        figures.send("Performance.enable", {"timeDomain": "threadTicks"})
        began = perf_counter()
        view.goto(file.as_uri())
        view.wait_for_selector("body[data-state=ready]", timeout=120_000)
        view.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        opened = perf_counter() - began
        metrics = {one["name"]: one["value"] for one in figures.send("Performance.getMetrics")["metrics"]}
        view.evaluate(_FRAMES)
        circle = [(40, 0), (60, 30), (40, 60), (0, 40), (-40, 20), (0, 0)]
        whole = _frames_while(view, circle, (300, 150))
        box = view.locator("#network canvas").bounding_box()
        at = view.evaluate("kg.network.canvasToDOM(kg.network.getPosition(kg.bundles[0].from))")
        one = _frames_while(view, circle, (at["x"] + box["x"], at["y"] + box["y"]))  # type: ignore[index]
        began = perf_counter()
        view.evaluate("kg.state.since = '2018-01-01'; kg.refresh()")
        filtered = perf_counter() - began
        browser.close()
    print(f"{options.actors} actors, {options.links} links; page of {len(text.encode()) / 1e6:.1f} MB")
    print(f"laid out and written   {written:6.1f} s of the processor")
    print(f"opened                 {opened:6.1f} s, {metrics['TaskDuration']:.1f} s of the processor")
    print(f"moving the graph       {whole:6.1f} frames/s")
    print(f"moving an actor        {one:6.1f} frames/s")
    print(f"a filter               {filtered:6.2f} s")


if __name__ == "__main__":
    main()
