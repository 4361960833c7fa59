"""Reading rows as they lie, for checks: nothing is trusted to be what its column says.

A damaged value must become a finding, and not an error of the driver that hides all others. So text
and dates are read as bytes and booleans as numbers, and decoded here in a way that never fails and
never makes two values one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Date,
    Integer,
    LargeBinary,
    String,
    Table,
    cast,
    select,
    type_coerce,
)

SQLITE = "sqlite"
BATCH = 1000

Raw = dict[str, Any]


def raw_rows(
    connection: Connection,
    table: Table,
    *,
    where: ColumnElement[bool] | None = None,
    order_by: ColumnElement[Any] | None = None,
) -> Iterator[Raw]:
    """Yield the rows of a table as they lie, a batch at a time.

    Text that is no UTF-8 keeps its bytes as surrogates; a date is text.
    """
    loose = connection.dialect.name == SQLITE  # Others let no value in that is not of its type.
    question = select(*(_as_it_lies(c) if loose else c for c in table.columns))
    if where is not None:
        question = question.where(where)
    if order_by is not None:
        question = question.order_by(order_by)
    names = [column.name for column in table.columns]
    readings = [(c.name, read) for c in table.columns if (read := _reading(c))]
    # Each batch is a wait for the thread that holds SQLite's connection: let there be few of them,
    # but none so large that the processor's cache does not hold it.
    for batch in connection.execution_options(yield_per=BATCH).execute(question).partitions():
        for row in batch:
            values = dict(zip(names, row, strict=True))
            for name, read in readings:
                if values[name] is not None:
                    values[name] = read(values[name])
            yield values


def _as_it_lies(column: Column[Any]) -> ColumnElement[Any]:
    if isinstance(column.type, String | Date):
        return cast(column, LargeBinary).label(column.name)
    if isinstance(column.type, Boolean):
        return type_coerce(column, Integer).label(column.name)
    return column


def _reading(column: Column[Any]) -> Callable[[Any], Any] | None:
    """Return what makes a value of the column out of what lies there; None where that is it."""
    if isinstance(column.type, String | Date):
        return _text
    return _boolean if isinstance(column.type, Boolean) else None


def _text(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.decode("utf-8", "surrogateescape")
    return value.isoformat() if isinstance(value, date) else value


def _boolean(value: Any) -> Any:
    return bool(value) if value in {0, 1} else value
