"""Readers and their Telegram accounts.

A binding says which account is whose. It lies sealed under the desk's key, so whoever can write the
database cannot become a reader, and looking one up means opening all of them: a few dozen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from casework.desk.scope import DeskScope
from casework.ports import DEVICE_CUSTODY, AccountRow, Reader
from casework.rules.leave import Leave
from casework.rules.roles import Group, Role, group_of

PURPOSE = "account"


@dataclass(frozen=True, slots=True)
class Account:
    """A Telegram account, its private chat with the team bot, and the language to use there."""

    user_id: int
    chat_id: int
    language: str
    leave: Leave | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """A reader on the roster, at the Telegram account that is theirs."""

    reader: Reader
    account: Account

    @property
    def user_id(self) -> int:
        """The number of the Telegram account."""
        return self.account.user_id

    @property
    def chat_id(self) -> int:
        """The reader's private chat with the team bot."""
        return self.account.chat_id

    @property
    def language(self) -> str:
        """The language that the reader has chosen."""
        return self.account.language

    @property
    def leave(self) -> Leave | None:
        """When the reader is, was or will be away, as far as it is known."""
        return self.account.leave

    @property
    def id(self) -> str:
        """The reader's id on the roster."""
        return self.reader.id

    @property
    def role(self) -> Role:
        """What the reader is."""
        return Role(self.reader.role)

    @property
    def keeps_own_key(self) -> bool:
        """Whether the reader's key is on a device of theirs, so the desk opens nothing for them."""
        return self.reader.custody == DEVICE_CUSTODY

    @property
    def group(self) -> Group:
        """The body to which the reader belongs."""
        return group_of(self.role)


async def members(scope: DeskScope) -> Sequence[Member]:
    """Return everybody who is on the roster and has enrolled."""
    found = (member_of(scope, account) for account in await scope.book.accounts())
    return [member for member in found if member is not None]


async def who_is(scope: DeskScope, user_id: int) -> Member | None:
    """Return the reader whose Telegram account this is, or None."""
    return next((m for m in await members(scope) if m.user_id == user_id), None)


async def departed_chats(scope: DeskScope, people: Sequence[Member]) -> Sequence[int]:
    """Return the chats of accounts that are nobody's any more, `people` being those who are."""
    own = {member.chat_id for member in people}
    bindings = [
        scope.seals.open_own(PURPOSE, account.binding, account.reader_id)
        for account in await scope.book.accounts()
    ]
    known = {binding["chat_id"] for binding in bindings}
    former = {chat for binding in bindings for chat in binding.get("former", ())}
    return sorted((known | former) - own)


def member_of(scope: DeskScope, account: AccountRow) -> Member | None:
    """Return the reader of an account, or None when the roster has dropped or invited them anew."""
    reader = scope.roster.reader(account.reader_id)
    if reader is None:
        return None
    binding = scope.seals.open_own(PURPOSE, account.binding, account.reader_id)
    if binding["code"] != reader.code_hash:
        return None
    days = binding.get("leave")
    leave = Leave(*map(date.fromisoformat, days)) if days else None
    account_of = Account(binding["user_id"], binding["chat_id"], binding["language"], leave)
    return Member(reader, account_of)


def seal_binding(
    scope: DeskScope, reader: Reader, account: Account, before: AccountRow | None = None
) -> bytes:
    """Seal which account is whose, by the invitation that the roster holds now.

    The chat of the account that was theirs `before` stays known: what waits for it goes to nobody.
    """
    binding: dict[str, Any] = {
        "user_id": account.user_id,
        "chat_id": account.chat_id,
        "language": account.language,
        "code": reader.code_hash,
    }
    if before is not None:
        earlier = scope.seals.open_own(PURPOSE, before.binding, reader.id)
        former = {*earlier.get("former", ()), earlier["chat_id"]} - {account.chat_id}
        binding["former"] = sorted(former)
    return scope.seals.seal_own(PURPOSE, binding, reader.id)


async def rebind(scope: DeskScope, reader_id: str, changes: Mapping[str, Any]) -> None:
    """Let the commit change what rests with an account, if nobody changes it meanwhile.

    What is None in `changes` is left out from then on. The commit raises a StaleError for who was
    slower.
    """
    for account in await scope.book.accounts():
        if account.reader_id == reader_id:
            plain = scope.seals.open_own(PURPOSE, account.binding, reader_id) | {**changes}
            kept = {name: value for name, value in plain.items() if value is not None}
            binding = scope.seals.seal_own(PURPOSE, kept, reader_id)
            scope.book.set_binding(reader_id, account.binding, binding)


async def speak(scope: DeskScope, member: Member, language: str) -> None:
    """Take up the language that a reader has chosen."""
    await rebind(scope, member.id, {"language": language})
    scope.record("account", by=member.id)
