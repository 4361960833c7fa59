"""The receipt number as a picture, for whoever wants one after reading what that means.

The picture itself is sent by the process after the sentence (`then`).
"""

from __future__ import annotations

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.methods import AnswerCallbackQuery
from aiogram.types import CallbackQuery

from casework.intake_scope import IntakeScope
from casework.rules.receipts import ReceiptNumberError, check_receipt_number
from handlers.answers import Answer, Answers, message_to
from handlers.public.context import speaker
from handlers.texts import Texts


def routes() -> Router:
    """Return the dialogue of the picture."""
    router = Router(name="picture")
    router.callback_query(F.data.startswith("picture:"))(asked)
    router.callback_query(F.data.startswith("picture-now:"))(wanted)
    return router


async def asked(query: CallbackQuery, state: FSMContext, texts: Texts) -> Answers:
    """Say what a picture on a phone is before there is one."""
    say = speaker(texts, await state.get_data(), query.from_user)
    number = (query.data or "").removeprefix("picture:")
    buttons = [[(say.label("button-picture-now"), f"picture-now:{number}")]]
    return [
        AnswerCallbackQuery(callback_query_id=query.id),
        message_to(query.from_user.id, say("picture-warning"), buttons),
    ]


async def wanted(
    query: CallbackQuery, state: FSMContext, texts: Texts, scope: IntakeScope
) -> Answers:
    """Announce the picture."""
    say = speaker(texts, await state.get_data(), query.from_user)
    answered = Answer(AnswerCallbackQuery(callback_query_id=query.id))
    typed = (query.data or "").removeprefix("picture-now:")
    try:
        number = check_receipt_number(typed, scope.receipt_prefix)
    except ReceiptNumberError:
        return [answered, Answer(message_to(query.from_user.id, say("wrong-number")))]
    then = {"picture": number, "language": say.language}
    return [answered, Answer(message_to(query.from_user.id, say("picture-follows")), then=then)]
