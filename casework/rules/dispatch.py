"""What was sent to a reporter: what it counts as, and how far it has come.

What a message counts as decides which terms it meets; whoever writes it chooses. How far it has
come the courier tells, by the day. Whether the reporter has read it nobody knows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date


class Counts(StrEnum):
    """What words to the reporter count as. Source: 检举控告工作规则 arts. 26, 27."""

    NOTICE = "notice"
    QUESTION = "question"
    RESULT = "result"
    OTHER = "other"


TOLD: Final = (Counts.NOTICE, Counts.RESULT, Counts.OTHER)
"""What a call, a letter or a talk may count as: a question is answered there and then."""


class Way(StrEnum):
    """How a reporter is told outside of Telegram."""

    PHONE = "phone"
    LETTER = "letter"
    VISIT = "visit"
    OTHER = "other"


class Delivery(StrEnum):
    """How far a message has come; `MAILBOX` is that it lies there, and goes nowhere else."""

    WAITING = "waiting"
    SENT = "sent"
    BLOCKED = "blocked"
    UNDELIVERED = "undelivered"
    MAILBOX = "mailbox"


_FOLLOWING: Final[Mapping[Delivery, frozenset[Delivery]]] = {
    Delivery.WAITING: frozenset({Delivery.SENT, Delivery.BLOCKED, Delivery.UNDELIVERED}),
    Delivery.BLOCKED: frozenset({Delivery.SENT, Delivery.UNDELIVERED}),
    Delivery.SENT: frozenset(),
    Delivery.UNDELIVERED: frozenset(),
    Delivery.MAILBOX: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Dispatch:
    """One message to a reporter: its random id, what it counts as, who wrote it, how it fares.

    `state_on` is the day on which the state began; days are ISO dates.
    """

    id: str
    counts: str
    by: str
    on: str
    state: str
    state_on: str

    def moved(self, outcome: Delivery, day: date) -> Dispatch:
        """Return the message after an outcome; one that comes late or twice changes nothing."""
        if outcome not in _FOLLOWING[Delivery(self.state)]:
            return self
        return replace(self, state=outcome.value, state_on=day.isoformat())


def with_outcome(
    dispatches: Iterable[Dispatch], dispatch_id: str, outcome: Delivery, day: date
) -> tuple[Dispatch, ...]:
    """Return the messages after the outcome of one of them."""
    return tuple(
        each.moved(outcome, day) if each.id == dispatch_id else each for each in dispatches
    )
