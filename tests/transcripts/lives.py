"""Whole lives of cases: what the reporter, the team, the Fifth group and the office see of them."""

from __future__ import annotations

from storage.ledger.age import Profile, generate_identity
from storage.ledger.identity_files import save_identity
from tests.transcripts.office import PASSPHRASE, Desk
from tests.transcripts.scene import BOT, Person, Scene
from tests.transcripts.talk import RENT, begins, submits, talk


async def opens(person: Person, number: str = "001") -> None:
    """Go to a case by the queue, and press its number; the queue itself is left out."""
    async with person.scene.unseen(f"{person.actor.name} opens {number} from the queue."):
        await person.says("/queue")
    await person.taps(number)


def desk_of(scene: Scene) -> Desk:
    """Return the desk of a conversation in which the office takes part."""
    assert scene.desk is not None
    return scene.desk


@talk(office=True)
async def a_new_member(scene: Scene) -> None:
    """A new member, from the invitation to the first closed case."""
    desk = desk_of(scene)
    fifth = await desk.staff("Fifth", "fifth-1")
    fang = await scene.citizen("Fang")
    member = await desk.arrives("Member")
    await member.says("/start")
    await desk.invites("member-1")
    await member.says("/enroll code-member-1", PASSPHRASE, PASSPHRASE)
    await desk.signs()
    scene.tell("The keeper of the root key signs the roster.")
    await member.says("/help")
    await begins(fang)
    number = await submits(fang, RENT)
    await member.says("/queue")
    await member.taps("001", "Claim", "Open the case", "Read")
    await member.says("/unlock", PASSPHRASE)
    await member.taps("Read", "Decisions", "Close")
    async with scene.unseen("The Fifth group reads it and reviews it."):
        await opens(fifth)
        await fifth.taps("Review", "Reviewed")
    await opens(member)
    await member.taps("Decisions", "Close", "Close now")
    await fang.says(f"/status {number}")


@talk(office=True)
async def a_recusal_half_way(scene: Scene) -> None:
    """A recusal half-way."""
    desk = desk_of(scene)
    leader = await desk.staff("Leader", "leader")
    member = await desk.staff("Member", "member-1")
    fifth = await desk.staff("Fifth", "fifth-1")
    await desk.groups(leader, member, fifth)
    fang = await scene.citizen("Fang")
    await begins(fang)
    await submits(fang, RENT)
    await opens(member)
    await member.taps("Claim", "Open the case", "Read")
    await opens(leader)
    await leader.taps("Who reads it", "Recuse a colleague", "成员甲")
    await leader.says("He grew up with Mr Qian and is godfather to his son.")
    await leader.taps("Yes, now")
    await member.taps("Read")
    await member.says("/queue", "/find 001")
    await opens(fifth)
    await opens(leader)
    await leader.taps("Read")


@talk(office=True)
async def an_urgent_one(scene: Scene) -> None:
    """An urgent one: marked, confirmed by the leader, reported to the office."""
    desk = desk_of(scene)
    leader = await desk.staff("Leader", "leader")
    member = await desk.staff("Member", "member-1")
    office = await desk.staff("Office", "office-1")
    await desk.groups(leader, member)
    fang = await scene.citizen("Fang")
    await begins(fang)
    await submits(
        fang, "The north wall of the shelter under the school has cracked; water comes in."
    )
    await opens(member)
    await member.taps("Claim", "Open the case", "What it is about", "Mark: Urgent")
    scene.passes("It is four in the afternoon, and nobody has confirmed it.", hours=7)
    await scene.settles()
    await opens(leader)
    await leader.taps("Decisions", "Confirm: pressing")
    await leader.says("Children use the room above it.")
    await opens(member)
    await member.taps("Decisions", "Told the office")
    await member.taps("by phone")
    await member.says("Director Zhou")
    await member.taps("Skip")
    await office.says("/queue")


@talk(office=True)
async def a_complaint_about_an_inspector(scene: Scene) -> None:
    """A complaint about an inspector: the office handles it, and the team hears nothing of it."""
    desk = desk_of(scene)
    leader = await desk.staff("Leader", "leader")
    fifth = await desk.staff("Fifth", "fifth-1")
    office = await desk.staff("Office", "office-1")
    await desk.groups(leader, fifth)
    fang = await scene.citizen("Fang")
    async with scene.unseen("Fang says that it concerns somebody of the inspection team."):
        await fang.says("/start")
        await fang.taps("English", "Begin", "1. ", "Office of", "2. ", "4. D", "1. ")
    await submits(fang, "One of the inspectors let the office pay for his dinner.")
    await leader.says("/queue", "/figures")
    await opens(office)
    await office.taps("Claim", "Open the case", "Read", "Reporter", "Reply")
    await office.taps("Acceptance notice", "Back", "Reporter", "Reply")
    await office.says("When and where was that?")
    await office.taps("question")
    await fang.taps("Answer")
    await fang.says("On 2 July, in the Golden Crane.")
    await fang.taps("Done")
    await opens(fifth)
    await fifth.taps("Review", "Reviewed")
    await opens(office)
    await office.taps("Decisions", "Close", "Close now")
    await leader.says("/queue")


@talk(office=True)
async def a_named_petition_to_its_end(scene: Scene) -> None:
    """A petition with a name, answered and closed."""
    desk = desk_of(scene)
    leader = await desk.staff("Leader", "leader")
    member = await desk.staff("Member", "member-1")
    fifth = await desk.staff("Fifth", "fifth-1")
    fang = await scene.citizen("Fang")
    await begins(fang, identity="2. ")
    number = await submits(fang, RENT)
    await desk.groups(leader, member, fifth)
    await opens(leader)
    await leader.taps("Assign", "成员甲")
    await opens(member)
    await member.taps("Read", "Reporter", "Reply", "Acceptance notice", "Send as")
    await opens(member)
    await member.taps("What it is about", "Accused")
    await member.says("Qian Wei; works office; clerk")
    await member.taps("That is all")
    await opens(member)
    await member.taps("Decisions", "Proposal")
    await member.says("Compare the leases with the rent register.")
    await opens(leader)
    await leader.taps("Decisions", "Instruction")
    await leader.says("Agreed. By the end of the month.")
    await opens(fifth)
    await fifth.taps("Return")
    await fifth.says("Please add the leases of 2018.")
    await opens(member)
    await member.taps("Submit again", "Submit now")
    await opens(fifth)
    await fifth.taps("Review")
    await fifth.says("Complete. Go on as proposed.")
    await opens(member)
    await member.taps("Decisions", "Close", "Close now", "Open the case")
    await member.taps("Reporter", "Reply", "Result", "Send as")
    await fang.says(f"/status {number}")
    await opens(member)
    await member.taps("Read")


@talk(office=True)
async def a_morning_of_reminders(scene: Scene) -> None:
    """A morning of reminders: one message for two terms; what can be pressed; what is late."""
    desk = desk_of(scene)
    leader = await desk.staff("Leader", "leader")
    member = await desk.staff("Member", "member-1")
    fifth = await desk.staff("Fifth", "fifth-1")
    for name in ("Fang", "Lin"):
        person = await scene.citizen(name)
        async with scene.unseen(f"{name} submits a petition with a name."):
            await begins(person, identity="2. ")
            await submits(person, RENT)
    async with scene.unseen("The leader gives both to the member; the Fifth group reviews both."):
        for number in ("001", "002"):
            await opens(leader, number)
            await leader.taps("Assign", "成员甲")
            await opens(fifth, number)
            await fifth.taps("Review", "Reviewed")
    await scene.settles()
    scene.passes("Three working days before the notice of acceptance is due.", days=16)
    await scene.settles()
    await member.taps("1", "Ask for more time")
    await member.says("10 workdays", "The reporter is in hospital.")
    await member.says("/due")
    await member.taps("2", "Done", "Reply", "Acceptance notice", "Send as")
    await leader.says("/due")
    await leader.taps("Everybody")
    scene.passes("A week later; the machine was asleep all that time.", days=7)
    await scene.settles()
    await member.taps("Seen")
    await leader.says("/due")
    await leader.taps("Everybody", "1")


@talk(office=True)
async def an_anonymous_one_with_two_questions(scene: Scene) -> None:
    """An anonymous one with two questions."""
    desk = desk_of(scene)
    member = await desk.staff("Member", "member-1")
    await desk.staff("Fifth", "fifth-1")
    fang = await scene.citizen("Fang")
    await begins(fang)
    await submits(fang, RENT)
    await opens(member)
    await member.taps("Claim", "Open the case", "Reporter", "Reply")
    await member.says("Which three stalls are they?")
    await member.taps("question")
    await member.says("/queue")
    await member.taps("Filters", "Awaiting an answer")
    await fang.taps("Answer")
    await fang.says("The ones by the west door.")
    await fang.taps("Done")
    await opens(member)
    await member.taps("Read", "Reporter", "Reply", "Ask for more", "Send as")
    await fang.does("blocks the bot", fang.actor.blocks(BOT))
    await opens(member)
    await member.taps("Reporter", "Reply")
    await member.says("Do you know since when?")
    await member.taps("question")
    await fang.does("unblocks the bot and comes back", fang.actor.unblocks(BOT))
    await fang.says("/start")
    await opens(member)
    await member.taps("Reporter", "What was said")


@talk(office=True)
async def a_repeat(scene: Scene) -> None:
    """A repeat: linked to the first, merged with it, and taken up again when it says more."""
    desk = desk_of(scene)
    leader = await desk.staff("Leader", "leader")
    await desk.staff("Fifth", "fifth-1")
    fang, ning = await scene.citizen("Fang"), await scene.citizen("Ning")
    await begins(fang)
    await submits(fang, RENT)
    await begins(ning)
    second = await submits(ning, "Three stalls in the shelter are let, and nobody sees the rent.")
    await opens(leader, "002")
    await leader.taps("Claim", "Open the case", "Decisions", "Link as a repeat")
    await leader.says("001")
    await leader.taps("Open the case", "Decisions", "Merge")
    await leader.says("The same stalls, the same months.")
    await opens(leader, "001")
    await ning.says(f"/status {second}")
    await ning.taps("Add to it")
    await ning.says("I have photographs of the envelopes.")
    await ning.taps("Done")
    await leader.taps("Open the case")


@talk(office=True)
async def a_letter_registered_by_hand(scene: Scene) -> None:
    """A letter, registered by hand in Chinese."""
    desk = desk_of(scene)
    leader = await desk.staff("组长", "leader", "zh-CN")
    member = await desk.staff("成员", "member-1", "zh-CN")
    fifth = await desk.staff("第五组", "fifth-1", "zh-CN")
    await scene.office.intake.housekeeping.fill_up_blanks()
    await member.says("/register")
    await member.taps("来信", "昨天", "实名")
    await member.says("孙兰", "13939120000")
    await member.taps("没有留", "没有留", "1 ")
    await member.taps("办公室", "不是", "D ")
    await member.says("东关人防工程的钥匙在看门人手里，他一家住在里面。")
    await member.taps("就这些", "看一遍", "提交登记")
    await opens(leader)
    await leader.taps("分办", "成员甲")
    await opens(member)
    await member.taps("联系反映人", "记录告知")
    await fifth.says("/queue")
    await fifth.taps("001", "阅看")


@talk(office=True)
async def the_hand_over(scene: Scene) -> None:
    """The hand-over: the office takes the ledgers, and the team only reads."""
    desk = desk_of(scene)
    key, folder = generate_identity(Profile.X25519), scene.office.folder
    await desk.staff("Leader", "leader")
    member = await desk.staff("Member", "member-1")
    office = await desk.staff("Office", "office-1", device=key)
    fang = await scene.citizen("Fang")
    await begins(fang)
    number = await submits(fang, RENT)
    await opens(member)
    await member.taps("Claim")
    scene.tell("The operator packs for the leader; the office signs on its own machine.")
    package = folder / "package"
    await scene.office.log_keeper().round()
    await desk.types(
        *("hand-over", "make", "--out", package, "--reader", "leader"), passphrase=PASSPHRASE
    )
    save_identity(folder / "office.txt", key)
    signed = await desk.types(
        *("hand-over", "sign", package, "--identity", folder / "office.txt"),
        *("--key", folder / "office.key"),
    )
    receipt, _, verifier = signed.partition("The team checks it with this key: ")
    (folder / "receipt.txt").write_text(receipt, "utf-8")
    scene.tell("The office's receipt comes back.")
    await desk.types(
        *("hand-over", "receipt", folder / "receipt.txt", "--office-key", verifier.strip())
    )
    await scene.settles()
    await opens(member)
    await member.taps("Read")
    await member.says("/register")
    await fang.says(f"/status {number}")
    await fang.taps("Add to it")
    await fang.says("The rent went up again.")
    await fang.taps("Done")
    await office.says("/queue")
    await office.taps("001", "Read")
