"""Once a week the office is given figures: what happened in seven days, and how things stand then.

A week that the courier missed is given later, the oldest first, as long as every day of it is kept.
Numbers alone, and none of a case about inspectors. Source: 工作方案 五, 六(三).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, get_args
from zoneinfo import ZoneInfo

from bot.config import Config, Weekday
from bot.courier_figures import Figures, FigureWords
from bot.courier_summary import Planning, Told, to_chat
from casework.operator_log import OperatorLog
from casework.rules.summaries import Span
from casework.rules.totals import KEPT_WEEKS, WEEK
from storage.sql.courier_book import Planned

log = OperatorLog(__name__)

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

    planning: Planning
    words: FigureWords
    zone: str
    hour: Hour
    _finished: date | None = field(default=None, init=False)

    async def plan_weeks(self) -> None:
        """Put the figures of each week that has ended since the last one into the outbox.

        The first ever are given on their very day: before that there was nobody to give them to.

        Raises:
            StorageUnavailableError: The database does not answer.
        """
        now = self.planning.clock().astimezone(ZoneInfo(self.zone))
        last, today = self.hour.last_before(now), now.date()
        if self._finished == last:
            return
        weeks = self._weeks(await self.planning.book.last_planned(Planned.WEEK, last), last, today)
        if weeks and not await self.planning.send(Planned.WEEK, weeks, today, self._items):
            return
        self._finished = last

    @staticmethod
    def _weeks(planned: date | None, last: date, today: date) -> Sequence[Span]:
        """Return the weeks that are to be given, the oldest first."""
        if planned is None:
            ended = [last] if last == today else []
        else:
            ended = [planned + _WEEK * n for n in range(1, (last - planned).days // WEEK + 1)]
            # The configuration may have moved to another day of the week since.
            ended += [last] if last > (ended or [planned])[-1] else []
        return [
            Span(end - _WEEK + timedelta(days=1), end, late=end < today)
            for end in ended
            if today - end <= KEPT_WEEKS
        ]

    def _items(self, figures: Figures, told: Told) -> Sequence[dict[str, Any]]:
        """Return the figures for each chat of the office."""
        return [
            to_chat(office, self.words.weekly(office["language"], week, figures.totals, before))
            for office in figures.offices
            for week, before in told
        ]
