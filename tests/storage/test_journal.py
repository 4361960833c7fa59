"""What was seen, what is still to be answered, and conversations."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from casework.ports import DuplicateError, OutboxRow
from storage.sql.journal import SqlDialogues, SqlJournal, quarantined
from storage.sql.tables import dialogues, outbox
from storage.sql.work import Work

pytestmark = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)

NOW = datetime(2019, 7, 10, 1, 0, tzinfo=UTC)
TODAY = date(2019, 7, 10)


@pytest.fixture
def journal(database):
    return SqlJournal(database, "public")


async def note(database, journal, update_id, answers=b"sealed", at=NOW):
    work = Work(database)
    journal.note_seen(work, update_id, answers, at)
    await work.commit()


async def test_an_update_is_seen_once(database, journal):
    assert not await journal.was_seen(1)
    await note(database, journal, 1)
    assert await journal.was_seen(1)
    with pytest.raises(DuplicateError):
        await note(database, journal, 1)


async def test_two_bots_number_their_updates_apart(database, journal):
    await note(database, journal, 1)
    team = SqlJournal(database, "team")
    assert not await team.was_seen(1)
    await note(database, team, 1, b"other")
    assert await team.unsent() == [(1, b"other")]
    assert await journal.unsent() == [(1, b"sealed")]


async def test_unsent_answers_come_back_in_order_until_they_are_settled(database, journal):
    for update_id in (3, 1, 2):
        await note(database, journal, update_id, f"{update_id}".encode())
    await note(database, journal, 4, None)
    assert await journal.unsent() == [(1, b"1"), (2, b"2"), (3, b"3")]
    await journal.settle(2, [])
    assert await journal.unsent() == [(1, b"1"), (3, b"3")]
    assert await journal.answers_of(2) is None
    assert await journal.was_seen(2)


async def test_answers_move_to_the_outbox_in_the_step_that_erases_them(database, journal):
    await note(database, journal, 1)
    await note(database, journal, 2)
    item = OutboxRow("item", NOW + timedelta(seconds=30), b"for the courier", uncertain=True)
    await journal.settle(1, [item])
    with pytest.raises(DuplicateError):
        await journal.settle(2, [item])
    assert await journal.unsent() == [(2, b"sealed")]
    (row,) = await database.read(lambda c: c.execute(select(outbox)).all())
    assert (row.id, row.sealed, row.uncertain) == ("item", b"for the courier", True)
    assert row.due_at == int(NOW.timestamp()) + 30


async def test_what_is_still_unsent_is_never_forgotten(database, journal):
    await note(database, journal, 1)
    await note(database, journal, 2, None)
    await note(database, journal, 3, None, NOW + timedelta(hours=1))
    await journal.forget_before(NOW + timedelta(minutes=30))
    assert [await journal.was_seen(n) for n in (1, 2, 3)] == [True, False, True]


async def test_quarantine_keeps_the_kind_in_clear_and_the_rest_sealed(database, journal):
    work = Work(database)
    journal.note_quarantined(work, 7, "undecodable: message.date", b"sealed", NOW)
    journal.note_quarantined(work, 8, "KeyError", None, NOW)
    await work.commit()
    kept = await quarantined(database)
    assert [(row.update_id, row.kind, row.sealed) for row in kept] == [
        (7, "undecodable: message.date", b"sealed"),
        (8, "KeyError", None),
    ]


async def test_a_conversation_is_replaced_read_and_forgotten(database):
    work = Work(database)
    conversations = SqlDialogues(work)
    conversations.put(b"key", b"one", TODAY)
    conversations.put(b"key", b"two", TODAY)
    assert await conversations.get(b"key") is None
    await work.commit()
    assert await conversations.get(b"key") == b"two"
    conversations.forget(b"key")
    await work.commit()
    assert await conversations.get(b"key") is None


async def test_conversations_are_kept_to_the_end_of_their_last_day(database):
    work = Work(database)
    conversations = SqlDialogues(work)
    for key, days in ((b"a", -1), (b"b", 0), (b"c", 1)):
        conversations.put(key, b"sealed", TODAY + timedelta(days=days))
    conversations.forget_over(TODAY)
    await work.commit()
    keys = await database.read(lambda c: c.scalars(select(dialogues.c.key)).all())
    assert keys == [b"b", b"c"]
