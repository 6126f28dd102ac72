"""The shape of the program: who imports whom, how long a module is, and what no module does."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from itertools import chain
from pathlib import Path

import pyoxigraph as ox
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import kg

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "kg"
MODULES = sorted(PACKAGE.rglob("*.py"))

LONGEST = 400
"""Lines of a module."""

COMMON = {"errors", "geonames", "model", "triples", "vocabulary"}
"""What every part may import: the values that travel between stages, the ontology's names, places, the errors."""

ALLOWED: dict[str, set[str]] = {
    # the common ground
    "errors": set(),
    "geonames": set(),
    "model": set(),
    "vocabulary": set(),
    "triples": set(),
    "limits": set(),
    "models": set(),
    # article → extraction
    "reading": {"limits"},
    "lexicon": set(),
    "nlp": {"lexicon", "models"},
    "typer": set(),
    "extraction": {"nlp", "lexicon", "typer"},
    "extractor": {"extraction", "fingerprint", "limits", "models", "nlp", "typer"},
    # who is who, and what is one event; it shares the spelling of names and the reference data, never a Doc
    "resolution": {"lexicon", "nlp.names"},
    # knowledge base → quads on disk
    "folder": set(),
    "codec": set(),
    "collector": set(),
    "cache": {"codec"},
    "rdf": set(),
    "shapes": set(),
    "validation": {"shapes", "store"},
    "store": {"folder"},
    "new_store": {"folder", "store"},
    "fingerprint": set(),
    # extractions → knowledge base in tables → quads on disk
    "consolidation": {"codec", "collector", "new_store", "nlp.names", "rdf", "resolution", "store"},
    "soundness": {"cache", "codec", "reading"},
    "verification": {
        *("cache", "consolidation", "fingerprint", "folder", "rdf", "soundness", "store", "validation"),
    },
    # the graph, read through queries
    "terminal": set(),
    "query": {"store"},
    "extras": set(),
    "cluster": {"cache", "codec", "extras"},
    "frames": {"extras"},
    "markup": set(),
    "marking": set(),
    "tabulation": {"frames"},
    "results": {"frames", "markup", "tabulation", "terminal"},
    "names": set(),
    "statements": set(),
    "actors": {"names", "statements"},
    "records": {"frames", "marking", "markup"},
    "contents": {"actors", "marking", "records", "statements"},
    "projection": {"actors", "collector", "statements"},
    "analysis": {"names"},
    "stats": {"analysis", "contents", "statements", "terminal"},
    "network_files": set(),
    "export": {"contents", "network_files", "records", "results", "store"},
    "explore": {
        *("actors", "analysis", "contents", "extras", "markup", "projection", "query", "records"),
        *("statements", "stats", "store", "terminal"),
    },
    "view": {"collector"},
    "info": {"folder", "store", "terminal", "typer"},
    "explain": {
        "cache",
        "consolidation",
        "names",
        "nlp.names",
        "rdf",
        "resolution",
        "statements",
        "terminal",
    },
    "explain_events": {"cache", "extraction", "extractor", "folder", "rdf", "statements", "terminal"},
    "options": {"limits"},
    "remote": {"folder", "query", "store"},
    "output": {"folder", "terminal"},
    "serve": {"cache", "folder", "marking", "projection", "query", "statements", "store", "view"},
}
"""Module or folder of ``kg`` → what it may import beside :data:`COMMON` and itself."""

COMPOSERS = {
    "__init__",
    "__main__",
    "building",
    "making",
    "check_command",
    "inputs",
    "parsing",
    "preloaded",
    "processes",
    "progress",
    "cli",
    "eval_command",
    "evaluation",
    "graph",
    "push_command",
    "query_command",
    "serve_command",
}
"""What puts the parts together, and may therefore import all of them."""

NETWORK = {
    "aiohttp",
    "dask",
    "distributed",
    "fsspec",
    "ftplib",
    "http.client",
    "httpx",
    "requests",
    "socket",
    "urllib.request",
    "urllib3",
}
REACHING = {"cluster": {"socket"}, "remote.client": {"urllib3"}, "serve.server": {"socket"}}
"""Module → what it may import of these all the same: a server waits to be called; a cluster and the server that a graph
is sent to, or asked of, are those that the user named."""
FETCHERS = {"fetch_url", "fetch_response"}
"""Functions of trafilatura that download."""

# Absolute paths of somebody's machine; in a URL such a part follows a host's name.
MACHINE_PATH = re.compile(r"(?<![\w.*)\]}/-])/(?:home|opt|root|tmp|work|Users)/\w")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def dotted(path: Path) -> str:
    """ "reading.dates" for src/kg/reading/dates.py, "reading" for the folder's __init__.py."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if len(parts) > 1 and parts[-1] == "__init__" else parts)


def part(name: str) -> str:
    return name.split(".", 1)[0]


NAMES = {dotted(path) for path in MODULES}
PARTS = sorted({part(name) for name in NAMES})


def imports(path: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every imported module, wherever in the file, with the names that are taken out of it."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, ()) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: relative import"
            yield node.module or "", tuple(alias.name for alias in node.names)


def own_imports(path: Path) -> Iterator[str]:
    """The modules of ``kg`` that a file imports, without the leading "kg."."""
    for module, names in imports(path):
        if module == "kg" or module.startswith("kg."):
            inside = module.removeprefix("kg").removeprefix(".")
            modules = {f"{inside}.{name}".removeprefix(".") for name in names} & NAMES
            yield from modules or ({inside} - {""})


def allows(name: str, imported: str) -> bool:
    own = part(name)
    permitted = ALLOWED[own] | COMMON | {own}
    return any(imported == room or imported.startswith(f"{room}.") for room in permitted)


def test_every_part_has_its_place() -> None:
    assert set(PARTS) == set(ALLOWED) | COMPOSERS, "a new module needs a line in ALLOWED, a removed one none"


@pytest.mark.parametrize("room", [room for room in PARTS if room in ALLOWED])
def test_a_part_imports_only_what_it_may(room: str) -> None:
    wrong = [
        f"{dotted(path)} imports {imported}"
        for path in MODULES
        if part(dotted(path)) == room
        for imported in own_imports(path)
        if not allows(dotted(path), imported)
    ]
    assert not wrong


def test_no_part_is_imported_in_a_circle() -> None:
    uses: dict[str, set[str]] = {room: set() for room in PARTS}
    for path in MODULES:
        own = part(dotted(path))
        uses[own] |= {part(imported) for imported in own_imports(path)} - {own}
    assert list(TopologicalSorter(uses).static_order())  # raises CycleError, which names the circle


def test_spacy_stays_in_its_rooms() -> None:
    """The nlp room loads models; extraction and its evaluation read Docs; after it there are only plain values."""
    users = {part(dotted(path)) for path in MODULES for module, _ in imports(path) if part(module) == "spacy"}
    loaders = {
        part(dotted(path))
        for path in MODULES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and ast.unparse(node) == "spacy.load"
    }
    assert users == {"nlp", "extraction", "extractor", "evaluation"}  # the extractor only names the types
    assert loaders == {"nlp"}


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_a_module_is_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


def test_only_the_command_line_prints() -> None:
    printing = [
        f"{dotted(path)}:{node.lineno}"
        for path in MODULES
        if dotted(path) not in {"cli", "terminal"}
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert not printing


def test_nothing_reaches_for_the_network() -> None:
    wrong = [
        f"{dotted(path)} imports {module} {' '.join(names)}".rstrip()
        for path in MODULES
        for module, names in imports(path)
        if not (NETWORK - REACHING.get(dotted(path), set())).isdisjoint(
            (module, *(f"{module}.{name}" for name in names))
        )
        or not FETCHERS.isdisjoint(names)
    ]
    assert not wrong


def test_what_is_public_is_what_is_exported() -> None:
    assert list(kg.__all__) == sorted(set(kg.__all__))
    assert set(dir(kg)) == set(kg.__all__)
    exported: dict[str, object] = {}
    exec("from kg import *", exported)
    assert exported.keys() - {"__builtins__"} == set(kg.__all__)
    assert all(value == getattr(kg, name) for name, value in exported.items() if name != "__builtins__")
    assert callable(kg.build) and callable(kg.open)
    with pytest.raises(AttributeError, match="no attribute 'nothing_of_that_name'"):
        kg.nothing_of_that_name  # noqa: B018


def test_importing_the_package_loads_no_stage() -> None:
    code = "import sys, kg; print(*sorted(sys.modules))"
    found = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(PACKAGE.parent)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert "kg" in found
    assert {"spacy", "rdflib", "pyoxigraph", "networkx", "pandas"}.isdisjoint(found)


@pytest.mark.parametrize("path", sorted((ROOT / "ontology").glob("*.ttl")), ids=lambda path: path.name)
def test_the_ontology_parses(path: Path) -> None:
    assert list(ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))


def test_lexicons_parse() -> None:
    lexicons = sorted(PACKAGE.rglob("*.toml"))
    assert len(lexicons) > 20
    for path in lexicons:
        assert tomllib.loads(path.read_text(encoding="utf-8")), path.name


def repository_files() -> list[Path]:
    """What git tracks or would track."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def test_no_file_names_a_path_of_one_machine() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:120]}"
        for path in repository_files()
        for number, line in enumerate(
            path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1
        )
        if MACHINE_PATH.search(line)
    ]
    assert not found


def test_what_is_required_is_pinned() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    entries = [line for line in lines if not line.startswith("#")]
    assert all(re.fullmatch(r"[a-z0-9-]+==[\w.+!]+", entry) for entry in entries)
    pins = dict(entry.split("==") for entry in entries)
    assert len(pins) == len(entries)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    required = [*project["dependencies"], *chain.from_iterable(project["optional-dependencies"].values())]
    for requirement in map(Requirement, required):
        name = canonicalize_name(requirement.name)
        if name != project["name"]:
            assert requirement.specifier.contains(pins[name]), f"{requirement} against {pins[name]}"
