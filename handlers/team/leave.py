"""Leave: who is away, and recording it for oneself or, as a leader, for a colleague."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from aiogram import F, Router
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from casework.desk.assign import tag_of
from casework.desk.facts import Case
from casework.desk.leave import (
    absences,
    colleagues,
    end_leave,
    leave_of,
    standing_in,
    take_leave,
)
from casework.desk.people import Member
from casework.desk.scope import DeskScope, NotPermittedError
from casework.rules.leave import Leave, choices, days_written
from handlers.answers import Answers, Buttons, message_to
from handlers.team.context import Desk, Names, argument, pressed
from handlers.texts import Html, Say

OWN, ANOTHERS = "lv", "lvf"
"""What a button about one's own leave begins with, and one about a colleague's."""


def leave() -> Router:
    """Return the dialogue about who is away."""
    router = Router(name="leave")
    router.message.filter(F.chat.type == "private")
    router.message(Command("leave"))(show_absences)
    router.callback_query(F.data.startswith("lv:"))(own)
    router.callback_query(F.data.startswith("lvf:"))(anothers)
    router.message(StateFilter(Desk.leaving), F.text & ~F.text.startswith("/"))(days_given)
    return router


async def absence(scope: DeskScope, case: Case, names: Names, say: Say) -> Sequence[Html]:
    """Return the line of a card that says that its assignee is away."""
    away = await leave_of(scope, case.facts.assignee)
    if away is None:
        return ()
    who = names.person(case.facts.assignee, say)
    return [say("desk-assignee-away", who=who, last=away.last)]


async def show_absences(  # noqa: PLR0913  what aiogram hands to a handler
    message: Message,
    state: FSMContext,
    scope: DeskScope,
    member: Member,
    names: Names,
    say: Say,
) -> Answers:
    """List who is away or will be, with what can be done about it."""
    await state.clear()
    away = await absences(scope)
    lines = [say("desk-leave-heading" if away else "desk-leave-nobody")]
    lines += [_line(each, leave, names, say) for each, leave in away]
    rows = [[(say.label("desk-leave-button-own"), f"{OWN}:ask")]]
    others = await colleagues(scope, member)
    if others:
        rows.append([(say.label("desk-leave-button-colleague"), f"{ANOTHERS}:who")])
    rows += [
        [(say.label("desk-leave-button-end", who=names.person(each.id, say)), _end(member, each))]
        for each, _ in away
        if each.id == member.id or each.id in {other.id for other in others}
    ]
    return message_to(message.chat.id, "\n".join(lines), rows)


async def own(  # noqa: PLR0913  what aiogram hands to a handler
    query: CallbackQuery,
    state: FSMContext,
    scope: DeskScope,
    member: Member,
    names: Names,
    say: Say,
) -> Answers:
    """Ask for the days of one's own leave, record it, or end it."""
    return await _act(query, state, scope, member, member.id, names, say, at=1)


async def anothers(  # noqa: PLR0913  what aiogram hands to a handler
    query: CallbackQuery,
    state: FSMContext,
    scope: DeskScope,
    member: Member,
    names: Names,
    say: Say,
) -> Answers:
    """Choose a colleague; then as for oneself."""
    others = await colleagues(scope, member)
    if argument(query) == "who":
        await state.clear()
        rows = [[(names.person(o.id, say), f"{ANOTHERS}:{tag_of(o.id)}:ask")] for o in others]
        return pressed(query, message_to(query.from_user.id, say("desk-leave-whose"), rows))
    chosen = next((each for each in others if tag_of(each.id) == argument(query)), None)
    if chosen is None:
        raise NotPermittedError
    return await _act(query, state, scope, member, chosen.id, names, say, at=2)


async def days_given(  # noqa: PLR0913  what aiogram hands to a handler
    message: Message,
    state: FSMContext,
    scope: DeskScope,
    member: Member,
    names: Names,
    say: Say,
) -> Answers:
    """Record the leave whose days were typed; what is no date may be sent again."""
    days = days_written(message.text or "")
    if days is None:
        return message_to(message.chat.id, say("desk-leave-no-date"))
    about = str((await state.get_data()).get("about", ""))
    taken = await take_leave(scope, member, about, *days)
    await state.clear()
    return message_to(message.chat.id, await _told(scope, member, about, taken, names, say))


async def _act(  # noqa: PLR0913  what the two handlers got
    query: CallbackQuery,
    state: FSMContext,
    scope: DeskScope,
    member: Member,
    about: str,
    names: Names,
    say: Say,
    *,
    at: int,
) -> Answers:
    act, chat_id = argument(query, at), query.from_user.id
    await state.clear()
    if act == "end":
        await end_leave(scope, member, about)
        told = say("desk-leave-ended", who=names.person(about, say))
        return pressed(query, message_to(chat_id, told))
    days = days_written(f"{argument(query, at + 1)} {argument(query, at + 2)}")
    if act == "take" and days is not None:
        taken = await take_leave(scope, member, about, *days)
        told = await _told(scope, member, about, taken, names, say)
        return pressed(query, message_to(chat_id, told))
    await state.set_state(Desk.leaving)
    await state.set_data({"about": about})
    asked = say("desk-leave-ask", who=names.person(about, say))
    return pressed(query, message_to(chat_id, asked, _days(member, about, scope.today(), say)))


def _days(member: Member, about: str, today: date, say: Say) -> Buttons:
    begin = _handle(member.id, about)
    cells = [
        (say.label(f"desk-leave-button-{name}"), f"{begin}:take:{first}:{last}")
        for name, first, last in choices(today)
    ]
    return [cells[:2], cells[2:]]


async def _told(  # noqa: PLR0913  what was recorded, and in whose words
    scope: DeskScope, member: Member, about: str, taken: Leave, names: Names, say: Say
) -> Html:
    """Say from when until when, and who is reminded meanwhile."""
    absent = await _member(scope, member, about)
    other = await standing_in(scope, absent, taken.first) if absent else None
    days = {"who": names.person(about, say), "first": taken.first, "last": taken.last}
    if other is None:
        return say("desk-leave-taken-alone", **days)
    return say("desk-leave-taken", **days, other=names.person(other.id, say))


async def _member(scope: DeskScope, member: Member, about: str) -> Member | None:
    people = [member, *await colleagues(scope, member)]
    return next((each for each in people if each.id == about), None)


def _line(member: Member, away: Leave, names: Names, say: Say) -> Html:
    who = names.person(member.id, say)
    return say("desk-leave-line", who=who, first=away.first, last=away.last)


def _end(member: Member, each: Member) -> str:
    return f"{_handle(member.id, each.id)}:end"


def _handle(own_id: str, about: str) -> str:
    return OWN if about == own_id else f"{ANOTHERS}:{tag_of(about)}"
