"""The citizen's side: a draft grows piece by piece and becomes a case with a receipt."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from typing import Any

from casework.mailbox import open_mailbox
from casework.origins import leave_names_out
from casework.ports import (
    RECOVERY,
    CaseRow,
    Clock,
    DownloadRow,
    DraftRow,
    EpochRow,
    IntakeBook,
    IntakeSeals,
    NewId,
    PieceRow,
    Roster,
    StaleError,
    WrapRow,
)
from casework.rules.access import key_id
from casework.rules.calendar import WorkCalendar
from casework.rules.handles import handle_for
from casework.rules.promises import Promises, promises_on
from casework.rules.receipts import issue_receipt_number
from casework.rules.roles import Role
from casework.rules.routing import (
    Concern,
    NoReaderLeftError,
    RosterEntry,
    Routing,
    RoutingResult,
    readers_for,
)
from casework.rules.terms import TermRule, local_date

FIRST_EPOCH = 1


class DraftNotFoundError(Exception):
    """The draft was submitted or discarded; there is nothing to add to."""


class NothingWrittenError(Exception):
    """A petition needs at least one message or attachment."""


class NobodyCanReadError(Exception):
    """The roster names no reader for this petition: taking it in would bury it."""


class TooMuchError(Exception):
    """A draft has as many pieces, or as much text, as the configuration allows."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


@dataclass(frozen=True, slots=True)
class AttachmentsPendingError(Exception):
    """Attachments are still being stored; the petition goes out by itself when they are."""

    stored: int
    total: int


@dataclass(frozen=True, slots=True)
class AttachmentsMissingError(Exception):
    """Attachments could not be had from Telegram; the person chooses what to do."""

    count: int


@dataclass(frozen=True, slots=True)
class IntakeScope:
    """Everything that the citizen's use cases stand on, for one unit of work.

    `unlink` removes a blob, by its name, once the unit of work is committed.
    """

    book: IntakeBook
    seals: IntakeSeals
    roster: Roster
    clock: Clock
    new_id: NewId
    random_bits: Callable[[int], int]
    receipt_prefix: str
    calendar: WorkCalendar
    term_rules: Sequence[TermRule]
    max_attachments: int
    unlink: Callable[[str], None]

    def today(self) -> date:
        """Return today's date where the office is."""
        return local_date(self.clock())

    def record(self, event: str, **details: Any) -> None:
        """Let the commit enter an event into the log (docs/spec/ledger.md §6)."""
        self.book.log({"event": event, "at": self.clock().isoformat(), **details})


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
class Petition:
    """What the person has answered; the account itself lies sealed in the pieces.

    `names_kept` lets an anonymous one go out with the names of whoever wrote what was forwarded.
    `mailbox` and `phrase` are there if they have a recovery phrase: the public half of the mailbox
    key, and in hexadecimal the look-up of the words (docs/spec/mailbox.md §4).
    """

    real_name: bool
    contact: str | None
    unit: str
    concerns: str
    category: str
    language: str
    may_write: bool
    names_kept: bool = False
    mailbox: str | None = None
    phrase: str | None = None


@dataclass(frozen=True, slots=True)
class Contents:
    """How much a draft holds."""

    messages: int
    attachments: int
    waiting: int
    missing: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the person gets: the number, what was received, and what happens next by when."""

    number: str
    received_on: date
    messages: int
    attachments: int
    promises: Promises


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


async def submit_petition(
    scope: IntakeScope, draft_id: str, petition: Petition, *, reply_to: int
) -> Receipt:
    """Turn a draft into a case and issue its receipt.

    `reply_to` is the chat on Telegram; it is kept only as a route sealed to the courier, and only
    if the person agreed to be written to.

    Raises:
        DraftNotFoundError: It was submitted or discarded before.
        NothingWrittenError: There is nothing in it.
        AttachmentsPendingError: Some attachment is not stored yet.
        AttachmentsMissingError: Some attachment could not be had.
        NobodyCanReadError: No reader on the roster may open it.
        RosterRefusedError: The roster cannot be believed now.
    """
    draft = await scope.book.draft(draft_id)
    if draft is None:
        raise DraftNotFoundError
    contents = await count_contents(scope, draft_id)
    _refuse_incomplete(contents)
    number = issue_receipt_number(scope.receipt_prefix, scope.random_bits)
    routing = _route(scope, petition)
    if not (petition.real_name or petition.names_kept):
        await leave_names_out(scope.book, scope.seals, draft)
    if petition.contact:
        await keep_text(scope, draft, petition.contact, scope.clock(), kind="contact")
    facts = _facts(scope, draft, petition, number, routing)
    facts |= {"messages": contents.messages, "attachments": contents.attachments}
    _enter_case(scope, draft, number, routing, facts)
    if petition.may_write:
        route = {"chat_id": reply_to, "language": petition.language, "receipt": number}
        scope.book.add_route(draft.id, scope.seals.seal_for_courier(route))
    if petition.mailbox and petition.phrase:
        open_mailbox(scope, draft.id, petition.mailbox, bytes.fromhex(petition.phrase), number)
    scope.book.remove_draft(draft, with_pieces=False)
    today = scope.today()
    promises = promises_on(today, scope.term_rules, scope.calendar, real_name=petition.real_name)
    return Receipt(number, today, contents.messages, contents.attachments, promises)


def plan_submission(  # noqa: PLR0913  all that is needed when nobody is there to be asked
    scope: IntakeScope,
    draft_id: str,
    petition: Petition,
    *,
    reply_to: int,
    dialogue: str,
    again: str = "",
    first: int | None = None,
) -> None:
    """Note that a draft is to be submitted as soon as its last attachment is stored.

    `again` is the word by which the receipt is shown again (casework.again), `first` the number of
    the conversation's first message; all of it is erased with the draft.
    """
    plan = {
        "petition": asdict(petition),
        "reply_to": reply_to,
        "dialogue": dialogue,
        "again": again,
        "first": first,
    }
    scope.book.set_submission(draft_id, scope.seals.seal_own("submission", plan, draft_id))


async def plan_in_language(scope: IntakeScope, draft_id: str, language: str) -> None:
    """Let a petition that is to go out by itself bring its receipt in another language."""
    draft = await scope.book.draft(draft_id)
    if draft is None or draft.submission is None:
        return
    plan = scope.seals.open_own("submission", draft.submission, draft_id)
    plan["petition"]["language"] = language
    scope.book.set_submission(draft_id, scope.seals.seal_own("submission", plan, draft_id))


async def find_by_receipt(scope: IntakeScope, number: str) -> CaseRow | None:
    """Return the case of a receipt number, or None."""
    return await scope.book.case_by_lookup(scope.seals.lookup(number))


async def find_by_handle(scope: IntakeScope, handle: str) -> CaseRow | None:
    """Return the case that a button under one of the team's messages belongs to, or None."""
    case_id = await scope.book.case_of_handle(handle)
    return await scope.book.case(case_id) if case_id else None


def give_handle(scope: IntakeScope, case: CaseRow) -> str:
    """Return a fresh random word that leads a button back to a case."""
    handle = handle_for(case.id, scope.new_id())
    scope.book.add_handle(handle, case.id)
    return handle


def _refuse_incomplete(contents: Contents) -> None:
    if contents.messages + contents.attachments == 0:
        raise NothingWrittenError
    if contents.missing:
        raise AttachmentsMissingError(contents.missing)
    if contents.waiting:
        stored = contents.attachments - contents.waiting
        raise AttachmentsPendingError(stored, contents.attachments)


def _route(scope: IntakeScope, petition: Petition) -> RoutingResult:
    roster = [
        RosterEntry(reader.id, Role(reader.role), reader.home_units)
        for reader in scope.roster.readers()
        if reader.recipient
    ]
    routing = Routing(petition.unit, petition.category, Concern(petition.concerns))
    try:
        return readers_for(routing, roster)
    except NoReaderLeftError as error:
        raise NobodyCanReadError from error


def _facts(
    scope: IntakeScope,
    draft: DraftRow,
    petition: Petition,
    number: str,
    routing: RoutingResult,
) -> dict[str, Any]:
    return {
        "kind": "petition",
        "receipt": number,
        "channel": "telegram",
        "unit": petition.unit,
        "category": petition.category,
        "concerns": petition.concerns,
        "identity": "real-name" if petition.real_name else "anonymous",
        "language": petition.language,
        "received_at": scope.clock().isoformat(),
        "recipients": [draft.recipient],
        "route": petition.may_write,
        "mailbox": petition.mailbox,
        "readers": sorted(routing.readers),
        "bypassed": sorted(routing.bypassed),
        "recused": sorted(routing.recused),
    }


def _enter_case(
    scope: IntakeScope,
    draft: DraftRow,
    number: str,
    routing: RoutingResult,
    facts: dict[str, Any],
) -> None:
    recipients = {
        reader.id: reader.recipient
        for reader in scope.roster.readers()
        if reader.id in routing.readers and reader.recipient
    }
    if (recovery := scope.roster.recovery()) is not None:
        recipients[RECOVERY] = recovery
    voucher = scope.seals.vouch(draft.id, draft.recipient)
    scope.book.add_epoch(EpochRow(draft.id, FIRST_EPOCH, draft.recipient, voucher))
    wraps = scope.seals.wrap_case(draft, recipients)
    scope.book.add_wraps(
        [
            WrapRow(draft.id, FIRST_EPOCH, reader_id, key_id(recipients[reader_id]), wrap)
            for reader_id, wrap in wraps.items()
        ]
    )
    sealed = scope.seals.seal_mail(draft.id, facts)
    scope.book.add_case(
        CaseRow(
            id=draft.id,
            lookup=scope.seals.lookup(number),
            received_on=scope.today(),
            state="received",
            review="due",
            facts=sealed,
            version=1,
        )
    )
    scope.book.add_mail(draft.id, sealed, scope.clock())
    commitment = scope.seals.commit_receipt(draft.id, number)
    scope.record("received", case=draft.id, **asdict(commitment))


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
    mail = {"kind": "follow-up", "at": scope.clock().isoformat()}
    scope.book.add_mail(case.id, scope.seals.seal_mail(case.id, mail), scope.clock())
    scope.record("follow-up", case=case.id)
