"""The terms of a case as they lie: each with its rule, its start, its day and its rests.

With each open one goes when people are reminded of it next. Whatever changes a term sets that, too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from casework.desk.facts import Case
from casework.desk.figures import Change
from casework.desk.scope import DeskScope
from casework.ports import TermRow
from casework.rules.marks import PRESSING
from casework.rules.reminders import Schedule
from casework.rules.resting import Rest, due_with_rests
from casework.rules.terms import DueDate, TermRule, due_date, due_on
from casework.rules.totals import Totals
from casework.rules.variants import Kind

PURPOSE = "term"
TAG = 8
UNKNOWN_PAUSE = timedelta(hours=1)
"""After how long a term is looked at again whose rule the configuration has dropped."""
FLAGGED = "flagged"
"""The event on which the term of the urgent report starts."""


@dataclass(frozen=True, slots=True)
class Seen:
    """That somebody has said of a reminder that they have seen it, and when (ISO)."""

    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Watched:
    """A term of a case, with its rule's id and the days from which it is counted and reminded.

    `first_due` was due before any extension. `withdrawn` says why nobody has to meet it any more:
    the reasons in their order, with a space between them. It is owed again when none holds.
    `seen` is who has said that they know of it, each with the last time. `until` is a day that
    somebody has fixed in the place of the rule's length; `rests` are those since. A term that rests
    or is withdrawn counts as met to whatever looks for what is owed. `entered` is when (ISO) it was
    entered, which may be long after it began; empty once anything of it has changed.
    """

    row: TermRow
    rule_id: str
    started_on: date
    due: DueDate
    first_due: date
    extensions: int = 0
    withdrawn: str = ""
    seen: tuple[Seen, ...] = ()
    until: date | None = None
    rests: tuple[Rest, ...] = ()
    entered: str = ""

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why nobody has to meet it, in the order in which that came to be."""
        return tuple(self.withdrawn.split())

    @property
    def is_owed(self) -> bool:
        """Whether somebody has to meet it yet, be it that it rests now."""
        return not self.row.met or self.resting is not None

    @property
    def is_met(self) -> bool:
        """Whether it was met: a term that rests or is withdrawn only counts as met."""
        return self.row.met and not self.withdrawn and self.resting is None

    @property
    def paused(self) -> Rest | None:
        """The rest that is not over, be the term owed or withdrawn."""
        return next((rest for rest in self.rests if rest.until is None), None)

    @property
    def resting(self) -> Rest | None:
        """The rest that is not over, if the term is owed."""
        return None if self.withdrawn else self.paused


def kind_of(case: Case) -> Kind:
    """Return what of a case decides which rules are for it."""
    facts = case.facts
    flagged = bool(PRESSING & {*facts.marks})
    return Kind(facts.real_name, facts.category, facts.channel, flagged)


def meeting(due: date) -> Change:
    """Return the change of the figures when a term is met."""

    def change(totals: Totals) -> Totals:
        return totals.term_met(due)

    return change


def opening(due: date) -> Change:
    """Return the change of the figures when a term begins."""

    def change(totals: Totals) -> Totals:
        return totals.term_opened(due)

    return change


def tag_of_term(watched: Watched) -> str:
    """Return what a button holds for a term."""
    return watched.row.id[:TAG]


async def open_terms(scope: DeskScope, case_id: str) -> Sequence[Watched]:
    """Return the terms of a case that are not met, the next one first."""
    return [watched for watched in await all_terms(scope, case_id) if not watched.row.met]


async def resting_terms(scope: DeskScope, case_id: str) -> Sequence[Watched]:
    """Return the terms of a case that rest now, in the order in which they began to."""
    own = [watched for watched in await all_terms(scope, case_id) if watched.resting]
    return sorted(own, key=lambda watched: watched.rests[-1].since)


async def all_terms(scope: DeskScope, case_id: str) -> Sequence[Watched]:
    """Return the terms of a case, met or not, in the order in which they are due."""
    return [open_term(scope, row) for row in await scope.book.terms(case_id)]


async def term_of(scope: DeskScope, term_id: str) -> Watched | None:
    """Return a term, met or not, by its id; None if there is none."""
    row = await scope.book.term(term_id)
    return None if row is None else open_term(scope, row)


def note_seen(scope: DeskScope, watched: Watched, by: str) -> Watched:
    """Let the commit keep with an open term that somebody has seen it; returns it as it will be.

    The commit raises a StaleError when the term was met or moved meanwhile.
    """
    others = tuple(each for each in watched.seen if each.by != by)
    seen = (*others, Seen(by, scope.clock().isoformat()))
    after = sealed_term(scope, replace(watched, seen=seen))
    scope.book.replace_term(watched.row, after.row)
    return after


def enter_term(  # noqa: PLR0913  which term of which case, from when until when
    scope: DeskScope,
    case_id: str,
    rule: TermRule,
    day: date,
    *,
    met: bool,
    until: date | None = None,
    name: str | None = None,
) -> Watched:
    """Enter a term that is counted from `day`, or ends on `until`.

    With a `name`, its id, there can be one only: the commit refuses another.
    """
    calendar = scope.office.calendar
    due = due_date(day, rule.term, calendar, roll=rule.roll)
    if until is not None:
        due = due_on(day, until, calendar)
    row = TermRow(name or scope.new_id(), case_id, due.date, met, b"")
    entered = scope.clock().isoformat()
    watched = Watched(row, rule.id, day, due, due.date, until=until, entered=entered)
    watched = sealed_term(scope, watched)
    scope.book.add_term(watched.row)
    if not met:
        remind_anew(scope, watched)
    return watched


def counted(scope: DeskScope, watched: Watched, rule: TermRule) -> DueDate:
    """Return when a term ends, counted anew from all that is known of it."""
    return due_with_rests(
        watched.started_on,
        rule.term,
        watched.rests,
        scope.office.calendar,
        roll=rule.roll,
        until=watched.until,
    )


def withdrawn_for(watched: Watched, why: str) -> Watched:
    """Return a term that nobody has to meet for this reason, too."""
    reasons = dict.fromkeys([*watched.reasons, why])
    row = replace(watched.row, met=True)
    return replace(watched, row=row, withdrawn=" ".join(reasons))


def owed_despite(watched: Watched, why: str) -> Watched:
    """Return a term for which this reason holds no more; it runs if no other does."""
    left = " ".join(each for each in watched.reasons if each != why)
    row = replace(watched.row, met=bool(left) or watched.paused is not None)
    return replace(watched, row=row, withdrawn=left)


def put_term(scope: DeskScope, watched: Watched) -> Watched:
    """Put a term that has changed into the place of what it was."""
    watched = sealed_term(scope, replace(watched, entered=""))
    scope.book.change_term(watched.row)
    forget_move(scope, watched.row.id)
    if watched.row.met:
        scope.book.forget_reminders(watched.row.id)
        forget_chase(scope, watched.row.id)
    else:
        remind_anew(scope, watched)
    return watched


def meet_term(scope: DeskScope, watched: Watched) -> None:
    """Enter that a term is met; nobody is reminded of it any more."""
    scope.book.meet_term(watched.row.id)
    forget_chase(scope, watched.row.id)
    forget_move(scope, watched.row.id)


def schedule_of(scope: DeskScope, watched: Watched) -> Schedule:
    """Return when people are reminded of a term.

    Of one whose rule the configuration has dropped nobody knows before the rule comes back.
    """
    rule, office = scope.office.rule(watched.rule_id), scope.office
    chased = rule is not None and rule.starts_on == FLAGGED
    remind = rule.remind if rule else ()
    return Schedule(
        remind, watched.started_on, watched.due, office.calendar, office.hours, chased=chased
    )


def remind_anew(scope: DeskScope, watched: Watched) -> None:
    """Let people be reminded of an open term by the date that it has now.

    What is late because nobody was there to say it is not lost: a stage of the new date that falls
    on the day from which something waits, or after it, is told yet.
    """
    schedule, now = schedule_of(scope, watched), scope.clock()

    def following(waiting: datetime | None) -> datetime | None:
        if scope.office.rule(watched.rule_id) is None:
            return now + UNKNOWN_PAUSE
        after = now
        if waiting is not None:
            after = schedule.hours.moment(scope.day_of(waiting), time()) - timedelta(seconds=1)
        stage = schedule.after(after)
        return None if stage is None else stage.at

    scope.book.remind(watched.row.id, now, following)
    forget_chase(scope, watched.row.id)


def forget_chase(scope: DeskScope, term_id: str) -> None:
    """Take back what still asks leaders to confirm the flag to which a term belongs."""
    scope.book.withdraw(chase_of(scope, term_id))


def forget_move(scope: DeskScope, term_id: str) -> None:
    """Take back what still says that a term has moved: its day is another by now, or it is over."""
    scope.book.withdraw(moved_of(scope, term_id))


def moved_of(scope: DeskScope, term_id: str) -> str:
    """Return the mark of what says that a term has moved, which no new reminder takes back."""
    return scope.seals.tag("moved", term_id)


def chase_of(scope: DeskScope, term_id: str) -> str:
    """Return the mark of what asks leaders to confirm a flag, which ends before its term does."""
    return scope.seals.tag("chase", term_id)


def sealed_term(scope: DeskScope, watched: Watched) -> Watched:
    """Return a term with its row as it has to lie."""
    plain = {
        "rule": watched.rule_id,
        "started_on": watched.started_on.isoformat(),
        "remind_on": watched.due.remind_on.isoformat(),
        "provisional": watched.due.provisional,
        "first_due": watched.first_due.isoformat(),
        "extensions": watched.extensions,
        "withdrawn": watched.withdrawn,
        "seen": [[each.by, each.at] for each in watched.seen],
        "until": watched.until.isoformat() if watched.until else None,
        "rests": [_plain(rest) for rest in watched.rests],
        "entered": watched.entered,
    }
    sealed = scope.seals.seal_own(PURPOSE, plain, watched.row.id)
    return replace(watched, row=replace(watched.row, due_on=watched.due.date, sealed=sealed))


def open_term(scope: DeskScope, row: TermRow) -> Watched:
    """Return a term as it lies."""
    plain = scope.seals.open_own(PURPOSE, row.sealed, row.id)
    remind_on = date.fromisoformat(plain["remind_on"])
    due = DueDate(row.due_on, plain["provisional"], remind_on)
    first_due = date.fromisoformat(plain.get("first_due", row.due_on.isoformat()))
    return Watched(
        row,
        plain["rule"],
        date.fromisoformat(plain["started_on"]),
        due,
        first_due,
        plain.get("extensions", 0),
        plain.get("withdrawn", ""),
        tuple(Seen(*each) for each in plain.get("seen", ())),
        _day(plain.get("until")) or (row.due_on if plain.get("extensions") else None),
        tuple(map(_rest, plain.get("rests", ()))),
        plain.get("entered", ""),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _plain(rest: Rest) -> dict[str, str | None]:
    until = rest.until.isoformat() if rest.until else None
    return {"since": rest.since.isoformat(), "why": rest.why, "until": until}


def _rest(plain: Mapping[str, str]) -> Rest:
    return Rest(date.fromisoformat(plain["since"]), plain["why"], _day(plain["until"]))
