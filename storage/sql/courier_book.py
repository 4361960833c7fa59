"""The courier's side of the database: the outbox, the routes, the figures."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import partial
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from casework.ports import DuplicateError, OutboxRow
from storage.sql.rows import insert_outbox, moment, seconds
from storage.sql.tables import (
    outbox,
    places,
    reminders,
    reports,
    routes,
    summaries,
    totals,
    weeklies,
)
from storage.sql.work import Database, Operation, take_turns

GATHERING_SECONDS = 60
"""For how long at most a line waits until the desk has added what is due at the same moment."""
TOGETHER = 400
"""How many lines may be taken beside a batch because they go to the same chats."""
LONGEST_REST_SECONDS = 2 * 24 * 3600
"""For how long nothing rests: what rests for longer was put back by a clock that was wrong."""

_MANY = 500  # SQLite has a limit for the values of one question
_LEASING = 0x4C656173  # the number of the lock under which couriers take in turn


class Planned(StrEnum):
    """What the courier plans itself, once for each day."""

    SUMMARY = "summary"
    WEEK = "week"


_PLANNED = {Planned.SUMMARY: summaries, Planned.WEEK: weeklies}


@dataclass(frozen=True, slots=True)
class Taken:
    """An item that is due and not free: its place in the order, and until when."""

    id: str
    place: tuple[datetime, int]
    until: datetime


class SqlCourierBook:
    """What the courier does with rows; each call is a transaction of its own."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def _write(self, operation: Operation) -> None:
        # Nothing of it stands in the log, so it need not wait for those who write there.
        await self._database.write_beside([operation])

    async def lease(self, now: datetime, limit: int, lease: timedelta) -> Sequence[OutboxRow]:
        """Take up to `limit` due items in their order; nobody else gets them during `lease`.

        An item comes back as `uncertain` when an earlier holder never said how its try ended.
        """
        # Most of the time nothing is due, and then nobody who writes has to wait for us.
        if not await self._database.read(lambda c: c.scalar(_ready(now))):
            return []
        taken: list[OutboxRow] = []
        await self._write(lambda c: taken.extend(_lease(c, now, limit, lease)))
        return taken

    async def taken(self, now: datetime) -> Sequence[Taken]:
        """Return what is due and not free, in its order: in somebody's hands, or at rest.

        Lines of reminders are left out. They may sleep until the morning, and hold up nothing.
        """
        stamp = seconds(now)
        question = (
            select(outbox.c.id, outbox.c.due_at, outbox.c.sequence, outbox.c.leased_until)
            .where(outbox.c.due_at <= stamp, ~_is_rested(stamp))
            .where(outbox.c.together.is_(None))
            .order_by(outbox.c.due_at, outbox.c.sequence)
        )
        rows = await self._database.read(lambda c: c.execute(question).all())
        return [
            Taken(row.id, (moment(row.due_at), row.sequence), moment(row.leased_until))
            for row in rows
        ]

    async def items(self, ids: Sequence[str]) -> Sequence[OutboxRow]:
        """Return these items, as far as they are still there."""
        found: list[OutboxRow] = []
        for start in range(0, len(ids), _MANY):
            some = select(outbox).where(outbox.c.id.in_(ids[start : start + _MANY]))
            found += await self._database.read(partial(_rows, question=some))
        return found

    async def still_held(self, rows: Sequence[OutboxRow]) -> Sequence[OutboxRow]:
        """Return which of these were neither withdrawn nor taken by another since they were taken.

        All of them were taken at once.
        """
        mine = select(outbox.c.id).where(_is_held(rows))
        found = {*await self._database.read(lambda c: c.scalars(mine).all())}
        return [row for row in rows if row.id in found]

    async def done(self, ids: Collection[str], report: bytes | None = None) -> None:
        """Forget items that were delivered or can never be; the desk is left a report of them."""

        def forget(connection: Connection) -> None:
            connection.execute(delete(outbox).where(outbox.c.id.in_(ids)))
            _insert_report(connection, report)

        await self._write(forget)

    async def postpone(
        self, rows: Sequence[OutboxRow], until: datetime, *, uncertain: bool, tried: bool = True
    ) -> None:
        """Put items back; nobody takes them before `until`, and their place in the order stays.

        Those that another has taken meanwhile are left to them. `uncertain` says that this try, or
        an earlier one, may have reached the person; one that was not tried does not count.
        """
        values: dict[str, Any] = {
            "leased_until": math.ceil(until.timestamp()),
            "uncertain": uncertain,
        }
        if not tried:
            values["attempts"] = outbox.c.attempts - 1
        await self._write(lambda c: c.execute(update(outbox).where(_is_held(rows)).values(values)))

    async def replace(self, row: OutboxRow, later: OutboxRow, report: bytes | None = None) -> None:
        """Forget an item and keep `later` in its stead; the desk is left a report of it.

        One that was withdrawn, or taken by another, is not put in again.
        """

        def put(connection: Connection) -> None:
            if connection.execute(delete(outbox).where(_is_held([row]))).rowcount:
                insert_outbox(connection, later)
                _insert_report(connection, report)

        await self._write(put)

    async def oldest_due(self, now: datetime, *, lines: bool) -> datetime | None:
        """Return since when the oldest due item waits, however often it was tried; or None.

        Lines of reminders, which may wait for the morning, are asked for apart.
        """
        kind = outbox.c.together.is_not(None) if lines else outbox.c.together.is_(None)
        oldest = select(outbox.c.due_at).where(outbox.c.due_at <= seconds(now), kind)
        stamp = await self._database.read(
            lambda c: c.scalar(oldest.order_by(outbox.c.due_at).limit(1))
        )
        return moment(stamp) if stamp is not None else None

    async def reminders_due_since(self, now: datetime) -> datetime | None:
        """Return since when the desk should have reminded somebody and has not; or None."""
        first = select(func.min(reminders.c.next_at)).where(reminders.c.next_at <= seconds(now))
        stamp = await self._database.read(lambda c: c.scalar(first))
        return moment(stamp) if stamp is not None else None

    async def route(self, case_id: str) -> bytes | None:
        """Return the sealed way back to the reporter of a case."""
        return await self._database.read(
            lambda c: c.scalar(select(routes.c.route).where(routes.c.case_id == case_id))
        )

    async def place(self, case_id: str, chat: str) -> bytes | None:
        """Return what is kept of a case's topic in a group; with no case, of the group itself."""
        which = and_(places.c.case_id == case_id, places.c.chat == chat)
        return await self._database.read(lambda c: c.scalar(select(places.c.sealed).where(which)))

    async def keep_place(self, case_id: str, chat: str, sealed: bytes) -> None:
        """Keep where a topic or a group is, in the stead of what was kept before."""
        row = {"case_id": case_id, "chat": chat, "sealed": sealed}

        def put(connection: Connection) -> None:
            _drop_place(connection, case_id, chat)
            connection.execute(insert(places).values(**row))

        try:
            await self._write(put)
        except DuplicateError:  # another courier kept one at this very moment
            await self._write(put)

    async def drop_place(self, case_id: str, chat: str) -> None:
        """Forget a topic."""
        await self._write(lambda c: _drop_place(c, case_id, chat))

    async def figures(self) -> bytes | None:
        """Return the newest figures that the desk sealed to the courier."""
        return await self._database.read(lambda c: c.scalar(select(totals.c.for_courier)))

    async def last_planned(self, what: Planned, until: date) -> date | None:
        """Return the latest day up to `until` of which figures were planned, or None."""
        table = _PLANNED[what]
        latest = select(func.max(table.c.day)).where(table.c.day <= until)
        return await self._database.read(lambda c: c.scalar(latest))

    async def told(self, what: Planned, day: date) -> bytes | None:
        """Return what was said of a day before it was over, or None if it is told whole."""
        table = _PLANNED[what]
        return await self._database.read(
            lambda c: c.scalar(select(table.c.told).where(table.c.day == day))
        )

    async def plan_figures(
        self, what: Planned, days: Mapping[date, bytes | None], items: Sequence[OutboxRow]
    ) -> None:
        """Put the figures of some days into the outbox, in their order.

        With a day stands what is said of it, unless it is over.

        Raises:
            DuplicateError: Those of one of the days are there, or were sent. Nothing is planned.
        """

        def plan(connection: Connection) -> None:
            connection.execute(
                insert(_PLANNED[what]), [{"day": day, "told": told} for day, told in days.items()]
            )
            for item in items:
                insert_outbox(connection, item)

        await self._write(plan)


def _is_held(rows: Sequence[OutboxRow]) -> ColumnElement[bool]:
    """Say which rows are still in the hands of who took these, all of them at once."""
    until = rows[0].held_until
    return and_(
        outbox.c.id.in_([row.id for row in rows]),
        outbox.c.leased_until == (seconds(until) if until else 0),
    )


def _drop_place(connection: Connection, case_id: str, chat: str) -> None:
    which = and_(places.c.case_id == case_id, places.c.chat == chat)
    connection.execute(delete(places).where(which))


def _insert_report(connection: Connection, report: bytes | None) -> None:
    if report is not None:
        connection.execute(insert(reports).values(sealed=report))


def _is_free(now: datetime) -> ColumnElement[bool]:
    """Say which items are due and in nobody's hands.

    Lines wait a moment for others that the desk is about to add, so that one message holds them.
    """
    stamp = seconds(now)
    to_come = select(reminders.c.term_id).where(reminders.c.next_at <= stamp).exists()
    settled = or_(
        outbox.c.together.is_(None),
        outbox.c.due_at <= stamp - GATHERING_SECONDS,
        ~to_come,
    )
    return and_(outbox.c.due_at <= stamp, _is_rested(stamp), settled)


def _is_rested(stamp: int) -> ColumnElement[bool]:
    """Say which items nobody has in hand, and which do not rest."""
    until = outbox.c.leased_until
    return or_(until <= stamp, until > stamp + LONGEST_REST_SECONDS)


def _ready(now: datetime) -> Select[tuple[str]]:
    return select(outbox.c.id).where(_is_free(now)).limit(1)


def _lease(connection: Connection, now: datetime, limit: int, lease: timedelta) -> list[OutboxRow]:
    until = seconds(now + lease)
    take_turns(connection, _LEASING)
    rows = _take(connection, select(outbox).where(_is_free(now)).limit(limit))
    chats = {row.together for row in rows} - {None}
    if chats:
        taken = {row.id for row in rows}
        others = select(outbox).where(_is_free(now), outbox.c.together.in_(chats))
        found = _take(connection, others.limit(limit + TOGETHER))
        rows += [row for row in found if row.id not in taken]
    if rows:
        connection.execute(
            update(outbox)
            .where(outbox.c.id.in_([row.id for row in rows]))
            .values(leased_until=until, attempts=outbox.c.attempts + 1, uncertain=True)
        )
    leased = map(_row, rows)
    return [replace(each, attempts=each.attempts + 1, held_until=moment(until)) for each in leased]


def _take(connection: Connection, question: Select[Any]) -> list[Any]:
    """Return the rows that are taken, in the order in which they are due."""
    ordered = question.order_by(outbox.c.due_at, outbox.c.sequence)
    # What somebody is just withdrawing is no longer to be sent.
    return [*connection.execute(ordered.with_for_update(skip_locked=True, of=outbox))]


def _rows(connection: Connection, question: Select[Any]) -> list[OutboxRow]:
    return [_row(row) for row in connection.execute(question)]


def _row(row: Any) -> OutboxRow:
    return OutboxRow(
        id=row.id,
        due_at=moment(row.due_at),
        sealed=row.sealed,
        term_id=row.term_id,
        attempts=row.attempts,
        uncertain=row.uncertain,
        together=row.together,
        sequence=row.sequence,
        held_until=moment(row.leased_until),
    )
