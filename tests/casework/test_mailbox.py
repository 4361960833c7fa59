"""The mailbox: answers that rest sealed to the reporter alone, and the words that open them."""

import secrets

import pytest
from sqlalchemy import update

from casework.desk.claim import claim_case
from casework.desk.close import close_case
from casework.desk.review import mark_reviewed
from casework.desk.write import reply_to_reporter
from casework.mailbox import look_inside, public_half
from storage.ledger.age import open_sealed
from storage.ledger.errors import SealError
from storage.sql.tables import cases, mailbox, phrases, routes
from storage.sql.work import Work
from tests.scribe import tamper


@pytest.fixture
async def staff(world):
    return {name: await world.joins(name) for name in ("leader", "member", "fifth")}


@pytest.fixture
def words(world):
    return world.intake_keys.phrases.draw(secrets.randbits)


@pytest.fixture
async def case_id(world, registrar, staff, words):
    """A petition whose author comes to look, and leaves no way back."""
    given = public_half(world.intake(Work(world.database)), words)
    case_id = await world.petition(may_write=False, **given)
    await registrar.take_all()
    await world.does(claim_case, staff["member"], case_id)
    return case_id


async def rows(world, table):
    return await world.database.read(lambda c: c.execute(table.select()).all())


async def looks(world, words):
    return await look_inside(world.intake(Work(world.database)), words)


async def test_the_words_lead_to_the_petition_and_its_number(world, case_id, words):
    case, found = await looks(world, words)
    assert case.id == case_id
    assert found.number.startswith("LX-")
    assert (found.answers, found.damaged) == ([], 0)


async def test_other_words_lead_nowhere(world, case_id):
    assert await looks(world, world.intake_keys.phrases.draw(secrets.randbits)) is None


async def test_a_reply_waits_in_the_mailbox_and_is_given_to_nobody_else(
    world, staff, case_id, words
):
    await world.does(reply_to_reporter, staff["member"], case_id, "Which year was it?")
    world.clock.passes(hours=2)
    await world.does(mark_reviewed, staff["fifth"], case_id)
    await world.does(close_case, staff["member"], case_id)
    _, found = await looks(world, words)
    assert [answer.text for answer in found.answers] == ["Which year was it?", None]
    assert found.answers[0].at.hour == 2
    assert await world.outbox("team-writes") == []
    assert await world.outbox("case-closed") == []
    assert await rows(world, routes) == []


async def test_who_has_words_and_a_route_is_answered_in_both_ways(world, registrar, staff, words):
    given = public_half(world.intake(Work(world.database)), words)
    case_id = await world.petition(may_write=True, **given)
    await registrar.take_all()
    await world.does(claim_case, staff["member"], case_id)
    await world.does(reply_to_reporter, staff["member"], case_id, "Which year was it?")
    _, found = await looks(world, words)
    assert [answer.text for answer in found.answers] == ["Which year was it?"]
    assert len(await world.outbox("team-writes")) == 1


async def test_neither_the_desk_nor_the_courier_opens_what_is_in_a_mailbox(
    world, staff, case_id, words
):
    await world.does(reply_to_reporter, staff["member"], case_id, "Which year was it?")
    for row in await rows(world, mailbox):
        with pytest.raises(SealError):
            open_sealed(row.sealed, [world.keys.identity, world.courier])


async def test_neither_the_words_nor_the_public_key_lie_in_the_database(world, case_id, words):
    (case,) = await rows(world, cases)
    (phrase,) = await rows(world, phrases)
    recipient = world.intake_keys.phrases.recipient(words)
    lying = (case.facts, phrase.lookup, *(row.sealed for row in await rows(world, mailbox)))
    for value in lying:
        assert words.entropy not in value
        assert recipient.encode() not in value


async def test_what_was_damaged_or_moved_is_counted_and_hides_nothing(world, staff, case_id, words):
    for text in ("One.", "Two.", "Three."):
        await world.does(reply_to_reporter, staff["member"], case_id, text)
        world.clock.passes(minutes=1)
    _, *replies = await rows(world, mailbox)
    by_text = {
        world.intake_keys.phrases.open(words, row.sealed)["text"]: row.id
        for row in await rows(world, mailbox)
        if "text" in world.intake_keys.phrases.open(words, row.sealed)
    }
    assert len(replies) == len(by_text) == 3
    damaged = update(mailbox).where(mailbox.c.id == by_text["One."]).values(sealed=b"age")
    moved = update(mailbox).where(mailbox.c.id == by_text["Two."]).values(id="f" * 32)
    await tamper(world.database, damaged)
    await tamper(world.database, moved)
    _, found = await looks(world, words)
    assert [answer.text for answer in found.answers] == ["Three."]
    assert found.damaged == 2


async def test_words_of_no_petition_take_the_same_steps(world, case_id, words, monkeypatch):
    """Whether there is a petition does not show in what is asked of the database."""

    async def steps(phrase):
        taken = []
        scope = world.intake(Work(world.database))
        for name in ("case_of_phrase", "case", "mailbox"):
            asks = getattr(scope.book, name)
            monkeypatch.setattr(scope.book, name, noting(taken, name, asks), raising=False)
        found = await look_inside(scope, phrase)
        return taken, found is not None

    stranger = world.intake_keys.phrases.draw(secrets.randbits)
    mine, others = await steps(words), await steps(stranger)
    assert mine == (others[0], True)
    assert others == (["case_of_phrase", "case", "mailbox"], False)


def noting(taken, name, asks):
    async def ask(*args):
        taken.append(name)
        return await asks(*args)

    return ask
