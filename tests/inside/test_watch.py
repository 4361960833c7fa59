"""What a process answers to its operator, asked over a real connection."""

import asyncio
import contextlib
import json
import subprocess
import sys
import threading
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from click.testing import CliRunner
from sqlalchemy import insert

from bot.__main__ import cli
from bot.config import Metrics
from bot.inside.listener import MOST_BYTES, MOST_OPEN, Listener
from bot.inside.meters import Meters
from bot.inside.probes import of_courier, of_desk, of_intake
from bot.inside.reach import Reach
from bot.inside.watch import LAG_FOR, REACHED_SECONDS, Watch, beyond, free_ratio
from casework.ports import StorageUnavailableError
from casework.rules.calendar import WorkCalendar
from storage.sql.tables import downloads, outbox, quarantine
from storage.sql.work import open_database
from tests.scribe import SCRIBE

from .told import ROOT

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
async def database(tmp_path):
    database = open_database(f"sqlite+aiosqlite:///{tmp_path}/a.db", SCRIBE)
    await database.create_tables()
    yield database
    await database.close()


@pytest.fixture
async def watch(database, tmp_path):
    async def no_answer():
        raise OSError

    meters = Meters(lambda: date(2026, 11, 23))
    settings = Metrics(listen="127.0.0.1")
    reaches = {"public": Reach(no_answer)}
    return Watch("intake", settings, [tmp_path], lambda: NOW, meters, database, reaches)


@contextlib.asynccontextmanager
async def listening(watch):
    listener, stop = Listener("127.0.0.1", 0, watch.paths()), asyncio.Event()
    task = asyncio.create_task(listener.run(stop))
    while not listener.port:
        await asyncio.sleep(0.01)
    yield listener.port
    stop.set()
    await task


async def ask(port, sent):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(sent)
    answer = await reader.read()
    writer.close()
    head, _, body = answer.partition(b"\r\n\r\n")
    return int(head.split()[1]) if head else None, body


def get(path):
    return f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode()


async def test_ready_is_who_has_database_and_telegram(watch, monkeypatch):
    async with listening(watch) as port:
        assert await ask(port, get("/health/live")) == (200, b"live\n")
        assert await ask(port, get("/health/ready")) == (503, b"not ready\n")
        await watch.look()
        assert await ask(port, get("/health/ready")) == (200, b"ready\n")
        monkeypatch.setattr(Reach, "silent_seconds", lambda _: REACHED_SECONDS + 1)
        assert (await ask(port, get("/health/ready")))[0] == 503
        status, figures = await ask(port, get("/metrics"))
    assert status == 200
    assert b"dengwen_ready 0.0" in figures
    assert b'dengwen_telegram_age_seconds{bot="public"} 300.0' in figures
    assert b"process_" not in figures
    assert b"python_" not in figures


async def test_an_answer_to_somebody_is_not_seen_in_how_long_telegram_is_silent(watch, monkeypatch):
    async with listening(watch) as port:
        seen = set()
        for silent in (0, 29, 31, 59, 61, 299):
            monkeypatch.setattr(Reach, "silent_seconds", lambda _, silent=silent: silent)
            seen.add((await ask(port, get("/metrics")))[1])
    assert len(seen) == 1


async def test_a_database_that_does_not_answer_makes_nobody_ready(watch):
    class Silent:
        async def read(self, _question):
            raise StorageUnavailableError

    watch.database = Silent()
    await watch.look()
    assert not watch.is_ready()


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (get("/"), 404),
        (get("/metrics?x=1"), 200),
        (b"POST /metrics HTTP/1.1\r\n\r\n", 405),
        (b"hello\r\n\r\n", 400),
        (b"GET /metrics HTTP/1.1\r\n" + b"a: b\r\n" * MOST_BYTES, 400),
    ],
)
async def test_whatever_is_asked_is_answered(watch, sent, status):
    async with listening(watch) as port:
        with contextlib.suppress(ConnectionError):
            assert (await ask(port, sent))[0] == status
        assert (await ask(port, get("/health/live")))[0] == 200


async def test_who_only_holds_the_line_takes_no_more_than_so_many(watch, monkeypatch):
    monkeypatch.setattr("bot.inside.listener.READ_SECONDS", 0.3)
    async with listening(watch) as port:
        held = [await asyncio.open_connection("127.0.0.1", port) for _ in range(MOST_OPEN)]
        await asyncio.sleep(0.05)
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        assert await asyncio.wait_for(reader.read(), 0.2) == b""
        writer.close()
        for reader, writer in held:
            await reader.read()
            writer.close()
        assert (await ask(port, get("/health/live")))[0] == 200


async def test_without_an_address_nothing_listens(watch):
    watch.settings = Metrics()
    await asyncio.wait_for(watch.run(asyncio.Event()), 1)
    assert watch.meters.value("dengwen_start_time_seconds") is None


async def test_a_message_on_its_way_is_not_shown_and_one_that_is_stuck_is(database, watch):
    (look, _) = of_courier(watch.meters, database)
    row = {"sealed": b"", "attempts": 0, "leased_until": 0, "uncertain": False}
    due = int((NOW - timedelta(minutes=4)).timestamp())
    put = insert(outbox).values(row | {"id": "a", "due_at": due, "together": None})
    await database.write([lambda c: c.execute(put)])
    await look(NOW)
    assert watch.meters.value("dengwen_outbox_late", "item") == 0
    assert watch.meters.value("dengwen_outbox_oldest_seconds") == 0
    await look(NOW + timedelta(minutes=3, seconds=7))
    assert watch.meters.value("dengwen_outbox_late", "item") == 1
    assert watch.meters.value("dengwen_outbox_late", "line") == 0
    assert watch.meters.value("dengwen_outbox_oldest_seconds") == 420


async def test_a_file_is_shown_when_it_was_tried_twice(database, watch):
    at_downloads, at_quarantine = of_intake(watch.meters, database)
    row = {"case_id": "c", "pointer": b"", "next_at": 0, "failed": False}
    tried = [row | {"piece_id": str(n), "attempts": n} for n in range(4)]
    await database.write([lambda c: c.execute(insert(downloads), tried)])
    await at_downloads(NOW)
    await at_downloads(NOW + timedelta(seconds=130))
    assert watch.meters.value("dengwen_downloads_late") == 2
    assert watch.meters.value("dengwen_downloads_oldest_seconds") == 120
    put = {"bot": "public", "update_id": 1, "kind": "x", "at": 0}
    event = {"event": "quarantined"}
    await database.write([lambda c: c.execute(insert(quarantine).values(put))], [event])
    await at_quarantine(NOW)
    assert watch.meters.value("dengwen_quarantined") == 1


async def test_the_desk_shows_what_somebody_must_see_to(database, watch):
    meters, ends = watch.meters, [date(2026, 11, 30)]
    looks = of_desk(
        meters,
        database,
        lambda: NOW - timedelta(minutes=20),
        lambda: WorkCalendar({}),
        lambda: ends[0],
        lambda: date(2026, 11, 23),
    )
    for look in looks:
        await look(NOW)
    assert meters.value("dengwen_checkpoint_age_seconds") == 1200
    assert meters.value("dengwen_calendar_missing") == 1
    assert meters.value("dengwen_roster_days") == 7
    assert meters.value("dengwen_log_entries") == 0
    assert meters.value("dengwen_entries_waiting") == 0
    ends[0] = None
    await looks[1](NOW)
    assert meters.value("dengwen_roster_days") is None


async def test_an_update_that_comes_late_shows_how_late_until_the_clock_says_so(watch):
    now = NOW
    watch.clock = lambda: now

    def comes(late):
        sent = int(now.timestamp()) - late
        watch.handled({"update_id": 1, "message": {"date": sent}}, "handled", 0.1)
        return watch.meters.value("dengwen_telegram_lag_seconds")

    await watch.look()
    assert [comes(60), comes(7300), comes(400), comes(60)] == [0, 7260, 7260, 7260]
    await watch.look()
    assert comes(60) == 7260
    now = NOW + LAG_FOR
    await watch.look()
    assert [comes(60), comes(400)] == [0, 360]


def test_waiting_for_less_than_five_minutes_is_no_trouble(tmp_path):
    assert [beyond(s) for s in (0, 300, 301, 419, 420)] == [0, 0, 300, 360, 420]
    assert 0 <= free_ratio([tmp_path, tmp_path / "none"]) <= 1
    assert free_ratio([]) == 0


class Answers(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == "/health/live" else 503)
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture
def somebody(monkeypatch):
    server = HTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("DENGWEN_CONFIG", str(ROOT / "config.toml"))
    monkeypatch.setenv("DENGWEN_METRICS__LISTEN", "0.0.0.0")  # noqa: S104  nothing listens
    monkeypatch.setenv("DENGWEN_METRICS__PORT", str(server.server_port))
    yield server
    server.shutdown()
    server.server_close()


def test_the_command_asks_a_process(somebody):
    run = CliRunner().invoke
    assert run(cli, ["health", "intake", "--live"]).exit_code == 0
    asked = run(cli, ["health", "intake", "--json"])
    assert asked.exit_code == 1
    assert json.loads(asked.stdout) == {"intake": "not ready"}
    assert "intake: not ready" in run(cli, ["health", "intake"]).stdout


def test_the_command_says_what_is_missing(monkeypatch):
    monkeypatch.setenv("DENGWEN_CONFIG", str(ROOT / "config.toml"))
    asked = CliRunner().invoke(cli, ["health"])
    assert asked.exit_code == 2
    assert "metrics.listen" in asked.stderr


def test_no_process_loads_what_it_shows_nothing_with():
    code = "import sys, bot.courier, bot.intake; print('prometheus_client' in sys.modules)"
    run = [sys.executable, "-c", code]
    assert subprocess.check_output(run, cwd=ROOT, text=True).strip() == "False"
