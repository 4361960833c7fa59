"""The daily summary of a ledger of a million cases, each with an open term.

What is counted is what happens once a day: the desk turns the day and lists what is overdue, and
the courier reads the figures, puts them into words and plans the message. How much memory that
takes is compared with a ledger of a thousand cases.
"""

from __future__ import annotations

import asyncio
import gc
import secrets
import sqlite3
import tempfile
import time
import tracemalloc
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, replace
from datetime import date, datetime, timedelta
from heapq import nsmallest
from pathlib import Path
from statistics import median
from zoneinfo import ZoneInfo

from bench.figure import Figure
from bot.config import Config, load
from bot.courier_figures import FigureWords
from bot.courier_summary import DailySummary, Planning
from bot.desk import office_of
from bot.keys import load_letter_keys
from casework.desk.facts import PURPOSE, Facts
from casework.desk.figures import Kept, keep_figures, read_totals
from casework.desk.overdue import list_overdue
from casework.desk.people import PURPOSE as ACCOUNT
from casework.desk.scope import DeskScope
from casework.desk.sessions import Sessions
from casework.ports import Reader
from casework.rules.registration import registration_number
from casework.rules.totals import DayCount, Totals
from casework.rules.trend import KEPT, Trend
from handlers.texts import Texts
from storage.ledger.age import Profile, X25519Identity
from storage.ledger.courier_seals import CourierKeys
from storage.ledger.desk_seals import DeskKeys
from storage.ledger.entries import Scribe
from storage.ledger.local import LocalKey
from storage.ledger.note import NoteSigner
from storage.sql.courier_book import SqlCourierBook
from storage.sql.desk_book import SqlDeskBook
from storage.sql.work import Database, Work, open_database

FEW, MANY = 1_000, 1_000_000
DAYS = 25
SPREAD = 400  # days over which due dates lie, half of them past
READABLE = 200  # cases whose facts are sealed: more than are ever listed
MAX_MS = 100
MAX_MORE_KIB = 64
MILLI, KIBI = 1000, 1024
SUMMARY = "the summary made and planned"
ZONE = ZoneInfo("Asia/Shanghai")
TODAY = date(2026, 9, 28)
LIAISON = Reader("liaison", "liaison", frozenset(), None, "code")


class _Roster:
    """Knows the liaison."""

    def profile(self) -> str:
        return Profile.X25519

    def recovery(self) -> None:
        return None

    def edition(self) -> tuple[int, str]:
        return 1, ""

    def readers(self) -> Sequence[Reader]:
        return [LIAISON]

    def reader(self, reader_id: str) -> Reader | None:
        return LIAISON if reader_id == LIAISON.id else None


class _Clock:
    """Stands where it was put."""

    def __init__(self) -> None:
        self.at = datetime(2026, 9, 28, 9, 0, tzinfo=ZONE)

    def __call__(self) -> datetime:
        return self.at


def figures() -> Iterator[Figure]:
    """Measure, one figure after the other; it takes half a gigabyte of disk."""
    with tempfile.TemporaryDirectory(prefix="dengwen-bench-") as name:
        for cases in (FEW, MANY):
            (Path(name) / str(cases)).mkdir()
        yield from asyncio.run(_both(Path(name)))


async def _both(folder: Path) -> list[Figure]:
    few, many = [await _measured(folder / str(cases), cases) for cases in (FEW, MANY)]
    found = []
    for name, of_million in many.items():
        taken, peak = of_million
        more, typical = peak - few[name][1], median(taken) * MILLI
        limit = f"median below {MAX_MS} ms" if name == SUMMARY else ""
        found += [
            Figure(
                f"{MANY:,} cases: {name}",
                f"{typical:.1f} ms",
                limit,
                not limit or typical < MAX_MS,
            ),
            Figure("the longest of the same", f"{max(taken) * MILLI:.1f} ms"),
            Figure("memory of the same at its peak", f"{peak / KIBI:.0f} KiB"),
            Figure(
                f"more than with {FEW:,} cases",
                f"{more / KIBI:.0f} KiB",
                f"below {MAX_MORE_KIB} KiB",
                more < MAX_MORE_KIB * KIBI,
            ),
        ]
    return found


async def _measured(folder: Path, cases: int) -> Mapping[str, tuple[list[float], int]]:
    """Return, by what was done, how long it took each time and how much memory at the most."""
    config, clock = load(Path(__file__).parent.parent / "config.toml"), _Clock()
    keys, courier = _keys(folder)
    scribe = Scribe(keys.identity.recipient)
    database = open_database(f"sqlite+aiosqlite:///{folder}/ledger.db", scribe)
    await database.create_tables()
    _fill(folder / "ledger.db", keys, cases)
    scope = _scopes(config, keys, clock, folder)
    await _does(scope, database, lambda of: keep_figures(of, Kept(_totals(cases))))
    planning = Planning(SqlCourierBook(database), courier, clock, lambda: secrets.token_hex(16))
    words = FigureWords(Texts(config.languages), config.categories)
    summary = DailySummary(planning, words, config.round.timezone, config.courier.summary_at)

    async def turn() -> None:
        await _does(scope, database, list_overdue)

    async def change() -> None:
        await _does(scope, database, _change)

    steps = {
        "a day turned, what is overdue listed": turn,
        SUMMARY: summary.plan_summary,
        "figures changed": change,
    }
    taken: dict[str, list[float]] = {name: [] for name in steps}
    for _ in range(DAYS):
        clock.at += timedelta(days=1)
        for hour, (name, step) in zip((1, 18, 19), steps.items(), strict=True):
            clock.at = clock.at.replace(hour=hour)
            start = time.perf_counter()
            await step()
            taken[name].append(time.perf_counter() - start)
    peaks = {}
    clock.at += timedelta(days=1)
    for hour, (name, step) in zip((1, 18, 19), steps.items(), strict=True):
        clock.at = clock.at.replace(hour=hour)
        peaks[name] = await _peak(step)
    await database.close()
    return {name: (times, peaks[name]) for name, times in taken.items()}


async def _peak(step: Callable[[], Awaitable[None]]) -> int:
    """Return how many bytes a step held at its worst moment, beyond what was there."""
    gc.collect()
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    await step()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most - before


async def _change(scope: DeskScope) -> None:
    """Let a term be met and another begin, as most of what the team does."""
    totals = await read_totals(scope)
    kept = Kept(totals.term_met(TODAY).term_opened(TODAY))
    row = await scope.book.totals()
    await keep_figures(scope, replace(kept, version=row.version if row else 0))


async def _does(
    scope: Callable[[Work], DeskScope],
    database: Database,
    step: Callable[[DeskScope], Awaitable[None]],
) -> None:
    work = Work(database)
    await step(scope(work))
    work.log({"event": "figures"})
    await work.commit()


def _scopes(
    config: Config, keys: DeskKeys, clock: _Clock, folder: Path
) -> Callable[[Work], DeskScope]:
    office, letters = office_of(config), load_letter_keys(folder / "letters", keys)
    sessions = Sessions(clock, office.unlock_for)

    def scope(work: Work) -> DeskScope:
        return DeskScope(
            SqlDeskBook(work),
            keys,
            letters,
            _Roster(),
            clock,
            lambda: secrets.token_hex(16),
            office,
            sessions,
        )

    return scope


def _keys(folder: Path) -> tuple[DeskKeys, CourierKeys]:
    desk, courier = X25519Identity.generate(), X25519Identity.generate()
    keys = DeskKeys(
        identity=desk,
        local=LocalKey.generate(),
        log_signer=NoteSigner.generate("log"),
        courier=courier.recipient,
        intake=NoteSigner.generate("intake").verifier,
        blob_path=lambda name: folder / name,
        profile=Profile.X25519,
    )
    return keys, CourierKeys(courier, desk.recipient)


def _due(at: int) -> date:
    return TODAY + timedelta(days=at % SPREAD - SPREAD // 2)


def _totals(cases: int) -> Totals:
    """Return the figures of the ledger: every day that is kept has something of everything."""
    codes, channels = [f"{letter}{n}" for letter in "ABCDEFG" for n in range(1, 8)], ("telegram",)
    each = DayCount(dict.fromkeys(channels, 9), dict.fromkeys(codes, 3), 5, 5, 5)
    due = {_due(at): 0 for at in range(SPREAD)}
    for at in range(cases):
        due[_due(at)] += 1
    return Totals(
        days={TODAY - timedelta(days=back): each for back in range(31)},
        due=due,
        open=cases,
        waiting_review=cases // 2,
        trend=Trend({TODAY - timedelta(days=back): (900, 800, 700) for back in range(KEPT)}),
        today=TODAY,
    )


def _fill(path: Path, keys: DeskKeys, cases: int) -> None:
    """Put cases and terms in, in bulk; those that can be listed have facts that open."""
    readable = set(nsmallest(READABLE, range(cases), key=lambda at: (_due(at), _id(at))))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.executemany(
            "INSERT INTO cases (position, id, lookup, received_on, state, review, facts, version)"
            " VALUES (?, ?, ?, ?, 'registered', 'due', ?, 2)",
            (
                (
                    at + 1,
                    _id(at),
                    at.to_bytes(32, "big"),
                    TODAY.isoformat(),
                    _facts(at, keys) if at in readable else b"",
                )
                for at in range(cases)
            ),
        )
        connection.executemany(
            "INSERT INTO terms (id, case_id, due_on, met, sealed) VALUES (?, ?, ?, 0, x'')",
            ((_id(at), _id(at), _due(at).isoformat()) for at in range(cases)),
        )
        binding = keys.seal_own(ACCOUNT, _account(), LIAISON.id)
        connection.execute(
            "INSERT INTO accounts (reader_id, binding) VALUES (?, ?)", (LIAISON.id, binding)
        )


def _account() -> Mapping[str, object]:
    return {"user_id": 5, "chat_id": 5, "language": "zh-CN", "code": LIAISON.code_hash}


def _id(at: int) -> str:
    # As random as real ones, so that neighbours in time do not lie together.
    return f"{at * 0x9E3779B97F4A7C15 % (1 << 64):032x}"


def _facts(at: int, keys: DeskKeys) -> bytes:
    facts = Facts(
        receipt="LX-64ZGG-ZDW0H-7",
        channel="telegram",
        unit="office",
        category="B",
        concerns="none",
        identity="anonymous",
        language="zh-CN",
        received_at="2026-09-01T09:00:00+08:00",
        messages=1,
        attachments=0,
        recipients=("age1" * 15,),
        route=True,
        readers=("leader",),
        bypassed=(),
        recused=(),
        registration=registration_number("礼巡信", 2026, at + 1),
        registered_at="2026-09-01T09:00:01+08:00",
    )
    return keys.seal_own(PURPOSE, asdict(facts), f"{_id(at)} registered due")
