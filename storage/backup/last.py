"""What is noted beside the data of the newest backup, for whoever asks how old it is."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Self

from storage.ledger.files import PUBLIC_FILE, write_durably

NAME = "last-backup.json"


@dataclass(frozen=True, slots=True)
class LastBackup:
    """When the newest backup was made, which it is, and how many cases had been shredded."""

    at: str
    digest: str
    size_bytes: int
    shredded: int

    @classmethod
    def read(cls, data: Path) -> Self | None:
        """Return what is noted in the folder `data`, or None."""
        try:
            return cls(**json.loads((data / NAME).read_bytes()))
        except (OSError, ValueError, TypeError):
            return None

    @property
    def moment(self) -> datetime:
        """When it was made."""
        return datetime.fromisoformat(self.at)

    def write(self, data: Path) -> None:
        """Note it.

        Raises:
            OSError: The folder cannot be written.
        """
        write_durably(data / NAME, json.dumps(asdict(self), indent=1).encode(), PUBLIC_FILE)
