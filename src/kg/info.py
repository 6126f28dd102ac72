"""Which versions are at work, and what kind of graph a folder holds."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pyoxigraph as ox

import kg
from kg.folder import Settings, read_settings
from kg.store import Store
from kg.terminal import printable
from kg.typer import NEEDED, missing
from kg.vocabulary import ONTOLOGY, ontology_file

#: The libraries whose version may change what a graph holds or shows.
LIBRARIES = (
    "spacy",
    "rdflib",
    "pyoxigraph",
    "oxrdflib",
    "pyshacl",
    "networkx",
    "pyvis",
    "trafilatura",
    *NEEDED,
)

_VERSION_INFO = ox.NamedNode("http://www.w3.org/2002/07/owl#versionInfo")


@dataclass(frozen=True, slots=True)
class GraphInfo:
    """What a graph on disk is."""

    folder: str
    settings: Settings
    named_graphs: int
    quads: int


@dataclass(frozen=True, slots=True)
class Info:
    """Versions, model, ontology; and the graph, if there is one."""

    kg: str
    python: str
    model: str
    model_version: str | None
    """None if the model is not installed."""
    typer_lacks: tuple[str, ...]
    """Packages without which the model that weighs events is not used."""
    libraries: dict[str, str]
    ontology: str
    ontology_version: str
    graph: GraphInfo | None


def info(folder: Path | None, default_model: str) -> Info:
    """What is at work here; ``folder`` is that of a graph, None for none.

    :raises KgError: if ``folder`` holds no graph that this version reads.
    """
    graph = None
    if folder is not None:
        settings = read_settings(folder)
        with Store.open(folder) as store:
            graph = GraphInfo(str(folder), settings, len(store.graphs()), store.size())
    model = graph.settings.model if graph else default_model
    return Info(
        kg=kg.__version__,
        python=platform.python_version(),
        model=model,
        model_version=_version(model),
        typer_lacks=missing(),
        libraries={name: _version(name) or "not installed" for name in LIBRARIES},
        ontology=str(ONTOLOGY),
        ontology_version=_ontology_version(),
        graph=graph,
    )


def _version(distribution: str) -> str | None:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return None


def _ontology_version() -> str:
    """``owl:versionInfo`` of the ontology file."""
    quads = ox.parse(path=str(ontology_file("geopolitics.ttl")), format=ox.RdfFormat.TURTLE)
    return next(
        q.object.value for q in quads if q.predicate == _VERSION_INFO and isinstance(q.object, ox.Literal)
    )


def _events(found: Info) -> str:
    """Who decides on events."""
    if found.graph is not None and not found.graph.settings.typer:
        return "by the lexicon alone, as the graph was built (kg build --typer changes that)"
    if found.typer_lacks:
        lacks = " and ".join(found.typer_lacks)
        return f"by the lexicon alone, for lack of {lacks}: pip install 'geopolitics-kg[typer]'"
    return "by the lexicon, weighed by the model that types events"


def info_text(found: Info) -> str:
    """The versions as lines for people."""
    rows = [
        ["kg", found.kg],
        ["python", found.python],
        ["model", f"{found.model} {found.model_version or '(not installed)'}"],
        ["events", _events(found)],
        *([name, number] for name, number in found.libraries.items()),
        ["ontology", f"{found.ontology} {found.ontology_version}"],
    ]
    if found.graph is None:
        rows.append(["graph", "none here; kg build PATH makes one"])
    else:
        graph = found.graph
        rows += [
            ["graph", graph.folder],
            ["base IRI", graph.settings.base_iri],
            ["pipeline", graph.settings.fingerprint],
            ["format", str(graph.settings.format)],
            ["named graphs", str(graph.named_graphs)],
            ["quads", str(graph.quads)],
        ]
    size = max(len(row[0]) for row in rows)
    return "".join(f"{row[0]:<{size}}  {printable(row[1])}\n" for row in rows)
