"""Why a term ends when it does, for whoever asks on the command line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from bot.calendars import sources_of
from bot.config import Config
from bot.rules import hours_of, notices_of, term_rules_of
from casework.desk.deadlines import FLAGGED
from casework.rules.calendar import Day, WorkCalendar
from casework.rules.explained import Counted, count_days
from casework.rules.notices import weekday_of
from casework.rules.reminders import Hours, Kind, Schedule, Stage
from casework.rules.terms import DueDate, Term, TermRule, Unit, due_date

_WHY = {
    "weekday": "working day",
    "weekend": "weekend",
    "holiday": "holiday",
    "make-up": "make-up day",
    "assumed-holiday": "holiday with a fixed date, assumed",
}


class UnknownRuleError(Exception):
    """The configuration has no term of that id; `known` are those that it has."""

    def __init__(self, known: list[str]) -> None:
        super().__init__(", ".join(known))
        self.known = known


@dataclass(frozen=True, slots=True)
class Explanation:
    """A term that was counted: asked for, found, and upon which calendar.

    `sources` says who has spoken of a day, `chain` who is told besides once a term is overdue.
    """

    start: date
    term: Term
    roll: bool
    due: DueDate
    rule: TermRule | None
    calendar: WorkCalendar
    sources: Mapping[date, tuple[str, str]]
    hours: Hours
    chain: Mapping[str, int]

    def days(self) -> list[Counted]:
        """Return every day that the count passes."""
        return count_days(self.start, self.term, self.calendar, roll=self.roll)

    def lines(self) -> Iterator[str]:
        """Say how the count goes, day by day, and what follows from it."""
        if self.term.unit is not Unit.SAME_DAY:
            yield f"{_day(self.start)}        start, which does not count"
        for counted in self.days():
            count = "-" if counted.count is None else counted.count
            yield f"{_day(counted.day.date)}  {count:>4}  {self._why(counted.day)}"
        yield ""
        same_day = self.term.unit is Unit.SAME_DAY
        length = "the same day" if same_day else f"{self.term} after {self.start}"
        yield f"due        {_day(self.due.date)}, {length}{self._rolled()}"
        yield f"reminder   {_day(self.due.remind_on)}{self._reminded()}"
        if self.rule is not None:
            rule = self.rule
            yield f"rule       {rule.id}, from {rule.starts_on} to {rule.met_by}, for: {rule.who}"
            yield f"source     {rule.source}"
            yield from self._reminders(rule)

    def stages(self) -> list[Stage]:
        """Return when people are reminded by the rule: up to the last day, and first overdue."""
        if self.rule is None:
            return []
        schedule = Schedule(
            self.rule.remind,
            self.start,
            self.due,
            self.calendar,
            self.hours,
            chased=self.rule.starts_on == FLAGGED,
        )
        overdue = schedule.after(self.hours.moment(self.due.date, time.max))
        if overdue is None:  # the calendar ends
            return schedule.before()
        return schedule.between(self.hours.moment(self.start, time.min), overdue.at)

    def plain(self, *, every_day: bool) -> dict[str, Any]:
        """Return the same for a program."""
        found: dict[str, Any] = {
            "start": self.start.isoformat(),
            "term": str(self.term),
            "roll": self.roll,
            "due": self.due.date.isoformat(),
            "provisional": self.due.provisional,
            "remind_on": self.due.remind_on.isoformat(),
        }
        if self.rule is not None:
            found |= {"rule": self.rule.id, "source": self.rule.source}
            found["reminders"] = [
                {"at": stage.at.isoformat(), "stage": stage.key} for stage in self.stages()
            ]
        if every_day:
            found["days"] = [self._row(counted) for counted in self.days()]
        return found

    def _reminders(self, rule: TermRule) -> Iterator[str]:
        if not rule.remind:
            yield "reminded   not before it is overdue"
        for stage in self.stages():
            more = ""
            if stage.late:
                joins = sorted(self.chain.items(), key=lambda each: each[1])
                told = [f"{role} from day {days}" for role, days in joins]
                more = ", then each working day"
                more += f"; besides {', '.join(told)}" if told else ""
            yield f"reminded   {_day(stage.at.date())} {stage.at:%H:%M}, {_stage(stage)}{more}"

    def _row(self, counted: Counted) -> dict[str, Any]:
        day = counted.day
        source, name = self.sources.get(day.date, ("", ""))
        return {
            "date": day.date.isoformat(),
            "weekday": weekday_of(day.date),
            "working": day.working,
            "count": counted.count,
            "why": day.why,
            "name": name or day.name,
            "source": source if day.why == "override" else "",
            "provisional": day.provisional,
        }

    def _why(self, day: Day) -> str:
        source, name = self.sources.get(day.date, ("", ""))
        name = name or day.name
        if day.why == "override":
            why = f"{'worked' if day.working else 'rest'}, says {source}"
        else:
            why = _WHY[day.why]
        unsure = " (provisional)" if day.provisional else ""
        return f"{why}: {name}{unsure}" if name else f"{why}{unsure}"

    def _rolled(self) -> str:
        nominal = due_date(self.start, self.term, self.calendar, roll=False).date
        if nominal != self.due.date:
            return f", rolled from {_day(nominal)}, a day of rest"
        if not self.calendar.is_workday(nominal):
            return "; a day of rest, which stands without --roll"
        return ""

    def _reminded(self) -> str:
        if self.due.remind_on == self.due.date:
            return ""
        if self.calendar.is_workday(self.due.remind_on):
            return ", the last working day before it"
        return ", the start: no working day lies between"


def explanation(
    config: Config, start: date, term: Term | None, *, roll: bool, rule_id: str | None
) -> Explanation:
    """Return how a term is counted; a rule gives its length, unless `term` does, and the rest.

    Raises:
        UnknownRuleError: There is no rule of that id.
        ValueError: There is neither a term nor a rule.
    """
    rules = {rule.id: rule for rule in term_rules_of(config)}
    if rule_id is not None and rule_id not in rules:
        raise UnknownRuleError(list(rules))
    rule = rules[rule_id] if rule_id is not None else None
    length = term or (rule.term if rule else None)
    if length is None:
        raise ValueError("neither a term nor a rule")
    rolled = roll or (rule is not None and rule.roll)
    notices = notices_of(config)
    calendar = notices.calendar()
    due = due_date(start, length, calendar, roll=rolled)
    sources = sources_of(config, notices)
    chain = rule.escalate if rule is not None else None
    return Explanation(
        start=start,
        term=length,
        roll=rolled,
        due=due,
        rule=rule,
        calendar=calendar,
        sources=sources,
        hours=hours_of(config),
        chain=dict[str, int](config.courier.escalate.items()) if chain is None else chain,
    )


def _stage(stage: Stage) -> str:
    if stage.late:
        return "overdue"
    if stage.kind is Kind.CHASE:
        return "while nobody has confirmed the flag"
    return stage.key if stage.kind is Kind.DUE else f"{stage.key} before"


def _day(day: date) -> str:
    return f"{day} {weekday_of(day)}"
