"""Somebody at the demo page, who uses it by the names of its controls as the page shows them."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass

from playwright.async_api import Locator, Page

from handlers.texts import Say, Texts
from tests.story import literal

RECEIPT = re.compile(r"LX-[0-9A-Z]{5}-[0-9A-Z]{5}-[0-9A-Z]")
NUMBER = re.compile(r"礼巡信〔\d+〕\d+号")
DROPPED = """([name, type, content]) => {
    const bytes = Uint8Array.from(atob(content), (each) => each.charCodeAt(0));
    const carried = new DataTransfer();
    carried.items.add(new File([bytes], name, { type }));
    return carried;
}"""
CITIZEN, MEMBER, FIFTH, LIAISON = range(4)
PAGE_LANGUAGES = {"zh-CN": "zh-Hans", "en": "en"}


@dataclass
class Visitor:
    """One page on which everybody's phones lie, in one language."""

    page: Page
    language: str

    @property
    def say(self) -> Say:
        """The bots' sentences."""
        return Texts(["zh-CN", "en"]).say(self.language)

    async def comes(self, url: str) -> None:
        """Open the page and choose the language."""
        await self.page.goto(url)
        await self.phone(LIAISON).wait_for(state="attached")
        await self.page.locator(f"[data-language={PAGE_LANGUAGES[self.language]}]").click()

    def phone(self, number: int) -> Locator:
        """Return one of the phones on the table, counted from the left."""
        return self.page.locator(".phone").nth(number)

    async def picks_up(self, number: int) -> Locator:
        """Return a phone that can be seen: where the page is narrow, its tab is pressed first."""
        tab = self.page.get_by_role("tab").nth(number)
        if await tab.is_visible():
            await tab.click()
        return self.phone(number)

    async def writes(self, number: int, text: str) -> None:
        """Write into the conversation that is open on a phone."""
        box = (await self.picks_up(number)).locator("textarea")
        await box.fill(text)
        await box.press("Enter")

    async def drops(self, number: int, name: str, kind: str, content: bytes) -> None:
        """Let a file fall on a phone."""
        phone = await self.picks_up(number)
        carried = await self.page.evaluate_handle(
            DROPPED, [name, kind, b64encode(content).decode()]
        )
        for event in ("dragover", "drop"):
            await phone.dispatch_event(event, {"dataTransfer": carried})

    async def presses(self, number: int, label: str, *, begins: bool = False) -> None:
        """Press the newest button that bears the label, or one that begins so."""
        phone = await self.picks_up(number)
        wanted = re.compile(rf"^(\d+\. )?{re.escape(label)}" + ("" if begins else "$"))
        await phone.locator("button.key").filter(has_text=wanted).last.click()

    async def sees(self, number: int, text: str | re.Pattern[str]) -> str:
        """Wait for the newest message that has a text, and return all of it."""
        phone = self.phone(number)
        message = phone.locator(".messages > li").filter(has_text=text).last
        await message.wait_for(state="attached")
        return await message.inner_text()

    async def opens_panel(self, name: str) -> Locator:
        """Open one of the panels, unless it is open."""
        opener = self.page.locator(f"[data-panel={name}]")
        if await opener.get_attribute("aria-expanded") == "false":
            await opener.click()
        return self.page.locator("#panel")

    async def turns(self, theme: str) -> None:
        """Turn the page dark or light."""
        if await self.page.locator("html").get_attribute("data-theme") != theme:
            await self.page.locator("#theme").click()

    async def closes_panel(self) -> None:
        """Close the panel as the keyboard does."""
        await self.page.locator("#panel-title").press("Escape")

    async def hands_in(self, account: str, photo: bytes | None = None) -> str:
        """As the citizen, go all the way to a receipt; return its number."""
        say = self.say
        await (await self.picks_up(CITIZEN)).locator("button.begin").click()
        await self.presses(CITIZEN, say("language-name"))
        await self.presses(CITIZEN, say("button-begin"))
        for question, answer in (
            ("ask-identity", say("identity-anonymous")),
            ("ask-unit", "2."),
            ("ask-concerns", say("concerns-none")),
            ("ask-category", "D "),
            ("ask-route", say("route-yes")),
        ):
            await self.sees(CITIZEN, self.part(question))
            await self.presses(CITIZEN, answer, begins=answer in {"2.", "D "})
        await self.sees(CITIZEN, self.part("ask-account"))
        await self.writes(CITIZEN, account)
        await self.sees(CITIZEN, self.part("noted"))
        if photo is not None:
            await self.drops(CITIZEN, "photo.jpg", "image/jpeg", photo)
            await self.sees(CITIZEN, self.part("noted-photo"))
        await self.presses(CITIZEN, say("button-review"))
        await self.presses(CITIZEN, say("button-submit"))
        found = RECEIPT.search(await self.sees(CITIZEN, RECEIPT))
        assert found is not None
        return found[0]

    def part(self, name: str) -> str:
        """Return the longest piece of a sentence that has no variable in it."""
        return literal(self.language, name)

    async def unlocks(self, number: int) -> None:
        """As one of the staff, unlock with the passphrase that the guide shows."""
        panel = await self.opens_panel("guide")
        passphrase = await panel.locator(".passphrase").inner_text()
        await self.closes_panel()
        await self.writes(number, "/unlock")
        await self.sees(number, self.part("desk-ask-passphrase"))
        await self.writes(number, passphrase)
        await self.sees(number, self.part("desk-unlocked"))

    async def opens_case(self, number: int) -> str:
        """As one of the staff, open the newest case of the queue; return its number."""
        await self.writes(number, "/queue")
        listed = self.phone(number).locator("button.key").filter(has_text=NUMBER).last
        found = NUMBER.search(await listed.inner_text())
        assert found is not None
        await listed.click()
        return found[0]

    async def reads(self, number: int) -> str:
        """As a member, claim the newest case and read it; return its number."""
        case = await self.opens_case(number)
        await self.presses(number, self.say("desk-button-claim"))
        await self.sees(number, self.part("desk-claimed"))
        await self.presses(number, self.say("desk-button-read"))
        return case
