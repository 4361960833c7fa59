"""Who reads a case, in conversation: recusing, adding a reader, new keys, keys on a device."""

import io
import tarfile
from dataclasses import dataclass

import pytest
from sqlalchemy import update

from bot.exports import open_export
from casework.ports import Reader, StaleError
from casework.rules.access import Exclusion
from handlers.texts import Texts
from storage.ledger.age import X25519Identity
from storage.sql.desk_book import SqlDeskBook
from storage.sql.tables import wraps
from storage.sql.work import Work
from tests.casework.office import PASSPHRASE
from tests.conversations.desk_office import (
    DESK,
    SECRET,
    enrols,
    opens_the_case,
    opens_the_section,
    reads,
    unlocks,
)
from tests.scribe import tamper

REASON = "His sister keeps their books."


@dataclass(frozen=True, slots=True)
class DeviceReader(Reader):
    """A reader whose key is on a device of their own."""

    custody: str = "device"


@pytest.fixture
async def people(world, control, desk, registrar):
    names = ("leader", "member", "fifth", "office")
    staff = {name: await enrols(world, control, name) for name in names}
    await world.petition(SECRET)
    await registrar.take_all()
    return staff


async def is_asked_and_says_why(person, asked):
    await person.waits_for(DESK, asked)
    await person.says(DESK, REASON)
    shown = await person.waits_for(DESK, "cannot be let back in")
    assert "older backups, cannot be taken back" in shown.text
    await person.taps(DESK, "Yes, now")


async def is_asked_to_confirm(leader, button, whom, *, why=None):
    """Choose somebody on the card of the case; returns the message that asks for the last press."""
    await opens_the_section(leader, "Who reads it")
    await leader.taps(DESK, button)
    await leader.waits_for(DESK, "who is to read it" if why is None else "no further part")
    await leader.taps(DESK, whom)
    if why is None:
        return await leader.waits_for(DESK, "from the beginning")
    await leader.waits_for(DESK, "why")
    await leader.says(DESK, why)
    return await leader.waits_for(DESK, "cannot be let back in")


async def presses_in_vain(person, asked):
    await person.presses(DESK, asked.id, 0, 0)
    await person.waits_for(DESK, "not used and not kept")


async def sees_no_case(person):
    await person.says(DESK, "/queue")
    await person.waits_for(DESK, "Nothing lies with you now")


async def test_a_leader_recuses_a_colleague(world, people):
    leader, member = people["leader"], people["member"]
    await opens_the_section(leader, "Who reads it")
    await leader.taps(DESK, "Recuse a colleague")
    await leader.waits_for(DESK, "no further part")
    await leader.taps(DESK, "member")
    await is_asked_and_says_why(leader, "why member is")
    told = await leader.waits_for(DESK, "opens nothing of it any more")
    assert "cannot be taken back" in told.text
    assert not [seen for seen in await leader.sees(DESK) if REASON in seen.text]
    await sees_no_case(member)
    ((_, item, _),) = await world.outbox("announce-recused")
    assert item["chat_id"] == member.id
    await unlocks(leader)
    shown = await reads(leader)
    assert "recusal of member" in shown.text
    assert REASON in shown.text


async def test_a_reader_steps_back_from_the_card(world, people):
    member = people["member"]
    await opens_the_section(member, "Who reads it")
    assert not [row for row in await member.keys(DESK) if "Recuse a colleague" in row]
    await member.taps(DESK, "Step back")
    await is_asked_and_says_why(member, "why you step back")
    told = await member.waits_for(DESK, "you have stepped back")
    assert "delete your copies" in told.text
    await sees_no_case(member)
    assert await world.outbox("announce-recused") == []


async def test_the_command_leads_to_the_same_and_the_last_reviewer_is_refused(world, people):
    fifth = people["fifth"]
    await fifth.says(DESK, "/recuse")
    await fifth.waits_for(DESK, "From which case")
    await fifth.taps(DESK, "001")
    await is_asked_and_says_why(fifth, "why you step back")
    refused = await fifth.waits_for(DESK, "Nobody would be left to review it")
    assert "such as office" in refused.text
    await opens_the_case(fifth)


async def test_a_command_is_no_reason_and_another_way_leaves_the_recusal(world, people):
    member = people["member"]
    await opens_the_section(member, "Who reads it")
    await member.taps(DESK, "Step back")
    await member.waits_for(DESK, "why you step back")
    await member.says(DESK, "/cancel")
    await member.waits_for(DESK, "Nothing was changed")
    await member.says(DESK, REASON)
    await member.waits_for(DESK, "not used and not kept")
    await opens_the_case(member)


async def test_a_reader_is_added_and_reads(world, people):
    leader, office = people["leader"], people["office"]
    await sees_no_case(office)
    world.sessions.lock("leader")
    await opens_the_section(leader, "Who reads it")
    await leader.taps(DESK, "Add a reader")
    await leader.waits_for(DESK, "/unlock")
    await unlocks(leader)
    await opens_the_section(leader, "Who reads it")
    await leader.taps(DESK, "Add a reader")
    shown = await leader.waits_for(DESK, "who is to read it")
    assert list(shown.labels) == ["office", "Back"]  # "other" has no key yet
    await leader.taps(DESK, "office")
    await leader.waits_for(DESK, "from the beginning")
    await leader.taps(DESK, "Add now")
    await leader.waits_for(DESK, "office can read it")
    await unlocks(office)
    assert SECRET in (await reads(office)).text


async def test_an_earlier_question_does_not_recuse_whom_a_later_one_is_about(world, people):
    leader = people["leader"]
    case_id = (await world.scope().book.cases_for("leader", 0, 1))[0].id
    earlier = await is_asked_to_confirm(leader, "Recuse a colleague", "member", why=REASON)
    later = await is_asked_to_confirm(leader, "Recuse a colleague", "Myself", why=REASON)
    await presses_in_vain(leader, earlier)
    held = await world.scope().book.readers_of(case_id)
    assert {"leader", "member"} <= held
    await leader.presses(DESK, later.id, 0, 0)
    await leader.waits_for(DESK, "you have stepped back")
    assert await world.scope().book.readers_of(case_id) == held - {"leader"}
    await presses_in_vain(leader, later)


async def test_an_earlier_question_does_not_let_in_whom_a_later_one_is_about(
    world, control, people
):
    await enrols(world, control, "other")
    leader = people["leader"]
    case_id = (await world.scope().book.cases_for("leader", 0, 1))[0].id
    await unlocks(leader)
    earlier = await is_asked_to_confirm(leader, "Add a reader", "office")
    later = await is_asked_to_confirm(leader, "Add a reader", "other")
    await presses_in_vain(leader, earlier)
    held = await world.scope().book.readers_of(case_id)
    assert not held & {"office", "other"}
    await leader.presses(DESK, later.id, 0, 0)
    await leader.waits_for(DESK, "other can read it")
    assert await world.scope().book.readers_of(case_id) == held | {"other"}


async def test_cases_are_wrapped_for_a_new_key_and_the_old_one_is_named(world, control, people):
    leader, member = people["leader"], people["member"]
    await leader.says(DESK, "/rewrap")
    await leader.waits_for(DESK, "Nobody waits")
    new = X25519Identity.generate()
    world.roster.change("member", recipient=new.recipient.encode())
    world.sessions.unlock("member", new)
    await opens_the_case(member)
    await member.taps(DESK, "Read")
    await member.waits_for(DESK, "earlier key")
    await unlocks(leader)
    await leader.says(DESK, "/rewrap")
    await leader.waits_for(DESK, "member: 1 that you can open, 0 that you cannot")
    await leader.taps(DESK, "member")
    await leader.waits_for(DESK, "member: 1 done, 0 still to do")
    assert SECRET in (await reads(member)).text
    await member.says(DESK, "/rewrap")
    await member.waits_for(DESK, "not yours to take")


async def test_a_long_run_goes_on_with_the_next_press(
    world, control, people, registrar, monkeypatch
):
    monkeypatch.setattr("bot.rewrapping.BATCH", 2)
    for _ in range(2):
        await world.petition(SECRET)
    await registrar.take_all()
    leader, new = people["leader"], X25519Identity.generate()
    world.roster.change("member", recipient=new.recipient.encode())
    await unlocks(leader)
    await leader.says(DESK, "/rewrap")
    await leader.waits_for(DESK, "3 that you can open")
    await leader.taps(DESK, "member")
    await leader.waits_for(DESK, "2 done, 1 still to do")
    await leader.taps(DESK, "Go on")
    await leader.waits_for(DESK, "1 done, 0 still to do")


async def test_what_cannot_be_opened_is_passed_over_and_the_rest_is_reached(
    world, control, people, registrar, monkeypatch
):
    monkeypatch.setattr("bot.rewrapping.BATCH", 1)
    ids = [await world.petition(SECRET) for _ in range(3)]
    await registrar.take_all()
    leader, new = people["leader"], X25519Identity.generate()
    world.roster.change("member", recipient=new.recipient.encode())
    damaged = wraps.c.reader_id == "leader", wraps.c.case_id.in_(ids[:2])
    await tamper(world.database, update(wraps).where(*damaged).values(wrap=b"damaged"))
    await unlocks(leader)
    await leader.says(DESK, "/rewrap")
    await leader.waits_for(DESK, "4 that you can open")
    await leader.taps(DESK, "member")
    for told in (
        "1 done, 3 still to do. 0 you",
        "0 done, 2 still to do. 1 you",
        "0 done, 1 still to do. 2 you",
    ):
        await leader.waits_for(DESK, told)
        await leader.taps(DESK, "Go on")
    await leader.waits_for(DESK, "1 done, 0 still to do. 2 you cannot open in full")


async def test_a_case_that_changed_meanwhile_is_wrapped_anew_in_the_same_press(
    world, people, monkeypatch
):
    leader, new = people["leader"], X25519Identity.generate()
    world.roster.change("member", recipient=new.recipient.encode())
    await unlocks(leader)
    failures = [StaleError("cases")]
    commit = Work.commit

    async def commits(work):
        if failures and any(event["event"] == "rewrapped" for event in work._events):
            raise failures.pop()
        await commit(work)

    monkeypatch.setattr(Work, "commit", commits)
    await leader.says(DESK, "/rewrap")
    await leader.waits_for(DESK, "1 that you can open")
    await leader.taps(DESK, "member")
    await leader.waits_for(DESK, "1 done, 0 still to do. 0 you")
    assert failures == []


async def test_an_entry_says_who_opens_before_anything_is_shown(world, people, desk, monkeypatch):
    order = []

    def watching(owner, name, note):
        original = getattr(owner, name)

        def watched(*args, **kwargs):
            order.append(note(*args))
            return original(*args, **kwargs)

        monkeypatch.setattr(owner, name, watched)

    watching(SqlDeskBook, "log", lambda _book, event: (event["event"], event["by"]))
    watching(Work, "commit", lambda _work: "commit")
    watching(desk.bot, "edit_message_text", lambda *_: "shown")
    await unlocks(people["member"])
    await reads(people["member"])
    opened = order.index(("opened", "member"))
    assert order[opened : opened + 3] == [("opened", "member"), "commit", "shown"]


async def sees_a_file(person):
    return await person.waits_until(
        DESK, lambda seen: next((m for m in seen if m.file is not None), None), timeout=10
    )


def keeps_own_key(world, reader_id):
    old = world.roster.reader(reader_id)
    fields = {name: getattr(old, name) for name in Reader.__slots__ if name != "custody"}
    world.roster.people[reader_id] = DeviceReader(**fields)


async def test_a_reader_with_a_device_gets_the_sealed_case(world, people, tmp_path):
    member = people["member"]
    (row,) = [row for row in await world.scope().book.accounts() if row.reader_id == "member"]
    identity = world.keys.unlock(row.identity, PASSPHRASE)
    keeps_own_key(world, "member")
    world.sessions.lock("member")
    await opens_the_case(member)
    await member.taps(DESK, "Read")
    file = await sees_a_file(member)
    assert file.file.name.endswith("001号.tar")
    assert not file.protected
    with tarfile.open(fileobj=io.BytesIO(await member.opens(file))) as tar:
        assert tar.getnames() == [
            "README.txt",
            "wraps/1/member.age",
            "pieces/001-meta.age",
            "pieces/001.age",
            "MANIFEST",
        ]
        tar.extractall(tmp_path / "case", filter="data")
    (opened,) = open_export(tmp_path / "case", identity, tmp_path / "opened")
    assert opened.read_text() == SECRET
    wiping = [i["params"]["message_id"] for _, i, _ in await world.outbox() if i.get("method")]
    assert wiping == [file.id]


@pytest.mark.parametrize("most_bytes", [100])
async def test_a_case_too_large_for_the_chat_is_pointed_to_the_operator(world, people, most_bytes):
    keeps_own_key(world, "member")
    await opens_the_case(people["member"])
    await people["member"].taps(DESK, "Read")
    await people["member"].waits_for(DESK, "dengwen export")


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_every_way_of_being_kept_out_has_its_sentence(language):
    say = Texts([language]).say(language)
    assert [each for each in Exclusion if not say.knows(f"desk-not-let-in-{each}")] == []
