"""The pages of ``kg serve`` in headless Chromium: no error, no request to anybody else, what they do when used."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from chromium import AXE, launched, needs_chromium
from hostile_graph import TITLE, write_hostile_graph
from sample_graph import HOSTILE
from serving import Served, served

pytestmark = needs_chromium

Open = Callable[[str], Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(write_hostile_graph(tmp_path_factory.mktemp("hostile") / "graph")) as found:
        yield found


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(viewport={"width": 1366, "height": 768}) as context:
        yield context


@pytest.fixture
def go(context: BrowserContext, server: Served) -> Iterator[Open]:
    """Opens a path of the server; when the test is over, asserts that the page was quiet and asked nobody else."""
    noise: list[str] = []
    page = context.new_page()
    page.on("console", lambda message: noise.append(message.text))
    page.on("pageerror", lambda error: noise.append(str(error)))
    page.on("dialog", lambda dialog: noise.append(f"dialog: {dialog.message}"))
    own = (server.address, "data:", "blob:")
    page.on("request", lambda request: None if request.url.startswith(own) else noise.append(request.url))

    def open_(path: str) -> Page:
        page.goto(server.address.rstrip("/") + path)
        return page

    yield open_
    page.close()
    assert noise == []


def until(page: Page, script: str) -> None:
    """Wait until ``script`` is true; the page's policy forbids Playwright's own way."""
    for _ in range(100):
        if page.evaluate(script):
            return
        page.wait_for_timeout(100)
    raise AssertionError(script)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/search?q=onerror",
        "/id/person/hostile-1",
        "/id/article/a1",
        "/id/event/support-1",
        "/query?name=offices",
    ],
)
def test_hostile_text_is_shown_as_text_and_breaks_no_page(go: Open, path: str) -> None:
    page = go(path)
    if path.startswith("/query"):
        expect(page.locator("#status")).to_contain_text("1 row in")
    assert HOSTILE in page.locator("main").evaluate("(main) => main.textContent")
    assert page.locator("img").count() == 0
    # A word of 10,000 characters makes no page wider than its window.
    assert page.evaluate("document.documentElement.scrollWidth") <= 1366


def test_from_search_to_entity_to_article_by_keyboard(go: Open) -> None:
    page = go("/")
    page.get_by_role("searchbox").focus()
    page.keyboard.type("peru")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Peru", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Peru")
    expect(page.locator(".card")).to_have_count(2)
    expect(page.locator(".card.open .status")).to_have_text("Alleged")
    page.locator(".card figcaption a").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    page.locator("a.trigger").click()
    expect(page.locator(".card:target")).to_have_count(1)


def test_the_first_stop_of_the_keyboard_skips_to_the_content(go: Open) -> None:
    page = go("/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to the content")
    expect(page.locator(":focus")).to_be_in_viewport()


def test_a_shipped_query_runs_and_is_narrowed(go: Open) -> None:
    page = go("/query")
    expect(page.locator("#results")).to_be_hidden()
    expect(page.locator(".cm-keyword").first).to_have_text("PREFIX")
    page.get_by_role("link", name="Who holds, or held, which office").click()
    expect(page.locator("#status")).to_contain_text("1 row in")
    expect(page.locator("#table tbody tr")).to_have_count(1)
    expect(page.locator("#table th")).to_have_text(["person", "office", "of", "held"])
    page.get_by_label("held contains").fill('former "x\\')
    page.get_by_role("button", name="Narrow down").click()
    expect(page.locator("#status")).to_contain_text("0 rows in")
    expect(page.get_by_label("held contains")).to_have_value('former "x\\')


def test_a_query_is_written_run_and_linked(go: Open) -> None:
    page = go("/query")
    page.locator(".CodeMirror").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("SELECT ?e ?who { ?e gp:actor ?who }")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#status")).to_contain_text("2 rows in")
    assert "/query?query=SELECT" in page.url
    link = page.locator("#table a").first
    expect(link).to_have_attribute("href", re.compile("/id/event/(support|threat)-1"))
    page.reload()
    expect(page.locator("#status")).to_contain_text("2 rows in")
    link.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Peru")


def test_tab_leaves_the_editor(go: Open) -> None:
    page = go("/query")
    page.locator(".CodeMirror").click()
    page.keyboard.press("Tab")  # to the text, which the arrows scroll
    page.keyboard.press("Tab")
    expect(page.locator("#run")).to_be_focused()


def test_answers_of_one_word_are_said(go: Open) -> None:
    page = go("/query?query=ASK%20%7B%7D")
    expect(page.locator("#status")).to_contain_text("Yes, in")
    expect(page.locator("#results")).to_be_hidden()


def test_errors_are_said(context: BrowserContext, server: Served) -> None:
    page = context.new_page()
    page.goto(f"{server.address}query?query=DROP%20ALL")
    expect(page.locator("#status.bad")).to_contain_text("queries only read")
    expect(page.locator("#results")).to_be_hidden()
    page.close()


def test_rows_and_triples_are_drawn(go: Open) -> None:
    page = go(
        "/query?query=" + quote("CONSTRUCT { ?a gp:recipient ?b } { ?e gp:actor ?a ; gp:recipient ?b }")
    )
    expect(page.locator("#status")).to_contain_text("1 triple in")
    expect(page.get_by_role("tab", name="Graph")).to_have_attribute("aria-selected", "true")
    until(page, "network && network.body.data.nodes.length === 2")
    labels = page.evaluate("network.body.data.nodes.map((node) => node.label)")
    assert "Peru" in labels
    assert any(label.startswith("</script><img") for label in labels)
    page.get_by_role("tab", name="Graph").press("ArrowLeft")
    expect(page.locator("#table td").first).to_contain_text("id:person/hostile-1")
    go("/query?query=" + quote("SELECT ?type ?who { ?e a ?type ; gp:actor ?who }"))
    page.get_by_role("tab", name="Graph").click()
    until(page, "network && network.body.data.edges.length >= 2")
    page.get_by_label("from").select_option("who")
    until(page, "network.body.data.edges.map((edge) => edge.from).every((id) => id.includes('hostile-1'))")


def test_downloads_cannot_run_in_a_spreadsheet(go: Open, tmp_path: Path) -> None:
    page = go("/query?query=" + quote('SELECT ("=1+1" AS ?x) ("a\\"b,c" AS ?y) (-5 AS ?z) {}'))
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").click()
    path = tmp_path / "result.csv"
    download.value.save_as(path)
    assert path.read_bytes() == b'x,y,z\r\n\'=1+1,"a""b,c",-5\r\n'


def test_the_explorer_is_the_page_of_kg_view(go: Open) -> None:
    page = go("/explorer")
    frame = page.frame_locator("iframe")
    expect(frame.locator("body[data-state=ready]")).to_be_visible()
    assert HOSTILE in (frame.locator("body").evaluate("(body) => body.innerText") or "")


def test_the_explorer_of_one_actor_and_its_fragment(go: Open) -> None:
    page = go("/id/country/PER")
    page.get_by_role("link", name="Show in the explorer").click()
    expect(page.frame_locator("iframe").locator("body[data-state=ready]")).to_be_visible()
    page.frames[1].evaluate("location.hash = 'pane=table'")
    page.wait_for_url(re.compile("/explorer.actor=.*#pane=table$"))
    page.reload()
    expect(page.frame_locator("iframe").locator("body[data-state=ready]")).to_be_visible()
    assert page.frames[1].url.endswith("#pane=table")


def test_the_explorer_leads_to_pages_of_the_server(go: Open) -> None:
    page = go("/explorer?actor=Peru")
    frame = page.frame_locator("iframe")
    expect(frame.locator("body[data-state=ready]")).to_be_visible()
    frame.locator("#search").fill("peru")
    frame.locator("#search").press("Enter")
    frame.locator("#panel").get_by_role("link", name="Page", exact=True).click()
    page.wait_for_url(re.compile("/entity.iri="))
    expect(page.get_by_role("heading", level=1)).to_have_text("Peru")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path", ["/", "/search?q=e", "/id/person/hostile-1", "/id/article/a1", "/query?name=visits", "/explorer"]
)
def test_axe_finds_nothing_serious(go: Open, path: str, scheme: str) -> None:
    page = go(path)
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.evaluate(AXE.read_text(encoding="utf-8"))
    result = page.evaluate("axe.run(document, { resultTypes: ['violations'], iframes: false })")
    found = [
        f"{one['id']} {[node['html'][:160] for node in one['nodes']]}"
        for one in result["violations"]
        if one["impact"] in ("serious", "critical")
    ]
    assert found == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_follow_the_colours_of_the_system(go: Open, scheme: str) -> None:
    page = go("/id/person/hostile-1")
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    paper, ink = page.evaluate(
        "['backgroundColor', 'color'].map((name) => getComputedStyle(document.body)[name].match(/\\d+/g).map(Number))"
    )
    assert (sum(paper) > sum(ink)) == (scheme == "light")
