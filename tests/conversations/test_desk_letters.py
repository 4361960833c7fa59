"""A letter registered by hand, and a visit that concerns the team, as a member does it."""

import asyncio
from datetime import timedelta

import pytest

from casework.petitions import find_by_receipt
from handlers.team.context import Names
from storage.sql.tables import letters
from storage.sql.work import Work
from tests.conversations.desk_office import DESK, all_texts, enrols, opens_the_case, unlocks
from tests.conversations.test_desk_triage import Named, Subject

WORDS = "The fee was waived for a friend."
FIRST_PAGE, SECOND_PAGE = b"\xff\xd8 page one", b"\xff\xd8 page two"


@pytest.fixture
def names():
    return Names(
        units=(Named("office", "The office"), Named("leading-group", "The leading group")),
        categories=(Subject("B", "Approval"), Subject("C", "Fees")),
        people=(),
    )


async def answers(person, *steps):
    """Go through questions: (what the question says, what is tapped, or typed with a leading =)."""
    for asked, answer in steps:
        await person.waits_for(DESK, asked)
        if answer.startswith("="):
            await person.says(DESK, answer[1:])
        else:
            await person.taps(DESK, answer)


def newest_photo(shown):
    return shown[-1] if shown and shown[-1].kind == "photo" else None


ABOUT_THE_MATTER = (
    ("Which unit", "The office"),
    ("Does it concern", "1 No"),
    ("What is it about", "=c"),
)


async def test_a_letter_with_two_pages_becomes_a_case_that_a_colleague_reads(
    world, control, desk, registrar
):
    member, fifth = [await enrols(world, control, who) for who in ("member", "fifth")]
    await world.draws_blanks()
    await fills_in(member)
    await sends_the_pages(member)
    await checks_and_changes(member)
    receipt = await submits(member, world)
    sent = [text for method, text in await all_texts(control) if method == "sendMessage"]
    assert not [text for text in sent if "Wang" in text or "5678" in text or WORDS in text]
    # The public bot finds it, the queue has it, a colleague reads and reviews it.
    assert await find_by_receipt(world.intake(Work(world.database)), receipt)
    await reads_and_reviews(fifth)
    # A later letter is sealed into it, and has it reviewed again.
    await adds_a_document(member)
    assert len(await world.outbox("announce-review")) == 2


async def fills_in(member):
    await member.says(DESK, "/register")
    await answers(
        member,
        ("How did it come", "Letter"),
        ("On which day", "=tomorrow"),
        ("not understood", "=11月20日"),
        ("With a name", "With a name"),
        ("The name of", "=Wang Fang"),
        ("phone number", "=0939-1234"),
        ("Their address", "Back"),
        ("phone number", "=0939-5678"),
        ("Their address", "Not given"),
        ("Where they work", "=2"),
        ("How many people", "=3人"),
        ("all of them sign", "All signed"),
        *ABOUT_THE_MATTER,
    )
    await member.waits_for(DESK, "Now what it says")


async def sends_the_pages(member):
    await member.says(DESK, WORDS)
    await member.waits_for(DESK, "texts 1, files 0")
    await member.sends_photo(DESK, FIRST_PAGE)
    await member.waits_for(DESK, "texts 1, files 1")
    await member.sends_photo(DESK, SECOND_PAGE, caption="Page two")
    await member.waits_for(DESK, "texts 2, files 2")
    await member.says(DESK, "A slip of the finger.")
    await member.waits_for(DESK, "texts 3, files 2")
    await member.taps(DESK, "Take the last one back")
    await member.waits_for(DESK, "texts 2, files 2")
    shown = await member.sees(DESK)
    assert not [each for each in shown if "Wang" in each.text or WORDS in each.text]


async def checks_and_changes(member):
    """Leave it, find it again, read it, and change an answer at the review."""
    await member.taps(DESK, "Leave for now")
    await member.waits_for(DESK, "Left for now")
    await member.says(DESK, "/register")
    await answers(member, ("Sealed so far", "That is all"))
    review = await member.waits_for(DESK, "Please check")
    assert "Letter, came in Friday 20 November" in review.text
    assert "Category: C Fees" in review.text
    await member.taps(DESK, "Read it")
    read = await member.waits_for(DESK, WORDS)
    assert read.protected
    await member.taps(DESK, "Change an answer")
    await member.waits_for(DESK, "Which answer")
    await member.taps(DESK, "Unit")
    await answers(member, ("Which unit", "The leading group"))
    await member.waits_for(DESK, "Unit: The leading group")


async def submits(member, world):
    await member.taps(DESK, "Submit")
    told = await member.waits_for(DESK, "Entered: 礼巡信〔2026〕001号")
    receipt = told.text.split()[-1]

    slip = await member.waits_for(DESK, "The slip to hand out")
    assert not slip.protected  # it is made to be printed
    assert (await member.opens(slip)).startswith(b"%PDF")
    wiped = [due for due, item, _ in await world.outbox() if item.get("method") == "deleteMessage"]
    assert max(wiped) >= world.clock() + timedelta(minutes=10)

    return receipt


async def reads_and_reviews(fifth):
    await unlocks(fifth)
    await opens_the_case(fifth)
    await fifth.taps(DESK, "Read")
    pages = await fifth.waits_for(DESK, "page 1 of 1")
    for line in (WORDS, "Page two", "Name: Wang Fang", "Phone: 0939-5678", "Jointly signed: yes"):
        assert line in pages.text
    await fifth.taps(DESK, "photo")
    photo = await fifth.waits_until(DESK, newest_photo)
    assert await fifth.opens(photo) == FIRST_PAGE
    await opens_the_case(fifth)
    await fifth.taps(DESK, "Review")
    await fifth.waits_for(DESK, "opinion")
    await fifth.says(DESK, "Plausible.")
    await fifth.waits_for(DESK, "marked as reviewed")


async def adds_a_document(member):
    await member.taps(DESK, "Open the case")
    await member.waits_for(DESK, "handled by")
    await member.taps(DESK, "Papers")
    await member.waits_for(DESK, "handled by")
    await member.taps(DESK, "Add a document")
    await member.waits_for(DESK, "type or send what came")
    await member.sends_document(DESK, b"%PDF more", "more.pdf", "application/pdf")
    await member.waits_for(DESK, "sealed into the case")


async def test_a_visit_that_concerns_the_team_is_sealed_past_whoever_enters_it(
    world, control, desk, registrar
):
    member = await enrols(world, control, "member")
    await enrols(world, control, "fifth")
    await member.says(DESK, "/register")
    await member.waits_for(DESK, "No receipt numbers lie ready")
    await world.draws_blanks()
    await member.says(DESK, "/register")
    await answers(
        member,
        ("How did it come", "=3"),
        ("On which day", "Today"),
        ("With a name", "Anonymous"),
        ("Which unit", "=not sure"),
        ("that includes you", "Someone of the team"),
        ("What is it about", "not set"),
    )
    await member.waits_for(DESK, "Now what it says")
    await member.says(DESK, WORDS)
    await answers(member, ("texts 1", "That is all"))
    review = await member.waits_for(DESK, "not sealed to you")
    assert "Visit, came in Monday 23 November" in review.text
    await member.taps(DESK, "Submit")
    told = await member.waits_for(DESK, "Entered. It is not sealed to you")
    assert "礼巡" not in told.text
    await member.waits_for(DESK, "The slip to hand out")
    await member.says(DESK, "/queue")
    listed = await member.waits_for(DESK, "Nothing")
    assert "001" not in listed.text
    rows = await world.database.read(lambda c: c.execute(letters.select()).all())
    assert rows == []


async def test_a_page_that_telegram_held_back_is_not_lost_without_a_word(world, control, desk):
    member = await enrols(world, control, "member")
    await world.draws_blanks()
    await fills_in(member)
    await control.fault("429", method="sendMessage", retry_after=60)
    await member.sends_photo(DESK, FIRST_PAGE)

    async def told():
        waiting = [item for _, item, _ in await world.outbox() if "params" in item]
        return [item["params"]["text"] for item in waiting if "text" in item["params"]]

    while not await told():
        await asyncio.sleep(0.02)
    assert "send it again" in (await told())[0]
