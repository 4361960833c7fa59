"""MP3 and FLAC: tags at the beginning and the end are cut off; the sound's bytes stay.

Source: id3.org ID3v2.4.0 structure, ID3v1; RFC 9639 (FLAC) section 8.
"""

from __future__ import annotations

from bot.scrub.report import NotSoundError, Report, cleaned_of
from casework.rules.metadata import Found

ID3, FLAC = b"ID3", b"fLaC"
MP3_FRAMES = (b"\xff\xfb", b"\xff\xf3", b"\xff\xf2", b"\xff\xfa")
_V1_BYTES, _HEAD = 128, 10
_FOOTER = 0x10
_WORDS = (
    (Found.AUTHOR, (b"TPE1", b"TCOM", b"TEXT", b"TCOP", b"TOWN", b"ARTIST=", b"COPYRIGHT=")),
    (Found.TIME, (b"TDRC", b"TYER", b"TDTG", b"DATE=")),
    (Found.SOFTWARE, (b"TSSE", b"TENC", b"ENCODER=")),
    (Found.NOTES, (b"COMM", b"TIT2", b"TALB", b"APIC", b"COMMENT=", b"TITLE=")),
    (Found.PLACE, (b"GEOB", b"LOCATION=")),
)
_LAST, _PADDING, _STREAMINFO, _SEEKTABLE, _CUESHEET = 0x80, 1, 0, 3, 5


def clean_mp3(data: bytes) -> Report:
    """Return the report on an MP3."""
    found, start, end = set[Found](), 0, len(data)
    while data[start : start + 3] == ID3:
        stop = start + _id3_length(data, start)
        found |= _kinds(data[start:stop])
        start = stop
    if data[max(start, end - _V1_BYTES) :].startswith(b"TAG"):
        found.add(Found.NOTES)
        end -= _V1_BYTES
    if end <= start:
        raise NotSoundError("tags without sound")
    return cleaned_of(found, data[start:end])


def _id3_length(data: bytes, start: int) -> int:
    size = data[start + 6 : start + _HEAD]
    if len(size) < 4 or max(size) > 0x7F:  # noqa: PLR2004  four bytes of seven bits
        raise NotSoundError("a tag without a length")
    length = int("".join(f"{byte:07b}" for byte in size), 2)
    return _HEAD + length + (_HEAD if data[start + 5] & _FOOTER else 0)


def clean_flac(data: bytes) -> Report:
    """Return the report on a FLAC; comments, pictures and the blocks of programs are left out."""
    blocks, found, position, last = list[tuple[int, bytes]](), set[Found](), len(FLAC), False
    while not last:
        head = data[position : position + 4]
        length = int.from_bytes(head[1:], "big")
        if len(head) < 4 or position + 4 + length > len(data):  # noqa: PLR2004  a block's head
            raise NotSoundError("a block is longer than the file")
        last, kind = bool(head[0] & _LAST), head[0] & ~_LAST
        content = data[position + 4 : position + 4 + length]
        if kind in {_STREAMINFO, _SEEKTABLE, _CUESHEET}:
            blocks.append((kind, content))
        elif kind != _PADDING:
            found |= _kinds(content.upper())
        position += 4 + length
    if not blocks:
        raise NotSoundError("a file without its first block")
    kept = [FLAC]
    for number, (kind, content) in enumerate(blocks, 1):
        mark = kind | (_LAST if number == len(blocks) else 0)
        kept += [bytes([mark]), len(content).to_bytes(3, "big"), content]
    return cleaned_of(found, b"".join([*kept, data[position:]]))


def _kinds(content: bytes) -> set[Found]:
    found = {kind for kind, words in _WORDS if any(word in content for word in words)}
    return found or {Found.OTHER}
