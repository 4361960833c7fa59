"""What the desk puts into a reporter's mailbox: from then on only the reporter's words open it."""

from __future__ import annotations

from casework.desk.facts import Case
from casework.desk.scope import DeskScope
from casework.mailbox import item
from casework.ports import MailboxRow


def has_mailbox(case: Case) -> bool:
    """Say whether the reporter has a recovery phrase, to come and look with."""
    return case.facts.mailbox is not None


def put_into_mailbox(scope: DeskScope, case: Case, kind: str, **besides: str) -> None:
    """Seal something to the reporter alone, if they have a mailbox.

    The desk is not told whether or when the reporter looks.

    Source: docs/spec/mailbox.md §4.
    """
    if case.facts.mailbox is None:
        return
    item_id = scope.new_id()
    value = item(case.id, item_id, kind, scope.clock(), **besides)
    sealed = scope.seals.seal_for_reporter(case.facts.mailbox, value)
    scope.book.add_mailbox(MailboxRow(item_id, case.id, scope.today(), sealed))
