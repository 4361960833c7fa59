"""Reminding: who is told of a term is decided at the moment at which people are reminded of it.

Each open term knows that moment, and nothing else is planned ahead. So nothing has to be planned
anew when a case changes hands, when somebody goes on leave or is recused, or when the roster
changes. Specified in docs/reminders.md.

Source: 工作方案 三, 五.5, 八.4.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from casework.desk.facts import open_facts
from casework.desk.leave import presence
from casework.desk.lines import Line, row_of
from casework.desk.messages import Audience, Chat, chat_of, readers_among
from casework.desk.people import Member
from casework.desk.scope import DeskScope
from casework.desk.term_rows import (
    UNKNOWN_PAUSE,
    Watched,
    open_term,
    remind_anew,
    schedule_of,
)
from casework.operator_log import OperatorLog
from casework.ports import OF_THE_ROUND, DueReminder, OutboxRow
from casework.rules.cases import NOT_KNOWN
from casework.rules.reminders import Kind, Stage, joining
from casework.rules.roles import Action, Group, Role, may
from casework.rules.terms import TermRule

log = OperatorLog(__name__)

BATCH = 50
"""Of how many terms people are reminded in one transaction: some 30 ms of the database's time."""

FAR = timedelta(days=31)
"""How far behind the next stage no moment lies, unless a clock was wrong when it was set."""

_BODIES = {Role.FIFTH: Group.FIFTH, Role.OFFICE: Group.OFFICE, Role.LEADING: Group.LEADING}


@dataclass(frozen=True, slots=True)
class Reminded:
    """What is to be sent of a term that was due, and when people are reminded of it next."""

    due: DueReminder
    rows: Sequence[OutboxRow]
    following: datetime | None


def decide(scope: DeskScope, due: DueReminder, people: Sequence[Member]) -> Reminded:
    """Return who is reminded of a term now, `people` being all who are on the roster.

    Stages that were missed are told together, once.

    Raises:
        Exception: Its row, or that of its case, is damaged.
    """
    watched, now = open_term(scope, due.term), scope.clock()
    if scope.office.rule(watched.rule_id) is None:
        return Reminded(due, (), now + UNKNOWN_PAUSE)
    schedule = schedule_of(scope, watched)
    stages = schedule.between(due.at, now)
    if not stages:
        # The configuration has changed meanwhile: what came last that day stands for it.
        morning = schedule.hours.local(due.at).replace(hour=0, minute=0, second=0, microsecond=0)
        stages = schedule.between(morning, now)[-1:]
    following = schedule.after(max([now, *(stage.at for stage in stages)]))
    return Reminded(
        due, rows_for(scope, due, watched, stages, people), following.at if following else None
    )


def enter(scope: DeskScope, reminded: Reminded) -> None:
    """Let the commit put lines into the outbox, if nothing that they rest on has changed by then.

    The commit raises a StaleError when the term is met or moved, or when its case has changed, or
    when another desk was faster.
    """
    due = reminded.due
    scope.book.move_reminder(due.term.id, due.at, reminded.following)
    scope.book.hold_term(due.term)
    if due.case is not None:
        scope.book.hold_case(due.case)
    for row in reminded.rows:
        scope.book.add_outbox(row)


def postpone(scope: DeskScope, due: DueReminder, pause: timedelta) -> None:
    """Let a term that cannot be read be looked at later, so that it holds up no other."""
    scope.book.move_reminder(due.term.id, due.at, scope.clock() + pause)


async def look_after(scope: DeskScope, term_id: str, limit: int) -> str | None:
    """See that each of the next open terms has a moment that its rule still knows.

    Terms get one that have none yet; one that the configuration or the calendar has dropped is put
    right, and one that was set by a clock far ahead. Returns the last term that was looked at, or
    None when there are no more.
    """
    found = await scope.book.open_terms_after(term_id, limit)
    for each in found:
        if each.at is not None and each.at <= scope.clock():
            continue  # What is due is told first.
        try:
            watched = open_term(scope, each.term)
        except Exception as error:  # noqa: BLE001  one damaged row must not silence the others
            log.fault("term-not-readable", error, term=each.term.id)
            continue
        if each.at is None or not _holds(scope, watched, each.at):
            scope.book.hold_term(each.term)
            remind_anew(scope, watched)
    return found[-1].term.id if found else None


def _holds(scope: DeskScope, watched: Watched, at: datetime) -> bool:
    """Say whether people are well reminded of a term next at a moment that lies ahead."""
    if scope.office.rule(watched.rule_id) is None:
        return True
    schedule = schedule_of(scope, watched)
    first = schedule.after(scope.clock())
    return bool(schedule.between(at, at)) and (first is None or at - first.at <= FAR)


def rows_for(  # noqa: PLR0913  which term, what has come of it, and who is there
    scope: DeskScope,
    due: DueReminder,
    watched: Watched,
    stages: Sequence[Stage],
    people: Sequence[Member],
    *,
    before: date | None = None,
) -> Sequence[OutboxRow]:
    """Return what is to be sent of these stages of a term: to each chat one line.

    `before` is the day that the term had until the calendar changed.
    """
    rule = scope.office.rule(watched.rule_id)
    if rule is None or not stages:
        return ()
    if due.term.case_id == OF_THE_ROUND:
        chats = _of_the_round(scope, people)
        return [row_of(scope, Line(chat, watched, stages, before), None) for chat in chats]
    if due.case is None or due.case.state in NOT_KNOWN:
        return ()
    case = open_facts(scope, due.case)
    readers = readers_among(people, case, due.wrapped)
    audience = Audience(scope, case, readers)
    # That nobody has confirmed a flag is a line of its own: it is over before the term is.
    chases = [stage for stage in stages if stage.kind is Kind.CHASE]
    others = [stage for stage in stages if stage.kind is not Kind.CHASE]
    return [
        row_of(scope, Line(chat, watched, own, before), case)
        for some in (chases, others)
        for chat, own in _told(audience, rule, some).items()
    ]


def _of_the_round(scope: DeskScope, people: Sequence[Member]) -> Iterable[Chat]:
    there = [each for each in people if may(each.role, Action.ROUND)]
    stands_in = presence(scope, there, scope.today())
    return dict.fromkeys(stands_in(chat_of(each)) for each in there)


def _told(
    audience: Audience, rule: TermRule, stages: Sequence[Stage]
) -> Mapping[Chat, Sequence[Stage]]:
    """Return which chat is told of which of the stages; who is on leave is stood in for."""
    scope = audience.scope
    stands_in = presence(scope, audience.readers, scope.today())
    told: dict[Chat, list[Stage]] = {}
    for stage in stages:
        for chat in dict.fromkeys(map(stands_in, _recipients(audience, rule, stage))):
            told.setdefault(chat, []).append(stage)
    return told


def _recipients(audience: Audience, rule: TermRule, stage: Stage) -> Iterable[Chat]:
    if stage.kind is Kind.CHASE:
        confirmed = audience.case.facts.confirmed is not None
        return () if confirmed else audience.leaders(Role.LEADER, Role.DEPUTY)
    owners = _owners(audience, rule.who)
    if stage.kind is not Kind.OVERDUE:
        return owners
    if rule.who != "fifth" and (assignee := audience.assignee()):
        # Who handles the case answers for it; the leader goes on hearing of what is the leader's.
        owners = [*assignee, *owners] if rule.who == "leader" else assignee
    chain = audience.scope.office.escalate if rule.escalate is None else rule.escalate
    joined = (chat for role in sorted(joining(chain, [stage])) for chat in _joins(audience, role))
    return dict.fromkeys([*owners, *joined])


def _owners(audience: Audience, who: str) -> Sequence[Chat]:
    """Return who is reminded of a term that belongs to `who`; never a body complained of."""
    facts = audience.case.facts
    if who == "fifth":
        return audience.body(Group(facts.reviewer)) if facts.reviewer else ()
    if who == "team":
        return audience.body(Group(facts.worker))
    if who == "assignee" and facts.assignee is not None:
        return audience.worker()
    return audience.leaders(Role.LEADER)


def _joins(audience: Audience, role: str) -> Sequence[Chat]:
    """Return where a role of the chain is told: only where it reads the case."""
    group = _BODIES.get(Role(role))
    if group is None:
        return audience.leading(Role(role))
    if any(reader.group is group for reader in audience.readers):
        return audience.body(group)
    return ()
