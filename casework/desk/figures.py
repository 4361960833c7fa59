"""The running figures: changed with each event, and handed to the courier for the daily summary.

A case that concerns the team, the Fifth group or the office is in no figure: the summary goes to
those very bodies.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from casework.desk.facts import Case
from casework.desk.people import Member, departed_chats, members
from casework.desk.scope import DeskScope
from casework.ports import TotalsRow
from casework.rules.roles import Role
from casework.rules.totals import Totals

Change = Callable[[Totals], Totals]
PURPOSE = "totals"
CONTEXT = "figures"


async def count(scope: DeskScope, case: Case, changes: Sequence[Change]) -> None:
    """Take what happened to a case into the figures, unless the case belongs in none."""
    if changes and not case.facts.bypassed:
        await _write(scope, changes, await members(scope))


async def publish_totals(scope: DeskScope, *, joining: Member | None = None) -> None:
    """Hand the figures to the courier as they are, with those who get them today.

    `joining` is a member whose account waits for the commit.
    """
    scope.record("figures")
    known = list(await members(scope))
    await _write(scope, (), [*known, joining] if joining else known)


async def read_totals(scope: DeskScope) -> Totals:
    """Return the figures as they stand."""
    row = await scope.book.totals()
    return _totals(scope, row) if row else Totals()


async def _write(scope: DeskScope, changes: Sequence[Change], people: Sequence[Member]) -> None:
    row = await scope.book.totals()
    figures = _totals(scope, row) if row else Totals()
    for change in changes:
        figures = change(figures)
    plain = figures.to_json()
    liaisons = [
        {"chat_id": m.chat_id, "language": m.language} for m in people if m.role is Role.LIAISON
    ]
    departed = await departed_chats(scope, people)
    scope.book.set_totals(
        TotalsRow(
            version=row.version if row else 0,
            for_desk=scope.seals.seal_own(PURPOSE, plain, CONTEXT),
            for_courier=scope.seals.seal_for_courier(
                {"totals": plain, "liaisons": liaisons, "departed": departed}
            ),
        )
    )


def _totals(scope: DeskScope, row: TotalsRow) -> Totals:
    plain: dict[str, Any] = scope.seals.open_own(PURPOSE, row.for_desk, CONTEXT)
    return Totals.from_json(plain)
