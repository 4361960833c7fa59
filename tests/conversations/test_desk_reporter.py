"""Talking to the reporter, seen from both sides: letters, own words, delivery, waiting, telling."""

import pytest

from casework.desk.facts import open_facts
from casework.desk.people import who_is
from casework.desk.triage import set_mark
from tests.conversations.desk_courier import delivering
from tests.conversations.desk_office import (
    DESK,
    SECRET,
    enrols,
    opens_the_case,
    opens_the_section,
    unlocks,
)
from tests.conversations.public_office import BOT
from tests.conversations.public_office import TOKEN as PUBLIC_TOKEN


@pytest.fixture
async def courier(world, control, monkeypatch):
    """The courier over the desk's own database, with both bots."""
    await control.bot(PUBLIC_TOKEN, BOT, "登闻")
    async with delivering(world, control, monkeypatch, public=PUBLIC_TOKEN) as delivery:
        yield delivery


@pytest.fixture
async def reporter(control, courier):
    """Somebody who reads Chinese and has written to the public bot."""
    person = await control.user("林小梅")
    await person.says(BOT, "/start")
    return person


@pytest.fixture
async def member(world, control, desk, reporter, registrar):
    """A member with one case, which a reporter with a name has handed in."""
    member = await enrols(world, control, "member")
    await world.petition(
        SECRET, real_name=True, contact="13900000000", language="zh-CN", reply_to=reporter.id
    )
    await registrar.take_all()
    await opens_the_case(member)
    await member.taps(DESK, "Claim")
    await member.waits_for(DESK, "is yours")
    return member


async def goes_round(courier, registrar):
    """What waits is sent, the desk hears of it, and whoever has to be told is."""
    while await courier.deliver_due():
        pass
    await registrar.take_all()
    while await courier.deliver_due():
        pass


async def begins_to_write(member):
    await opens_the_section(member, "Reporter")
    await member.taps(DESK, "Reply")
    return await member.waits_for(DESK, "write to the reporter")


async def facts_of(world):
    (row,) = await world.scope().book.cases_for("member", 0, 1)
    return open_facts(world.scope(), row).facts


async def test_a_letter_goes_out_as_it_was_shown_and_the_team_hears_of_it(
    world, courier, registrar, reporter, member
):
    await begins_to_write(member)
    await member.taps(DESK, "Acceptance notice")
    shown = await member.waits_for(DESK, "goes to the reporter as acceptance notice")
    assert "已受理" in shown.text
    assert "办结后 15 个工作日内告知您结果" in shown.text
    assert "was accepted and is being looked into" in shown.text.partition("In your language")[2]
    assert await world.outbox("team-writes") == []
    send = shown.id
    await member.taps(DESK, "Send as acceptance notice")
    await member.waits_for(DESK, "handed over for delivery as acceptance notice")
    assert (await world.terms())["acceptance-notice"][1] is True
    await member.presses(DESK, send, 0, 0)
    await member.waits_for(DESK, "not used and not kept")
    assert len(await world.outbox("team-writes")) == 1

    assert (await facts_of(world)).dispatches[0].state == "waiting"
    await goes_round(courier, registrar)
    got = await reporter.waits_for(BOT, "已受理")
    begins = shown.text.index("办案人员")
    assert got.text.strip() in shown.text[begins:]
    await member.waits_for(DESK, "what you wrote to the reporter was sent on")
    section = await opens_the_section(member, "Reporter")
    assert "acceptance notice: sent on Monday 23 November" in section.text


async def test_a_question_waits_for_its_answer(world, courier, registrar, reporter, member):
    await begins_to_write(member)
    await member.taps(DESK, "Ask for more")
    await member.waits_for(DESK, "goes to the reporter as question")
    await member.says(DESK, "哪一年的事？")
    asked = await member.waits_for(DESK, "What do they count as?")
    assert asked.labels[0] == "Send as question"
    assert not [seen for seen in await member.sees(DESK) if "哪一年" in seen.text]
    await member.taps(DESK, "Send as question")
    await member.waits_for(DESK, "handed over for delivery as question")
    await goes_round(courier, registrar)
    await reporter.waits_for(BOT, "哪一年的事？")
    card = await opens_the_case(member)
    assert "Waiting for the reporter" in card.text
    assert (await world.terms())["acceptance-notice"][1] is False
    await begins_to_write(member)
    await member.taps(DESK, "Remind of a question")
    await member.waits_for(DESK, "11月23日 星期一我们就这份反映向您问过一个问题")

    world.clock.passes(minutes=5)
    (row,) = await world.scope().book.cases_for("member", 0, 1)
    await world.mails(row.id, {"kind": "follow-up", "at": world.clock().isoformat()})
    await registrar.take_all()
    card = await opens_the_case(member)
    assert "Waiting for the reporter" not in card.text

    await unlocks(member)
    await opens_the_section(member, "Reporter")
    await member.taps(DESK, "What was said")
    page = await member.waits_for(DESK, "page 1 of 1")
    assert "哪一年的事？" in page.text
    assert "What: question" in page.text
    assert SECRET not in page.text
    assert page.protected


async def test_who_has_blocked_the_bot_is_told_another_way(
    world, courier, registrar, reporter, member
):
    await reporter.blocks(BOT)
    await begins_to_write(member)
    await member.says(DESK, "请来电。")
    await member.waits_for(DESK, "What do they count as?")
    await member.taps(DESK, "Send as question")
    await member.waits_for(DESK, "handed over")
    await goes_round(courier, registrar)
    await member.waits_for(DESK, "has blocked the bot", "waits for them until Monday 30 November")
    section = await opens_the_section(member, "Reporter")
    assert "it waits for them until Monday 30 November" in section.text
    await member.taps(DESK, "Wait no longer")
    await member.waits_for(DESK, "no longer waits")
    world.clock.passes(days=8)
    await goes_round(courier, registrar)
    await member.waits_for(DESK, "could not be delivered", "Record contact")
    section = await opens_the_section(member, "Reporter")
    assert "not delivered (Tuesday 1 December)" in section.text

    await member.taps(DESK, "Record contact")
    await member.waits_for(DESK, "told outside of Telegram")
    await member.taps(DESK, "acceptance notice")
    await member.waits_for(DESK, "how were they told")
    await member.taps(DESK, "by phone")
    await member.waits_for(DESK, "on which day")
    await member.says(DESK, "2026-11-20")
    await member.waits_for(DESK, "no day between")
    await member.says(DESK, "11-30")
    await member.waits_for(DESK, "write what was said")
    await member.says(DESK, "Phoned at ten.")
    await member.waits_for(DESK, "recorded as acceptance notice and sealed")
    assert (await world.terms())["acceptance-notice"][1] is True
    await unlocks(member)
    await opens_the_section(member, "Reporter")
    await member.taps(DESK, "What was said")
    page = await member.waits_for(DESK, "page 1 of 1")
    for words in ("told outside of Telegram", "How: by phone", "Day: 2026-11-30", "Phoned at ten."):
        assert words in page.text


async def test_words_are_asked_about_again_when_the_case_has_changed(
    world, courier, registrar, reporter, member
):
    await begins_to_write(member)
    await member.says(DESK, "哪一年的事？")
    await member.waits_for(DESK, "What do they count as?")
    (row,) = await world.scope().book.cases_for("member", 0, 1)
    who = await who_is(world.scope(), member.id)
    version = open_facts(world.scope(), row).version
    await world.does(set_mark, who, row.id, version, "sensitive", on=True)
    await member.taps(DESK, "Send as result")
    again = await member.waits_for(DESK, "has changed meanwhile: member (marks)")
    assert again.labels[0] == "Send as result"
    assert await world.outbox("team-writes") == []
    await member.taps(DESK, "Send as result")
    await member.waits_for(DESK, "handed over for delivery as result")
    card = await opens_the_case(member)
    assert "State: answered" in card.text
