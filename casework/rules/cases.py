"""The states of a case and of its review, and which events lead from one to the next.

State and review are separate axes: work goes on while the Fifth group reviews, and only closing
waits for it. New facts reopen a case; until it is archived, nothing about it is final.

Source: 工作方案 五.5 (review), 六(三)3 (archiving with the ledger).
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping


class State(StrEnum):
    """How far a case has come."""

    RECEIVED = "received"
    REGISTERED = "registered"
    IN_PROGRESS = "in-progress"
    TRANSFERRED = "transferred"
    NOT_ACCEPTED = "not-accepted"
    MERGED = "merged"
    RETAINED = "retained"
    ANSWERED = "answered"
    CLOSED = "closed"
    ARCHIVED = "archived"
    SHREDDED = "shredded"


NOT_KNOWN = frozenset({State.RECEIVED, State.SHREDDED})
"""Of a case that stands so the desk knows nothing: not registered yet, or destroyed."""


class Review(StrEnum):
    """Where the review 审阅 by the Fifth group stands."""

    DUE = "due"
    RETURNED = "returned"
    REVIEWED = "reviewed"


class CaseEvent(StrEnum):
    """What happens to a case and moves its state."""

    REGISTERED = "registered"
    CLAIMED = "claimed"
    ASSIGNED = "assigned"
    RELEASED = "released"
    TRANSFERRED = "transferred"
    NOT_ACCEPTED = "not-accepted"
    MERGED = "merged"
    RETAINED = "retained"
    ANSWERED = "answered"
    CLOSED = "closed"
    REOPENED = "reopened"
    ARCHIVED = "archived"
    SHREDDED = "shredded"


class ReviewEvent(StrEnum):
    """What happens to a review; `resubmitted` also when new facts have come."""

    REVIEWED = "reviewed"
    RETURNED = "returned"
    RESUBMITTED = "resubmitted"


REFUSALS: Final = frozenset(
    {
        "already-closed",
        "already-registered",
        "archived",
        "not-closed",
        "not-in-progress",
        "not-registered",
        "not-reported",
        "not-returned",
        "returned",
        "settled",
        "unreviewed",
    }
)
"""Every code that a `NotAllowedError` may carry; each has a text in the locales."""


class NotAllowedError(Exception):
    """The case is not in a state for this; `code` is one of `REFUSALS`."""

    def __init__(self, code: str) -> None:
        super().__init__(f"not allowed: {code}")
        self.code = code


_OUTCOMES: Final[Mapping[CaseEvent, State]] = {
    CaseEvent.TRANSFERRED: State.TRANSFERRED,
    CaseEvent.NOT_ACCEPTED: State.NOT_ACCEPTED,
    CaseEvent.MERGED: State.MERGED,
    CaseEvent.RETAINED: State.RETAINED,
    CaseEvent.ANSWERED: State.ANSWERED,
}
_TAKING_UP: Final[Mapping[CaseEvent, State]] = {
    CaseEvent.CLAIMED: State.IN_PROGRESS,
    CaseEvent.ASSIGNED: State.IN_PROGRESS,
}
_SETTLED: Final[Mapping[CaseEvent, State]] = {
    CaseEvent.ANSWERED: State.ANSWERED,
    CaseEvent.CLOSED: State.CLOSED,
    CaseEvent.REOPENED: State.IN_PROGRESS,
}

TRANSITIONS: Final[Mapping[State, Mapping[CaseEvent, State]]] = {
    State.RECEIVED: {CaseEvent.REGISTERED: State.REGISTERED},
    State.REGISTERED: {**_TAKING_UP, **_OUTCOMES},
    State.IN_PROGRESS: {
        **_TAKING_UP,
        **_OUTCOMES,
        CaseEvent.CLOSED: State.CLOSED,
        # Whoever handled it was recused: it waits for somebody to claim it.
        CaseEvent.RELEASED: State.REGISTERED,
    },
    State.TRANSFERRED: _SETTLED,
    State.NOT_ACCEPTED: _SETTLED,
    State.MERGED: _SETTLED,
    State.RETAINED: _SETTLED,
    State.ANSWERED: _SETTLED,
    # The result is told to a real-name reporter within a term that starts with closing.
    State.CLOSED: {
        CaseEvent.ANSWERED: State.CLOSED,
        CaseEvent.REOPENED: State.IN_PROGRESS,
        CaseEvent.ARCHIVED: State.ARCHIVED,
        CaseEvent.SHREDDED: State.SHREDDED,
    },
    # Nothing about it changes any more, until the retention period is over.
    State.ARCHIVED: {CaseEvent.SHREDDED: State.SHREDDED},
    State.SHREDDED: {},
}

REVIEW_TRANSITIONS: Final[Mapping[Review, Mapping[ReviewEvent, Review]]] = {
    Review.DUE: {
        ReviewEvent.REVIEWED: Review.REVIEWED,
        ReviewEvent.RETURNED: Review.RETURNED,
        ReviewEvent.RESUBMITTED: Review.DUE,
    },
    Review.RETURNED: {
        ReviewEvent.REVIEWED: Review.REVIEWED,
        ReviewEvent.RETURNED: Review.RETURNED,
        ReviewEvent.RESUBMITTED: Review.DUE,
    },
    # A stamp is not taken back; only new facts make a case due for review again.
    Review.REVIEWED: {
        ReviewEvent.REVIEWED: Review.REVIEWED,
        ReviewEvent.RESUBMITTED: Review.DUE,
    },
}


def next_state(state: State, event: CaseEvent) -> State:
    """Return the state after an event. Closing needs `may_close` as well.

    Raises:
        NotAllowedError: The event does not happen to a case in this state.
    """
    following = TRANSITIONS[state].get(event)
    if following is None:
        raise NotAllowedError(_refusal(state, event))
    return following


def next_review(review: Review, event: ReviewEvent) -> Review:
    """Return where the review stands after an event.

    Raises:
        NotAllowedError: A finished review is returned, which only new facts could undo.
    """
    following = REVIEW_TRANSITIONS[review].get(event)
    if following is None:
        raise NotAllowedError("settled")
    return following


def may_close(state: State, review: Review) -> None:
    """Return if the case can be closed now.

    Raises:
        NotAllowedError: It is closed already, was never taken up, or awaits its review.

    Source: 工作方案 五.5.
    """
    next_state(state, CaseEvent.CLOSED)
    if review is not Review.REVIEWED:
        raise NotAllowedError("unreviewed" if review is Review.DUE else "returned")


def _refusal(state: State, event: CaseEvent) -> str:
    """Return the code of what stands in the way, the state's own reason before the event's."""
    if state in {State.ARCHIVED, State.SHREDDED}:
        return "archived"
    if state is State.RECEIVED:
        return "not-registered"
    if event is CaseEvent.REGISTERED:
        return "already-registered"
    if state is State.CLOSED:
        return "already-closed"
    if event in {CaseEvent.ARCHIVED, CaseEvent.SHREDDED} or (
        event is CaseEvent.REOPENED and state not in _settled()
    ):
        return "not-closed"
    return "not-in-progress" if state is State.REGISTERED else "settled"


def _settled() -> frozenset[State]:
    return frozenset(_OUTCOMES.values())
