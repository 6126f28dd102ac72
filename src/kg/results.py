"""What a query answers, in memory, and the formats that it is written in."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import IO, TYPE_CHECKING, Any, cast

from rdflib import XSD, Graph, Literal, URIRef, Variable
from rdflib.query import Result, ResultRow
from rdflib.term import Identifier

from kg.errors import KgError
from kg.terminal import table

if TYPE_CHECKING:
    import pandas

#: Formats for SELECT and ASK, the first by default.
ROW_FORMATS = ("table", "csv", "tsv", "json", "xml")

#: Formats for CONSTRUCT and DESCRIBE, with rdflib's names for them; the first by default.
GRAPH_FORMATS = {
    "turtle": "turtle",
    "ntriples": "nt",
    "nquads": "nquads",
    "trig": "trig",
    "jsonld": "json-ld",
}

#: A notebook shows this many rows.
_SHOWN = 200

_NUMERIC = {XSD.integer, XSD.decimal, XSD.double, XSD.float, XSD.int, XSD.long, XSD.nonNegativeInteger}


class Results:
    """The answer to a query: rows (SELECT), True or False (ASK), or triples (CONSTRUCT, DESCRIBE).

    Iterate over it for rows, whose values are rdflib terms: ``row.actor``, ``row["actor"]``, ``row[0]``; what
    is unbound is None. A notebook shows it as a table.
    """

    def __init__(self, result: Result, prefixes: Mapping[str, str]) -> None:
        """Read all of ``result``; ``prefixes`` shorten IRIs where people read them."""
        self.form = result.type
        self._prefixes = dict(prefixes)
        self.columns: tuple[str, ...] = tuple(str(variable) for variable in result.vars or ())
        self.answer: bool | None = result.askAnswer
        self.rows: tuple[ResultRow, ...] = ()
        self.graph: Graph | None = None
        if self.form == "SELECT":
            variables = [Variable(name) for name in self.columns]
            self.rows = tuple(ResultRow(row, variables) for row in result.bindings)
        elif self.form == "CONSTRUCT":
            self.graph = Graph(bind_namespaces="none")
            for prefix, namespace in self._prefixes.items():
                self.graph.bind(prefix, namespace)
            self.graph += cast("Graph", result.graph)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.graph if self.graph is not None else self.rows)

    def __len__(self) -> int:
        return len(self.graph if self.graph is not None else self.rows)

    def __bool__(self) -> bool:
        return self.answer if self.answer is not None else len(self) > 0

    def to_dataframe(self) -> pandas.DataFrame:
        """The rows as a pandas DataFrame: numbers, booleans and full dates as such, everything else as text.

        :raises KgError: if pandas is not installed, or the query has no rows to give.
        """
        try:
            import pandas as pd
        except ImportError as error:
            raise KgError("a DataFrame needs pandas: pip install 'geopolitics-kg[notebook]'") from error
        if self.form != "SELECT":
            raise KgError(f"only a SELECT query gives a DataFrame, and this is {self.form}")
        frame = {}
        for number, column in enumerate(self.columns):
            terms = [row[number] for row in self.rows]
            kinds = {
                term.datatype if isinstance(term, Literal) else None for term in terms if term is not None
            }
            values = pd.Series([None if term is None else str(term) for term in terms], dtype=object)
            if kinds and kinds <= _NUMERIC:
                frame[column] = pd.to_numeric(values)
            elif kinds and kinds <= {XSD.date, XSD.dateTime}:
                frame[column] = pd.to_datetime(values, format="ISO8601", errors="coerce")
            elif kinds == {XSD.boolean}:
                frame[column] = values.map({"true": True, "false": False}).astype("boolean")
            else:
                frame[column] = values
        return pd.DataFrame(frame, columns=list(self.columns))

    def write(self, stream: IO[bytes], format: str | None = None, width: int | None = None) -> None:
        """Write the answer in one of :data:`ROW_FORMATS` or :data:`GRAPH_FORMATS`.

        :param width: of the terminal, for tables; None does not shorten anything.
        :raises KgError: if the format is not one for this form of query.
        """
        formats = tuple(GRAPH_FORMATS) if self.graph is not None else ROW_FORMATS
        format = format or formats[0]
        if format not in formats:
            kind = "CONSTRUCT and DESCRIBE queries" if self.graph is not None else "SELECT and ASK queries"
            raise KgError(f"{kind} cannot be written as {format}; use one of {', '.join(formats)}")
        if self.graph is not None:
            stream.write(_graph_text(self.graph, format))
        elif format in ("json", "xml"):
            stream.write(self._result().serialize(format=format) or b"")
            stream.write(b"\n")
        elif self.answer is not None:
            stream.write(b"true\n" if self.answer else b"false\n")
        elif format == "table":
            stream.write(self._table(width).encode())
        else:
            rows = ([_cell(term) for term in row] for row in self.rows)
            stream.write(separated([self.columns, *rows], "\t" if format == "tsv" else ",").encode())

    def _result(self) -> Result:
        result = Result(self.form)
        result.askAnswer = self.answer
        result.vars = [Variable(name) for name in self.columns]
        result.bindings = [
            {Variable(name): term for name, term in row.asdict().items() if term is not None}
            for row in self.rows
        ]
        return result

    def _table(self, width: int | None) -> str:
        rows = [[self._short(term) for term in row] for row in self.rows]
        count = f"({len(rows)} row{'' if len(rows) == 1 else 's'})\n"
        return table(self.columns, rows, width) + count if self.columns else count

    def _short(self, term: Identifier | None) -> str:
        """A term for people: an IRI as a prefixed name where it can be typed back so."""
        if isinstance(term, URIRef):
            for prefix, namespace in self._prefixes.items():
                local = term.removeprefix(namespace)
                if local != term and re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_-]*", local):
                    return f"{prefix}:{local}"
            return f"<{term}>"
        return _cell(term)

    def __repr__(self) -> str:
        if self.answer is not None:
            return f"Results(ASK: {self.answer})"
        kind = "triple" if self.graph is not None else "row"
        return f"Results({len(self)} {kind}{'' if len(self) == 1 else 's'})"

    def _repr_html_(self) -> str:
        if self.graph is not None:
            text = _graph_text(self.graph, "turtle").decode()
            return f"<pre>{html.escape(text)}</pre>"
        if self.answer is not None:
            return f"<p>{self.answer}</p>"
        rows = [[self._short(term) for term in row] for row in self.rows[:_SHOWN]]
        return html_table(self.columns, rows, len(self.rows))


def separated(rows: Sequence[Sequence[str]], delimiter: str = ",") -> str:
    """``rows`` as CSV or TSV that a spreadsheet opens without running anything.

    A cell that a spreadsheet would take for a formula gets an apostrophe in front, unless it is a number. The
    cases are OWASP's ("CSV Injection"), with the full-width forms of the same signs.
    """
    text = io.StringIO()
    # "\r\n" is the standard's (RFC 4180); with "\n" alone Python would not quote a cell that holds "\r".
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return text.getvalue()


def _harmless(cell: str) -> str:
    if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")) and not re.fullmatch(
        r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", cell
    ):
        return f"'{cell}"
    return cell


def html_table(columns: Sequence[str], rows: Sequence[Sequence[str]], total: int) -> str:
    """An HTML table of ``rows``, the first of ``total``; every cell is escaped."""
    head = "".join(f"<th>{html.escape(column)}</th>" for column in columns)
    body = "".join(
        "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    more = f"<p>… and {total - len(rows)} more</p>" if total > len(rows) else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def _cell(term: Identifier | None) -> str:
    return "" if term is None else str(term)


def _graph_text(graph: Graph, format: str) -> bytes:
    if format == "nquads":
        format = "ntriples"  # triples of the default graph: the same text
    if format == "trig":
        format = "turtle"
    data = graph.serialize(format=GRAPH_FORMATS[format], encoding="utf-8")
    if format == "ntriples":
        return b"".join(line + b"\n" for line in sorted(data.split(b"\n")) if line)
    if format == "jsonld":
        return json.dumps(json.loads(data), indent=1, sort_keys=True, ensure_ascii=False).encode() + b"\n"
    return data
