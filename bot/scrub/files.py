"""Which file is of which kind: by how it begins, since its name and its type may be wrong."""

from __future__ import annotations

import io
from collections.abc import Callable

from PIL import Image

from bot.scrub import boxes, chunks, gif, jpeg, office, pdf, sound, tiff
from bot.scrub.report import NOTHING, UNKNOWN, Report, remains
from casework.rules.metadata import Outcome

_TEXT_BYTES = 64 * 1024


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
    return NOTHING if _has_no_place(data) or _is_plain_text(data) else UNKNOWN


def _has_no_place(data: bytes) -> bool:
    """Say whether a file is of a kind that has no place for anything but picture or sound."""
    is_bitmap = data.startswith(b"BM") and int.from_bytes(data[2:6], "little") == len(data)
    return is_bitmap or data.startswith(b"#!AMR")


def _is_plain_text(data: bytes) -> bool:
    # Marked-up text may name its author in many ways.
    start = data[:_TEXT_BYTES].removeprefix(b"\xef\xbb\xbf").lstrip()
    return b"\0" not in start and not start.startswith(
        (b"<", b"{\\rtf", b"%!", b"\xd0\xcf", b"OggS")
    )


def _require_picture(cleaned: bytes) -> None:
    """Let Pillow see whether what was written is still a picture; it raises if not."""
    begins = (jpeg.MAGIC, chunks.PNG, *gif.MAGICS, *tiff.MAGICS)
    if cleaned.startswith(begins) or cleaned[8:12] == b"WEBP":
        with Image.open(io.BytesIO(cleaned)) as image:
            image.verify()


def _begins(*starts: bytes) -> Callable[[bytes], bool]:
    return lambda data: data.startswith(starts)


_KINDS: tuple[tuple[Callable[[bytes], bool], Callable[[bytes], Report | None]], ...] = (
    (_begins(jpeg.MAGIC), jpeg.clean),
    (_begins(chunks.PNG), chunks.clean_png),
    (_begins(chunks.RIFF), chunks.clean_riff),
    (_begins(*tiff.MAGICS), tiff.clean),
    (_begins(*gif.MAGICS), gif.clean),
    (lambda data: boxes.brand(data) in boxes.PICTURES, boxes.clean_picture),
    (lambda data: boxes.brand(data) in boxes.FILMS, boxes.clean_film),
    (lambda data: pdf.MAGIC in data[:1024], pdf.clean),
    (_begins(office.MAGIC), office.look),
    (_begins(sound.ID3, *sound.MP3_FRAMES), sound.clean_mp3),
    (_begins(sound.FLAC), sound.clean_flac),
)
