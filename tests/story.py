"""One whole case in Chinese and one in English, told as each person saw it: `make story`."""

from __future__ import annotations

import asyncio
import json
import os
import re
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import click
from fluent.syntax.ast import TextElement

from bot.calendars import Entry, prepare
from bot.clock import ShiftedClock
from bot.stage import PASSPHRASE, PUBLIC, STAFF, TEAM, Stage
from bot.supervisor import Start, start_process
from emulator.actor import ChatRef
from emulator.client import Actor, Control, Seen
from emulator.server import Emulator
from handlers.team.offers import OFFERS
from handlers.texts import FOLDER, Say, Texts
from storage.ledger.age import Profile
from tests.sentences import sentences_in

ZONE = ZoneInfo("Asia/Shanghai")
BEGINS = datetime(2026, 9, 28, 9, 0, tzinfo=ZONE)  # the Monday before National Day
DAY_OFF = "2026-10-08"  # on which the review is due, after the holiday
WIPED = datetime(2026, 9, 28, 9, 12, tzinfo=ZONE)
REMINDED = datetime(2026, 9, 30, 9, 0, 30, tzinfo=ZONE)  # the last working day before the holiday
SUMMED_UP = datetime(2026, 9, 30, 17, 30, 30, tzinfo=ZONE)
PATIENCE = 30
REGISTRATION_NUMBER = re.compile(r"礼巡信〔\d+〕\d+号")

Interlude = Callable[[], Awaitable[None]]


@dataclass(frozen=True)
class Words:
    """What the people of one story write; none of it may be found on the disk afterwards."""

    language: str
    telegram_language: str
    citizen: str
    contact: str
    account: tuple[str, ...]
    question: str
    answer: str
    note: str
    opinion: str
    file_name: str
    seed: int
    profile: Profile

    def file(self, kind: str, size_bytes: int) -> bytes:
        """Return the bytes of an attachment: always the same, and like no other's."""
        random = Random(f"{self.seed} {kind}")  # noqa: S311  a test's bytes
        if kind == "document":  # a plain text says nothing of its author
            return random.randbytes(size_bytes // 2).hex().encode()
        return random.randbytes(size_bytes)


CHINESE = Words(
    language="zh-CN",
    telegram_language="zh-hans",
    citizen="李春兰",
    contact="李春兰 13893912345",
    account=(
        "东关商场地下室去年被拆了一半，没有任何公告。",
        "带队拆的是办公室的赵大成，2025年11月3日晚上十点多。",
    ),
    question="您说的商场地下室，是东关那一处还是北街那一处？",
    answer="是东关那一处，从北门进去左手边。",
    note="已调取2025年11月的审批台账，没有这一项。",
    opinion="同意继续核实，请补调施工合同。",
    file_name="拆除现场登记表.txt",
    seed=1,
    profile=Profile.MLKEM768X25519,
)
ENGLISH = Words(
    language="en",
    telegram_language="en",
    citizen="Wang Ning",
    contact="",
    account=(
        "The shelter under the east market is let to three stalls, and the rent goes to Mr Qian.",
        "Since March 2026 they pay 2,600 yuan a month in cash, without a receipt.",
    ),
    question="Do you know where the money is handed over?",
    answer="In the car park behind the market, on the first of each month.",
    note="Compared with the rent register: three stalls are not in it.",
    opinion="Reviewed; please ask for the bank records.",
    file_name="stall-numbers.txt",
    seed=2,
    profile=Profile.X25519,  # what is exported opens with Debian's age
)


@dataclass
class Transcript:
    """Everything that everybody saw, in the order in which it appeared."""

    lines: list[str] = field(default_factory=list)
    echo: bool = True
    _known: dict[tuple[str, int], dict[int, str]] = field(default_factory=dict)

    def tell(self, line: str) -> None:
        """Add a line of the narrator."""
        self._add(f"\n· {line}")

    async def look(self, actor: Actor, chat: ChatRef, place: str) -> None:
        """Add what has appeared, changed or vanished on one screen."""
        known = self._known.setdefault((place, actor.id), {})
        seen = {message.id: message for message in await actor.sees(chat)}
        for number, message in seen.items():
            text = _shown(message)
            if known.get(number) != text:
                mark = " (changed)" if number in known else ""
                self._add(f"  [{place}]{mark} {message.sender}: {text}")
                known[number] = text
        for number in [number for number in known if number not in seen]:
            self._add(f"  [{place}] (vanished) {known.pop(number).splitlines()[0][:40]}")

    def _add(self, line: str) -> None:
        self.lines.append(line)
        if self.echo:
            click.echo(line)


def _shown(message: Seen) -> str:
    name = (message.file.name or "") if message.file and not message.own else ""
    text = message.text if message.kind == "text" else f"<{message.kind}> {message.text or name}"
    buttons = "  ".join(f"[{label}]" for label in message.labels)
    indented = text.strip().replace("\n", "\n      ")
    return f"{indented}\n      {buttons}" if buttons else indented


@dataclass
class Story:
    """One case from the first message to the last, played on a stage that runs."""

    stage: Stage
    words: Words
    transcript: Transcript
    texts: Texts
    between: Interlude | None = None
    citizen: Actor = field(init=False)
    receipt: str = ""
    number: str = ""
    posted: list[str] = field(default_factory=list)
    proof: str = ""

    @property
    def say(self) -> Say:
        """The language of this story."""
        return self.texts.say(self.words.language)

    async def petition(self) -> None:
        """The citizen tells what happened and gets a receipt."""
        say, words = self.say, self.words
        self.citizen = await self.stage.control.user(
            words.citizen, language_code=words.telegram_language
        )
        self.transcript.tell(f"{words.citizen} writes to the public bot.")
        await self._writes("/start", say("choose-language"))
        await self._taps(say("language-name"), say.label("button-begin"), in_buttons=True)
        await self._taps(say("button-begin"), say("ask-identity"))
        if words.contact:
            await self._taps(say("identity-real-name"), say("ask-contact"))
            await self._writes(words.contact, say("ask-unit"))
        else:
            await self._taps(say("identity-anonymous"), say("ask-unit"))
        await self._taps("2.", say("ask-concerns"))
        await self._writes("1", say("ask-category"))
        await self._taps("D ", say("ask-route"))
        await self._taps(say("route-yes"), say("ask-account"))
        for sentence in words.account:
            await self._writes(sentence, say("noted"))
        await self._attachments()
        await self._taps(say("button-review"), say.label("button-submit"), in_buttons=True)
        await self._submit()

    async def _attachments(self) -> None:
        say, words = self.say, self.words
        await self.citizen.sends_photo(PUBLIC, words.file("photo", 90_000))
        await self._sees(say("noted-photo"))
        document = words.file("document", 1024 * 1024)
        await self.citizen.sends_document(PUBLIC, document, words.file_name, "text/plain")
        await self._sees(say("noted-document"))
        await self.citizen.sends_voice(PUBLIC, words.file("voice", 20_000), 7)
        await self._sees(say("noted-voice"))

    async def _submit(self) -> None:
        await self.citizen.taps(PUBLIC, self.say("button-submit"))
        receipt = await self.citizen.waits_for(PUBLIC, self._part("receipt"), timeout=PATIENCE)
        self.receipt = next(line for line in receipt.text.splitlines() if line.startswith("LX-"))
        await self._looks()

    async def registration(self) -> None:
        """The desk numbers the petition and tells the two groups, without content."""
        staff = self.stage.staff
        self.transcript.tell("Both groups hear of it; content stays sealed.")
        announced = await staff["leader"].waits_for(
            self.stage.team_group, self._part("announce-registered"), timeout=PATIENCE, after=0
        )
        await staff["fifth"].waits_for(
            self.stage.fifth_group, self._part("announce-review"), timeout=PATIENCE, after=0
        )
        self.number = REGISTRATION_NUMBER.search(announced.text)[0]
        await self._looks()

    async def reading(self) -> None:
        """A member unlocks, claims and reads; then asks the reporter something."""
        member, say = self.stage.staff["member"], self.say
        self.transcript.tell("The member unlocks and claims it.")
        await self._unlock(member)
        await member.says(TEAM, "/queue")
        await member.waits_for(TEAM, say.label("desk-button-queue"), timeout=PATIENCE)
        await member.taps(TEAM, self.number)
        await member.waits_for(TEAM, self.receipt, timeout=PATIENCE)
        await member.taps(TEAM, say("desk-button-claim"))
        await member.waits_for(TEAM, self._part("desk-claimed"), timeout=PATIENCE)
        await self._looks()
        self.transcript.tell("The member reads it: protected, and wiped after a while.")
        await self._card(member, "desk-button-read")
        await member.waits_for(TEAM, self.words.account[0], timeout=PATIENCE)
        await self._looks()
        await member.taps(TEAM, say("desk-kind-photo"))
        await member.waits_until(TEAM, _media("photo"), timeout=PATIENCE, what="the photo")
        await self._looks()

    async def note_and_question(self) -> None:
        """The member notes something and asks the reporter, whose account stays unknown."""
        member = self.stage.staff["member"]
        self.transcript.tell("The member writes a note, and asks the reporter a question.")
        await self._card(member, "desk-button-note")
        await member.waits_for(TEAM, self._part("desk-ask-noting"), timeout=PATIENCE)
        await member.says(TEAM, self.words.note)
        await member.waits_for(TEAM, self._part("desk-noted"), timeout=PATIENCE)
        await self.asks()
        await member.waits_for(TEAM, self._part("desk-replied"), timeout=PATIENCE)
        await self.citizen.waits_for(PUBLIC, self.words.question, timeout=PATIENCE, after=0)
        await self._looks()

    async def asks(self) -> None:
        """The member, who has the case, writes to the reporter."""
        member, say = self.stage.staff["member"], self.say
        await self._card(member, "desk-button-reply")
        await member.waits_for(TEAM, self._part("desk-ask-replying"), timeout=PATIENCE)
        await member.says(TEAM, self.words.question)
        await member.waits_for(TEAM, self._part("desk-ask-counts"), timeout=PATIENCE)
        await member.taps(TEAM, say.label("desk-counts-question"))

    async def answer(self) -> None:
        """The reporter answers; the answer goes into the case, sealed."""
        say = self.say
        self.transcript.tell(f"{self.words.citizen} answers.")
        await self._taps(say("button-answer"), say("answer-now"))
        await self._writes(self.words.answer, say("passed-on"))
        await self._taps(say("button-done"), say("done-adding"))
        member = self.stage.staff["member"]
        await member.waits_for(TEAM, self._part("announce-follow-up"), timeout=PATIENCE)
        await self._card(member, "desk-button-read")
        await member.waits_for(TEAM, self.words.answer, timeout=PATIENCE)
        await self._looks()

    async def vanishing(self) -> None:
        """Ten minutes later everything that was opened is gone from the member's screen."""
        self.transcript.tell(
            "9:12. What the member had opened is wiped; the checkpoint of the day is shown."
        )
        self.stage.set_clock(WIPED)
        content = self.words.account[0]
        await self.stage.staff["member"].waits_until(
            TEAM,
            lambda seen: not [m for m in seen if content in m.text or m.kind == "photo"],
            timeout=PATIENCE,
            what="an empty screen",
        )
        await self._looks()

    async def review(self) -> None:
        """The Fifth group reads and reviews."""
        fifth, say = self.stage.staff["fifth"], self.say
        self.transcript.tell("Somebody of the Fifth group reads it and reviews it.")
        await self._unlock(fifth)
        await fifth.says(TEAM, "/queue")
        await fifth.waits_for(TEAM, self.number, timeout=PATIENCE)
        await fifth.taps(TEAM, self.number)
        await fifth.waits_for(TEAM, self.receipt, timeout=PATIENCE)
        await fifth.taps(TEAM, say("desk-button-read"))
        await fifth.waits_for(TEAM, self.words.account[0], timeout=PATIENCE)
        await self._card(fifth, "desk-button-review")
        await fifth.waits_for(TEAM, self._part("desk-ask-opinion"), timeout=PATIENCE)
        await fifth.says(TEAM, self.words.opinion)
        await fifth.waits_for(TEAM, self._part("desk-reviewed-with-opinion"), timeout=PATIENCE)
        await self._looks()

    async def closing(self) -> None:
        """The member closes the case; the reporter is told and looks it up."""
        member, say = self.stage.staff["member"], self.say
        self.transcript.tell("The member closes it; the reporter is told and looks it up.")
        await self._unlock(member)
        await self._card(member, "desk-button-close")
        await member.waits_for(TEAM, self._part("desk-ask-close"), timeout=PATIENCE)
        await member.taps(TEAM, say("desk-button-close-now"))
        await member.waits_for(TEAM, self._part("desk-closed"), timeout=PATIENCE)
        await self.citizen.waits_for(PUBLIC, self.receipt, timeout=PATIENCE)
        await self._writes(f"/status {self.receipt}", say("state-closed"))
        await self._looks()

    async def reminder(self) -> None:
        """Time passes; the Fifth group is reminded on the last working day before the holiday."""
        self.transcript.tell("Wednesday 30 September, 9:00. The review is still due.")
        self.stage.set_clock(REMINDED)
        await self.stage.staff["fifth"].waits_for(
            self.stage.fifth_group,
            self.number,
            self._part("reminder-left"),
            timeout=PATIENCE,
            after=0,
        )
        await self._looks()

    async def day_off(self) -> None:
        """The county rests on another day; who owes the review is told by when it is due now."""
        self.transcript.tell("The operator enters a day off; the review is due later.")
        file = self.stage.folder / "county.csv"
        file.write_text(f"{DAY_OFF},false\n", "utf-8")
        entry = Entry(file, "礼县政府办1号", None, "operator", part=True)
        prepare(self.stage.config, entry).write()
        await self.stage.staff["fifth"].waits_for(
            self.stage.fifth_group,
            self.number,
            self._part("reminder-moved"),
            timeout=PATIENCE,
            after=0,
        )
        await self._looks()

    async def summary(self) -> None:
        """At the end of the day the liaison gets its figures."""
        self.transcript.tell(
            "17:30. The liaison gets the day's figures, and all who keep it the checkpoint."
        )
        self.stage.set_clock(SUMMED_UP)
        liaison = self.stage.staff["liaison"]
        await liaison.waits_for(TEAM, self._part("summary"), timeout=PATIENCE, after=0)
        await self._looks()

    async def checkpoint(self, day: int) -> None:
        """The team's group has got the checkpoint of the day, to keep."""
        named = {"zh-CN": f"9月{day}日", "en": f"{day} September"}[self.words.language]
        seen = await self.stage.staff["leader"].waits_for(
            self.stage.team_group, "old ", named, timeout=PATIENCE, after=0
        )
        self.posted.append(seen.text)
        await self._looks()

    async def proves(self) -> None:
        """The citizen asks for the proof that the petition was entered, and gets a file."""
        self.transcript.tell(f"{self.words.citizen} asks for a proof, and keeps the file.")
        await self._writes(f"/proof {self.receipt}", self.say("proof-follows"))
        seen = await self.citizen.waits_until(
            PUBLIC, _media("document"), timeout=PATIENCE, what="the proof"
        )
        self.proof = (await self.citizen.opens(seen)).decode()
        await self._looks()

    def _part(self, name: str) -> str:
        return literal(self.words.language, name)

    async def _card(self, actor: Actor, button: str) -> None:
        """Open the case's card anew and press one of its buttons."""
        say = self.say
        await actor.says(TEAM, "/queue")
        await actor.waits_for(TEAM, self.number, timeout=PATIENCE)
        await actor.taps(TEAM, self.number)
        card = await actor.waits_for(TEAM, self.receipt, timeout=PATIENCE)
        if say.label(button) not in card.labels:
            section = next(offer.section for offer in OFFERS if offer.label == button)
            await actor.taps(TEAM, say.label(f"desk-button-section-{section}"))
            await actor.waits_for(TEAM, self.receipt, timeout=PATIENCE)
        await actor.taps(TEAM, say(button))

    async def _unlock(self, actor: Actor) -> None:
        await actor.says(TEAM, "/unlock")
        await actor.waits_for(TEAM, timeout=PATIENCE)
        await actor.says(TEAM, PASSPHRASE)
        await actor.waits_for(TEAM, self._part("desk-unlocked"), timeout=PATIENCE)

    async def _writes(self, text: str, expected: str) -> None:
        await self.citizen.says(PUBLIC, text)
        await self._sees(expected)

    async def _taps(self, button: str, expected: str, *, in_buttons: bool = False) -> None:
        await self.citizen.taps(PUBLIC, button)
        await self._sees(expected, in_buttons=in_buttons)

    async def _sees(self, expected: str, *, in_buttons: bool = False) -> None:
        if in_buttons:
            await self.citizen.waits_until(
                PUBLIC,
                lambda seen: expected in seen[-1].labels,
                timeout=PATIENCE,
                what=f"the button {expected!r}",
            )
        else:
            await self.citizen.waits_for(PUBLIC, plain(expected), timeout=PATIENCE)
        await self.transcript.look(self.citizen, PUBLIC, self.words.citizen)
        if self.between is not None:
            await self.between()

    async def _looks(self) -> None:
        staff, look = self.stage.staff, self.transcript.look
        await look(self.citizen, PUBLIC, self.words.citizen)
        await look(staff["leader"], self.stage.team_group, "team group")
        await look(staff["fifth"], self.stage.fifth_group, "Fifth group")
        for role in ("member", "fifth", "liaison"):
            await look(staff[role], TEAM, f"{role}, private")


def plain(text: str) -> str:
    """Return the first line of a sentence without its HTML, as a screen shows it."""
    return text.split("<", 1)[0].strip().splitlines()[0]


def _media(kind: str) -> Callable[[list[Seen]], Seen | None]:
    return lambda seen: next((m for m in reversed(seen) if m.kind == kind and not m.own), None)


def literal(language: str, name: str) -> str:
    """Return the longest piece of a sentence that stands on one line and holds no variable."""
    for path in sorted((FOLDER / language).glob("*.ftl")):
        for entry in sentences_in(path):
            if entry.id.name == name:
                texts = [e.value for e in entry.value.elements if isinstance(e, TextElement)]
                lines = [re.sub("<.*?>", "", line) for text in texts for line in text.splitlines()]
                return max((line.strip() for line in lines), key=len)
    raise LookupError(name)


@asynccontextmanager
async def on_stage(
    folder: Path,
    words: Words,
    *,
    echo: bool = True,
    cast: Mapping[str, str] = STAFF,
    start: Start = start_process,
    database: Mapping[str, str] | None = None,
) -> AsyncIterator[Story]:
    """Yield a story on a fresh stage in `folder`: everything runs, all of `cast` are enrolled.

    `database` has the settings of another database than the file in `folder`.
    """
    transcript, texts = Transcript(echo=echo), Texts(["zh-CN", "en"])
    languages = sorted(texts.languages, key=lambda language: language != words.language)
    # People's phones and the office have the same clock.
    now = ShiftedClock(folder / "clock")
    async with Emulator(0, now=now) as emulator, Control(emulator.url) as control:
        settings = {
            "DENGWEN_LANGUAGES": json.dumps(languages),
            "DENGWEN_LEDGER__PROFILE": words.profile,
            "DENGWEN_LOG__CHECKPOINT_SECONDS": "1",
            "DENGWEN_LOG__POST_AT": "09:10",
            **(database or {}),
        }
        stage = Stage(folder, control, emulator.url, BEGINS, settings, cast=cast, start_child=start)
        await stage.prepare(language=words.telegram_language)
        stage.start()
        try:
            transcript.tell("Monday 28 September 2026, 9:00. The staff enrol with their codes.")
            await stage.enrol()
            yield Story(stage, words, transcript, texts)
        finally:
            await stage.close()


async def play(folder: Path, words: Words, *, echo: bool = True) -> Story:
    """Play a story from the first message to the last, and stop everything."""
    async with on_stage(folder, words, echo=echo) as story:
        await _from_first_to_last(story)
    return story


async def _from_first_to_last(story: Story) -> None:
    await story.petition()
    await story.registration()
    await story.reading()
    await story.note_and_question()
    await story.answer()
    await story.vanishing()
    await story.checkpoint(28)
    await story.reminder()
    if story.words is CHINESE:  # once is enough: the desk waits for some seconds each time
        await story.day_off()
    await story.review()
    await story.closing()
    await story.summary()
    await story.checkpoint(30)
    await story.proves()


def main() -> None:
    """Play, print, and exit 0 when everything came as it should."""
    os.umask(0o077)
    for words in (CHINESE, ENGLISH):
        with tempfile.TemporaryDirectory(prefix="dengwen-story-") as folder:
            asyncio.run(play(Path(folder), words))
    sys.stdout.flush()


if __name__ == "__main__":
    main()
