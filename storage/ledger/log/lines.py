"""Lines that checkpoints, proofs and requests share: sizes and hashes."""

import base64
import re
from collections.abc import Iterable

from storage.ledger.errors import MalformedLogError
from storage.ledger.log.merkle import HASH_BYTES, MAX_SIZE
from storage.ledger.note_format import decode_base64

MAX_PROOF_HASHES = 63  # C2SP tlog-witness, "add-checkpoint"; as many as a size has bits.

_DECIMAL = re.compile(r"0|[1-9][0-9]{0,18}")


def parse_number(text: str, name: str) -> int:
    """Return the number that `text` spells in decimal, without leading zeroes.

    Raises:
        MalformedLogError: It spells none, or one of 2^63 or more. `name` says of what.
    """
    if not _DECIMAL.fullmatch(text) or (number := int(text)) > MAX_SIZE:
        raise MalformedLogError(f"the {name} is no number in decimal")
    return number


def parse_hash(line: str) -> bytes:
    """Return the hash that a line spells in base64.

    Raises:
        MalformedLogError: It is none.
    """
    found = decode_base64(line)
    if found is None or len(found) != HASH_BYTES:
        raise MalformedLogError("a line that should be a hash is not 32 bytes in base64")
    return found


def encode_hash(found: bytes) -> str:
    """Return the hash in base64."""
    return base64.b64encode(found).decode("ascii")


def parse_proof(lines: list[str]) -> tuple[bytes, ...]:
    """Return the hashes of a proof.

    Raises:
        MalformedLogError: A line is no hash, or there are too many.
    """
    if len(lines) > MAX_PROOF_HASHES:
        raise MalformedLogError(f"a proof has at most {MAX_PROOF_HASHES} hashes")
    return tuple(map(parse_hash, lines))


def encode_proof(hashes: Iterable[bytes]) -> str:
    """Return the lines of a proof, each with its newline."""
    return "".join(f"{encode_hash(each)}\n" for each in hashes)
