"""Many citizens who do what they like while processes die and Telegram falters: `make soak`.

Each citizen keeps an account of what the bot said it had taken in. At the end every receipt must
have exactly one case, every case exactly one receipt, and a reader must find in it exactly the
bytes that were handed in: docs/citizen.md.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from random import Random

import click
from fluent.syntax.ast import Pattern, Placeable, SelectExpression, TextElement
from sqlalchemy import select

from bot.exports import CaseNotFoundError, export_case, open_export
from bot.keys import load_verifier, root_signer
from bot.stage import PUBLIC, Stage
from bot.supervisor import Start, Supervisor, start_process
from casework.ports import Reader
from emulator.client import Control
from emulator.errors import ImpossibleActError
from emulator.faults import Fault
from emulator.people import Person
from emulator.server import Emulator
from emulator.state import Chat
from emulator.world import World
from handlers.texts import FOLDER
from storage.blobs import FolderBlobs
from storage.ledger.age import KeyIdentity, Profile, generate_identity, open_sealed
from storage.ledger.identity_files import load_identity
from storage.ledger.mail import verify_mail
from storage.ledger.roster import SignedRoster, save_roster
from storage.sql.tables import cases, downloads, pieces
from storage.sql.work import open_database
from tests.scribe import SCRIBE
from tests.sentences import sentences_in

PATIENCE = 240  # seconds until an answer that was held up by faults and kills must be there
FAULTS = ("429", "500", "502", "slow", "reset")
READERS = ("leader", "fifth-1", "office-1")
SETTINGS = {
    "DENGWEN_INTAKE__DOWNLOAD_ATTEMPTS": "20",
    "DENGWEN_LIMITS__MESSAGES_PER_MINUTE": "1000000",
    "DENGWEN_LIMITS__MESSAGES_PER_HOUR": "1000000",
    "DENGWEN_LIMITS__DRAFTS_PER_DAY": "1000000",
    "DENGWEN_LIMITS__MB_PER_DAY": "1000000",
    "DENGWEN_LIMITS__ANSWERS_PER_SECOND": "1000",
}
WORDS = (
    "Rent & <b>cash</b>",
    "地下室被拆了",
    "=SUM(1,2)",
    "\u202etxt.exe",
    "../../etc",
    "{ $name }",
)
FORWARD = ("English", "Begin", "Go on", "Write more", "No, thank you")


class Sentences:
    """Tells which sentence of the message file a text on the screen is."""

    def __init__(self, language: str) -> None:
        self._known = [
            (entry.id.name, re.compile(_expression(entry.value), re.DOTALL), _literal(entry.value))
            for file in ("public.ftl", "receipt.ftl", "files.ftl")
            for entry in sentences_in(FOLDER / language / file)
        ]

    def name_of(self, text: str) -> str | None:
        """Return the name of the sentence that `text` begins with; the most words count."""
        found = [(words, name) for name, pattern, words in self._known if pattern.match(text)]
        return max(found)[1] if found else None


def _expression(pattern: Pattern) -> str:
    parts = []
    for element in pattern.elements:
        if isinstance(element, TextElement):
            parts.append(re.escape(re.sub("<.*?>", "", element.value)))
        elif isinstance(element, Placeable) and isinstance(element.expression, SelectExpression):
            variants = "|".join(_expression(v.value) for v in element.expression.variants)
            parts.append(f"(?:{variants})")
        else:
            parts.append(".*?")
    return "".join(parts)


def _short(data: bytes) -> str:
    return sha256(data).hexdigest()[:8]


def _literal(pattern: Pattern) -> int:
    return sum(len(e.value) for e in pattern.elements if isinstance(e, TextElement))


@dataclass(frozen=True)
class Told:
    """A message of the bot on a citizen's screen, and the sentence that it is."""

    id: int
    revision: int
    name: str
    text: str
    buttons: list[list[dict[str, str]]]

    def place_of(self, label: str) -> tuple[int, int] | None:
        """Return row and column of the first button whose label contains `label`."""
        for row, buttons in enumerate(self.buttons):
            for column, button in enumerate(buttons):
                if label in button["text"]:
                    return row, column
        return None


KINDS = ("photo", "document", "voice", "video")
NAMES = frozenset(entry.id.name for entry in sentences_in(FOLDER / "en" / "public.ftl"))
KEPT = frozenset({"noted", "draft-over", *(n for n in NAMES if n.startswith("noted-"))})
ASIDES = frozenset(entry.id.name for entry in sentences_in(FOLDER / "en" / "files.ftl"))
"""What is said of a file besides, a while after it was confirmed."""
WAITING = frozenset({"submit-waits"})
CHANGED = frozenset({"edit-kept", "edit-kept-held-back"})
ADDED = frozenset({"passed-on"})
AT_THE_ACCOUNT = frozenset(
    {"ask-account", "go-on-writing", "review", "taken-back", *KEPT, *CHANGED}
)
QUESTIONS = frozenset(
    {"ask-identity", "ask-contact", "ask-unit", "ask-concerns", "ask-category", "ask-route"}
)


@dataclass
class Citizen:
    """One person, who writes down what the bot said it had taken in.

    Attributes:
        draft: What a case made of the draft must hold, in any order.
        receipts: What the case of each receipt must hold.
        texts: The texts of the draft by message, which can be corrected.
        confirmed: What the bot's confirmations are about, which can be taken back under them.
    """

    world: World
    sentences: Sentences
    random: Random
    number: int
    person: Person = field(init=False)
    chat: Chat = field(init=False)
    draft: Counter[bytes] = field(default_factory=Counter)
    receipts: dict[str, Counter[bytes]] = field(default_factory=dict)
    acts: Counter[str] = field(default_factory=Counter)
    trail: list[str] = field(default_factory=list)
    texts: dict[int, bytes] = field(default_factory=dict)
    confirmed: dict[int, bytes] = field(default_factory=dict)
    last: Told | None = None
    contact: str | None = None

    def __post_init__(self) -> None:
        user = self.world.add_user(f"Citizen {self.number}", language_code="en")
        self.person = Person(self.world, user)
        self.chat = self.person.chat(PUBLIC)

    async def live(self, acts: int) -> None:
        """Do so many things, then hand in what is begun."""
        await self.writes("/start")
        while self.acts.total() < acts:
            await self.does_something()
        if self.draft:
            await self.reaches_the_account()
            await self.submits()

    async def does_something(self) -> None:
        """Do one thing that a person might do here."""
        if self.random.random() < 0.06:
            await self.wanders()
        elif self.receipts and self.random.random() < 0.08 and not self.draft:
            await self.adds()
        elif not await self.reaches_the_account():
            return
        elif self.draft and self.random.random() < 0.12:
            await (self.submits() if self.random.random() < 0.9 else self.discards())
        elif self.texts and self.random.random() < 0.08:
            await self.corrects()
        elif self.confirmed and self.random.random() < 0.06:
            await self.takes_back()
        elif self.random.random() < 0.7:
            await self.hands_in_text()
        else:
            await self.hands_in_file()

    async def wanders(self) -> None:
        """Ask for something else in between, or press an old button."""
        stale = [m for m in self.told() if m.buttons]
        if stale and self.random.random() < 0.3:
            message = self.random.choice(stale[-12:-1] or stale)
            labels = [b["text"] for row in message.buttons for b in row]
            harmless = [label for label in labels if label in {"Begin", "Review", "Write more"}]
            if harmless:
                await self.presses(message, self.random.choice(harmless))
                return
        await self.writes(self.random.choice(["/help", "/privacy", "/channels", "/mine", "/about"]))

    async def reaches_the_account(self) -> bool:
        """Answer one question after the other until what happened can be written."""
        for _ in range(40):
            told = self.last
            if told is None or told.name in {"receipt", "discarded", "done-adding"}:
                await self.writes("/start")
            elif told.name in AT_THE_ACCOUNT:
                return True
            elif told.name == "ask-contact":
                self.contact = f"{self.person.user.name}, {self.random.randrange(10**10)}"
                await self.writes(self.contact)
            elif told.name in QUESTIONS:
                await self.answers(told)
            elif (way := next((w for w in FORWARD if told.place_of(w)), None)) is not None:
                await self.presses(told, way)
            else:
                await self.writes("/start")
        raise AssertionError(f"citizen {self.number} goes round in circles: {self.trail[-40:]}")

    async def answers(self, told: Told) -> None:
        """Choose any answer to a question, or go a step back."""
        labels = [b["text"] for row in told.buttons for b in row if "Back" not in b["text"]]
        if self.random.random() < 0.05:
            labels = ["Back"]
        label = self.random.choice(labels)
        await self.presses(told, label)
        if told.name == "ask-identity" and "Anonymous" in label:
            self.contact = None

    async def hands_in_text(self) -> None:
        """Write a message that nobody else writes."""
        text = f"{self.random.choice(WORDS)} {self.number}-{self.random.randrange(10**12)}"
        told = await self.writes(text)
        if told.name in KEPT:
            self._keeps(told, text.encode())
            self.texts[self._own()] = text.encode()

    async def corrects(self) -> None:
        """Change a text that is in the draft."""
        message = self.random.choice(list(self.texts))
        new = f"Corrected {self.number}-{self.random.randrange(10**12)}"
        self.person.edits(self.chat, message, new)
        told = await self.hears("corrects")
        if told.name in CHANGED:
            old = self.texts[message]
            self.draft -= Counter([old])
            self.draft[new.encode()] += 1
            self.texts[message] = new.encode()
            self.confirmed = {
                place: new.encode() if data == old else data
                for place, data in self.confirmed.items()
            }

    async def takes_back(self) -> None:
        """Take a piece back, by the button under the words that confirmed it."""
        place = self.random.choice(list(self.confirmed))
        told = next(told for told in self.told() if told.id == place)
        told = await self.presses(told, "Take back")
        assert told.name == "taken-back", self.trail[-10:]
        data = self.confirmed.pop(place)
        self.trail.append(f"  without {_short(data)}")
        self.draft -= Counter([data])
        self.texts = {number: text for number, text in self.texts.items() if text != data}

    def _keeps(self, told: Told, data: bytes) -> None:
        self.draft[data] += 1
        self.confirmed[told.id] = data
        self.trail.append(f"  keeps {_short(data)}")

    def _forgets(self) -> None:
        self.draft, self.texts, self.confirmed = Counter(), {}, {}

    def _own(self) -> int:
        return max(m.id for m in self.chat.messages.values() if m.sender is self.person.user)

    async def hands_in_file(self) -> None:
        """Send a file or a photo that nobody else has."""
        kind = self.random.choice(KINDS)
        data = self.random.randbytes(self.random.randrange(1, 60_000))
        media = self.world.files.media(kind, data, name=None, mime_type=None, duration=1)
        self.person.sends(self.chat, media=media)
        told = await self.hears(f"sends {kind}")
        if told.name in KEPT:
            self._keeps(told, data)

    async def discards(self) -> None:
        """Throw everything away."""
        told = await self.writes("/cancel")
        if told.name == "cancel-ask":
            told = await self.presses(told, "Discard")
            assert told.name == "discarded", self.trail[-10:]
            self._forgets()

    async def submits(self) -> None:
        """Hand the petition in and keep the receipt."""
        assert self.last is not None
        told = self.last
        if told.name != "review":
            told = await self.writes_or_presses_review()
        if told.name != "review":
            return
        told = await self.presses(told, "Submit")
        while told.name in {"words-follow", "words", "words-void", "words-lost"}:
            told = await self.copies_the_words(told)
        while told.name in WAITING | ASIDES:
            if told.place_of("Review"):  # a file needs a look before it goes out
                await self.presses(told, "Review")
                told = await self.submits_again()
            else:
                told = await self.hears("waits for it", after=told.revision, asides=True)
        assert told.name == "receipt", self.trail[-10:]
        number = next(line for line in told.text.splitlines() if line.startswith("LX-"))
        assert number not in self.receipts, "one receipt for two petitions"
        held = self.draft.copy()
        if self.contact:
            held[self.contact.encode()] += 1
        self.receipts[number] = held
        self.trail.append(f"  has {number}")
        self._forgets()
        self.contact = None

    async def copies_the_words(self, told: Told) -> Told:
        """Wait for the twelve words and say that they are copied; ask anew when they are lost."""
        if told.name == "words-follow":
            told = await self.hears("waits for the words", after=told.revision)
        if told.name == "words":
            return await self.presses(told, "Copied")
        return await self.submits_again()

    async def submits_again(self) -> Told:
        """Press Submit under the newest review once more."""
        for told in reversed(self.told()):
            if told.place_of("Submit"):
                return await self.presses(told, "Submit")
        raise AssertionError(f"there is no Submit: {self.trail[-10:]}")

    async def writes_or_presses_review(self) -> Told:
        """Ask for the review by the newest button that leads there."""
        for told in reversed(self.told()):
            if told.place_of("Review"):
                return await self.presses(told, "Review")
        return await self.writes("/start")

    async def adds(self) -> None:
        """Look a petition up and add something to it."""
        number = self.random.choice(list(self.receipts))
        told = await self.writes(f"/status {number}")
        assert told.name == "standing", self.trail[-10:]
        if not told.place_of("Add"):
            return
        told = await self.presses(told, "Add")
        if told.name != "answer-now":
            return
        text = f"Added {self.number}-{self.random.randrange(10**12)}"
        told = await self.writes(text)
        assert told.name in ADDED, self.trail[-10:]
        self.receipts[number][text.encode()] += 1
        await self.presses(told, "Done")

    async def writes(self, text: str) -> Told:
        """Write and return what the bot says to it."""
        self.person.sends(self.chat, text)
        return await self.hears(f"writes {text[:24]!r}")

    async def presses(self, told: Told, label: str) -> Told:
        """Press a button and return what the bot says to it."""
        place = told.place_of(label)
        assert place is not None, f"{label} is not under {told}"
        try:
            self.person.presses(self.chat, told.id, *place)
        except ImpossibleActError:  # the message has changed meanwhile, as messages do
            return self.last or told
        return await self.hears(f"presses {label!r} under {told.name}")

    async def hears(self, act: str, after: int | None = None, *, asides: bool = False) -> Told:
        """Wait for the bot's answer to what was just done; silence fails the run.

        What is said of files besides is passed over, unless `asides` are waited for.

        An answer is whatever is new once the bot has acknowledged the act. `after` is the revision
        of the world after which it counts as new, now unless given.
        """
        self.acts[act.split(" ", 1)[0]] += 1
        self.trail.append(act)
        since = self.world.revision if after is None else after
        mine = self.chat.bot.updates.next_id - 1
        deadline = time.monotonic() + PATIENCE
        while not (fresh := self._fresh(since, asides)) or not self._handled(mine):
            if time.monotonic() > deadline:
                raise AssertionError(f"citizen {self.number} hears nothing: {self.trail[-12:]}")
            await self.world.changed_since(self.world.revision, 1)
        self.last = fresh[-1]
        self.trail.append(f"  {self.last.name}")
        return self.last

    def told(self, since: int = 0) -> list[Told]:
        """Return what the bot has said, oldest first."""
        return [
            Told(m.id, m.revision, self.sentences.name_of(m.text) or "?", m.text, m.buttons)
            for m in self.chat.seen_by(self.person.user.id)
            if m.sender is self.chat.bot and m.revision > since
        ]

    def _fresh(self, since: int, asides: bool) -> list[Told]:  # noqa: FBT001  see `hears`
        own = self._own()
        told = [told for told in self.told(since) if told.id > own]
        return [one for one in told if asides or one.name not in ASIDES]

    def _handled(self, update_id: int) -> bool:
        waiting = self.chat.bot.updates._waiting
        return not waiting or waiting[0].id > update_id


@dataclass
class Weather:
    """What goes wrong meanwhile: processes die, and Telegram refuses, stumbles or is slow."""

    world: World
    supervisor: Supervisor
    random: Random
    kills: int = 0
    faults: int = 0

    async def blow(self, people: Sequence[Citizen], every_acts: int) -> None:
        """Go on until cancelled, with a misfortune every so many acts.

        Acts are counted, not seconds: on a slow machine a process must get to work, too.
        """
        done = 0
        while True:
            done += self.random.randrange(1, 2 * every_acts)
            while sum(person.acts.total() for person in people) < done:
                await asyncio.sleep(0.05)
            await asyncio.sleep(self.random.uniform(0, 0.3))
            if self.random.random() < 0.5:
                role = self.random.choice(["intake", "intake", "courier"])
                with suppress(ProcessLookupError, KeyError):
                    self.supervisor.children[role].kill()
                    self.kills += 1
            else:
                self.world.faults.order(
                    Fault(
                        self.random.choice(FAULTS),
                        method=self.random.choice(["*", "sendMessage", "getUpdates", "file"]),
                        times=self.random.randrange(1, 5),
                        seconds=0.3,
                    )
                )
                self.faults += 1


@dataclass(frozen=True)
class Outcome:
    """What a run came to."""

    acts: Counter[str]
    receipts: int
    pieces: int
    kills: int
    faults: int
    seconds: float


async def crowd(
    folder: Path,
    *,
    seed: int,
    citizens: int,
    acts: int,
    every_acts: int,
    profile: Profile,
    start: Start = start_process,
) -> Outcome:
    """Let so many citizens do so many things in all, and compare their notes with the ledger.

    Raises:
        AssertionError: A promise was broken; tells which.
    """
    random, began = Random(seed), time.monotonic()  # noqa: S311  a run can be repeated
    async with Emulator(0) as emulator, Control(emulator.url) as control:
        stage = Stage(folder, control, emulator.url, settings=SETTINGS, start_child=start)
        await stage.prepare(language="en")
        readers = {who: generate_identity(profile) for who in READERS}
        _sign(stage, readers, profile)
        stage.supervisor.roles = ("intake", "courier")
        stage.start()
        sentences = Sentences("en")
        people = [
            Citizen(emulator.world, sentences, Random(f"{seed} {n}"), n)  # noqa: S311  as above
            for n in range(citizens)
        ]
        weather = Weather(emulator.world, stage.supervisor, random)
        blowing = asyncio.create_task(weather.blow(people, every_acts))
        try:
            async with asyncio.TaskGroup() as living:
                for person in people:
                    living.create_task(person.live(acts // citizens))
        finally:
            blowing.cancel()
            emulator.world.faults.clear()
            await _rests(stage)
            await stage.close()
        found = await _ledger(stage, list(readers.values()), folder)
    for person in people:
        _compare(person, found)
    promised = {number for person in people for number in person.receipts}
    assert found.keys() <= promised, "cases without a receipt"
    return Outcome(
        sum((person.acts for person in people), Counter()),
        len(promised),
        sum(held.total() for held in found.values()),
        weather.kills,
        weather.faults,
        time.monotonic() - began,
    )


def _sign(stage: Stage, readers: Mapping[str, KeyIdentity], profile: Profile) -> None:
    keys = stage.config.storage.keys
    people = tuple(
        Reader(who, who.split("-")[0], frozenset(), identity.recipient.encode(), None)
        for who, identity in readers.items()
    )
    save_roster(keys / "roster.note", SignedRoster(1000, people, profile), root_signer(keys, None))


async def _rests(stage: Stage) -> None:
    """Return once no attachment is on its way."""
    database = open_database(stage.config.storage.database, SCRIBE)
    try:
        while await database.read(lambda c: c.execute(select(downloads)).first()):
            await asyncio.sleep(0.2)
    finally:
        await database.close()


async def _ledger(
    stage: Stage, readers: Sequence[KeyIdentity], folder: Path
) -> dict[str, Counter[bytes]]:
    """Return what a reader finds in each case, by the receipt number that the desk is told."""
    database = open_database(stage.config.storage.database, SCRIBE)
    blobs = FolderBlobs(stage.config.storage.blobs)
    desk = load_identity(stage.config.storage.keys / "desk.age")
    signer = load_verifier(stage.config.storage.keys, "intake")
    try:
        rows = await database.read(lambda c: c.execute(select(cases)).all())
        unstored = await database.read(
            lambda c: c.execute(select(pieces).where(pieces.c.stored.is_(False))).all()
        )
        ids = {row.id for row in rows}
        assert not [piece.id for piece in unstored if piece.case_id in ids], "an incomplete case"
        found: dict[str, Counter[bytes]] = {}
        for row in rows:
            number = verify_mail(json.loads(open_sealed(row.facts, [desk])), row.id, signer)[
                "receipt"
            ]
            assert number not in found, f"{number} has two cases"
            out = folder / "exported" / row.id
            await export_case(database, blobs, row.id, out, readme="", at=datetime.now(UTC))
            found[number] = _opened(out, readers, folder / "opened" / row.id)
        return found
    finally:
        await database.close()


def _opened(exported: Path, readers: Sequence[KeyIdentity], out: Path) -> Counter[bytes]:
    for reader in readers:  # whom a petition bypasses cannot open it
        with suppress(CaseNotFoundError):
            return Counter(path.read_bytes() for path in open_export(exported, reader, out))
    raise AssertionError(f"nobody can open {exported.name}")


def _compare(person: Citizen, found: Mapping[str, Counter[bytes]]) -> None:
    assert person.receipts.keys() <= found.keys(), "receipts without a case"
    for number, held in person.receipts.items():
        missing, foreign = held - found[number], found[number] - held
        wrong = {name: [*map(_short, some)] for name, some in (("-", missing), ("+", foreign))}
        trail = "\n".join(person.trail)
        assert not missing, f"{number} differs: {wrong}; the person's acts were\n{trail}"
        assert not foreign, f"{number} differs: {wrong}; the person's acts were\n{trail}"


@click.command()
@click.option("--acts", default=10_000, show_default=True)
@click.option("--citizens", default=50, show_default=True)
@click.option("--seed", default=1, show_default=True)
@click.option("--every", default=25, show_default=True, help="Acts between misfortunes.")
def main(acts: int, citizens: int, seed: int, every: int) -> None:
    """Let a crowd loose and print what came of it."""
    os.umask(0o077)
    with tempfile.TemporaryDirectory(prefix="dengwen-crowd-") as folder:
        run = crowd(
            Path(folder),
            seed=seed,
            citizens=citizens,
            acts=acts,
            every_acts=every,
            profile=Profile.MLKEM768X25519,
        )
        outcome = asyncio.run(run)
    click.echo(
        f"{outcome.acts.total()} acts by {citizens} citizens in {outcome.seconds:.0f} s: "
        f"{outcome.receipts} receipts, {outcome.pieces} pieces, each where it belongs; "
        f"{outcome.kills} kills, {outcome.faults} faults"
    )


if __name__ == "__main__":
    main()
