"""The figures of one's own cases, one page for each stretch of days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from casework.desk.closing_report import BUTTON, DATA
from casework.desk.index import FactsIndex
from casework.desk.lists import StillBuildingError
from casework.desk.people import Member
from casework.desk.scope import DeskScope
from casework.desk.statistics import Stretch, figures_for
from casework.rules.cases import Review, State
from casework.rules.figures import STEPS, Figures
from handlers.answers import Answers, Buttons, message_to
from handlers.team.context import Names, argument, instead, pressed
from handlers.team.queue import building
from handlers.team.views import name_of_term
from handlers.texts import Html, Say


def figures() -> Router:
    """Return the dialogue about figures."""
    router = Router(name="figures")
    router.message.filter(F.chat.type == "private")
    router.message(Command("figures"))(show_figures)
    router.callback_query(F.data.startswith("fig:"))(turn_to)
    return router


async def show_figures(  # noqa: PLR0913  what aiogram hands to a handler
    message: Message,
    state: FSMContext,
    scope: DeskScope,
    member: Member,
    names: Names,
    index: FactsIndex | None,
    say: Say,
) -> Answers:
    """Show the figures of the whole round."""
    await state.clear()
    text, rows = await _page(scope, index, member, names, say, Stretch.ROUND)
    return message_to(message.chat.id, text, rows, protected=True)


async def turn_to(  # noqa: PLR0913  what aiogram hands to a handler
    query: CallbackQuery,
    scope: DeskScope,
    member: Member,
    names: Names,
    index: FactsIndex | None,
    say: Say,
) -> Answers:
    """Show those of another stretch of days in the place of the ones before."""
    chosen = argument(query)
    stretch = Stretch(chosen) if chosen in set(Stretch) else Stretch.ROUND
    text, rows = await _page(scope, index, member, names, say, stretch)
    return pressed(query, instead(query, text, rows))


async def _page(  # noqa: PLR0913  what the two handlers got
    scope: DeskScope,
    index: FactsIndex | None,
    member: Member,
    names: Names,
    say: Say,
    stretch: Stretch,
) -> tuple[Html, Buttons]:
    try:
        found = await figures_for(scope, index, member, stretch)
    except StillBuildingError as error:
        again = [[(say.label("desk-button-again"), f"fig:{stretch}")]]
        return building(error.percent, say), again
    row = [
        (say.label(f"desk-button-figures-{each}"), f"fig:{each}")
        for each in Stretch
        if each is not stretch
    ]
    paper = [(say.label(BUTTON), DATA)]
    return Html("\n".join(_lines(found, stretch, names, say))), [row, paper]


def _lines(found: Figures, stretch: Stretch, names: Names, say: Say) -> Iterable[Html]:
    span = say.label(f"desk-figures-{stretch}")
    yield say("desk-figures", span=span, first=found.first, last=found.last)
    share = round(100 * found.named / found.received) if found.received else 0
    yield say("desk-figures-received", count=found.received, named=found.named, share=share)
    if found.received:
        channels = {_channel(each, say): count for each, count in _most(found.channels)}
        yield say("desk-figures-line", parts=_parts(channels, say))
    for code, count in sorted(found.categories.items()):
        yield say("desk-figures-part", name=names.category(code, say), count=count)
    yield say("desk-figures-steps", **found.happened)
    yield say("desk-figures-workdays", **{step: _average(found, step) for step in STEPS})
    yield Html("")
    yield say("desk-figures-now")
    there = [each for each in State if found.states.get(each)]
    states = {say.label(f"desk-state-{each}"): found.states[each] for each in there}
    yield say("desk-figures-line", parts=_parts(states, say) or say.label("desk-figures-none"))
    reviews = {say.label(f"desk-review-{each}"): found.reviews.get(each, 0) for each in Review}
    yield say("desk-figures-review", parts=_parts(reviews, say) or say.label("desk-figures-none"))
    overdue = {name_of_term(rule, say): count for rule, count in _most(found.overdue)}
    yield say("desk-figures-overdue", parts=_parts(overdue, say) or say.label("desk-figures-none"))


def _channel(name: str, say: Say) -> str:
    source = f"source-{name}"
    return say.label(source if say.knows(source) else "source-other")


def _most(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda each: (-each[1], each[0]))


def _parts(counts: Mapping[str, int], say: Say) -> str:
    """Return what there is of each kind, in one line."""
    parts = (
        say.label("desk-figures-part", name=name, count=count)
        for name, count in counts.items()
        if count
    )
    return " · ".join(parts)


def _average(found: Figures, step: str) -> str:
    days = found.workdays[step]
    return "–" if days is None else f"{days:.1f}"
