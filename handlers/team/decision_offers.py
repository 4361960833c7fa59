"""Which decisions a card offers, to whom, and when each of them makes sense."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from casework.desk.facts import Case
from casework.desk.flags import is_flagged, to_be_confirmed, to_be_reported
from casework.desk.handle import is_worked_on, waits_for_result
from casework.desk.verify import can_be_verified
from casework.rules.roles import Action


class Decision(NamedTuple):
    """One button: `d-<code>`, with the label `decide-button-<code>`, in a section of the card."""

    action: Action
    code: str
    fits: Callable[[Case], bool]
    section: str = "decisions"


DECISIONS = (
    Decision(Action.CONFIRM, "confirm", to_be_confirmed),
    Decision(Action.CONFIRM, "lift", is_flagged),
    Decision(Action.REPORT, "report", to_be_reported),
    Decision(Action.HANDLE, "handle", is_worked_on),
    Decision(Action.RESULT, "result", waits_for_result),
    Decision(Action.VERIFY, "verify", can_be_verified, "reporter"),
)
