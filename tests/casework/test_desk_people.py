"""Enrolling and unlocking: codes, accounts, passphrases."""

import asyncio

import pytest

from bot.registrar import Registrar
from casework.desk.enroll import (
    Account,
    AlreadyEnrolledError,
    CodeRefusedError,
    PassphraseTooShortError,
    bind,
    code_hash,
    enroll,
    enroll_device,
    find_invitation,
)
from casework.desk.passphrase import choose_passphrase, confirm_passphrase
from casework.desk.people import speak, who_is
from casework.desk.scope import LockedError
from casework.desk.sessions import TooManyTriesError
from casework.desk.unlock import KeyNotOnRosterError, unlock
from casework.ports import PassphraseRefusedError, RecipientRefusedError
from storage.ledger.age import (
    X25519Identity,
    generate_identity,
    open_sealed,
)
from storage.sql.work import Work
from tests.casework.office import PASSPHRASE, PROFILE

ME, SOMEBODY = Account(1, 1, "en"), Account(2, 2, "en")


async def test_a_code_is_the_same_in_any_case_and_with_any_dashes(world):
    assert code_hash(" ab-CD 12") == code_hash("ABCD12") == code_hash("ab-cd-12")
    assert (await find_invitation(world.scope(), "CODE MEMBER", ME)).id == "member"


async def test_a_wrong_code_is_refused(world):
    with pytest.raises(CodeRefusedError):
        await find_invitation(world.scope(), "code-nobody", ME)


async def test_the_desk_asks_for_the_key_in_a_signed_note(world):
    await world.does(enroll, "member", PASSPHRASE, ME)
    assert (await world.enrolments())["member"].startswith("age1")


async def test_a_passphrase_has_twelve_characters(world):
    with pytest.raises(PassphraseTooShortError):
        await world.does(enroll, "member", "  elevenchars   ", ME)


async def test_until_the_roster_is_signed_the_same_account_may_begin_anew(world):
    await world.does(enroll, "member", PASSPHRASE, ME)
    before = await world.enrolments()
    await world.does(enroll, "member", "another passphrase", ME)
    assert (await world.enrolments()).keys() == before.keys()
    assert await world.enrolments() != before
    member = await who_is(world.scope(), 1)
    assert not (await unlock(world.scope(), member, "another passphrase")).on_roster


async def test_joining_and_every_change_of_an_account_are_events(world):
    def events(work):
        return [
            (event["event"], event["by"], event.get("custody"))
            for event in work._events
            if event["event"] != "figures"
        ]

    recipient = generate_identity(PROFILE).recipient.encode()
    work = Work(world.database)
    await enroll(world.scope(work), "member", PASSPHRASE, ME)
    await enroll_device(world.scope(work), "other", recipient, SOMEBODY)
    await bind(world.scope(work), world.roster.reader("liaison"), Account(3, 3, "en"))
    assert events(work) == [
        ("enrolled", "member", "desk"),
        ("enrolled", "other", "device"),
        ("enrolled", "liaison", "none"),
    ]
    await work.commit()
    member = await world.unlocked(await who_is(world.scope(), 1))
    work = Work(world.database)
    await speak(world.scope(work), member, "zh-CN")
    await choose_passphrase(world.scope(work), member, "another passphrase")
    await confirm_passphrase(world.scope(work), member, "another passphrase")
    assert events(work) == [("account", "member", None), ("passphrase", "member", None)]


async def test_a_key_of_another_kind_is_refused(world):
    recipient = X25519Identity.generate().recipient.encode()
    with pytest.raises(RecipientRefusedError) as refusal:
        await world.does(enroll_device, "member", recipient, ME)
    assert refusal.value.wrong_profile
    recipient = generate_identity(PROFILE).recipient.encode()[:-1]
    with pytest.raises(RecipientRefusedError) as refusal:
        await world.does(enroll_device, "member", recipient, ME)
    assert not refusal.value.wrong_profile
    assert await world.enrolments() == {}


async def test_a_changed_passphrase_opens_the_same_key(world):
    member = await world.unlocked(await world.joins("member"))
    key = member.reader.recipient
    with pytest.raises(LockedError):
        await confirm_passphrase(world.scope(), member, "another passphrase")
    await choose_passphrase(world.scope(), member, "another passphrase")
    with pytest.raises(PassphraseRefusedError):
        await confirm_passphrase(world.scope(), member, "yet another one")
    await world.does(confirm_passphrase, member, "another passphrase")
    assert (await world.enrolments())["member"] == key
    world.sessions.lock("member")
    assert (await unlock(world.scope(), member, "another passphrase")).on_roster
    with pytest.raises(PassphraseRefusedError):
        await unlock(world.scope(), member, PASSPHRASE)


async def test_a_chosen_passphrase_is_forgotten_with_the_key(world):
    member = await world.unlocked(await world.joins("member"))
    await choose_passphrase(world.scope(), member, "another passphrase")
    world.clock.passes(minutes=15)
    with pytest.raises(LockedError):
        await confirm_passphrase(world.scope(), member, "another passphrase")
    with pytest.raises(LockedError):
        await choose_passphrase(world.scope(), member, "another passphrase")
    with pytest.raises(PassphraseTooShortError):
        await choose_passphrase(world.scope(), member, "short")
    assert (await unlock(world.scope(), member, PASSPHRASE)).on_roster


async def test_mail_waits_in_silence_while_the_roster_is_refused(world, caplog):
    await world.joins("member")
    await world.joins("fifth")
    await world.petition()
    registrar = Registrar(world.database, world.scope, 0.01)
    world.roster.refused = True
    stop = asyncio.Event()
    running = asyncio.create_task(registrar.run(stop))
    await asyncio.sleep(0.1)
    assert caplog.records == []
    world.roster.refused = False
    async with asyncio.timeout(5):
        while await world.scope().book.mail(0, 1):
            await asyncio.sleep(0.01)
    stop.set()
    await running


async def test_a_code_that_was_used_binds_no_other_account(world):
    await world.does(enroll, "member", PASSPHRASE, ME)
    with pytest.raises(AlreadyEnrolledError):
        await find_invitation(world.scope(), "code-member", SOMEBODY)


async def test_a_signed_reader_cannot_be_enrolled_again(world):
    await world.joins("member", user_id=1)
    with pytest.raises(AlreadyEnrolledError):
        await find_invitation(world.scope(), "code-member", ME)


async def test_an_account_is_one_reader(world):
    await world.joins("member", user_id=1)
    with pytest.raises(AlreadyEnrolledError):
        await find_invitation(world.scope(), "code-other", ME)


async def test_a_new_invitation_ends_the_old_account(world):
    await world.joins("member", user_id=1)
    world.roster.change("member", recipient=None, code_hash=code_hash("anew"))
    assert await who_is(world.scope(), 1) is None
    old = await world.scope().book.enrolments()
    await world.does(enroll, "member", PASSPHRASE, SOMEBODY)
    assert (await who_is(world.scope(), 2)).id == "member"
    (note,) = await world.scope().book.enrolments()
    assert note not in old
    assert world.signer.verifier.open(note).splitlines()[3] == code_hash("anew")


async def test_who_is_off_the_roster_is_nobody(world):
    await world.joins("member", user_id=1)
    del world.roster.people["member"]
    assert await who_is(world.scope(), 1) is None


async def test_a_wrong_passphrase_opens_nothing_and_five_make_a_pause(world):
    member = await world.joins("member")
    for _ in range(5):
        with pytest.raises(PassphraseRefusedError):
            await unlock(world.scope(), member, "not this one at all")
    with pytest.raises(TooManyTriesError):
        await unlock(world.scope(), member, PASSPHRASE)
    world.clock.passes(minutes=15)
    assert (await unlock(world.scope(), member, PASSPHRASE)).on_roster


async def test_a_key_that_the_roster_does_not_name_is_not_used(world):
    await world.joins("member")
    world.roster.change("member", recipient=X25519Identity.generate().recipient.encode())
    member = await who_is(world.scope(), 1001)
    with pytest.raises(KeyNotOnRosterError):
        await unlock(world.scope(), member, PASSPHRASE)
    assert world.sessions.key_of("member") is None


async def test_a_liaison_gets_the_figures_from_the_day_of_enrolling(world):
    await world.joins("liaison")
    row = await world.scope().book.totals()
    figures = open_sealed(row.for_courier, [world.courier])
    assert b'"liaisons": [{"chat_id": 1005, "language": "en"}]' in figures
