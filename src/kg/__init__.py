"""News articles as a geopolitical knowledge graph: offline, deterministic, a sentence behind every edge.

>>> import kg
>>> report = kg.build("articles", "graph")          # doctest: +SKIP
>>> graph = kg.open("graph")                        # doctest: +SKIP
>>> graph.query("who-met-whom").to_dataframe()      # doctest: +SKIP

What is named here is loaded at first use, so that ``import kg`` and ``kg --help`` cost nothing.
"""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.building import BuildReport, build, remove
    from kg.errors import KgError, QuerySyntaxError
    from kg.graph import KnowledgeGraph, View
    from kg.graph import open_graph as open
    from kg.model import Article, Extraction, Rejected
    from kg.results import Results

    __version__: str

#: Public name → (module, name there).
_PUBLIC = {
    "Article": ("kg.model", "Article"),
    "BuildReport": ("kg.building", "BuildReport"),
    "Extraction": ("kg.model", "Extraction"),
    "KgError": ("kg.errors", "KgError"),
    "KnowledgeGraph": ("kg.graph", "KnowledgeGraph"),
    "QuerySyntaxError": ("kg.errors", "QuerySyntaxError"),
    "Rejected": ("kg.model", "Rejected"),
    "Results": ("kg.results", "Results"),
    "View": ("kg.graph", "View"),
    "build": ("kg.building", "build"),
    "open": ("kg.graph", "open_graph"),
    "remove": ("kg.building", "remove"),
}

__all__ = [
    "Article",
    "BuildReport",
    "Extraction",
    "KgError",
    "KnowledgeGraph",
    "QuerySyntaxError",
    "Rejected",
    "Results",
    "View",
    "__version__",
    "build",
    "open",
    "remove",
]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        try:
            return version("geopolitics-kg")
        except PackageNotFoundError:
            return "0+source"  # run from a checkout that is not installed
    if name not in _PUBLIC:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, attribute = _PUBLIC[name]
    value = getattr(import_module(module), attribute)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
