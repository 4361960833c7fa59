"""The whole process, as the supervisor starts it."""

import asyncio
import logging
from datetime import UTC, datetime, timedelta

import pytest

from bot.config import ConfigError, load
from bot.courier import run
from bot.courier_bots import TokenRefusedError
from bot.keys import make_keys
from casework.ports import StorageUnavailableError
from storage.ledger.courier_seals import CourierKeys
from storage.sql.courier_book import SqlCourierBook
from storage.sql.work import open_database

from .conftest import CONFIG, PUBLIC, TOKENS, Outbox, until_called


@pytest.fixture
def settings(monkeypatch, tmp_path, emulator, libraries):
    for name, value in {
        "TELEGRAM_API": emulator.url,
        "TELEGRAM__PUBLIC_TOKEN": TOKENS["public"],
        "TELEGRAM__TEAM_TOKEN": TOKENS["team"],
        "STORAGE__DATA": str(tmp_path / "data"),
        "STORAGE__KEYS": str(tmp_path / "keys"),
        "COURIER__POLL_SECONDS": "0.05",
    }.items():
        monkeypatch.setenv(f"DENGWEN_{name}", value)
    make_keys(tmp_path / "keys")


def now():
    return datetime.now(UTC)


@pytest.fixture
async def desk(settings):
    """Stands in for the other processes: it writes to the same database."""
    config = load(CONFIG)
    database = open_database(config.storage.database)
    await database.create_tables()
    yield Outbox(database, CourierKeys.load(config.storage.keys), now)
    await database.close()


async def test_it_delivers_until_it_is_stopped_and_tells_the_log_nothing(desk, control, li, caplog):
    caplog.set_level(logging.DEBUG, logger="bot")
    await desk.says(li, "一")
    stop = asyncio.Event()
    process = asyncio.create_task(run(load(CONFIG), stop))
    await li.waits_for(PUBLIC, "一")
    await desk.says(li, "二")
    await li.waits_for(PUBLIC, "二")
    stop.set()
    await asyncio.wait_for(process, 5)
    await desk.says(li, "三")
    assert len(await desk.rows()) == 1
    talkative = ("bot", "httpx", "telegram", "apscheduler")
    told = {r.message for r in caplog.records if r.name.startswith(talkative)}
    # The process runs by the clock on the wall: in the evening it looks for a liaison.
    assert told <= {"the daily summary waits: no liaison has enrolled"}
    for secret in (*TOKENS.values(), "一", "二", str(li.id)):
        assert secret not in caplog.text


async def test_what_is_under_way_when_it_stops_is_finished(desk, control, li):
    await control.fault("slow", method="sendMessage", seconds=0.2)
    await desk.says(li, "一")
    stop = asyncio.Event()
    process = asyncio.create_task(run(load(CONFIG), stop))
    await until_called(control, "sendMessage")
    stop.set()
    await asyncio.wait_for(process, 5)
    assert [m.text for m in await li.sees(PUBLIC) if not m.own] == ["一"]
    assert await desk.rows() == []


async def test_it_says_how_far_behind_it_starts(desk, control, li, caplog):
    await desk.says(li, "一", at=now() - timedelta(minutes=90))
    stop = asyncio.Event()
    process = asyncio.create_task(run(load(CONFIG), stop))
    await li.waits_for(PUBLIC, "一")
    stop.set()
    await process
    (alarm,) = [record for record in caplog.records if record.levelname == "CRITICAL"]
    assert "minutes=90" in alarm.message


async def test_a_telegram_that_does_not_answer_is_asked_again(desk, control, li, monkeypatch):
    monkeypatch.setattr("bot.courier_bots.FIRST_PAUSE_SECONDS", 0.01)
    await control.fault("500", times=2)
    await desk.says(li, "一")
    stop = asyncio.Event()
    process = asyncio.create_task(run(load(CONFIG), stop))
    await li.waits_for(PUBLIC, "一")
    stop.set()
    await process


async def test_it_stops_while_telegram_does_not_answer(desk, control):
    await control.fault("500", times=None)
    stop = asyncio.Event()
    process = asyncio.create_task(run(load(CONFIG), stop))
    await until_called(control, "getMe")
    stop.set()
    await asyncio.wait_for(process, 5)


async def test_a_refused_token_ends_it_without_being_quoted(desk, control, emulator):
    emulator.world.bot_named(PUBLIC).token = "100200:another"
    with pytest.raises(TokenRefusedError) as raised:
        await run(load(CONFIG), asyncio.Event())
    assert TOKENS["public"] not in str(raised.value)
    assert raised.value.__context__ is None


async def test_without_a_token_it_does_not_begin(settings, monkeypatch):
    monkeypatch.delenv("DENGWEN_TELEGRAM__TEAM_TOKEN")
    with pytest.raises(ConfigError, match="team_token"):
        await run(load(CONFIG), asyncio.Event())


async def test_a_tick_that_fails_is_followed_by_the_next(desk, control, li, monkeypatch, caplog):
    failures = [StorageUnavailableError(), RuntimeError("一")]
    lease = SqlCourierBook.lease

    async def fails_at_first(book, *arguments):
        if failures:
            raise failures.pop()
        return await lease(book, *arguments)

    monkeypatch.setattr(SqlCourierBook, "lease", fails_at_first)
    await desk.says(li, "二")
    stop = asyncio.Event()
    process = asyncio.create_task(run(load(CONFIG), stop))
    await li.waits_for(PUBLIC, "二")
    stop.set()
    await process
    assert "RuntimeError at" in caplog.text
    assert "一" not in caplog.text
