"""Durable files under faults: whole, or not there."""

import errno
import os
import stat
from pathlib import Path

import pytest

from storage.ledger import files
from storage.ledger.age import SealingWriter, X25519Identity, open_sealed
from storage.ledger.errors import KeyFileError
from storage.ledger.files import DurableFile, create_secret_file, read_secret_file, write_durably


def disk_full(*_):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.fixture
def target(tmp_path):
    return tmp_path / "blob"


def test_a_file_appears_whole_and_private(target):
    write_durably(target, b"content")
    assert target.read_bytes() == b"content"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert list(target.parent.iterdir()) == [target]


def test_an_older_file_is_replaced(target):
    write_durably(target, b"old")
    write_durably(target, b"new")
    assert target.read_bytes() == b"new"


def test_nothing_bears_the_name_before_the_end(target):
    with DurableFile(target) as file:
        file.write(b"content")
        assert not target.exists()
        (temporary,) = target.parent.iterdir()
        assert temporary.name.startswith(".blob.")
        assert temporary.name.endswith(".part")
        assert stat.S_IMODE(temporary.stat().st_mode) == 0o600
    assert target.exists()


def test_bytes_are_synced_before_the_name_and_the_folder_after(target, monkeypatch):
    steps = []
    fsync, replace = os.fsync, Path.replace

    def spy_fsync(descriptor):
        is_folder = stat.S_ISDIR(os.fstat(descriptor).st_mode)
        steps.append("folder synced" if is_folder else "file synced")
        fsync(descriptor)

    def spy_replace(self, other):
        steps.append("renamed")
        return replace(self, other)

    monkeypatch.setattr(os, "fsync", spy_fsync)
    monkeypatch.setattr(Path, "replace", spy_replace)
    write_durably(target, b"content")
    assert steps == ["file synced", "renamed", "folder synced"]


@pytest.mark.parametrize("call", ["write", "fsync", "close"])
def test_a_failing_disk_is_an_error_and_leaves_what_was_there(target, monkeypatch, call):
    write_durably(target, b"old")
    original = getattr(os, call)

    def fail_once(*arguments):
        monkeypatch.setattr(os, call, original)
        if call == "close":
            original(*arguments)
        disk_full()

    monkeypatch.setattr(os, call, fail_once)
    with pytest.raises(OSError, match="No space left"):
        write_durably(target, b"new")
    assert target.read_bytes() == b"old"
    assert list(target.parent.iterdir()) == [target]


def test_a_rename_that_fails_leaves_nothing_behind(tmp_path):
    folder = tmp_path / "blob"
    folder.mkdir()
    with pytest.raises(IsADirectoryError):
        write_durably(folder, b"new")
    assert list(tmp_path.iterdir()) == [folder]


def test_a_failing_write_cannot_be_swallowed(target, monkeypatch):
    file = DurableFile(target)
    file.__enter__()
    file.write(b"the first half")
    with monkeypatch.context() as full:
        full.setattr(os, "write", disk_full)
        with pytest.raises(OSError, match="No space left"):
            file.write(b"the second half")
    with pytest.raises(OSError, match="earlier write failed"):
        file.__exit__(None, None, None)
    assert list(target.parent.iterdir()) == []


def test_short_writes_are_continued(target, monkeypatch):
    original = os.write
    monkeypatch.setattr(os, "write", lambda fd, data: original(fd, data[:3]))
    write_durably(target, b"0123456789")
    assert target.read_bytes() == b"0123456789"


def test_a_file_that_takes_nothing_is_an_error(target, monkeypatch):
    monkeypatch.setattr(os, "write", lambda _fd, _data: 0)
    with pytest.raises(OSError, match="takes no more"):
        write_durably(target, b"content")
    assert list(target.parent.iterdir()) == []


def test_a_block_that_raises_leaves_nothing(target):
    file = DurableFile(target)
    with pytest.raises(TypeError), file:
        file.write("a text instead of bytes")
    assert list(target.parent.iterdir()) == []


def test_only_an_open_file_takes_bytes(target):
    file = DurableFile(target)
    with pytest.raises(ValueError, match="not open"):
        file.write(b"")
    with file:
        pass
    with pytest.raises(ValueError, match="not open"):
        file.write(b"")


def test_a_missing_folder_is_an_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        write_durably(tmp_path / "missing" / "blob", b"")


def test_an_age_file_is_sealed_straight_into_a_durable_file(target):
    identity = X25519Identity.generate()
    with DurableFile(target) as file, SealingWriter(file, [identity.recipient]) as writer:
        writer.write(bytes(200_000))
    assert open_sealed(target.read_bytes(), [identity]) == bytes(200_000)


@pytest.mark.skipif(not os.access("/dev/full", os.W_OK), reason="there is no /dev/full here")
def test_a_device_that_is_really_full_is_an_error():
    descriptor = os.open("/dev/full", os.O_WRONLY)
    try:
        with pytest.raises(OSError, match="No space left"):
            files._write_all(descriptor, b"content")
    finally:
        os.close(descriptor)


@pytest.mark.parametrize("call", ["write", "fsync"])
def test_a_secret_that_cannot_be_written_leaves_no_file(target, monkeypatch, call):
    monkeypatch.setattr(os, call, disk_full)
    with pytest.raises(OSError, match="No space left"):
        create_secret_file(target, b"secret")
    assert list(target.parent.iterdir()) == []


def test_a_secret_is_private_whatever_the_umask(target):
    before = os.umask(0o277)
    try:
        create_secret_file(target, b"secret")
    finally:
        os.umask(before)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert read_secret_file(target) == b"secret"


def test_a_secret_is_not_written_through_a_link(target):
    target.symlink_to(target.parent / "elsewhere")
    with pytest.raises(KeyFileError, match="exists already"):
        create_secret_file(target, b"secret")
    assert not (target.parent / "elsewhere").exists()


def test_a_folder_and_a_fifo_are_no_key_files(tmp_path):
    os.mkfifo(tmp_path / "fifo", 0o600)
    for path in (tmp_path, tmp_path / "fifo"):
        with pytest.raises(KeyFileError, match="not a regular file"):
            read_secret_file(path)


def test_a_key_file_that_cannot_be_read_says_why(tmp_path):
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(KeyFileError, match="cannot be read"):
        read_secret_file(tmp_path / "loop")
