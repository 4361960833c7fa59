"""Once a day the liaison's summary goes into the outbox: numbers, never content (五.7).

A summary that the courier missed is sent later, in order, with its own day's figures. Specified in
docs/spec/outbox.md, "The daily summary".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from bot.courier_figures import Figures, FigureWords
from casework.operator_log import OperatorLog, where
from casework.outbox import outbox_row
from casework.ports import Clock, DuplicateError, NewId, OutboxRow
from casework.rules.summaries import Span, spans_due
from casework.rules.totals import DayCount, Totals
from storage.ledger.courier_seals import CourierKeys
from storage.ledger.errors import SealError
from storage.sql.courier_book import Planned, SqlCourierBook

log = OperatorLog(__name__)

UNREADABLE = (SealError, LookupError, TypeError, ValueError)
FLOOR = 8192
"""Bytes of a summary before it is sealed: more than any takes, so that all have one length."""


Told: TypeAlias = Sequence[tuple[Span, DayCount | None]]
"""Spans of days, each with what was said of the day before it when that was not over."""

Making: TypeAlias = Callable[[Figures, Told], Sequence[dict[str, Any]]]
"""Returns the items for everybody who gets figures of these days."""


def to_chat(chat: Mapping[str, Any], text: str) -> dict[str, Any]:
    """Return the outbox item of figures for one chat of the team's bot: docs/spec/outbox.md."""
    params = {"chat_id": chat["chat_id"], "text": text, "parse_mode": "HTML"}
    return {"bot": "team", "method": "sendMessage", "params": params, "language": chat["language"]}


@dataclass(slots=True)
class Planning:
    """What the figures of a day and those of a week share: they are planned once, in order."""

    book: SqlCourierBook
    keys: CourierKeys
    clock: Clock
    new_id: NewId
    _complained: dict[Planned, date] = field(default_factory=dict, init=False)

    async def send(self, what: Planned, spans: Sequence[Span], today: date, making: Making) -> bool:
        """Put what `making` returns into the outbox; False when it has to be tried again.

        What the figures say of a day that is not over is kept with it: the next time the rest of
        that day is counted.

        Raises:
            StorageUnavailableError: The database does not answer.
        """
        try:
            sealed = await self.book.figures()
            figures = Figures.from_json(self.keys.open_figures(sealed)) if sealed else None
            told = [(span, await self._told(what, span)) for span in spans]
            items = making(figures, told) if figures is not None else ()
        except UNREADABLE as error:
            self._complain(what, today, "figures-not-readable", where(error))
            return False
        if figures is None or not items:
            if what is Planned.SUMMARY:
                self._complain(what, today, "no-liaison")
            return False
        return await self._plan(what, spans, items, figures.totals)

    async def _told(self, what: Planned, span: Span) -> DayCount | None:
        """Return what was said of the day before a span, if it was not over then."""
        sealed = await self.book.told(what, span.first - timedelta(days=1))
        try:
            return None if sealed is None else DayCount.from_json(self.keys.open_item(sealed))
        except UNREADABLE as error:
            # Better without what came after the hour than no figures at all.
            log.fault("told-not-readable", error)
            return None

    async def _plan(
        self,
        what: Planned,
        spans: Sequence[Span],
        items: Sequence[Mapping[str, Any]],
        totals: Totals,
    ) -> bool:
        """Put items into the outbox for good; False when somebody else did it at that moment."""
        now = self.clock()
        rows = [self._row(item, now) for item in items]
        # Only its last day stands for a week, as a day may be in two weeks when the hour moves.
        own = [[span.last] if what is Planned.WEEK else span.days for span in spans]
        days: dict[date, bytes | None] = dict.fromkeys(day for some in own for day in some)
        last = spans[-1]
        if not last.late:
            said = totals.days.get(last.last, DayCount())
            days[last.last] = self.keys.seal_for_self(said.to_json())
        try:
            await self.book.plan_figures(what, days, rows)
        except DuplicateError:
            return False
        return True

    def _complain(self, what: Planned, today: date, why: str, error: str = "") -> None:
        """Warn once a day."""
        if self._complained.get(what) != today:
            self._complained[what] = today
            log.warning("figures-wait", figures=what.value, why=why, error=error)

    def _row(self, item: Mapping[str, Any], at: datetime) -> OutboxRow:
        return outbox_row(partial(self.keys.seal_for_self, floor=FLOOR), item, self.new_id(), at)


@dataclass(slots=True)
class DailySummary:
    """Plans the summary of the day from `at` on, in the time zone of the round.

    Attributes:
        has_one: Whether a day has a summary of its own, or belongs to the next one.
        opens: From when on the picture of the round is drawn; None where none is wanted.
    """

    planning: Planning
    words: FigureWords
    zone: str
    at: time
    has_one: Callable[[date], bool] = lambda _day: True
    opens: date | None = None
    _looked: tuple[date, bool] | None = field(default=None, init=False)

    async def plan_summary(self) -> None:
        """Put the summaries into the outbox that are due and not there yet.

        Raises:
            StorageUnavailableError: The database does not answer.
        """
        now = self.planning.clock().astimezone(ZoneInfo(self.zone))
        moment = (now.date(), now.time() >= self.at)
        if self._looked == moment:
            return
        today, reached = moment
        planned = await self.planning.book.last_planned(Planned.SUMMARY, today)
        spans = spans_due(planned, today, reached=reached, has_one=self.has_one)
        if spans and not await self.planning.send(Planned.SUMMARY, spans, today, self._items):
            return
        self._looked = moment

    def _items(self, figures: Figures, told: Told) -> Sequence[dict[str, Any]]:
        """Return the summaries for each liaison."""
        return [
            item
            for liaison in figures.liaisons
            for span, before in told
            for item in self._of_span(liaison, span, figures, before)
        ]

    def _of_span(
        self, liaison: Mapping[str, Any], span: Span, figures: Figures, told: DayCount | None
    ) -> Iterator[dict[str, Any]]:
        """Yield the summary of some days; the newest one is followed by the picture, if wanted."""
        language = liaison["language"]
        yield to_chat(liaison, self.words.summary(language, span, figures, told))
        if self.opens is None or span.late:
            return
        drawn, caption = self.words.drawing(language, self.opens, span.last, figures.totals.trend)
        params = {"chat_id": liaison["chat_id"], "caption": caption, "parse_mode": "HTML"}
        call = {"bot": "team", "method": "sendPhoto", "params": params, "language": language}
        yield call | {"picture": drawn.to_json()}
