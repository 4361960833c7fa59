"""What somebody owes by when: their open terms in the order of their days, and everybody's.

It comes from the index, which knows every open term; only what a page shows is read anew.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from operator import attrgetter, itemgetter
from typing import NamedTuple, TypeAlias

from casework.desk.assign import tag_of
from casework.desk.index import FactsIndex
from casework.desk.lists import built
from casework.desk.people import Member, members
from casework.desk.scope import DeskScope, NotPermittedError
from casework.desk.term_rows import Watched, open_terms, resting_terms
from casework.ports import OF_THE_ROUND
from casework.rules.duties import NOBODY, Bracket, Owner, Staff, bracket_of
from casework.rules.leave import Person
from casework.rules.roles import Action, Role, may
from casework.rules.search import Known, of_overdue

PAGE = 8
SLICE = 2000
ASSIGNEE = "assignee"


class Reach(StrEnum):
    """Which terms are asked for: one's own, or everybody's of the cases that one may know of.

    `LATE` is what is overdue, by its number alone, for those who may know no case.
    """

    MINE = "mine"
    ALL = "all"
    LATE = "late"


NEEDED = {
    Reach.MINE: Action.DUE,
    Reach.ALL: Action.DUE_OF_ALL,
    Reach.LATE: Action.OVERDUE,
}


class _Owed(NamedTuple):
    """An open term as the index knows it; of these there may be very many."""

    due: date
    position: int
    rule_id: str
    owner: Owner
    case: Known | None


@dataclass(frozen=True, slots=True)
class Duty:
    """An open term with its row; `case` is None for one of the round itself."""

    rule_id: str
    due: date
    owner: Owner
    case: Known | None
    watched: Watched


@dataclass(frozen=True, slots=True)
class Load:
    """How many terms somebody owes, and how many of them are overdue."""

    total: int
    overdue: int


Loads: TypeAlias = Sequence[tuple[str, Load]]


@dataclass(frozen=True, slots=True)
class Day:
    """A page of what is owed.

    Attributes:
        duties: The terms of the page, each with its row.
        page: Which page it is, from 0.
        total: How many terms there are on all pages.
        counts: How many there are by the time at which they end.
        loads: Who owes how much, most overdue first.
        resting: One's own terms that rest while the reporter is asked; on the last page alone.
        whose: Whose alone these are, if that was asked.
    """

    duties: Sequence[Duty]
    page: int
    total: int
    counts: Mapping[Bracket, int]
    loads: Loads
    resting: Sequence[Duty] = ()
    whose: str | None = None

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.total // PAGE))


async def my_day(  # noqa: PLR0913  what is asked for, by whom
    scope: DeskScope,
    index: FactsIndex | None,
    member: Member,
    reach: Reach,
    page: int,
    whose: str | None = None,
) -> Day:
    """Return a page of the terms that somebody owes, or that everybody owes, the oldest first.

    Of everybody's, `whose` leaves those of one person or body (`tag_of` its name).

    Raises:
        NotPermittedError: The role of `member` has no terms, or does not see those of others.
        StillBuildingError: The index is not built yet.
    """
    owed = await _owed(scope, index, member, reach)
    today = scope.today()
    loads = _loads(owed, today) if reach is Reach.ALL else ()
    chosen = [name for name, _ in loads if tag_of(name) == whose]
    if chosen:
        owed = [each for each in owed if chosen[0] in names_of(each.owner)]
    page = min(page, max(0, (len(owed) - 1) // PAGE))
    shown = await _read_anew(scope, owed[page * PAGE : (page + 1) * PAGE])
    by_day = Counter(each.due for each in owed)
    counts = Counter[Bracket]()
    for due, count in by_day.items():
        counts[bracket_of(due, today)] += count
    last = (page + 1) * PAGE >= len(owed)
    resting = await _resting(scope, index, member) if last and reach is Reach.MINE else ()
    whose_these = chosen[0] if chosen else None
    return Day(shown, page, len(owed), counts, loads, resting, whose_these)


async def soonest(
    scope: DeskScope, index: FactsIndex | None, member: Member, most: int
) -> Sequence[Duty]:
    """Return the terms that somebody owes with their rows, the oldest first, `most` at most.

    Raises:
        NotPermittedError, StillBuildingError: See `my_day`.
    """
    owed = await _owed(scope, index, member, Reach.MINE)
    return await _read_anew(scope, owed[:most])


async def _owed(
    scope: DeskScope, index: FactsIndex | None, member: Member, reach: Reach
) -> list[_Owed]:
    """Return the open terms that somebody owes, or everybody, the oldest first."""
    if not may(member.role, NEEDED[reach]):
        raise NotPermittedError
    if reach is Reach.LATE:
        if may(member.role, Action.DUE):
            raise NotPermittedError  # there may be cases of which they must not know
        return await _late(scope, index)
    owner, mine = _owners(scope, await staff(scope)), reach is Reach.MINE
    found = await built(index).find(member.id, [attrgetter("terms")])
    owed = [*await _of_the_round(scope, member)]
    for start in range(0, len(found), SLICE):
        for case in found[start : start + SLICE]:
            for rule_id, due in case.terms:
                whose = owner(rule_id, case)
                if not mine or member.id in whose.people:
                    owed.append(_Owed(due, case.position, rule_id, whose, case))
        await asyncio.sleep(0)
    # What came in first goes first among those of a day.
    owed.sort(key=itemgetter(0, 1))
    return owed


async def _resting(scope: DeskScope, index: FactsIndex | None, member: Member) -> Sequence[Duty]:
    """Return the terms of somebody that rest now, as far as a page goes; the index has none."""
    if not any(rule.pauses_on for rule in scope.office.rules):
        return ()
    owner = _owners(scope, await staff(scope))
    found = await built(index).find(
        member.id,
        [attrgetter("waits"), lambda case: member.id in owner(ASSIGNEE, case).people],
    )
    resting = list[Duty]()
    for case in found:
        for each in await resting_terms(scope, case.id):
            whose = owner(each.rule_id, case)
            if member.id in whose.people:
                resting.append(Duty(each.rule_id, each.due.date, whose, case, each))
        if len(resting) >= PAGE:
            break
    return resting[:PAGE]


async def _late(scope: DeskScope, index: FactsIndex | None) -> list[_Owed]:
    """Return what is overdue, whoever owes it; cases about an inspector are left out."""
    today = scope.today()
    late = of_overdue(today)
    found = await built(index).find_for_anybody(lambda case: late(case) and not case.bypassed)
    owed = [
        _Owed(due, case.position, rule_id, NOBODY, case)
        for case in found
        for rule_id, due in case.terms
        if due < today
    ]
    return sorted(owed, key=itemgetter(0, 1))


async def staff(scope: DeskScope) -> Staff:
    """Return everybody who has enrolled, and who is away today."""
    people = [Person(each.id, each.role, each.leave) for each in await members(scope)]
    return Staff(people, scope.office.stand_ins, scope.today())


def who_of(scope: DeskScope, rule_id: str) -> str:
    """Return whose the terms of a rule are; one that the configuration has dropped stays theirs."""
    rule = scope.office.rule(rule_id)
    return ASSIGNEE if rule is None else rule.who


def _owners(scope: DeskScope, people: Staff) -> Callable[[str, Known], Owner]:
    """Return what says whose a term is: there are few different answers, so they are kept."""
    who = {rule.id: rule.who for rule in scope.office.rules}
    known: dict[object, Owner] = {}

    def owner(rule_id: str, case: Known) -> Owner:
        of = who.get(rule_id, ASSIGNEE)
        key = (of, case.assignee, case.worker, case.reviewer, case.handed_over, case.readers)
        found = known.get(key)
        if found is None:
            found = known[key] = people.owner(of, case)
        return found

    return owner


async def _of_the_round(scope: DeskScope, member: Member) -> Sequence[_Owed]:
    """Return the round's own open terms, for those who follow them up."""
    if not may(member.role, Action.ROUND):
        return ()
    owner = round_owner(await members(scope))
    terms = await open_terms(scope, OF_THE_ROUND)
    return [_Owed(each.due.date, 0, each.rule_id, owner, None) for each in terms]


def round_owner(people: Iterable[Member]) -> Owner:
    """Return whose the terms of the round are: the leader's, or everybody's who follows them up."""
    able = [each for each in people if may(each.role, Action.ROUND)]
    leaders = [each for each in able if each.role is Role.LEADER]
    return Owner(frozenset(each.id for each in leaders or able))


async def _read_anew(scope: DeskScope, owed: Sequence[_Owed]) -> Sequence[Duty]:
    """Return the terms with their rows; what was met a moment ago is left out."""
    names = dict.fromkeys(each.case.id if each.case else OF_THE_ROUND for each in owed)
    rows = {name: [*await open_terms(scope, name)] for name in names}
    duties = []
    for each in owed:
        own = rows[each.case.id if each.case else OF_THE_ROUND]
        same = (row for row in own if (row.rule_id, row.due.date) == (each.rule_id, each.due))
        watched = next(same, None)
        if watched is not None:
            own.remove(watched)
            duties.append(Duty(each.rule_id, each.due, each.owner, each.case, watched))
    return duties


def _loads(owed: Sequence[_Owed], today: date) -> Loads:
    total, overdue = Counter[str](), Counter[str]()
    counted = Counter((id(each.owner), each.due < today) for each in owed)
    owners = {id(each.owner): each.owner for each in owed}
    for (which, late), count in counted.items():
        for name in names_of(owners[which]):
            total[name] += count
            overdue[name] += count if late else 0
    loads = [(name, Load(total[name], overdue[name])) for name in total]
    return sorted(loads, key=lambda each: (-each[1].overdue, -each[1].total, each[0]))


def names_of(owner: Owner) -> Sequence[str]:
    """Return whose a term is: a body as a `Group`, or people by their ids."""
    return [owner.body] if owner.body is not None else sorted(owner.people)
