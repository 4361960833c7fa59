"""A reader's own account: menu, language, unlocking and locking.

A message that may hold a passphrase is deleted from the chat with the first answer.
"""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command, CommandObject, CommandStart, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from casework.desk.people import Member, speak
from casework.desk.scope import DeskScope
from casework.desk.sessions import TooManyTriesError
from casework.desk.unlock import (
    KeyNotOnRosterError,
    NoKeyHereError,
    keeps_key_elsewhere,
    lock,
    unlock,
)
from casework.ports import PassphraseRefusedError
from casework.rules.roles import Action, may
from handlers.answers import Answers, message_to
from handlers.team.commands import NO_COMMAND
from handlers.team.context import Desk, argument, forget, pressed, time_of_day
from handlers.team.rights import menu_of
from handlers.texts import Html, Say, Texts


def people() -> Router:
    """Return the dialogue about a reader's own account."""
    router = Router(name="people")
    router.message.filter(F.chat.type == "private")
    router.message(CommandStart())(greet)
    router.message(Command("help"))(greet)
    router.message(Command("cancel"))(cancel)
    router.message(Command("language"))(offer_languages)
    router.callback_query(F.data.startswith("lang:"))(language_chosen)
    router.message(Command("unlock"))(ask_to_unlock)
    router.message(Command("lock"))(lock_now)
    waiting = StateFilter(Desk.unlocking, Desk.repeating_passphrase)
    router.message(waiting, NO_COMMAND)(passphrase_given)
    return router


async def greet(message: Message, state: FSMContext, member: Member, say: Say) -> Answers:
    """Show what this reader can do."""
    await state.clear()
    return menu(message.chat.id, member, say)


async def cancel(message: Message, state: FSMContext, say: Say) -> Answers:
    """Leave whatever was begun."""
    await state.clear()
    return message_to(message.chat.id, say("desk-cancelled"))


async def offer_languages(message: Message, texts: Texts) -> Answers:
    """Offer every language in its own words."""
    rows = [[(texts.say(code).label("language-name"), f"lang:{code}")] for code in texts.languages]
    return message_to(message.chat.id, _lines("choose-language", texts), rows)


async def language_chosen(
    query: CallbackQuery, scope: DeskScope, member: Member, texts: Texts
) -> Answers:
    """Speak the chosen language from now on."""
    say = texts.say(argument(query))
    await speak(scope, member, say.language)
    return pressed(query, menu(query.from_user.id, member, say))


async def ask_to_unlock(  # noqa: PLR0913  what aiogram hands to a handler
    message: Message,
    command: CommandObject,
    state: FSMContext,
    scope: DeskScope,
    member: Member,
    say: Say,
) -> Answers:
    """Ask for the passphrase; somebody who wrote it behind the command is not asked again."""
    await state.clear()
    if not may(member.role, Action.READ):
        return message_to(message.chat.id, say("desk-nothing-to-unlock"))
    if await keeps_key_elsewhere(scope, member):
        return forget(message, message_to(message.chat.id, say("desk-no-key")))
    await state.set_state(Desk.unlocking)
    if command.args:
        return await _unlock(message, command.args, state, scope, member, say)
    return message_to(message.chat.id, say("desk-ask-passphrase"))


async def passphrase_given(
    message: Message, state: FSMContext, scope: DeskScope, member: Member, say: Say
) -> Answers:
    """Try the passphrase."""
    return await _unlock(message, message.text or "", state, scope, member, say)


async def lock_now(
    message: Message, state: FSMContext, scope: DeskScope, member: Member, say: Say
) -> Answers:
    """Forget the key at once."""
    await state.clear()
    lock(scope, member)
    return message_to(message.chat.id, say("desk-now-locked"))


async def _unlock(  # noqa: PLR0913  what aiogram hands to a handler, passed on
    message: Message,
    passphrase: str,
    state: FSMContext,
    scope: DeskScope,
    member: Member,
    say: Say,
) -> Answers:
    chat_id = message.chat.id
    try:
        done = await unlock(scope, member, passphrase)
    except PassphraseRefusedError:
        return forget(message, message_to(chat_id, await _refused(state, say)))
    except TooManyTriesError as refusal:
        wait = say("desk-too-many-tries", at=time_of_day(refusal.until, scope))
        return forget(message, message_to(chat_id, wait))
    except (NoKeyHereError, KeyNotOnRosterError) as refusal:
        await state.clear()
        text = "desk-no-key" if isinstance(refusal, NoKeyHereError) else "desk-other-key"
        return forget(message, message_to(chat_id, say(text)))
    await state.clear()
    text = "desk-unlocked" if done.on_roster else "desk-enrolled"
    told = say(text, at=time_of_day(done.until, scope))
    queue = [[(say.label("desk-button-queue"), "q:0")]] if done.on_roster else None
    return forget(message, message_to(chat_id, told, queue))


async def _refused(state: FSMContext, say: Say) -> Html:
    repeating = await state.get_state() == Desk.repeating_passphrase.state
    return say("desk-repeat-differs" if repeating else "desk-passphrase-refused")


def menu(chat_id: int, member: Member, say: Say) -> Answers:
    """Return the commands that the reader's role has a use for."""
    lines = [say("desk-hello"), *(say(f"desk-menu-{command}") for command in menu_of(member))]
    if may(member.role, Action.SUMMARY) and not may(member.role, Action.READ):
        lines.append(say("desk-menu-summary"))
    return message_to(chat_id, "\n".join(lines))


def _lines(name: str, texts: Texts) -> str:
    return "\n".join(texts.say(language)(name) for language in texts.languages)
