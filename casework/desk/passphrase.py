"""A reader changes the passphrase; the key stays the same, so nothing has to be wrapped anew.

The old passphrase unlocks the key. The key locked with the new one is kept in memory alone until
the reader has opened it once: a slip of the finger changes nothing, and neither does a restart.
"""

from __future__ import annotations

import asyncio

from casework.desk.enroll import require_length
from casework.desk.people import Member
from casework.desk.scope import DeskScope, LockedError
from casework.ports import AccountRow


async def choose_passphrase(scope: DeskScope, member: Member, passphrase: str) -> None:
    """Lock a reader's unlocked key with another passphrase, and wait for its confirmation.

    Raises:
        PassphraseTooShortError: It has too few characters.
        LockedError: The key is no longer unlocked; the old passphrase stays.
    """
    require_length(passphrase)
    identity = scope.sessions.key_of(member.id)
    if identity is None:
        raise LockedError
    async with scope.sessions.one_at_a_time:
        relocked = await asyncio.to_thread(scope.seals.relock, identity, passphrase)
    scope.sessions.propose(member.id, relocked)


async def confirm_passphrase(scope: DeskScope, member: Member, passphrase: str) -> None:
    """Put the key that was locked anew in place, if the passphrase opens it.

    Raises:
        PassphraseRefusedError: It differs from the one that was chosen.
        LockedError: The key is no longer unlocked; the old passphrase stays.
    """
    relocked = scope.sessions.proposed(member.id)
    rows = [row for row in await scope.book.accounts() if row.reader_id == member.id]
    if relocked is None or not rows:
        raise LockedError
    async with scope.sessions.one_at_a_time:
        identity = await asyncio.to_thread(scope.seals.unlock, relocked, passphrase)
    row = AccountRow(member.id, rows[0].binding, relocked)
    scope.book.replace_account(row, _request(scope, member, scope.seals.recipient_of(identity)))
    scope.record("passphrase", by=member.id)


def _request(scope: DeskScope, member: Member, recipient: str) -> str | None:
    """Return the note that asks for the same key again: it is replaced with the account."""
    code = member.reader.code_hash
    return None if code is None else scope.seals.sign_enrolment(member.id, recipient, code)
