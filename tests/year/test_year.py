"""A year with its reminders compared one by one, while couriers die and Telegram falters.

What was expected comes from a model that knows nothing of the code; what was sent from Telegram's
side. `make soak` lives through a whole year of `DENGWEN_SOAK_CASES` cases.
"""

import os
import random
import sys
import time
from datetime import date
from datetime import time as clock_time

import pytest

from bot.config import load
from emulator.client import Control
from tests.storage.postgresql import running_server, url_of_a_database  # noqa: F401  fixtures
from tests.year.acts import TEAM_BOT
from tests.year.comparing import compare
from tests.year.expected import at
from tests.year.office import MovedClock, YearOffice, config_file
from tests.year.report import table
from tests.year.wire import Wire
from tests.year.year import Plan, Year

TOKENS = {"public": "100200:drum-at-the-gate", "team": "100201:desk-behind-the-gate"}
AWAKE = clock_time(7, 0)
SEED = int(os.environ.get("DENGWEN_SOAK_SEED", "20261123"))
SOAK = bool(os.environ.get("DENGWEN_SOAK"))
CASES = int(os.environ.get("DENGWEN_SOAK_CASES", "2000"))
OFTEN = min(0.08, 80 / CASES)  # so that the deaths are spread over the whole year
WHOLE = Plan(CASES, date(2025, 3, 3), date(2026, 2, 27), SEED, kills=150, kill_rate=OFTEN)
SHORT = Plan(20, date(2025, 10, 20), date(2025, 11, 19), SEED, kills=3, kill_rate=0.1, removals=1)


@pytest.fixture
def settings(tmp_path, database_url, monkeypatch):
    """Return the environment of the couriers."""
    environment = {
        "DENGWEN_CONFIG": str(config_file(tmp_path)),
        "DENGWEN_TELEGRAM_API": "http://127.0.0.1:9",
        "DENGWEN_TELEGRAM__PUBLIC_TOKEN": TOKENS["public"],
        "DENGWEN_TELEGRAM__TEAM_TOKEN": TOKENS["team"],
        "DENGWEN_STORAGE__DATA": str(tmp_path / "data"),
        "DENGWEN_STORAGE__KEYS": str(tmp_path / "keys"),
        "DENGWEN_STORAGE__DATABASE": database_url,
        "DENGWEN_CLOCK_OFFSET_FILE": str(tmp_path / "clock"),
        "DENGWEN_COURIER__POLL_SECONDS": "0.05",
        "DENGWEN_LEDGER__PROFILE": "x25519",
    }
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return environment


@pytest.mark.timeout(6 * 3600 if SOAK else 240)
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_everybody_is_reminded_of_everything_once(tmp_path, settings, database_url, capsys):
    plan, draw = WHOLE if SOAK else SHORT, random.Random(SEED)  # noqa: S311  the same year each time
    config, clock = load(), MovedClock(tmp_path / "clock")
    office = YearOffice(tmp_path, database_url, config, clock)
    wire = Wire(clock, draw, plan.fault_rate, plan.kill_rate, plan.kills)
    began = time.monotonic()

    def tell(text):
        if SOAK:
            with capsys.disabled():
                sys.stdout.write(f"\n{text}")

    clock.stands_at(at(plan.first, AWAKE))
    await office.database.create_tables()
    try:
        async with wire.open(doors=2) as running, Control(running.url) as control:
            await control.bot(TOKENS["public"], "drum_bot", "Drum")
            await control.bot(TOKENS["team"], TEAM_BOT, "Desk")
            year = Year(plan, office, wire, draw, control, settings, tell)
            await year.runs()
    finally:
        await office.database.close()
    outcome = compare(year)
    lines = table(plan, year, outcome, time.monotonic() - began, "PostgreSQL")
    with capsys.disabled():
        sys.stdout.write("\n" + "\n".join(lines) + "\n")
    assert not outcome.missing, outcome.missing[:5]
    assert not outcome.unexpected, outcome.unexpected[:5]
    assert not outcome.wrong, outcome.wrong[:5]
    assert not outcome.unmarked, outcome.unmarked[:5]
    assert not outcome.unexplained, outcome.unexplained[:5]
    assert not outcome.to_somebody_away, outcome.to_somebody_away[:5]
    repeated = outcome.repeated_after_kill + outcome.repeated_after_loss
    assert repeated <= len(outcome.between) + wire.faults["reset_after"]
    assert outcome.expected > plan.cases
    assert wire.kills
