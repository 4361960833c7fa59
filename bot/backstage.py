"""What the desk does after an answer was sent: each step has a name, which stands in its `then`.

A step works outside of the update's transaction, in units of work of its own. The answer that it
follows is a placeholder, and the step puts something in its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.types import Message

from bot.afterwards import Then
from casework.desk.messages import delete_later
from casework.desk.people import Member
from casework.desk.scope import DeskScope
from casework.operator_log import OperatorLog, kind
from handlers.answers import keyboard
from handlers.team.context import Names
from handlers.texts import Say, Texts
from storage.sql.work import Database, Work

log = OperatorLog(__name__)


@dataclass(frozen=True, slots=True)
class Press:
    """What a reader wants to see, and the placeholder that waits for it."""

    scope: DeskScope
    member: Member
    then: Then
    message: Message
    say: Say

    @property
    def case_id(self) -> str:
        """Which case it is about."""
        return str(self.then["reveal"])

    @property
    def pieces(self) -> Sequence[int]:
        """The piece that was asked for, if it was one."""
        return (self.then["piece"],) if "piece" in self.then else ()


@dataclass(frozen=True, slots=True)
class Backstage:
    """What every step stands on."""

    bot: Bot
    database: Database
    scope: Callable[[Work], DeskScope]
    texts: Texts
    names: Names

    @staticmethod
    def wipe_later(scope: DeskScope, message: Message) -> None:
        """Let the commit plan that a message goes from the chat again."""
        at = scope.clock() + scope.office.wipe_after
        delete_later(scope, message.chat.id, message.message_id, at)

    async def edit(
        self, message: Message, text: str, rows: Iterable[Iterable[tuple[str, str]]] = ()
    ) -> None:
        """Put `text` (HTML) in the place of a placeholder, if it is still there."""
        try:
            await self.bot.edit_message_text(
                text,
                chat_id=message.chat.id,
                message_id=message.message_id,
                parse_mode="HTML",
                reply_markup=keyboard(rows),
            )
        except TelegramAPIError as error:
            log.warning("placeholder-stays", error=kind(error))
