"""A reader joins: a code from the roster, a Telegram account, and a key locked with a passphrase.

The desk only asks for the key to be entered: who reads is what the root key signs.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import unicodedata

from casework.desk.figures import publish_totals
from casework.desk.people import Account, Member, member_of, members, seal_binding
from casework.desk.scope import DeskScope
from casework.ports import AccountRow, Reader
from casework.rules.roles import Action, Role, may

MIN_PASSPHRASE = 12


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


def needs_passphrase(reader: Reader) -> bool:
    """Say whether a key is made here: not for who reads nothing or keeps a key elsewhere."""
    return may(Role(reader.role), Action.READ) and reader.recipient is None


async def bind(scope: DeskScope, reader: Reader, account: Account) -> Member:
    """Bind an account to a reader who needs no key at the desk.

    Raises:
        AlreadyEnrolledError: The code or the account is taken.
    """
    before = await _check_free(scope, reader, account)
    return await _enter(scope, Member(reader, account), None, None, anew=before is not None)


async def enroll(scope: DeskScope, reader_id: str, passphrase: str, account: Account) -> Member:
    """Make a reader's key, lock it with the passphrase and ask for it to enter the roster.

    Raises:
        PassphraseTooShortError: It has fewer than `MIN_PASSPHRASE` characters.
        CodeRefusedError: The roster has dropped the reader or their invitation.
        AlreadyEnrolledError: The code or the account is taken.
    """
    if len(unicodedata.normalize("NFKC", passphrase).strip()) < MIN_PASSPHRASE:
        raise PassphraseTooShortError
    reader = scope.roster.reader(reader_id)
    if reader is None or reader.code_hash is None:
        raise CodeRefusedError
    before = await _check_free(scope, reader, account)
    async with scope.sessions.one_at_a_time:
        recipient, sealed = await asyncio.to_thread(scope.seals.new_identity, passphrase)
    note = scope.seals.sign_enrolment(reader.id, recipient, reader.code_hash)
    return await _enter(scope, Member(reader, account), sealed, note, anew=before is not None)


async def _check_free(scope: DeskScope, reader: Reader, account: Account) -> AccountRow | None:
    """Return the account row that may be written over, or None if there is none."""
    if any(m.user_id == account.user_id and m.id != reader.id for m in await members(scope)):
        raise AlreadyEnrolledError
    rows = [row for row in await scope.book.accounts() if row.reader_id == reader.id]
    if not rows:
        return None
    member = member_of(scope, rows[0])
    begins_anew = member is None or member.user_id == account.user_id
    if not begins_anew or (member is not None and not needs_passphrase(reader)):
        raise AlreadyEnrolledError
    return rows[0]


async def _enter(
    scope: DeskScope, member: Member, identity: bytes | None, enrolment: str | None, *, anew: bool
) -> Member:
    row = AccountRow(member.id, seal_binding(scope, member.reader, member.account), identity)
    enter = scope.book.replace_account if anew else scope.book.add_account
    enter(row, enrolment)
    if member.role is Role.LIAISON:
        await publish_totals(scope, joining=member)
    return member
