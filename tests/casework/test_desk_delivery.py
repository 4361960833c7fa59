"""What the courier tells of messages to reporters, and what somebody else cannot make it tell."""

import pytest
from sqlalchemy import insert

from bot.registrar import Registrar
from casework.desk.claim import claim_case
from casework.desk.facts import open_facts
from casework.desk.write import reply_to_reporter
from casework.rules.dispatch import Counts
from storage.ledger.courier_seals import CourierKeys
from storage.sql.tables import reports


@pytest.fixture
def registrar(world):
    return Registrar(world.database, world.scope, 0.01)


@pytest.fixture
def courier(world):
    return CourierKeys(world.courier, world.keys.identity.recipient)


@pytest.fixture
async def about(world, registrar):
    """What the item of a message says of whom to tell; it was written by a member."""
    member = await world.joins("member")
    case_id = await world.petition(real_name=True, contact="13900000000")
    await registrar.take_all()
    await world.does(claim_case, member, case_id)
    await world.does(reply_to_reporter, member, case_id, "Which year?", Counts.QUESTION)
    ((_, item, _),) = await world.outbox("team-writes")
    return item["report"]


async def reported(world, sealed):
    await world.database.write([lambda c: c.execute(insert(reports).values(sealed=sealed))])


async def state_of(world, about):
    row = await world.scope().book.case(about["case"])
    (dispatch,) = open_facts(world.scope(), row).facts.dispatches
    return dispatch.state, dispatch.state_on


async def left(world):
    return len(await world.scope().book.reports(0, 10))


async def test_what_became_of_it_is_kept_and_told_once(world, registrar, courier, about):
    for outcome, on in (
        ("blocked", "2026-11-23"),
        ("sent", "2026-11-25"),
        ("blocked", "2026-11-26"),
    ):
        await reported(world, courier.seal_report({**about, "outcome": outcome, "on": on}))
        await registrar.take_all()
    assert await state_of(world, about) == ("sent", "2026-11-25")
    assert await left(world) == 0
    told = [
        item
        for name in ("blocked", "sent")
        for item in await world.outbox(f"announce-delivery-{name}")
    ]
    assert [(item["chat_id"], item.get("due")) for _, item, _ in told] == [
        (1001, "2026-11-30"),
        (1001, None),
    ]
    assert "13900000000" not in str(told)


FORGED = {
    "no token": {"token": "0" * 32},
    "of another message": {"dispatch": "f" * 16},
    "of another case": {"case": "f" * 32},
    "of a kind that nobody knows": {"outcome": "read"},
    "on no day": {"on": "yesterday"},
}


@pytest.mark.parametrize("change", FORGED.values(), ids=FORGED.keys())
async def test_what_the_courier_did_not_write_changes_nothing(
    world, registrar, courier, about, change
):
    value = {**about, "outcome": "undelivered", "on": "2026-11-23", **change}
    await reported(world, courier.seal_report(value))
    await registrar.take_all()
    assert (await state_of(world, about))[0] == "waiting"
    assert await left(world) == 1


async def test_what_is_told_names_the_message_and_nobody(about):
    assert about.keys() == {"case", "dispatch", "token"}
