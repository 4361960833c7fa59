"""Sealing: against other implementations, in memory, beside an event loop, and a whole petition."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import date
from pathlib import Path
from statistics import median

from bench.figure import Figure
from casework.ports import DraftRow
from storage.blobs import FolderBlobs
from storage.ledger.age import (
    Profile,
    SealingWriter,
    X25519Identity,
    X25519Recipient,
    generate_identity,
)
from storage.ledger.day_keys import DayKeys
from storage.ledger.identity_files import lock_identity, unlock_identity
from storage.ledger.intake_seals import IntakeKeys
from storage.ledger.local import LocalKey
from storage.ledger.note import NoteSigner

try:
    import pyrage  # type: ignore[import-untyped]  # ships no type information
except ImportError:  # It is a package for development only.
    pyrage = None

SIZE = 20_000_000
PIECE = 64 * 1024
LARGE = 256 * 1024 * 1024
REPETITIONS = 9
PETITIONS = 40
READERS = 8
MAX_GROWTH_MIB = 8
MAX_STALL_MS = 10
MAX_PETITION_MS = 2
MEGA, MILLI = 1_000_000, 1000


def figures() -> Iterator[Figure]:
    """Measure, one figure after the other."""
    with tempfile.TemporaryDirectory(prefix="dengwen-bench-") as name:
        folder = Path(name)
        yield from _throughput(folder)
        yield _memory()
        yield _stall("a 20 MB attachment", lambda: _seal_blob(folder))
        yield _stall("unlocking", _unlocking())
        yield from (_petition(folder, profile) for profile in Profile)


def _throughput(folder: Path) -> Iterator[Figure]:
    """Compare ourselves with others, first by what sealing costs and then with the disk's part.

    The limit is on the first: writing a file costs everybody the same, and from one moment to the
    next it varies by more than they differ. What the age command takes includes its start.
    """
    plain = folder / "plain"
    plain.write_bytes(os.urandom(SIZE))
    speeds = _speeds(plain, Path(os.devnull))
    ours, fastest = speeds.pop("ours"), max(speeds.values(), default=0)
    wanted = f"at least {fastest:.0f} MB/s"
    yield Figure("sealing 20 MB from a file", f"{ours:.0f} MB/s", wanted, ours >= fastest)
    for name, speed in speeds.items():
        yield Figure(f"the same by {name}", f"{speed:.0f} MB/s")
    for name, speed in _speeds(plain, folder / "sealed").items():
        yield Figure(f"sealing 20 MB from file to file, {name}", f"{speed:.0f} MB/s")


def _speeds(plain: Path, out: Path) -> dict[str, float]:
    """Seal the same bytes in turns, so that a slow moment of the machine meets everybody."""
    sealers = _sealers(plain, out, X25519Identity.generate().recipient)
    seconds: dict[str, list[float]] = {name: [] for name in sealers}
    for _ in range(REPETITIONS):
        for name, seal in sealers.items():
            start = time.perf_counter()
            seal()
            seconds[name].append(time.perf_counter() - start)
    return {name: SIZE / MEGA / median(taken) for name, taken in seconds.items()}


def _sealers(plain: Path, out: Path, recipient: X25519Recipient) -> dict[str, Callable[[], None]]:
    """Return what seals `plain` into `out`: ours and, as far as they are installed, others."""
    public = recipient.encode()

    def ours() -> None:
        with (
            plain.open("rb") as source,
            out.open("wb") as file,
            SealingWriter(file, [recipient]) as writer,
        ):
            while piece := source.read(PIECE):
                writer.write(piece)

    def stock() -> None:
        command = ["age", "--recipient", public, "--output", str(out), str(plain)]
        subprocess.run(command, check=True)  # noqa: S603  the program that we compare with

    def rage() -> None:
        with plain.open("rb") as source, out.open("wb") as file:
            pyrage.encrypt_io(source, file, [pyrage.x25519.Recipient.from_str(public)])

    found = {"the age command": stock} if shutil.which("age") else {}
    found |= {"pyrage": rage} if pyrage is not None else {}
    return {"ours": ours} | found


_GROWTH = f"""
from pathlib import Path
from storage.ledger.age import Profile, SealingWriter, generate_identity
from storage.ledger.padding import PaddingWriter

def memory(name):
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name))

recipient = generate_identity(Profile.MLKEM768X25519).recipient
piece = bytes({PIECE})
with open("/dev/null", "wb") as out, SealingWriter(out, [recipient]) as sealing:
    writer = PaddingWriter(sealing)
    Path("/proc/self/clear_refs").write_text("5")  # The peak is from now on.
    before = memory("VmRSS")
    for _ in range({LARGE // PIECE}):
        writer.write(piece)
    writer.close()
print(memory("VmHWM") - before)
"""


def _memory() -> Figure:
    """Ask a process of its own, in which nothing else has taken memory and given it back."""
    done = subprocess.run(  # noqa: S603  our own program
        [sys.executable, "-c", _GROWTH], capture_output=True, text=True, check=True
    )
    growth = int(done.stdout) / 1024
    return Figure(
        "memory taken by sealing 256 MiB",
        f"{growth:.1f} MiB",
        f"below {MAX_GROWTH_MIB} MiB",
        growth < MAX_GROWTH_MIB,
    )


def _stall(what: str, work: Callable[[], Awaitable[object]]) -> Figure:
    stalls = [asyncio.run(_longest_stall(work)) * MILLI for _ in range(REPETITIONS)]
    typical = median(stalls)
    return Figure(
        f"longest pause of the event loop, {what}",
        f"{typical:.1f} ms",
        f"below {MAX_STALL_MS} ms",
        typical < MAX_STALL_MS,
    )


async def _longest_stall(work: Callable[[], Awaitable[object]]) -> float:
    """Return by how much the loop came late, at worst, to a task that is always due at once."""
    longest = 0.0
    running = asyncio.ensure_future(work())
    while not running.done():
        start = time.perf_counter()
        await asyncio.sleep(0.001)
        longest = max(longest, time.perf_counter() - start - 0.001)
    await running
    return longest


async def _seal_blob(folder: Path) -> None:
    recipient = generate_identity(Profile.MLKEM768X25519).recipient
    await FolderBlobs(folder / "blobs").seal("ab" * 16, _pieces(), recipient)


async def _pieces() -> AsyncIterator[bytes]:
    piece = os.urandom(PIECE)
    for _ in range(SIZE // PIECE):
        yield piece
        await asyncio.sleep(0)


def _unlocking() -> Callable[[], Awaitable[object]]:
    locked = lock_identity(generate_identity(Profile.MLKEM768X25519), "drum at the gate")
    return lambda: asyncio.to_thread(unlock_identity, locked, "drum at the gate")


def _petition(folder: Path, profile: Profile) -> Figure:
    desk, courier = generate_identity(profile), generate_identity(profile)
    days = DayKeys(folder / f"days-{profile}")
    signer = NoteSigner.generate("dengwen-intake")
    public = (desk.recipient, courier.recipient, NoteSigner.generate("dengwen-log").verifier)
    keys = IntakeKeys(LocalKey.generate(), days, *public, profile, signer)
    readers = {
        f"reader-{number}": generate_identity(profile).recipient.encode()
        for number in range(READERS)
    }
    made = keys.new_case_key("case", date(2026, 9, 28))
    draft = DraftRow("case", made.recipient, made.day, made.identity)
    content = os.urandom(512).hex().encode()
    taken = []
    for _ in range(PETITIONS):
        start = time.process_time()
        keys.seal_content(draft, content)
        keys.wrap_case(draft, readers)
        taken.append((time.process_time() - start) * MILLI)
    typical = median(taken)
    return Figure(
        f"CPU for 1 KB sealed, wrapped to {READERS} readers, {profile}",
        f"{typical:.2f} ms",
        f"below {MAX_PETITION_MS} ms",
        typical < MAX_PETITION_MS,
    )
