"""Whether petitions are taken in on a day."""

from datetime import date, timedelta

import pytest

from casework.rules.rounds import Pause, Stage, stage_on
from storage.pause import PauseFile

OPENS, CLOSES = date(2019, 7, 1), date(2019, 8, 10)
FROM_NOW_ON = Pause({"en": "moving"})


@pytest.mark.parametrize(
    ("day", "pause", "stage"),
    [
        (OPENS - timedelta(1), None, Stage.BEFORE),
        (OPENS, None, Stage.OPEN),
        (CLOSES, None, Stage.OPEN),
        (CLOSES + timedelta(1), None, Stage.CLOSED),
        (OPENS, FROM_NOW_ON, Stage.PAUSED),
        (OPENS - timedelta(1), FROM_NOW_ON, Stage.BEFORE),
        (CLOSES + timedelta(1), FROM_NOW_ON, Stage.CLOSED),
        (OPENS, Pause({}, OPENS + timedelta(1)), Stage.PAUSED),
        (OPENS + timedelta(1), Pause({}, OPENS + timedelta(1)), Stage.OPEN),
    ],
)
def test_the_stage_of_a_day(day, pause, stage):
    assert stage_on(day, OPENS, CLOSES, pause) is stage


def test_a_reason_is_told_in_the_language_of_the_person_or_as_it_was_given_first():
    pause = Pause({"zh-CN": "搬家", "en": "moving"})
    assert pause.reason_in("en") == "moving"
    assert pause.reason_in("zh-Hant") == "搬家"
    assert Pause({}).reason_in("en") is None


def test_a_pause_is_what_was_written_and_ends_when_it_is_removed(tmp_path):
    file = PauseFile(tmp_path)
    assert file.read() is None
    for pause in (Pause({"zh-CN": "搬家", "en": "moving"}, date(2019, 7, 20)), FROM_NOW_ON):
        file.write(pause)
        assert PauseFile(tmp_path).read() == pause
    assert file.remove()
    assert file.read() is None
    assert not file.remove()


@pytest.mark.parametrize("spoiled", ["", "[]", "{}", '{"reason": 1, "until": 2}', "\xff"])
def test_a_pause_that_cannot_be_read_still_pauses(tmp_path, spoiled):
    (tmp_path / "pause.json").write_bytes(spoiled.encode("latin-1"))
    assert PauseFile(tmp_path).read() == Pause({})
