"""The end of the round: from its last day on the ledgers are owed to the office, once."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.round_closing import RoundClosing
from casework.desk.round_closing import close_round, round_handed_over
from casework.desk.round_terms import after_feedback, file_paper, sign_feedback
from casework.ports import DuplicateError
from storage.sql.work import Work
from tests.casework.office import RULES, rule

CLOSES = date(2019, 8, 10)  # a Saturday
OWED = (
    rule("hand-over", "round-closed", "10 workdays", "leader", "handed-over"),
    rule("rectification-plan", "feedback-signed", "10 workdays", "leader", "plan-filed"),
)


@pytest.fixture
async def leader(world, registrar):
    world.clock.at = datetime(2019, 8, 9, 2, 0, tzinfo=UTC)
    world.office = replace(world.office, rules=(*RULES, *OWED))
    return await world.joins("leader")


@pytest.fixture
def look(world):
    return RoundClosing(world.database, world.scope, CLOSES).look


async def test_the_ledgers_are_owed_when_the_last_day_is_over(world, registrar, leader, look):
    await world.petition()
    await registrar.take_all()
    world.clock.at = datetime(2019, 8, 10, 15, 59, 59, tzinfo=UTC)  # still Saturday
    await look()
    assert "hand-over" not in await world.terms()
    world.clock.passes(seconds=1)
    await look()
    await look()  # after a restart, say
    # 12-16 August 1-5, 19-23 August 6-10.
    assert (await world.terms())["hand-over"] == (date(2019, 8, 23), False)


async def test_whoever_looks_late_counts_from_the_same_day(world, registrar, leader, look):
    await world.petition()
    await registrar.take_all()
    world.clock.at = datetime(2019, 9, 2, 2, 0, tzinfo=UTC)
    await look()
    assert (await world.terms())["hand-over"] == (date(2019, 8, 23), False)


async def test_a_round_in_which_nothing_came_owes_no_ledger(world, leader, look):
    world.clock.at = datetime(2019, 8, 12, 2, 0, tzinfo=UTC)
    await look()
    assert await world.terms() == {}


async def test_of_two_who_see_it_at_the_same_moment_one_begins_it(world, registrar, leader):
    await world.petition()
    await registrar.take_all()
    world.clock.at = datetime(2019, 8, 12, 2, 0, tzinfo=UTC)
    one, other = Work(world.database), Work(world.database)
    for work in (one, other):
        assert await close_round(world.scope(work), CLOSES)
    await one.commit()
    with pytest.raises(DuplicateError):
        await other.commit()


async def test_it_is_met_by_the_offices_receipt_or_by_hand(world, registrar, leader, look):
    await world.petition()
    await registrar.take_all()
    world.clock.at = datetime(2019, 8, 12, 2, 0, tzinfo=UTC)
    await look()
    before = await after_feedback(world.scope(), leader)
    assert ([each.rule_id for each in before.terms], before.signed) == (["hand-over"], False)
    await world.does(sign_feedback, leader, date(2019, 8, 12))
    assert (await after_feedback(world.scope(), leader)).signed
    await world.does(round_handed_over)
    assert (await world.terms())["hand-over"] == (date(2019, 8, 23), True)
    assert (await world.terms())["rectification-plan"] == (date(2019, 8, 26), False)
    await look()
    assert (await world.terms())["hand-over"] == (date(2019, 8, 23), True)


async def test_a_hand_over_on_paper_is_entered_by_the_leader(world, registrar, leader, look):
    await world.petition()
    await registrar.take_all()
    world.clock.at = datetime(2019, 8, 20, 2, 0, tzinfo=UTC)
    await look()
    (owed,) = (await after_feedback(world.scope(), leader)).terms
    await world.does(file_paper, leader, owed.row.id[:8], date(2019, 8, 19))
    assert (await world.terms())["hand-over"] == (date(2019, 8, 23), True)
