"""Files cross over to other implementations, and back. They are oracles, nothing more."""

import os
import shutil
import subprocess

import pyrage
import pytest

from storage.ledger.age import (
    OpeningReader,
    SealingWriter,
    X25519Identity,
    generate_identity,
    open_sealed,
    seal,
)
from storage.ledger.identity_files import lock_identity, save_identity, unlock_identity
from tests.oracles.programs import AgeEncryption, DebiansAge

LENGTHS = [0, 1, 65535, 65536, 65537, 131072, 20_000_000]
PROGRAMS = [
    pytest.param(program, profile, id=f"{program.name}-{profile}")
    for program in (DebiansAge(), AgeEncryption())
    for profile in program.profiles
]

needs_a_terminal = pytest.mark.skipif(
    shutil.which("age") is None or shutil.which("script") is None,
    reason="age asks for passphrases on a terminal only: apt-get install age bsdutils",
)


@pytest.fixture
def identity():
    return X25519Identity.generate()


@pytest.fixture(params=LENGTHS)
def plaintext(request):
    return os.urandom(request.param)


@pytest.mark.parametrize(("program", "profile"), PROGRAMS)
def test_programs_open_what_we_stream_out(program, profile, plaintext, tmp_path):
    program.require()
    identity = generate_identity(profile)
    (tmp_path / "identity.txt").write_text(identity.encode() + "\n")
    recipients = [generate_identity(profile).recipient, identity.recipient]
    with (tmp_path / "sealed.age").open("wb") as out, SealingWriter(out, recipients) as writer:
        writer.write(plaintext)
    done = program.opening((tmp_path / "sealed.age").read_bytes(), tmp_path / "identity.txt")
    assert done.returncode == 0, done.stderr
    assert done.stdout == plaintext


@pytest.mark.parametrize(("program", "profile"), PROGRAMS)
def test_we_open_what_programs_sealed(program, profile, plaintext, tmp_path):
    program.require()
    identity = generate_identity(profile)
    recipients = [identity.recipient, generate_identity(profile).recipient]
    (tmp_path / "sealed.age").write_bytes(program.seal(plaintext, recipients))
    with (tmp_path / "sealed.age").open("rb") as source:
        assert b"".join(OpeningReader(source, [identity])) == plaintext


def test_stock_age_reads_the_identity_files_that_we_save(identity, tmp_path):
    program = DebiansAge()
    program.require()
    save_identity(tmp_path / "identity.txt", identity)
    sealed = seal(b"text", [identity.recipient])
    assert program.opening(sealed, tmp_path / "identity.txt").stdout == b"text"


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


@needs_a_terminal
def test_debians_age_opens_a_locked_identity(identity, tmp_path):
    (tmp_path / "locked.age").write_bytes(lock_identity(identity, "a b", work_factor=10))
    answer_on_a_terminal("age --decrypt --output open locked.age", b"a b\n", tmp_path)
    assert identity.encode() in (tmp_path / "open").read_text()


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
