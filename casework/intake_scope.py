"""What the citizen's use cases stand on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from casework.ports import (
    Clock,
    IntakeBook,
    IntakeSeals,
    NewId,
    Roster,
)
from casework.rules.calendar import WorkCalendar
from casework.rules.terms import TermRule, local_date


@dataclass(frozen=True, slots=True)
class IntakeScope:
    """Everything that the citizen's use cases stand on, for one unit of work.

    `unlink` removes a blob, by its name, once the unit of work is committed.
    """

    book: IntakeBook
    seals: IntakeSeals
    roster: Roster
    clock: Clock
    new_id: NewId
    random_bits: Callable[[int], int]
    receipt_prefix: str
    calendar: WorkCalendar
    term_rules: Sequence[TermRule]
    max_attachments: int
    unlink: Callable[[str], None]

    def today(self) -> date:
        """Return today's date where the office is."""
        return local_date(self.clock())

    def record(self, event: str, **details: Any) -> None:
        """Let the commit enter an event into the log (docs/spec/ledger.md §6)."""
        self.book.log({"event": event, "at": self.clock().isoformat(), **details})
