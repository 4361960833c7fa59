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
from typing import TypeAlias

from casework.desk.deadlines import Watched, open_terms
from casework.desk.index import FactsIndex
from casework.desk.lists import built
from casework.desk.people import Member, members
from casework.desk.scope import DeskScope, NotPermittedError
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


@dataclass(frozen=True, slots=True)
class Duty:
    """An open term as the index knows it; `case` is None for one of the round itself."""

    rule_id: str
    due: date
    owner: Owner
    case: Known | None = None
    watched: Watched | None = None

    @property
    def case_id(self) -> str:
        """What the term names: its case, or the round."""
        return OF_THE_ROUND if self.case is None else self.case.id


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
    """

    duties: Sequence[Duty]
    page: int
    total: int
    counts: Mapping[Bracket, int]
    loads: Loads

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.total // PAGE))


async def my_day(
    scope: DeskScope, index: FactsIndex | None, member: Member, reach: Reach, page: int
) -> Day:
    """Return a page of the terms that somebody owes, or that everybody owes, the oldest first.

    Raises:
        NotPermittedError: The role of `member` has no terms, or does not see those of others.
        StillBuildingError: The index is not built yet.
    """
    duties = await all_duties(scope, index, member, reach)
    today = scope.today()
    page = min(page, max(0, (len(duties) - 1) // PAGE))
    shown = await _read_anew(scope, duties[page * PAGE : (page + 1) * PAGE])
    counts = Counter(bracket_of(each.due, today) for each in duties)
    loads = _loads(duties, today) if reach is Reach.ALL else ()
    return Day(shown, page, len(duties), counts, loads)


async def soonest(
    scope: DeskScope, index: FactsIndex | None, member: Member, most: int
) -> Sequence[Duty]:
    """Return the terms that somebody owes with their rows, the oldest first, `most` at most.

    Raises:
        NotPermittedError, StillBuildingError: See `my_day`.
    """
    duties = await all_duties(scope, index, member, Reach.MINE)
    return await _read_anew(scope, duties[:most])


async def all_duties(
    scope: DeskScope, index: FactsIndex | None, member: Member, reach: Reach
) -> Sequence[Duty]:
    """Return the open terms that somebody owes, or everybody, the oldest first.

    Raises:
        NotPermittedError, StillBuildingError: See `my_day`.
    """
    if not may(member.role, NEEDED[reach]):
        raise NotPermittedError
    if reach is Reach.LATE:
        if may(member.role, Action.DUE):
            raise NotPermittedError  # there may be cases of which they must not know
        return await _late(scope, index)
    owner = _owners(scope, await staff(scope))

    def is_theirs(rule_id: str, case: Known) -> bool:
        return reach is Reach.ALL or member.id in owner(rule_id, case).people

    def owes(case: Known) -> bool:
        return any(is_theirs(rule_id, case) for rule_id, _ in case.terms)

    found = await built(index).find(member.id, [owes])
    duties = [*await _of_the_round(scope, member)]
    for start in range(0, len(found), SLICE):
        duties += [
            Duty(rule_id, due, owner(rule_id, case), case)
            for case in found[start : start + SLICE]
            for rule_id, due in case.terms
            if is_theirs(rule_id, case)
        ]
        await asyncio.sleep(0)
    # What came in first goes first among those of a day.
    return sorted(duties, key=lambda each: (each.due, each.case.position if each.case else 0))


async def _late(scope: DeskScope, index: FactsIndex | None) -> Sequence[Duty]:
    """Return what is overdue, whoever owes it; cases about an inspector are left out."""
    today = scope.today()
    late = of_overdue(today)
    found = await built(index).find_for_anybody(lambda case: late(case) and not case.bypassed)
    duties = [
        Duty(rule_id, due, NOBODY, case)
        for case in found
        for rule_id, due in case.terms
        if due < today
    ]
    return sorted(duties, key=lambda each: each.due)


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


async def _of_the_round(scope: DeskScope, member: Member) -> Sequence[Duty]:
    """Return the round's own open terms, for those who follow them up."""
    if not may(member.role, Action.ROUND):
        return ()
    owner = round_owner(await members(scope))
    terms = await open_terms(scope, OF_THE_ROUND)
    return [Duty(each.rule_id, each.due.date, owner) for each in terms]


def round_owner(people: Iterable[Member]) -> Owner:
    """Return whose the terms of the round are: the leader's, or everybody's who follows them up."""
    able = [each for each in people if may(each.role, Action.ROUND)]
    leaders = [each for each in able if each.role is Role.LEADER]
    return Owner(frozenset(each.id for each in leaders or able))


async def _read_anew(scope: DeskScope, duties: Sequence[Duty]) -> Sequence[Duty]:
    """Return the terms with their rows; what was met a moment ago is left out."""
    rows: dict[str, list[Watched]] = {}
    for case_id in dict.fromkeys(each.case_id for each in duties):
        rows[case_id] = [*await open_terms(scope, case_id)]
    found = []
    for each in duties:
        fitting = [
            watched
            for watched in rows[each.case_id]
            if (watched.rule_id, watched.due.date) == (each.rule_id, each.due)
        ]
        if fitting:
            rows[each.case_id].remove(fitting[0])
            found.append(Duty(each.rule_id, each.due, each.owner, each.case, fitting[0]))
    return found


def _loads(duties: Sequence[Duty], today: date) -> Loads:
    total, overdue = Counter[str](), Counter[str]()
    for each in duties:
        for name in names_of(each.owner):
            total[name] += 1
            overdue[name] += each.due < today
    loads = [(name, Load(total[name], overdue[name])) for name in total]
    return sorted(loads, key=lambda each: (-each[1].overdue, -each[1].total, each[0]))


def names_of(owner: Owner) -> Sequence[str]:
    """Return whose a term is: a body as a `Group`, or people by their ids."""
    return [owner.body] if owner.body is not None else sorted(owner.people)
