"""An update loop over the emulator, with a dispatcher of a few lines and a real database."""

import asyncio
import itertools
import json
import secrets
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from aiogram import Dispatcher, F
from sqlalchemy import insert, select

from bot.dialogues import DialogueMiddleware
from bot.updates import LoopParts, UpdateLoop, chat_of
from handlers.answers import Answer, message_to
from storage.ledger.age import X25519Identity, open_sealed, seal
from storage.ledger.local import LocalKey
from storage.sql.journal import SqlJournal
from storage.sql.tables import handles, outbox, quarantine, seen
from tests.casework.office import without_row

TOKEN, BOT = "100200:drum-at-the-gate", "drum_bot"
FIRST_ID = 5_000


class Clock:
    """Stands still unless a test moves it."""

    def __init__(self):
        self.at = datetime(2019, 7, 10, 1, 0, tzinfo=UTC)

    def __call__(self):
        return self.at

    def passes(self, **by):
        self.at += timedelta(**by)


class Scene:
    """One bot whose handlers count what they did in the table `handles`."""

    def __init__(self, bot, database, clock, folder):
        self.bot = bot
        self.database = database
        self.clock = clock
        self.folder = folder
        self.local = LocalKey.generate()
        self.courier, self.reader = X25519Identity.generate(), X25519Identity.generate()
        self.dispatcher = Dispatcher(disable_fsm=True)
        self.dispatcher.update.outer_middleware(DialogueMiddleware(self.local))
        self.after_sent = []
        self._ids = (f"id-{number}" for number in itertools.count())
        self._updates = itertools.count(FIRST_ID)

    def on_text(self, words, handler):
        """Let `handler` answer messages that begin with `words`."""
        self.dispatcher.message(F.text.startswith(words))(handler)

    def loop(self, database=None):
        """Return a new loop, as a process that starts would make it."""
        database = database or self.database
        return UpdateLoop(
            bot=self.bot,
            name="public",
            dispatcher=self.dispatcher,
            database=database,
            journal=SqlJournal(database, "public"),
            answers_seal=self.local.sealed("answers"),
            parts=LoopParts(
                scope=lambda _work: {},
                seal_for_courier=lambda item: seal(
                    json.dumps(item).encode(), [self.courier.recipient]
                ),
                seal_quarantined=lambda raw: seal(
                    json.dumps(raw).encode(), [self.reader.recipient]
                ),
                apology=lambda raw: message_to(chat_of(raw), "sorry") if chat_of(raw) else None,
                after_sent=self._note_sent,
            ),
            clock=self.clock,
            new_id=lambda: next(self._ids),
            retry_seconds=0.01,
        )

    @asynccontextmanager
    async def running(self, loop=None):
        """Run a loop for the length of a block."""
        stop = asyncio.Event()
        task = asyncio.create_task((loop or self.loop()).run(stop))
        yield task
        stop.set()
        await task

    def update(self, user, text, **changes):
        """Return a raw update with the next id."""
        message = {
            "message_id": 1,
            "date": int(self.clock().timestamp()),
            "chat": {"id": user.id, "type": "private", "first_name": user.name},
            "from": {"id": user.id, "is_bot": False, "first_name": user.name},
            "text": text,
        }
        return {"update_id": next(self._updates), "message": message | changes}

    async def rows(self, table):
        return await self.database.read(lambda c: c.execute(select(table)).all())

    async def effects(self):
        """Return what the handlers wrote, in the order in which it was committed."""
        return [row.case_id for row in await self.rows(handles)]

    async def quarantined(self):
        return await self.rows(quarantine)

    async def seen_rows(self):
        return await self.rows(seen)

    async def outbox_items(self):
        """Return (row, item) of the outbox, opened as the courier opens them."""
        rows = await self.rows(outbox)
        return [
            (row, without_row(json.loads(open_sealed(row.sealed, [self.courier])))) for row in rows
        ]

    def bytes_on_disk(self):
        """Return everything that the database left in its folder."""
        return b"".join(path.read_bytes() for path in self.folder.iterdir() if path.is_file())

    async def _note_sent(self, then, message):
        self.after_sent.append((then, message.text))


def note_effect(work, words):
    """Let the commit of `work` count one effect."""
    row = {"handle": secrets.token_hex(16), "case_id": words}
    work.write(lambda c: c.execute(insert(handles).values(row)))


async def echo(message, work):
    note_effect(work, f"{message.chat.id}/{message.text.removeprefix('say ')}")
    return message_to(message.chat.id, message.text.removeprefix("say "))


async def raises(message, work):
    note_effect(work, "never")
    raise ValueError(f"refused {message.text}")


async def placeholder(message, work):
    return [
        Answer(message_to(message.chat.id, "one moment"), {"show": 7}),
        message_to(message.chat.id, "and a word"),
    ]


async def heard(person):
    """Return what the bot has said to a person, oldest first."""
    return [message.text for message in await person.sees(BOT) if not message.own]


async def until(condition, seconds=5):
    """Wait until an async condition holds."""
    async with asyncio.timeout(seconds):
        while not await condition():
            await asyncio.sleep(0.005)
