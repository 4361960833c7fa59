"""The rules of the round, as the configuration writes them."""

from __future__ import annotations

from bot.config import Config
from casework.rules.calendar import WorkCalendar
from casework.rules.terms import Term, TermRule


def calendar_of(config: Config) -> WorkCalendar:
    """Return the working-day calendar with the configured overrides."""
    return WorkCalendar(config.calendar.overrides)


def term_rules_of(config: Config) -> list[TermRule]:
    """Return the deadlines of the round."""
    return [
        TermRule(
            **rule.model_dump(exclude={"term", "remind_workdays_before"}),
            term=Term.parse(rule.term),
            remind_workdays_before=tuple(rule.remind_workdays_before),
        )
        for rule in config.terms
    ]
