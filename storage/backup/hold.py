"""The file that says what is still to be settled after a restore; until then no process starts.

It lies beside the data as `restored.json`, before anything else of a restore does.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from storage.ledger.files import PUBLIC_FILE, write_durably

NAME = "restored.json"


@dataclass(frozen=True, slots=True)
class Hold:
    """A restore: whether all of it is there, and of which moment and how long a log it is."""

    whole: bool
    digest: str
    made_at: str = ""
    log_size: int = 0

    @classmethod
    def read(cls, data: Path) -> Self | None:
        """Return what is to be settled in the folder `data`, or None.

        A file that cannot be understood counts as a restore that was broken off.
        """
        try:
            return cls(**json.loads((data / NAME).read_bytes()))
        except FileNotFoundError:
            return None
        except (ValueError, TypeError):
            return cls(False, "")

    def sentence(self) -> str:
        """Return why no process may start."""
        if not self.whole:
            return "A restore was broken off here: run the same 'dengwen restore' again."
        return (
            f"This was restored from a backup of {self.made_at}: say first what is known of the "
            "time since, with 'dengwen restored' (--help says how)."
        )

    def write(self, data: Path) -> None:
        """Let it be seen by every process.

        Raises:
            OSError: The folder cannot be written.
        """
        # Each process looks at it under a user of its own.
        write_durably(data / NAME, json.dumps(asdict(self), indent=1).encode(), PUBLIC_FILE)


def release(data: Path) -> None:
    """Let the processes start: everything is settled."""
    (data / NAME).unlink(missing_ok=True)
