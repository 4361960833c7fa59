"""Files that are either whole and on the disk, or not there; and files that hold secrets.

A file gets its name only after its bytes were fsynced, and the name is fsynced too, so neither
a crash nor a full disk leaves a short file that looks whole.
"""

import errno
import os
import stat
import tempfile
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from storage.ledger.credentials import is_open_to_others
from storage.ledger.errors import KeyFileError

_OWNER_ONLY = 0o600
_READ_AND_WRITE = 0o666
PUBLIC_FILE = 0o644
_PUBLIC_FOLDER = 0o755
# Key files are a few hundred bytes; the limit keeps a wrong path (a disk image, a fifo) cheap.
_MAX_SECRET_BYTES = 64 * 1024


def write_durably(path: Path, data: bytes, mode: int = _OWNER_ONLY) -> None:
    """Put a file with `data` at `path`, replacing one that is there, and return once it is safe.

    Raises:
        OSError: It could not be written. What was at `path` before is still there.
    """
    with DurableFile(path, mode) as file:
        file.write(data)


class DurableFile:
    """A new file, of mode 0600 unless said otherwise, that appears whole when its block ends well.

    Until then it has a temporary name in the same folder (`.NAME.….part`), and if the block
    raises, or any write failed, it vanishes. A process that is killed leaves the temporary
    name, which nothing reads.

    Raises:
        OSError: On entering, writing or leaving. One case leaves the file in place: when only
            the folder could not be synced, the file is whole, but might not survive a crash.
    """

    def __init__(self, path: Path, mode: int = _OWNER_ONLY) -> None:
        self._path = path
        self._mode = mode
        self._fd = -1
        self._temporary = Path()
        self._broken = False

    def __enter__(self) -> Self:
        # mkstemp creates with O_EXCL and mode 0600, in the folder where rename is atomic.
        self._fd, name = tempfile.mkstemp(
            dir=self._path.parent, prefix=f".{self._path.name[:64]}.", suffix=".part"
        )
        self._temporary = Path(name)
        if self._mode != _OWNER_ONLY:
            os.fchmod(self._fd, self._mode)
        return self

    def write(self, data: bytes, /) -> int:
        """Write all of `data` and return its length.

        Raises:
            OSError: The disk is full or failing. The file will not appear.
            ValueError: The file is not open.
        """
        if self._fd < 0:
            raise ValueError("the file is not open")
        try:
            _write_all(self._fd, data)
        except BaseException:
            self._broken = True
            raise
        return len(data)

    def read_back(self) -> BinaryIO:
        """Return what was written so far, as the disk has it and not the memory, to be compared.

        Raises:
            OSError: It is not on the disk.
        """
        os.fsync(self._fd)
        os.posix_fadvise(self._fd, 0, 0, os.POSIX_FADV_DONTNEED)
        return self._temporary.open("rb")

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if kind is None:
                self._put_in_place()
        finally:
            self._discard()

    def _put_in_place(self) -> None:
        if self._broken:
            # The block swallowed the error of a write; the file is short all the same.
            raise OSError(errno.EIO, "an earlier write failed", str(self._path))
        os.fsync(self._fd)
        descriptor, self._fd = self._fd, -1
        os.close(descriptor)  # Some file systems report a full disk only here.
        self._temporary.replace(self._path)
        _sync_folder(self._path.parent)

    def _discard(self) -> None:
        """Close and unlink whatever is left; after a rename, or before a start, nothing is."""
        if self._fd >= 0:
            descriptor, self._fd = self._fd, -1
            os.close(descriptor)
        if self._temporary.name:
            self._temporary.unlink(missing_ok=True)


def publish_files(root: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """Put files that everybody may read below `root`, and return once they are safe.

    They appear one after the other in the order given, each whole or not at all, with mode 0644
    in folders of mode 0755, whatever the umask. A folder is synced when the next file goes into
    another one and at the end: many files cost one sync each and few more.

    Args:
        root: The folder, created if it is missing.
        files: Paths below `root`, with slashes, and their content.

    Raises:
        OSError: One could not be written. Those before it are in place.
    """
    folder = None
    for name, data in files:
        path = root / name
        if folder != path.parent:
            if folder:
                _sync_folder(folder)
            folder = path.parent
            make_public_folder(root, folder)
        _publish_file(path, data)
    if folder:
        _sync_folder(folder)


def make_public_folder(root: Path, folder: Path) -> None:
    """Make `folder`, at or below `root`, so that everybody may look into it, whatever the umask."""
    if folder.is_dir():
        return
    if folder != root:
        make_public_folder(root, folder.parent)
    folder.mkdir()
    folder.chmod(_PUBLIC_FOLDER)
    _sync_folder(folder.parent)


def read_secret_file(path: Path) -> bytes:
    """Return the content, at most 64 KiB, of a file that only its owner can read.

    Raises:
        KeyFileError: The file is missing, unreadable, too large, no regular file, or its mode
            is wider than 0600. A credential of systemd's may be guarded by an access list.
    """
    try:
        # O_NONBLOCK, so that a fifo in the place of the file cannot stop the program.
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except FileNotFoundError:
        raise KeyFileError(f"the key file {path} is missing") from None
    except OSError as error:
        raise KeyFileError(f"the key file {path} cannot be read: {error.strerror}") from error
    try:
        # Asked of the open file, not of its name, which could mean another file by now.
        _check_private(path, os.fstat(descriptor).st_mode)
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            content = file.read(_MAX_SECRET_BYTES + 1)
    finally:
        os.close(descriptor)
    if len(content) > _MAX_SECRET_BYTES:
        raise KeyFileError(f"the key file {path} is too large to be one")
    return content


def create_secret_file(path: Path, content: bytes) -> None:
    """Write a new file that only its owner can read, and return once it is safe on the disk.

    Raises:
        KeyFileError: There is a file already; a key is never overwritten.
        OSError: It could not be written whole. Nothing is left at `path`.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
    try:
        descriptor = os.open(path, flags, _OWNER_ONLY)
    except FileExistsError:
        raise KeyFileError(f"{path} exists already: a key file is never overwritten") from None
    try:
        try:
            os.fchmod(descriptor, _OWNER_ONLY)  # A strict umask may have taken the owner's bits.
            _write_all(descriptor, content)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        _sync_folder(path.parent)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _publish_file(path: Path, data: bytes) -> None:
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    temporary = Path(name)
    try:
        try:
            os.fchmod(descriptor, PUBLIC_FILE)
            _write_all(descriptor, data)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _check_private(path: Path, mode: int) -> None:
    if not stat.S_ISREG(mode):
        raise KeyFileError(f"the key file {path} is not a regular file")
    if stat.S_IMODE(mode) & ~_READ_AND_WRITE or is_open_to_others(path, mode):
        found = f"{stat.S_IMODE(mode):04o}"
        raise KeyFileError(f"the key file {path} has mode {found}: make it 0600 (chmod 600)")


def _write_all(descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    while len(rest) > 0:
        written = os.write(descriptor, rest)
        if written == 0:
            raise OSError(errno.EIO, "the file takes no more bytes")
        rest = rest[written:]


def _sync_folder(folder: Path) -> None:
    """Make a new name in `folder` survive a crash: a name is data of its folder."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
