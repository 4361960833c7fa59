"""GIF: words and what programs leave beside the pictures are left out; the pictures' bytes stay.

Source: GIF89a specification, sections 18 to 27.
"""

from __future__ import annotations

from bot.scrub.report import NotSoundError, Report, cleaned_of
from casework.rules.metadata import Found

MAGICS = (b"GIF87a", b"GIF89a")
_EXTENSION, _PICTURE, _END = 0x21, 0x2C, 0x3B
_WORDS, _PLAIN_TEXT, _CONTROL, _PROGRAM = 0xFE, 0x01, 0xF9, 0xFF
_REPEATS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")  # how often it is shown
_HAS_COLOURS, _HEAD, _PICTURE_HEAD = 0x80, 13, 10


def clean(data: bytes) -> Report:
    """Return the report on a GIF; what stands after its end is left out as well."""
    position = _HEAD + _colours(_byte(data, 10))
    kept, found = [data[:position]], set[Found]()
    while (kind := _byte(data, position)) != _END:
        if kind == _EXTENSION:
            label, blocks = _byte(data, position + 1), position + 2
        elif kind == _PICTURE:
            colours = _colours(_byte(data, position + _PICTURE_HEAD - 1))
            label, blocks = _CONTROL, position + _PICTURE_HEAD + colours + 1
        else:
            raise NotSoundError("a block of no known kind")
        end = _end_of_blocks(data, blocks)
        content = data[blocks + 1 : end]
        if label == _CONTROL or (label == _PROGRAM and content.startswith(_REPEATS)):
            kept.append(data[position:end])
        else:
            found.add(Found.NOTES if label in {_WORDS, _PLAIN_TEXT} else Found.OTHER)
        position = end
    kept.append(bytes([_END]))
    if data[position + 1 :].strip(b"\0"):
        found.add(Found.OTHER)
    return cleaned_of(found, b"".join(kept))


def _colours(flags: int) -> int:
    return 3 * 2 ** ((flags & 7) + 1) if flags & _HAS_COLOURS else 0


def _end_of_blocks(data: bytes, position: int) -> int:
    while length := _byte(data, position):
        position += 1 + length
    return position + 1


def _byte(data: bytes, position: int) -> int:
    if position >= len(data):
        raise NotSoundError("the file ends too early")
    return data[position]
