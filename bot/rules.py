"""The rules of the round, as the configuration writes them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.config import Config
from casework.desk.scope import Office
from casework.rules.calendar import WorkCalendar
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
    return [
        TermRule(
            **rule.model_dump(exclude={"term", "remind_workdays_before"}),
            term=Term.parse(rule.term),
            remind_workdays_before=tuple(rule.remind_workdays_before),
        )
        for rule in config.terms
    ]
