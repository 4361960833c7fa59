"""The intake's side of the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from casework.ports import (
    CaseRow,
    DownloadRow,
    DraftRow,
    EpochRow,
    LookRow,
    MailboxRow,
    OutboxRow,
    PieceRow,
    StaleError,
    WrapRow,
)
from storage.sql.rows import (
    case_row,
    change_one,
    check_newest,
    download_row,
    find_case,
    find_downloads,
    find_epochs,
    find_pieces,
    insert_epoch,
    insert_handle,
    insert_mailbox,
    insert_outbox,
    insert_piece,
    insert_wraps,
    seconds,
)
from storage.sql.tables import (
    blanks,
    cases,
    desk_mail,
    downloads,
    drafts,
    handles,
    looks,
    mailbox,
    outbox,
    phrases,
    pieces,
    repeats,
    routes,
)
from storage.sql.work import Work


class SqlIntakeBook:
    """Implements `casework.ports.IntakeBook` over one unit of work."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def draft(self, draft_id: str) -> DraftRow | None:
        row = await self._work.read(
            lambda c: c.execute(select(drafts).where(drafts.c.id == draft_id)).first()
        )
        if row is None:
            return None
        return DraftRow(row.id, row.recipient, row.day, row.identity, row.submission)

    async def drafts_older_than(self, day: str) -> Sequence[DraftRow]:
        rows = await self._work.read(
            lambda c: c.execute(select(drafts).where(drafts.c.day < day)).all()
        )
        return [DraftRow(r.id, r.recipient, r.day, r.identity, r.submission) for r in rows]

    async def drafts_untouched_since(self, moment: datetime) -> Sequence[DraftRow]:
        rows = await self._work.read(
            lambda c: c.execute(select(drafts).where(drafts.c.touched_at < seconds(moment))).all()
        )
        return [DraftRow(r.id, r.recipient, r.day, r.identity, r.submission) for r in rows]

    async def drafts_to_submit(self) -> Sequence[str]:
        return await self._work.read(
            lambda c: c.scalars(select(drafts.c.id).where(drafts.c.submission.is_not(None))).all()
        )

    async def blobs(self) -> frozenset[str]:
        """Return the names of all blobs that a piece owns or may still get."""
        files = await self._work.read(
            lambda c: c.execute(
                select(pieces.c.id, pieces.c.blob).where(pieces.c.content.is_(None))
            ).all()
        )
        return frozenset(name for row in files for name in row if name)

    async def pieces(self, case_id: str) -> Sequence[PieceRow]:
        return await self._work.read(lambda c: find_pieces(c, case_id))

    async def downloads(self, case_id: str) -> Sequence[DownloadRow]:
        return await self._work.read(lambda c: find_downloads(c, case_id))

    async def downloads_due(self, now: datetime, limit: int) -> Sequence[DownloadRow]:
        """Return what is to be fetched now: of each case one file, before any gets a second."""
        turn = func.row_number().over(
            partition_by=downloads.c.case_id, order_by=downloads.c.next_at
        )
        rows = await self._work.read(
            lambda c: c.execute(
                select(downloads)
                .where(downloads.c.next_at <= seconds(now), downloads.c.failed.is_(False))
                .order_by(turn, downloads.c.next_at)
                .limit(limit)
            ).all()
        )
        return [download_row(row) for row in rows]

    async def case(self, case_id: str) -> CaseRow | None:
        return await self._work.read(lambda c: find_case(c, case_id))

    async def case_by_lookup(self, lookup: bytes) -> CaseRow | None:
        row = await self._work.read(
            lambda c: c.execute(select(cases).where(cases.c.lookup == lookup)).first()
        )
        return case_row(row) if row else None

    async def case_of_handle(self, handle: str) -> str | None:
        return await self._work.read(
            lambda c: c.scalar(select(handles.c.case_id).where(handles.c.handle == handle))
        )

    async def case_of_phrase(self, lookup: bytes) -> str | None:
        return await self._work.read(
            lambda c: c.scalar(select(phrases.c.case_id).where(phrases.c.lookup == lookup))
        )

    async def mailbox(self, case_id: str) -> Sequence[MailboxRow]:
        rows = await self._work.read(
            lambda c: c.execute(select(mailbox).where(mailbox.c.case_id == case_id)).all()
        )
        return [MailboxRow(row.id, row.case_id, row.day, row.sealed) for row in rows]

    async def newest_epoch(self, case_id: str) -> EpochRow | None:
        found = await self._work.read(lambda c: find_epochs(c, case_id))
        return found[-1] if found else None

    async def looks(self, case_id: str) -> Sequence[LookRow]:
        rows = await self._work.read(
            lambda c: c.execute(
                select(looks.c.piece_id, looks.c.case_id, looks.c.sealed)
                .where(looks.c.case_id == case_id)
                .order_by(looks.c.id)
            ).all()
        )
        return [LookRow(*row) for row in rows]

    def add_look(self, look: LookRow) -> None:
        self._work.write(lambda c: c.execute(insert(looks).values(**asdict(look))))

    def remove_looks(self, piece_id: str) -> None:
        self._work.write(lambda c: c.execute(delete(looks).where(looks.c.piece_id == piece_id)))

    def add_draft(self, draft: DraftRow, now: datetime) -> None:
        self._work.write(
            lambda c: c.execute(
                insert(drafts).values(
                    id=draft.id,
                    recipient=draft.recipient,
                    day=draft.day,
                    identity=draft.identity,
                    touched_at=seconds(now),
                )
            )
        )

    def set_submission(self, draft_id: str, submission: bytes | None) -> None:
        """Plan a submission or take the plan back; StaleError when the draft is gone by then."""
        plan = update(drafts).where(drafts.c.id == draft_id).values(submission=submission)
        self._work.write(lambda c: change_one(c, plan))

    async def repeat(self, key: bytes, today: date) -> bytes | None:
        """Return the receipt that is kept for a button, or None."""
        return await self._work.read(
            lambda c: c.scalar(
                select(repeats.c.sealed).where(repeats.c.key == key, repeats.c.kept_until >= today)
            )
        )

    def add_repeat(self, key: bytes, sealed: bytes, kept_until: date) -> None:
        row = {"key": key, "sealed": sealed, "kept_until": kept_until}
        self._work.write(lambda c: c.execute(insert(repeats).values(row)))

    def forget_repeats(self, today: date) -> None:
        """Forget every receipt that was to be kept until before `today`."""
        self._work.write(lambda c: c.execute(delete(repeats).where(repeats.c.kept_until < today)))

    def touch_draft(self, draft_id: str, now: datetime) -> None:
        """Note that a draft was added to; StaleError when the draft is gone by then."""
        self._withdraw_reminder(draft_id)
        touch = update(drafts).where(drafts.c.id == draft_id)
        touched = touch.values(touched_at=seconds(now), reminder=None)
        self._work.write(lambda c: change_one(c, touched))

    async def draft_touched(self, draft_id: str) -> datetime | None:
        """Return when a draft was changed last, or None if it is gone."""
        found = await self._work.read(
            lambda c: c.scalar(select(drafts.c.touched_at).where(drafts.c.id == draft_id))
        )
        return None if found is None else datetime.fromtimestamp(found, UTC)

    async def drafts_to_remind(self, moment: datetime) -> Sequence[DraftRow]:
        """Return the drafts untouched since `moment` that were not reminded of and are not sent."""
        untouched = (drafts.c.touched_at < seconds(moment), drafts.c.reminder.is_(None))
        rows = await self._work.read(
            lambda c: c.execute(
                select(drafts).where(*untouched, drafts.c.submission.is_(None))
            ).all()
        )
        return [DraftRow(r.id, r.recipient, r.day, r.identity, r.submission) for r in rows]

    def note_reminder(self, draft_id: str, touched: datetime, item_id: str) -> None:
        """Note which item reminds of a draft; StaleError when it was touched or reminded since."""
        noting = update(drafts).where(
            drafts.c.id == draft_id,
            drafts.c.touched_at == seconds(touched),
            drafts.c.reminder.is_(None),
            drafts.c.submission.is_(None),
        )
        self._work.write(lambda c: change_one(c, noting.values(reminder=item_id)))

    def check_untouched(self, draft_id: str, moment: datetime) -> None:
        """Let the commit fail with a StaleError if a draft was touched since `moment`."""
        same = update(drafts).where(drafts.c.id == draft_id, drafts.c.touched_at < seconds(moment))
        self._work.write(lambda c: change_one(c, same.values(id=draft_id)))

    def _withdraw_reminder(self, draft_id: str) -> None:
        """Take back a reminder that was not sent yet: whoever it is for is here, or done."""
        item = select(drafts.c.reminder).where(
            drafts.c.id == draft_id, drafts.c.reminder.is_not(None)
        )
        withdrawal = delete(outbox).where(outbox.c.id.in_(item))
        self._work.write(lambda c: c.execute(withdrawal))

    def rewrap_draft(self, draft_id: str, day: str, identity: bytes) -> None:
        self._work.write(
            lambda c: c.execute(
                update(drafts).where(drafts.c.id == draft_id).values(day=day, identity=identity)
            )
        )

    def remove_draft(self, draft: DraftRow, *, with_pieces: bool) -> None:
        """Remove a draft as it was read.

        StaleError when somebody has submitted, discarded, planned or held it back since: its
        pieces may belong to a case by now. With its pieces left, StaleError also when a file is to
        be fetched for it: that has to be stored before it is a case.
        """
        self._withdraw_reminder(draft.id)
        removal = delete(drafts).where(
            drafts.c.id == draft.id, drafts.c.submission.is_not_distinct_from(draft.submission)
        )
        self._work.write(lambda c: change_one(c, removal))
        of_draft = delete(looks).where(looks.c.case_id == draft.id)
        self._work.write(lambda c: c.execute(of_draft))
        if not with_pieces:
            self._work.write(lambda c: _check_nothing_waits(c, draft.id))
        for table in (downloads, pieces) if with_pieces else ():
            rest = delete(table).where(table.c.case_id == draft.id)
            self._work.write(lambda c, rest=rest: c.execute(rest))  # type: ignore[misc]

    def add_piece(self, piece: PieceRow) -> None:
        self._work.write(lambda c: insert_piece(c, piece))

    def replace_piece(self, piece: PieceRow) -> None:
        """Put other words, or another caption, into a piece of a draft.

        StaleError when it was taken back, or when its file was stored or replaced meanwhile.
        """
        change = (
            update(pieces)
            .where(pieces.c.id == piece.id, pieces.c.stored.is_(piece.stored))
            .values(meta=piece.meta, content=piece.content)
        )
        self._work.write(lambda c: change_one(c, change))

    def reseal_piece(self, piece: PieceRow, epoch: int, meta: bytes) -> None:
        """Put what is known of a piece, sealed anew, into its row before its blob is entered.

        StaleError when the piece was taken back or edited meanwhile.
        """
        resealing = (
            update(pieces)
            .where(pieces.c.id == piece.id, pieces.c.meta == piece.meta)
            .values(epoch=epoch, meta=meta)
        )
        self._work.write(lambda c: change_one(c, resealing))

    def piece_stored(self, piece_id: str, blob: str, digest: bytes) -> None:
        """Enter a blob.

        StaleError when its piece is not of the newest epoch any more, or was taken back, or when
        somebody else has stored it.
        """
        self._work.write(lambda c: _check_piece(c, piece_id))
        entering = (
            update(pieces)
            .where(pieces.c.id == piece_id)
            .values(blob=blob, blob_digest=digest, stored=True)
        )
        self._work.write(lambda c: change_one(c, entering))
        arrived = delete(downloads).where(downloads.c.piece_id == piece_id)
        self._work.write(lambda c: change_one(c, arrived))

    def remove_piece(self, piece_id: str) -> None:
        self.forget_download(piece_id)
        self.remove_looks(piece_id)
        self._work.write(lambda c: c.execute(delete(pieces).where(pieces.c.id == piece_id)))

    def add_download(self, download: DownloadRow) -> None:
        self._work.write(
            lambda c: c.execute(
                insert(downloads).values(
                    piece_id=download.piece_id,
                    case_id=download.case_id,
                    pointer=download.pointer,
                    attempts=download.attempts,
                    next_at=seconds(download.next_at),
                    failed=download.failed,
                )
            )
        )

    def forget_download(self, piece_id: str) -> None:
        self._work.write(
            lambda c: c.execute(delete(downloads).where(downloads.c.piece_id == piece_id))
        )

    def check_wanted(self, piece_id: str) -> None:
        """Let the commit fail with a StaleError if a file is not to be fetched any more."""
        same = update(downloads).where(downloads.c.piece_id == piece_id)
        self._work.write(lambda c: change_one(c, same.values(failed=downloads.c.failed)))

    def retry_download(self, piece_id: str, next_at: datetime, *, failed: bool) -> None:
        self._work.write(
            lambda c: c.execute(
                update(downloads)
                .where(downloads.c.piece_id == piece_id)
                .values(attempts=downloads.c.attempts + 1, next_at=seconds(next_at), failed=failed)
            )
        )

    def add_case(self, case: CaseRow) -> None:
        self._work.write(lambda c: c.execute(insert(cases).values(**asdict(case))))

    def add_epoch(self, epoch: EpochRow) -> None:
        self._work.write(lambda c: insert_epoch(c, epoch))

    def add_wraps(self, rows: Sequence[WrapRow]) -> None:
        self._work.write(lambda c: insert_wraps(c, rows))

    def add_route(self, case_id: str, route: bytes) -> None:
        self._work.write(lambda c: c.execute(insert(routes).values(case_id=case_id, route=route)))

    def add_phrase(self, case_id: str, lookup: bytes) -> None:
        row = {"case_id": case_id, "lookup": lookup}
        self._work.write(lambda c: c.execute(insert(phrases).values(**row)))

    def add_mailbox(self, row: MailboxRow) -> None:
        self._work.write(lambda c: insert_mailbox(c, row))

    def add_handle(self, handle: str, case_id: str) -> None:
        self._work.write(lambda c: insert_handle(c, handle, case_id))

    async def count_blanks(self) -> int:
        """Return how many blank receipts lie ready for the desk."""
        found = await self._work.read(lambda c: c.scalar(select(func.count()).select_from(blanks)))
        return found or 0

    def add_blank(self, blank_id: str, sealed: bytes, now: datetime) -> None:
        row = {"id": blank_id, "sealed": sealed, "created_at": seconds(now)}
        self._work.write(lambda c: c.execute(insert(blanks).values(row)))

    def add_mail(self, case_id: str, sealed: bytes, now: datetime) -> None:
        self._work.write(
            lambda c: c.execute(
                insert(desk_mail).values(case_id=case_id, sealed=sealed, created_at=seconds(now))
            )
        )

    def add_outbox(self, item: OutboxRow) -> None:
        self._work.write(lambda c: insert_outbox(c, item))

    def remove_outbox(self, item_id: str) -> None:
        """Take back what waits for the courier; what it has taken up may go out all the same."""
        self._work.write(lambda c: c.execute(delete(outbox).where(outbox.c.id == item_id)))

    def log(self, event: Mapping[str, Any]) -> None:
        self._work.log(event)


def _check_nothing_waits(connection: Connection, draft_id: str) -> None:
    waiting = select(downloads.c.piece_id).where(downloads.c.case_id == draft_id).limit(1)
    if connection.scalar(waiting) is not None:
        raise StaleError("downloads")


def _check_piece(connection: Connection, piece_id: str) -> None:
    piece = connection.execute(
        select(pieces.c.case_id, pieces.c.epoch).where(pieces.c.id == piece_id)
    ).first()
    if piece is not None:
        check_newest(connection, piece.case_id, piece.epoch)
