"""The process that looks into files: what it may not do, and what becomes of it when it is ill."""

import json
import struct
import sys
import textwrap

import pytest

from bot.cleaning import FAILED, Cleaner
from bot.scrub.chunks import PNG, png_chunk
from bot.scrub.files import look_into
from casework.rules.metadata import Outcome
from tests import samples

MEBIBYTE = 1024 * 1024


def running(code, **options):
    return Cleaner(command=(sys.executable, "-c", textwrap.dedent(code)), **options)


async def test_a_photo_comes_back_clean():
    looked = await Cleaner().look_into(samples.jpeg())
    assert (looked.outcome, looked.found[:3]) == (Outcome.CLEANED, ("place", "author", "camera"))
    assert all(secret not in looked.cleaned for secret in samples.SECRETS)


async def test_a_large_file_passes():
    large = samples.jpeg() + bytes(20 * MEBIBYTE)
    assert (await Cleaner().look_into(large)).outcome == Outcome.CLEANED


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xd8\xff\xe1\xff\xff no photo",
        PNG
        + png_chunk(b"IHDR", struct.pack(">II5B", 90_000, 90_000, 8, 2, 0, 0, 0))
        + png_chunk(b"tEXt", b"Author\0me")
        + png_chunk(b"IEND", b""),
        b"%PDF-1.4 " + bytes(3000),
    ],
    ids=["broken", "bomb", "no-pdf"],
)
async def test_a_file_that_is_ill_could_not_be_looked_into(data, caplog):
    assert await Cleaner().look_into(data) == FAILED
    assert "file-not-looked-into" in caplog.text


@pytest.mark.parametrize(
    "code",
    [
        "import os; os.abort()",
        "import time; time.sleep(60)",
        "print('nonsense')",
        'print(\'{"outcome": "cleaned", "found": [], "size": 9}\')',
        'print(\'{"outcome": "nonsense", "found": [], "size": 0}\')',
    ],
)
async def test_a_process_that_ends_badly_or_not_at_all_takes_nothing_with_it(code):
    assert await running(code, seconds=1.0).look_into(b"a photo") == FAILED


async def test_a_program_that_is_not_there_takes_nothing_with_it():
    assert await Cleaner(command=("/nowhere/python",)).look_into(b"a photo") == FAILED


async def test_the_process_can_write_no_file_start_no_other_and_take_little_memory(tmp_path):
    code = f"""
        import json, sys
        from bot.scrub.__main__ import confine
        confine()
        failed = []
        try:
            with open({str(tmp_path / "leak")!r}, "wb") as file:
                file.write(b"content")
        except OSError:
            failed.append("file")
        try:
            bytearray(2 * 1024 ** 3)
        except MemoryError:
            failed.append("memory")
        print(json.dumps({{"outcome": "remains", "found": ["place"] * len(failed), "size": 0}}))
        sys.stdout.flush()
        sys.exit(0 if len(failed) == 2 else 1)
    """
    looked = await running(code).look_into(b"")
    assert looked.outcome == Outcome.REMAINS
    assert not (tmp_path / "leak").exists() or (tmp_path / "leak").read_bytes() == b""
    assert json.dumps(looked.found) == '["place"]'


async def test_whoever_takes_the_process_over_opens_no_key_and_no_connection(tmp_path):
    """It runs as the user to whom the keys belong."""
    key = tmp_path / "intake.local"
    key.write_text("a secret")
    code = f"""
        import socket, sys
        from bot.scrub import __main__ as scrub, files
        def taken_over(data):
            for reach in (lambda: open({str(key)!r}), socket.socket):
                try:
                    reach()
                except OSError:
                    continue
                sys.exit(1)
            return files.NOTHING
        files.look_into = taken_over
        scrub.main()
    """
    assert (await running(code).look_into(b"a photo")).outcome == Outcome.NOTHING


@pytest.mark.parametrize("kind", sorted(samples.KINDS))
async def test_the_confined_process_looks_into_every_kind(kind):
    """Whatever it needs was loaded before it gave up opening files."""
    looked, expected = (
        await Cleaner().look_into(samples.KINDS[kind]),
        look_into(samples.KINDS[kind]),
    )
    assert looked.outcome == expected.outcome
    assert set(looked.found) == expected.found
