"""The log as its folder holds it: tiles, the newest checkpoint, what was posted and witnessed.

Specified in docs/spec/ledger.md §7. The desk signs; everybody else reads.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Self

from storage.ledger.errors import LogError, RolledBackLogError
from storage.ledger.files import write_durably
from storage.ledger.log.checkpoint import Checkpoint
from storage.ledger.log.proof import LogProof
from storage.ledger.log.tiles import TileFolder
from storage.ledger.log.witness import AddCheckpoint
from storage.ledger.note import NoteSigner, NoteVerifier

_PUBLIC = 0o644  # The log holds no secret: whoever serves or checks it may read it.


class SignedLog:
    """A folder with the tiles of a log and its checkpoints.

    Attributes:
        tiles: The entries and their hashes.
    """

    __slots__ = ("_folder", "_signer", "_verifier", "tiles")

    def __init__(
        self, folder: Path, verifier: NoteVerifier, signer: NoteSigner | None = None
    ) -> None:
        self._folder = folder
        self._verifier = verifier
        self._signer = signer
        self.tiles = TileFolder(folder)

    @classmethod
    def writing(cls, folder: Path, signer: NoteSigner) -> Self:
        """Return the log of the process that signs it; its folder is made if it is not there."""
        for each in (folder, folder / "posted", folder / "witnessed"):
            each.mkdir(mode=0o755, parents=True, exist_ok=True)
        return cls(folder, signer.verifier, signer)

    @property
    def _checkpoint(self) -> Path:
        return self._folder / "checkpoint"

    def note(self) -> str | None:
        """Return the newest checkpoint as it was signed, or None before the first."""
        try:
            return self._checkpoint.read_bytes().decode("utf-8", "replace")
        except FileNotFoundError:
            return None

    def newest(self) -> Checkpoint | None:
        """Return the newest checkpoint, or None before the first.

        Raises:
            ForgedNoteError: The log did not sign it.
            MalformedLogError: It is no checkpoint, or one of another log.
        """
        note = self.note()
        return None if note is None else Checkpoint.open(note, self._verifier)

    def sign(self, size: int) -> None:
        """Sign the tree of the first `size` entries, if it continues what was signed before.

        Raises:
            RolledBackLogError: More entries were signed before.
            LogError: The tiles are not those that were signed before. Nothing is signed.
            ForgedNoteError: The checkpoint that is there is not ours.
            OSError: It could not be written.
        """
        newest = self.newest()
        if newest and newest.size == size:
            return
        if newest and newest.size > size:
            raise RolledBackLogError(
                f"the log had {newest.size} entries when it was signed, and has {size} now",
                newest.size,
            )
        if newest and self.tiles.root(newest.size) != newest.root:
            raise LogError("the tiles are not those that were signed before")
        if self._signer is None:
            raise LogError("this process does not sign the log")
        checkpoint = Checkpoint(self._verifier.name, size, self.tiles.root(size))
        self._publish(self._checkpoint, checkpoint.sign(self._signer))

    def request(self, old: int) -> str:
        """Return the newest checkpoint for somebody who saw the first `old` entries last.

        Raises:
            LogError: There is no checkpoint yet, or the tiles do not hold what it signs.
        """
        newest, note = self.newest(), self.note()
        if newest is None or note is None:
            raise LogError("there is no checkpoint yet")
        proof = self.tiles.consistency_proof(old, newest.size) if old else []
        return AddCheckpoint(old, tuple(proof), note).encode()

    def prove(self, position: int, extra: bytes) -> str | None:
        """Return the proof that an entry is in the log; None while no checkpoint covers it.

        Raises:
            LogError: The tiles do not hold what the checkpoint signs.
        """
        newest, note = self.newest(), self.note()
        if newest is None or note is None or position >= newest.size:
            return None
        hashes = self.tiles.inclusion_proof(position, newest.size)
        return LogProof(position, tuple(hashes), note, extra).encode()

    def keep_post(self, day: date, request: str) -> None:
        """Keep what is posted on `day`."""
        self._publish(self._folder / "posted" / f"{day.isoformat()}.txt", request)

    def _publish(self, path: Path, text: str) -> None:
        write_durably(path, text.encode())
        path.chmod(_PUBLIC)
