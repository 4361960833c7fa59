"""The figures counted again from every case, and put right where they are wrong."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from casework.desk.facts import Case, Facts, open_facts
from casework.desk.figures import Kept, keep_figures, read_figures
from casework.desk.index import IndexRow
from casework.desk.scope import DeskScope
from casework.ports import CaseRow
from casework.rules.cases import NOT_KNOWN, Review, State
from casework.rules.recount import Counted, Difference, Recount
from casework.rules.terms import local_date


def counted(case: Case, dues: Iterable[date], zone: str) -> Counted | None:
    """Return what counts of a registered case; None if it is in no figure.

    Raises:
        ValueError: Its facts lack the moment of its registration.
    """
    facts = case.facts
    if facts.bypassed:
        return None
    moment = datetime.fromisoformat(facts.registered_at or facts.received_at)
    return Counted(
        state=State(case.row.state),
        review=Review(case.row.review),
        registered_on=local_date(moment, zone),
        channel=facts.channel,
        category=facts.category,
        steps=facts.steps,
        dues=dues,
    )


def take(recount: Recount, row: CaseRow, facts: Facts, dues: Iterable[date], zone: str) -> None:
    """Count one case that was registered and is not shredded."""
    found = counted(Case(row, facts), dues, zone)
    if found is not None:
        recount.take(found)


async def mend_figures(
    scope: DeskScope, rows: AsyncIterator[Sequence[IndexRow]]
) -> Sequence[Difference]:
    """Let the commit put the figures right; returns what was wrong.

    The commit raises a StaleError when something was counted meanwhile.
    """
    kept = await read_figures(scope) or Kept()
    recount = Recount()
    async for page in rows:
        for each in page:
            if each.case.state == State.SHREDDED:
                recount.shredded += 1
            elif each.case.state not in NOT_KNOWN:
                facts = open_facts(scope, each.case).facts
                dues = [term.due_on for term in each.terms]
                take(recount, each.case, facts, dues, scope.office.zone)
    wrong = recount.compare(kept.totals)
    if wrong:
        overdue = replace(kept.overdue, stale=True)
        totals = recount.mend(kept.totals.at(scope.today()))
        await keep_figures(scope, replace(kept, totals=totals, overdue=overdue))
        scope.record("figures-mended", wrong=len(wrong))
    return wrong
