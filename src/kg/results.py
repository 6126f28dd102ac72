"""What a query answers, in memory, and the formats that it is written in."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import IO, TYPE_CHECKING, Any, cast

from rdflib import Graph, URIRef, Variable
from rdflib.query import Result, ResultRow
from rdflib.term import Identifier

from kg.errors import KgError
from kg.frames import Column, pandas_frame, polars_frame
from kg.markup import SHOWN, element, faint
from kg.markup import table as table_in_html
from kg.tabulation import is_number, tabulated
from kg.terminal import table

if TYPE_CHECKING:
    import pandas
    import polars

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

#: So many lines of Turtle a notebook shows.
_LINES_SHOWN = 200


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
        """The rows as a pandas DataFrame: whole numbers, numbers, truth values and dates as such, the rest as text.

        A column of dates is two: ``date`` has the days, ``date_text`` also what is known to the month or the year
        only. Columns named ``type``, ``status`` and ``quad`` are categories. See :mod:`kg.tabulation`.

        :raises KgError: if pandas is not installed, or the query has no rows to give.
        """
        return pandas_frame(self._frame_columns())

    def to_polars(self) -> polars.DataFrame:
        """The same as a polars DataFrame.

        :raises KgError: if polars is not installed, or the query has no rows to give.
        """
        return polars_frame(self._frame_columns())

    def _frame_columns(self) -> list[Column]:
        if self.form != "SELECT":
            raise KgError(f"only a SELECT query gives a DataFrame, and this is {self.form}")
        return tabulated(self.columns, self.rows)

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
        if self.answer is not None:
            return element("p", element("b", self.answer))
        kind = "triple" if self.graph is not None else "row"
        head = element("p", element("b", f"{len(self)} {kind}{'' if len(self) == 1 else 's'}"))
        if self.graph is not None:
            lines = _graph_text(self.graph, "turtle").decode().strip().split("\n")
            more = len(lines) - _LINES_SHOWN
            pre = element(
                "pre",
                "\n".join(lines[:_LINES_SHOWN]),
                style="white-space:pre-wrap;overflow-wrap:anywhere;font-family:monospace",
            )
            return head + pre + (element("p", faint(f"… and {more} more lines")) if more > 0 else "")
        rows = [[self._short(term) for term in row] for row in self.rows[:SHOWN]]
        numbers = [
            place
            for place in range(len(self.columns))
            if all(is_number(row[place]) for row in self.rows[:SHOWN])
        ]
        return head + table_in_html(self.columns, rows, len(self.rows), numbers)


def separated(rows: Sequence[Sequence[str]], delimiter: str = ",") -> str:
    """``rows`` as CSV or TSV that a spreadsheet opens without running anything.

    A cell that a spreadsheet would take for a formula, even after blanks and marks that do not show, gets an
    apostrophe in front, unless it is a number. The cases are OWASP's ("CSV Injection"), with the full-width forms of
    the same signs.
    """
    text = io.StringIO()
    # "\r\n" is the standard's (RFC 4180); with "\n" alone Python would not quote a cell that holds "\r".
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return text.getvalue()


# Control and format characters (zero-width spaces, marks of direction, byte-order marks) do not show.
_FORMULA = re.compile(
    r"[\s\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]*[=+\-@＝＋－＠]"
    r"|[\t\r\n]"
)


def _harmless(cell: str) -> str:
    if _FORMULA.match(cell) and not re.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", cell):
        return f"'{cell}"
    return cell


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
