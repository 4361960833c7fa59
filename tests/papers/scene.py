"""An invented round with three cases, and its ledger and forms as an office would have them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from bot.config import load
from bot.desk import names_of
from bot.rules import term_rules_of
from casework.desk.deadlines import Watched
from casework.desk.facts import Case, Facts
from casework.desk.papers import Opened
from casework.desk.read import Entry
from casework.ports import CaseRow, TermRow
from casework.rules.papers import Form
from casework.rules.terms import DueDate
from handlers.papers.book import make_book
from handlers.papers.clerk import Clerk
from handlers.papers.columns import ledger_of, row_of
from handlers.papers.forms import make_form
from handlers.texts import Texts

CONFIG = load(Path(__file__).parents[2] / "config.toml")
RULES = tuple(term_rules_of(CONFIG))
AT = datetime(2019, 8, 3, 2, 0, tzinfo=UTC)
ACCOUNT = (
    "2018年3月，礼县某小区二期人防地下室应缴易地建设费约128万元。经办人口头同意减免，没有集体研究，也没有书面批复。"
    "同年5月，该小区开发公司的一名股东把自己名下的一辆小汽车过户给经办人的亲戚。\n附缴费通知书和过户登记的照片。"
)
LONG = (
    "某人防工程2016年起出租给商户，每年租金约40万元，没有入账。"
    "摊位由管理人员的亲属转手，每个另收两万元。" * 9
)
FORMULA = '=HYPERLINK("http://example.invalid","奖金")'


def clerk(language="zh-CN", reader="示例组长"):
    return Clerk(Texts([language]).say(language), names_of(CONFIG), "Asia/Shanghai", reader, AT)


def piece(number, kind, text, author="leader", *, besides=None, **fields):
    return Entry(
        *(number, kind, AT, author, text, None, None, None, True),
        besides=besides or {},
        fields=fields or None,
    )


def term(rule_id, due, *, met=False):
    row = TermRow("00", "00", due, met, b"")
    return Watched(row, rule_id, AT.date(), DueDate(due, False, due), due)


def case(number, received_on, **facts):
    known = {
        "receipt": "LX-7K3M9-Q2TXA-W",
        "channel": "telegram",
        "unit": "office",
        "category": "C2",
        "concerns": "none",
        "identity": "anonymous",
        "language": "zh-CN",
        "received_at": AT.isoformat(),
        "messages": 2,
        "attachments": 0,
        "route": True,
        "recipients": ("age1",),
        "readers": ("leader",),
        "bypassed": (),
        "recused": (),
        "registration": f"礼巡信〔2019〕{number:03}号",
    }
    row = CaseRow(f"{number:032}", b"", received_on, "in-progress", "due", b"", 1)
    return Case(row, Facts(**(known | facts)))


def urgent():
    """An urgent lead with all that its forms take."""
    of_case = case(
        12,
        date(2019, 7, 10),
        attachments=3,
        marks=("important", "urgent"),
        assignee="member-1",
        handling="ourselves",
        recused=("member-2",),
        disposition="verify",
        approved="leader",
    )
    entries = (
        piece(1, "text", ACCOUNT, None),
        piece(2, "accused", "", name="某甲", unit="礼县人防办", post="副主任", rank="副科级"),
        piece(3, "place", "礼县某镇"),
        piece(4, "happened", "2018年3月至5月", day="2018-03-01"),
        piece(5, "proposal", "拟由本组初步核实，调取2018年缴费台账。", "member-1"),
        piece(6, "instruction", "同意。两人一组，一周内拿出意见。"),
        piece(7, "report", "涉嫌以权谋私，且可能转移财产。", document="礼巡呈〔2019〕3号"),
        piece(
            *(8, "rectification"),
            "一、对2016年以来减免的易地建设费逐笔清理，列出清单。\n"
            "二、停止口头减免，今后一律集体研究、书面批复。\n三、对应缴未缴的款项依法追缴。",
            document="礼巡组〔2019〕7号",
            until="2019-08-20",
        ),
        piece(9, "disposition", "经办人有重大嫌疑。", choice="verify"),
        piece(11, "outcome", "", choice="transferred", organ="礼县纪委监委", name="某丁"),
        piece(12, "outcome", "", choice="signed-for", name="某丁", day="2019-08-03"),
        piece(10, "opinion", "同意拟办意见。", "fifth-1"),
    )
    terms = (term("fifth-review", date(2019, 7, 15)),)
    return Opened(of_case, entries, terms, sealed=False)


def named():
    """A letter with a name, of which the text is longer than its row."""
    of_case = case(
        13,
        date(2019, 7, 12),
        receipt="LX-M4TQ2-8XKPA-C",
        channel="letter",
        identity="real-name",
        category="D2",
        entered_by="member-3",
        handling="assigned-out",
    )
    entries = (
        piece(1, "contact", "赵某某，13900000000", None),
        piece(2, "text", LONG, None),
        piece(3, "verification", "本人承认。", "member-3", way="call", choice="confirmed"),
        piece(4, "accused", "", name="某乙", unit="某人防工程管理所", post="所长"),
        piece(5, "accused", "", name="某丙"),
        piece(6, "reply", "来信已受理。", "member-3"),
    )
    terms = (
        term("acceptance-notice", date(2019, 8, 2), met=True),
        term("fifth-review", date(2019, 7, 17), met=True),
    )
    return Opened(of_case, entries, terms, sealed=False)


def formula():
    """Somebody has tried what a workbook would carry out."""
    of_case = case(14, date(2019, 7, 15), receipt="LX-9P2WK-4HMXT-K", category="")
    entries = (
        piece(1, "text", FORMULA, None),
        piece(2, "accused", "", name="+1", unit="-2", post="@SUM(A1)", rank="\t=1+1"),
    )
    return Opened(of_case, entries, (), sealed=False)


@cache
def ledger(language="zh-CN"):
    """Return the bytes of the ledger of the three."""
    by, cases = clerk(language), (urgent(), named(), formula())
    rows = [row_of(by, each) for each in cases]
    return make_book(ledger_of(by, rows, by.label("ledger-whole")))


@cache
def forms(language="zh-CN"):
    """Return the bytes of each form of the urgent lead."""
    return {form: make_form(clerk(language), form, urgent(), RULES) for form in Form}
