"""Secrets that a service manager hands to a process, instead of files that its user owns.

systemd lays what `LoadCredential=` and `LoadCredentialEncrypted=` name into a folder that this one
service sees, decrypted and in memory, and says in the environment where it is. The private keys of
a process may come from there; what is written (pins, keys of the day) stays in the keys folder.
Source: systemd.exec(5), "Credentials".
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

FOLDER = "CREDENTIALS_DIRECTORY"


def secret_path(folder: Path, name: str) -> Path:
    """Return where the secret `name` lies: among this process's credentials, or else in `folder`.

    What the service manager was told to hand over goes before a file that lies about.
    """
    credentials = _credentials()
    given = None if credentials is None else credentials / name
    return given if given is not None and given.is_file() else folder / name


def private_text(path: Path) -> str:
    """Return the first line of a file that nobody but its owner may read.

    Raises:
        ValueError: It is missing, or others may open it; the message is a rule that was broken.
    """
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            content = file.read(4096)
    except OSError:
        raise ValueError("cannot be read from its file; create it, with mode 0600") from None
    if is_open_to_others(path, mode):
        raise ValueError("lies in a file that others may open; run chmod 600 on the file")
    return content.decode("ascii", "replace").strip()


def is_open_to_others(path: Path, mode: int) -> bool:
    """Say whether somebody else than the owner may open a secret of that mode.

    systemd guards its credentials with an access list, which looks like a group's permission to
    read; no access list looks like a permission for everybody.
    """
    if mode & (stat.S_IWGRP | stat.S_IXGRP | stat.S_IRWXO):
        return True
    return bool(mode & stat.S_IRGRP) and not _is_credential(path)


def _is_credential(path: Path) -> bool:
    credentials = _credentials()
    return credentials is not None and path.resolve().is_relative_to(credentials.resolve())


def _credentials() -> Path | None:
    folder = os.environ.get(FOLDER)
    return Path(folder) if folder else None
