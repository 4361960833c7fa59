"""What a handler gives back: calls to Telegram that are sent only after the commit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import aiogram.methods
from aiogram.client.default import Default
from aiogram.methods import SendMessage, TelegramMethod
from aiogram.types import (
    EphemeralMessageParameters,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    ReplyParameters,
)

Rows = Iterable[Iterable[tuple[str, str]]]
"""Buttons by row, each as (label, callback data of at most 64 bytes)."""
Buttons = list[list[tuple[str, str]]]
"""The same, to be put together."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One call, and what the process does with its result.

    `then` is plain data that rests with the answer until it is sent: never content of a case.
    `keep` is for what a person must not miss, such as a receipt: should they have blocked the bot,
    it waits for them. `otherwise` is said instead if Telegram will not take the call.
    """

    method: TelegramMethod[Any]
    then: dict[str, Any] | None = None
    keep: bool = False
    otherwise: Answer | None = None


Answers = TelegramMethod[Any] | Answer | Iterable[TelegramMethod[Any] | Answer] | None


def in_rows(cells: Sequence[tuple[str, str]], width: int = 2) -> Buttons:
    """Return buttons in rows of `width`."""
    return [list(cells[start : start + width]) for start in range(0, len(cells), width)]


def keyboard(rows: Rows) -> InlineKeyboardMarkup:
    """Return the inline keyboard of `rows`."""
    return InlineKeyboardMarkup(
        inline_keyboard=[
            [InlineKeyboardButton(text=label, callback_data=data) for label, data in row]
            for row in rows
        ]
    )


def message_to(
    chat_id: int, text: str, buttons: Rows | None = None, *, protected: bool = False
) -> SendMessage:
    """Return the call that sends `text` (HTML) to `chat_id`."""
    return SendMessage(
        chat_id=chat_id,
        text=text,
        parse_mode="HTML",
        reply_markup=keyboard(buttons) if buttons is not None else None,
        protect_content=protected or None,
    )


def for_one_person(  # noqa: PLR0913  what is said to whom, and where
    chat_id: int,
    user_id: int,
    text: str,
    *,
    thread_id: int | None = None,
    answers_to: int | None = None,
    otherwise: Answer,
) -> Answer:
    """Return an answer in a group that nobody but `user_id` sees; `otherwise` if it cannot be.

    `answers_to` is the message of theirs that nobody else sees either, if there is one.
    Source: Bot API, "Ephemeral Messages and Commands"; the older name of the parameter is for
    servers of 10.2.
    """
    reply = ReplyParameters(ephemeral_message_id=answers_to) if answers_to else None
    method = SendMessage(
        chat_id=chat_id,
        text=text,
        parse_mode="HTML",
        message_thread_id=thread_id,
        protect_content=True,
        reply_parameters=reply,
        ephemeral_message_parameters=EphemeralMessageParameters(receiver_user_id=user_id),
        receiver_user_id=user_id,
    )
    return Answer(method, otherwise=otherwise)


def as_list(answers: Answers) -> list[Answer]:
    """Return whatever a handler returned as a list of answers."""
    if answers is None:
        return []
    if isinstance(answers, TelegramMethod):
        return [Answer(answers)]
    if isinstance(answers, Answer):
        return [answers]
    return [answer for entry in answers for answer in as_list(entry)]


def to_plain(answer: Answer) -> dict[str, Any]:
    """Return `answer` as plain data: the method's name in the Bot API, its parameters, `then`."""
    method = answer.method
    fields = {
        name: value
        for name, value in method
        if value is not None and not isinstance(value, Default)
    }
    params = (
        type(method)
        .model_construct(**fields)
        .model_dump(mode="json", exclude_none=True, exclude_unset=True, warnings=False)
    )
    more: dict[str, Any] = {"keep": True} if answer.keep else {}
    if answer.otherwise is not None:
        more["otherwise"] = to_plain(answer.otherwise)
    return {"method": method.__api_method__, "params": params, "then": answer.then, **more}


def to_item(message: SendMessage) -> dict[str, Any]:
    """Return a message of the public bot as the courier takes it: docs/spec/outbox.md."""
    plain = to_plain(Answer(message))
    return {"bot": "public", "method": plain["method"], "params": plain["params"]}


def from_plain(plain: dict[str, Any]) -> Answer:
    """Return the answer that `to_plain` described."""
    name = plain["method"][0].upper() + plain["method"][1:]
    method_type = getattr(aiogram.methods, name)
    method = method_type.model_validate(plain["params"])
    otherwise = plain.get("otherwise")
    return Answer(
        method,
        plain["then"],
        keep=plain.get("keep", False),
        otherwise=None if otherwise is None else from_plain(otherwise),
    )
