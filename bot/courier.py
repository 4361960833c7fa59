"""The courier: delivers and reminds.

Its tokens: both bots', for sending only. Its key: `courier.age`, which opens the outbox, the ways
back to reporters and the running figures. No case and no fact of a case opens with it.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from telegram.ext import JobQueue

from bot.clock import clock_of
from bot.config import Config, ConfigError
from bot.courier_bots import (
    Bots,
    SendingApplication,
    build_application,
    connect,
    disconnect,
    prepare_libraries,
)
from bot.courier_delivery import BATCH, Delivery
from bot.courier_departed import Departed
from bot.courier_figures import FigureWords
from bot.courier_items import Items
from bot.courier_lag import LagAlarm
from bot.courier_places import Places
from bot.courier_reminders import Reminders
from bot.courier_summary import DailySummary, Planning
from bot.courier_texts import Words
from bot.courier_weekly import WeeklyFigures, weekly_hour
from bot.fonts import NoFontError, font_for
from bot.inside.probes import of_courier
from bot.inside.reach import Reach
from bot.inside.watch import Watch, watch_of
from bot.rules import hours_of, names_of_terms, notices_of
from bot.service_manager import keep_told
from casework.operator_log import OperatorLog
from casework.ports import Clock, StorageUnavailableError
from casework.rules.calendar import WorkCalendar
from handlers.texts import Texts
from storage.ledger.courier_seals import CourierKeys
from storage.sql.courier_book import SqlCourierBook
from storage.sql.work import Database, open_database

log = OperatorLog(__name__)

# Ticks may overlap, so that a slow chat holds up no other; the lanes of the delivery keep order.
AT_ONCE = 4


async def run(config: Config, stop: asyncio.Event) -> None:
    """Deliver until `stop` is set; what is being sent then is sent, the rest stays in the outbox.

    Raises:
        ConfigError: A token is missing.
        KeyFileError: The courier's key cannot be read.
        SchemaError: The tables are not those of this program.
        TokenRefusedError: Telegram does not know a bot.
    """
    prepare_libraries()
    keys = CourierKeys.load(config.storage.keys)
    api, telegram = config.telegram.api, config.telegram
    jobs: JobQueue[Any] = JobQueue()
    applications = {
        "public": build_application(api, _token("public_token", telegram.public_token)),
        "team": build_application(api, _token("team_token", telegram.team_token), jobs),
    }
    database, telling, watching = open_database(config.storage.database_of("courier")), None, None
    try:
        await database.require_tables()
        telling = asyncio.create_task(keep_told(stop))
        if await connect(applications, stop):
            duties = duties_of(config, keys, database, applications, stop)
            watching = asyncio.create_task(watch_over(config, duties, applications).run(stop))
            await _work(applications["team"], jobs, duties, config.courier.poll_seconds, stop)
    finally:
        for task in (telling, watching):
            if task is not None:
                task.cancel()
        await disconnect(applications.values())
        await database.close()


def watch_over(
    config: Config, duties: Duties, applications: dict[str, SendingApplication]
) -> Watch:
    """Return what shows the operator how the courier is."""
    clock, database = duties.delivery.clock, duties.database
    reaches = {name: Reach(each.bot.get_me) for name, each in applications.items()}
    watch = watch_of(config, "courier", clock, database, reaches)
    watch.probes = of_courier(watch.meters, database)
    duties.delivery.settled = partial(watch.meters.count, "dengwen_deliveries_total")
    return watch


@dataclass(frozen=True, slots=True)
class Duties:
    """What the courier does at each tick."""

    delivery: Delivery
    summary: DailySummary
    weekly: WeeklyFigures
    alarm: LagAlarm
    database: Database
    stop: asyncio.Event

    async def deliver(self) -> None:
        """Send what is due until nothing is left, and look whether something waits for too long."""
        while not self.stop.is_set() and await self.delivery.deliver_due() >= BATCH:
            continue
        await self.alarm.check()


def duties_of(
    config: Config,
    keys: CourierKeys,
    database: Database,
    applications: dict[str, SendingApplication],
    stop: asyncio.Event,
) -> Duties:
    """Wire the courier's parts."""
    clock, book = clock_of(config), SqlCourierBook(database)
    words = words_of(config, clock)
    places = Places(book, keys, clock)
    bots = Bots({name: application.bot for name, application in applications.items()}, places)
    planning = Planning(book, keys, clock, new_id)
    figures = FigureWords(words.texts, config.categories)
    zone = config.round.timezone
    return Duties(
        delivery=Delivery(
            book, items_of(book, keys, words, config.courier.font), bots, clock, stop
        ),
        summary=summary_of(config, planning, figures, words.calendar),
        weekly=WeeklyFigures(planning, figures, zone, weekly_hour(config)),
        alarm=LagAlarm(book, clock, hours_of(config)),
        database=database,
        stop=stop,
    )


def summary_of(
    config: Config, planning: Planning, words: FigureWords, calendar: Callable[[], WorkCalendar]
) -> DailySummary:
    """Wire the daily summary."""
    courier = config.courier

    def has_one(day: date) -> bool:
        return courier.summary_on == "every-day" or calendar().is_workday(day)

    zone, opens = config.round.timezone, drawn_from(config)
    return DailySummary(planning, words, zone, courier.summary_at, has_one, opens)


def drawn_from(config: Config) -> date | None:
    """Return from which day on the picture of the round is drawn; None where there is none."""
    if not config.courier.summary_picture:
        return None
    try:
        font_for(config.languages[0], config.courier.font)
    except NoFontError:
        log.error("font-missing")  # noqa: TRY400  no trace
        return None
    return config.round.opens


def items_of(
    book: SqlCourierBook, keys: CourierKeys, words: Words, font: Path | None = None
) -> Items:
    """Wire what reads the outbox."""
    departed = Departed(book.figures, keys).chats
    return Items(keys, words, Reminders(words), book.route, departed, font)


def words_of(config: Config, clock: Clock) -> Words:
    """Return what the courier says, in the languages of the configuration."""
    return Words(
        texts=Texts(config.languages, named=names_of_terms(config)),
        calendar=notices_of(config).calendar,
        hours=hours_of(config),
        clock=clock,
    )


async def _work(
    application: SendingApplication,
    jobs: JobQueue[Any],
    duties: Duties,
    poll_seconds: float,
    stop: asyncio.Event,
) -> None:
    """Let the job queue tick until `stop` is set, then take the ticks off it."""
    # Before the first delivery: whoever runs this should know how far behind it starts.
    await _guarded(duties.alarm.check)
    # The queue says only when to look. What is due is decided by our own clock, which a demo moves.
    how = {"max_instances": AT_ONCE, "coalesce": True, "misfire_grace_time": None}
    ticks = [
        jobs.run_repeating(_tick(duty, stop), poll_seconds, first=0, name=name, job_kwargs=how)
        for name, duty in (
            ("deliver", duties.deliver),
            ("plan summary", duties.summary.plan_summary),
            ("plan week", duties.weekly.plan_weeks),
        )
    ]
    await application.start()
    await stop.wait()
    for tick in ticks:
        tick.schedule_removal()


def _tick(
    duty: Callable[[], Awaitable[None]], stop: asyncio.Event
) -> Callable[[Any], Coroutine[Any, Any, None]]:
    async def tick(_context: object) -> None:
        if not stop.is_set():
            await _guarded(duty)

    return tick


async def _guarded(duty: Callable[[], Awaitable[None]]) -> None:
    try:
        await duty()
    except StorageUnavailableError:
        log.warning("database-silent", part="courier")
    except Exception as error:  # noqa: BLE001  the next tick must come whatever happens in this one
        log.fault("part-failed", error, part="courier")


def _token(name: str, token: SecretStr | None) -> SecretStr:
    if token is None:
        raise ConfigError([f"telegram.{name} is missing; the courier sends with both bots."])
    return token


def new_id() -> str:
    """Draw an identifier of 128 random bits."""
    return secrets.token_hex(16)
