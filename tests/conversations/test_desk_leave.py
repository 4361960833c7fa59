"""Leave in conversation: taken by a button or by dates, for oneself or a colleague, and ended."""

from tests.conversations.desk_office import DESK, SECRET, enrols, opens_the_case


async def test_leave_is_taken_shown_and_ended(world, control, desk, registrar):
    leader, member = [await enrols(world, control, name) for name in ("leader", "member")]
    await world.petition(SECRET)
    await registrar.take_all()
    await opens_the_case(member)
    await member.taps(DESK, "Claim")
    await member.waits_for(DESK, "is yours")

    await leader.says(DESK, "/leave")
    await leader.waits_for(DESK, "Nobody is away")
    await leader.taps(DESK, "For a colleague")
    await leader.waits_for(DESK, "Who is going on leave")
    await leader.taps(DESK, "member")
    await leader.waits_for(DESK, "member: from when until when")
    said = await leader.says(DESK, "from next week on")
    await leader.waits_for(DESK, "not one or two dates", after=said)
    said = await leader.says(DESK, "2026-11-20 2026-11-24")
    told = await leader.waits_for(DESK, "on leave from", after=said)
    assert "Friday 20 November to Tuesday 24 November" in told.text
    assert "Reminders on those days go to leader" in told.text
    ((_, notice, _),) = await world.outbox("announce-leave")
    assert notice["chat_id"] == member.id

    card = await opens_the_case(leader)
    assert "member is on leave until Tuesday 24 November" in card.text

    said = await member.says(DESK, "/leave")
    shown = await member.waits_for(DESK, "member: Friday 20 November", after=said)
    assert "For a colleague" not in str(shown)
    await member.taps(DESK, "End: member")
    await member.waits_for(DESK, "the leave is ended")
    assert "on leave until" not in (await opens_the_case(leader)).text

    said = await member.says(DESK, "/leave")
    await member.waits_for(DESK, "Nobody is away", after=said)
    await member.taps(DESK, "I take leave")
    await member.waits_for(DESK, "from when until when")
    await member.taps(DESK, "Next week")
    told = await member.waits_for(DESK, "Monday 30 November to Sunday 6 December")
    assert "go to leader" in told.text
    said = await member.says(DESK, "2026-11-24")
    await member.waits_for(DESK, "not used and not kept", after=said)
    await member.taps(DESK, "I take leave")
    await member.waits_for(DESK, "from when until when")
    said = await member.says(DESK, "2026-11-01")
    await member.waits_for(DESK, "Those days are over", after=said)
