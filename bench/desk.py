"""The desk with a hundred thousand cases: its index, and answers from an update on."""

from __future__ import annotations

import asyncio
import gc
import os
import secrets
import sqlite3
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import SecretStr

from bench.figure import Figure
from bot.bots import make_bot
from bot.config import Config, load
from bot.desk import apology, make_dispatcher, names_of, office_of
from bot.indexing import index_over
from bot.keys import load_letter_keys
from bot.updates import LoopParts, UpdateLoop
from casework.desk.deadlines import PURPOSE as TERM
from casework.desk.facts import PURPOSE, Facts
from casework.desk.index import FactsIndex
from casework.desk.people import PURPOSE as ACCOUNT
from casework.desk.scope import DeskScope
from casework.desk.sessions import Sessions
from casework.ports import Reader
from casework.rules.receipts import issue_receipt_number
from casework.rules.registration import registration_number
from emulator.actor import Actor
from emulator.client import Control
from emulator.server import Emulator
from handlers.texts import Texts
from storage.ledger.age import Profile, X25519Identity
from storage.ledger.desk_seals import DeskKeys
from storage.ledger.local import LocalKey
from storage.ledger.note import NoteSigner
from storage.sql.desk_book import SqlDeskBook
from storage.sql.journal import SqlJournal
from storage.sql.work import Database, Work, open_database

CASES = 100_000
ASKED = 25
MAX_ANSWER_MS = 150
MAX_PAUSE_MS = 10
MILLI, MEBI = 1000, 1 << 20
TOKEN, DESK = "100300:desk-token", "desk_bot"
READER = Reader("reader", "leader", frozenset(), "age1", "code")
EVERYBODY = ("reader", "second", "third", "fourth", "fifth")
RULES = ("fifth-review", "acceptance-notice")
STATES = ("registered", "in-progress", "in-progress", "answered", "closed")
TODAY = date(2026, 9, 28)
NOW = datetime(2026, 9, 28, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


class _Roster:
    """Knows one reader."""

    def profile(self) -> str:
        return Profile.X25519

    def recovery(self) -> None:
        return None

    def readers(self) -> Sequence[Reader]:
        return [READER]

    def reader(self, reader_id: str) -> Reader | None:
        return READER if reader_id == READER.id else None


def figures() -> Iterator[Figure]:
    """Measure, one figure after the other; it takes half a gigabyte of disk."""
    with tempfile.TemporaryDirectory(prefix="dengwen-bench-") as name:
        yield from asyncio.run(_desk(Path(name)))


async def _desk(folder: Path) -> list[Figure]:
    keys, config = _keys(folder), load(Path(__file__).parent.parent / "config.toml")
    database = open_database(f"sqlite+aiosqlite:///{folder}/desk.db")
    await database.create_tables()
    async with Emulator() as emulator, Control(emulator.url) as control:
        await control.bot(TOKEN, DESK, "Desk")
        person = await control.user("reader", language_code="en")
        receipt = _fill(folder / "desk.db", keys, person.id)
        index = index_over(database, keys)
        built = await _building(index)
        loop = _loop(config, keys, database, index, emulator.url)
        stop = asyncio.Event()
        running = asyncio.create_task(loop.run(stop))
        answers = [await _answering(person, asked) for asked in _questions(receipt)]
        stop.set()
        await running
        await loop.bot.session.close()
    await database.close()
    return [*built, *answers]


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody does, and the words by which the answer is known.

    `before` are the steps that lead there, which are not measured: each with its own answer.
    """

    name: str
    act: str
    answer: str
    before: Sequence[tuple[str, str]] = ()


QUEUE = ("/queue", "With you:")
DUE = ("/due", "Yours to do")
FILTERS = ("Filters", "What do you want to see")


def _questions(receipt: str) -> list[Asked]:
    by_term = (("Deadline", "Which deadline"), ("acceptance notice", "when is it due"))
    return [
        Asked("/help, which asks for no case", "/help", "desk"),
        Asked("/queue", *QUEUE),
        Asked("a filter of the queue", "Unassigned", "unassigned:", [QUEUE, FILTERS]),
        Asked(
            "the queue of one unit",
            "Office of",
            "Office of",
            [QUEUE, FILTERS, ("Unit", "Which unit")],
        ),
        Asked("one term, overdue", "overdue", "(overdue):", [QUEUE, FILTERS, *by_term]),
        Asked("/due", *DUE),
        Asked("/due, everybody's", "Everybody", "Everybody’s:", [DUE]),
        Asked("a card", "礼巡信", "handled by", [QUEUE]),
        Asked("a find by receipt number", f"/find {receipt}", "Found"),
        Asked("a find by category, state and month", "/find C in progress 2026-03", "Found"),
        Asked("a find by term and unit", "/find acceptance notice Office", "Found"),
    ]


def _keys(folder: Path) -> DeskKeys:
    return DeskKeys(
        identity=X25519Identity.generate(),
        local=LocalKey.generate(),
        log_signer=NoteSigner.generate("log"),
        courier=X25519Identity.generate().recipient,
        intake=NoteSigner.generate("intake").verifier,
        blob_path=lambda name: folder / name,
        profile=Profile.X25519,
    )


def _fill(path: Path, keys: DeskKeys, user_id: int) -> str:
    """Put cases, wraps, terms and an account in, in bulk; returns a receipt number of one."""
    random = Random(1)  # noqa: S311  the same in each run
    receipts = [issue_receipt_number("LX", random.getrandbits) for _ in range(CASES)]
    binding = {"user_id": user_id, "chat_id": user_id, "language": "en", "code": READER.code_hash}
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(
            "INSERT INTO accounts VALUES (?, ?, NULL)",
            (READER.id, keys.seal_own(ACCOUNT, binding, READER.id)),
        )
        connection.executemany(
            "INSERT INTO cases (position, id, lookup, received_on, state, review, facts, version)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (_case(at, receipts[at], keys, random) for at in range(CASES)),
        )
        connection.executemany(
            "INSERT INTO wraps (case_id, epoch, reader_id, key, wrap) VALUES (?, 1, ?, '', ?)",
            ((f"{at:032x}", who, b"") for at in range(CASES) for who in EVERYBODY),
        )
        connection.executemany(
            "INSERT INTO terms (id, case_id, due_on, met, sealed) VALUES (?, ?, ?, ?, ?)",
            (_term(at, keys) for at in range(CASES)),
        )
    return receipts[CASES // 2]


def _term(at: int, keys: DeskKeys) -> tuple[Any, ...]:
    """Return the one term of a case, which two cases of three have met."""
    term_id, due = f"{at:032x}", str(_day(at) + timedelta(days=21))
    plain = {"rule": RULES[at % 2], "started_on": str(_day(at)), "remind_on": due}
    sealed = keys.seal_own(TERM, {**plain, "provisional": False}, term_id)
    return (term_id, term_id, due, at % 3 > 0, sealed)


def _day(at: int) -> date:
    return TODAY - timedelta(days=365 - at * 365 // CASES)


def _case(at: int, receipt: str, keys: DeskKeys, random: Random) -> tuple[Any, ...]:
    case_id, state = f"{at:032x}", random.choice(STATES)
    review = random.choice(("due", "reviewed"))
    facts = Facts(
        receipt=receipt,
        channel="telegram",
        unit=random.choice(("leading-group", "office", "unsure")),
        category=random.choice("ABCDEFG"),
        concerns="none",
        identity="anonymous",
        language="zh-CN",
        received_at=f"{_day(at)}T09:00:00+08:00",
        messages=2,
        attachments=1,
        recipients=("age1" * 15,),
        route=True,
        readers=EVERYBODY,
        bypassed=(),
        recused=(),
        registration=registration_number("礼巡信", 2026, at + 1),
        registered_at=f"{_day(at)}T09:00:01+08:00",
        assignee=None if state == "registered" else random.choice(EVERYBODY),
        marks=("urgent",) if at % 50 == 0 else (),
    )
    sealed = keys.seal_own(PURPOSE, asdict(facts), f"{case_id} {state} {review}")
    lookup = at.to_bytes(32, "big")
    return (at + 1, case_id, lookup, str(_day(at)), state, review, sealed, 2)


async def _building(index: FactsIndex) -> list[Figure]:
    """Build the index while somebody else waits for turns of the event loop.

    They are measured on the processor: what else runs on the machine does not lengthen them.
    """
    pauses: list[float] = []
    watching = asyncio.create_task(_watch(pauses))
    gc.collect()
    before = _resident()
    start, busy = time.perf_counter(), time.process_time()
    await index.build()
    seconds, busy = time.perf_counter() - start, time.process_time() - busy
    watching.cancel()
    longest = max(pauses) * MILLI
    return [
        Figure(f"index of {len(index):,} cases, built", f"{seconds:.1f} s"),
        Figure("CPU of the same", f"{busy:.1f} s"),
        Figure(
            "longest turn of the event loop meanwhile, CPU",
            f"{longest:.1f} ms",
            f"below {MAX_PAUSE_MS} ms",
            longest < MAX_PAUSE_MS,
        ),
        Figure("memory that the process took for it", f"{(_resident() - before) / MEBI:.0f} MiB"),
    ]


async def _watch(pauses: list[float]) -> None:
    while True:
        start = time.process_time()
        await asyncio.sleep(0)
        pauses.append(time.process_time() - start)


def _loop(
    config: Config, keys: DeskKeys, database: Database, index: FactsIndex, api: str
) -> UpdateLoop:
    bot, texts, office = make_bot(api, SecretStr(TOKEN)), Texts(["en"]), office_of(config)
    sessions = Sessions(_now, office.unlock_for)
    letters = load_letter_keys(Path("letters"), keys)

    def scope(work: Work) -> dict[str, Any]:
        book = SqlDeskBook(work)
        roster: Any = _Roster()
        return {
            "scope": DeskScope(
                book, keys, letters, roster, _now, lambda: secrets.token_hex(16), office, sessions
            )
        }

    return UpdateLoop(
        bot=bot,
        name="team",
        dispatcher=make_dispatcher(keys.local, texts, names_of(config), index),
        database=database,
        journal=SqlJournal(database, "team"),
        answers_seal=keys.local.sealed("answers"),
        parts=LoopParts(
            scope=scope,
            seal_for_courier=keys.seal_for_courier,
            seal_quarantined=lambda _raw: None,
            apology=lambda raw: apology(texts, raw),
        ),
        clock=_now,
        new_id=lambda: secrets.token_hex(16),
    )


def _now() -> datetime:
    return NOW


async def _answering(person: Actor, asked: Asked) -> Figure:
    """Measure from the moment at which somebody acts to the answer on their screen."""
    taken = []
    for _ in range(ASKED):
        # A screen that grows would be what is measured in the end.
        await person.wipes(DESK)
        for act, answer in asked.before:
            await _does(person, act, answer)
        start = time.perf_counter()
        await _does(person, asked.act, asked.answer)
        taken.append(time.perf_counter() - start)
    typical = median(taken) * MILLI
    limit = f"median below {MAX_ANSWER_MS} ms"
    name = f"{asked.name}, to the answer"
    return Figure(name, f"{typical:.0f} ms", limit, typical < MAX_ANSWER_MS)


async def _does(person: Actor, act: str, answer: str) -> None:
    """Say a command or press a button, and wait for what answers it."""
    if act.startswith("/"):
        await person.says(DESK, act)
    else:
        await person.taps(DESK, act)
    await person.waits_for(DESK, answer)


def _resident() -> int:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")
