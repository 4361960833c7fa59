"""Reports from the courier to the desk: docs/spec/outbox.md, "Reports".

An age file is anonymous: whoever knows a public key can seal to it. A report therefore carries a
token that the desk put into the item of the message. The item is sealed to the courier, so who
knows the token is one of the two.
"""

from __future__ import annotations

import hmac
import json
from typing import Any

from casework.outbox import REPORT, report_text
from storage.ledger.age import KeyIdentity, open_sealed
from storage.ledger.errors import ForgedNoteError
from storage.ledger.local import LocalKey

TOKEN_DIGITS = 32


def token_of(local: LocalKey, purpose: str, text: str) -> str:
    """Return the hexadecimal digits by which the desk alone knows what it marked with `text`."""
    return local.lookup(purpose)(text.encode()).hex()[:TOKEN_DIGITS]


def open_report(sealed: bytes, desk: KeyIdentity, local: LocalKey) -> dict[str, Any]:
    """Return what the courier says of a message: `case`, `dispatch`, `outcome` and `on`.

    Raises:
        SealError: It does not open, or lacks the token that belongs to the message.
        ValueError: What is inside is no JSON.
    """
    value = json.loads(open_sealed(sealed, [desk]))
    names = ("case", "dispatch", "outcome", "on", "token")
    if not isinstance(value, dict) or not all(isinstance(value.get(each), str) for each in names):
        raise ForgedNoteError("what is sealed there is no report")
    token = token_of(local, REPORT, report_text(value["case"], value["dispatch"]))
    if not hmac.compare_digest(value["token"].encode(), token.encode()):
        raise ForgedNoteError("the courier did not write this report")
    return value
