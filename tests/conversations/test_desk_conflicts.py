"""Two people press buttons that contradict each other, at the same moment, over and over.

Both updates go into the update loop in one batch, as they come from Telegram, and are handled side
by side. What was decided is in the log, each press once; the case is what the log makes of it; and
each of the two is told the truth. `make soak` presses a thousand times.
"""

import json
import os
import random
import secrets
import sys
from time import perf_counter

import pytest
from aiogram.client.session.base import BaseSession
from aiogram.methods import AnswerCallbackQuery
from sqlalchemy import select

from bot.bots import make_bot
from bot.desk import make_dispatcher
from bot.registrar import Registrar
from bot.updates import LoopParts, UpdateLoop
from casework.desk.assign import tag_of
from casework.desk.enroll import code_hash
from casework.desk.facts import open_facts
from casework.ports import Reader, StaleError
from handlers.team.context import Names
from handlers.texts import Texts
from storage.ledger.age import Profile, X25519Identity, open_sealed
from storage.ledger.entries import Scribe
from storage.sql.journal import SqlJournal
from storage.sql.tables import log_entries
from storage.sql.work import open_database
from tests.casework.office import World
from tests.conversations.desk_office import Texted

PAIRS = 1000 if os.environ.get("DENGWEN_SOAK") else 200
SEED = 20261123
CASES = 4
MARKS, CATEGORIES, UNITS = ("principal", "priority"), ("B", "C", "C2"), ("office", "leading-group")
PRESSED_TOO_LATE = "changed meanwhile"
WHAT = {
    "claimed": "who handles it",
    "assigned": "who handles it",
    "released": "who handles it",
    "categorised": "category",
    "unit": "unit",
    "marked": "marks",
    "unmarked": "marks",
}


class Heard(BaseSession):
    """Stands for Telegram: keeps what the bot says to whom."""

    def __init__(self):
        super().__init__()
        self.said = {}

    async def make_request(self, bot, method, timeout=None):  # noqa: ASYNC109  aiogram's signature
        if not isinstance(method, AnswerCallbackQuery):
            self.said.setdefault(method.chat_id, []).append(method.text)
        return True

    async def stream_content(self, *args, **named):
        raise NotImplementedError
        yield b""

    async def close(self):
        pass


class CountingLoop(UpdateLoop):
    """The update loop; counts how often a handler was asked again because somebody was faster."""

    again = 0

    async def _commit(self, work, update_id, answers):
        try:
            return await super()._commit(work, update_id, answers)
        except StaleError:
            self.again += 1
            raise


@pytest.fixture
async def desk_loop(world):
    bot, texts = make_bot("http://127.0.0.1:9", Texted(text="100300:desk-token")), Texts(["en"])
    await bot.session.close()
    bot.session = Heard()
    names = Names(units=(), categories=(), people=())
    return CountingLoop(
        bot=bot,
        name="team",
        dispatcher=make_dispatcher(world.keys.local, texts, names),
        database=world.database,
        journal=SqlJournal(world.database, "team"),
        answers_seal=world.keys.local.sealed("answers"),
        parts=LoopParts(
            scope=lambda work: {"scope": world.scope(work)},
            seal_for_courier=world.keys.seal_for_courier,
            seal_quarantined=lambda _raw: None,
            apology=lambda _raw: None,
        ),
        clock=world.clock,
        new_id=lambda: secrets.token_hex(16),
    )


@pytest.fixture
async def world(tmp_path):
    """A world whose log opens: what is in it is what is looked at."""
    desk_key = X25519Identity.generate()
    database = open_database(f"sqlite+aiosqlite:///{tmp_path}/desk.db", Scribe(desk_key.recipient))
    await database.create_tables()
    world = World(tmp_path, database, Profile.X25519)
    world.roster.kind = Profile.X25519
    world.reads_log_with = desk_key
    yield world
    await database.close()


@pytest.fixture
async def people(world):
    world.roster.people["deputy"] = Reader(
        "deputy", "deputy", frozenset(), None, code_hash("code-deputy")
    )
    joined = {name: await world.joins(name) for name in ("leader", "member", "other", "fifth")}
    joined["deputy"] = await world.joins("deputy", user_id=1900)
    return {name: joined[name].user_id for name in ("leader", "deputy", "member", "other")}


class Ledger:
    """Reads what is committed: a case, and what the log has gained since it was read last."""

    def __init__(self, world):
        self._world, self._last = world, 0

    async def case(self, case_id):
        scope = self._world.scope()
        return open_facts(scope, await scope.book.case(case_id))

    async def news(self, case_id):
        rows = await self._world.database.read(
            lambda c: c.execute(
                select(log_entries.c.arrival, log_entries.c.sealed)
                .where(log_entries.c.arrival > self._last)
                .order_by(log_entries.c.arrival)
            ).all()
        )
        self._last = max([self._last, *(row.arrival for row in rows)])
        keys = [self._world.reads_log_with]
        opened = [json.loads(open_sealed(row.sealed, keys))["events"] for row in rows]
        return [e for events in opened for e in events if e.get("case") == case_id]


def choose(draw, who, case):
    """Return a button that makes sense on the card as both see it now."""
    facts, handle = case.facts, f"{case.id}:{case.version}"
    mark = draw.choice(MARKS)
    on = "off" if mark in facts.marks else "on"
    offered = [
        f"mk:{handle}:{on}:{mark}",
        f"setcat:{handle}:{draw.choice([c for c in CATEGORIES if c != facts.category])}",
        f"su:{handle}:{tag_of(draw.choice([u for u in UNITS if u != facts.unit]))}",
    ]
    if facts.assignee is None:
        offered += [f"claim:{case.id}"] * 3
    if who in {"leader", "deputy"}:
        others = [each for each in ("leader", "member", "other") if each != facts.assignee]
        offered += [f"as:{handle}:{tag_of(draw.choice(others))}"] * 2
        offered += [f"unassign:{handle}"] * 3 if facts.assignee else []
    return draw.choice(offered)


def press(number, user_id, data):
    chat = {"id": user_id, "type": "private", "first_name": "x"}
    sender = {"id": user_id, "is_bot": False, "first_name": "x", "language_code": "en"}
    shown = {"message_id": 7, "date": 0, "chat": chat}
    query = {"id": str(number), "from": sender, "chat_instance": "1", "data": data}
    return {"update_id": number, "callback_query": {**query, "message": shown}}


def replay(state, events):
    """Return what a case becomes by what the log says happened to it."""
    assignee, category, unit, marks = state
    for event in events:
        match event["event"]:
            case "claimed":
                assignee = event["by"]
            case "assigned":
                assignee = event["reader"]
            case "released":
                assignee = None
            case "categorised":
                category = event["after"]
            case "unit":
                unit = event["after"]
            case "marked":
                marks = marks | {event["mark"]}
            case "unmarked":
                marks = marks - {event["mark"]}
    return assignee, category, unit, marks


def state_of(case):
    facts = case.facts
    return facts.assignee, facts.category, facts.unit, frozenset(facts.marks)


def check_told(text, own, others, case):
    """Say whether this one was told the truth; returns True for a press that was done."""
    refused = PRESSED_TOO_LATE in text or "handles it already" in text
    assert refused is not bool(own), f"{own} happened, and it is said: {text}"
    if PRESSED_TOO_LATE in text:
        for event in others:
            assert f"{event['by']} ({WHAT[event['event']]})" in text
        assert others, f"nobody was faster, and it is said: {text}"
    elif refused:
        assert f": {case.facts.assignee} handles it already" in text
    return not refused


async def test_two_who_press_at_once_are_told_the_truth_and_nothing_is_lost(
    world, desk_loop, people, capsys
):
    draw = random.Random(SEED)  # noqa: S311  the same presses each time
    ledger, done, late = Ledger(world), 0, 0
    cases = [await world.petition() for _ in range(CASES)]
    await Registrar(world.database, world.scope, 0.01).take_all()
    began = perf_counter()
    for number in range(1, 2 * PAIRS, 2):
        case_id = draw.choice(cases)
        before = await ledger.case(case_id)
        await ledger.news(case_id)
        pair = draw.sample(sorted(people), 2)
        presses = {who: choose(draw, who, before) for who in pair}
        desk_loop.bot.session.said.clear()
        await desk_loop.handle_batch(
            [press(number + at, people[who], presses[who]) for at, who in enumerate(pair)]
        )
        news, after = await ledger.news(case_id), await ledger.case(case_id)
        assert state_of(after) == replay(state_of(before), news), (presses, news)
        assert after.row.version == before.row.version + len(news)
        for who in pair:
            own = [event for event in news if event["by"] == who]
            others = [event for event in news if event["by"] != who]
            assert len(own) <= 1
            text = desk_loop.bot.session.said[people[who]][0]
            was_done = check_told(f"{presses[who]}: {text}", own, others, after)
            done, late = done + was_done, late + (not was_done)
        assert news, f"two pressed, and nothing happened: {presses}"
    seconds = perf_counter() - began
    assert done + late == 2 * PAIRS
    assert late > PAIRS / 4
    assert desk_loop.again > PAIRS / 10
    figures = (
        f"\n{PAIRS} pairs of presses in {seconds:.1f} s: {done} done, {late} told that somebody was"
        f" faster, {desk_loop.again} asked again because both had read the same\n"
    )
    with capsys.disabled():
        sys.stdout.write(figures)
