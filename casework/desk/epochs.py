"""The keys of a case over time: what lies in the clear must agree with the sealed facts.

Source: docs/spec/ledger.md §5.
"""

from __future__ import annotations

from collections.abc import Collection

from casework.desk.facts import Case
from casework.desk.scope import DeskScope
from casework.ports import RECOVERY, StaleError


async def check_epochs(scope: DeskScope, case: Case) -> None:
    """Return if the epochs in the database are those that the facts of the case name.

    Raises:
        StaleError: Somebody was recused since the case was read.
        SealError: Somebody has changed an epoch behind the program's back.
    """
    epochs = await scope.book.epochs(case.id)
    if len(epochs) != len(case.facts.recipients):
        row = await scope.book.case(case.id)
        if row is None or row.version != case.row.version:
            raise StaleError("cases")
    scope.seals.check_epochs(epochs, case.facts.recipients)


def recipients_of(scope: DeskScope, holders: Collection[str]) -> dict[str, str]:
    """Return the public keys that the roster has now, of those of `holders` who have one.

    `holders` are reader ids, and the place of the recovery identity.
    """
    keys = {reader.id: reader.recipient for reader in scope.roster.readers()}
    keys[RECOVERY] = scope.roster.recovery()
    return {who: key for who in sorted(holders) if (key := keys.get(who)) is not None}
