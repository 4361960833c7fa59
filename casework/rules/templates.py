"""Letters written in advance: which there are, and how those of a configuration are filled in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from casework.rules.dispatch import Counts

if TYPE_CHECKING:
    from collections.abc import Mapping

REMINDER: Final = "reminder"
BUILT_IN: Final[Mapping[str, Counts]] = {
    "acceptance-notice": Counts.NOTICE,
    "request-more": Counts.QUESTION,
    "not-accepted": Counts.NOTICE,
    "passed-on": Counts.NOTICE,
    "result": Counts.RESULT,
    REMINDER: Counts.QUESTION,
}
"""Those whose words are in the locales, in the order in which they are offered.

That a petition is not accepted, or was passed on, is told within the term of the notice. Source:
检举控告工作规则 art. 26.
"""

BLANKS: Final = frozenset({"receipt", "received", "today", "asked", "team", "office"})
BLANKS_OF_TERMS: Final = frozenset({"due", "within"})
"""What may be unknown: by when, or how long after closing, the result is told."""

_BLANK = re.compile(r"\{([^{}\n]*)\}")


def unknown_blanks(text: str) -> list[str]:
    """Return the names in braces that nothing is filled in for, as they stand there."""
    known = BLANKS | BLANKS_OF_TERMS
    return [name for name in _BLANK.findall(text) if name not in known]


def fill(text: str, values: Mapping[str, str | None]) -> str:
    """Return `text` with its blanks filled in; a line with one that has no value is left out."""
    lines = (
        _BLANK.sub(lambda blank: values[blank[1]] or "", line)
        for line in text.strip().splitlines()
        if all(values[name] is not None for name in _BLANK.findall(line))
    )
    return "\n".join(lines).strip()
