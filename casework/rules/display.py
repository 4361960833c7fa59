"""What people wrote, made safe to be shown: in a chat, a log, a file name, a spreadsheet.

Nothing here touches what was sealed; it is about what is shown of it. What would make a reader see
something else than what stands there (a character that reverses the order of a line, or moves the
cursor) is replaced by a visible mark, so that nobody takes the text for a plain one. What merely is
invisible is left out. Escaping for HTML is not done here but where HTML is made: `handlers.texts`.
"""

from __future__ import annotations

import re
import unicodedata

MARK = "\N{REPLACEMENT CHARACTER}"
NAME_BYTES = 120  # a file system takes 255; the number of the piece and an ending are added
LONGEST_ENDING = 12
CELL_CHARACTERS = 32_767
"""What a cell of a spreadsheet holds. Source: Excel specifications and limits."""

_ORDER = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_JOINERS = frozenset("\u200c\u200d")
_LINE_ENDS = re.compile("\r\n|[\r\u0085\u2028\u2029]")
_SPACES = re.compile(r"\s+")
# A plus or a minus may also come in the full width of Chinese keyboards.
_FORMULA = frozenset("=+-@\t\r\n|%＝＋－＠")
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]) *(\..*)?")
_FORBIDDEN = frozenset('<>:"/\\|?*')


def shown(text: str) -> str:
    """Return a text of several lines as it may be shown in a chat."""
    safe = ""
    for character in _LINE_ENDS.sub("\n", text):
        safe += _character(character, safe[-1:])
    return safe


def one_line(text: str, longest: int | None = None) -> str:
    """Return a text as it may stand within a line: it cannot begin another one.

    What is longer than `longest` characters ends in an ellipsis.
    """
    line = _SPACES.sub(" ", shown(text)).strip()
    if longest is not None and len(line) > longest:
        return line[: longest - 1].rstrip() + "…"
    return line


def file_name(text: str, otherwise: str) -> str:
    """Return a name that a file may have in any folder of any system, and nowhere else.

    Only the last part of a path counts. `otherwise` is the name when nothing usable is left.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", text))[-1]
    kept = "".join(c for c in one_line(last) if c != MARK and c not in _FORBIDDEN)
    kept = _shortened(kept.strip(" ._"))
    if not kept or _RESERVED.fullmatch(kept):
        return otherwise
    return kept


def cell(text: str) -> str:
    """Return a text that a spreadsheet shows and does not carry out.

    What a spreadsheet might take for a formula gets an apostrophe in front, which it hides.
    """
    safe = shown(text)[:CELL_CHARACTERS]
    if safe.lstrip(" ")[:1] in _FORMULA and safe.strip():
        return f"'{safe[: CELL_CHARACTERS - 1]}"
    return safe


def _character(character: str, before: str) -> str:
    """Return what is shown for a character after `before`, the last one that was shown."""
    if character in _ORDER:
        return MARK
    if character in _JOINERS:
        # It holds emoji and the letters of some scripts together; within plain letters it hides.
        return character if before and not before.isascii() and before not in _JOINERS else ""
    category = unicodedata.category(character)
    if category == "Cc":
        return character if character in "\n\t" else MARK
    if category in {"Cs", "Co"} or _is_noncharacter(character):
        return MARK
    if category == "Cf":
        return ""
    return character


def _is_noncharacter(character: str) -> bool:
    point = ord(character)
    return 0xFDD0 <= point <= 0xFDEF or point & 0xFFFE == 0xFFFE  # noqa: PLR2004  Unicode 23.7


def _shortened(name: str) -> str:
    """Cut a name in the middle, so that what it ends in, such as `.pdf`, stays."""
    stem, dot, ending = name.rpartition(".")
    if not dot or not stem or len(ending) > LONGEST_ENDING:
        stem, dot, ending = name, "", ""
    tail = f"{dot}{ending}".encode()
    head = stem.encode()[: NAME_BYTES - len(tail)].decode(errors="ignore")
    return (head.rstrip(" .") + tail.decode()).strip(" .")
