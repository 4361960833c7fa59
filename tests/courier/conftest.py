"""A courier on the emulator: its own database and key, two bots, a reporter and a group."""

import asyncio
import itertools
import logging
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import select

from bot.config import load
from bot.courier import items_of
from bot.courier_bots import LEVELS, Bots, build_application, connect, disconnect, prepare_libraries
from bot.courier_delivery import Delivery
from bot.courier_figures import FigureWords
from bot.courier_lag import LagAlarm
from bot.courier_places import Places
from bot.courier_summary import DailySummary, Planning
from bot.courier_texts import Words
from bot.courier_weekly import FRIDAY, Hour, WeeklyFigures
from bot.rules import hours_of, notices_of
from casework.ports import OutboxRow, TotalsRow
from casework.rules.standing import Overdue
from casework.rules.totals import Totals
from emulator.client import Control
from emulator.server import Emulator
from handlers.texts import Texts
from storage.ledger.age import X25519Identity
from storage.ledger.courier_seals import CourierKeys
from storage.sql.courier_book import SqlCourierBook
from storage.sql.desk_book import SqlDeskBook
from storage.sql.intake_book import SqlIntakeBook
from storage.sql.tables import outbox as table
from storage.sql.work import Work, open_database
from tests.scribe import SCRIBE
from tests.storage.postgresql import running_server, url_of_a_database  # noqa: F401  fixtures

PUBLIC, TEAM = "drum_bot", "desk_bot"
TOKENS = {"public": "100200:drum-at-the-gate", "team": "100201:desk-behind-the-gate"}
ZONE = "Asia/Shanghai"
NUMBER = "礼巡信〔2026〕012号"
CONFIG = Path(__file__).parents[2] / "config.toml"


class Clock:
    """Stands still unless a test moves it."""

    def __init__(self):
        self.at = datetime(2026, 11, 26, 2, 0, tzinfo=UTC)  # Thursday, ten o'clock in Li County

    def __call__(self):
        return self.at

    def passes(self, **by):
        self.at += timedelta(**by)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
async def emulator():
    async with Emulator() as running:
        yield running


@pytest.fixture
async def control(emulator):
    async with Control(emulator.url) as control:
        await control.bot(TOKENS["public"], PUBLIC, "登闻")
        await control.bot(TOKENS["team"], TEAM, "登闻·办公")
        yield control


@pytest.fixture
async def li(control):
    """A reporter who reads Chinese and has written to the public bot."""
    return await met(await control.user("李芳"), PUBLIC)


@pytest.fixture
async def ann(control):
    """A reporter who reads English and has written to the public bot."""
    return await met(await control.user("Ann", language_code="en"), PUBLIC)


@pytest.fixture
async def wang(control):
    """A liaison, known to the team's bot."""
    return await met(await control.user("王联络"), TEAM)


async def until_called(control, method):
    """Return as soon as the public bot has begun to call a method."""
    while not await control.calls(PUBLIC, method):
        await asyncio.sleep(0.01)


async def met(actor, bot):
    await actor.says(bot, "/start")
    return actor


@pytest.fixture
async def database(database_url):
    database = open_database(database_url, SCRIBE)
    await database.create_tables()
    yield database
    await database.close()


@pytest.fixture
def keys():
    identity = X25519Identity.generate()
    return CourierKeys(identity, X25519Identity.generate().recipient)


@pytest.fixture
def words(clock):
    config = load(CONFIG)
    return Words(
        Texts(config.languages),
        notices_of(config).calendar,
        hours_of(config),
        clock,
    )


@pytest.fixture
def figure_words():
    config = load(CONFIG)
    return FigureWords(Texts(config.languages), config.categories)


@pytest.fixture
def libraries(monkeypatch):
    """What the process sets for good is set for one test."""
    levels = {name: logging.getLogger(name).level for name in LEVELS}
    monkeypatch.setenv("PTB_TIMEDELTA", "false")  # so that it is put back at the end
    prepare_libraries()
    yield
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


@pytest.fixture
def read_seconds():
    """How long an answer may take; a test that waits in vain wants less."""
    return 10


@pytest.fixture
async def applications(control, emulator, libraries, read_seconds):
    built = {
        name: build_application(emulator.url, SecretStr(token), read_seconds=read_seconds)
        for name, token in TOKENS.items()
    }
    assert await connect(built, asyncio.Event())
    yield built
    await disconnect(built.values())


class Outbox:
    """Puts items in, as the other processes do, and looks at what is left."""

    def __init__(self, database, keys, clock):
        self.database, self.keys, self.clock = database, keys, clock
        self._ids = itertools.count(1)

    async def has(self, item, *, at=None, **columns):
        sealed = item if isinstance(item, bytes) else self.keys.seal_for_self(item)
        row = OutboxRow(f"{next(self._ids):032x}", at or self.clock(), sealed, **columns)
        work = Work(self.database)
        SqlIntakeBook(work).add_outbox(row)
        await work.commit()

    async def says(self, actor, text, bot="public", **more):
        params = {"chat_id": actor.id, "text": text}
        await self.has({"bot": bot, "method": "sendMessage", "params": params}, **more)

    async def route(self, case_id, actor, language):
        route = {"chat_id": actor.id, "language": language, "receipt": "LX-7K3M9-Q2TXA-W"}
        work = Work(self.database)
        SqlIntakeBook(work).add_route(case_id, self.keys.seal_for_self(route))
        work.log({"event": "received"})
        await work.commit()

    async def figures(self, totals, *liaisons, departed=(), offices=(), overdue=None, posted=None):
        told = [{"chat_id": actor.id, "language": language} for actor, language in liaisons]
        gone = [actor.id for actor in departed]
        plain = {"totals": totals.to_json(), "liaisons": told, "departed": gone}
        plain |= {
            "overdue": (overdue or Overdue()).to_json(),
            "posted": posted.to_json() if posted else None,
        }
        plain["offices"] = [{"chat_id": actor.id, "language": code} for actor, code in offices]
        sealed = self.keys.seal_for_self(plain)
        work = Work(self.database)
        row = await SqlDeskBook(work).totals()
        SqlDeskBook(work).set_totals(TotalsRow(row.version if row else 0, b"", sealed))
        work.log({"event": "figures"})
        await work.commit()

    async def rows(self):
        return await self.database.read(
            lambda c: c.execute(select(table).order_by(table.c.sequence)).all()
        )


@pytest.fixture
def outbox(database, keys, clock):
    return Outbox(database, keys, clock)


@pytest.fixture
def book(database):
    return SqlCourierBook(database)


@pytest.fixture
def delivery(book, keys, words, applications, clock):
    places = Places(book, keys, clock)
    bots = Bots({name: application.bot for name, application in applications.items()}, places)
    return Delivery(book, items_of(book, keys, words), bots, clock, asyncio.Event())


@pytest.fixture
def planning(book, keys, clock):
    ids = itertools.count(1000)
    return Planning(book, keys, clock, lambda: f"{next(ids):032x}")


@pytest.fixture
def summary(planning, figure_words):
    return DailySummary(planning, figure_words, ZONE, time(17, 30))


@pytest.fixture
def weekly(planning, figure_words):
    return WeeklyFigures(planning, figure_words, ZONE, Hour(FRIDAY, time(17, 45)))


@pytest.fixture
def alarm(book, clock):
    return LagAlarm(book, clock, hours_of(load(CONFIG)))


@pytest.fixture
def nothing():
    return Totals()
