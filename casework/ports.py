"""What the use cases need from the world: rows in a store, and seals that only some may open.

Every port is a Protocol. `storage` implements them, `bot` hands the implementations to the use
cases, and nothing here knows how a row is kept or with which cipher a seal is made.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Protocol

from casework.phrases import Phrases

Clock = Callable[[], datetime]
"""Answers the present moment as an aware UTC datetime."""

NewId = Callable[[], str]
"""Draws a fresh random identifier of 128 bits, in hexadecimal."""


DESK_CUSTODY, DEVICE_CUSTODY = "desk", "device"
RECOVERY = "recovery"
"""Whom a wrap for the recovery identity names; no person may have this id."""


class StorageUnavailableError(Exception):
    """The store cannot be written or read now; nothing was changed, and trying again is right."""


class StaleError(Exception):
    """Somebody else changed the row first; nothing was changed, and reading again is right."""


class DuplicateError(Exception):
    """A row that may exist once exists already; nothing was changed."""


class MailRefusedError(Exception):
    """Mail that the intake did not write for its case, or that does not fit it."""


class RosterRefusedError(Exception):
    """The roster at hand is forged, rolled back, expired or gone; nothing is done by it."""


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A petition that is still being written.

    `identity` is the case's private key, sealed under the key of `day` (ISO date).
    `submission` is set when the person has pressed Submit and attachments are still on their way.
    """

    id: str
    recipient: str
    day: str
    identity: bytes
    submission: bytes | None = None


@dataclass(frozen=True, slots=True)
class LetterRow:
    """What a member is entering for somebody who wrote, called or came; one for each member.

    `owner` is the mark by which the desk finds it. `identity` is the case's private key and `form`
    what was answered so far, both sealed under the key of `day` (ISO date).
    """

    id: str
    owner: str
    recipient: str
    day: str
    identity: bytes
    form: bytes


@dataclass(frozen=True, slots=True)
class BlankRow:
    """A receipt number drawn in advance: signed by the intake, and sealed to the desk.

    `id` is that of the case for which it will be used.
    """

    id: str
    sealed: bytes


@dataclass(frozen=True, slots=True)
class PieceRow:
    """One sealed message or attachment; `content` if short, else `blob` names its file.

    It is sealed to the key of its `epoch`; `blob_digest` is SHA-256 of the bytes of its blob.
    """

    id: str
    case_id: str
    sequence: int
    meta: bytes
    content: bytes | None
    blob: str | None
    stored: bool
    epoch: int
    blob_digest: bytes | None = None


@dataclass(frozen=True, slots=True)
class EpochRow:
    """The key that the pieces of a case are sealed to until somebody is recused.

    Epochs count from 1. `voucher` shows who made the key: a keyed hash of the intake, or a note
    signed by the log key for an epoch that the desk made (docs/spec/ledger.md §5).
    """

    case_id: str
    epoch: int
    recipient: str
    voucher: bytes


@dataclass(frozen=True, slots=True)
class WrapRow:
    """The private half of an epoch's key, sealed to one reader; `key` says which of theirs."""

    case_id: str
    epoch: int
    reader_id: str
    key: str
    wrap: bytes


@dataclass(frozen=True, slots=True)
class DownloadRow:
    """An attachment that still has to be fetched from Telegram; `pointer` is its sealed file id."""

    piece_id: str
    case_id: str
    pointer: bytes
    attempts: int
    next_at: datetime
    failed: bool


@dataclass(frozen=True, slots=True)
class LookRow:
    """What is to be pointed out about a piece of a draft; the intake alone opens it."""

    piece_id: str
    case_id: str
    sealed: bytes


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A submitted petition as it lies at rest.

    `facts` is the intake's mail to the desk while `state` is `received`, and sealed under the
    desk's own key from registration on. `version` rises with every change.
    """

    id: str
    lookup: bytes
    received_on: date
    state: str
    review: str
    facts: bytes
    version: int

    @property
    def facts_context(self) -> str:
        """What the facts are sealed for: they do not open beside another state or review."""
        return f"{self.id} {self.state} {self.review}"

    def changed(self, **changes: Any) -> CaseRow:
        """Return the row with some columns replaced; the version is the store's to raise."""
        return replace(self, **changes)


@dataclass(frozen=True, slots=True)
class MailboxRow:
    """Something for the reporter alone: sealed to the key that grows from their phrase."""

    id: str
    case_id: str
    day: date
    sealed: bytes


@dataclass(frozen=True, slots=True)
class MailRow:
    """Something the intake tells the desk: signed by the intake, and sealed to the desk."""

    id: int
    case_id: str
    sealed: bytes


OF_THE_ROUND = "round"
"""What terms name in the place of a case that belong to the round itself."""


@dataclass(frozen=True, slots=True)
class ReportRow:
    """What the courier tells the desk about a message to a reporter: sealed to the desk."""

    id: int
    sealed: bytes


@dataclass(frozen=True, slots=True)
class TermRow:
    """A due date that is being watched; which rule it is lies sealed beside it."""

    id: str
    case_id: str
    due_on: date
    met: bool
    sealed: bytes


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """Something to be sent to Telegram at `due_at`, sealed to the courier.

    `term_id` names the term whose end withdraws the item; for a notice in a reader's own chat it is
    the mark by which a recusal finds it. `uncertain` says that an earlier try may
    have reached the person. `together` is a keyed hash of the chat: items that have it are lines
    of one message. In the courier's hands, `sequence` is the item's place among those due at the
    same second, and `held_until` the end of the lease.
    """

    id: str
    due_at: datetime
    sealed: bytes
    term_id: str | None = None
    attempts: int = 0
    uncertain: bool = False
    together: str | None = None
    sequence: int = 0
    held_until: datetime | None = None

    @property
    def place(self) -> tuple[datetime, int]:
        """Where it stands in the order of its chat."""
        return (self.due_at, self.sequence)


@dataclass(frozen=True, slots=True)
class DueReminder:
    """A term of which people are to be reminded now, with its case; the round's own have none.

    `at` is the moment that its row names, `wrapped` who holds a wrap of the case.
    """

    term: TermRow
    at: datetime
    case: CaseRow | None
    wrapped: frozenset[str]


@dataclass(frozen=True, slots=True)
class OpenTerm:
    """A term that is not met, and when people are reminded of it next, if anybody has said."""

    term: TermRow
    at: datetime | None


@dataclass(frozen=True, slots=True)
class MoveRow:
    """That a term has moved with the calendar: from when, sealed, and how it stands by now.

    Without `term` it is gone, without `case` it is one of the round's own. `wrapped` is who holds
    a wrap of the case.
    """

    term_id: str
    sealed: bytes
    term: TermRow | None
    case: CaseRow | None
    wrapped: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class CaseEntries:
    """The entries of the log that are about a case.

    Attributes:
        positions: Their positions.
        waiting: How many more have none yet.
        names: The rows of others that they name, such as the figures.
        upto: The arrival of the last entry that was looked at.
    """

    positions: tuple[int, ...]
    waiting: int
    names: frozenset[str]
    upto: int


OpenEntry = Callable[[bytes], dict[str, Any]]
"""Opens the sealed events of an entry."""


@dataclass(frozen=True, slots=True)
class AccountRow:
    """A reader's Telegram account and, with custody at the desk, their locked identity."""

    reader_id: str
    binding: bytes
    identity: bytes | None


@dataclass(frozen=True, slots=True)
class TotalsRow:
    """The running figures, once for the desk and once sealed to the courier."""

    version: int
    for_desk: bytes
    for_courier: bytes


class IntakeBook(Protocol):
    """What the intake reads and writes; writes wait for the commit of the update."""

    async def draft(self, draft_id: str) -> DraftRow | None: ...
    async def pieces(self, case_id: str) -> Sequence[PieceRow]: ...
    async def downloads(self, case_id: str) -> Sequence[DownloadRow]: ...
    async def case(self, case_id: str) -> CaseRow | None: ...
    async def case_by_lookup(self, lookup: bytes) -> CaseRow | None: ...
    async def case_of_handle(self, handle: str) -> str | None: ...
    async def case_of_phrase(self, lookup: bytes) -> str | None: ...
    async def mailbox(self, case_id: str) -> Sequence[MailboxRow]: ...
    async def newest_epoch(self, case_id: str) -> EpochRow | None: ...
    async def looks(self, case_id: str) -> Sequence[LookRow]: ...
    def add_look(self, look: LookRow) -> None: ...
    def remove_looks(self, piece_id: str) -> None: ...
    def add_draft(self, draft: DraftRow, now: datetime) -> None: ...
    def set_submission(self, draft_id: str, submission: bytes | None) -> None: ...
    async def draft_touched(self, draft_id: str) -> datetime | None: ...
    async def repeat(self, key: bytes, today: date) -> bytes | None: ...
    def add_repeat(self, key: bytes, sealed: bytes, kept_until: date) -> None: ...
    def touch_draft(self, draft_id: str, now: datetime) -> None: ...
    def remove_draft(self, draft: DraftRow, *, with_pieces: bool) -> None: ...
    def add_piece(self, piece: PieceRow) -> None: ...
    def replace_piece(self, piece: PieceRow) -> None: ...
    def reseal_piece(self, piece: PieceRow, epoch: int, meta: bytes) -> None: ...
    def piece_stored(self, piece_id: str, blob: str, digest: bytes) -> None: ...
    def remove_piece(self, piece_id: str) -> None: ...
    def add_download(self, download: DownloadRow) -> None: ...
    def forget_download(self, piece_id: str) -> None: ...
    def retry_download(self, piece_id: str, next_at: datetime, *, failed: bool) -> None: ...
    def add_case(self, case: CaseRow) -> None: ...
    def add_epoch(self, epoch: EpochRow) -> None: ...
    def add_wraps(self, wraps: Sequence[WrapRow]) -> None: ...
    def add_route(self, case_id: str, route: bytes) -> None: ...
    def add_phrase(self, case_id: str, lookup: bytes) -> None: ...
    def add_mailbox(self, row: MailboxRow) -> None: ...
    def add_handle(self, handle: str, case_id: str) -> None: ...
    def add_mail(self, case_id: str, sealed: bytes, now: datetime) -> None: ...
    async def count_blanks(self) -> int: ...
    def add_blank(self, blank_id: str, sealed: bytes, now: datetime) -> None: ...
    def add_outbox(self, item: OutboxRow) -> None: ...
    def remove_outbox(self, item_id: str) -> None: ...
    def log(self, event: Mapping[str, Any]) -> None: ...


class LetterBook(Protocol):
    """What the desk reads and writes of letters, and the blank receipts for them."""

    async def blanks(self, limit: int) -> Sequence[BlankRow]: ...
    def take_blank(self, blank_id: str) -> None: ...
    async def letter_of(self, owner: str) -> LetterRow | None: ...
    async def letters_before(self, day: str) -> Sequence[LetterRow]: ...
    def add_letter(self, letter: LetterRow, now: datetime) -> None: ...
    def change_letter(self, before: LetterRow, after: LetterRow, now: datetime) -> None: ...
    def remove_letter(self, letter: LetterRow, *, with_pieces: bool) -> None: ...
    def remove_piece(self, piece_id: str) -> None: ...
    def add_case(self, case: CaseRow) -> None: ...


class RedatingBook(Protocol):
    """What the desk keeps while open terms are counted anew."""

    async def counted_by(self) -> bytes | None: ...
    def set_counted_by(self, sealed: bytes) -> None: ...
    async def owed_after(self, term_id: str, limit: int) -> Sequence[TermRow]: ...
    def add_move(self, term_id: str, sealed: bytes) -> None: ...
    async def moves(self) -> Sequence[MoveRow]: ...
    def remove_moves(self, told: Sequence[MoveRow]) -> None: ...


class DeskBook(LetterBook, RedatingBook, Protocol):
    """What the desk reads and writes; writes wait for the commit."""

    async def mail(self, after: int, limit: int) -> Sequence[MailRow]: ...
    async def reports(self, after: int, limit: int) -> Sequence[ReportRow]: ...
    async def case(self, case_id: str) -> CaseRow | None: ...
    async def cases_for(self, reader_id: str, offset: int, limit: int) -> Sequence[CaseRow]: ...
    async def epochs(self, case_id: str) -> Sequence[EpochRow]: ...
    async def wraps(self, case_id: str) -> Sequence[WrapRow]: ...
    async def wraps_of(self, case_id: str, reader_id: str) -> Sequence[WrapRow]: ...
    async def readers_of(self, case_id: str) -> frozenset[str]: ...
    async def cases_of_earlier_key(self, reader_id: str, key: str) -> Sequence[str]: ...
    async def cases_held_whole(self, keys: Mapping[str, str]) -> Sequence[str]: ...
    async def cases_wrapped_to(self, reader_id: str, key: str | None) -> Sequence[str]: ...
    async def has_route(self, case_id: str) -> bool: ...
    async def pieces(self, case_id: str) -> Sequence[PieceRow]: ...
    async def terms(self, case_id: str) -> Sequence[TermRow]: ...
    async def term(self, term_id: str) -> TermRow | None: ...
    async def overdue_terms(
        self, today: date, after: TermRow | None, limit: int
    ) -> Sequence[TermRow]: ...
    async def serial(self, series: str) -> int: ...
    async def totals(self) -> TotalsRow | None: ...
    async def accounts(self) -> Sequence[AccountRow]: ...
    async def entries_about(self, case_id: str, open_entry: OpenEntry) -> CaseEntries: ...
    def shred_case(self, case: CaseRow, entries: CaseEntries, open_entry: OpenEntry) -> None: ...
    def remove_mail(self, mail_id: int) -> None: ...
    def remove_report(self, report_id: int) -> None: ...
    def change_case(self, case: CaseRow) -> None: ...
    def add_epoch(self, epoch: EpochRow) -> None: ...
    def add_wraps(self, wraps: Sequence[WrapRow]) -> None: ...
    def replace_wrap(self, before: WrapRow, after: WrapRow) -> None: ...
    def remove_wraps(self, case_id: str, reader_id: str) -> None: ...
    def add_grant(self, case_id: str, reader_id: str, note: bytes) -> None: ...
    def add_piece(self, piece: PieceRow) -> None: ...
    def add_handle(self, handle: str, case_id: str) -> None: ...
    def add_mailbox(self, row: MailboxRow) -> None: ...
    def add_term(self, term: TermRow) -> None: ...
    def change_term(self, term: TermRow) -> None: ...
    def replace_term(self, before: TermRow, after: TermRow) -> None: ...
    async def due_reminders(self, now: datetime, limit: int) -> Sequence[DueReminder]: ...
    async def open_terms_after(self, term_id: str, limit: int) -> Sequence[OpenTerm]: ...
    def remind(
        self,
        term_id: str,
        now: datetime,
        following: Callable[[datetime | None], datetime | None],
    ) -> None: ...
    def move_reminder(self, term_id: str, before: datetime, after: datetime | None) -> None: ...
    def forget_reminders(self, term_id: str) -> None: ...
    def hold_term(self, term: TermRow) -> None: ...
    def hold_case(self, case: CaseRow) -> None: ...
    def meet_term(self, term_id: str) -> None: ...
    def withdraw(self, mark: str) -> None: ...
    async def lines_waiting(
        self, case_id: str, together: str
    ) -> Mapping[str, tuple[datetime, bool]]: ...
    def withdraw_lines(self, case_id: str, marks: Collection[str], together: str) -> None: ...
    def raise_serial(self, series: str, before: int) -> None: ...
    def set_totals(self, totals: TotalsRow) -> None: ...
    def add_account(self, account: AccountRow, enrolment: str | None) -> None: ...
    def replace_account(self, account: AccountRow, enrolment: str | None) -> None: ...
    def set_binding(self, reader_id: str, before: bytes, after: bytes) -> None: ...
    def add_outbox(self, item: OutboxRow) -> None: ...
    def log(self, event: Mapping[str, Any]) -> None: ...


@dataclass(frozen=True, slots=True)
class NewCaseKey:
    """A fresh key for one case: its public half, and the private half under the day's key."""

    recipient: str
    day: str
    identity: bytes


@dataclass(frozen=True, slots=True)
class ReceiptCommitment:
    """What the log says of a receipt number, and the sealed key that shows that it does."""

    receipt: str
    secret: bytes


class OpenDraft(Protocol):
    """A petition in the making that the intake has opened, as it may until it is submitted."""

    def open_meta(self, piece: PieceRow) -> dict[str, Any]: ...
    def open_content(self, piece: PieceRow) -> bytes: ...


class IntakeSeals(Protocol):
    """What the intake can seal, and the little it can open: its own unfinished work."""

    def open_draft(self, draft: DraftRow) -> OpenDraft: ...
    def new_case_key(self, case_id: str, today: date) -> NewCaseKey: ...
    def wrap_case(self, draft: DraftRow, recipients: Mapping[str, str]) -> dict[str, bytes]: ...
    def vouch(self, case_id: str, recipient: str) -> bytes: ...
    def seal_meta(self, case: DraftRow | EpochRow, meta: Mapping[str, Any]) -> bytes: ...
    def seal_content(self, case: DraftRow | EpochRow, content: bytes) -> bytes: ...
    def seal_mail(self, case_id: str, value: Mapping[str, Any]) -> bytes: ...
    def seal_for_courier(self, value: Mapping[str, Any]) -> bytes: ...
    def seal_own(self, purpose: str, value: Mapping[str, Any], context: str) -> bytes: ...
    def open_own(self, purpose: str, sealed: bytes, context: str) -> dict[str, Any]: ...
    def lookup(self, receipt_number: str) -> bytes: ...
    def again_key(self, word: str) -> bytes: ...
    def seal_again(self, word: str, value: Mapping[str, Any]) -> tuple[bytes, bytes]: ...
    def open_again(self, word: str, sealed: bytes) -> dict[str, Any]: ...
    def commit_receipt(self, case_id: str, receipt_number: str) -> ReceiptCommitment: ...
    def seal_for_reporter(self, recipient: str, value: Mapping[str, Any]) -> bytes: ...
    @property
    def phrases(self) -> Phrases: ...


class OpenCase(Protocol):
    """A case that a reader has opened: its pieces can be read as long as this object lives.

    It holds the keys of the epochs whose wraps opened: all, unless the reader has a new key.
    """

    @property
    def epochs(self) -> frozenset[int]: ...
    def open_meta(self, piece: PieceRow) -> dict[str, Any]: ...
    def open_content(self, piece: PieceRow) -> bytes: ...
    def wrap_for(self, recipient: str) -> Mapping[int, bytes]: ...


class PassphraseRefusedError(Exception):
    """The passphrase is not the one that the reader's key is locked with."""


class RecipientRefusedError(Exception):
    """A text is no age public key, or (`wrong_profile`) one of another kind than this roster's."""

    def __init__(self, *, wrong_profile: bool) -> None:
        super().__init__(wrong_profile)
        self.wrong_profile = wrong_profile


class LetterSeals(Protocol):
    """What the desk can do with a letter until it is a case; afterwards it opens it no more."""

    def new_letter(
        self, letter_id: str, owner: str, form: Mapping[str, Any], today: date
    ) -> LetterRow: ...
    def seal_form(self, letter: LetterRow, form: Mapping[str, Any]) -> bytes: ...
    def open_form(self, letter: LetterRow) -> dict[str, Any]: ...
    def open_letter(self, letter: LetterRow) -> OpenCase: ...
    def move_letter(self, letter: LetterRow, today: date) -> LetterRow: ...
    def forget_before(self, today: date) -> int: ...
    def enter(
        self, letter: LetterRow, recipients: Mapping[str, str]
    ) -> tuple[EpochRow, Sequence[WrapRow]]: ...
    def seal_pointer(self, today: date, piece_id: str, pointer: Mapping[str, Any]) -> bytes: ...
    def open_pointer(self, day: date, piece_id: str, sealed: bytes) -> dict[str, Any]: ...


class DeskSeals(Protocol):
    """What the desk can seal and open: facts, figures and bindings, never content by itself."""

    def open_entry(self, sealed: bytes) -> dict[str, Any]: ...
    def open_mail(self, case_id: str, sealed: bytes) -> dict[str, Any]: ...
    def open_report(self, sealed: bytes) -> dict[str, Any]: ...
    def seal_own(self, purpose: str, value: Mapping[str, Any], context: str) -> bytes: ...
    def open_own(self, purpose: str, sealed: bytes, context: str) -> dict[str, Any]: ...
    def seal_for_courier(self, value: Mapping[str, Any]) -> bytes: ...
    def seal_for_reporter(self, recipient: str, value: Mapping[str, Any]) -> bytes: ...
    def seal_meta(self, recipient: str, meta: Mapping[str, Any]) -> bytes: ...
    def seal_content(self, recipient: str, content: bytes) -> bytes: ...
    def new_identity(self, passphrase: str) -> tuple[str, bytes]: ...
    def unlock(self, sealed: bytes, passphrase: str) -> Any: ...
    def relock(self, identity: Any, passphrase: str) -> bytes: ...
    def check_recipient(self, text: str, profile: str) -> str: ...
    def recipient_of(self, identity: Any) -> str: ...
    def open_case(
        self, identity: Any, wraps: Sequence[WrapRow], recipients: Sequence[str]
    ) -> OpenCase: ...
    def check_epochs(self, epochs: Sequence[EpochRow], recipients: Sequence[str]) -> None: ...
    def new_epoch(
        self, case_id: str, number: int, recipients: Mapping[str, str]
    ) -> tuple[EpochRow, Sequence[WrapRow]]: ...
    def sign_grant(self, case_id: str, reader_id: str, recipient: str, by: str) -> str: ...
    def tag(self, purpose: str, text: str) -> str: ...
    def sign_enrolment(
        self, reader_id: str, recipient: str, code_hash: str, custody: str = ...
    ) -> str: ...


@dataclass(frozen=True, slots=True)
class Reader:
    """One person on the roster, as signed by the root key.

    `custody` says where the private key is: locked at the `desk`, or on a `device` of their own.
    """

    id: str
    role: str
    home_units: frozenset[str]
    recipient: str | None
    code_hash: str | None
    custody: str = DESK_CUSTODY


class Roster(Protocol):
    """The people who may read, as the root key signed them last.

    Every method raises `RosterRefusedError` while the roster at hand cannot be believed.
    """

    def edition(self) -> tuple[int, str]: ...
    def readers(self) -> Sequence[Reader]: ...
    def reader(self, reader_id: str) -> Reader | None: ...
    def profile(self) -> str: ...
    def recovery(self) -> str | None: ...
