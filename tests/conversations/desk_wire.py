"""The desk's dispatcher in one process: a press goes in as Telegram sends it, and nothing is kept.

What a press would commit is inspected and thrown away, so thousands of them go over one prepared
world. Reads ask the same database by the same questions, without the way through another thread.
"""

import copy
import secrets
from dataclasses import dataclass, replace

from aiogram.methods import AnswerCallbackQuery
from aiogram.types import Update
from sqlalchemy import create_engine

from bot.bots import make_bot
from bot.desk import make_dispatcher
from bot.dialogues import dialogue_key
from bot.updates import LoopParts, UpdateLoop
from handlers.team.context import Names
from handlers.texts import Texts
from storage.ledger.padding import padded_json
from storage.sql.journal import SqlJournal
from storage.sql.work import Work


class Secret:
    """A token as the configuration holds it."""

    def get_secret_value(self):
        return "100300:desk-token"


def read_nearby(database, path):
    """Let a database answer reads in this thread, by the same questions; returns what to close."""
    connection = create_engine(f"sqlite:///{path}", isolation_level="AUTOCOMMIT").connect()

    async def read(question):
        return question(connection)

    database.read = read
    return connection


class Conversation(Work):
    """A unit of work in which a conversation stands where a test wants it."""

    def __init__(self, database, sealed):
        super().__init__(database)
        self._sealed = sealed

    async def read(self, question):
        return self._sealed


@dataclass(frozen=True)
class Pressed:
    """What came of one press: what was said, the buttons below it, and what would be committed."""

    texts: tuple[str, ...]
    buttons: tuple[str, ...]
    ended: bool
    changes: int
    events: tuple[str, ...]


class Wire:
    """Takes raw updates as the update loop does, and commits nothing."""

    def __init__(self, world, names=None):
        self.world = world
        self.texts = Texts(["zh-CN", "en"])
        self.bot = make_bot("http://127.0.0.1:9", Secret())
        self._number = 0
        names = names or Names(units=(), categories=(), people=())
        self._loop = UpdateLoop(
            bot=self.bot,
            name="team",
            dispatcher=make_dispatcher(world.keys.local, self.texts, names),
            database=world.database,
            journal=SqlJournal(world.database, "team"),
            answers_seal=world.keys.local.sealed("answers"),
            parts=LoopParts(
                scope=lambda _work: {"scope": self._scope},
                seal_for_courier=world.keys.seal_for_courier,
                seal_quarantined=lambda _raw: None,
                apology=lambda _raw: None,
            ),
            clock=world.clock,
            new_id=lambda: secrets.token_hex(16),
        )

    async def close(self):
        await self.bot.session.close()

    async def presses(self, user_id, data, step=None, known=None, *, chat=None, roster=None):
        """Press a button with `data`; the conversation stands at `step` with what is `known`."""
        shown = {"message_id": 7, "date": 0, "chat": chat or _private(user_id)}
        query = {"id": "1", "from": _user(user_id), "chat_instance": "1", "data": data}
        raw = {"callback_query": {**query, "message": shown}}
        return await self._asks(user_id, raw, step, known, roster)

    async def says(self, user_id, text, step=None, known=None, *, roster=None):
        """Send `text`; the conversation stands at `step` with what is `known`."""
        sent = {"message_id": 8, "date": 0, "chat": _private(user_id), "from": _user(user_id)}
        raw = {"message": {**sent, "text": text}}
        return await self._asks(user_id, raw, step, known, roster)

    async def _asks(self, user_id, raw, step, known, roster):
        self._number += 1
        update = Update.model_validate(
            {"update_id": self._number, **raw}, context={"bot": self.bot}
        )
        work = Work(self.world.database)
        scope = self.world.scope(work)
        sessions = copy.copy(scope.sessions)
        sessions._keys = dict(sessions._keys)
        self._scope = replace(scope, sessions=sessions, roster=roster or scope.roster)
        conversation = Conversation(self.world.database, self._sealed(user_id, step, known))
        answers = await self._loop._ask_handler(update, conversation)
        return _pressed([answer.method for answer in answers], work)

    def _sealed(self, user_id, step, known):
        if step is None and not known:
            return None
        key = bytes.fromhex(dialogue_key(self.world.keys.local, self.bot.id, user_id, user_id))
        record = padded_json({"state": step, "data": known or {}})
        return self.world.keys.local.sealed("dialogue").seal(record, key)


def _pressed(methods, work):
    markups = [getattr(method, "reply_markup", None) for method in methods]
    return Pressed(
        texts=tuple(method.text for method in methods if hasattr(method, "text") and method.text),
        buttons=tuple(
            button.callback_data
            for markup in markups
            if markup
            for row in markup.inline_keyboard
            for button in row
        ),
        ended=any(isinstance(method, AnswerCallbackQuery) for method in methods),
        changes=len(work._operations),
        events=tuple(event["event"] for event in work._events),
    )


def _user(user_id):
    return {"id": user_id, "is_bot": False, "first_name": "x", "language_code": "en"}


def _private(user_id):
    return {"id": user_id, "type": "private", "first_name": "x"}
