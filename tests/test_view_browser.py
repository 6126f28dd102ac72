"""The HTML page at work in headless Chromium: no request, no error, search, filters, panes, files, clicks."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from chromium import AXE, launched, needs_chromium
from kg.projection import projection
from kg.view import Options, inline
from kg.view import page as html_page
from sample_graph import HOSTILE, ID, PREFIXES, TRIG, hostile, invented, select_from

pytestmark = needs_chromium

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Opens a page; when the test is over, asserts that it was quiet: one request, no message, no dialog."""
    noise: list[str] = []
    asked: list[str] = []
    allowed: list[str] = []
    pages: list[Page] = []

    def open_(text: str, fragment: str = "") -> Page:
        file = tmp_path / f"page{len(pages)}.html"
        file.write_text(text, encoding="utf-8")
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        page.context.set_offline(True)
        pages.append(page)
        allowed.append(file.as_uri())
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: noise.append(message.text))
        page.on("pageerror", lambda error: noise.append(str(error)))
        page.on("dialog", lambda dialog: noise.append(f"dialog: {dialog.message}"))
        page.goto(file.as_uri() + fragment)
        return page

    yield open_
    for page in pages:
        page.close()
    assert noise == []
    outside = [url for url in asked if url.split("#")[0] not in (*allowed, "about:srcdoc")]
    assert [url for url in outside if not url.startswith(("data:image/svg+xml;", "blob:"))] == []


@pytest.fixture
def sample(open_page: Open) -> Page:
    page = open_page(html_page(projection(select_from(TRIG)), Options(title="Sample")))
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
    text = html_page(projection(select_from(invented(25))))
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
    facts = ["Ideology: social democracy", "Formerly held office: President of Mali"]
    expect(panel.locator(".fact p > span")).to_have_text(facts)
    expect(panel.locator(".fact > p time").last).to_have_text("until 2020-08-18")
    expect(panel.locator(".event .head b")).to_have_text(["Leadership change"])
    panel.get_by_role("button", name="Sentences").last.click()
    expect(panel.locator(".fact blockquote").last).to_contain_text("Keïta, the former president of Mali")
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
    sample.evaluate(f"kg.choose({{edge: {bundle}}})")
    panel = sample.locator("#panel")
    expect(panel.locator(".facts")).to_contain_text("according to AFP")
    expect(panel.locator("mark.recipient")).to_have_text("France")
    expect(panel.locator("figcaption")).to_contain_text("Bamako turns on its old ally")
    expect(panel.locator("a")).to_have_count(0)  # the article's link is a script
    sample.evaluate("kg.choose({edge: kg.bundles.find((b) => b.side === 'material-conflict').id})")
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
    assert sorted(drawn) == ["relation"] * 2 + ["verbal-cooperation"] * 3
    sample.click("#reset")
    sample.fill("#reports", "2")
    expect(counts).to_have_text("3 of 7 actors · 1 of 6 events")
    sample.click("#reset")
    sample.locator("#outlets").get_by_label("Studio Tamani").uncheck()
    expect(counts).to_contain_text("2 of 6 events")


def test_the_address_reproduces_the_view(sample: Page, open_page: Open) -> None:
    sample.get_by_label("Show material conflict").uncheck()
    sample.locator("#statuses").get_by_label("Planned").uncheck()
    sample.locator("#outlets").get_by_label("AFP").uncheck()
    sample.fill("#since", "2020-01-01")
    sample.fill("#confidence", "0.6")
    sample.evaluate(f"kg.choose({{node: '{ID}mali'}})")
    sample.locator("#panel").get_by_role("button", name="Focus").click()
    sample.click("#panes button[value=table]")
    fragment = sample.url.partition("#")[2]
    assert "since=2020-01-01" in fragment
    other = open_page(html_page(projection(select_from(TRIG)), Options(title="Sample")), f"#{fragment}")
    for page in (sample, other):
        expect(page.locator("#counts")).to_have_text("3 of 7 actors · 1 of 6 events")
        expect(page.locator("#panel h2")).to_have_text("Mali")
        expect(page.locator("#partial-text")).to_have_text("Around Mali.")
        expect(page.get_by_label("Show material conflict")).not_to_be_checked()
        expect(page.locator("#table tbody tr")).to_have_count(2)
    assert other.evaluate("location.hash.slice(1)") == fragment
    other.click("#reset")
    other.keyboard.press("Escape")
    other.click("#panes button[value=graph]")
    assert other.evaluate("location.hash") == ""
    other.evaluate("location.hash = '#confidence=0.85'")  # as when a link is pasted into the address
    expect(other.locator("#counts")).to_contain_text("2 of 6 events")


def test_a_fragment_that_makes_no_sense_is_ignored(open_page: Open) -> None:
    fragment = (
        "#since=x&confidence=7&pane=%3Cimg&node=nobody&edge=a&focus=__proto__&limit=-1&event=constructor"
    )
    page = open_page(html_page(projection(select_from(TRIG))), fragment)
    expect(page.locator("#counts")).to_have_text("7 actors · 6 events")
    expect(page.locator("#panel h2")).to_have_text("Overview")


def test_brushing_the_timeline_filters(sample: Page) -> None:
    note = sample.locator("#timeline-note")
    expect(note).to_contain_text("cooperation")
    box = sample.locator("#timeline .overlay").bounding_box()
    assert box is not None
    y = box["y"] + box["height"] / 2
    sample.mouse.move(box["x"] + box["width"] * 0.75, y)
    sample.mouse.down()
    sample.mouse.move(box["x"] + box["width"], y, steps=4)
    sample.mouse.up()
    since = sample.input_value("#since")
    assert "2019" < since < "2021"
    expect(sample.locator("#counts")).to_contain_text("of 6 events")
    assert f"since={since}" in sample.url
    sample.click("#zoom-time")
    expect(sample.locator("#zoom-time")).to_have_text("Whole time")
    expect(note).to_contain_text("Events a month: 0 cooperation, 1 conflict")
    sample.click("#zoom-time")
    sample.mouse.click(box["x"] + 5, y)
    expect(sample.locator("#counts")).to_have_text("7 actors · 6 events")


def test_focus_expand_pin_and_hide(sample: Page) -> None:
    counts = sample.locator("#counts")
    panel = sample.locator("#panel")
    sample.evaluate(f"kg.choose({{node: '{ID}kerry'}})")
    panel.get_by_role("button", name="Focus").click()
    expect(counts).to_contain_text("4 of 7 actors")
    panel.get_by_role("button", name="Pin").click()
    expect(panel.get_by_role("button", name="Pin")).to_have_attribute("aria-pressed", "true")
    assert sample.evaluate(f"kg.network.body.nodes['{ID}kerry'].options.fixed.x") is True
    panel.locator(".links button", has_text="France").first.click()
    panel.locator("h2").get_by_role("button", name="France").click()
    panel.get_by_role("button", name="Expand").click()
    expect(sample.locator("#partial-text")).to_have_text("Around John Kerry; France.")
    expect(counts).to_contain_text("5 of 7 actors")
    panel.get_by_role("button", name="Hide").click()
    expect(sample.locator("#partial-text")).to_have_text("Around John Kerry. 1 actor hidden.")
    sample.click("#show-all")
    expect(counts).to_have_text("7 actors · 6 events")
    sample.click("#arrange")
    assert len(sample.evaluate("Object.keys(kg.network.getPositions())")) == 7


def test_the_map_shows_countries_and_the_arcs_between_them(sample: Page) -> None:
    sample.click("#panes button[value=map]")
    countries = sample.locator("#map [data-country]")
    expect(countries).to_have_count(2)
    expect(sample.locator("#map .arc")).to_have_count(3)
    mali = sample.locator("#map [data-country$=mali]")
    expect(mali).to_have_attribute("aria-label", "Mali: 1 report of cooperation, 2 of conflict")
    mali.focus()
    sample.keyboard.press("Enter")
    expect(sample.locator("#panel h2")).to_have_text("Mali")
    assert sample.evaluate("document.activeElement.dataset.country") == f"{ID}mali"
    sample.locator("#statuses").get_by_label("Alleged").uncheck()
    expect(sample.locator("#map .arc")).to_have_count(2)
    sample.locator("#map .arc.verbal-conflict").dispatch_event("click")
    expect(sample.locator("#panel h2")).to_have_text("Mali → France")
    expect(sample.locator("#map .arc")).to_have_count(1)


def test_the_graph_fits_when_it_is_first_seen(open_page: Open) -> None:
    text = html_page(projection(select_from(invented(80))))
    scales = []
    for fragment in ("", "#pane=map"):
        page = open_page(text, fragment)
        page.click("#panes button[value=graph]")
        scales.append(page.evaluate("kg.network.getScale()"))
    assert scales[1] == pytest.approx(scales[0], rel=0.05)


def test_the_table_has_everything_shown_in_order(sample: Page) -> None:
    sample.click("#panes button[value=table]")
    expect(sample.locator("#table caption")).to_have_text("9 events and relations shown")
    expect(sample.locator("#table th").first).to_have_attribute("aria-sort", "descending")
    expect(sample.locator("#table tbody tr").first).to_contain_text("2022-08-15")
    sample.get_by_role("button", name="Confidence", exact=True).click()
    figures = [float(cell) for cell in sample.locator("#table td.c-confidence").all_text_contents()]
    assert figures == sorted(figures)
    sample.locator("#table").get_by_role("button", name="Assault").click()
    expect(sample.locator("#panel .status")).to_have_text("Alleged")
    sample.locator("#statuses").get_by_label("Alleged").uncheck()
    expect(sample.locator("#table tbody tr")).to_have_count(8)


def test_what_is_shown_is_saved(sample: Page, tmp_path: Path) -> None:
    sample.fill("#since", "2022-01-01")
    with sample.expect_download() as download:
        sample.click("#save-csv")
    assert download.value.suggested_filename == "Sample.csv"
    download.value.save_as(tmp_path / "x.csv")
    rows = list(
        csv.DictReader(io.StringIO((tmp_path / "x.csv").read_bytes().decode("utf-8-sig"), newline=""))
    )
    happened = [row for row in rows if row["kind"] == "event"]
    assert [(row["type"], row["actors"], row["recipients"]) for row in happened] == [
        ("Accusation", "Mali", "France"),
        ("Assault", "France", "Mali"),
    ]
    assert happened[0]["outlets"] == "Studio Tamani"
    assert happened[0]["links"] == ""  # a script
    for pane in ("graph", "map"):
        sample.click(f"#panes button[value={pane}]")
        with sample.expect_download() as download:
            sample.click("#save-png")
        download.value.save_as(tmp_path / "x.png")
        picture = (tmp_path / "x.png").read_bytes()
        assert picture.startswith(b"\x89PNG")
        assert len(picture) > 10_000


def test_no_cell_of_the_csv_is_a_formula(open_page: Open) -> None:
    trig = PREFIXES + (
        'id:g { id:x a gp:Person ; skos:prefLabel "=HYPERLINK(A1,\\"x\\")" . '
        'id:y a gp:Person ; skos:prefLabel "@SUM(1)" . id:z a gp:Person ; skos:prefLabel " +1,\\n2" . '
        "id:e a gp:Support ; gp:actor id:x ; gp:recipient id:y ; gp:evidence id:s . "
        "id:f a gp:Support ; gp:actor id:z ; gp:recipient id:y ; gp:intensity -3.0 . "
        'id:s gp:text "-1+1" ; gp:article id:a . id:a gp:title "\\t=1" . }'
    )
    page = open_page(html_page(projection(select_from(trig))))
    rows = list(csv.DictReader(io.StringIO(page.evaluate("kg.csv()").removeprefix("\ufeff"), newline="")))
    assert {row["actors"] for row in rows} == {'\'=HYPERLINK(A1,"x")', "' +1,\n2"}
    assert {row["recipients"] for row in rows} == {"'@SUM(1)"}
    (row,) = [row for row in rows if row["sentences"]]
    assert (row["sentences"], row["titles"]) == ("'-1+1", "'\t=1")
    assert {row["intensity"] for row in rows} == {"", "-3"}


def test_the_strongest_part_is_drawn_and_the_rest_counted(open_page: Open) -> None:
    graph = projection(select_from(invented(60)), max_nodes=50)
    page = open_page(html_page(graph, Options(limit=20)))
    notice = page.locator("#left-out-text")
    missing = graph.graph["nodes_left_out"]
    expect(notice).to_contain_text("The 20 most reported of 50 actors are drawn; 30 are left out.")
    expect(notice).to_contain_text(f"{missing} actors of the graph with fewer reports are not on this page")
    assert page.evaluate("kg.shown.nodes.size") <= 20
    page.click("#draw-more")
    expect(notice).to_contain_text("The 40 most reported of 50 actors")
    expect(page.locator("#limit")).to_have_value("40")
    page.fill("#limit", "50")
    page.locator("#limit").press("Tab")
    expect(notice).not_to_contain_text("most reported of")
    assert "limit=50" in page.url
    assert len(page.evaluate("Object.keys(kg.network.getPositions())")) == 50


def test_statuses_look_different(open_page: Open) -> None:
    statuses = ["Asserted", "Alleged", "Planned", "Hypothetical", "Negated"]
    trig = PREFIXES + 'id:g { id:y a gp:Country ; skos:prefLabel "Y" . '
    for status in statuses:
        trig += f'id:{status} a gp:Country ; skos:prefLabel "{status}" . id:e{status} a gp:Support ; '
        trig += f"gp:actor id:{status} ; gp:recipient id:y ; gp:status gp:{status} . "
    page = open_page(html_page(projection(select_from(trig + "}"))))
    looks = page.evaluate(
        "kg.bundles.map((b) => kg.network.body.edges[b.id].options).map((o) => JSON.stringify([o.dashes, o.label]))"
    )
    assert len(set(looks)) == 5
    assert sum("✕" in look for look in looks) == 1
    assert page.locator("#statuses svg").count() == 5


def test_dark_and_light(sample: Page) -> None:
    paper = "getComputedStyle(document.querySelector('header')).backgroundColor"
    light = sample.evaluate(paper)
    sample.emulate_media(color_scheme="dark")
    dark = sample.evaluate(paper)
    assert light != dark
    sample.select_option("#theme", "light")
    assert sample.evaluate(paper) == light
    sample.emulate_media(color_scheme="light")
    sample.select_option("#theme", "dark")
    assert sample.evaluate(paper) == dark


def test_on_paper_stand_the_drawing_and_the_sentences(sample: Page) -> None:
    sample.evaluate(f"kg.choose({{node: '{ID}mali'}})")
    sample.emulate_media(media="print")
    expect(sample.locator("#filters")).to_be_hidden()
    expect(sample.locator("#save-csv")).to_be_hidden()
    expect(sample.locator("#network canvas")).to_be_visible()
    expect(sample.locator("#panel blockquote").first).to_be_visible()
    assert sample.evaluate(
        "document.querySelector('#panel').scrollHeight <= document.querySelector('#panel').clientHeight"
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(sample: Page, scheme: Literal["light", "dark"]) -> None:
    sample.emulate_media(color_scheme=scheme)
    sample.evaluate(AXE.read_text(encoding="utf-8"))
    found = []
    for pane in ("graph", "map", "table"):
        sample.click(f"#panes button[value={pane}]")
        sample.evaluate(f"kg.choose({{node: '{ID}mali'}})")
        sample.fill("#search", "a")
        result = sample.evaluate("axe.run(document, { resultTypes: ['violations'] })")
        found += [
            f"{pane}: {one['id']} {[node['html'][:160] for node in one['nodes']]}"
            for one in result["violations"]
            if one["impact"] in ("serious", "critical")
        ]
    assert found == []


def test_nothing_left_says_so(sample: Page) -> None:
    for box in sample.locator(".choices:visible input.whole").all():
        box.uncheck()
    expect(sample.locator("#message")).to_have_text("No event passes these filters.")


def test_keyboard_reaches_an_edge(sample: Page) -> None:
    sample.locator("#search").focus()
    sample.keyboard.type("mali")
    sample.keyboard.press("Enter")
    button = sample.locator("#panel .links button").first
    for _ in range(20):
        sample.keyboard.press("Tab")
        if button.evaluate("(one) => one === document.activeElement"):
            break
    sample.keyboard.press("Enter")
    expect(sample.locator("#panel h2")).to_contain_text("Mali")
    expect(sample.locator("#panel blockquote")).to_have_count(1)


def test_hostile_text_is_shown_as_text(open_page: Open) -> None:
    page = open_page(html_page(projection(select_from(hostile())), Options(title=HOSTILE)))
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


def test_hostile_text_in_every_pane(open_page: Open) -> None:
    word = "W" * 10_000
    trig = (
        hostile()
        .replace('"Peru"', f'"{word}" ; gp:iso3 "PER"')
        .replace(" backed (.* Peru", f" backed {word}")
    )
    page = open_page(html_page(projection(select_from(trig)), Options(title=HOSTILE + word)))
    page.wait_for_selector("body[data-state=ready]")
    page.evaluate(f"kg.choose({{node: '{ID}x'}})")
    for pane in ("map", "table", "graph"):
        page.click(f"#panes button[value={pane}]")
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width == 1366
        for place in ("#panel", "#filters", "#timeline"):
            assert page.evaluate(f"document.querySelector('{place}').scrollWidth") <= 800
    page.click("#panes button[value=table]")
    assert HOSTILE in page.locator("#table td.c-sentence").first.text_content()
    assert HOSTILE in (page.locator("#outlets").text_content() or "")
    assert page.locator("img").count() == 0
    assert HOSTILE.replace('"', '""') in page.evaluate("kg.csv()")


def test_search_for_a_spelling_that_no_article_uses(sample: Page) -> None:
    sample.fill("#search", "Lavroff")
    expect(sample.locator("#suggestions li").first).to_contain_text("Sergey Lavrov")
    sample.fill("#search", "kerry john")
    expect(sample.locator("#suggestions li").first).to_contain_text("John Kerry")
    sample.fill("#search", "MLI")
    expect(sample.locator("#suggestions li").first).to_contain_text("Mali")


def test_empty_graph_says_so(open_page: Open) -> None:
    page = open_page(html_page(projection(select_from(PREFIXES))))
    expect(page.locator("#message")).to_have_text("This graph is empty: no actor takes part in any event.")
    expect(page.locator("#counts")).to_have_text("0 actors · 0 events")


def test_three_hundred_actors_settle_and_stay_on_screen(open_page: Open) -> None:
    page = open_page(html_page(projection(select_from(invented(300)))))
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
    # Without its encoding the browser guesses it from what has arrived so far.
    page = open_page(
        f'<!DOCTYPE html><meta charset="utf-8"><body>{inline(projection(select_from(TRIG)))}</body>'
    )
    frame = page.frame_locator("iframe")
    expect(frame.locator("#counts")).to_have_text("7 actors · 6 events")
    expect(frame.locator("body")).to_have_attribute("data-state", "ready")
    frame.locator("#search").fill("kerry")
    frame.locator("#search").press("Enter")
    expect(frame.locator("#panel h2")).to_have_text("John Kerry")


def test_inline_in_a_hidden_part_of_a_notebook(open_page: Open) -> None:
    # A collapsed cell, or a tab behind another: the frame gets its size only when it is shown.
    frame_html = inline(projection(select_from(TRIG)))
    page = open_page(
        f'<!DOCTYPE html><meta charset="utf-8"><body><div id="cell" hidden>{frame_html}</div></body>'
    )
    frame = page.frame_locator("iframe")
    expect(frame.locator("body")).to_have_attribute("data-state", "ready")
    expect(frame.locator("#timeline .bar")).to_have_count(0)
    page.evaluate("document.getElementById('cell').hidden = false")
    expect(frame.locator("#timeline .bar").first).to_be_visible()
    box = frame.locator("#network canvas").bounding_box()
    assert box is not None
    drawn = frame.locator("body").evaluate(
        "() => Object.values(kg.network.getPositions()).map((p) => kg.network.canvasToDOM(p))"
    )
    assert len(drawn) == 7
    for point in drawn:
        assert 0 <= point["x"] <= box["width"]
        assert 0 <= point["y"] <= box["height"]
