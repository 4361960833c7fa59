"""What the desk keeps while open terms are counted anew: how far it is, and whom it owes a word."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, delete, insert, select

from casework.ports import CaseRow, MoveRow, TermRow
from storage.sql.rows import case_row, change_one, term_row
from storage.sql.tables import cases, moves, recounts, terms, wraps
from storage.sql.work import Work

_ONLY = 1


class SqlRedatingBook:
    """Implements `casework.ports.RedatingBook` over one unit of work."""

    _work: Work

    async def counted_by(self) -> bytes | None:
        """Return by what every open term was counted, sealed; None if nobody has said."""
        return await self._work.read(lambda c: c.scalar(select(recounts.c.sealed)))

    def set_counted_by(self, sealed: bytes) -> None:
        """Say by what every open term is counted."""

        def put(connection: Connection) -> None:
            connection.execute(delete(recounts))
            connection.execute(insert(recounts).values(id=_ONLY, sealed=sealed))

        self._work.write(put)

    async def owed_after(self, term_id: str, limit: int) -> Sequence[TermRow]:
        """Return the next open terms in the order of their ids, which are random."""
        found = (
            select(terms)
            .where(terms.c.id > term_id, terms.c.met.is_(False))
            .order_by(terms.c.id)
            .limit(limit)
        )
        rows = await self._work.read(lambda c: c.execute(found).all())
        return [term_row(row) for row in rows]

    def add_move(self, term_id: str, sealed: bytes) -> None:
        """Note from when a term has moved, unless an earlier move is still to be told."""

        def put(connection: Connection) -> None:
            known = select(moves.c.term_id).where(moves.c.term_id == term_id)
            if connection.execute(known).first() is None:
                connection.execute(insert(moves).values(term_id=term_id, sealed=sealed))

        self._work.write(put)

    async def moves(self) -> Sequence[MoveRow]:
        """Return what people are still to be told, with the terms and the cases as they are now."""
        return await self._work.read(_moves)

    def remove_moves(self, told: Sequence[MoveRow]) -> None:
        """Forget what people were told; StaleError if somebody else has told them."""

        def forget(connection: Connection) -> None:
            for move in told:
                change_one(connection, delete(moves).where(moves.c.term_id == move.term_id))

        self._work.write(forget)


def _moves(connection: Connection) -> list[MoveRow]:
    rows = connection.execute(
        select(moves.c.term_id, moves.c.sealed.label("from_when"), terms.c.case_id, terms)
        .outerjoin(terms, terms.c.id == moves.c.term_id)
        .order_by(moves.c.term_id)
    ).all()
    known: dict[str, tuple[CaseRow | None, frozenset[str]]] = {}
    found = []
    for row in rows:
        if row.id is None:  # its case was shredded
            found.append(MoveRow(row.term_id, row.from_when, None, None))
            continue
        term = term_row(row)
        if row.case_id not in known:
            known[row.case_id] = _case(connection, row.case_id)
        found.append(MoveRow(row.term_id, row.from_when, term, *known[row.case_id]))
    return found


def _case(connection: Connection, case_id: str) -> tuple[CaseRow | None, frozenset[str]]:
    """Return a case and who holds a wrap of it; the round's own terms have none."""
    row = connection.execute(select(cases).where(cases.c.id == case_id)).first()
    if row is None:
        return None, frozenset()
    holders = select(wraps.c.reader_id).where(wraps.c.case_id == case_id)
    return case_row(row), frozenset(connection.scalars(holders))
