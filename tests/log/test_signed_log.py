"""What whoever reads the log meets while the desk writes it."""

import stat
from pathlib import Path

import pytest

from storage.ledger.log.checkpoint import Checkpoint
from storage.ledger.log.proof import LogProof
from storage.ledger.log.signed_log import SignedLog
from storage.ledger.log.witness import AddCheckpoint
from storage.ledger.note import NoteSigner

SIGNER = NoteSigner.generate("dengwen-log")


class Moving(SignedLog):
    """A log that the desk signs anew whenever somebody has looked at it."""

    notes = ()

    def note(self):
        return self.notes.pop(0) if self.notes else super().note()


@pytest.fixture
def log(tmp_path):
    log, notes = Moving.writing(tmp_path / "log", SIGNER), []
    for size in (3, 5):
        log.tiles.extend(log.tiles.size(), [bytes([n]) * 32 for n in range(log.tiles.size(), size)])
        log.sign(size)
        notes.append(log.note())
    log.notes = notes
    return log


def test_a_proof_is_of_one_checkpoint(log):
    proof = LogProof.parse(log.prove(1, b"\1" * 32, b"x"))
    assert proof.check(SIGNER.verifier, b"\1" * 32).size == 3


def test_a_request_is_of_one_checkpoint(log):
    request = AddCheckpoint.parse(log.request(2))
    assert Checkpoint.open(request.checkpoint, SIGNER.verifier).size == 3


def test_what_is_published_can_be_read_by_all_from_the_start(tmp_path, monkeypatch):
    log = SignedLog.writing(tmp_path / "log", SIGNER)
    log.tiles.extend(0, [bytes(32)])
    monkeypatch.setattr(Path, "chmod", killed)
    log.sign(1)
    assert stat.S_IMODE((tmp_path / "log" / "checkpoint").stat().st_mode) == 0o644


def killed(*_):
    raise AssertionError("the mode was to be changed afterwards")
