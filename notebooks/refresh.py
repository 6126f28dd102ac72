"""Run the notebooks from clean kernels and write their outputs back into them.

    python notebooks/refresh.py

Run it after a change that alters what the graph holds: a test compares the outputs in the files with new ones.
It needs the ``dev`` extra.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import matplotlib.font_manager  # noqa: F401  # makes its cache here, so that no notebook reports it
import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

import kg

HERE = Path(__file__).parent
ARTICLES = HERE.parent / "data" / "articles"

#: In this order: the first one builds the graph, and the others find it there.
NOTEBOOKS = ("tour.ipynb", "sparql.ipynb", "networks.ipynb")

#: Seconds that one cell may take.
TIMEOUT = 180


def executed() -> dict[str, NotebookNode]:
    """The notebooks with the outputs of a run in a new folder, without what differs from run to run.

    :raises nbclient.exceptions.CellExecutionError: if a cell fails.
    """
    documents = {name: nbformat.read(HERE / name, as_version=4) for name in NOTEBOOKS}
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        shutil.copytree(ARTICLES, home / "data" / "articles")
        (home / "notebooks").mkdir()
        # The same kg that runs this, and nobody's own settings of IPython and matplotlib.
        environment = os.environ | {
            "PYTHONPATH": str(Path(kg.__file__).parent.parent),
            "IPYTHONDIR": str(home / "ipython"),
            "MATPLOTLIBRC": os.devnull,
        }
        for document in documents.values():
            client = NotebookClient(
                document,
                timeout=TIMEOUT,
                kernel_name="python3",
                resources={"metadata": {"path": str(home / "notebooks")}},
            )
            client.execute(env=environment)
    return {name: _settled(document) for name, document in documents.items()}


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
    for name, document in executed().items():
        nbformat.validate(document)
        path = HERE / name
        path.write_text(nbformat.writes(document) + "\n", encoding="utf-8", newline="\n")
        print(f"{name}: {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
