"""November without next year's notice, at the wire: what people see, and the day it is imported."""

import asyncio
from dataclasses import replace

import pytest

from bot.redating import Redating
from bot.rules import OfficeInForce
from casework.desk.claim import claim_case
from casework.desk.people import who_is
from casework.rules.terms import Term
from storage.notices import NoticeFolder
from storage.sql.work import open_database
from tests.casework.office import RULES, World, rule
from tests.commands.test_calendar import NEXT_YEAR, Desk
from tests.conversations.desk_courier import delivering
from tests.conversations.desk_office import DESK, enrols
from tests.scribe import SCRIBE

# 30 working days from Monday 23 November: 28 of them are left in 2026.
LONG = rule("claim-answer", "received", "30 workdays", "assignee", "answered", remind=())
NEW_YEAR = "一、元旦：1月1日（周五）至3日（周日）放假，共3天。"
LONGER = "一、元旦：1月1日（周五）至4日（周一）放假调休，共4天。1月9日（周六）上班。"
MOVED = "the days off, or the length of the term, have changed"
NOTICE = NEXT_YEAR.replace(NEW_YEAR, LONGER)


class LiveWorld(World):
    """An office whose calendar is that of a folder, as `bot.desk` wires it."""

    def __init__(self, folder, database):
        self.notices = NoticeFolder(folder / "calendar", look_seconds=0)
        super().__init__(folder, database)

    @property
    def office(self):
        return self._in_force.now()

    @office.setter
    def office(self, office):
        self._in_force = OfficeInForce(office, self.notices)


@pytest.fixture
async def world(tmp_path):
    database = open_database(f"sqlite+aiosqlite:///{tmp_path}/desk.db", SCRIBE)
    await database.create_tables()
    world = LiveWorld(tmp_path, database)
    world.office = replace(world.office, rules=(RULES[0], LONG), chats={})
    yield world
    await database.close()


@pytest.fixture
async def courier(world, control, monkeypatch):
    async with delivering(world, control, monkeypatch) as courier:
        yield courier


@pytest.fixture
def operator(world, tmp_path, monkeypatch):
    operator = Desk(tmp_path, monkeypatch)
    monkeypatch.setenv("DENGWEN_CALENDAR__FOLDER", str(world.notices.folder))
    operator.is_at(2026, 11, 25, 2)
    return operator


@pytest.fixture
async def recounting(world, desk):
    """The recounter in the background, as fast as a test wants it."""
    stop = asyncio.Event()
    recounter = Redating(world.database, world.scope, lambda: world.notices.refused, 0.02)
    running = asyncio.create_task(recounter.run(stop))
    yield recounter
    stop.set()
    await running


async def hears(person, courier, words, times):
    """Let the courier work until a message with these words is there; returns those messages."""
    for _ in range(200):
        await courier.deliver_due()
        found = [each for each in await person.sees(DESK) if words in each.text]
        if len(found) >= times:
            return found
        await asyncio.sleep(0.02)
    raise AssertionError((words, [each.text for each in await person.sees(DESK)]))


async def shows(person, command, words):
    await person.says(DESK, command)
    return (await person.waits_for(DESK, words)).text


async def test_the_notice_comes_while_everything_runs(
    world, control, desk, registrar, courier, recounting, operator, caplog
):
    member = await enrols(world, control, "member")
    for _ in range(2):
        case_id = await world.petition()
        await registrar.take_all()
        await world.does(claim_case, await who_is(world.scope(), member.id), case_id)
    while await courier.deliver_due():
        pass
    warned = [each.getMessage() for each in caplog.get_records("setup")]
    assert any("calendar-missing year=2027" in each for each in warned)
    assert operator.does("check")[0] == 1
    queue = await shows(member, "/queue", "002")
    assert queue.count("30 working days left (for now)") == 2
    await member.taps(DESK, "001")
    card = await member.waits_for(DESK, "handled by")
    assert "Tuesday 5 January, for now: the holidays are not announced yet" in card.text

    file = operator.has("notice.txt", NOTICE)
    code, said = operator.does("import", file, "--yes")
    assert (code, "2027-01-04 Mon  work -> rest" in said) == (0, True), said
    (told,) = await hears(member, courier, MOVED, 1)
    for number in ("001", "002"):
        assert f"礼巡信〔2026〕{number}号" in told.text
    assert told.text.count("now due Wednesday 6 January (it was Tuesday 5 January)") == 2
    assert "for now" not in await shows(member, "/queue", "002")
    await member.taps(DESK, "001")
    card = await member.waits_for(DESK, "handled by")
    assert "Wednesday 6 January)" in card.text

    broken = world.notices.folder / "2027.toml"
    good = broken.read_text("utf-8")
    broken.write_text("half a fi", "utf-8")
    await asyncio.sleep(0.1)
    assert "notice-refused file=2027.toml reason=It is no TOML." in caplog.text
    assert "for now" not in await shows(member, "/queue", "001")
    broken.write_text(good, "utf-8")

    corrected = operator.has("corrected.txt", NEXT_YEAR)
    assert operator.does("import", corrected, "--yes", "--replace")[0] == 0
    again = (await hears(member, courier, MOVED, 2))[-1]
    assert again.text.count("now due Tuesday 5 January (it was Wednesday 6 January)") == 2
    for _ in range(5):
        await courier.deliver_due()
        await asyncio.sleep(0.03)
    assert len(await hears(member, courier, MOVED, 2)) == 2


async def test_who_hears_of_another_length_is_not_told_of_days_off_alone(
    world, control, desk, registrar, courier
):
    member = await enrols(world, control, "member")
    case_id = await world.petition()
    await registrar.take_all()
    await world.does(claim_case, await who_is(world.scope(), member.id), case_id)
    await Redating(world.database, world.scope).round()
    shorter = replace(LONG, term=Term.parse("20 workdays"))
    world.office = replace(world.office, rules=(RULES[0], shorter))
    await Redating(world.database, world.scope).round()  # the desk starts with another config.toml
    (told,) = await hears(member, courier, "now due Monday 21 December", 1)
    assert "the length of the term" in told.text
