"""The demo page in a real browser: what a visitor can do with it, by the names of its controls."""

import json
import shutil
from urllib.parse import quote

import pytest

from tests.browser import NAMES, browser

BOT = "drum_bot"
LANGUAGES = ["zh-Hans", "zh-Hant", "en"]

pytestmark = pytest.mark.skipif(
    not any(map(shutil.which, NAMES)), reason="needs Chromium: apt install chromium"
)


class Visitor:
    """Somebody who uses the page on one person's phone, in English."""

    def __init__(self, page, person):
        self.page = page
        self.person = person

    async def presses(self, label, within=".phone.active"):
        find = f"""[...document.querySelectorAll('{within} :is(button, summary)')].findLast(
            (each) => (each.getAttribute('aria-label') ?? each.textContent)
                === {json.dumps(label)})"""
        await self.page.waits_until(f"{find} !== undefined")
        await self.page.runs(f"{find}.click()")

    async def writes(self, text):
        await self.page.runs(f"""(() => {{
            const box = document.querySelector('.phone.active textarea');
            box.value = {json.dumps(text)};
            box.form.requestSubmit();
        }})()""")

    async def chooses(self, number, *paths):
        root = (await self.page.call("DOM.getDocument"))["root"]["nodeId"]
        inputs = await self.page.call(
            "DOM.querySelectorAll", nodeId=root, selector=".phone.active input[type=file]"
        )
        node = inputs["nodeIds"][number]
        await self.page.call("DOM.setFileInputFiles", nodeId=node, files=list(map(str, paths)))

    async def sees(self, looks, what):
        return await self.person.waits_until(BOT, looks, what=what)

    async def finds(self, selector, text):
        await self.page.waits_until(
            f"[...document.querySelectorAll({json.dumps(selector)})]"
            f".some((each) => each.textContent.includes({json.dumps(text)}))"
        )


@pytest.fixture
async def visitor(emulator, met):
    place = quote(json.dumps([[f"{met.id}|@{BOT}"], []]))
    async with browser("en") as page:
        await page.size(390, 844)
        await page.opens(f"{emulator.url}/#{place}")
        await page.waits_until("document.querySelector('.phone.active .log [data-id]') !== null")
        await page.runs("document.querySelector('[data-language=en]').click()")
        await page.waits_until("document.documentElement.lang === 'en'")
        yield Visitor(page, met)


async def test_several_photos_go_as_one_album_and_lie_side_by_side(visitor, png, tmp_path):
    paths = [tmp_path / f"{number}.png" for number in range(3)]
    for path in paths:
        path.write_bytes(png)
    await visitor.chooses(0, *paths)
    photos = await visitor.sees(
        lambda seen: [m for m in seen if m.kind == "photo"][2:] and seen, "three photos"
    )
    assert len({m.album for m in photos if m.kind == "photo"}) == 1
    await visitor.page.waits_until("document.querySelectorAll('.log .tile').length === 3")
    tops = "[...document.querySelectorAll('.tile')].map((tile) => tile.offsetTop)"
    assert len(set(await visitor.page.runs(tops))) == 1


async def test_places_cards_stickers_and_forwarded_messages_are_shown(visitor):
    for label, selector, shown in (
        ("Place", ".about-file", "34.18930"),
        ("Named place", ".about-file", "East Street"),
        ("Contact card", ".about-file", "+86 139"),
        ("Sticker", ".sticker", "🙂"),
        ("Forwarded message", ".sender", "Forwarded from Aunt Wang"),
    ):
        await visitor.presses(label)
        await visitor.finds(f".log {selector}", shown)
    kinds = [m.kind for m in await visitor.person.sees(BOT)]
    assert kinds[-5:] == ["location", "venue", "contact", "sticker", "text"]


async def test_messages_and_captions_are_edited_answered_and_deleted(visitor, png, tmp_path):
    path = tmp_path / "a.png"
    path.write_bytes(png)
    await visitor.page.runs("document.querySelector('textarea').value = 'a caption'")
    await visitor.chooses(0, path)
    await visitor.finds(".log .words", "a caption")
    await visitor.presses("Edit", ".log li:last-child")
    await visitor.writes("another caption")
    await visitor.finds(".log .meta", "edited")
    await visitor.presses("Reply", ".log li:last-child")
    await visitor.writes("see above")
    await visitor.finds(".log .quoted", "another caption")
    newest = (await visitor.person.sees(BOT))[-1]
    assert newest.reply_to is not None
    await visitor.presses("Delete", ".log li:last-child")
    await visitor.sees(lambda seen: seen[-1].id != newest.id, "the message gone")


async def test_who_turns_back_from_an_edit_sends_nothing_of_it(visitor):
    await visitor.writes("as it was")
    await visitor.finds(".log .words", "as it was")
    await visitor.presses("Edit", ".log li:last-child")
    await visitor.presses("Keep as it was")
    assert not await visitor.page.runs("document.querySelector('textarea').value")
    await visitor.writes("something new")
    seen = await visitor.sees(lambda seen: seen[-1].text == "something new" and seen, "it")
    assert "as it was" in [m.text for m in seen]


async def test_the_bot_is_blocked_and_let_in_again(visitor):
    await visitor.presses("Block")
    await visitor.page.waits_until("!document.querySelector('.blocked').hidden")
    assert (await visitor.person.screen(BOT))["blocked"]
    await visitor.presses("Unblock", ".blocked")
    await visitor.page.waits_until("document.querySelector('.blocked').hidden")
    assert not (await visitor.person.screen(BOT))["blocked"]


async def test_the_page_says_the_same_in_each_of_its_languages(visitor):
    words = await visitor.page.runs("import('/page/vocabulary.js').then((all) => all.VOCABULARY)")
    assert list(words) == LANGUAGES
    assert len({tuple(sorted(words[language])) for language in LANGUAGES}) == 1
    for language in LANGUAGES:
        await visitor.page.runs(f"document.querySelector('[data-language={language}]').click()")
        await visitor.finds("h1", words[language]["title"])


async def test_every_control_has_a_name(visitor):
    nameless = await visitor.page.runs("""[...document.querySelectorAll(
        'button, summary, input, textarea, a, img')].filter((each) => !(
            each.getAttribute('aria-label') ?? each.getAttribute('alt') ?? each.textContent
        ).trim()).map((each) => each.outerHTML)""")
    assert nameless == []
