"""Files cross over to Debian's age and to pyrage, and back. Both are oracles, nothing more."""

import os
import shutil
import subprocess

import pyrage
import pytest

from storage.ledger.age import OpeningReader, SealingWriter, X25519Identity, open_sealed, seal
from storage.ledger.identity_files import lock_identity, save_identity, unlock_identity

LENGTHS = [0, 1, 65535, 65536, 65537, 131072, 20_000_000]

needs_debian_age = pytest.mark.skipif(
    shutil.which("age") is None, reason="Debian's age is not installed: apt-get install age"
)
needs_a_terminal = pytest.mark.skipif(
    shutil.which("script") is None,
    reason="script is not installed, and age asks for passphrases on a terminal only:"
    " apt-get install bsdutils",
)


@pytest.fixture
def identity():
    return X25519Identity.generate()


@pytest.fixture(params=LENGTHS)
def plaintext(request):
    return os.urandom(request.param)


@needs_debian_age
def test_debians_age_opens_what_we_stream_out(identity, plaintext, tmp_path):
    save_identity(tmp_path / "identity.txt", identity)
    with (
        (tmp_path / "sealed.age").open("wb") as out,
        SealingWriter(out, [X25519Identity.generate().recipient, identity.recipient]) as writer,
    ):
        writer.write(plaintext)
    command = ["age", "--decrypt", "--identity", "identity.txt", "sealed.age"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True)
    assert done.stdout == plaintext


@needs_debian_age
def test_we_open_what_debians_age_sealed(identity, plaintext, tmp_path):
    sealed = tmp_path / "sealed.age"
    recipients = ["--recipient", identity.recipient.encode()]
    recipients += ["--recipient", X25519Identity.generate().recipient.encode()]
    command = ["age", "--encrypt", *recipients, "--output", sealed]
    subprocess.run(command, input=plaintext, check=True)
    with sealed.open("rb") as source:
        assert b"".join(OpeningReader(source, [identity])) == plaintext


def test_pyrage_opens_what_we_sealed(identity, plaintext):
    theirs = pyrage.x25519.Identity.from_str(identity.encode())
    assert pyrage.decrypt(seal(plaintext, [identity.recipient]), [theirs]) == plaintext


def test_we_open_what_pyrage_sealed(identity, plaintext):
    theirs = pyrage.x25519.Recipient.from_str(identity.recipient.encode())
    assert open_sealed(pyrage.encrypt(plaintext, [theirs]), [identity]) == plaintext


def test_keys_are_spelled_as_pyrage_spells_them():
    theirs = pyrage.x25519.Identity.generate()
    ours = X25519Identity.parse(str(theirs))
    assert ours.encode() == str(theirs)
    assert ours.recipient.encode() == str(theirs.to_public())


def test_pyrage_opens_a_locked_identity(identity):
    locked = lock_identity(identity, "正确的马电池", work_factor=10)
    assert identity.encode().encode() in pyrage.passphrase.decrypt(locked, "正确的马电池")


@needs_debian_age
@needs_a_terminal
def test_debians_age_opens_a_locked_identity(identity, tmp_path):
    (tmp_path / "locked.age").write_bytes(lock_identity(identity, "a b", work_factor=10))
    answer_on_a_terminal("age --decrypt --output open locked.age", b"a b\n", tmp_path)
    assert identity.encode() in (tmp_path / "open").read_text()


@needs_debian_age
@needs_a_terminal
def test_we_unlock_an_identity_that_debians_age_locked(identity, tmp_path):
    (tmp_path / "identity.txt").write_text(f"# a comment\n\n{identity.encode()}\n")
    command = "age --encrypt --passphrase --output locked.age identity.txt"
    answer_on_a_terminal(command, b"a b\na b\n", tmp_path)
    unlocked = unlock_identity((tmp_path / "locked.age").read_bytes(), "a b")
    assert unlocked.encode() == identity.encode()


def answer_on_a_terminal(command, answer, folder):
    """Run `command` on a terminal of its own, where age reads passphrases, and type `answer`."""
    terminal = ["script", "--quiet", "--return", "--command", command, "/dev/null"]
    subprocess.run(terminal, input=answer, cwd=folder, capture_output=True, check=True, timeout=60)
