"""What a process remembers of the roster across restarts. Specified in docs/spec/roster.md, "Pins".

The root key and the newest edition seen lie in a file of the process's own, so whoever can put an
older roster, or one of their own making, into the keys folder does not bring a removed reader back.
An offline root key has such a file beside it, with the newest edition that it signed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from storage.ledger.errors import KeyFileError, RolledBackRosterError
from storage.ledger.files import read_secret_file, write_durably
from storage.ledger.note import NoteVerifier


@dataclass(frozen=True, slots=True)
class Seen:
    """The newest edition that was believed: by which root key, its serial, its text's SHA-256."""

    root: str
    serial: int
    digest: str


class RosterPin:
    """Compares each edition with the newest one seen, and remembers it if it is newer.

    Without a path it remembers for as long as the object lives.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._seen: Seen | None = None
        self._read = path is None

    def serial(self) -> int:
        """Return the highest serial seen, or 0.

        Raises:
            KeyFileError: The pin file is broken or open to others.
        """
        seen = self._remembered()
        return seen.serial if seen else 0

    def check(self, root: NoteVerifier, serial: int, text: str) -> None:
        """Return if an edition may be taken up; raises as `accept`, and remembers nothing."""
        new, seen = _seen(root, serial, text), self._remembered()
        if seen is not None and seen != new:
            self._refuse_other_past(seen, new)

    def accept(self, root: NoteVerifier, serial: int, text: str) -> None:
        """Take up an edition that `root` signed, unless something else was seen before.

        Raises:
            RolledBackRosterError: It is older than one seen before, another text of the same
                serial, or signed by another root key.
            KeyFileError: The pin file is broken, open to others, or cannot be written: an edition
                that might be forgotten is not used.
        """
        new = _seen(root, serial, text)
        seen = self._remembered()
        if seen == new:
            return
        if seen is not None:
            self._refuse_other_past(seen, new)
        if self._path is not None:
            _save(self._path, new)
        self._seen = new

    def _refuse_other_past(self, seen: Seen, new: Seen) -> None:
        if new.root != seen.root:
            raise RolledBackRosterError(
                "root.pub is another root key than before; if it was replaced on purpose, remove "
                f"{self._path or 'what is remembered'}, otherwise put the old root.pub back"
            )
        if new.serial < seen.serial:
            raise RolledBackRosterError(
                f"the roster is edition {new.serial}, an older edition than {seen.serial}, which "
                f"was seen before; put edition {seen.serial} or a newer one back"
            )
        if new.serial == seen.serial:
            raise RolledBackRosterError(
                f"the roster is another edition {new.serial} than the one that was seen before; "
                "put that one back, or sign a newer one"
            )

    def _remembered(self) -> Seen | None:
        if not self._read and self._path is not None:
            self._seen = _load(self._path, read_secret_file)
            self._read = True
        return self._seen


class RootPin:
    """The newest edition that an offline root key signed; no secret, and beside the key.

    Without it a request could be built on an edition from before somebody was taken off.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def check(self, root: NoteVerifier, serial: int, text: str) -> None:
        """Return if a request that is built on this edition may be signed.

        Raises:
            RolledBackRosterError: The key signed a newer edition, or another one of that serial.
            KeyFileError: The pin is broken.
        """
        # A stick may know no modes.
        signed, asked = _load(self._path, Path.read_bytes), _seen(root, serial, text)
        if signed is None or signed == asked:
            return
        if signed.root != asked.root:
            raise RolledBackRosterError(
                f"{self._path} is of another root key; if the key was replaced on purpose, remove "
                "that file"
            )
        if serial < signed.serial:
            raise RolledBackRosterError(
                f"the request is built on edition {serial}, and this key has signed edition "
                f"{signed.serial}: let that one be installed and ask for a new request; if it was "
                f"lost, compare the people with the office and then remove {self._path}"
            )
        if serial == signed.serial:
            raise RolledBackRosterError(
                f"the request is built on another edition {serial} than the one that this key "
                "signed here: ask the office how that came about before you sign"
            )

    def remember(self, root: NoteVerifier, serial: int, text: str) -> None:
        """Note that the key signed this edition.

        Raises:
            KeyFileError: It could not be written.
        """
        _save(self._path, _seen(root, serial, text))


def _seen(root: NoteVerifier, serial: int, text: str) -> Seen:
    return Seen(root.encode(), serial, hashlib.sha256(text.encode()).hexdigest())


def _save(path: Path, seen: Seen) -> None:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_durably(path, f"{json.dumps(asdict(seen), sort_keys=True)}\n".encode())
    except OSError as error:
        raise KeyFileError(f"the pin {path} cannot be written: {error.strerror}") from error


def _load(path: Path, read: Callable[[Path], bytes]) -> Seen | None:
    if not path.exists():
        return None
    try:
        plain = json.loads(read(path))
        return Seen(str(plain["root"]), int(plain["serial"]), str(plain["digest"]))
    except (ValueError, KeyError, TypeError) as error:
        raise KeyFileError(
            f"the pin {path} is broken; compare 'dengwen roster show' with what the keeper of the "
            "root key has, then remove it"
        ) from error
