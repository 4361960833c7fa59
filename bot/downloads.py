"""Fetches attachments from Telegram straight into sealed blobs, and submits what waited for them.

A file passes through memory in pieces of 64 KiB; its plaintext never touches the disk. The pointer
to it at Telegram is erased in the transaction that says that the blob is whole. A file that is slow
or cannot be had holds up no other: some places are kept for small ones, and each failure counts.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, TypeAlias

from aiogram.exceptions import AiogramError
from aiogram.types import File
from aiohttp import ClientError

from bot.bots import new_id
from bot.config import CLOUD_FILE_LIMIT_MB, MEBIBYTE
from bot.dialogues import forget_dialogue
from bot.fetching import (
    Fetching,
    FileTooLargeError,
    IncompleteFileError,
    StrayPathError,
    UnreadableFileError,
)
from bot.leases import Leases
from bot.looking import Held, Looking
from bot.patience import Patience
from casework.entering import NobodyCanReadError
from casework.intake_scope import IntakeScope
from casework.keeping import attachment_stored, count_contents, sealed_to
from casework.operator_log import OperatorLog, kind
from casework.outbox import outbox_row, patiently
from casework.petitions import (
    AttachmentsMissingError,
    AttachmentsPendingError,
    DraftNotFoundError,
    Petition,
    submit_petition,
)
from casework.ports import (
    CaseRow,
    DownloadRow,
    DraftRow,
    DuplicateError,
    EpochRow,
    RosterRefusedError,
    StaleError,
    StorageUnavailableError,
)
from handlers.answers import message_to, to_item
from handlers.public.again import remember
from handlers.public.context import grouped
from handlers.public.notice import Notice
from handlers.public.originals import Stage, told_of_file
from handlers.public.receipt import receipt_message
from handlers.texts import Html, Texts
from storage.blobs import Blobs
from storage.ledger.errors import SealError
from storage.ledger.intake_seals import IntakeKeys
from storage.sealing import in_thread
from storage.sql.intake_book import SqlIntakeBook
from storage.sql.work import Database, Work

log = OperatorLog(__name__)

AT_ONCE = 4
LARGE_AT_ONCE = 2
LARGE_BYTES = CLOUD_FILE_LIMIT_MB * MEBIBYTE  # what is larger comes from a local server, slowly
LOOKED_AT = 500
TROUBLE_SECONDS = 5.0
KEY_CHANGES = 2
FIRST_PAUSE = timedelta(seconds=2)

Task: TypeAlias = asyncio.Task[StorageUnavailableError | None]


FAILURES = (
    AiogramError,
    ClientError,
    TimeoutError,
    IncompleteFileError,
    FileTooLargeError,
    StrayPathError,
    UnreadableFileError,
    SealError,
    StaleError,
)


@dataclass(slots=True)
class Downloads:
    """The pool that empties the table of pending downloads.

    `sealed` is told of each file how many seconds it took to fetch and seal.
    """

    fetching: Fetching
    database: Database
    blobs: Blobs
    keys: IntakeKeys
    scope: Callable[[Work], IntakeScope]
    texts: Texts
    notice: Notice
    looking: Looking
    attempts: int
    poll_seconds: float
    sealed: Callable[[float], None] | None = None
    leases: Leases | None = None
    _under_way: dict[str, Task] = field(default_factory=dict, init=False)
    _large: set[str] = field(default_factory=set, init=False)
    _resting: dict[str, float] = field(default_factory=dict, init=False)
    _patience: Patience = field(default_factory=Patience, init=False)

    async def run(self, stop: asyncio.Event) -> None:
        """Work until `stop` is set; a file under way is finished first."""
        while not stop.is_set():
            pause = self.poll_seconds
            try:
                # What files rest on may be away; what was said in texts goes out meanwhile.
                if not self._patience.rests(asyncio.get_running_loop().time()):
                    await self._start_due()
                await self.submit_waiting()
            except StorageUnavailableError:
                log.warning("storage-silent", part="downloads")
            except Exception as error:  # noqa: BLE001  one petition must not stop the others
                log.fault("part-failed", error, part="downloads")
                pause = TROUBLE_SECONDS
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), pause)
        await asyncio.gather(*self._under_way.values())

    async def fetch_due(self) -> bool:
        """Fetch what is due now and submit what is complete; says whether anything was due.

        Raises:
            StorageUnavailableError: The database or the disk failed.
        """
        started = await self._start_due()
        done = await asyncio.gather(*started)
        await self.submit_waiting()
        for failure in filter(None, done):
            raise failure
        return bool(started)

    async def _start_due(self) -> list[Task]:
        """Begin to fetch what is due, as far as there is a place for it."""
        if len(self._under_way) >= AT_ONCE:
            return []
        scope = self.scope(Work(self.database))
        # A file that ends during the look stands in it as it was before: to fetch it by that row
        # would fetch it twice and count its tries wrong.
        busy = set(self._under_way)
        due = await SqlIntakeBook(Work(self.database)).downloads_due(scope.clock(), LOOKED_AT)
        started = []
        for row in due:
            if len(self._under_way) >= AT_ONCE:
                break
            if row.piece_id not in busy and await self._takes(row):
                task = asyncio.create_task(self._fetch_or_note(row))
                self._under_way[row.piece_id] = task
                started.append(task)
        return started

    async def _takes(self, row: DownloadRow) -> bool:
        """Say whether a file is to be fetched here and now."""
        if not self._has_place(row):
            return False
        if self.leases is None or await self.leases.take(row.piece_id):
            return True
        self._large.discard(row.piece_id)
        return False

    def _has_place(self, row: DownloadRow) -> bool:
        """Say whether a file may be fetched now; large ones leave places to the others."""
        try:
            size = self.keys.open_own("download", row.pointer, row.piece_id)["size"]
        except SealError:  # the fetching finds out, too, and deals with it
            return True
        if size <= LARGE_BYTES and (size or self.fetching.folder is None):
            return True
        if len(self._large) >= LARGE_AT_ONCE:
            return False
        self._large.add(row.piece_id)
        return True

    async def _fetch_or_note(self, row: DownloadRow) -> StorageUnavailableError | None:
        """Fetch one file; whatever happens to it, the others go on.

        Returns what failed if it was the database or the disk: then it is tried again.
        """
        try:
            await self._fetch(row)
        except StorageUnavailableError as error:
            log.warning("storage-silent", part="downloads")
            self._patience.failed(asyncio.get_running_loop().time())
            return error
        except Exception as error:  # noqa: BLE001  as above
            log.fault("download-given-up", error)
            with contextlib.suppress(StorageUnavailableError):
                await self._set_aside(row)
        else:
            self._patience.worked()
        finally:
            del self._under_way[row.piece_id]
            self._large.discard(row.piece_id)
        return None

    async def _set_aside(self, row: DownloadRow) -> None:
        """Count a file as one that cannot be had; nobody can be told of it now."""
        work = Work(self.database)
        SqlIntakeBook(work).retry_download(row.piece_id, self.scope(work).clock(), failed=True)
        await work.commit()

    async def _fetch(self, row: DownloadRow) -> None:
        owner = await self._owner(row.case_id)
        if owner is None:
            await self._drop(row)
            return
        pointer = self.keys.open_own("download", row.pointer, row.piece_id)
        try:
            began = asyncio.get_running_loop().time()
            async with self._kept(row.piece_id):
                await self._seal_newest(row, pointer, owner)
            if self.sealed is not None:
                self.sealed(asyncio.get_running_loop().time() - began)
        except FAILURES as error:
            log.warning("download-failed", error=kind(error))
            await self._failed(row, pointer, owner, error)
        except OSError as error:  # our own disk: not Telegram's fault, and no try is counted
            raise StorageUnavailableError(type(error).__name__) from error
        except StorageUnavailableError:
            raise
        except Exception as error:  # noqa: BLE001  nobody foresaw it: a try like any other
            log.fault("download-failed", error)
            await self._failed(row, pointer, owner, error)

    def _kept(self, piece_id: str) -> AbstractAsyncContextManager[None]:
        """Keep others from fetching the same file for as long as a block runs."""
        return contextlib.nullcontext() if self.leases is None else self.leases.kept(piece_id)

    async def _seal_newest(
        self, row: DownloadRow, pointer: dict[str, Any], owner: DraftRow | CaseRow
    ) -> None:
        """Fetch and seal a file; when its key has changed meanwhile, once more to the new one."""
        for _time in range(KEY_CHANGES):
            try:
                return await self._seal_file(row, pointer, owner)
            except StaleError:
                if not await self._is_wanted(row):
                    return None
                owner = await self._owner(row.case_id) or owner
        return await self._seal_file(row, pointer, owner)

    async def _is_wanted(self, row: DownloadRow) -> bool:
        """Say whether a file is still to be fetched; its sender may have taken it back."""
        waiting = await SqlIntakeBook(Work(self.database)).downloads(row.case_id)
        return any(download.piece_id == row.piece_id for download in waiting)

    async def _drop(self, row: DownloadRow) -> None:
        work = Work(self.database)
        SqlIntakeBook(work).remove_piece(row.piece_id)
        await work.commit()

    async def _seal_file(
        self, row: DownloadRow, pointer: dict[str, Any], owner: DraftRow | CaseRow
    ) -> None:
        file = await self.fetching.find(pointer["file_id"])
        try:
            await self._seal_found(row, pointer, owner, file)
        finally:  # whatever became of it: what a local server has fetched lies there in the clear
            self.fetching.forget(file)

    async def _seal_found(
        self,
        row: DownloadRow,
        pointer: dict[str, Any],
        owner: DraftRow | CaseRow,
        file: File,
    ) -> None:
        chunks = self.fetching.chunks(file)
        held = await self.looking.hold(pointer, chunks, file.file_size)
        work = Work(self.database)
        scope = self.scope(work)
        key = await sealed_to(scope, owner)
        # A stored file stays until its original is whole beside it. And whoever loses a lease on
        # the way, and does not know it, must not touch what another has stored.
        shared = self.leases is not None
        blob = new_id() if shared or pointer.get("found") else row.piece_id
        sealed = await self.blobs.seal(blob, held.chunks, self.keys.recipient_of(key))
        if file.file_size is not None and held.came_as(sealed.size_bytes) != file.file_size:
            await in_thread(self.blobs.remove, blob)
            raise IncompleteFileError("the file came with another length than announced")
        try:
            async with self.looking.one_at_a_time(held):
                await self._enter(scope, owner, key, row, pointer, held, blob, sealed.digest)
                await work.commit()
        except StaleError:
            # Somebody was recused meanwhile: a blob that they could open must not stay.
            await in_thread(self.blobs.remove, blob)
            raise
        if blob != row.piece_id:
            self.blobs.discard(row.piece_id)

    async def _enter(  # noqa: PLR0913  all that is known of a file by now
        self,
        scope: IntakeScope,
        owner: DraftRow | CaseRow,
        key: DraftRow | EpochRow,
        row: DownloadRow,
        pointer: dict[str, Any],
        held: Held,
        blob: str,
        digest: bytes,
    ) -> None:
        """Enter a stored file, and tell its sender what it told besides what it shows."""
        known = held.known()
        await attachment_stored(
            scope, owner, key, row.piece_id, digest, pointer, blob=blob, looked=known
        )
        if await self.looking.note(scope, owner, row.piece_id, pointer, held):
            tell = pointer["tell"]
            # Submit may have been pressed while the file was under way.
            owner = await scope.book.draft(owner.id) or owner
            stage, looked = self.looking.stage_of(scope, owner, held), held.looked
            if stage is Stage.HELD:
                scope.book.set_submission(owner.id, None)
            say = self.texts.say(tell["language"])
            text, buttons = told_of_file(say, row.piece_id, looked.outcome, looked.found, stage)
            self._outbox(scope, tell["chat_id"], text, buttons)

    async def _owner(self, case_id: str) -> DraftRow | CaseRow | None:
        book = SqlIntakeBook(Work(self.database))
        return await book.draft(case_id) or await book.case(case_id)

    async def _failed(
        self,
        row: DownloadRow,
        pointer: dict[str, Any],
        owner: DraftRow | CaseRow,
        error: BaseException,
    ) -> None:
        if not await self._is_wanted(row):
            return
        work = Work(self.database)
        scope = self.scope(work)
        # Its sender may take it back at this moment, or another intake store it.
        SqlIntakeBook(work).check_wanted(row.piece_id)
        too_large = isinstance(error, FileTooLargeError)
        limit = grouped(self.fetching.limit_bytes)
        final = too_large or row.attempts + 1 >= self.attempts
        original = bool(pointer.get("found"))
        pause = max(
            FIRST_PAUSE * 2**row.attempts, timedelta(seconds=getattr(error, "retry_after", 0))
        )
        tell = pointer["tell"]
        say = self.texts.say(tell["language"])
        if final and original:
            # What is stored stays without what was taken out.
            scope.book.forget_download(row.piece_id)
            self._outbox(scope, tell["chat_id"], say("original-failed"), None)
        elif final and isinstance(owner, CaseRow):
            # The pointer names the chat, and after submission nothing here may go on doing so.
            scope.book.remove_piece(row.piece_id)
            scope.record("attachment-lost", case=owner.id)
            lost = (
                say("added-file-found-too-large", limit=limit)
                if too_large
                else say("added-file-failed")
            )
            self._outbox(scope, tell["chat_id"], lost, None)
        else:
            scope.book.retry_download(row.piece_id, scope.clock() + pause, failed=final)
        if final and isinstance(owner, DraftRow) and not original:
            buttons = [[(say.label("button-submit-without"), "submit-without")]]
            lost = say("file-found-too-large", limit=limit) if too_large else say("file-failed")
            self._outbox(scope, tell["chat_id"], lost, buttons)
        with contextlib.suppress(StaleError):
            await work.commit()

    async def submit_waiting(self) -> None:
        """Submit the petitions whose last attachment has been stored since Submit was pressed.

        Looked for each time, not when a file is stored: a press may be on its way to the database
        at the very moment at which the last file is.
        """
        now = asyncio.get_running_loop().time()
        for draft_id in await SqlIntakeBook(Work(self.database)).drafts_to_submit():
            if self._resting.get(draft_id, now) > now:
                continue
            try:
                await self._submit_if_complete(draft_id)
            except StorageUnavailableError:
                raise
            except StaleError:  # somebody was faster; the next look finds what is there now
                continue
            except Exception as error:  # noqa: BLE001  one petition must not stop the others
                log.fault("petition-held-up", error)
                self._resting[draft_id] = now + TROUBLE_SECONDS
            else:
                self._resting.pop(draft_id, None)

    async def _submit_if_complete(self, draft_id: str) -> None:
        work = Work(self.database)
        scope = self.scope(work)
        draft = await scope.book.draft(draft_id)
        if draft is None or draft.submission is None:
            return
        plan = self.keys.open_own("submission", draft.submission, draft_id)
        if (await count_contents(scope, draft_id)).waiting:
            return
        petition = Petition(**plan["petition"])
        say = self.texts.say(petition.language)
        try:
            receipt = await submit_petition(scope, draft_id, petition, reply_to=plan["reply_to"])
        except (AttachmentsPendingError, DraftNotFoundError):
            return
        except AttachmentsMissingError:  # the person was told of each file that could not be had
            await self._hand_back(draft_id)
            return
        except NobodyCanReadError:
            await self._hand_back(draft_id, (plan["reply_to"], say("nobody-can-read")))
            return
        except RosterRefusedError:
            await self._hand_back(draft_id, (plan["reply_to"], say("cannot-take-in-now")))
            return
        message = receipt_message(
            plan["reply_to"], say, receipt, petition, self.notice, plan.get("first")
        )
        self._send(scope, patiently(to_item(message), scope.clock()))
        if plan.get("again"):
            remember(scope, plan["again"], message)
        forget_dialogue(work, plan["dialogue"])
        # Two files that end at the same moment both find the petition complete; one submits it.
        with contextlib.suppress(DuplicateError, StaleError):
            await work.commit()

    async def _hand_back(self, draft_id: str, told: tuple[int, Html] | None = None) -> None:
        """Leave the draft as it is and let the person press Submit again."""
        work = Work(self.database)
        scope = self.scope(work)
        scope.book.set_submission(draft_id, None)
        if told is not None:
            self._outbox(scope, *told, None)
        with contextlib.suppress(StaleError):
            await work.commit()

    def _outbox(
        self,
        scope: IntakeScope,
        chat_id: int,
        text: Html,
        buttons: list[list[tuple[str, str]]] | None,
    ) -> None:
        self._send(scope, to_item(message_to(chat_id, text, buttons or None)))

    @staticmethod
    def _send(scope: IntakeScope, item: Mapping[str, Any]) -> None:
        seal = scope.seals.seal_for_courier
        scope.book.add_outbox(outbox_row(seal, item, scope.new_id(), scope.clock()))
