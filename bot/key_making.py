"""Makes the keys of an installation so that it can be broken off anywhere, and run again."""

from __future__ import annotations

import shutil
from pathlib import Path

from bot.keys import read_signer, require_new, write_keys
from storage.ledger.age import Profile
from storage.ledger.errors import KeyFileError
from storage.ledger.files import write_durably
from storage.ledger.note import NoteSigner

PUBLIC = ("root.pub", "roster.note", "desk.pub", "courier.pub", "intake.pub", "log.pub")
PRIVATE = ("desk.age", "desk.local", "log.key", "intake.local", "intake.key", "courier.age")
MAKING, BEGUN, WHOLE = ".making", "root-key-begun", "whole"


def ensure_keys(folder: Path, profile: Profile, root_key: Path | None = None) -> bool:
    """Make the keys as `bot.keys.make_keys` does, unless they are there; says whether it did.

    They are made aside and come into their places only when all of them are there, `root.pub`
    last, by which it is known that they are whole.

    Raises:
        KeyFileError: A key is there already, or something else at `root_key`.
    """
    making = folder / MAKING
    if (folder / "root.pub").exists() and not making.exists():
        return False
    if not (making / WHOLE).exists() and not (folder / "root.pub").exists():
        _make_aside(folder, making, profile, root_key)
    names = [path.name for path in making.iterdir() if path.name not in {BEGUN, WHOLE}]
    for name in sorted(names, key="root.pub".__eq__):
        (making / name).replace(folder / name)
    shutil.rmtree(making)
    return True


def _make_aside(folder: Path, making: Path, profile: Profile, root_key: Path | None) -> None:
    for name in ("root.key", *PUBLIC, *PRIVATE):
        if (folder / name).exists():
            raise KeyFileError(f"{folder / name} is there already; move it away before making keys")
    if root_key is not None:
        _take_back(root_key, making / BEGUN)
        require_new(root_key)
    if making.exists():
        shutil.rmtree(making)
    making.mkdir(mode=0o700, parents=True)
    root = NoteSigner.generate("dengwen-root")
    write_durably(making / BEGUN, root.verifier.encode().encode())
    write_keys(making, profile, root, root_key)
    write_durably(making / WHOLE, b"")


def _take_back(root_key: Path, begun: Path) -> None:
    """Remove the root key of an attempt that was broken off: it signed nothing that counts."""
    if not begun.exists() or not root_key.is_file():
        return
    # A file that the attempt could not fill is its own, too; anybody else's is not touched.
    ours = root_key.stat().st_size == 0
    if not ours:
        ours = read_signer(root_key).verifier.encode() == begun.read_text("ascii")
    if ours:
        root_key.unlink()
