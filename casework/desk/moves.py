"""A group that became a larger one has another number; the courier keeps it."""

from __future__ import annotations

from casework.desk.scope import DeskScope
from casework.outbox import outbox_row


def note_move(scope: DeskScope, old: int, new: int) -> None:
    """Let the courier send to `new` whatever is for the chat `old`; see docs/spec/outbox.md."""
    item = {"bot": "team", "moved": {"old": old, "new": new}}
    row = outbox_row(scope.seals.seal_for_courier, item, scope.new_id(), scope.clock())
    scope.book.add_outbox(row)
