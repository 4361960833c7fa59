"""The picture of the round: drawn when it is sent, and readable without colours."""

import io
import itertools
import logging
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from PIL import Image

from bot.config import load
from bot.courier import drawn_from
from bot.courier_picture import COLOURS, EDGE, ROW, TOP, Drawing, picture
from bot.courier_summary import DailySummary
from bot.fonts import NoFontError, font_for
from casework.rules.totals import Totals
from casework.rules.trend import Trend

from .conftest import CONFIG, TEAM, ZONE

OPENS, TODAY = date(2026, 11, 2), date(2026, 11, 26)


def grown(days):
    trend = Trend()
    for n in range(days):
        trend = trend.plus(TODAY - timedelta(days=n), new=900, reviewed=800, closed=700)
    return trend


def grey(drawn):
    return Image.open(io.BytesIO(drawn)).convert("L")


@pytest.fixture
def drawing(figure_words):
    return figure_words.drawing("zh-CN", OPENS, TODAY, grown(20))[0]


async def test_it_follows_the_summary_and_says_the_same_in_words(
    outbox, planning, figure_words, delivery, wang, clock, keys
):
    clock.at = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
    totals = Totals().registered(OPENS, "letter", "B").registered(TODAY, "letter", "B")
    await outbox.figures(totals.reviewed(TODAY), (wang, "zh-CN"))
    summary = DailySummary(planning, figure_words, ZONE, time(17, 30), opens=OPENS)
    await summary.plan_summary()
    (_, row) = await outbox.rows()
    assert "photo" not in keys.open_item(row.sealed)["params"]  # numbers rest there, no picture
    await delivery.deliver_due()
    summed_up, sent = [m for m in await wang.sees(TEAM) if not m.own]
    assert summed_up.text.startswith("11月26日 星期四 日报")
    words = "本轮每日走势，11月2日 星期一 至 11月26日 星期四：新收 2，审阅 1，办结 0。"
    assert sent.text == words
    drawn = Image.open(io.BytesIO(await wang.opens(sent)))
    assert (drawn.format, drawn.width, drawn.height) == ("PNG", 1080, 1240)
    clock.passes(days=2)
    await summary.plan_summary()
    late, *now = [keys.open_item(row.sealed) for row in await outbox.rows()]
    assert "picture" not in late  # one picture is enough
    assert ["picture" in each for each in now] == [False, True]


def test_rows_can_be_told_apart_without_colours(drawing):
    """The same bar is filled in three ways, and the three colours differ in brightness, too."""
    sheet = grey(picture(drawing))
    fills = []
    for which in range(3):
        base = TOP + which * ROW + 250
        bars = sheet.crop((EDGE, base - 150, sheet.width - EDGE, base - 10))
        fills.append(tuple(bars.getpixel((x, 60)) for x in range(bars.width)))
        assert min(fills[-1]) < 130 < max(fills[-1])
    assert len(set(fills)) == 3
    brightness = sorted(0.3 * r + 0.6 * g + 0.1 * b for r, g, b in COLOURS)
    assert all(b - a > 30 for a, b in itertools.pairwise(brightness))


@pytest.mark.parametrize("language", ["zh-CN", "zh-Hant", "en"])
@pytest.mark.parametrize("days", [0, 1, 35, 36, 400])
def test_every_round_fits(language, days, figure_words):
    opens = TODAY - timedelta(days=max(days - 1, 0))
    drawn, caption = figure_words.drawing(language, opens, TODAY, grown(days))
    assert Drawing.from_json(drawn.to_json()) == drawn
    assert len(drawn.points) <= 58
    assert len(caption) < 200


def test_a_round_of_long_ago_is_drawn_as_far_as_it_is_known(figure_words):
    drawn, _ = figure_words.drawing("en", date(2019, 7, 1), TODAY, grown(400))
    assert len(drawn.points) == 58


def test_its_row_has_the_size_of_any_other(figure_words, planning):
    rows = []
    for days in (0, 400):
        drawn, caption = figure_words.drawing("zh-CN", OPENS, TODAY, grown(days))
        item = {"params": {"caption": caption}, "picture": drawn.to_json()}
        rows.append(planning._row(item, planning.clock()))
    assert len({len(row.sealed) for row in rows}) == 1


def test_without_a_font_there_is_no_picture_and_one_line_in_the_log(tmp_path, caplog):
    config = load(CONFIG)
    assert drawn_from(config) is None  # nobody asked for one
    wanted = config.courier.model_copy(update={"summary_picture": True})
    assert drawn_from(config.model_copy(update={"courier": wanted})) == config.round.opens
    assert caplog.records == []
    missing = wanted.model_copy(update={"font": tmp_path / "none.ttf"})
    assert drawn_from(config.model_copy(update={"courier": missing})) is None
    (record,) = caplog.records
    assert record.levelno == logging.ERROR
    assert "font-missing" in record.message


def test_a_font_without_chinese_characters_is_none(tmp_path):
    latin = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
    if latin.is_file():
        with pytest.raises(NoFontError):
            font_for("zh-CN", latin)
    (tmp_path / "broken.ttf").write_bytes(b"no font")
    with pytest.raises(NoFontError):
        font_for("zh-CN", tmp_path / "broken.ttf")
