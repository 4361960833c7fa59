"""Drains the outbox: at least once, in order within a chat, different chats side by side.

Nothing is forgotten before it was delivered or can never be. What may have been delivered comes
again and is marked. Specified in docs/spec/outbox.md.
"""

from __future__ import annotations

import asyncio
import math
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias
from weakref import WeakValueDictionary

from bot.courier_ahead import Ahead
from bot.courier_bots import Bots
from bot.courier_items import Items, NobodyToTellError, Parcel
from bot.courier_outcomes import BLOCKED, Fate, Outcome
from bot.courier_reminders import Line
from casework.operator_log import OperatorLog
from casework.outbox import REPORT, outbox_row
from casework.ports import Clock, OutboxRow, StorageUnavailableError
from casework.rules.dispatch import Delivery as State
from storage.sql.courier_book import SqlCourierBook

log = OperatorLog(__name__)

BATCH = 30  # as many messages as Telegram takes from a bot in a second
LEASE = timedelta(minutes=2)
WORKING_SECONDS = 90.0  # of a lease; what is not sent by then is put back while it is still ours
FIRST_PAUSE = timedelta(seconds=2)
LONGEST_PAUSE = timedelta(minutes=10)
OTHERS_PAUSE = timedelta(seconds=1)
AWAY_PAUSE = timedelta(minutes=10)
UNREADABLE_PAUSE = timedelta(hours=1)
BLOCKED_TOLD = "blocked-told"

Waiting: TypeAlias = str | tuple[str, str]
"""Somebody who has to wait: a bot by its name, or one chat of a bot."""


@dataclass(slots=True)
class Delivery:
    """Delivers what is due. Several calls of `deliver_due` may run side by side.

    `settled` is told in one word how each try ended.
    """

    book: SqlCourierBook
    items: Items
    bots: Bots
    clock: Clock
    stop: asyncio.Event
    settled: Callable[[str], None] | None = None
    ahead: Ahead = field(init=False)
    _mine: set[str] = field(default_factory=set, init=False)
    _taking: asyncio.Lock = field(default_factory=asyncio.Lock, init=False)
    _lanes: WeakValueDictionary[Waiting, asyncio.Lock] = field(
        default_factory=WeakValueDictionary, init=False
    )
    _held: dict[Waiting, datetime] = field(default_factory=dict, init=False)
    _latest: datetime = field(init=False)

    def __post_init__(self) -> None:
        self.ahead = Ahead(self.book, self.items.chat_of)
        self._latest = self.clock()

    async def deliver_due(self) -> int:
        """Try what is due: `BATCH` items, and the lines that belong with them; returns how many.

        Raises:
            StorageUnavailableError: The outbox cannot be read.
        """
        # Who takes first also queues first in the lanes: so later items of a chat stay behind.
        async with self._taking:
            self._forget_past_holds()
            rows = await self.book.lease(self.clock(), BATCH, LEASE)
            ids = {row.id for row in rows}
            self._mine |= ids
            try:
                under_way = await self._begin(rows)
            except BaseException:
                self._mine -= ids
                raise
        try:
            await asyncio.gather(*under_way)
        finally:
            self._mine -= ids
        return len(rows)

    async def _begin(self, rows: Sequence[OutboxRow]) -> Sequence[asyncio.Future[None]]:
        """Queue what was taken in the lanes of its chats."""
        give_up_at = asyncio.get_running_loop().time() + WORKING_SECONDS
        chats: dict[Waiting, list[Parcel]] = {}
        if rows:
            for parcel in await self._let_others_go_first(await self._read_all(rows)):
                chats.setdefault(parcel.chat, []).append(parcel)
        return [
            asyncio.ensure_future(self._deliver_in_order(chat, parcels, give_up_at))
            for chat, parcels in chats.items()
        ]

    async def _let_others_go_first(self, parcels: Sequence[Parcel]) -> Sequence[Parcel]:
        """Put back what comes after something that another courier has in hand, or had when killed.

        So the order of a chat outlives a courier.
        """
        ahead = await self.ahead.of(self.clock(), self._mine)
        ours = []
        for parcel in parcels:
            place, until = ahead.get(parcel.chat, (parcel.row.place, self.clock()))
            if place < parcel.row.place:
                soon = self._after(OTHERS_PAUSE)
                await self._put_back(parcel.rows, min(until, soon))
            else:
                ours.append(parcel)
        return ours

    async def _read_all(self, rows: Sequence[OutboxRow]) -> list[Parcel]:
        found = [await self._read(row) for row in rows]
        return self.items.bundle([each for each in found if each is not None])

    async def _read(self, row: OutboxRow) -> Parcel | Line | None:
        try:
            found = await self.items.read(row)
            asleep = self.items.reminders.waits(found) if isinstance(found, Line) else None
            if asleep is None:
                return found
            await self._put_back([row], asleep)
        except NobodyToTellError as error:
            log.warning("item-for-nobody", item=row.id)
            await self.book.done([row.id], self.items.report(error.report, State.UNDELIVERED))
        except StorageUnavailableError:
            raise
        except Exception as error:  # noqa: BLE001  one bad item must not stop the others
            log.fault("item-not-readable", error, item=row.id)
            await self._put_back([row], self._after(UNREADABLE_PAUSE))
        return None

    async def _deliver_in_order(
        self, chat: Waiting, parcels: Sequence[Parcel], give_up_at: float
    ) -> None:
        async with self._lanes.setdefault(chat, asyncio.Lock()):
            try:
                for parcel in parcels:
                    if self.stop.is_set() or asyncio.get_running_loop().time() > give_up_at:
                        self._hold(chat, self._after(timedelta()))
                    await self._deliver(parcel)
            except StorageUnavailableError:
                # What was not noted comes again when the lease is over, and nothing overtakes it.
                self._hold(chat, self._after(LEASE))
                log.warning("database-silent", part="delivery")

    async def _deliver(self, parcel: Parcel) -> None:
        until = max(
            (self._held[who] for who in (parcel.bot, parcel.chat) if who in self._held),
            default=self.clock(),
        )
        if until > self.clock():
            await self._put_back(parcel.rows, until)
            return
        # Somebody may have been recused or removed since, or the clock set forward past the lease.
        if await self.items.is_for_nobody(parcel):
            await self.book.done(_ids(parcel))
            return
        held = await self.book.still_held(parcel.rows)
        if len(held) < len(parcel.rows):
            if held:
                await self._put_back(held, self.clock())
            return
        try:
            outcome = await self.bots.send(parcel.bot, parcel.method, parcel.params, parcel.topic)
        except Exception as error:  # noqa: BLE001  what nobody foresaw must lose no message
            log.fault("message-not-handed-over", error)
            outcome = Outcome(Fate.UNKNOWN, type(error).__name__)
        await self._settle(parcel, outcome)

    async def _settle(self, parcel: Parcel, outcome: Outcome) -> None:
        if self.settled is not None:
            self.settled(outcome.fate.name.lower())
        if outcome.reason == BLOCKED and parcel.patient and parcel.patient > self.clock():
            await self._wait_for_return(parcel, parcel.patient)
            return
        if outcome.fate in {Fate.DELIVERED, Fate.NEVER}:
            if outcome.fate is Fate.NEVER:
                # Content that stays where it should have vanished is worse than lost words.
                log_at = log.error if parcel.method.startswith("delete") else log.warning
                log_at(
                    "message-given-up", bot=parcel.bot, method=parcel.method, reason=outcome.reason
                )
            state = State.SENT if outcome.fate is Fate.DELIVERED else State.UNDELIVERED
            await self.book.done(_ids(parcel), self.items.report(parcel.report, state))
            return
        log.warning("message-waits", bot=parcel.bot, method=parcel.method, reason=outcome.reason)
        if outcome.fate is Fate.BOT_WAITS:
            until = self._hold(parcel.bot, self._after(outcome.wait))
        else:
            until = self._hold(parcel.chat, self._after(_pause(parcel.row.attempts)))
        uncertain = parcel.row.uncertain or outcome.fate is Fate.UNKNOWN
        await self.book.postpone(parcel.rows, until, uncertain=uncertain)

    async def _wait_for_return(self, parcel: Parcel, patient: datetime) -> None:
        """Put what somebody must not miss at a later place, where it is not late."""
        log.debug("message-waits-for-return", bot=parcel.bot, method=parcel.method)
        item: dict[str, Any] = {"bot": parcel.bot, "method": parcel.method, "params": parcel.params}
        item["patient"] = patient.isoformat()
        news = None
        if parcel.report is not None:
            # The desk is told once that somebody is away, and not at each try.
            if not parcel.report.get(BLOCKED_TOLD):
                news = self.items.report(parcel.report, State.BLOCKED)
            item[REPORT] = {**parcel.report, BLOCKED_TOLD: True}
        seal, at = self.items.keys.seal_for_self, self._after(AWAY_PAUSE)
        later = outbox_row(seal, item, secrets.token_hex(16), at)
        await self.book.replace(parcel.row, later, news)

    async def _put_back(self, rows: Sequence[OutboxRow], until: datetime) -> None:
        # Lines of one message have all come before, or none of them has.
        await self.book.postpone(rows, until, uncertain=rows[0].uncertain, tried=False)

    def _hold(self, who: Waiting, until: datetime) -> datetime:
        """Let a bot or a chat wait; returns until when, which may be later for another reason."""
        self._held[who] = max(until, self._held.get(who, until))
        return self._held[who]

    def _after(self, pause: timedelta) -> datetime:
        """Return the first whole second after `pause`: the outbox knows whole seconds alone."""
        end = math.floor((self.clock() + pause).timestamp()) + 1
        return datetime.fromtimestamp(end, UTC)

    def _forget_past_holds(self) -> None:
        now = self.clock()
        if now < self._latest - LEASE:
            self._held.clear()  # The clock was set back, and who would wait until then?
        self._latest = now
        self._held = {who: until for who, until in self._held.items() if until > now}


def _ids(parcel: Parcel) -> list[str]:
    return [row.id for row in parcel.rows]


def _pause(attempts: int) -> timedelta:
    """Return how long to wait after that many tries: 2 s, 4 s, 8 s, at most ten minutes."""
    doublings = min(attempts - 1, 16)
    return min(FIRST_PAUSE * (1 << doublings), LONGEST_PAUSE)
