"""What the desk adds to a case: sealed to the case at once, so the desk cannot read it again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from casework.desk.epochs import check_epochs
from casework.desk.facts import Case
from casework.desk.people import Member
from casework.desk.scope import DeskScope
from casework.ports import PieceRow

MAX_CHARACTERS = 3500
"""Telegram takes 4,096 in a message; a reply is sent with a heading, content with a header."""


class TextTooLongError(Exception):
    """The text does not fit into one message; `limit` says how many characters do."""

    def __init__(self, limit: int = MAX_CHARACTERS) -> None:
        super().__init__(limit)
        self.limit = limit


async def add_piece(  # noqa: PLR0913  a piece is sealed with all that is known of it
    scope: DeskScope,
    member: Member,
    case: Case,
    kind: str,
    text: str,
    *,
    fields: Mapping[str, str] | None = None,
) -> None:
    """Seal `text` into a case as a note or a reply of `member`; see `seal_piece`."""
    await check_epochs(scope, case)
    await seal_piece(scope, member.id, case, kind, text, fields=fields)


async def seal_piece(  # noqa: PLR0913  a piece is sealed with all that is known of it
    scope: DeskScope,
    author: str,
    case: Case,
    kind: str,
    text: str,
    *,
    about: str | None = None,
    fields: Mapping[str, str] | None = None,
    replaces: int | None = None,
) -> None:
    """Seal `text` to the newest epoch that the facts of `case` name.

    `about` is the reader whom it concerns, if it concerns one; `fields` and `replaces` are what a
    record says besides its text (`casework.desk.records`). The commit raises a StaleError when
    there is a newer one epoch by then (docs/spec/ledger.md §5).

    Raises:
        TextTooLongError: It has more than `MAX_CHARACTERS`.
    """
    if len(text) > MAX_CHARACTERS:
        raise TextTooLongError
    known = {"about": about, "fields": fields, "replaces": replaces}
    meta: dict[str, Any] = {
        "kind": kind,
        "sent_at": scope.clock().isoformat(),
        "author": author,
        **{name: value for name, value in known.items() if value is not None},
    }
    # The key comes from the sealed facts, not from the row, which anybody might have swapped.
    recipient = case.facts.recipients[-1]
    scope.book.add_piece(
        PieceRow(
            id=scope.new_id(),
            case_id=case.id,
            sequence=await next_sequence(scope, case.id),
            meta=scope.seals.seal_meta(recipient, meta),
            content=scope.seals.seal_content(recipient, text.encode()),
            blob=None,
            stored=True,
            epoch=len(case.facts.recipients),
        )
    )


async def next_sequence(scope: DeskScope, case_id: str) -> int:
    """Return the place of the next piece."""
    return max((piece.sequence for piece in await scope.book.pieces(case_id)), default=0) + 1
