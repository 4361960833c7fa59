"""Commands stay commands while the desk waits for a passphrase, and are no tries of one."""

import pytest

from bot.desk import make_dispatcher
from handlers.team.commands import KNOWN, MENU
from handlers.team.context import Names
from handlers.texts import Texts
from storage.sql.tables import accounts
from tests.casework.office import PASSPHRASE
from tests.conversations.desk_office import DESK, enrols, unlocks
from tests.conversations.desk_rights import commands_of

ANSWERS = {
    "queue": "Nothing lies with you",
    "mine": "lies with you",
    "due": "You owe nothing now",
    "find": "What are you looking for",
    "reports": "not yours to take",
    "figures": "for the leader",
    "ledger": "not yours to take",
    "unlock": "send your passphrase",
    "lock": "Locked.",
    "recuse": "Nothing lies with you",
    "leave": "Nobody is away",
    "rewrap": "not yours to take",
    "round": "not yours to take",
    "register": "No receipt numbers lie ready",
    "passphrase": "passphrase that you have now",
    "help": "This is the desk",
    "start": "This is the desk",
    "cancel": "Left.",
    "enroll": "your code",
    "language": "choose a language",
}
"""What a reader is told, who is enrolled and has no cases."""
NOT_EXPECTED = "not used and not kept"


async def is_told(person, words, answer):
    said = await person.says(DESK, words)
    return await person.waits_for(DESK, answer, after=said)


def test_every_command_that_is_answered_is_known_as_one(world):
    names = Names(units=(), categories=(), people=())
    answered = set(commands_of(make_dispatcher(world.keys.local, Texts(["en"]), names)))
    assert answered == set(KNOWN) == set(ANSWERS)
    assert set(MENU) < set(KNOWN)


async def awaits_unlocking(person):
    await is_told(person, "/unlock", "send your passphrase")


async def awaits_the_old_one(person):
    await is_told(person, "/passphrase", "passphrase that you have now")


async def awaits_a_new_one(person):
    await awaits_the_old_one(person)
    await is_told(person, PASSPHRASE, "send the new passphrase")


async def awaits_the_new_one_again(person):
    await awaits_a_new_one(person)
    await is_told(person, "another drum at the gate", "once more")


@pytest.mark.parametrize("awaits", [awaits_unlocking, awaits_the_old_one])
async def test_no_command_is_a_try(world, control, desk, awaits):
    member = await enrols(world, control, "member")
    for command, answer in ANSWERS.items():
        await awaits(member)
        await is_told(member, f"/{command}", answer)
    assert not any(world.sessions._wrong.values())


@pytest.mark.parametrize("awaits", [awaits_a_new_one, awaits_the_new_one_again])
async def test_no_command_becomes_a_new_passphrase(world, control, desk, awaits):
    member = await enrols(world, control, "member")
    for words, answer in (("/recuse of a case", "Nothing lies with you"), ("/lock", "Locked.")):
        await awaits(member)
        await is_told(member, words, answer)
        await is_told(member, "another drum at the gate", NOT_EXPECTED)
    assert await unlocks(member)


async def test_no_command_is_the_passphrase_of_who_joins(world, control, desk):
    person = await control.user("member", language_code="en")
    for command in sorted(set(ANSWERS) - {"enroll"}):
        await is_told(person, "/enroll code-member", "choose a passphrase")
        await is_told(person, f"/{command} of a certain length", "To join, send /enroll")
    await is_told(person, "/enroll code-member", "choose a passphrase")
    await is_told(person, "/enroll code-of-nobody", "no such code")
    await is_told(person, PASSPHRASE, "To join, send /enroll")
    assert await world.database.read(lambda c: c.execute(accounts.select()).all()) == []


async def test_a_command_comes_before_the_repetition(world, control, desk):
    person = await control.user("member", language_code="en")
    await is_told(person, "/enroll code-member", "choose a passphrase")
    await is_told(person, PASSPHRASE, "once more")
    await is_told(person, "/rewrap", "not yours to take")
    await is_told(person, "/unlock", "send your passphrase")
    await is_told(person, PASSPHRASE, "signs the roster")
    assert not any(world.sessions._wrong.values())


async def test_a_passphrase_may_begin_as_a_command_does(world, control, desk):
    passphrase = "/drums at the gate"
    person = await control.user("member", language_code="en")
    await is_told(person, "/enroll code-member", "choose a passphrase")
    await is_told(person, passphrase, "once more")
    await is_told(person, passphrase, "signs the roster")
    await world.sign("member")
    await awaits_unlocking(person)
    await is_told(person, "/queues at the gate", "not the passphrase")
    await is_told(person, passphrase, "Unlocked until")
    assert passphrase not in " ".join(seen.text for seen in await person.sees(DESK))


async def test_the_language_may_change_while_the_passphrase_is_awaited(world, control, desk):
    member = await enrols(world, control, "member")
    await awaits_unlocking(member)
    await is_told(member, "/language", "choose a language")
    await is_told(member, PASSPHRASE, "Unlocked until")


async def test_after_a_slip_behind_the_command_the_passphrase_is_awaited(world, control, desk):
    member = await enrols(world, control, "member")
    await is_told(member, "/unlock a slip of the finger", "try again")
    await is_told(member, PASSPHRASE, "Unlocked until")
