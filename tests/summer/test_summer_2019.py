"""The summer of 2019 once more: everybody is reminded as the calendar says that was made by hand.

`pytest -s tests/summer` prints what was sent. `DENGWEN_KEEP_SUMMER=1` writes the page anew.
"""

import os
from pathlib import Path

from tests.summer.calendar import SUMMER, Happened, Reminded
from tests.summer.office import ACTS, moment, summer
from tests.summer.page import page

PAGE = Path(__file__).parents[2] / "docs/summer-2019.md"
KEEP = os.environ.get("DENGWEN_KEEP_SUMMER")


def in_order(reminders):
    return sorted(reminders, key=lambda each: (moment(each[0]), each[1]))


async def test_everybody_is_reminded_as_the_calendar_says(tmp_path, monkeypatch):
    happened = [each for each in SUMMER if isinstance(each, Happened)]
    async with summer(tmp_path, monkeypatch) as here:
        for each in happened:
            await here.until(each.at)
            if each.at in ACTS:
                await ACTS[each.at](here)
            await here.settles()
    for at, who, lines in here.reminded:
        print(f"{moment(at):%Y-%m-%d %a %H:%M}  {who:<7} {'; '.join(lines)}")  # noqa: T201  the calendar
    wanted = [
        (each.at, who, tuple(sorted(each.lines)))
        for each in SUMMER
        if isinstance(each, Reminded)
        for who in each.who
    ]
    assert in_order(here.reminded) == in_order(wanted)


def test_the_calendar_is_in_order_and_every_act_is_in_it():
    moments = [moment(each.at) for each in SUMMER]
    assert moments == sorted(moments)
    assert ACTS.keys() <= {each.at for each in SUMMER if isinstance(each, Happened)}


def test_the_page_shows_this_calendar():
    if KEEP:
        PAGE.write_text(page(), "utf-8")
    assert PAGE.read_text("utf-8") == page()
