"""What each article tells, in terms of the entities of the graph; and the events and facts that follow."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from kg.codec import from_json, to_json
from kg.consolidation.identities import remove_entity, write_entity
from kg.consolidation.tables import column, mark, mark_pending, marked, packed
from kg.model import Entity, Extraction, LocalEntity, Report, ResolvedEvent, ResolvedFact, Span
from kg.resolution.entities import office_iri, office_of
from kg.resolution.statements import (
    Told,
    ToldFact,
    cell_of,
    events_of,
    fact_cell,
    fact_of,
    told_events,
    told_facts,
)

Load = Callable[[str], Extraction]
"""The extraction of an article, by its id."""

Statement = ResolvedEvent | ResolvedFact

_Row = tuple[str, int, bytes]
"""(cell, which of the article's groups of reports in it, what is told)"""

_ReportRow = tuple[str, int, int, int | None, int | None, str | None]
"""(article, start, end, start and end of the trigger, its words)"""

_SPANS = "article, start, end, trigger_start, trigger_end"
"""The columns of a report that say where it is."""


def tell(database: sqlite3.Connection, load: Load, base: str) -> None:
    """Bring up to date what the marked articles tell, and mark the cells in which that makes a difference."""
    for articles in marked(database, "article"):
        for article in articles:
            offices: dict[str, tuple[str, str, bytes]] = {}
            rows: list[_Row] = []
            if column(database, "SELECT 1 FROM included WHERE article = ?", article):
                known = known_entities(database, article)
                extraction = without_banned(load(article), known)
                offices = _offices(extraction, known, base)
                rows = _rows(extraction, {key: iri for key, (iri, _) in known.items()} | _iris(offices))
            _write_offices(database, article, offices)
            _write_told(database, article, rows)
            mark_pending(database, "article", [article])


def known_entities(database: sqlite3.Connection, article: str) -> dict[str, tuple[str, str]]:
    """Key of each local entity of an article → IRI and name of the entity that it is; banned ones are left out."""
    told = database.execute(
        "SELECT entity, told FROM local WHERE article = ? AND cluster IS NOT NULL ORDER BY position",
        (article,),
    )
    return {key: tuple(json.loads(value)) for key, value in told}


def entity_iris(database: sqlite3.Connection, article: str) -> dict[str, str]:
    """Key of each local entity of an article, offices included → IRI of the entity that it is."""
    offices = database.execute("SELECT key, iri FROM office WHERE article = ?", (article,))
    return {key: iri for key, (iri, _) in known_entities(database, article).items()} | dict(offices)


def without_banned(extraction: Extraction, known: Mapping[str, object]) -> Extraction:
    """What is left of an extraction without its banned entities: no statement about one is kept in part."""
    owners = {one.key: one.of for one in extraction.entities if one.type == "Office"}
    kept = {one.key for one in extraction.entities if owners.get(one.key, one.key) in known}
    if len(kept) == len(extraction.entities):
        return extraction
    return replace(
        extraction,
        entities=tuple(one for one in extraction.entities if one.key in kept),
        mentions=tuple(m for m in extraction.mentions if m.entity in kept),
        events=tuple(
            replace(
                e,
                location=e.location if e.location in kept else None,
                speaker=e.speaker if e.speaker in kept else None,
            )
            for e in extraction.events
            if kept.issuperset((*e.actors, *e.recipients))
        ),
        facts=tuple(
            replace(f, speaker=f.speaker if f.speaker in kept else None)
            for f in extraction.facts
            if f.subject in kept and (f.literal or f.object in kept)
        ),
    )


def _offices(
    extraction: Extraction, known: Mapping[str, tuple[str, str]], base: str
) -> dict[str, tuple[str, str, bytes]]:
    """Key of each office → its IRI, its owner's, and what the article calls it."""
    found = {}
    for one in extraction.entities:
        if one.type == "Office":
            assert one.of is not None and one.role is not None
            owner, name = known[one.of]
            found[one.key] = office_iri(one.role, owner, name, base), owner, to_json(one)
    return found


def _iris(offices: Mapping[str, tuple[str, str, bytes]]) -> dict[str, str]:
    return {key: iri for key, (iri, _, _) in offices.items()}


def _rows(extraction: Extraction, iris: Mapping[str, str]) -> list[_Row]:
    rows: list[_Row] = []
    parts: Counter[str] = Counter()
    for group in told_events(extraction, iris):
        cell = packed(("event", *cell_of(group)))
        rows += [(cell, parts[cell], to_json(told)) for told in group]
        parts[cell] += 1
    for told in told_facts(extraction, iris):
        rows.append((packed(("fact", *fact_cell(told))), 0, to_json(told)))
    return rows


def _write_offices(
    database: sqlite3.Connection, article: str, offices: Mapping[str, tuple[str, str, bytes]]
) -> None:
    query = "SELECT key, iri, owner, data FROM office WHERE article = ?"
    before = {key: tuple(row) for key, *row in database.execute(query, (article,))}
    if before != offices:
        changed = {key for key in before.keys() | offices.keys() if before.get(key) != offices.get(key)}
        mark(
            database,
            "office",
            [str(all_[key][0]) for all_ in (before, offices) for key in changed & all_.keys()],
        )
        database.execute("DELETE FROM office WHERE article = ?", (article,))
        database.executemany(
            "INSERT INTO office VALUES (?, ?, ?, ?, ?)",
            ((article, key, *row) for key, row in offices.items()),
        )


def _write_told(database: sqlite3.Connection, article: str, rows: list[_Row]) -> None:
    query = "SELECT cell, part, data FROM told WHERE article = ? ORDER BY position"
    before = database.execute(query, (article,)).fetchall()
    if before != rows:
        by_cell: tuple[dict[str, list[_Row]], ...] = defaultdict(list), defaultdict(list)
        for cells, all_ in zip(by_cell, (before, rows), strict=True):
            for row in all_:
                cells[row[0]].append(row)
        old, new = by_cell
        mark(database, "cell", [cell for cell in old.keys() | new.keys() if old.get(cell) != new.get(cell)])
        database.execute("DELETE FROM told WHERE article = ?", (article,))
        database.executemany(
            "INSERT INTO told VALUES (?, ?, ?, ?, ?)", ((article, n, *row) for n, row in enumerate(rows))
        )


def merge(database: sqlite3.Connection, base: str) -> None:
    """Bring offices, events and facts up to date with what articles tell, and mark what the store has to follow."""
    for iris in marked(database, "office"):
        for iri in iris:
            _merge_office(database, iri)
    for cells in marked(database, "cell"):
        for cell in cells:
            _write_statements(database, cell, list(_merged(database, cell, base)))
    for iris in marked(database, "renamed"):
        for iri in iris:
            # Their labels have the names of who takes part.
            for statement in column(database, "SELECT iri FROM participant WHERE entity = ?", iri):
                pend(database, statement)


def _merge_office(database: sqlite3.Connection, iri: str) -> None:
    rows = database.execute(
        "SELECT owner, data FROM office WHERE iri = ? ORDER BY article, key", (iri,)
    ).fetchall()
    if not rows:
        remove_entity(database, iri)
        return
    owner = read_entity(database, rows[0][0])
    write_entity(database, office_of(iri, owner, [from_json(LocalEntity, data) for _, data in rows]))


def read_entity(database: sqlite3.Connection, iri: str) -> Entity:
    """The entity with this IRI, which must exist."""
    (data,) = database.execute("SELECT data FROM entity WHERE iri = ?", (iri,)).fetchone()
    return from_json(Entity, data)


def _merged(
    database: sqlite3.Connection, cell: str, base: str
) -> Iterable[tuple[Statement, list[_ReportRow]]]:
    """The statements of a cell, each with its reports."""
    rows = database.execute(
        "SELECT article, part, data FROM told WHERE cell = ? ORDER BY article, position", (cell,)
    ).fetchall()
    if not rows:
        return
    if json.loads(cell)[0] == "fact":
        facts = [from_json(ToldFact, data) for _, _, data in rows]
        words = {(one.report): one.trigger for one in facts}
        fact = fact_of(facts, base)
        yield replace(fact, reports=()), _report_rows(fact.reports, words)
        return
    groups: dict[tuple[str, int], list[Told]] = {}
    for article, part, data in rows:
        groups.setdefault((article, part), []).append(from_json(Told, data))
    named = {one.report: one.trigger for group in groups.values() for one in group}
    for event in events_of(groups.values(), base):
        yield replace(event, reports=()), _report_rows(event.reports, named)


def _report_rows(reports: Iterable[Report], words: Mapping[Report, str | None]) -> list[_ReportRow]:
    return [
        (
            report.article, report.evidence.start, report.evidence.end,
            report.trigger.start if report.trigger else None, report.trigger.end if report.trigger else None,
            words[report],
        )
        for report in reports
    ]  # fmt: skip


def _write_statements(
    database: sqlite3.Connection, cell: str, found: list[tuple[Statement, list[_ReportRow]]]
) -> None:
    before = column(database, "SELECT iri FROM statement WHERE cell = ?", cell)
    rows = {statement.iri: (to_json(statement), statement, reports) for statement, reports in found}
    if len(rows) != len(found):
        raise ValueError(f"two statements have one IRI in {cell}")
    for iri in sorted({*before, *rows}):
        old = database.execute("SELECT data FROM statement WHERE iri = ?", (iri,)).fetchone()
        old_reports = _kept_rows(database, iri) if old is not None else []
        new = rows.get(iri)
        if new is not None and old == (new[0],) and old_reports == new[2]:
            continue
        if old is not None:
            pend(database, iri)
            for table in ("statement", "report", "participant"):
                database.execute(f"DELETE FROM {table} WHERE iri = ?", (iri,))
        if new is not None:
            data, statement, reports = new
            articles = sorted({article for article, *_ in reports})
            home = articles[0] if len(articles) == 1 else None
            asserted = isinstance(statement, ResolvedFact) and statement.status == "Asserted"
            subject = statement.subject if asserted else None  # type: ignore[union-attr]  # a fact's
            database.execute("INSERT INTO statement VALUES (?, ?, ?, ?, ?)", (iri, cell, home, subject, data))
            database.executemany(
                "INSERT INTO report VALUES (?, ?, ?, ?, ?, ?, ?)", ((iri, *report) for report in reports)
            )
            database.executemany(
                "INSERT INTO participant VALUES (?, ?)", ((entity, iri) for entity in participants(statement))
            )
            _pend(database, iri, home, subject)
        reporting = [set(all_) for all_ in (old_reports, new[2] if new else [])]
        mark_pending(database, "article", {article for article, *_ in reporting[0] ^ reporting[1]})
        mark(database, "check", [iri])


def participants(statement: Statement) -> list[str]:
    """The IRIs of the entities that a statement cannot do without, in order."""
    if isinstance(statement, ResolvedEvent):
        location = [statement.location] if statement.location is not None else []
        return sorted({*statement.actors, *statement.recipients, *location, *statement.speakers})
    value = [] if statement.literal else [statement.object]
    return sorted({statement.subject, *value, *statement.speakers})


def pend(database: sqlite3.Connection, iri: str) -> None:
    """Let the store follow in what it says of a statement."""
    row = database.execute("SELECT home, subject FROM statement WHERE iri = ?", (iri,)).fetchone()
    _pend(database, iri, *row)


def _pend(database: sqlite3.Connection, iri: str, home: str | None, subject: str | None) -> None:
    if home is not None:
        mark_pending(database, "article", [home])
    else:
        mark_pending(database, "subject", [iri] if subject is None else [iri, subject])


def read_statement(
    database: sqlite3.Connection, iri: str, reports: Iterable[Report] | None = None
) -> Statement:
    """The statement with this IRI, which must exist.

    :param reports: its reports, if they have been read already, or are not wanted.
    """
    cell, data = database.execute("SELECT cell, data FROM statement WHERE iri = ?", (iri,)).fetchone()
    if reports is None:
        reports = (report for report, _ in read_reports(database, iri))
    if cell.startswith('["fact",'):
        return replace(from_json(ResolvedFact, data), reports=tuple(reports))
    return replace(from_json(ResolvedEvent, data), reports=tuple(reports))


def read_reports(database: sqlite3.Connection, iri: str) -> list[tuple[Report, str | None]]:
    """The reports of a statement, each with the words that name it there."""
    return [(_report(*row[:5]), row[5]) for row in _kept_rows(database, iri)]


def reports_in(database: sqlite3.Connection, article: str) -> list[tuple[str, Report]]:
    """The reports of an article, each with the IRI of its statement."""
    query = f"SELECT iri, {_SPANS} FROM report WHERE article = ? ORDER BY rowid"
    return [(iri, _report(*span)) for iri, *span in database.execute(query, (article,))]


def _kept_rows(database: sqlite3.Connection, iri: str) -> list[_ReportRow]:
    query = f"SELECT {_SPANS}, words FROM report WHERE iri = ? ORDER BY rowid"
    return database.execute(query, (iri,)).fetchall()


def _report(article: str, start: int, end: int, trigger_start: int | None, trigger_end: int | None) -> Report:
    trigger = None if trigger_start is None or trigger_end is None else Span(trigger_start, trigger_end)
    return Report(article, Span(start, end), trigger)
