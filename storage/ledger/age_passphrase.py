"""Passphrases: one opens what was sealed to the same one, at the price of a second's work.

Source: C2SP age, "The scrypt recipient type".
"""

import os
import re
from collections.abc import Sequence

from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from storage.ledger.age_header import SCRYPT, Stanza, decode_base64, encode_base64
from storage.ledger.age_recipients import unwrap_file_key, wrap_file_key
from storage.ledger.errors import MalformedSealError, WorkFactorError

WORK_FACTOR = 18  # 256 MiB and about a second for every guess of a passphrase.

_SALT_BYTES = 16
_WRAP_KEY_BYTES = 32
_LABEL = b"age-encryption.org/v1/scrypt"
_ARGUMENTS = 3
# C2SP age, "scrypt recipient stanza". Two digits are more than any computer can work off, and
# the limit keeps a number of a thousand digits away from int().
_WORK_FACTOR_TEXT = re.compile(r"[1-9][0-9]*")
_WORK_FACTOR_DIGITS = 2


class Passphrase:
    """A passphrase, as the only recipient or as an identity (C2SP age, "scrypt").

    Args:
        passphrase: Used as it is given; who asks a person for it normalises it first.
        work_factor: Base-two logarithm of the work when sealing.
        max_work_factor: The most that a file may ask of us when opening: each step doubles
            memory and time, so an unbounded one is a way to stop the program.
    """

    __slots__ = ("_max_work_factor", "_passphrase", "_work_factor")

    def __init__(
        self,
        passphrase: str,
        *,
        work_factor: int = WORK_FACTOR,
        max_work_factor: int = WORK_FACTOR,
    ) -> None:
        if not passphrase:
            raise ValueError("a passphrase must not be empty")
        if not 1 <= work_factor <= max_work_factor:
            raise ValueError("the work factor must lie between 1 and its maximum")
        self._passphrase = passphrase.encode()
        self._work_factor = work_factor
        self._max_work_factor = max_work_factor

    def __repr__(self) -> str:
        return "<Passphrase>"

    def wrap(self, file_key: bytes) -> Stanza:
        """Return a scrypt stanza under a fresh salt."""
        salt = os.urandom(_SALT_BYTES)
        wrap_key = self._wrap_key(salt, self._work_factor)
        arguments = (SCRYPT, encode_base64(salt), str(self._work_factor))
        return Stanza(arguments, wrap_file_key(wrap_key, file_key))

    def unwrap(self, stanzas: Sequence[Stanza]) -> bytes | None:
        """Return the file key, or None when the file is not sealed to this passphrase.

        Raises:
            MalformedSealError: The scrypt stanza has a wrong shape.
            WorkFactorError: It asks for more work than `max_work_factor`.
        """
        for stanza in stanzas:
            if stanza.kind == SCRYPT:
                return self._try(stanza)
        return None

    def _try(self, stanza: Stanza) -> bytes | None:
        if len(stanza.arguments) != _ARGUMENTS:
            raise MalformedSealError("a scrypt stanza has three arguments")
        _, salt_text, work_factor_text = stanza.arguments
        salt = decode_base64(salt_text)
        if len(salt) != _SALT_BYTES:
            raise MalformedSealError("the salt of a scrypt stanza has 16 bytes")
        work_factor = self._accepted_work_factor(work_factor_text)
        return unwrap_file_key(self._wrap_key(salt, work_factor), stanza)

    def _accepted_work_factor(self, text: str) -> int:
        if not _WORK_FACTOR_TEXT.fullmatch(text):
            raise MalformedSealError("the work factor of a scrypt stanza is not a plain number")
        if len(text) > _WORK_FACTOR_DIGITS or int(text) > self._max_work_factor:
            limit = self._max_work_factor
            raise WorkFactorError(f"the passphrase asks for a work factor above {limit}")
        return int(text)

    def _wrap_key(self, salt: bytes, work_factor: int) -> bytes:
        n = 1 << work_factor
        return Scrypt(_LABEL + salt, _WRAP_KEY_BYTES, n=n, r=8, p=1).derive(self._passphrase)
