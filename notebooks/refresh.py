"""Run ``explore.ipynb`` from a clean kernel and write its outputs back into it.

    python notebooks/refresh.py

Run it after a change that alters what the graph holds: a test compares the outputs in the file with new ones.
It needs the ``dev`` extra.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import matplotlib.font_manager  # noqa: F401  # makes its cache here, so that the notebook does not report it
import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

import kg

NOTEBOOK = Path(__file__).with_name("explore.ipynb")
ARTICLES = NOTEBOOK.parent.parent / "data" / "articles"

#: Seconds that one cell may take.
TIMEOUT = 180


def executed(notebook: Path = NOTEBOOK, articles: Path = ARTICLES) -> NotebookNode:
    """The notebook with the outputs of a run in a new folder, without what differs from run to run.

    :raises nbclient.exceptions.CellExecutionError: if a cell fails.
    """
    document = nbformat.read(notebook, as_version=4)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        shutil.copytree(articles, home / "data" / "articles")
        (home / "notebooks").mkdir()
        # The same kg that runs this, and nobody's own settings of IPython and matplotlib.
        environment = os.environ | {
            "PYTHONPATH": str(Path(kg.__file__).parent.parent),
            "IPYTHONDIR": str(home / "ipython"),
            "MATPLOTLIBRC": os.devnull,
        }
        client = NotebookClient(
            document,
            timeout=TIMEOUT,
            kernel_name="python3",
            resources={"metadata": {"path": str(home / "notebooks")}},
        )
        client.execute(env=environment)
    return _settled(document)


def _settled(document: NotebookNode) -> NotebookNode:
    """Without the times of execution, the version of the interpreter and everything else of one machine."""
    document.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for cell in document.cells:
        cell.metadata = {}
    return document


def main() -> None:
    document = executed()
    nbformat.validate(document)
    NOTEBOOK.write_text(nbformat.writes(document) + "\n", encoding="utf-8", newline="\n")
    print(f"{NOTEBOOK.name}: {NOTEBOOK.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
