"""The part of `verify` that looks at the folder of the log: tiles and checkpoints.

Specified in docs/spec/ledger.md §10, points 1 and 2.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from storage.findings import Findings
from storage.ledger.errors import BrokenTileError, ForgedNoteError, LogError
from storage.ledger.log.checkpoint import Checkpoint
from storage.ledger.log.cosignature import CosignatureVerifier
from storage.ledger.log.merkle import EMPTY_ROOT, check_consistency
from storage.ledger.log.signed_log import SignedLog
from storage.ledger.log.witness import AddCheckpoint
from storage.ledger.note import NoteVerifier
from storage.ledger.note_format import KEY_ID_BYTES, parse_signature, split_note

LOG = "log"
_WRONG = (LogError, ForgedNoteError, OSError)


class Tree:
    """The folder of a log, under one key."""

    def __init__(self, findings: Findings, folder: Path, log: NoteVerifier) -> None:
        self._findings = findings
        self._folder = folder
        self._log = log
        self.signed = SignedLog(folder, log)
        self.newest: Checkpoint | None = None

    @property
    def size(self) -> int:
        """How many entries the newest checkpoint signs."""
        return self.newest.size if self.newest else 0

    def check(self) -> None:
        """Check the newest checkpoint, and every tile below it against the entries."""
        find = self._findings.find
        try:
            self.newest = self.signed.newest()
        except _WRONG as error:
            find(f"{LOG}/checkpoint", str(error))
        if self.newest is None and (self._folder / "tile").exists():
            find(f"{LOG}/checkpoint", "is missing or unusable, so nobody vouches for the tiles")
        try:
            root = self.signed.tiles.check(self.size)
        except BrokenTileError as error:
            self._find_broken(error)
        except _WRONG as error:
            find(LOG, str(error))
        else:
            if self.newest and root != self.newest.root:
                find(f"{LOG}/checkpoint", "does not sign the tree that the tiles hold")

    def _find_broken(self, error: BrokenTileError) -> None:
        self._findings.find(f"{LOG}/{error.file}", str(error))
        level, _, place = error.file.removeprefix("tile/").partition("/")
        if level in {"0", "entries"} and "differs" in str(error):
            # Of a lowest tile and the bundles of its entries, any may be the one that was changed.
            for name in self._bundles(place.partition(".p/")[0]):
                if name != error.file:
                    self._findings.find(f"{LOG}/{name}", f"does not go with {error.file}")

    def _bundles(self, index: str) -> list[str]:
        """Return the names of the bundles of a tile that are there, of whatever width."""
        bundles = self._folder / "tile/entries"
        found = [bundles / index, *sorted((bundles / f"{index}.p").glob("*"))]
        return [str(path.relative_to(self._folder)) for path in found if path.is_file()]

    def read(self, path: Path) -> str:
        """Return a small file of the log; what is no text becomes none that was signed."""
        return path.read_bytes().decode("utf-8", "replace")

    def posts(self) -> dict[str, Path]:
        """Return the files that keep what was posted, by their day."""
        return {path.stem: path for path in sorted((self._folder / "posted").glob("*.txt"))}

    def check_posts(self) -> dict[str, int]:
        """Check everything that was posted; returns the sizes that were signed, by day."""
        sizes: dict[str, int] = {}
        for day, path in self.posts().items():
            self._guard(path, lambda path=path, day=day: sizes.update({day: self._post(path)}))  # type: ignore[misc]
        return sizes

    def _post(self, path: Path) -> int:
        text = self.read(path)
        request = AddCheckpoint.parse(text)
        if request.encode() != text:
            raise LogError("is not spelled as requests are")
        posted = self._signed(request.checkpoint)
        before = self.signed.tiles.root(request.old) if request.old else EMPTY_ROOT
        check_consistency(request.old, before, posted.size, posted.root, request.proof)
        return posted.size

    def check_witnessed(self, witnesses: Sequence[CosignatureVerifier]) -> list[str]:
        """Check every cosigned checkpoint; returns what each witness has signed last.

        Cosignatures by keys that are not given stay unchecked; each of `witnesses` must have
        cosigned something.
        """
        last: dict[str, tuple[int, str]] = {}
        for path in sorted((self._folder / "witnessed").glob("[!.]*")):
            self._guard(path, lambda path=path: self._witnessed(path, witnesses, last))  # type: ignore[misc]
        for witness in witnesses:
            if witness.name not in last:
                self._findings.find(f"witness {witness.name}", "has cosigned no checkpoint")
        return [f"{name}: {size} entries ({file})" for name, (size, file) in last.items()]

    def _witnessed(
        self,
        path: Path,
        witnesses: Sequence[CosignatureVerifier],
        last: dict[str, tuple[int, str]],
    ) -> None:
        note = self.read(path)
        size = self._signed(note).size
        lines = [parse_signature(line) for line in split_note(note)[1]]
        signers = {(name, signature[:KEY_ID_BYTES]) for name, signature in lines}
        for witness in witnesses:
            # The name of the file says whose it is, in case its line was changed.
            is_theirs = path.stem.endswith(f"-{witness.key_id.hex()}")
            if is_theirs or (witness.name, witness.key_id) in signers:
                witness.open(note)
                last[witness.name] = max(last.get(witness.name, (0, "")), (size, path.name))

    def _signed(self, note: str) -> Checkpoint:
        """Return a checkpoint that is kept, if it is one of the tree of the newest one."""
        old = Checkpoint.open(note, self._log)
        size = self.size
        if old.size > size and (now := self.signed.newest()):
            size = now.size  # It was signed and shown after we began.
        if old.size > size or self.signed.tiles.root(old.size) != old.root:
            raise LogError("signs another history than the newest checkpoint")
        return old

    def _guard(self, path: Path, check: Callable[[], None]) -> None:
        try:
            check()
        except _WRONG as error:
            self._findings.find(f"{LOG}/{path.relative_to(self._folder)}", str(error))
