"""The log as its folder holds it: tiles, the newest checkpoint, what was posted and witnessed.

Specified in docs/spec/ledger.md §7. The desk signs; everybody else reads.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Self

from storage.ledger.errors import ForgedNoteError, LogError, RolledBackLogError
from storage.ledger.files import make_public_folder, publish_files
from storage.ledger.log.checkpoint import Checkpoint
from storage.ledger.log.proof import LogProof
from storage.ledger.log.tiles import TileFolder
from storage.ledger.log.witness import AddCheckpoint
from storage.ledger.note import NoteSigner, NoteVerifier


@dataclass(frozen=True, slots=True)
class Post:
    """What is shown on one day: an add-checkpoint request, and the size of the tree that it has."""

    request: str
    size: int


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
        folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        for each in (folder, folder / "posted", folder / "witnessed"):
            make_public_folder(folder, each)
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
        return None if note is None else self._opened(note)

    def sign(self, size: int) -> None:
        """Sign the tree of the first `size` entries, if it continues what was signed before.

        Args:
            size: One at which a call of `tiles.extend` ended: just those have all their files.

        Raises:
            RolledBackLogError: More entries were signed before.
            LogError: The tiles are not those that were signed before. Nothing is signed.
            ForgedNoteError: The checkpoint that is there is not ours.
            OSError: It could not be written.
        """
        newest = self.newest()
        signed = newest.size if newest else 0
        if signed == size:
            return
        if signed > size:
            raise RolledBackLogError(
                f"the log had {signed} entries when it was signed, and has {size} now", signed
            )
        if newest:
            self._check_tiles(newest)
        if self._signer is None:
            raise LogError("this process does not sign the log")
        checkpoint = Checkpoint(self._verifier.name, size, self.tiles.root(size))
        self._publish("checkpoint", checkpoint.sign(self._signer))

    def request(self, old: int) -> str:
        """Return the newest checkpoint for somebody who saw the first `old` entries last.

        Raises:
            RolledBackLogError: There are not so many entries in the newest checkpoint.
            LogError: There is no checkpoint yet, or the tiles do not hold what it signs.
            ForgedNoteError: The checkpoint that is there is not ours.
        """
        note = self.note()
        if note is None:
            raise LogError("there is no checkpoint yet")
        return self._request(note, old)

    def _request(self, note: str, old: int) -> str:
        newest = self._opened(note)
        if old > newest.size:
            raise RolledBackLogError(
                f"the newest checkpoint is of {newest.size} entries, fewer than {old}", old
            )
        self._check_tiles(newest)
        proof = self.tiles.consistency_proof(old, newest.size) if old else []
        return AddCheckpoint(old, tuple(proof), note).encode()

    def prove(self, position: int, leaf: bytes, extra: bytes) -> str | None:
        """Return the proof that `leaf` is in the log; None while no checkpoint covers it.

        Raises:
            LogError: The tiles do not hold what the checkpoint signs, or something else is there.
            ForgedNoteError: The checkpoint that is there is not ours.
        """
        # Read once: the desk may sign another one meanwhile.
        note = self.note()
        if note is None or position >= (newest := self._opened(note)).size:
            return None
        hashes = self.tiles.inclusion_proof(position, newest.size)
        proof = LogProof(position, tuple(hashes), note, extra)
        proof.check(self._verifier, leaf)  # What we hand out must hold for others as well.
        return proof.encode()

    def post(self, day: date, old: int) -> Post | None:
        """Return what is shown on `day` to those who saw the first `old` entries; None too early.

        It is kept in `posted/DAY.txt` before anybody sees it. Asked again, because what was to
        follow failed, this returns what was kept, so the file and the messages never differ.

        Raises:
            LogError: As `request`.
            OSError: It could not be written.
        """
        name = f"posted/{day.isoformat()}.txt"
        kept, note = self._kept_post(self._folder / name, old), self.note()
        if kept or note is None:
            return kept
        post = Post(self._request(note, old), self._opened(note).size)
        self._publish(name, post.request)
        return post

    def _kept_post(self, path: Path, old: int) -> Post | None:
        try:
            request = path.read_bytes().decode("utf-8", "replace")
            parsed = AddCheckpoint.parse(request)
            checkpoint = Checkpoint.open(parsed.checkpoint, self._verifier)
            fits = self.tiles.root(checkpoint.size) == checkpoint.root
        except (FileNotFoundError, LogError, ForgedNoteError):
            return None
        return Post(request, checkpoint.size) if fits and parsed.old == old else None

    def _check_tiles(self, newest: Checkpoint) -> None:
        if self.tiles.root(newest.size) != newest.root:
            raise LogError("the tiles are not those that were signed before")

    def _opened(self, note: str) -> Checkpoint:
        return Checkpoint.open(note, self._verifier)

    def _publish(self, name: str, text: str) -> None:
        """Put a file in place that everybody may read: the log holds no secret."""
        publish_files(self._folder, [(name, text.encode())])
