"""How far the storing of files is, told when it is asked for: by a notice over the chat."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.methods import AnswerCallbackQuery
from aiogram.types import CallbackQuery

from casework.intake_scope import IntakeScope
from casework.keeping import count_contents
from handlers.answers import Answers
from handlers.public.context import speaker, writing
from handlers.texts import Say, Texts


def routes() -> Router:
    """Return the dialogue of progress."""
    router = Router(name="progress")
    router.callback_query(F.data == "progress")(progress)
    return router


def progress_button(say: Say) -> list[list[tuple[str, str]]]:
    """Return the button by which somebody who waits may look."""
    return [[(say.label("button-progress"), "progress")]]


async def progress(
    query: CallbackQuery, state: FSMContext, texts: Texts, scope: IntakeScope
) -> Answers:
    """Say how many files are stored; the conversation itself stays as it is."""
    data = await state.get_data()
    say = speaker(texts, data, query.from_user)
    told = say.label("progress-over")
    if writing(await state.get_state()) and data.get("draft"):
        contents = await count_contents(scope, data["draft"])
        stored = contents.attachments - contents.waiting - contents.missing
        told = say.label("progress-told", stored=stored, total=contents.attachments)
    return AnswerCallbackQuery(callback_query_id=query.id, text=told)
