"""JPEG: segments that only tell about the picture are left out; the picture's bytes stay.

Source: ITU-T T.81 annex B; Exif 2.32 section 4.5.4; ICC.1:2010 annex B.4.
"""

from __future__ import annotations

from bot.scrub.report import NotSoundError, Report, cleaned_of
from bot.scrub.tags import EXIF, UPRIGHT, kinds_in_exif, kinds_in_xmp, upright_exif
from casework.rules.metadata import Found

MAGIC = b"\xff\xd8\xff"
SOI, EOI, SOS, COM, APP0, APP1, APP2, APP13, APP14, APP15 = (
    0xD8,
    0xD9,
    0xDA,
    0xFE,
    0xE0,
    0xE1,
    0xE2,
    0xED,
    0xEE,
    0xEF,
)
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})  # markers without a length
# Frames, tables and scans. Source: T.81 table B.1, without what is reserved or for extensions.
_PICTURE = frozenset({*range(0xC0, 0xC8), *range(0xC9, 0xE0)} | _ALONE)
_JFIF, _JFIF_BYTES = b"JFIF\0", 14  # Source: JFIF 1.02
_XMP = (b"http://ns.adobe.com/xap/1.0/\0", b"http://ns.adobe.com/xmp/extension/\0")


def clean(data: bytes) -> Report:
    """Return the report on a JPEG."""
    kept, found, orientation = [data[:2]], set[Found](), UPRIGHT
    position = 2
    while True:
        marker, end = _segment(data, position)
        if marker == EOI:
            kept.append(data[position:end])
            if data[end:].strip(b"\0"):  # a second picture, a film, or what some phones add
                found.add(Found.OTHER)
            break
        if marker == SOS:
            end = _end_of_scan(data, end)
        payload = data[position + 4 : end]
        if marker == APP0 and payload.startswith(_JFIF) and payload[_JFIF_BYTES - 2 :] != bytes(2):
            found.add(Found.OTHER)  # a small picture, perhaps of more than is shown
            kept.append(_segment_of(APP0, payload[: _JFIF_BYTES - 2] + bytes(2)))
        elif _tells(marker, payload):
            kinds, turned = _kinds(marker, payload)
            found |= kinds
            orientation = turned if orientation == UPRIGHT else orientation
        else:
            kept.append(data[position:end])
        position = end
        if position >= len(data):  # broken off: what there is of the picture is kept
            break
    if orientation != UPRIGHT:
        kept.insert(1, _exif_segment(orientation))
    return cleaned_of(found, b"".join(kept))


def _segment(data: bytes, position: int) -> tuple[int, int]:
    """Return the marker at `position` and where its segment ends."""
    start = position
    while data[position : position + 1] == b"\xff" and data[position + 1 : position + 2] == b"\xff":
        position += 1  # fill bytes
    if data[position : position + 1] != b"\xff" or position + 1 >= len(data):
        raise NotSoundError(f"no marker at {start}")
    marker = data[position + 1]
    if marker in _ALONE or marker == EOI:
        return marker, position + 2
    length = int.from_bytes(data[position + 2 : position + 4], "big")
    if length < 2 or position + 2 + length > len(data):  # noqa: PLR2004  it counts itself
        raise NotSoundError(f"a segment is longer than the file at {position}")
    return marker, position + 2 + length


def _end_of_scan(data: bytes, position: int) -> int:
    """Return where the next marker after compressed data stands."""
    while (position := data.find(b"\xff", position)) >= 0 and position + 1 < len(data):
        follower = data[position + 1]
        if follower != 0 and follower not in _ALONE and follower != 0xFF:  # noqa: PLR2004  fill
            return position
        position += 1 if follower == 0xFF else 2  # noqa: PLR2004  fill
    return len(data)


def _tells(marker: int, payload: bytes) -> bool:
    """Say whether a segment tells about the picture, rather than being part of it."""
    if not APP0 <= marker <= APP15:
        return marker not in _PICTURE
    part_of_it = (
        (marker == APP0 and payload.startswith(_JFIF))
        or (marker == APP2 and payload.startswith(b"ICC_PROFILE\0"))
        or (marker == APP14 and payload.startswith(b"Adobe"))
    )
    return not part_of_it


def _kinds(marker: int, payload: bytes) -> tuple[set[Found], int]:
    if marker == COM:
        return {Found.NOTES}, UPRIGHT
    if marker == APP1 and payload.startswith(EXIF):
        return kinds_in_exif(payload)
    if marker == APP1 and payload.startswith(_XMP):
        return kinds_in_xmp(payload), UPRIGHT
    return {Found.NOTES if marker == APP13 else Found.OTHER}, UPRIGHT


def _exif_segment(orientation: int) -> bytes:
    return _segment_of(APP1, upright_exif(orientation))


def _segment_of(marker: int, payload: bytes) -> bytes:
    return bytes([0xFF, marker]) + (len(payload) + 2).to_bytes(2, "big") + payload
