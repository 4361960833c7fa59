"""Looking for cases among those that a reader may know of: `/find`, and then words at will."""

from __future__ import annotations

from zlib import crc32

from aiogram import F, Router
from aiogram.filters import Command, CommandObject, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from casework.desk.index import FactsIndex
from casework.desk.lists import StillBuildingError, search_page
from casework.desk.people import Member
from casework.desk.scope import DeskScope, NotPermittedError
from casework.rules.search import (
    NotUnderstoodError,
    read_search,
)
from handlers.answers import Answers, Buttons, message_to
from handlers.team.context import Desk, Names, argument, instead, number_in, pressed
from handlers.team.queue import building, buttons, lines, turning
from handlers.team.vocabulary import vocabulary
from handlers.texts import Html, Say

LONGEST = 300


def find() -> Router:
    """Return the dialogue of the search."""
    router = Router(name="find")
    router.message.filter(F.chat.type == "private")
    router.message(Command("find"))(begin)
    router.message(StateFilter(Desk.finding), F.text & ~F.text.startswith("/"))(look)
    router.callback_query(F.data.startswith("f:"))(turn_page)
    return router


async def begin(  # noqa: PLR0913  what aiogram hands to a handler
    message: Message,
    command: CommandObject,
    state: FSMContext,
    scope: DeskScope,
    member: Member,
    names: Names,
    index: FactsIndex | None,
    say: Say,
) -> Answers:
    """Look for what stands behind the command; without anything, say what can be looked for."""
    await state.clear()
    await state.set_state(Desk.finding)
    if not command.args:
        return message_to(message.chat.id, say("desk-find-what"))
    return await _look(message.chat.id, command.args, state, scope, member, names, index, say)


async def look(  # noqa: PLR0913  what aiogram hands to a handler
    message: Message,
    state: FSMContext,
    scope: DeskScope,
    member: Member,
    names: Names,
    index: FactsIndex | None,
    say: Say,
) -> Answers:
    """Look for what was sent; whatever is sent next is looked for as well."""
    words = message.text or ""
    return await _look(message.chat.id, words, state, scope, member, names, index, say)


async def turn_page(  # noqa: PLR0913  what aiogram hands to a handler
    query: CallbackQuery,
    state: FSMContext,
    scope: DeskScope,
    member: Member,
    names: Names,
    index: FactsIndex | None,
    say: Say,
) -> Answers:
    """Show another page of the same search, if the chat still holds it."""
    words = str((await state.get_data()).get("words", ""))
    if not words or argument(query, 2) != _tag(words):
        return pressed(query, message_to(query.from_user.id, say("desk-find-over")))
    text, rows = await _page(words, number_in(query, 1), scope, member, names, index, say)
    return pressed(query, instead(query, text, rows))


async def _look(  # noqa: PLR0913  what the two handlers got
    chat_id: int,
    words: str,
    state: FSMContext,
    scope: DeskScope,
    member: Member,
    names: Names,
    index: FactsIndex | None,
    say: Say,
) -> Answers:
    await state.set_data({"words": words[:LONGEST]})
    text, rows = await _page(words[:LONGEST], 0, scope, member, names, index, say)
    return message_to(chat_id, text, rows, protected=True)


async def _page(  # noqa: PLR0913  as above
    words: str,
    page: int,
    scope: DeskScope,
    member: Member,
    names: Names,
    index: FactsIndex | None,
    say: Say,
) -> tuple[Html, Buttons]:
    try:
        tests = read_search(words, vocabulary(scope, member, names, say), scope.today())
        listed = await search_page(index, member, tests, page)
    except NotPermittedError:
        return say("desk-no-queue"), []
    except NotUnderstoodError as error:
        return say("desk-find-unknown", word=error.word) if error.word else say(
            "desk-find-what"
        ), []
    except StillBuildingError as error:
        return building(error.percent, say), [[(say.label("desk-button-again"), _data(0, words))]]
    if not listed.total:
        return say("desk-find-nothing"), []
    at, pages = listed.page + 1, listed.pages
    heading = say("desk-found", total=listed.total, page=at, pages=pages)
    turned = turning(listed, say, lambda number: _data(number, words))
    return Html("\n".join([heading, *lines(scope, listed, names, say)])), [
        *buttons(listed.cases),
        *turned,
    ]


def _data(page: int, words: str) -> str:
    return f"f:{page}:{_tag(words)}"


def _tag(words: str) -> str:
    """Return what tells one search from another in a button."""
    return f"{crc32(words.encode()):08x}"
