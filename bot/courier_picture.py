"""The trend of the round as a picture: three rows of bars, drawn at the moment of sending.

What rests in the outbox is the numbers, sealed; the picture exists in memory alone. Each figure has
a row, a name and a hatching of its own, so that nobody has to tell colours apart, and a scale of
its own, since fewer cases are closed than come in.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Self

from PIL import Image, ImageDraw, ImageFont

from bot.fonts import Font, font_for
from casework.rules.trend import KEPT, Point, Trend

WIDTH, HEIGHT = 1080, 1240  # a phone shows it upright, without turning
EDGE, TOP, ROW = 56, 150, 330
BARS = 190  # pixels that the highest bar takes
TITLE, NAME, SMALL = 46, 38, 30
WHITE, BLACK, GREY = (255, 255, 255), (20, 20, 20), (120, 120, 120)
COLOURS = ((0, 90, 156), (196, 98, 16), (30, 30, 30))
"""Blue, orange and nearly black, which differ in brightness, too."""
STEP = 8  # pixels between the lines of a hatching


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn: the points, and every word that stands in the picture."""

    title: str
    names: Sequence[str]
    first: str
    last: str
    points: Sequence[tuple[int, int, int]]
    language: str

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON can carry it, in an item of the outbox."""
        return {
            "title": self.title,
            "names": [*self.names],
            "first": self.first,
            "last": self.last,
            "points": [[*each] for each in self.points],
            "language": self.language,
        }

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Self:
        """Read back what `to_json` gave; raises LookupError, TypeError or ValueError."""
        points = [
            (int(new), int(reviewed), int(closed)) for new, reviewed, closed in value["points"]
        ]
        names = [str(each) for each in value["names"]]
        title, first, last = (str(value[name]) for name in ("title", "first", "last"))
        return cls(title, names, first, last, points, str(value["language"]))


def points_of(trend: Trend, opens: date, today: date) -> Sequence[Point]:
    """Return what is drawn: from the opening of the round on, or from the first day of anything.

    A trend knows so many days at most, and a picture has room for no more weeks than those.
    """
    first = min([opens, today, *trend.days])
    return trend.points(max(first, today - timedelta(days=KEPT)), today)


def by_week(points: Sequence[Point]) -> bool:
    """Say whether each point is a week."""
    return points[0].last != points[0].first


def picture(drawing: Drawing, own: Path | None = None) -> bytes:
    """Return the picture as a PNG, written in the font `own` or in one that the machine has.

    Raises:
        NoFontError: No font with Chinese characters was found.
    """
    face = _Face(font_for(drawing.language, own))
    sheet = Image.new("RGB", (WIDTH, HEIGHT), WHITE)
    draw = ImageDraw.Draw(sheet)
    draw.text((EDGE, 44), drawing.title, BLACK, face.of(TITLE))
    for which, name in enumerate(drawing.names):
        _row(sheet, face, drawing, which, name)
    draw.text((EDGE, HEIGHT - 70), drawing.first, GREY, face.of(SMALL))
    draw.text((WIDTH - EDGE, HEIGHT - 70), drawing.last, GREY, face.of(SMALL), anchor="ra")
    out = io.BytesIO()
    sheet.save(out, "PNG", optimize=True)
    return out.getvalue()


class _Face:
    """A font in the sizes that are asked for."""

    def __init__(self, font: Font) -> None:
        self._font = font

    def of(self, size: int) -> ImageFont.FreeTypeFont:
        return ImageFont.truetype(self._font.path, size, index=self._font.face)


def _row(sheet: Image.Image, face: _Face, drawing: Drawing, which: int, name: str) -> None:
    """Draw one figure: its name, its highest value, and a bar for each point."""
    draw, colour = ImageDraw.Draw(sheet), COLOURS[which]
    top = TOP + which * ROW
    base, highest = top + 60 + BARS, max(each[which] for each in drawing.points)
    draw.text((EDGE, top), name, BLACK, face.of(NAME))
    draw.text((WIDTH - EDGE, top + 8), f"↑ {highest}", GREY, face.of(SMALL), anchor="ra")
    draw.line((EDGE, base, WIDTH - EDGE, base), GREY, 3)
    texture, mask = _texture(which, colour), Image.new("L", (WIDTH, BARS), 0)
    pen = ImageDraw.Draw(mask)
    pitch = (WIDTH - 2 * EDGE) / len(drawing.points)
    frames = []
    for place, point in enumerate(drawing.points):
        if not point[which]:
            continue
        left = EDGE + place * pitch + pitch * 0.12
        height = max(6, round(BARS * point[which] / highest))
        frames.append((round(left), base - height, round(left + pitch * 0.76), base))
        pen.rectangle((frames[-1][0], BARS - height, frames[-1][2], BARS), 255)
    sheet.paste(texture, (0, base - BARS), mask)
    for frame in frames:
        draw.rectangle(frame, outline=colour, width=3)


def _texture(which: int, colour: tuple[int, int, int]) -> Image.Image:
    """Return what fills the bars of a figure: all of it, slanting lines, or level ones."""
    texture = Image.new("RGB", (WIDTH, BARS), colour if which == 0 else WHITE)
    pen = ImageDraw.Draw(texture)
    if which == 1:
        for start in range(-BARS, WIDTH, STEP * 2):
            pen.line((start, BARS, start + BARS, 0), colour, 4)
    elif which:
        for level in range(0, BARS, STEP * 2):
            pen.line((0, level, WIDTH, level), colour, 5)
    return texture
