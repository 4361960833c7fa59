"""A witness: remembers the newest checkpoint of one log, and signs only what continues it.

Source: https://c2sp.org/tlog-witness, "add-checkpoint", without HTTP.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from storage.ledger.errors import (
    ForkedLogError,
    MalformedLogError,
    OldSizeError,
    RolledBackLogError,
)
from storage.ledger.files import write_durably
from storage.ledger.log.checkpoint import Checkpoint
from storage.ledger.log.cosignature import CosignatureSigner
from storage.ledger.log.lines import encode_proof, parse_number, parse_proof
from storage.ledger.log.merkle import EMPTY_ROOT, check_consistency
from storage.ledger.note import NoteVerifier

_OLD = "old "


@dataclass(frozen=True, slots=True)
class AddCheckpoint:
    """What a log asks of a witness.

    Attributes:
        old: The size at which the log believes the witness to be.
        proof: The hashes that lead from there to the checkpoint.
        checkpoint: The note, signed by the log.
    """

    old: int
    proof: tuple[bytes, ...]
    checkpoint: str

    def encode(self) -> str:
        """Return the body of the request."""
        return f"{_OLD}{self.old}\n{encode_proof(self.proof)}\n{self.checkpoint}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the body of a request. The checkpoint in it is read once its signature is known.

        Raises:
            MalformedLogError: It is anything else.
        """
        head, separator, checkpoint = text.partition("\n\n")
        first, *lines = head.split("\n")
        if not first.startswith(_OLD) or not separator or not checkpoint:
            raise MalformedLogError("a request to a witness begins with old and a size")
        old = parse_number(first.removeprefix(_OLD), "old size")
        return cls(old, parse_proof(lines), checkpoint)


class Witness:
    """Signs the checkpoints of one log, each of which continues those before.

    What it remembers is one file: the newest checkpoint as the log signed it. Beside it lies
    a lock, so that two processes never answer at the same time.
    """

    __slots__ = ("_log", "_origin", "_path", "_signer")

    def __init__(
        self, path: Path, log: NoteVerifier, signer: CosignatureSigner, origin: str | None = None
    ) -> None:
        """Witness a log.

        Args:
            path: The file; it is created with the first checkpoint. Its folder must exist.
            log: The key of the log.
            signer: The key of the witness.
            origin: Which log it is; None means that of the same name as its key.
        """
        self._path = path
        self._log = log
        self._signer = signer
        self._origin = origin

    def newest(self) -> Checkpoint | None:
        """Return the newest checkpoint that was signed, or is about to be; None at first.

        Raises:
            ForgedNoteError: The file does not hold a checkpoint that the log signed.
            MalformedLogError: It holds one of another log, or something else.
            OSError: It cannot be read.
        """
        try:
            note = self._path.read_bytes().decode("utf-8", "replace")
        except FileNotFoundError:
            return None
        return Checkpoint.open(note, self._log, self._origin)

    def add(self, request: AddCheckpoint, at: int) -> str:
        """Sign a checkpoint that continues the newest one, and return its note with both.

        Args:
            request: What the log sent.
            at: Now, in seconds since 1970.

        Raises:
            ForgedNoteError: The log did not sign the checkpoint, or not the remembered one.
            MalformedLogError: What is signed is no checkpoint, or one of another log, or the
                old size is above that of the checkpoint.
            RolledBackLogError: The checkpoint has fewer entries than the newest one.
            OldSizeError: The proof starts elsewhere; the error says at which size to start.
            ForkedLogError: The checkpoint has the same size and another root.
            ProofError: The proof does not lead from the newest checkpoint to this one.
            OSError: The file could not be written. Nothing was signed.
        """
        with self._lock():
            checkpoint = Checkpoint.open(request.checkpoint, self._log, self._origin)
            newest = self.newest()
            size, root = (newest.size, newest.root) if newest else (0, EMPTY_ROOT)
            if request.old > checkpoint.size:
                raise MalformedLogError("the old size is above that of the checkpoint")
            if checkpoint.size < size:
                raise RolledBackLogError(
                    f"the log had {size} entries, and has {checkpoint.size} now", size
                )
            if request.old != size:
                message = f"the witness is at {size} entries, and the proof starts at {request.old}"
                raise OldSizeError(message, size)
            if checkpoint.size == size and checkpoint.root != root and newest:
                raise ForkedLogError(f"the log signed two trees of {size} entries", size)
            check_consistency(size, root, checkpoint.size, checkpoint.root, request.proof)
            # Kept before it is signed: no cosignature exists that the witness could forget.
            write_durably(self._path, request.checkpoint.encode())
            return self._signer.cosign(request.checkpoint, at)

    @contextmanager
    def _lock(self) -> Iterator[None]:
        # A file of its own: the other one is replaced, and with it a lock on it would be lost.
        name = self._path.with_name(f"{self._path.name}.lock")
        # For its owner alone: who can open it can hold it, and keep the witness from answering.
        descriptor = os.open(name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)
