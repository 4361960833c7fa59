"""The two bots of the courier, for sending alone: neither ever asks for updates."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
from collections.abc import Collection, Mapping
from functools import partial
from typing import Any, TypeAlias

from pydantic import SecretStr
from telegram.error import InvalidToken, TelegramError
from telegram.ext import AIORateLimiter, Application, ApplicationBuilder, ExtBot, JobQueue

from bot.courier_outcomes import Fate, Outcome, outcome_of, remedy
from bot.courier_places import Places, Topic
from bot.courier_wiping import delete_messages
from casework.operator_log import OperatorLog, kind

log = OperatorLog(__name__)

SendingBot: TypeAlias = ExtBot[Any]
SendingApplication: TypeAlias = Application[Any, Any, Any, Any, Any, Any]

READ_SECONDS = 10.0
FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 30.0
MOVED = "moved"
"""The method of an item that calls nobody: it says which number a group has now."""
REMEDIES = 3
"""How many obstacles a message may meet one after the other: a group that moved, then its topic."""
LEVELS = {
    "httpx": logging.WARNING,  # prints the token at INFO, as a part of each address
    "httpcore": logging.WARNING,
    "telegram": logging.WARNING,
    "telegram.request.BaseRequest": logging.CRITICAL,  # prints answers that it cannot decode
    "telegram.ext.AIORateLimiter": logging.CRITICAL,  # prints each 429; the outbox tells of those
    "apscheduler": logging.ERROR,  # warns of each tick that is left out while others are busy
}


class TokenRefusedError(Exception):
    """Telegram does not know the token of a bot; the message names the bot and not the token."""


def prepare_libraries() -> None:
    """Keep tokens, texts and chats out of the log, for the whole process."""
    for name, level in LEVELS.items():
        logging.getLogger(name).setLevel(level)
    # Without it the library warns of its older type for delays each time that Telegram names one.
    os.environ["PTB_TIMEDELTA"] = "true"


def build_application(
    api: str,
    token: SecretStr,
    jobs: JobQueue[Any] | None = None,
    *,
    read_seconds: float = READ_SECONDS,
) -> SendingApplication:
    """Return a bot at the Bot API server `api` that keeps to Telegram's rates and never retries.

    Its own retries would stall every chat; the outbox tries again instead.
    """
    return (
        ApplicationBuilder()
        .token(token.get_secret_value())
        .base_url(f"{api}/bot")
        .base_file_url(f"{api}/file/bot")
        .rate_limiter(AIORateLimiter(max_retries=0))
        .read_timeout(read_seconds)
        .updater(None)
        .job_queue(jobs)
        .build()
    )


async def connect(applications: Mapping[str, SendingApplication], stop: asyncio.Event) -> bool:
    """Ask Telegram who each bot is, until it answers; False when `stop` came first.

    Raises:
        TokenRefusedError: It answers that there is no such bot.
    """
    for name, application in applications.items():
        pause = FIRST_PAUSE_SECONDS
        while not await _introduce(name, application):
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), pause)
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
            if stop.is_set():
                return False
    return not stop.is_set()


async def disconnect(applications: Collection[SendingApplication]) -> None:
    """Let the jobs under way finish, then close the connections."""
    # The jobs of one send with all of them, so nothing is closed before every job is done.
    for application in applications:
        if application.running:
            await application.stop()
    for application in applications:
        await application.shutdown()
        # An application that never got an answer skips this step, and leaves its connections open.
        await application.bot.shutdown()


async def _introduce(name: str, application: SendingApplication) -> bool:
    refused = False
    try:
        await application.initialize()
    except InvalidToken:
        refused = True
    except TelegramError as error:
        log.warning("telegram-silent", bot=name, error=kind(error))
        return False
    if refused:
        # Raised here: the library's own message quotes the token.
        raise TokenRefusedError(f"Telegram refuses the token of the {name} bot")
    return True


class Bots:
    """Sends a message as one of the bots and says what became of it."""

    def __init__(self, bots: Mapping[str, SendingBot], places: Places) -> None:
        self._bots = dict(bots)
        self._places = places

    async def send(
        self, bot: str, method: str, params: Mapping[str, Any], topic: Topic | None = None
    ) -> Outcome:
        """Call a method of the Bot API by its name there; its parameters too are named as there.

        Only `deleteMessages` takes more than Telegram does: as many messages as there are.
        """
        if method == MOVED:
            await self._places.note_move(params["chat_id"], params["new"])
            return Outcome(Fate.DELIVERED)
        if method == "deleteMessages":
            return await delete_messages(partial(self._send, bot, method), params)
        return await self._send(bot, method, params, topic)

    async def _send(
        self, bot: str, method: str, params: Mapping[str, Any], topic: Topic | None = None
    ) -> Outcome:
        known = {**params, "chat_id": await self._places.chat(params["chat_id"])}
        try:
            if topic is not None:
                known = await self._places.enter(partial(self._call, bot), known, topic)
            for _ in range(REMEDIES):
                try:
                    return await self._try(bot, method, known)
                except TelegramError as error:
                    better = await self._better(bot, error, known, topic)
                    if better is None:
                        raise
                    known = better
            return await self._try(bot, method, known)
        except TelegramError as error:
            return outcome_of(error)

    async def _better(
        self, bot: str, error: TelegramError, known: dict[str, Any], topic: Topic | None
    ) -> dict[str, Any] | None:
        """Return the parameters with which a message can be sent after all, or None."""
        if topic is not None:
            mended = await self._places.mend(partial(self._call, bot), error, known, topic)
            if mended is not None:
                return mended
        better = remedy(error, known)
        if better is not None and better["chat_id"] != known["chat_id"]:
            await self._places.note_move(known["chat_id"], better["chat_id"])
        return better

    async def _try(self, bot: str, method: str, params: dict[str, Any]) -> Outcome:
        await self._call(bot, method, params)
        return Outcome(Fate.DELIVERED)

    async def _call(self, bot: str, method: str, params: dict[str, Any]) -> Any:
        # The library warns of a method that it has a function for. Telegram does not mind the case
        # of the letters, and parameters that are plain already need no function.
        return await self._bots[bot].do_api_request(method.lower(), params)
