"""Topics of cases in a group, and groups that have another number: kept sealed by the courier."""

import pytest

from bot.courier_bots import Bots
from bot.courier_places import Places
from storage.sql.tables import places
from tests.courier.conftest import NUMBER, TEAM


@pytest.fixture
async def group(control, wang):
    """A group with topics, which the bot runs."""
    group = await control.group("巡察组", [wang, TEAM])
    await control.topic(group, "别的事")
    await wang.promotes(group, TEAM)
    return group


@pytest.fixture
def chat(emulator, group):
    return emulator.world.groups[group.id]


def told(group, text, case="ab", name=NUMBER):
    item = {"bot": "team", "method": "sendMessage"}
    params = {"chat_id": group.id, "text": text}
    return item | {"params": params, "topic": {"case_id": case, "name": name}}


async def said(wang, group):
    return {m.text: m.thread_id for m in await wang.sees(group) if m.from_bot and m.text}


async def rows(database):
    return await database.read(lambda c: c.execute(places.select()).all())


async def test_each_case_has_a_topic_that_bears_its_number(
    outbox, delivery, wang, group, chat, database
):
    for text, case in (("1", "ab"), ("2", "ab"), ("3", "cd")):
        await outbox.has(told(group, text, case, NUMBER if case == "ab" else "013"))
    await delivery.deliver_due()
    threads = await said(wang, group)
    assert threads["1"] == threads["2"] != threads["3"]
    assert [chat.topics[threads[text]] for text in ("1", "3")] == [NUMBER, "013"]
    assert not [row for row in await rows(database) if str(group.id) in str(row)]


async def test_a_deleted_topic_is_made_anew_and_a_closed_one_opened(
    outbox, delivery, wang, group, chat, control
):
    await outbox.has(told(group, "1"))
    await delivery.deliver_due()
    first = (await said(wang, group))["1"]
    await control.delete_topic(group, first)
    await outbox.has(told(group, "2"))
    await delivery.deliver_due()
    second = (await said(wang, group))["2"]
    assert (chat.topics[second], second != first) == (NUMBER, True)
    (team,) = (bot for bot in chat.members if bot != wang.id)
    chat.members[team] = "member"
    chat.closed_topics.add(second)
    await outbox.has(told(group, "3"))
    await delivery.deliver_due()
    assert (await said(wang, group))["3"] == second
    chat.closed_topics.add(second)
    chat.topic_makers[second] = wang.id  # who alone may open it then
    await outbox.has(told(group, "4"))
    await delivery.deliver_due()
    assert (await said(wang, group))["4"] is None


async def test_a_group_without_topics_is_written_to_as_a_whole(outbox, delivery, wang, control):
    group = await control.group("巡察组", [wang, TEAM])
    for text in ("1", "2"):
        await outbox.has(told(group, text))
    await delivery.deliver_due()
    assert await said(wang, group) == {"1": None, "2": None}
    assert len(await control.calls(TEAM, "createForumTopic")) == 1


@pytest.mark.parametrize("heard", ["as an update", "as an error"])
async def test_where_a_group_is_now_is_known_after_a_restart(
    outbox, delivery, wang, control, applications, book, keys, clock, database, heard
):
    group = await control.group("巡察组", [wang, TEAM], kind="group")
    new = await control.migrate(group)
    if heard == "as an update":
        await outbox.has({"bot": "team", "moved": {"old": group.id, "new": new.id}})
    await outbox.has({"bot": "team", "method": "sendMessage", "params": told(group, "1")["params"]})
    await delivery.deliver_due()
    calls = len(await control.calls(TEAM, "sendMessage"))
    assert calls == (1 if heard == "as an update" else 2)
    assert str(new.id) not in str(await rows(database))
    delivery.bots = Bots({"team": applications["team"].bot}, Places(book, keys, clock))
    await outbox.has({"bot": "team", "method": "sendMessage", "params": told(group, "2")["params"]})
    await delivery.deliver_due()
    assert await said(wang, new) == {"1": None, "2": None}
    assert len(await control.calls(TEAM, "sendMessage")) == calls + 1
