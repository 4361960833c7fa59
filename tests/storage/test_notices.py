"""The folder of notices: what is new or changed holds at once, what is broken changes nothing."""

import logging
import os
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from casework.rules.notices import Notice, NoticeRefusedError
from storage.notices import MOST_BYTES, NoticeFolder, as_toml, parse_csv, parse_toml
from tests.rules.test_notices import NOTICE

COUNTY = date(2027, 6, 3)
HOLIDAY = Notice(
    "县政府办1号",
    2027,
    {COUNTY: False},
    {COUNTY: 'the "county" day'},
    part=True,
    entered_by="li",
    entered_at=datetime(2026, 11, 25, 2, tzinfo=UTC),
)
BROKEN = ["", "year = 2027", "not toml", "year = 2027\nnotice = 3", "year = true", "x = 1", "\x00"]
ODD = [
    'year = 2027\nnotice = "x"\npart = true\n[days]\n2027-06-03 = "false"',
    'year = 2027\nnotice = "x"\npart = true\n[days]\nsoon = false',
    'year = 2027\nnotice = "x"\npart = true\ndays = 3',
    'year = 2027\nnotice = "x"\npart = "yes"\n[days]\n2027-06-03 = false',
    'year = 2027\nnotice = "x"\npart = true\nentered_at = 2027-06-03\n[days]\n2027-06-03 = false',
    'year = 2027\nnotice = "x"\npart = true\n[days]\n2026-06-03 = false',
    'year = 2027\nnotice = "x"\n[days]\n2027-06-03 = false',
    'year = 99999\nnotice = "x"\n[days]\n2027-06-03 = false',
    "a = " + "[" * 5000,
    "#" * (MOST_BYTES + 1),
]


@pytest.fixture
def folder(tmp_path):
    return NoticeFolder(tmp_path / "calendar", {date(2027, 7, 1): False}, look_seconds=0)


def put(folder, name, text):
    folder.folder.mkdir(exist_ok=True)
    (folder.folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())


def test_a_notice_is_read_back_as_it_was_written():
    assert parse_toml(as_toml(HOLIDAY)) == HOLIDAY
    assert parse_toml(as_toml(NOTICE)) == NOTICE


def test_without_a_folder_the_configuration_alone_holds(folder):
    assert not folder.calendar().is_workday(date(2027, 7, 1))
    assert folder.calendar() is folder.calendar()
    assert not folder.refused


def test_a_new_a_changed_and_a_removed_file_hold_from_the_next_look_on(folder):
    before = folder.calendar()
    path = folder.write("2027-2.toml", HOLIDAY)
    assert before.is_workday(COUNTY)
    assert not folder.calendar().is_workday(COUNTY)
    assert path.stat().st_mode & 0o777 == 0o644
    folder.write("2027-2.toml", replace(HOLIDAY, days={COUNTY: True}))
    assert folder.calendar().is_workday(COUNTY)
    path.unlink()
    assert folder.calendar().day(COUNTY).provisional


def test_a_later_notice_goes_before_an_earlier_one_and_before_the_configuration(folder):
    day = date(2027, 7, 1)
    folder.write(
        "a.toml", replace(HOLIDAY, days={day: True}, entered_at=datetime(2026, 11, 26, tzinfo=UTC))
    )
    folder.write("b.toml", replace(HOLIDAY, days={day: False}))
    assert folder.calendar().is_workday(day)


@pytest.mark.parametrize("text", [*BROKEN, *ODD, b"\xff\xfe\x00"])
def test_a_broken_file_is_told_once_and_what_it_held_stays_in_force(folder, text, caplog):
    put(folder, "2027.toml", as_toml(HOLIDAY))
    before = folder.calendar()
    put(folder, "2027.toml", text)
    assert folder.calendar() is before
    assert list(folder.refused) == ["2027.toml"]
    assert folder.calendar() is before
    told = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert len(told) == 1
    assert "notice-refused file=2027.toml" in told[0].message
    put(folder, "2027.toml", as_toml(replace(HOLIDAY, days={COUNTY: True})))
    assert folder.calendar().is_workday(COUNTY)
    assert not folder.refused


def test_a_file_that_is_broken_from_the_start_is_left_out_and_hides_no_other(folder):
    put(folder, "2027.toml", "broken")
    put(folder, "2027-2.toml", as_toml(HOLIDAY))
    put(folder, ".2027-3.toml.x.part", "half")
    put(folder, "notes.txt", "nothing")
    (folder.folder / "folder.toml").mkdir()
    os.mkfifo(folder.folder / "pipe.toml")
    assert not folder.calendar().is_workday(COUNTY)
    assert list(folder.refused) == ["2027.toml"]


def test_a_folder_that_vanishes_takes_no_day_with_it(folder):
    put(folder, "2027.toml", as_toml(HOLIDAY))
    before = folder.calendar()
    folder.folder.rename(folder.folder.with_name("elsewhere"))
    assert folder.calendar() is before
    assert folder.refused
    folder.folder.with_name("elsewhere").rename(folder.folder)
    assert folder.calendar() is before
    assert not folder.refused


def test_csv_is_one_line_a_day():
    text = "\ufeffdate,working,name\n2027-06-03,false,节\n\n2027-06-05, True \n"
    notice = parse_csv(text, None, "x")
    assert notice.days == {COUNTY: False, date(2027, 6, 5): True}
    assert (notice.year, notice.names) == (2027, {COUNTY: "节"})


@pytest.mark.parametrize(
    "text",
    ["", "2027-06-03", "2027-06-03,perhaps", "3.6.2027,true", '"', "2027-06-03,1\n2027-06-03,1"],
)
def test_csv_that_is_not_clear_is_refused(text):
    with pytest.raises(NoticeRefusedError):
        parse_csv(text, None, "x")
