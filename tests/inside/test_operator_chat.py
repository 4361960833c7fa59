"""The operator is told once, again when it gets worse, and once when it is over."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from aiogram.exceptions import TelegramForbiddenError
from aiogram.methods import GetChatMember
from aiogram.types import ChatMemberLeft, ChatMemberMember, User
from sqlalchemy import insert

from bot.config import load
from bot.inside.operator_chat import FILE, OVER, OperatorChat, Trouble
from bot.inside.reach import Reach
from bot.inside.troubles import of_database, of_days, of_storage, of_telegram
from casework.desk.messages import Chat
from casework.ports import RosterRefusedError
from casework.rules.calendar import WorkCalendar
from casework.rules.reminders import Quiet
from handlers.texts import Texts
from storage.backup.last import LastBackup
from storage.sql.tables import quarantine
from storage.sql.work import open_database
from tests.casework.office import World
from tests.scribe import SCRIBE

from .told import ROOT

OPERATOR = Chat(900_100, "en")
NO_QUIET, ALL_DAY = Quiet(time(0, 0), time(0, 1)), Quiet(time(0, 1), time(0, 0))


@pytest.fixture
async def world(tmp_path):
    database = open_database(f"sqlite+aiosqlite:///{tmp_path}/a.db", SCRIBE)
    await database.create_tables()
    yield World(tmp_path, database)
    await database.close()


class Machine:
    """What is wrong with it, as a test says."""

    def __init__(self, world, folder, quiet=NO_QUIET):
        self.world, self.wrong = world, []
        looks = {"disk": self.look}
        self.chat = OperatorChat(OPERATOR, folder, world.database, world.scope, looks, quiet)

    async def look(self, _now):
        if isinstance(self.wrong, Exception):
            raise self.wrong
        return self.wrong

    async def tells(self, *wrong):
        """Return which sentences are new in the outbox, after a look."""
        before = len(await self.world.outbox())
        self.wrong = wrong[0] if wrong and isinstance(wrong[0], Exception) else list(wrong)
        await self.chat.look()
        found = [item for _, item, _ in (await self.world.outbox())[before:]]
        assert all(item["chat_id"] == OPERATOR.id for item in found)
        return [item["text"]["id"] for item in found]


def full(step):
    return Trouble("disk", "operator-disk", {"percent": 12 - step}, step)


async def test_each_kind_is_told_once_again_when_worse_and_once_when_over(world, tmp_path):
    machine = Machine(world, tmp_path)
    assert await machine.tells() == []
    assert await machine.tells(full(1)) == ["operator-disk"]
    assert await machine.tells(full(1)) == []
    assert await machine.tells(full(2)) == ["operator-disk"]
    assert await machine.tells() == [OVER]
    assert await machine.tells() == []


async def test_a_restart_repeats_nothing(world, tmp_path):
    assert await Machine(world, tmp_path).tells(full(1)) == ["operator-disk"]
    assert await Machine(world, tmp_path).tells(full(1)) == []
    (tmp_path / FILE).write_text("{broken")
    assert await Machine(world, tmp_path).tells(full(1)) == ["operator-disk"]


async def test_where_nothing_can_be_kept_it_is_told_once_all_the_same(world, tmp_path):
    machine = Machine(world, tmp_path / "full")
    machine.wrong = [full(1)]
    with pytest.raises(OSError, match="full"):
        await machine.chat.look()
    assert len(await world.outbox()) == 1
    assert await machine.tells(full(1)) == []


async def test_what_cannot_be_looked_at_is_not_over(world, tmp_path):
    machine = Machine(world, tmp_path)
    await machine.tells(full(1))
    assert await machine.tells(OSError("no answer")) == []
    assert await machine.tells(full(1)) == []


async def test_only_what_is_urgent_comes_at_night(world, tmp_path):
    machine = Machine(world, tmp_path, ALL_DAY)
    calendar = Trouble("calendar", "operator-calendar", {"year": "2020"})
    assert await machine.tells(full(1), calendar) == ["operator-disk"]
    machine.chat.quiet = NO_QUIET
    assert await machine.tells(full(1), calendar) == ["operator-calendar"]


async def kinds(looks, name, now):
    return [(each.kind, each.step) for each in await looks[name](now)]


async def test_what_waits_in_the_database(world):
    now, looks = world.clock(), of_database(world.database)
    assert await kinds(looks, "quarantine", now) == []
    assert await kinds(looks, "outbox", now) == []
    put = {"bot": "public", "update_id": 1, "kind": "x", "at": 0}
    event = {"event": "quarantined"}
    await world.database.write([lambda c: c.execute(insert(quarantine).values(put))], [event])
    assert await kinds(looks, "quarantine", now) == [("quarantine", 1)]
    await Machine(world, world.folder).tells(full(1))
    assert await kinds(looks, "outbox", now + timedelta(minutes=59)) == []
    assert await kinds(looks, "outbox", now + timedelta(minutes=61)) == [("outbox", 0)]


async def test_what_has_to_be_done_by_a_day():
    now, ends = datetime(2026, 11, 23, 9).astimezone(), [None]

    def roster_ends():
        if isinstance(ends[0], Exception):
            raise ends[0]
        return ends[0]

    through = [now]
    looks = of_days(
        lambda: through[0], lambda: WorkCalendar({}), roster_ends, lambda: date(2026, 11, 23)
    )
    assert await kinds(looks, "roster", now) == []
    for days, step in ((15, None), (14, 1), (3, 3), (0, 4)):
        ends[0] = date(2026, 11, 23) + timedelta(days=days)
        assert await kinds(looks, "roster", now) == ([("roster", step)] if step else [])
    ends[0] = RosterRefusedError()
    assert await kinds(looks, "roster", now) == [("roster", -1)]
    assert await kinds(looks, "calendar", now) == [("calendar", 0)]
    assert await kinds(looks, "log", now) == []
    through[0] = now - timedelta(hours=2)
    assert await kinds(looks, "log", now) == [("log", 0)]


async def test_a_backup_and_a_witness_that_are_late(tmp_path):
    config, now = load(ROOT / "config.toml"), datetime(2026, 11, 23, 9).astimezone()
    storage = config.storage.model_copy(update={"data": tmp_path, "log": tmp_path / "log"})
    backup = config.backup.model_copy(update={"recipients": ["age1x"]})
    log = config.log.model_copy(update={"witnesses": ["w"]})
    assert await kinds(of_storage(config), "backup", now) == []
    assert await kinds(of_storage(config), "witness", now) == []
    update = {"storage": storage, "backup": backup, "log": log}
    looks = of_storage(config.model_copy(update=update))
    assert await kinds(looks, "backup", now) == [("backup", 0)]
    LastBackup((now - timedelta(days=1)).isoformat(), "x", 1, 0).write(tmp_path)
    assert await kinds(looks, "backup", now) == []
    assert await kinds(looks, "witness", now) == []  # there is nothing to sign yet
    (tmp_path / "log" / "witnessed").mkdir(parents=True)
    (tmp_path / "log" / "checkpoint").touch()
    assert await kinds(looks, "witness", now) == [("witness", 0)]
    (tmp_path / "log" / "witnessed" / "1.txt").touch()
    signed = datetime.fromtimestamp((tmp_path / "log/witnessed/1.txt").stat().st_mtime, now.tzinfo)
    assert await kinds(looks, "witness", signed + timedelta(days=3)) == []
    assert await kinds(looks, "witness", signed + timedelta(days=5)) == [("witness", 0)]


class Bot:
    id = 7

    def __init__(self):
        self.asked = 0
        self.user = User(id=7, is_bot=True, first_name="x")
        self.status = {-1: ChatMemberMember(user=self.user), -2: ChatMemberMember(user=self.user)}

    async def get_chat_member(self, chat, _user):
        self.asked += 1
        if chat not in self.status:
            raise TelegramForbiddenError(GetChatMember(chat_id=chat, user_id=7), "kicked")
        return self.status[chat]


async def test_a_bot_that_was_thrown_out_and_a_telegram_that_is_silent(monkeypatch):
    async def answers():
        pass

    bot, now = Bot(), datetime(2026, 11, 23, 9).astimezone()
    looks = of_telegram(bot, Reach(answers), [-1, -2])
    assert await kinds(looks, "group", now) == []
    bot.status = {-1: ChatMemberLeft(user=bot.user)}
    assert await kinds(looks, "group", now + timedelta(minutes=1)) == []
    assert bot.asked == 2
    assert await kinds(looks, "group", now + timedelta(hours=1)) == [("group", 2)]
    assert await kinds(looks, "telegram", now) == []
    for minutes, step in ((14, None), (15, 1), (1199, 1), (1200, 2)):
        monkeypatch.setattr(Reach, "silent_seconds", lambda _, m=minutes: m * 60.0)
        assert await kinds(looks, "telegram", now) == ([("telegram", step)] if step else [])


@pytest.mark.parametrize("language", ["en", "zh-CN", "zh-Hant"])
def test_every_end_has_words_of_its_own(language):
    say = Texts([language]).say(language)
    names = sorted(path.stem for path in Path(ROOT / "locales" / language).glob("operator.ftl"))
    assert names == ["operator"]
    kinds = ("telegram", "disk", "calendar", "roster", "backup", "witness", "outbox", "log")
    told = {str(say(OVER, kind=kind)) for kind in (*kinds, "quarantine", "group")}
    assert len(told) == 10
