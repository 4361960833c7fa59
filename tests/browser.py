"""A headless Chromium, driven over its DevTools protocol: what the pictures need, no more."""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from base64 import b64decode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--headless=new",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-gpu",
    "--hide-scrollbars",
    "--remote-debugging-port=0",
    # As with a mouse that rests elsewhere: what shows on hovering stays away.
    "--blink-settings=primaryHoverType=2,availableHoverTypes=2",
)
PATIENCE = 30


class NoBrowserError(RuntimeError):
    """There is no Chromium on this machine."""


class Page:
    """One page in the browser."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._number = 0

    async def call(self, method: str, **params: Any) -> dict[str, Any]:
        """Call a method of the protocol; events that come meanwhile are passed over."""
        self._number += 1
        await self._socket.send_json({"id": self._number, "method": method, "params": params})
        while True:
            answer = await self._socket.receive_json(timeout=PATIENCE)
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                return answer["result"]

    async def size(self, width: int, height: int) -> None:
        """Make the page so large, in CSS pixels."""
        await self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )

    async def opens(self, url: str) -> None:
        """Open an address, anew even if only what follows its # is another."""
        await self.call("Page.navigate", url="about:blank")
        await self.call("Page.navigate", url=url)

    async def runs(self, script: str) -> Any:
        """Run a script in the page; return what it gives, awaited."""
        answer = await self.call(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        if "exceptionDetails" in answer:
            raise RuntimeError(f"{script}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    async def waits_until(self, script: str) -> None:
        """Return as soon as the script gives something true."""
        async with asyncio.timeout(PATIENCE):
            while not await self.runs(script):
                await asyncio.sleep(0.05)

    async def shoots(self, element: str) -> bytes:
        """Return a picture of the element, as PNG."""
        box = await self.runs(
            f"(({{x, y, width, height}}) => ({{x, y, width, height}}))"
            f"(document.querySelector({element!r}).getBoundingClientRect())"
        )
        answer = await self.call("Page.captureScreenshot", format="png", clip=box | {"scale": 1})
        return b64decode(answer["data"])


@asynccontextmanager
async def browser(language: str) -> AsyncIterator[Page]:
    """Yield the only page of a Chromium of its own.

    Raises:
        NoBrowserError: there is none on the PATH.
    """
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        raise NoBrowserError("Please install Chromium: apt install chromium fonts-noto-cjk")
    # Chromium's own sandbox does not work for root.
    flags = [*FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else []), f"--lang={language}"]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        process = await asyncio.create_subprocess_exec(
            program,
            *flags,
            f"--user-data-dir={profile}",
            "about:blank",
            stderr=asyncio.subprocess.DEVNULL,
            env=os.environ | {"TZ": "Asia/Shanghai"},
        )
        try:
            async with aiohttp.ClientSession() as session:
                address = await _first_page(session, Path(profile) / "DevToolsActivePort")
                async with session.ws_connect(address, max_msg_size=0) as socket:
                    yield Page(socket)
        finally:
            process.terminate()
            await process.wait()


async def _first_page(session: aiohttp.ClientSession, told: Path) -> str:
    """Return where the first page is driven from; the browser writes its port into a file."""
    async with asyncio.timeout(PATIENCE):
        while not (told.exists() and told.read_text("ascii")):  # noqa: ASYNC240  a tiny file
            await asyncio.sleep(0.05)
        port = told.read_text("ascii").splitlines()[0]  # noqa: ASYNC240
        while True:
            async with session.get(f"http://127.0.0.1:{port}/json") as answer:
                pages = [page for page in await answer.json() if page["type"] == "page"]
            if pages:
                return str(pages[0]["webSocketDebuggerUrl"])
            await asyncio.sleep(0.05)
