"""The citizen's side: a draft becomes a case with a receipt, and is found again."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from casework.entering import keys_of, route_petition
from casework.intake_scope import IntakeScope
from casework.keeping import FIRST_EPOCH, Contents, count_contents, keep_text
from casework.mailbox import open_mailbox
from casework.origins import leave_names_out
from casework.ports import CaseRow, DraftRow, EpochRow, WrapRow
from casework.rules.access import key_id
from casework.rules.handles import handle_for
from casework.rules.letters import BOT
from casework.rules.promises import Promises, promises_on
from casework.rules.receipts import issue_receipt_number
from casework.rules.roles import Group
from casework.rules.routing import RoutingResult
from casework.rules.variants import Kind


class DraftNotFoundError(Exception):
    """The draft was submitted or discarded; there is nothing to add to."""


class NothingWrittenError(Exception):
    """A petition needs at least one message or attachment."""


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
class Receipt:
    """What the person gets: the number, what was received, and what happens next by when.

    `bypassed` are the bodies that it is about, which never see it.
    """

    number: str
    received_on: date
    messages: int
    attachments: int
    promises: Promises
    bypassed: frozenset[Group] = frozenset()


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
    routing = route_petition(scope.roster, petition.unit, petition.category, petition.concerns)
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
    kind = Kind(petition.real_name, petition.category, BOT)
    promises = promises_on(today, scope.term_rules, scope.calendar, kind)
    return Receipt(
        number, today, contents.messages, contents.attachments, promises, routing.bypassed
    )


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
        "channel": BOT,
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
    recipients = keys_of(scope.roster, routing)
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
    scope.book.add_mail(draft.id, sealed, datetime.fromisoformat(facts["received_at"]))
    commitment = scope.seals.commit_receipt(draft.id, number)
    scope.record("received", case=draft.id, **asdict(commitment))
