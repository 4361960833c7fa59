"""The keys folder: whether everything is there, and open to nobody else."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from bot.doctor.findings import Finding, Installation, note, wrong
from bot.key_making import PRIVATE, PUBLIC
from bot.setting_up.founding import CODES, RECOVERY, base_of, read_codes
from storage.ledger.credentials import is_open_to_others, secret_path


def keys(here: Installation) -> Iterator[Finding]:
    """Find keys that are missing, and those that others may read or replace."""
    folder = here.config.storage.keys
    if not (folder / "root.pub").exists():
        yield wrong(f"There are no keys in {folder}.", "Run 'dengwen init'.")
        return
    for name in PUBLIC:
        if not (folder / name).exists():
            yield wrong(f"{folder / name} is missing.", "Put it back from the backup of the keys.")
    for name in PRIVATE:
        if not _is_there(secret_path(folder, name)):
            yield note(
                f"{folder / name} is not there, or not to be seen by this user.",
                "A process that needs it gets it as a credential of systemd, or does not start.",
            )


def permissions(here: Installation) -> Iterator[Finding]:
    """Find files and folders that are open to other people of this machine."""
    storage, telegram = here.config.storage, here.config.telegram
    for folder in (storage.keys, storage.data):
        mode = _mode(folder)
        if mode is not None and mode & stat.S_IRWXO:
            yield wrong(f"{folder} is open to everybody ({mode:04o}).", f"chmod 700 {folder}")
        elif mode is not None and mode & stat.S_IWGRP and folder == storage.keys:
            yield wrong(f"The group may write {folder} ({mode:04o}).", f"chmod g-w {folder}")
    secrets = [storage.keys / name for name in (*PRIVATE, "root.key")]
    secrets += [path for name in ("days", "letter-days") for path in _files(storage.keys / name)]
    secrets += [
        path for path in (telegram.public_token_file, telegram.team_token_file) if path is not None
    ]
    for path in secrets:
        mode = _mode(path)
        if mode is not None and is_open_to_others(path, mode):
            yield wrong(f"{path} is open to others ({mode:04o}).", f"chmod 600 {path}")


def left_about(here: Installation) -> Iterator[Finding]:
    """Find what should have been carried away by now."""
    folder, base = here.config.storage.keys, base_of(here.config)
    if (folder / "root.key").exists() and here.config.telegram.configured:
        yield note(
            f"The root key lies in {folder}, beside what it should guard.",
            "Move it onto an encrypted stick that somebody else keeps; docs/keys.md says why.",
        )
    if read_codes(base / CODES):
        yield note(
            f"{base / CODES} lies there still.",
            "Hand the codes out, each by itself, and destroy the file.",
        )
    if (base / RECOVERY).exists():
        yield note(
            f"The custodians' files lie in {base / RECOVERY} still.",
            "Give each custodian those that bear their name, and remove the folder.",
        )


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False


def _mode(path: Path) -> int | None:
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except OSError:
        return None


def _files(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() and os.access(folder, os.R_OK) else []
