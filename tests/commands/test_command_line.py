"""The command line as a whole: every command is there, shows how it is called, and completes."""

import re
import shlex
import shutil
import subprocess

import click
import pytest
from click.shell_completion import BashComplete
from click.testing import CliRunner

from bot import bench_command
from bot.__main__ import cli
from bot.examples import EXAMPLES

PROMISED = [
    "demo",
    "init",
    "run",
    "intake",
    "desk",
    "courier",
    "reader.add",
    "reader.list",
    "reader.remove",
    "roster.sign",
    "roster.show",
    "open",
    "term",
    "calendar.import",
    "receipt.check",
    "proof.check",
    "verify",
    "witness.add",
    "fsck",
    "quarantine",
    "recuse",
    "shred",
    "export",
    "hand-over.make",
    "migrate",
    "backup",
    "restore",
    "doctor",
    "bench",
]


def leaves(command=cli, path=()):
    if isinstance(command, click.Group):
        for name, inner in command.commands.items():
            yield from leaves(inner, (*path, name))
    elif not command.hidden:
        yield path, command


LEAVES = dict(leaves())


def test_every_command_that_was_promised_is_there():
    assert {name.replace(".", " ") for name in PROMISED} <= {" ".join(path) for path in LEAVES}


@pytest.mark.parametrize("path", LEAVES, ids=" ".join)
def test_the_help_of_every_command_shows_how_it_is_called(path):
    said = CliRunner().invoke(cli, [*path, "--help"]).stdout
    shown = said.partition("Example")[2].replace("\\\n", " ")
    assert not re.search(r"\w[.,]?   +\w", said.partition("Example")[0]), "torn by its indentation"
    lines = [line.strip() for line in shown.splitlines() if line.strip().startswith("dengwen")]
    assert lines
    for line in lines:
        words = shlex.split(re.split(r" > (?=\S+$)| \|\| ", line)[0], comments=True)
        assert words[1 : len(path) + 1] == list(path)
        parsed(LEAVES[path], words[len(path) + 1 :])


def parsed(command, words):
    """Parse words as the command would; what lies in files that they name is not looked at."""
    parser = command.make_parser(click.Context(command))
    _, rest, _ = parser.parse_args(words)
    assert rest == []


def test_no_example_is_of_a_command_that_does_not_exist():
    assert EXAMPLES.keys() <= {" ".join(path) for path in LEAVES}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_its_completion(shell):
    result = CliRunner().invoke(cli, ["completion", shell])
    assert result.exit_code == 0, result.output
    assert f"_DENGWEN_COMPLETE={shell}_complete" in result.stdout
    if shutil.which(shell):
        check = subprocess.run([shell, "-n"], input=result.stdout, text=True, check=False)
        assert check.returncode == 0


def test_commands_and_options_are_completed():
    completion = BashComplete(cli, {}, "dengwen", "_DENGWEN_COMPLETE")
    assert [each.value for each in completion.get_completions(["reader"], "a")] == ["add"]
    assert [each.value for each in completion.get_completions(["init"], "--root")] == ["--root-out"]


def test_the_bench_comes_with_the_sources_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(bench_command, "SOURCES", tmp_path)
    result = CliRunner().invoke(cli, ["bench"])
    assert result.exit_code == 2
    assert "make bench" in result.stderr
