"""Readers' unlocked keys: in memory only, each for a while, gone when the process ends."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from datetime import datetime, timedelta

from casework.ports import Clock

TRIES = 5
PAUSE = timedelta(minutes=15)


class TooManyTriesError(Exception):
    """Too many wrong passphrases in a row; `until` says when the next try is allowed."""

    def __init__(self, until: datetime) -> None:
        super().__init__("too many wrong passphrases")
        self.until = until


class Sessions:
    """Who is unlocked at this moment. Wrong passphrases are counted here too."""

    def __init__(self, clock: Clock, unlock_for: timedelta) -> None:
        self._clock = clock
        self._unlock_for = unlock_for
        self._keys: dict[str, tuple[object, datetime]] = {}
        self._relocked: dict[str, bytes] = {}
        self._wrong: dict[str, list[datetime]] = {}
        self.one_at_a_time = asyncio.Lock()
        """Held while a passphrase is tried: each try takes 256 MiB."""

    def __repr__(self) -> str:
        return f"<Sessions of {len(self._keys)}>"

    def unlock(self, reader_id: str, identity: object) -> datetime:
        """Keep a reader's key for a while; returns until when."""
        until = self._clock() + self._unlock_for
        self._keys[reader_id] = (identity, until)
        self._wrong.pop(reader_id, None)
        return until

    def lock(self, reader_id: str) -> bool:
        """Forget a reader's key; says whether there was one."""
        self._relocked.pop(reader_id, None)
        return self._keys.pop(reader_id, None) is not None

    def propose(self, reader_id: str, relocked: bytes) -> None:
        """Keep the key of an unlocked reader, locked anew, until the reader has confirmed it."""
        self._relocked[reader_id] = relocked

    def proposed(self, reader_id: str) -> bytes | None:
        """Return the key of a reader locked anew; it goes when the reader's key goes."""
        self.forget_expired()
        return self._relocked.get(reader_id)

    def key_of(self, reader_id: str) -> object | None:
        """Return a reader's key if it is unlocked now."""
        self.forget_expired()
        kept = self._keys.get(reader_id)
        return kept[0] if kept else None

    def keep(self, reader_ids: Collection[str]) -> None:
        """Forget the keys of everybody but these."""
        for reader_id in self._keys.keys() - {*reader_ids}:
            self.lock(reader_id)

    def forget_expired(self) -> None:
        """Forget every key whose time is over."""
        now = self._clock()
        self._keys = {who: kept for who, kept in self._keys.items() if kept[1] > now}
        self._relocked = {who: key for who, key in self._relocked.items() if who in self._keys}

    def note_wrong(self, reader_id: str) -> None:
        """Count a wrong passphrase."""
        self._wrong.setdefault(reader_id, []).append(self._clock())

    def check_tries(self, reader_id: str) -> None:
        """Return if another passphrase may be tried now.

        Raises:
            TooManyTriesError: The last tries were all wrong.
        """
        recent = [at for at in self._wrong.get(reader_id, ()) if at + PAUSE > self._clock()]
        self._wrong[reader_id] = recent
        if len(recent) >= TRIES:
            raise TooManyTriesError(recent[-TRIES] + PAUSE)
