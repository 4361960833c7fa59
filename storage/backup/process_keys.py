"""The keys of the three processes in a backup: sealed once more, to somebody else than the rest.

Without them a stolen backup, and even one whose key was stolen too, opens nothing that is sealed to
a process: docs/backup.md, "Which keys are in it".
"""

from __future__ import annotations

import io
import tarfile
from collections.abc import Sequence
from pathlib import Path

from storage.backup.errors import DamagedBackupError
from storage.ledger.age import KeyIdentity, KeyRecipient, open_sealed, seal
from storage.ledger.credentials import secret_path
from storage.ledger.files import create_secret_file, read_secret_file

SECRET = ("intake.local", "intake.key", "desk.age", "desk.local", "log.key", "courier.age")
"""Never among them: `root.key`, keys of the day, pins, tokens."""


def seal_process_keys(folder: Path, recipients: Sequence[KeyRecipient]) -> bytes:
    """Return the keys in `folder` as one sealed tar.

    Raises:
        KeyFileError: One is missing, or cannot be read by whoever makes the backup.
    """
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.GNU_FORMAT) as tar:
        for name in SECRET:
            content = read_secret_file(secret_path(folder, name))
            info = tarfile.TarInfo(name)
            info.size, info.mode = len(content), 0o600
            tar.addfile(info, io.BytesIO(content))
    return seal(out.getvalue(), recipients)


def restore_process_keys(sealed: bytes, identity: KeyIdentity, folder: Path) -> list[str]:
    """Write the keys into `folder`; returns their names.

    Raises:
        SealError: They are not sealed to `identity`, or there is a key already.
        DamagedBackupError: Something else is sealed there.
    """
    done = []
    plain = open_sealed(sealed, [identity])
    with tarfile.open(fileobj=io.BytesIO(plain), mode="r:") as tar:
        for info in tar:
            file = tar.extractfile(info)
            if info.name not in SECRET or file is None:
                raise DamagedBackupError("its keys are not those of the processes")
            create_secret_file(folder / info.name, file.read())
            done.append(info.name)
    return done
