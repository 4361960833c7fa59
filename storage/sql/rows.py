"""Between table rows and the records that the use cases know; and the statements they share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Delete, Table, Update, func, insert, select, update

from casework.ports import (
    CaseRow,
    DownloadRow,
    EpochRow,
    MailboxRow,
    OutboxRow,
    PieceRow,
    StaleError,
    TermRow,
    WrapRow,
)
from storage.sql.tables import (
    cases,
    downloads,
    epochs,
    handles,
    mailbox,
    outbox,
    pieces,
    wraps,
)


def seconds(moment: datetime) -> int:
    """Return `moment` as whole seconds since 1970 in UTC."""
    return int(moment.timestamp())


def moment(stamp: int) -> datetime:
    """Return the aware UTC datetime of `stamp`, in seconds since 1970."""
    return datetime.fromtimestamp(stamp, UTC)


def case_row(row: Any, prefix: str = "") -> CaseRow:
    """Return the record of a row of `cases`; in a joint row its columns may have a prefix."""
    return CaseRow(**{each.name: getattr(row, prefix + each.name) for each in fields(CaseRow)})


def find_case(connection: Connection, case_id: str) -> CaseRow | None:
    """Return the case, or None."""
    row = connection.execute(select(cases).where(cases.c.id == case_id)).first()
    return case_row(row) if row else None


def find_pieces(connection: Connection, case_id: str) -> list[PieceRow]:
    """Return the pieces of a case or draft in the order in which they were handed in."""
    rows = connection.execute(
        select(pieces).where(pieces.c.case_id == case_id).order_by(pieces.c.sequence)
    )
    return [PieceRow(**row._mapping) for row in rows]  # noqa: SLF001  SQLAlchemy's documented way


def find_downloads(connection: Connection, case_id: str) -> list[DownloadRow]:
    """Return the downloads of a case or draft that are not finished."""
    rows = connection.execute(select(downloads).where(downloads.c.case_id == case_id))
    return [download_row(row) for row in rows]


def download_row(row: Any) -> DownloadRow:
    """Return the record of a row of `downloads`."""
    return DownloadRow(
        piece_id=row.piece_id,
        case_id=row.case_id,
        pointer=row.pointer,
        attempts=row.attempts,
        next_at=moment(row.next_at),
        failed=row.failed,
    )


def find_epochs(connection: Connection, case_id: str) -> list[EpochRow]:
    """Return the epochs of a case, the first one first; a draft has none yet."""
    rows = connection.execute(
        select(epochs).where(epochs.c.case_id == case_id).order_by(epochs.c.epoch)
    )
    return [EpochRow(**row._mapping) for row in rows]  # noqa: SLF001  SQLAlchemy's documented way


def insert_epoch(connection: Connection, epoch: EpochRow) -> None:
    """Insert an epoch; its number is taken when somebody was faster."""
    connection.execute(insert(epochs).values(**asdict(epoch)))


def insert_wraps(connection: Connection, rows: Sequence[WrapRow]) -> None:
    """Insert wraps."""
    if rows:
        connection.execute(insert(wraps), [asdict(row) for row in rows])


def check_newest(connection: Connection, case_id: str, epoch: int) -> None:
    """Return if `epoch` is the newest of a case; a draft is in its first one.

    Nobody who was recused since the piece was sealed may read it (docs/spec/ledger.md §5).

    Raises:
        StaleError: There is a newer one; the piece is to be sealed to that.
    """
    newest = connection.scalar(select(func.max(epochs.c.epoch)).where(epochs.c.case_id == case_id))
    if newest is None and find_case(connection, case_id) is not None:
        raise StaleError("epochs")  # The case was shredded: nothing may be added any more.
    if (newest or 1) != epoch:
        raise StaleError("epochs")


def insert_piece(connection: Connection, piece: PieceRow) -> None:
    """Insert a piece; its sequence number is taken when somebody was faster.

    Raises:
        StaleError: It is not sealed to the newest epoch.
    """
    check_newest(connection, piece.case_id, piece.epoch)
    connection.execute(
        insert(pieces).values(
            id=piece.id,
            case_id=piece.case_id,
            sequence=piece.sequence,
            meta=piece.meta,
            content=piece.content,
            blob=piece.blob,
            stored=piece.stored,
            epoch=piece.epoch,
            blob_digest=piece.blob_digest,
        )
    )


def insert_outbox(connection: Connection, item: OutboxRow) -> None:
    """Insert an item to be sent."""
    connection.execute(
        insert(outbox).values(
            id=item.id,
            due_at=seconds(item.due_at),
            sealed=item.sealed,
            term_id=item.term_id,
            together=item.together,
            attempts=item.attempts,
            leased_until=0,
            uncertain=item.uncertain,
        )
    )


def insert_handle(connection: Connection, handle: str, case_id: str) -> None:
    """Let a button's random word lead back to a case."""
    connection.execute(insert(handles).values(handle=handle, case_id=case_id))


def insert_mailbox(connection: Connection, row: MailboxRow) -> None:
    """Put something into the mailbox of a case.

    It always comes with a change of the case or a piece of it, which a shredded case refuses.
    """
    connection.execute(insert(mailbox).values(**asdict(row)))


def change_one(connection: Connection, statement: Update | Delete) -> None:
    """Carry out a statement that is meant for one row.

    Raises:
        StaleError: The row is not there any more.
    """
    if connection.execute(statement).rowcount != 1:
        raise StaleError(statement.table.name)  # type: ignore[union-attr]  # a table, never an alias


def update_version(
    connection: Connection, table: Table, key: Any, version: int, values: dict[str, Any]
) -> None:
    """Change the row where `key` holds if it still has `version`, and raise the version by one.

    Raises:
        StaleError: The row has another version by now.
    """
    changed = connection.execute(
        update(table).where(key, table.c.version == version).values(**values, version=version + 1)
    )
    if changed.rowcount != 1:
        raise StaleError(table.name)


def term_row(row: Any) -> TermRow:
    """Return the record of a row of `terms`."""
    return TermRow(row.id, row.case_id, row.due_on, row.met, row.sealed)
