"""What was said between the team and a reporter, all of it in a row; and waiting for an answer."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.types import CallbackQuery

from casework.desk.people import Member
from casework.desk.scope import DeskScope
from casework.desk.write import stop_waiting
from handlers.answers import Answers
from handlers.team.card import to_card
from handlers.team.case import leave_other_case, placeholder
from handlers.team.context import argument, number_in, pressed
from handlers.texts import Say


def said() -> Router:
    """Return the dialogue about what was said."""
    router = Router(name="said")
    router.callback_query.middleware(leave_other_case)
    router.callback_query(F.data.startswith("said:"))(read_said)
    router.callback_query(F.data.startswith("lift:"))(lift)
    return router


async def read_said(query: CallbackQuery, scope: DeskScope, member: Member, say: Say) -> Answers:
    """Send the placeholder that what was said will take the place of."""
    return await placeholder(query, scope, member, say, {"said": number_in(query, 2)})


async def lift(query: CallbackQuery, scope: DeskScope, member: Member, say: Say) -> Answers:
    """Let the case wait for the reporter no longer."""
    case = await stop_waiting(scope, member, argument(query))
    told = say("desk-wait-lifted", number=case.number)
    return pressed(query, to_card(query.from_user.id, told, case, say))
