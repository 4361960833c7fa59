"""MP3 and FLAC: tags at the beginning and the end are cut off; the sound's bytes stay.

Source: id3.org ID3v2.4.0 structure, ID3v1, Lyrics3 2.00; APEv2 specification; RFC 9639 (FLAC)
section 8.
"""

from __future__ import annotations

from bot.scrub.report import NotSoundError, Report, cleaned_of
from casework.rules.metadata import Found

ID3, FLAC = b"ID3", b"fLaC"
MP3_FRAMES = (b"\xff\xfb", b"\xff\xf3", b"\xff\xf2", b"\xff\xfa")
_V1_BYTES, _V1_MORE_BYTES, _HEAD = 128, 227, 10
_APE_BYTES, _APE_HAS_HEAD = 32, 0x80
_LONGEST_TAIL = 256
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
    found, start = set[Found](), 0
    while data[start : start + 3] == ID3:
        stop = start + _id3_length(data, start)
        found |= _kinds(data[start:stop])
        start = stop
    end = _end_of_sound(data, start)
    found |= _kinds(data[end:].upper()) if end < len(data) else set()
    if end <= start:
        raise NotSoundError("tags without sound")
    return cleaned_of(found, data[start:end])


def _end_of_sound(data: bytes, start: int) -> int:
    """Return where the tags begin that stand behind the sound, of whatever kinds."""
    end = len(data)
    while (length := _length_of_tag_before(data, start, end)) > 0:
        end -= length
    if end < start:
        raise NotSoundError("a tag is longer than the file")
    return end


def _length_of_tag_before(data: bytes, start: int, end: int) -> int:
    tail = data[max(start, end - _LONGEST_TAIL) : end]
    for mark, length in ((b"TAG", _V1_BYTES), (b"TAG+", _V1_MORE_BYTES)):
        if len(tail) >= length and tail[-length:].startswith(mark):
            return length
    if tail[-_APE_BYTES:].startswith(b"APETAGEX") and len(tail) >= _APE_BYTES:
        head = _APE_BYTES if tail[-9] & _APE_HAS_HEAD else 0
        return int.from_bytes(tail[-20:-16], "little") + head
    if tail.endswith(b"LYRICS200") and tail[-15:-9].isdigit():
        return int(tail[-15:-9]) + 15
    if tail.endswith(b"LYRICSEND") and (begins := data.rfind(b"LYRICSBEGIN", start, end)) >= 0:
        return end - begins
    if tail[-_HEAD:].startswith(b"3DI"):
        return _id3_length(data, end - _HEAD) + _HEAD
    return 0


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
    end = _end_of_sound(data, position)
    found |= _kinds(data[end:].upper()) if end < len(data) else set()
    return cleaned_of(found, b"".join([*kept, data[position:end]]))


def _kinds(content: bytes) -> set[Found]:
    found = {kind for kind, words in _WORDS if any(word in content for word in words)}
    return found or {Found.OTHER}
