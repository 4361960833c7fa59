"""Another passphrase for the same key: the old one, the new one, and the new one once more.

Each message is deleted from the chat with the first answer. What the conversation keeps is at which
of the three it stands, and nothing else.
"""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from casework.desk.enroll import MIN_PASSPHRASE, PassphraseTooShortError
from casework.desk.passphrase import choose_passphrase, confirm_passphrase
from casework.desk.people import Member
from casework.desk.scope import DeskScope, LockedError
from casework.desk.sessions import TooManyTriesError
from casework.desk.unlock import KeyNotOnRosterError, NoKeyHereError, keeps_key_elsewhere, unlock
from casework.ports import PassphraseRefusedError
from casework.rules.roles import Action, may
from handlers.answers import Answers, message_to
from handlers.team.commands import NO_COMMAND
from handlers.team.context import Desk, forget, time_of_day
from handlers.texts import Say


def passphrase() -> Router:
    """Return the dialogue about another passphrase."""
    router = Router(name="passphrase")
    router.message.filter(F.chat.type == "private")
    router.message(Command("passphrase"))(ask_for_old)
    router.message(StateFilter(Desk.giving_old_passphrase), NO_COMMAND)(old_given)
    router.message(StateFilter(Desk.choosing_new_passphrase), NO_COMMAND)(new_chosen)
    router.message(StateFilter(Desk.repeating_new_passphrase), NO_COMMAND)(new_repeated)
    return router


async def ask_for_old(
    message: Message, state: FSMContext, scope: DeskScope, member: Member, say: Say
) -> Answers:
    """Begin. Whatever stands behind the command may be a passphrase, so the message goes."""
    chat_id = message.chat.id
    await state.clear()
    if not may(member.role, Action.READ):
        return forget(message, message_to(chat_id, say("desk-nothing-to-unlock")))
    if await keeps_key_elsewhere(scope, member):
        return forget(message, message_to(chat_id, say("desk-no-key")))
    await state.set_state(Desk.giving_old_passphrase)
    return forget(message, message_to(chat_id, say("desk-ask-old-passphrase")))


async def old_given(
    message: Message, state: FSMContext, scope: DeskScope, member: Member, say: Say
) -> Answers:
    """Try the old passphrase; a wrong one counts as it does when unlocking."""
    chat_id = message.chat.id
    try:
        await unlock(scope, member, message.text or "")
    except PassphraseRefusedError:
        return forget(message, message_to(chat_id, say("desk-passphrase-refused")))
    except TooManyTriesError as refusal:
        wait = say("desk-too-many-tries", at=time_of_day(refusal.until, scope))
        return forget(message, message_to(chat_id, wait))
    except (NoKeyHereError, KeyNotOnRosterError) as refusal:
        await state.clear()
        text = "desk-no-key" if isinstance(refusal, NoKeyHereError) else "desk-other-key"
        return forget(message, message_to(chat_id, say(text)))
    await state.set_state(Desk.choosing_new_passphrase)
    asked = say("desk-ask-new-passphrase", minimum=MIN_PASSPHRASE)
    return forget(message, message_to(chat_id, asked))


async def new_chosen(
    message: Message, state: FSMContext, scope: DeskScope, member: Member, say: Say
) -> Answers:
    """Take the new passphrase and ask for it again."""
    chat_id = message.chat.id
    try:
        await choose_passphrase(scope, member, message.text or "")
    except PassphraseTooShortError as refusal:
        short = say("desk-passphrase-short", minimum=refusal.minimum)
        return forget(message, message_to(chat_id, short))
    except LockedError:
        await state.clear()
        return forget(message, message_to(chat_id, say("desk-passphrase-kept")))
    await state.set_state(Desk.repeating_new_passphrase)
    return forget(message, message_to(chat_id, say("desk-repeat-new-passphrase")))


async def new_repeated(
    message: Message, state: FSMContext, scope: DeskScope, member: Member, say: Say
) -> Answers:
    """Change the passphrase if it is the same again; otherwise the old one holds."""
    chat_id = message.chat.id
    try:
        await confirm_passphrase(scope, member, message.text or "")
    except PassphraseRefusedError:
        return forget(message, message_to(chat_id, say("desk-new-differs")))
    except LockedError:
        await state.clear()
        return forget(message, message_to(chat_id, say("desk-passphrase-kept")))
    await state.clear()
    return forget(message, message_to(chat_id, say("desk-passphrase-changed")))
