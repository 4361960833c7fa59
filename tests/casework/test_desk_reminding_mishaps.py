"""What goes wrong around reminders: they neither fall silent nor go astray."""

import asyncio
import json
from dataclasses import asdict, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text

from bot.registrar import Registrar
from bot.reminding import Reminding
from casework.desk.claim import claim_case
from casework.desk.enroll import code_hash
from casework.desk.people import departed_chats, members
from casework.desk.recuse import recuse
from casework.desk.reminding import BATCH
from casework.desk.term_rows import open_terms, sealed_term
from storage.sql.tables import outbox, reminders, terms
from storage.sql.work import Work
from tests.casework.office import RULES, TEAM_CHAT

NOTICE = "acceptance-notice"


def at(told):
    return datetime.fromisoformat(f"2026-{told}").replace(tzinfo=UTC) - timedelta(hours=8)


@pytest.fixture
async def member(world):
    return await world.joins("member")


@pytest.fixture
async def case_id(world, member):
    """A case of the member's; people are reminded of its notice on 9, 11, 14 December."""
    case_id = await world.petition(real_name=True, contact="A. Name, 13800000000")
    await Registrar(world.database, world.scope, 0.01).take_all()
    await world.does(claim_case, member, case_id)
    await writes(world, outbox.delete())
    return case_id


async def writes(world, *statements):
    work = Work(world.database)
    for statement in statements:
        work.write(lambda c, statement=statement: c.execute(statement))
    work.log({"event": "tampered"})
    await work.commit()


async def stages(world, moment=None):
    """Let the desk sweep; returns which stages of the notice are told, and takes them as sent."""
    lines = await world.reminds(moment)
    await writes(world, outbox.delete())
    return [line["line"]["stages"] for line in lines if line["line"]["rule"] == NOTICE]


async def test_a_clock_that_was_a_year_ahead_leaves_no_year_of_silence(world, case_id):
    reminding, stop = Reminding(world.database, world.scope), asyncio.Event()
    for days in (0, 365, 0):
        world.clock.at = at("12-01 12:00") + timedelta(days=days)
        await reminding.round(stop)
        await writes(world, outbox.delete())
    assert await stages(world, at("12-09 09:00")) == [["3 workdays"]]


async def test_a_rule_that_is_back_reminds_again_before_the_end(world, case_id):
    without = tuple(rule for rule in RULES if rule.id != NOTICE)
    world.office = replace(world.office, rules=without)
    await Reminding(world.database, world.scope).look_after_all()
    assert await stages(world, at("12-09 09:00")) == []
    world.clock.at = at("12-10 12:00")
    world.office = replace(world.office, rules=RULES)
    await Reminding(world.database, world.scope).look_after_all()
    assert await stages(world, at("12-10 12:01")) == [["3 workdays"]]
    assert await stages(world, at("12-11 09:00")) == [["1 workday"]]


async def test_many_moments_of_terms_that_are_met_hold_up_nobody(world, case_id):
    early = int(at("12-01 09:00").timestamp())
    own = next(each for each in await open_terms(world.scope(), case_id) if each.rule_id == NOTICE)
    for number in range(BATCH):
        row = replace(own.row, id=f"{number:032}", met=True)
        row = sealed_term(world.scope(), replace(own, row=row)).row
        await writes(
            world,
            terms.insert().values(asdict(row)),
            reminders.insert().values(term_id=row.id, next_at=early),
        )
    assert await stages(world, at("12-09 09:00")) == [["3 workdays"]]


async def test_a_damaged_day_silences_no_other_term(world, case_id):
    early = int(at("12-01 09:00").timestamp())
    damaged = {"id": "0" * 32, "case_id": case_id, "due_on": date(2026, 12, 1)}
    await writes(
        world,
        terms.insert().values(met=False, sealed=b"x", **damaged),
        reminders.insert().values(term_id=damaged["id"], next_at=early),
    )
    await writes(world, text("UPDATE terms SET due_on = '2026-12-0x' WHERE id LIKE '0000%'"))
    await writes(world, reminders.delete().where(reminders.c.term_id != damaged["id"]))
    await Reminding(world.database, world.scope).look_after_all()
    assert await stages(world, at("12-09 09:00")) == [["3 workdays"]]


async def test_what_a_group_may_not_have_got_goes_to_its_readers_marked(world, member):
    leader = await world.joins("leader")
    case_id = await world.petition()
    await Registrar(world.database, world.scope, 0.01).take_all()
    world.office = replace(world.office, rules=tuple(replace(each, who="team") for each in RULES))
    await world.reminds(at("11-25 09:00"))
    # Telegram does not answer, or the courier has it in hand.
    await writes(world, outbox.update().values(uncertain=True))
    await world.does(recuse, leader, case_id, "member", "Family.")
    rows = await world.database.read(lambda c: c.execute(outbox.select()).all())
    lines = [(json.loads(world.opened(row)), row.uncertain) for row in rows]
    told = [(item["chat_id"], marked) for item, marked in lines if "line" in item]
    assert (leader.chat_id, True) in told
    assert {chat for chat, _ in told}.isdisjoint({TEAM_CHAT, member.chat_id})


async def test_the_account_of_somebody_who_was_invited_anew_is_told_nothing_more(world, member):
    world.roster.change("member", code_hash=code_hash("another-code"))
    assert await departed_chats(world.scope(), await members(world.scope())) == [member.chat_id]
    again = await world.joins("member", user_id=4711)
    assert again.chat_id == 4711
    assert await departed_chats(world.scope(), await members(world.scope())) == [member.chat_id]
