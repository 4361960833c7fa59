"""Exif and XMP: which kinds of data stand in them. Their values are never told to anybody."""

from __future__ import annotations

import re
import struct
import warnings
from collections.abc import Iterable

from PIL import ExifTags, Image

from casework.rules.metadata import Found

EXIF = b"Exif\0\0"
ORIENTATION = ExifTags.Base.Orientation
UPRIGHT = 1
_TIFF_HEADERS = (b"II*\0", b"MM\0*")

Base = ExifTags.Base
_KINDS: dict[int, Found] = {
    Base.GPSInfo: Found.PLACE,
    Base.Make: Found.CAMERA,
    Base.Model: Found.CAMERA,
    Base.MakerNote: Found.CAMERA,
    Base.LensMake: Found.CAMERA,
    Base.LensModel: Found.CAMERA,
    Base.LensSerialNumber: Found.CAMERA,
    Base.BodySerialNumber: Found.CAMERA,
    Base.HostComputer: Found.CAMERA,
    Base.Artist: Found.AUTHOR,
    Base.Copyright: Found.AUTHOR,
    Base.CameraOwnerName: Found.AUTHOR,
    Base.XPAuthor: Found.AUTHOR,
    Base.DateTime: Found.TIME,
    Base.DateTimeOriginal: Found.TIME,
    Base.DateTimeDigitized: Found.TIME,
    Base.Software: Found.SOFTWARE,
    Base.ProcessingSoftware: Found.SOFTWARE,
    Base.ImageDescription: Found.NOTES,
    Base.UserComment: Found.NOTES,
    Base.XPComment: Found.NOTES,
    Base.XPTitle: Found.NOTES,
    Base.XPSubject: Found.NOTES,
    Base.XPKeywords: Found.NOTES,
}
# How the picture is to be shown; and where further tags stand, which are looked at themselves.
_HARMLESS = frozenset(
    {
        ORIENTATION,
        Base.XResolution,
        Base.YResolution,
        Base.ResolutionUnit,
        Base.YCbCrPositioning,
        Base.ExifOffset,
        Base.ExifVersion,
        Base.ComponentsConfiguration,
        Base.FlashPixVersion,
        Base.ColorSpace,
        Base.ExifImageWidth,
        Base.ExifImageHeight,
        Base.ExifInteroperabilityOffset,
    }
)
# What is harmless fits into this; more is a small picture of perhaps more than is shown.
_HARMLESS_BYTES = 1024

_XMP_KINDS: tuple[tuple[Found, re.Pattern[bytes]], ...] = (
    (Found.PLACE, re.compile(rb"GPSL|photoshop:(City|Country|State)|Location", re.IGNORECASE)),
    (Found.AUTHOR, re.compile(rb"dc:creator|dc:rights|Author|CameraOwner", re.IGNORECASE)),
    (Found.CAMERA, re.compile(rb"tiff:(Make|Model)|aux:(Serial|Lens)|exifEX:", re.IGNORECASE)),
    (Found.TIME, re.compile(rb"Date\b|DateTime", re.IGNORECASE)),
    (Found.EDITS, re.compile(rb"xmpMM:History|stEvt:", re.IGNORECASE)),
    (Found.NOTES, re.compile(rb"dc:(title|description|subject)|Keywords", re.IGNORECASE)),
    (Found.SOFTWARE, re.compile(rb"CreatorTool|Producer|Software", re.IGNORECASE)),
)


def kinds_in_exif(payload: bytes) -> tuple[set[Found], int]:
    """Return the kinds of data in Exif (with or without its mark), and the orientation."""
    exif = Image.Exif()
    tiff = payload.removeprefix(EXIF)
    if not tiff.startswith(_TIFF_HEADERS):
        return ({Found.OTHER} if tiff.strip(b"\0") else set()), UPRIGHT
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # Pillow warns of what is broken and goes on without
            exif.load(EXIF + tiff)
            tags = set(exif) | set(exif.get_ifd(ExifTags.IFD.Exif))
            has_place = bool(exif.get_ifd(ExifTags.IFD.GPSInfo))
            has_more = len(tiff) > _HARMLESS_BYTES or bool(exif.get_ifd(ExifTags.IFD.IFD1))
            orientation = exif.get(ORIENTATION, UPRIGHT)
    except (UserWarning, struct.error, KeyError, ValueError, TypeError, OSError, SyntaxError):
        return {Found.OTHER}, UPRIGHT  # It is taken out all the same.
    found = kinds_of(tags - {Base.GPSInfo}) | ({Found.PLACE} if has_place else set())
    found |= {Found.OTHER} if has_more and not found else set()
    sound = isinstance(orientation, int) and UPRIGHT <= orientation <= 8  # noqa: PLR2004  Exif's eight
    return found, orientation if sound else UPRIGHT


def kinds_of(tags: Iterable[int]) -> set[Found]:
    """Return the kinds of data that TIFF and Exif tags hold."""
    return {_KINDS.get(tag, Found.OTHER) for tag in tags if tag not in _HARMLESS}


def kinds_in_xmp(packet: bytes) -> set[Found]:
    """Return the kinds of data in an XMP packet."""
    text = packet.replace(b"\0", b"")  # UTF-16 becomes readable that way
    return {kind for kind, pattern in _XMP_KINDS if pattern.search(text)} or {Found.OTHER}


def upright_exif(orientation: int) -> bytes:
    """Return Exif that says which way is up, and nothing else."""
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    return exif.tobytes()
