"""How a case is handled 办理方式: an axis of its own, beside state, review and disposition.

Source: 检举控告工作规则 arts. 16, 20-22; 信访工作条例 art. 22.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Handling(StrEnum):
    """Who does the work: the team itself, another body, or nobody for now."""

    OURSELVES = "ourselves"  # 自办
    PASSED_ON = "passed-on"  # 转办
    ASSIGNED_OUT = "assigned-out"  # 交办
    SUPERVISED = "supervised"  # 督办
    JOINT = "joint"  # 协办
    ON_FILE = "on-file"  # 存查


TO_ANOTHER_BODY: Final = frozenset({Handling.PASSED_ON, Handling.ASSIGNED_OUT})
"""The ways in which another body works on it: it is written down which one."""
