"""What the office does while a conversation is played: the desk's own use cases, and no bot."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import cached_property

from bot.desk import scope_maker
from bot.keys import load_desk_keys
from bot.registrar import Registrar
from casework.desk.claim import claim_case
from casework.desk.close import close_case
from casework.desk.facts import Case, open_facts
from casework.desk.people import Account, Member
from casework.desk.review import mark_reviewed
from casework.desk.scope import DeskScope
from casework.desk.write import reply_to_reporter
from storage.sql.tables import cases
from storage.sql.work import Work
from tests.conversations.public_office import Office

LEADER, REVIEWER = "leader", "fifth-1"


class Team:
    """The leader and the reviewer of the roster that the office has signed."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def registers(self) -> None:
        """Take up everything that the intake has told the desk."""
        await Registrar(self._office.database, self.scope, 0.01).take_all()

    async def claims(self, number: str) -> None:
        """Take a petition on."""
        await self._does(claim_case, LEADER, number)

    async def writes(self, number: str, text: str) -> None:
        """Write to the one who handed a petition in."""
        await self._does(reply_to_reporter, LEADER, number, text)

    async def closes(self, number: str) -> None:
        """Review a petition and close it."""
        await self._does(mark_reviewed, REVIEWER, number)
        await self._does(close_case, LEADER, number)

    def scope(self, work: Work) -> DeskScope:
        """Return what the use cases of the desk stand on, at the hour of the scene."""
        return replace(self._make(work), clock=self._office.clock)

    @cached_property
    def _make(self) -> Callable[[Work], DeskScope]:
        keys = load_desk_keys(self._office.keys, self._office.blobs.path)
        return scope_maker(self._office.config, keys)

    async def _does(
        self, use_case: Callable[..., Awaitable[Case]], who: str, number: str, *args: str
    ) -> None:
        work = Work(self._office.database)
        scope = self.scope(work)
        reader = scope.roster.reader(who)
        assert reader is not None
        member = Member(reader, Account(user_id=0, chat_id=0, language="zh-CN"))
        await use_case(scope, member, await self._id_of(number), *args)
        await work.commit()

    async def _id_of(self, number: str) -> str:
        scope = self.scope(Work(self._office.database))
        for row in await self._office.rows(cases):
            case = await scope.book.case(row.id)
            assert case is not None
            if open_facts(scope, case).facts.receipt == number:
                return case.id
        raise AssertionError("no petition that is registered has that number")
