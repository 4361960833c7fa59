"""What is said, signed and sent back when the ledger goes to the office at the end of a round.

Both texts are those of signed notes, so whoever has the public keys can check them without this
program. Specified in docs/spec/hand-over.md. Source: 工作方案 六(三)3.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Self

PACKAGE: Final = "dengwen hand-over"
RECEIPT: Final = "dengwen hand-over receipt"
_FILE = re.compile(r"([0-9a-f]{64}) ([0-9]+) ([A-Za-z0-9./_-]+)")


class NotAHandOverError(ValueError):
    """A text is not the manifest of a package, or not a receipt for one."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A file of the package: its path, its length, and SHA-256 of its bytes in hexadecimal."""

    path: str
    size_bytes: int
    digest: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is handed over: by whom, when, to whom, after which entries of the log.

    `token` is SHA-256 of what only those find who open the package; `cases` are ids.
    """

    by: str
    at: str
    to: Sequence[str]
    checkpoint: str
    token: str
    cases: Sequence[str]
    files: Sequence[Packed]

    def text(self) -> str:
        """Return the text that the log key signs."""
        return "\n".join(
            [
                PACKAGE,
                f"by {self.by}",
                f"at {self.at}",
                f"to {' '.join(self.to)}",
                f"checkpoint {self.checkpoint}",
                f"token {self.token}",
                *(f"case {case_id}" for case_id in self.cases),
                *(f"file {file.digest} {file.size_bytes} {file.path}" for file in self.files),
                "",
            ]
        )

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a text back.

        Raises:
            NotAHandOverError: It is something else.
        """
        known = _lines(text, PACKAGE)
        files = [_FILE.fullmatch(line) for line in known.get("file", [])]
        if not all(files):
            raise NotAHandOverError
        try:
            return cls(
                by=known["by"][0],
                at=known["at"][0],
                to=tuple(known["to"][0].split()),
                checkpoint=known["checkpoint"][0],
                token=known["token"][0],
                cases=tuple(known.get("case", ())),
                files=tuple(Packed(f[3], int(f[2]), f[1]) for f in files if f),
            )
        except LookupError as error:
            raise NotAHandOverError from error


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the office signs: for which manifest (its SHA-256), who took it, when, and the token."""

    manifest: str
    by: str
    at: str
    token: str

    def text(self) -> str:
        """Return the text that the office's key signs."""
        lines = (f"manifest {self.manifest}", f"by {self.by}", f"at {self.at}")
        return "\n".join([RECEIPT, *lines, f"token {self.token}", ""])

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a text back; raises as `Manifest.parse`."""
        known = _lines(text, RECEIPT)
        try:
            return cls(*(known[name][0] for name in ("manifest", "by", "at", "token")))
        except LookupError as error:
            raise NotAHandOverError from error


def _lines(text: str, head: str) -> dict[str, list[str]]:
    first, *rest = text.splitlines()
    if first != head:
        raise NotAHandOverError
    known: dict[str, list[str]] = {}
    for line in rest:
        name, _, value = line.partition(" ")
        known.setdefault(name, []).append(value)
    return known
