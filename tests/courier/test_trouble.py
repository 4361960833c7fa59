"""Whatever Telegram, the network or an item does: nothing is lost, and what repeats is marked."""

import json
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
from storage.ledger.age import X25519Identity, seal
from storage.ledger.courier_seals import CourierKeys
from storage.ledger.errors import MalformedSealError, SealError

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


POISON = {
    "no age file": b"x" * 100,
    "sealed to another": CourierKeys(X25519Identity.generate()).seal_for_self({"bot": "team"}),
    "no method": {"bot": "public"},
    "no such sentence": {
        "bot": "public",
        "chat_id": 1,
        "language": "en",
        "text": {"id": "no-such", "args": {}},
    },
    "a variable is missing": {
        "bot": "public",
        "chat_id": 1,
        "language": "en",
        "text": {"id": "team-writes", "args": {}},
    },
    "a bad date": {
        "bot": "team",
        "chat_id": 1,
        "language": "en",
        "due": "secret",
        "text": {"id": "reminder", "args": {}},
    },
    "another bot": {"bot": "own", "method": "sendMessage", "params": {"chat_id": 1, "text": "x"}},
    "a method that is not the courier's": {
        "bot": "team",
        "method": "setWebhook",
        "params": {"chat_id": 1, "url": "https://secret.invalid"},
    },
}


@pytest.mark.parametrize("poison", POISON.values(), ids=POISON.keys())
async def test_an_item_that_cannot_be_read_is_kept_and_stops_nobody(
    poison, outbox, delivery, li, clock, control, caplog
):
    await outbox.has(poison)
    await outbox.says(li, "1")
    assert await delivery.deliver_due() == 2
    assert await read(li) == ["1"]
    assert len(await outbox.rows()) == 1
    assert "cannot be read and is kept" in caplog.text
    assert "secret" not in caplog.text
    clock.passes(minutes=59)
    assert await delivery.deliver_due() == 0
    clock.passes(minutes=2)
    assert await delivery.deliver_due() == 1
    assert len(await outbox.rows()) == 1
    assert {call["method"] for call in await control.calls()} <= {"getMe", "sendmessage"}


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


def test_what_opens_and_is_no_item_leaves_no_trace_of_its_words(keys):
    for plain in (b"secret words", json.dumps(["secret"]).encode(), b"\xff"):
        sealed = seal(plain, [keys.identity.recipient])
        with pytest.raises(MalformedSealError) as raised:
            keys.open_item(sealed)
        assert raised.value.__context__ is None
        assert "secret" not in str(raised.value)


def test_nobody_else_opens_what_the_courier_sealed_for_itself(keys):
    with pytest.raises(SealError):
        CourierKeys(X25519Identity.generate()).open_route(keys.seal_for_self({}))


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
