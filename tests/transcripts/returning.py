"""After the receipt."""

from __future__ import annotations

from random import Random

from casework.rules.receipts import issue_receipt_number
from tests.transcripts.scene import Scene
from tests.transcripts.talk import (
    RENT,
    SHELTER,
    SHELTER_HANT,
    begins,
    begins_in_chinese,
    submits,
    submits_in_chinese,
    talk,
)


@talk(DENGWEN_LIMITS__WRONG_NUMBERS_PER_HOUR="4")
async def wrong_numbers(scene: Scene) -> None:
    """Somebody mistypes a number, then tries numbers at random."""
    ann = await scene.citizen("Ann")
    await ann.says("/status", "LX-7K3M9-Q2TXA-X", "hello")
    draw = Random(7).getrandbits  # noqa: S311  numbers that nobody was given
    for _ in range(5):
        await ann.says(f"/status {issue_receipt_number('LX', draw)}")


@talk()
async def looked_up_and_added_to(scene: Scene) -> None:
    """Somebody looks the petition up from another account and adds to it."""
    ann, bob = await scene.citizen("Ann"), await scene.citizen("Bob")
    await begins(ann)
    number = await submits(ann, RENT)
    await bob.says(f"/status {number.lower()}")
    await bob.taps("Add")
    await bob.says("The money is handed over on the first of each month.")
    await bob.sends("photo", b"a photo of the car park")
    await bob.taps("Done")
    await bob.says("And one thing more.")


@talk()
async def proof_asked(scene: Scene) -> None:
    """Somebody asks for the proof before a checkpoint covers the petition."""
    ann = await scene.citizen("Ann")
    await begins(ann)
    number = await submits(ann, RENT)
    await ann.says(f"/proof {number}")


@talk()
async def the_team_asks(scene: Scene) -> None:
    """The team asks; the person answers by the button, and it is closed in the end."""
    lin = await scene.citizen("林小梅", "zh-hans")
    async with scene.unseen("一份实名的反映已经提交，拿到了回执。"):
        await begins_in_chinese(lin, identity="2. ")
        number = await submits_in_chinese(lin, SHELTER)
    await scene.team.registers()
    await scene.team.claims(number)
    await scene.team.writes(number, "您说的商场，门牌号是多少？")
    scene.tell("The team has registered the petition, and asks.")
    await scene.settles()
    await lin.taps("回答")
    await lin.says("东关大街 12 号。")
    await lin.taps("好了")
    await scene.team.registers()
    await scene.team.closes(number)
    scene.passes("Ten days later the petition is closed.", days=10)
    await scene.settles()
    await lin.says(f"/status {number}")
    await lin.taps("补充")
    await lin.says("昨天又开工了。")
    await lin.taps("好了")
    scene.tell("The team takes the new message up.")
    await scene.team.registers()
    await lin.says(f"/status {number}")


@talk()
async def answered_while_writing_another(scene: Scene) -> None:
    """The team asks about a petition while another is being written."""
    ann = await scene.citizen("Ann")
    await begins(ann)
    number = await submits(ann, RENT)
    await begins(ann)
    await ann.says("This is about something else.")
    scene.tell("The team writes about the first petition.")
    await scene.team.registers()
    await scene.team.writes(number, "In which month did it begin?")
    await scene.settles()
    await ann.taps("Answer")
    await ann.taps("Review", "Submit")
    asked = await ann.last("In which month")
    await ann.presses(asked, "Answer")
    await ann.says("In March 2018.")
    await ann.taps("Done")


@talk()
async def no_way_back_but_words(scene: Scene) -> None:
    """Somebody leaves no address at all, gets twelve words, and reads the answer with them."""
    ann = await scene.citizen("Ann")
    await begins(ann, route="2. ")
    await ann.says(RENT)
    await ann.taps("Review", "Submit")
    words = await ann.phrase()
    await ann.taps("Copied")
    number = await ann.number()
    scene.passes("A week later; the team has answered.", days=7)
    await scene.team.registers()
    await scene.team.claims(number)
    await scene.team.writes(number, "Thank you. Who collects the rent?")
    await scene.settles()
    await ann.says("/phrase", words)
    await ann.taps("Delete this message", "Add to it")
    await ann.says("His nephew, on the first of each month.")
    await ann.taps("Done")


@talk()
async def words_on_another_phone(scene: Scene) -> None:
    """Somebody who may be written to gets words as well, and uses them on another phone."""
    mei, other = (
        await scene.citizen("陳美", "zh-hant"),
        await scene.citizen("另一支手機", "zh-hant"),
    )
    async with scene.unseen("匿名的反映已經寫好，可以聯絡。"):
        await mei.says("/start")
        await mei.taps("繁體中文", "開始", "1. ", "2. ", "1. ", "2. B", "1. ")
        await mei.says(SHELTER_HANT)
    await mei.taps("檢查", "先要12個字")
    words = await mei.phrase()
    await mei.taps("抄好了")
    number = await mei.number()
    await scene.team.registers()
    await scene.team.writes(number, "請問是哪一年的事？")
    await scene.team.writes(number, "如果有照片，也請傳來。")
    scene.tell("The team writes twice.")
    await scene.settles()
    await other.says("/status")
    await other.taps("我有12個字")
    await other.says(words)
    await other.taps("補充")
    await other.says("是2018年三月。")
    await other.taps("好了")


@talk()
async def the_conversation_deleted(scene: Scene) -> None:
    """Somebody anonymous copies the number and deletes the conversation."""
    ann = await scene.citizen("Ann")
    await begins(ann, route="3. ")
    await ann.says(RENT)
    await ann.taps("Review", "Submit")
    number = await ann.number()
    await ann.taps("Copied, delete chat")
    scene.passes("The next day.", days=1)
    await ann.says(f"/status {number}")
    await ann.taps("Add")
    await ann.says("He came again today.")
    await ann.taps("Done", "Delete this conversation")


@talk()
async def withdrawn(scene: Scene) -> None:
    """Somebody withdraws, not at once."""
    lin = await scene.citizen("林小梅", "zh-hans")
    async with scene.unseen("一份匿名的反映已经提交，拿到了回执。"):
        await begins_in_chinese(lin)
        number = await submits_in_chinese(lin, SHELTER)
    await lin.says(f"/status {number}")
    standing = await lin.last(number)
    await lin.taps("撤回", "不撤回")
    await lin.presses(standing, "撤回")
    await lin.taps("确定撤回")
    await scene.team.registers()
    await lin.says(f"/status {number}")


@talk()
async def the_receipt_as_a_picture(scene: Scene) -> None:
    """Somebody wants the receipt as a picture."""
    ann = await scene.citizen("Ann")
    await begins(ann)
    await submits(ann, RENT)
    await ann.taps("Receipt as a picture", "I know")


@talk()
async def my_own_with_a_name(scene: Scene) -> None:
    """Somebody with a name looks at their list, and has it deleted."""
    lin = await scene.citizen("林小梅", "zh-hans")
    await lin.says("/mine")
    async with scene.unseen("两份实名的反映已经提交，放进了列表；第三份正在写。"):
        for words in (SHELTER, "还有一件事。"):
            await begins_in_chinese(lin, identity="2. ")
            number = await submits_in_chinese(lin, words)
            await lin.taps("放进我的列表")
        await begins_in_chinese(lin, identity="2. ")
    await lin.says("/mine")
    await lin.taps(number)
    await lin.says("/mine")
    await lin.taps("不要这个列表")
    await lin.says("/mine")


@talk()
async def my_own_without_a_name(scene: Scene) -> None:
    """Somebody anonymous looks for a list; there is none."""
    ann = await scene.citizen("Ann")
    await begins(ann)
    await submits(ann, RENT)
    await ann.says("/mine")


@talk()
async def a_closed_petition(scene: Scene) -> None:
    """Somebody looks a closed petition up, which cannot be withdrawn any more."""
    ann = await scene.citizen("Ann")
    await begins(ann, route="3. ")
    number = await submits(ann, RENT)
    await ann.says(f"/status {number}")
    looked = await ann.last("Waiting to be registered")
    await scene.team.registers()
    await scene.team.claims(number)
    scene.tell("The team registers the petition and takes it on.")
    await ann.says(f"/status {number}")
    await scene.team.closes(number)
    scene.tell("It is reviewed and closed.")
    await ann.presses(looked, "Withdraw")
    await ann.says(f"/status {number}")
