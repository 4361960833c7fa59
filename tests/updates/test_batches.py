"""What is acknowledged when, and what becomes of an update that cannot be handled."""

import asyncio
import json
import logging

import pytest
from aiogram.types import Message

from bot.updates import structure_of
from casework.ports import StaleError, StorageUnavailableError
from handlers.answers import message_to
from storage.ledger.age import open_sealed
from storage.ledger.errors import WrongRecipientError
from storage.sql.work import Database
from tests.updates.scene import BOT, FIRST_ID, heard, note_effect, until


def undecodable(update, text):
    """Return the update with a date that no clock shows."""
    update["message"] |= {"text": text, "date": {"not": "a date"}}
    return update


class Outage:
    """Makes the database fail, as a full or broken disk would, until it is over."""

    def __init__(self, monkeypatch):
        self.failed = 0
        self.over = False
        for name in ("read", "write"):
            monkeypatch.setattr(Database, name, self._around(getattr(Database, name)))

    def _around(self, works):
        async def fails(database, *arguments):
            if not self.over:
                self.failed += 1
                raise StorageUnavailableError("OperationalError")
            return await works(database, *arguments)

        return fails


async def test_one_undecodable_update_hides_none_of_its_batch(scene, li, caplog):
    bad = undecodable(scene.update(li, ""), "the mayor's name")
    await scene.loop().handle_batch([scene.update(li, "say 1"), bad, scene.update(li, "say 2")])

    assert await scene.effects() == [f"{li.id}/1", f"{li.id}/2"]
    assert await heard(li) == ["1", "sorry", "2"]
    (row,) = await scene.quarantined()
    assert (row.bot, row.update_id) == ("public", bad["update_id"])
    assert row.kind == "undecodable: message.date"
    assert "message.date" in caplog.text
    assert "mayor" not in caplog.text


async def test_the_quarantined_update_opens_for_its_readers_alone(scene, li):
    bad = undecodable(scene.update(li, ""), "the mayor's name")
    await scene.loop().handle_batch([bad])
    (row,) = await scene.quarantined()
    assert json.loads(open_sealed(row.sealed, [scene.reader])) == bad
    with pytest.raises(WrongRecipientError):
        open_sealed(row.sealed, [scene.courier])


async def test_an_update_of_a_type_unknown_to_us_is_put_aside_without_being_printed(scene, caplog):
    raw = {"update_id": FIRST_ID, "telepathy": {"thought": "the mayor"}}
    await scene.loop().handle_batch([raw])
    (row,) = await scene.quarantined()
    assert row.kind == "of an unknown type: telepathy, update_id"
    assert "the mayor" not in caplog.text


async def test_a_handler_that_raises_stops_nobody_else_and_its_sender_is_told(
    scene, li, wang, caplog
):
    caplog.set_level(logging.DEBUG, "bot")
    await scene.loop().handle_batch(
        [
            scene.update(li, "boom 13800000000"),
            scene.update(wang, "say 1"),
            scene.update(li, "say 2"),
        ]
    )
    assert sorted(await scene.effects()) == [f"{li.id}/2", f"{wang.id}/1"]
    assert (await heard(li), await heard(wang)) == (["sorry", "2"], ["1"])
    (row,) = await scene.quarantined()
    assert row.kind == "ValueError"
    assert "ValueError at scene.py" in caplog.text
    assert "13800000000" not in caplog.text


async def test_nothing_is_acknowledged_before_the_database_works_again(
    scene, li, wang, queue, monkeypatch
):
    await li.says(BOT, "say 1")
    await wang.says(BOT, "say 1")
    await li.says(BOT, "say 2")
    outage = Outage(monkeypatch)
    async with scene.running():

        async def has_tried_often():
            return outage.failed > 5

        await until(has_tried_often)
        assert len(queue) == 3
        outage.over = True
        await li.waits_for(BOT, "2")
        await until(lambda: _is_empty(queue))
    assert await heard(li) == ["1", "2"]
    assert await heard(wang) == ["1"]
    assert sorted(await scene.effects()) == [f"{li.id}/1", f"{li.id}/2", f"{wang.id}/1"]
    assert await scene.quarantined() == []


async def _is_empty(queue):
    return len(queue) == 0


async def test_an_outage_between_two_updates_of_a_batch_repeats_neither(scene, li, monkeypatch):
    """The first is committed and answered; the batch comes again as a whole."""
    loop = scene.loop()
    batch = [scene.update(li, "say 1"), scene.update(li, "fails"), scene.update(li, "say 2")]
    disk_is_full = True

    async def fails(message: Message, work):
        if disk_is_full:
            raise OSError(28, "No space left on device")
        note_effect(work, "late")

    scene.on_text("fails", fails)
    with pytest.raises(StorageUnavailableError):
        await loop.handle_batch(batch)
    assert await heard(li) == ["1"]
    disk_is_full = False
    await loop.handle_batch(batch)
    assert await heard(li) == ["1", "2"]
    assert await scene.effects() == [f"{li.id}/1", "late", f"{li.id}/2"]
    assert await scene.quarantined() == []


async def test_an_update_that_comes_five_times_has_one_effect_and_one_answer(scene, li):
    loop = scene.loop()
    update = scene.update(li, "say once")
    await loop.handle_batch([update, update])
    for _ in range(3):
        await loop.handle_batch([update])
    assert await scene.effects() == [f"{li.id}/once"]
    assert await heard(li) == ["once"]


async def test_an_update_quarantined_once_is_not_quarantined_again(scene, li, caplog):
    loop = scene.loop()
    update = scene.update(li, "boom")
    await loop.handle_batch([update])
    caplog.clear()
    await loop.handle_batch([update])
    assert len(await scene.quarantined()) == 1
    assert await heard(li) == ["sorry"]
    assert "quarantine" not in caplog.text


async def test_one_chat_keeps_its_order_while_chats_go_side_by_side(scene, li, wang):
    """The first message of one chat waits until the other chat was served."""
    wang_was_served = asyncio.Event()

    async def waits(message: Message, work):
        await wang_was_served.wait()
        note_effect(work, "first")

    async def releases(message: Message, work):
        wang_was_served.set()

    scene.on_text("wait", waits)
    scene.on_text("release", releases)
    async with asyncio.timeout(5):
        await scene.loop().handle_batch(
            [scene.update(li, "wait"), scene.update(li, "say 2"), scene.update(wang, "release")]
        )
    assert await scene.effects() == ["first", f"{li.id}/2"]


async def test_a_stale_row_lets_the_handler_be_asked_again(scene, li):
    asked = []

    async def stale_twice(message: Message, work):
        asked.append(message.text)
        if len(asked) < 3:
            work.write(_stale)
        note_effect(work, "done")
        return message_to(message.chat.id, "done")

    scene.on_text("claim", stale_twice)
    await scene.loop().handle_batch([scene.update(li, "claim")])
    assert asked == ["claim"] * 3
    assert await scene.effects() == ["done"]
    assert await heard(li) == ["done"]


async def test_a_row_that_stays_stale_ends_in_quarantine(scene, li):
    async def always_stale(message: Message, work):
        work.write(_stale)

    scene.on_text("claim", always_stale)
    await scene.loop().handle_batch([scene.update(li, "claim")])
    (row,) = await scene.quarantined()
    assert row.kind == "StaleError: cases"
    assert await heard(li) == ["sorry"]


def _stale(connection):
    raise StaleError("cases")


async def test_what_nobody_handles_is_seen_and_meets_no_answer(scene, li):
    update = scene.update(li, "nobody asked")
    await scene.loop().handle_batch([update])
    ((bot, update_id, _, answers),) = await scene.seen_rows()
    assert (bot, update_id, answers) == ("public", update["update_id"], None)


async def test_seen_updates_are_forgotten_after_three_days(scene, li, queue, clock):
    await scene.loop().handle_batch([scene.update(li, "say 1")])
    clock.passes(hours=71)
    async with scene.running():
        await li.says(BOT, "say 2")
        await li.waits_for(BOT, "2")
    assert len(await scene.seen_rows()) == 2
    clock.passes(hours=2)
    async with scene.running():
        await li.says(BOT, "say 3")
        await li.waits_for(BOT, "3")
        await until(lambda: _is_empty(queue))
    assert len(await scene.seen_rows()) == 2


async def test_the_offset_is_forgotten_after_a_long_silence(scene, li, queue, clock, control):
    """Telegram then begins to number anew, and an old offset would swallow what comes."""

    async def offsets():
        return [call["params"].get("offset") for call in await control.calls(BOT, "getUpdates")]

    async with scene.running():
        await li.says(BOT, "say 1")
        await li.waits_for(BOT, "1")
        await until(lambda: _is_empty(queue))
        first, second = await offsets()
        assert (first, second) == (None, str(queue.next_id))
        clock.passes(days=8)
        queue._wake()  # a poll comes back with nothing

        async def has_polled_again():
            return len(await offsets()) == 3

        await until(has_polled_again)
        assert (await offsets())[-1] is None
        queue.restart_ids(17)
        await li.says(BOT, "say 2")
        await li.waits_for(BOT, "2")
        await until(lambda: _is_empty(queue))


async def test_telegram_out_of_order_is_asked_again(scene, li, control, caplog):
    for kind in ("502", "429", "reset"):
        await control.fault(kind, method="getUpdates", retry_after=1 if kind == "429" else 0)
    async with scene.running():
        await li.says(BOT, "say 1")
        await li.waits_for(BOT, "1")
    assert "poll-failed" in caplog.text
    assert "drum-at-the-gate" not in caplog.text


async def test_a_silence_of_twenty_hours_raises_an_alarm(scene, control, clock, caplog):
    await control.fault("502", method="getUpdates", times=None)
    async with scene.running():

        async def warned():
            return "poll-failed" in caplog.text

        await until(warned)
        assert not [r for r in caplog.records if r.levelno >= logging.CRITICAL]
        clock.passes(hours=21)

        async def alarmed():
            return any(r.levelno == logging.CRITICAL for r in caplog.records)

        await until(alarmed)


def test_what_is_put_aside_says_nothing_of_its_sender_nor_what_was_written():
    user = {"id": 700123, "first_name": "林小梅", "username": "lin"}
    message = {"message_id": 1, "from": user, "chat": user, "text": "有人收钱", "date": 1}
    raw = {
        "update_id": 5,
        "callback_query": {"id": "9", "from": user, "message": message, "data": "s:x"},
    }
    message |= {"caption": "有人收钱", "photo": [{"file_id": "A"}, {"file_id": "B"}, {"size": 7}]}
    assert structure_of(raw) == {
        "update_id": "int",
        "callback_query": {
            "id": "str",
            "message": {
                "message_id": "int",
                "text": "str",
                "date": "int",
                "caption": "str",
                "photo": [{"file_id": "str"}, {"size": "int"}],
            },
            "data": "str",
        },
    }
