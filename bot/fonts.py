"""Which fonts with Chinese characters a machine has."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import ImageFont

_NOTO = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
_FACES = {"zh-CN": 2, "zh-Hant": 3}
"""Which font of the collection has the characters as they are written there; 2 for all others."""
_OTHERS = (
    Path("/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf"),
    Path("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc"),
    Path("/usr/share/fonts/truetype/arphic/uming.ttc"),
)
SAMPLE = "回執执"
_NO_CHARACTER = "\ufffe"


class NoFontError(Exception):
    """This machine has no font with Chinese characters."""


@dataclass(frozen=True, slots=True)
class Font:
    """A font file, and which font of it if it is a collection."""

    path: Path
    face: int = 0


def fonts_for(language: str) -> Iterator[Font]:
    """Yield the fonts that may be there, the best first."""
    yield Font(_NOTO, _FACES.get(language, 2))
    for path in (*_OTHERS, *_from_fontconfig()):
        yield Font(path)


def font_for(language: str, own: Path | None = None) -> Font:
    """Return the font in which a picture can be written: `own`, or the best that is there.

    Raises:
        NoFontError: There is none, or `own` has no Chinese characters.
    """
    for font in [Font(own)] if own else fonts_for(language):
        if font.path.is_file() and _has_chinese(font):
            return font
    raise NoFontError


def _has_chinese(font: Font) -> bool:
    """Say whether a font draws the sample; fontconfig names some font in any case."""
    try:
        drawn = ImageFont.truetype(font.path, 32, index=font.face)
    except OSError:
        return False
    missing = bytes(drawn.getmask(_NO_CHARACTER))
    return all(bytes(drawn.getmask(each)) != missing for each in SAMPLE)


def _from_fontconfig() -> Sequence[Path]:
    """Return the font that fontconfig would take for Chinese, if it is installed."""
    program = shutil.which("fc-match")
    if program is None:
        return ()
    asked = [program, "--format=%{file}", "sans:lang=zh-cn"]
    done = subprocess.run(asked, capture_output=True, timeout=10, check=False)  # noqa: S603  no input of others
    return [Path(done.stdout.decode(errors="replace"))] if done.stdout else []
