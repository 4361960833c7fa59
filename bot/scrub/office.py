"""Word, Excel, PowerPoint and OpenDocument: whose names they hold is told, and left in them.

Names stand in the properties, in tracked changes, in comments and in the lists of people; a
program that took out some of them would promise more than it does.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from bot.scrub.report import UNKNOWN, NotSoundError, Report, remains
from casework.rules.metadata import Found

MAGIC = b"PK\x03\x04"
_PART_BYTES = 8 * 1024 * 1024
_PARTS = re.compile(
    r"docProps/.+\.xml|meta\.xml|content\.xml|.*/(document|comments\w*|people|person\w*|"
    r"workbook|commentAuthors|footnotes|revisionHeaders)\.xml|.*/persons/.+\.xml"
)
_OFFICE = ("[Content_Types].xml", "mimetype")
# Whatever stands between the tags, however their prefix is spelled; an empty one tells nothing.
_KINDS: tuple[tuple[Found, re.Pattern[bytes]], ...] = (
    (
        Found.AUTHOR,
        re.compile(
            rb"<(?:\w+:)?(?:creator|initial-creator|lastModifiedBy|Company|Manager|author)\b[^>]*>\s*[^<\s]"
        ),
    ),
    (Found.EDITS, re.compile(rb"\b(?:\w+:)?(?:author|userName|displayName)=\"[^\"]")),
    (Found.TIME, re.compile(rb"<(?:\w+:)?(?:created|modified|creation-date)\b[^>]*>\s*[^<\s]")),
    (Found.SOFTWARE, re.compile(rb"<(?:\w+:)?(?:Application|generator)\b[^>]*>\s*[^<\s]")),
    (
        Found.NOTES,
        re.compile(rb"<(?:\w+:)?(?:title|subject|keywords?|description|Template)\b[^>]*>\s*[^<\s]"),
    ),
)


def look(data: bytes) -> Report:
    """Return the report on a document that is a ZIP; any other ZIP is unknown."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if not any(name in names for name in _OFFICE):
                return UNKNOWN
            found = set[Found]()
            for name in names:
                if _PARTS.fullmatch(name):
                    found |= _kinds(_part(archive, name), is_about=_is_about(name))
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
        raise NotSoundError(type(error).__name__) from error
    return remains(found) if found else UNKNOWN


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        text = part.read(_PART_BYTES)
    return text.replace(b"\0", b"")  # UTF-16 becomes readable that way


def _is_about(name: str) -> bool:
    return name.startswith("docProps/") or name == "meta.xml"


def _kinds(text: bytes, *, is_about: bool) -> set[Found]:
    wanted = {kind for kind, pattern in _KINDS if pattern.search(text)}
    return wanted if is_about else wanted & {Found.EDITS}
