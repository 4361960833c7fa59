"""`/due`: what somebody owes by when, overdue first; for a leader also who owes what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from casework.desk.assign import tag_of
from casework.desk.due import PAGE, Day, Duty, Load, Reach, my_day, names_of
from casework.desk.index import FactsIndex
from casework.desk.lists import StillBuildingError
from casework.desk.people import Member
from casework.desk.scope import DeskScope
from casework.rules.duties import Bracket, Owner, bracket_of
from casework.rules.roles import Action, Group, may
from handlers.answers import Answer, Answers, Buttons, in_rows, message_to
from handlers.team.context import Names, argument, instead, number_in, pressed
from handlers.team.due import resting_line, time_left
from handlers.team.queue import building
from handlers.team.views import name_of_term
from handlers.texts import Html, Say

FILE = "file"
ACROSS, NAMES_ACROSS = 5, 3
LOADS_SHOWN = 6


def due() -> Router:
    """Return the dialogue of the day."""
    router = Router(name="due")
    router.message.filter(F.chat.type == "private")
    router.message(Command("due"))(show_day)
    router.callback_query(F.data.startswith("due:"))(turn_day)
    return router


async def show_day(  # noqa: PLR0913  what aiogram hands to a handler
    message: Message,
    state: FSMContext,
    scope: DeskScope,
    member: Member,
    names: Names,
    index: FactsIndex | None,
    say: Say,
) -> Answers:
    """List what the reader owes."""
    await state.clear()
    text, rows = await day_page(scope, index, member, names, say)
    return message_to(message.chat.id, text, rows, protected=True)


async def turn_day(  # noqa: PLR0913  what aiogram hands to a handler
    query: CallbackQuery,
    scope: DeskScope,
    member: Member,
    names: Names,
    index: FactsIndex | None,
    say: Say,
) -> Answers:
    """Show another page, or everybody's, in the place of the one before; or announce the file."""
    asked = argument(query)
    if asked == FILE:
        waiting = message_to(query.from_user.id, say("desk-due-file-making"))
        return pressed(query, Answer(waiting, then={"calendar": member.id}))
    reach = Reach(asked) if asked in {*Reach} else None
    shown = Shown(reach, number_in(query, 2), argument(query, 3) or None)
    text, rows = await day_page(scope, index, member, names, say, shown)
    return pressed(query, instead(query, text, rows))


@dataclass(frozen=True, slots=True)
class Shown:
    """Which page of which list: a role has one with which it opens; `whose` is a tag."""

    reach: Reach | None = None
    page: int = 0
    whose: str | None = None

    def data(self, reach: Reach, page: int) -> str:
        """Return what a button holds that leads to another page of the same."""
        return f"due:{reach}:{page}" + (f":{self.whose}" if self.whose else "")


async def day_page(  # noqa: PLR0913  what the handlers got
    scope: DeskScope,
    index: FactsIndex | None,
    member: Member,
    names: Names,
    say: Say,
    shown: Shown | None = None,
) -> tuple[Html, Buttons]:
    """Return a page of what is owed and its buttons."""
    shown = shown or Shown()
    reach = shown.reach or _first(member)
    try:
        day = await my_day(scope, index, member, reach, shown.page, shown.whose)
    except StillBuildingError as error:
        again = [[(say.label("desk-button-again"), shown.data(reach, shown.page))]]
        return building(error.percent, say), again
    return day_in_words(scope, day, reach, shown, member, names, say)


def day_in_words(  # noqa: PLR0913  what a page shows, to whom
    scope: DeskScope, day: Day, reach: Reach, shown: Shown, member: Member, names: Names, say: Say
) -> tuple[Html, Buttons]:
    """Return a page that was read and its buttons."""
    lines = [_heading(day, reach, names, say), *_loads(day, names, say)]
    lines += _lines(scope, day, reach, member, names, say)
    return Html("\n".join(lines)), _buttons(day, reach, shown, member, names, say)


def _first(member: Member) -> Reach:
    """Return with what the list opens: who may know no case sees what is late, by its number."""
    return Reach.MINE if may(member.role, Action.DUE) else Reach.LATE


def _heading(day: Day, reach: Reach, names: Names, say: Say) -> Html:
    if not day.total:
        return say(f"desk-due-nothing-{reach}")
    heading = say(f"desk-due-heading-{reach}", total=day.total)
    if day.whose is not None:
        heading = say("desk-due-heading-of", who=whose(day.whose, names, say), total=day.total)
    if day.pages == 1:
        return heading
    return Html(f"{heading}{say('desk-due-page', page=day.page + 1, pages=day.pages)}")


def _loads(day: Day, names: Names, say: Say) -> list[Html]:
    """Return who owes how much, on the first page."""
    if day.page or not day.loads or day.whose is not None:
        return []
    shown = (_load(name, load, names, say) for name, load in day.loads[:LOADS_SHOWN])
    return [Html(say.label("list-comma").join(shown))]


def _load(name: str, load: Load, names: Names, say: Say) -> Html:
    who = whose(name, names, say)
    if load.overdue:
        return say("desk-due-load-overdue", who=who, total=load.total, overdue=load.overdue)
    return say("desk-due-load", who=who, total=load.total)


def whose(name: str, names: Names, say: Say) -> str:
    """Return the name of a person, or of a body."""
    return say.label(f"desk-body-{name}") if isinstance(name, Group) else names.person(name, say)


def owners(owner: Owner, names: Names, say: Say) -> str:
    """Return whose a term is, and for whom they stand in."""
    who = say.label("list-comma").join(whose(each, names, say) for each in names_of(owner))
    if owner.away is not None:
        return say.label("desk-due-for", who=who, away=names.person(owner.away, say))
    return who or say.label("desk-nobody")


def _lines(  # noqa: PLR0913  what a page shows, to whom
    scope: DeskScope, day: Day, reach: Reach, member: Member, names: Names, say: Say
) -> list[Html]:
    """Return two lines for each term, below the heading of the time at which it ends."""
    lines: list[Html] = []
    shown: Bracket | None = None
    for at, each in enumerate(day.duties, day.page * PAGE + 1):
        bracket = bracket_of(each.due, scope.today())
        if bracket is not shown:
            lines += [Html(""), say(f"desk-due-{bracket}", count=day.counts[bracket])]
            shown = bracket
        lines.append(_line(scope, at, each, reach, member, names, say))
    if day.resting:
        lines += [Html(""), say("desk-due-resting", count=len(day.resting))]
    for at, each in enumerate(day.resting, day.total + 1):
        rests = resting_line(scope, each.watched, say)
        number = each.case.number if each.case is not None else scope.office.series
        lines.append(say("desk-due-line-resting", at=at, number=number, line=rests))
    return lines


def _line(  # noqa: PLR0913  as above
    scope: DeskScope,
    at: int,
    duty: Duty,
    reach: Reach,
    member: Member,
    names: Names,
    say: Say,
) -> Html:
    parts = [say("desk-due-by", due=duty.due, left=time_left(scope, duty.due, say))]
    of_another = duty.owner.away is not None or member.id not in duty.owner.people
    if reach is Reach.ALL or (reach is Reach.MINE and of_another):
        parts.insert(0, say("desk-due-who", who=owners(duty.owner, names, say)))
    parts += _marks(duty, reach, member, say)
    return say(
        "desk-due-line",
        at=at,
        number=duty.case.number if duty.case is not None else scope.office.series,
        term=name_of_term(duty.rule_id, say),
        standing=Html(say.label("desk-between").join(parts)),
    )


def _marks(duty: Duty, reach: Reach, member: Member, say: Say) -> list[Html]:
    """Return what else is to be known of a term: its day may move, or who owes it has seen it."""
    watched, found = duty.watched, list[Html]()
    if watched.due.provisional:
        found.append(say("desk-due-provisional"))
    owing = duty.owner.people if reach is Reach.ALL else {member.id}
    if any(seen.by in owing for seen in watched.seen):
        found.append(say("desk-due-seen"))
    return found


def _buttons(  # noqa: PLR0913  what a page shows, to whom
    day: Day, reach: Reach, shown: Shown, member: Member, names: Names, say: Say
) -> Buttons:
    rows = _numbers(day) if reach is not Reach.LATE else []
    turning = []
    if day.page:
        turning.append((say.label("desk-button-earlier"), shown.data(reach, day.page - 1)))
    if day.page + 1 < day.pages:
        turning.append((say.label("desk-button-later"), shown.data(reach, day.page + 1)))
    rows += [turning] if turning else []
    if day.whose is None and not day.page and len(day.loads) > 1:
        some = [name for name, _ in day.loads[:LOADS_SHOWN]]
        cells = [(whose(each, names, say), f"due:{reach}:0:{tag_of(each)}") for each in some]
        rows += _even(cells, NAMES_ACROSS)
    last = []
    if may(member.role, Action.DUE_OF_ALL):
        if reach is Reach.MINE or day.whose is not None:
            last.append((say.label("desk-button-due-all"), f"due:{Reach.ALL}:0"))
        if reach is Reach.ALL:
            last.append((say.label("desk-button-due-mine"), f"due:{Reach.MINE}:0"))
    if reach is Reach.MINE and day.total:
        last.append((say.label("desk-button-due-file"), f"due:{FILE}"))
    return [*rows, last] if last else rows


def _numbers(day: Day) -> Buttons:
    """Return a button for each term."""
    cells = [
        (str(at), f"tm:v:{each.watched.row.id}")
        for at, each in [
            *enumerate(day.duties, day.page * PAGE + 1),
            *enumerate(day.resting, day.total + 1),
        ]
    ]
    return _even(cells, ACROSS)


def _even(cells: Sequence[tuple[str, str]], most: int) -> Buttons:
    """Return buttons in rows of much the same length, `most` in one at most."""
    rows = max(1, -(-len(cells) // most))
    return in_rows(cells, max(1, -(-len(cells) // rows)))
