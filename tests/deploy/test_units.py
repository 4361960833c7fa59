"""The unit files: what systemd says of them, and that each process gets its own secrets alone."""

import re
import shutil
import subprocess

import click
import pytest

from bot.__main__ import cli
from bot.config import load
from bot.keys import load_desk_keys, load_intake_keys, load_intake_local, make_keys
from storage.ledger.age import Profile
from storage.ledger.courier_seals import CourierKeys
from storage.ledger.errors import KeyFileError
from tests.deploy.units import (
    DEPLOY,
    PROCESSES,
    PROGRAM,
    SERVICES,
    SYSTEMD,
    credentials,
    settings,
    unit,
)

EXAMPLE = DEPLOY.parent / "config.toml"
MOST_EXPOSURE = 2.0
TOKENS = {"public.token": "7531001:Public-Marker_7", "team.token": "7531002:Team-Marker_7"}
OPENS = {
    "intake": lambda keys: (load_intake_keys(keys), load_intake_local(keys)),
    "desk": lambda keys: load_desk_keys(keys, lambda name: keys / name),
    "courier": CourierKeys.load,
}
needs_systemd = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="needs systemd-analyze: apt-get install systemd"
)


@pytest.fixture(scope="module")
def machine(tmp_path_factory):
    """A root folder in which the units are installed, and the program that they start."""
    root = tmp_path_factory.mktemp("machine")
    shutil.copytree(SYSTEMD, root / "etc/systemd/system")
    program = root / PROGRAM.lstrip("/")
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    # What a Debian machine has of its own, as far as the units speak of it.
    for name in ("sysinit", "basic", "shutdown", "multi-user", "network-online", "nss-lookup"):
        (root / f"etc/systemd/system/{name}.target").write_text("[Unit]\nDescription=of Debian\n")
    for name in ("slices", "timers", "paths", "sockets", "time-sync"):
        (root / f"etc/systemd/system/{name}.target").write_text("[Unit]\nDescription=of Debian\n")
    return root


def analyze(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = ["systemd-analyze", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


@needs_systemd
def test_systemd_accepts_every_unit(machine):
    units = sorted(
        path.name
        for path in SYSTEMD.glob("dengwen*.*")
        if path.is_file() and path.suffix != ".conf"
    )
    done = analyze("verify", f"--root={machine}", "--man=no", *units)
    assert done.stderr == ""
    assert done.returncode == 0


@needs_systemd
@pytest.mark.parametrize("name", SERVICES)
def test_no_service_is_exposed(machine, name):
    limit = round(MOST_EXPOSURE * 10)
    done = analyze("security", "--offline=yes", f"--threshold={limit}", f"--root={machine}", name)
    found = re.search(r"Overall exposure level for \S+: ([0-9.]+)", done.stdout)
    assert found, done.stderr
    print(found[0])  # noqa: T201  pytest shows it with -s, and when the test fails
    assert done.returncode == 0, done.stdout
    assert float(found[1]) <= MOST_EXPOSURE


@needs_systemd
def test_systemd_accepts_the_times_of_the_timers():
    for timer in SYSTEMD.glob("*.timer"):
        for when in settings(timer)["OnCalendar"]:
            assert analyze("calendar", when).returncode == 0, timer.name


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_starts_a_command_that_there_is(name):
    for line in (*unit(name)["ExecStart"], *unit(name).get("ExecStartPre", [])):
        program, *words = line.split()
        assert program == PROGRAM
        command: click.Command = cli
        while words and isinstance(command, click.Group):
            command = command.commands[words.pop(0)]
        known = {option for each in command.params for option in each.opts}
        assert {word for word in words if word.startswith("-")} <= known


@pytest.mark.parametrize("process", PROCESSES)
def test_a_process_is_handed_the_keys_that_it_opens_and_no_others(process, tmp_path, monkeypatch):
    keys, handed = tmp_path / "keys", tmp_path / "credentials"
    make_keys(keys, Profile.X25519)
    handed.mkdir()
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(handed))
    mine = [name for name in credentials(f"dengwen-{process}.service") if name not in TOKENS]
    for name in mine:
        shutil.copy(keys / name, handed / name)
    private = [path for path in keys.iterdir() if path.suffix in {".age", ".local", ".key"}]
    for path in private:
        path.unlink()
    OPENS[process](keys)
    for name in mine:
        (handed / name).rename(tmp_path / name)
        with pytest.raises(KeyFileError, match=re.escape(name)):
            OPENS[process](keys)
        (tmp_path / name).rename(handed / name)


@pytest.mark.parametrize(
    ("process", "tokens"),
    [
        ("intake", {"public.token"}),
        ("desk", {"team.token"}),
        ("courier", {"public.token", "team.token"}),
    ],
)
def test_a_process_is_handed_its_tokens_and_reads_them_there(
    process, tokens, tmp_path, monkeypatch
):
    name = f"dengwen-{process}.service"
    assert set(credentials(name)) & set(TOKENS) == tokens
    for token in tokens:
        (tmp_path / token).write_text(TOKENS[token])
        (tmp_path / token).chmod(0o440)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    for each in unit(name)["Environment"]:
        variable, _, value = each.partition("=")
        if variable.startswith("DENGWEN_TELEGRAM"):
            monkeypatch.setenv(variable, value.replace("%d", str(tmp_path)))
    telegram = load(EXAMPLE).telegram
    read = {"public.token": telegram.public_token, "team.token": telegram.team_token}
    for token, secret in read.items():
        given = None if secret is None else secret.get_secret_value()
        assert given == (TOKENS[token] if token in tokens else None)


@pytest.mark.parametrize("name", SERVICES)
def test_no_secret_stands_in_a_unit_or_its_environment(name):
    for line in unit(name).get("Environment", []):
        variable, _, value = line.partition("=")
        secret = "TOKEN" in variable or "PASSWORD" in variable or "SECRET" in variable
        assert not secret or variable.endswith("_FILE")
        assert not re.search(r"[0-9]{5,}:[\w-]{20,}", value)


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_has_a_user_of_its_own_whom_the_files_make(name):
    made = re.findall(r"^u (\S+)", (SYSTEMD / "dengwen.sysusers.conf").read_text(), re.MULTILINE)
    assert unit(name)["User"][0] in made


def test_no_two_processes_share_a_user():
    users = [unit(f"dengwen-{process}.service")["User"][0] for process in PROCESSES]
    assert len(set(users)) == len(PROCESSES)


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_writes_only_where_the_files_make_a_folder(name):
    text = (SYSTEMD / "dengwen.tmpfiles.conf").read_text("utf-8")
    made = re.findall(r"^[dfz] (\S+)", text, re.MULTILINE)
    for line in unit(name).get("ReadWritePaths", []):
        for path in line.split():
            assert path in made


def test_the_command_with_the_keys_of_a_process_is_handed_what_the_process_is():
    script = (SYSTEMD / "dengwen-as").read_text("utf-8")
    for process in PROCESSES:
        of_process = re.search(rf'^{process}\) secrets="([^"]*)"', script, re.MULTILINE)
        keys = [name for name in credentials(f"dengwen-{process}.service") if name not in TOKENS]
        assert of_process is not None
        assert of_process[1].split() == keys


def test_every_key_that_a_process_is_handed_is_sealed_by_the_script():
    script = (SYSTEMD / "dengwen-seal-keys").read_text("utf-8")
    listed = re.search(r"for name in ([^;]+); do", script)
    assert listed is not None
    handed = {name for process in PROCESSES for name in credentials(f"dengwen-{process}.service")}
    assert set(listed[1].split()) == handed - set(TOKENS)


@pytest.mark.parametrize("script", ["dengwen-as", "dengwen-seal-keys"])
def test_the_scripts_are_sound_for_the_shell_and_say_how_they_are_used(script):
    path = SYSTEMD / script
    assert subprocess.run(["sh", "-n", path], check=False, timeout=10).returncode == 0
    done = subprocess.run(
        [path, "nobody", "x", "y"], capture_output=True, text=True, check=False, timeout=10
    )
    assert done.returncode == 2
    assert done.stderr.startswith("Usage: ")


@pytest.mark.skipif(
    shutil.which("systemd-sysusers") is None, reason="needs systemd: apt-get install systemd"
)
def test_systemd_makes_the_users_in_one_group(tmp_path):
    (tmp_path / "etc").mkdir()
    command = ["systemd-sysusers", f"--root={tmp_path}", SYSTEMD / "dengwen.sysusers.conf"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert "not a valid" not in done.stderr
    (group,) = re.findall(
        r"^dengwen:[^:]*:(\d+)", (tmp_path / "etc/group").read_text(), re.MULTILINE
    )
    users = [line.split(":") for line in (tmp_path / "etc/passwd").read_text().splitlines()]
    assert {"dengwen-intake", "dengwen-desk", "dengwen-courier"} <= {user[0] for user in users}
    assert {user[3] for user in users} == {group}
    assert {user[6] for user in users} == {"/usr/sbin/nologin"}
