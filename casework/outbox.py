"""Items of the outbox: sealed to the courier together with what their row says of them.

The row's columns lie in the clear and bear no signature. What is sealed beside the message lets
`dengwen fsck` tell that a column was changed (docs/spec/ledger.md §10); the courier looks at the
row alone, so an item that was sealed before this is delivered as ever.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from casework.ports import OutboxRow

PATIENCE = timedelta(days=7)
"""For how long a receipt, or what the team writes, waits for somebody who has blocked the bot."""

REPORT = "report"
"""In an item: of which message the desk wants to be told what became of it."""

Seal = Callable[[dict[str, Any]], bytes]


def patiently(item: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """Return `item` as one that is not given up at once when the person has blocked the bot."""
    return {**item, "patient": (now + PATIENCE).isoformat()}


def report_text(case_id: str, dispatch_id: str) -> str:
    """Return what the token of a message to a reporter is made of."""
    return f"{case_id} {dispatch_id}"


def outbox_row(  # noqa: PLR0913  a row of as many columns
    seal: Seal,
    item: Mapping[str, Any],
    item_id: str,
    at: datetime,
    *,
    term_id: str | None = None,
    together: str | None = None,
    uncertain: bool = False,
) -> OutboxRow:
    """Return the row of an item that is due `at`; `seal` seals to the courier."""
    beside = {"id": item_id, "at": at.isoformat(), "term": term_id}
    if together is not None:
        beside["together"] = together
    sealed = seal({**item, **beside})
    return OutboxRow(item_id, at, sealed, term_id, uncertain=uncertain, together=together)
