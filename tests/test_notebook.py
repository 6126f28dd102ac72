"""The notebooks run from clean kernels, and the outputs in the files are those of such a run."""

from __future__ import annotations

import base64
import re
import runpy
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat import NotebookNode

from chromium import launched, needs_chromium

NOTEBOOKS = Path(__file__).parent.parent / "notebooks"
STALE = "the notebook is stale: run python notebooks/refresh.py"


#: What VS Code lets the outputs of a notebook do; JupyterLab has no such policy.
VS_CODE = (
    "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; "
    "img-src https: http: data:; font-src https:; connect-src https:; child-src https: data:"
)

Run = dict[str, NotebookNode]

#: Notebook → how many plots and how many tables it shows at least.
SHOWS = {"tour.ipynb": (4, 6), "sparql.ipynb": (2, 19), "networks.ipynb": (6, 7)}


@pytest.fixture(scope="module")
def fresh() -> Run:
    """The notebooks after a run in a new folder, on the sample articles."""
    run: Run = runpy.run_path(str(NOTEBOOKS / "refresh.py"))["executed"]()
    return run


@pytest.fixture(params=SHOWS)
def name(request: pytest.FixtureRequest) -> str:
    """The file of each notebook."""
    return str(request.param)


@pytest.fixture
def committed(name: str) -> NotebookNode:
    """The notebook as it is in the repository."""
    return nbformat.read(NOTEBOOKS / name, as_version=4)


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


def test_every_notebook_is_refreshed_and_tested() -> None:
    refreshed = runpy.run_path(str(NOTEBOOKS / "refresh.py"))["NOTEBOOKS"]
    assert sorted(refreshed) == sorted(SHOWS) == sorted(path.name for path in NOTEBOOKS.glob("*.ipynb"))


def test_runs_and_shows_what_it_promises(name: str, fresh: Run) -> None:
    document = fresh[name]
    assert {out.output_type for _, out in outputs(document)} <= {"execute_result", "display_data", "stream"}
    assert [out.text for _, out in outputs(document) if out.get("name") == "stderr"] == []
    n_plots, n_tables = SHOWS[name]
    plots = [base64.b64decode(image) for image in shown(document, "image/png")]
    assert len(plots) >= n_plots
    assert all(plot.startswith(b"\x89PNG") and len(plot) > 10_000 for plot in plots)
    tables = [page for page in shown(document, "text/html") if "<table" in page and "srcdoc=" not in page]
    assert len(tables) >= n_tables
    assert all(table.count("<tr") > 2 for table in tables)


def test_a_figure_is_shown_once(fresh: Run) -> None:
    for document in fresh.values():
        drawn = [cell for cell, out in outputs(document) if "image/png" in out.get("data", {})]
        assert len(drawn) == len(set(drawn))


def test_tour_shows_what_can_be_checked(fresh: Run) -> None:
    by_cell = dict(outputs(fresh["tour.ipynb"]))
    event = by_cell["event"].data["text/html"]
    assert event.count("<blockquote>") >= 3  # several outlets
    assert {"actor", "trigger"} <= set(re.findall(r'title="(\w+)"', event))
    assert "Zelensky" in by_cell["entity"].data["text/html"]
    assert "closest names" in by_cell["unknown"].text
    assert by_cell["status"].data["text/html"].count("✗ negated") == 5
    assert by_cell["path"].data["text/html"].count("<blockquote>") >= 2
    assert len(frames(fresh["tour.ipynb"])) == 1


def test_cookbook_answers_twenty_questions(fresh: Run) -> None:
    cells = fresh["sparql.ipynb"].cells
    asked = [i for i, cell in enumerate(cells) if re.match(r"## \d+\. .*\?\n\n\S", cell.source)]
    assert [int(cells[i].source[3:].split(".")[0]) for i in asked] == list(range(1, 21))
    for i in asked:
        assert "graph.query(" in cells[i + 1].source
        (answer,) = [out for out in cells[i + 1].outputs if "data" in out]
        text = answer.data.get("text/html", "")
        rows = re.search(r"<b>(\d+) (?:row|triple)s?</b>", text)
        assert "image/png" in answer.data or (rows is not None and int(rows[1]) >= 2), cells[i].source


def test_cookbook_warns_of_what_is_counted_twice(fresh: Run) -> None:
    """Counting without DISTINCT would count a triple once for each graph that it stands in."""
    for cell in fresh["sparql.ipynb"].cells:
        if cell.cell_type == "code":
            assert "COUNT(?" not in cell.source


def test_committed_outputs_are_those_of_a_new_run(name: str, committed: NotebookNode, fresh: Run) -> None:
    assert [cell.source for cell in committed.cells] == [cell.source for cell in fresh[name].cells]
    for before, now in zip(words(committed), words(fresh[name]), strict=True):
        assert before == now, STALE
    for kind in ("image/png", "text/html"):
        assert len(shown(committed, kind)) == len(shown(fresh[name], kind)), STALE


def test_committed_file_is_complete(name: str, committed: NotebookNode) -> None:
    nbformat.validate(committed)
    code = [cell for cell in committed.cells if cell.cell_type == "code"]
    assert [cell.id for cell in code if not cell.outputs] == []
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    assert len({cell.id for cell in committed.cells}) == len(committed.cells)
    assert (NOTEBOOKS / name).stat().st_size < 5_000_000


def test_committed_file_tells_nothing_of_a_machine(committed: NotebookNode) -> None:
    assert committed.metadata.language_info == {"name": "python"}
    assert all(cell.metadata == {} for cell in committed.cells)
    machine = re.compile(
        r"(?<![\w/.])/(home|Users|root|tmp|work|var|usr|opt|mnt)/|\b[A-Z]:\\|file://|0x[0-9a-f]{6,}"
    )
    texts = [cell.source for cell in committed.cells] + [text for _, text in words(committed)]
    assert [found[0] for text in texts if (found := machine.search(text))] == []
    assert all(str(Path.home()) not in page for page in frames(committed))


@needs_chromium
@pytest.mark.parametrize("policy", ["", VS_CODE], ids=["JupyterLab", "VS Code"])
def test_inline_page_works_inside_an_output(policy: str, fresh: Run, tmp_path: Path) -> None:
    host = tmp_path / "output.html"
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">' if policy else ""
    (frame,) = frames(fresh["tour.ipynb"])
    host.write_text(f"<!doctype html><meta charset=utf-8>{meta}<body>{frame}", encoding="utf-8")
    with launched() as browser:
        page = browser.new_page(viewport={"width": 1000, "height": 700})
        noise: list[str] = []
        page.on("console", lambda message: noise.append(message.text))
        page.on("pageerror", lambda error: noise.append(str(error)))
        page.goto(host.as_uri())
        inside = page.frame_locator("iframe")
        inside.locator("body[data-state=ready]").wait_for()
        assert re.search(r"[1-9]\d* actors", inside.locator("#counts").inner_text())
    assert noise == []
