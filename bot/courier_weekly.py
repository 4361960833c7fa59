"""Once a week the office is given figures: what happened in seven days, and how things stand now.

A week that the courier missed is given later, the oldest first, as long as every day of it is kept.
Numbers alone, and none of a case about inspectors. Source: 工作方案 五, 六(三).
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, get_args
from zoneinfo import ZoneInfo

from bot.config import Config, Weekday
from bot.courier_summary import to_chat
from bot.courier_texts import Words
from bot.faults import where
from casework.outbox import outbox_row
from casework.ports import Clock, DuplicateError, NewId, OutboxRow
from casework.rules.totals import KEPT_WEEKS, WEEK, Summary, Totals
from storage.ledger.courier_seals import CourierKeys
from storage.ledger.errors import SealError
from storage.sql.courier_book import SqlCourierBook

log = logging.getLogger(__name__)

_WEEK = timedelta(days=WEEK)
FRIDAY = 4


@dataclass(frozen=True, slots=True)
class Hour:
    """When in a week: the day, Monday being 0, and the time of day."""

    day: int
    at: time

    def last_before(self, now: datetime) -> date:
        """Return the day on which it was that hour last."""
        back = (now.weekday() - self.day) % WEEK
        if back == 0 and now.time() < self.at:
            back = WEEK
        return now.date() - timedelta(days=back)


def weekly_hour(config: Config) -> Hour:
    """Return when the configuration wants the figures of the week."""
    return Hour(get_args(Weekday).index(config.courier.weekly_on), config.courier.weekly_at)


@dataclass(slots=True)
class WeeklyFigures:
    """Plans the figures of the weeks that have ended, in the time zone of the round."""

    book: SqlCourierBook
    keys: CourierKeys
    words: Words
    clock: Clock
    new_id: NewId
    zone: str
    hour: Hour
    _finished: date | None = field(default=None, init=False)
    _complained: date | None = field(default=None, init=False)

    async def plan_weeks(self) -> None:
        """Put the figures of each week that has ended since the last one into the outbox.

        The first ever are given on their very day: before that there was nobody to give them to.

        Raises:
            StorageUnavailableError: The database does not answer.
        """
        now = self.clock().astimezone(ZoneInfo(self.zone))
        last = self.hour.last_before(now)
        if self._finished == last:
            return
        for week in self._weeks(await self.book.last_week(), last, now.date()):
            items = await self._items(week, now.date())
            if not items:
                return
            # Somebody else may plan the same week at the same moment; one of us does.
            with contextlib.suppress(DuplicateError):
                await self.book.plan_week(week, items)
        self._finished = last

    @staticmethod
    def _weeks(planned: date | None, last: date, today: date) -> Sequence[date]:
        """Return the last days of the weeks that are to be given, the oldest first."""
        if planned is None:
            return [last] if last == today else []
        ended = [planned + _WEEK * times for times in range(1, (last - planned).days // WEEK + 1)]
        # The configuration may have moved to another day of the week since.
        ended += [last] if last > (ended or [planned])[-1] else []
        return [week for week in ended if today - week <= KEPT_WEEKS]

    async def _items(self, week: date, today: date) -> Sequence[OutboxRow]:
        """Return the figures for each chat of the office; none when there is none yet."""
        sealed = await self.book.figures()
        if sealed is None:
            return []
        try:
            figures = self.keys.open_figures(sealed)
            totals = Totals.from_json(figures["totals"]).week(week, today)
            return [self._item(totals, office) for office in figures.get("offices", ())]
        except (SealError, LookupError, TypeError, ValueError) as error:
            if self._complained != today:
                self._complained = today
                log.warning("the weekly figures wait: they cannot be read: %s", where(error))
            return []

    def _item(self, totals: Summary, office: dict[str, Any]) -> OutboxRow:
        first = totals.day - _WEEK + timedelta(days=1)
        item = to_chat(office, self.words.weekly(office["language"], first, totals))
        return outbox_row(self.keys.seal_for_self, item, self.new_id(), self.clock())
