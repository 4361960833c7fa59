"""What goes wrong, comes late, or comes twice."""

from __future__ import annotations

from datetime import date

from casework.rules.rounds import Pause
from storage.pause import PauseFile
from tests.conversations.public_office import BOT
from tests.transcripts.scene import Scene
from tests.transcripts.talk import RENT, SHELTER, begins, submits, talk

NOBODYS = "abandon amount liar amount expire adjust cage candy arch gather drum buyer"


@talk()
async def after_the_round(scene: Scene) -> None:
    """Somebody comes after the round, and somebody else looks up and adds."""
    ann = await scene.citizen("Ann")
    await begins(ann)
    number = await submits(ann, RENT)
    await scene.team.registers()
    await scene.team.claims(number)
    scene.passes("Forty days later; the round is over.", days=40)
    await ann.says("/start")
    await ann.taps("English")
    await ann.says(f"/status {number}")
    await ann.taps("Add")
    await ann.says("He still takes the money.")
    await ann.taps("Done")


@talk()
async def the_round_ends_half_way(scene: Scene) -> None:
    """Somebody is still writing when the round ends."""
    scene.passes("It is 4 August; the round ends on 10 August.", days=25)
    ann = await scene.citizen("Ann")
    await begins(ann)
    await ann.says(RENT)
    scene.passes("A week later; the round ended yesterday.", days=7)
    await ann.says("/start", "There is more.")
    await ann.says("/cancel")
    await ann.taps("Discard")


@talk()
async def a_pause(scene: Scene) -> None:
    """The operator has paused the intake; somebody writes on and submits afterwards."""
    ann = await scene.citizen("Ann")
    await begins(ann)
    await ann.says(RENT)
    pauses = PauseFile(scene.office.config.storage.data)
    reasons = {"zh-CN": "系统检修", "zh-Hant": "系統檢修", "en": "The computer is being moved."}
    pauses.write(Pause(reasons, date(2019, 7, 12)))
    scene.tell("The operator pauses the intake until 12 July.")
    await ann.taps("Review", "Submit")
    await ann.says("One thing more.")
    pauses.remove()
    scene.passes("12 July; it goes on.", days=2)
    await ann.taps("Review", "Submit")


@talk()
async def two_people_at_once(scene: Scene) -> None:
    """Two people write at the same time, each in their own language."""
    ann, lin = await scene.citizen("Ann"), await scene.citizen("林小梅", "zh-hans")
    await begins(ann)
    async with scene.unseen("林小梅 answers the questions in Chinese."):
        await lin.says("/start")
        await lin.taps("简体中文", "开始", "匿名", "2. ", "1. ", "2. B", "3. ")
    await ann.says(RENT)
    await lin.says(SHELTER)
    await ann.taps("Review")
    await lin.taps("检查")
    await ann.taps("Submit")
    await lin.taps("提交")


@talk()
async def delivered_five_times(scene: Scene) -> None:
    """Telegram delivers the same message five times."""
    ann = await scene.citizen("Ann")
    await begins(ann)
    await ann.says(RENT)
    await ann.sends_again(4)
    await ann.taps("Review", "Submit")


@talk()
async def stopped_at_every_step(scene: Scene) -> None:
    """The intake is stopped and started between any two acts."""
    ann = await scene.citizen("Ann")

    async def again() -> None:
        await scene.ends()
        await scene.begins()

    await ann.says("/start")
    for label in ("English", "Begin", "1. Anon", "2. Office", "1. No", "4. D", "3. Do not"):
        await again()
        await ann.taps(label)
    await again()
    await ann.says(RENT)
    for label in ("Review", "Submit"):
        await again()
        await ann.taps(label)


@talk()
async def submitted_twice(scene: Scene) -> None:
    """Somebody presses Submit again, at once and the next day."""
    ann = await scene.citizen("Ann")
    await begins(ann)
    await ann.says(RENT)
    await ann.taps("Review", "Submit", "Submit")
    scene.passes("Two days later, the house was kept.", days=2)
    await scene.keeps_house()
    await ann.taps("Submit")


@talk()
async def blocked_and_returned(scene: Scene) -> None:
    """Somebody blocks the bot half-way and comes back."""
    ann = await scene.citizen("Ann")
    await begins(ann)
    await ann.says(RENT)
    await ann.does("blocks the bot", ann.actor.blocks(BOT))
    scene.passes("A day later.", days=1)
    await ann.does("unblocks the bot", ann.actor.unblocks(BOT))
    await ann.says("/start")
    await ann.taps("Review", "Submit")


@talk()
async def old_buttons(scene: Scene) -> None:
    """Somebody presses buttons of questions long answered, and of a petition long sent."""
    ann = await scene.citizen("Ann")
    await ann.says("/start")
    await ann.taps("English", "Begin", "1. Anon", "2. With my name", "2. Office", "1. No", "4. D")
    await ann.taps("3. Do not", "Begin")
    await ann.says(RENT)
    await ann.taps("Review", "Submit", "Review", "Take back", "1. Anon")


@talk(DENGWEN_LIMITS__MESSAGES_PER_MINUTE="20")
async def a_flood(scene: Scene) -> None:
    """Somebody sends more than anybody reads; somebody else notices nothing."""
    ann, bob = await scene.citizen("Ann"), await scene.citizen("Bob")
    await begins(bob)
    scene.passes("Two minutes later.", minutes=2)
    await begins(ann)
    async with scene.unseen("Ann sends nineteen lines, and each is noted."):
        await ann.says(*(f"Line {n}." for n in range(1, 20)))
    await ann.says(*(f"Line {n}." for n in range(20, 24)))
    await bob.says(RENT)
    await ann.taps("Review", "Submit")


@talk()
async def blocked_and_answered(scene: Scene) -> None:
    """Somebody has blocked the bot when the team writes, and comes back."""
    ann = await scene.citizen("Ann")
    await begins(ann)
    number = await submits(ann, RENT)
    await ann.does("blocks the bot", ann.actor.blocks(BOT))
    scene.tell("The team registers the petition and writes; the message cannot be delivered.")
    await scene.team.registers()
    await scene.team.writes(number, "Which month was the last payment?")
    await scene.settles()
    scene.passes("Two days later.", days=2)
    await scene.settles()
    await ann.does("unblocks the bot", ann.actor.unblocks(BOT))
    scene.passes("Ten minutes later.", minutes=11)
    await scene.settles()
    await ann.taps("Answer")
    await ann.says("June.")
    await ann.taps("Done")


@talk()
async def words_that_did_not_come(scene: Scene) -> None:
    """Telegram falters while the twelve words are sent; earlier words are void."""
    ann = await scene.citizen("Ann")
    await begins(ann, route="2. ")
    await ann.says(RENT)
    await ann.taps("Review")
    await scene.telegram.fault("500", method="sendMessage")
    await ann.taps("Submit")
    scene.passes("A minute later.", minutes=1)
    await scene.settles()
    await ann.taps("Submit")
    first = await ann.last("Your 12 words")
    await ann.taps("Submit")
    await ann.presses(first, "Copied")
    await ann.taps("Copied")


@talk()
async def wrong_words(scene: Scene) -> None:
    """Somebody mistypes the twelve words in every way."""
    bob = await scene.citizen("Bob")
    await bob.says("/phrase", "abandon amount liar")
    await bob.says("abandon amount liar amount expire adjust cage candi arch gather drum buyer")
    await bob.says("amount abandon liar amount expire adjust cage candy arch gather drum buyer")
    await bob.sends("photo", b"a photo of the paper")
    scene.tell(
        "These twelve belong together, but to no petition; they are tried until it is enough."
    )
    for _ in range(6):
        await bob.says(f"/phrase {NOBODYS}")


@talk()
async def words_by_a_slip(scene: Scene) -> None:
    """Somebody sends the twelve words into a petition that is being written."""
    ann = await scene.citizen("Ann")
    await begins(ann)
    await ann.says(RENT, NOBODYS, "/phrase")
    await ann.taps("Review")
