"""Go's checksum database verifies what our log says, and reads our tiles. It is the oracle."""

import base64
import shutil

import pytest

from storage.ledger.log.checkpoint import Checkpoint
from storage.ledger.log.cosignature import CosignatureSigner
from storage.ledger.log.tiles import TileFolder
from storage.ledger.note import NoteSigner
from tests.oracles import checker

SIZE = 70_000
OLD_SIZES = [1, 255, 256, 300, 4096, 65_536, 65_537, 69_888, 69_999, SIZE]
INDEXES = [0, 1, 255, 256, 65_535, 65_536, 69_887, 69_888, SIZE - 1]

pytestmark = pytest.mark.skipif(not checker.is_there(), reason=checker.MISSING)

log = NoteSigner.generate("example.com/log")
witness = CosignatureSigner.generate("witness.example/w1")


@pytest.fixture(scope="session")
def go(tmp_path_factory):
    """Return how to ask the oracle many questions at once."""
    return checker.build(tmp_path_factory.mktemp("go"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("log")
    tiles = TileFolder(path)
    # In steps, so that the old sizes had their partial tiles.
    for start, stop in zip([0, 300, 69_000, 69_900], [300, 69_000, 69_900, SIZE], strict=True):
        tiles.extend(start, [entry(index) for index in range(start, stop)])
    return path


@pytest.fixture(scope="module")
def tiles(folder):
    return TileFolder(folder)


def entry(index):
    return index.to_bytes(32, "big")


def spelled(data):
    return base64.b64encode(data).decode()


def note_at(tiles, size):
    return Checkpoint(log.name, size, tiles.root(size)).sign(log)


def case(kind, tiles, **fields):
    verifier = log.verifier.encode()
    return {"Kind": kind, "Verifier": verifier, "Note": note_at(tiles, SIZE)} | fields


def inclusion(tiles, index, size=SIZE):
    return case(
        "inclusion",
        tiles,
        Note=note_at(tiles, size),
        Index=index,
        Leaf=spelled(entry(index)),
        Proof=list(map(spelled, tiles.inclusion_proof(index, size))),
    )


def consistency(tiles, old):
    proof = list(map(spelled, tiles.consistency_proof(old, SIZE)))
    return case("consistency", tiles, Old=note_at(tiles, old), Proof=proof)


def flipped(text):
    data = bytearray(base64.b64decode(text))
    data[-1] ^= 1
    return spelled(data)


def with_each_hash_changed(question):
    proof = question["Proof"]
    for at, each in enumerate(proof):
        yield question | {"Proof": [*proof[:at], flipped(each), *proof[at + 1 :]]}
        yield question | {"Proof": proof[:at] + proof[at + 1 :]}
    yield question | {"Proof": [*proof, spelled(bytes(32))]}


def with_the_note_changed(question, field="Note"):
    """Change the signature, then the root and the size in notes that are signed again."""
    head, _, signature = question[field].rpartition(" ")
    yield question | {field: f"{head} {flipped(signature)}\n"}
    right = Checkpoint.open(question[field], log.verifier)
    for size, root in [
        (right.size, right.root[:-1] + bytes([right.root[-1] ^ 1])),
        (right.size * 2 + 1, right.root),
    ]:
        yield question | {field: Checkpoint(log.name, size, root).sign(log)}


def assert_holds(answers):
    assert [answer for answer in answers if not answer.startswith("1 ")] == []


def assert_fails(answers):
    assert [answer for answer in answers if not answer.startswith("0 ")] == []


def test_go_verifies_our_checkpoints_and_refuses_changed_ones(go, tiles):
    question = case("checkpoint", tiles)
    other = NoteSigner.generate(log.name).verifier.encode()
    first, *_ = with_the_note_changed(question)
    assert_holds(go([question]))
    text = question | {"Note": question["Note"].replace("70000", "70001")}
    assert_fails(go([first, text, question | {"Verifier": other}]))


def test_go_verifies_our_inclusion_proofs_and_refuses_changed_ones(go, tiles):
    questions = [inclusion(tiles, index) for index in INDEXES]
    questions += [inclusion(tiles, size - 1, size) for size in OLD_SIZES]
    assert_holds(go(questions))
    for question in questions:
        changed = [*with_each_hash_changed(question), *with_the_note_changed(question)]
        changed += [question | {"Index": question["Index"] + step} for step in (1, -1)]
        changed.append(question | {"Leaf": flipped(question["Leaf"])})
        assert_fails(go(changed))


def test_go_verifies_our_consistency_proofs_and_refuses_changed_ones(go, tiles):
    questions = [consistency(tiles, old) for old in OLD_SIZES]
    assert_holds(go(questions))
    for question in questions:
        changed = [*with_each_hash_changed(question), *with_the_note_changed(question)]
        changed += with_the_note_changed(question, "Old")
        assert_fails(go(changed))


def test_go_reads_our_tiles_and_proves_the_same(go, tiles, folder, tmp_path):
    questions = [
        consistency(tiles, old)
        | inclusion(tiles, index)
        | {
            "Kind": "tiles",
            "Folder": str(folder),
            "OldProof": list(map(spelled, tiles.consistency_proof(old, SIZE))),
        }
        for index, old in zip(INDEXES, OLD_SIZES, strict=False)
    ]
    assert_holds(go(questions))
    changed = questions[0] | {"Proof": questions[1]["Proof"]}
    assert_fails(go([changed, *with_the_note_changed(questions[0])]))
    shutil.copytree(folder, tmp_path / "copy")
    for name in ("tile/0/000", "tile/0/273.p/112", "tile/1/000", "tile/2/000.p/1"):
        file = tmp_path / "copy" / name
        right = file.read_bytes()
        file.write_bytes(right[:-1] + bytes([right[-1] ^ 1]))
        answers = go([each | {"Folder": str(tmp_path / "copy")} for each in questions])
        assert any(answer.startswith("0 ") for answer in answers)
        file.write_bytes(right)


def test_go_verifies_our_cosignatures_and_refuses_changed_ones(go, tiles):
    cosigned = witness.cosign(note_at(tiles, SIZE), 1_679_315_147)
    verifier = witness.verifier.encode()
    question = {"Kind": "cosignature", "Verifier": verifier, "Note": cosigned, "Time": 1679315147}
    plain = case("checkpoint", tiles, Note=cosigned)
    assert_holds(go([question, plain]))
    head, _, signature = cosigned.rpartition(" ")
    other = CosignatureSigner.generate(witness.name).verifier.encode()
    changes = [
        {"Note": f"{head} {flipped(signature)}\n"},
        {"Note": cosigned.replace("70000", "70001")},
        {"Note": note_at(tiles, SIZE)},
        {"Time": 1679315148},
        {"Verifier": other},
        {"Verifier": log.verifier.encode()},
    ]
    assert_fails(go([question | change for change in changes]))
