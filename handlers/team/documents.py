"""What a member adds to a registered case: later letters, notes of calls, photos; and its slip."""

from __future__ import annotations

from dataclasses import asdict

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from casework.desk.documents import Document, add_document, receiving
from casework.desk.people import Member
from casework.desk.scope import DeskScope
from handlers.answers import Answer, Answers, message_to
from handlers.public.content import content_of
from handlers.team.card import to_card
from handlers.team.case import leave_other_case
from handlers.team.context import Desk, argument, back, case_of, expect, forget, pressed
from handlers.team.entering import is_no_command
from handlers.team.letter_files import storing
from handlers.team.slip_words import slip_of
from handlers.texts import Say


def documents() -> Router:
    """Return the dialogue in which documents come into a case, and slips are printed again."""
    router = Router(name="documents")
    router.message.filter(F.chat.type == "private")
    router.callback_query.middleware(leave_other_case)
    router.callback_query(F.data.startswith("doc:"))(ask)
    router.message(StateFilter(Desk.documenting), F.func(is_no_command))(take)
    router.callback_query(F.data.startswith("slip:"))(slip)
    return router


async def ask(
    query: CallbackQuery, state: FSMContext, scope: DeskScope, member: Member, say: Say
) -> Answers:
    """The next messages become documents of the case."""
    case = await receiving(scope, member, argument(query))
    await expect(state, Desk.documenting, case.id)
    asked = say("desk-document-ask", number=case.number)
    return pressed(query, message_to(query.from_user.id, asked, [[back(case.id, say)]]))


async def take(
    message: Message, state: FSMContext, scope: DeskScope, member: Member, say: Say
) -> Answers:
    """Seal words at once, and files as soon as they were fetched."""
    case = await receiving(scope, member, await case_of(state))
    content, chat_id = content_of(message), message.chat.id
    if content is None:
        return message_to(chat_id, say("desk-letter-cannot-keep"))
    words = content.words if content.words is not None else content.files[0].caption
    if words:
        meta = {
            "kind": content.kind if content.words is not None else "text",
            "sent_at": message.date.isoformat(),
        }
        await add_document(scope, member, case, Document(scope.new_id(), meta, words=words))
    if content.files:
        return [storing(scope, message, file, member, say, case=case.id) for file in content.files]
    told = say("desk-document-kept", number=case.number)
    return forget(message, to_card(chat_id, told, case, say))


async def slip(query: CallbackQuery, scope: DeskScope, member: Member, say: Say) -> Answers:
    """Print the slip of a case again."""
    case = await receiving(scope, member, argument(query))
    waiting = message_to(query.from_user.id, say("desk-slip-making"))
    then = {"slip": asdict(slip_of(case)), "language": say.language}
    return pressed(query, Answer(waiting, then=then))
