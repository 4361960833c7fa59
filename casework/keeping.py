"""A draft and what is put into it, or into a case: piece by piece, sealed as it comes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from casework.intake_scope import IntakeScope
from casework.ports import (
    CaseRow,
    DownloadRow,
    DraftRow,
    EpochRow,
    PieceRow,
    StaleError,
)

FIRST_EPOCH = 1


class TooMuchError(Exception):
    """A draft has as many pieces, or as much text, as the configuration allows."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that lies at Telegram and is to be fetched.

    `about` says how it came about, such as from whom it was forwarded; it is sealed with the rest.
    """

    kind: str
    file_id: str
    name: str | None
    mime: str | None
    size_bytes: int
    caption: str | None = None
    about: Mapping[str, Any] = field(default_factory=dict)

    def besides(self, about: Mapping[str, Any]) -> Attachment:
        """Return the same file with more that is known of it."""
        return replace(self, about={**self.about, **about})


@dataclass(frozen=True, slots=True)
class Contents:
    """How much a draft holds."""

    messages: int
    attachments: int
    waiting: int
    missing: int


async def begin_draft(scope: IntakeScope) -> DraftRow:
    """Start a petition and make the key that everything in it is sealed to."""
    draft_id = scope.new_id()
    key = scope.seals.new_case_key(draft_id, scope.today())
    draft = DraftRow(draft_id, key.recipient, key.day, key.identity)
    scope.book.add_draft(draft, scope.clock())
    return draft


async def discard_draft(scope: IntakeScope, draft_id: str) -> Sequence[str]:
    """Forget a draft with everything in it; returns the names of blobs that nobody needs now."""
    draft = await scope.book.draft(draft_id)
    if draft is None:
        return []
    pieces = await scope.book.pieces(draft_id)
    scope.book.remove_draft(draft, with_pieces=True)
    return [piece.blob for piece in pieces if piece.blob]


def unlink_file(scope: IntakeScope, piece: PieceRow) -> None:
    """Remove the file of a piece that is removed; a text has none."""
    if piece.content is None:
        # One whose original was wanted lies under another name.
        scope.unlink(piece.blob or piece.id)


async def keep_text(  # noqa: PLR0913  a message and what is known of it
    scope: IntakeScope,
    case: DraftRow | CaseRow,
    text: str,
    sent_at: datetime,
    *,
    kind: str = "text",
    about: Mapping[str, Any] | None = None,
) -> str:
    """Seal one message into a draft, or into a submitted case; returns the id of the piece.

    `about` is kept beside the text and sealed like it.
    """
    meta = {**(about or {}), "kind": kind, "sent_at": sent_at.isoformat()}
    sequence = await _next_sequence(scope, case.id)
    piece = _piece(scope, await sealed_to(scope, case), sequence, meta, text.encode())
    scope.book.add_piece(piece)
    _note_addition(scope, case)
    return piece.id


async def keep_attachment(  # noqa: PLR0913  where it comes from, where it goes, whom to tell
    scope: IntakeScope,
    case: DraftRow | CaseRow,
    attachment: Attachment,
    sent_at: datetime,
    *,
    tell: Mapping[str, Any],
    as_is: bool = False,
    after: int = 0,
    instead_of: PieceRow | None = None,
) -> str:
    """Note that an attachment is to be fetched and sealed; its caption is kept as a text.

    Returns the id of the piece. `tell` says to whom and in which language a failure is reported;
    it rests sealed with the pointer and is erased with it. With `as_is` the file keeps what it
    tells besides what it shows. `after` counts the attachments of the same message that come before
    it and are noted in the same unit of work. `instead_of` is a piece that the same unit of work
    removes, and whose place the attachment takes.

    Raises:
        TooMuchError: The petition has as many attachments as are allowed.
    """
    pieces = await scope.book.pieces(case.id)
    others = [piece for piece in pieces if piece.content is None and piece != instead_of]
    if len(others) + after >= scope.max_attachments:
        raise TooMuchError(scope.max_attachments)
    meta = {
        **attachment.about,
        "kind": attachment.kind,
        "sent_at": sent_at.isoformat(),
        "name": attachment.name,
        "mime": attachment.mime,
        "size": attachment.size_bytes,
        "caption": attachment.caption,
    }
    place = _after(pieces) + after if instead_of is None else instead_of.sequence
    piece = _piece(scope, await sealed_to(scope, case), place, meta, None)
    # Should somebody be recused before the file is stored, `meta` is sealed anew with it.
    pointer = {
        "file_id": attachment.file_id,
        "size": attachment.size_bytes,
        "tell": dict(tell),
        "meta": meta,
        "as_is": as_is,
    }
    scope.book.add_piece(piece)
    scope.book.add_download(
        DownloadRow(
            piece_id=piece.id,
            case_id=case.id,
            pointer=scope.seals.seal_own("download", pointer, piece.id),
            attempts=0,
            next_at=scope.clock(),
            failed=False,
        )
    )
    _note_addition(scope, case)
    return piece.id


async def sealed_to(scope: IntakeScope, case: DraftRow | CaseRow) -> DraftRow | EpochRow:
    """Return what a new piece is sealed to: the draft, or the newest epoch of the case.

    The commit refuses the piece when there is a newer one by then (docs/spec/ledger.md §5).

    Raises:
        StaleError: The case has no epoch.
    """
    if isinstance(case, DraftRow):
        return case
    newest = await scope.book.newest_epoch(case.id)
    if newest is None:
        raise StaleError("epochs")
    return newest


async def attachment_stored(  # noqa: PLR0913  what was read, what was sealed, and with which key
    scope: IntakeScope,
    case: DraftRow | CaseRow,
    key: DraftRow | EpochRow,
    piece_id: str,
    digest: bytes,
    pointer: Mapping[str, Any],
    *,
    blob: str | None = None,
    looked: Mapping[str, Any] | None = None,
) -> None:
    """Enter the blob of an attachment that was sealed to `key`; `digest` is that of its bytes.

    If somebody was recused while the file was under way, what is known of it is sealed anew with
    it. The commit raises a StaleError when `key` is not the newest by then: seal the file again.
    `blob` is its name if it is another than the piece's; `looked` what is known of it since.
    """
    if isinstance(key, EpochRow) or looked:
        await _reseal(scope, key, piece_id, pointer["meta"], looked or {})
    scope.book.piece_stored(piece_id, blob or piece_id, digest)
    if isinstance(case, CaseRow):
        scope.record("follow-up", case=case.id)


async def count_contents(scope: IntakeScope, draft_id: str) -> Contents:
    """Say how much a draft holds and what is still on its way."""
    pieces = await scope.book.pieces(draft_id)
    downloads = await scope.book.downloads(draft_id)
    texts = [piece for piece in pieces if piece.content is not None]
    missing = sum(1 for download in downloads if download.failed)
    return Contents(
        messages=len(texts),
        attachments=len(pieces) - len(texts),
        waiting=len(downloads) - missing,
        missing=missing,
    )


async def drop_missing(scope: IntakeScope, draft_id: str) -> None:
    """Go on without the attachments that could not be had."""
    for download in await scope.book.downloads(draft_id):
        if download.failed:
            scope.book.remove_piece(download.piece_id)


def _piece(
    scope: IntakeScope,
    key: DraftRow | EpochRow,
    sequence: int,
    meta: Mapping[str, Any],
    content: bytes | None,
) -> PieceRow:
    # The rows of a draft are not in the log: its key alone tells that one was changed or moved.
    piece_id = scope.new_id()
    placed = {**meta, "piece": piece_id, "sequence": sequence}
    return PieceRow(
        id=piece_id,
        case_id=key.id if isinstance(key, DraftRow) else key.case_id,
        sequence=sequence,
        meta=scope.seals.seal_meta(key, placed),
        content=None if content is None else scope.seals.seal_content(key, content),
        blob=None,
        stored=content is not None,
        epoch=FIRST_EPOCH if isinstance(key, DraftRow) else key.epoch,
    )


async def _reseal(
    scope: IntakeScope,
    key: DraftRow | EpochRow,
    piece_id: str,
    meta: Mapping[str, Any],
    looked: Mapping[str, Any],
) -> None:
    """Seal what is known of an attachment anew, with the place where it stands."""
    case_id = key.id if isinstance(key, DraftRow) else key.case_id
    pieces = await scope.book.pieces(case_id)
    piece = next((piece for piece in pieces if piece.id == piece_id), None)
    if piece is None:
        raise StaleError("pieces")
    known = dict(meta)
    if isinstance(key, DraftRow):
        # Its caption may have been edited since; what became of an earlier fetching does not count.
        known |= {"caption": scope.seals.open_draft(key).open_meta(piece).get("caption")}
    placed = {**known, **looked, "piece": piece_id, "sequence": piece.sequence}
    epoch = key.epoch if isinstance(key, EpochRow) else FIRST_EPOCH
    scope.book.reseal_piece(piece, epoch, scope.seals.seal_meta(key, placed))


async def _next_sequence(scope: IntakeScope, case_id: str) -> int:
    return _after(await scope.book.pieces(case_id))


def _after(pieces: Sequence[PieceRow]) -> int:
    return max((piece.sequence for piece in pieces), default=0) + 1


def _note_addition(scope: IntakeScope, case: DraftRow | CaseRow) -> None:
    if isinstance(case, DraftRow):
        scope.book.touch_draft(case.id, scope.clock())
        return
    now = scope.clock()
    mail = {"kind": "follow-up", "at": now.isoformat()}
    scope.book.add_mail(case.id, scope.seals.seal_mail(case.id, mail), now)
    scope.record("follow-up", case=case.id)
