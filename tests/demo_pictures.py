"""The demo page as pictures, in Chinese and in English: part of `make pictures`."""

from __future__ import annotations

import asyncio
import os
import re
import sys

import click

from tests.browser import DESKTOP, PHONE, NoBrowserError, chromium, page_of
from tests.demo import demo
from tests.pictures import PICTURES_LOADED, ROOT, photo, small
from tests.visitor import CITIZEN, FIFTH, LIAISON, MEMBER, Visitor

FOLDER = ROOT / "docs/images/demo"
ACCOUNT = {
    "zh-CN": "东关商场地下室去年被拆了一半，没有任何公告。",
    "en": "The shelter under the east market is let to three stalls, and the rent goes to Mr Qian.",
}
SETTLED_MS = 5000  # notices on the phones have gone by then


async def lives_through(visitor: Visitor) -> None:
    """Play a day: handed in with a photo, summed up, read by the member and the Fifth group."""
    await visitor.hands_in(ACCOUNT[visitor.language], photo(0))
    clock = await visitor.opens_panel("clock")
    await clock.get_by_role("button", name=re.compile("17:30")).click()
    await visitor.sees(LIAISON, visitor.part("summary-day"))
    for reader in (MEMBER, FIFTH):
        await visitor.unlocks(reader)
    await visitor.reads(MEMBER)
    await visitor.opens_case(FIFTH)
    await visitor.sees(MEMBER, ACCOUNT[visitor.language])


async def shoots(visitor: Visitor, name: str) -> None:
    """Photograph the page as it stands, with the mouse out of the way."""
    await visitor.page.mouse.move(0, 0)
    await visitor.page.evaluate(PICTURES_LOADED)
    path = FOLDER / visitor.language / f"{name}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(small(await visitor.page.screenshot()))
    click.echo(f"{path.relative_to(ROOT)}  {path.stat().st_size} bytes")


async def resized(visitor: Visitor, size: tuple[int, int]) -> None:
    """Give the page another size."""
    await visitor.page.set_viewport_size({"width": size[0], "height": size[1]})


async def paint(language: str) -> None:
    """Take all pictures in one language."""
    async with (
        demo(language) as url,
        chromium() as browser,
        page_of(browser, language, DESKTOP) as page,
    ):
        visitor = Visitor(page, language)
        await visitor.comes(url)
        await lives_through(visitor)
        await page.wait_for_timeout(SETTLED_MS)
        await shoots(visitor, "1-phones")
        await visitor.turns("dark")
        await shoots(visitor, "2-dark")
        await visitor.turns("light")
        await (await visitor.opens_panel("disk")).locator(".row-of-table").first.wait_for()
        await shoots(visitor, "3-disk")
        await visitor.closes_panel()
        await resized(visitor, PHONE)
        await visitor.picks_up(CITIZEN)
        await shoots(visitor, "4-narrow")
        await visitor.turns("dark")
        await (await visitor.opens_panel("trouble")).locator("[data-running]").first.wait_for()
        await shoots(visitor, "5-trouble")


def main() -> None:
    """Renew the pictures of the demo page."""
    os.umask(0o022)
    try:
        for language in ACCOUNT:
            asyncio.run(paint(language))
    except NoBrowserError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
