"""One contract for attachments at rest, in a folder and in a bucket; and what a bucket suffers."""

import asyncio
import hashlib
import os
import subprocess
import sys
import tracemalloc
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import httpx
import pytest
from aiohttp import ClientConnectionError

from bot.config_s3 import S3
from bot.doctor.attachments import bucket as doctor_looks
from bot.doctor.findings import Installation
from storage.blobs import FolderBlobs, SealedBlob
from storage.bucket import BucketError, open_bucket
from storage.fsck_files import orphans
from storage.ledger.age import Profile, generate_identity, open_sealed
from storage.ledger.padding import unpad
from tests.storage.object_store import empty_bucket, line_to_a_store, place_of_a_bucket  # noqa: F401

NAME, OTHER = "ab12", "ab13"
IDENTITY = generate_identity(Profile.X25519)
MIB = 1024 * 1024


@pytest.fixture(params=["folder", "bucket"])
def blobs(request, tmp_path):
    if request.param == "folder":
        return FolderBlobs(tmp_path / "blobs")
    return request.getfixturevalue("bucket")


async def stream(*chunks, fails=None):
    for chunk in chunks:
        yield chunk
    if fails is not None:
        raise fails


def read(blobs, name):
    with blobs.path(name).open("rb") as file:
        return file.read()


def opened(blobs, name):
    return unpad(open_sealed(read(blobs, name), [IDENTITY]))


def names_in(blobs):
    return sorted(stray.label for stray in blobs.strays(frozenset()))


async def seal(blobs, name, *chunks, fails=None):
    return await blobs.seal(name, stream(*chunks, fails=fails), IDENTITY.recipient)


class TestEveryStore:
    async def test_a_stream_becomes_one_age_file(self, blobs):
        chunks = (b"x" * 70_000, b"", b"y")
        sealed = await seal(blobs, NAME, *chunks)
        lying = await asyncio.to_thread(read, blobs, NAME)
        assert sealed == SealedBlob(70_001, hashlib.sha256(lying).digest())
        assert unpad(open_sealed(lying, [IDENTITY])) == b"".join(chunks)
        size = await asyncio.to_thread(lambda: blobs.path(NAME).stat().st_size)
        assert size == len(lying)
        assert blobs.path(NAME).name == f"{NAME}.age"

    async def test_one_of_many_parts_is_whole(self, blobs):
        content = os.urandom(MIB)
        sealed = await seal(blobs, NAME, *[content] * 19)
        assert sealed.size_bytes == 19 * MIB
        assert await asyncio.to_thread(opened, blobs, NAME) == content * 19

    @pytest.mark.parametrize("error", [OSError(28, "full"), ClientConnectionError("lost line")])
    @pytest.mark.parametrize("parts", [1, 18])
    async def test_a_stream_that_breaks_off_leaves_nothing_and_its_own_error(
        self, blobs, error, parts
    ):
        with pytest.raises(type(error), match=r"full|lost line"):
            await seal(blobs, NAME, *[bytes(MIB)] * parts, fails=error)
        assert await asyncio.to_thread(names_in, blobs) == []

    async def test_nothing_is_there_before_it_is_whole(self, blobs):
        going_on = asyncio.Event()

        async def slow():
            yield bytes(12 * MIB)
            await going_on.wait()
            yield b"end"

        sealing = asyncio.create_task(blobs.seal(NAME, slow(), IDENTITY.recipient))
        await asyncio.sleep(0.2)
        assert await asyncio.to_thread(names_in, blobs) == []
        with pytest.raises(FileNotFoundError):
            await asyncio.to_thread(read, blobs, NAME)
        going_on.set()
        await sealing
        assert await asyncio.to_thread(names_in, blobs) == [NAME]

    async def test_sealing_again_replaces_and_removing_twice_is_no_error(self, blobs):
        await seal(blobs, NAME, b"one")
        await seal(blobs, NAME, b"two")
        assert await asyncio.to_thread(opened, blobs, NAME) == b"two"
        for _ in range(2):
            await asyncio.to_thread(blobs.remove, NAME)
        with pytest.raises(FileNotFoundError):
            await asyncio.to_thread(lambda: blobs.path(NAME).stat())

    async def test_what_is_discarded_goes_soon(self, blobs):
        await seal(blobs, NAME, b"one")
        blobs.discard(NAME)
        async with asyncio.timeout(5):
            while await asyncio.to_thread(names_in, blobs):
                await asyncio.sleep(0.01)

    async def test_only_old_ones_that_nobody_owns_are_orphans(self, blobs):
        for name in (NAME, OTHER):
            await seal(blobs, name, b"x")
        owned, day = frozenset({NAME}), timedelta(days=1)
        now = datetime.now(UTC)
        tomorrow = now + day + timedelta(minutes=1)
        assert list(orphans(blobs, owned, now)) == []
        assert [stray.label for stray in orphans(blobs, owned, tomorrow)] == [OTHER]
        assert blobs.remove_orphans(owned, older_than=now - day) == 0
        assert blobs.remove_orphans(owned, older_than=tomorrow) == 1
        assert names_in(blobs) == [NAME]

    async def test_a_stray_goes_when_it_is_told_to(self, blobs):
        await seal(blobs, NAME, b"x")
        (stray,) = blobs.strays(frozenset())
        stray.remove()
        assert names_in(blobs) == []


class TestABucket:
    async def test_a_long_file_costs_no_memory(self, bucket_place, line):
        bucket, chunk = open_bucket(replace(bucket_place, endpoint=line.behind)), bytes(MIB)
        tracemalloc.start()
        try:
            await seal(bucket, NAME, *[chunk] * 28)
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert peak < 20 * MIB

    async def test_its_objects_have_the_prefix(self, bucket, bucket_place, line):
        await seal(bucket, NAME, b"x")
        listing = await asyncio.to_thread(httpx.get, f"{line.behind}/{bucket_place.bucket}")
        assert f"<Key>round/2026/ab/{NAME}.age</Key>" in listing.text

    @pytest.mark.parametrize("fault", ["500", "down", "slow"])
    async def test_a_fault_that_passes_is_not_noticed(self, bucket, line, fault):
        line.order(fault, "PUT")
        line.order(fault, "GET")
        await seal(bucket, NAME, b"x" * 10_000)
        assert await asyncio.to_thread(opened, bucket, NAME) == b"x" * 10_000

    @pytest.mark.parametrize(("fault", "reason"), [("500", "answer"), ("403", "permit")])
    async def test_a_store_that_refuses_is_told_without_its_address(
        self, bucket, line, fault, reason
    ):
        line.order(fault, times=-1)
        with pytest.raises(BucketError, match=reason) as caught:
            await seal(bucket, NAME, b"x")
        assert line.url not in str(caught.value)
        assert "secret" not in repr(caught.value)

    async def test_a_store_that_dies_in_the_middle_keeps_nothing(self, bucket, line):
        line.order("down", skip=2, times=-1)
        with pytest.raises(BucketError):
            await seal(bucket, NAME, *[bytes(MIB)] * 20)
        line.clear()
        assert await asyncio.to_thread(names_in, bucket) == []

    async def test_a_store_that_loses_what_it_confirmed_is_found_out(self, bucket, line):
        await seal(bucket, OTHER, b"x")
        line.order("lost", "PUT", times=-1)
        with pytest.raises(BucketError):
            await seal(bucket, NAME, b"x")
        assert await asyncio.to_thread(names_in, bucket) == [OTHER]

    async def test_a_store_that_keeps_something_else_is_found_out(self, bucket, line):
        line.order("changed", "PUT")
        with pytest.raises(BucketError, match="something else"):
            await seal(bucket, NAME, b"x")
        assert await asyncio.to_thread(names_in, bucket) == []

    async def test_a_read_that_breaks_off_is_repeated(self, bucket, line):
        await seal(bucket, NAME, b"x" * 100_000)
        line.order("truncated", "GET")
        assert await asyncio.to_thread(opened, bucket, NAME) == b"x" * 100_000

    async def test_a_read_that_always_breaks_off_is_no_shorter_file(self, bucket, line):
        await seal(bucket, NAME, b"x" * 100_000)
        line.order("truncated", "GET", times=-1)
        with pytest.raises(BucketError):
            await asyncio.to_thread(read, bucket, NAME)

    async def test_a_store_that_sends_less_is_found_out(self, bucket, line):
        await seal(bucket, NAME, b"x" * 100_000)
        line.order("short", "GET", times=-1)
        with pytest.raises(BucketError):
            await asyncio.to_thread(read, bucket, NAME)

    def test_a_trial_tells_whether_deleted_objects_are_kept(self, bucket, bucket_place, line):
        assert not bucket.try_out("ab00").kept
        keep_versions(line, bucket_place)
        assert bucket.try_out("ab00").kept

    def test_a_trial_of_a_bucket_that_is_not_there_says_so(self, bucket_place):
        place = replace(bucket_place, bucket="no-such-bucket")
        with pytest.raises(OSError, match=r"store|not found"):
            open_bucket(place).try_out("ab00")

    def test_a_place_does_not_show_its_keys(self, bucket_place):
        assert "secret" not in repr(bucket_place)


class TestTheDoctor:
    async def test_a_bucket_in_order_is_in_order_and_empty(self, installation, bucket):
        assert [finding async for finding in doctor_looks(installation())] == []
        assert await asyncio.to_thread(names_in, bucket) == []

    async def test_a_bucket_that_keeps_versions_is_called_out(
        self, installation, bucket_place, line
    ):
        await asyncio.to_thread(keep_versions, line, bucket_place)
        (finding,) = [finding async for finding in doctor_looks(installation())]
        assert "versioning off" in finding.remedy

    async def test_a_bucket_that_cannot_be_used_is_called_out(self, installation, line):
        line.order("403", times=-1)
        (finding,) = [finding async for finding in doctor_looks(installation())]
        assert "does not permit" in finding.what

    async def test_a_folder_needs_no_bucket(self, installation, tmp_path):
        assert [finding async for finding in doctor_looks(installation(tmp_path))] == []


@pytest.fixture
def installation(bucket_place):
    """Return how to get an installation with the bucket, or with something else."""
    address = f"s3://{bucket_place.bucket}/{bucket_place.prefix}/"
    s3 = S3(endpoint=bucket_place.endpoint, access_key="key", secret_key="secret")

    def installed(blobs=address):
        config = SimpleNamespace(storage=SimpleNamespace(blobs=blobs), s3=s3)
        return Installation(config, datetime.now(UTC))

    return installed


def keep_versions(line, place):
    body = b"<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>"
    httpx.put(f"{line.behind}/{place.bucket}?versioning", content=body).raise_for_status()


def test_whoever_keeps_blobs_in_a_folder_does_not_import_the_store():
    code = "import sys, storage.bucket; sys.exit('obstore' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
