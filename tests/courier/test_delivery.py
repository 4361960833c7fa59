"""What is in the outbox arrives, in its order, in the language of whom it is for."""

import asyncio
from datetime import timedelta

from bot.courier_delivery import BATCH

from .conftest import PUBLIC, until_called


async def read(actor, bot=PUBLIC):
    return [message.text for message in await actor.sees(bot) if not message.own]


async def test_a_message_arrives_and_is_forgotten(outbox, delivery, li):
    await outbox.says(li, "收到了。")
    assert await delivery.deliver_due() == 1
    assert await read(li) == ["收到了。"]
    assert await outbox.rows() == []


async def test_nothing_is_sent_before_it_is_due(outbox, delivery, li, clock):
    await outbox.says(li, "later", at=clock() + timedelta(hours=1))
    assert await delivery.deliver_due() == 0
    clock.passes(hours=1)
    assert await delivery.deliver_due() == 1
    assert await read(li) == ["later"]


async def test_the_messages_of_a_chat_keep_their_order(outbox, delivery, li, ann):
    for number in range(20):
        await outbox.says(li, f"{number}")
        await outbox.says(ann, f"{number}")
    while await delivery.deliver_due():
        pass
    assert await read(li) == await read(ann) == [f"{number}" for number in range(20)]


async def test_two_ticks_at_the_same_time_keep_the_order_and_repeat_nothing(outbox, delivery, li):
    numbers = [f"{number}" for number in range(BATCH + 5)]
    for number in numbers:
        await outbox.says(li, number)
    assert sorted(await asyncio.gather(*[delivery.deliver_due() for _ in range(3)])) == [
        0,
        5,
        BATCH,
    ]
    assert await read(li) == numbers


async def test_a_sentence_for_a_reporter_finds_its_way(outbox, delivery, li, ann):
    await outbox.route("case-1", li, "zh-CN")
    await outbox.route("case-2", ann, "en")
    for case in ("case-1", "case-2"):
        await outbox.has(
            {
                "bot": "public",
                "route": case,
                "text": {"id": "team-writes", "args": {"text": "2 < 3 & <b>?"}},
                "buttons": [[{"id": "button-answer", "data": "answer:h1"}]],
                "protected": True,
            }
        )
    await delivery.deliver_due()
    (chinese,), (english,) = [[m for m in await a.sees(PUBLIC) if not m.own] for a in (li, ann)]
    assert "2 < 3 & <b>?" in chinese.text
    assert "LX-7K3M9-Q2TXA-W" in chinese.text
    assert chinese.labels == ["回答"]
    assert english.labels == ["Answer"]
    assert english.buttons[0][0].data == "answer:h1"
    assert chinese.protected
    assert [entity["type"] for entity in english.entities] == ["code", "blockquote"]


async def test_without_a_way_back_the_words_are_given_up(outbox, delivery, li, caplog):
    item = {"bot": "public", "route": "no-such", "text": {"id": "case-closed", "args": {}}}
    await outbox.has(item)
    await delivery.deliver_due()
    assert await outbox.rows() == []
    assert "item-for-nobody" in caplog.text


async def test_what_must_vanish_is_deleted_once_and_never_complained_of(
    outbox, delivery, li, caplog
):
    await outbox.says(li, "content")
    await delivery.deliver_due()
    shown = (await li.sees(PUBLIC))[-1]
    params = {"chat_id": li.id, "message_id": shown.id}
    for _ in range(2):
        await outbox.has({"bot": "public", "method": "deleteMessage", "params": params})
    await delivery.deliver_due()
    assert await read(li) == []
    assert await outbox.rows() == []
    assert "given-up" not in caplog.text


async def test_an_edit_that_changes_nothing_is_done(outbox, delivery, li, caplog):
    await outbox.says(li, "same")
    await delivery.deliver_due()
    shown = (await li.sees(PUBLIC))[-1]
    params = {"chat_id": li.id, "message_id": shown.id, "text": "same"}
    await outbox.has({"bot": "public", "method": "editMessageText", "params": params})
    await delivery.deliver_due()
    assert await outbox.rows() == []
    assert "given-up" not in caplog.text


async def test_what_another_process_wrote_with_buttons_is_sent_as_it_is(outbox, delivery, li):
    markup = {
        "inline_keyboard": [[{"text": "不带这些文件提交", "callback_data": "submit-without"}]]
    }
    params = {"chat_id": li.id, "text": "<b>x</b>", "parse_mode": "HTML", "reply_markup": markup}
    await outbox.has({"bot": "public", "method": "sendMessage", "params": params})
    await delivery.deliver_due()
    shown = (await li.sees(PUBLIC))[-1]
    assert (shown.text, shown.labels) == ("x", ["不带这些文件提交"])


async def test_when_the_process_stops_what_is_not_sent_stays_as_it_is(
    outbox, delivery, li, control, clock
):
    await outbox.says(li, "1")
    await outbox.says(li, "2")
    await control.fault("slow", seconds=0.1)
    under_way = asyncio.ensure_future(delivery.deliver_due())
    await until_called(control, "sendMessage")
    delivery.stop.set()
    await under_way
    assert await read(li) == ["1"]
    (left,) = await outbox.rows()
    assert not left.uncertain
    delivery.stop.clear()
    clock.passes(seconds=1)
    await delivery.deliver_due()
    assert await read(li) == ["1", "2"]
