"""Of a case, what was said to the reporter and by them, in order."""

from __future__ import annotations

from collections.abc import Sequence

from casework.desk.facts import Case
from casework.desk.read import CLOSED, Entry
from casework.desk.records import Record

CONTACT = "contact"
_TO_REPORTER = frozenset({"reply", Record.TOLD, CLOSED})
"""What an earlier key closes off may be one of these; it shows as such."""


def said_to_and_fro(case: Case, entries: Sequence[Entry]) -> Sequence[Entry]:
    """Return what the team told the reporter, and what they added after submitting.

    What they submitted comes first in a case, so it is counted off: moments would not tell, since
    Telegram's clock is not ours.
    """
    facts = case.facts
    submitted = facts.messages + facts.attachments
    found = list[Entry]()
    for entry in entries:
        if _is_reporters(entry):
            submitted -= 1
        if entry.kind in _TO_REPORTER or (_is_reporters(entry) and submitted < 0):
            found.append(entry)
    return found


def _is_reporters(entry: Entry) -> bool:
    return entry.author is None and entry.kind not in {*Record, CONTACT}
