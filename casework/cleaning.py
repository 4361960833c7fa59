"""What files of a draft tell besides what they show: what was found, and the way to the original.

Such data is taken out of a file before it is stored (docs/spec/files.md). Until the petition goes
out, the person may have the original instead; what is known for that goes with the draft.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from casework.intake_scope import IntakeScope
from casework.ports import DownloadRow, DraftRow, LookRow
from casework.rules.metadata import Outcome, is_news

KEPT = "kept"
"""What became of a file whose original the person wanted."""


@dataclass(frozen=True, slots=True)
class Noted:
    """What is to be pointed out about a piece: an outcome, or the name of a caution.

    `file` is the pointer to its original as long as that may be asked for.
    """

    piece_id: str
    outcome: str
    found: tuple[str, ...] = ()
    name: str | None = None
    file: Mapping[str, Any] | None = None


async def noted_in(scope: IntakeScope, draft_id: str) -> Sequence[Noted]:
    """Return what is to be pointed out about a draft, in the order in which it was noted."""
    return [_opened(scope, row) for row in await scope.book.looks(draft_id)]


async def note(scope: IntakeScope, draft_id: str, noted: Noted) -> bool:
    """Note something about a piece of a draft; says whether the person has not heard it yet."""
    told = [(each.outcome, each.found) for each in await noted_in(scope, draft_id)]
    plain = {
        "outcome": noted.outcome,
        "found": noted.found,
        "name": noted.name,
        "file": noted.file,
    }
    sealed = scope.seals.seal_own("look", plain, noted.piece_id)
    scope.book.add_look(LookRow(noted.piece_id, draft_id, sealed))
    return is_news(noted.outcome, noted.found, told)


async def original_of(scope: IntakeScope, draft_id: str, piece_id: str) -> Noted | None:
    """Return what was taken out of a file whose original may still be had, or None."""
    for each in await noted_in(scope, draft_id):
        if each.piece_id == piece_id and each.outcome == Outcome.CLEANED and each.file is not None:
            return each
    return None


async def keep_original(scope: IntakeScope, draft: DraftRow, piece_id: str) -> bool:
    """Have the original of a file fetched again, to be stored as it is; False if it is too late.

    The cleaned file stays until the original is stored.
    """
    cleaned = await original_of(scope, draft.id, piece_id)
    if cleaned is None or cleaned.file is None:
        return False
    if any(row.piece_id == piece_id for row in await scope.book.downloads(draft.id)):
        return True
    pointer = {**cleaned.file, "as_is": True, "found": list(cleaned.found)}
    scope.book.add_download(
        DownloadRow(
            piece_id=piece_id,
            case_id=draft.id,
            pointer=scope.seals.seal_own("download", pointer, piece_id),
            attempts=0,
            next_at=scope.clock(),
            failed=False,
        )
    )
    scope.book.touch_draft(draft.id, scope.clock())
    return True


def _opened(scope: IntakeScope, row: LookRow) -> Noted:
    plain = scope.seals.open_own("look", row.sealed, row.piece_id)
    return Noted(
        piece_id=row.piece_id,
        outcome=plain["outcome"],
        found=tuple(plain["found"]),
        name=plain["name"],
        file=plain["file"],
    )
