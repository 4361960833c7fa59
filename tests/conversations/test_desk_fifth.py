"""The Fifth group's own work: returning, reviewing, and what it sees of who takes no part."""

from tests.conversations.desk_office import (
    DESK,
    SECRET,
    chooses,
    enrols,
    opens_the_case,
    reads,
    unlocks,
)

ASKED = "Which <year> was it?"
OPINION = "The receipts fit."


async def answers(person, button, *pairs):
    """Press a button, then send each text and wait for what is said to it."""
    await person.taps(DESK, button)
    for said, waited in pairs:
        if said is not None:
            await person.says(DESK, said)
        await person.waits_for(DESK, waited)


async def test_a_case_is_returned_submitted_again_reviewed_and_closed(
    world, control, desk, registrar
):
    member, fifth = await enrols(world, control, "member"), await enrols(world, control, "fifth")
    await world.petition(SECRET)
    await registrar.take_all()
    await opens_the_case(member)
    await answers(member, "Claim", (None, "is yours"))

    said = await fifth.says(DESK, "/queue")
    assert "waiting for review" in (await fifth.waits_for(DESK, "001", after=said)).text
    await fifth.taps(DESK, "001")
    await fifth.waits_for(DESK, "handled by: member")
    await answers(fifth, "Return", (None, "what is asked for"), (ASKED, "returned;"))
    assert not [seen for seen in await fifth.sees(DESK) if ASKED in seen.text]
    await fifth.says(DESK, "/queue")
    assert "With you" in (await fifth.waits_for(DESK, "| returned")).text

    await unlocks(member)
    assert ASKED in (await reads(member)).text
    await chooses(member, "desk-button-resubmit")
    await member.waits_for(DESK, "Submit it now")
    await answers(member, "Submit now", (None, "submitted for review again"))
    late = (await member.sees(DESK))[-1]
    await answers(member, "Submit now", (None, "Nothing was done"))  # it was pressed before
    assert late.text != (await member.sees(DESK))[-1].text

    await opens_the_case(fifth)
    await answers(fifth, "Review", (None, "cannot be taken back"), (OPINION, "marked as reviewed"))
    await unlocks(member)
    shown = await reads(member)
    assert "fifth | opinion of the review" in shown.text
    assert OPINION in shown.text
    await chooses(member, "desk-button-close")
    await member.waits_for(DESK, "Close it now")
    await answers(member, "Close now", (None, ": closed."))
    for _, item, _ in await world.outbox():
        assert ASKED not in str(item)
        assert OPINION not in str(item)
