"""The commands that the desk answers. Where a secret is awaited, they are commands all the same."""

from __future__ import annotations

from aiogram.filters import Command

MENU = ("queue", "find", "unlock", "lock", "recuse", "rewrap", "passphrase", "language", "help")
"""What stands in Telegram's menu, in this order."""
KNOWN = (*MENU, "start", "cancel", "enroll")

NO_COMMAND = ~Command(*KNOWN)
"""Lets through what is no command of the desk: a passphrase may begin with a slash, too.

A command ends what was awaited; `/language` alone changes nothing but the words.
"""
