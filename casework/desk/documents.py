"""Later letters and calls about a case that is registered: sealed into it by who received them.

They are news as what the reporter adds is: a closed case is taken up again, and a reviewed one is
reviewed again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from casework.desk.epochs import check_epochs
from casework.desk.facts import Case, case_to
from casework.desk.people import Member
from casework.desk.pieces import next_sequence
from casework.desk.register import take_follow_up
from casework.desk.scope import DeskScope
from casework.ports import PieceRow
from casework.rules.roles import Action


@dataclass(frozen=True, slots=True)
class Document:
    """Words, or a file whose blob bears the name of the piece; `meta` says what it is."""

    piece_id: str
    meta: Mapping[str, Any]
    words: str | None = None
    digest: bytes | None = None


async def receiving(scope: DeskScope, member: Member, case_id: str) -> Case:
    """Return a case into which `member` may put a document.

    Raises:
        CaseNotFoundError: See `case_for`.
        NotPermittedError: The member's role receives nothing.
        StaleError: Somebody was recused since the case was read.
    """
    case = await case_to(scope, member, case_id, Action.REGISTER)
    await check_epochs(scope, case)
    return case


async def add_document(scope: DeskScope, member: Member, case: Case, document: Document) -> None:
    """Let the commit put a document into a case and tell who handles it.

    It raises a StaleError when the case has a newer epoch by then: seal it again.
    """
    recipient, is_text = case.facts.recipients[-1], document.words is not None
    meta = {**document.meta, "author": member.id}
    scope.book.add_piece(
        PieceRow(
            id=document.piece_id,
            case_id=case.id,
            sequence=await next_sequence(scope, case.id),
            meta=scope.seals.seal_meta(recipient, meta),
            content=(
                scope.seals.seal_content(recipient, document.words.encode())
                if document.words is not None
                else None
            ),
            blob=None if is_text else document.piece_id,
            stored=True,
            epoch=len(case.facts.recipients),
            blob_digest=document.digest,
        )
    )
    scope.record("document", case=case.id, by=member.id)
    await take_follow_up(scope, case, scope.clock().isoformat())
