"""What people outside do with a log: check a proof, cosign a checkpoint, refuse another history."""

import base64
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.__main__ import cli
from bot.config import load
from bot.keys import make_keys, read_signer
from storage.ledger.age import X25519Identity
from storage.ledger.entries import Scribe, leaf_of, new_salt, receipt_commitment
from storage.ledger.errors import MalformedLogError
from storage.ledger.log.checkpoint import Checkpoint
from storage.ledger.log.cosignature import CosignatureSigner, CosignatureVerifier
from storage.ledger.log.signed_log import SignedLog
from storage.ledger.note import NoteSigner
from storage.ledger.petition_proof import MAX_EXTRA_BYTES, Opening

CONFIG = Path(__file__).parents[2] / "config.toml"
NUMBER = "LX-7K3M9-Q2TXA-W"
SPOILED = {
    "as it was posted": lambda text: text,
    "with words around": lambda text: f"Desk, [23.11.26 17:00]\nPlease keep this.\n{text}\nThanks",
    "with other line ends": lambda text: text.replace("\n", "\r\n"),
    "with blank lines": lambda text: "\n\n \n" + text.replace("\n\n", "\n\n\n") + "\n \n",
    "indented": lambda text: "".join(f"   {line} \n" for line in text.splitlines()),
    "with a mark in front": lambda text: "\ufeff" + text,
    "without its last line end": lambda text: text.rstrip(),
}


class History(SignedLog):
    """A log that knows which history it tells."""

    name = "one"


class Office:
    """Keys and a log of so many entries, which the office signs."""

    def __init__(self, folder, monkeypatch):
        self.folder = folder
        monkeypatch.setenv("DENGWEN_CONFIG", str(CONFIG))
        monkeypatch.setenv("DENGWEN_STORAGE__DATA", str(folder / "data"))
        monkeypatch.setenv("DENGWEN_STORAGE__KEYS", str(folder / "keys"))
        self.config = load()
        make_keys(self.config.storage.keys)
        self.signer = read_signer(self.config.storage.keys / "log.key")
        self.verifier = self.signer.verifier.encode()
        self.signed = self.another("one", self.config.storage.log)

    def another(self, history, folder=None):
        """Return a log that the same key signs, with a history of its own."""
        log = History.writing(folder or self.folder / history, self.signer)
        log.name = history
        return log

    def grows(self, size, log=None):
        log = log or self.signed
        before = log.tiles.size()
        new = [f"{log.name} {n}".encode().ljust(32) for n in range(before, size)]
        log.tiles.extend(before, new)
        log.sign(size)
        return log

    def proof(self, size=5, at=2):
        """Return what /proof would give, of a petition at a position."""
        entry = Scribe(X25519Identity.generate().recipient).seal(
            [{"event": "received", "case": "0a", "receipt": receipt_commitment(bytes(32), NUMBER)}]
        )
        text = entry.text({"pieces/0a": "0" * 64, "wraps/0a": "1" * 64}, set())
        salt = new_salt()
        leaf = leaf_of(salt, text)
        self.signed.tiles.extend(0, [bytes(32)] * at + [leaf] + [bytes(32)] * (size - at - 1))
        self.signed.sign(size)
        return self.signed.prove(at, leaf, Opening(text, salt, NUMBER, bytes(32)).encode())


@pytest.mark.parametrize(
    "extra",
    [
        b"[" * 100_000,
        b'{"entry": "", "key": "", "receipt": "\\ud800", "salt": ""}',
        b'{"entry": "", "key": "", "receipt": "", "salt": ""}' + b" " * MAX_EXTRA_BYTES,
        b'{"entry": "", "key": "", "receipt": ' + b"9" * 5000 + b', "salt": ""}',
        b"\xff",
        b"7",
    ],
)
def test_an_opening_that_is_none_is_refused_whatever_it_is(extra):
    with pytest.raises(MalformedLogError):
        Opening.parse(extra)


class Witness:
    """A person outside, who has a key and remembers what was shown last."""

    def __init__(self, folder, office):
        self.key, self.state = folder / "witness.key", folder / "seen"
        self.verifier = CosignatureVerifier.parse(
            run("witness", "key", "archive.example/w1", "--out", self.key).stdout.strip()
        )
        self.options = ("--log-key", office.verifier, "--key", self.key, "--state", self.state)

    def signs(self, message, *more):
        """Return the cosigned note, and what is said besides."""
        done = run("witness", "-", *self.options, *more, given=message)
        assert done.exit_code == 0, done.output
        return done.stdout, done.stderr

    def refuses(self, message, *more):
        done = run("witness", "-", *self.options, *more, given=message)
        assert (done.exit_code, done.stdout) == (1, "")
        return done.stderr


def run(*words, given=None):
    done = CliRunner().invoke(cli, [str(word) for word in words], input=given)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


@pytest.fixture
def office(tmp_path, monkeypatch):
    return Office(tmp_path, monkeypatch)


@pytest.fixture
def witness(tmp_path, office, monkeypatch):
    monkeypatch.setenv("DENGWEN_CONFIG", str(tmp_path / "there is none"))
    return Witness(tmp_path, office)


@pytest.fixture
def proof_file(office, tmp_path):
    path = tmp_path / "dengwen.tlog-proof"
    path.write_text(office.proof(), "utf-8")
    return path


def test_a_proof_is_checked_with_the_key_of_the_configuration(office, proof_file):
    done = run("proof", "check", proof_file)
    root = base64.b64encode(office.signed.newest().root).decode()
    assert done.exit_code == 0
    *figures, sentence = done.stdout.splitlines()
    assert figures == [f"receipt   {NUMBER}", "position  2", "size      5", f"root      {root}"]
    assert sentence == (
        "A petition with this receipt number was entered, with 1 piece; it "
        "is in the tree of 5 entries that dengwen-log signed."
    )


@pytest.mark.parametrize("as_file", [True, False])
def test_a_proof_is_checked_without_any_configuration(
    office, proof_file, tmp_path, as_file, monkeypatch
):
    monkeypatch.setenv("DENGWEN_CONFIG", str(tmp_path / "there is none"))
    key = office.config.storage.keys / "log.pub" if as_file else office.verifier
    assert run("proof", "check", proof_file, "--log-key", key).exit_code == 0
    assert run("proof", "check", proof_file).exit_code == 2
    assert run("proof", "check", proof_file, "--log-key", "nonsense").exit_code == 2
    assert run("proof", "check", tmp_path / "no file", "--log-key", key).exit_code == 2


def test_a_proof_that_was_changed_proves_nothing(office, proof_file):
    right = proof_file.read_text("utf-8")
    other = NoteSigner.generate("dengwen-log").verifier.encode()
    extra = next(line for line in right.splitlines() if line.startswith("extra "))
    opened = base64.b64decode(extra.removeprefix("extra "))
    forged = base64.b64encode(opened.replace(b"Q2TXA-W", b"Q2TXA-X")).decode()
    for changed in (
        "",
        right.replace("index 2", "index 1"),
        right.replace("\n5\n", "\n6\n"),
        right.replace(extra, f"extra {forged}"),
        right.replace(extra + "\n", ""),
        right[:-20],
    ):
        proof_file.write_text(changed, "utf-8")
        done = run("proof", "check", proof_file)
        assert (done.exit_code, done.stdout) == (1, "")
        assert done.stderr.startswith("Not proven: ")
    proof_file.write_text(right, "utf-8")
    assert run("proof", "check", proof_file, "--log-key", other).exit_code == 1


def test_a_proof_may_have_to_bear_the_cosignature_of_a_witness(office, proof_file):
    witness = CosignatureSigner.generate("archive.example/w1")
    words = ("proof", "check", proof_file, "--witness", witness.verifier.encode())
    assert run(*words).exit_code == 1
    head, separator, note = proof_file.read_text("utf-8").partition("\n\n")
    proof_file.write_text(head + separator + witness.cosign(note, 1_800_000_000), "utf-8")
    done = run(*words)
    assert done.exit_code == 0
    assert "witness   archive.example/w1 2027-01-15 08:00:00 UTC\n" in done.stdout


def test_the_key_of_a_witness_is_for_its_owner_alone_and_never_overwritten(witness):
    assert stat.S_IMODE(witness.key.stat().st_mode) == 0o600
    assert CosignatureSigner.parse(witness.key.read_text().strip()).verifier == witness.verifier
    with pytest.raises(Exception, match="never overwritten"):
        run("witness", "key", "archive.example/w1", "--out", witness.key)
    assert run("witness", "key", "two words", "--out", witness.key).exit_code == 2


@pytest.mark.parametrize("how", SPOILED)
def test_a_witness_signs_what_was_copied_from_a_chat(office, witness, how):
    office.grows(5)
    note, told = witness.signs(SPOILED[how](office.signed.request(0)))
    assert "first you saw" in told
    assert witness.verifier.open(note)[0] == Checkpoint.open(note, office.signer.verifier).encode()
    office.grows(300)
    note, told = witness.signs(SPOILED[how](office.signed.request(5)))
    assert "300 entries, which continue the 5" in told
    assert Checkpoint.open(note, office.signer.verifier).size == 300


def test_a_message_may_lie_in_a_file_and_the_answer_go_into_one(office, witness, tmp_path):
    office.grows(5)
    message, out = tmp_path / "message.txt", tmp_path / "cosigned"
    message.write_text(office.signed.request(0), "utf-8")
    for words in (("witness", message), ("witness", "add", message)):
        done = run(*words, *witness.options, "--out", out)
        assert (done.exit_code, done.stdout) == (0, "")
        assert witness.verifier.open(out.read_text("utf-8"))


def test_who_becomes_a_witness_later_begins_with_the_message_of_that_day(office, witness):
    office.grows(5)
    office.grows(9)
    _, told = witness.signs(office.signed.request(5))
    assert "first you saw" in told
    _, told = witness.signs(office.signed.request(5))  # the same once more
    assert "9 entries, which continue the 9" in told


def test_a_fork_is_refused_and_called_one(office, witness):
    office.grows(9)
    witness.signs(office.signed.request(0))
    other = office.grows(9, office.another("two"))
    for old in (0, 5):
        told = witness.refuses(other.request(old))
        assert told.startswith("Fork: the log signed two different histories of 9 entries: keep")
        assert "tell the people who keep the other checkpoints" in told
    office.grows(12, other)
    assert witness.refuses(other.request(9)).startswith("Fork: ")
    assert witness.refuses(other.request(9)).count("keep this message") == 1
    told = witness.refuses(other.request(3), "--log", office.folder / "two")
    assert told.startswith("Fork: ")
    office.grows(12)
    witness.signs(office.signed.request(9))  # what was seen is still there


def test_a_rollback_is_refused_and_called_one(office, witness):
    office.grows(9)
    earlier = office.signed.request(0)
    office.grows(12)
    witness.signs(office.signed.request(0))
    told = witness.refuses(earlier)
    assert told.startswith("Rollback: the log had 12 entries, and has 9 now.")
    assert "older message" in told
    assert "tell the people who keep the other checkpoints" in told


def test_who_missed_a_day_asks_or_takes_the_proof_from_the_tiles(office, witness, tmp_path):
    office.grows(5)
    witness.signs(office.signed.request(0))
    office.grows(9)
    office.grows(12)
    message = office.signed.request(9)
    told = witness.refuses(message)
    assert "dengwen log request 5" in told
    assert "--log" in told
    empty = tmp_path / "empty"
    empty.mkdir()
    assert "does not lead there" in witness.refuses(message, "--log", empty)
    _, told = witness.signs(message, "--log", office.config.storage.log)
    assert "12 entries, which continue the 5" in told


def test_what_the_log_did_not_sign_is_not_signed_by_a_witness(office, witness):
    office.grows(5)
    right = office.signed.request(0)
    for message in ("", "hello", right[:60], right.replace("\n5\n", "\n6\n")):
        assert witness.refuses(message).startswith("Not signed: ")
    assert not witness.state.exists()
    witness.signs(right)
    witness.state.write_text("something else")
    done = run("witness", "-", *witness.options, given=right)
    assert done.exit_code == 2
    assert "what you saw last" in done.stderr


def test_the_office_prints_its_checkpoint_its_key_and_a_request(office):
    assert run("log", "checkpoint").exit_code == 1
    assert run("log", "request", "0").exit_code == 1
    office.grows(5)
    office.grows(9)
    assert run("log", "checkpoint").stdout == office.signed.note()
    assert run("log", "key").stdout == office.verifier + "\n"
    assert run("log", "request", "5").stdout == office.signed.request(5)
    done = run("log", "request", "10")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "of 9 entries, fewer than 10" in done.stderr


def test_a_cosigned_checkpoint_is_kept_where_verify_looks(office, tmp_path, monkeypatch):
    office.grows(5)
    archive, school = (CosignatureSigner.generate(f"{n}.example/w") for n in ("archive", "school"))
    note = office.signed.note()
    monkeypatch.setenv("DENGWEN_LOG__WITNESSES", f'["{archive.verifier.encode()}"]')

    def keeps(text):
        return run("log", "witnessed", "-", given=text)

    done = keeps(archive.cosign(note, 1_800_000_000))
    path = Path(done.stdout.strip())
    assert path.parent == office.config.storage.log / "witnessed"
    assert "Cosigned by archive.example/w" in done.stderr
    assert archive.verifier.open(path.read_text("utf-8"))
    assert "was not checked" in keeps(school.cosign(note, 1_800_000_000)).stderr
    assert len(list(path.parent.iterdir())) == 2

    head, _, signature = archive.cosign(note, 1_800_000_000).rpartition(" ")
    right = base64.b64decode(signature)
    wrong = base64.b64encode(right[:-1] + bytes([right[-1] ^ 1])).decode()
    other = office.grows(5, office.another("two")).note()
    for text, why in [
        (f"{head} {wrong}\n", "not valid"),
        (note, "Nobody has cosigned"),
        (archive.cosign(other, 1_800_000_000), "another history"),
        (archive.cosign(note.replace("\n5\n", "\n4\n"), 1), "not valid"),
        ("hello", "no line with a signature"),
    ]:
        done = keeps(text)
        assert done.exit_code == 1
        assert why in done.stderr
    assert len(list(path.parent.iterdir())) == 2
