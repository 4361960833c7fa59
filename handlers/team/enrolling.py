"""Joining: a code, then a passphrase, or the public half of a key on one's own device.

Codes and passphrases are deleted from the chat with the first answer. A passphrase is asked for
once; the message after that asks for it again and tries it on the key that was just made, so a slip
of the finger shows before the roster is signed, and nothing derived from it has to be kept.
"""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command, CommandObject, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message, User

from casework.desk.enroll import (
    MIN_PASSPHRASE,
    AlreadyEnrolledError,
    CodeRefusedError,
    PassphraseTooShortError,
    bind,
    enroll,
    enroll_device,
    find_invitation,
    held_a_key,
    needs_key,
)
from casework.desk.scope import DeskScope
from casework.ports import RecipientRefusedError
from handlers.answers import Answers, message_to
from handlers.team.commands import NO_COMMAND
from handlers.team.context import STRANGER, Desk, account_of, forget, pressed
from handlers.team.people import menu
from handlers.texts import Say

PUBLIC_KEY, PRIVATE_KEY = "age1", "age-secret-key-"


def enrolling() -> Router:
    """Return the dialogue that is open to accounts which are no reader's yet."""
    router = Router(name="enrolling")
    router.message.filter(F.chat.type == "private")
    router.message(Command("enroll"))(code_given)
    router.message(StateFilter(Desk.choosing_passphrase), NO_COMMAND)(passphrase_chosen)
    router.message(STRANGER)(greet_stranger)
    router.callback_query(STRANGER)(turn_stranger_away)
    return router


async def greet_stranger(message: Message, state: FSMContext, say: Say) -> Answers:
    """Say how to enrol, and nothing else."""
    await state.clear()
    return message_to(message.chat.id, say("desk-stranger"))


async def turn_stranger_away(query: CallbackQuery, say: Say) -> Answers:
    """A button under a message of a former reader."""
    return pressed(query, message_to(query.from_user.id, say("desk-stranger")))


async def code_given(  # noqa: PLR0913  what aiogram hands to a handler
    message: Message,
    command: CommandObject,
    event_from_user: User,
    state: FSMContext,
    scope: DeskScope,
    say: Say,
) -> Answers:
    """Take the code; who needs no key is bound at once, others choose where theirs is kept."""
    chat_id = message.chat.id
    await state.clear()
    if not command.args:
        return message_to(chat_id, say("desk-stranger"))
    account = account_of(message, event_from_user, say)
    try:
        reader = await find_invitation(scope, command.args, account)
        if needs_key(reader):
            await state.set_state(Desk.choosing_passphrase)
            await state.set_data({"invited": reader.id})
            asked = message_to(chat_id, say("desk-choose-passphrase", minimum=MIN_PASSPHRASE))
            if await held_a_key(scope, reader):
                return forget(message, message_to(chat_id, say("desk-held-a-key")), asked)
            return forget(message, asked)
        member = await bind(scope, reader, account)
    except CodeRefusedError:
        return forget(message, message_to(chat_id, say("desk-code-refused")))
    except AlreadyEnrolledError:
        return forget(message, message_to(chat_id, say("desk-already-enrolled")))
    return forget(message, message_to(chat_id, say("desk-bound")), menu(chat_id, member, say))


async def passphrase_chosen(
    message: Message, event_from_user: User, state: FSMContext, scope: DeskScope, say: Say
) -> Answers:
    """Make the key, or take the public half of the reader's own. The message goes first."""
    chat_id = message.chat.id
    text = "".join((message.text or "").split()).lower()
    if PRIVATE_KEY in text:
        return forget(message, message_to(chat_id, say("desk-private-key-sent")))
    if text.startswith(PUBLIC_KEY):
        return await _own_key_given(message, event_from_user, state, scope, say)
    invited = str((await state.get_data()).get("invited"))
    try:
        account = account_of(message, event_from_user, say)
        await enroll(scope, invited, message.text or "", account)
    except PassphraseTooShortError as refusal:
        short = say("desk-passphrase-short", minimum=refusal.minimum)
        return forget(message, message_to(chat_id, short))
    except (CodeRefusedError, AlreadyEnrolledError):
        await state.clear()
        return forget(message, message_to(chat_id, say("desk-already-enrolled")))
    await state.set_state(Desk.repeating_passphrase)
    return forget(message, message_to(chat_id, say("desk-repeat-passphrase")))


async def _own_key_given(
    message: Message, event_from_user: User, state: FSMContext, scope: DeskScope, say: Say
) -> Answers:
    chat_id = message.chat.id
    invited = str((await state.get_data()).get("invited"))
    try:
        account = account_of(message, event_from_user, say)
        await enroll_device(scope, invited, message.text or "", account)
    except RecipientRefusedError as refusal:
        text = "desk-key-of-another-kind" if refusal.wrong_profile else "desk-key-malformed"
        # It may have been a passphrase after all.
        return forget(message, message_to(chat_id, say(text)))
    except (CodeRefusedError, AlreadyEnrolledError):
        await state.clear()
        return message_to(chat_id, say("desk-already-enrolled"))
    await state.clear()
    return message_to(chat_id, say("desk-enrolled-device"))
