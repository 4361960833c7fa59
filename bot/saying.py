"""Sends what is said once and written nowhere, after the answer that goes before it."""

from __future__ import annotations

from dataclasses import dataclass

from aiogram import Bot
from aiogram.types import Message

from bot.afterwards import Then
from handlers.answers import message_to
from handlers.public.unwritten import Unwritten


@dataclass(frozen=True, slots=True)
class Saying:
    """What the intake holds in memory between a commit and the sending."""

    bot: Bot
    unwritten: Unwritten

    async def after_sent(self, then: Then, message: Message) -> None:
        """Say it; if this process was started since, say that it has to be asked for again."""
        messages = self.unwritten.take(then["unwritten"])
        if messages is None:
            messages = [message_to(message.chat.id, then["lost"])]
        for each in messages:
            await self.bot(each)
