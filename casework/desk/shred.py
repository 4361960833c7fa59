"""Shredding: when its time is over, a case is destroyed, and what remains says that it was.

Two readers of different bodies, who both show that they can open the case, do it together. One
transaction takes everything away that was sealed; the leaves of the log stay, and what they
committed to is nowhere. Specified in docs/spec/ledger.md §12.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from casework.desk.deadlines import forget_chase, forget_move, meeting, open_terms
from casework.desk.epochs import check_epochs
from casework.desk.facts import Case, registered_case
from casework.desk.figures import count
from casework.desk.messages import chat_of, withdraw_notices
from casework.desk.people import members
from casework.desk.scope import CaseNotFoundError, DeskScope, NotPermittedError
from casework.ports import Reader
from casework.rules.access import key_id
from casework.rules.cases import CaseEvent, NotAllowedError, Review, State, next_state
from casework.rules.roles import Action, Role, group_of, may
from casework.rules.totals import Totals


@dataclass(frozen=True, slots=True)
class Keyholder:
    """A reader on the roster, with the private key that opens what is wrapped to them."""

    reader: Reader
    identity: object


class NotOverError(Exception):
    """The case is neither closed nor archived."""


class CannotOpenError(Exception):
    """One of the two cannot open the case; `reader_id` says who."""

    def __init__(self, reader_id: str) -> None:
        super().__init__(reader_id)
        self.reader_id = reader_id


class SameBodyError(Exception):
    """The two belong to one body, or are one person."""


class NotInTheLogYetError(Exception):
    """An entry of the case is not in the tree yet; in a minute it will be."""


async def shreddable(scope: DeskScope, case_id: str, by: Sequence[Keyholder]) -> Case:
    """Return a case that these two may shred.

    Raises:
        CaseNotFoundError: There is no such case, it is not registered, or was shredded.
        NotOverError: It is neither closed nor archived.
        SameBodyError: They are not two readers of two bodies.
        NotPermittedError: The role of one of them reads nothing.
        CannotOpenError: One of them cannot open all of the case.
        SealError: The case itself is damaged.
    """
    case = await registered_case(scope, case_id)
    if case is None:
        raise CaseNotFoundError
    try:
        next_state(case.state, CaseEvent.SHREDDED)
    except NotAllowedError as error:
        raise NotOverError from error
    if len({group_of(Role(each.reader.role)) for each in by}) != len(by) or len(by) != 2:  # noqa: PLR2004  the rule of two
        raise SameBodyError
    await check_epochs(scope, case)
    for each in by:
        await _check_opens(scope, case, each)
    return case


async def _check_opens(scope: DeskScope, case: Case, by: Keyholder) -> None:
    if not may(Role(by.reader.role), Action.READ):
        raise NotPermittedError
    current = key_id(by.reader.recipient or "")
    wraps = await scope.book.wraps_of(case.id, by.reader.id)
    if not case.facts.lets_in(by.reader.id) or any(wrap.key != current for wrap in wraps):
        raise CannotOpenError(by.reader.id)
    if len(wraps) != len(case.facts.recipients):
        raise CannotOpenError(by.reader.id)
    opened = scope.seals.open_case(by.identity, wraps, case.facts.recipients)
    if len(opened.epochs) != len(case.facts.recipients):
        raise CannotOpenError(by.reader.id)


async def shred(
    scope: DeskScope, case_id: str, by: Sequence[Keyholder], tree_size: int
) -> Sequence[str]:
    """Let the commit destroy a case; returns the names of its blobs, to be unlinked after it.

    A crash in between leaves blobs that no row names, which `dengwen fsck --repair` removes.

    Args:
        scope: The desk's.
        case_id: Which case.
        by: Two readers of different bodies, with their keys.
        tree_size: How many entries are in tiles: an entry must be there before it is emptied.

    Raises:
        NotInTheLogYetError: See there. Nothing was changed.
        StaleError: By the commit: something happened to the case meanwhile.
        CaseNotFoundError, NotOverError, SameBodyError, NotPermittedError, CannotOpenError: See
            `shreddable`.
    """
    case = await shreddable(scope, case_id, by)
    entries = await scope.book.entries_about(case_id, scope.seals.open_entry)
    if entries.waiting or max(entries.positions, default=-1) >= tree_size:
        raise NotInTheLogYetError
    blobs = [piece.blob for piece in await scope.book.pieces(case_id) if piece.blob]
    for member in await members(scope):
        withdraw_notices(scope, case, chat_of(member))
    # Its terms go with it, so no figure may wait for them, nor for its review.
    owed = await open_terms(scope, case_id)
    for each in owed:
        forget_chase(scope, each.row.id)
        forget_move(scope, each.row.id)
    unreviewed = [] if case.review is Review.REVIEWED else [Totals.gone]
    await count(scope, case, [*(meeting(each.due.date) for each in owed), *unreviewed])
    emptied = case.row.changed(state=State.SHREDDED.value, facts=b"")
    scope.book.shred_case(emptied, entries, scope.seals.open_entry)
    readers = [each.reader.id for each in by]
    scope.record("shredded", case=case_id, by=readers, shredded=entries.positions)
    return blobs
