"""Of a case, what was said to the reporter and by them, in order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from casework.desk.facts import Case
from casework.desk.read import CLOSED, Entry
from casework.desk.records import Record

_TO_REPORTER = frozenset({"reply", Record.TOLD, CLOSED})
"""What an earlier key closes off may be one of these; it shows as such."""


def said_to_and_fro(case: Case, entries: Sequence[Entry]) -> Sequence[Entry]:
    """Return what the team told the reporter, and what they added after submitting."""
    received = datetime.fromisoformat(case.facts.received_at)
    return [
        entry
        for entry in entries
        if entry.kind in _TO_REPORTER
        or (entry.author is None and entry.kind not in {*Record} and entry.sent_at > received)
    ]
