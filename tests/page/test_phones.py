"""The phones of the demo page in a real browser, by the names of their controls."""

import re

import pytest

from tests.visitor import Visitor

BOT = "drum_bot"
LANGUAGES = ["zh-Hans", "zh-Hant", "en"]

pytestmark = pytest.mark.asyncio(loop_scope="session")


def messages(page):
    return page.locator(".phone.active .log li")


async def writes(page, text):
    box = page.get_by_role("textbox", name="Message")
    await box.fill(text)
    await box.press("Enter")


async def attaches(page, item, files):
    await page.get_by_label("Attach").click()
    async with page.expect_file_chooser() as chooser:
        await page.get_by_role("button", name=item, exact=True).click()
    await (await chooser.value).set_files(files)


async def picks(page, item, message=None):
    """Choose from the menu of a message, the last one unless another is meant."""
    message = message or messages(page).last
    await message.hover()
    await message.locator("summary").click()
    await message.get_by_role("button", name=item, exact=True).click()


async def test_several_photos_go_as_one_album_and_lie_side_by_side(page, met, photos):
    await attaches(page, "Photos or videos", photos(3))
    await page.locator(".log .tile").nth(2).wait_for()
    sent = [m for m in await met.sees(BOT) if m.kind == "photo"]
    assert len(sent) == 3
    assert len({m.album for m in sent}) == 1
    tops = await page.locator(".tile").evaluate_all("(all) => all.map((tile) => tile.offsetTop)")
    assert len(set(tops)) == 1


async def test_files_that_are_dropped_go_as_what_they_are(page, met, photos):
    visitor = Visitor(page, "en")
    await visitor.drops(0, "house.png", "image/png", photos(1)[0].read_bytes())
    await visitor.drops(0, "list.txt", "text/plain", b"three stalls")
    await messages(page).filter(has_text="list.txt").wait_for()
    photo, document = (await met.sees(BOT))[-2:]
    assert (photo.kind, document.kind) == ("photo", "document")
    assert document.file.name == "list.txt"


async def test_a_voice_message_is_recorded_or_discarded(page, met):
    await page.get_by_role("button", name="Record a voice message").click()
    await page.get_by_role("button", name="Discard").click()
    await page.get_by_role("button", name="Record a voice message").click()
    await page.get_by_role("timer").filter(has_text="1 s").wait_for()
    await page.get_by_role("button", name="Send the recording").click()
    await messages(page).locator("audio").wait_for()
    (voice,) = [m for m in await met.sees(BOT) if m.kind != "text"]
    assert voice.kind == "voice"
    assert voice.file.duration >= 1
    assert voice.file.size > 0


async def test_who_is_written_to_in_another_chat_is_told(page, control, met, emulator):
    other = await control.user("王")
    group = await control.group("同事", [other, met, BOT])
    await other.says(group, "have you seen it")
    await page.get_by_role("status").filter(has_text="同事: new messages").wait_for()
    await page.get_by_role("button", name=re.compile("Back to the chats.*new messages")).click()
    await page.get_by_role("button", name=re.compile("同事.*new messages")).click()
    await messages(page).filter(has_text="have you seen it").wait_for()


async def test_the_keyboard_sends_begins_lines_and_turns_back(page, met):
    box = page.get_by_role("textbox", name="Message")
    await box.fill("one")
    await box.press("Shift+Enter")
    await box.type("two")
    await box.press("Enter")
    await messages(page).filter(has_text="two").wait_for()
    assert (await met.sees(BOT))[-1].text == "one\ntwo"
    await page.get_by_label("Attach").focus()
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name="Sticker", exact=True).wait_for()
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Sticker", exact=True).wait_for(state="hidden")
    assert await page.evaluate("document.activeElement.getAttribute('aria-label')") == "Attach"


async def test_places_cards_stickers_and_forwarded_messages_are_shown(page, met):
    for label, shown in (
        ("Place", "34.18930"),
        ("Named place", "East Street"),
        ("Contact card", "+86 139"),
        ("Sticker", "🙂"),
        ("Forwarded message", "Forwarded from Aunt Wang"),
    ):
        await page.get_by_label("Attach").click()
        await page.get_by_role("button", name=label, exact=True).click()
        await messages(page).filter(has_text=shown).last.wait_for()
    kinds = [m.kind for m in await met.sees(BOT)]
    assert kinds[-5:] == ["location", "venue", "contact", "sticker", "text"]


async def test_messages_and_captions_are_edited_answered_and_deleted(page, met, photos):
    await page.get_by_role("textbox", name="Message").fill("a caption")
    await attaches(page, "Photos or videos", photos(1))
    await messages(page).filter(has_text="a caption").wait_for()
    await picks(page, "Edit")
    await writes(page, "another caption")
    await messages(page).filter(has_text=re.compile("another caption.*edited")).wait_for()
    await picks(page, "Reply")
    await writes(page, "see above")
    await page.locator(".log .quoted").filter(has_text="another caption").wait_for()
    assert (await met.sees(BOT))[-1].reply_to is not None
    await picks(page, "Delete")
    await messages(page).filter(has_text="see above").wait_for(state="detached")


async def test_who_turns_back_from_an_edit_sends_nothing_of_it(page, met):
    await writes(page, "as it was")
    await messages(page).filter(has_text="as it was").wait_for()
    await picks(page, "Edit")
    await page.get_by_role("button", name="Keep as it was").click()
    assert await page.get_by_role("textbox", name="Message").input_value() == ""
    await writes(page, "something new")
    await messages(page).filter(has_text="something new").wait_for()
    assert [m.text for m in await met.sees(BOT)][-2:] == ["as it was", "something new"]


async def test_the_bot_is_blocked_and_let_in_again(page, met):
    await page.get_by_label("More").click()
    await page.get_by_role("button", name="Block", exact=True).click()
    await page.get_by_text("Blocked: it cannot write to you.").wait_for()
    assert (await met.screen(BOT))["blocked"]
    await page.get_by_role("button", name="Unblock").last.click()
    await page.get_by_role("textbox", name="Message").wait_for()
    assert not (await met.screen(BOT))["blocked"]


async def test_the_page_says_the_same_in_each_of_its_languages(page):
    words = await page.evaluate("import('/page/vocabulary.js').then((all) => all.VOCABULARY)")
    assert list(words) == LANGUAGES
    assert len({tuple(sorted(words[language])) for language in LANGUAGES}) == 1
    for language in LANGUAGES:
        await page.locator(f"[data-language={language}]").click()
        await page.locator("h1").filter(has_text=words[language]["title"]).wait_for()
        assert await page.locator("html").get_attribute("lang") == language
