"""The command `init`: from nothing to an installation that may go live."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.command_line import NO, refuse

if TYPE_CHECKING:
    from bot.config import Config
    from bot.setting_up.founding import Founded

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
EXAMPLE = Path(__file__).parent.parent / "config.toml"
TEXT = "TEXT[|TEXT…]"
ANSWERS: tuple[tuple[str, str, str], ...] = (
    ("languages", "TAG,TAG", "Languages, the default one first [zh-CN, zh-Hant, en]."),
    ("name", TEXT, "Name of the round."),
    ("team", TEXT, "Name of the team."),
    ("fifth", TEXT, "Name of the group that reviews."),
    ("office", TEXT, "Name of the office that both report to."),
    ("opens", "DATE", "First day."),
    ("closes", "DATE", "Last day."),
    ("timezone", "ZONE", "Time zone [Asia/Shanghai]."),
    ("prefix", "LX", "Prefix of receipt numbers."),
    ("series", "TEXT", "Series of registration numbers, such as 礼巡信."),
    ("bypass-series", "TEXT", "Series of cases that bypass whom they concern."),
    ("unit", f"ID:{TEXT}", "A body that is inspected."),
    ("category", f"{TEXT}[>{TEXT}…]", "A subject of petitions, and its kinds."),
    ("channel", f"KIND:{TEXT}", "Another way to reach the team."),
    ("leader", "NAME[@UNIT…]", "The leader, and bodies that they come from."),
    ("deputy", "NAME[@UNIT…]", "A deputy."),
    ("member", "NAME[@UNIT…]", "A member of the team."),
    ("reviewer", "NAME[@UNIT…]", "A person of the group that reviews."),
    ("liaison", "NAME[@UNIT…]", "The liaison."),
    ("office-person", "NAME[@UNIT…]", "A person of the office."),
    ("team-chat", "NUMBER", "The team's Telegram group."),
    ("fifth-chat", "NUMBER", "The Telegram group of the group that reviews."),
    ("office-chat", "NUMBER", "The office's Telegram group."),
)


def _answers(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command a flag for each question; the last one in the list stands last in the help."""
    for name, shape, sentence in reversed(ANSWERS):
        command = click.option(f"--{name}", metavar=shape, multiple=True, help=sentence)(command)
    return command


@click.command("init")
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where the installation is made; else the configuration that there is counts.",
)
@click.option(
    "--root-out",
    type=click.Path(path_type=Path),
    help="Where the root key goes instead of into the keys folder, such as a stick.",
)
@click.option("--public-token-file", type=FILE, help="A file of mode 0600 with the token.")
@click.option("--team-token-file", type=FILE, help="A file of mode 0600 with the token.")
@click.option(
    "--custodian",
    "custodians",
    metavar="NAME=AGE1…",
    multiple=True,
    help="Three times: who keeps the recovery key, with their age public keys.",
)
@click.option(
    "--drill",
    "drilled_with",
    metavar="NAME=FILE",
    multiple=True,
    help="A custodian's age identity, for the recovery drill.",
)
@click.option("--keys-only", is_flag=True, help="Make the keys and nothing else.")
@click.option("--yes", is_flag=True, help="Do not ask whether the answers are right.")
@_answers
def init_command(  # noqa: PLR0913  one for each option
    folder: Path | None,
    root_out: Path | None,
    public_token_file: Path | None,
    team_token_file: Path | None,
    custodians: tuple[str, ...],
    drilled_with: tuple[str, ...],
    *,
    keys_only: bool,
    yes: bool,
    **answers: tuple[str, ...],
) -> None:
    """Make an installation: configuration, keys, database, codes, recovery key and its drill.

    At a terminal it asks for what no flag says; elsewhere every answer is a flag. It can be broken
    off anywhere and run again, and overwrites nothing. A text is one for all languages, or one for
    each with | between them. Tokens are typed unseen or lie in files, never on the command line.
    """
    files = {"public": public_token_file, "team": team_token_file}
    said = {name.replace("_", "-"): list(value) for name, value in answers.items() if value}
    asking = _Asking(
        folder=folder,
        root_key=_lasting(root_out),
        tokens={bot: path.absolute() for bot, path in files.items() if path},
        answers=said,
        custodians=custodians,
        drilled_with=drilled_with,
        at_a_terminal=sys.stdin.isatty() and sys.stdout.isatty(),
        sure=yes,
    )
    _in_sentences(lambda: _init(asking, keys_only=keys_only))


def _lasting(path: Path | None) -> Path | None:
    """Return a path that stays true when its reader goes to the installation's folder."""
    return path and path.expanduser().absolute()


class _Asking:
    """What the command was told, and whether there is somebody to ask."""

    def __init__(self, **told: Any) -> None:
        self.folder: Path | None = told["folder"]
        self.root_key: Path | None = told["root_key"]
        self.tokens: Mapping[str, Path] = told["tokens"]
        self.answers: Mapping[str, Sequence[str]] = told["answers"]
        self.custodians: tuple[str, ...] = told["custodians"]
        self.drilled_with: tuple[str, ...] = told["drilled_with"]
        self.at_a_terminal: bool = told["at_a_terminal"]
        self.sure: bool = told["sure"]


def _in_sentences(run: Callable[[], None]) -> None:
    from bot.config import ConfigError
    from bot.setting_up.questions import AnswerError
    from casework.ports import StorageUnavailableError
    from storage.sql.schema import SchemaError

    again = "then run 'dengwen init' again: what was made is kept."
    try:
        run()
    except (AnswerError, ConfigError, SchemaError) as error:
        refuse(str(error))
    except StorageUnavailableError:
        refuse(f"The database cannot be made; see [storage] and the free space, {again}")
    except OSError as error:
        place = error.filename or "A file"
        refuse(f"{place} could not be written ({error.strerror}); mend that, {again}")


def _init(asking: _Asking, *, keys_only: bool) -> None:
    from bot.process import for_the_owner_alone
    from bot.setting_up import founding
    from bot.setting_up.drill import passed_on
    from bot.setting_up.telling import what_to_do

    with for_the_owner_alone():
        path = _place(asking).absolute()
        config = _configuration(asking, path)
        _keys(asking, config)
        if keys_only:
            click.echo("Keep root.key offline: it alone decides who may read.")
            return
        asyncio.run(_database(config))
        founded = founding.invite_people(config, asking.root_key)
        folder = _recovery(asking, config, founded)
        _drill(asking, config, folder)
    left = founding.Founded(founded.root_key, founded.codes, founded.uninvited, folder)
    for line in what_to_do(config, path, left, passed_on(config)):
        click.echo(line)


def _place(asking: _Asking) -> Path:
    """Return where the configuration lies, or is to lie."""
    if asking.folder is not None:
        return asking.folder / "config.toml"
    named = os.environ.get("DENGWEN_CONFIG")
    path = Path(named or "config.toml")
    if named or not asking.at_a_terminal or not _is_the_example(path):
        return path
    folder: str = click.prompt("Folder of the new installation", default="installation")
    return Path(folder) / "config.toml"


def _is_the_example(path: Path) -> bool:
    """Say whether this is the project's own example, which describes somebody else's round."""
    return path.exists() and EXAMPLE.exists() and path.read_bytes() == EXAMPLE.read_bytes()


def _configuration(asking: _Asking, path: Path) -> Config:
    from bot.config import load
    from bot.setting_up.asking import ask_all, ask_tokens, forget_answers
    from bot.setting_up.document import document
    from bot.setting_up.founding import write_configuration
    from bot.setting_up.questions import read_all

    if path.exists():
        if asking.answers:
            click.echo(f"{path} is there and stays as it is; the answers are not used.", err=True)
        return load(path)
    folder, tokens = path.parent, asking.tokens
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if asking.at_a_terminal and not asking.sure:
        given = ask_all(folder, asking.answers)
        tokens = ask_tokens(folder, tokens)
        click.confirm(f"Write {path}?", default=True, abort=True)
    else:
        given = read_all(asking.answers)
    config = write_configuration(path, document(given, folder, tokens))
    forget_answers(folder)
    click.echo(f"The configuration is {path}.")
    return config


def _keys(asking: _Asking, config: Config) -> None:
    from bot.setting_up.founding import make_keys_and_folders

    there = (config.storage.keys / "root.pub").exists()
    if not there and asking.root_key is None and asking.at_a_terminal and not asking.sure:
        typed = click.prompt(
            "File for the root key, such as on a stick (empty: beside the other keys)",
            default="",
            show_default=False,
        ).strip()
        asking.root_key = _lasting(Path(typed)) if typed else None
    made = make_keys_and_folders(config, asking.root_key)
    click.echo(f"Keys {'are' if made else 'were'} in {config.storage.keys}.")
    if made and asking.root_key is not None:
        click.echo(f"The root key is in {asking.root_key}.")


async def _database(config: Config) -> None:
    from bot.schema import make_ready

    await make_ready(config)
    click.echo("The database is there.")


def _recovery(asking: _Asking, config: Config, founded: Founded) -> Path | None:
    """Make the recovery key, if somebody says who keeps it; returns the folder of its files."""
    from bot.people import roster_of
    from bot.roster_commands import named_keys
    from bot.setting_up import founding
    from bot.setting_up.asking import ask_custodians, ask_new_passphrase
    from casework.desk.enroll import MIN_PASSPHRASE

    folder = founding.base_of(config) / founding.RECOVERY
    made = (folder / founding.PUBLIC_HALF).exists()
    if roster_of(config).current().recovery is not None:
        return folder if made else None
    asked = asking.at_a_terminal and not asking.sure
    if not made and not asking.custodians and not asked:
        return None
    if not founded.root_key.exists():
        click.echo("The recovery key waits: the root key is not at hand (--root-out FILE).")
        return None
    if not made:
        custodians: dict[str, str | Path] = {**_three(named_keys, asking.custodians)}
        founding.make_recovery_key(
            config,
            custodians or ask_custodians(folder),
            lambda name: ask_new_passphrase(name, MIN_PASSPHRASE),
        )
    founding.enter_recovery_key(config, folder, asking.root_key)
    click.echo(f"The recovery key is sealed to the custodians, in {folder}.")
    return folder


def _three(
    named_keys: Callable[[tuple[str, ...]], dict[str, str]], given: tuple[str, ...]
) -> dict[str, str]:
    try:
        return named_keys(given)
    except ValueError:
        refuse("Name three custodians with a key each: --custodian NAME=age1… three times.")


def _drill(asking: _Asking, config: Config, folder: Path | None) -> None:
    from bot.setting_up.drill import passed_on
    from bot.setting_up.drilling import ask_for_keys, drill_now, keys_from_files

    if folder is None or passed_on(config) is not None:
        return
    if asking.drilled_with:
        keys = keys_from_files(asking.drilled_with, ask=asking.at_a_terminal)
    elif asking.at_a_terminal and not asking.sure:
        keys = ask_for_keys(folder)
    else:
        return
    if not drill_now(config, folder, keys):
        sys.exit(NO)
