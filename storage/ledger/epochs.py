"""What the log key vouches for in a case: the keys of the epochs that the desk made, and grants.

Source: docs/spec/ledger.md §5.
"""

from __future__ import annotations

from casework.ports import EpochRow
from storage.ledger.errors import ForgedNoteError, TamperedSealError
from storage.ledger.note import NoteVerifier

FIRST = 1
HASH_BYTES = 32


def epoch_text(case_id: str, number: int, recipient: str) -> str:
    """Return the text by which the log key vouches for the key of an epoch."""
    return f"dengwen epoch\n{case_id}\n{number}\n{recipient}\n"


def grant_text(case_id: str, reader_id: str, recipient: str, by: str) -> str:
    """Return the text that says who let a reader into a case, and with which key."""
    return f"dengwen grant\n{case_id}\n{reader_id}\n{recipient}\n{by}\n"


def is_note(voucher: bytes) -> bool:
    """Say whether a voucher is a note, not the keyed hash of the intake, which is shorter.

    The first epoch of a case that the desk has entered itself has a note, too.
    """
    return len(voucher) > HASH_BYTES


def verify_epoch(epoch: EpochRow, log: NoteVerifier) -> None:
    """Return if the log key vouches for an epoch that the desk has made.

    Raises:
        ForgedNoteError: Its voucher is no note of the log key.
        TamperedSealError: The note vouches for another key, number or case.
    """
    try:
        note = epoch.voucher.decode()
    except UnicodeDecodeError:
        raise ForgedNoteError("the voucher of an epoch is no note") from None
    if log.open(note) != epoch_text(epoch.case_id, epoch.epoch, epoch.recipient):
        raise TamperedSealError("the public key of an epoch is not the one that was entered")
