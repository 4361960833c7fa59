"""The desk in conversation, over the emulator: enrol, unlock, read, write, review, close."""

import secrets

from casework.desk.enroll import code_hash
from casework.desk.facts import open_facts
from casework.mailbox import look_inside, public_half
from storage.ledger.age import (
    X25519Identity,
    generate_identity,
    open_sealed,
)
from storage.sql.tables import quarantine
from storage.sql.work import Work
from tests.casework.office import PASSPHRASE, PROFILE
from tests.conversations.desk_office import (
    DESK,
    SECRET,
    all_texts,
    attaches,
    enrols,
    opens_the_case,
    opens_the_section,
    reads,
    sees_the_button,
    unlocks,
)


async def test_from_enrolling_to_closing(world, control, desk, registrar):
    member = await enrols(world, control, "member")
    fifth = await enrols(world, control, "fifth")
    await world.petition(SECRET)
    await registrar.take_all()
    await unlocks(member)
    shown = await reads(member)
    assert SECRET in shown.text
    assert "1. Reporter | text" in shown.text
    assert shown.protected

    await opens_the_case(member)
    await member.taps(DESK, "Claim")
    await member.waits_for(DESK, "is yours")
    await member.taps(DESK, "Open the case")
    await member.waits_for(DESK, "handled by: member")
    await member.taps(DESK, "Note")
    await member.waits_for(DESK, "write the note")
    await member.says(DESK, "Ask the bank.")
    await member.waits_for(DESK, "note is sealed")
    assert not [seen for seen in await member.sees(DESK) if "Ask the bank" in seen.text]

    await opens_the_section(member, "Reporter")
    await member.taps(DESK, "Reply")
    await member.waits_for(DESK, "write to the reporter")
    await member.says(DESK, "Which year?")
    await member.waits_for(DESK, "What do they count as?")
    assert await world.outbox("team-writes") == []
    await member.taps(DESK, "question")
    await member.waits_for(DESK, "handed over")
    ((_, item, _),) = await world.outbox("team-writes")
    assert item["text"]["args"]["text"] == "Which year?"

    await member.taps(DESK, "Open the case")
    await member.waits_for(DESK, "handled by: member")
    await member.taps(DESK, "Decisions")
    await sees_the_button(member, "Close")
    await member.taps(DESK, "Close")
    await member.waits_for(DESK, "not reviewed yet")

    await opens_the_case(fifth)
    await fifth.taps(DESK, "Review")
    await fifth.waits_for(DESK, "opinion")
    await fifth.says(DESK, "Plausible.")
    await fifth.waits_for(DESK, "marked as reviewed")

    await member.taps(DESK, "Close")
    await member.waits_for(DESK, "Close it now")
    await member.taps(DESK, "Close now")
    await member.waits_for(DESK, ": closed.")
    assert len(await world.outbox("case-closed")) == 1


async def test_content_comes_by_edit_alone_and_its_wiping_is_planned_first(
    world, control, desk, registrar, monkeypatch
):
    planned = []
    edit = desk.bot.edit_message_text

    async def watching(*args, **kwargs):
        rows = [item for _, item, _ in await world.outbox() if item.get("method")]
        planned.append((kwargs["message_id"], rows))
        return await edit(*args, **kwargs)

    monkeypatch.setattr(desk.bot, "edit_message_text", watching)
    member = await enrols(world, control, "member")
    await world.petition(SECRET)
    await registrar.take_all()
    await unlocks(member)
    shown = await reads(member)
    ((message_id, rows),) = planned
    assert rows == [
        {
            "bot": "team",
            "method": "deleteMessage",
            "params": {"chat_id": member.id, "message_id": message_id},
        }
    ]
    assert message_id == shown.id
    bearing = {method for method, call in await all_texts(control) if "fee was waived" in call}
    assert {method.lower() for method in bearing} == {"editmessagetext"}


async def test_a_locked_reader_is_shown_the_way_and_nothing_else(world, control, desk, registrar):
    member = await enrols(world, control, "member")
    await world.petition(SECRET)
    await registrar.take_all()
    world.sessions.lock("member")
    await opens_the_case(member)
    await member.taps(DESK, "Read")
    await member.waits_for(DESK, "/unlock")
    assert await world.outbox("deleteMessage") == []


async def test_a_key_that_was_locked_after_the_press_shows_nothing(world, control, desk, registrar):
    member = await enrols(world, control, "member")
    await world.petition(SECRET)
    await registrar.take_all()
    message = await desk.bot.send_message(member.id, "…")
    case_id = (await world.scope().book.cases_for("member", 0, 1))[0].id
    world.sessions.lock("member")
    await desk.parts.after_sent({"reveal": case_id, "reader": "member", "page": 0}, message)
    assert "It is locked" in (await member.sees(DESK))[-1].text


async def test_nobody_reads_in_somebody_elses_chat(world, control, desk, registrar):
    await unlocks(await enrols(world, control, "member"))
    fifth = await enrols(world, control, "fifth")
    await world.petition(SECRET)
    await registrar.take_all()
    message = await desk.bot.send_message(fifth.id, "…")
    case_id = (await world.scope().book.cases_for("member", 0, 1))[0].id
    await desk.parts.after_sent({"reveal": case_id, "reader": "member", "page": 0}, message)
    assert not [seen for seen in await fifth.sees(DESK) if "fee was waived" in seen.text]


async def test_a_file_comes_in_the_place_of_its_placeholder(world, control, desk, registrar):
    member = await enrols(world, control, "member")
    case_id = await world.petition(SECRET)
    await attaches(world, case_id, b"ledger of the office", "账本.pdf", mime="application/pdf")
    await registrar.take_all()
    await unlocks(member)
    shown = await reads(member)
    assert "账本.pdf" in shown.text
    await member.taps(DESK, "2. file")
    file = await member.waits_until(
        DESK, lambda seen: next((m for m in seen if m.file is not None), None), timeout=10
    )
    assert await member.opens(file) == b"ledger of the office"
    assert (file.file.name, file.protected) == ("账本.pdf", True)


async def test_codes_and_passphrases_are_gone_from_the_chat_and_rest_nowhere(
    world, control, desk, tmp_path
):
    member = await enrols(world, control, "member")
    await unlocks(member)
    seen = " ".join(message.text for message in await member.sees(DESK))
    assert PASSPHRASE not in seen
    assert "code-member" not in seen
    at_rest = b"".join(path.read_bytes() for path in tmp_path.glob("desk.db*"))
    assert PASSPHRASE.encode() not in at_rest


async def begins_to_enrol(control, reader_id="member"):
    person = await control.user(reader_id, language_code="en")
    await person.says(DESK, f"/enroll code-{reader_id}")
    await person.waits_for(DESK, "age1…")
    return person


async def test_a_key_on_a_device_is_taken_by_its_public_half(world, control, desk, registrar):
    member = await begins_to_enrol(control)
    identity = generate_identity(PROFILE)
    key = identity.recipient.encode()
    for text, words in (
        (key[:-1], "not a whole age public key"),
        (X25519Identity.generate().recipient.encode(), "of another kind"),
        (f"# public key: {key}\n{identity.encode()}", "private half"),
    ):
        await member.says(DESK, text)
        await member.waits_for(DESK, words)
    assert "AGE-SECRET-KEY" not in " ".join(seen.text for seen in await member.sees(DESK))
    await member.says(DESK, f" {key[:20].upper()}\n{key[20:]} ")
    await member.waits_for(DESK, "public key is taken")
    assert await world.enrolments() == {"member": key}
    assert (await world.requests())["member"][1:] == ["device"]
    for command in ("/unlock", f"/unlock {PASSPHRASE}", "/passphrase"):
        said = await member.says(DESK, command)
        await member.waits_for(DESK, "on your own device", after=said)
    await world.sign("member")
    await member.says(DESK, "/help")
    assert "/unlock" not in (await member.waits_for(DESK, "/queue")).text
    case_id = await world.petition(SECRET)
    (wrap,) = [w for w in await world.scope().book.wraps(case_id) if w.reader_id == "member"]
    assert open_sealed(wrap.wrap, [identity]).startswith(b"AGE-SECRET-KEY-PQ-1")


async def test_who_is_invited_anew_gets_a_new_key_and_hears_about_the_old_cases(
    world, control, desk, registrar
):
    member = await enrols(world, control, "member")
    await unlocks(member)
    old = (await world.enrolments())["member"]
    world.roster.change("member", recipient=None, code_hash=code_hash("anew"))
    await member.says(DESK, "/enroll anew")
    await member.waits_for(DESK, "re-wrapped")
    await member.waits_for(DESK, "choose a passphrase")
    await member.says(DESK, PASSPHRASE)
    await member.waits_for(DESK, "once more")
    assert world.sessions.key_of("member") is None
    assert (await world.enrolments())["member"] != old
    assert len(await world.scope().book.accounts()) == 1


async def changes_passphrase(member, *, to, again=None):
    await member.says(DESK, "/passphrase")
    await member.waits_for(DESK, "that you have now")
    await member.says(DESK, PASSPHRASE)
    await member.waits_for(DESK, "send the new passphrase")
    await member.says(DESK, to)
    await member.waits_for(DESK, "new passphrase once more")
    await member.says(DESK, again or to)


async def test_a_passphrase_is_changed_and_the_key_stays(world, control, desk, tmp_path):
    member = await enrols(world, control, "member")
    before = await world.enrolments()
    new = "two drums at the gate"
    await member.says(DESK, "/passphrase")
    await member.waits_for(DESK, "that you have now")
    await member.says(DESK, "a wrong old passphrase")
    await member.waits_for(DESK, "not the passphrase")
    await member.says(DESK, PASSPHRASE)
    await member.waits_for(DESK, "send the new passphrase")
    await member.says(DESK, "too short")
    await member.waits_for(DESK, "at least 12")
    await member.says(DESK, new)
    await member.waits_for(DESK, "once more")
    await member.says(DESK, new)
    await member.waits_for(DESK, "holds from now on")
    assert await world.enrolments() == before
    await member.says(DESK, "/unlock")
    await member.waits_for(DESK, "passphrase")
    await member.says(DESK, PASSPHRASE)
    await member.waits_for(DESK, "not the passphrase")
    await member.says(DESK, new)
    await member.waits_for(DESK, "Unlocked until")
    seen = " ".join(message.text for message in await member.sees(DESK))
    at_rest = b"".join(path.read_bytes() for path in tmp_path.glob("desk.db*"))
    for secret in (PASSPHRASE, new):
        assert secret not in seen
        assert secret.encode() not in at_rest


async def test_a_slip_in_the_new_passphrase_changes_nothing(world, control, desk):
    member = await enrols(world, control, "member")
    await changes_passphrase(member, to="two drums at the gate", again="two drums at the game")
    await member.waits_for(DESK, "differs from the new")
    await member.says(DESK, "/cancel")
    await member.waits_for(DESK, "Nothing was changed")
    await unlocks(member)


async def test_a_passphrase_that_waits_too_long_is_not_changed(world, control, desk):
    member = await enrols(world, control, "member")
    await member.says(DESK, "/passphrase")
    await member.waits_for(DESK, "that you have now")
    await member.says(DESK, PASSPHRASE)
    await member.waits_for(DESK, "send the new passphrase")
    world.sessions.lock("member")  # as a restart does
    await member.says(DESK, "two drums at the gate")
    await member.waits_for(DESK, "old passphrase holds")
    await unlocks(member)


async def test_who_reads_nothing_has_no_passphrase_to_change(world, control, desk):
    liaison = await control.user("liaison", language_code="en")
    await liaison.says(DESK, "/enroll code-liaison")
    await liaison.waits_for(DESK, "daily summary")
    await liaison.says(DESK, "/passphrase")
    await liaison.waits_for(DESK, "nothing here for you to unlock")


async def test_while_the_roster_is_refused_readers_are_told_and_nothing_is_lost(
    world, control, desk, registrar
):
    member = await enrols(world, control, "member")
    await world.petition(SECRET)
    await registrar.take_all()
    await opens_the_case(member)
    world.roster.refused = True
    said = await member.says(DESK, PASSPHRASE)
    await member.waits_for(DESK, "cannot be trusted", after=said)
    assert PASSPHRASE not in " ".join(seen.text for seen in await member.sees(DESK))
    await member.taps(DESK, "Read")
    await member.waits_for(DESK, "cannot be trusted")
    group = await control.group("Team", [member, DESK])
    await member.says(group, f"/queue@{DESK}")
    said = await member.says(DESK, "/queue")
    await member.waits_for(DESK, "cannot be trusted", after=said)
    assert [seen for seen in await member.sees(group) if seen.from_bot] == []
    world.roster.refused = False
    await unlocks(member)
    assert await world.database.read(lambda c: c.execute(quarantine.select()).all()) == []


async def test_a_stranger_gets_one_sentence(world, control, desk):
    stranger = await control.user("stranger", language_code="en")
    for text in ("/start", "/queue", "/unlock", "hello"):
        await stranger.says(DESK, text)
        answer = await stranger.waits_for(DESK)
        assert answer.text.startswith("To join, send /enroll")


async def test_a_liaison_is_bound_without_a_passphrase_and_has_no_queue(world, control, desk):
    liaison = await control.user("liaison", language_code="en")
    await liaison.says(DESK, "/enroll code-liaison")
    await liaison.waits_for(DESK, "daily summary")
    await liaison.says(DESK, "/queue")
    await liaison.waits_for(DESK, "no queue")


async def test_a_wrong_repetition_can_be_mended(world, control, desk):
    member = await control.user("member", language_code="en")
    await member.says(DESK, "/enroll code-member")
    await member.waits_for(DESK, "passphrase")
    await member.says(DESK, "too short")
    await member.waits_for(DESK, "at least 12")
    await member.says(DESK, PASSPHRASE)
    await member.waits_for(DESK, "once more")
    await member.says(DESK, "something else entirely")
    await member.waits_for(DESK, "differs")
    await member.says(DESK, PASSPHRASE)
    await member.waits_for(DESK, "signs the roster")


async def test_a_language_is_chosen_and_kept(world, control, desk):
    member = await enrols(world, control, "member")
    await member.says(DESK, "/language")
    await member.waits_for(DESK, "Please choose")
    await member.taps(DESK, "中文")
    await member.waits_for(DESK, "办公端")
    await member.says(DESK, "/help")
    await member.waits_for(DESK, "待办")


async def test_an_update_that_fails_leaves_no_passphrase_behind(world, control, desk, monkeypatch):
    member = await enrols(world, control, "member")
    await member.says(DESK, "/unlock")
    await member.waits_for(DESK, "passphrase")
    # A locked identity that is damaged makes the handler fail in a way that nobody foresaw.
    monkeypatch.setattr(type(world.sessions), "check_tries", lambda *_: 1 / 0)
    await member.says(DESK, PASSPHRASE)
    await member.waits_for(DESK, "could not be handled")
    assert PASSPHRASE not in " ".join(seen.text for seen in await member.sees(DESK))
    rows = await world.database.read(lambda c: c.execute(quarantine.select()).all())
    assert [row.sealed for row in rows] == [None]


async def test_a_command_is_no_note_and_another_case_ends_the_note(world, control, desk, registrar):
    member = await enrols(world, control, "member")
    first, second = await world.petition(SECRET), await world.petition(SECRET)
    await registrar.take_all()
    await unlocks(member)
    await opens_the_case(member)
    await member.taps(DESK, "Note")
    await member.waits_for(DESK, "write the note")
    await member.says(DESK, "/close")
    await member.waits_for(DESK, "not used and not kept")
    await member.says(DESK, "Ask the bank.")
    await member.waits_for(DESK, "note is sealed")

    await member.says(DESK, "/queue")
    await member.waits_for(DESK, "002")
    await member.taps(DESK, "002")
    await member.waits_for(DESK, "handled by")
    second_card = (await member.sees(DESK))[-1]
    await opens_the_case(member)
    await member.taps(DESK, "Note")
    await member.waits_for(DESK, "write the note")
    await member.presses(DESK, second_card.id, 0, 0)
    await member.waits_for(DESK, "page 1 of 1")
    await member.says(DESK, "Ask the bank again.")
    await member.waits_for(DESK, "not used and not kept")
    book = world.scope().book
    assert [len(await book.pieces(id_)) for id_ in (first, second)] == [2, 1]


async def test_reading_makes_the_next_follow_up_heard(world, control, desk, registrar):
    member = await enrols(world, control, "member")
    case_id = await world.petition(SECRET)
    await registrar.take_all()
    await unlocks(member)
    await world.mails(case_id, {"kind": "follow-up", "at": world.clock().isoformat()})
    await registrar.take_all()
    await reads(member)
    row = await world.scope().book.case(case_id)
    assert not open_facts(world.scope(), row).facts.news


async def test_a_reply_to_somebody_who_comes_to_look_waits_in_the_mailbox(
    world, control, desk, registrar
):
    member = await enrols(world, control, "member")
    words = world.intake_keys.phrases.draw(secrets.randbits)
    given = public_half(world.intake(Work(world.database)), words)
    await world.petition(SECRET, may_write=False, **given)
    await registrar.take_all()
    shown = await opens_the_case(member)
    assert "has a mailbox and comes to look" in shown.text
    await member.taps(DESK, "Claim")
    await member.waits_for(DESK, "is yours")
    await opens_the_section(member, "Reporter")
    await member.taps(DESK, "Reply")
    await member.waits_for(DESK, "write to the reporter")
    await member.says(DESK, "Which year?")
    await member.waits_for(DESK, "What do they count as?")
    await member.taps(DESK, "other message")
    await member.waits_for(DESK, "sealed in the reporter's mailbox", "nobody")
    await opens_the_section(member, "Reporter")
    assert "other message: lies in the mailbox" in (await member.sees(DESK))[-1].text
    assert await world.outbox("team-writes") == []
    _, found = await look_inside(world.intake(Work(world.database)), words)
    assert [answer.text for answer in found.answers] == ["Which year?"]
