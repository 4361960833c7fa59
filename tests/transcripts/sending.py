"""Files, places, corrections: what can be sent, and taken back."""

from __future__ import annotations

from tests import samples
from tests.conversations.public_office import BOT
from tests.transcripts.scene import Scene
from tests.transcripts.talk import RENT, SHELTER, begins, submits, talk

ONCE = {"DENGWEN_INTAKE__DOWNLOAD_ATTEMPTS": "1"}


@talk()
async def a_piece_taken_back(scene: Scene) -> None:
    """Somebody takes pieces back, from the message and from the list."""
    ann = await scene.citizen("Ann")
    await begins(ann)
    await ann.says("My boss is Mr Zhou.")
    await ann.taps("Take back")
    await ann.says(RENT, "It began in March 2018.")
    await ann.sends("photo", b"the wrong photo")
    await ann.taps("Review", "Take something back", "✕", "Submit")


@talk()
async def the_last_piece_taken_back(scene: Scene) -> None:
    """Somebody takes the only piece back and wants to submit."""
    ann = await scene.citizen("Ann")
    await begins(ann)
    await ann.says(RENT)
    await ann.taps("Take back", "Review")


@talk()
async def an_album_of_ten(scene: Scene) -> None:
    """Somebody sends ten photos at once, and one more arrives late."""
    ann = await scene.citizen("Ann")
    await begins(ann)
    scene.acts(ann.actor, "<an album of ten photos>")
    for number in range(10):
        await ann.actor.sends_with(BOT, kind="photo", data=b"photo %d" % number, album="stalls")
    await scene.settles()
    scene.passes("Some seconds later.", seconds=6)
    await scene.settles()
    await ann.sends("photo", b"the late photo", album="stalls")
    scene.passes("Some seconds later.", seconds=6)
    await scene.settles()
    await ann.taps("Review", "Submit")


@talk()
async def edited_before_submission(scene: Scene) -> None:
    """Somebody corrects a message before submitting."""
    ann = await scene.citizen("Ann")
    await begins(ann)
    said = await ann.says("Two stalls pay.")
    await ann.edits(said, "Three stalls pay.")
    await ann.taps("Review", "Submit")


@talk()
async def edited_after_submission(scene: Scene) -> None:
    """Somebody corrects a message after submitting: with a petition at hand, and without one."""
    ann = await scene.citizen("Ann")
    await begins(ann)
    said = await ann.says("Two stalls pay.")
    number = await submits(ann)
    await ann.edits(said, "Three stalls pay.")
    await ann.says(f"/status {number}")
    await ann.taps("Add")
    added = await ann.says("They pay on Mondays.")
    await ann.edits(added, "They pay on Tuesdays.")


@talk()
async def places_and_cards(scene: Scene) -> None:
    """Somebody sends places, a contact card, and what somebody else had written."""
    ann = await scene.citizen("Ann")
    await begins(ann)
    await ann.sends("location", about={"latitude": 34.19, "longitude": 105.18})
    await ann.sends(
        "contact", about={"phone_number": "+8613900000000", "first_name": "Qian", "user_id": 7}
    )
    await ann.sends("text", text="Bring the money on Monday.", forwarded_from="Mr Qian")
    await ann.taps("Review", "Submit")


@talk()
async def what_cannot_be_kept(scene: Scene) -> None:
    """Somebody sends a sticker, a dice and a poll."""
    ann = await scene.citizen("Ann")
    await begins(ann)
    await ann.sends("sticker", about={})
    await ann.sends("dice", about={})
    await ann.sends("poll", about={"question": "Who?", "options": ["A", "B"]})


@talk()
async def a_file_that_tells_its_author(scene: Scene) -> None:
    """A photo sent as a file says where it was taken; somebody wants the original kept."""
    ann = await scene.citizen("Ann")
    await begins(ann)
    await ann.says(RENT)
    photo = samples.jpeg()
    await ann.sends("document", photo, file_name="IMG_0001.jpg", mime_type="image/jpeg")
    await ann.taps("Keep the original", "Keep the original")
    await ann.taps("Review", "Submit")


@talk()
async def a_file_of_25_megabytes(scene: Scene) -> None:
    """A file is larger than Telegram hands out to bots."""
    lin = await scene.citizen("林小梅", "zh-hans")
    async with scene.unseen("The questions are answered in Chinese."):
        await lin.says("/start")
        await lin.taps("简体中文", "开始", "匿名", "2. ", "1. ", "2. B", "1. ")
    await lin.says(SHELTER)
    await lin.sends("video", bytes(25 * 1024 * 1024), duration=90)
    await lin.taps("检查")


@talk(**ONCE)
async def a_file_that_cannot_be_had(scene: Scene) -> None:
    """Telegram does not hand a file out; the person goes on without it."""
    ann = await scene.citizen("Ann")
    await begins(ann)
    await ann.says(RENT)
    await scene.telegram.fault("500", method="file", times=None)
    await ann.sends("document", b"a list", file_name="list.txt", mime_type="text/plain")
    await ann.taps("Review", "Submit", "Leave out", "Submit")


@talk()
async def submitted_while_files_are_stored(scene: Scene) -> None:
    """Somebody submits before the files are stored; the receipt comes by itself."""
    ann = await scene.citizen("Ann")
    await scene.ends()
    scene.office.holds_downloads = True
    await scene.begins()
    await begins(ann)
    await ann.says(RENT)
    await ann.sends("video", b"a film of the stalls", duration=9)
    await ann.sends("voice", b"a voice", duration=4)
    await ann.taps("Review", "Submit", "Submit")
    await scene.ends()
    scene.office.holds_downloads = False
    scene.tell("The files have been fetched.")
    await scene.begins()
    await scene.settles()


@talk()
async def a_message_deleted(scene: Scene) -> None:
    """Somebody deletes a message on the phone: what is stored stays stored."""
    ann = await scene.citizen("Ann")
    await begins(ann)
    said = await ann.says("My boss is Mr Zhou.")
    await ann.does("deletes that message", ann.actor.deletes(BOT, said.id))
    await ann.taps("Review")


@talk()
async def markup_and_tricks(scene: Scene) -> None:
    """Somebody writes what looks like markup, a formula, or turns lines around."""
    ann = await scene.citizen("A<b>nn & co")
    await begins(ann)
    await ann.says("<b>bold</b> & <script>alert(1)</script>", "=SUM(A1:A9)", "a\u202etxt.exe b")
    await ann.sends("document", b"MZ", file_name="../../etc/\u202ecod.exe", mime_type="text/html")
    await ann.taps("Review", "Submit")
