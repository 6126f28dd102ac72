"""Libraries that only notebooks or clusters need, and that come with an extra of the installation."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from kg.errors import KgError

#: Library → extra that brings it along.
_EXTRAS = {
    "pandas": "notebook",
    "matplotlib": "notebook",
    "polars": "polars",
    "distributed": "cluster",
    "fsspec": "cluster",
}


def library(name: str) -> ModuleType:
    """The module ``name`` ("pandas", "matplotlib.pyplot").

    :raises KgError: if it is not installed; the message says how to install it.
    """
    top = name.partition(".")[0]
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        raise KgError(f"this needs {top}: pip install 'geopolitics-kg[{_EXTRAS[top]}]'") from error
