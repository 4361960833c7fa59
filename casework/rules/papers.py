"""The papers of the office: which forms there are, and how what was written fits into them."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

_PHONE = re.compile(r"\+?[0-9][0-9 \-()（）]{5,}[0-9]")
_EDGES = " \t\n,，、;；:：|/"
_ENDS: Final = "。！？；.!?;\n"
_LEAST: Final = 0.6
"""A text is cut at the end of a sentence if that leaves this much of what there is room for."""


class Form(StrEnum):
    """A paper that is filled from one case, printed and signed."""

    URGENT_REPORT = "urgent-report"
    TRANSFER = "transfer"
    RECTIFICATION = "rectification"
    CHECKLIST = "checklist"

    @property
    def goes_out(self) -> bool:
        """Whether the unit inspected is given it, so that nothing of a petition may stand in it.

        Source: 工作方案 六(二)8.
        """
        return self in {Form.RECTIFICATION, Form.CHECKLIST}


def gist(text: str, room: int) -> tuple[str, bool]:
    """Return the beginning of a text that fits into `room` characters, and whether more follows."""
    text = text.strip()
    if len(text) <= room:
        return text, False
    end = max(text.rfind(mark, 0, room) for mark in _ENDS) + 1
    if end < room * _LEAST:
        end = room
    return text[:end].rstrip(), True


def name_and_phone(contact: str) -> tuple[str, str]:
    """Return what a reporter gave as name and contact, parted; neither is certain to be there."""
    found = _PHONE.search(contact)
    if found is None:
        return contact.strip(), ""
    rest = f"{contact[: found.start()].strip(_EDGES)} {contact[found.end() :].strip(_EDGES)}"
    return rest.strip(), found.group().strip()
