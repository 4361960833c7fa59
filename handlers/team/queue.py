"""What lies with a reader, ten at a time."""

from __future__ import annotations

from collections.abc import Sequence

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.methods import EditMessageText
from aiogram.types import CallbackQuery, Message

from casework.desk.facts import Case
from casework.desk.people import Member
from casework.desk.read import list_queue
from casework.desk.scope import DeskScope, NotPermittedError
from handlers.answers import Answers, keyboard, message_to
from handlers.team.context import Names, argument, pressed
from handlers.texts import Html, Say

PAGE = 10
Buttons = list[list[tuple[str, str]]]


def queue() -> Router:
    """Return the dialogue of the queue."""
    router = Router(name="queue")
    router.message.filter(F.chat.type == "private")
    router.message(Command("queue"))(show_queue)
    router.callback_query(F.data.startswith("q:"))(turn_page)
    return router


async def show_queue(  # noqa: PLR0913  what aiogram hands to a handler
    message: Message, state: FSMContext, scope: DeskScope, member: Member, names: Names, say: Say
) -> Answers:
    """List the oldest cases."""
    await state.clear()
    text, rows = await _page(scope, member, names, say, 0)
    return message_to(message.chat.id, text, rows, protected=True)


async def turn_page(
    query: CallbackQuery, scope: DeskScope, member: Member, names: Names, say: Say
) -> Answers:
    """Show another page in the place of the one before."""
    number = argument(query)
    text, rows = await _page(scope, member, names, say, int(number) if number.isdecimal() else 0)
    if query.message is None:
        return pressed(query, message_to(query.from_user.id, text, rows, protected=True))
    edited = EditMessageText(
        chat_id=query.from_user.id,
        message_id=query.message.message_id,
        text=text,
        parse_mode="HTML",
        reply_markup=keyboard(rows),
    )
    return pressed(query, edited)


async def _page(
    scope: DeskScope, member: Member, names: Names, say: Say, page: int
) -> tuple[Html, Buttons]:
    try:
        cases, more = await list_queue(scope, member, page * PAGE, PAGE)
    except NotPermittedError:
        return say("desk-no-queue"), []
    if not cases:
        return say("desk-queue-empty" if page == 0 else "desk-queue-end"), []
    lines = [say("desk-queue", page=page + 1), *(_line(case, names, say) for case in cases)]
    return Html("\n".join(lines)), [*_buttons(cases), *_turning(page, say, more=more)]


def _line(case: Case, names: Names, say: Say) -> Html:
    return say(
        "desk-queue-line",
        number=case.number,
        category=names.category(case.facts.category, say),
        assignee=names.person(case.facts.assignee, say),
        review=say.label(f"desk-review-{case.review}"),
        received=case.received_on,
    )


def _buttons(cases: Sequence[Case]) -> Buttons:
    cells = [(case.number, f"c:{case.id}") for case in cases]
    return [cells[start : start + 2] for start in range(0, len(cells), 2)]


def _turning(page: int, say: Say, *, more: bool) -> Buttons:
    row = [(say.label("desk-button-earlier"), f"q:{page - 1}")] if page else []
    if more:
        row.append((say.label("desk-button-later"), f"q:{page + 1}"))
    return [row] if row else []
