"""A conversation as it stands on the screens of those in it, written down act by act.

Intake and the courier's delivery run as they do in their processes, on the emulator; the desk, too,
once somebody of the office takes part (`tests.transcripts.office`). What is random
is replaced by what is not: a receipt number by one of invented characters, words by "word".
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mnemonic import Mnemonic
from sqlalchemy import exists, select

from bot.courier import items_of, words_of
from bot.courier_bots import Bots, build_application, connect, disconnect, prepare_libraries
from bot.courier_delivery import Delivery
from bot.courier_places import Places
from emulator.actor import ChatRef, Group
from emulator.client import Actor, Control, Seen
from emulator.server import Emulator
from emulator.wire import Drawing
from storage.ledger.age import Profile
from storage.ledger.courier_seals import CourierKeys
from storage.sql.courier_book import SqlCourierBook
from storage.sql.tables import downloads, drafts
from storage.sql.work import open_database
from tests.conversations.public_office import BOT, TOKEN, Clock, Office
from tests.transcripts.team import Team

if TYPE_CHECKING:
    from tests.transcripts.office import Desk

TEAM_TOKEN, DESK = "100300:desk-of-the-team", "team_bot"
NUMBER = re.compile(r"LX-[0-9A-Z]{5}-[0-9A-Z]{5}-[0-9A-Z]", re.IGNORECASE)
EXAMPLES = frozenset({"LX-7K3M9-Q2TXA-W"})  # what the texts show instead of a number
LANGUAGES = ("english", "chinese_simplified", "chinese_traditional")
WORDS = {name: frozenset(Mnemonic(name).wordlist) for name in LANGUAGES}
PHRASE_WORDS = 12
PLACE = re.compile(r"\d+\.")
SETTLES_WITHIN = 30  # seconds, on a machine that has much else to do
MANY = 3  # messages that go at once are not told one by one


@dataclass(frozen=True)
class Screen:
    """A chat as one person sees it."""

    actor: Actor
    chat: ChatRef
    name: str


class Scene:
    """What happens on the screens of a few people, as lines."""

    def __init__(self, office: Office, telegram: Control, delivery: Delivery) -> None:
        self.office, self.telegram, self.clock = office, telegram, office.clock
        self.lines: list[str] = []
        self.screens: list[Screen] = []
        self.desk: Desk | None = None
        self._delivery = delivery
        self.team = Team(office)
        self._known: dict[tuple[int, ChatRef], dict[int, str]] = {}
        self._noticed: dict[int, int] = {}
        self._numbers: dict[str, str] = {}
        self._running = AsyncExitStack()

    async def citizen(self, name: str, language_code: str = "en") -> Person:
        """A person who has not written yet."""
        citizen = Person(self, await self.telegram.user(name, language_code=language_code), BOT)
        self.screens.append(Screen(citizen.actor, BOT, name))
        return citizen

    def tell(self, words: str) -> None:
        """Add a line of the narrator."""
        self.lines += ["", f"* {words}"]

    @asynccontextmanager
    async def unseen(self, words: str):
        """Leave out what everybody has read already, and say in brief what it was."""
        begin = len(self.lines)
        yield
        self.lines[begin:] = ["", f"* {words}"]

    def passes(self, words: str, **by: float) -> None:
        """Let time pass."""
        self.clock.passes(**by)
        self.tell(words)

    async def begins(self) -> None:
        """Start the intake."""
        await self._running.enter_async_context(self.office.open())

    async def ends(self) -> None:
        """Stop the intake; what was under way is left as it is."""
        await self._running.aclose()
        self._running = AsyncExitStack()

    async def keeps_house(self) -> None:
        """Do what the intake does once a day."""
        await self.office.intake.housekeeping.keep_house(self.clock().date())
        await self.settles()

    async def settles(self) -> None:
        """Return once everything is handled, stored and delivered; note what appeared."""
        async with asyncio.timeout(SETTLES_WITHIN):
            while await self._is_busy():
                await asyncio.sleep(0.005)
        await self._look()

    async def _is_busy(self) -> bool:
        bots = self.telegram.emulator.world.bots.values()
        if any(len(bot.updates) for bot in bots) or await self._under_way():
            return True
        if self.desk is not None:
            await self.desk.registrar.take_all()
            await self.desk.reminding.sweep()
        return bool(await self._delivery.deliver_due())

    async def _under_way(self) -> bool:
        if self.office.holds_downloads:
            return False
        now = int(self.clock().timestamp())
        fetching = select(downloads).where(
            downloads.c.failed.is_(False), downloads.c.next_at <= now
        )
        submitting = (
            select(drafts.c.id)
            .where(drafts.c.submission.is_not(None))
            .where(~exists().where(downloads.c.case_id == drafts.c.id))
        )
        return bool(
            await self.office.database.read(
                lambda c: c.execute(fetching).first() or c.execute(submitting).first()
            )
        )

    async def _look(self) -> None:
        for screen in self.screens:
            person, chat = screen.actor, screen.chat
            known = self._known.setdefault((person.id, chat), {})
            seen = {message.id: message for message in await person.sees(chat)}
            for number, message in seen.items():
                shown = self._shown(message)
                if known.get(number) != shown and not message.own:
                    changed = " (changed)" if number in known else ""
                    self._add(f"{self._to(screen)}bot{changed}", shown)
                known[number] = shown
            self._tell_gone(screen, [known.pop(number) for number in known.keys() - seen.keys()])
            if isinstance(chat, Group):
                continue
            notices = [text for text in await person.toasts() if text]
            for text in notices[self._noticed.get(person.id, 0) :]:
                self._add(f"{self._to(screen)}bot (over the chat)", self._plain(text))
            self._noticed[person.id] = len(notices)

    def _tell_gone(self, screen: Screen, gone: list[str]) -> None:
        first_lines = sorted(text.splitlines()[0][:30] for text in gone)
        told = first_lines if len(gone) <= MANY else [f"{len(gone)} messages"]
        self.lines += [f"{self._to(screen)}(gone) {text}" for text in told]

    def keeps_in_sight(self, person: Person, message: Seen) -> None:
        """Note an own message, whose disappearance is to be told."""
        known = self._known.setdefault((person.actor.id, person.chat), {})
        known[message.id] = self._shown(message)

    def acts(self, person: Actor, words: str) -> None:
        """Write down what a person does."""
        self._add(f"\n> {person.name}", self._plain(words))

    def _add(self, who: str, what: str) -> None:
        first, *rest = what.splitlines() or [""]
        self.lines += [f"{who}: {first}", *(f"    {line}".rstrip() for line in rest)]

    def _to(self, screen: Screen) -> str:
        return f"[{screen.name}] " if len(self.screens) > 1 else ""

    def _shown(self, message: Seen) -> str:
        text = message.text if message.kind == "text" else f"<{message.kind}> {message.text}"
        rows = ["  ".join(f"[{button.label}]" for button in row) for row in message.buttons]
        return self._plain("\n".join([text.strip(), *rows]))

    def _plain(self, text: str) -> str:
        for number in map(str.upper, NUMBER.findall(text)):
            if number in EXAMPLES:
                continue
            letter = self._numbers.setdefault(number, chr(ord("A") + len(self._numbers)))
            invented = f"LX-{letter * 5}-{letter * 5}-{letter}"
            text = re.sub(number, invented, text, flags=re.IGNORECASE)
        return _without_phrase(text)


class Person:
    """A person at the phone, in one chat, all of whose acts are written down."""

    def __init__(self, scene: Scene, actor: Actor, chat: ChatRef) -> None:
        self.scene, self.actor, self.chat = scene, actor, chat

    async def says(self, *texts: str, **about: int) -> Seen:
        """Write a message after the other, each once the one before is answered."""
        for text in texts:
            self.scene.acts(self.actor, text)
            said = await self.actor.says(self.chat, text, **about)
            self.scene.keeps_in_sight(self, said)
            await self.scene.settles()
        return said

    async def taps(self, *labels: str) -> None:
        """Press one button after the other; a part of its label is enough."""
        for label in labels:
            self.scene.acts(self.actor, f"[{label}]")
            await self.actor.taps(self.chat, label)
            await self.scene.settles()

    async def sends(self, kind: str, data: bytes = b"", **body: object) -> Seen:
        """Send a file, a place, a card: anything that `Actor.sends_with` takes."""
        told = " ".join(f"{name}={value}" for name, value in body.items() if name != "about")
        self.scene.acts(self.actor, f"<{kind}> {told}".strip())
        more = {"data": data} if data else {}
        sent = await self.actor.sends_with(self.chat, kind=kind, **more, **body)
        self.scene.keeps_in_sight(self, sent)
        await self.scene.settles()
        return sent

    async def edits(self, message: Seen, text: str) -> None:
        """Change an own message."""
        self.scene.acts(self.actor, f"(changes {message.text[:20]!r}) {text}")
        await self.actor.edits(self.chat, message.id, text)
        await self.scene.settles()

    async def does(self, words: str, act: object) -> None:
        """Do something else, such as blocking the bot."""
        self.scene.acts(self.actor, f"({words})")
        await act
        await self.scene.settles()

    async def presses(self, message: Seen, label: str) -> None:
        """Press a button of an older message."""
        self.scene.acts(self.actor, f"[{label}] (further up)")
        places = [
            (row, column)
            for row, buttons in enumerate(message.buttons)
            for column, button in enumerate(buttons)
            if label in button.label
        ]
        await self.actor.presses(self.chat, message.id, *places[0])
        await self.scene.settles()

    async def last(self, words: str) -> Seen:
        """Return the bot's last message that has these words in it."""
        return [m for m in await self.actor.sees(self.chat) if not m.own and words in m.text][-1]

    async def number(self) -> str:
        """Return the receipt number that was shown last."""
        texts = [m.text for m in await self.actor.sees(self.chat) if not m.own]
        return [number for text in texts for number in NUMBER.findall(text)][-1]

    async def sends_again(self, times: int) -> None:
        """Let Telegram deliver this person's last message so many times more."""
        world = self.scene.telegram.emulator.world
        chat = world.private_chat(world.users[self.actor.id], world.bot_named(self.chat))
        number = chat.bot.updates.next_id - 1
        last = [m for m in chat.messages.values() if m.sender.id == self.actor.id][-1]
        drawn = Drawing(chat.bot, world.files).message(chat, last)
        self.scene.acts(self.actor, f"(Telegram delivers the last message {times} times more)")
        for _ in range(times):
            await self.scene.telegram.inject(self.chat, {"message": drawn, "update_id": number})
        await self.scene.settles()

    async def phrase(self) -> str:
        """Return the twelve words that are on the screen."""
        for message in reversed(await self.actor.sees(self.chat)):
            if (words := _phrase_in(message.text)) is not None:
                return words
        raise AssertionError("there are no twelve words on the screen")


def _phrase_in(text: str) -> str | None:
    """Return twelve words that belong together, in a row or in a numbered list."""
    words = [word for word in text.split() if not PLACE.fullmatch(word)]
    for start in range(len(words) - PHRASE_WORDS + 1):
        twelve = words[start : start + PHRASE_WORDS]
        if any(all(word in known for word in twelve) for known in WORDS.values()):
            return " ".join(twelve)
    return None


def _without_phrase(text: str) -> str:
    found = _phrase_in(text)
    if found is None:
        return text
    between = r"\s+(?:\d+\.\s+)?"
    spelled = re.compile(r"(?:1\.\s+)?" + between.join(map(re.escape, found.split())))
    return spelled.sub("(twelve words)", text)


@asynccontextmanager
async def on_scene(folder: Path, *, groups: Mapping[str, int] | None = None, **settings: str):
    """Yield a scene on a fresh installation with its intake running.

    With `groups` (body and chat id) the team's bot is there, too, and the courier writes with it.
    """
    clock = Clock()
    prepare_libraries()
    async with Emulator(now=clock) as emulator, Control(emulator.url) as telegram:
        await telegram.bot(TOKEN, BOT, "登闻")
        telegram.emulator, telegram.api = emulator, emulator.url
        office = Office(folder, telegram.api, emulator, clock, Profile.X25519)
        if groups is not None:
            await telegram.bot(TEAM_TOKEN, DESK, "登闻·内部")
            settings["DENGWEN_TELEGRAM__TEAM_TOKEN"] = TEAM_TOKEN
            settings |= {f"DENGWEN_TELEGRAM__{body}_CHAT": f"{id_}" for body, id_ in groups.items()}
        if settings:
            office.set(**settings)
        tokens = {"public": office.config.telegram.public_token}
        if groups is not None:
            tokens["team"] = office.config.telegram.team_token
        applications = {
            name: build_application(telegram.api, token) for name, token in tokens.items()
        }
        assert await connect(applications, asyncio.Event())
        database = open_database(office.config.storage.database)
        book = SqlCourierBook(database)
        items = items_of(book, CourierKeys.load(office.keys), words_of(office.config, clock))
        places = Places(book, items.keys, clock)
        bots = Bots({name: app.bot for name, app in applications.items()}, places)
        scene = Scene(office, telegram, Delivery(book, items, bots, clock, asyncio.Event()))
        await scene.begins()
        try:
            yield scene
        finally:
            await scene.ends()
            await disconnect(applications.values())
            await database.close()
            await office.database.close()
