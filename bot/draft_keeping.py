"""Drafts that nobody goes on with: reminded once, then shredded on the day that was announced.

Who writes a draft is known to sealed conversations alone, so that is where it is looked up. A
reminder waits in the outbox, sealed to the courier; it goes with the draft or its next change.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from casework.intake_scope import IntakeScope
from casework.keeping import unlink_file
from casework.outbox import outbox_row
from casework.ports import DraftRow, StaleError
from casework.rules.drafts import last_day
from casework.rules.terms import local_date
from handlers.answers import message_to, to_item
from handlers.texts import Texts
from storage.ledger.errors import SealError
from storage.ledger.local import LocalSeal
from storage.ledger.padding import padded_json
from storage.sql.intake_book import SqlIntakeBook
from storage.sql.journal import SqlDialogues
from storage.sql.work import Database, Work

AT_ONCE = 500
OVER = "over"


@dataclass(frozen=True, slots=True)
class Conversation:
    """A sealed conversation as it lay when it was read."""

    key: bytes
    sealed: bytes
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class DraftKeeping:
    """Reminds and shreds; `seal` is that of conversations."""

    database: Database
    scope: Callable[[Work], IntakeScope]
    seal: LocalSeal
    texts: Texts
    draft_days: int
    reminder_days: int
    remind_at: time
    zone: str

    async def keep(self, today: date, now: datetime) -> None:
        """Shred the drafts whose last day is over, and remind of those whose last days begin."""
        book = SqlIntakeBook(Work(self.database))
        over = await book.drafts_untouched_since(self._begins(today - timedelta(self.draft_days)))
        gone = {draft.id for draft in over}
        lying = []
        if self.reminder_days:
            lying = [
                draft
                for draft in await book.drafts_to_remind(
                    self._begins(today - timedelta(self.draft_days - self.reminder_days - 1))
                )
                if draft.id not in gone
            ]
        wanted = gone | {draft.id for draft in lying}
        owners = await self._owners(wanted) if wanted else {}
        for draft in over:
            with contextlib.suppress(StaleError):  # its owner was faster, at the last moment
                await self._shred(draft, owners.get(draft.id), today)
        for draft in lying:
            if (owner := owners.get(draft.id)) is not None:
                with contextlib.suppress(StaleError):  # as above
                    await self._remind(draft, owner, now)

    async def _shred(self, draft: DraftRow, owner: Conversation | None, today: date) -> None:
        work = Work(self.database)
        book, scope = SqlIntakeBook(work), self.scope(work)
        book.check_untouched(draft.id, self._begins(today - timedelta(self.draft_days)))
        book.remove_draft(draft, with_pieces=True)
        for piece in await book.pieces(draft.id):
            unlink_file(scope, piece)
        if owner is not None:
            # All that stays is that there was one: so its owner can be told, and not by a message.
            rest = {"state": None, "data": {OVER: today.isoformat(), **_language(owner.data)}}
            sealed = self.seal.seal(padded_json(rest), owner.key)
            kept_until = today + timedelta(self.draft_days)
            SqlDialogues(work).replace(owner.key, owner.sealed, sealed, kept_until)
        await work.commit()

    async def _remind(self, draft: DraftRow, owner: Conversation, now: datetime) -> None:
        if (chat_id := owner.data.get("chat")) is None:
            return
        work = Work(self.database)
        book, scope = SqlIntakeBook(work), self.scope(work)
        touched = await book.draft_touched(draft.id)
        if touched is None:
            return
        until = last_day(local_date(touched, self.zone), self.draft_days)
        text = self.texts.say(owner.data.get("language"))("draft-reminder", until=until)
        item = to_item(message_to(chat_id, text))
        row = outbox_row(scope.seals.seal_for_courier, item, scope.new_id(), self._daytime(now))
        book.note_reminder(draft.id, touched, row.id)
        book.add_outbox(row)
        await work.commit()

    async def _owners(self, drafts: set[str]) -> dict[str, Conversation]:
        """Return who writes which of these drafts; every conversation has to be opened."""
        found: dict[str, Conversation] = {}
        after = b""
        while rows := await SqlDialogues(Work(self.database)).page(after, AT_ONCE):
            after = rows[-1][0]
            opened = await asyncio.to_thread(self._opened, rows)
            found |= {c.data["draft"]: c for c in opened if c.data.get("draft") in drafts}
        return found

    def _opened(self, rows: Sequence[tuple[bytes, bytes]]) -> list[Conversation]:
        opened = []
        for key, sealed in rows:
            with contextlib.suppress(SealError):  # those of the desk lie here, too
                data = json.loads(self.seal.open(sealed, key))["data"]
                opened.append(Conversation(key, sealed, data))
        return opened

    def _begins(self, day: date) -> datetime:
        return datetime.combine(day, time(), ZoneInfo(self.zone))

    def _daytime(self, now: datetime) -> datetime:
        """Return the next moment at which a reminder wakes nobody up."""
        local = now.astimezone(ZoneInfo(self.zone))
        at = datetime.combine(local.date(), self.remind_at, ZoneInfo(self.zone))
        return at if at >= local else at + timedelta(days=1)


def _language(data: dict[str, Any]) -> dict[str, Any]:
    return {"language": data["language"]} if data.get("language") else {}
