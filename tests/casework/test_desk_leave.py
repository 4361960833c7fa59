"""Reminders of who is on leave go to who stands in, on those days and no others."""

from datetime import date

import pytest

from bot.registrar import Registrar
from casework.desk.claim import claim_case
from casework.desk.enroll import code_hash
from casework.desk.leave import (
    NotOnLeaveError,
    absences,
    colleagues,
    end_leave,
    leave_of,
    take_leave,
)
from casework.desk.people import members, speak, who_is
from casework.desk.recuse import recuse
from casework.desk.scope import NotPermittedError
from casework.ports import Reader, StaleError
from storage.sql.work import Work


@pytest.fixture
async def staff(world):
    world.roster.people["deputy"] = Reader(
        "deputy", "deputy", frozenset(), None, code_hash("code-deputy")
    )
    people = {name: await world.joins(name) for name in ("leader", "member", "other", "fifth")}
    people["deputy"] = await world.joins("deputy", user_id=1900)
    return people


@pytest.fixture
async def case_id(world, staff):
    """A case of the member's, with reminders on 9, 11, 14 and, overdue, 15 December."""
    case_id = await world.petition(real_name=True, contact="A. Name, 13800000000")
    await Registrar(world.database, world.scope, 0.01).take_all()
    await world.does(claim_case, staff["member"], case_id)
    return case_id


async def reminded(world):
    """Return who is reminded of the acceptance notice on which day."""
    names = {m.chat_id: m.id for m in await members(world.scope())}
    return {
        at.date().isoformat()[5:]: names[item["chat_id"]]
        for at, item in await world.reminders()
        if item["line"]["rule"] == "acceptance-notice"
    }


async def present(world, member):
    return await who_is(world.scope(), member.user_id)


ALL = {"12-09": "member", "12-11": "member", "12-14": "member", "12-15": "member"}
AWAY = (date(2026, 12, 10), date(2026, 12, 14))


async def test_reminders_go_to_the_deputy_and_come_back(world, staff, case_id):
    assert await reminded(world) == ALL
    await world.does(take_leave, staff["member"], "member", *AWAY)
    assert await reminded(world) == ALL | {"12-11": "deputy", "12-14": "deputy"}
    world.clock.passes(days=18)  # 11 December, before they are reminded
    world.clock.at = world.clock.at.replace(hour=0)
    assert await leave_of(world.scope(), "member") is not None
    await world.does(end_leave, await present(world, staff["member"]), "member")
    assert (await reminded(world))["12-14"] == "member"
    assert await leave_of(world.scope(), "member") is None


async def test_who_is_away_too_or_recused_does_not_stand_in(world, staff, case_id):
    await world.does(take_leave, staff["deputy"], "deputy", date(2026, 12, 14), AWAY[1])
    await world.does(take_leave, staff["leader"], "member", *AWAY)
    assert await reminded(world) == ALL | {"12-11": "deputy", "12-14": "leader"}
    await world.does(recuse, await present(world, staff["deputy"]), case_id, "deputy", "A cousin.")
    assert await reminded(world) == ALL | {"12-11": "leader", "12-14": "leader"}
    await world.does(take_leave, staff["leader"], "leader", *AWAY)
    assert await reminded(world) == ALL


async def test_a_case_claimed_during_a_leave_is_planned_for_it(world, staff):
    await world.does(take_leave, staff["member"], "member", *AWAY)
    case_id = await world.petition(real_name=True, contact="A. Name, 13800000000")
    await Registrar(world.database, world.scope, 0.01).take_all()
    await world.does(claim_case, await present(world, staff["member"]), case_id)
    assert await reminded(world) == ALL | {"12-11": "deputy", "12-14": "deputy"}


async def test_only_leaders_record_it_for_others_and_only_of_the_team(world, staff):
    for by, whose in (("member", "other"), ("leader", "fifth"), ("fifth", "fifth")):
        with pytest.raises(NotPermittedError):
            await world.does(take_leave, staff[by], whose, *AWAY)
    assert {m.id for m in await colleagues(world.scope(), staff["deputy"])} == {
        "leader",
        "member",
        "other",
    }
    await world.does(take_leave, staff["deputy"], "other", *AWAY)
    ((_, told, _),) = await world.outbox("announce-leave")
    assert (told["chat_id"], told["due"]) == (staff["other"].chat_id, "2026-12-14")
    assert [(m.id, leave.first) for m, leave in await absences(world.scope())] == [
        ("other", AWAY[0])
    ]
    with pytest.raises(NotOnLeaveError):
        await world.does(end_leave, staff["deputy"], "member")
    await world.does(end_leave, staff["leader"], "other")
    assert await absences(world.scope()) == []
    assert len(await world.outbox("announce-leave-ended")) == 1


async def test_neither_a_leave_nor_a_language_is_lost_when_both_change(world, staff):
    first, second = Work(world.database), Work(world.database)
    await speak(world.scope(first), staff["member"], "zh-CN")
    await take_leave(world.scope(second), staff["leader"], "member", *AWAY)
    await first.commit()
    with pytest.raises(StaleError):
        await second.commit()
    await world.does(take_leave, staff["leader"], "member", *AWAY)
    member = await present(world, staff["member"])
    assert (member.language, member.leave.first) == ("zh-CN", AWAY[0])
