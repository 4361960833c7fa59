"""The proof that a petition is in the log, as its reporter keeps it.

Specified in docs/spec/ledger.md §9: a C2SP tlog-proof whose extra data open the leaf.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from storage.ledger.entries import EntryText, leaf_of, receipt_commitment
from storage.ledger.errors import MalformedLogError, ProofError
from storage.ledger.log.checkpoint import Checkpoint
from storage.ledger.log.proof import LogProof
from storage.ledger.note import NoteVerifier

MAX_EXTRA_BYTES = 1024 * 1024  # The entry of a petition has a line for each piece.


@dataclass(frozen=True, slots=True)
class Opening:
    """What opens the leaf of a petition.

    Attributes:
        entry: The text that the leaf commits to.
        salt: The key of that commitment.
        receipt: The receipt number.
        key: The key of the commitment to the receipt number, which stands in the entry.
    """

    entry: str
    salt: bytes
    receipt: str
    key: bytes

    def encode(self) -> bytes:
        """Return the extra data of the proof."""
        plain = {
            "entry": self.entry,
            "key": self.key.hex(),
            "receipt": self.receipt,
            "salt": self.salt.hex(),
        }
        return json.dumps(plain, sort_keys=True).encode()

    @classmethod
    def parse(cls, extra: bytes) -> Opening:
        """Read the extra data of a proof.

        Raises:
            MalformedLogError: They are anything else.
        """
        if len(extra) > MAX_EXTRA_BYTES:
            raise MalformedLogError("the file is too large to be the proof of a petition")
        try:
            plain = json.loads(extra)
            key, salt = bytes.fromhex(plain["key"]), bytes.fromhex(plain["salt"])
            entry, receipt = str(plain["entry"]), str(plain["receipt"])
            receipt.encode()  # JSON can spell what is no text.
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise MalformedLogError("the file proves something else than a petition") from error
        return cls(entry, salt, receipt, key)


@dataclass(frozen=True, slots=True)
class PetitionProof:
    """What a proof says, once it is checked.

    Attributes:
        receipt: The receipt number.
        position: The place of the entry in the log.
        checkpoint: What the log signed.
        entry: The entry: names and digests of what was handed in.
    """

    receipt: str
    position: int
    checkpoint: Checkpoint
    entry: EntryText


def check_petition_proof(text: str, log: NoteVerifier) -> PetitionProof:
    """Check a proof from the receipt number up to the signature.

    Args:
        text: The content of the file.
        log: The public key of the log.

    Raises:
        ForgedNoteError: The checkpoint is not signed by the log.
        MalformedLogError: The file is no proof of a petition.
        MalformedEntryError: The entry in it is none.
        ProofError: The receipt number, the entry, or its place in the tree does not fit.
    """
    proof = LogProof.parse(text)
    opening = Opening.parse(proof.extra)
    entry = EntryText.parse(opening.entry)
    if entry.receipt != receipt_commitment(opening.key, opening.receipt):
        raise ProofError("the entry is about another receipt number")
    checkpoint = proof.check(log, leaf_of(opening.salt, opening.entry))
    return PetitionProof(opening.receipt, proof.index, checkpoint, entry)
