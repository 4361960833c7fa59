"""The reporter's mailbox: found with twelve words from any account, and opened with nothing else.

Specified in docs/spec/mailbox.md. The phrase is a parameter of what needs it and is kept nowhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from casework.phrases import Phrase
from casework.ports import CaseRow, MailboxRow

if TYPE_CHECKING:
    from casework.intake_scope import IntakeScope

RECEIPT, REPLY, CLOSED = "receipt", "reply", "closed"
TRANSFERRED, NOT_ACCEPTED = "transferred", "not-accepted"
TELLING = frozenset({CLOSED, TRANSFERRED, NOT_ACCEPTED})
"""What tells the reporter what became of the petition, without words of the team."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the office has put in for the reporter: a text, or what it tells (`TELLING`)."""

    at: datetime
    text: str | None
    tells: str = CLOSED


@dataclass(frozen=True, slots=True)
class Mailbox:
    """What the words open: the receipt number, the answers, oldest first, and how many do not."""

    number: str | None
    answers: Sequence[Answer]
    damaged: int


def public_half(scope: IntakeScope, phrase: Phrase) -> dict[str, str]:
    """Return what a petition needs to know of a phrase: `mailbox` and `phrase`; no words."""
    keys = scope.seals.phrases
    return {"mailbox": keys.recipient(phrase), "phrase": keys.lookup(phrase).hex()}


def open_mailbox(
    scope: IntakeScope, case_id: str, recipient: str, lookup: bytes, number: str
) -> None:
    """Let a case be found by its phrase, and put the receipt number into its mailbox."""
    item_id = scope.new_id()
    value = item(case_id, item_id, RECEIPT, scope.clock(), number=number)
    sealed = scope.seals.seal_for_reporter(recipient, value)
    scope.book.add_phrase(case_id, lookup)
    scope.book.add_mailbox(MailboxRow(item_id, case_id, scope.today(), sealed))


def item(case_id: str, item_id: str, kind: str, at: datetime, **besides: str) -> dict[str, str]:
    """Return what is sealed into a mailbox; it says where it belongs."""
    return {"case": case_id, "id": item_id, "kind": kind, "at": at.isoformat(), **besides}


async def look_inside(scope: IntakeScope, phrase: Phrase) -> tuple[CaseRow, Mailbox] | None:
    """Return the petition of a phrase and what lies there for its author, or None.

    Without a petition it takes the same steps, but for opening what is there.
    """
    keys = scope.seals.phrases
    keys.recipient(phrase)
    case_id = await scope.book.case_of_phrase(keys.lookup(phrase)) or ""
    case = await scope.book.case(case_id)
    rows = await scope.book.mailbox(case_id)
    return None if case is None else (case, _opened(scope, phrase, rows))


def _opened(scope: IntakeScope, phrase: Phrase, rows: Sequence[MailboxRow]) -> Mailbox:
    values = [_value(scope, phrase, row) for row in rows]
    known = [value for value in values if value is not None]
    answers = [
        Answer(datetime.fromisoformat(value["at"]), value.get("text"), value["kind"])
        for value in known
        if value["kind"] in {REPLY, *TELLING}
    ]
    numbers = [value["number"] for value in known if value["kind"] == RECEIPT]
    return Mailbox(
        number=numbers[0] if numbers else None,
        answers=sorted(answers, key=lambda answer: answer.at),
        damaged=len(values) - len(known),
    )


def _value(scope: IntakeScope, phrase: Phrase, row: MailboxRow) -> Mapping[str, Any] | None:
    value = scope.seals.phrases.open(phrase, row.sealed)
    if value is None or (value["case"], value["id"]) != (row.case_id, row.id):
        return None
    return value
