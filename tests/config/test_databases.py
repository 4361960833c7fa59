"""By which address each process reaches the database, and that no other process learns of it."""

import json

import pytest

from bot.config import ConfigError, load
from bot.supervisor import ROLES, environment_of

OWNER = "postgresql+asyncpg://dengwen:Owner-Marker@db.example/dengwen"
OWN = {role: f"postgresql+asyncpg://dengwen_{role}:{role}-Marker@db.example/d" for role in ROLES}
GIVEN = {
    "DENGWEN_STORAGE__DATABASE": OWNER,
    **{f"DENGWEN_STORAGE__DATABASE_FOR__{role.upper()}": OWN[role] for role in ROLES},
}


def test_a_process_has_its_own_address_or_everybodys(monkeypatch, example):
    monkeypatch.setenv("DENGWEN_STORAGE__DATABASE", OWNER)
    monkeypatch.setenv("DENGWEN_STORAGE__DATABASE_FOR__DESK", OWN["desk"])
    storage = load(example).storage
    assert storage.database_of("desk") == OWN["desk"]
    assert storage.database_of("intake") == storage.database == OWNER
    assert "Marker" not in repr(storage)


@pytest.mark.parametrize("role", ROLES)
def test_a_child_of_the_supervisor_learns_no_address_but_its_own(role, monkeypatch, example):
    environment = environment_of(role, GIVEN)
    assert json.dumps(environment).count("Marker") == 1
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert load(example).storage.database_of(role) == OWN[role]


def test_the_courier_gets_no_key_of_the_store(tmp_path, monkeypatch, example):
    key = tmp_path / "key"
    key.write_text("Marker\n")
    key.chmod(0o600)
    named = f'\n[s3]\naccess_key_file = "{key}"\nsecret_key_file = "{key}"\n'
    path = tmp_path / "config.toml"
    path.write_text(example.read_text("utf-8") + named)
    assert load(path).s3.secret_key.get_secret_value() == "Marker"
    for name, value in environment_of("courier", {}).items():
        monkeypatch.setenv(name, value)
    assert (load(path).s3.access_key, load(path).s3.secret_key) == (None, None)
    given = {"DENGWEN_S3__ACCESS_KEY": "Marker", "DENGWEN_S3__SECRET_KEY": "Marker"}
    assert "Marker" not in environment_of("courier", given).values()
    assert set(given.values()) <= set(environment_of("intake", given).values())


@pytest.mark.parametrize("role", ROLES)
def test_without_addresses_of_their_own_all_share_one(role):
    assert environment_of(role, {"DENGWEN_STORAGE__DATABASE": OWNER})[
        "DENGWEN_STORAGE__DATABASE"
    ] == (OWNER)


@pytest.fixture
def address_file(tmp_path, monkeypatch):
    def write(mode):
        path = tmp_path / "database"
        path.write_text(f"{OWNER}\n")
        path.chmod(mode)
        monkeypatch.setenv("DENGWEN_STORAGE__DATABASE_FILE", str(path))
        return path

    return write


def test_an_address_is_read_from_its_file(example, address_file):
    address_file(0o600)
    assert load(example).storage.database == OWNER


def test_a_file_that_others_may_open_and_a_second_address_are_refused(
    example, address_file, monkeypatch
):
    path = address_file(0o640)
    with pytest.raises(ConfigError, match="run chmod 600 on the file") as refused:
        load(example)
    assert "Marker" not in str(refused.value)
    path.chmod(0o600)
    monkeypatch.setenv("DENGWEN_STORAGE__DATABASE", OWNER)
    with pytest.raises(ConfigError, match="give one of them") as refused:
        load(example)
    assert "Marker" not in str(refused.value)


@pytest.mark.parametrize("address", [OWN["desk"], "postgresql+asyncpg://d@db/d?password=Marker"])
def test_a_password_in_the_file_is_refused_for_each_process(edited, address):
    path = edited(("[storage]\n", f'[storage]\ndatabase_for.desk = "{address}"\n'))
    with pytest.raises(ConfigError, match="DENGWEN_STORAGE__DATABASE_FOR__DESK") as refused:
        load(path)
    assert "Marker" not in str(refused.value)
