"""The doctor makes every check, whatever becomes of the one before."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.__main__ import cli
from bot.doctor import checks
from bot.doctor.findings import Check, note, wrong

CONFIG = Path(__file__).parents[2] / "config.toml"


def nothing(_here):
    return ()


def light(_here):
    yield note("A lamp is out.", "Change it.")


async def heavy(_here):
    yield wrong("The gate is open.", "Close it.")


def broken(_here):
    raise ValueError("123:a-token")


@pytest.fixture
def doctor(tmp_path, monkeypatch):
    """Run the doctor with some checks, or with its own; returns the exit status and its words."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DENGWEN_CONFIG", str(CONFIG))

    def says(*looks, words=()):
        made = tuple(Check(look.__name__, "All is well.", look) for look in looks)
        monkeypatch.setattr(checks, "CHECKS", made)
        result = CliRunner().invoke(cli, ["doctor", *words])
        return result.exit_code, result.stdout

    return says


def test_what_is_in_order_is_said_too(doctor):
    status, said = doctor(nothing)
    assert status == 0
    assert "good   nothing        All is well." in said
    assert said.endswith("Nothing is wrong.\n")


def test_each_finding_comes_with_its_remedy(doctor):
    status, said = doctor(light, heavy)
    assert status == 1
    assert "note   light          A lamp is out.\n                      → Change it.\n" in said
    assert "wrong  heavy          The gate is open.\n                      → Close it.\n" in said


def test_what_can_wait_is_not_the_answer_no(doctor):
    assert doctor(light)[0] == 0


def test_a_check_that_fails_is_told_by_its_kind_and_stops_no_other(doctor):
    status, said = doctor(broken, light)
    assert status == 1
    assert "could not be looked at (ValueError at test_examining.py:" in said
    assert "a-token" not in said
    assert "A lamp is out." in said


def test_programs_get_it_whole(doctor):
    status, said = doctor(heavy, words=["--json"])
    assert status == 1
    first, second = json.loads(said)["checks"]
    assert (first["check"], first["grade"], first["findings"]) == ("configuration", "good", [])
    assert second == {
        "check": "heavy",
        "grade": "wrong",
        "findings": [
            {"grade": "wrong", "what": "The gate is open.", "remedy": "Close it."},
        ],
    }


def test_a_configuration_that_cannot_be_used_is_explained(doctor, tmp_path, monkeypatch):
    monkeypatch.setenv("DENGWEN_CONFIG", str(tmp_path / "none.toml"))
    status, said = doctor(nothing)
    assert status == 1
    assert "There is no configuration at" in said
    assert "nothing" not in said
