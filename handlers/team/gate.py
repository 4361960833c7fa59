"""Before any dialogue: a command or a button that is not for somebody's role goes no further.

The use cases ask again, and of the case at hand. This asks first, and of the role alone: so what
is answered cannot tell whether there is such a case, and a dialogue that forgets to ask is not open
to everybody.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message, TelegramObject

from casework.desk.people import Member
from handlers.answers import Answers, message_to
from handlers.team.commands import command_of
from handlers.team.context import argument, forget, pressed
from handlers.team.rights import BUTTONS, COMMANDS, NOTHING, may_command, may_press
from handlers.texts import Say


class Gate(BaseMiddleware):
    """Refuses what somebody's role never has; strangers and groups have dialogues of their own."""

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        """Go on, or refuse."""
        member: Member | None = data.get("member")
        refused = refusal(event, member, data["say"]) if member is not None else None
        if refused is None:
            return await handler(event, data)
        state: FSMContext = data["state"]
        await state.clear()
        return refused


def refusal(event: TelegramObject, member: Member, say: Say) -> Answers:
    """Return what somebody is told whose role has no use for a command or a button, or None."""
    if isinstance(event, CallbackQuery):
        prefix = argument(event, 0)
        in_group = event.message is not None and event.message.chat.type != "private"
        if in_group or may_press(member.role, prefix):
            return None
        need = BUTTONS.get(prefix, NOTHING)
        return pressed(event, message_to(event.from_user.id, say(need.refusal)))
    if not isinstance(event, Message) or event.chat.type != "private":
        return None
    command, rest = command_of(event.text)
    if may_command(member.role, command):
        return None
    told = message_to(event.chat.id, say(COMMANDS[command].refusal))
    # What stands behind a command may be a passphrase.
    return forget(event, told) if rest else told
