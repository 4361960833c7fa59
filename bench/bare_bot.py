"""The least that a bot with aiogram can be: a dialogue from a script, and nothing kept.

Usage: python -m bench.bare_bot SCRIPT URL TOKEN
"""

from __future__ import annotations

import asyncio
import json
import logging
import secrets
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

from aiogram import Bot, Dispatcher, F
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

RECEIPT = "LX-"


def dispatcher_of(script: list[dict[str, Any]]) -> Dispatcher:
    """Return the handlers: whatever comes, the next thing of the script is said."""
    dispatcher = Dispatcher(storage=MemoryStorage())

    async def says_next(message: Message, state: FSMContext) -> None:
        step = (await state.get_data()).get("step", 0)
        said = script[min(step, len(script) - 1)]
        await state.update_data(step=step + 1)
        rows = [
            [InlineKeyboardButton(text=b["text"], callback_data=b["callback_data"]) for b in row]
            for row in said["buttons"]
        ]
        text = said["text"].replace(RECEIPT, f"{RECEIPT}{secrets.token_hex(5).upper()} ")
        await message.answer(text, reply_markup=InlineKeyboardMarkup(inline_keyboard=rows))

    @dispatcher.message(CommandStart())
    async def starts(message: Message, state: FSMContext) -> None:
        await state.clear()
        await says_next(message, state)

    @dispatcher.message(F.photo)
    async def downloads(message: Message, state: FSMContext, bot: Bot) -> None:
        if message.photo:
            await bot.download(message.photo[-1], destination=BytesIO())
        await says_next(message, state)

    @dispatcher.message()
    async def hears(message: Message, state: FSMContext) -> None:
        await state.update_data(words=message.text)
        await says_next(message, state)

    @dispatcher.callback_query()
    async def pressed(query: CallbackQuery, state: FSMContext) -> None:
        await query.answer()
        if isinstance(query.message, Message):
            await says_next(query.message, state)

    return dispatcher


async def main(script: list[dict[str, Any]], url: str, token: str) -> None:
    """Poll until the process is stopped."""
    logging.disable(logging.WARNING)
    session = AiohttpSession(api=TelegramAPIServer.from_base(url))
    await dispatcher_of(script).start_polling(Bot(token, session=session))


if __name__ == "__main__":
    asyncio.run(main(json.loads(Path(sys.argv[1]).read_text("utf-8")), *sys.argv[2:]))
