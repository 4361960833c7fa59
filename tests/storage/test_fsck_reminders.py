"""`fsck` finds silence: an open term of which nobody is reminded, or not in time."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import insert

from storage.fsck_look import FsckReport, Look
from storage.fsck_reminders import check_reminders
from storage.sql.tables import reminders, terms
from storage.sql.work import open_database
from tests.scribe import SCRIBE

NOW = datetime(2026, 11, 26, 2, 0, tzinfo=UTC)


def term(name, due=date(2026, 12, 1), *, met=False):
    return {"id": name, "case_id": "c", "due_on": due, "met": met, "sealed": b""}


def reminder(name, at):
    return {"term_id": name, "next_at": int(at.timestamp())}


async def test_silence_is_named(tmp_path):
    database = open_database(f"sqlite+aiosqlite:///{tmp_path}/fsck.db", SCRIBE)
    await database.create_tables()
    soon, far = NOW + timedelta(days=1), NOW + timedelta(days=40)
    rows = [
        *(term(name) for name in ("good", "silent", "too-late")),
        term("next-year", date(2027, 12, 1)),
        term("overdue", date(2026, 1, 5)),
        term("met", met=True),
    ]
    moments = [
        *(reminder(name, soon) for name in ("good", "overdue", "met", "gone")),
        reminder("too-late", far),
        reminder("next-year", far),
    ]
    await database.write(
        [
            lambda c: c.execute(insert(terms), rows),
            lambda c: c.execute(insert(reminders), moments),
        ],
        [{"event": "made"}],
    )
    report = FsckReport()
    await database.read(lambda c: check_reminders(Look(c, report, None, None), NOW))
    assert sorted(f"{each}" for each in report.findings) == [
        "reminders/gone: is of no open term",
        "reminders/met: is of no open term",
        "reminders/too-late: would remind people when it is too late",
        "terms/silent: nobody is reminded of it",
    ]
    await database.close()
