"""The intake in one process with the tests: its own wiring, the emulator, keys of two readers."""

import asyncio
import json
import os
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from bot.config import load
from bot.desk import make_sequencer, scope_maker
from bot.exports import export_case, open_export
from bot.intake import assemble
from bot.keys import load_desk_keys, load_verifier, make_keys, root_signer
from casework.ports import Reader
from storage.blobs import FolderBlobs
from storage.ledger.age import generate_identity, open_sealed
from storage.ledger.identity_files import load_identity
from storage.ledger.mail import verify_mail
from storage.ledger.roster import SignedRoster, save_roster
from storage.sql.tables import (
    cases,
    desk_mail,
    dialogues,
    downloads,
    drafts,
    handles,
    outbox,
    pieces,
    routes,
    wraps,
)
from storage.sql.work import open_database
from tests.scribe import SCRIBE

TOKEN, BOT = "100200:drum-at-the-gate", "drum_bot"
CONFIG = Path(__file__).parents[2] / "config.toml"
EVERYTHING_OF_A_PETITION = (drafts, pieces, downloads, cases, wraps, routes, desk_mail, dialogues)
OPENING_HOUR = datetime(2019, 7, 10, 1, 0, tzinfo=UTC)  # nine in the morning where the office is


class Clock:
    """Stands still unless a test moves it."""

    def __init__(self):
        self.at = OPENING_HOUR

    def __call__(self):
        return self.at

    def passes(self, **by):
        self.at += timedelta(**by)


class Office:
    """An installation with a leader and a reviewer on its roster, and one running intake."""

    def __init__(self, folder, url, emulator, clock, profile):
        self.folder, self.emulator, self.clock = folder, emulator, clock
        self._settings = {
            "DENGWEN_TELEGRAM_API": url,
            "DENGWEN_TELEGRAM__PUBLIC_TOKEN": TOKEN,
            "DENGWEN_STORAGE__DATA": str(folder / "data"),
            "DENGWEN_STORAGE__KEYS": str(folder / "keys"),
            "DENGWEN_INTAKE__DOWNLOAD_ATTEMPTS": "2",
        }
        self.config = self._load()
        make_keys(self.keys, profile)
        self.profile = profile
        self.readers = {who: generate_identity(profile) for who in ("leader", "fifth-1")}
        self.sign_roster()
        self.database = open_database(self.config.storage.database, SCRIBE)
        self.blobs = FolderBlobs(self.config.storage.blobs)
        self.intake = None
        self.holds_downloads = False

    def set(self, **settings):
        """Change the configuration, for the intake that is opened next."""
        self._settings |= settings
        self.config = self._load()

    @property
    def keys(self):
        return self.config.storage.keys

    def sign_roster(self, serial=2, *, home_units=None, **fields):
        homes = home_units or {}
        people = tuple(
            Reader(
                who,
                who.split("-")[0],
                frozenset(homes.get(who, ())),
                identity.recipient.encode(),
                None,
            )
            for who, identity in self.readers.items()
        )
        roster = SignedRoster(serial, people, self.profile, **fields)
        save_roster(self.keys / "roster.note", roster, root_signer(self.keys, None))

    @asynccontextmanager
    async def open(self):
        """Run one intake process for the length of a block."""
        intake = assemble(self.config, self.clock)
        await intake.database.create_tables()
        downloads = replace(intake.downloads, poll_seconds=0.01)
        intake.loop.retry_seconds = 0.01
        self.intake = replace(intake, downloads=downloads)
        stop = asyncio.Event()
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self.intake.loop.run(stop))
                if not self.holds_downloads:
                    tasks.create_task(self.intake.downloads.run(stop))
                try:
                    yield self.intake
                finally:
                    stop.set()
        finally:
            if intake.bot.session._session is not None:
                await intake.bot.session._session.close()
            await intake.database.close()

    def log_keeper(self):
        """Return what keeps the log at the desk, just started."""
        keys = load_desk_keys(self.keys, self.blobs.path)
        scope = scope_maker(self.config, keys)
        return make_sequencer(self.config, self.database, keys, scope, self.clock)

    async def is_idle(self):
        """Wait until everything that Telegram holds for the bot is handled."""
        queue = self.emulator.world.bot_named(BOT).updates

        async def is_empty():
            return len(queue) == 0

        await until(is_empty)

    async def stored_everything(self):
        """Wait until no attachment is on its way."""

        async def are_stored():
            return not await self.rows(downloads)

        await until(are_stored)

    async def rows(self, table):
        return await self.database.read(lambda c: c.execute(select(table)).all())

    async def count(self, *tables):
        return [len(await self.rows(table)) for table in tables]

    async def facts(self):
        """Return the facts of the only case, opened as the desk opens them."""
        (case,) = await self.rows(cases)
        return self._mail(case.id, case.facts)

    async def mail(self):
        """Return what the intake tells the desk."""
        return [self._mail(row.case_id, row.sealed) for row in await self.rows(desk_mail)]

    async def route(self):
        """Return the reply route of the only case, opened as the courier opens it, or None."""
        rows = await self.rows(routes)
        return json.loads(open_sealed(rows[0].route, [self._identity("courier")])) if rows else None

    async def parcels(self):
        """Return what waits for the courier, oldest first, as parameters of the Bot API."""
        rows = await self.rows(outbox)
        courier = self._identity("courier")
        return [json.loads(open_sealed(row.sealed, [courier]))["params"] for row in rows]

    async def export(self, out):
        """Copy the only case into `out`, without any key."""
        (case,) = await self.rows(cases)
        return await export_case(
            self.database, self.blobs, case.id, out, readme="read me\n", at=self.clock()
        )

    async def opened(self, reader, tmp_path):
        """Return the pieces of the only case by file name, opened with a reader's identity."""
        folder, out = tmp_path / f"export-{reader}", tmp_path / f"opened-{reader}"
        await self.export(folder)
        paths = open_export(folder, self.readers[reader], out)
        return {path.name: path.read_bytes() for path in paths}

    async def add_handle(self, handle):
        """Do as the desk does when it writes to a reporter: put a handle to the case."""
        (case,) = await self.rows(cases)
        row = {"handle": handle, "case_id": case.id}
        await self.database.write([lambda c: c.execute(handles.insert().values(row))])

    def bytes_on_disk(self):
        """Return every file under the data folder, the write-ahead log included, by its name."""
        return {
            str(path.relative_to(self.folder)): path.read_bytes()
            for path in sorted((self.folder / "data").rglob("*"))
            if path.is_file()
        }

    def _mail(self, case_id, sealed):
        plain = json.loads(open_sealed(sealed, [self._identity("desk")]))
        return verify_mail(plain, case_id, load_verifier(self.keys, "intake"))

    def _identity(self, name):
        return load_identity(self.keys / f"{name}.age")

    def _load(self):
        before = dict(os.environ)
        os.environ.update(self._settings)
        try:
            return load(CONFIG)
        finally:
            os.environ.clear()
            os.environ.update(before)


async def until(condition):
    """Wait until an async condition holds."""
    async with asyncio.timeout(30):
        while not await condition():
            await asyncio.sleep(0.005)


def number_in(receipt):
    """Return the receipt number that a message shows: it stands alone on its line."""
    return next(line for line in receipt.text.splitlines() if line.startswith("LX-"))


async def writes_up_to_the_account(citizen, *, english=False, route="yes"):
    """Answer every question by button, anonymously, and stand at the account."""
    words = (
        ("English", "Begin", "1.", "Not sure", "No", "Not sure")
        if english
        else ("中文", "开始", "匿名", "办公室", "不是", "人防项目")
    )
    yes, no = ("Yes", "Do not write") if english else ("可以", "不要给我发")
    await citizen.says(BOT, "/start")
    for word in (*words, yes if route == "yes" else no):
        await citizen.waits_for(BOT)
        await citizen.taps(BOT, word)
    return await citizen.waits_for(BOT, "when, where" if english else "什么时候")


async def submits(citizen, *texts, english=False, route="yes"):
    """Write a whole petition and return its receipt number."""
    await writes_up_to_the_account(citizen, english=english, route=route)
    for text in texts or ("有人占用了人防工程。",):
        await citizen.says(BOT, text)
        await citizen.waits_for(BOT, "Noted" if english else "记下了")
    await citizen.taps(BOT, "Review" if english else "检查")
    await citizen.waits_for(BOT, "What will be" if english else "将要提交")
    await citizen.taps(BOT, "Submit" if english else "提交")
    return number_in(await citizen.waits_for(BOT, "receipt number" if english else "回执号"))
