"""Beginning, the questions, and the account."""

from __future__ import annotations

from tests.transcripts.scene import Scene
from tests.transcripts.talk import RENT, SHELTER, SHELTER_HANT, begins, talk


@talk()
async def anonymous_in_english(scene: Scene) -> None:
    """Somebody tells what happened, anonymously, and gets a receipt."""
    ann = await scene.citizen("Ann")
    await ann.says("/start")
    await ann.taps("English", "Begin", "Anonymous", "Office of", "1. No", "4. D", "1. Yes")
    await ann.says(RENT)
    await ann.sends("photo", b"a photo of the stalls")
    await ann.taps("Review", "Submit")


@talk()
async def named_in_chinese(scene: Scene) -> None:
    """Somebody gives a name, in Chinese."""
    lin = await scene.citizen("林小梅", "zh-hans")
    await lin.says("/start")
    await lin.taps("简体中文", "开始", "实名")
    await lin.says("林小梅 13893912345")
    await lin.taps("2. ", "1. ", "2. B", "1. ")
    await lin.says(SHELTER)
    await lin.taps("检查", "提交")


@talk()
async def named_in_traditional_chinese(scene: Scene) -> None:
    """Somebody reads Traditional Chinese."""
    mei = await scene.citizen("陳美", "zh-hant")
    await mei.says("/start")
    await mei.taps("繁體中文", "開始", "2. ")
    await mei.says("陳美 0912345678")
    await mei.taps("2. ", "1. ", "2. B", "1. ")
    await mei.says(SHELTER_HANT)
    await mei.taps("檢查", "提交")


@talk()
async def nobody_shall_write(scene: Scene) -> None:
    """Somebody wants no message, and keeps the number."""
    ann = await scene.citizen("Ann")
    await begins(ann, route="3. ")
    await ann.says(RENT)
    await ann.taps("Review", "Submit")


@talk()
async def typed_answers(scene: Scene) -> None:
    """Somebody types instead of pressing, not always what was asked."""
    ann = await scene.citizen("Ann")
    await ann.says("hello", "/start", "English")
    await ann.taps("English")
    await ann.says("yes")
    await ann.taps("Begin")
    await ann.says("maybe", "1", "9", "2.", "1", "4", "no idea", "2", RENT)
    await ann.taps("Review", "Submit")


@talk()
async def a_step_back(scene: Scene) -> None:
    """Somebody goes back at every question."""
    ann = await scene.citizen("Ann")
    await ann.says("/start")
    await ann.taps("English", "Begin", "2. With", "Back", "1. Anon", "Back", "1. Anon", "1. Li")
    await ann.taps("Back", "2. Office", "1. No", "Back", "1. No", "4. D", "Back", "5. E", "1. Yes")
    await ann.taps("Back", "3. Do not")


@talk()
async def answers_changed(scene: Scene) -> None:
    """Somebody changes answers before submitting, and the name is forgotten."""
    ann = await scene.citizen("Ann")
    await begins(ann, identity="2. ")
    await ann.says(RENT)
    await ann.taps("Review", "Change an answer", "Unit", "1. Li")
    await ann.taps("Change an answer", "With or without", "1. Anon", "Submit")


@talk()
async def everything_discarded(scene: Scene) -> None:
    """Somebody thinks better of it."""
    ann = await scene.citizen("Ann")
    await begins(ann)
    await ann.says(RENT, "/cancel")
    await ann.taps("Discard")
    await ann.says("/cancel", "/start")


@talk()
async def written_before_beginning(scene: Scene) -> None:
    """Somebody writes the account at once, and sends a photo."""
    lin = await scene.citizen("林小梅", "zh-hans")
    await lin.says(SHELTER)
    await lin.sends("photo", b"a photo")
    await lin.taps("简体中文")
    await lin.says(SHELTER)
    await lin.taps("开始")
    await lin.says(SHELTER)


@talk()
async def commands_in_between(scene: Scene) -> None:
    """Somebody asks for everything while writing, and loses nothing."""
    ann = await scene.citizen("Ann")
    await begins(ann)
    await ann.says(RENT, "/help", "/privacy", "/channels", "/about", "/status", "/nonsense")
    await ann.taps("Review")


@talk()
async def language_switched(scene: Scene) -> None:
    """Somebody switches the language half-way."""
    ann = await scene.citizen("Ann")
    await begins(ann)
    await ann.says(RENT, "/language")
    await ann.taps("简体中文")
    await ann.says("还有一件事。", "/language")
    await ann.taps("繁體中文", "檢查", "提交")


@talk()
async def before_the_round(scene: Scene) -> None:
    """Somebody comes before the round opens."""
    scene.passes("It is 10 June; the round opens on 1 July.", days=-30)
    ann = await scene.citizen("Ann")
    await ann.says("/start")
    await ann.taps("English")
    await ann.says(RENT, "/channels")


@talk()
async def a_draft_left_alone(scene: Scene) -> None:
    """Somebody leaves a draft; it is reminded of once, then deleted as announced."""
    ann = await scene.citizen("Ann")
    await begins(ann)
    await ann.says(RENT)
    for day in range(1, 32):
        scene.clock.passes(days=1)
        before = len(scene.lines)
        await scene.keeps_house()
        if len(scene.lines) > before:
            scene.lines.insert(before, f"\n* Day {day}.")
    scene.tell("A month has passed.")
    await ann.says("/start")
    await ann.says("Is it still there?")


@talk()
async def back_after_three_days(scene: Scene) -> None:
    """Somebody begins, leaves, and comes back after three days."""
    ann = await scene.citizen("Ann")
    await begins(ann)
    await ann.says(RENT)
    scene.passes("Three days later; the intake kept house each day.", days=3)
    await scene.keeps_house()
    await ann.says("/start")
    await ann.taps("Go on")
    await ann.says("The third stall pays 2,600 yuan.")
    await ann.taps("Review", "Submit")
