"""Sends the proof of a petition after the sentence about it, or says from when it can be had.

The proof is made of what the log shows to everybody and of the opening that the intake keeps; it
tells nothing of what was written. Specified in docs/spec/ledger.md §9.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.types import BufferedInputFile, Message

from casework.operator_log import OperatorLog
from casework.ports import Clock
from handlers.texts import Texts
from storage.ledger.entries import leaf_of
from storage.ledger.errors import LogError, SealError
from storage.ledger.intake_seals import IntakeKeys
from storage.ledger.log.signed_log import SignedLog
from storage.ledger.petition_proof import Opening
from storage.sql.log_book import SqlLogBook

log = OperatorLog(__name__)

FILE_NAME = "dengwen.tlog-proof"
"""The same for everybody: a receipt number in the name would show in a list of downloads."""


class EmptiedError(Exception):
    """The entry was shredded with its petition; its leaf stays, and nothing opens it any more."""


@dataclass(frozen=True, slots=True)
class Proofs:
    """What the intake does once it has announced a proof."""

    bot: Bot
    book: SqlLogBook
    keys: IntakeKeys
    signed_log: SignedLog
    texts: Texts
    clock: Clock
    checkpoint_seconds: int
    zone: str

    async def after_sent(self, then: Mapping[str, Any], message: Message) -> None:
        """Send the file, or put another sentence in the place of the one that announced it."""
        say = self.texts.say(then["language"])
        try:
            proof = await self._prove(then["proof"], then["receipt"])
            if proof is None:
                await self._replace(message, say("proof-later", time=self._next_checkpoint()))
                return
            await self.bot.send_document(
                message.chat.id, BufferedInputFile(proof.encode(), FILE_NAME), protect_content=False
            )
        except EmptiedError:
            await self._replace(message, say("proof-gone"))
        except (LogError, SealError, OSError, TelegramAPIError) as error:
            # Only a sentence that is true may stand: no file comes after this one any more.
            log.fault("proof-not-made", error)
            await self._replace(message, say("proof-not-now"))

    async def _prove(self, case_id: str, receipt: str) -> str | None:
        """Return the proof of a petition, or None while no checkpoint covers it."""
        entry = await self.book.received(case_id)
        if entry is None:
            raise LogError("the entry of a petition is missing")
        if entry.salt is None or entry.text is None or entry.secret is None:
            raise EmptiedError
        if entry.position is None:
            return None
        key = self.keys.receipt_key(case_id, entry.secret)
        extra = Opening(entry.text, entry.salt, receipt, key).encode()
        leaf = leaf_of(entry.salt, entry.text)
        return await asyncio.to_thread(self.signed_log.prove, entry.position, leaf, extra)

    async def _replace(self, message: Message, text: str) -> None:
        await self.bot.edit_message_text(
            text, chat_id=message.chat.id, message_id=message.message_id, parse_mode="HTML"
        )

    def _next_checkpoint(self) -> str:
        """Return the time of day, where the office is, from which the next checkpoint is there."""
        every = self.checkpoint_seconds
        at = (int(self.clock().timestamp()) // every + 1) * every
        return f"{datetime.fromtimestamp(at, UTC).astimezone(ZoneInfo(self.zone)):%H:%M}"
