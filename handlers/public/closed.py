"""The round ended while a petition was being written: the draft is kept, and told where to go.

Who pressed Submit in time is not shut out while files are being stored: that petition goes out, and
until it does nothing may hold it back.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aiogram import F, Router
from aiogram.filters import CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.methods import AnswerCallbackQuery, SendMessage
from aiogram.types import CallbackQuery, Message

from casework.intake_scope import IntakeScope
from handlers.answers import Answers, message_to
from handlers.public.context import Writing, speaker, to_review, writing
from handlers.public.notice import Notice
from handlers.texts import Html, Say, Texts

NO_COMMAND = ~F.text.startswith("/")
CHANGING = F.data.in_({"more", "change"}) | F.data.regexp("^(change|take|drop|s|back):")
LEADING_ON = F.data.in_({"review", "continue", "begin"}) | F.data.regexp("^submit[:-]")
WRITING_ON = CHANGING | LEADING_ON
MOVED = F.location & ~F.venue


def routes() -> Router:
    """Return the dialogue of a draft whose round is over, to be asked before the others."""
    router = Router(name="closed")
    for observer in (router.message, router.edited_message, router.callback_query):
        observer.filter(round_over)
    router.message(unfinished, CommandStart())(written)
    router.message(unfinished, NO_COMMAND)(written)
    router.edited_message(MOVED)(passed_over)
    router.edited_message(unfinished)(written)
    router.callback_query(unfinished, WRITING_ON)(pressed)
    router.message(Writing.sending, NO_COMMAND)(written_while_sending)
    router.edited_message(Writing.sending)(written_while_sending)
    router.callback_query(Writing.sending, CHANGING)(pressed_while_sending)
    return router


async def round_over(_event: Message | CallbackQuery, notice: Notice) -> bool:
    """Say whether the last day of the round is over."""
    return notice.over()


async def unfinished(_event: Message | CallbackQuery, raw_state: str | None) -> bool:
    """Say whether there is a petition in the making that nobody has submitted."""
    return writing(raw_state) and raw_state != Writing.sending.state


async def passed_over(message: Message) -> Answers:
    """A live place moved: nobody wants to be told of the end of the round at each step."""
    del message
    return []


async def written(message: Message, state: FSMContext, texts: Texts, notice: Notice) -> Answers:
    """One more message, or an answer: it is not kept. Who comes back is told the same at once."""
    data = await state.get_data()
    say = speaker(texts, data, message.from_user)
    return _told(message.chat.id, say, notice, has_draft=bool(data.get("draft")))


async def pressed(query: CallbackQuery, state: FSMContext, texts: Texts, notice: Notice) -> Answers:
    """A button that would lead on."""
    data = await state.get_data()
    say = speaker(texts, data, query.from_user)
    told = _told(query.from_user.id, say, notice, has_draft=bool(data.get("draft")))
    return [AnswerCallbackQuery(callback_query_id=query.id), told]


async def written_while_sending(
    message: Message, state: FSMContext, texts: Texts, scope: IntakeScope
) -> Answers:
    """What was submitted in time goes out as it is; with the receipt it can be added to."""
    data = await state.get_data()
    say = speaker(texts, data, message.from_user)
    return await _told_while_sending(message.chat.id, data, say, scope)


async def pressed_while_sending(
    query: CallbackQuery, state: FSMContext, texts: Texts, scope: IntakeScope
) -> Answers:
    """A button that would hold back what was submitted in time."""
    data = await state.get_data()
    say = speaker(texts, data, query.from_user)
    answered = AnswerCallbackQuery(callback_query_id=query.id)
    return [answered, await _told_while_sending(query.from_user.id, data, say, scope)]


async def _told_while_sending(
    chat_id: int, data: Mapping[str, Any], say: Say, scope: IntakeScope
) -> SendMessage:
    draft = await scope.book.draft(data.get("draft", ""))
    if draft is not None and draft.submission is None:
        # A file could not be had, or nobody could read it: only another press lets it go out.
        return message_to(chat_id, say("closed-submit-again"), to_review(say))
    return message_to(chat_id, say("closed-while-sending"))


def _told(chat_id: int, say: Say, notice: Notice, *, has_draft: bool) -> SendMessage:
    if not has_draft:
        return message_to(chat_id, notice.closed(say))
    text = say("draft-when-closed", closes=notice.closes, days=notice.draft_days)
    discard = [[(say.label("button-discard"), "discard")]]
    return message_to(chat_id, Html(f"{text}\n\n{notice.channels(say)}"), discard)
