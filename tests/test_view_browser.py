"""The HTML page at work in headless Chromium: no request, no error, search, filters, clicks."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from kg.projection import projection
from kg.view import inline, render
from sample_graph import HOSTILE, ID, PREFIXES, TRIG, hostile, invented, select_from

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: install chromium")

OPTIONS = (
    "--headless --no-sandbox --disable-gpu --disable-background-networking --disable-component-update "
    "--disable-sync --no-first-run"
)
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS.split())
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Opens a page; when the test is over, asserts that it was quiet: one request, no message, no dialog."""
    noise: list[str] = []
    asked: list[str] = []
    allowed: list[str] = []
    pages: list[Page] = []

    def open_(text: str) -> Page:
        file = tmp_path / f"page{len(pages)}.html"
        file.write_text(text, encoding="utf-8")
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        pages.append(page)
        allowed.append(file.as_uri())
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: noise.append(message.text))
        page.on("pageerror", lambda error: noise.append(str(error)))
        page.on("dialog", lambda dialog: noise.append(f"dialog: {dialog.message}"))
        page.goto(file.as_uri())
        return page

    yield open_
    for page in pages:
        page.close()
    assert noise == []
    assert [url for url in asked if url not in (*allowed, "about:srcdoc")] == []


@pytest.fixture
def sample(open_page: Open) -> Page:
    page = open_page(render(projection(select_from(TRIG)), title="Sample"))
    page.wait_for_selector("body[data-state=ready]")
    return page


def at(page: Page, script: str) -> tuple[float, float]:
    """Where a point of the drawing is on the screen; ``script`` gives it in the drawing's coordinates."""
    box = page.locator("#network canvas").bounding_box()
    assert box is not None
    point = page.evaluate(f"kg.network.canvasToDOM({script})")
    return box["x"] + point["x"], box["y"] + point["y"]


def test_counts_and_overview(sample: Page) -> None:
    expect(sample.locator("#counts")).to_have_text("7 actors · 6 events")
    expect(sample.locator("#panel h2")).to_have_text("Overview")
    assert sample.title() == "Sample"


def test_settles(sample: Page) -> None:
    positions = "JSON.stringify(kg.network.getPositions())"
    before = sample.evaluate(positions)
    sample.wait_for_timeout(300)
    assert sample.evaluate(positions) == before


def test_the_same_layout_each_time(open_page: Open) -> None:
    text = render(projection(select_from(invented(25))), title="")
    found = []
    for _ in range(2):
        page = open_page(text)
        page.wait_for_selector("body[data-state=ready]")
        found.append(page.evaluate("JSON.stringify(kg.network.getPositions())"))
    assert found[0] == found[1]


def test_search_by_other_name_without_accents(sample: Page) -> None:
    sample.fill("#search", "davutog")
    expect(sample.locator("#suggestions li")).to_have_count(1)
    sample.keyboard.press("Enter")
    expect(sample.locator("#panel h2")).to_have_text("Ahmet Davutoğlu")
    expect(sample.locator("#panel")).to_contain_text("Also: Davutoglu, Davutoğlu")
    sample.keyboard.press("Escape")
    expect(sample.locator("#panel h2")).to_have_text("Overview")
    sample.fill("#search", "Nobody")
    expect(sample.locator("#suggestions")).to_have_text("No actor bears this name.")


def test_click_on_a_node_shows_offices_facts_and_events(sample: Page) -> None:
    x, y = at(sample, f"kg.network.getPosition('{ID}keita')")
    sample.mouse.click(x, y)
    panel = sample.locator("#panel")
    expect(panel.locator("h2")).to_have_text("Ibrahim Boubacar Keïta")
    headings = ["Ideology: social democracy", "Formerly held office", "Leadership change"]
    expect(panel.locator(".event .head b")).to_have_text(headings)
    expect(panel.locator(".event time").first).to_have_text("undated")
    expect(panel).to_contain_text("until 2020-08-18")
    panel.get_by_role("button", name="President of Mali").click()
    expect(panel.locator("h2")).to_have_text("President of Mali")


def test_click_on_an_edge_shows_its_events_with_the_marked_sentence(sample: Page) -> None:
    ends = [f"kg.network.getPosition('{ID}{name}')" for name in ("kerry", "lavrov")]
    x, y = at(sample, f"{{x: ({ends[0]}.x + {ends[1]}.x) / 2, y: ({ends[0]}.y + {ends[1]}.y) / 2}}")
    sample.mouse.click(x, y)
    panel = sample.locator("#panel")
    expect(panel.locator("h2")).to_have_text("John Kerry – Sergey Lavrov")
    event = panel.locator(".event")
    expect(event).to_have_count(1)
    expect(event.locator("time").first).to_have_text("2013-09-12")
    expect(event.locator(".facts")).to_have_text(
        "in Geneva · date: counted from the article's date · confidence 0.90"
    )
    first = event.locator("blockquote").first
    expect(first.locator("mark.actor")).to_have_text(["Lavrov", "Kerry", "Davutoglu"])
    expect(first.locator("mark.trigger")).to_have_text("met")
    expect(event.locator("figcaption").first).to_have_text(
        "Three ministers confer in Geneva · AFP, 2013-09-13"
    )
    link = event.locator("a").first
    assert link.get_attribute("href") == "https://example.org/geneva"
    assert "noopener" in (link.get_attribute("rel") or "")


def test_status_speaker_and_unsafe_link(sample: Page) -> None:
    bundle = f"kg.bundles.find((b) => b.from === '{ID}mali' && b.to === '{ID}france').id"
    sample.evaluate(f"kg.selectEdge({bundle})")
    panel = sample.locator("#panel")
    expect(panel.locator(".facts")).to_contain_text("according to AFP")
    expect(panel.locator("mark.recipient")).to_have_text("France")
    expect(panel.locator("figcaption")).to_contain_text("Bamako turns on its old ally")
    expect(panel.locator("a")).to_have_count(0)  # the article's link is a script
    sample.evaluate("kg.selectEdge(kg.bundles.find((b) => b.side === 'material-conflict').id)")
    expect(panel.locator(".status")).to_have_text("Alleged")


def test_filters_change_what_is_shown(sample: Page) -> None:
    counts = sample.locator("#counts")
    sample.locator("#statuses").get_by_label("Alleged").uncheck()
    expect(counts).to_have_text("7 actors · 5 of 6 events")
    sample.get_by_label("Show verbal cooperation").uncheck()
    expect(counts).to_have_text("4 of 7 actors · 3 of 6 events")
    sample.click("#reset")
    expect(counts).to_have_text("7 actors · 6 events")
    sample.locator("details[data-side=verbal-conflict] summary").click()
    sample.get_by_label("Accusation").uncheck()
    expect(counts).to_have_text("7 actors · 5 of 6 events")
    expect(sample.get_by_label("Show verbal conflict")).not_to_be_checked()
    sample.click("#reset")
    sample.fill("#since", "2022-01-01")
    expect(counts).to_contain_text("2 of 6 events")
    sample.fill("#until", "2022-06-30")
    expect(counts).to_contain_text("1 of 6 events")
    sample.click("#reset")
    sample.fill("#confidence", "0.85")
    expect(counts).to_contain_text("2 of 6 events")
    drawn = sample.evaluate(
        "kg.bundles.filter((b) => !kg.network.body.edges[b.id].options.hidden).map((b) => b.side)"
    )
    assert sorted(drawn) == [
        "relation",
        "relation",
        "verbal-cooperation",
        "verbal-cooperation",
        "verbal-cooperation",
    ]


def test_nothing_left_says_so(sample: Page) -> None:
    for box in sample.locator("details.side:not([hidden]) summary input").all():
        box.uncheck()
    expect(sample.locator("#message")).to_have_text("No event passes these filters.")


def test_keyboard_reaches_an_edge(sample: Page) -> None:
    sample.locator("#search").focus()
    sample.keyboard.type("mali")
    sample.keyboard.press("Enter")
    button = sample.locator("#panel .links button").first
    button.focus()
    sample.keyboard.press("Enter")
    expect(sample.locator("#panel h2")).to_contain_text("Mali")
    expect(sample.locator("#panel blockquote")).to_have_count(1)


def test_hostile_text_is_shown_as_text(open_page: Open) -> None:
    page = open_page(render(projection(select_from(hostile())), title=HOSTILE))
    page.wait_for_selector("body[data-state=ready]")
    assert page.title() == HOSTILE
    page.fill("#search", "onerror")
    expect(page.locator("#suggestions li")).to_have_count(1)
    page.keyboard.press("Enter")
    heading = page.locator("#panel h2").text_content()
    assert heading == HOSTILE
    assert HOSTILE in (page.locator("#panel blockquote").text_content() or "")
    expect(page.locator("#panel mark.trigger")).to_have_text("backed (.*")
    expect(page.locator("#panel a")).to_have_count(0)
    x, y = at(page, f"kg.network.getPosition('{ID}x')")
    page.mouse.move(x, y)  # the tooltip, which vis-network makes
    expect(page.locator("div.vis-tooltip")).to_contain_text("<img src=x")
    assert page.locator("img").count() == 0


def test_empty_graph_says_so(open_page: Open) -> None:
    page = open_page(render(projection(select_from(PREFIXES)), title="Nothing"))
    expect(page.locator("#message")).to_have_text("This graph is empty: no actor takes part in any event.")
    expect(page.locator("#counts")).to_have_text("0 actors · 0 events")


def test_three_hundred_actors_settle_and_stay_on_screen(open_page: Open) -> None:
    page = open_page(render(projection(select_from(invented(300))), title="Invented"))
    page.wait_for_selector("body[data-state=ready]", timeout=60_000)
    expect(page.locator("#counts")).to_contain_text("300 actors")
    box = page.locator("#network").bounding_box()
    assert box is not None
    for point in page.evaluate(
        "Object.values(kg.network.getPositions()).map((p) => kg.network.canvasToDOM(p))"
    ):
        assert 0 <= point["x"] <= box["width"]
        assert 0 <= point["y"] <= box["height"]


def test_inline_in_a_notebook(open_page: Open) -> None:
    page = open_page(f"<!DOCTYPE html><body>{inline(projection(select_from(TRIG)), title='Sample')}</body>")
    frame = page.frame_locator("iframe")
    expect(frame.locator("#counts")).to_have_text("7 actors · 6 events")
    expect(frame.locator("body")).to_have_attribute("data-state", "ready")
    frame.locator("#search").fill("kerry")
    frame.locator("#search").press("Enter")
    expect(frame.locator("#panel h2")).to_have_text("John Kerry")
