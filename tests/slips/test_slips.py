"""The slip as it is printed: its words in every language, its code, and what stands on none.

`DENGWEN_WRITE_IMAGES=1` writes the picture of docs/images/desk anew.
"""

import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
import segno
from PIL import Image

import bot.slips as slips_of_bot
from bot.config import load
from bot.desk import office_of
from bot.fonts import Font, NoFontError
from bot.slips import draw_slip
from handlers.team.slip_words import House, Slip, words_of
from handlers.texts import Texts

ROOT = Path(__file__).parents[2]
PICTURE = ROOT / "docs" / "images" / "desk" / "slip.png"
NUMBER = "LX-7K3M9-Q2TXA-W"
SLIP = Slip(NUMBER, "letter", "2019-07-12", 1, 2, real_name=True, fifth_reviews=True)


@pytest.fixture(scope="module")
def config():
    return load(ROOT / "config.toml")


def program(name):
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not installed: apt-get install poppler-utils")
    return name


def drawn(config, language, slip=SLIP):
    say = Texts(config.languages).say(language)
    house = House(config.round.team, config.round.fifth, config.channels)
    return draw_slip(words_of(slip, office_of(config), house, say))


def text_of(pdf):
    done = subprocess.run(
        [program("pdftotext"), "-layout", "-", "-"],
        input=pdf,
        capture_output=True,
        check=True,
    )
    return done.stdout.decode()


def picture_of(pdf, folder):
    (folder / "slip.pdf").write_bytes(pdf)
    page = [program("pdftoppm"), "-r", "150", "-png", "-singlefile"]
    subprocess.run([*page, folder / "slip.pdf", folder / "slip"], check=True)
    return Image.open(folder / "slip.png").convert("L")


WORDS = {
    "zh-CN": "县委巡察组 信访受理回执单 2019年7月12日 来信 8月2日 台账 县委第五巡视组",
    "zh-Hant": "縣委巡察組 信訪受理回執單 2019年7月12日 來信 8月2日 台帳 縣委第五巡視組",
    "en": "inspection team, Friday 12 July 2019, Letter, Friday 2 August, /status",
}


@pytest.mark.parametrize(("language", "words"), WORDS.items())
def test_a_slip_says_what_came_and_what_follows(config, language, words):
    text = text_of(drawn(config, language))
    assert NUMBER in text
    assert [
        word for word in words.split(", " if language == "en" else " ") if word not in text
    ] == []
    assert text.count("\f") == 1  # one page


def test_nothing_is_promised_that_is_not_to_come(config):
    bare = text_of(drawn(config, "en", replace(SLIP, real_name=False, fifth_reviews=False)))
    assert "By Friday" not in bare
    assert "Fifth" not in bare


def test_who_complains_about_the_team_is_not_sent_to_it(config):
    say = Texts(config.languages).say("en")
    house = House(config.round.team, config.round.fifth, config.channels)
    ordinary = words_of(SLIP, office_of(config), house, say).ways
    assert any("Example Road" in line for line in ordinary)
    apart = words_of(replace(SLIP, about_team=True), office_of(config), house, say).ways
    assert list(apart) == [ordinary[-1]]


def test_the_code_is_that_of_the_number_and_nothing_is_cut_off(config, tmp_path):
    picture = picture_of(drawn(config, "zh-CN"), tmp_path)
    dark = picture.point(lambda level: 255 if level < 128 else 0)
    left, top, right, bottom = dark.getbbox()
    millimetre = 150 / 25.4
    assert min(left, picture.width - right, top, picture.height - bottom) > 8 * millimetre
    rows = [list(row) for row in segno.make(NUMBER, error="m", micro=False).matrix_iter(border=0)]
    assert modules_of(dark, len(rows), millimetre) == rows
    if os.environ.get("DENGWEN_WRITE_IMAGES"):
        PICTURE.parent.mkdir(parents=True, exist_ok=True)
        picture.quantize(16).save(PICTURE, optimize=True)


def modules_of(dark, count, millimetre):
    """Read the squares of the code back from the picture; it stands in the middle."""
    side = slips_of_bot.QR_SIDE * millimetre
    left = (dark.width - side) / 2
    column = dark.crop((round(left), 0, round(left + side), dark.height))
    finder = round(side / count * 7)
    top = next(
        y
        for y in range(column.height)
        if all(column.getpixel((x, y)) for x in range(1, finder - 1))
        and all(column.getpixel((x, y + 3)) for x in range(1, finder - 1))
    )
    cell = side / count
    return [
        [
            1 if column.getpixel((int((x + 0.5) * cell), int(top + (y + 0.5) * cell))) else 0
            for x in range(count)
        ]
        for y in range(count)
    ]


def test_without_a_chinese_font_it_is_said(config, monkeypatch):
    latin = Font(Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"))
    missing = Font(Path("/nowhere/font.ttf"))
    monkeypatch.setattr(slips_of_bot, "fonts_for", lambda _language: iter([missing, latin]))
    with pytest.raises(NoFontError):
        drawn(config, "en")
