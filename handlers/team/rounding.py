"""`/round`: what is owed after the end of the round and its feedback, and entering that it came."""

from __future__ import annotations

from datetime import date

from aiogram import F, Router
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from casework.desk.deadlines import tag_of_term
from casework.desk.people import Member
from casework.desk.round_terms import after_feedback, file_paper, sign_feedback
from casework.desk.scope import DeskScope
from casework.rules.days import read_day
from handlers.answers import Answers, Rows, message_to
from handlers.team.context import Desk, argument, pressed
from handlers.team.due import term_line
from handlers.team.views import name_of_term
from handlers.texts import Html, Say

SIGNED, SHOW = "signed", "show"


def rounding() -> Router:
    """Return the dialogue about what follows the round's feedback."""
    router = Router(name="rounding")
    router.message.filter(F.chat.type == "private")
    router.message(Command("round"))(show)
    router.callback_query(F.data.startswith("rd:"))(ask_or_enter)
    router.message(StateFilter(Desk.rounding), F.text & ~F.text.startswith("/"))(day_given)
    return router


async def show(
    message: Message, state: FSMContext, scope: DeskScope, member: Member, say: Say
) -> Answers:
    """Show the terms of the round, and what can be entered."""
    await state.clear()
    text, rows = await _page(scope, member, say)
    return message_to(message.chat.id, text, rows)


async def ask_or_enter(
    query: CallbackQuery, state: FSMContext, scope: DeskScope, member: Member, say: Say
) -> Answers:
    """Ask for the day of what was pressed, or enter it with the day on the button."""
    what, day = argument(query), read_day(argument(query, 2), scope.today())
    if day is not None:
        return pressed(query, await _enter(state, scope, member, say, what, day))
    if what == SHOW:
        return pressed(query, message_to(query.from_user.id, *await _page(scope, member, say)))
    await after_feedback(scope, member)
    await state.set_state(Desk.rounding)
    await state.set_data({"what": what})
    today = scope.today().isoformat()
    rows = [[(say.label("decide-button-today"), f"rd:{what}:{today}")]]
    asked = say("round-ask-signed" if what == SIGNED else "round-ask-filed")
    return pressed(query, message_to(query.from_user.id, asked, rows))


async def day_given(
    message: Message, state: FSMContext, scope: DeskScope, member: Member, say: Say
) -> Answers:
    """Take the day that was written."""
    day = read_day(message.text or "", scope.today())
    if day is None:
        return message_to(message.chat.id, say("round-no-day"))
    what = str((await state.get_data()).get("what", ""))
    return await _enter(state, scope, member, say, what, day)


async def _enter(  # noqa: PLR0913  what came, when, and whom to tell
    state: FSMContext, scope: DeskScope, member: Member, say: Say, what: str, day: date
) -> Answers:
    if what == SIGNED:
        await sign_feedback(scope, member, day)
    else:
        await file_paper(scope, member, what, day)
    await state.clear()
    told = say("round-entered", day=day)
    return message_to(member.chat_id, told, [[(say.label("round-button-show"), f"rd:{SHOW}")]])


async def _page(scope: DeskScope, member: Member, say: Say) -> tuple[Html, Rows]:
    after = await after_feedback(scope, member)
    if not after.terms and not after.possible:
        return say("round-nothing"), []
    lines: list[str] = [say("round-heading")] if after.terms else []
    rows: list[list[tuple[str, str]]] = []
    for each in after.terms:
        name = name_of_term(each.rule_id, say)
        if each.row.met:
            lines.append(say("round-filed", term=name))
        else:
            lines.append(term_line(scope, each, say))
            label = say.label("round-button-filed", term=name)
            rows.append([(label, f"rd:{tag_of_term(each)}")])
    if after.possible and not after.signed:
        lines.append(say("round-unsigned"))
        rows.append([(say.label("round-button-signed"), f"rd:{SIGNED}")])
    return Html("\n".join(lines)), rows
