"""A reader's key comes into memory for a while, and goes again."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime

from casework.desk.people import Member
from casework.desk.scope import DeskScope
from casework.ports import PassphraseRefusedError


class NoKeyHereError(Exception):
    """The desk holds no key of this reader."""


class KeyNotOnRosterError(Exception):
    """The key opens, and the roster names another one for this reader."""


@dataclass(frozen=True, slots=True)
class Unlocked:
    """Until when a key is in memory, and whether the roster has it, so that cases come to it."""

    until: datetime
    on_roster: bool


async def unlock(scope: DeskScope, member: Member, passphrase: str) -> Unlocked:
    """Open a reader's key with the passphrase and keep it for a while.

    Raises:
        PassphraseRefusedError: The passphrase is wrong.
        TooManyTriesError: It was wrong too often; nothing was tried.
        NoKeyHereError: The reader's key is kept elsewhere, or they need none.
        KeyNotOnRosterError: The roster names another key.
    """
    rows = [row for row in await scope.book.accounts() if row.reader_id == member.id]
    if not rows or rows[0].identity is None:
        raise NoKeyHereError
    async with scope.sessions.one_at_a_time:
        scope.sessions.check_tries(member.id)
        try:
            identity = await asyncio.to_thread(scope.seals.unlock, rows[0].identity, passphrase)
        except PassphraseRefusedError:
            scope.sessions.note_wrong(member.id)
            raise
    entered = member.reader.recipient
    if entered is not None and entered != scope.seals.recipient_of(identity):
        raise KeyNotOnRosterError
    until = scope.sessions.unlock(member.id, identity)
    return Unlocked(until, on_roster=entered is not None)


async def keeps_key_elsewhere(scope: DeskScope, member: Member) -> bool:
    """Say whether a reader's private key is not at the desk, so that nothing is unlocked here."""
    return all(
        row.identity is None for row in await scope.book.accounts() if row.reader_id == member.id
    )


def lock(scope: DeskScope, member: Member) -> bool:
    """Forget a reader's key at once; says whether it was unlocked."""
    return scope.sessions.lock(member.id)
