"""The figures for those who lead, review and oversee: of the cases that each of them may know of.

Whoever a case is about reads it in no case, so it is in no figure of theirs.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from casework.desk.index import FactsIndex
from casework.desk.lists import built
from casework.desk.people import Member
from casework.desk.scope import DeskScope, NotPermittedError
from casework.rules.figures import Figures, figures_of
from casework.rules.roles import Action, may


class Stretch(StrEnum):
    """Of which days figures are asked for."""

    ROUND = "round"
    MONTH = "month"
    WEEK = "week"

    def first(self, today: date) -> date | None:
        """Return the first day, or None for the whole round."""
        days = {Stretch.MONTH: 30, Stretch.WEEK: 7}.get(self)
        return None if days is None else today - timedelta(days=days - 1)


async def figures_for(
    scope: DeskScope, index: FactsIndex | None, member: Member, stretch: Stretch
) -> Figures:
    """Return the figures of a reader's own cases, up to today.

    Raises:
        NotPermittedError: The member's role has no figures.
        StillBuildingError: The index is not built yet.
    """
    if not may(member.role, Action.FIGURES):
        raise NotPermittedError
    today = scope.today()
    tally = await built(index).tally(member.id)
    return figures_of(tally, stretch.first(today), today, scope.office.calendar)


async def figures_of_round(
    scope: DeskScope, index: FactsIndex | None, member: Member | None = None
) -> Figures:
    """Return the figures of the whole round, of every case that is in the figures of everybody.

    Without a `member` the desk itself asks.

    Raises:
        NotPermittedError: The member's role has no figures.
        StillBuildingError: The index is not built yet.
    """
    if member is not None and not may(member.role, Action.FIGURES):
        raise NotPermittedError
    tally = await built(index).tally_of_round()
    return figures_of(tally, None, scope.today(), scope.office.calendar)
