"""Proofs that an entry is in the log, as a file that anybody can check without a network.

Source: https://c2sp.org/tlog-proof.
"""

import base64
from dataclasses import dataclass
from typing import Self

from storage.ledger.errors import MalformedLogError
from storage.ledger.log.checkpoint import Checkpoint
from storage.ledger.log.lines import encode_proof, parse_number, parse_proof
from storage.ledger.log.merkle import check_inclusion, leaf_hash
from storage.ledger.note import NoteVerifier
from storage.ledger.note_format import decode_base64

_FIRST_LINE = "c2sp.org/tlog-proof@v1"
_EXTRA = "extra "
_INDEX = "index "


@dataclass(frozen=True, slots=True)
class LogProof:
    """An entry's place in the log, the path to the root, and the signed checkpoint.

    Attributes:
        index: The place of the entry, from 0.
        hashes: The path, the sibling of the entry first.
        checkpoint: The whole note, with the signatures of the log and of witnesses.
        extra: Bytes for the application, which nothing vouches for; none if empty.
    """

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: str
    extra: bytes = b""

    def encode(self) -> str:
        """Return the content of the file."""
        spelled = base64.b64encode(self.extra).decode("ascii")
        extra = f"{_EXTRA}{spelled}\n" if self.extra else ""
        path = encode_proof(self.hashes)
        return f"{_FIRST_LINE}\n{extra}{_INDEX}{self.index}\n{path}\n{self.checkpoint}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the content of the file. The checkpoint in it is read by `check` alone.

        Raises:
            MalformedLogError: It is anything else.
        """
        head, separator, checkpoint = text.partition("\n\n")
        first, *lines = head.split("\n")
        if first != _FIRST_LINE or not separator or not checkpoint:
            raise MalformedLogError(f"a proof of the log begins with {_FIRST_LINE}")
        extra: bytes | None = b""
        if lines and lines[0].startswith(_EXTRA):
            # An empty one would have left out the line.
            extra = decode_base64(lines.pop(0).removeprefix(_EXTRA)) or None
        if extra is None:
            raise MalformedLogError("the extra data of a proof are not some bytes in base64")
        if not lines or not lines[0].startswith(_INDEX):
            raise MalformedLogError("a proof of the log lacks its index")
        index = parse_number(lines[0].removeprefix(_INDEX), "index of a proof")
        return cls(index, parse_proof(lines[1:]), checkpoint, extra)

    def check(
        self, verifier: NoteVerifier, leaf_data: bytes, origin: str | None = None
    ) -> Checkpoint:
        """Check that the log contains an entry, and return the checkpoint that says so.

        Cosignatures in the checkpoint are for `CosignatureVerifier` to check.

        Args:
            verifier: The key of the log.
            leaf_data: The entry itself.
            origin: Which log it must be; None means that of the same name as the key.

        Raises:
            ForgedNoteError: The checkpoint is not signed by the log.
            MalformedLogError: What is signed is no checkpoint, or one of another log.
            ProofError: The entry is not at this place of that tree.
        """
        checkpoint = Checkpoint.open(self.checkpoint, verifier, origin)
        leaf = leaf_hash(leaf_data)
        check_inclusion(leaf, self.index, checkpoint.size, checkpoint.root, self.hashes)
        return checkpoint
