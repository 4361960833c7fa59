"""`fsck` of the reminders: is somebody reminded of each open term, and soon enough?

Nothing vouches for the moments themselves, which the desk sets and moves. But silence is found: a
term without one, and one that lies where nobody would be reminded in time. Specified in
docs/spec/ledger.md §10.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from storage.fsck_look import Look
from storage.sql.raw import raw_rows
from storage.sql.tables import reminders, terms

FAR = timedelta(days=31)
"""Longer than any holiday: people are reminded of an overdue term on each working day."""


def check_reminders(look: Look, now: datetime) -> None:
    """Check that people are reminded of every open term, and of nothing else."""
    moments = {row["term_id"]: row for row in raw_rows(look.connection, reminders)}
    for row in raw_rows(look.connection, terms, where=terms.c.met.is_(False)):
        reminder = moments.pop(row["id"], None)
        if reminder is None:
            look.find(terms, row, "nobody is reminded of it")
        elif _is_far(reminder["next_at"], row["due_on"], now):
            look.find(reminders, reminder, "would remind people when it is too late")
    for reminder in moments.values():
        look.find(reminders, reminder, "is of no open term")


def _is_far(next_at: Any, due_on: Any, now: datetime) -> bool:
    try:
        due = datetime.combine(date.fromisoformat(due_on), time(), UTC)
        return bool(next_at > max(due, now).timestamp() + FAR.total_seconds())
    except (TypeError, ValueError):
        return False  # A damaged day is no more in the log, which `verify` says.
