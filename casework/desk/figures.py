"""The running figures: changed with each event, and handed to the courier for day and week.

A case that concerns the team, the Fifth group or the office is in no figure: what the
courier sends goes to those very bodies.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from casework.desk.facts import Case
from casework.desk.people import Member, departed_chats, members
from casework.desk.scope import DeskScope
from casework.ports import TotalsRow
from casework.rules.roles import Group, Role
from casework.rules.standing import Overdue, Posted
from casework.rules.totals import Totals

Change = Callable[[Totals], Totals]
PURPOSE = "totals"
CONTEXT = "figures"


@dataclass(frozen=True, slots=True)
class Kept:
    """The figures as the desk keeps them, with what a summary says besides.

    `posted` is the checkpoint of the log that was posted last; `reported` the last day of the round
    for which the closing report was sent. `version` is that of the row, 0 where there is none.
    """

    totals: Totals = field(default_factory=Totals)
    overdue: Overdue = field(default_factory=Overdue)
    posted: Posted | None = None
    reported: date | None = None
    version: int = 0


async def count(scope: DeskScope, case: Case, changes: Sequence[Change]) -> None:
    """Take what happened to a case into the figures, unless the case belongs in none."""
    if changes and not case.facts.bypassed:
        await _write(scope, changes, await members(scope), case.number)


async def publish_totals(scope: DeskScope, *, joining: Member | None = None) -> None:
    """Hand the figures to the courier as they are, with those who get them today.

    `joining` is a member whose account waits for the commit.
    """
    scope.record("figures")
    known = list(await members(scope))
    await _write(scope, (), [*known, joining] if joining else known)


async def read_totals(scope: DeskScope) -> Totals:
    """Return the figures as they stand."""
    kept = await read_figures(scope)
    return kept.totals if kept else Totals()


async def read_figures(scope: DeskScope) -> Kept | None:
    """Return the figures with what goes with them; None before anything was counted."""
    row = await scope.book.totals()
    return _kept(scope, row) if row else None


async def keep_figures(
    scope: DeskScope, kept: Kept, people: Sequence[Member] | None = None
) -> None:
    """Let the commit put figures in the place of those that `kept` was read from.

    The commit raises a StaleError when somebody else changed them meanwhile.
    """
    people = await members(scope) if people is None else people
    plain = {
        "totals": kept.totals.to_json(),
        "overdue": kept.overdue.to_json(),
        "posted": kept.posted.to_json() if kept.posted else None,
    }
    own = {"reported": kept.reported.isoformat() if kept.reported else None}
    told = {
        "liaisons": [_chat(m) for m in people if m.role is Role.LIAISON],
        "offices": _offices(scope, people),
        "departed": await departed_chats(scope, people),
    }
    scope.book.set_totals(
        TotalsRow(
            version=kept.version,
            for_desk=scope.seals.seal_own(PURPOSE, plain | own, CONTEXT),
            for_courier=scope.seals.seal_for_courier(plain | told),
        )
    )


async def _write(
    scope: DeskScope, changes: Sequence[Change], people: Sequence[Member], number: str = ""
) -> None:
    kept = await read_figures(scope) or Kept()
    before = totals = kept.totals.at(scope.today())
    for change in changes:
        totals = change(totals)
    overdue = kept.overdue.after(before.due, totals.due, number)
    await keep_figures(scope, replace(kept, totals=totals, overdue=overdue), people)


def _offices(scope: DeskScope, people: Sequence[Member]) -> list[dict[str, Any]]:
    """Return where the office gets the figures of the week: its group, or each of its people."""
    group = scope.office.chats.get(Group.OFFICE)
    if group is not None:
        return [{"chat_id": group, "language": scope.office.languages[0]}]
    return [_chat(m) for m in people if m.role is Role.OFFICE]


def _chat(member: Member) -> dict[str, Any]:
    return {"chat_id": member.chat_id, "language": member.language}


def _kept(scope: DeskScope, row: TotalsRow) -> Kept:
    plain: dict[str, Any] = scope.seals.open_own(PURPOSE, row.for_desk, CONTEXT)
    reported = plain.get("reported")
    return Kept(
        # Before there was a list of what is overdue, the totals were all there was.
        totals=Totals.from_json(plain.get("totals", plain)),
        overdue=Overdue.from_json(plain.get("overdue", {})),
        posted=Posted.from_json(plain.get("posted")),
        reported=date.fromisoformat(reported) if reported else None,
        version=row.version,
    )
