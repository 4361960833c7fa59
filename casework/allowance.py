"""Counts what each sender does, in memory, for a day at most: docs/spec/fairness.md.

A sender is known by a keyed hash whose key is drawn at random each day, kept in memory and never
written: with the day, or the process, both the counts and the way back to a Telegram id are gone.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from casework.rules.limits import Count, Limits, Measure, Refusal, refusal, spent, told
from casework.rules.terms import local_date

AfterCommit = Callable[[Callable[[], None]], None]
"""Lets something happen when, and only when, the unit of work was committed."""


@dataclass(slots=True)
class Counters:
    """What everybody has spent today.

    `new_pepper` draws the key of a day; `zone` is where the office's days begin and end.
    """

    limits: Limits
    zone: str
    new_pepper: Callable[[], bytes]
    _day: date | None = field(default=None, init=False)
    _pepper: bytes = field(default=b"", init=False, repr=False)
    _counts: dict[tuple[bytes, Measure], Count] = field(default_factory=dict, init=False)

    def allowance(self, sender: int, now: datetime, after_commit: AfterCommit) -> Allowance:
        """Return what `sender` may do in the update that is handled at `now`."""
        self._begin_day(local_date(now, self.zone))
        name = hmac.digest(self._pepper, str(sender).encode(), hashlib.sha256)
        return Allowance(self, name, now, after_commit)

    def get(self, sender: bytes, measure: Measure) -> Count:
        """Return what a sender has spent."""
        return self._counts.get((sender, measure), Count())

    def put(self, sender: bytes, measure: Measure, count: Count) -> None:
        """Remember what a sender has spent."""
        self._counts[sender, measure] = count

    def forget_over(self, now: datetime) -> None:
        """Forget yesterday, should nobody have written today."""
        self._begin_day(local_date(now, self.zone))

    def _begin_day(self, today: date) -> None:
        if self._day != today:
            self._day, self._pepper = today, self.new_pepper()
            self._counts.clear()


@dataclass(frozen=True, slots=True)
class Allowance:
    """What one sender may still do. It counts what is committed, so an update counts once."""

    counters: Counters
    sender: bytes = field(repr=False)
    now: datetime
    after_commit: AfterCommit

    def refuses(
        self, measure: Measure, cost: int = 1, at: datetime | None = None
    ) -> Refusal | None:
        """Say whether `cost` more of `measure` is too much; None means that it is not.

        `at` is when it was sent, should it come late: who writes while we are away did not flood.
        """
        limits = self.counters.limits[measure]
        found = refusal(self.counters.get(self.sender, measure), limits, cost, at or self.now)
        if found is not None and not found.told:
            self._then(measure, lambda count: told(count, found.until))
        return found

    def spend(self, measure: Measure, cost: int = 1, at: datetime | None = None) -> None:
        """Count `cost` of `measure` when the update is committed."""
        limits = self.counters.limits[measure]
        self._then(measure, lambda count: spent(count, limits, cost, at or self.now))

    def _then(self, measure: Measure, change: Callable[[Count], Count]) -> None:
        counters, sender = self.counters, self.sender
        self.after_commit(
            lambda: counters.put(sender, measure, change(counters.get(sender, measure)))
        )
