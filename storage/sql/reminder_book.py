"""The part of the desk's database that says when people are reminded, and what waits to be sent.

None of it stands in the log: a reminder is decided at its moment, from what stands there.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any

from sqlalchemy import Connection, Select, delete, func, insert, or_, select, update

from casework.ports import DueReminder, OpenTerm, StaleError, TermRow
from storage.sql.letter_book import SqlLetterBook
from storage.sql.rows import case_row, change_one, moment, seconds, term_row
from storage.sql.tables import cases, outbox, reminders, terms, wraps

_CASE = "of_case_"  # what names a case's columns beside those of its term
_BETWEEN = " "  # no id of a reader holds one


class SqlReminderBook(SqlLetterBook):
    """Implements the reminders of `casework.ports.DeskBook` over one unit of work."""

    async def due_reminders(self, now: datetime, limit: int) -> Sequence[DueReminder]:
        """Return the terms of which people are to be reminded by now, the longest due first."""
        due = _due(seconds(now), limit)
        try:
            rows = await self._work.read(lambda c: c.execute(due).all())
        except ValueError:  # A day in one of the rows is none.
            return await self._due_one_by_one(seconds(now), limit)
        return [_due_reminder(row) for row in rows]

    async def open_terms_after(self, term_id: str, limit: int) -> Sequence[OpenTerm]:
        """Return the next open terms in the order of their ids, which are random."""
        found = (
            select(terms, reminders.c.next_at)
            .outerjoin(reminders, reminders.c.term_id == terms.c.id)
            .where(terms.c.id > term_id, terms.c.met.is_(False))
            .order_by(terms.c.id)
            .limit(limit)
        )
        try:
            rows = await self._work.read(lambda c: c.execute(found).all())
        except ValueError:
            ids = await self._work.read(
                lambda c: c.scalars(found.with_only_columns(terms.c.id)).all()
            )
            return [await self._open_term(found, each) for each in ids]
        return [_open_term(row) for row in rows]

    async def _open_term(self, found: Select[Any], term_id: str) -> OpenTerm:
        one = found.where(terms.c.id == term_id)
        try:
            return _open_term(await self._work.read(lambda c: c.execute(one).one()))
        except ValueError:
            return OpenTerm(_damaged(term_id), None)

    async def _due_one_by_one(self, now: int, limit: int) -> Sequence[DueReminder]:
        """Return what is due although a row of it cannot be read; nobody can open that one."""
        own = _due(now, limit).with_only_columns(reminders)
        found = []
        for term_id, next_at in await self._work.read(lambda c: c.execute(own).all()):
            one = _due(now, 1).where(reminders.c.term_id == term_id)
            try:
                rows = await self._work.read(partial(_all, question=one))
                found += [_due_reminder(row) for row in rows]
            except ValueError:
                at = moment(next_at)
                found.append(DueReminder(_damaged(term_id), at, None, frozenset()))
        return found

    def remind(
        self,
        term_id: str,
        now: datetime,
        following: Callable[[datetime | None], datetime | None],
    ) -> None:
        """Let people be reminded of a term next at the moment that `following` returns.

        What waits for the courier is taken back. `following` is told since when something of the
        term has waited by `now` that has certainly reached nobody, if it has.
        """

        def put(connection: Connection) -> None:
            waiting = _waiting(connection, term_id, seconds(now))
            _forget(connection, term_id)
            at = following(None if waiting is None else moment(waiting))
            if at is not None:
                connection.execute(insert(reminders).values(term_id=term_id, next_at=seconds(at)))

        self._work.write(put)

    def move_reminder(self, term_id: str, before: datetime, after: datetime | None) -> None:
        """Move a reminder on; StaleError when it was moved by now, or its term is met."""
        same = (reminders.c.term_id == term_id, reminders.c.next_at == seconds(before))
        if after is None:
            self._work.write(lambda c: change_one(c, delete(reminders).where(*same)))
            return
        moving = update(reminders).where(*same).values(next_at=seconds(after))
        self._work.write(lambda c: change_one(c, moving))

    def forget_reminders(self, term_id: str) -> None:
        """Let nobody be reminded of a term any more."""
        self._work.write(lambda c: _forget(c, term_id))

    def hold_term(self, term: TermRow) -> None:
        """Let the commit raise a StaleError if a term is met, or has changed, by then."""
        same = select(terms.c.id).where(
            terms.c.id == term.id, terms.c.met.is_(False), terms.c.sealed == term.sealed
        )
        self._work.write(lambda c: _hold(c, same))

    def withdraw(self, mark: str) -> None:
        """Take back what waits for the courier under a mark, such as the id of a term."""
        self._work.write(lambda c: c.execute(delete(outbox).where(outbox.c.term_id == mark)))

    async def lines_waiting(
        self, case_id: str, together: str
    ) -> Mapping[str, tuple[datetime, bool]]:
        """Return of which terms of a case lines wait for a chat.

        With each goes since when, and whether it may have come there all the same.
        """
        own = select(terms.c.id).where(terms.c.case_id == case_id)
        found = (
            select(outbox.c.term_id, outbox.c.due_at, outbox.c.uncertain)
            .where(outbox.c.together == together, outbox.c.term_id.in_(own))
            .order_by(outbox.c.due_at, outbox.c.sequence)
        )
        rows = await self._work.read(lambda c: c.execute(found).all())
        return {row.term_id: (moment(row.due_at), row.uncertain) for row in rows}

    def withdraw_lines(self, case_id: str, marks: Collection[str], together: str) -> None:
        """Take back what one chat was to be reminded of: about a case, or under these marks."""
        own = select(terms.c.id).where(terms.c.case_id == case_id)
        which = or_(outbox.c.term_id.in_(own), outbox.c.term_id.in_(marks))
        gone = delete(outbox).where(outbox.c.together == together, which)
        self._work.write(lambda c: c.execute(gone))


def _open_term(row: Any) -> OpenTerm:
    return OpenTerm(term_row(row), None if row.next_at is None else moment(row.next_at))


def _damaged(term_id: str) -> TermRow:
    """Return in the place of a term that cannot be read one that cannot be opened."""
    return TermRow(term_id, "", date.min, met=False, sealed=b"")


def _all(connection: Connection, question: Select[Any]) -> Sequence[Any]:
    return connection.execute(question).all()


def _waiting(connection: Connection, term_id: str, now: int) -> int | None:
    """Return since when somebody has not been reminded of a term who should have been."""
    own = (outbox.c.term_id == term_id, outbox.c.uncertain.is_(False), outbox.c.due_at <= now)
    unsent = connection.scalar(select(func.min(outbox.c.due_at)).where(*own))
    due = (reminders.c.term_id == term_id, reminders.c.next_at <= now)
    missed = connection.scalar(select(reminders.c.next_at).where(*due))
    return min((each for each in (unsent, missed) if each is not None), default=None)


def _forget(connection: Connection, term_id: str) -> None:
    connection.execute(delete(reminders).where(reminders.c.term_id == term_id))
    connection.execute(delete(outbox).where(outbox.c.term_id == term_id))


def _due(now: int, limit: int) -> Select[Any]:
    """Return the one question of a sweep: three would go to the database's thread three times.

    The index over the moments leads it to the limit, however many terms there are.
    """
    holders = (
        select(func.aggregate_strings(wraps.c.reader_id, _BETWEEN))
        .where(wraps.c.case_id == terms.c.case_id)
        .scalar_subquery()
    )
    of_case = [column.label(f"{_CASE}{column.name}") for column in cases.c]
    return (
        select(reminders.c.next_at, terms, *of_case, holders.label("holders"))
        .join(terms, terms.c.id == reminders.c.term_id)
        .outerjoin(cases, cases.c.id == terms.c.case_id)
        .where(reminders.c.next_at <= now, terms.c.met.is_(False))
        .order_by(reminders.c.next_at)
        .limit(limit)
    )


def _due_reminder(row: Any) -> DueReminder:
    case = None if getattr(row, f"{_CASE}id") is None else case_row(row, _CASE)
    holders = frozenset(row.holders.split(_BETWEEN)) if row.holders else frozenset()
    return DueReminder(term_row(row), moment(row.next_at), case, holders)


def _hold(connection: Connection, question: Select[tuple[str]]) -> None:
    if connection.execute(question).first() is None:
        raise StaleError(terms.name)
