"""What the desk's use cases stand on, and the refusals that they share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from casework.desk.sessions import Sessions
from casework.ports import Clock, DeskBook, DeskSeals, LetterSeals, NewId, Roster
from casework.rules.calendar import WorkCalendar
from casework.rules.reminders import Hours, Quiet
from casework.rules.roles import Group, Role
from casework.rules.terms import TermRule, local_date


class CaseNotFoundError(Exception):
    """There is no such case for this reader; whether there is one for others is not said."""


class NotPermittedError(Exception):
    """The reader's role does not do this with this case."""


class LockedError(Exception):
    """The reader has no unlocked key; /unlock is the way on."""


@dataclass(frozen=True, slots=True)
class Office:
    """The round as the desk needs it.

    Attributes:
        chats: The group chat of a body that has one.
        languages: The configured languages; groups are written to in the first.
        rules: Every deadline of the configuration.
        remind_at: The time of day, in `zone`, at which people are reminded.
        unlock_for: How long a reader's key stays in memory.
        wipe_after: How long content stays in a reader's chat.
        units: The ids of the units of the round.
        categories: The codes of its categories and of their items.
        stand_ins: The roles of which somebody is reminded in the place of who is away.
        first: Those of them that go before others.
        chase_at: The time of day at which a flag that nobody has confirmed is chased.
        day_ends_at: The time of day at which the office closes: hours count back from it.
        quiet: The hours in which nobody is reminded.
        escalate: From how many working days overdue on a role is told besides.
        sealed: Whether content goes out only as it lies, to readers who open it themselves.
        topics: Whether each case has a topic in the group of its body.
        printable: Whether papers may be saved and printed from the chat.
    """

    chats: Mapping[Group, int]
    languages: Sequence[str]
    calendar: WorkCalendar
    rules: Sequence[TermRule]
    zone: str
    remind_at: time
    series: str
    bypass_series: str
    unlock_for: timedelta
    wipe_after: timedelta
    units: Sequence[str] = ()
    categories: Sequence[str] = ()
    stand_ins: Sequence[Role] = (Role.DEPUTY, Role.LEADER)
    first: frozenset[str] = frozenset()
    chase_at: time = time(15, 0)
    day_ends_at: time = time(18, 0)
    quiet: Quiet = field(default_factory=Quiet)
    escalate: Mapping[str, int] = field(default_factory=dict)
    sealed: bool = False
    topics: bool = False
    printable: bool = False

    @property
    def hours(self) -> Hours:
        """The times of day at which people are reminded."""
        return Hours(self.remind_at, self.zone, self.day_ends_at, self.chase_at, self.quiet)

    def rule(self, rule_id: str) -> TermRule | None:
        """Return the rule of that id, or None when the configuration has dropped it."""
        return next((rule for rule in self.rules if rule.id == rule_id), None)


@dataclass(frozen=True, slots=True)
class DeskScope:
    """Everything that the desk's use cases stand on, for one unit of work."""

    book: DeskBook
    seals: DeskSeals
    letters: LetterSeals
    roster: Roster
    clock: Clock
    new_id: NewId
    office: Office
    sessions: Sessions

    def day_of(self, moment: datetime) -> date:
        """Return the date that `moment` has where the office is."""
        return local_date(moment, self.office.zone)

    def today(self) -> date:
        """Return today's date where the office is."""
        return self.day_of(self.clock())

    def record(self, event: str, **details: Any) -> None:
        """Let the commit enter an event into the log; `case` and `by` are ids.

        Source: docs/spec/ledger.md §6.
        """
        self.book.log({"event": event, "at": self.clock().isoformat(), **details})
