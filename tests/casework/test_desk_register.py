"""The registrar: numbers without gaps, terms, reminders, and who hears of a case."""

from datetime import UTC, datetime

import pytest

from casework.desk.claim import claim_case
from casework.desk.close import close_case
from casework.desk.facts import case_for
from casework.desk.figures import publish_totals, read_totals
from casework.desk.read import list_queue, note_read
from casework.desk.register import take_mail
from casework.desk.review import mark_reviewed
from casework.ports import DuplicateError, StaleError
from storage.ledger.age import X25519Identity, seal
from storage.ledger.mail import sign_mail
from storage.ledger.note import NoteSigner
from storage.ledger.padding import padded_json
from storage.sql.tables import desk_mail, epochs
from storage.sql.work import Work
from tests.casework.office import FIFTH_CHAT, TEAM_CHAT


@pytest.fixture
async def staff(world):
    return {name: await world.joins(name) for name in ("leader", "member", "fifth", "office")}


async def numbers(world, member, ids):
    return [(await case_for(world.scope(), member, id_)).number for id_ in ids]


async def test_numbers_follow_each_other_without_a_gap(world, registrar, staff):
    ids = [await world.petition() for _ in range(3)]
    assert await registrar.take_all() == 3
    assert await numbers(world, staff["fifth"], ids) == [
        "礼巡信〔2026〕001号",
        "礼巡信〔2026〕002号",
        "礼巡信〔2026〕003号",
    ]


async def test_a_number_that_was_taken_meanwhile_is_drawn_again(world, registrar, staff):
    ids = [await world.petition() for _ in range(2)]
    slow = Work(world.database)
    mail = await world.scope().book.mail(0, 10)
    await take_mail(world.scope(slow), mail[1])
    await world.does(take_mail, mail[0])
    with pytest.raises((StaleError, DuplicateError)):
        await slow.commit()
    await registrar.take_all()
    assert await numbers(world, staff["fifth"], ids) == [
        "礼巡信〔2026〕001号",
        "礼巡信〔2026〕002号",
    ]


async def test_one_bad_piece_of_mail_does_not_hold_up_the_next(world, registrar, staff):
    bad, good = await world.petition(), await world.petition()
    stranger = X25519Identity.generate().recipient.encode()
    swap = epochs.update().where(epochs.c.case_id == bad).values(recipient=stranger)
    await world.database.write([lambda c: c.execute(swap)], [{"event": "test"}])
    assert await registrar.take_all() == 1
    assert await numbers(world, staff["fifth"], [good]) == ["礼巡信〔2026〕001号"]


async def test_mail_is_taken_up_once(world, registrar, staff):
    await world.petition()
    await registrar.take_all()
    assert await registrar.take_all() == 0
    assert len(await world.outbox("announce-registered")) == 1


async def test_the_terms_of_a_named_petition_begin(world, registrar, staff):
    await world.petition(real_name=True, contact="13900000000")
    await registrar.take_all()
    assert await world.terms() == {
        "register": (world.day("2026-11-24"), True),
        "fifth-review": (world.day("2026-11-26"), False),
        "acceptance-notice": (world.day("2026-12-14"), False),
    }


async def test_an_anonymous_petition_has_no_acceptance_notice(world, registrar, staff):
    await world.petition()
    await registrar.take_all()
    assert "acceptance-notice" not in await world.terms()


async def test_reminders_come_at_nine_on_working_days_before_the_term_and_after_it(
    world, registrar, staff
):
    world.clock.at = datetime(2026, 11, 26, 6, 0, tzinfo=UTC)  # a Thursday, 14:00 in Shanghai
    await world.petition()
    await registrar.take_all()
    reminders = await world.reminders(overdue=3)
    assert [(f"{at:%m-%d %H:%M}", item["chat_id"]) for at, item in reminders] == [
        ("11-30 01:00", FIFTH_CHAT),
        ("12-01 01:00", FIFTH_CHAT),
        ("12-02 01:00", FIFTH_CHAT),
        ("12-03 01:00", FIFTH_CHAT),
        ("12-04 01:00", FIFTH_CHAT),
        ("12-04 01:00", staff["leader"].chat_id),
    ]
    line = reminders[0][1]["line"]
    assert (line["due"], line["last"]) == ("2026-12-01", "2026-12-01")
    assert (line["number"], line["rule"]) == ("礼巡信〔2026〕001号", "fifth-review")


async def test_a_reminder_whose_moment_is_past_is_not_planned(world, registrar, staff):
    await world.petition(real_name=True, contact="x")
    world.clock.passes(days=20)
    await registrar.take_all()
    assert await world.reminds() == []
    assert all(at > world.clock() for at, _ in await world.reminders())


async def test_groups_hear_the_number_and_nothing_else(world, registrar, staff):
    await world.petition("The cellar was let for private profit.")
    await registrar.take_all()
    (announced,) = [item for _, item, _ in await world.outbox("announce-registered")]
    (review,) = [item for _, item, _ in await world.outbox("announce-review")]
    assert announced == {
        "bot": "team",
        "chat_id": TEAM_CHAT,
        "language": "zh-CN",
        "text": {"id": "announce-registered", "args": {"number": "礼巡信〔2026〕001号"}},
    }
    assert (review["chat_id"], review["due"]) == (FIFTH_CHAT, "2026-11-26")


async def test_what_concerns_the_team_reaches_neither_its_group_nor_any_figure(
    world, registrar, staff
):
    await world.does(publish_totals)
    case_id = await world.petition(concerns="team")
    await registrar.take_all()
    case = await case_for(world.scope(), staff["fifth"], case_id)
    assert case.number == "礼巡密信〔2026〕001号"
    chats = {item["chat_id"] for _, item, _ in await world.outbox()}
    assert chats == {FIFTH_CHAT, staff["office"].chat_id}
    totals = await read_totals(world.scope())
    assert (totals.open, totals.due, totals.waiting_review) == (0, {}, 0)
    ordinary = await world.petition()
    await registrar.take_all()
    assert await numbers(world, staff["member"], [ordinary]) == ["礼巡信〔2026〕001号"]


async def test_the_office_works_on_what_concerns_the_team(world, registrar, staff):
    case_id = await world.petition(concerns="team")
    await registrar.take_all()
    claimed = await world.does(claim_case, staff["office"], case_id)
    assert claimed.facts.assignee == "office"


async def test_a_follow_up_is_told_to_the_assignee_alone(world, registrar, staff):
    case_id = await world.petition()
    await registrar.take_all()
    await world.mails(case_id, follow_up(world))
    await registrar.take_all()
    await world.does(claim_case, staff["member"], case_id)
    await reads(world, staff["member"], case_id)
    await follows_up(world, registrar, case_id)
    group, own = [item for _, item, _ in await world.outbox("announce-follow-up")]
    assert (group["chat_id"], own["chat_id"]) == (TEAM_CHAT, staff["member"].chat_id)
    assert "buttons" not in group
    assert own["buttons"] == [[{"id": "desk-button-card", "data": f"c:{case_id}"}]]


async def test_follow_ups_are_told_once_until_somebody_has_read(world, registrar, staff):
    case_id = await world.petition()
    await registrar.take_all()
    for _ in range(3):
        await follows_up(world, registrar, case_id)
    assert len(await world.outbox("announce-follow-up")) == 1
    await reads(world, staff["fifth"], case_id)
    await follows_up(world, registrar, case_id)
    assert len(await world.outbox("announce-follow-up")) == 2


async def test_a_follow_up_to_a_closed_case_brings_it_back_and_its_review(world, registrar, staff):
    case_id = await world.petition()
    await registrar.take_all()
    await world.does(claim_case, staff["member"], case_id)
    await world.does(mark_reviewed, staff["fifth"], case_id)
    await world.does(close_case, staff["member"], case_id)
    assert await list_queue(world.scope(), staff["member"], 0, 10) == ([], False)
    world.clock.passes(days=1)
    for _ in range(2):
        await follows_up(world, registrar, case_id)
    ((case,), _) = await list_queue(world.scope(), staff["member"], 0, 10)
    assert (case.state, case.review, case.facts.assignee) == ("in-progress", "due", "member")
    totals = await read_totals(world.scope())
    assert (totals.open, totals.waiting_review) == (1, 1)
    assert totals.due == {world.day("2026-11-27"): 1}
    assert {item["chat_id"] for _, item in await world.reminders()} >= {FIFTH_CHAT}
    assert len(await world.outbox("announce-follow-up")) == 1
    again = [item for _, item, _ in await world.outbox("announce-review")][1:]
    assert [(item["chat_id"], item["due"]) for item in again] == [(FIFTH_CHAT, "2026-11-27")]
    await world.does(mark_reviewed, staff["fifth"], case_id)
    await world.does(close_case, staff["member"], case_id)
    totals = await read_totals(world.scope())
    assert (totals.open, totals.waiting_review, totals.due) == (0, 0, {})


async def test_a_follow_up_about_the_team_is_silent_towards_it(world, registrar, staff):
    case_id = await world.petition(concerns="team")
    await registrar.take_all()
    await world.does(claim_case, staff["office"], case_id)
    await world.does(mark_reviewed, staff["fifth"], case_id)
    await world.does(close_case, staff["office"], case_id)
    await follows_up(world, registrar, case_id)
    chats = {item.get("chat_id") for _, item, _ in await world.outbox()} - {None}
    assert chats == {FIFTH_CHAT, staff["office"].chat_id}
    totals = await read_totals(world.scope())
    assert (totals.open, totals.waiting_review, totals.due) == (0, 0, {})


async def test_a_withdrawal_is_marked_and_told(world, registrar, staff):
    case_id = await world.petition()
    await registrar.take_all()
    await world.mails(case_id, {"kind": "withdrawn"})
    await registrar.take_all()
    case = await case_for(world.scope(), staff["fifth"], case_id)
    assert case.facts.marks == ("withdrawn",)
    assert len(await world.outbox("announce-withdrawn")) == 1


async def test_the_figures_count_the_case_and_its_open_terms(world, registrar, staff):
    await world.petition()
    await registrar.take_all()
    totals = await read_totals(world.scope())
    assert (totals.open, totals.waiting_review) == (1, 1)
    assert totals.due == {world.day("2026-11-26"): 1}


async def test_only_mail_that_the_intake_signed_for_the_case_is_believed(
    world, registrar, staff, caplog
):
    case_id, _ = await world.petition(), await world.petition()
    mine, others = await world.scope().book.mail(0, 10)
    facts = world.keys.open_mail(case_id, mine.sealed)
    outsider = NoteSigner.generate("intake")
    for forged in (
        {"kind": "withdrawn"},
        facts | {"readers": ["outsider"]},
        sign_mail(case_id, facts | {"readers": ["outsider"]}, outsider),
        sign_mail(case_id, {"kind": "rumour", "at": facts["received_at"]}, world.intake_signer),
        None,
    ):
        sealed = to_desk(world, forged) if forged else others.sealed
        await put_into(world, mine.id, sealed)
        assert await registrar.take_all() <= 1  # the other petition, which is as it was
        assert (await world.scope().book.case(case_id)).state == "received"
        assert len(await world.scope().book.mail(0, 10)) == 1
    (told,) = caplog.messages
    assert told.startswith(f"mail-refused piece=mail {mine.id} error=MailRefusedError at ")
    await put_into(world, mine.id, mine.sealed)
    assert await registrar.take_all() == 1


async def test_mail_put_in_once_more_moves_nothing(world, registrar, staff):
    case_id = await world.petition()
    for _ in range(2):
        world.clock.passes(minutes=1)
        await world.mails(case_id, follow_up(world))
    await world.mails(case_id, {"kind": "withdrawn"})
    petition, *additions = await world.scope().book.mail(0, 10)
    await registrar.take_all()
    await reads(world, staff["fifth"], case_id)
    await world.does(claim_case, staff["member"], case_id)
    await world.does(mark_reviewed, staff["fifth"], case_id)
    await world.does(close_case, staff["member"], case_id)
    for mail in additions:
        work = Work(world.database)
        world.intake(work).book.add_mail(case_id, mail.sealed, world.clock())
        await work.commit()
    assert await registrar.take_all() == 3
    case = await case_for(world.scope(), staff["fifth"], case_id)
    assert (case.state, case.review, case.facts.marks) == ("closed", "reviewed", ("withdrawn",))
    assert len(await world.outbox("announce-withdrawn")) == 1
    work = Work(world.database)
    world.intake(work).book.add_mail(case_id, petition.sealed, world.clock())
    await work.commit()
    assert await registrar.take_all() == 0
    assert (await case_for(world.scope(), staff["fifth"], case_id)).number == case.number
    await follows_up(world, registrar, case_id, hours=1)
    case = await case_for(world.scope(), staff["fifth"], case_id)
    assert (case.state, case.review) == ("in-progress", "due")


def to_desk(world, plain):
    """Seal something to the desk as anybody can who has its public key."""
    return seal(padded_json(plain), [world.keys.identity.recipient])


async def put_into(world, mail_id, sealed):
    swap = desk_mail.update().where(desk_mail.c.id == mail_id).values(sealed=sealed)
    await world.database.write([lambda c: c.execute(swap)])


def follow_up(world):
    return {"kind": "follow-up", "at": world.clock().isoformat()}


async def follows_up(world, registrar, case_id, **later):
    world.clock.passes(**later)
    await world.mails(case_id, follow_up(world))
    await registrar.take_all()


async def reads(world, member, case_id):
    async def opening(scope):
        note_read(scope, member, await case_for(scope, member, case_id))

    await world.does(opening)
