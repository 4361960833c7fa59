"""What the team writes down of a case: sealed, read back, corrected and taken back."""

from tests.conversations.desk_office import DESK, SECRET, enrols, opens_the_case, unlocks

PLACE = "In the market at the north gate"
WANG = "Wang Wu\nThe office\nhead\nsection chief"


async def presses(person, *labels):
    """Press one button after the other, each when its message is there."""
    for label, awaited in labels:
        await person.taps(DESK, label)
        await person.waits_for(DESK, awaited)


async def reads_to(person, words):
    await opens_the_case(person)
    await person.taps(DESK, "Read")
    return await person.waits_for(DESK, words)


async def test_what_a_member_finds_out_is_sealed_read_and_corrected(
    world, control, desk, registrar
):
    leader = await enrols(world, control, "leader")
    member = await enrols(world, control, "member")
    await world.petition(SECRET)
    await registrar.take_all()
    await opens_the_case(member)
    await presses(
        member,
        ("Claim", "is yours"),
        ("Open the case", "handled by: member"),
        ("What it is about", "Written down: none"),
        ("Place", "where did it happen"),
    )
    await member.says(DESK, PLACE)
    await member.waits_for(DESK, "sealed (place)")
    await presses(
        member,
        ("Open the case", "handled by: member"),
        ("What it is about", "Written down: place"),
        ("Accused", "who is accused"),
    )
    await member.says(DESK, "-")
    await member.waits_for(DESK, "says nothing")
    await member.says(DESK, WANG)
    await member.waits_for(DESK, "with Name, Unit, Post, Rank")
    await member.says(DESK, "Li Si, The bank")
    await member.waits_for(DESK, "with Name, Unit;")
    await presses(member, ("That is all", "person accused (2), place"), ("Back", "handled by"))
    await member.says(DESK, "Nobody waits for this.")
    await member.waits_for(DESK, "/queue")

    await unlocks(member)
    shown = await reads_to(member, "Rank: section chief")
    assert PLACE in shown.text
    assert "Name: Li Si" in shown.text
    await presses(member, ("Correct no. 4", "no. 4 (person accused): please write it anew"))
    await member.says(DESK, "Li Siyuan\nThe bank")
    await member.waits_for(DESK, "corrected and sealed")
    await presses(member, ("Correct no. 2", "no. 2 (place)"), ("Take it back", "is taken back"))
    shown = await reads_to(member, "Name: Li Siyuan")
    assert "Instead of no. 4" in shown.text
    assert "No. 4 was replaced by no. 5." in shown.text
    assert "No. 2 was taken back by no. 6." in shown.text
    assert [each for each in str(shown).split("Correct no. ") if each[:1] in "246"] == []

    await presses(
        member,
        ("Open the case", "handled by: member"),
        ("Decisions", "handled by"),
        ("Proposal", "how you propose"),
    )
    await member.says(DESK, "Ask the bank for its books.")
    await member.waits_for(DESK, "sealed (proposed opinion)")
    ((_, item, _),) = await world.outbox("announce-proposal")
    assert item["chat_id"] == leader.id
    await opens_the_case(leader)
    await presses(leader, ("Decisions", "handled by"), ("Instruction", "your instruction"))
    await leader.says(DESK, "Agreed.")
    await leader.waits_for(DESK, "sealed (leader's instruction)")
    ((_, item, _),) = await world.outbox("announce-instruction")
    assert item["chat_id"] == member.id

    revealed = {"editMessageText"}
    for call in await control.calls(DESK):
        told = [
            words for words in (PLACE, "Wang Wu", "Li Si", "Agreed", "books") if words in str(call)
        ]
        assert not told or call["method"] in revealed


async def test_a_name_is_verified_and_the_case_assigned_out(world, control, desk, registrar):
    leader = await enrols(world, control, "leader")
    await world.petition(SECRET, real_name=True, contact="Zhao, 130 0000 0000", category="F")
    await registrar.take_all()
    shown = await opens_the_case(leader)
    assert "With name, not confirmed yet" in shown.text
    assert "Marks: Priority" in shown.text
    await presses(
        leader,
        ("Reporter", "handled by"),
        ("Verify the name", "how did you speak"),
        ("by a call", "on which day"),
    )
    await leader.says(DESK, "2026-11-30")  # yet to come
    await leader.waits_for(DESK, "does not answer")
    await leader.says(DESK, "11-20")
    await leader.waits_for(DESK, "is the name theirs")
    await presses(leader, ("cannot be confirmed", "what was said"))
    await leader.says(DESK, "A stranger answered.")
    await leader.waits_for(DESK, "counts as anonymous from now on")
    shown = await opens_the_case(leader)
    assert "Name could not be confirmed: counts as anonymous" in shown.text
    assert "Acceptance" not in shown.text

    await presses(
        leader,
        ("Decisions", "handled by"),
        ("How to handle it", "how is it to be handled"),
        ("assigned to another body", "to which body"),
    )
    await leader.says(DESK, "The bureau of the city\nNo. 5 of 2026")
    await leader.waits_for(DESK, "entered; the card shows")
    shown = await opens_the_case(leader)
    assert "Handling: assigned to another body" in shown.text
    await presses(leader, ("Decisions", "handled by"), ("Result came back", "report?"))
    await leader.says(DESK, "It was repaid.")
    await leader.waits_for(DESK, "the result is sealed")
    shown = await opens_the_case(leader)
    assert "result came Monday 23 November" in shown.text

    await presses(leader, ("Decisions", "handled by"), ("Result", "what was found out"))
    await leader.says(DESK, "The fee was repaid in full.")
    await leader.waits_for(DESK, "sealed (result)")
    await leader.says(DESK, "/queue")
    await leader.waits_for(DESK, "Priority")
    await presses(leader, ("Filters", "What do you want to see"), ("Priority", "priority: 1."))

    await unlocks(leader)
    shown = await reads_to(leader, "To which body: The bureau of the city")
    for line in (
        "How: by a call",
        "Day: 2026-11-20",
        "Result: cannot be confirmed",
        "It was repaid.",
        "repaid in full",
    ):
        assert line in shown.text
