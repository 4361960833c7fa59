"""The rules of the round, as the configuration writes them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from bot.config import Config
from bot.config import TermRule as Written
from casework.desk.scope import Office
from casework.rules.calendar import WorkCalendar
from casework.rules.offsets import Offset
from casework.rules.reminders import Hours, Quiet
from casework.rules.terms import Term, TermRule
from storage.notices import NoticeFolder

FOLDER = "calendar"


def notices_of(config: Config) -> NoticeFolder:
    """Return the folder of the notices, which says at any moment what calendar is in force."""
    folder = config.calendar.folder or config.storage.data / FOLDER
    return NoticeFolder(folder, config.calendar.overrides)


def calendar_of(config: Config) -> WorkCalendar:
    """Return the calendar as it is now, for what is over in a moment."""
    return notices_of(config).calendar()


@dataclass(slots=True)
class OfficeInForce:
    """The office with the calendar that is in force: a notice changes it without a restart."""

    office: Office
    notices: NoticeFolder

    def now(self) -> Office:
        """Return the office for one unit of work, which sees one calendar throughout."""
        calendar = self.notices.calendar()
        if calendar is not self.office.calendar:
            self.office = replace(self.office, calendar=calendar)
        return self.office


def term_rules_of(config: Config) -> list[TermRule]:
    """Return the deadlines of the round."""
    return [_rule(rule) for rule in config.terms]


def names_of_terms(config: Config) -> dict[str, dict[str, str]]:
    """Return what the configuration calls its terms, by the names of sentences."""
    return {f"term-{rule.id}": rule.name for rule in config.terms if rule.name}


def _rule(rule: Written) -> TermRule:
    values = rule.model_dump(exclude={"term", "name", "remind"})
    plain: dict[str, Any] = {
        name: tuple(v) if isinstance(v, list) else v for name, v in values.items()
    }
    remind = tuple(map(Offset.parse, rule.remind))
    return TermRule(**plain, term=Term.parse(rule.term), remind=remind)


def hours_of(config: Config) -> Hours:
    """Return the times of day at which people are reminded, and those at which they are not."""
    courier = config.courier
    return Hours(
        remind_at=courier.remind_at,
        zone=config.round.timezone,
        ends_at=courier.day_ends_at,
        chase_at=courier.chase_at,
        quiet=Quiet(courier.quiet_from, courier.quiet_until),
    )
