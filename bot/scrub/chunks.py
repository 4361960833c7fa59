"""PNG, WebP and WAV: chunks that only tell about the picture or sound are left out.

Source: PNG third edition, sections 5 and 11; RFC 9649 (WebP) section 2.7; RIFF for WAV.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from bot.scrub.report import NotSoundError, Report, cleaned_of
from bot.scrub.tags import kinds_in_exif, kinds_in_xmp
from casework.rules.metadata import Found

PNG, RIFF = b"\x89PNG\r\n\x1a\n", b"RIFF"
_PNG_HEAD = 12  # length, type, checksum
_PNG_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs sPLT "
    b"acTL fcTL fdAT".split()
)
_PNG_WORDS = {
    b"author": Found.AUTHOR,
    b"copyright": Found.AUTHOR,
    b"software": Found.SOFTWARE,
    b"source": Found.CAMERA,
    b"creation time": Found.TIME,
}
_WEBP_KEPT = frozenset(b"VP8X|ICCP|ANIM|ANMF|ALPH|VP8 |VP8L".split(b"|"))
_WAV_KEPT = frozenset(b"fmt |data|fact".split(b"|"))
_EXIF_FLAG, _XMP_FLAG = 0x08, 0x04


def clean_png(data: bytes) -> Report:
    """Return the report on a PNG; what stands after its end is left out as well."""
    kept, found = [PNG], set[Found]()
    position, kind = len(PNG), b""
    while kind != b"IEND":
        length = int.from_bytes(data[position : position + 4], "big")
        kind, end = data[position + 4 : position + 8], position + _PNG_HEAD + length
        if end > len(data):
            raise NotSoundError("a chunk is longer than the file")
        if kind in _PNG_KEPT:
            kept.append(data[position:end])
        else:
            found |= _kinds_in_png(kind, data[position + 8 : end - 4])
        position = end
    if data[position:].strip(b"\0"):
        found.add(Found.OTHER)
    return cleaned_of(found, b"".join(kept))


def _kinds_in_png(kind: bytes, payload: bytes) -> set[Found]:
    if kind == b"eXIf":
        return kinds_in_exif(payload)[0]
    if kind == b"tIME":
        return {Found.TIME}
    if kind in {b"tEXt", b"zTXt", b"iTXt"}:
        word, _, text = payload.partition(b"\0")
        if word == b"XML:com.adobe.xmp":
            return kinds_in_xmp(text)
        if word.startswith(b"Raw profile type"):
            return {Found.OTHER}
        return {_PNG_WORDS.get(word.lower(), Found.NOTES)}
    return {Found.OTHER}


def png_chunk(kind: bytes, payload: bytes) -> bytes:
    """Return a chunk of a PNG with its length and checksum."""
    checksum = zlib.crc32(kind + payload).to_bytes(4, "big")
    return len(payload).to_bytes(4, "big") + kind + payload + checksum


def clean_riff(data: bytes) -> Report | None:
    """Return the report on a WebP or a WAV, or None if it is another RIFF file."""
    form = data[8:12]
    if form not in {b"WEBP", b"WAVE"}:
        return None
    kept, found = list[bytes](), set[Found]()
    for kind, payload in _riff_chunks(data):
        if form == b"WEBP" and kind == b"VP8X":
            flags = payload[0] & ~(_EXIF_FLAG | _XMP_FLAG)
            kept.append(_riff_chunk(kind, bytes([flags]) + payload[1:]))
        elif kind in (_WEBP_KEPT if form == b"WEBP" else _WAV_KEPT):
            kept.append(_riff_chunk(kind, payload))
        elif kind == b"EXIF":
            found |= kinds_in_exif(payload)[0]
        elif kind == b"XMP ":
            found |= kinds_in_xmp(payload)
        elif kind in {b"LIST", b"id3 ", b"ID3 ", b"iXML", b"bext"}:
            found |= {Found.NOTES, Found.AUTHOR}
        elif payload.strip(b"\0"):
            found.add(Found.OTHER)
    body = form + b"".join(kept)
    return cleaned_of(found, RIFF + len(body).to_bytes(4, "little") + body)


def _riff_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    position = 12
    end = min(len(data), 8 + int.from_bytes(data[4:8], "little"))
    while position + 8 <= end:
        length = int.from_bytes(data[position + 4 : position + 8], "little")
        if position + 8 + length > len(data):
            raise NotSoundError("a chunk is longer than the file")
        yield data[position : position + 4], data[position + 8 : position + 8 + length]
        position += 8 + length + length % 2
    if data[position:].strip(b"\0"):
        yield b"....", data[position:]


def _riff_chunk(kind: bytes, payload: bytes) -> bytes:
    return kind + len(payload).to_bytes(4, "little") + payload + b"\0" * (len(payload) % 2)
