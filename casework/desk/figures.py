"""The running figures: changed with each event, and handed to the courier for day and week.

A case that concerns the team, the Fifth group or the office is in no figure: what the
courier sends goes to those very bodies.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from casework.desk.facts import Case
from casework.desk.people import Member, departed_chats, members
from casework.desk.scope import DeskScope
from casework.ports import TotalsRow
from casework.rules.roles import Group, Role
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
    offices = _offices(scope, people)
    departed = await departed_chats(scope, people)
    scope.book.set_totals(
        TotalsRow(
            version=row.version if row else 0,
            for_desk=scope.seals.seal_own(PURPOSE, plain, CONTEXT),
            for_courier=scope.seals.seal_for_courier(
                {"totals": plain, "liaisons": liaisons, "offices": offices, "departed": departed}
            ),
        )
    )


def _offices(scope: DeskScope, people: Sequence[Member]) -> list[dict[str, Any]]:
    """Return where the office gets the figures of the week: its group, or each of its people."""
    group = scope.office.chats.get(Group.OFFICE)
    if group is not None:
        return [{"chat_id": group, "language": scope.office.languages[0]}]
    return [{"chat_id": m.chat_id, "language": m.language} for m in people if m.role is Role.OFFICE]


def _totals(scope: DeskScope, row: TotalsRow) -> Totals:
    plain: dict[str, Any] = scope.seals.open_own(PURPOSE, row.for_desk, CONTEXT)
    return Totals.from_json(plain)
