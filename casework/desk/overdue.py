"""Which cases are late, by their numbers: looked up at the turn of the day and when one changes.

The list goes to the courier within the figures, so a case that is in no figure is not in it.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import date

from casework.desk.facts import Case, registered_case
from casework.desk.figures import keep_figures, read_figures
from casework.desk.scope import DeskScope
from casework.ports import TermRow
from casework.rules.standing import LISTED, Overdue

PAGE = 50


async def list_overdue(scope: DeskScope) -> None:
    """Bring figures and list up to the day, if the day has turned or a term of the list changed.

    How things stood yesterday is noted thereby, too.
    """
    kept, today = await read_figures(scope), scope.today()
    if kept is None:
        return
    if kept.totals.today == today == kept.overdue.on and not kept.overdue.stale:
        return
    totals = kept.totals.at(today)
    most = min(LISTED, totals.summary(today).overdue)
    oldest = await _oldest(scope, today, most)
    listed = sorted((term.due_on, case.number) for case, term in oldest)
    overdue = Overdue(today, tuple((number, due) for due, number in listed))
    await keep_figures(scope, replace(kept, totals=totals, overdue=overdue))
    scope.record("figures")


async def _oldest(scope: DeskScope, today: date, most: int) -> Sequence[tuple[Case, TermRow]]:
    """Return the oldest overdue terms that count in the figures, with their cases."""
    found: list[tuple[Case, TermRow]] = []
    known: dict[str, Case | None] = {}
    async for term in _overdue(scope, today, most):
        if term.case_id not in known:
            known[term.case_id] = await _case(scope, term.case_id)
        case = known[term.case_id]
        if case is not None:
            found.append((case, term))
        if len(found) == most:
            break
    return found


async def _overdue(scope: DeskScope, today: date, most: int) -> AsyncIterator[TermRow]:
    last: TermRow | None = None
    while most:
        page = await scope.book.overdue_terms(today, last, PAGE)
        for last in page:
            yield last
        if len(page) < PAGE:
            return


async def _case(scope: DeskScope, case_id: str) -> Case | None:
    """Return a case that is in the figures; the terms of the round belong to none."""
    case = await registered_case(scope, case_id)
    return None if case is None or case.facts.bypassed else case
