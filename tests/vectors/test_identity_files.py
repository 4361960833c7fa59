"""Identities at rest: in a private file, or locked with a passphrase."""

import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.ledger.age import Passphrase, X25519Identity, seal
from storage.ledger.errors import KeyFileError, MalformedSealError, WrongPassphraseError
from storage.ledger.identity_files import (
    load_identity,
    lock_identity,
    normalise_passphrase,
    save_identity,
    unlock_identity,
)

IDENTITY = X25519Identity.generate()


def test_an_identity_comes_back_from_its_file(tmp_path):
    path = tmp_path / "identity.txt"
    save_identity(path, IDENTITY)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert load_identity(path).encode() == IDENTITY.encode()
    with pytest.raises(KeyFileError, match="never overwritten"):
        save_identity(path, X25519Identity.generate())


def test_the_file_of_age_keygen_is_read(tmp_path):
    path = tmp_path / "identity.txt"
    save_identity(path, IDENTITY)
    path.write_text(f"# created: 2026-01-01T00:00:00+08:00\r\n\n  {IDENTITY.encode()}\r\n")
    assert load_identity(path).encode() == IDENTITY.encode()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"# only a comment\n",
        b"\xff\xfe",
        (IDENTITY.encode()[:-1] + "\n").encode(),
        (IDENTITY.encode() + "\n").encode() * 2,
    ],
    ids=["empty", "comment", "not text", "cut", "two identities"],
)
def test_a_file_without_exactly_one_identity_is_refused_without_quoting_it(tmp_path, content):
    path = tmp_path / "identity.txt"
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(KeyFileError, match=r"identity\.txt") as caught:
        load_identity(path)
    assert IDENTITY.encode()[16:30] not in str(caught.value)


def test_an_identity_file_open_to_others_is_refused(tmp_path):
    path = tmp_path / "identity.txt"
    save_identity(path, IDENTITY)
    path.chmod(0o644)
    with pytest.raises(KeyFileError, match="0644"):
        load_identity(path)


@pytest.mark.parametrize(
    "typed", ["ｃａｆé 登闻", "cafe\u0301 登闻", "  café 登闻\n", "café\u3000登闻"]
)
def test_a_passphrase_unlocks_however_it_was_typed(typed):
    locked = lock_identity(IDENTITY, "café 登闻", work_factor=4)
    assert unlock_identity(locked, typed).encode() == IDENTITY.encode()


@pytest.mark.parametrize("typed", ["Café 登闻", "café登闻", "", " "])
def test_a_wrong_passphrase_does_not_unlock(typed):
    locked = lock_identity(IDENTITY, "café 登闻", work_factor=4)
    with pytest.raises(WrongPassphraseError):
        unlock_identity(locked, typed)


def test_nothing_is_locked_with_nothing():
    with pytest.raises(ValueError, match="empty"):
        lock_identity(IDENTITY, " \n", work_factor=4)


def test_the_work_factor_is_18_unless_a_test_lowers_it():
    locked = lock_identity(IDENTITY, "passphrase")
    assert locked.split(b"\n")[1].endswith(b" 18")


def test_what_is_locked_must_be_an_identity():
    with pytest.raises(KeyFileError, match="not an age identity"):
        unlock_identity(seal(b"a letter", [Passphrase("p", work_factor=4)]), "p")
    with pytest.raises(MalformedSealError):
        unlock_identity(b"a letter", "p")


@given(st.text())
def test_normalising_twice_changes_nothing(text):
    once = normalise_passphrase(text)
    assert normalise_passphrase(once) == once
