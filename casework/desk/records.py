"""What the team writes down about a case besides notes: sealed like them, each of its own kind.

A record is never changed or deleted. A later one may say that it stands in the place of an earlier
one, or that the earlier one no longer holds; both stay, and readers see which holds. Forms and
books take what holds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final

from casework.desk.epochs import check_epochs
from casework.desk.facts import Case
from casework.desk.people import Member
from casework.desk.pieces import seal_piece
from casework.desk.read import Entry
from casework.desk.scope import DeskScope

WITHDRAWS = "withdraws"
"""In the fields of a record: it takes an earlier one back and says nothing itself."""


class Record(StrEnum):
    """The kinds of records. `fields` of each are listed in docs/spec/records.md."""

    ACCUSED = "accused"
    PLACE = "place"
    HAPPENED = "happened"
    REPORTER = "reporter"
    VERIFICATION = "verification"
    PROPOSAL = "proposal"
    INSTRUCTION = "instruction"
    OPINION = "opinion"
    RETURN = "return"
    DISPOSITION = "disposition"
    DECISION = "decision"
    EXTENSION = "extension"
    REPORT = "report"
    RECTIFICATION = "rectification"
    RESULT = "result"
    HANDLING = "handling"
    REPORT_BACK = "report-back"
    APPROVAL = "approval"
    OUTCOME = "outcome"
    TOLD = "told"
    TASK = "task"


SINGLE: Final = frozenset(
    {
        *(Record.PLACE, Record.HAPPENED, Record.REPORTER),
        *(Record.HANDLING, Record.VERIFICATION),
    }
)
"""The kinds of which one holds at most: a later one takes the place of those before it."""


class Field(StrEnum):
    """What a record may say besides its text; each has a label in the locales.

    Days are ISO dates, choices the codes of the rules.
    """

    NAME = "name"
    UNIT = "unit"
    POST = "post"
    RANK = "rank"
    PHONE = "phone"
    ADDRESS = "address"
    PEOPLE = "people"
    JOINT = "joint"
    DAY = "day"
    UNTIL = "until"
    CHOICE = "choice"
    WAY = "way"
    ORGAN = "organ"
    DOCUMENT = "document"


class NothingSaidError(Exception):
    """What was sent says nothing that a record could hold."""


async def add_record(  # noqa: PLR0913  a record is sealed with all that is known of it
    scope: DeskScope,
    member: Member,
    case: Case,
    kind: Record,
    text: str,
    *,
    fields: Mapping[Field, str] | None = None,
    replaces: int | None = None,
) -> None:
    """Seal a record into a case; `replaces` is the sequence number of the one that it replaces.

    The caller has checked what `member` may do, and enters what happened into the log.

    Raises:
        TextTooLongError: See `seal_piece`.
    """
    await check_epochs(scope, case)
    known = {name.value: value for name, value in (fields or {}).items()}
    await seal_piece(scope, member.id, case, kind, text, fields=known, replaces=replaces)


async def withdraw_record(
    scope: DeskScope, member: Member, case: Case, kind: Record, sequence: int
) -> None:
    """Seal into a case that a record no longer holds; the caller does as with `add_record`."""
    await check_epochs(scope, case)
    known = {WITHDRAWS: "yes"}
    await seal_piece(scope, member.id, case, kind, "", fields=known, replaces=sequence)


def overtaken(entries: Sequence[Entry]) -> Mapping[int, Entry]:
    """Return by which later record each one that no longer holds was replaced or withdrawn."""
    after: dict[int, Entry] = {}
    latest: dict[str, Entry] = {}
    for entry in entries:
        if entry.replaces is not None:
            after[entry.replaces] = entry
        if entry.kind in SINGLE and WITHDRAWS not in (entry.fields or {}):
            if entry.kind in latest:
                after.setdefault(latest[entry.kind].sequence, entry)
            latest[entry.kind] = entry
    return after


def holding(entries: Sequence[Entry], kind: Record) -> Sequence[Entry]:
    """Return the records of a kind that hold: neither replaced nor withdrawn, the oldest first."""
    own = [entry for entry in entries if entry.kind == kind]
    over = overtaken(own)
    return [
        entry
        for entry in own
        if entry.sequence not in over and WITHDRAWS not in (entry.fields or {})
    ]


def newest(entries: Sequence[Entry], kind: Record) -> Entry | None:
    """Return the newest record of a kind that holds, or None."""
    return next(reversed(holding(entries, kind)), None)


def chosen(entries: Sequence[Entry], kind: Record, *choices: str) -> Sequence[Entry]:
    """Return the records of a kind that hold and say one of these choices, the oldest first."""
    return [
        entry
        for entry in holding(entries, kind)
        if (entry.fields or {}).get(Field.CHOICE.value) in choices
    ]
