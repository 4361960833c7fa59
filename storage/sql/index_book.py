"""What the desk's index reads: cases by their place, and which of them the log says changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, func, select

from casework.desk.index import Changed, IndexRow
from casework.ports import TermRow
from storage.ledger.entries import EntryText
from storage.sql.rows import case_row, term_row
from storage.sql.tables import cases, log_entries, terms
from storage.sql.work import Database

_MANY = 500  # SQLite has a limit for the values of one question


class SqlIndexBook:
    """Implements `casework.desk.index.IndexBook`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def last_entry(self) -> int:
        """Return the arrival of the newest entry of the log, or 0."""
        return await self._database.read(
            lambda c: c.scalar(select(func.max(log_entries.c.arrival))) or 0
        )

    async def last_position(self) -> int:
        """Return the place of the newest case, or 0."""
        return await self._database.read(
            lambda c: c.scalar(select(func.max(cases.c.position))) or 0
        )

    async def rows_after(self, position: int, limit: int) -> Sequence[IndexRow]:
        """Return the next cases in the order of arrival."""
        question = select(cases).where(cases.c.position > position)
        return await self._rows(question.order_by(cases.c.position).limit(limit))

    async def rows_of(self, case_ids: Sequence[str]) -> Sequence[IndexRow]:
        """Return these cases, as far as there are such."""
        return await self._rows(select(cases).where(cases.c.id.in_(case_ids)))

    async def changed_after(self, entry: int, limit: int) -> Changed | None:
        """Return which cases the next entries of the log name; None if there are none."""
        return await self._database.read(lambda c: _changed_after(c, entry, limit))

    async def _rows(self, question: Any) -> Sequence[IndexRow]:
        return await self._database.read(lambda c: _with_terms(c, question))


def _with_terms(connection: Connection, question: Any) -> list[IndexRow]:
    rows = connection.execute(question).all()
    open_terms: dict[str, list[TermRow]] = {}
    asked = (
        select(terms)
        .where(terms.c.case_id.in_([row.id for row in rows]), terms.c.met.is_(False))
        .order_by(terms.c.due_on)
    )
    for term in connection.execute(asked):
        found = term_row(term)
        open_terms.setdefault(term.case_id, []).append(found)
    return [
        IndexRow(row.position, case_row(row), tuple(open_terms.get(row.id, ()))) for row in rows
    ]


def _changed_after(connection: Connection, entry: int, limit: int) -> Changed | None:
    entries = connection.execute(
        select(log_entries.c.arrival, log_entries.c.text)
        .where(log_entries.c.arrival > entry)
        .order_by(log_entries.c.arrival)
        .limit(limit)
    ).all()
    if not entries:
        return None
    # The text of an entry is gone when its case was shredded; the tombstone names that case.
    named = {name for _, text in entries if text is not None for name in _rows_named(text)}
    found = {name.removeprefix("cases/") for name in named if name.startswith("cases/")}
    of_terms = [name.removeprefix("terms/") for name in named if name.startswith("terms/")]
    for start in range(0, len(of_terms), _MANY):
        some = of_terms[start : start + _MANY]
        found.update(connection.scalars(select(terms.c.case_id).where(terms.c.id.in_(some))))
    return Changed(entries[-1].arrival, frozenset(found))


def _rows_named(text: str) -> Sequence[str]:
    return list(EntryText.parse(text).rows or ())
