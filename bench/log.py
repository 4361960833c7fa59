"""Figures of the log: how fast it grows, proves and is checked at a million entries."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from bench.figure import Figure
from storage.ledger.log.merkle import Tree
from storage.ledger.log.tiles import TileFolder

_ENTRIES = 1_000_000
_PROOFS = 300
_WANTED_APPENDS = 400_000
_WANTED_PROOF_MS = 1.0
_WANTED_CHECK_S = 20.0


def figures() -> Iterator[Figure]:
    """Measure, and yield each figure when it is there; it takes about half a minute."""
    entries = [index.to_bytes(32, "big") for index in range(_ENTRIES)]
    tree, one_by_one = Tree(), Tree()

    def append_each() -> None:
        for entry in entries:
            one_by_one.append(entry)

    yield _appends("entries appended one by one, in memory", append_each)
    yield _appends("entries appended in one batch, in memory", lambda: tree.extend(entries))
    with tempfile.TemporaryDirectory() as name:
        yield from _folder_figures(Path(name), entries, tree.root())


def _folder_figures(path: Path, entries: list[bytes], root: bytes) -> Iterator[Figure]:
    folder = TileFolder(path)
    seconds = _seconds(lambda: folder.extend(0, entries))
    yield Figure(f"{_ENTRIES:,} entries written as tiles", f"{seconds:.1f} s")
    draw = Random(1)  # noqa: S311 - the same entries in each run, and no secret.
    indexes = [draw.randrange(_ENTRIES) for _ in range(_PROOFS)]
    # A fresh folder remembers no tile; what the system keeps of its files is not measured here.
    yield _proofs("inclusion proof, no tile in memory", indexes, lambda: TileFolder(path))
    yield _proofs("inclusion proof, one reader", indexes * 4, lambda: folder)
    found = b""

    def check() -> None:
        nonlocal found
        found = folder.check(_ENTRIES)

    seconds = _seconds(check)
    yield Figure(
        f"{_ENTRIES:,} entries checked against every tile",
        f"{seconds:.1f} s",
        f"below {_WANTED_CHECK_S:.0f} s",
        seconds < _WANTED_CHECK_S and found == root,
    )


def _appends(name: str, work: Callable[[], None]) -> Figure:
    rate = _ENTRIES / _seconds(work)
    wanted = f"at least {_WANTED_APPENDS:,}/s"
    return Figure(name, f"{rate:,.0f}/s", wanted, rate >= _WANTED_APPENDS)


def _proofs(name: str, indexes: list[int], open_folder: Callable[[], TileFolder]) -> Figure:
    times = []
    for index in indexes:
        folder = open_folder()
        times.append(_seconds(lambda: folder.inclusion_proof(index, _ENTRIES)))  # noqa: B023 - called at once.
    median = statistics.median(times) * 1000
    wanted = f"median below {_WANTED_PROOF_MS:g} ms"
    return Figure(name, f"{median:.3f} ms", wanted, median < _WANTED_PROOF_MS)


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
