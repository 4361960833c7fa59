"""Once a day the liaison's summary goes into the outbox: numbers, never a case (五.7)."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

from bot.courier_texts import Words
from bot.faults import where
from casework.outbox import outbox_row
from casework.ports import Clock, DuplicateError, NewId, OutboxRow
from casework.rules.totals import Summary, Totals
from storage.ledger.courier_seals import CourierKeys
from storage.ledger.errors import SealError
from storage.sql.courier_book import SqlCourierBook

log = logging.getLogger(__name__)


def to_chat(chat: Mapping[str, Any], text: str) -> dict[str, Any]:
    """Return the outbox item of figures for one chat of the team's bot: docs/spec/outbox.md."""
    params = {"chat_id": chat["chat_id"], "text": text, "parse_mode": "HTML"}
    return {"bot": "team", "method": "sendMessage", "params": params, "language": chat["language"]}


@dataclass(slots=True)
class DailySummary:
    """Plans the summary of the day from `at` on, in the time zone of the round."""

    book: SqlCourierBook
    keys: CourierKeys
    words: Words
    clock: Clock
    new_id: NewId
    zone: str
    at: time
    _finished: date | None = field(default=None, init=False)
    _complained: date | None = field(default=None, init=False)

    async def plan_summary(self) -> None:
        """Put today's summary into the outbox if it is time and it is not there yet.

        Raises:
            StorageUnavailableError: The database does not answer.
        """
        now = self.clock().astimezone(ZoneInfo(self.zone))
        today = now.date()
        if now.time() < self.at or self._finished == today:
            return
        if not await self.book.summary_planned(today):
            items = await self._items(today)
            if not items:
                return
            # Somebody else may plan the same day at the same moment; one of us does.
            with contextlib.suppress(DuplicateError):
                await self.book.plan_summary(today, items)
        self._finished = today

    async def _items(self, today: date) -> list[OutboxRow]:
        """Return the summary for each liaison; none when there is no liaison or no figures."""
        sealed = await self.book.figures()
        if sealed is None:
            self._complain(today, "no liaison has enrolled")
            return []
        try:
            figures = self.keys.open_figures(sealed)
            summary = Totals.from_json(figures["totals"]).summary(today)
            items = [self._item(summary, liaison) for liaison in figures["liaisons"]]
        except (SealError, LookupError, TypeError, ValueError) as error:
            self._complain(today, f"the figures cannot be read: {where(error)}")
            return []
        if not items:
            self._complain(today, "no liaison has enrolled")
        return items

    def _item(self, summary: Summary, liaison: dict[str, Any]) -> OutboxRow:
        item = to_chat(liaison, self.words.summary(liaison["language"], summary))
        return outbox_row(self.keys.seal_for_self, item, self.new_id(), self.clock())

    def _complain(self, today: date, reason: str) -> None:
        """Warn once a day."""
        if self._complained != today:
            self._complained = today
            log.warning("the daily summary waits: %s", reason)
