"""The notebook runs from a clean kernel, and the outputs in the file are those of such a run."""

from __future__ import annotations

import base64
import re
import runpy
import shutil
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat import NotebookNode
from playwright.sync_api import sync_playwright

NOTEBOOKS = Path(__file__).parent.parent / "notebooks"
FILE = NOTEBOOKS / "explore.ipynb"
STALE = "notebooks/explore.ipynb is stale: run python notebooks/refresh.py"

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

#: What VS Code lets the outputs of a notebook do; JupyterLab has no such policy.
VS_CODE = (
    "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; "
    "img-src https: http: data:; font-src https:; connect-src https:; child-src https: data:"
)


@pytest.fixture(scope="module")
def committed() -> NotebookNode:
    return nbformat.read(FILE, as_version=4)


@pytest.fixture(scope="module")
def fresh() -> NotebookNode:
    """The notebook after a run in a new folder, on the sample articles."""
    run: NotebookNode = runpy.run_path(str(NOTEBOOKS / "refresh.py"))["executed"]()
    return run


def outputs(document: NotebookNode) -> list[tuple[str, Any]]:
    """Every output, with the id of its cell."""
    return [(cell.id, out) for cell in document.cells for out in cell.get("outputs", [])]


def shown(document: NotebookNode, kind: str) -> list[str]:
    """What the outputs hold of one MIME type."""
    return [out.data[kind] for _, out in outputs(document) if kind in out.get("data", {})]


def frames(document: NotebookNode) -> list[str]:
    return [page for page in shown(document, "text/html") if "srcdoc=" in page]


def words(document: NotebookNode) -> list[tuple[str, str]]:
    """The text and the tables of all outputs. Not the plots and the page: they are drawn from the same data,
    and their bytes change with the fonts and with every style sheet."""
    found = []
    for cell, out in outputs(document):
        data = out.get("data", {})
        for text in (out.get("text"), data.get("text/html"), data.get("text/plain")):
            if text and "srcdoc=" not in text and "image/png" not in data:
                found.append((cell, text))
    return found


def test_runs_and_shows_what_it_promises(fresh: NotebookNode) -> None:
    kinds = {out.output_type for _, out in outputs(fresh)}
    assert kinds == {"execute_result", "display_data", "stream"}  # no error
    assert [out.text for _, out in outputs(fresh) if out.get("name") == "stderr"] == []
    tables = [page for page in shown(fresh, "text/html") if 'class="dataframe"' in page]
    assert len(tables) >= 6
    assert all("<tbody>" in table and table.count("<tr") > 2 for table in tables)
    plots = [base64.b64decode(image) for image in shown(fresh, "image/png")]
    assert len(plots) >= 3
    assert all(plot.startswith(b"\x89PNG") and len(plot) > 10_000 for plot in plots)
    assert len(frames(fresh)) == 1
    printed = {cell: out.text for cell, out in outputs(fresh) if out.output_type == "stream"}
    assert printed.keys() == {"path", "evidence", "names"}
    assert printed["path"].count("“") >= 2  # a path of two steps at least, a sentence for each
    assert len(set(re.findall(r"^   (\S.*), \d{4}-", printed["evidence"], re.MULTILINE))) >= 2  # outlets


def test_committed_outputs_are_those_of_a_new_run(committed: NotebookNode, fresh: NotebookNode) -> None:
    assert [cell.source for cell in committed.cells] == [cell.source for cell in fresh.cells]
    for before, now in zip(words(committed), words(fresh), strict=True):
        assert before == now, STALE
    for kind in ("image/png", "text/html"):
        assert len(shown(committed, kind)) == len(shown(fresh, kind)), STALE


def test_committed_file_is_complete(committed: NotebookNode) -> None:
    nbformat.validate(committed)
    code = [cell for cell in committed.cells if cell.cell_type == "code"]
    assert [cell.id for cell in code if not cell.outputs] == []
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    assert len({cell.id for cell in committed.cells}) == len(committed.cells)
    assert len(frames(committed)) == 1
    assert FILE.stat().st_size < 3_000_000


def test_committed_file_tells_nothing_of_a_machine(committed: NotebookNode) -> None:
    assert committed.metadata.language_info == {"name": "python"}
    assert all(cell.metadata == {} for cell in committed.cells)
    assert {out.output_type for _, out in outputs(committed)} == {"execute_result", "display_data", "stream"}
    machine = re.compile(
        r"(?<![\w/.])/(home|Users|root|tmp|work|var|usr|opt|mnt)/|\b[A-Z]:\\|file://|0x[0-9a-f]{6,}"
    )
    texts = [cell.source for cell in committed.cells] + [text for _, text in words(committed)]
    assert [found[0] for text in texts if (found := machine.search(text))] == []
    assert str(Path.home()) not in frames(committed)[0]


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: install chromium")
@pytest.mark.parametrize("policy", ["", VS_CODE], ids=["JupyterLab", "VS Code"])
def test_inline_page_works_inside_an_output(policy: str, fresh: NotebookNode, tmp_path: Path) -> None:
    host = tmp_path / "output.html"
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">' if policy else ""
    host.write_text(f"<!doctype html><meta charset=utf-8>{meta}<body>{frames(fresh)[0]}", encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--headless", "--no-sandbox"])
        page = browser.new_page(viewport={"width": 1000, "height": 700})
        noise: list[str] = []
        page.on("console", lambda message: noise.append(message.text))
        page.on("pageerror", lambda error: noise.append(str(error)))
        page.goto(host.as_uri())
        inside = page.frame_locator("iframe")
        inside.locator("body[data-state=ready]").wait_for()
        assert re.search(r"[1-9]\d* actors", inside.locator("#counts").inner_text())
        browser.close()
    assert noise == []
