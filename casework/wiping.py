"""Deleting a conversation on both sides: asked for by the person, carried out by the courier."""

from __future__ import annotations

from casework.intake_scope import IntakeScope
from casework.outbox import outbox_row
from casework.rules.wiping import span_of


def wipe_conversation(scope: IntakeScope, chat_id: int, *, first: int | None, pressed: int) -> None:
    """Let the courier delete what lies in a private chat; nothing of it is noted anywhere.

    The item is sealed to the courier and erased when it is done. `first` and `pressed` are as in
    `casework.rules.wiping.span_of`.
    """
    least, greatest = span_of(first, pressed)
    item = {"bot": "public", "wipe": {"chat_id": chat_id, "from": least, "to": greatest}}
    row = outbox_row(scope.seals.seal_for_courier, item, scope.new_id(), scope.clock())
    scope.book.add_outbox(row)
