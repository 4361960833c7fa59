"""The operator's pause, as a file beside the data that every process can see. It is no secret."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from casework.rules.rounds import Pause
from storage.ledger.files import DurableFile

READABLE = 0o644


class PauseFile:
    """Reads, writes and removes the pause; what is written holds from the next update on."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "pause.json"

    def read(self) -> Pause | None:
        """Return the pause, or None; a file that cannot be understood pauses without a reason.

        Somebody wanted nothing taken in: until they say otherwise, that is safer to believe.
        """
        try:
            plain = json.loads(self._path.read_bytes())
            until = plain["until"] and date.fromisoformat(plain["until"])
            return Pause({str(k): str(v) for k, v in plain["reason"].items()}, until or None)
        except FileNotFoundError:
            return None
        except (OSError, ValueError, LookupError, TypeError, AttributeError):
            return Pause({})

    def write(self, pause: Pause) -> None:
        """Let the pause begin.

        Raises:
            OSError: The folder cannot be written.
        """
        until = pause.until.isoformat() if pause.until else None
        plain = {"reason": dict(pause.reason), "until": until}
        with DurableFile(self._path) as file:
            file.write(json.dumps(plain, ensure_ascii=False, indent=1).encode())
        # The intake may run under another user than whoever typed the command.
        self._path.chmod(READABLE)

    def remove(self) -> bool:
        """Let the pause end; says whether there was one.

        Raises:
            OSError: The folder cannot be written.
        """
        try:
            self._path.unlink()
        except FileNotFoundError:
            return False
        return True
