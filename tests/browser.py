"""Debian's Chromium without a window, driven by Playwright: tests and pictures look through it."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, Page, async_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
MISSING = "needs Chromium: apt install chromium fonts-noto-cjk"
FLAGS = (
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-gpu",
    # Whatever a page asks for, nothing but this machine is found.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    # As with a mouse that rests elsewhere: what shows on hovering stays away.
    "--blink-settings=primaryHoverType=2,availableHoverTypes=2",
    # A microphone that hums, and nobody who asks whether it may be used.
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
)
DESKTOP, PHONE = (1560, 900), (390, 844)
PATIENCE_MS = 30_000


class NoBrowserError(RuntimeError):
    """There is no Chromium on this machine."""


def program() -> str | None:
    """Return where the browser lies, or None if there is none."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """Yield a Chromium of its own.

    Raises:
        NoBrowserError: there is none on the PATH.
    """
    path = program()
    if path is None:
        raise NoBrowserError("Please install Chromium: apt install chromium fonts-noto-cjk")
    async with async_playwright() as playwright:
        # Chromium's own sandbox does not work for root.
        running = await playwright.chromium.launch(
            executable_path=path, args=list(FLAGS), chromium_sandbox=os.geteuid() != 0
        )
        try:
            yield running
        finally:
            await running.close()


@asynccontextmanager
async def page_of(
    running: Browser,
    language: str,
    size: tuple[int, int] = DESKTOP,
    *,
    dark: bool = False,
    scale: float = 1,
) -> AsyncIterator[Page]:
    """Yield a page of somebody who has never been here, in Shanghai's time."""
    context = await running.new_context(
        locale=language,
        timezone_id="Asia/Shanghai",
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if dark else "light",
        device_scale_factor=scale,
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE_MS)
    try:
        yield await context.new_page()
    finally:
        await context.close()


@asynccontextmanager
async def browser(language: str) -> AsyncIterator[Page]:
    """Yield the only page of a Chromium of its own.

    Raises:
        NoBrowserError: there is none on the PATH.
    """
    async with chromium() as running, page_of(running, language) as page:
        yield page


async def opens(page: Page, url: str) -> None:
    """Open an address, anew even if only what follows its # is another."""
    await page.goto("about:blank")
    await page.goto(url)
