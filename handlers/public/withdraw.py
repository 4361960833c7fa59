"""Withdrawing a petition: asked once more, then the office is told; nothing is deleted."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.methods import AnswerCallbackQuery
from aiogram.types import CallbackQuery

from casework.intake_scope import IntakeScope
from casework.petitions import find_by_handle
from casework.ports import CaseRow
from casework.rules.cases import State
from casework.withdrawal import withdraw_petition
from handlers.answers import Answers, message_to
from handlers.public.context import speaker
from handlers.texts import Say, Texts

OVER = frozenset({State.CLOSED, State.ARCHIVED, State.SHREDDED})


def routes() -> Router:
    """Return the dialogue of withdrawing."""
    router = Router(name="withdraw")
    router.callback_query(F.data.startswith("withdraw:"))(asked)
    router.callback_query(F.data.startswith("withdraw-yes:"))(confirmed)
    router.callback_query(F.data == "withdraw-no")(kept)
    return router


def withdraw_buttons(say: Say, case: CaseRow, handle: str) -> list[tuple[str, str]]:
    """Return the button that asks to withdraw; there is none once a case is over."""
    if State(case.state) in OVER:
        return []
    return [(say.label("button-withdraw"), f"withdraw:{handle}")]


async def asked(
    query: CallbackQuery, state: FSMContext, texts: Texts, scope: IntakeScope
) -> Answers:
    """Say what withdrawing does, and what it does not, before it is done."""
    say = speaker(texts, await state.get_data(), query.from_user)
    answered = AnswerCallbackQuery(callback_query_id=query.id)
    handle = (query.data or "").removeprefix("withdraw:")
    case = await find_by_handle(scope, handle)
    if (refused := _refused(case, say)) is not None:
        return [answered, message_to(query.from_user.id, refused)]
    buttons = [
        [(say.label("button-withdraw-yes"), f"withdraw-yes:{handle}")],
        [(say.label("button-withdraw-no"), "withdraw-no")],
    ]
    return [answered, message_to(query.from_user.id, say("withdraw-ask"), buttons)]


async def confirmed(
    query: CallbackQuery, state: FSMContext, texts: Texts, scope: IntakeScope
) -> Answers:
    """Tell the office."""
    say = speaker(texts, await state.get_data(), query.from_user)
    answered = AnswerCallbackQuery(callback_query_id=query.id)
    case = await find_by_handle(scope, (query.data or "").removeprefix("withdraw-yes:"))
    refused = _refused(case, say)
    if refused is not None or case is None:
        return [answered, message_to(query.from_user.id, refused or say("no-such-petition"))]
    withdraw_petition(scope, case)
    return [answered, message_to(query.from_user.id, say("withdrawn"))]


async def kept(query: CallbackQuery, state: FSMContext, texts: Texts) -> Answers:
    """Thought better of it."""
    say = speaker(texts, await state.get_data(), query.from_user)
    return [
        AnswerCallbackQuery(callback_query_id=query.id),
        message_to(query.from_user.id, say("not-withdrawn")),
    ]


def _refused(case: CaseRow | None, say: Say) -> str | None:
    if case is None:
        return say("no-such-petition")
    return say("withdraw-over") if State(case.state) in OVER else None
