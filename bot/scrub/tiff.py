"""TIFF: the pixels are written anew, losslessly, with nothing beside them."""

from __future__ import annotations

import io

from PIL import Image, ImageOps, ImageSequence, TiffTags
from PIL.TiffImagePlugin import TiffImageFile

from bot.scrub.report import NOTHING, Report, cleaned_of, remains
from bot.scrub.tags import kinds_in_xmp, kinds_of
from casework.rules.metadata import Found

MAGICS = (b"II*\0", b"MM\0*")
_XMP, _IPTC, _PHOTOSHOP, _ICC = 700, 33723, 34377, 34675
_EXIF, _PICTURES_INSIDE, _CANON = 34665, 330, b"CR"
_DNG = range(50706, 51110)  # raw pictures of cameras: written anew, they would not be raw any more
# What describes the pixels themselves.
_PIXELS = frozenset(
    {254, 255, 256, 257, 258, 259, 262, 263, 264, 265, 266, 273, 274, 277, 278, 279, 280, 281}
    | {282, 283, 284, 285, 292, 293, 296, 297, 301, 317, 318, 319, 320, 322, 323, 324, 325, 326}
    | {327, 328, 332, 334, 336, 338, 339, 340, 341, 347, 512, 513, 514, 515, 517, 518, 519}
    | {520, 521, 529, 530, 531, 532, _ICC}
)


def clean(data: bytes) -> Report:
    """Return the report on a TIFF of any number of pages."""
    with Image.open(io.BytesIO(data)) as image:
        if not isinstance(image, TiffImageFile):
            return remains({Found.OTHER})
        found, raw = set[Found](), False
        for _page in ImageSequence.Iterator(image):
            tags = set(image.tag_v2)  # those of the page at hand
            found |= _kinds(tags - _PIXELS, image.tag_v2)
            raw = raw or _PICTURES_INSIDE in tags or any(tag in _DNG for tag in tags)
        if raw or data[8:10] == _CANON:
            return remains(found | {Found.OTHER})
        if not found:
            return NOTHING
        return cleaned_of(found, _written_anew(image))


def _kinds(tags: set[int], values: object) -> set[Found]:
    found = kinds_of(tags - {_XMP, _IPTC, _PHOTOSHOP, _PICTURES_INSIDE, TiffTags.IFD})
    found |= {Found.OTHER} if _EXIF in tags else set()
    if _XMP in tags:
        packet = values[_XMP]  # type: ignore[index]  # Pillow's directory has no stub for this
        found |= kinds_in_xmp(packet if isinstance(packet, bytes) else b"")
    return found | ({Found.NOTES} if tags & {_IPTC, _PHOTOSHOP} else set())


def _written_anew(image: TiffImageFile) -> bytes:
    pages = []
    for page in ImageSequence.Iterator(image):
        upright = ImageOps.exif_transpose(page)
        plain = Image.new(upright.mode, upright.size)
        plain.paste(upright)
        if upright.mode == "P" and (palette := upright.getpalette()) is not None:
            plain.putpalette(palette)
        if profile := upright.info.get("icc_profile"):
            plain.info["icc_profile"] = profile
        pages.append(plain)
    out = io.BytesIO()
    first, *rest = pages
    first.save(
        out, "TIFF", compression="tiff_adobe_deflate", save_all=bool(rest), append_images=rest
    )
    return out.getvalue()
