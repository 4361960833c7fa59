"""The part of the desk's database in which letters wait to be entered, and blank receipts lie."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update

from casework.ports import BlankRow, CaseRow, LetterRow
from storage.sql.rows import change_one, seconds
from storage.sql.tables import blanks, cases, letters, pieces
from storage.sql.work import Work


class SqlLetterBook:
    """Implements `casework.ports.LetterBook` over one unit of work."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def blanks(self, limit: int) -> Sequence[BlankRow]:
        """Return blank receipts, the oldest first."""
        rows = await self._work.read(
            lambda c: c.execute(
                select(blanks).order_by(blanks.c.created_at, blanks.c.id).limit(limit)
            ).all()
        )
        return [BlankRow(row.id, row.sealed) for row in rows]

    def take_blank(self, blank_id: str) -> None:
        """Remove a blank receipt; StaleError when somebody else was faster."""
        taking = delete(blanks).where(blanks.c.id == blank_id)
        self._work.write(lambda c: change_one(c, taking))

    async def letter_of(self, owner: str) -> LetterRow | None:
        """Return the letter that a member is entering."""
        row = await self._work.read(
            lambda c: c.execute(select(letters).where(letters.c.owner == owner)).first()
        )
        return None if row is None else _letter(row)

    async def letters_before(self, day: str) -> Sequence[LetterRow]:
        """Return the letters that lie under the key of a day before `day` (ISO date)."""
        rows = await self._work.read(
            lambda c: c.execute(select(letters).where(letters.c.day < day)).all()
        )
        return [_letter(row) for row in rows]

    def add_letter(self, letter: LetterRow, now: datetime) -> None:
        """Insert a letter; its member can have no other one."""
        row = {**asdict(letter), "touched_at": seconds(now)}
        self._work.write(lambda c: c.execute(insert(letters).values(row)))

    def change_letter(self, before: LetterRow, after: LetterRow, now: datetime) -> None:
        """Put a letter as it is by now in the place of what was read.

        StaleError when it was moved to a new day's key, answered, entered or discarded meanwhile.
        """
        change = (
            update(letters)
            .where(letters.c.id == before.id, letters.c.form == before.form)
            .values(
                day=after.day, identity=after.identity, form=after.form, touched_at=seconds(now)
            )
        )
        self._work.write(lambda c: change_one(c, change))

    def remove_letter(self, letter: LetterRow, *, with_pieces: bool) -> None:
        """Remove a letter as it was read; StaleError when it has changed since."""
        removal = delete(letters).where(letters.c.id == letter.id, letters.c.form == letter.form)
        self._work.write(lambda c: change_one(c, removal))
        if with_pieces:
            rest = delete(pieces).where(pieces.c.case_id == letter.id)
            self._work.write(lambda c: c.execute(rest))

    def remove_piece(self, piece_id: str) -> None:
        """Remove a piece of a letter."""
        self._work.write(lambda c: c.execute(delete(pieces).where(pieces.c.id == piece_id)))

    def add_case(self, case: CaseRow) -> None:
        """Insert a case that the desk has entered itself."""
        self._work.write(lambda c: c.execute(insert(cases).values(**asdict(case))))


def _letter(row: Any) -> LetterRow:
    return LetterRow(row.id, row.owner, row.recipient, row.day, row.identity, row.form)
