"""The office of config.toml in 2019 on the emulator: desk and courier in one process, one clock."""

import asyncio
import logging
import re
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import SecretStr
from sqlalchemy import func, select

from bot.config import load
from bot.courier import items_of, words_of
from bot.courier_bots import LEVELS, Bots, build_application, connect, disconnect, prepare_libraries
from bot.courier_delivery import Delivery
from bot.courier_places import Places
from bot.desk import office_of
from bot.registrar import Registrar
from bot.reminding import Reminding
from bot.round_closing import RoundClosing
from casework.desk.claim import claim_case
from casework.desk.close import close_case
from casework.desk.decided import Press
from casework.desk.enroll import code_hash
from casework.desk.enter import submit_letter
from casework.desk.facts import case_for
from casework.desk.flags import confirm_flag, report_to_office
from casework.desk.review import mark_reviewed
from casework.desk.round_terms import after_feedback, file_paper, sign_feedback
from casework.desk.settling import settle
from casework.desk.triage import set_mark
from casework.desk.write import reply_to_reporter
from casework.ports import Reader
from casework.rules.cases import CaseEvent
from casework.rules.dispatch import Counts
from emulator.client import Control
from emulator.server import Emulator
from storage.ledger.courier_seals import CourierKeys
from storage.sql.courier_book import SqlCourierBook
from storage.sql.tables import reminders
from storage.sql.work import open_database
from tests.casework.letters import enters
from tests.casework.office import World
from tests.scribe import SCRIBE

CONFIG = Path(__file__).parents[2] / "config.toml"
TOKEN, DESK = "100300:desk-token", "desk_bot"
ZONE = ZoneInfo("Asia/Shanghai")
PEOPLE = ("leader", "deputy", "member", "fifth", "office")
NUMBER = re.compile(r"礼巡信〔2019〕([0-9]{3})号")


def moment(text):
    """Return a moment of 2019, written 07-01 09:00, as people there see it on the wall."""
    return datetime.fromisoformat(f"2019-{text}").replace(tzinfo=ZONE)


class Summer:
    """Lets time pass, and writes down who is reminded of what on the way."""

    def __init__(self, world, control, delivery, config):
        self.world, self.control, self.delivery = world, control, delivery
        self.registrar = Registrar(world.database, world.scope, 0.01)
        self.reminding = Reminding(world.database, world.scope)
        self.closing = RoundClosing(world.database, world.scope, config.round.closes)
        self.staff, self.cases, self.reminded = {}, {}, []
        self._names, self._seen = {}, 0

    async def joins(self, name):
        actor = await self.control.user(name, language_code="en")
        await actor.says(DESK, "/start")
        self._names[actor.id] = name
        member = await self.world.joins(name, user_id=actor.id)
        self.staff[name] = member if name == "fifth" else await self.world.unlocked(member)

    async def until(self, at):
        """Go on to a moment; whoever is to be reminded meanwhile is."""
        end = moment(at)
        while (due := await self._next()) is not None and due <= end:
            self.world.clock.at = max(due, self.world.clock.at)
            await self.reminding.sweep()
            await self._deliver()
            self.reminded += await self._told()
        self.world.clock.at = end

    async def settles(self):
        """Let the processes do what is to be done now; what else people are told is left out."""
        await self.registrar.take_all()
        await self.closing.look()
        await self._deliver()
        await self._told()

    async def does(self, use_case, who, *args, **named):
        return await self.world.does(use_case, self.staff[who], *args, **named)

    async def petition(self, serial, **answers):
        self.cases[serial] = await self.world.petition(**answers)
        await self.settles()

    async def letter(self, serial):
        await self.world.draws_blanks()
        answers = {"channel": "passed-down", "day": "2019-07-15", "identity": "anonymous"}
        letter = await enters(self.world, self.staff["member"], **answers)
        await self.does(submit_letter, "member", letter)
        self.cases[serial] = letter.id

    async def case(self, serial):
        return await case_for(self.world.scope(), self.staff["fifth"], self.cases[serial])

    async def files(self, rule_id, day):
        """Let the leader enter that something of the round's own was handed in."""
        terms = (await after_feedback(self.world.scope(), self.staff["leader"])).terms
        (tag,) = [each.row.id[:8] for each in terms if each.rule_id == rule_id]
        await self.does(file_paper, "leader", tag, day)

    def press(self, who, serial):
        return Press(self.staff[who], self.cases[serial])

    async def _next(self):
        stamp = await self.world.database.read(
            lambda c: c.scalar(select(func.min(reminders.c.next_at)))
        )
        return None if stamp is None else datetime.fromtimestamp(stamp, UTC)

    async def _deliver(self):
        while await self.delivery.deliver_due():
            pass

    async def _told(self):
        """Return what was sent since: (when, to whom, lines)."""
        calls = await self.control.calls(DESK, "sendMessage")
        new, self._seen = calls[self._seen :], len(calls)
        at = self.world.clock.at.astimezone(ZONE)
        return [
            (f"{at:%m-%d %H:%M}", self._names[int(call["params"]["chat_id"])], _lines(call))
            for call in new
        ]


def _lines(call):
    """Return the lines of a reminder, without what they all have: series, year, numbering."""
    text = NUMBER.sub(r"\1", call["params"]["text"]).replace("礼巡信:", "round:")
    if text.startswith("<b>"):
        _, _, text = text.partition("\n\n")
        text = re.sub(r"(?m)^[0-9]+\. ", "", text)
    return tuple(sorted(line.partition(" Please ")[0] for line in text.splitlines()))


@asynccontextmanager
async def summer(folder, monkeypatch):
    """Open the office on the first morning of the round."""
    monkeypatch.setenv("DENGWEN_STORAGE__DATA", str(folder))
    config = load(CONFIG)
    database = open_database(f"sqlite+aiosqlite:///{folder}/desk.db", SCRIBE)
    await database.create_tables()
    world = World(folder, database)
    world.clock.at = moment("07-01 09:00")
    world.office = office_of(config)
    for gone in ("other", "liaison"):
        del world.roster.people[gone]
    code = code_hash("code-deputy")
    world.roster.people["deputy"] = Reader("deputy", "deputy", frozenset(), None, code)
    async with Emulator(now=world.clock) as emulator, Control(emulator.url) as control:
        await control.bot(TOKEN, DESK, "Desk")
        async with _delivering(world, config, emulator.url, monkeypatch) as delivery:
            found = Summer(world, control, delivery, config)
            for name in PEOPLE:
                await found.joins(name)
            yield found
    await database.close()


@asynccontextmanager
async def _delivering(world, config, url, monkeypatch):
    levels = {name: logging.getLogger(name).level for name in LEVELS}
    monkeypatch.setenv("PTB_TIMEDELTA", "false")  # so that it is put back at the end
    prepare_libraries()
    applications = {"team": build_application(url, SecretStr(TOKEN))}
    assert await connect(applications, asyncio.Event())
    book = SqlCourierBook(world.database)
    keys = CourierKeys(world.courier, world.keys.identity.recipient)
    items = items_of(book, keys, words_of(config, world.clock))
    places = Places(book, items.keys, world.clock)
    bots = Bots({name: application.bot for name, application in applications.items()}, places)
    try:
        yield Delivery(book, items, bots, world.clock, asyncio.Event())
    finally:
        await disconnect(applications.values())
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)


NAMED = {"real_name": True, "contact": "13900000000"}


async def _first_comes_in(here):
    await here.petition("001", **NAMED)
    await here.does(claim_case, "member", here.cases["001"])


async def _third_comes_in(here):
    await here.petition("003")
    await here.does(claim_case, "member", here.cases["003"])


async def _third_is_urgent(here):
    version = (await here.case("003")).version
    await here.does(set_mark, "member", here.cases["003"], version, "urgent", on=True)


async def _reviewed(here, serial):
    await here.does(mark_reviewed, "fifth", here.cases[serial])


async def _replied(here, serial, counts):
    await here.does(reply_to_reporter, "member", here.cases[serial], "We write to you.", counts)


# What happens at each moment of the calendar, beside what happens by itself.
ACTS = {
    "07-02 10:00": _first_comes_in,
    "07-03 20:30": lambda here: here.petition("002"),
    "07-04 16:00": lambda here: _reviewed(here, "001"),
    "07-10 15:00": lambda here: _reviewed(here, "002"),
    "07-12 09:30": _third_comes_in,
    "07-12 10:00": _third_is_urgent,
    "07-12 15:30": lambda here: here.world.does(confirm_flag, here.press("leader", "003"), "Yes."),
    "07-12 17:00": lambda here: _reviewed(here, "003"),
    "07-15 11:00": lambda here: here.world.does(
        report_to_office, here.press("leader", "003"), whom="Mr Li", way="phone", words="Urgent."
    ),
    "07-15 14:00": lambda here: here.letter("004"),
    "07-16 10:00": lambda here: _reviewed(here, "004"),
    "07-19 16:00": lambda here: here.world.does(
        settle,
        here.press("leader", "004"),
        CaseEvent.TRANSFERRED,
        "It is theirs.",
        organ="The bureau",
        recipient="Ms He",
    ),
    "07-25 11:00": lambda here: _replied(here, "001", Counts.NOTICE),
    "08-02 10:00": lambda here: here.does(close_case, "member", here.cases["001"]),
    "08-03 21:00": lambda here: here.petition("005", **NAMED),
    "08-05 09:30": lambda here: here.does(claim_case, "member", here.cases["005"]),
    "08-06 10:00": lambda here: _reviewed(here, "005"),
    "08-20 16:00": lambda here: _replied(here, "005", Counts.NOTICE),
    "08-22 10:00": lambda here: _replied(here, "001", Counts.RESULT),
    "08-23 11:00": lambda here: here.files("hand-over", date(2019, 8, 23)),
    "09-20 15:00": lambda here: here.does(sign_feedback, "leader", date(2019, 9, 20)),
    "10-10 16:00": lambda here: here.files("rectification-plan", date(2019, 10, 10)),
    "11-18 11:00": lambda here: here.files("rectification-report", date(2019, 11, 18)),
    "11-22 12:00": lambda here: here.files("principals-report", date(2019, 11, 22)),
}
