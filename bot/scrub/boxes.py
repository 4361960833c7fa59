"""MP4, MOV, M4A, HEIC and AVIF: what only tells about the film or picture is overwritten in place.

No box changes its length, so nothing that points into the file has to move. Source: ISO/IEC
14496-12 (boxes, `iloc`, `iinf`), QuickTime File Format (`udta`, `meta`), ISO/IEC 23008-12 annex A.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.scrub import tracks
from bot.scrub.report import NotSoundError, Report, cleaned_of, remains
from bot.scrub.tags import EXIF, kinds_in_exif, kinds_in_xmp
from casework.rules.metadata import Found

PICTURES = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1", b"hevc", b"avif"})
FILMS = frozenset(
    {b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"qt  ", b"M4A ", b"M4V "}
    | {b"avc1", b"dash", b"3gp4", b"3gp5", b"3gp6", b"3gs7", b"MSNV", b"M4B "}
)
_FILM, _PICTURE = b"film", b"picture"  # names of the outermost level
# What belongs to the film or picture itself, by where it stands; all else tells about it.
_OTHERWISE = frozenset({b"cmov", b"rmra"})  # compressed, or elsewhere
_PART_OF_IT: dict[bytes, frozenset[bytes]] = {
    _FILM: frozenset(b"ftyp styp moov mdat moof mfra sidx ssix pdin wide".split()),
    _PICTURE: frozenset(b"ftyp meta mdat idat moov".split()),
    b"moov": frozenset(b"mvhd trak mvex iods pssh ctab clip".split()),
    b"trak": frozenset(b"tkhd mdia edts tref tapt load clip matt trgr txas imap kmat".split()),
    b"mdia": frozenset(b"mdhd hdlr minf elng".split()),
    b"minf": frozenset(b"vmhd smhd hmhd sthd nmhd gmhd hdlr dinf stbl".split()),
}
_TIMED = frozenset({b"mvhd", b"tkhd", b"mdhd"})
_FREE = b"free"
_PLACES = (b"\xa9xyz", b"loci", b"location", b"LOCI")
_CAMERAS = (b"\xa9mak", b"\xa9mod", b"\xa9cmk", b"\xa9cmd", b".make", b".model", b"manufacturer")
_AUTHORS = (b"\xa9aut", b"auth", b"\xa9ART", b"\xa9wrt", b"cprt", b".author", b".artist")
_SOFTWARE = (b"\xa9too", b"\xa9swr", b"\xa9enc", b".software", b"android.version")
_NOTES = (b"\xa9cmt", b"\xa9nam", b"desc", b".comment", b".description", b".title", b"covr")
_TIMES = (b"\xa9day", b"creationdate")
_WORDS = (
    (Found.PLACE, _PLACES),
    (Found.CAMERA, _CAMERAS),
    (Found.AUTHOR, _AUTHORS),
    (Found.SOFTWARE, _SOFTWARE),
    (Found.NOTES, _NOTES),
    (Found.TIME, _TIMES),
)
# Where the TIFF begins (at once), its head, where its tags stand, and none of them.
_EMPTY_EXIF = bytes(4) + b"MM\0*" + (8).to_bytes(4, "big") + bytes(6)


@dataclass(frozen=True, slots=True)
class Box:
    """Where a box stands: its type, its first byte, its content and its end."""

    kind: bytes
    start: int
    body: int
    end: int


def brand(data: bytes) -> bytes:
    """Return the brand of a file of boxes, or nothing."""
    if data[4:8] == b"ftyp":
        return data[8:12]
    return b"qt  " if data[4:8] in {b"moov", b"mdat", b"wide"} else b""


def clean_film(data: bytes) -> Report:
    """Return the report on a film or a recording."""
    out, found = bytearray(data), set[Found]()
    if tracks.blank_places(out):
        found.add(Found.PLACE)
    _clean_boxes(out, 0, len(data), found, _FILM)
    return cleaned_of(found, bytes(out))


def _clean_boxes(out: bytearray, start: int, end: int, found: set[Found], inside: bytes) -> None:
    for box in _boxes(out, start, end):
        if box.kind in _OTHERWISE:
            raise NotSoundError("a film whose tables cannot be read here")
        if box.kind not in _PART_OF_IT[inside]:
            content = bytes(out[box.body : box.end])
            if content.strip(b"\0"):
                found |= _kinds(content)
                _blank(out, box)
        elif box.kind == b"trak" and not _is_shown(out, box):
            _clean_track(out, box)
            found.add(Found.OTHER)
        elif box.kind in _PART_OF_IT:
            _clean_boxes(out, box.body, box.end, found, box.kind)
        elif box.kind in _TIMED:
            _stop_clock(out, box, found)


def _is_shown(out: bytearray, trak: Box) -> bool:
    handler = _within(out, trak, b"mdia", b"hdlr")
    return handler is None or tracks.handler_of(out[handler.body : handler.end]) in tracks.SHOWN


def _clean_track(out: bytearray, trak: Box) -> None:
    """Overwrite a track that is neither seen nor heard, and whatever it holds."""
    chunks = _within(out, trak, b"mdia", b"minf", b"stbl", b"stco")
    wide = _within(out, trak, b"mdia", b"minf", b"stbl", b"co64")
    runs = _within(out, trak, b"mdia", b"minf", b"stbl", b"stsc")
    sizes = _within(out, trak, b"mdia", b"minf", b"stbl", b"stsz")
    where = chunks or wide
    if where is None or runs is None or sizes is None:
        raise NotSoundError("a track without places")
    tables = tracks.Tables(
        chunks=bytes(out[where.body : where.end]),
        wide=chunks is None,
        runs=bytes(out[runs.body : runs.end]),
        sizes=bytes(out[sizes.body : sizes.end]),
    )
    if b"moof" in {box.kind for box in _boxes(out, 0, len(out))}:
        raise NotSoundError("a track in fragments")
    for start, end in tracks.samples_of(tables):
        if not trak.end <= start <= end <= len(out) and end > trak.start:
            raise NotSoundError("a sample outside of the film")
        out[start:end] = bytes(end - start)
    _blank(out, trak)


def _within(out: bytearray, box: Box, *path: bytes) -> Box | None:
    for kind in path:
        found = [each for each in _boxes(out, box.body, box.end) if each.kind == kind]
        if not found:
            return None
        box = found[0]
    return box


def _kinds(content: bytes) -> set[Found]:
    if b"<x:xmpmeta" in content or b"<?xpacket" in content:
        return kinds_in_xmp(content)
    found = {kind for kind, words in _WORDS if any(word in content for word in words)}
    return found or {Found.OTHER}


def _blank(out: bytearray, box: Box) -> None:
    out[box.start + 4 : box.start + 8] = _FREE
    out[box.body : box.end] = bytes(box.end - box.body)


def _stop_clock(out: bytearray, box: Box, found: set[Found]) -> None:
    """Set when a film or track was made and changed to zero, which means unknown."""
    width = 8 if out[box.body] == 1 else 4
    times = slice(box.body + 4, box.body + 4 + 2 * width)
    if any(out[times]):
        found.add(Found.TIME)
        out[times] = bytes(2 * width)


def clean_picture(data: bytes) -> Report:
    """Return the report on a HEIC or AVIF: items of Exif and XMP are overwritten."""
    meta = next((box for box in _boxes(data, 0, len(data)) if box.kind == b"meta"), None)
    if meta is None:
        raise NotSoundError("a picture without a meta box")
    inside = {box.kind: box for box in _boxes(data, meta.body + 4, meta.end)}
    if b"iinf" not in inside or b"iloc" not in inside:
        raise NotSoundError("a picture without items")
    telling = _telling_items(data, inside[b"iinf"])
    out, found, all_gone = bytearray(data), set[Found](), True
    # Some phones put a film of the same moment behind the picture.
    _clean_boxes(out, 0, len(data), found, _PICTURE)
    for item, extents in _places_of_items(data, inside[b"iloc"], inside.get(b"idat")):
        if item not in telling:
            continue
        content = b"".join(data[start:end] for start, end in extents)
        found |= _kinds_in_item(content, telling[item])
        empty = _EMPTY_EXIF if telling[item] == b"Exif" else b""
        for start, end in extents:
            out[start:end] = empty[: end - start].ljust(end - start, b"\0")
            empty = b""
        all_gone = all_gone and bool(extents)
    return cleaned_of(found, bytes(out)) if all_gone else remains(found | {Found.OTHER})


def _telling_items(data: bytes, iinf: Box) -> dict[int, bytes]:
    """Return the numbers of the items that tell about the picture, and their types."""
    count_width = 2 if data[iinf.body] == 0 else 4
    telling = {}
    for box in _boxes(data, iinf.body + 4 + count_width, iinf.end):
        version = data[box.body]
        if box.kind != b"infe" or version < 2:  # noqa: PLR2004  earlier ones have no type
            continue
        width = 2 if version == 2 else 4  # noqa: PLR2004  as above
        number = int.from_bytes(data[box.body + 4 : box.body + 4 + width], "big")
        kind = data[box.body + 6 + width : box.body + 10 + width]
        if kind in {b"Exif", b"mime", b"uri "}:
            telling[number] = kind
    return telling


def _kinds_in_item(content: bytes, kind: bytes) -> set[Found]:
    if not content.strip(b"\0") or content.rstrip(b"\0") == _EMPTY_EXIF.rstrip(b"\0"):
        return set()
    if kind == b"Exif":
        _, mark, tiff = content.partition(EXIF)
        return kinds_in_exif(tiff if mark else content[4:])[0]
    return kinds_in_xmp(content)


def _places_of_items(
    data: bytes, iloc: Box, idat: Box | None
) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    """Yield each item with where its bytes stand; nowhere if that cannot be told here."""
    version, position = data[iloc.body], iloc.body + 4
    offset_width, length_width = data[position] >> 4, data[position] & 15
    base_width, index_width = data[position + 1] >> 4, data[position + 1] & 15
    position += 2
    wide = 2 if version < 2 else 4  # noqa: PLR2004  as the standard says

    def number(width: int) -> int:
        nonlocal position
        position += width
        if position > iloc.end:
            raise NotSoundError("the places of items end too early")
        return int.from_bytes(data[position - width : position], "big")

    for _item in range(number(wide)):
        item = number(wide)
        method = number(2) & 15 if version else 0
        number(2)
        base, extents = number(base_width), []
        for _extent in range(number(2)):
            number(index_width if version else 0)
            start = base + number(offset_width)
            start += idat.body if method == 1 and idat else 0
            extents.append((start, start + number(length_width)))
        sound = method == 0 or (method == 1 and idat is not None)
        inside = all(end <= len(data) and start < end for start, end in extents)
        yield item, extents if sound and inside else []


def _boxes(data: bytes | bytearray, start: int, end: int) -> Iterator[Box]:
    position = start
    while position + 8 <= end:
        size, kind = (
            int.from_bytes(data[position : position + 4], "big"),
            data[position + 4 : position + 8],
        )
        head = 8
        if size == 1:
            size, head = int.from_bytes(data[position + 8 : position + 16], "big"), 16
        elif size == 0:
            if not data[position:end].strip(b"\0"):
                return  # QuickTime ends a list of user data with zeros
            size = end - position
        if size < head or position + size > end:
            raise NotSoundError("a box is longer than the file")
        yield Box(bytes(kind), position, position + head, position + size)
        position += size
