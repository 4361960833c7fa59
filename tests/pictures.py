"""The main dialogue of a citizen as pictures, in Chinese and in English: `make pictures`.

Everything runs as in the demo. The citizen acts through the emulator's control interface, and the
demo page is photographed as wide as a phone.
"""

from __future__ import annotations

import asyncio
import io
import json
import os
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import quote

import click
from PIL import Image, ImageDraw

from bot.stage import PUBLIC
from emulator.client import Actor, Seen
from tests.browser import NoBrowserError, Page, browser
from tests.browser import opens as opens_page
from tests.story import CHINESE, ENGLISH, PATIENCE, Story, Words, literal, on_stage

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs/images/citizen"
WIDTH, SHORTEST = 390, 560
LARGEST_BYTES = 150_000
PAGE_LANGUAGE = {"zh-CN": "zh-Hans", "en": "en"}
DRAWN = """(shown) => JSON.stringify([...document.querySelectorAll('.log [data-id]')].map(
    (item) => [+item.dataset.id, +item.dataset.revision])) === JSON.stringify(shown)"""
PICTURES_LOADED = """() => Promise.all([...document.images].map((image) => {
    image.loading = 'eager';
    return image.decode().catch(() => {});
}))"""
HEIGHT_FROM = """(id) => {
    const log = document.querySelector('.log');
    const top = log.querySelector(`[data-id="${id}"]`).offsetTop - log.offsetTop;
    return innerHeight - log.clientHeight + log.scrollHeight - top + 8;
}"""
BUILDING = 0x3A5A78, 0x7A6248, 0x4E6B4A


def photo(number: int) -> bytes:
    """Return an invented photo: a house front, whose camera says where it was taken."""
    colour = BUILDING[number % len(BUILDING)]
    image = Image.new("RGB", (640, 480), (196, 208, 214))
    draw = ImageDraw.Draw(image)
    draw.rectangle((40, 90, 600, 480), fill=(colour >> 16, colour >> 8 & 255, colour & 255))
    chance = Random(number)  # noqa: S311  a drawing
    for column in range(5):
        for row in range(2):
            left, top = 80 + column * 100, 130 + row * 110
            lit = (236, 214, 150) if chance.random() > 0.5 else (52, 58, 66)
            draw.rectangle((left, top, left + 60, top + 70), fill=lit)
    draw.rectangle((270, 360, 370, 480), fill=(38, 34, 32))
    tags = Image.Exif()
    tags[0x0110] = "Example phone"
    tags.get_ifd(0x8825).update({1: "N", 2: (34.0, 11.0, 21.0), 3: "E", 4: (105.0, 10.0, 42.0)})
    out = io.BytesIO()
    image.save(out, "JPEG", exif=tags)
    return out.getvalue()


@dataclass
class Sitting:
    """A citizen's conversation and the page on which it is photographed."""

    story: Story
    page: Page
    folder: Path
    taken: int = 0

    async def shoots(self, name: str, top: Seen) -> None:
        """Photograph the phone, as tall as it takes to show everything from `top` on."""
        self.taken += 1
        path = self.folder / f"{self.taken:02}-{name}.png"
        await keeps(self.page, path, await self.story.citizen.screen(PUBLIC), top)

    async def taps(self, button: str) -> Seen:
        """Press a button and return whatever answers."""
        await self.story.citizen.taps(PUBLIC, button)
        return await self.story.citizen.waits_for(PUBLIC, timeout=PATIENCE)

    async def sees(self, name: str) -> Seen:
        """Wait for a sentence, by its name."""
        return await self.story.citizen.waits_for(
            PUBLIC, literal(self.story.words.language, name), timeout=PATIENCE
        )


def _write(path: Path, png: bytes) -> None:
    path.write_bytes(png)
    click.echo(f"{path.relative_to(ROOT)}  {len(png)} bytes")


def small(png: bytes) -> bytes:
    """Return the picture with a palette of its own: a third of the size, and no eye sees it."""
    image = Image.open(io.BytesIO(png)).convert("RGB").quantize(128, dither=Image.Dither.NONE)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    if out.tell() > LARGEST_BYTES:
        raise ValueError(f"a picture of {out.tell()} bytes is too large for the documents")
    return out.getvalue()


async def keeps(page: Page, path: Path, screen: Mapping[str, Any], top: Seen) -> None:
    """Photograph the phone into a file, as tall as it takes to show everything from `top` on."""
    shown = [[m["id"], m["revision"]] for m in screen["messages"]]
    # The page follows the world; it has to show just what the person sees now.
    await page.wait_for_function(DRAWN, arg=shown)
    await page.evaluate(PICTURES_LOADED)
    height = await page.evaluate(HEIGHT_FROM, top.id)
    await page.set_viewport_size({"width": WIDTH, "height": max(height, SHORTEST)})
    await page.evaluate("document.querySelector('.log').scrollTop = 1e6")
    _write(path, small(await page.locator(".phone.active").screenshot()))


async def opens(story: Story, page: Page, person: Actor, bot: str) -> None:
    """Let the page show one person's phone alone, in the language of the story."""
    state = await story.stage.control.state()
    others = [user["id"] for user in state["users"] if user["id"] != person.id]
    places = json.dumps([[f"{person.id}|@{bot}"], others])
    url = story.stage.url
    await page.set_viewport_size({"width": WIDTH, "height": SHORTEST})
    await opens_page(page, f"{url}/#{quote(places)}")
    await page.locator(".phone.active .bar h2").wait_for()
    language = PAGE_LANGUAGE[story.words.language]
    await page.locator(f"[data-language={language}]").click()
    await page.locator(f"html[lang={language}]").wait_for()


async def sits(story: Story, page: Page, folder: Path) -> None:
    """Play the conversation and photograph its turning points."""
    story.citizen = await story.stage.control.user(
        story.words.citizen, language_code=story.words.telegram_language
    )
    await opens(story, page, story.citizen, PUBLIC)
    sitting = Sitting(story, page, folder)
    await _begins(sitting)
    await _tells(sitting)
    await _reviews_and_submits(sitting)
    await story.registration()
    await story.reading()
    await _comes_back(sitting)


async def _begins(sitting: Sitting) -> None:
    citizen, say = sitting.story.citizen, sitting.story.say
    await citizen.says(PUBLIC, "/start")
    await citizen.waits_for(PUBLIC, timeout=PATIENCE)
    await citizen.taps(PUBLIC, say("language-name"))
    await sitting.shoots("notice", await _bearing(sitting, say("button-begin")))
    question = await sitting.taps(say("button-begin"))
    await sitting.taps(say("identity-anonymous"))
    await sitting.shoots("questions", question)
    for answer in ("2.", say("concerns-none"), "D ", say("route-yes")):
        await sitting.taps(answer)


async def _tells(sitting: Sitting) -> None:
    story, citizen = sitting.story, sitting.story.citizen
    first = await citizen.says(PUBLIC, story.words.account[0])
    await sitting.sees("noted")
    for number in range(3):
        await citizen.sends_with(PUBLIC, kind="photo", data=photo(number), album="1")
    await sitting.sees("album-noted")
    await citizen.says(PUBLIC, story.words.account[1])
    await sitting.sees("noted")
    await sitting.shoots("account", first)
    name = {"zh-CN": "门口.jpg", "en": "entrance.jpg"}[story.words.language]
    file = await citizen.sends_document(PUBLIC, photo(3), name, "image/jpeg")
    await sitting.sees("noted-document")
    await sitting.sees("file-cleaned")
    await sitting.shoots("file-cleaned", file)


async def _reviews_and_submits(sitting: Sitting) -> None:
    story, say = sitting.story, sitting.story.say
    await story.citizen.taps(PUBLIC, say("button-review"))
    await sitting.shoots("review", await _bearing(sitting, say.label("button-submit")))
    await story.citizen.taps(PUBLIC, say("button-submit-words"))
    await _bearing(sitting, say.label("button-copied"))
    await sitting.shoots("twelve-words", await sitting.sees("words-follow"))
    await story.citizen.taps(PUBLIC, say("button-copied"))
    receipt = await _bearing(sitting, say.label("button-wipe-copied"))
    story.receipt = next(line for line in receipt.text.splitlines() if line.startswith("LX-"))
    await sitting.shoots("receipt", receipt)


async def _comes_back(sitting: Sitting) -> None:
    story, citizen, say = sitting.story, sitting.story.citizen, sitting.story.say
    await story.asks()
    question = await citizen.waits_for(PUBLIC, story.words.question, timeout=PATIENCE, after=0)
    await citizen.says(PUBLIC, f"/status {story.receipt}")
    await _bearing(sitting, say.label("button-add"))
    await sitting.shoots("status", question)
    await citizen.taps(PUBLIC, say("button-answer"))
    now = await sitting.sees("answer-now")
    await citizen.says(PUBLIC, story.words.answer)
    await sitting.sees("passed-on")
    await citizen.taps(PUBLIC, say("button-done"))
    await sitting.sees("done-adding")
    await sitting.shoots("adding", now)


async def _bearing(sitting: Sitting, label: str) -> Seen:
    """Wait until the newest message bears a button, and return it."""

    def bears(seen: list[Seen]) -> Seen | None:
        return next((message for message in seen[-1:] if label in message.labels), None)

    return await sitting.story.citizen.waits_until(
        PUBLIC, bears, timeout=PATIENCE, what=f"the button {label!r}"
    )


async def paint(words: Words) -> None:
    """Take all pictures in one language."""
    folder = FOLDER / words.language
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    with tempfile.TemporaryDirectory(prefix="dengwen-pictures-") as stage:
        async with (
            browser(words.language) as page,
            on_stage(Path(stage), words, echo=False) as story,
        ):
            await sits(story, page, folder)


def main() -> None:
    """Renew the pictures of the documents."""
    os.umask(0o022)
    try:
        for words in (CHINESE, ENGLISH):
            asyncio.run(paint(words))
    except NoBrowserError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
