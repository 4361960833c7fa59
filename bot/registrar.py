"""The registrar's round: every second or so, whatever intake and courier have left for the desk."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from dataclasses import dataclass, field

from casework.desk.figures import publish_totals
from casework.desk.register import NotRegisteredYetError, take_mail
from casework.desk.reports import take_report
from casework.desk.scope import DeskScope
from casework.ports import (
    DuplicateError,
    MailRow,
    ReportRow,
    RosterRefusedError,
    StaleError,
    StorageUnavailableError,
)
from storage.sql.work import Database, Work

log = logging.getLogger(__name__)

BATCH = 100


@dataclass(slots=True)
class Registrar:
    """Takes up mail, each piece in its own transaction, so that one bad piece stops no other."""

    database: Database
    scope: Callable[[Work], DeskScope]
    pause_seconds: float
    _refused: set[int] = field(default_factory=set, init=False)
    _refused_reports: set[int] = field(default_factory=set, init=False)

    async def run(self, stop: asyncio.Event) -> None:
        """Publish the figures once, then look for mail until `stop` is set."""
        published = False
        while not stop.is_set():
            try:
                if not published:
                    await self.publish()
                    published = True
                await self.take_all()
            except RosterRefusedError:
                pass  # The roster has said why, once; everything waits until it is mended.
            except (StorageUnavailableError, StaleError, DuplicateError) as error:
                log.warning("registrar: %s; trying again", type(error).__name__)
            except Exception as error:  # noqa: BLE001  the registrar must outlive any surprise
                log.error("registrar: %s", type(error).__name__)  # noqa: TRY400  a trace may quote facts
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), self.pause_seconds)

    async def publish(self) -> None:
        """Hand the figures to the courier."""
        work = Work(self.database)
        await publish_totals(self.scope(work))
        await work.commit()

    async def take_all(self) -> int:
        """Take up all mail there is, oldest first; returns how many pieces were taken."""
        self.scope(Work(self.database)).sessions.forget_expired()
        after = taken = 0
        while rows := await self.scope(Work(self.database)).book.mail(after, BATCH):
            for row in rows:
                taken += await self._take(row)
            after = rows[-1].id
        return taken + await self._take_reports()

    async def _take_reports(self) -> int:
        after = taken = 0
        while rows := await self.scope(Work(self.database)).book.reports(after, BATCH):
            for row in rows:
                taken += await self._take_report(row)
            after = rows[-1].id
        return taken

    async def _take_report(self, report: ReportRow) -> bool:
        work = Work(self.database)
        try:
            await take_report(self.scope(work), report)
            await work.commit()
        except (StorageUnavailableError, RosterRefusedError):
            raise
        except (StaleError, DuplicateError) as error:
            log.info("registrar: report %s waits: %s", report.id, type(error).__name__)
            return False
        except Exception as error:  # noqa: BLE001  as for mail
            if report.id not in self._refused_reports:
                log.error("registrar: report %s: %s", report.id, type(error).__name__)  # noqa: TRY400  a trace may quote facts
            self._refused_reports.add(report.id)
            return False
        return True

    async def _take(self, mail: MailRow) -> bool:
        work = Work(self.database)
        try:
            case = await take_mail(self.scope(work), mail)
            await work.commit()
        except (StorageUnavailableError, RosterRefusedError):
            raise
        except (StaleError, DuplicateError, NotRegisteredYetError) as error:
            log.info("registrar: mail %s waits: %s", mail.id, type(error).__name__)
            return False
        except Exception as error:  # noqa: BLE001  one bad piece must not hold up the others
            if mail.id not in self._refused:
                log.error("registrar: mail %s: %s", mail.id, type(error).__name__)  # noqa: TRY400  see above
            self._refused.add(mail.id)
            return False
        if case is not None and case.facts.reviewer is None:
            log.warning("registrar: nobody on the roster can review case %s", case.id)
        return True
