"""Which cases a filter of the queue holds, and what somebody means who looks for a case.

Words of a search all have to fit. A word is what stands in the vocabulary (names of units,
categories, states, people and marks), or a number, a date, a span of dates or a category's letter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from casework.rules.cases import Review, State
from casework.rules.marks import Mark
from casework.rules.receipts import ReceiptNumberError, check_receipt_number
from casework.rules.registration import RegistrationNumberError, parse_registration_number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MAX_WORDS: Final = 12
UNSURE: Final = "unsure"
_NOT_SET: Final = frozenset({UNSURE, ""})  # as the reporter left it, and as the team did
_SHORTEST_CHINESE, _SHORTEST_LATIN = 2, 3
_NOT_WORKED_ON: Final = frozenset({State.RECEIVED, State.ARCHIVED, State.SHREDDED})
_SERIAL = re.compile(r"[#第]?([0-9]{1,7})号?")
_CATEGORY = re.compile(r"[a-z][0-9]{0,2}")
_SPAN = re.compile(r"(.*?)(?:\.{2,3}|~|至|到|—+|–)(.*)")
_DAY = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")
_DIGITS = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_MONTH = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})月?")
_DAY_OF_YEAR = re.compile(r"([0-9]{1,2})[-/.月]([0-9]{1,2})日?")


class Filter(StrEnum):
    """What of a queue is shown."""

    ALL = "all"
    NEW = "new"
    MINE = "mine"
    UNASSIGNED = "unassigned"
    REVIEW = "review"
    RETURNED = "returned"
    OVERDUE = "overdue"
    URGENT = "urgent"
    WAITING = "waiting"
    PRIORITY = "priority"


@dataclass(frozen=True, slots=True)
class Known:
    """A registered case as the index knows it: no content, and nothing of who reported it.

    `position` is the order in which petitions came in; `terms` are its open terms by the ids of
    their rules, with their due days, the next one first; `news` says that nobody has looked since
    the reporter added something, `waits` that the reporter was asked and has not answered;
    `asks_for_work` is what `stands_in_queues` says of it. A day is that on which the step was taken
    that holds now: a case that was reopened has not been closed. `worker` and `reviewer` are the
    bodies that handle and review it.
    """

    position: int
    id: str
    version: int
    number: str
    serial: int
    receipt: str
    unit: str
    category: str
    state: State
    review: Review
    assignee: str | None
    received_on: date
    marks: tuple[str, ...]
    news: bool
    terms: tuple[tuple[str, date], ...]
    readers: frozenset[str]
    asks_for_work: bool
    waits: bool = False
    handling: str = ""
    channel: str = ""
    real_name: bool = False
    registered_on: date | None = None
    reviewed_on: date | None = None
    answered_on: date | None = None
    closed_on: date | None = None
    reported_on: date | None = None
    reported_by: str | None = None
    bypassed: tuple[str, ...] = ()
    recused: tuple[str, ...] = ()
    disposition: str = ""
    verified: str = ""
    worker: str = "team"
    reviewer: str | None = "fifth"
    handed_over: bool = False


def stands_in_queues(state: State, *, owes: bool) -> bool:
    """Say whether a case is open, or closed and owes somebody a word."""
    return state not in _NOT_WORKED_ON and (state is not State.CLOSED or owes)


Test = Callable[[Known], bool]


class NotUnderstoodError(ValueError):
    """A word of a search means nothing; `word` is empty when there was none, or too many."""

    def __init__(self, word: str) -> None:
        super().__init__("a word of the search means nothing")
        self.word = word


def passing(chosen: Filter, reader_id: str, today: date) -> Test:
    """Return the test of a filter for one reader, among cases that ask for work."""
    tests: dict[Filter, Test] = {
        Filter.ALL: lambda _case: True,
        Filter.NEW: _is_new,
        Filter.MINE: of_assignee(reader_id),
        Filter.UNASSIGNED: lambda case: case.assignee is None and case.state is not State.CLOSED,
        Filter.REVIEW: of_review(Review.DUE),
        Filter.OVERDUE: of_overdue(today),
        Filter.RETURNED: of_review(Review.RETURNED),
        Filter.URGENT: of_mark(Mark.URGENT),
        Filter.WAITING: lambda case: case.waits,
        Filter.PRIORITY: of_mark(Mark.PRIORITY),
    }
    return tests[chosen]


def _is_new(case: Known) -> bool:
    """Say whether nobody has taken a case up or reviewed it, or looked at what came since."""
    untouched = case.assignee is None and case.review is Review.DUE
    return case.news or (untouched and case.state is State.REGISTERED)


def of_number(number: str) -> Test:
    """Return the test for a registration number."""
    return lambda case: case.number == number


def of_serial(serial: int) -> Test:
    """Return the test for the serial of a registration number, in any series and year."""
    return lambda case: case.serial == serial


def of_receipt(receipt: str) -> Test:
    """Return the test for a receipt number."""
    return lambda case: case.receipt == receipt


def of_category(code: str) -> Test:
    """Return the test for a category, by its letter with all its items, or for one item."""
    if code in _NOT_SET:
        return lambda case: case.category in _NOT_SET
    if len(code) == 1:
        return lambda case: case.category[:1] == code
    return lambda case: case.category == code


def of_unit(unit: str) -> Test:
    """Return the test for the unit concerned."""
    if unit in _NOT_SET:
        return lambda case: case.unit in _NOT_SET
    return lambda case: case.unit == unit


def of_state(state: State) -> Test:
    """Return the test for a state."""
    return lambda case: case.state is state


def of_review(review: Review) -> Test:
    """Return the test for where the review stands."""
    return lambda case: case.review is review


def of_assignee(reader_id: str | None) -> Test:
    """Return the test for who handles a case."""
    return lambda case: case.assignee == reader_id


def of_mark(mark: str) -> Test:
    """Return the test for a mark."""
    return lambda case: mark in case.marks


def of_term(rule_id: str, first: date = date.min, last: date = date.max) -> Test:
    """Return the test for an open term of a rule that is due in these days; both ends count."""

    # A loop is twice as fast as `any` over a generator, and this is asked of every case.
    def test(case: Known) -> bool:
        for rule, due in case.terms:  # noqa: SIM110  see above
            if rule == rule_id and first <= due <= last:
                return True
        return False

    return test


def of_overdue(today: date) -> Test:
    """Return the test for a term whose day is past."""

    def test(case: Known) -> bool:
        for _, due in case.terms:  # noqa: SIM110  as for `of_term`
            if due < today:
                return True
        return False

    return test


def of_handling(handling: str) -> Test:
    """Return the test for the way in which a case is handled."""
    return lambda case: case.handling == handling


def of_channel(channel: str) -> Test:
    """Return the test for how a case came in."""
    return lambda case: case.channel == channel


def of_named(*, named: bool) -> Test:
    """Return the test for whether the reporter's name counts."""
    return lambda case: case.real_name is named


def of_days(first: date, last: date) -> Test:
    """Return the test for the day on which a case came in; both ends count."""
    return lambda case: first <= case.received_on <= last


def any_of(tests: Sequence[Test]) -> Test:
    """Return the test that one of `tests` holds."""
    return tests[0] if len(tests) == 1 else lambda case: any(test(case) for test in tests)


def fold(text: str) -> str:
    """Return a text as it is compared: one width, one case, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def read_search(text: str, vocabulary: Mapping[str, Test], today: date) -> Sequence[Test]:
    """Return the tests that a case has to pass; `vocabulary` is by `fold`.

    As many words as mean something together are taken together, so names and numbers may have
    spaces in them.

    Raises:
        NotUnderstoodError: A word means nothing, or there is none, or there are too many.
    """
    words = re.sub("[,，、;；]", " ", text).split()
    if not words or len(words) > MAX_WORDS:
        raise NotUnderstoodError("")
    tests: list[Test] = []
    at = 0
    while at < len(words):
        for end in range(len(words), at, -1):
            test = _meaning(fold(" ".join(words[at:end])), vocabulary, today)
            if test is not None:
                tests.append(test)
                at = end
                break
        else:
            raise NotUnderstoodError(words[at])
    return tests


def _meaning(phrase: str, vocabulary: Mapping[str, Test], today: date) -> Test | None:
    return (
        vocabulary.get(phrase)
        or of_any_number(phrase)
        or _days(phrase, today)
        or (of_category(phrase.upper()) if _CATEGORY.fullmatch(phrase) else None)
        or _part_of_a_name(phrase, vocabulary)
    )


def of_any_number(phrase: str) -> Test | None:
    """Return the test for a registration number, its serial or a receipt number, or None."""
    try:
        return of_number(str(parse_registration_number(phrase)))
    except RegistrationNumberError:
        pass
    serial = _SERIAL.fullmatch(phrase)
    if serial:
        return of_serial(int(serial[1]))
    try:
        return of_receipt(check_receipt_number(phrase))
    except ReceiptNumberError:
        return None


def _days(phrase: str, today: date) -> Test | None:
    days = days_meant(phrase, today)
    return of_days(*days) if days else None


def days_meant(phrase: str, today: date) -> tuple[date, date] | None:
    """Return the first and the last day of what a phrase names: a day, a month, a span of them.

    A span that is open at one end has the first or the last date that there is; None is a phrase
    that names no days.
    """
    span = _SPAN.fullmatch(phrase)
    if span is None:
        return _span_of(phrase, today)
    ends = [part.strip() for part in span.groups()]
    first, last = (_span_of(part, today) for part in ends)
    if not any(ends) or (ends[0] and not first) or (ends[1] and not last):
        return None
    return first[0] if first else date.min, last[1] if last else date.max


def _span_of(text: str, today: date) -> tuple[date, date] | None:
    """Return the first and the last day of what a text names: a day or a month."""
    try:
        if day := _DAY.fullmatch(text) or _DIGITS.fullmatch(text):
            there = date(*map(int, day.groups()))
            return there, there
        if month := _MONTH.fullmatch(text):
            first = date(int(month[1]), int(month[2]), 1)
            return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        if day := _DAY_OF_YEAR.fullmatch(text):
            there = date(today.year, int(day[1]), int(day[2]))
            if there > today:
                there = there.replace(year=today.year - 1)
            return there, there
    except (ValueError, OverflowError):
        pass  # there is no such day
    return None


def _part_of_a_name(phrase: str, vocabulary: Mapping[str, Test]) -> Test | None:
    shortest = _SHORTEST_LATIN if phrase.isascii() else _SHORTEST_CHINESE
    if len(phrase) < shortest or phrase.isdecimal():
        return None
    found = [test for name, test in vocabulary.items() if phrase in name]
    return any_of(found) if found else None
