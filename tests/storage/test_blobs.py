"""Attachments at rest: whole or not there."""

import asyncio
import errno
import hashlib
import os
import tempfile
import threading
from datetime import UTC, datetime, timedelta

import pytest

from storage.blobs import FolderBlobs, SealedBlob
from storage.ledger import files
from storage.ledger.age import Profile, X25519Identity, generate_identity, open_sealed
from storage.ledger.padding import unpad

NAME = "ab12"
RECIPIENT = generate_identity(Profile.MLKEM768X25519).recipient


@pytest.fixture
def blobs(tmp_path):
    return FolderBlobs(tmp_path / "blobs")


async def stream(*chunks, fails=None):
    for chunk in chunks:
        yield chunk
    if fails is not None:
        raise fails


def files_in(tmp_path):
    return [path for path in tmp_path.rglob("*") if path.is_file()]


async def test_a_stream_becomes_one_age_file_that_its_owner_alone_may_read(blobs, tmp_path):
    identity = X25519Identity.generate()
    chunks = (b"x" * 70_000, b"", b"y")
    sealed = await blobs.seal(NAME, stream(*chunks), identity.recipient)
    path = blobs.path(NAME)
    assert sealed == SealedBlob(70_001, hashlib.sha256(path.read_bytes()).digest())
    assert files_in(tmp_path) == [path]
    assert path.stat().st_mode & 0o777 == 0o600
    assert unpad(open_sealed(path.read_bytes(), [identity])) == b"".join(chunks)


@pytest.mark.parametrize("error", [OSError(28, "full disk"), ConnectionResetError("lost line")])
async def test_a_stream_that_breaks_off_leaves_no_file(blobs, tmp_path, error):
    recipient = X25519Identity.generate().recipient
    with pytest.raises(OSError, match=r"full disk|lost line"):
        await blobs.seal(NAME, stream(b"half", fails=error), recipient)
    assert files_in(tmp_path) == []


@pytest.mark.parametrize("fills_up_at", [0, 100, 600_000, 1_500_000])
async def test_a_full_disk_leaves_no_file(blobs, tmp_path, monkeypatch, fills_up_at):
    write, written = files._write_all, []

    def write_all(descriptor, data):
        if sum(written) >= fills_up_at:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        written.append(len(data))
        write(descriptor, data)

    monkeypatch.setattr(files, "_write_all", write_all)
    chunks = (bytes(64 * 1024) for _ in range(23))
    with pytest.raises(OSError, match="No space") as caught:
        await blobs.seal(NAME, stream(*chunks), RECIPIENT)
    assert caught.value.errno == errno.ENOSPC
    assert files_in(tmp_path) == []


async def test_a_disk_that_is_full_only_when_it_syncs_leaves_no_file(blobs, tmp_path, monkeypatch):
    def fsync(_descriptor):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(OSError, match="No space"):
        await blobs.seal(NAME, stream(b"text"), RECIPIENT)
    assert files_in(tmp_path) == []


async def test_the_event_loop_never_waits_for_the_disk(blobs, monkeypatch):
    threads = set()
    for name in ("_write_all", "_sync_folder"):
        original = getattr(files, name)

        def noting(*arguments, original=original):
            threads.add(threading.get_ident())
            original(*arguments)

        monkeypatch.setattr(files, name, noting)
    await blobs.seal(NAME, stream(bytes(2_000_000)), RECIPIENT)
    assert threads
    assert threading.get_ident() not in threads


@pytest.mark.parametrize(("module", "name"), [(tempfile, "mkstemp"), (files, "_write_all")])
async def test_who_is_cancelled_waits_for_the_disk_and_leaves_no_file(
    blobs, tmp_path, monkeypatch, module, name
):
    original, working, goes_on = getattr(module, name), threading.Event(), threading.Event()

    def slow(*arguments, **named):
        working.set()
        goes_on.wait(10)
        return original(*arguments, **named)

    monkeypatch.setattr(module, name, slow)
    sealing = asyncio.create_task(blobs.seal(NAME, stream(b"text"), RECIPIENT))
    await asyncio.to_thread(working.wait, 10)
    for _ in range(2):
        sealing.cancel()
        await asyncio.sleep(0.01)
        assert not sealing.done()
    goes_on.set()
    with pytest.raises(asyncio.CancelledError):
        await sealing
    assert files_in(tmp_path) == []


@pytest.mark.parametrize("length", [0, 1, 4076])
async def test_small_files_have_one_size(blobs, length):
    await blobs.seal(NAME, stream(bytes(length)), RECIPIENT)
    assert blobs.path(NAME).stat().st_size == await size_of_an_empty_one(blobs)


async def size_of_an_empty_one(blobs):
    await blobs.seal("ab13", stream(), RECIPIENT)
    return blobs.path("ab13").stat().st_size


async def test_sealing_again_replaces_and_removing_twice_is_no_error(blobs, tmp_path):
    identity = X25519Identity.generate()
    await blobs.seal(NAME, stream(b"one"), identity.recipient)
    await blobs.seal(NAME, stream(b"two"), identity.recipient)
    assert unpad(open_sealed(blobs.path(NAME).read_bytes(), [identity])) == b"two"
    blobs.remove(NAME)
    blobs.remove(NAME)
    assert files_in(tmp_path) == []


async def test_only_old_blobs_that_nobody_owns_are_unlinked(blobs):
    recipient = X25519Identity.generate().recipient
    for name in ("ab01", "ab02"):
        await blobs.seal(name, stream(b"x"), recipient)
    now = datetime.now(UTC)
    assert blobs.remove_orphans(frozenset({"ab01"}), older_than=now - timedelta(days=1)) == 0
    assert blobs.remove_orphans(frozenset({"ab01"}), older_than=now + timedelta(days=1)) == 1
    assert blobs.path("ab01").exists()
    assert not blobs.path("ab02").exists()


@pytest.mark.parametrize(
    ("folder", "of_a_subfolder", "of_a_file"), [(0o700, 0o700, 0o600), (0o770, 0o770, 0o640)]
)
async def test_a_folder_that_a_group_shares_shares_its_blobs(
    blobs, tmp_path, folder, of_a_subfolder, of_a_file
):
    """Each process may have a user of its own; what one of them seals, another one opens."""
    (tmp_path / "blobs").mkdir()
    (tmp_path / "blobs").chmod(folder)
    old = os.umask(0o077)
    try:
        await blobs.seal(NAME, stream(b"x"), RECIPIENT)
    finally:
        os.umask(old)
    assert blobs.path(NAME).parent.stat().st_mode & 0o777 == of_a_subfolder
    assert blobs.path(NAME).stat().st_mode & 0o777 == of_a_file
