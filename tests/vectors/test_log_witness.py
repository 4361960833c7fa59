"""A witness signs what continues the log, and refuses everything else."""

import multiprocessing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.ledger.errors import (
    ForgedNoteError,
    ForkedLogError,
    MalformedLogError,
    OldSizeError,
    ProofError,
    RolledBackLogError,
)
from storage.ledger.log import witness as witness_module
from storage.ledger.log.checkpoint import Checkpoint
from storage.ledger.log.cosignature import CosignatureSigner
from storage.ledger.log.merkle import (
    EMPTY_ROOT,
    Tree,
    consistency_proof,
    leaf_hash,
    node_hash,
)
from storage.ledger.log.witness import AddCheckpoint, Witness
from storage.ledger.note import NoteSigner

# The example of tlog-witness, with its first signature only.
EXAMPLE = """old 20852014
PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
"""  # noqa: E501 - the specification breaks no lines either.

log = NoteSigner("example.com/log", bytes(range(32)))
key = CosignatureSigner("witness.example/w1", bytes(range(1, 33)))


def node_of(history):
    def node(level, index):
        if not level:
            return leaf_hash(f"{history} {index}".encode())
        return node_hash(node(level - 1, 2 * index), node(level - 1, 2 * index + 1))

    return node


def note_at(size, history="one", signer=log):
    tree = Tree()
    tree.extend(f"{history} {index}".encode() for index in range(size))
    return Checkpoint("example.com/log", size, tree.root()).sign(signer)


def request(old, new, history="one"):
    proof = tuple(consistency_proof(old, new, node_of(history)))
    return AddCheckpoint(old, proof, note_at(new, history))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "witness.note"


@pytest.fixture
def witness(path):
    return Witness(path, log.verifier, key)


def test_the_example_of_the_specification_is_read_and_written():
    found = AddCheckpoint.parse(EXAMPLE)
    assert (found.old, len(found.proof)) == (20852014, 4)
    assert found.checkpoint.startswith("example.com/behind-the-sofa\n20852163\n")
    assert found.encode() == EXAMPLE


@given(st.integers(0, 2**63 - 1), st.lists(st.binary(min_size=32, max_size=32), max_size=63))
def test_requests_come_back(old, proof):
    found = AddCheckpoint(old, tuple(proof), note_at(3))
    assert AddCheckpoint.parse(found.encode()) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        EXAMPLE.replace("old ", "size "),
        EXAMPLE.replace("old 2", "old 02"),
        EXAMPLE.replace("old 20852014", "old -1"),
        EXAMPLE.replace("old 20852014", "old"),
        EXAMPLE.replace("pkaw=", "pkax="),
        EXAMPLE.replace("pkaw=\n", "pkaw=\n" * 61),
        EXAMPLE.partition("\n\n")[0] + "\n\n",
        EXAMPLE.replace("\n", "\r\n"),
    ],
)
def test_a_malformed_request_is_refused(text):
    with pytest.raises(MalformedLogError):
        AddCheckpoint.parse(text)


def test_a_witness_follows_a_log_that_grows(path, witness):
    assert witness.newest() is None
    sizes = [0, 0, 1, 5, 5, 8, 300]
    for at, (old, new) in enumerate(zip([0, *sizes], sizes, strict=False)):
        cosigned = witness.add(request(old, new), at)
        assert key.verifier.open(cosigned)[1] == at
        checkpoint = Checkpoint.open(cosigned, log.verifier)
        assert checkpoint.size == new
        assert Witness(path, log.verifier, key).newest() == checkpoint
    assert path.read_text() == note_at(300)
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        (request(4, 4), RolledBackLogError),
        (request(0, 4), RolledBackLogError),
        (request(5, 5, "two"), ForkedLogError),
        (request(5, 9, "two"), ProofError),
        (request(5, 5), None),
        (request(4, 9), OldSizeError),
        (request(0, 9), OldSizeError),
        (request(6, 9), OldSizeError),
        (AddCheckpoint(9, (), note_at(5)), MalformedLogError),
        (AddCheckpoint(5, (), note_at(9)), ProofError),
        (AddCheckpoint(5, request(4, 9).proof, note_at(9)), ProofError),
        (AddCheckpoint(5, (*request(5, 9).proof, EMPTY_ROOT), note_at(9)), ProofError),
        (AddCheckpoint(5, (EMPTY_ROOT,), note_at(5)), ProofError),
        (AddCheckpoint(5, (), note_at(5, signer=NoteSigner.generate(log.name))), ForgedNoteError),
        (AddCheckpoint(5, (), Checkpoint("other", 5, EMPTY_ROOT).sign(log)), MalformedLogError),
        (AddCheckpoint(5, (), log.sign("dengwen roster\n")), MalformedLogError),
    ],
)
def test_what_does_not_continue_the_log_is_refused(path, witness, asked, error):
    witness.add(request(0, 5), 1)
    if error is None:
        assert witness.add(asked, 2)
        return
    with pytest.raises(error) as refusal:
        witness.add(asked, 2)
    assert type(refusal.value) is error
    if error in {OldSizeError, RolledBackLogError, ForkedLogError}:
        assert refusal.value.size == 5
    assert path.read_text() == note_at(5)


def test_a_first_checkpoint_needs_no_proof_and_an_empty_log_has_the_empty_root(witness):
    with pytest.raises(OldSizeError, match="at 0 entries"):
        witness.add(request(3, 5), 1)
    with pytest.raises(ProofError, match="too many"):
        witness.add(AddCheckpoint(0, (EMPTY_ROOT,), note_at(5)), 1)
    empty = Checkpoint("example.com/log", 0, leaf_hash(b"")).sign(log)
    with pytest.raises(ProofError, match="without entries"):
        witness.add(AddCheckpoint(0, (), empty), 1)
    assert witness.newest() is None
    assert witness.add(request(0, 5), 1)


def test_a_witness_that_cannot_remember_does_not_sign(path, witness, monkeypatch):
    witness.add(request(0, 5), 1)

    def full_disk(path, data):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(witness_module, "write_durably", full_disk)
    monkeypatch.setattr(CosignatureSigner, "cosign", lambda *_: pytest.fail("it signed"))
    with pytest.raises(OSError, match="No space"):
        witness.add(request(5, 9), 2)
    assert path.read_text() == note_at(5)


def test_a_witness_killed_before_it_signed_signs_when_asked_again(witness, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(CosignatureSigner, "cosign", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            witness.add(request(0, 5), 1)
    with pytest.raises(OldSizeError) as refusal:
        witness.add(request(0, 5), 2)
    assert key.verifier.open(witness.add(request(refusal.value.size, 5), 3))[1] == 3


@pytest.mark.parametrize("content", [b"", b"\xff", note_at(5)[:-9].encode()])
def test_a_witness_whose_memory_is_broken_does_not_sign(path, witness, content):
    path.write_bytes(content)
    with pytest.raises(ForgedNoteError):
        witness.add(request(5, 9), 2)
    assert path.read_bytes() == content


def ask(path, start, answers):
    witness = Witness(path, log.verifier, key)
    start.wait()
    try:
        witness.add(request(5, 64), 1)
    except OldSizeError:
        answers.put("refused")
    else:
        answers.put("signed")


def test_of_processes_that_ask_at_once_one_is_answered(path, witness):
    witness.add(request(0, 5), 1)
    spawn = multiprocessing.get_context("fork")
    start, answers = spawn.Barrier(6), spawn.Queue()
    processes = [spawn.Process(target=ask, args=(path, start, answers)) for _ in range(6)]
    for process in processes:
        process.start()
    found = sorted(answers.get(timeout=30) for _ in processes)
    for process in processes:
        process.join()
    assert found == ["refused"] * 5 + ["signed"]
