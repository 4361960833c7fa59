"""Claiming, writing, reviewing, closing: roles, wraps, versions, terms."""

import asyncio
from datetime import UTC, datetime

import pytest

from casework.desk.claim import AlreadyClaimedError, claim_case
from casework.desk.close import close_case
from casework.desk.facts import case_for
from casework.desk.figures import read_totals
from casework.desk.pieces import TextTooLongError
from casework.desk.read import list_queue, open_case, read_entries
from casework.desk.review import AlreadyReviewedError, mark_reviewed
from casework.desk.scope import CaseNotFoundError, LockedError, NotPermittedError
from casework.desk.write import NoRouteError, add_note, note_contact, reply_to_reporter
from casework.outbox import PATIENCE
from casework.ports import StaleError
from casework.rules.cases import NotAllowedError
from casework.rules.dispatch import Counts, Way
from storage.sql.work import Work


@pytest.fixture
async def staff(world):
    people = ("leader", "member", "other", "fifth", "office")
    return {name: await world.joins(name) for name in people}


@pytest.fixture
async def case_id(world, registrar, staff):
    case_id = await world.petition()
    await registrar.take_all()
    return case_id


@pytest.fixture
async def named(world, registrar, staff):
    case_id = await world.petition(real_name=True, contact="13900000000")
    await registrar.take_all()
    return case_id


async def test_a_case_cannot_be_closed_unreviewed(world, staff, case_id):
    await world.does(claim_case, staff["member"], case_id)
    with pytest.raises(NotAllowedError) as refused:
        await world.does(close_case, staff["member"], case_id)
    assert refused.value.code == "unreviewed"
    assert await world.outbox("case-closed") == []


async def test_a_reviewed_case_is_closed_and_the_reporter_told(world, staff, case_id):
    await world.does(claim_case, staff["member"], case_id)
    await world.does(mark_reviewed, staff["fifth"], case_id)
    await world.does(close_case, staff["member"], case_id)
    ((_, item, _),) = await world.outbox("case-closed")
    receipt = (await case_for(world.scope(), staff["fifth"], case_id)).facts.receipt
    assert item == {
        "bot": "public",
        "route": case_id,
        "text": {"id": "case-closed", "args": {"receipt": receipt}},
        "patient": (world.clock() + PATIENCE).isoformat(),
    }
    totals = await read_totals(world.scope())
    assert (totals.open, totals.waiting_review, totals.due) == (0, 0, {})


async def test_a_second_close_is_told_that_it_is_closed(world, staff, case_id):
    await world.does(claim_case, staff["member"], case_id)
    await world.does(mark_reviewed, staff["fifth"], case_id)
    await world.does(close_case, staff["member"], case_id)
    with pytest.raises(NotAllowedError) as refused:
        await world.does(close_case, staff["member"], case_id)
    assert refused.value.code == "already-closed"


async def test_only_the_fifth_group_reviews(world, staff, case_id):
    for name in ("leader", "member"):
        with pytest.raises(NotPermittedError):
            await world.does(mark_reviewed, staff[name], case_id)


async def test_a_second_review_is_told_whose_the_first_was(world, staff, case_id):
    await world.does(mark_reviewed, staff["fifth"], case_id, "The account is plausible.")
    with pytest.raises(AlreadyReviewedError) as refused:
        await world.does(mark_reviewed, staff["fifth"], case_id)
    assert refused.value.reader_id == "fifth"


async def test_a_review_meets_its_term_and_withdraws_its_reminders(world, staff, case_id):
    await world.does(mark_reviewed, staff["fifth"], case_id)
    assert (await world.terms())["fifth-review"] == (world.day("2026-11-26"), True)
    assert await world.reminders() == []


async def test_a_late_claim_is_told_who_was_faster(world, staff, case_id):
    await world.does(claim_case, staff["member"], case_id)
    with pytest.raises(AlreadyClaimedError) as refused:
        await world.does(claim_case, staff["other"], case_id)
    assert refused.value.assignee == "member"


async def test_two_claims_at_once_leave_one_assignee(world, staff, case_id):
    works = [Work(world.database), Work(world.database)]
    for work, name in zip(works, ("member", "other"), strict=True):
        await claim_case(world.scope(work), staff[name], case_id)
    done = await asyncio.gather(*(work.commit() for work in works), return_exceptions=True)
    assert [type(outcome) for outcome in done] in (
        [type(None), StaleError],
        [StaleError, type(None)],
    )


async def test_a_claim_moves_reminders_to_the_assignee(world, staff, named):
    await world.does(claim_case, staff["member"], named)
    reminders = await world.reminders()
    notice = [(at, i) for at, i in reminders if i["line"]["rule"] == "acceptance-notice"]
    assert {item["chat_id"] for _, item in notice} == {staff["member"].chat_id}
    assert [f"{at:%m-%d %H:%M}" for at, _ in notice] == [
        "12-09 01:00",
        "12-11 01:00",
        "12-14 01:00",
        "12-15 01:00",
    ]


async def test_another_member_neither_replies_nor_closes(world, staff, case_id):
    await world.does(claim_case, staff["member"], case_id)
    await world.does(mark_reviewed, staff["fifth"], case_id)
    for use_case, *words in ((reply_to_reporter, "Who?"), (close_case,)):
        with pytest.raises(NotPermittedError):
            await world.does(use_case, staff["other"], case_id, *words)


async def test_a_reply_goes_to_the_route_with_a_random_handle(world, staff, named):
    await world.does(claim_case, staff["member"], named)
    await world.does(reply_to_reporter, staff["member"], named, "Which year?", Counts.NOTICE)
    ((_, item, _),) = await world.outbox("team-writes")
    (handle,) = await world.handles()
    assert (item["bot"], item["route"], item["text"]["args"]["text"]) == (
        "public",
        named,
        "Which year?",
    )
    assert item["buttons"] == [[{"id": "button-answer", "data": f"answer:{handle}"}]]
    assert (await world.terms())["acceptance-notice"][1] is True
    assert (await read_totals(world.scope())).days[world.day("2026-11-23")].replied == 1


async def test_who_did_not_want_to_be_written_to_is_not(world, registrar, staff):
    case_id = await world.petition(may_write=False)
    await registrar.take_all()
    with pytest.raises(NoRouteError):
        await world.does(reply_to_reporter, staff["leader"], case_id, "Hello")
    assert await world.handles() == []


async def test_being_told_by_phone_counts_as_being_told(world, registrar, staff):
    case_id = await world.petition(real_name=True, contact="13900000000", may_write=False)
    await registrar.take_all()
    told = {"counts": Counts.NOTICE, "way": Way.PHONE, "day": world.day("2026-11-23")}
    await world.does(note_contact, staff["leader"], case_id, "Phoned at ten.", **told)
    assert (await world.terms())["acceptance-notice"][1] is True


async def test_a_result_after_closing_is_the_feedback_and_other_words_are_not(world, staff, named):
    await world.does(claim_case, staff["member"], named)
    await world.does(mark_reviewed, staff["fifth"], named)
    await world.does(close_case, staff["member"], named)
    assert (await world.terms())["feedback"] == (world.day("2026-12-14"), False)
    queue, _ = await list_queue(world.scope(), staff["member"], 0, 10)
    assert [case.id for case in queue] == [named]
    words = "The fee was collected."
    await world.does(reply_to_reporter, staff["member"], named, "We look into it.", Counts.NOTICE)
    await world.does(reply_to_reporter, staff["member"], named, words)
    assert not all(met for _, met in (await world.terms()).values())
    await world.does(reply_to_reporter, staff["member"], named, words, Counts.RESULT)
    assert all(met for _, met in (await world.terms()).values())
    assert await list_queue(world.scope(), staff["member"], 0, 10) == ([], False)
    assert await world.reminders() == []


async def test_a_reader_without_a_wrap_is_told_what_a_wrong_id_is_told(world, staff, case_id):
    for use_case, *words in (
        (claim_case,),
        (add_note, "x"),
        (reply_to_reporter, "x"),
        (mark_reviewed,),
        (close_case,),
    ):
        for id_ in (case_id, "0" * 32):
            with pytest.raises(CaseNotFoundError):
                await world.does(use_case, staff["office"], id_, *words)
    assert await list_queue(world.scope(), staff["office"], 0, 10) == ([], False)


async def test_a_petition_is_not_seen_before_it_is_registered(world, staff):
    case_id = await world.petition()
    with pytest.raises(CaseNotFoundError):
        await case_for(world.scope(), staff["fifth"], case_id)


async def test_content_opens_with_the_readers_unlocked_key_alone(world, staff, case_id):
    with pytest.raises(LockedError):
        await open_case(world.scope(), staff["member"], case_id)
    await world.unlocked(staff["member"])
    case, opened = await open_case(world.scope(), staff["member"], case_id)
    (entry,) = await read_entries(world.scope(), case, opened)
    assert (entry.kind, entry.text, entry.author) == ("text", "The fee was waived.", None)


async def test_notes_and_opinions_are_read_beside_the_petition(world, staff, case_id):
    await world.does(add_note, staff["member"], case_id, "Ask the bank.")
    await world.does(mark_reviewed, staff["fifth"], case_id, "Plausible.")
    await world.unlocked(staff["leader"])
    case, opened = await open_case(world.scope(), staff["leader"], case_id)
    entries = await read_entries(world.scope(), case, opened)
    assert [(e.kind, e.author, e.text) for e in entries[1:]] == [
        ("note", "member", "Ask the bank."),
        ("opinion", "fifth", "Plausible."),
    ]


async def test_the_key_goes_when_its_time_is_over(world, staff, case_id):
    await world.unlocked(staff["member"])
    world.clock.passes(minutes=15)
    with pytest.raises(LockedError):
        await open_case(world.scope(), staff["member"], case_id)


async def test_a_text_that_is_too_long_changes_nothing(world, staff, case_id):
    with pytest.raises(TextTooLongError):
        await world.does(mark_reviewed, staff["fifth"], case_id, "x" * 3501)
    assert (await case_for(world.scope(), staff["fifth"], case_id)).review == "due"


async def test_what_lies_in_the_database_shows_no_facts(world, staff, case_id, tmp_path):
    await world.does(claim_case, staff["member"], case_id)
    await world.does(add_note, staff["member"], case_id, "Ask the bank.")
    at_rest = b"".join(path.read_bytes() for path in (tmp_path / "data").glob("dengwen.db*"))
    for secret in ("Ask the bank", "The fee was waived", "acceptance", "assignee"):
        assert secret.encode() not in at_rest


async def test_the_fifth_group_is_chased_on_working_days_only(world, registrar, staff):
    world.clock.at = datetime(2026, 11, 27, 2, 0, tzinfo=UTC)  # a Friday
    await world.petition()
    await registrar.take_all()
    days = [f"{at:%a}" for at, _ in await world.reminders(overdue=9)]
    assert not {"Sat", "Sun"} & set(days)
