"""Lists of cases for one reader: the queue with its filters, and what a search finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from casework.desk.index import FactsIndex, known_of
from casework.desk.people import Member
from casework.desk.read import list_queue
from casework.desk.scope import DeskScope, NotPermittedError
from casework.rules.roles import Action, may
from casework.rules.search import Filter, Known, Test, of_category, passing

PAGE = 10


class StillBuildingError(Exception):
    """The index is not built yet, and nothing else can answer; `percent` says how far it is."""

    def __init__(self, percent: int) -> None:
        super().__init__(f"the index is built to {percent} %")
        self.percent = percent


@dataclass(frozen=True, slots=True)
class View:
    """What of a queue is asked for."""

    chosen: Filter = Filter.ALL
    category: str | None = None
    page: int = 0


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
    if index is None or not index.complete:
        if view.chosen is Filter.ALL and view.category is None:
            return await _from_database(scope, member, view.page)
        raise StillBuildingError(index.percent if index else 0)
    tests: list[Test] = [attrgetter("asks_for_work")]
    if view.chosen is not Filter.ALL:
        tests.append(passing(view.chosen, member.id, scope.today()))
    if view.category is not None:
        tests.append(of_category(view.category))
    return _page(await index.find(member.id, tests), view.page)


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
    if index is None or not index.complete:
        raise StillBuildingError(index.percent if index else 0)
    return _page(await index.find(member.id, tests), page)


async def _from_database(scope: DeskScope, member: Member, page: int) -> Listed:
    cases, more = await list_queue(scope, member, page * PAGE, PAGE)
    return Listed([known_of(case, (), 0) for case in cases], page, None, more)


def _page(found: Sequence[Known], page: int) -> Listed:
    """Return a page; past the end it is the last one, since cases leave a queue meanwhile."""
    page = min(page, max(0, (len(found) - 1) // PAGE))
    end = (page + 1) * PAGE
    return Listed(found[page * PAGE : end], page, len(found), len(found) > end)
