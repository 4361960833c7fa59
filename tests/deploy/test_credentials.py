"""Private keys come from the service manager where it hands them over, and from files otherwise."""

import shutil

import pytest

from bot.keys import load_desk_keys, load_intake_keys, load_intake_local, make_keys
from storage.ledger.age import Profile
from storage.ledger.courier_seals import CourierKeys
from storage.ledger.errors import KeyFileError
from storage.ledger.files import read_secret_file

PRIVATE = ("intake.local", "intake.key", "desk.age", "desk.local", "log.key", "courier.age")
LOADED = {
    "intake": lambda keys: (load_intake_keys(keys), load_intake_local(keys)),
    "desk": lambda keys: load_desk_keys(keys, lambda name: keys / name),
    "courier": CourierKeys.load,
}


@pytest.fixture
def keys(tmp_path):
    make_keys(tmp_path / "keys", Profile.X25519)
    return tmp_path / "keys"


@pytest.fixture
def handed_over(tmp_path, monkeypatch, keys):
    """Move private keys out of the folder, to where systemd would lay them, as it lays them."""
    folder = tmp_path / "credentials"
    folder.mkdir()
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(folder))

    def move(*names: str, mode: int = 0o440):
        for name in names:
            shutil.move(keys / name, folder / name)
            (folder / name).chmod(mode)
        return folder

    return move


def test_every_process_finds_its_keys_among_its_credentials(keys, handed_over):
    handed_over(*PRIVATE)
    for load in LOADED.values():
        load(keys)


def test_a_process_without_its_credentials_names_the_file_that_is_missing(keys, handed_over):
    handed_over("desk.age")
    (keys / "courier.age").unlink()
    LOADED["desk"](keys)
    with pytest.raises(KeyFileError, match=r"courier\.age is missing"):
        LOADED["courier"](keys)


def test_a_credential_goes_before_a_file_of_the_same_name(keys, handed_over):
    folder = handed_over("courier.age")
    (keys / "courier.age").write_text("not a key")
    (keys / "courier.age").chmod(0o600)
    assert CourierKeys.load(keys).identity
    (folder / "courier.age").unlink()
    with pytest.raises(KeyFileError):
        CourierKeys.load(keys)


@pytest.mark.parametrize("mode", [0o444, 0o460, 0o404, 0o450, 0o540])
def test_a_credential_that_everybody_may_read_is_refused(keys, handed_over, mode):
    folder = handed_over("courier.age", mode=mode)
    with pytest.raises(KeyFileError, match="make it 0600"):
        read_secret_file(folder / "courier.age")


def test_a_group_may_read_no_key_that_is_not_a_credential(keys, handed_over):
    handed_over()
    (keys / "courier.age").chmod(0o640)
    with pytest.raises(KeyFileError, match="make it 0600"):
        CourierKeys.load(keys)


def test_public_halves_and_the_roster_may_be_read_by_users_of_other_processes(keys):
    modes = {path.name: path.stat().st_mode & 0o777 for path in keys.iterdir()}
    for name, mode in modes.items():
        public = name.endswith(".pub") or name == "roster.note"
        assert mode == (0o644 if public else 0o600), name
