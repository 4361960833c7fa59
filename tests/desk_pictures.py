"""The desk's main screens as pictures, in Chinese and in English: part of `make pictures`.

One petition from the invitation code to the end, as member, leader, Fifth group and office see it
on the demo page, as wide as a phone.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.stage import PASSPHRASE, TEAM, WITH_OFFICE
from emulator.client import Actor, Seen
from handlers.team.offers import OFFERS
from tests.browser import NoBrowserError, Page, browser
from tests.pictures import ROOT, keeps, opens
from tests.story import CHINESE, ENGLISH, PATIENCE, Story, Words, literal, on_stage

FOLDER = ROOT / "docs/images/desk"
PICTURES = 11
WRITTEN: Mapping[str, Mapping[str, str]] = {
    "zh-CN": {
        "place": "东关商场地下室",
        "pressing": "拆掉的是承重墙，上面还在营业。",
        "told": "周主任",
        "missing": "请补充2025年11月的审批台账。",
        "found": "未经批准拆除属实，已责令停工并加固。",
    },
    "en": {
        "place": "The basement of the east market",
        "pressing": "A wall that carries the hall is gone, and the shops are open.",
        "told": "Director Zhou",
        "missing": "Please add the permits of November 2025.",
        "found": "It was let without permission; the stalls have been told to leave.",
    },
}


@dataclass
class Desk:
    """One petition at the desk, and the page on which its readers' phones are photographed."""

    story: Story
    page: Page | None
    folder: Path
    taken: int = 0

    @property
    def written(self) -> Mapping[str, str]:
        """What the staff write, in the language of the story."""
        return WRITTEN[self.story.words.language]

    async def shoots(self, name: str, person: Actor, top: Seen, *, last: bool = False) -> None:
        """Photograph somebody's phone from `top` on; `last` puts the picture behind all others."""
        self.taken += not last
        if self.page is not None:
            await opens(self.story, self.page, person, TEAM)
            path = self.folder / f"{PICTURES if last else self.taken:02}-{name}.png"
            await keeps(self.page, path, await person.screen(TEAM), top)

    async def says(self, person: Actor, text: str, *expected: str) -> Seen:
        """Write something and wait for a sentence, by its name."""
        await person.says(TEAM, text)
        return await person.waits_for(TEAM, *map(self._part, expected), timeout=PATIENCE)

    async def taps(self, person: Actor, button: str, *expected: str) -> Seen:
        """Press a button by the name of its label, and wait for a sentence by its name."""
        await person.taps(TEAM, self.story.say.label(button))
        return await person.waits_for(TEAM, *map(self._part, expected), timeout=PATIENCE)

    async def unlocks(self, person: Actor) -> Seen:
        """Unlock; returns what says so."""
        await self.says(person, "/unlock", "desk-ask-passphrase")
        return await self.says(person, PASSPHRASE, "desk-unlocked")

    async def opens_card(self, person: Actor) -> Seen:
        """Open the petition's card from the queue."""
        await person.says(TEAM, "/queue")
        await person.waits_for(TEAM, self.story.number, timeout=PATIENCE)
        await person.taps(TEAM, self.story.number)
        return await person.waits_for(TEAM, self.story.receipt, timeout=PATIENCE)

    async def chooses(self, person: Actor, button: str, *expected: str) -> Seen:
        """Open the card and press one of its buttons, in whichever section it stands."""
        say = self.story.say
        card = await self.opens_card(person)
        if say.label(button) not in card.labels:
            section = next(offer.section for offer in OFFERS if offer.label == button)
            await person.taps(TEAM, say.label(f"desk-button-section-{section}"))
            await person.waits_for(TEAM, self.story.receipt, timeout=PATIENCE)
        return await self.taps(person, button, *expected)

    def _part(self, name: str) -> str:
        return literal(self.story.words.language, name)


async def works(desk: Desk) -> None:
    """Play the petition and photograph what each does first."""
    member = desk.story.stage.staff["member"]
    await desk.shoots("joining", member, (await member.sees(TEAM))[0])
    await desk.story.petition()
    await desk.story.registration()
    await _takes_on(desk, member)
    await _finds_pressing(desk, member)
    await _asks(desk, member)
    await _tells_the_office(desk, member)
    await _reviews(desk, member)
    await _closes(desk, member)


async def _takes_on(desk: Desk, member: Actor) -> None:
    unlocked = await desk.unlocks(member)
    await desk.taps(member, "desk-button-queue", "desk-review-due")
    await desk.shoots("queue", member, unlocked)
    await desk.opens_card(member)
    claimed = await desk.taps(member, "desk-button-claim", "desk-claimed")
    await desk.taps(member, "desk-button-card", "desk-state-in-progress")
    await desk.shoots("card", member, claimed)
    await member.taps(TEAM, desk.story.say.label("desk-button-read"))
    content = await member.waits_for(TEAM, desk.story.words.account[0], timeout=PATIENCE)
    await desk.shoots("reading", member, content)


async def _finds_pressing(desk: Desk, member: Actor) -> None:
    say, leader = desk.story.say, desk.story.stage.staff["leader"]
    await desk.chooses(member, "desk-button-triage", "desk-triage")
    await desk.taps(member, "desk-button-record-place", "desk-ask-record-place")
    await desk.says(member, desk.written["place"], "desk-described")
    shown = await desk.chooses(member, "desk-button-triage", "desk-triage")
    await member.taps(TEAM, say("desk-button-mark", what=say.label("desk-mark-urgent")))
    await leader.waits_for(TEAM, literal(desk.story.words.language, "announce-pressing"), after=0)
    await member.waits_until(
        TEAM,
        lambda seen: (
            say("desk-button-unmark", what=say.label("desk-mark-urgent")) in seen[-1].labels
        ),
        timeout=PATIENCE,
        what="the mark",
    )
    await desk.shoots("about", member, shown)
    await desk.unlocks(leader)
    decisions = await desk.opens_card(leader)
    await desk.taps(leader, "desk-button-section-decisions", "desk-state-in-progress")
    await desk.shoots("decisions", leader, decisions)
    await desk.taps(leader, "decide-button-confirm", "decide-ask-confirm-words")
    await desk.says(leader, desk.written["pressing"], "decide-done-confirm")


async def _asks(desk: Desk, member: Actor) -> None:
    story = desk.story
    asked = await desk.chooses(member, "desk-button-reply", "desk-ask-replying")
    await desk.says(member, story.words.question, "desk-ask-counts")
    await desk.taps(member, "desk-counts-question", "desk-replied")
    await member.waits_for(TEAM, literal(story.words.language, "announce-delivery-sent"))
    await desk.shoots("question", member, asked)
    await story.answer()


async def _tells_the_office(desk: Desk, member: Actor) -> None:
    office = desk.story.stage.staff["office"]
    await desk.chooses(member, "decide-button-report", "decide-ask-report-way")
    await desk.taps(member, "desk-choice-report-phone", "decide-ask-report-whom")
    await desk.says(member, desk.written["told"], "decide-ask-report-document")
    await desk.taps(member, "decide-button-without", "decide-ask-report-words")
    await desk.taps(member, "decide-button-without", "decide-done-report")
    told = await office.waits_for(
        TEAM, literal(desk.story.words.language, "announce-urgent-report"), after=0
    )
    await desk.says(office, "/reports", "desk-reports")
    await desk.shoots("office", office, told)


async def _sees_what_is_due(desk: Desk, fifth: Actor) -> None:
    await desk.says(fifth, "/due", "desk-due-heading-mine")
    listed = (await fifth.sees(TEAM))[-1]
    await fifth.taps(TEAM, "1")
    await fifth.waits_for(TEAM, literal(desk.story.words.language, "desk-term-owner"))
    await desk.shoots("due", fifth, listed, last=True)


async def _reviews(desk: Desk, member: Actor) -> None:
    fifth = desk.story.stage.staff["fifth"]
    unlocked = await desk.unlocks(fifth)
    await _sees_what_is_due(desk, fifth)
    await desk.opens_card(fifth)
    await desk.taps(fifth, "desk-button-return", "desk-ask-returning")
    await desk.says(fifth, desk.written["missing"], "desk-returned")
    await desk.shoots("review", fifth, unlocked)
    await desk.chooses(member, "desk-button-resubmit", "desk-ask-resubmit")
    await desk.taps(member, "desk-button-resubmit-now", "desk-resubmitted")
    await desk.chooses(fifth, "desk-button-review", "desk-ask-opinion")
    await desk.taps(fifth, "desk-button-stamp", "desk-reviewed")


async def _closes(desk: Desk, member: Actor) -> None:
    found = await desk.chooses(member, "desk-button-record-result", "desk-ask-record-result")
    await desk.says(member, desk.written["found"], "desk-described")
    await desk.chooses(member, "desk-button-close", "desk-ask-close")
    await desk.taps(member, "desk-button-close-now", "desk-closed")
    await desk.shoots("closing", member, found)


async def paint(words: Words) -> None:
    """Take all pictures in one language."""
    folder = FOLDER / words.language
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    with tempfile.TemporaryDirectory(prefix="dengwen-pictures-") as stage:
        async with (
            browser(words.language) as page,
            on_stage(Path(stage), words, echo=False, cast=WITH_OFFICE) as story,
        ):
            await works(Desk(story, page, folder))


def main() -> None:
    """Renew the pictures of the desk."""
    os.umask(0o022)
    try:
        for words in (CHINESE, ENGLISH):
            asyncio.run(paint(words))
    except NoBrowserError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
