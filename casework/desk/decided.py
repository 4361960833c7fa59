"""What the decisions about a case share: on which card they are made, and what may refuse them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from casework.desk.facts import Case, case_to, check_version
from casework.desk.people import Member
from casework.desk.records import Field, Record, add_record
from casework.desk.scope import DeskScope
from casework.rules.cases import NotAllowedError, State
from casework.rules.handling import Handling
from casework.rules.roles import Action
from casework.rules.verification import Verified, Way

REFUSALS = frozenset({"not-confirmed", "over"})
"""Every code that a `DecisionRefusedError` may carry; each has a text in the locales."""


WAYS = ("paper", "phone", "person")
"""How somebody was told."""


class Choice(StrEnum):
    """What was decided, as a record says it."""

    FLAG_CONFIRMED = "flag-confirmed"
    FLAG_LIFTED = "flag-lifted"
    REPORTED = "reported"


CHOICES: Mapping[Record, Sequence[Choice | str]] = {
    Record.APPROVAL: (Choice.FLAG_CONFIRMED, Choice.FLAG_LIFTED),
    Record.REPORT: (Choice.REPORTED, *WAYS),
    Record.VERIFICATION: (*Verified, *Way),
    Record.HANDLING: tuple(Handling),
}
"""Which codes stand in which kind of record; each has a word in the locales."""


class DecisionRefusedError(Exception):
    """A decision cannot be made so; `code` is one of `REFUSALS`, `day` belongs to its text."""

    def __init__(self, code: str, day: date | None = None) -> None:
        super().__init__(f"refused: {code}")
        self.code = code
        self.day = day


@dataclass(frozen=True, slots=True)
class Press:
    """Who decides something, about which case, on which version of its card."""

    member: Member
    case_id: str
    version: int | None = None


async def deciding(scope: DeskScope, press: Press, action: Action) -> Case:
    """Return the case of a press, if it may be made and the card is still true.

    Raises:
        ChangedMeanwhileError: Somebody was faster.
        NotAllowedError: The case is archived.
        CaseNotFoundError: See `case_for`.
        NotPermittedError: The member's role does not do this with this case.
    """
    case = await case_to(scope, press.member, press.case_id, action)
    if case.state is State.ARCHIVED:
        raise NotAllowedError("archived")
    if press.version is not None:
        check_version(case, press.version)
    return case


async def write_down(  # noqa: PLR0913  a record is sealed with all that is known of it
    scope: DeskScope,
    press: Press,
    case: Case,
    kind: Record,
    choice: Choice | str,
    text: str,
    **fields: str,
) -> None:
    """Seal what was decided, and why, into a case; fields that say nothing are left out."""
    known = {Field(name): value for name, value in fields.items() if value}
    known[Field.CHOICE] = choice
    await add_record(scope, press.member, case, kind, text, fields=known)
