"""The demo page with everything behind it: three processes, their clock and their disk."""

import re

import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests import axe
from tests.browser import DESKTOP, PHONE, page_of
from tests.demo import demo
from tests.visitor import FIFTH, MEMBER, NUMBER, Visitor

ACCOUNT = "The shelter under the east market is let to three stalls."
PANELS = ("guide", "clock", "trouble", "disk")

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def address(running):
    async with demo("en") as url:
        yield url


@pytest_asyncio.fixture(loop_scope="session")
async def visitor(running, address):
    async with page_of(running, "en", DESKTOP) as page:
        page.on("pageerror", lambda error: pytest.fail(f"a script of the page failed: {error}"))
        visitor = Visitor(page, "en")
        await visitor.comes(address)
        yield visitor


async def test_four_phones_lie_side_by_side_and_more_can_be_added(visitor):
    page = visitor.page
    owners = await page.locator(".phone .owner").all_inner_texts()
    assert [owner.split()[-1] for owner in owners] == ["Ada", "Member", "group", "Liaison"]
    boxes = [await visitor.phone(number).bounding_box() for number in range(4)]
    assert len({box["y"] for box in boxes}) == 1
    assert boxes[3]["x"] + boxes[3]["width"] <= DESKTOP[0]
    await page.get_by_label("People").click()
    await page.get_by_role("button", name="Another citizen").click()
    await visitor.phone(4).get_by_role("button", name="Start").wait_for()


async def test_a_case_goes_from_the_citizen_to_the_staff_and_lies_nowhere_in_clear(visitor):
    page = visitor.page
    trouble = await visitor.opens_panel("trouble")
    intake = trouble.locator(".process").filter(has_text="intake")
    await intake.get_by_text("starts: 1").wait_for()
    await intake.get_by_role("button").click()
    await intake.get_by_text("starts: 2").wait_for()
    await visitor.closes_panel()
    receipt = await visitor.hands_in(ACCOUNT)
    assert receipt

    await visitor.unlocks(MEMBER)
    number = await visitor.reads(MEMBER)
    assert NUMBER.fullmatch(number)
    assert ACCOUNT in await visitor.sees(MEMBER, ACCOUNT)
    disk = await visitor.opens_panel("disk")
    lines = disk.locator(".seen li").filter(has_text=ACCOUNT)
    await lines.first.wait_for()
    assert all("nowhere on the disk" in line for line in await lines.all_inner_texts())
    sealed = disk.locator(".row-of-table").filter(has_text="age-encryption.org/v1").first
    assert "bytes" in await sealed.inner_text()

    clock = await visitor.opens_panel("clock")
    before = await clock.locator(".clock-now").inner_text()
    await clock.get_by_role("button", name="1 hour on").click()
    await clock.locator(".told").filter(has_text="It is now").wait_for()
    await expect(clock.locator(".clock-now")).not_to_have_text(before)
    # What was opened is wiped after its minutes, as the moved clock has it.
    gone = visitor.phone(MEMBER).locator(".messages li").filter(has_text=ACCOUNT)
    await gone.first.wait_for(state="detached")
    await page.locator(".phone").nth(FIFTH).wait_for()


async def test_faults_stand_until_they_are_lifted(visitor, address):
    trouble = await visitor.opens_panel("trouble")
    for name in ("Down", "Slow", "Too busy", "All is well"):
        await trouble.get_by_role("radio", name=re.compile(name)).check()
    faults = await visitor.page.evaluate("fetch('/control/faults').then((all) => all.json())")
    assert faults == {"faults": []}


async def test_every_phone_and_the_panel_are_reached_by_keyboard(visitor):
    page = visitor.page
    within = "() => document.activeElement.closest('.phone, #panel')?.getAttribute('aria-label')"
    stops = []
    for _ in range(4):
        await page.keyboard.press("F6")
        stops.append(await page.evaluate(within))
    assert stops == ["Ada's phone", "Member's phone", "Fifth group's phone", "Liaison's phone"]
    await visitor.opens_panel("guide")
    assert await page.evaluate("document.activeElement.id") == "panel-title"
    await page.keyboard.press("Escape")
    assert await page.evaluate("document.activeElement.dataset.panel") == "guide"


@pytest.mark.skipif(not axe.is_there(), reason=axe.MISSING)
@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
async def test_axe_finds_nothing_serious(running, address, language, size):
    async with page_of(running, language, size) as page:
        visitor = Visitor(page, language)
        await visitor.comes(address)
        found = await axe.violations(page)
        for panel in PANELS:
            shown = await visitor.opens_panel(panel)
            await shown.locator(".panel-body").wait_for()
            found += await axe.violations(page, within="#panel")
            # In the dark the same things bear the same names; what may differ is what can be read.
            await visitor.turns("dark")
            found += await axe.violations(page, rules=["color-contrast"])
            await visitor.turns("light")
        assert found == []


async def test_the_page_is_dark_as_the_system_has_it_until_somebody_chooses(running, address):
    async with page_of(running, "en", PHONE, dark=True) as page:
        visitor = Visitor(page, "en")
        await visitor.comes(address)
        await page.locator("html[data-theme=dark]").wait_for()
        await visitor.turns("light")
        await page.reload()
        await page.locator("html[data-theme=light]").wait_for()
