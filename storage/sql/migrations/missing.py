"""Making what may be there: databases of uncounted versions stand between two revisions."""

from __future__ import annotations

from typing import Any

from alembic import op
from sqlalchemy import Column, inspect
from sqlalchemy.schema import SchemaItem


def create_table(name: str, *items: SchemaItem) -> None:
    """Make a table with its indexes, unless it is there."""
    if _is_offline() or not inspect(op.get_bind()).has_table(name):
        op.create_table(name, *items)


def add_column(table: str, column: Column[Any]) -> None:
    """Add a column, unless it is there."""
    if _is_offline() or column.name not in _columns(table):
        op.add_column(table, column)


def _columns(table: str) -> set[str]:
    return {column["name"] for column in inspect(op.get_bind()).get_columns(table)}


def _is_offline() -> bool:
    return op.get_context().as_sql
