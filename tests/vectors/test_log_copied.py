"""What people copy out of a chat is found again as it was sent, or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.ledger.errors import LogError, SealError
from storage.ledger.log.checkpoint import Checkpoint
from storage.ledger.log.copied import checkpoint_in, request_in
from storage.ledger.log.cosignature import CosignatureSigner
from storage.ledger.log.witness import AddCheckpoint
from storage.ledger.note import NoteSigner

log = NoteSigner("example.com/log", bytes(range(32)))
witness = CosignatureSigner("archive.example/w1", bytes(range(1, 33)))
NOTE = Checkpoint(log.name, 20, bytes(range(2, 34))).sign(log)
REQUEST = AddCheckpoint(9, (bytes(32), bytes(range(32))), NOTE)

blanks = st.text(" \t\r\n", max_size=4)
words = st.lists(st.text(st.characters(exclude_categories=["C", "Z"]), max_size=9), max_size=3)


@given(blanks, words, words, st.sampled_from(["\n", "\r\n", " \n", "\n  "]))
def test_a_request_is_found_among_words_and_blanks(space, before, after, end):
    copied = REQUEST.encode().replace("\n", end).replace(end * 2, end * 3)
    said = "\n".join(before), "\n".join(["", *after])
    assert request_in(f"{space}{said[0]}\n{copied}{said[1]}{space}") == REQUEST


@given(words, words)
def test_a_cosigned_checkpoint_is_found_with_all_its_signatures(before, after):
    note = witness.cosign(NOTE, 1_800_000_000)
    assert checkpoint_in("\n".join([*before, note, *after])) == note


@given(st.data())
def test_nothing_is_mended(data):
    lines = REQUEST.encode().splitlines(keepends=True)
    gone = data.draw(st.sampled_from([at for at, line in enumerate(lines) if line.strip()]))
    try:
        found = request_in("".join(lines[:gone] + lines[gone + 1 :]))
        Checkpoint.open(found.checkpoint, log.verifier)
    except (LogError, SealError):
        return
    # Only a hash may be missing: the proof itself fails then.
    assert len(found.proof) < len(REQUEST.proof)


@pytest.mark.parametrize("text", ["", "old", "old 5", "old five\n", "— log x", "\n\n\n"])
def test_what_is_no_request_is_refused(text):
    with pytest.raises((LogError, SealError)):
        Checkpoint.open(request_in(text).checkpoint, log.verifier)
