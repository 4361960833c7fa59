"""The key of a day: one for all who share the folder."""

import multiprocessing
from datetime import date
from pathlib import Path

from storage.ledger.day_keys import DayKeys

DAY = date(2019, 7, 10)


def _seals(folder, barrier, done):
    barrier.wait()
    sealed = DayKeys(Path(folder)).today(DAY).sealed("draft").seal(b"word")
    done.put(sealed)


def test_processes_that_draw_at_once_end_up_with_one_key(tmp_path):
    context = multiprocessing.get_context("fork")
    barrier, done = context.Barrier(4), context.SimpleQueue()
    drawing = [
        context.Process(target=_seals, args=(tmp_path / "days", barrier, done)) for _ in range(4)
    ]
    for process in drawing:
        process.start()
    sealed = [done.get() for _ in drawing]
    for process in drawing:
        process.join()
    seal = DayKeys(tmp_path / "days").of(DAY.isoformat()).sealed("draft")
    assert [seal.open(each) for each in sealed] == [b"word"] * 4
    assert [path.name for path in (tmp_path / "days").iterdir()] == ["2019-07-10.key"]


def test_old_keys_go_and_whoever_comes_second_finds_them_gone(tmp_path):
    for day in (8, 9, 10):
        DayKeys(tmp_path).today(date(2019, 7, day))
    assert DayKeys(tmp_path).forget_before("2019-07-10") == 2
    assert DayKeys(tmp_path).forget_before("2019-07-10") == 0
    assert [path.name for path in tmp_path.iterdir()] == ["2019-07-10.key"]
