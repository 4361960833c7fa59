"""Changing an answer from the review: one question is asked again, then the review comes back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State
from aiogram.methods import AnswerCallbackQuery, SendMessage
from aiogram.types import CallbackQuery

from casework.intake_scope import IntakeScope
from handlers.answers import Answers, message_to
from handlers.public.context import Writing, speaker, to_review
from handlers.public.drafting import hold_back
from handlers.public.notice import Notice
from handlers.public.review import CHANGING, return_to_review
from handlers.public.start import here
from handlers.public.steps import ORDER, Choices, following, name_of
from handlers.public.unfinished import with_last_day
from handlers.texts import Say, Texts

CHANGEABLE = tuple(step for step in ORDER if step is not Writing.account)


def routes() -> Router:
    """Return the dialogue of changing answers, in the order in which it is matched."""
    router = Router(name="changes")
    writing = StateFilter(Writing.account, Writing.sending)
    router.callback_query(writing, F.data == "change")(choose)
    router.callback_query(writing, F.data.startswith("change:"))(change)
    return router


async def choose(query: CallbackQuery, state: FSMContext, texts: Texts) -> Answers:
    """Ask which answer is to be another."""
    data = await state.get_data()
    say = speaker(texts, data, query.from_user)
    rows = [
        [(say.label(f"change-{name_of(step)}"), f"change:{name_of(step)}")]
        for step in _changeable(data)
    ]
    return [
        AnswerCallbackQuery(callback_query_id=query.id),
        message_to(query.from_user.id, say("change-ask"), [*rows, *to_review(say)]),
    ]


async def change(
    query: CallbackQuery, state: FSMContext, texts: Texts, scope: IntakeScope, choices: Choices
) -> Answers:
    """Ask one question again; what was about to go out by itself waits for the next Submit."""
    data = await state.get_data()
    say = speaker(texts, data, query.from_user)
    answered = AnswerCallbackQuery(callback_query_id=query.id)
    wanted = (query.data or "").removeprefix("change:")
    step = next((step for step in _changeable(data) if name_of(step) == wanted), None)
    if step is None:
        return [answered, here(query.from_user.id, await state.get_state(), say, choices)]
    await hold_back(state, scope, data.get("draft", ""))
    await state.set_state(step)
    await state.update_data({CHANGING: True})
    return [answered, here(query.from_user.id, step.state, say, choices)]


async def accept(  # noqa: PLR0913  what a step needs is what it is given
    chat_id: int,
    state: FSMContext,
    step: State,
    value: str,
    say: Say,
    scope: IntakeScope,
    choices: Choices,
    notice: Notice,
) -> SendMessage:
    """Take an answer up and go on: to the next question, or back to the review."""
    data = {**await state.get_data(), name_of(step): value}
    if step is Writing.identity and value != "real-name":
        # A name that is not to be given is forgotten at once.
        data.pop("contact", None)
    after = following(step, data)
    first = after is Writing.account and not data.get("draft")
    if first:
        # Where a reminder would go; it rests in this sealed conversation alone.
        data |= {"chat": chat_id, "begun": scope.today().isoformat()}
    await state.set_data(data)
    if await scope.book.draft(data.get("draft", "")) is not None:
        scope.book.touch_draft(data["draft"], scope.clock())
    if data.get(CHANGING) and (after is not Writing.contact or data.get("contact")):
        return await return_to_review(chat_id, state, say, scope, choices)
    await state.set_state(after)
    shown = here(chat_id, after.state, say, choices)
    return with_last_day(shown, say, scope, notice) if first else shown


def _changeable(data: Mapping[str, Any]) -> list[State]:
    """Return the questions that were asked of somebody who has answered `data`."""
    named = data.get("identity") == "real-name"
    return [step for step in CHANGEABLE if named or step is not Writing.contact]
