"""`fsck` of the reminders: is somebody reminded of each open term, and soon enough?

Nothing vouches for the moments themselves, which the desk sets and moves. But silence is found: a
term without one, and one that lies where nobody would be reminded in time. Specified in
docs/spec/ledger.md §10.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select

from storage.fsck_look import Look
from storage.sql.ledger_rows import row_name
from storage.sql.tables import reminders, terms

FAR = timedelta(days=31)
"""Longer than any holiday: people are reminded of an overdue term on each working day."""


def check_reminders(look: Look, now: datetime) -> None:
    """Check that people are reminded of every open term, and of nothing else."""
    both = (
        select(terms.c.id, terms.c.due_on, terms.c.met, reminders.c.term_id, reminders.c.next_at)
        .select_from(terms)
        .outerjoin(reminders, reminders.c.term_id == terms.c.id)
        .where(terms.c.met.is_(False))
    )
    for row in look.connection.execution_options(yield_per=1000).execute(both):
        if row.term_id is None:
            look.report.find(row_name(terms.name, (row.id,)), "nobody is reminded of it")
        elif _is_far(row.next_at, row.due_on, now):
            name = row_name(reminders.name, (row.term_id,))
            look.report.find(name, "would remind people when it is too late")
    known = select(terms.c.id).where(terms.c.id == reminders.c.term_id, terms.c.met.is_(False))
    for term_id in look.connection.scalars(select(reminders.c.term_id).where(~known.exists())):
        look.report.find(row_name(reminders.name, (term_id,)), "is of no open term")


def _is_far(next_at: int, due_on: date, now: datetime) -> bool:
    due = datetime.combine(due_on, time(), UTC)
    return next_at > max(due, now).timestamp() + FAR.total_seconds()
