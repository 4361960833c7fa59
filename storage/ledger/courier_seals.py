"""What the courier's key can do: open what is addressed to the courier, and nothing about a case.

The courier knows who is written to and never what was reported: no function here opens facts, a
piece or a wrap.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from storage.ledger.age import KeyIdentity, KeyRecipient, open_sealed, parse_recipient, seal
from storage.ledger.credentials import secret_path
from storage.ledger.errors import MalformedSealError
from storage.ledger.identity_files import load_identity
from storage.ledger.padding import JSON_FLOOR, padded_json


@dataclass(frozen=True, slots=True)
class CourierKeys:
    """The courier's own age identity: outbox items, routes and figures are sealed to it.

    `desk` is the desk's public half, to which reports are sealed.
    """

    identity: KeyIdentity
    desk: KeyRecipient

    @classmethod
    def load(cls, folder: Path) -> CourierKeys:
        """Return the keys in `folder`: `courier.age`, and the public `desk.pub`.

        The private one may be a credential instead (`storage.ledger.credentials`).

        Raises:
            KeyFileError: The file is missing, open to others, or holds something else.
            OSError: `desk.pub`, which is no secret, cannot be read.
        """
        desk = parse_recipient((folder / "desk.pub").read_text("ascii").strip())
        return cls(load_identity(secret_path(folder, "courier.age")), desk)

    def open_item(self, sealed: bytes) -> dict[str, Any]:
        """Open an outbox item.

        Raises:
            SealError: It does not open, or what is inside is no JSON object.
        """
        return self._open(sealed)

    def open_route(self, sealed: bytes) -> dict[str, Any]:
        """Open the way back to a reporter: `chat_id`, `language` and `receipt`; raises as above."""
        return self._open(sealed)

    def open_figures(self, sealed: bytes) -> dict[str, Any]:
        """Open the figures of the day: `totals` and `liaisons`; raises as above."""
        return self._open(sealed)

    def open_place(self, sealed: bytes) -> dict[str, Any]:
        """Open where a group or a topic is, as the courier sealed it; raises as above."""
        return self._open(sealed)

    def seal_for_self(self, value: Mapping[str, Any], floor: int = JSON_FLOOR) -> bytes:
        """Seal an outbox item that the courier itself has planned, or a place that it has found.

        Up to `floor` bytes the length tells nothing.
        """
        return seal(padded_json(value, floor), [self.identity.recipient])

    def seal_report(self, value: Mapping[str, Any]) -> bytes:
        """Seal to the desk what became of a message; the courier cannot open it again."""
        return seal(padded_json(value), [self.desk])

    def _open(self, sealed: bytes) -> dict[str, Any]:
        value = _json_object(open_sealed(sealed, [self.identity]))
        if value is None:
            raise MalformedSealError("the file opens, and what is inside is no JSON object")
        return value


def _json_object(plain: bytes) -> dict[str, Any] | None:
    # The errors of the decoder carry the whole text; they must not live on as anybody's context.
    try:
        value = json.loads(plain)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None
