"""What the decisions about a case share: on which card they are made, and what may refuse them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from casework.desk.facts import Case, case_to, check_version
from casework.desk.messages import Chat, chat_of, chats_of_leader, chats_of_worker, tell_of
from casework.desk.people import Member, members
from casework.desk.records import Field, Record, add_record
from casework.desk.scope import DeskScope
from casework.rules.cases import NotAllowedError, State
from casework.rules.dispositions import Disposition
from casework.rules.handling import Handling
from casework.rules.roles import Action
from casework.rules.verification import Verified, Way

REFUSALS = frozenset(
    {
        *("building", "day-ahead", "no-kind", "no-such-number", "not-confirmed", "nothing-open"),
        *("other-readers", "over", "same-case", "several-of-number"),
        *("too-early", "too-far", "too-late", "too-many"),
    }
)
"""Every code that a `DecisionRefusedError` may carry; each has a text in the locales."""


WAYS = ("paper", "phone", "person")
"""How somebody was told."""


class Choice(StrEnum):
    """What was decided, as a record says it."""

    FLAG_CONFIRMED = "flag-confirmed"
    FLAG_LIFTED = "flag-lifted"
    REPORTED = "reported"
    EXTENSION_APPROVED = "extension-approved"
    EXTENSION_REFUSED = "extension-refused"
    DISPOSITION_APPROVED = "disposition-approved"
    DISPOSITION_REFUSED = "disposition-refused"
    TRANSFERRED = "transferred"
    NOT_ACCEPTED = "not-accepted"
    RETAINED = "retained"
    ANSWERED = "answered"
    SIGNED_FOR = "signed-for"
    REOPENED = "reopened"
    MERGED = "merged"
    UNMERGED = "unmerged"
    RECTIFIED = "rectified"
    NO_CLAIM = "no-claim"
    TERM_SET = "term-set"
    TERM_MOVED = "term-moved"
    TERM_CANCELLED = "term-cancelled"
    TERM_DONE = "term-done"


CHOICES: Mapping[Record, Sequence[str]] = {
    Record.APPROVAL: (
        *(Choice.FLAG_CONFIRMED, Choice.FLAG_LIFTED),
        *(Choice.EXTENSION_APPROVED, Choice.EXTENSION_REFUSED),
        *(Choice.DISPOSITION_APPROVED, Choice.DISPOSITION_REFUSED),
    ),
    Record.REPORT: (Choice.REPORTED, *WAYS),
    Record.VERIFICATION: (*Verified, *Way),
    Record.HANDLING: tuple(Handling),
    Record.DISPOSITION: tuple(Disposition),
    Record.OUTCOME: (
        *(Choice.TRANSFERRED, Choice.NOT_ACCEPTED, Choice.RETAINED, Choice.ANSWERED),
        *(Choice.SIGNED_FOR, Choice.REOPENED, Choice.MERGED, Choice.UNMERGED, Choice.RECTIFIED),
        Choice.NO_CLAIM,
    ),
    Record.TASK: (*(Choice.TERM_SET, Choice.TERM_MOVED, Choice.TERM_CANCELLED, Choice.TERM_DONE),),
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


async def write_down(
    scope: DeskScope, press: Press, case: Case, kind: Record, text: str, **fields: str
) -> None:
    """Seal what was decided, and why, into a case; fields that say nothing are left out."""
    known = {Field(name): str(value) for name, value in fields.items() if value}
    await add_record(scope, press.member, case, kind, text, fields=known)


async def tell_worker(scope: DeskScope, case: Case, press: Press, text: str) -> None:
    """Tell who handles a case what somebody else has decided."""
    _tell(scope, case, press, await chats_of_worker(scope, case), text)


async def tell_leader(scope: DeskScope, case: Case, press: Press, text: str) -> None:
    """Tell the leader what somebody else proposes or asks for."""
    _tell(scope, case, press, await chats_of_leader(scope, case), text)


async def tell_member(  # noqa: PLR0913  what of which case, to whom, by when
    scope: DeskScope, case: Case, press: Press, who: str, text: str, due: date | None = None
) -> None:
    """Tell one reader what somebody else has decided of what they asked for."""
    own = [m for m in await members(scope) if m.id == who and case.facts.lets_in(m.id)]
    _tell(scope, case, press, [chat_of(member) for member in own], text, due)


def _tell(  # noqa: PLR0913  as above
    scope: DeskScope,
    case: Case,
    press: Press,
    chats: Sequence[Chat],
    text: str,
    due: date | None = None,
) -> None:
    others = [chat for chat in chats if chat != chat_of(press.member)]
    tell_of(scope, case, others, text, due)
