"""Checkpoints: what the log signs about itself.

Source: https://c2sp.org/tlog-checkpoint. Its signatures are those of signed notes.
"""

from dataclasses import dataclass
from typing import Self

from storage.ledger.errors import MalformedLogError
from storage.ledger.log.lines import encode_hash, parse_hash, parse_number
from storage.ledger.log.merkle import HASH_BYTES, MAX_SIZE
from storage.ledger.note import NoteSigner, NoteVerifier
from storage.ledger.note_format import problem_of

_LINES = 3


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How many entries the log has, and the root over them.

    Attributes:
        origin: Which log it is; by custom the name of the key that signs.
        size: The number of entries.
        root: 32 bytes.
        extensions: Further lines, which nobody audits. We write none.

    Raises:
        MalformedLogError: On making one that could not be written as text.
    """

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.size <= MAX_SIZE or len(self.root) != HASH_BYTES:
            raise MalformedLogError("a checkpoint has a size and a root of 32 bytes")
        for line in (self.origin, *self.extensions):
            if not line or "\n" in line or problem_of(line + "\n"):
                raise MalformedLogError("a line of a checkpoint is empty or no text")

    def encode(self) -> str:
        """Return the text that is signed."""
        lines = (self.origin, str(self.size), encode_hash(self.root), *self.extensions)
        return "".join(f"{line}\n" for line in lines)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the text of a checkpoint, without signatures.

        Raises:
            MalformedLogError: It is anything else.
        """
        *lines, rest = text.split("\n")
        if rest or len(lines) < _LINES:
            raise MalformedLogError("a checkpoint has three lines or more, each with its newline")
        origin, size, root, *extensions = lines
        return cls(
            origin=origin,
            size=parse_number(size, "size of a checkpoint"),
            root=parse_hash(root),
            extensions=tuple(extensions),
        )

    def sign(self, signer: NoteSigner) -> str:
        """Return the signed note."""
        return signer.sign(self.encode())

    @classmethod
    def open(cls, note: str, verifier: NoteVerifier, origin: str | None = None) -> Self:
        """Read a checkpoint from a note that bears a valid signature of the log.

        Args:
            note: The note; signatures by others are ignored.
            verifier: The key of the log.
            origin: Which log it must be; None means that of the same name as the key.

        Raises:
            ForgedNoteError: The note is malformed, or not signed by the log.
            MalformedLogError: What is signed is no checkpoint, or one of another log.
        """
        checkpoint = cls.parse(verifier.open(note))
        wanted = verifier.name if origin is None else origin
        if checkpoint.origin != wanted:
            raise MalformedLogError(
                f"the checkpoint is of the log {checkpoint.origin}, not of {wanted}"
            )
        return checkpoint
