"""A reader joins: a code from the roster, a Telegram account, and a key locked with a passphrase.

The desk only asks for the key to be entered: who reads is what the root key signs.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import unicodedata
from dataclasses import dataclass

from casework.desk.figures import publish_totals
from casework.desk.people import Account, Member, member_of, members, seal_binding
from casework.desk.scope import DeskScope
from casework.ports import DESK_CUSTODY, DEVICE_CUSTODY, AccountRow, Reader
from casework.rules.roles import Action, Role, may

MIN_PASSPHRASE = 12


NO_CUSTODY = "none"  # of who reads nothing and has no key


@dataclass(frozen=True, slots=True)
class Entered:
    """Where a reader's private key is, that key if it is here, and the note that asks for it."""

    custody: str
    identity: bytes | None = None
    note: str | None = None


class CodeRefusedError(Exception):
    """No entry of the roster has this enrolment code."""


class AlreadyEnrolledError(Exception):
    """The code was used, or the account belongs to a reader already."""


class PassphraseTooShortError(Exception):
    """The passphrase has fewer than `minimum` characters."""

    def __init__(self, minimum: int = MIN_PASSPHRASE) -> None:
        super().__init__(minimum)
        self.minimum = minimum


def code_hash(code: str) -> str:
    """Return the hash of an enrolment code as the roster holds it; case and dashes do not count."""
    plain = "".join(character for character in code.upper() if character.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()


async def find_invitation(scope: DeskScope, code: str, account: Account) -> Reader:
    """Return the reader whose code this is, if the account may become theirs.

    Until the root key has signed a reader's key, the same account may begin anew.

    Raises:
        CodeRefusedError: No such code.
        AlreadyEnrolledError: The code or the account is taken.
    """
    wanted = code_hash(code)
    for reader in scope.roster.readers():
        if reader.code_hash and hmac.compare_digest(reader.code_hash, wanted):
            await _check_free(scope, reader, account)
            return reader
    raise CodeRefusedError


def needs_key(reader: Reader) -> bool:
    """Say whether a key is wanted: not of who reads nothing or has one on the roster already."""
    return may(Role(reader.role), Action.READ) and reader.recipient is None


async def held_a_key(scope: DeskScope, reader: Reader) -> bool:
    """Say whether an earlier invitation of this reader was used: older cases go to that key.

    They become readable once somebody who can open them has wrapped them anew (docs/spec/ledger.md
    §5, "Re-wrapping").
    """
    rows = [row for row in await scope.book.accounts() if row.reader_id == reader.id]
    return bool(rows) and needs_key(reader) and member_of(scope, rows[0]) is None


async def bind(scope: DeskScope, reader: Reader, account: Account) -> Member:
    """Bind an account to a reader who needs no key at the desk.

    Raises:
        AlreadyEnrolledError: The code or the account is taken.
    """
    before = await _check_free(scope, reader, account)
    member = Member(reader, account)
    return await _enter(scope, member, Entered(NO_CUSTODY), before=before)


async def enroll(scope: DeskScope, reader_id: str, passphrase: str, account: Account) -> Member:
    """Make a reader's key, lock it with the passphrase and ask for it to enter the roster.

    Raises:
        PassphraseTooShortError: It has fewer than `MIN_PASSPHRASE` characters.
        CodeRefusedError: The roster has dropped the reader or their invitation.
        AlreadyEnrolledError: The code or the account is taken.
    """
    require_length(passphrase)
    reader, code = _invited(scope, reader_id)
    before = await _check_free(scope, reader, account)
    async with scope.sessions.one_at_a_time:
        recipient, sealed = await asyncio.to_thread(scope.seals.new_identity, passphrase)
    note = scope.seals.sign_enrolment(reader.id, recipient, code)
    entered = Entered(DESK_CUSTODY, sealed, note)
    return await _enter(scope, Member(reader, account), entered, before=before)


async def enroll_device(
    scope: DeskScope, reader_id: str, recipient: str, account: Account
) -> Member:
    """Ask for a key to enter the roster whose private half is on the reader's own device.

    Raises:
        RecipientRefusedError: The text is no age public key, or not of the roster's profile.
        CodeRefusedError: The roster has dropped the reader or their invitation.
        AlreadyEnrolledError: The code or the account is taken.
    """
    reader, code = _invited(scope, reader_id)
    key = scope.seals.check_recipient(recipient, scope.roster.profile())
    before = await _check_free(scope, reader, account)
    note = scope.seals.sign_enrolment(reader.id, key, code, DEVICE_CUSTODY)
    entered = Entered(DEVICE_CUSTODY, None, note)
    return await _enter(scope, Member(reader, account), entered, before=before)


def require_length(passphrase: str) -> None:
    """Return if a passphrase is long enough.

    Raises:
        PassphraseTooShortError: It has fewer than `MIN_PASSPHRASE` characters.
    """
    if len(unicodedata.normalize("NFKC", passphrase).strip()) < MIN_PASSPHRASE:
        raise PassphraseTooShortError


def _invited(scope: DeskScope, reader_id: str) -> tuple[Reader, str]:
    reader = scope.roster.reader(reader_id)
    if reader is None or reader.code_hash is None:
        raise CodeRefusedError
    return reader, reader.code_hash


async def _check_free(scope: DeskScope, reader: Reader, account: Account) -> AccountRow | None:
    """Return the account row that may be written over, or None if there is none."""
    if any(m.user_id == account.user_id and m.id != reader.id for m in await members(scope)):
        raise AlreadyEnrolledError
    rows = [row for row in await scope.book.accounts() if row.reader_id == reader.id]
    if not rows:
        return None
    member = member_of(scope, rows[0])
    begins_anew = member is None or member.user_id == account.user_id
    if not begins_anew or (member is not None and not needs_key(reader)):
        raise AlreadyEnrolledError
    return rows[0]


async def _enter(
    scope: DeskScope, member: Member, entered: Entered, *, before: AccountRow | None
) -> Member:
    binding = seal_binding(scope, member.reader, member.account, before)
    enter = scope.book.add_account if before is None else scope.book.replace_account
    enter(AccountRow(member.id, binding, entered.identity), entered.note)
    # A key of an earlier invitation may still be unlocked.
    scope.sessions.lock(member.id)
    scope.record("enrolled", by=member.id, custody=entered.custody)
    if member.role in {Role.LIAISON, Role.OFFICE}:
        await publish_totals(scope, joining=member)
    return member
