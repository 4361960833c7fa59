"""The report of the round: figures alone, of every language, as an office would file them."""

import io
from datetime import date, timedelta

import pytest
from docx import Document

from casework.rules.calendar import WorkCalendar
from casework.rules.cases import Review, State
from casework.rules.figures import Tallies, figures_of
from casework.rules.search import Known
from handlers.papers.closing import make_closing_report
from tests.papers import scene

FIRST, LAST = date(2019, 7, 1), date(2019, 8, 12)


def known(n, **more):
    facts = {
        "position": n,
        "id": f"{n:032x}",
        "version": 2,
        "number": f"礼巡信〔2019〕{n:03}号",
        "serial": n,
        "receipt": "LX-64ZGG-ZDW0H-7",
        "unit": "office" if n % 2 else "leading-group",
        "category": "C4" if n % 3 else "B1",
        "state": State.IN_PROGRESS,
        "review": Review.DUE,
        "assignee": None,
        "received_on": FIRST + timedelta(days=n),
        "marks": (),
        "news": False,
        "terms": (),
        "readers": frozenset({"leader"}),
        "asks_for_work": True,
        "channel": "letter" if n % 2 else "telegram",
        "registered_on": FIRST + timedelta(days=n + 1),
    }
    return Known(**(facts | more))


def found():
    tallies = Tallies()
    for n in range(8):
        tallies.change(None, known(n))
    closed = {"state": State.CLOSED, "review": Review.REVIEWED, "closed_on": date(2019, 8, 9)}
    more = {"handling": "ourselves", "disposition": "verify", "real_name": True}
    tallies.change(None, known(8, **closed, **more, verified="confirmed"))
    tallies.change(None, known(9, reported_on=LAST, terms=(("fifth-review", date(2019, 8, 1)),)))
    tallies.change(None, known(10, bypassed=("team",), category="G3"))
    return figures_of(tallies.of_round(), None, LAST, WorkCalendar({}))


def rows_of(language="zh-CN"):
    document = Document(io.BytesIO(make_closing_report(scene.clerk(language), found())))
    rows = {}
    for table in document.tables:
        for row in table.rows:
            name, *rest = (cell.text for cell in row.cells)
            rows[name] = tuple(rest)
    return rows, "\n".join(paragraph.text for paragraph in document.paragraphs)


def test_it_counts_every_case_of_the_round_but_those_about_inspectors():
    rows, text = rows_of()
    assert "2019年7月1日至2019年8月12日，共受理信访举报和问题线索 10 件" in text
    assert (rows["来信"], rows["Telegram"]) == (("5", "50.0 %"), ("5", "50.0 %"))
    assert rows["C 易地建设费违规减免使用"] == ("6", "60.0 %")
    assert rows["B 人防项目违规审批验收"] == ("4", "40.0 %")
    assert rows["礼县人民防空工作领导小组办公室"] == ("5", "50.0 %")
    assert (rows["实名"], rows["其中已核实"], rows["匿名"]) == (
        ("1", "10.0 %"),
        ("1", "10.0 %"),
        ("9", "90.0 %"),
    )
    assert rows["自办"] == ("1", "10.0 %")
    assert rows["初步核实"] == ("1", "10.0 %")
    assert rows["已办结"] == ("1", "23.0")  # from Tuesday 9 July to Friday 9 August
    assert rows["报送巡察办的紧急件"][0] == "1"
    assert rows["逾期"][0] == "第五巡视组审阅 1"
    assert "G 其他" not in rows


@pytest.mark.parametrize("language", ["zh-CN", "zh-Hant", "en"])
def test_it_names_no_case_and_nobody(language):
    rows, text = rows_of(language)
    whole = text + "".join(map(str, rows.items()))
    assert "〔2019〕" not in whole
    assert "LX-" not in whole


def test_of_a_round_in_which_nothing_came_it_says_so():
    empty = figures_of(Tallies().of_round(), None, LAST, WorkCalendar({}))
    assert make_closing_report(scene.clerk(), empty)
