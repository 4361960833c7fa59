"""The terms of a case: started and met by events, and people reminded before they run out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from casework.desk.chase import FLAGGED, plan_chase
from casework.desk.facts import Case
from casework.desk.figures import Change
from casework.desk.leave import presence
from casework.desk.messages import (
    Chat,
    When,
    chats_of_body,
    chats_of_leader,
    chats_of_worker,
    to_chat,
)
from casework.desk.scope import DeskScope
from casework.ports import TermRow
from casework.rules.cases import CaseEvent
from casework.rules.extensions import due_on
from casework.rules.roles import Group
from casework.rules.terms import DueDate, TermRule, due_date, reminder_days, terms_started_by
from casework.rules.totals import Totals

PURPOSE = "term"
TAG = 8


@dataclass(frozen=True, slots=True)
class Seen:
    """That somebody has said of a reminder that they have seen it, and when (ISO)."""

    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Watched:
    """A term of a case, with its rule's id and the days from which it is counted and reminded.

    `first_due` was due before any extension. `withdrawn` says why nobody has to meet it any more.
    `seen` is who has said that they know of it, each with the last time.
    """

    row: TermRow
    rule_id: str
    started_on: date
    due: DueDate
    first_due: date
    extensions: int = 0
    withdrawn: str = ""
    seen: tuple[Seen, ...] = ()


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


async def start_terms(  # noqa: PLR0913  which terms of which case, and from when until when
    scope: DeskScope,
    case: Case,
    event: str,
    day: date,
    *,
    met_by: Collection[str] = (),
    until: date | None = None,
    only: str | None = None,
) -> Sequence[Change]:
    """Start the terms of an event that happened on `day`; returns what it means for the figures.

    A term that one of the events `met_by` meets is entered as met, and nobody is reminded of it.
    A day that was fixed, `until`, goes before the length that the rule gives. `only` leaves out the
    rules that apply to other cases than those.
    """
    changes: list[Change] = []
    for rule in terms_started_by(event, scope.office.rules, real_name=case.facts.real_name):
        if only not in {None, rule.applies}:
            continue
        met = rule.met_by in met_by
        watched = enter_term(scope, case.id, rule, day, met=met, until=until)
        if not met:
            await _schedule(scope, case, watched, rule)
            changes.append(opening(watched.due.date))
    return changes


async def stop_review(scope: DeskScope, case: Case, event: str) -> Sequence[Change]:
    """Meet the terms of the review and those that `event` meets, which takes it off the reviewer.

    The terms that `event` starts begin. Returns what all of it means for the figures.
    """
    ended = {rule.id for rule in review_rules(scope, case)}
    ended |= {rule.id for rule in scope.office.rules if rule.met_by == event}
    own = [each for each in await open_terms(scope, case.id) if each.rule_id in ended]
    for watched in own:
        scope.book.meet_term(watched.row.id)
    stopped = [meeting(watched.due.date) for watched in own]
    return [*stopped, *await start_terms(scope, case, event, scope.today())]


async def restart_review(scope: DeskScope, case: Case) -> Sequence[Change]:
    """Start the terms of the review anew; returns what it means for the figures."""
    changes: list[Change] = []
    for rule in review_rules(scope, case):
        watched = enter_term(scope, case.id, rule, scope.today(), met=False)
        await _schedule(scope, case, watched, rule)
        changes.append(opening(watched.due.date))
    return changes


def review_due(scope: DeskScope, case: Case) -> date | None:
    """Return by when a review that is asked for today is due, or None if no rule says."""
    return _first_due(scope, review_rules(scope, case))


def due_after(scope: DeskScope, case: Case, event: str) -> date | None:
    """Return by when the first of the terms that `event` starts today ends, if it starts one."""
    real_name = case.facts.real_name
    return _first_due(scope, terms_started_by(event, scope.office.rules, real_name=real_name))


def _first_due(scope: DeskScope, rules: Iterable[TermRule]) -> date | None:
    today, calendar = scope.today(), scope.office.calendar
    dues = (due_date(today, rule.term, calendar, roll=rule.roll).date for rule in rules)
    return min(dues, default=None)


def review_rules(scope: DeskScope, case: Case) -> Sequence[TermRule]:
    """Return the rules of the review, which begins with registration."""
    event, real_name = CaseEvent.REGISTERED.value, case.facts.real_name
    rules = terms_started_by(event, scope.office.rules, real_name=real_name)
    return [rule for rule in rules if rule.who == "fifth"]


async def meet_terms(scope: DeskScope, case: Case, events: Collection[str]) -> Sequence[Change]:
    """Meet the open terms that one of `events` meets; returns what it means for the figures."""
    changes: list[Change] = []
    for watched in await all_terms(scope, case.id):
        rule = scope.office.rule(watched.rule_id)
        if rule is None or rule.met_by not in events:
            continue
        if watched.withdrawn:  # it was done all the same, and is not owed again
            _put(scope, replace(watched, withdrawn=""))
        elif not watched.row.met:
            scope.book.meet_term(watched.row.id)
            changes.append(meeting(watched.due.date))
    return changes


async def note_events(scope: DeskScope, case: Case, *events: str) -> Sequence[Change]:
    """Meet and start what `events`, which happened just now, meet and start."""
    changes = [*await meet_terms(scope, case, events)]
    for event in events:
        changes += await start_terms(scope, case, event, scope.today())
    return changes


async def move_reminders(scope: DeskScope, case: Case, *, met_by: Collection[str] = ()) -> None:
    """Let the reminders of a case go to whom it belongs now.

    The commit raises a StaleError when a term was met meanwhile: nobody is to be reminded of it.
    """
    for watched in await open_terms(scope, case.id):
        rule = scope.office.rule(watched.rule_id)
        if rule is not None and rule.met_by not in met_by:
            scope.book.hold_term(watched.row.id)
            scope.book.withdraw_reminders(watched.row.id)
            await _schedule(scope, case, watched, rule)


def tag_of_term(watched: Watched) -> str:
    """Return what a button holds for a term."""
    return watched.row.id[:TAG]


async def open_terms(scope: DeskScope, case_id: str) -> Sequence[Watched]:
    """Return the terms of a case that are not met, the next one first."""
    return [watched for watched in await all_terms(scope, case_id) if not watched.row.met]


async def all_terms(scope: DeskScope, case_id: str) -> Sequence[Watched]:
    """Return the terms of a case, met or not, in the order in which they are due."""
    return [_open(scope, row) for row in await scope.book.terms(case_id)]


async def move_term(
    scope: DeskScope, case: Case, watched: Watched, until: date
) -> Sequence[Change]:
    """Let an open term end on another day; returns what it means for the figures."""
    due = due_on(scope.today(), until, scope.office.calendar)
    extensions = watched.extensions + 1
    moved = _put(scope, replace(watched, due=due, extensions=extensions))
    await _plan_anew(scope, case, moved)
    return [meeting(watched.due.date), opening(until)]


async def withdraw_terms(
    scope: DeskScope, case: Case, why: str, which: Callable[[TermRule], bool]
) -> Sequence[Change]:
    """Let nobody have to meet these open terms any more; returns what it means for the figures."""
    changes: list[Change] = []
    for watched in await open_terms(scope, case.id):
        rule = scope.office.rule(watched.rule_id)
        if rule is not None and which(rule):
            row = replace(watched.row, met=True)
            _put(scope, replace(watched, row=row, withdrawn=why))
            scope.book.withdraw_reminders(row.id)
            changes.append(meeting(watched.due.date))
    return changes


async def restore_terms(
    scope: DeskScope, case: Case, why: str, which: Callable[[TermRule], bool] = lambda _rule: True
) -> Sequence[Change]:
    """Let terms run again that were withdrawn for this reason, with the date that they had."""
    changes: list[Change] = []
    for watched in await all_terms(scope, case.id):
        rule = scope.office.rule(watched.rule_id)
        if watched.withdrawn == why and rule is not None and which(rule):
            again = replace(watched, row=replace(watched.row, met=False), withdrawn="")
            await _plan_anew(scope, case, _put(scope, again))
            changes.append(opening(watched.due.date))
    return changes


async def reopen_terms(scope: DeskScope, case: Case, event: str) -> Sequence[Change]:
    """Let the term run again that `event` met last, since it has not happened; as for figures."""
    rules = {rule.id for rule in scope.office.rules if rule.met_by == event}
    over = [each for each in await all_terms(scope, case.id) if each.rule_id in rules]
    last = max(over, key=lambda each: each.started_on, default=None)
    if last is None or last.withdrawn or not last.row.met:
        return []
    await _plan_anew(scope, case, _put(scope, replace(last, row=replace(last.row, met=False))))
    return [opening(last.due.date)]


async def term_of(scope: DeskScope, term_id: str) -> Watched | None:
    """Return a term, met or not, by its id; None if there is none."""
    row = await scope.book.term(term_id)
    return None if row is None else _open(scope, row)


def note_seen(scope: DeskScope, watched: Watched, by: str) -> Watched:
    """Let the commit keep with an open term that somebody has seen it; returns it as it will be.

    The commit raises a StaleError when the term was met or moved meanwhile.
    """
    others = tuple(each for each in watched.seen if each.by != by)
    seen = (*others, Seen(by, scope.clock().isoformat()))
    after = _sealed(scope, replace(watched, seen=seen))
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
    """Enter a term that is counted from `day`, or ends on `until`; nobody is reminded of it yet.

    With a `name`, its id, there can be one only: the commit refuses another.
    """
    calendar = scope.office.calendar
    due = due_date(day, rule.term, calendar, roll=rule.roll)
    if until is not None:
        due = due_on(day, until, calendar)
    row = TermRow(name or scope.new_id(), case_id, due.date, met, b"")
    watched = _sealed(scope, Watched(row, rule.id, day, due, due.date))
    scope.book.add_term(watched.row)
    return watched


def _put(scope: DeskScope, watched: Watched) -> Watched:
    """Put a term that has changed into the place of what it was."""
    watched = _sealed(scope, watched)
    scope.book.change_term(watched.row)
    return watched


def _sealed(scope: DeskScope, watched: Watched) -> Watched:
    plain = {
        "rule": watched.rule_id,
        "started_on": watched.started_on.isoformat(),
        "remind_on": watched.due.remind_on.isoformat(),
        "provisional": watched.due.provisional,
        "first_due": watched.first_due.isoformat(),
        "extensions": watched.extensions,
        "withdrawn": watched.withdrawn,
        "seen": [[each.by, each.at] for each in watched.seen],
    }
    sealed = scope.seals.seal_own(PURPOSE, plain, watched.row.id)
    return replace(watched, row=replace(watched.row, due_on=watched.due.date, sealed=sealed))


def _open(scope: DeskScope, row: TermRow) -> Watched:
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
    )


async def _plan_anew(scope: DeskScope, case: Case, watched: Watched) -> None:
    rule = scope.office.rule(watched.rule_id)
    scope.book.withdraw_reminders(watched.row.id)
    if rule is not None:
        await _schedule(scope, case, watched, rule)


async def _schedule(scope: DeskScope, case: Case, watched: Watched, rule: TermRule) -> None:
    """Plan the reminders that lie ahead, and one for the working day after the due date."""
    calendar, due = scope.office.calendar, watched.due
    before = reminder_days(watched.started_on, due, rule.remind_workdays_before, calendar)
    days = await _still_to_come(scope, watched, before)
    overdue = await _still_to_come(scope, watched, [calendar.add_workdays(due.date, 1)])
    there = await presence(scope, case)
    _remind(scope, case, watched, days, await _recipients(scope, case, rule.who), there)
    told = await _told_when_overdue(scope, case, rule.who)
    _remind(scope, case, watched, overdue, told, there)
    if rule.starts_on == FLAGGED and case.facts.confirmed is None:
        await plan_chase(scope, case, watched.row.id)


async def _still_to_come(
    scope: DeskScope, watched: Watched, days: Iterable[date]
) -> Sequence[date]:
    """Return the days whose reminder lies ahead, or is late because the courier was not there."""
    after, waiting = scope.clock(), await scope.book.waiting_since(watched.row.id)
    if waiting is not None:
        after = min(after, waiting - timedelta(seconds=1))
    return [day for day in days if scope.office.moment(day) > after]


def _remind(  # noqa: PLR0913  which days of which term, and who is there on them
    scope: DeskScope,
    case: Case,
    watched: Watched,
    days: Iterable[date],
    chats: Sequence[Chat],
    there: Callable[[Chat, date], Chat],
) -> None:
    """Plan the reminders of some days; those for who is away then go to who stands in."""
    args = {"number": case.number, "term": watched.rule_id}
    for day in days:
        when = When(watched.due.date, scope.office.moment(day), watched.row.id)
        for chat in dict.fromkeys(there(each, day) for each in chats):
            to_chat(scope, case, chat, "reminder", args, when)


async def _told_when_overdue(scope: DeskScope, case: Case, who: str) -> Sequence[Chat]:
    """Return who hears of a term that ran out: who works on it, and of a review who owes it, too.

    Source: 工作方案 五.5.
    """
    if who != "fifth":
        return await _recipients(scope, case, "assignee")
    both = [*await _recipients(scope, case, who), *await chats_of_leader(scope, case)]
    return list(dict.fromkeys(both))


async def _recipients(scope: DeskScope, case: Case, who: str) -> Sequence[Chat]:
    """Return who is reminded of a term that belongs to `who`; never a body complained of."""
    if who == "fifth":
        reviewer = case.facts.reviewer
        return await chats_of_body(scope, case, Group(reviewer)) if reviewer else ()
    if who == "team":
        return await chats_of_body(scope, case, Group(case.facts.worker))
    if who == "assignee" and case.facts.assignee is not None:
        return await chats_of_worker(scope, case)
    return await chats_of_leader(scope, case)
