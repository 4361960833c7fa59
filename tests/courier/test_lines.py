"""Reminders at the wire: lines of one chat come as one message, once, and at a decent hour."""

import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.courier_delivery import Delivery
from casework.ports import StorageUnavailableError
from storage.sql.tables import reminders
from storage.sql.work import Work

from .conftest import TEAM

MARK = "（这条消息您可能已经收到过）"


@pytest.fixture
def remind(outbox, clock):
    """Put a line into the outbox as the desk does."""

    async def put(actor, number, *, due=date(2026, 12, 1), late=timedelta(), **more):
        chat = actor if isinstance(actor, int) else actor.id
        kept = {name: more.pop(name) for name in ("uncertain",) if name in more}
        told = {
            "term": f"{number:032x}",
            "rule": "acceptance-notice",
            "number": f"礼巡信〔2026〕{number:03}号",
            "due": due.isoformat(),
            "last": due.isoformat(),
            "planned": (clock() - late).isoformat(),
            "stages": ["3 workdays"],
            "kind": "before",
            "case": f"{number:032x}",
        }
        item = {"bot": "team", "chat_id": chat, "language": "zh-CN", "line": told | more}
        await outbox.has(item, term_id=told["term"], together=f"chat {chat}", **kept)

    return put


async def seen(actor):
    return [message for message in await actor.sees(TEAM) if not message.own]


async def read(actor):
    return [message.text for message in await seen(actor)]


def data(message):
    return [[button.data for button in row] for row in message.buttons]


async def drains(delivery):
    while await delivery.deliver_due():
        pass


async def test_one_line_is_a_message_with_what_can_be_done(remind, delivery, wang):
    await remind(wang, 7)
    await drains(delivery)
    (message,) = await seen(wang)
    assert message.text == "礼巡信〔2026〕007号：受理告知，还剩 3 个工作日（12月1日 星期二）。"
    assert data(message) == [
        [f"tm:s:{7:032x}", f"tm:d:{7:032x}"],
        [f"tm:x:{7:032x}", f"tm:h:{7:032x}"],
        [f"c:{7:032x}"],
    ]


async def test_forty_five_lines_are_three_messages_the_most_urgent_first(
    remind, delivery, wang, outbox
):
    for number in range(45):
        await remind(wang, number, due=date(2026, 12, 28) - timedelta(days=number))
    await drains(delivery)
    pages = await seen(wang)
    assert [page.text.count("号：") for page in pages] == [20, 20, 5]
    assert pages[0].text.startswith("20 项期限，急的在前\n\n1. 礼巡信〔2026〕044号")
    assert "5. 礼巡信〔2026〕000号" in pages[2].text
    assert data(pages[2]) == [[f"tm:v:{number:032x}" for number in (4, 3, 2, 1, 0)], ["tm:s:all"]]
    assert await outbox.rows() == []


async def test_people_are_told_apart_and_groups_have_no_buttons(
    remind, delivery, wang, control, li
):
    await li.says(TEAM, "/start")
    group = await control.group("组", [wang, TEAM])
    for number in range(2):
        for chat in (wang, li, group.id):
            await remind(chat, number)
    await drains(delivery)
    assert len(await read(wang)) == len(await read(li)) == 1
    # Chats are written to side by side, so which of them comes first is not fixed.
    sent = [call["params"] for call in await control.calls(TEAM, "sendMessage")]
    buttons = {int(each["chat_id"]): "reply_markup" in each for each in sent}
    assert buttons == {wang.id: True, li.id: True, group.id: False}


async def test_what_is_late_says_for_when_it_was_meant(remind, delivery, wang, clock):
    await remind(wang, 1, late=timedelta(minutes=14))
    await remind(wang, 2, late=timedelta(days=1, hours=1))
    await drains(delivery)
    (text,) = await read(wang)
    mark = "（迟到：原定 11月25日 星期三 09:00）"
    assert text.splitlines()[2:] == [
        "1. 礼巡信〔2026〕001号：受理告知，还剩 3 个工作日（12月1日 星期二）。",
        f"2. 礼巡信〔2026〕002号：受理告知，还剩 3 个工作日（12月1日 星期二）。{mark}",
    ]


async def test_only_what_may_have_come_before_is_marked(
    remind, delivery, book, wang, clock, outbox
):
    await remind(wang, 1)
    await book.lease(clock(), 10, timedelta(minutes=2))  # and is killed before it says so
    await remind(wang, 2)
    await drains(delivery)
    clock.passes(minutes=2)
    await drains(delivery)
    first, second = await read(wang)
    assert "002号" in first
    assert MARK not in first
    assert "001号" in second
    assert second.endswith(MARK)
    assert await outbox.rows() == []


async def test_a_message_that_was_sent_and_not_noted_comes_once_more_and_marked(
    remind, delivery, wang, clock, monkeypatch
):
    for number in range(3):
        await remind(wang, number)
    monkeypatch.setattr(delivery.book, "done", killed)
    await delivery.deliver_due()
    monkeypatch.undo()
    await remind(wang, 3)
    clock.passes(minutes=2)
    again = Delivery(delivery.book, delivery.items, delivery.bots, clock, asyncio.Event())
    await drains(again)
    texts = await read(wang)
    assert [text.count("号：") for text in texts] == [3, 3, 1]
    assert [MARK in text for text in texts] == [False, True, False]


async def killed(*_):
    raise StorageUnavailableError


async def test_two_couriers_send_each_line_once(remind, delivery, wang, clock):
    for number in range(25):
        await remind(wang, number)
    other = Delivery(delivery.book, delivery.items, delivery.bots, clock, asyncio.Event())
    await asyncio.gather(drains(delivery), drains(other))
    assert sorted(text.count("号：") for text in await read(wang)) == [5, 20]


@pytest.mark.parametrize(
    ("now", "due", "sent"),
    [
        ("2026-11-26 22:00", "2026-12-01", "2026-11-27 08:00"),
        ("2026-11-26 03:00", "2026-11-26", "2026-11-26 08:00"),
        ("2026-11-26 22:00", "2026-11-26", "2026-11-26 22:00"),  # tomorrow it would be over
        ("2026-11-26 22:00", "2026-11-25", "2026-11-27 08:00"),
    ],
)
async def test_nobody_is_woken(remind, delivery, alarm, wang, clock, caplog, now, due, sent):
    zone = timedelta(hours=8)
    clock.at = datetime.fromisoformat(now).replace(tzinfo=UTC) - zone
    morning = datetime.fromisoformat(sent).replace(tzinfo=UTC) - zone
    await remind(wang, 1, due=date.fromisoformat(due))
    if morning > clock():
        await drains(delivery)
        clock.at = morning - timedelta(seconds=1)
        await drains(delivery)
        await alarm.check()
        assert await read(wang) == []
        clock.at = morning
        await alarm.check()
    await drains(delivery)
    assert len(await read(wang)) == 1
    assert "outbox-late" not in caplog.text


async def test_what_else_is_said_does_not_wait_for_the_morning(
    remind, delivery, outbox, wang, clock
):
    clock.at = datetime(2026, 11, 26, 15, 0, tzinfo=UTC)
    await remind(wang, 1)
    await outbox.says(wang, "Registered.", "team")
    await drains(delivery)
    assert await read(wang) == ["Registered."]


async def test_lines_wait_until_the_desk_has_added_all(remind, delivery, wang, clock, database):
    await remind(wang, 1)
    await sets(database, clock() - timedelta(seconds=1))
    await drains(delivery)
    assert await read(wang) == []
    await remind(wang, 2)
    await sets(database, clock() + timedelta(days=1))
    await drains(delivery)
    assert [text.count("号：") for text in await read(wang)] == [2]


async def test_lines_do_not_wait_for_a_desk_that_stands_still(
    remind, delivery, alarm, wang, clock, database, caplog
):
    await remind(wang, 1)
    await sets(database, clock() - timedelta(minutes=50))
    clock.passes(minutes=1)
    await drains(delivery)
    assert len(await read(wang)) == 1
    await alarm.check()
    assert "reminders-late" not in caplog.text
    clock.passes(minutes=10)
    await alarm.check()
    assert "reminders-late minutes=61" in caplog.text


async def sets(database, at):
    work = Work(database)
    work.write(lambda c: c.execute(reminders.delete()))
    work.write(lambda c: c.execute(reminders.insert().values(term_id="t", next_at=at.timestamp())))
    await work.commit()


async def test_who_has_left_is_reminded_of_nothing(remind, delivery, outbox, wang, nothing):
    await outbox.figures(nothing, departed=[wang])
    await remind(wang, 1)
    await drains(delivery)
    assert await read(wang) == []
    assert await outbox.rows() == []


async def test_a_line_that_cannot_be_read_holds_up_no_other(remind, delivery, outbox, wang, caplog):
    await remind(wang, 1, due=date(2026, 12, 1), planned="yesterday")
    await remind(wang, 2)
    await drains(delivery)
    assert [text[:14] for text in await read(wang)] == ["礼巡信〔2026〕002号："]
    assert len(await outbox.rows()) == 1
    assert "item-not-readable" in caplog.text


async def test_lines_too_long_for_one_message_are_two(remind, delivery, wang):
    for number in range(10):
        await remind(wang, number, rule="x" * 600)
    await drains(delivery)
    assert sorted(text.count("号：") for text in await read(wang)) == [5, 5]
