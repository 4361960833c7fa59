"""What the commands share: how a refusal is told, and where the configuration comes from."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, NoReturn

import click

if TYPE_CHECKING:
    from bot.config import Config

NO = 1
WRONG_USE = 2


def refuse(sentence: str, status: int = WRONG_USE) -> NoReturn:
    """Say why a command is not carried out, and leave."""
    click.echo(sentence, err=True)
    sys.exit(status)


def told(name: str, **variables: Any) -> str:
    """Return a sentence of locales/ in the first language of the configuration."""
    from handlers.texts import Texts

    return Texts(configuration().languages).say(None).label(name, **variables)


def ask_passphrase(reader_id: str) -> str:
    """Ask at the terminal for the passphrase of a reader whose key the desk keeps."""
    return str(click.prompt(f"Passphrase of {reader_id}", hide_input=True, err=True))


def configuration() -> Config:
    """Return the configuration, or leave with what is wrong in it."""
    from bot.config import ConfigError, load

    try:
        return load(None)
    except ConfigError as error:
        refuse(str(error))
