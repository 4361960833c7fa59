"""How the custodians' keys come to the drill: from files, locked or not."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from bot.clock import clock_of
from bot.command_line import refuse
from bot.config import Config
from bot.setting_up.drill import DrillFailedError, drill
from casework.rules.terms import local_date
from storage.ledger.age import KeyIdentity
from storage.ledger.errors import SealError, WrongPassphraseError
from storage.ledger.files import read_secret_file
from storage.ledger.identity_files import load_identity, unlock_identity

LOCKED = b"age-encryption.org/v1"


def keys_from_files(given: Sequence[str], *, ask: bool) -> dict[str, KeyIdentity]:
    """Return the identities in files, by custodian (`NAME=FILE`)."""
    keys = {}
    for each in given:
        name, equals, file = each.partition("=")
        if not equals or not Path(file).is_file():
            refuse("A custodian's key is given as NAME=FILE, with a file that is there.")
        keys[name] = _key(name, Path(file), ask=ask)
    return keys


def ask_for_keys(folder: Path) -> dict[str, KeyIdentity]:
    """Let each custodian whose name stands on a file in `folder` show their key."""
    names = sorted({name for path in folder.glob("*+*.age") for name in path.stem.split("+")})
    click.echo("The recovery drill: each custodian opens the files now, as in an emergency.")
    keys = {}
    for name in names:
        made_here = folder / f"{name}.key.age"
        path = made_here if made_here.exists() else _asked_file(name)
        keys[name] = _key(name, path, ask=True)
    return keys


def drill_now(config: Config, folder: Path, keys: Mapping[str, KeyIdentity]) -> bool:
    """Make the drill and say how it went."""
    today = local_date(clock_of(config)(), config.round.timezone)
    try:
        opened = asyncio.run(drill(config, folder, keys, today))
    except DrillFailedError as error:
        click.echo(f"The drill did not pass. {error}", err=True)
        return False
    click.echo(f"The drill passed: {', '.join(opened)} open, and what is sealed to the key.")
    return True


def _asked_file(name: str) -> Path:
    kind = click.Path(exists=True, dir_okay=False, path_type=Path)
    path: Path = click.prompt(f"File with the age identity of {name}", type=kind)
    return path


def _key(name: str, path: Path, *, ask: bool) -> KeyIdentity:
    content = read_secret_file(path)
    if not content.startswith(LOCKED):
        return load_identity(path)
    if not ask:
        refuse(f"{path} is locked with a passphrase, which can only be typed at a terminal.")
    while True:
        typed = click.prompt(f"Passphrase of {name}", hide_input=True, err=True)
        try:
            return unlock_identity(content, str(typed))
        except WrongPassphraseError:
            click.echo("That is not the passphrase.", err=True)
        except SealError as error:
            refuse(f"{path}: {error}")
