"""Submit pressed again: the same receipt, or a word about what the button belonged to."""

from __future__ import annotations

from typing import Any

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.methods import AnswerCallbackQuery, SendMessage
from aiogram.types import CallbackQuery

from casework.again import keep_receipt, receipt_again
from casework.intake_scope import IntakeScope
from casework.rules.drafts import again_of
from handlers.answers import Answer, Answers, message_to, to_plain
from handlers.public.context import speaker, writing
from handlers.public.review import SUBMIT, review_message
from handlers.public.steps import Choices
from handlers.texts import Texts


def routes() -> Router:
    """Return the dialogue of pressing again; it is asked before that of submitting."""
    router = Router(name="again")
    router.callback_query(F.data.startswith(SUBMIT), submitted_before)(again)
    router.callback_query(F.data.startswith(SUBMIT), of_another)(stale)
    return router


def remember(scope: IntakeScope, word: str, receipt: SendMessage) -> None:
    """Let a receipt be shown again to whoever presses the button that it came from."""
    params: dict[str, Any] = to_plain(Answer(receipt))["params"]
    keep_receipt(scope, word, {key: params[key] for key in params if key != "chat_id"})


async def submitted_before(
    query: CallbackQuery, scope: IntakeScope
) -> bool | dict[str, dict[str, Any]]:
    """Find the receipt of what this very button has submitted."""
    found = await receipt_again(scope, _word(query))
    return {"receipt": found} if found else False


async def again(query: CallbackQuery, receipt: dict[str, Any]) -> Answers:
    """Show the same receipt."""
    message = SendMessage.model_validate({**receipt, "chat_id": query.from_user.id})
    return [AnswerCallbackQuery(callback_query_id=query.id), message]


async def of_another(query: CallbackQuery, state: FSMContext) -> bool:
    """Say whether the button belongs to something else than what is being written."""
    if not writing(await state.get_state()):
        return True
    return _word(query) != again_of((await state.get_data()).get("secret", ""))


async def stale(
    query: CallbackQuery, state: FSMContext, texts: Texts, scope: IntakeScope, choices: Choices
) -> Answers:
    """Submit nothing that the person has not looked at: show what is being written, if anything."""
    data = await state.get_data()
    say = speaker(texts, data, query.from_user)
    answered = AnswerCallbackQuery(callback_query_id=query.id)
    told = message_to(query.from_user.id, say("submit-over"))
    if not writing(await state.get_state()) or not data.get("draft"):
        return [answered, told]
    return [answered, told, await review_message(query.from_user.id, data, say, scope, choices)]


def _word(query: CallbackQuery) -> str:
    return (query.data or "").removeprefix(SUBMIT)
