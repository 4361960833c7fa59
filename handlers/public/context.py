"""What the citizen's dialogues share: their states, the scope, and how a language is found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aiogram.fsm.state import State, StatesGroup
from aiogram.methods import DeleteMessage
from aiogram.types import CallbackQuery, User

from handlers.texts import Say, Texts


class Writing(StatesGroup):
    """Where a petition in the making stands; the steps in the order in which people meet them."""

    notice = State()
    identity = State()
    contact = State()
    unit = State()
    concerns = State()
    category = State()
    route = State()
    account = State()
    sending = State()


COPIED = "copied"
"""What stands for the words once the person has copied them: nothing of them is kept."""


class Asking(StatesGroup):
    """What else may be going on in a chat."""

    status = State()
    proof = State()
    phrase = State()
    adding = State()


def speaker(texts: Texts, data: Mapping[str, Any], user: User | None) -> Say:
    """Return the language that the person chose, or else the one their Telegram speaks."""
    return texts.say(data.get("language") or (user.language_code if user else None))


def writing(state: str | None) -> bool:
    """Say whether a petition is being written in a conversation that stands at `state`."""
    return bool(state and state.startswith(f"{Writing.__name__}:"))


def to_review(say: Say) -> list[list[tuple[str, str]]]:
    """Return the button that leads to the review."""
    return [[(say.label("button-review"), "review")]]


def to_begin(say: Say) -> list[list[tuple[str, str]]]:
    """Return the button under the notice that leads to the first question."""
    return [[(say.label("button-begin"), "begin")]]


def without_pressed(query: CallbackQuery) -> list[DeleteMessage]:
    """Return the call that deletes the message whose button was pressed, if Telegram names it."""
    if query.message is None:
        return []
    return [DeleteMessage(chat_id=query.from_user.id, message_id=query.message.message_id)]


def has_words(data: Mapping[str, Any]) -> bool:
    """Say whether the person has words, or will be given them in any case."""
    return data.get("words") == COPIED or data.get("route") == "come"


def mailbox_of(data: Mapping[str, Any]) -> dict[str, str]:
    """Return what the petition is to know of the words, if the person has copied them."""
    if data.get("words") != COPIED:
        return {}
    return {"mailbox": data["mailbox"], "phrase": data["phrase"]}


def grouped(number: int) -> str:
    """Return a size in bytes in the unit that a person would use."""
    kilobyte = 1024
    if number < kilobyte:
        return f"{number} B"
    if number < kilobyte * kilobyte:
        return f"{round(number / kilobyte)} KB"
    return f"{number / kilobyte / kilobyte:.1f}".removesuffix(".0") + " MB"
