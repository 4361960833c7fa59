"""The commands that the desk answers. Where a secret is awaited, they are commands all the same."""

from __future__ import annotations

from aiogram.filters import Command

from handlers.team.rights import COMMANDS

MENU = tuple(name for name, need in COMMANDS.items() if need.menu)
"""What may stand in a menu, in this order; each reader sees those of their role."""
FOR_EVERYBODY = tuple(name for name in MENU if not COMMANDS[name].actions)
"""What stands in the menu of who is not on the roster."""
KNOWN = tuple(COMMANDS)

NO_COMMAND = ~Command(*KNOWN)
"""Lets through what is no command of the desk: a passphrase may begin with a slash, too.

A command ends what was awaited; `/language` alone changes nothing but the words.
"""


def command_of(text: str | None) -> tuple[str, str]:
    """Return the command that a message begins with, or nothing, and what stands behind it."""
    first, *rest = (text or "").split(maxsplit=1) or [""]
    if not first.startswith("/"):
        return "", text or ""
    return first[1:].partition("@")[0], "".join(rest)
