"""Proof files: they come back, verify, and no part of them can change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.ledger.errors import ForgedNoteError, LogError, MalformedLogError, ProofError
from storage.ledger.log.checkpoint import Checkpoint
from storage.ledger.log.merkle import inclusion_proof, leaf_hash, node_hash
from storage.ledger.log.proof import LogProof
from storage.ledger.note import NoteSigner

log = NoteSigner("example.com/log", bytes(range(32)))
ENTRIES = [bytes([index]) * 32 for index in range(5)]


def node(level, index):
    if not level:
        return leaf_hash(ENTRIES[index])
    return node_hash(node(level - 1, 2 * index), node(level - 1, 2 * index + 1))


def proof_of(index, extra=b""):
    root = node_hash(node(2, 0), node(0, 4))
    note = Checkpoint(log.name, 5, root).sign(log)
    return LogProof(index, tuple(inclusion_proof(index, 5, node)), note, extra)


def test_a_proof_is_spelled_as_the_specification_says():
    text = proof_of(3, b"age-v1").encode()
    first, extra, index, *rest = text.split("\n")
    assert first == "c2sp.org/tlog-proof@v1"
    assert extra == "extra YWdlLXYx"
    assert index == "index 3"
    assert [len(line) for line in rest[:4]] == [44, 44, 44, 0]
    assert "\n".join(rest[4:]) == proof_of(3).checkpoint


@pytest.mark.parametrize("index", range(5))
def test_a_proof_verifies_for_its_entry_alone(index):
    proof = LogProof.parse(proof_of(index).encode())
    assert proof.check(log.verifier, ENTRIES[index]).size == 5
    with pytest.raises(ProofError):
        proof.check(log.verifier, ENTRIES[index - 1])
    with pytest.raises(ForgedNoteError):
        proof.check(NoteSigner.generate(log.name).verifier, ENTRIES[index])
    with pytest.raises(MalformedLogError, match="not of other"):
        proof.check(log.verifier, ENTRIES[index], "other")
    changed = LogProof(proof.index + 1, proof.hashes, proof.checkpoint)
    with pytest.raises(ProofError):
        changed.check(log.verifier, ENTRIES[index])


@given(
    st.integers(0, 2**63 - 1),
    st.lists(st.binary(min_size=32, max_size=32), max_size=63),
    st.binary(max_size=50),
)
def test_proofs_come_back(index, hashes, extra):
    proof = LogProof(index, tuple(hashes), proof_of(0).checkpoint, extra)
    assert LogProof.parse(proof.encode()) == proof


def test_no_character_of_a_proof_can_change():
    text = proof_of(2).encode()
    for at, character in enumerate(text):
        changed = text[:at] + chr(ord(character) ^ 1) + text[at + 1 :]
        with pytest.raises((LogError, ForgedNoteError)):
            LogProof.parse(changed).check(log.verifier, ENTRIES[2])
        with pytest.raises((LogError, ForgedNoteError)):
            LogProof.parse(text[:at]).check(log.verifier, ENTRIES[2])


TEXT = proof_of(2, b"extra").encode()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        TEXT.replace("@v1", "@v2"),
        TEXT.replace("index 2\n", ""),
        TEXT.replace("index 2", "index 02"),
        TEXT.replace("index 2", "index"),
        TEXT.replace("index 2", "index  2"),
        TEXT.replace("index 2\n", "index 2\nindex 2\n"),
        TEXT.replace("index 2", f"index {2**63}"),
        TEXT.replace("extra ZXh0cmE=", "extra "),
        TEXT.replace("extra ZXh0cmE=", "extra ZXh0cmF="),
        TEXT.replace("extra ZXh0cmE=\n", "extra ZXh0cmE=\nextra ZXh0cmE=\n"),
        TEXT.replace("index 2\n", "").replace("extra ZXh0cmE=", "index 2\nextra ZXh0cmE="),
        TEXT.replace("\n", "\r\n"),
        TEXT.partition("\n\n")[0] + "\n\n",
        proof_of(2)
        .encode()
        .replace("index 2\n", "index 2\n" + "A" * 43 + "=\n")
        .replace("A" * 43 + "=\n", ("A" * 43 + "=\n") * 64),
        TEXT.replace("index 2\n", "index 2\nAAAA\n"),
    ],
)
def test_a_malformed_proof_is_refused(text):
    with pytest.raises(MalformedLogError):
        LogProof.parse(text)
