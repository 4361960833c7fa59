"""What stands in the chats and in the citizen's file, checked by other people's code alone."""

import base64
import hmac
import json

import pytest
from click.testing import CliRunner

from bot.__main__ import cli
from storage.ledger.log.copied import request_in
from storage.ledger.log.merkle import check_consistency
from storage.ledger.log.tiles import TileFolder
from storage.ledger.note import NoteVerifier
from storage.ledger.petition_proof import check_petition_proof

DAYS = ("2026-09-28", "2026-09-30")


@pytest.fixture
def key(played):
    return (played.stage.config.storage.keys / "log.pub").read_text().strip()


@pytest.fixture
def requests(played):
    """What was posted on the two days, as somebody copies it out of the team's group."""
    return [request_in(text) for text in played.story.posted]


@pytest.fixture
def received(played):
    """The parts of the citizen's file, read by its specification and not by our parser."""
    head, _, checkpoint = played.story.proof.partition("\n\n")
    first, extra, index, *hashes = head.split("\n")
    assert first == "c2sp.org/tlog-proof@v1"
    opening = json.loads(base64.b64decode(extra.removeprefix("extra ")))
    return opening, int(index.removeprefix("index ")), hashes, checkpoint


def test_what_is_posted_is_what_is_kept(played, requests):
    posted = played.stage.config.storage.log / "posted"
    assert sorted(path.name for path in posted.iterdir()) == [f"{day}.txt" for day in DAYS]
    for day, request in zip(DAYS, requests, strict=True):
        assert (posted / f"{day}.txt").read_text("utf-8") == request.encode()
    shown = [line for line in played.story.transcript.lines if request.checkpoint[:12] in line]
    assert len(shown) == 6  # on both days: the team, the Fifth group, the liaison


def test_the_file_proves_the_petition_in_a_tree_that_continues_what_was_posted(
    played, requests, key
):
    proof = check_petition_proof(played.story.proof, NoteVerifier.parse(key))
    assert proof.receipt == played.story.receipt
    tiles = TileFolder(played.stage.config.storage.log)
    for request in requests:
        origin, size, root, *_ = request.checkpoint.split("\n")
        assert origin == "dengwen-log"
        between = tiles.consistency_proof(int(size), proof.checkpoint.size)
        check_consistency(
            int(size),
            base64.b64decode(root),
            proof.checkpoint.size,
            proof.checkpoint.root,
            between,
        )
    assert 0 < requests[1].old < proof.checkpoint.size


def test_go_verifies_what_was_posted_and_the_file_and_refuses_changed_ones(
    go, played, requests, received, key
):
    first, second = requests
    opening, index, hashes, checkpoint = received
    leaf = hmac.digest(bytes.fromhex(opening["salt"]), opening["entry"].encode(), "sha256")
    committed = hmac.digest(
        bytes.fromhex(opening["key"]),
        f"dengwen receipt v1\n{played.story.receipt}".encode(),
        "sha256",
    )
    assert f"\nreceipt {committed.hex()}\n" in opening["entry"]
    sizes = [int(note.split("\n")[1]) for note in (second.checkpoint, checkpoint)]
    between = TileFolder(played.stage.config.storage.log).consistency_proof(*sizes)
    posts = {
        "Kind": "consistency",
        "Verifier": key,
        "Note": second.checkpoint,
        "Old": first.checkpoint,
        "Proof": [_spelled(each) for each in second.proof],
    }
    later = posts | {
        "Note": checkpoint,
        "Old": second.checkpoint,
        "Proof": [_spelled(each) for each in between],
    }
    inclusion = {
        "Kind": "inclusion",
        "Verifier": key,
        "Note": checkpoint,
        "Index": index,
        "Leaf": _spelled(leaf),
        "Proof": hashes,
    }
    right = [posts, later, inclusion]
    right += [posts | {"Kind": "checkpoint", "Note": each.checkpoint} for each in requests]
    assert [answer[0] for answer in go(right)] == ["1"] * len(right)

    entry = opening["entry"]
    others = [
        hmac.digest(bytes.fromhex(opening["salt"]), changed.encode(), "sha256")
        for changed in (entry[:-1], entry.replace("row pieces/", "row pieces/0"), entry + "x")
    ]
    wrong = [inclusion | {"Leaf": _spelled(each)} for each in others]
    wrong += [inclusion | {"Index": index + step} for step in (-1, 1)]
    wrong += [inclusion | {"Proof": _flipped(hashes, at)} for at in range(len(hashes))]
    wrong += [posts | {"Proof": _flipped(posts["Proof"], at)} for at in range(len(second.proof))]
    for question in right:
        note = question["Note"]
        head, _, signature = note.rpartition(" ")
        wrong += [
            question | {"Note": f"{head} {_flip(signature.strip())}\n"},
            question | {"Note": note.replace(note.split("\n")[1], "7", 1)},
        ]
    assert [answer[0] for answer in go(wrong)] == ["0"] * len(wrong)


def test_a_citizen_and_a_witness_check_it_with_our_commands(played, key, tmp_path, monkeypatch):
    monkeypatch.setenv("DENGWEN_CONFIG", str(tmp_path / "there is none"))

    def run(*words, given=None):
        return CliRunner().invoke(cli, [str(word) for word in words], input=given)

    file = tmp_path / "dengwen.tlog-proof"
    file.write_text(played.story.proof, "utf-8")
    checked = run("proof", "check", file, "--log-key", key)
    assert checked.exit_code == 0
    assert checked.stdout.startswith(f"receipt   {played.story.receipt}\n")
    run("witness", "key", "archive.example/w1", "--out", tmp_path / "witness.key")
    witness = ("witness", "-", "--log-key", key, "--key", tmp_path / "witness.key")
    for text in played.story.posted:
        done = run(*witness, "--state", tmp_path / "seen", given=text)
        assert done.exit_code == 0, done.output
        assert "— archive.example/w1 " in done.stdout
    backwards = run(*witness, "--state", tmp_path / "seen", given=played.story.posted[0])
    assert backwards.exit_code == 1
    assert backwards.stderr.startswith("Rollback: ")


def _spelled(data):
    return base64.b64encode(data).decode()


def _flip(text):
    data = bytearray(base64.b64decode(text))
    data[-1] ^= 1
    return _spelled(data)


def _flipped(hashes, at):
    return [*hashes[:at], _flip(hashes[at]), *hashes[at + 1 :]]
