"""What people are to be reminded of, by a model of its own: plain loops over the days.

Nothing of `casework` is asked here, and nothing is planned ahead. The model is told what happened
in the office, and says at each moment of reminding who hears of what, as docs/reminders.md has it.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import chinese_calendar

ZONE = ZoneInfo("Asia/Shanghai")
MORNING, CLOSING = time(9, 0), time(18, 0)
LATE = timedelta(minutes=15)
CHAIN = {"deputy": 2, "leader": 3, "fifth": 5}
TEAM = ("leader", "deputy", "member")
STAND_INS = ("deputy", "leader")


@dataclass(frozen=True)
class Rule:
    """One term: its length in working days, when people are reminded before, and who is told."""

    id: str
    workdays: int
    days_before: tuple[int, ...]
    hours_before: tuple[int, ...] = ()
    who: str = "assignee"
    chain: dict = field(default_factory=lambda: CHAIN, hash=False)


REVIEW = Rule("fifth-review", 3, (1, 0), who="fifth", chain={"leader": 1})
NOTICE = Rule("acceptance-notice", 15, (3, 1, 0), (4,))
FEEDBACK = Rule("feedback", 15, (3, 1, 0))


@cache
def works(day):
    return chinese_calendar.is_workday(day)


def days_from(first, last):
    while first <= last:
        yield first
        first += timedelta(days=1)


@cache
def workdays_between(first, last):
    """Count the working days after `first`, up to and with `last`."""
    return sum(works(day) for day in days_from(first + timedelta(days=1), last))


@cache
def workdays_on(day, count):
    while count:
        day += timedelta(days=1)
        count -= works(day)
    return day


@cache
def workdays_back(day, count):
    while count:
        day -= timedelta(days=1)
        count -= works(day)
    return day


def at(day, clock):
    return datetime.combine(day, clock, ZONE)


@dataclass
class Person:
    """Somebody of the office: their role, their chat, and from when to when they are away."""

    id: str
    role: str
    chat: int
    leave: tuple[date, date] | None = None
    gone: bool = False

    def is_away(self, day):
        return self.leave is not None and self.leave[0] <= day <= self.leave[1]


@dataclass
class Case:
    """A case: who reads it, who must not, who handles it, and its open terms by their rules."""

    id: str
    number: str
    readers: frozenset
    real_name: bool
    recused: set = field(default_factory=set)
    assignee: str | None = None
    terms: dict = field(default_factory=dict)
    closed: bool = False


@dataclass
class Term:
    """An open term. People are reminded of what comes after `since`."""

    rule: Rule
    started: date
    due: date
    since: datetime
    last: date | None = None

    def __post_init__(self):
        self.remind_by()

    def remind_by(self, known_from=None):
        """Find the last working day on or before the due date, not before it was known."""
        day = self.due
        while not works(day):
            day -= timedelta(days=1)
        self.last = max(day, known_from or self.started)

    def moments(self, after, until):
        """Yield each moment of reminding in a stretch of time, with the days overdue then."""
        for day in days_from(after.astimezone(ZONE).date(), until.astimezone(ZONE).date()):
            if day < self.started:
                continue
            found = set()
            if any(workdays_back(self.last, n) == day for n in self.rule.days_before):
                found.add((at(day, MORNING), 0))
            if day == self.last:
                found |= {
                    (at(day, CLOSING) - timedelta(hours=n), 0) for n in self.rule.hours_before
                }
            if day > self.due and works(day):
                found.add((at(day, MORNING), workdays_between(self.due, day)))
            yield from sorted(each for each in found if after < each[0] <= until)


@dataclass
class Expected:
    """One line that one person is to get. `excused` says why it need not come."""

    chat: int
    person: str
    number: str
    rule: str
    planned: datetime
    due: date
    case: str
    excused: str = ""
    sent: list = field(default_factory=list)

    @property
    def key(self):
        return self.chat, self.number, self.rule


def words(due, today):
    """Return what a line says on a day about the date: the kind, and a count of working days."""
    if today > due:
        return "overdue", max(1, workdays_between(due, today))
    if left := workdays_between(today, due):
        return "left", left
    return ("today", 0) if today == due else ("last", 0)


@dataclass
class Model:
    """The office as the model knows it."""

    people: dict = field(default_factory=dict)
    cases: dict = field(default_factory=dict)
    lines: list = field(default_factory=list)
    looked_at: datetime | None = None

    # --- What happens -----------------------------------------------------------------------------

    def begins(self, case, rule, now):
        today = now.astimezone(ZONE).date()
        case.terms[rule.id] = Term(rule, today, workdays_on(today, rule.workdays), now)

    def extends(self, case, rule, until, now):
        term = case.terms[rule.id]
        term.due, term.since = until, now
        term.remind_by(now.astimezone(ZONE).date())

    def ends(self, case, rule):
        del case.terms[rule.id]

    def leaves(self, person_id):
        """Somebody is taken off the roster: what they handled waits for somebody else."""
        self.people[person_id].gone = True
        for case in self.cases.values():
            if case.assignee == person_id and not case.closed:
                case.assignee = None

    # --- What follows -----------------------------------------------------------------------------

    def reminds(self, now):
        """Add the lines of every moment since this was asked last; returns them."""
        day, new = now.astimezone(ZONE).date(), []
        for case in self.cases.values():
            for term in case.terms.values():
                after = max(self.looked_at, term.since)
                told = {}
                for moment, late in term.moments(after, now):
                    for person in self._told(case, term, late, day):
                        told.setdefault(person.id, moment)
                new += [
                    Expected(
                        *(self.people[who].chat, who, case.number, term.rule.id),
                        *(moment, term.due, case.id),
                    )
                    for who, moment in told.items()
                ]
        self.looked_at = now
        self.lines += new
        return new

    def readers(self, case):
        return [
            person
            for person in self.people.values()
            if person.id in case.readers and person.id not in case.recused and not person.gone
        ]

    def _told(self, case, term, late, day):
        readers = self.readers(case)
        told = self._owners(case, term.rule, readers, late)
        for role, days in term.rule.chain.items():
            if 0 < days <= late:
                told = told + [each for each in readers if each.role == role]
        return {
            person.id: person for person in (self._there(p, readers, day) for p in told)
        }.values()

    def _owners(self, case, rule, readers, late):
        if rule.who == "fifth":
            return [each for each in readers if each.role == "fifth"]
        team = [each for each in readers if each.role in TEAM]
        if case.assignee is not None:
            return [each for each in readers if each.id == case.assignee] or team
        return [each for each in readers if each.role == "leader"] or team

    @staticmethod
    def _there(person, readers, day):
        if not person.is_away(day):
            return person
        for role in STAND_INS:
            for other in readers:
                if other.role == role and other is not person and not other.is_away(day):
                    return other
        return person
