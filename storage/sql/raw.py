"""Reading rows as they lie, for checks: nothing is trusted to be what its column says.

A damaged value must become a finding, and not an error of the driver that hides all others. So text
and dates are read as bytes and booleans as numbers, and decoded here in a way that never fails and
never makes two values one.
"""

from __future__ import annotations

from collections.abc import Iterator
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

Raw = dict[str, Any]


def raw_rows(
    connection: Connection,
    table: Table,
    *,
    where: ColumnElement[bool] | None = None,
    order_by: ColumnElement[Any] | None = None,
) -> Iterator[Raw]:
    """Yield the rows of a table as they lie, a few at a time.

    Text that is no UTF-8 keeps its bytes as surrogates; a date is text.
    """
    loose = connection.dialect.name == SQLITE  # Others let no value in that is not of its type.
    question = select(*(_as_it_lies(c) if loose else c for c in table.columns))
    if where is not None:
        question = question.where(where)
    if order_by is not None:
        question = question.order_by(order_by)
    result = connection.execution_options(yield_per=500).execute(question)
    for row in result:
        yield {
            column.name: _read(column, value)
            for column, value in zip(table.columns, row, strict=True)
        }


def _as_it_lies(column: Column[Any]) -> ColumnElement[Any]:
    if isinstance(column.type, String | Date):
        return cast(column, LargeBinary).label(column.name)
    if isinstance(column.type, Boolean):
        return type_coerce(column, Integer).label(column.name)
    return column


def _read(column: Column[Any], value: Any) -> Any:
    if isinstance(column.type, String | Date) and isinstance(value, bytes):
        return value.decode("utf-8", "surrogateescape")
    if isinstance(column.type, Boolean) and value in {0, 1}:
        return bool(value)
    return value.isoformat() if isinstance(value, date) else value
