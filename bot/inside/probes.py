"""What each process asks a few times a minute, and shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

from bot.inside.meters import Meters, rounded
from bot.inside.watch import LATE_SECONDS, Probe, beyond
from casework.rules.calendar import WorkCalendar
from casework.rules.notices import missing_year
from storage.sql.courier_book import SqlCourierBook
from storage.sql.log_book import SqlLogBook
from storage.sql.watching import count_quarantined, count_received, late, tried_downloads
from storage.sql.work import Database

LATE = timedelta(seconds=LATE_SECONDS)
TRIES = 2


def of_intake(meters: Meters, database: Database) -> Sequence[Probe]:
    """Return what the intake looks at."""
    known: dict[str, datetime] = {}

    async def look_at_downloads(now: datetime) -> None:
        waiting = await tried_downloads(database, TRIES)
        for gone in known.keys() - set(waiting):
            del known[gone]
        for each in waiting:
            known.setdefault(each, now)
        oldest = min(known.values(), default=now)
        meters.show("dengwen_downloads_late", len(waiting))
        seconds = int((now - oldest).total_seconds()) // 60 * 60
        meters.show("dengwen_downloads_oldest_seconds", seconds)

    async def look_at_quarantine(_now: datetime) -> None:
        meters.show("dengwen_quarantined", await count_quarantined(database))

    return look_at_downloads, look_at_quarantine


def of_courier(meters: Meters, database: Database) -> Sequence[Probe]:
    """Return what the courier looks at."""
    book = SqlCourierBook(database)

    async def look_at_outbox(now: datetime) -> None:
        found = await late(database, now - LATE)
        meters.show("dengwen_outbox_late", found.items, "item")
        meters.show("dengwen_outbox_late", found.lines, "line")
        since = found.since or now
        meters.show("dengwen_outbox_oldest_seconds", beyond((now - since).total_seconds()))

    async def look_at_reminders(now: datetime) -> None:
        since = await book.reminders_due_since(now) or now
        meters.show("dengwen_reminders_late_seconds", beyond((now - since).total_seconds()))

    return look_at_outbox, look_at_reminders


def of_desk(  # noqa: PLR0913  each is asked for something else
    meters: Meters,
    database: Database,
    signed_through: Callable[[], datetime | None],
    calendar: Callable[[], WorkCalendar],
    roster_ends: Callable[[], date | None],
    today: Callable[[], date],
) -> Sequence[Probe]:
    """Return what the desk looks at."""
    waiting_since: datetime | None = None
    counted_on: date | None = None

    async def look_at_log(now: datetime) -> None:
        nonlocal waiting_since, counted_on
        book = SqlLogBook(database)
        waiting = await book.waiting()
        waiting_since = (waiting_since or now) if waiting else None
        stands = waiting_since is not None and now - waiting_since >= LATE
        meters.show("dengwen_entries_waiting", waiting if stands else 0)
        through = signed_through()
        if through is not None:
            age = max(0, int((now - through).total_seconds()))
            meters.show("dengwen_checkpoint_age_seconds", age)
        if counted_on != today():
            meters.show("dengwen_log_entries", rounded(await book.size()))
            meters.show("dengwen_receipts", rounded(await count_received(database)))
            counted_on = today()

    async def look_at_days(_now: datetime) -> None:
        missing = missing_year(today(), calendar())
        meters.show("dengwen_calendar_missing", int(missing is not None))
        last = roster_ends()
        if last is None:
            meters.hide("dengwen_roster_days")
        else:
            meters.show("dengwen_roster_days", (last - today()).days)

    return look_at_log, look_at_days
