"""What the page is told of the processes behind the bots, and what it can order of them."""

import pytest

from emulator.client import Control, RefusedByEmulatorError
from emulator.server import Emulator


class Behind:
    """Two processes, of which one runs, and a clock."""

    def __init__(self):
        self.killed = []
        self.moved = []
        self.looked = []

    def state(self):
        return {"table": None, "processes": [], "passphrase": "drum", "zone": "Asia/Shanghai"}

    def kill(self, name):
        if name != "intake":
            raise LookupError(name)
        self.killed.append(name)

    def move_clock(self, seconds):
        self.moved.append(seconds)

    async def disk(self, words, table):
        self.looked.append((words, table))
        return {"found": {word: [] for word in words}}


@pytest.fixture
def behind():
    return Behind()


@pytest.fixture
async def control(behind):
    async with Emulator(backstage=behind) as emulator, Control(emulator.url) as control:
        yield control


async def test_the_page_is_told_what_lies_behind_the_bots(control, behind):
    told = await control.request("GET", "backstage")
    assert told["backstage"] == behind.state()


async def test_without_anybody_behind_the_bots_there_is_nothing_to_show():
    async with Emulator() as emulator, Control(emulator.url) as control:
        assert (await control.request("GET", "backstage"))["backstage"] is None
        with pytest.raises(RefusedByEmulatorError, match="nobody told"):
            await control.request("POST", "backstage/kill", json={"name": "intake"})


async def test_a_process_that_runs_is_killed_and_another_is_not(control, behind):
    before = (await control.state())["revision"]
    await control.request("POST", "backstage/kill", json={"name": "intake"})
    assert behind.killed == ["intake"]
    assert (await control.state())["revision"] > before
    with pytest.raises(RefusedByEmulatorError, match="desk is not running"):
        await control.request("POST", "backstage/kill", json={"name": "desk"})


@pytest.mark.parametrize("seconds", [0, -60, float("nan")])
async def test_the_clock_goes_forward_only(control, behind, seconds):
    await control.request("POST", "backstage/clock", json={"seconds": 3600})
    with pytest.raises(RefusedByEmulatorError, match="forward only"):
        await control.request("POST", "backstage/clock", json={"seconds": seconds})
    assert behind.moved == [3600]


async def test_the_disk_is_looked_through_for_a_few_words_at_a_time(control, behind):
    words = [f"word {number}" for number in range(50)]
    await control.request("POST", "backstage/disk", json={"words": words, "table": "pieces"})
    ((asked, table),) = behind.looked
    assert (asked, table) == (words[:40], "pieces")
