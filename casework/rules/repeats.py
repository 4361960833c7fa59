"""Which cases may be linked as repeats 重复件 of each other.

Source: 检举控告工作规则 arts. 14, 26.
"""

from __future__ import annotations

from collections.abc import Collection


def linkable(
    readers: Collection[str],
    bypassed: Collection[str],
    others_readers: Collection[str],
    others_bypassed: Collection[str],
) -> bool:
    """Say whether one case may show on the other's card that it is there.

    A case about a body of the round must not be told of by another one: it is linked only to a case
    that the same people read and that the same bodies are kept out of.
    """
    if not bypassed and not others_bypassed:
        return True
    return set(bypassed) == set(others_bypassed) and set(readers) == set(others_readers)
