"""How much one sender may do in a while: windows that begin with the first act, end by the clock.

What is counted one by one, and is too much, is too much until its window ends. So one sentence can
name the moment from which all is taken in again, and nothing sent before it is dropped unsaid.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


class Measure(StrEnum):
    """What is counted for each sender."""

    MESSAGES = "messages"
    DRAFTS = "drafts"
    BYTES = "bytes"
    NUMBERS = "numbers"
    PHRASES = "phrases"


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `amount` within `per`, counted from the first."""

    amount: int
    per: timedelta


Limits = Mapping[Measure, Sequence[Limit]]


@dataclass(frozen=True, slots=True)
class Window:
    """What one limit has counted so far; it ends at `ends` and counts from zero afterwards."""

    ends: datetime
    spent: int


@dataclass(frozen=True, slots=True)
class Refusal:
    """It is too much until `until`; `told` says that the sender was told so before."""

    until: datetime
    told: bool


@dataclass(frozen=True, slots=True)
class Count:
    """What one sender has spent of one measure: a window for each of its limits, in their order.

    `told_until` is the end that the last refusal named.
    """

    windows: Sequence[Window | None] = ()
    told_until: datetime | None = None


def refusal(count: Count, limits: Sequence[Limit], cost: int, at: datetime) -> Refusal | None:
    """Say whether `cost` more is too much at `at`; None means that it may be spent.

    A window that has not begun refuses nothing, or a single act above its limit would never pass.
    """
    ends = [
        window.ends
        for limit, window in zip(limits, _open(count, limits, at), strict=True)
        if window is not None and window.spent + cost > limit.amount
    ]
    if not ends:
        return None
    until = max(ends)
    return Refusal(until, told=count.told_until is not None and until <= count.told_until)


def spent(count: Count, limits: Sequence[Limit], cost: int, at: datetime) -> Count:
    """Return the count with `cost` more."""
    windows = [
        Window(window.ends, window.spent + cost) if window else Window(at + limit.per, cost)
        for limit, window in zip(limits, _open(count, limits, at), strict=True)
    ]
    return Count(windows, count.told_until)


def told(count: Count, until: datetime) -> Count:
    """Return the count of somebody who is told now that it is too much until then."""
    return Count(count.windows, until)


def _open(count: Count, limits: Sequence[Limit], at: datetime) -> list[Window | None]:
    """Return the windows that are not over at `at`, one place for each limit."""
    windows = count.windows or [None] * len(limits)
    return [window if window and at < window.ends else None for window in windows]
