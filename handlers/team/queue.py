"""What lies with a reader, ten at a time: all of it, or what a filter leaves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from casework.desk.index import FactsIndex
from casework.desk.lists import Listed, StillBuildingError, View, queue_page
from casework.desk.people import Member
from casework.desk.scope import DeskScope, NotPermittedError
from casework.rules.search import UNSURE, Filter, Known
from handlers.answers import Answers, message_to
from handlers.team.context import Names, argument, instead, pressed
from handlers.texts import Html, Say

FILTERS_IN_A_ROW = 4
CATEGORIES_IN_A_ROW = 2
ANY = "-"
Buttons = list[list[tuple[str, str]]]


def queue() -> Router:
    """Return the dialogue of the queue."""
    router = Router(name="queue")
    router.message.filter(F.chat.type == "private")
    router.message(Command("queue"))(show_queue)
    router.callback_query(F.data.startswith("q:"))(turn_page)
    router.callback_query(F.data.startswith("qc:"))(choose_category)
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
    view = View()
    text, rows = await _page(scope, index, member, names, say, view)
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
    text, rows = await _page(scope, index, member, names, say, _asked(query))
    return pressed(query, instead(query, text, rows))


async def choose_category(query: CallbackQuery, names: Names, say: Say) -> Answers:
    """Offer the categories, in the place of the page; none leads back to the filter."""
    view = _asked(query)
    codes = [*(category.code for category in names.categories), UNSURE]
    cells = [(names.category(code, say), _data(View(view.chosen, code, 0))) for code in codes]
    rows = _in_rows(cells, CATEGORIES_IN_A_ROW)
    rows.append([(say.label("desk-button-any-category"), _data(View(view.chosen, None, 0)))])
    return pressed(query, instead(query, say("desk-queue-which-category"), rows))


def _asked(query: CallbackQuery) -> View:
    """Read a button back; `q:3` is one of a message that an earlier version sent."""
    first, category, page = (argument(query, at) for at in (1, 2, 3))
    if first.isdecimal():
        return View(page=int(first))
    chosen = Filter(first) if first in set(Filter) else Filter.ALL
    kept = None if category in {"", ANY} else category
    return View(chosen, kept, int(page) if page.isdecimal() else 0)


def _data(view: View, act: str = "q") -> str:
    return f"{act}:{view.chosen}:{view.category or ANY}:{view.page}"


async def _page(  # noqa: PLR0913  what the two handlers got
    scope: DeskScope,
    index: FactsIndex | None,
    member: Member,
    names: Names,
    say: Say,
    view: View,
) -> tuple[Html, Buttons]:
    try:
        listed = await queue_page(scope, index, member, view)
    except NotPermittedError:
        return say("desk-no-queue"), []
    except StillBuildingError as error:
        again = [[(say.label("desk-button-again"), _data(view))]]
        return building(error.percent, say), [*again, *_filters(view, say)]
    text = Html("\n".join([_heading(listed, view, names, say), *lines(listed, names, say)]))
    rows = [
        *buttons(listed.cases),
        *turning(listed, say, lambda page: _data(replace(view, page=page))),
    ]
    return text, [*rows, *_filters(view, say)]


def _heading(listed: Listed, view: View, names: Names, say: Say) -> Html:
    if listed.total is None:
        if not listed.cases:
            return say("desk-queue-empty" if listed.page == 0 else "desk-queue-end")
        return say("desk-queue", page=listed.page + 1)
    if not listed.total:
        none = view.chosen is Filter.ALL and view.category is None
        return say("desk-queue-empty" if none else "desk-queue-nothing-like-that")
    what = say.label(f"desk-filter-{view.chosen}")
    if view.category is not None:
        comma = say.label("list-comma")
        what = f"{what}{comma}{names.category(view.category, say)}"
    at, pages = listed.page + 1, listed.pages
    return say("desk-queue-of", what=what, total=listed.total, page=at, pages=pages)


def building(percent: int, say: Say) -> Html:
    """Return the sentence for what has to wait for the index."""
    return say("desk-index-building", percent=percent)


def lines(listed: Listed, names: Names, say: Say) -> list[Html]:
    """Return a line for each case of a page."""
    return [_line(case, names, say) for case in listed.cases]


def _line(case: Known, names: Names, say: Say) -> Html:
    return say(
        "desk-queue-line",
        number=case.number,
        category=names.category(case.category, say),
        assignee=names.person(case.assignee, say),
        review=say.label(f"desk-review-{case.review}"),
        received=case.received_on,
    )


def buttons(cases: Sequence[Known]) -> Buttons:
    """Return a button for the card of each case."""
    return _in_rows([(case.number, f"c:{case.id}") for case in cases], 2)


def turning(listed: Listed, say: Say, data_of: Callable[[int], str]) -> Buttons:
    """Return the buttons to the pages before and after."""
    page = listed.page
    row = [(say.label("desk-button-earlier"), data_of(page - 1))] if page else []
    if listed.more:
        row.append((say.label("desk-button-later"), data_of(page + 1)))
    return [row] if row else []


def _filters(view: View, say: Say) -> Buttons:
    """Return the filters, and the way to the categories; a category stays chosen with them."""
    cells = [
        (say.label(f"desk-button-filter-{chosen}"), _data(View(chosen, view.category, 0)))
        for chosen in Filter
    ]
    cells.append((say.label("desk-button-by-category"), _data(replace(view, page=0), "qc")))
    return _in_rows(cells, FILTERS_IN_A_ROW)


def _in_rows(cells: Sequence[tuple[str, str]], width: int) -> Buttons:
    return [list(cells[start : start + width]) for start in range(0, len(cells), width)]
