"""Reminders planned anew for whom a leave concerns, case by case."""

from __future__ import annotations

from collections.abc import Sequence

from casework.desk.deadlines import move_reminders
from casework.desk.facts import open_facts
from casework.desk.leave import REPLAN
from casework.desk.people import PURPOSE, rebind
from casework.desk.scope import DeskScope
from casework.rules.cases import State


async def to_be_replanned(scope: DeskScope) -> Sequence[str]:
    """Return the readers whose leave has changed, and whose reminders have not been moved yet."""
    return [
        account.reader_id
        for account in await scope.book.accounts()
        if scope.seals.open_own(PURPOSE, account.binding, account.reader_id).get(REPLAN)
    ]


async def replan(scope: DeskScope, case_id: str) -> None:
    """Let the reminders of a case go to who is there on their days."""
    row = await scope.book.case(case_id)
    if row is not None and row.state not in {State.RECEIVED, State.SHREDDED}:
        scope.book.hold_case(row)
        await move_reminders(scope, open_facts(scope, row))


async def replanned(scope: DeskScope, reader_id: str) -> None:
    """Note that the reminders of somebody's cases are where they belong."""
    await rebind(scope, reader_id, {REPLAN: None})
    scope.record("account", by=reader_id)
