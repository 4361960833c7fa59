"""Lists of cases for one reader: the queue with its filters, and what a search finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from operator import attrgetter

from casework.desk.deadlines import open_terms
from casework.desk.index import FactsIndex, known_of
from casework.desk.people import Member
from casework.desk.read import list_queue
from casework.desk.scope import DeskScope, NotPermittedError
from casework.rules.roles import Action, Role, may
from casework.rules.search import Filter, Known, Test, of_category, of_term, of_unit, passing

PAGE = 10


class StillBuildingError(Exception):
    """The index is not built yet, and nothing else can answer; `percent` says how far it is."""

    def __init__(self, percent: int) -> None:
        super().__init__(f"the index is built to {percent} %")
        self.percent = percent


def built(index: FactsIndex | None) -> FactsIndex:
    """Return the index, if every case is in it.

    Raises:
        StillBuildingError: It is not built yet, or there is none.
    """
    if index is None or not index.complete:
        raise StillBuildingError(index.percent if index else 0)
    return index


class Span(StrEnum):
    """When a term is due: at any time, past its day, or within so many working days from today."""

    ANY = "any"
    OVERDUE = "overdue"
    THREE = "3"
    TEN = "10"

    def days(self, scope: DeskScope) -> tuple[date, date]:
        """Return the first and the last day of the span, as it is today."""
        today = scope.today()
        match self:
            case Span.ANY:
                return date.min, date.max
            case Span.OVERDUE:
                return date.min, today - timedelta(days=1)
            case _:
                return today, scope.office.calendar.add_workdays(today, int(self))


@dataclass(frozen=True, slots=True)
class View:
    """What of a queue is asked for; `term` is the id of a rule."""

    chosen: Filter = Filter.ALL
    category: str | None = None
    page: int = 0
    unit: str | None = None
    term: str | None = None
    span: Span = Span.ANY

    @property
    def is_whole(self) -> bool:
        """Whether nothing is filtered."""
        return self.chosen is Filter.ALL and not (self.category or self.unit or self.term)


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of a list. Without the index `total` is None, and `more` says if there is a next."""

    cases: Sequence[Known]
    page: int
    total: int | None
    more: bool

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-(self.total or 0) // PAGE))


async def queue_page(
    scope: DeskScope, index: FactsIndex | None, member: Member, view: View
) -> Listed:
    """Return a page of the cases that ask a reader for work, oldest first.

    While the index is being built the whole queue comes from the database, and is not counted.

    Raises:
        NotPermittedError: The member's role has no queue.
        StillBuildingError: A part of the queue was asked for, and the index is not built yet.
    """
    if not may(member.role, Action.QUEUE):
        raise NotPermittedError
    if view.is_whole and (index is None or not index.complete):
        return await _from_database(scope, member, view.page)
    tests: list[Test] = [attrgetter("asks_for_work")]
    if view.chosen is not Filter.ALL:
        tests.append(passing(view.chosen, member.id, scope.today()))
    if view.category is not None:
        tests.append(of_category(view.category))
    if view.unit is not None:
        tests.append(of_unit(view.unit))
    if view.term is not None:
        tests.append(of_term(view.term, *view.span.days(scope)))
    return _page(await built(index).find(member.id, tests), view.page)


async def terms_there(scope: DeskScope, index: FactsIndex | None, member: Member) -> Sequence[str]:
    """Return the ids of the rules whose terms run in a reader's cases, as the configuration goes.

    While the index is being built these are all that the configuration has.
    """
    known = [rule.id for rule in scope.office.rules]
    if index is None or not index.complete:
        return known
    found = await index.find(member.id, [attrgetter("terms")])
    there = {rule for case in found for rule, _ in case.terms}
    return [rule for rule in known if rule in there]


async def first_page(
    scope: DeskScope, index: FactsIndex | None, member: Member
) -> tuple[View, Listed]:
    """Return with what a queue opens: for the Fifth group, what waits for its review, if any.

    Raises:
        NotPermittedError: The member's role has no queue.
    """
    if member.role is Role.FIFTH and index is not None and index.complete:
        view = View(Filter.REVIEW)
        listed = await queue_page(scope, index, member, view)
        if listed.total:
            return view, listed
    return View(), await queue_page(scope, index, member, View())


async def search_page(
    index: FactsIndex | None, member: Member, tests: Sequence[Test], page: int
) -> Listed:
    """Return a page of the cases that a reader may know of and that pass `tests`, oldest first.

    Raises:
        NotPermittedError: The member's role has no queue.
        StillBuildingError: The index is not built yet.
    """
    if not may(member.role, Action.QUEUE):
        raise NotPermittedError
    return _page(await built(index).find(member.id, tests), page)


async def _from_database(scope: DeskScope, member: Member, page: int) -> Listed:
    cases, more = await list_queue(scope, member, page * PAGE, PAGE)
    known = []
    for case in cases:
        terms = tuple((each.rule_id, each.due.date) for each in await open_terms(scope, case.id))
        known.append(known_of(case, terms, 0, scope.office.zone))
    return Listed(known, page, None, more)


def _page(found: Sequence[Known], page: int) -> Listed:
    """Return a page; past the end it is the last one, since cases leave a queue meanwhile."""
    page = min(page, max(0, (len(found) - 1) // PAGE))
    end = (page + 1) * PAGE
    return Listed(found[page * PAGE : end], page, len(found), len(found) > end)
