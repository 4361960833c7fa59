"""The desk's side of the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from operator import attrgetter
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    and_,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from casework.ports import (
    AccountRow,
    CaseEntries,
    CaseRow,
    EpochRow,
    MailboxRow,
    MailRow,
    OpenEntry,
    OutboxRow,
    PieceRow,
    ReportRow,
    StaleError,
    TermRow,
    TotalsRow,
    WrapRow,
)
from storage.sql.redating_book import SqlRedatingBook
from storage.sql.reminder_book import SqlReminderBook
from storage.sql.rows import (
    case_row,
    change_one,
    find_case,
    find_epochs,
    find_pieces,
    insert_epoch,
    insert_handle,
    insert_mailbox,
    insert_outbox,
    insert_piece,
    insert_wraps,
    term_row,
    update_version,
)
from storage.sql.shredding import find_entries, shred_case
from storage.sql.tables import (
    accounts,
    cases,
    desk_mail,
    enrolments,
    epochs,
    grants,
    reports,
    routes,
    series,
    terms,
    totals,
    wraps,
)
from storage.sql.work import Work

TOTALS_ID = 1


class SqlDeskBook(SqlRedatingBook, SqlReminderBook):
    """Implements `casework.ports.DeskBook` over one unit of work.

    The terms of a case are read as this unit of work leaves them, since several steps of one may
    turn the same term.
    """

    def __init__(self, work: Work) -> None:
        super().__init__(work)
        self._terms: dict[str, TermRow] = {}
        self._met: set[str] = set()

    async def mail(self, after: int, limit: int) -> Sequence[MailRow]:
        rows = await self._work.read(
            lambda c: c.execute(
                select(desk_mail)
                .where(desk_mail.c.id > after)
                .order_by(desk_mail.c.id)
                .limit(limit)
            ).all()
        )
        return [MailRow(row.id, row.case_id, row.sealed) for row in rows]

    async def reports(self, after: int, limit: int) -> Sequence[ReportRow]:
        rows = await self._work.read(
            lambda c: c.execute(
                select(reports).where(reports.c.id > after).order_by(reports.c.id).limit(limit)
            ).all()
        )
        return [ReportRow(row.id, row.sealed) for row in rows]

    async def case(self, case_id: str) -> CaseRow | None:
        return await self._work.read(lambda c: find_case(c, case_id))

    async def cases_for(self, reader_id: str, offset: int, limit: int) -> Sequence[CaseRow]:
        rows = await self._work.read(
            lambda c: c.execute(
                select(cases)
                .where(_is_wrapped_to(reader_id), _asks_for_work())
                .order_by(cases.c.position)
                .offset(offset)
                .limit(limit)
            ).all()
        )
        return [case_row(row) for row in rows]

    async def epochs(self, case_id: str) -> Sequence[EpochRow]:
        return await self._work.read(lambda c: find_epochs(c, case_id))

    async def wraps(self, case_id: str) -> Sequence[WrapRow]:
        return await self._wraps(wraps.c.case_id == case_id)

    async def wraps_of(self, case_id: str, reader_id: str) -> Sequence[WrapRow]:
        return await self._wraps(and_(wraps.c.case_id == case_id, wraps.c.reader_id == reader_id))

    async def _wraps(self, which: ColumnElement[bool]) -> Sequence[WrapRow]:
        rows = await self._work.read(
            lambda c: c.execute(
                select(wraps).where(which).order_by(wraps.c.epoch, wraps.c.reader_id)
            ).all()
        )
        return [WrapRow(r.case_id, r.epoch, r.reader_id, r.key, r.wrap) for r in rows]

    async def cases_of_earlier_key(self, reader_id: str, key: str) -> Sequence[str]:
        """Return a reader's cases that this key of theirs does not open whole, in their order."""
        return await self._cases_where(_is_wrapped_to(reader_id), ~_is_held_whole({reader_id: key}))

    async def cases_held_whole(self, keys: Mapping[str, str]) -> Sequence[str]:
        """Return the cases that these keys of readers open whole, in their order.

        `keys` gives a key by the reader's id; together they have a wrap of every epoch.
        """
        return await self._cases_where(_is_held_whole(keys))

    async def cases_wrapped_to(self, reader_id: str, key: str | None) -> Sequence[str]:
        """Return the cases with a wrap for this key of a reader, or for any, in their order."""
        conditions = () if key is None else (wraps.c.key == key,)
        return await self._cases_where(_is_wrapped_to(reader_id, *conditions))

    async def _cases_where(self, *conditions: ColumnElement[bool]) -> Sequence[str]:
        found = select(cases.c.id).where(*conditions).order_by(cases.c.position)
        return await self._work.read(lambda c: c.scalars(found).all())

    async def readers_of(self, case_id: str) -> frozenset[str]:
        rows = await self._work.read(
            lambda c: c.scalars(select(wraps.c.reader_id).where(wraps.c.case_id == case_id)).all()
        )
        return frozenset(rows)

    async def has_route(self, case_id: str) -> bool:
        found = await self._work.read(
            lambda c: c.scalar(
                select(func.count()).select_from(routes).where(routes.c.case_id == case_id)
            )
        )
        return bool(found)

    async def pieces(self, case_id: str) -> Sequence[PieceRow]:
        return await self._work.read(lambda c: find_pieces(c, case_id))

    async def terms(self, case_id: str) -> Sequence[TermRow]:
        rows = await self._work.read(
            lambda c: c.execute(
                select(terms).where(terms.c.case_id == case_id).order_by(terms.c.due_on)
            ).all()
        )
        found = {row.id: term_row(row) for row in rows}
        found |= {row.id: row for row in self._terms.values() if row.case_id == case_id}
        met = self._met
        own = (replace(row, met=True) if row.id in met else row for row in found.values())
        return sorted(own, key=attrgetter("due_on"))

    async def term(self, term_id: str) -> TermRow | None:
        row = await self._work.read(
            lambda c: c.execute(select(terms).where(terms.c.id == term_id)).first()
        )
        return term_row(row) if row else None

    async def overdue_terms(
        self, today: date, after: TermRow | None, limit: int
    ) -> Sequence[TermRow]:
        """Return the next open terms that were due before today, the oldest first."""
        late = and_(terms.c.met.is_(False), terms.c.due_on < today)
        if after is not None:
            same_day = and_(terms.c.due_on == after.due_on, terms.c.id > after.id)
            late = and_(late, or_(terms.c.due_on > after.due_on, same_day))
        asked = select(terms).where(late).order_by(terms.c.due_on, terms.c.id).limit(limit)
        rows = await self._work.read(lambda c: c.execute(asked).all())
        return [term_row(row) for row in rows]

    async def serial(self, name: str) -> int:
        last = await self._work.read(
            lambda c: c.scalar(select(series.c.last).where(series.c.name == name))
        )
        return last or 0

    async def totals(self) -> TotalsRow | None:
        row = await self._work.read(lambda c: c.execute(select(totals)).first())
        return TotalsRow(row.version, row.for_desk, row.for_courier) if row else None

    async def accounts(self) -> Sequence[AccountRow]:
        rows = await self._work.read(lambda c: c.execute(select(accounts)).all())
        return [AccountRow(row.reader_id, row.binding, row.identity) for row in rows]

    async def enrolments(self) -> Sequence[str]:
        return await self._work.read(lambda c: c.scalars(select(enrolments.c.note)).all())

    async def entries_about(self, case_id: str, open_entry: OpenEntry) -> CaseEntries:
        return await self._work.read(lambda c: find_entries(c, case_id, open_entry))

    def shred_case(self, case: CaseRow, entries: CaseEntries, open_entry: OpenEntry) -> None:
        self._work.write(lambda c: shred_case(c, case, entries, open_entry))

    def remove_mail(self, mail_id: int) -> None:
        self._work.write(lambda c: _delete_one(c, desk_mail, mail_id))

    def remove_report(self, report_id: int) -> None:
        self._work.write(lambda c: _delete_one(c, reports, report_id))

    def change_case(self, case: CaseRow) -> None:
        values = {"state": case.state, "review": case.review, "facts": case.facts}
        self._work.write(
            lambda c: update_version(c, cases, cases.c.id == case.id, case.version, values)
        )

    def add_epoch(self, epoch: EpochRow) -> None:
        self._work.write(lambda c: insert_epoch(c, epoch))

    def add_wraps(self, rows: Sequence[WrapRow]) -> None:
        self._work.write(lambda c: insert_wraps(c, rows))

    def replace_wrap(self, before: WrapRow, after: WrapRow) -> None:
        """Put a wrap in the place of one made for another key of the same reader.

        StaleError when it is gone or replaced by now: its reader may have been recused.
        """
        replacing = (
            update(wraps)
            .where(
                wraps.c.case_id == before.case_id,
                wraps.c.epoch == before.epoch,
                wraps.c.reader_id == before.reader_id,
                wraps.c.key == before.key,
            )
            .values(key=after.key, wrap=after.wrap)
        )
        self._work.write(lambda c: change_one(c, replacing))

    def remove_wraps(self, case_id: str, reader_id: str) -> None:
        removal = delete(wraps).where(wraps.c.case_id == case_id, wraps.c.reader_id == reader_id)
        self._work.write(lambda c: c.execute(removal))

    def add_grant(self, case_id: str, reader_id: str, note: bytes) -> None:
        row = {"case_id": case_id, "reader_id": reader_id, "note": note}
        self._work.write(lambda c: c.execute(insert(grants).values(**row)))

    def add_piece(self, piece: PieceRow) -> None:
        self._work.write(lambda c: insert_piece(c, piece))

    def add_handle(self, handle: str, case_id: str) -> None:
        self._work.write(lambda c: insert_handle(c, handle, case_id))

    def add_mailbox(self, row: MailboxRow) -> None:
        self._work.write(lambda c: insert_mailbox(c, row))

    def add_term(self, term: TermRow) -> None:
        self._terms[term.id] = term
        self._work.write(
            lambda c: c.execute(
                insert(terms).values(
                    id=term.id,
                    case_id=term.case_id,
                    due_on=term.due_on,
                    met=term.met,
                    sealed=term.sealed,
                )
            )
        )

    def change_term(self, term: TermRow) -> None:
        self._terms[term.id] = term
        self._met.discard(term.id)
        values = {"due_on": term.due_on, "met": term.met, "sealed": term.sealed}
        changing = update(terms).where(terms.c.id == term.id).values(**values)
        self._work.write(lambda c: change_one(c, changing))

    def replace_term(self, before: TermRow, after: TermRow) -> None:
        """Put an open term into the place of `before`; StaleError when it is another by now."""
        self._terms[after.id] = after
        same = (terms.c.id == before.id, terms.c.met.is_(False), terms.c.sealed == before.sealed)
        changing = update(terms).where(*same).values(due_on=after.due_on, sealed=after.sealed)
        self._work.write(lambda c: change_one(c, changing))

    def hold_case(self, case: CaseRow) -> None:
        """Let the commit raise a StaleError if a case has changed by then."""
        same = select(cases.c.id).where(cases.c.id == case.id, cases.c.version == case.version)
        self._work.write(lambda c: _hold(c, same, cases))

    def meet_term(self, term_id: str) -> None:
        self._met.add(term_id)
        self._work.write(
            lambda c: c.execute(update(terms).where(terms.c.id == term_id).values(met=True))
        )
        self.forget_reminders(term_id)

    def raise_serial(self, name: str, before: int) -> None:
        self._work.write(lambda c: _raise_serial(c, name, before))

    def set_totals(self, row: TotalsRow) -> None:
        self._work.write(lambda c: _set_totals(c, row))

    def add_account(self, account: AccountRow, enrolment: str | None) -> None:
        self._work.write(lambda c: _insert_account(c, account, enrolment))

    def replace_account(self, account: AccountRow, enrolment: str | None) -> None:
        self._work.write(lambda c: _replace_account(c, account, enrolment))

    def set_binding(self, reader_id: str, before: bytes, after: bytes) -> None:
        """Put a binding into the place of `before`; StaleError when it is another by now."""
        replacing = (
            update(accounts)
            .where(accounts.c.reader_id == reader_id, accounts.c.binding == before)
            .values(binding=after)
        )
        self._work.write(lambda c: change_one(c, replacing))

    def add_outbox(self, item: OutboxRow) -> None:
        self._work.write(lambda c: insert_outbox(c, item))

    def log(self, event: Mapping[str, Any]) -> None:
        self._work.log(event)


def _is_wrapped_to(reader_id: str, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(
        wraps.c.case_id == cases.c.id, wraps.c.reader_id == reader_id, *conditions
    )


def _is_held_whole(keys: Mapping[str, str]) -> ColumnElement[bool]:
    """Say which cases have no epoch without a wrap for one of these keys."""
    theirs = or_(*(and_(wraps.c.reader_id == who, wraps.c.key == key) for who, key in keys.items()))
    held = exists().where(
        wraps.c.case_id == epochs.c.case_id, wraps.c.epoch == epochs.c.epoch, theirs
    )
    return ~exists().where(epochs.c.case_id == cases.c.id, ~held)


def _asks_for_work() -> ColumnElement[bool]:
    """Say which cases stand in a queue: the open ones, and closed ones that owe somebody a word."""
    owing = exists().where(terms.c.case_id == cases.c.id, terms.c.met.is_(False))
    return and_(
        cases.c.state.not_in(("received", "archived")), or_(cases.c.state != "closed", owing)
    )


def _replace_account(connection: Connection, account: AccountRow, enrolment: str | None) -> None:
    connection.execute(delete(enrolments).where(enrolments.c.reader_id == account.reader_id))
    connection.execute(delete(accounts).where(accounts.c.reader_id == account.reader_id))
    _insert_account(connection, account, enrolment)


def _insert_account(connection: Connection, account: AccountRow, enrolment: str | None) -> None:
    connection.execute(
        insert(accounts).values(
            reader_id=account.reader_id, binding=account.binding, identity=account.identity
        )
    )
    if enrolment is not None:
        connection.execute(insert(enrolments).values(reader_id=account.reader_id, note=enrolment))


def _hold(connection: Connection, question: Select[tuple[str]], table: Table) -> None:
    if connection.execute(question).first() is None:
        raise StaleError(table.name)


def _delete_one(connection: Connection, table: Table, row_id: int) -> None:
    gone = connection.execute(delete(table).where(table.c.id == row_id))
    if gone.rowcount != 1:
        raise StaleError(table.name)


def _raise_serial(connection: Connection, name: str, before: int) -> None:
    """Count on from `before`; whoever counted from the same number later finds it gone."""
    if before == 0:
        connection.execute(insert(series).values(name=name, last=1))
        return
    changed = connection.execute(
        update(series).where(series.c.name == name, series.c.last == before).values(last=before + 1)
    )
    if changed.rowcount != 1:
        raise StaleError("series")


def _set_totals(connection: Connection, row: TotalsRow) -> None:
    values = {"for_desk": row.for_desk, "for_courier": row.for_courier}
    if row.version == 0:
        connection.execute(insert(totals).values(id=TOTALS_ID, version=1, **values))
    else:
        update_version(connection, totals, totals.c.id == TOTALS_ID, row.version, values)
