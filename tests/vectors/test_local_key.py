"""Local keys: one secret, one key for every purpose, and a file that only its owner reads."""

import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.ledger.errors import KeyFileError, TamperedSealError, TruncatedSealError
from storage.ledger.local import LocalKey

KEY = LocalKey(bytes(range(32)))


@given(st.binary(max_size=2000), st.binary(max_size=50))
def test_a_sealed_value_comes_back(plaintext, context):
    seal = KEY.sealed("draft")
    sealed = seal.seal(plaintext, context)
    assert len(sealed) == len(plaintext) + 28
    assert seal.open(sealed, context) == plaintext
    assert seal.seal(plaintext, context) != sealed


@given(st.integers(0, 32), st.integers(1, 255))
def test_a_changed_value_does_not_open(place, difference):
    sealed = bytearray(KEY.sealed("draft").seal(b"text!"))
    sealed[place] ^= difference
    with pytest.raises(TamperedSealError):
        KEY.sealed("draft").open(bytes(sealed))


def test_a_value_opens_with_its_own_key_purpose_and_context_only():
    sealed = KEY.sealed("draft").seal(b"text", b"row 1")
    for seal, context in [
        (KEY.sealed("draft"), b"row 2"),
        (KEY.sealed("draft"), b""),
        (KEY.sealed("answer"), b"row 1"),
        (LocalKey.generate().sealed("draft"), b"row 1"),
    ]:
        with pytest.raises(TamperedSealError):
            seal.open(sealed, context)


@pytest.mark.parametrize("length", [0, 12, 27])
def test_a_value_that_is_too_short_is_called_so(length):
    with pytest.raises(TruncatedSealError):
        KEY.sealed("draft").open(bytes(length))


def test_lookups_agree_within_a_purpose_and_nowhere_else():
    lookup = KEY.lookup("receipt")
    assert lookup(b"LX-1") == KEY.lookup("receipt")(b"LX-1")
    assert len(lookup(b"LX-1")) == 32
    others = [
        lookup(b"LX-2"),
        KEY.lookup("route")(b"LX-1"),
        LocalKey.generate().lookup("r")(b"LX-1"),
    ]
    assert lookup(b"LX-1") not in others


def test_derivation_is_pinned_since_stored_values_depend_on_it():
    # Computed apart from the module: RFC 5869 spelled out over the standard library's HMAC.
    expected = "0734c3650167a5701d29b81b281ebe862501632f64636a9540f44f6ab51e06de"
    assert KEY.lookup("receipt")(b"LX-1").hex() == expected
    sealed = bytes.fromhex("4e4e4e4e4e4e4e4e4e4e4e4ee8c72701c20d5e59132a086db88ce8cf561376f8")
    assert KEY.sealed("draft").open(sealed, b"row 1") == b"text"


def test_a_purpose_has_a_name():
    with pytest.raises(ValueError, match="purpose"):
        KEY.sealed("")


def test_a_key_has_32_bytes():
    with pytest.raises(ValueError, match="32"):
        LocalKey(bytes(31))


def test_no_repr_shows_the_secret():
    assert repr(KEY) == "<LocalKey>"
    assert repr(KEY.sealed("a")) == "<LocalSeal>"
    assert repr(KEY.lookup("a")) == "<Lookup>"


def test_a_key_comes_back_from_its_file(tmp_path):
    path = tmp_path / "local.key"
    key = LocalKey.generate()
    key.save(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert LocalKey.load(path).lookup("a")(b"") == key.lookup("a")(b"")


def test_a_key_file_is_never_overwritten(tmp_path):
    path = tmp_path / "local.key"
    KEY.save(path)
    with pytest.raises(KeyFileError, match="never overwritten"):
        LocalKey.generate().save(path)
    assert LocalKey.load(path).lookup("a")(b"") == KEY.lookup("a")(b"")


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o700, 0o4600])
def test_a_key_file_open_to_others_is_refused(tmp_path, mode):
    path = tmp_path / "local.key"
    KEY.save(path)
    path.chmod(mode)
    with pytest.raises(KeyFileError, match=f"{mode:04o}.*chmod 600"):
        LocalKey.load(path)


def test_a_missing_key_file_is_named(tmp_path):
    with pytest.raises(KeyFileError, match=r"local\.key is missing"):
        LocalKey.load(tmp_path / "local.key")


@pytest.mark.parametrize("content", [b"", b"QUJD\n", b"not base64!", b"A" * 70_000, b"\xff" * 44])
def test_a_file_that_holds_no_key_is_refused_without_quoting_it(tmp_path, content):
    path = tmp_path / "local.key"
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(KeyFileError) as caught:
        LocalKey.load(path)
    assert "QUJD" not in str(caught.value)
