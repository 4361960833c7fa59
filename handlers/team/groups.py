"""In a group nobody is shown a case. What is meant for one person goes to that person alone.

An answer goes out in the group so that nobody else sees it, where Telegram carries that; it holds
numbers at most, since such a message may be shown to everybody by servers that are too old for it.
Otherwise it goes to the private chat, and to who never opened one a sentence says how.
"""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message, User

from casework.desk.due import Reach, my_day
from casework.desk.index import FactsIndex
from casework.desk.lists import StillBuildingError, View, queue_page
from casework.desk.moves import note_move
from casework.desk.people import Member
from casework.desk.scope import DeskScope
from casework.rules.duties import Bracket
from casework.rules.roles import Action, may
from casework.rules.search import Filter
from handlers.answers import Answer, Answers, for_one_person, message_to
from handlers.team.context import Names, pressed
from handlers.team.my_day import Shown, day_in_words
from handlers.team.queue import page_in_words
from handlers.texts import Html, Say, Texts


def groups() -> Router:
    """Return what is said outside of private chats."""
    router = Router(name="groups")
    outside = F.chat.type != "private"
    router.message(outside, F.migrate_to_chat_id)(moved)
    router.message(outside, Command("queue", "mine"))(point_out_numbers)
    router.message(outside, Command("due"))(point_out_how_much)
    router.message(outside, F.text.startswith("/"))(point_to_private_chat)
    router.message(outside)(stay_silent)
    router.callback_query(F.message.chat.type != "private")(end_spinner)
    return router


async def moved(message: Message, scope: DeskScope) -> Answers:
    """Tell the courier where a group is now that it has become a larger one."""
    if message.migrate_to_chat_id is not None:
        note_move(scope, message.chat.id, message.migrate_to_chat_id)
    return None


async def point_out_numbers(  # noqa: PLR0913  what aiogram hands to a handler
    message: Message,
    event_from_user: User,
    scope: DeskScope,
    member: Member | None,
    names: Names,
    index: FactsIndex | None,
    say: Say,
    texts: Texts,
) -> Answers:
    """Show a reader the numbers of what lies with them; the rest is in the private chat."""
    if member is None or not may(member.role, Action.QUEUE):
        return await point_to_private_chat(message, event_from_user, say, texts)
    mine = (message.text or "").startswith("/mine")
    view = View(Filter.MINE) if mine else View()
    try:
        listed = await queue_page(scope, index, member, view)
    except StillBuildingError:
        return await point_to_private_chat(message, event_from_user, say, texts)
    text, rows = page_in_words(scope, listed, view, names, say)
    private = Answer(message_to(event_from_user.id, text, rows, protected=True))
    numbers = say.label("list-comma").join(case.number for case in listed.cases)
    total = len(listed.cases) if listed.total is None else listed.total
    told = say("desk-group-numbers", total=total, numbers=numbers or say.label("desk-no-marks"))
    return _alone(message, event_from_user, told, private, texts)


async def point_out_how_much(  # noqa: PLR0913  what aiogram hands to a handler
    message: Message,
    event_from_user: User,
    scope: DeskScope,
    member: Member | None,
    names: Names,
    index: FactsIndex | None,
    say: Say,
    texts: Texts,
) -> Answers:
    """Tell a reader how much they owe; which terms those are stands in the private chat."""
    if member is None or not may(member.role, Action.DUE):
        return await point_to_private_chat(message, event_from_user, say, texts)
    try:
        day = await my_day(scope, index, member, Reach.MINE, 0)
    except StillBuildingError:
        return await point_to_private_chat(message, event_from_user, say, texts)
    text, rows = day_in_words(scope, day, Reach.MINE, Shown(), member, names, say)
    private = Answer(message_to(event_from_user.id, text, rows, protected=True))
    overdue, today = day.counts.get(Bracket.OVERDUE, 0), day.counts.get(Bracket.TODAY, 0)
    told = say("desk-due-in-group", total=day.total, overdue=overdue, today=today)
    return _alone(message, event_from_user, told, private, texts)


async def point_to_private_chat(
    message: Message, event_from_user: User, say: Say, texts: Texts
) -> Answers:
    """Answer a command with the way to the private chat, so that only its sender sees it."""
    told = say("desk-private-only")
    private = Answer(message_to(event_from_user.id, told))
    return _alone(message, event_from_user, told, private, texts)


async def stay_silent(_message: Message) -> Answers:
    """Leave people in a group alone."""
    return None


async def end_spinner(query: CallbackQuery) -> Answers:
    """Buttons do nothing in a group."""
    return pressed(query)


def _alone(message: Message, user: User, told: Html, private: Answer, texts: Texts) -> Answer:
    """Return an answer that only `user` sees, in the group or else in the private chat."""
    thread = message.message_thread_id if message.is_topic_message else None
    how = texts.say(texts.languages[0])("desk-open-private-chat")
    public = message_to(message.chat.id, how)
    public.message_thread_id = thread
    return for_one_person(
        message.chat.id,
        user.id,
        told,
        thread_id=thread,
        answers_to=message.ephemeral_message_id,
        otherwise=Answer(private.method, otherwise=Answer(public)),
    )
