"""Columns of values as frames of pandas and polars, with the same types whatever the values are.

============  =====================  ================  =====================================================
kind          pandas                 polars            values
============  =====================  ================  =====================================================
``text``      ``string``             ``String``        text
``category``  ``category``           ``Enum``          text out of ``categories``
``day``       ``datetime64[s]``      ``Date``          ISO days
``moment``    ``datetime64[s]``      ``Datetime``      :class:`datetime.datetime`, without zone, in UTC
``integer``   ``Int64``              ``Int64``         whole numbers
``number``    ``float64``            ``Float64``       numbers
``boolean``   ``boolean``            ``Boolean``       truth values
``list``      ``object`` of tuples   ``List(String)``  tuples of texts, empty rather than missing
============  =====================  ================  =====================================================

A missing value is None in a :class:`Column`, and ``NA``, ``NaN``, ``NaT`` or null in the frame.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from kg.extras import library

if TYPE_CHECKING:
    import pandas
    import polars

Kind = Literal["text", "category", "day", "moment", "integer", "number", "boolean", "list"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a frame."""

    name: str
    kind: Kind
    values: Sequence[Any]
    categories: tuple[str, ...] = ()
    """What may occur in a ``category``, in order."""


def dated(name: str, texts: Iterable[str]) -> tuple[Column, Column]:
    """ISO dates of any precision as two columns, so that no frame tells a day that nobody told.

    ``name`` has the days, and nothing where only a month or a year is known; ``name_text`` has what is known:
    "2024-05-01", "2024-05", "2024", or "" for nothing.
    """
    known = list(texts)
    days = [text if _is_day(text) else None for text in known]
    return Column(name, "day", days), Column(f"{name}_text", "text", [text or None for text in known])


def _is_day(text: str) -> bool:
    try:
        return len(text) == 10 and bool(date.fromisoformat(text))
    except ValueError:
        return False


def pandas_frame(columns: Sequence[Column]) -> pandas.DataFrame:
    """The columns as a :class:`pandas.DataFrame`.

    :raises KgError: if pandas is not installed.
    """
    pd = library("pandas")
    return pd.DataFrame({column.name: _series(pd, column) for column in columns})


def _series(pd: Any, column: Column) -> Any:
    match column.kind:
        case "text":
            return pd.Series(column.values, dtype="string")
        case "category":
            return pd.Series(pd.Categorical(column.values, categories=column.categories))
        case "day" | "moment":
            import numpy as np  # comes with pandas

            # Seconds, since nanoseconds would end in 1677.
            return pd.Series(np.array(column.values, dtype="datetime64[s]"))
        case "integer":
            return pd.Series(column.values, dtype="Int64")
        case "number":
            return pd.Series(column.values, dtype="float64")
        case "boolean":
            return pd.Series(column.values, dtype="boolean")
        case "list":
            return pd.Series(column.values, dtype="object")


def polars_frame(columns: Sequence[Column]) -> polars.DataFrame:
    """The columns as a :class:`polars.DataFrame`.

    :raises KgError: if polars is not installed.
    """
    pl = library("polars")
    kinds = {
        "text": pl.String,
        "day": pl.Date,
        "moment": pl.Datetime,
        "integer": pl.Int64,
        "number": pl.Float64,
        "boolean": pl.Boolean,
        "list": pl.List(pl.String),
    }

    def series(column: Column) -> Any:
        kind = pl.Enum(column.categories) if column.kind == "category" else kinds[column.kind]
        values: Iterable[Any] = column.values
        if column.kind == "day":
            values = (None if day is None else date.fromisoformat(day) for day in column.values)
        elif column.kind == "list":
            values = map(list, column.values)
        return pl.Series(column.name, list(values), dtype=kind)

    frame: polars.DataFrame = pl.DataFrame([series(column) for column in columns])
    return frame
