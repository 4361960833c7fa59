"""What was reported to the office, and letting its people read it."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from casework.desk.index import FactsIndex
from casework.desk.lists import StillBuildingError
from casework.desk.people import Member
from casework.desk.reported import Reported, let_office_in, letting_office_in, reported_cases
from casework.desk.scope import DeskScope
from casework.rules.search import Known
from handlers.answers import Answers, Buttons, message_to
from handlers.team.card import to_card
from handlers.team.case import leave_other_case
from handlers.team.context import Names, argument, back, instead, number_in, pressed
from handlers.team.queue import building, buttons
from handlers.texts import Html, Say


def reports() -> Router:
    """Return the dialogue about urgent reports."""
    router = Router(name="reports")
    router.message.filter(F.chat.type == "private")
    router.callback_query.middleware(leave_other_case)
    router.message(Command("reports"))(show_reports)
    router.callback_query(F.data.startswith("rep:"))(turn_page)
    router.callback_query(F.data.startswith("office:"))(ask_to_let_in)
    router.callback_query(F.data.startswith("officein:"))(let_in_now)
    return router


async def show_reports(  # noqa: PLR0913  what aiogram hands to a handler
    message: Message,
    state: FSMContext,
    member: Member,
    names: Names,
    index: FactsIndex | None,
    say: Say,
) -> Answers:
    """List what was reported, the newest first."""
    await state.clear()
    text, rows = await _page(index, member, names, say, 0)
    return message_to(message.chat.id, text, rows, protected=True)


async def turn_page(
    query: CallbackQuery, member: Member, names: Names, index: FactsIndex | None, say: Say
) -> Answers:
    """Show another page in the place of the one before."""
    page = await _page(index, member, names, say, number_in(query, 1))
    return pressed(query, instead(query, *page))


async def ask_to_let_in(
    query: CallbackQuery, scope: DeskScope, member: Member, names: Names, say: Say
) -> Answers:
    """Ask once more: who has read something cannot be made not to have."""
    case, readers = await letting_office_in(scope, member, argument(query))
    who = say.label("list-comma").join(names.person(each.id, say) for each in readers)
    now = (say.label("desk-button-grant-now"), f"officein:{case.id}:{case.version}")
    asked = say("desk-ask-granting", number=case.number, who=who)
    rows = [[now], [back(case.id, say)]]
    return pressed(query, message_to(query.from_user.id, asked, rows, protected=True))


async def let_in_now(
    query: CallbackQuery, scope: DeskScope, member: Member, names: Names, say: Say
) -> Answers:
    """Let the office read the case."""
    version = number_in(query, 2)
    case, readers = await let_office_in(scope, member, argument(query), version)
    who = say.label("list-comma").join(names.person(each.id, say) for each in readers)
    told = say("desk-granted", number=case.number, who=who)
    return pressed(query, to_card(query.from_user.id, told, case, say))


async def _page(
    index: FactsIndex | None, member: Member, names: Names, say: Say, number: int
) -> tuple[Html, Buttons]:
    try:
        found = await reported_cases(index, member, number)
    except StillBuildingError as error:
        return building(error.percent, say), [[(say.label("desk-button-again"), f"rep:{number}")]]
    if not found.total:
        return say("desk-reports-none"), []
    heading = say("desk-reports", total=found.total, page=found.page + 1, pages=found.pages)
    lines = [_line(case, member, names, say) for case in found.cases]
    own = [case for case in found.cases if member.id in case.readers]
    return Html("\n".join([heading, *lines])), [*buttons(own), *_turning(found, say)]


def _line(case: Known, member: Member, names: Names, say: Say) -> Html:
    text = "desk-reports-line" if member.id in case.readers else "desk-reports-line-sealed"
    who = names.person(case.reported_by, say)
    return say(text, number=case.number, day=case.reported_on, who=who)


def _turning(found: Reported, say: Say) -> Buttons:
    page = found.page
    row = [(say.label("desk-button-earlier"), f"rep:{page - 1}")] if page else []
    if page + 1 < found.pages:
        row.append((say.label("desk-button-later"), f"rep:{page + 1}"))
    return [row] if row else []
