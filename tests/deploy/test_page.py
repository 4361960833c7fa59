"""docs/deployment.md says of each user what the unit files say, and names what there is."""

import re

import click
import pytest

from bot.__main__ import cli
from tests.deploy.units import DEPLOY, PROCESSES, SYSTEMD, credentials, unit

PAGE = (DEPLOY.parent / "docs" / "deployment.md").read_text("utf-8")
ROWS = {
    cells[0].strip("` "): [cell.strip() for cell in cells[1:]]
    for cells in (line.strip("|").split("|") for line in PAGE.splitlines() if "| `dengwen-" in line)
}
SHELL = "\n".join(re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL))


@pytest.mark.parametrize("process", PROCESSES)
def test_the_table_names_the_secrets_that_a_unit_hands_over(process):
    secrets = re.findall(r"`([^`]+)`", ROWS[f"dengwen-{process}"][0])
    assert secrets == credentials(f"dengwen-{process}.service")


def test_the_table_has_every_user_of_a_unit():
    users = {unit(path.name)["User"][0] for path in SYSTEMD.glob("*.service")}
    assert set(ROWS) == users


@pytest.mark.parametrize("process", PROCESSES)
def test_what_a_process_does_not_read_it_cannot_see(process):
    hidden = " ".join(unit(f"dengwen-{process}.service")["InaccessiblePaths"])
    writes, reads, _ = ROWS[f"dengwen-{process}"][1:]
    for words, folder in (("attachments", "data/blobs"), ("its pin", "keys/pins")):
        assert (words in writes + reads) != (f"/var/lib/dengwen/{folder}" in hidden)
    days = {"intake": "letter-days", "desk": "keys/days", "courier": "keys/days"}[process]
    assert days in hidden


def test_who_checks_and_backs_up_is_handed_nothing_and_reaches_nobody():
    for name in ("dengwen-verify.service", "dengwen-backup.service"):
        assert credentials(name) == []
        assert unit(name)["PrivateNetwork"] == ["yes"]
    assert ROWS["dengwen-audit"][0] == "none"
    assert ROWS["dengwen-audit"][3] == "nobody"


def test_the_files_that_the_steps_install_are_there():
    for line in re.findall(r"^install (.*dengwen.*)$", SHELL, re.MULTILINE):
        for word in line.split():
            if not word.startswith(("-", "/", "docs/")):
                assert list(SYSTEMD.glob(word)), word
    for name in re.findall(r"`(?:deploy/systemd/optional/)?([\w-]+\.conf)`", PAGE):
        assert list(SYSTEMD.rglob(name)), name


def test_the_commands_of_the_steps_are_those_of_the_program():
    words = [line.split() for line in re.findall(r"dengwen-as \w+ ([^`…#\n]+)", PAGE)]
    words += [line.split() for line in re.findall(r"run --rm admin ([^`\n]+)", PAGE)]
    assert words
    for each in words:
        command: click.Command | None = cli.commands.get(each[0])
        assert command is not None, each
        assert {word for word in each if word.startswith("--")} <= {
            option for parameter in command.params for option in parameter.opts
        }


def test_every_package_that_an_image_installs_is_listed():
    dockerfile = (DEPLOY / "docker" / "Dockerfile").read_text("utf-8")
    installed = set(re.findall(r"--no-install-recommends (.+?) \\", dockerfile)[-1].split())
    assert installed <= set(re.findall(r"`([\w-]+)`", PAGE))
