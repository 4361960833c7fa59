"""From nothing to the first receipt, timed: `make first-receipt`.

In an empty folder, with an empty home, this clones the repository, starts `make run` and is a
citizen on the demo page until the receipt's number is there. `--tests` adds `make test`.
"""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import click

from tests.browser import NoBrowserError, chromium, page_of
from tests.visitor import Visitor

ROOT = Path(__file__).parents[1]
READY = re.compile(rb"The demo is ready: (\S+)")
ACCOUNT = {
    "en": "The shelter under the east market is let to three stalls.",
    "zh-CN": "东关商场地下室去年被拆了一半，没有任何公告。",
}
# What a newcomer's shell has; of this one's only where packages come from.
KEPT = ("PATH", "LANG")
PACKAGES = "PIP_"
PACKAGES_FILE = ".config/pip/pip.conf"


class Stages:
    """How long each stage took, printed as it ends."""

    def __init__(self) -> None:
        self._began = self._last = time.monotonic()

    def ends(self, name: str) -> None:
        """Print the seconds since the last stage ended."""
        now = time.monotonic()
        click.echo(f"{name:<34}{now - self._last:>8.1f} s")
        self._last = now

    def total(self, name: str) -> None:
        """Print the seconds since the beginning."""
        click.echo(f"{name:<34}{time.monotonic() - self._began:>8.1f} s")


def environment(home: Path) -> dict[str, str]:
    """Return the environment of somebody who has just come to this machine."""
    kept = {n: v for n, v in os.environ.items() if n in KEPT or n.startswith(PACKAGES)}
    configured = Path.home() / PACKAGES_FILE
    if configured.is_file():
        kept.setdefault("PIP_CONFIG_FILE", str(configured))
    return {"LANG": "C.UTF-8"} | kept | {"HOME": str(home)}


async def _runs(*command: str, within: Path, home: Path) -> None:
    process = await asyncio.create_subprocess_exec(
        *command,
        cwd=within,
        env=environment(home),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    _, errors = await process.communicate()
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{errors.decode()[-2000:]}")


@asynccontextmanager
async def _running(clone: Path, home: Path) -> AsyncIterator[str]:
    """Yield the address of the demo that `make run` starts."""
    process = await asyncio.create_subprocess_exec(
        "make",
        "run",
        cwd=clone,
        env=environment(home),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        start_new_session=True,
    )
    assert process.stdout is not None
    try:
        async for line in process.stdout:
            if (match := READY.search(line)) is not None:
                break
        else:
            raise RuntimeError("make run ended before the demo was ready")
        yield match[1].decode()
    finally:
        os.killpg(process.pid, signal.SIGINT)
        await process.wait()


async def first_receipt(language: str, *, tests: bool) -> None:
    """Do all of it in a folder that is thrown away."""
    with tempfile.TemporaryDirectory(prefix="dengwen-first-") as folder:
        home, clone = Path(folder) / "home", Path(folder) / "dengwen"
        home.mkdir()
        async with chromium() as browser, page_of(browser, language) as page:
            stages = Stages()
            await _runs("git", "clone", "--quiet", str(ROOT), str(clone), within=home, home=home)
            stages.ends("git clone")
            await _runs("make", ".venv/run.stamp", within=clone, home=home)
            stages.ends("packages (make .venv/run.stamp)")
            async with _running(clone, home) as url:
                stages.ends("make run, to the page's address")
                visitor = Visitor(page, language)
                await visitor.comes(url)
                stages.ends("the page, to four phones")
                receipt = await visitor.hands_in(ACCOUNT[language])
                stages.ends("the citizen, to the receipt")
                stages.total(f"git clone to {receipt}")
        if tests:
            stages = Stages()
            await _runs("make", "test", within=clone, home=home)
            stages.ends("make test, packages included")


@click.command()
@click.option("--language", type=click.Choice(sorted(ACCOUNT)), default="en", show_default=True)
@click.option("--tests", is_flag=True, help="Time `make test` as well.")
def main(language: str, *, tests: bool) -> None:
    """Print the seconds of each stage."""
    try:
        asyncio.run(first_receipt(language, tests=tests))
    except NoBrowserError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
