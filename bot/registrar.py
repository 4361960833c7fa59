"""The registrar's round: every second or so, whatever intake and courier have left for the desk."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from bot.rounds import rounds
from casework.desk.facts import Case
from casework.desk.figures import publish_totals
from casework.desk.register import NotRegisteredYetError, take_mail
from casework.desk.reports import take_report
from casework.desk.scope import DeskScope
from casework.operator_log import OperatorLog, kind
from casework.ports import (
    DeskBook,
    DuplicateError,
    MailRow,
    ReportRow,
    RosterRefusedError,
    StaleError,
    StorageUnavailableError,
)
from storage.sql.work import Database, Work

log = OperatorLog(__name__)

BATCH = 100
T = TypeVar("T", MailRow, ReportRow)


@dataclass(slots=True)
class Registrar:
    """Takes up mail, each piece in its own transaction, so that one bad piece stops no other."""

    database: Database
    scope: Callable[[Work], DeskScope]
    pause_seconds: float
    _refused: set[str] = field(default_factory=set, init=False)

    async def run(self, stop: asyncio.Event) -> None:
        """Publish the figures once, then look for mail until `stop` is set."""
        published = False

        async def once() -> None:
            nonlocal published
            if not published:
                await self.publish()
                published = True
            await self.take_all()

        await rounds(log, "registrar", once, self.pause_seconds, stop)

    async def publish(self) -> None:
        """Hand the figures to the courier."""
        work = Work(self.database)
        await publish_totals(self.scope(work))
        await work.commit()

    async def take_all(self) -> int:
        """Take up all mail there is, oldest first; returns how many pieces were taken."""
        self.scope(Work(self.database)).sessions.forget_expired()
        taken = await self._drain(lambda book, after: book.mail(after, BATCH), self._take)
        return taken + await self._drain(
            lambda book, after: book.reports(after, BATCH), self._take_report
        )

    async def _drain(
        self,
        page: Callable[[DeskBook, int], Awaitable[Sequence[T]]],
        take: Callable[[T], Awaitable[bool]],
    ) -> int:
        after = taken = 0
        while rows := await page(self.scope(Work(self.database)).book, after):
            for row in rows:
                taken += await take(row)
            after = rows[-1].id
        return taken

    async def _take_report(self, report: ReportRow) -> bool:
        return await self._try(f"report {report.id}", partial(take_report, report=report))

    async def _take(self, mail: MailRow) -> bool:
        case: Case | None = None

        async def step(scope: DeskScope) -> None:
            nonlocal case
            case = await take_mail(scope, mail)

        if not await self._try(f"mail {mail.id}", step):
            return False
        if case is not None and case.facts.reviewer is None:
            log.warning("case-without-reviewer", case=case.id)
        return True

    async def _try(self, name: str, step: Callable[[DeskScope], Awaitable[None]]) -> bool:
        """Take up one piece and commit it; says whether it went well."""
        work = Work(self.database)
        try:
            await step(self.scope(work))
            await work.commit()
        except (StorageUnavailableError, RosterRefusedError):
            raise
        except (StaleError, DuplicateError, NotRegisteredYetError) as error:
            log.debug("mail-waits", piece=name, error=kind(error))
            return False
        except Exception as error:  # noqa: BLE001  one bad piece must not hold up the others
            if name not in self._refused:
                log.fault("mail-refused", error, piece=name)
            self._refused.add(name)
            return False
        return True
