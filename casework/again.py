"""The receipt once more, for somebody who presses Submit twice, or on two devices.

With the receipt of an anonymous petition everything goes that was computed from a Telegram id. So
what is kept to show it again hangs on the button alone: a word of 128 random bits that stands in
the chat and nowhere here. Without the word nobody finds the row, and nobody opens it, whatever keys
they hold. It is forgotten with the next day.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from casework.intake_scope import IntakeScope
from casework.rules.drafts import AGAIN_DIGITS

KEPT_FOR = timedelta(days=1)
_WORD = re.compile(rf"[0-9a-f]{{{AGAIN_DIGITS}}}")


def keep_receipt(scope: IntakeScope, word: str, message: Mapping[str, Any]) -> None:
    """Keep the message that is the receipt of what the button with `word` has submitted."""
    key, sealed = scope.seals.seal_again(word, message)
    scope.book.add_repeat(key, sealed, scope.clock().date() + KEPT_FOR)


async def receipt_again(scope: IntakeScope, word: str) -> dict[str, Any] | None:
    """Return the message that was kept for a button, or None: not submitted, or long ago."""
    if not _WORD.fullmatch(word):
        return None
    sealed = await scope.book.repeat(scope.seals.again_key(word), scope.clock().date())
    return scope.seals.open_again(word, sealed) if sealed else None
