"""Leave (请假): it is recorded, and whoever stands in is reminded meanwhile.

A leave rests with the account, sealed under the desk's key. Who is reminded is decided at the
moment of each reminder, so nothing has to be planned anew.

Source: 工作方案 八.4.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from casework.desk.messages import Chat, chat_of, tell_apart
from casework.desk.people import Member, members, rebind
from casework.desk.scope import DeskScope, NotPermittedError
from casework.rules.leave import Leave, Person, leave_from, stand_in
from casework.rules.roles import Action, may


class NotOnLeaveError(Exception):
    """This person has no leave that could be ended."""


async def take_leave(
    scope: DeskScope, by: Member, reader_id: str, first: date, last: date
) -> Leave:
    """Record that somebody is away: oneself, or a colleague on the word of a leader.

    One that was recorded before and is not over is replaced by it.

    Raises:
        LeaveRefusedError: It is over, ends before it begins, or lasts for more than a year.
        NotPermittedError: `by` may not do this, or the person takes no leave here.
    """
    member = await _whose(scope, by, reader_id)
    leave = leave_from(first, last, scope.today())
    await _keep(scope, member, leave)
    scope.record("leave", by=by.id, reader=member.id)
    if by.id != member.id:
        tell_apart(scope, chat_of(member), "announce-leave", {}, leave.last)
    return leave


async def end_leave(scope: DeskScope, by: Member, reader_id: str) -> None:
    """Record that somebody is back from today on, or that a leave is not taken.

    Raises:
        NotOnLeaveError: They have none that is not over.
        NotPermittedError: See `take_leave`.
    """
    member = await _whose(scope, by, reader_id)
    leave = member.leave
    if leave is None or leave.is_over(scope.today()):
        raise NotOnLeaveError
    await _keep(scope, member, leave.ended(scope.today()))
    scope.record("leave-ended", by=by.id, reader=member.id)
    if by.id != member.id:
        tell_apart(scope, chat_of(member), "announce-leave-ended", {})


async def absences(scope: DeskScope) -> Sequence[tuple[Member, Leave]]:
    """Return who is away or will be, the first one first."""
    today = scope.today()
    found = [
        (member, member.leave)
        for member in await members(scope)
        if member.leave is not None and not member.leave.is_over(today)
    ]
    return sorted(found, key=lambda each: (each[1].first, each[0].id))


async def colleagues(scope: DeskScope, by: Member) -> Sequence[Member]:
    """Return for whom `by` may record a leave besides themselves."""
    if not may(by.role, Action.LEAVE_FOR):
        return ()
    return [m for m in await members(scope) if m.id != by.id and may(m.role, Action.LEAVE)]


async def leave_of(scope: DeskScope, reader_id: str | None) -> Leave | None:
    """Return the leave on which somebody is today, or None."""
    found = (each.leave for each in await members(scope) if each.id == reader_id)
    return next((leave for leave in found if leave and leave.covers(scope.today())), None)


async def standing_in(scope: DeskScope, member: Member, day: date) -> Member | None:
    """Return who is reminded in somebody's place on a day, if they read the case as well."""
    people = await members(scope)
    return _by_id(people, stand_in(member.id, day, _persons(people), scope.office.stand_ins))


def presence(scope: DeskScope, readers: Sequence[Member], day: date) -> Callable[[Chat], Chat]:
    """Return what says to which chat goes on a day what was meant for another.

    Only one of `readers`, who may all be told, stands in; if nobody can, it stays where it is.
    """
    persons, owners = _persons(readers), {member.chat_id: member for member in readers}

    def there(chat: Chat) -> Chat:
        owner = owners.get(chat.id)
        if owner is None or owner.leave is None or not owner.leave.covers(day):
            return chat
        other = _by_id(readers, stand_in(owner.id, day, persons, scope.office.stand_ins))
        return chat if other is None else chat_of(other)

    return there


async def _whose(scope: DeskScope, by: Member, reader_id: str) -> Member:
    if reader_id == by.id and may(by.role, Action.LEAVE):
        return by
    found = (each for each in await colleagues(scope, by) if each.id == reader_id)
    member = next(found, None)
    if member is None:
        raise NotPermittedError
    return member


async def _keep(scope: DeskScope, member: Member, leave: Leave | None) -> None:
    days = None if leave is None else [leave.first.isoformat(), leave.last.isoformat()]
    await rebind(scope, member.id, {"leave": days})


def _persons(people: Sequence[Member]) -> Sequence[Person]:
    return [Person(each.id, each.role, each.leave) for each in people]


def _by_id(people: Sequence[Member], reader_id: str | None) -> Member | None:
    return next((each for each in people if each.id == reader_id), None)
