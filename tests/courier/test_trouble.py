"""Whatever Telegram, the network or an item does: nothing is lost, and what repeats is marked."""

from datetime import timedelta

import pytest
from telegram.error import (
    BadRequest,
    EndPointNotFound,
    Forbidden,
    NetworkError,
    TelegramError,
    TimedOut,
)

from bot.courier_outcomes import Fate, outcome_of
from casework.ports import StorageUnavailableError
from storage.sql.courier_book import SqlCourierBook

from .conftest import PUBLIC, TEAM


async def read(actor, bot=PUBLIC):
    return [message.text for message in await actor.sees(bot) if not message.own]


async def test_the_whole_bot_waits_as_long_as_telegram_says(
    outbox, delivery, li, ann, wang, control, clock
):
    await control.fault("429", bot=PUBLIC, retry_after=30)
    await outbox.says(li, "1")
    await delivery.deliver_due()
    await outbox.says(ann, "2")
    await outbox.says(wang, "3", bot="team")
    clock.passes(seconds=29)
    await delivery.deliver_due()
    assert len(await control.calls(PUBLIC, "sendMessage")) == 1
    assert await read(wang, TEAM) == ["3"]
    clock.passes(seconds=2)
    await delivery.deliver_due()
    assert (await read(li), await read(ann)) == (["1"], ["2"])


@pytest.mark.parametrize("kind", ["500", "502"])
async def test_a_refusal_for_now_is_tried_again_later_and_later(
    kind, outbox, delivery, li, control, clock
):
    await control.fault(kind, times=3)
    await outbox.says(li, "1")
    for pause in (3, 5, 9):
        assert await delivery.deliver_due() == 1
        clock.passes(seconds=pause - 2)
        assert await delivery.deliver_due() == 0
        clock.passes(seconds=2)
    await delivery.deliver_due()
    assert await read(li) == ["1"]


async def test_nothing_overtakes_a_message_that_waits(outbox, delivery, li, ann, control, clock):
    await control.fault("500")
    await outbox.says(li, "1")
    await outbox.says(li, "2")
    await delivery.deliver_due()
    await outbox.says(li, "3")
    await outbox.says(ann, "other")
    await delivery.deliver_due()
    assert (await read(li), await read(ann)) == ([], ["other"])
    clock.passes(seconds=3)
    await delivery.deliver_due()
    assert await read(li) == ["1", "2", "3"]


async def test_a_message_that_may_have_arrived_comes_again_with_a_mark(
    outbox, delivery, li, ann, control, clock
):
    await outbox.route("case", ann, "en")
    await outbox.has({"bot": "public", "route": "case", "text": {"id": "case-closed", "args": {}}})
    await outbox.says(li, "收到了。")
    await control.fault("reset_after", times=2)
    await delivery.deliver_due()
    clock.passes(seconds=3)
    await delivery.deliver_due()
    first, second = await read(li)
    assert (first, second) == ("收到了。", "收到了。\n（这条消息您可能已经收到过）")
    first, second = await read(ann)
    assert second == f"{first}\n(You may have had this message before.)"
    assert await outbox.rows() == []


@pytest.mark.parametrize("read_seconds", [0.15])
async def test_a_server_that_does_not_answer_leaves_it_uncertain(
    outbox, delivery, li, control, clock
):
    await control.fault("hang")
    await outbox.says(li, "1")
    await delivery.deliver_due()
    (row,) = await outbox.rows()
    assert row.uncertain
    clock.passes(seconds=3)
    await delivery.deliver_due()
    assert await read(li) == ["1\n（这条消息您可能已经收到过）"]


async def test_a_connection_that_failed_leaves_no_mark(outbox, delivery, li, control, clock):
    bot = delivery.bots._bots["public"]
    address, bot._base_url = bot._base_url, "http://127.0.0.1:9/bot"
    await outbox.says(li, "1")
    await delivery.deliver_due()
    bot._base_url = address
    clock.passes(seconds=3)
    await delivery.deliver_due()
    assert await read(li) == ["1"]


async def test_what_a_killed_courier_held_comes_back_marked(outbox, delivery, book, li, clock):
    await outbox.says(li, "1")
    await book.lease(clock(), 10, timedelta(minutes=2))
    assert await delivery.deliver_due() == 0
    clock.passes(minutes=2)
    await delivery.deliver_due()
    assert await read(li) == ["1\n（这条消息您可能已经收到过）"]


async def test_there_is_no_room_for_a_mark_in_a_full_message(outbox, delivery, li):
    await outbox.says(li, "字" * 4096, uncertain=True)
    await delivery.deliver_due()
    assert await read(li) == ["字" * 4096]


async def test_somebody_who_blocked_the_bot_is_left_alone_but_not_forgotten(
    outbox, delivery, book, li, caplog
):
    await outbox.route("case", li, "zh-CN")
    await outbox.has({"bot": "public", "route": "case", "text": {"id": "case-closed", "args": {}}})
    await li.blocks(PUBLIC)
    await delivery.deliver_due()
    assert await outbox.rows() == []
    assert await book.route("case") is not None
    assert "blocked" in caplog.text
    assert str(li.id) not in caplog.text
    assert "LX-" not in caplog.text


async def test_a_route_that_belongs_to_another_petition_is_not_taken(outbox, delivery, li, caplog):
    await outbox.route("case", li, "zh-CN")
    args = {"receipt": "LX-00000-00000-0"}
    await outbox.has(
        {"bot": "public", "route": "case", "text": {"id": "case-closed", "args": args}}
    )
    await delivery.deliver_due()
    assert [m for m in await li.sees(PUBLIC) if not m.own] == []
    assert len(await outbox.rows()) == 1
    assert "LX-" not in caplog.text


async def test_a_group_with_another_number_is_followed_at_once(outbox, delivery, wang, control):
    group = await control.group("巡察组", [wang, TEAM], kind="group")
    new = await control.migrate(group)
    for text in ("1", "2"):
        params = {"chat_id": group.id, "text": text}
        await outbox.has({"bot": "team", "method": "sendMessage", "params": params})
    await delivery.deliver_due()
    assert [m.text for m in await wang.sees(new) if m.from_bot] == ["1", "2"]
    assert len(await control.calls(TEAM, "sendMessage")) == 3


async def test_words_for_a_deleted_topic_arrive_in_the_group(outbox, delivery, wang, control):
    group = await control.group("巡察组", [wang, TEAM])
    topic = await control.topic(group, "12号")
    await control.delete_topic(group, topic)
    params = {"chat_id": group.id, "text": "1", "message_thread_id": topic}
    await outbox.has({"bot": "team", "method": "sendMessage", "params": params})
    await delivery.deliver_due()
    assert [m.text for m in await wang.sees(group) if m.from_bot] == ["1"]


async def test_what_telegram_never_takes_is_given_up_without_a_word_of_it(
    outbox, delivery, li, caplog
):
    params = {"chat_id": li.id, "text": "<oops>密", "parse_mode": "HTML"}
    await outbox.has({"bot": "public", "method": "sendMessage", "params": params})
    await delivery.deliver_due()
    assert await outbox.rows() == []
    assert "BadRequest" in caplog.text
    assert "密" not in caplog.text


async def test_a_message_too_old_to_be_deleted_is_an_error_in_the_log(
    outbox, delivery, li, control, caplog
):
    await outbox.says(li, "content")
    await delivery.deliver_due()
    shown = (await li.sees(PUBLIC))[-1]
    await control.advance(49 * 3600)
    params = {"chat_id": li.id, "message_id": shown.id}
    await outbox.has({"bot": "public", "method": "deleteMessage", "params": params})
    await delivery.deliver_due()
    assert await outbox.rows() == []
    (record,) = caplog.records
    assert record.levelname == "ERROR"
    assert "too late" in record.message


async def test_a_token_that_was_taken_back_loses_nothing(
    outbox, delivery, li, emulator, clock, caplog
):
    bot = emulator.world.bot_named(PUBLIC)
    token, bot.token = bot.token, "100200:another"
    await outbox.says(li, "1")
    await delivery.deliver_due()
    assert "the token is refused" in caplog.text
    assert token not in caplog.text
    bot.token = token
    clock.passes(seconds=61)
    await delivery.deliver_due()
    assert await read(li) == ["1"]


@pytest.mark.parametrize(
    ("error", "fate"),
    [
        (EndPointNotFound("x"), Fate.BOT_WAITS),
        (Forbidden("x"), Fate.NEVER),
        (BadRequest("Chat not found"), Fate.NEVER),
        (BadRequest("Message to delete not found"), Fate.DELIVERED),
        (NetworkError("Internal Server Error"), Fate.NOT_SENT),
        (NetworkError("Gateway Timeout (504)"), Fate.UNKNOWN),
        (TimedOut(), Fate.UNKNOWN),
        (TelegramError("Invalid server response"), Fate.UNKNOWN),
        (RuntimeError(), Fate.UNKNOWN),
    ],
)
def test_every_error_has_its_place(error, fate):
    assert outcome_of(error).fate is fate


async def test_the_alarm_sounds_once_an_hour_when_something_waits(outbox, alarm, li, clock, caplog):
    await outbox.says(li, "1")
    clock.passes(minutes=60)
    await alarm.check()
    assert not caplog.records
    clock.passes(minutes=1)
    await alarm.check()
    await alarm.check()
    assert [record.levelname for record in caplog.records] == ["CRITICAL"]
    clock.passes(minutes=60)
    await alarm.check()
    assert len(caplog.records) == 2


class BookThatFails(SqlCourierBook):
    """A database that goes away between the sending of a message and the note of it."""

    failing = True

    async def done(self, item_id, report=None):
        if self.failing:
            raise StorageUnavailableError
        await super().done(item_id, report)


async def test_a_database_that_fails_after_sending_costs_a_mark_and_no_message(
    outbox, delivery, database, li, clock, caplog
):
    delivery.book = BookThatFails(database)
    await outbox.says(li, "1")
    await outbox.says(li, "2")
    await delivery.deliver_due()
    await outbox.says(li, "3")
    await delivery.deliver_due()
    assert await read(li) == ["1"]
    assert "database-silent" in caplog.text
    delivery.book.failing = False
    clock.passes(minutes=2, seconds=1)
    await delivery.deliver_due()
    mark = "\n（这条消息您可能已经收到过）"
    assert await read(li) == ["1", f"1{mark}", f"2{mark}", "3"]


async def test_an_error_that_nobody_foresaw_loses_no_message(outbox, delivery, li, clock, caplog):
    bots, delivery.bots = delivery.bots, None
    await outbox.says(li, "1")
    await delivery.deliver_due()
    assert "AttributeError" in caplog.text
    delivery.bots = bots
    clock.passes(seconds=3)
    await delivery.deliver_due()
    assert len(await read(li)) == 1
