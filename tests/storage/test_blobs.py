"""Attachments at rest: whole or not there."""

import hashlib
from datetime import UTC, datetime, timedelta

import pytest

from storage.blobs import FolderBlobs, SealedBlob
from storage.ledger.age import X25519Identity, open_sealed

NAME = "ab12"


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
    assert open_sealed(path.read_bytes(), [identity]) == b"".join(chunks)


@pytest.mark.parametrize("error", [OSError(28, "full disk"), ConnectionResetError("lost line")])
async def test_a_stream_that_breaks_off_leaves_no_file(blobs, tmp_path, error):
    recipient = X25519Identity.generate().recipient
    with pytest.raises(OSError, match=r"full disk|lost line"):
        await blobs.seal(NAME, stream(b"half", fails=error), recipient)
    assert files_in(tmp_path) == []


async def test_sealing_again_replaces_and_removing_twice_is_no_error(blobs, tmp_path):
    identity = X25519Identity.generate()
    await blobs.seal(NAME, stream(b"one"), identity.recipient)
    await blobs.seal(NAME, stream(b"two"), identity.recipient)
    assert open_sealed(blobs.path(NAME).read_bytes(), [identity]) == b"two"
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
