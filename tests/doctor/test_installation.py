"""Keys, people, days and the machine: each fault is found, and named with its remedy."""

import json
import os
from collections import namedtuple
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.config import load
from bot.doctor import keys, machine, people
from bot.doctor.findings import Installation
from bot.keys import make_keys, read_signer
from bot.setting_up.drill import RECORD
from casework.ports import Reader
from storage.ledger.age import Profile, X25519Identity
from storage.ledger.roster import SignedRoster, save_roster
from tests.doctor.conftest import found

CONFIG = Path(__file__).parents[2] / "config.toml"
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.setenv("DENGWEN_STORAGE__DATA", str(tmp_path / "data"))
    monkeypatch.setenv("DENGWEN_STORAGE__KEYS", str(tmp_path / "keys"))
    (tmp_path / "data").mkdir(mode=0o700)
    make_keys(tmp_path / "keys", Profile.X25519)
    return Installation(load(CONFIG), NOW)


@pytest.fixture
def signs(here):
    """Put a roster in place, with everybody of the configuration on it."""
    folder = here.config.storage.keys

    def sign(serial=5, without=(), unenrolled=(), **changes):
        readers = tuple(
            Reader(
                p.id,
                p.role,
                frozenset(p.home_units),
                None if p.id in unenrolled else X25519Identity.generate().recipient.encode(),
                None,
            )
            for p in here.config.people
            if p.id not in without
        )
        roster = SignedRoster(serial, readers, Profile.X25519, **changes)
        save_roster(folder / "roster.note", roster, read_signer(folder / "root.key"))
        return folder

    return sign


async def test_keys_that_are_not_there(here):
    folder = here.config.storage.keys
    (folder / "desk.pub").unlink()
    (folder / "desk.age").unlink()
    told = await found(keys.keys, here)
    assert [grade for grade, _ in told] == ["wrong", "note"]
    (folder / "root.pub").unlink()
    assert await found(keys.keys, here) == [("wrong", f"There are no keys in {folder}.")]


@pytest.mark.parametrize("name", ["root.key", "desk.age", "intake.local", "days/2026-11-23.key"])
async def test_a_key_that_is_open_to_others(here, name):
    assert await found(keys.permissions, here) == []
    path = here.config.storage.keys / name
    path.parent.mkdir(exist_ok=True, mode=0o700)
    path.touch()
    path.chmod(0o644)
    assert await found(keys.permissions, here) == [("wrong", f"{path} is open to others (0644).")]


async def test_a_folder_that_is_open_to_everybody(here):
    here.config.storage.data.chmod(0o755)
    here.config.storage.keys.chmod(0o770)
    told = [what for _, what in await found(keys.permissions, here)]
    assert told[0].startswith("The group may write")
    assert told[1].endswith("is open to everybody (0755).")


async def test_a_token_file_is_looked_at_too(here, tmp_path):
    file = tmp_path / "token"
    file.write_text("1:a")
    file.chmod(0o640)
    telegram = here.config.telegram.model_copy(update={"team_token_file": file})
    config = here.config.model_copy(update={"telegram": telegram})
    told = await found(keys.permissions, replace(here, config=config))
    assert told == [("wrong", f"{file} is open to others (0640).")]


async def test_what_should_have_been_carried_away(here, tmp_path):
    assert await found(keys.left_about, here) == []
    (tmp_path / "enrolment-codes.txt").write_text("leader AAAA-BBBB\n")
    (tmp_path / "recovery").mkdir()
    assert [grade for grade, _ in await found(keys.left_about, here)] == ["note", "note"]


async def test_a_roster_with_everybody_on_it_is_in_order(here, signs):
    signs()
    assert await found(people.roster, here) == []


async def test_a_roster_that_is_forged_or_gone(here, signs):
    note = signs() / "roster.note"
    note.write_text(note.read_text("utf-8").replace("serial 5", "serial 6"), "utf-8")
    ((grade, what),) = await found(people.roster, here)
    assert grade == "wrong"
    assert what.startswith("The roster is refused:")
    note.unlink()
    assert "cannot be read" in (await found(people.roster, here))[0][1]


async def test_an_older_roster_than_a_process_has_seen(here, signs):
    pins = signs() / "pins"
    pins.mkdir()
    (pins / "intake.json").write_text(json.dumps({"serial": 7}))
    (pins / "desk.json").write_text("{}")
    told = [what for _, what in await found(people.roster, here)]
    assert told[0].endswith("desk.json is broken.")
    assert told[1] == "The roster is edition 5, and intake has seen 7."


@pytest.mark.parametrize(("days", "grades"), [(-1, ["wrong"]), (3, ["note"]), (90, [])])
async def test_the_last_day_of_a_roster(here, signs, days, grades):
    signs(valid_until=NOW.date() + timedelta(days=days))
    assert [grade for grade, _ in await found(people.roster, here)] == grades


async def test_people_who_cannot_read_yet(here, signs):
    signs(without=["member-3"], unenrolled=["leader", "fifth-1", "fifth-2"])
    assert await found(people.roster, here) == [
        ("note", "member-3 of the configuration is not on the roster."),
        ("note", "Not enrolled: leader, fifth-1, fifth-2."),
        ("wrong", "Nobody with the role leader has a key, so the team can do nothing."),
        ("wrong", "Nobody with the role fifth has a key, so the Fifth group can do nothing."),
    ]


async def test_a_recovery_key_that_nobody_has_tried(here, signs):
    recipient = X25519Identity.generate().recipient.encode()
    folder = signs(recovery=recipient)
    ((grade, _),) = await found(people.recovery, here)
    assert grade == "wrong"
    record = {"recovery": recipient, "passed": "2026-06-01", "files": []}
    (folder / RECORD).write_text(json.dumps(record))
    assert await found(people.recovery, here) == []
    later = replace(here, now=NOW + timedelta(days=300))
    assert await found(people.recovery, later) == [
        ("note", "The last recovery drill was on 2026-06-01.")
    ]
    signs(recovery=X25519Identity.generate().recipient.encode())
    assert [grade for grade, _ in await found(people.recovery, here)] == ["wrong"]


async def test_a_year_whose_holidays_are_not_known(here):
    assert await found(people.calendar, replace(here, now=NOW - timedelta(days=60))) == []
    ((grade, what),) = await found(people.calendar, here)
    assert grade == "note"
    assert what.startswith("The holidays of 2027 are not known")


async def test_a_notice_that_is_not_believed(here):
    folder = here.config.storage.data / "calendar"
    folder.mkdir()
    (folder / "2027.toml").write_text("year = ")
    told = await found(people.calendar, here)
    assert [grade for grade, _ in told] == ["wrong", "note"]


@pytest.mark.parametrize(
    "now", [datetime(1970, 1, 1, tzinfo=UTC), datetime(2099, 1, 1, tzinfo=UTC)]
)
async def test_a_clock_that_was_never_set(here, now):
    ((grade, what),) = await found(machine.clock, replace(here, now=now))
    assert grade == "wrong"
    assert "which cannot be" in what


async def test_a_clock_that_is_shifted_on_purpose(here):
    config = here.config.model_copy(update={"clock_offset_file": Path("shift")})
    assert [grade for grade, _ in await found(machine.clock, replace(here, config=config))] == [
        "note"
    ]


Disk = namedtuple("Disk", "f_fsid f_bavail f_frsize f_files f_favail")  # noqa: PYI024  as the system's
MB = 1024 * 1024


@pytest.mark.parametrize(
    ("disk", "grades"),
    [
        (Disk(1, 100, MB, 10**6, 10**6), ["wrong"]),
        (Disk(1, 1000, MB, 10**6, 10**6), ["note"]),
        (Disk(1, 9000, MB, 10**6, 10), ["wrong"]),
        (Disk(1, 9000, MB, 0, 0), []),
    ],
)
async def test_a_disk_that_is_nearly_full(here, monkeypatch, disk, grades):
    monkeypatch.setattr(os, "statvfs", lambda _path: disk)
    assert [grade for grade, _ in await found(machine.disk, here)] == grades


def test_the_day_of_the_tests_lies_within_the_clock():
    assert machine.OLDEST_NOW.date() < date(2026, 11, 23)
