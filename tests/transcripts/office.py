"""The office in a conversation: the desk as its process wires it, and its people at their phones.

The desk stands on the scene's database and clock. Whoever takes part has enrolled before, unless
the conversation is about that; passphrases are quick to check, so that no test waits for them.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

from bot.backstage import Backstage
from bot.bots import make_bot, new_id
from bot.desk import apology, make_dispatcher, names_of, office_of, scope_over, steps
from bot.indexing import index_over
from bot.keys import load_desk_keys, load_roster, root_signer
from bot.papers import PaperCount, Papers
from bot.registrar import Registrar
from bot.updates import LoopParts, UpdateLoop
from casework.desk.enroll import Account, bind, code_hash, enroll
from casework.desk.scope import DeskScope
from casework.desk.sessions import Sessions
from casework.ports import Reader
from casework.rules.roles import Action, Role, may
from casework.rules.terms import local_date
from handlers.texts import Texts
from storage.ledger.roster import SignedRoster, save_roster
from storage.sql.desk_book import SqlDeskBook
from storage.sql.journal import SqlJournal
from storage.sql.work import Work
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
        self.texts, self.names = Texts(config.languages), names_of(config)
        self.index = index_over(self.database, self.keys)

    def scope(self, work: Work) -> DeskScope:
        """Return what the use cases of the desk stand on; a conversation has its own clock."""
        return replace(self._make(work), clock=self.scene.clock, sessions=self._sessions)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Serve the readers for the length of a block."""
        await self.index.build()
        bot = make_bot(self.config.telegram.api, self.config.telegram.team_token)
        stage = Backstage(bot, self.database, self.scope, self.texts, self.names)
        making = Papers(stage, self.index, PaperCount(self.config.desk.papers_per_day))
        loop = UpdateLoop(
            bot=bot,
            name="team",
            dispatcher=make_dispatcher(self.keys.local, self.texts, self.names, self.index),
            database=self.database,
            journal=SqlJournal(self.database, "team"),
            answers_seal=self.keys.local.sealed("answers"),
            parts=LoopParts(
                scope=lambda work: {"scope": self.scope(work)},
                seal_for_courier=self.keys.seal_for_courier,
                seal_quarantined=lambda _raw: None,
                apology=lambda raw: apology(self.texts, raw),
                after_sent=steps(stage, self.scene.office.blobs, making),
            ),
            clock=self.scene.clock,
            new_id=new_id,
            retry_seconds=0.01,
        )
        stop = asyncio.Event()
        running = asyncio.create_task(loop.run(stop))
        try:
            yield
        finally:
            stop.set()
            await running
            await making.stop()
            await bot.session.close()

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
            _, who, recipient, *_ = self.keys.log_signer.verifier.open(note).splitlines()
            self._readers[who] = replace(self._readers[who], recipient=recipient)
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

    async def staff(self, name: str, who: str, language: str = "en") -> Person:
        """Return somebody of the office who has enrolled and unlocked before."""
        actor = await self.scene.telegram.user(name, language_code=language)
        await self.invites(who)
        account = Account(actor.id, actor.id, language)
        work = Work(self.database)
        reads = may(Role(self._readers[who].role), Action.READ)
        if reads:
            await enroll(self.scope(work), who, PASSPHRASE, account)
        else:
            await bind(self.scope(work), self._readers[who], account)
        await work.commit()
        if reads:
            await self.signs()
        person = Person(self.scene, actor, DESK)
        self.scene.screens.append(Screen(actor, DESK, name))
        async with self.scene.unseen(f"{name} ({who}) has joined, and unlocks."):
            await actor.says(DESK, "/start")
            await self.scene.settles()
            if reads:
                await person.says("/unlock", PASSPHRASE)
        return person

    def _sign(self) -> None:
        self._serial += 1
        roster = SignedRoster(
            self._serial, tuple(self._readers.values()), self.scene.office.profile
        )
        keys = self.scene.office.keys
        save_roster(keys / "roster.note", roster, root_signer(keys, None))
