"""Which file is of which kind: by how it begins, since its name and its type may be wrong."""

from __future__ import annotations

import io
from collections.abc import Callable

from PIL import Image

from bot.scrub import boxes, chunks, jpeg, office, pdf, sound, tiff
from bot.scrub.report import NOTHING, UNKNOWN, Report, remains
from casework.rules.metadata import Found, Outcome

_TEXT_BYTES = 64 * 1024
_WITHOUT = (b"BM", b"#!AMR")  # kinds that have no place for anything but the picture or the sound


def look_into(data: bytes) -> Report:
    """Return what a file tells besides what it shows, and the file without it.

    What was cleaned is looked into again, and counts as cleaned only if nothing is left.

    Raises:
        NotSoundError: The file is not what it begins like.
    """
    report = _report(data)
    if report.cleaned is None:
        return report
    again = _report(report.cleaned)
    if again.outcome != Outcome.NOTHING:
        return remains(report.found)
    _require_picture(report.cleaned)
    return report


def _report(data: bytes) -> Report:
    for begins, looks in _KINDS:
        if begins(data) and (report := looks(data)) is not None:
            return report
    return NOTHING if data.startswith(_WITHOUT) or _is_plain_text(data) else UNKNOWN


def _look_into_gif(data: bytes) -> Report:
    with Image.open(io.BytesIO(data)) as image:
        has_words = "comment" in image.info or b"XMP DataXMP" in data
    return remains({Found.NOTES} if has_words else ())


def _is_plain_text(data: bytes) -> bool:
    # Marked-up text may name its author in many ways.
    start = data[:_TEXT_BYTES].removeprefix(b"\xef\xbb\xbf").lstrip()
    return b"\0" not in start and not start.startswith(
        (b"<", b"{\\rtf", b"%!", b"\xd0\xcf", b"OggS")
    )


def _require_picture(cleaned: bytes) -> None:
    """Let Pillow see whether what was written is still a picture; it raises if not."""
    if cleaned.startswith((jpeg.MAGIC, chunks.PNG, *tiff.MAGICS)) or cleaned[8:12] == b"WEBP":
        with Image.open(io.BytesIO(cleaned)) as image:
            image.verify()


def _begins(*starts: bytes) -> Callable[[bytes], bool]:
    return lambda data: data.startswith(starts)


_KINDS: tuple[tuple[Callable[[bytes], bool], Callable[[bytes], Report | None]], ...] = (
    (_begins(jpeg.MAGIC), jpeg.clean),
    (_begins(chunks.PNG), chunks.clean_png),
    (_begins(chunks.RIFF), chunks.clean_riff),
    (_begins(*tiff.MAGICS), tiff.clean),
    (_begins(b"GIF8"), _look_into_gif),
    (lambda data: boxes.brand(data) in boxes.PICTURES, boxes.clean_picture),
    (lambda data: boxes.brand(data) in boxes.FILMS, boxes.clean_film),
    (lambda data: pdf.MAGIC in data[:1024], pdf.clean),
    (_begins(office.MAGIC), office.look),
    (_begins(sound.ID3, *sound.MP3_FRAMES), sound.clean_mp3),
    (_begins(sound.FLAC), sound.clean_flac),
)
