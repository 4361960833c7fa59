"""What the checks share: one state of the database, and what nobody vouches for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy import Connection

from storage.sql.raw import SQLITE
from storage.sql.work import Database

T = TypeVar("T")

WORKING: dict[str, dict[str, str]] = {
    "seen": {
        "bot": "names, with the next column, an update that was handled",
        "update_id": "an update that is not remembered is answered twice",
        "seen_at": "when it is forgotten",
    },
    "dialogues": {"kept_until": "when a conversation is forgotten"},
    "drafts": {
        "touched_at": "when a draft that nobody goes on with is over",
        "reminder": "which item reminds of it, and that it was reminded of",
    },
    "letters": {"touched_at": "when a letter was changed last"},
    "blanks": {"created_at": "the order in which blank receipts are used"},
    "repeats": {
        "key": "which press of Submit is answered with a receipt that was given before",
        "sealed": "that receipt; it opens with the word in the button alone",
        "kept_until": "when it is forgotten",
    },
    "downloads": {
        "attempts": "how often a file was tried",
        "next_at": "when it is tried next",
        "failed": "that it was tried often enough; the person is asked what to do",
    },
    "looks": {"id": "the order in which things are pointed out"},
    "reports": {"id": "the order in which the desk takes them up"},
    "desk_mail": {"id": "the order in which the desk takes its mail"},
    "outbox": {
        "sequence": "the order of what is due at the same second",
        "attempts": "how often an item was tried",
        "leased_until": "until when nobody else tries it",
        "uncertain": "whether it may have arrived, and is marked as a repetition",
    },
    "reminders": {
        "term_id": "of which open term people are reminded",
        "next_at": "when they are reminded next; fsck names what lies too far ahead",
    },
    "places": {
        "case_id": "for which case a group has a topic",
        "chat": "in which group that is, or which group has moved",
        "sealed": "which topic it is, or where the group is now; without it another is made",
    },
    "summaries": {
        "day": "that the summary of a day was planned",
        "told": "what it said of that day; the next one counts the rest",
    },
    "weeklies": {
        "day": "that the figures of a week were planned",
        "told": "what they said of its last day; the next ones count the rest",
    },
    "moves": {
        "term_id": "of which term people are to be told that it has moved",
        "sealed": "from when; what does not open is told to nobody",
    },
    "recounts": {
        "id": "that there is one of them",
        "sealed": "by which calendar terms are counted; without it they are counted anew",
    },
}
"""Columns that nothing vouches for, each with what it says.

A change there delays, repeats or withholds a message, and can do no more. Source:
docs/spec/ledger.md §10. The columns of `seen` count where nothing is left to be answered: else they
are the context in which the answers open.
"""


async def in_snapshot(database: Database, question: Callable[[Connection], T]) -> T:
    """Answer `question`, however many statements it takes, from one state of the database.

    On SQLite a deferred transaction, which with a write-ahead log holds up no writer.
    """

    def ask(connection: Connection) -> T:
        if connection.dialect.name != SQLITE:
            return question(connection.execution_options(isolation_level="REPEATABLE READ"))
        with _snapshot(connection):
            return question(connection)

    return await database.read(ask)


@contextmanager
def _snapshot(connection: Connection) -> Iterator[None]:
    connection.exec_driver_sql("BEGIN")
    try:
        yield
    finally:
        connection.exec_driver_sql("ROLLBACK")
