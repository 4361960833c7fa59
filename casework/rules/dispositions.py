"""What the team may propose to do with a lead 处置方式. Source: 检举控告工作规则 art. 17."""

from __future__ import annotations

from enum import StrEnum


class Disposition(StrEnum):
    """A way to go on: a talk or an inquiry by letter, verification, to be kept, to be ended."""

    TALK = "talk"
    VERIFY = "verify"
    HOLD = "hold"
    END = "end"
