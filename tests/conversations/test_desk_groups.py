"""In a group: what is for one person is seen by that person alone, and never more than numbers."""

import asyncio
from dataclasses import replace

from tests.conversations.desk_office import DESK, SECRET, enrols


async def test_an_answer_for_one_person_is_seen_by_nobody_else(world, control, desk, registrar):
    member = await enrols(world, control, "member")
    wang = await control.user("wang", language_code="en")
    await world.petition(SECRET)
    await registrar.take_all()
    group = await control.group("Team", [wang, member, DESK])

    # A bot that does not run the group may not; so the answer comes to the private chat.
    await member.says(group, f"/queue@{DESK}")
    await member.waits_for(DESK, "With you: 1. Page 1 of 1")
    await wang.says(group, f"/queue@{DESK}")
    shown = await wang.waits_for(group, "按“开始”")  # wang never opened a private chat
    assert "001" not in shown.text

    await wang.promotes(group, DESK)
    said = await member.says(group, f"/mine@{DESK}")
    await member.waits_for(group, "With you: 0", after=said)
    said = await member.says(group, f"/queue@{DESK}")
    shown = await member.waits_for(group, "With you: 1. 礼巡信〔2026〕001号", after=said)
    assert shown.protected
    assert "fee" not in shown.text
    said = await member.says(group, f"/due@{DESK}")
    shown = await member.waits_for(group, "With you: 0. Overdue 0, today 0.", after=said)
    assert shown.protected
    said = await wang.says(group, f"/help@{DESK}")
    await wang.waits_for(group, "private chat", after=said)
    assert not [m for m in await wang.sees(group) if "001" in m.text]
    assert not [m for m in await member.sees(group) if "No content is opened" in m.text]

    # An older server would show it to everybody: it goes at once, and to the private chat.
    control.emulator.world.settings.knows_ephemeral = False
    await member.says(group, f"/mine@{DESK}")
    await member.waits_for(DESK, "Nothing like that lies with you")
    assert not [m for m in await wang.sees(group) if "With you" in m.text]


async def test_notices_name_their_topic_and_a_group_that_moved_is_followed(
    world, control, desk, registrar
):
    world.office = replace(world.office, topics=True)
    await world.joins("member")
    await world.joins("fifth")
    case_id = await world.petition(SECRET)
    await registrar.take_all()
    ((_, item, _),) = await world.outbox("announce-registered")
    assert item["topic"] == {"case_id": case_id, "name": "礼巡信〔2026〕001号"}
    person = await control.user("wang")
    group = await control.group("Team", [person, DESK], kind="group")
    new = await control.migrate(group)

    async def told():
        return [item["moved"] for _, item, _ in await world.outbox() if "moved" in item]

    async with asyncio.timeout(10):
        while not await told():
            await asyncio.sleep(0.01)
    assert await told() == [{"old": group.id, "new": new.id}]
