"""Withdrawing a petition: the office is told, and nothing is deleted."""

from __future__ import annotations

from casework.intake_scope import IntakeScope
from casework.ports import CaseRow


def withdraw_petition(scope: IntakeScope, case: CaseRow) -> None:
    """Tell the desk that the reporter wants to withdraw; who handles the case decides what follows.

    Said more than once, the desk marks it once (docs/spec/ledger.md §6).
    """
    now = scope.clock()
    mail = {"kind": "withdrawn", "at": now.isoformat()}
    scope.book.add_mail(case.id, scope.seals.seal_mail(case.id, mail), now)
    scope.record("withdrawal-asked", case=case.id)
