"""Extensions, dispositions, outcomes, repeats and what is put right at once, as use cases."""

from dataclasses import replace
from datetime import date

import pytest

from bot.indexing import index_over
from casework.desk.claim import claim_case
from casework.desk.close import close_case
from casework.desk.deadlines import tag_of_term
from casework.desk.decided import DecisionRefusedError, Press
from casework.desk.disposing import (
    approve_disposition,
    enter_decision,
    propose_disposition,
    refuse_disposition,
)
from casework.desk.extending import (
    approve_extension,
    ask_extension,
    extendable,
    refuse_extension,
)
from casework.desk.facts import ChangedMeanwhileError, case_for
from casework.desk.figures import read_totals
from casework.desk.handle import set_handling
from casework.desk.read import open_case, read_entries
from casework.desk.rectifying import enter_rectified, propose_rectification
from casework.desk.recuse import recuse
from casework.desk.repeats import (
    known_main,
    known_repeats,
    link_repeat,
    merge_repeat,
    unlink_repeat,
    unmerge_repeat,
)
from casework.desk.review import mark_reviewed
from casework.desk.scope import NotPermittedError
from casework.desk.settling import enter_signature, reopen, settle
from casework.rules.cases import CaseEvent, NotAllowedError
from casework.rules.dispositions import Disposition
from casework.rules.handling import Handling
from tests.casework.office import RULES, rule

MORE = (
    rule("claim-answer", "claimed", "60 days", "assignee", "answered"),
    rule("claim-extension", "approved", "30 days", "assignee", "answered"),
    rule("immediate-rectification", "proposal", "10 workdays", "assignee", "rectified"),
)


@pytest.fixture
def world(world):
    world.office = replace(world.office, rules=(*RULES, *MORE))
    return world


@pytest.fixture
async def staff(world):
    people = ("leader", "member", "other", "fifth", "office")
    return {name: await world.joins(name) for name in people}


@pytest.fixture
async def case_id(world, registrar, staff):
    """A named petition that the member handles."""
    case_id = await world.petition(real_name=True, contact="13900000000")
    await registrar.take_all()
    await world.does(claim_case, staff["member"], case_id)
    return case_id


@pytest.fixture
def presses(staff, case_id):
    return {name: Press(member, case_id) for name, member in staff.items()}


async def seen(world, staff, case_id, who="fifth"):
    return await case_for(world.scope(), staff[who], case_id)


async def records(world, staff, case_id):
    """Return what was written down of a case, as (kind, fields, text)."""
    await world.unlocked(staff["fifth"])
    opened = await open_case(world.scope(), staff["fifth"], case_id)
    entries = await read_entries(world.scope(), *opened)
    return [(each.kind, each.fields, each.text) for each in entries if each.fields is not None]


async def due(world):
    return (await read_totals(world.scope())).due


async def asks(world, staff, case_id, rule_id, until, by="member"):
    case = await seen(world, staff, case_id)
    terms = await extendable(world.scope(), case)
    (tag,) = [tag_of_term(each) for each in terms if each.rule_id == rule_id]
    press = Press(staff[by], case_id)
    return await world.does(ask_extension, press, tag=tag, until=until, reason="A witness is ill.")


async def test_an_approved_extension_moves_date_reminders_and_figures(
    world, staff, case_id, presses
):
    before, first, until = await due(world), date(2026, 12, 14), date(2026, 12, 28)
    assert before[first] == 1
    with pytest.raises(NotPermittedError):
        await asks(world, staff, case_id, "acceptance-notice", until, by="other")
    with pytest.raises(DecisionRefusedError, match="too-early"):
        await asks(world, staff, case_id, "acceptance-notice", first)
    with pytest.raises(DecisionRefusedError, match="too-far"):
        await asks(world, staff, case_id, "acceptance-notice", date(2028, 1, 1))
    case = await asks(world, staff, case_id, "acceptance-notice", until)
    ((_, item, _),) = await world.outbox("announce-extension-asked")
    assert item["chat_id"] == staff["leader"].chat_id
    assert (await world.terms())["acceptance-notice"] == (first, False)
    with pytest.raises(DecisionRefusedError, match="over"):
        await asks(world, staff, case_id, "acceptance-notice", until)
    with pytest.raises(NotPermittedError):
        await world.does(approve_extension, presses["member"], "")
    late = Press(staff["leader"], case_id, case.version - 1)
    with pytest.raises(ChangedMeanwhileError):
        await world.does(approve_extension, late, "")
    await world.does(approve_extension, presses["leader"], "Until then, no longer.")
    assert (await world.terms())["acceptance-notice"] == (until, False)
    after = await due(world)
    assert (after.get(first, 0), after[until]) == (0, 1)
    ((_, told, _),) = await world.outbox("announce-extension-approved")
    assert (told["chat_id"], told["due"]) == (staff["member"].chat_id, "2026-12-28")
    reminded = [i["line"]["due"] for _, i in await world.reminders() if "acceptance" in str(i)]
    assert set(reminded) == {"2026-12-28"}
    extension, approval = await records(world, staff, case_id)
    assert extension == (
        "extension",
        {"choice": "acceptance-notice", "until": "2026-12-28"},
        "A witness is ill.",
    )
    assert approval[1] == {"choice": "extension-approved", "until": "2026-12-28"}
    (term,) = [
        each
        for each in await extendable(world.scope(), await seen(world, staff, case_id))
        if each.rule_id == "acceptance-notice"
    ]
    assert (term.extensions, term.first_due) == (1, first)


async def test_a_claim_is_extended_by_thirty_days_in_all(world, staff, case_id, presses):
    first, latest = date(2027, 1, 22), date(2027, 2, 21)
    assert (await world.terms())["claim-answer"] == (first, False)
    await asks(world, staff, case_id, "claim-answer", date(2027, 2, 1))
    await world.does(approve_extension, presses["leader"], "")
    with pytest.raises(DecisionRefusedError, match="too-late") as refused:
        await asks(world, staff, case_id, "claim-answer", date(2027, 2, 22))
    assert refused.value.day == latest
    await asks(world, staff, case_id, "claim-answer", latest)
    await world.does(refuse_extension, presses["leader"], "Enough.")
    assert (await world.terms())["claim-answer"] == (date(2027, 2, 1), False)
    assert len(await world.outbox("announce-extension-refused")) == 1
    assert "claim-extension" not in await world.terms()


async def test_a_disposition_is_proposed_approved_and_decided_elsewhere(
    world, staff, case_id, presses
):
    with pytest.raises(DecisionRefusedError):
        await world.does(approve_disposition, presses["leader"], "")
    await world.does(propose_disposition, presses["member"], Disposition.TALK, "One receipt only.")
    await world.does(refuse_disposition, presses["leader"], "Look further.")
    assert (await seen(world, staff, case_id)).facts.disposition == ""
    await world.does(propose_disposition, presses["member"], Disposition.VERIFY, "Three receipts.")
    case = await world.does(approve_disposition, presses["leader"], "Agreed.")
    assert (case.facts.disposition, case.facts.approved) == ("verify", "leader")
    decision = {"organ": "County commission", "document": "No. 7", "words": "A case is opened."}
    with pytest.raises(DecisionRefusedError, match="day-ahead"):
        await world.does(enter_decision, presses["member"], day=date(2026, 11, 24), **decision)
    case = await world.does(enter_decision, presses["member"], day=date(2026, 11, 20), **decision)
    assert case.facts.decided == "2026-11-20"
    kinds = [
        (kind, fields.get("choice")) for kind, fields, _ in await records(world, staff, case_id)
    ]
    assert kinds == [
        ("disposition", "talk"),
        ("approval", "disposition-refused"),
        ("disposition", "verify"),
        ("approval", "disposition-approved"),
        ("decision", None),
    ]


async def test_what_is_passed_on_is_told_signed_for_and_can_come_back(
    world, staff, case_id, presses
):
    with pytest.raises(NotPermittedError):
        await world.does(settle, presses["member"], CaseEvent.TRANSFERRED, "Not ours.")
    case = await world.does(
        settle,
        presses["leader"],
        CaseEvent.TRANSFERRED,
        "Not ours.",
        tell=True,
        organ="County audit",
        recipient="Ms Wang",
    )
    assert case.state == "transferred"
    ((_, item, _),) = await world.outbox("case-transferred")
    assert item["text"]["args"] == {"receipt": case.facts.receipt}
    assert (await world.terms())["acceptance-notice"][1]
    signed = {"day": date(2026, 11, 23), "who": "Ms Wang", "words": ""}
    case = await world.does(enter_signature, presses["member"], **signed)
    assert case.facts.signed == "2026-11-23"
    with pytest.raises(NotAllowedError):
        await world.does(settle, presses["leader"], CaseEvent.RETAINED, "No.")
    case = await world.does(reopen, presses["member"], "They sent it back.")
    assert (case.state, case.facts.assignee) == ("in-progress", "member")
    ((_, fields, _), *_) = await records(world, staff, case_id)
    assert fields == {"choice": "transferred", "organ": "County audit", "name": "Ms Wang"}


async def test_the_team_may_say_that_the_reporter_is_not_told(world, staff, case_id, presses):
    await world.does(settle, presses["leader"], CaseEvent.NOT_ACCEPTED, "A court has it.")
    assert await world.outbox("case-not-accepted") == []
    assert not (await world.terms())["acceptance-notice"][1]


async def test_a_closed_case_that_is_taken_up_again_counts_as_open(world, staff, case_id, presses):
    await world.does(mark_reviewed, staff["fifth"], case_id)
    opened, before = (await read_totals(world.scope())).open, await due(world)
    await world.does(close_case, staff["member"], case_id)
    assert "feedback" in await world.terms()
    await world.does(reopen, presses["member"], "A new witness.")
    assert (await read_totals(world.scope())).open == opened
    assert await due(world) == before
    assert (await world.terms())["feedback"][1]


@pytest.fixture
async def index(world):
    return index_over(world.database, world.keys)


@pytest.fixture
async def first_id(world, registrar, staff):
    """The first case of a matter, before the member's own."""
    first_id = await world.petition("The fee was waived, once more.")
    await registrar.take_all()
    return first_id


async def links(world, index, press, number):
    await index.build()
    return await world.does(link_repeat, index, press, number)


async def test_a_repeat_is_linked_merged_and_both_taken_back(
    world, staff, first_id, case_id, presses, index
):
    first = await seen(world, staff, first_id)
    before = await due(world)
    with pytest.raises(DecisionRefusedError, match="no-such-number"):
        await links(world, index, presses["other"], "礼巡信〔2026〕077号")
    own = await seen(world, staff, case_id)
    with pytest.raises(DecisionRefusedError, match="same-case"):
        await links(world, index, presses["other"], own.facts.receipt)
    await links(world, index, presses["other"], first.number)
    repeat, first = await seen(world, staff, case_id), await seen(world, staff, first_id)
    assert (repeat.facts.main, first.facts.repeats) == (first_id, (case_id,))
    assert (await known_main(world.scope(), staff["fifth"], repeat)).number == first.number
    case = await world.does(merge_repeat, presses["member"], "Word for word the same.")
    assert case.state == "merged"
    open_terms = {name for name, (_, met) in (await world.terms()).items() if not met}
    assert open_terms == {"fifth-review"}
    with pytest.raises(DecisionRefusedError):
        await world.does(unlink_repeat, presses["other"])
    await world.does(unmerge_repeat, presses["member"], "It names another building.")
    assert await due(world) == before
    await world.does(unlink_repeat, presses["other"])
    assert (await seen(world, staff, first_id)).facts.repeats == ()
    assert (await seen(world, staff, case_id)).facts.main is None


async def test_new_facts_take_a_merged_case_up_again(
    world, registrar, staff, first_id, case_id, presses, index
):
    first = await seen(world, staff, first_id)
    await links(world, index, presses["member"], first.facts.receipt)
    await world.does(set_handling, presses["leader"], Handling.ASSIGNED_OUT, "A bureau")
    await world.does(merge_repeat, presses["member"], "The same.")
    assert (await world.terms())["assigned-out"][1]
    opened = (await read_totals(world.scope())).open
    await world.mails(case_id, {"kind": "follow-up", "at": world.clock().isoformat()})
    await registrar.take_all()
    case = await seen(world, staff, case_id)
    assert (case.state, case.facts.news, case.facts.main) == ("in-progress", True, first_id)
    # The notice is not owed anew; what another body owes is.
    assert (await world.terms())["acceptance-notice"][1]
    assert (await world.terms())["assigned-out"] == (date(2027, 2, 23), False)
    assert date(2027, 2, 23) in await due(world)
    assert (await read_totals(world.scope())).open == opened


async def test_a_card_tells_of_no_case_that_its_reader_may_not_know(
    world, registrar, staff, first_id, case_id, presses, index
):
    about_team = await world.petition(concerns="fifth")
    await registrar.take_all()
    number = (await case_for(world.scope(), staff["leader"], about_team)).number
    with pytest.raises(DecisionRefusedError, match="other-readers"):
        await links(world, index, presses["leader"], number)
    await links(world, index, presses["member"], (await seen(world, staff, first_id)).number)
    await world.does(recuse, staff["other"], case_id, "other", "Family.")
    first = await seen(world, staff, first_id)
    assert await known_repeats(world.scope(), staff["other"], first) == []
    assert len(await known_repeats(world.scope(), staff["leader"], first)) == 1


async def test_a_link_is_taken_back_on_both_cards_by_who_knows_of_one_only(
    world, staff, first_id, case_id, presses, index
):
    await links(world, index, presses["other"], (await seen(world, staff, first_id)).number)
    await world.does(recuse, staff["other"], first_id, "other", "Family.")
    await world.does(unlink_repeat, presses["other"])
    first = await seen(world, staff, first_id)
    assert await known_repeats(world.scope(), staff["leader"], first) == []
    assert first.facts.repeats == ()


async def test_the_date_of_a_written_proposal_goes_before_the_usual_length(
    world, staff, case_id, presses
):
    written = {"document": "No. 3", "words": "Put the sign back."}
    with pytest.raises(DecisionRefusedError, match="too-early"):
        await world.does(
            propose_rectification, presses["member"], until=date(2026, 11, 20), **written
        )
    until = date(2026, 11, 27)
    await world.does(propose_rectification, presses["member"], until=until, **written)
    assert (await world.terms())["immediate-rectification"] == (until, False)
    with pytest.raises(DecisionRefusedError, match="over"):
        await world.does(propose_rectification, presses["member"], until=None, **written)
    given = {"day": date(2026, 11, 23), "words": ""}
    case = await world.does(enter_rectified, presses["member"], **given)
    assert case.facts.rectification == "rectified"
    assert (await world.terms())["immediate-rectification"] == (until, True)
    await world.does(propose_rectification, presses["member"], until=None, **written)
    assert (await world.terms())["immediate-rectification"] == (date(2026, 12, 7), False)
