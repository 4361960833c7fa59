"""Which decisions a card offers, to whom, and when each of them makes sense."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from casework.desk.facts import Case
from casework.desk.flags import is_flagged, to_be_confirmed, to_be_reported
from casework.rules.roles import Action


class Decision(NamedTuple):
    """One button: `d-<code>`, with the label `decide-button-<code>`."""

    action: Action
    code: str
    fits: Callable[[Case], bool]


DECISIONS = (
    Decision(Action.CONFIRM, "confirm", to_be_confirmed),
    Decision(Action.CONFIRM, "lift", is_flagged),
    Decision(Action.REPORT, "report", to_be_reported),
)
