"""What the team's dialogues share: their states, who is speaking, and the names of the round."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from aiogram import BaseMiddleware
from aiogram.filters import MagicData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.methods import AnswerCallbackQuery, DeleteMessage, EditMessageText
from aiogram.types import CallbackQuery, Message, TelegramObject, Update, User
from magic_filter import F

from casework.desk.people import Account, who_is
from casework.desk.scope import DeskScope
from casework.ports import RosterRefusedError
from handlers.answers import Answer, Answers, Rows, as_list, keyboard, message_to
from handlers.texts import Html, Say, Texts

STRANGER = MagicData(F.member.is_(None))
"""Lets through updates of accounts that are no reader's."""


class Desk(StatesGroup):
    """What the desk is waiting for in a chat."""

    choosing_passphrase = State()
    repeating_passphrase = State()
    unlocking = State()
    giving_old_passphrase = State()
    choosing_new_passphrase = State()
    repeating_new_passphrase = State()
    noting = State()
    replying = State()
    telling = State()
    reviewing = State()
    returning = State()
    choosing_recused = State()
    recusing = State()
    choosing_granted = State()
    granting = State()
    finding = State()
    leaving = State()
    describing = State()
    correcting = State()
    entering = State()
    documenting = State()
    deciding = State()
    rounding = State()


class Named(Protocol):
    """A unit or a person of the configuration."""

    @property
    def id(self) -> str:
        """The id in the configuration."""
        ...

    @property
    def name(self) -> Any:
        """A unit's name by language, a person's as one text."""
        ...


class Lettered(Protocol):
    """A category of the configuration, or an item within one."""

    @property
    def code(self) -> str:
        """The letter, or the letter and number."""
        ...

    @property
    def name(self) -> Mapping[str, str]:
        """The name by language."""
        ...


class Sorted(Lettered, Protocol):
    """A category, with its items."""

    @property
    def items(self) -> Sequence[Lettered]:
        """The kinds of problems within it."""
        ...


@dataclass(frozen=True, slots=True)
class Names:
    """What units, categories and people of the round are called; unknown ones keep their id.

    `bodies` has the names by language of the round itself (`round`) and of those who inspect.
    """

    units: Sequence[Named]
    categories: Sequence[Sorted]
    people: Sequence[Named]
    bodies: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def body(self, body: str, say: Say) -> str:
        """Return the name of the round, of the team, the Fifth group or the office."""
        named = self.bodies.get(body)
        return say.pick(named) if named else say.label(f"body-{body}")

    def unit(self, unit_id: str, say: Say) -> str:
        """Return the name of the unit concerned."""
        names = {unit.id: say.pick(unit.name) for unit in self.units}
        return names.get(unit_id) or say.label("desk-unit-unsure")

    def category(self, code: str, say: Say) -> str:
        """Return a category as `B 违规审批验收`, an item of it as `B4 乱批滥建`."""
        names = {each.code: say.pick(each.name) for each in self._lettered()}
        name = names.get(code) or names.get(code[:1])
        return f"{code} {name}" if name else say.label("desk-category-unsure")

    def category_of(self, letter: str) -> Sequence[Lettered]:
        """Return a category and its items; none if the round does not have it."""
        found = (each for each in self.categories if each.code == letter)
        return [part for each in found for part in (each, *each.items)]

    def _lettered(self) -> Sequence[Lettered]:
        return [part for each in self.categories for part in (each, *each.items)]

    def person(self, reader_id: str | None, say: Say) -> str:
        """Return a reader's name."""
        if reader_id is None:
            return say.label("desk-nobody")
        return {person.id: str(person.name) for person in self.people}.get(reader_id, reader_id)


class WhoMiddleware(BaseMiddleware):
    """Gives handlers their `member` (None for strangers) and `say` in that person's language."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        """Look the sender up and go on."""
        user: User | None = data.get("event_from_user")
        if user is None:
            return None
        try:
            member = await who_is(data["scope"], user.id)
        except RosterRefusedError:
            return roster_refused(event, self._texts.say(user.language_code))
        say = self._texts.say(member.language if member else user.language_code)
        data.update(member=member, say=say)
        return await handler(event, data)


def roster_refused(event: TelegramObject, say: Say) -> Answers:
    """Say in a private chat that nobody can be told apart; what was sent may be a passphrase."""
    if not isinstance(event, Update):
        return None
    query, message = event.callback_query, event.message
    if query is not None:
        return pressed(query, message_to(query.from_user.id, say("desk-roster-refused")))
    if message is None or message.chat.type != "private":
        return None
    return forget(message, message_to(message.chat.id, say("desk-roster-refused")))


def account_of(message: Message, user: User, say: Say) -> Account:
    """Return the Telegram account that a private message comes from."""
    return Account(user.id, message.chat.id, say.language)


def pressed(query: CallbackQuery, *answers: Answers) -> list[Answer]:
    """Return answers to a button, with the one that ends its spinner first."""
    ended = AnswerCallbackQuery(callback_query_id=query.id)
    return [Answer(ended), *(each for entry in answers for each in as_list(entry))]


def instead(query: CallbackQuery, text: Html, rows: Rows) -> Answer:
    """Return what stands in the place of the message whose button was pressed."""
    if query.message is None:
        return Answer(message_to(query.from_user.id, text, rows, protected=True))
    return Answer(
        EditMessageText(
            chat_id=query.from_user.id,
            message_id=query.message.message_id,
            text=text,
            parse_mode="HTML",
            reply_markup=keyboard(rows),
        )
    )


def forget(message: Message, *answers: Answers) -> list[Answer]:
    """Return answers to a message that must not stay in the chat: it is deleted first."""
    deleted = DeleteMessage(chat_id=message.chat.id, message_id=message.message_id)
    return [Answer(deleted), *(each for entry in answers for each in as_list(entry))]


def time_of_day(moment: datetime, scope: DeskScope) -> str:
    """Return a time of day where the office is, such as `14:05`."""
    return f"{moment.astimezone(ZoneInfo(scope.office.zone)):%H:%M}"


def locked(chat_id: int, say: Say) -> Answer:
    """Return the way on for a reader whose key is not in memory."""
    return Answer(message_to(chat_id, say("desk-locked")))


def argument(query: CallbackQuery, position: int = 1) -> str:
    """Return one of the words that a button's data holds, such as the id in `claim:<id>`."""
    words = (query.data or "").split(":")
    return words[position] if len(words) > position else ""


def number_in(query: CallbackQuery, position: int) -> int:
    """Return a number that a button's data holds, such as a page or a version; 0 for none."""
    word = argument(query, position)
    return int(word) if word.isdecimal() else 0


async def expect(state: FSMContext, step: State, case_id: str, **known: str) -> None:
    """Wait for what comes next about one case; `known` is what was chosen so far."""
    await state.set_state(step)
    await state.set_data({"case": case_id, **known})


async def case_of(state: FSMContext) -> str:
    """Return the case that the chat is about, or nothing."""
    return str((await state.get_data()).get("case", ""))


def back(case_id: str, say: Say) -> tuple[str, str]:
    """Return the button that leads back to the card."""
    return say.label("desk-button-back"), f"c:{case_id}"
