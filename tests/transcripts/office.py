"""The office in a conversation: the desk as its process wires it, and its people at their phones.

The desk stands on the scene's database and clock. Whoever takes part has enrolled before, unless
the conversation is about that; passphrases are quick to check, so that no test waits for them.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from bot.desk import office_of, scope_over, serving
from bot.keys import load_desk_keys, load_roster, root_signer
from bot.registrar import Registrar
from bot.reminding import Reminding
from casework.desk.enroll import Account, bind, code_hash, enroll, enroll_device
from casework.desk.scope import DeskScope
from casework.desk.sessions import Sessions
from casework.ports import DESK_CUSTODY, DEVICE_CUSTODY, Reader
from casework.rules.roles import Action, Role, may
from casework.rules.terms import local_date
from storage.ledger.age_keys import KeyIdentity
from storage.ledger.roster import SignedRoster, save_roster
from storage.sql.desk_book import SqlDeskBook
from storage.sql.work import Work
from tests.conversations.test_ledger_commands import command
from tests.transcripts.scene import DESK, Person, Scene, Screen

GROUPS = {"TEAM": -1001111111111, "FIFTH": -1002222222222}
PASSPHRASE = "a drum at the gate"
QUICK = 4
"""The work factor of passphrases in a conversation."""


class Desk:
    """The desk of a scene; `settings` of a conversation must name its token and its groups."""

    def __init__(self, scene: Scene) -> None:
        office, config = scene.office, scene.office.config
        self.scene, self.config, self.database = scene, config, office.database
        self._serial = 2
        self._readers: dict[str, Reader] = {}
        keys = load_desk_keys(office.keys, office.blobs.path)
        self.keys = replace(keys, work_factor=QUICK)
        clock = scene.clock
        roster = load_roster(
            office.keys, "desk", lambda: local_date(clock(), config.round.timezone)
        )
        self._make = scope_over(config, self.keys, roster)
        self._sessions = Sessions(clock, office_of(config).unlock_for)
        self.registrar = Registrar(self.database, self.scope, 0.01)
        self.reminding = Reminding(self.database, self.scope)

    def scope(self, work: Work) -> DeskScope:
        """Return what the use cases of the desk stand on; a conversation has its own clock."""
        return replace(self._make(work), clock=self.scene.clock, sessions=self._sessions)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Serve the readers for the length of a block."""
        desk = serving(self.config, self.keys, self.scope, self.database, self.scene.clock)
        desk.loop.retry_seconds = 0.01
        await desk.index.build()
        stop = asyncio.Event()
        running = asyncio.create_task(desk.loop.run(stop))
        try:
            yield
        finally:
            stop.set()
            await running
            await desk.making.stop()
            await desk.bot.session.close()

    async def groups(self, *people: Person) -> None:
        """Open the groups of the configuration, with everybody in them; the first looks on."""
        for body, id_ in GROUPS.items():
            group = await self.scene.telegram.group(
                body, [*(person.actor for person in people), DESK], id_
            )
            self.scene.screens.append(Screen(people[0].actor, group, f"group {body}"))

    async def invites(self, *ids: str) -> None:
        """Put people on the roster with a code each, as the operator does."""
        homes = {person.id: frozenset(person.home_units) for person in self.config.people}
        roles = {person.id: person.role for person in self.config.people}
        for who in ids:
            code = code_hash(f"code-{who}")
            self._readers[who] = Reader(who, roles[who], homes[who], None, code)
        self._sign()

    async def signs(self) -> None:
        """Enter the keys for which the desk has asked, as the keeper of the root key does."""
        notes = await SqlDeskBook(Work(self.database)).enrolments()
        for note in notes:
            _, who, recipient, *rest = self.keys.log_signer.verifier.open(note).splitlines()
            custody = DEVICE_CUSTODY if DEVICE_CUSTODY in rest else DESK_CUSTODY
            reader = replace(self._readers[who], recipient=recipient, custody=custody)
            self._readers[who] = reader
        self._sign()

    async def removes(self, who: str) -> None:
        """Take somebody off the roster."""
        del self._readers[who]
        self._sign()

    async def arrives(self, name: str, language: str = "en") -> Person:
        """Return somebody who is not with the office yet."""
        actor = await self.scene.telegram.user(name, language_code=language)
        self.scene.screens.append(Screen(actor, DESK, name))
        return Person(self.scene, actor, DESK)

    async def staff(
        self, name: str, who: str, language: str = "en", *, device: KeyIdentity | None = None
    ) -> Person:
        """Return somebody of the office who has enrolled and unlocked before.

        Who keeps `device`, a key of their own, has nothing to unlock.
        """
        actor = await self.scene.telegram.user(name, language_code=language)
        await self.invites(who)
        account = Account(actor.id, actor.id, language)
        work = Work(self.database)
        reads = may(Role(self._readers[who].role), Action.READ)
        if device is not None:
            await enroll_device(self.scope(work), who, device.recipient.encode(), account)
        elif reads:
            await enroll(self.scope(work), who, PASSPHRASE, account)
        else:
            await bind(self.scope(work), self._readers[who], account)
        await work.commit()
        if reads:
            await self.signs()
        person = Person(self.scene, actor, DESK)
        self.scene.screens.append(Screen(actor, DESK, name))
        unlocks = reads and device is None
        told = ", and unlocks" if unlocks else ""
        async with self.scene.unseen(f"{name} ({who}) has joined{told}."):
            await actor.says(DESK, "/start")
            await self.scene.settles()
            if unlocks:
                await person.says("/unlock", PASSPHRASE)
        return person

    async def types(self, *words: str | Path, passphrase: str | None = None) -> str:
        """Let the operator type a command; return what it prints."""
        office = self.scene.office
        done = await command(office, *words, typed=passphrase and f"{passphrase}\n")
        assert done.exit_code == 0, done.output
        return done.output

    def _sign(self) -> None:
        self._serial += 1
        roster = SignedRoster(
            self._serial, tuple(self._readers.values()), self.scene.office.profile
        )
        keys = self.scene.office.keys
        save_roster(keys / "roster.note", roster, root_signer(keys, None))
