"""The desk's index: what it knows of every registered case, in memory alone.

It is built in the background by opening the sealed facts, and caught up from the log: each change
of the ledger, by whatever process, enters an entry that names its rows. Nothing of it rests on
disk; what it holds is what the desk's own key opens, without content.
"""

from __future__ import annotations

import asyncio
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter
from time import perf_counter
from typing import Protocol, TypeVar

from casework.desk.facts import Case, Facts
from casework.operator_log import OperatorLog
from casework.ports import CaseRow, TermRow
from casework.rules.cases import NOT_KNOWN, Review, State
from casework.rules.figures import Tallies, Tally
from casework.rules.registration import RegistrationNumberError, parse_registration_number
from casework.rules.search import Known, Test, stands_in_queues
from casework.rules.terms import local_date

log = OperatorLog(__name__)

PAGE = 100
ENTRIES = 200
KEPT_TOGETHER = 1000
SLICE = 4000
BREATH_SECONDS = 0.003
"""For how long the index works before it lets others have their turn."""

ZONE = "Asia/Shanghai"

T = TypeVar("T")
_ENDED = frozenset({State.CLOSED, State.ARCHIVED})
_SHARED = (
    *("unit", "category", "channel", "assignee", "marks", "terms", "readers"),
    *("received_on", "registered_on", "reviewed_on", "answered_on", "closed_on"),
    *("bypassed", "recused", "worker", "reviewer"),
)
_POSITION = attrgetter("position")


@dataclass(frozen=True, slots=True)
class IndexRow:
    """A case as it lies, its place in the order of arrival, and its open terms, the next first."""

    position: int
    case: CaseRow
    terms: tuple[TermRow, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """The cases that entries of the log name, up to and with the entry `last`."""

    last: int
    cases: frozenset[str]


class IndexBook(Protocol):
    """What the index reads, each time from what is committed."""

    async def last_entry(self) -> int:
        """Return the arrival of the newest entry of the log, or 0."""
        ...

    async def last_position(self) -> int:
        """Return the place of the newest case, or 0."""
        ...

    async def rows_after(self, position: int, limit: int) -> Sequence[IndexRow]:
        """Return the next cases in the order of arrival."""
        ...

    async def rows_of(self, case_ids: Sequence[str]) -> Sequence[IndexRow]:
        """Return these cases, as far as there are such."""
        ...

    async def changed_after(self, entry: int, limit: int) -> Changed | None:
        """Return which cases the next entries of the log name; None if there are none."""
        ...


def known_of(
    case: Case, terms: tuple[tuple[str, date], ...], position: int, zone: str = ZONE
) -> Known:
    """Return what the index keeps of a case; its days are those of `zone`."""
    facts = case.facts

    def day(moment: str | None) -> date | None:
        return local_date(datetime.fromisoformat(moment), zone) if moment else None

    try:
        serial = parse_registration_number(facts.registration).serial
    except RegistrationNumberError:
        serial = 0
    return Known(
        position=position,
        id=case.id,
        version=case.row.version,
        number=facts.registration,
        serial=serial,
        receipt=facts.receipt,
        unit=facts.unit,
        category=facts.category,
        state=case.state,
        review=case.review,
        assignee=facts.assignee,
        received_on=case.received_on,
        marks=facts.marks,
        news=facts.news,
        terms=terms,
        readers=facts.admits,
        asks_for_work=stands_in_queues(case.state, owes=bool(terms)),
        waits=facts.waits_for_reporter,
        handling=facts.handling,
        channel=facts.channel,
        real_name=facts.real_name,
        registered_on=day(facts.registered_at),
        reviewed_on=day(facts.reviewed_at) if case.review is Review.REVIEWED else None,
        answered_on=day(facts.answered_at),
        closed_on=day(facts.closed_at) if case.state in _ENDED else None,
        reported_on=date.fromisoformat(facts.reported) if facts.reported else None,
        reported_by=facts.reported_by,
        disposition=facts.disposition,
        verified=facts.verified,
        bypassed=facts.bypassed,
        recused=facts.recused,
        worker=facts.worker,
        reviewer=facts.reviewer,
        handed_over=facts.handed_over is not None,
    )


class FactsIndex:
    """What the desk knows of every registered case; ask `find`.

    Args:
        book: Where the rows are read.
        open_facts: Opens the sealed facts of a row.
        open_term: Opens a sealed term; returns the id of its rule.
        keep: Is called now and then while the index is built: what was made by then stays.
        zone: Where the office is.
    """

    def __init__(
        self,
        book: IndexBook,
        open_facts: Callable[[CaseRow], Facts],
        open_term: Callable[[TermRow], str],
        keep: Callable[[], None] = lambda: None,
        zone: str = ZONE,
    ) -> None:
        self._keep, self._zone = keep, zone
        self._book = book
        self._open_facts = open_facts
        self._open_term = open_term
        self._cases: list[Known] = []
        self._tallies = Tallies()
        self._entry: int | None = None
        self._done, self._whole = 0, 0
        self._complete = False
        self._catching_up = asyncio.Lock()
        self._same: dict[object, object] = {}
        self._breath = perf_counter()

    def __len__(self) -> int:
        return len(self._cases)

    @property
    def complete(self) -> bool:
        """Whether every case is in it."""
        return self._complete

    @property
    def percent(self) -> int:
        """How far the building has come; 100 is said only when it is complete."""
        if self._complete:
            return 100
        return min(99, 100 * self._done // self._whole) if self._whole else 0

    async def build(self, stop: asyncio.Event | None = None) -> None:
        """Take in every case, a few at a time, or until `stop`; goes on where it was broken off."""
        if self._entry is None:
            # What changes from here on is read again in the end.
            self._entry = await self._book.last_entry()
            self._whole = await self._book.last_position()
        kept = -KEPT_TOGETHER
        while rows := await self._book.rows_after(self._done, PAGE):
            for row in rows:
                await self._rest()
                self._take(row)
            self._done = rows[-1].position
            if len(self._cases) >= kept + KEPT_TOGETHER:
                kept = len(self._cases)
                self._keep()
            if stop is not None and stop.is_set():
                return
        await self._catch_up()
        self._keep()
        self._complete = True

    async def catch_up(self) -> None:
        """Take in what was committed since; nothing until the index is built."""
        if self._complete:
            await self._catch_up()

    async def find(self, reader_id: str, tests: Sequence[Test]) -> list[Known]:
        """Return the cases that a reader may know of and that pass `tests`, oldest first.

        Others have their turn meanwhile; the answer is of the moment at which it was asked for.
        """
        return await self._search(lambda part: [c for c in part if reader_id in c.readers], tests)

    async def find_for_anybody(self, test: Test) -> list[Known]:
        """Return the cases that pass `test`, whoever reads them: the test says who may know."""
        return await self._search(lambda part: [case for case in part if test(case)], ())

    async def _search(
        self, first: Callable[[list[Known]], list[Known]], tests: Sequence[Test]
    ) -> list[Known]:
        await self.catch_up()
        cases, found = self._cases.copy(), list[Known]()
        for start in range(0, len(cases), SLICE):
            part = first(cases[start : start + SLICE])
            for test in tests:
                part = [case for case in part if test(case)]
            found += part
            await asyncio.sleep(0)
        return found

    async def tally(self, reader_id: str) -> Tally:
        """Return what is counted of the cases that a reader may know of."""
        await self.catch_up()
        return self._tallies.of(reader_id)

    async def tally_of_round(self) -> Tally:
        """Return what is counted of the cases that are in the figures of everybody."""
        await self.catch_up()
        return self._tallies.of_round()

    async def _catch_up(self) -> None:
        async with self._catching_up:
            while changed := await self._book.changed_after(self._entry or 0, ENTRIES):
                ids = sorted(changed.cases)
                for start in range(0, len(ids), PAGE):
                    for row in await self._book.rows_of(ids[start : start + PAGE]):
                        await self._rest()
                        self._take(row)
                self._entry = changed.last

    def _take(self, row: IndexRow) -> None:
        place = bisect_left(self._cases, row.position, key=_POSITION)
        there = self._cases[place : place + 1]
        is_there = bool(there) and there[0].position == row.position
        if is_there and there[0].version > row.case.version:
            return
        known = self._known(row)
        self._tallies.change(there[0] if is_there else None, known)
        self._cases[place : place + is_there] = [] if known is None else [known]

    def _known(self, row: IndexRow) -> Known | None:
        if row.case.state in NOT_KNOWN:
            return None
        try:
            facts = self._open_facts(row.case)
            terms = tuple((self._open_term(term), term.due_on) for term in row.terms)
        except Exception as error:  # noqa: BLE001  one damaged row must not hide the others
            log.fault("case-not-readable", error, case=row.case.id)
            return None
        known = known_of(Case(row.case, facts), terms, row.position, self._zone)
        return self._sharing(known)

    def _sharing(self, known: Known) -> Known:
        """Let equal values of different cases be one object: a hundred thousand cases have few."""
        for name in _SHARED:
            value = getattr(known, name)
            object.__setattr__(known, name, self._same.setdefault(value, value))
        return known

    async def _rest(self) -> None:
        if perf_counter() - self._breath > BREATH_SECONDS:
            await asyncio.sleep(0)
            self._breath = perf_counter()
