"""What lies with a reader, ten at a time: all of it, or what a filter leaves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from casework.desk.index import FactsIndex
from casework.desk.lists import Listed, StillBuildingError, View, first_page, queue_page
from casework.desk.people import Member
from casework.desk.register import WITHDRAWN
from casework.desk.scope import DeskScope, NotPermittedError
from casework.rules.cases import Review
from casework.rules.marks import Mark
from casework.rules.search import Filter, Known
from handlers.answers import Answers, Buttons, in_rows, message_to
from handlers.team.context import Names, instead, pressed
from handlers.team.due import may_move, time_left
from handlers.team.filters import filter_buttons
from handlers.team.views import data_of, name_of_term, view_in_words, view_of
from handlers.texts import Html, Say, as_html


def queue() -> Router:
    """Return the dialogue of the queue."""
    router = Router(name="queue")
    router.message.filter(F.chat.type == "private")
    router.message(Command("queue"))(show_queue)
    router.message(Command("mine"))(show_mine)
    router.callback_query(F.data.startswith("q:"))(turn_page)
    return router


async def show_queue(  # noqa: PLR0913  what aiogram hands to a handler
    message: Message,
    state: FSMContext,
    scope: DeskScope,
    member: Member,
    names: Names,
    index: FactsIndex | None,
    say: Say,
) -> Answers:
    """List the oldest cases."""
    await state.clear()
    text, rows = await page_of(scope, index, member, names, say)
    return message_to(message.chat.id, text, rows, protected=True)


async def show_mine(  # noqa: PLR0913  what aiogram hands to a handler
    message: Message,
    state: FSMContext,
    scope: DeskScope,
    member: Member,
    names: Names,
    index: FactsIndex | None,
    say: Say,
) -> Answers:
    """List the cases that the reader handles."""
    await state.clear()
    view = View(Filter.MINE)
    text, rows = await page_of(scope, index, member, names, say, view)
    return message_to(message.chat.id, text, rows, protected=True)


async def turn_page(  # noqa: PLR0913  what aiogram hands to a handler
    query: CallbackQuery,
    scope: DeskScope,
    member: Member,
    names: Names,
    index: FactsIndex | None,
    say: Say,
) -> Answers:
    """Show another page, or another filter, in the place of the one before."""
    text, rows = await page_of(scope, index, member, names, say, view_of(query, scope))
    return pressed(query, instead(query, text, rows))


async def page_of(  # noqa: PLR0913  what the handlers got
    scope: DeskScope,
    index: FactsIndex | None,
    member: Member,
    names: Names,
    say: Say,
    chosen: View | None = None,
) -> tuple[Html, Buttons]:
    """Return a page of a queue and its buttons; without a choice, that with which it opens."""
    view = chosen or View()
    try:
        if chosen is None:
            view, listed = await first_page(scope, index, member)
        else:
            listed = await queue_page(scope, index, member, view)
    except NotPermittedError:
        return say("desk-no-queue"), []
    except StillBuildingError as error:
        again = [[(say.label("desk-button-again"), data_of(view))]]
        return building(error.percent, say), [*again, *filter_buttons(view, say)]
    return page_in_words(scope, listed, view, names, say)


def page_in_words(
    scope: DeskScope, listed: Listed, view: View, names: Names, say: Say
) -> tuple[Html, Buttons]:
    """Return a page that was read and its buttons."""
    heading = _heading(listed, view, names, say)
    text = Html("\n".join([heading, *lines(scope, listed, names, say)]))
    rows = [
        *buttons(listed.cases),
        *turning(listed, say, lambda page: data_of(replace(view, page=page))),
    ]
    return text, [*rows, *filter_buttons(view, say)]


def _heading(listed: Listed, view: View, names: Names, say: Say) -> Html:
    if listed.total is None:
        if not listed.cases:
            return say("desk-queue-empty" if listed.page == 0 else "desk-queue-end")
        return say("desk-queue", page=listed.page + 1)
    if not listed.total:
        if view.is_whole:
            return say("desk-queue-empty")
        return say("desk-queue-nothing-like-that", what=view_in_words(view, names, say))
    what = view_in_words(view, names, say)
    at, pages = listed.page + 1, listed.pages
    return say("desk-queue-of", what=what, total=listed.total, page=at, pages=pages)


def building(percent: int, say: Say) -> Html:
    """Return the sentence for what has to wait for the index."""
    return say("desk-index-building", percent=percent)


def lines(scope: DeskScope, listed: Listed, names: Names, say: Say) -> list[Html]:
    """Return two short lines for each case of a page."""
    return [_lines(scope, case, names, say) for case in listed.cases]


def _lines(scope: DeskScope, case: Known, names: Names, say: Say) -> Html:
    marks = [say.label(f"desk-mark-{each}") for each in Mark if each in case.marks]
    marks += [say.label("desk-find-withdrawn")] if WITHDRAWN in case.marks else []
    return say(
        "desk-queue-line",
        number=case.number,
        category=names.category(case.category, say),
        standing=Html(say.label("desk-between").join(_standing(scope, case, names, say, marks))),
    )


def _standing(
    scope: DeskScope, case: Known, names: Names, say: Say, marks: Sequence[str]
) -> list[str]:
    """Return how a case stands: marks, who handles it, the review, and what is due next."""
    parts = [as_html(each) for each in (*marks, names.person(case.assignee, say))]
    if case.waits:
        parts.append(say("desk-filter-waiting"))
    elif case.review is not Review.REVIEWED:
        parts.append(say(f"desk-review-{case.review}"))
    if case.terms:
        rule, due = case.terms[0]
        term, left = name_of_term(rule, say), time_left(scope, due, say)
        named = "desk-next-term-provisional" if may_move(scope, due) else "desk-next-term"
        parts.append(say(named, term=term, left=left))
    else:
        parts.append(say("desk-queue-since", received=case.received_on))
    return list(parts)


def buttons(cases: Sequence[Known]) -> Buttons:
    """Return a button for the card of each case."""
    return in_rows([(case.number, f"c:{case.id}") for case in cases])


def turning(listed: Listed, say: Say, data_of: Callable[[int], str]) -> Buttons:
    """Return the buttons to the pages before and after."""
    page = listed.page
    row = [(say.label("desk-button-earlier"), data_of(page - 1))] if page else []
    if listed.more:
        row.append((say.label("desk-button-later"), data_of(page + 1)))
    return [row] if row else []
