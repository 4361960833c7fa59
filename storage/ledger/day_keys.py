"""Random keys that live for a day, so that what lingers of unfinished work soon opens no more."""

from __future__ import annotations

import contextlib
import secrets
from datetime import date
from pathlib import Path

from storage.ledger.errors import KeyFileError
from storage.ledger.local import LocalKey


class DayKeys:
    """One random key file a day, for the private keys of drafts.

    Pages deleted from a database linger on the disk. A draft's private key is therefore sealed
    under the key of the day, and once the file of a day is unlinked, what lingers opens no more.
    Several processes may share the folder: whichever needs the key of a day first draws it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def of(self, day: str) -> LocalKey:
        """Return the key of a day that has one.

        Raises:
            KeyFileError: It is gone, or may not be read.
            OSError: The folder fails, or is away: that says nothing about the key.
        """
        try:
            return LocalKey.load(self._folder / f"{day}.key")
        except KeyFileError as error:
            failed = error.__cause__
            if isinstance(failed, OSError) and not isinstance(failed, PermissionError):
                raise failed from None
            raise

    def today(self, today: date) -> LocalKey:
        """Return today's key, drawing it if this is the first draft of the day."""
        path = self._folder / f"{today.isoformat()}.key"
        if not path.exists():
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._draw(path)
        return LocalKey.load(path)

    def forget_before(self, day: str) -> int:
        """Unlink the keys of all days before `day` (ISO date); returns how many there were."""
        old = [path for path in self._folder.glob("*.key") if path.stem < day]
        for path in old:
            path.unlink(missing_ok=True)  # another process may be faster
        return len(old)

    def _draw(self, path: Path) -> None:
        """Put a key at `path`, whole at once, unless somebody else has by now."""
        temporary = path.with_name(f".{path.name}.{secrets.token_hex(8)}.part")
        LocalKey.generate().save(temporary)
        try:
            # A link is made or not, and never replaces: two who draw end up with one key.
            with contextlib.suppress(FileExistsError):
                path.hardlink_to(temporary)
        finally:
            temporary.unlink()
