"""What stands in the ledger and the forms, as a program reads it again."""

import io
import tempfile
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from docx import Document

from bot.bookbinding import SHORT, bound
from casework.rules.papers import Form, gist, name_and_phone
from handlers.papers.columns import COLUMNS, ROOM, ledger_of
from handlers.papers.columns import row_of as row_of_case
from tests.papers import scene

# As the office reads them; the first names are of the reporter, the second of the accused.
WANTED = [
    "登记号",
    "回执号",
    "收件日期",
    "信访形式",
    "来源",
    "实名／匿名",
    "核实情况",
    "姓名",
    "电话",
    "地址",
    "单位",
    "人数",
    "是否联名",
    "姓名",
    "单位",
    "职务",
    "职级",
    "问题属地",
    "主要内容",
    "类别／细类",
    "发生时间",
    "附件",
    "重复件／主件号／次数",
    "重要／敏感／紧急",
    "接收人",
    "拟办意见",
    "组长批示",
    "第五组审阅",
    "承办人",
    "回避记录",
    "办理方式",
    "处置建议",
    "期限",
    "延期",
    "告知／反馈日期及方式",
    "移交去向／日期／签收",
    "办结日期／结果",
    "归档号",
    "备注",
]


@pytest.fixture(scope="module")
def sheet():
    return openpyxl.load_workbook(io.BytesIO(scene.ledger())).active


def row_of(sheet, number):
    return {
        f"{column.group}/{column.name}": cell.value
        for column, cell in zip(COLUMNS, sheet[4 + number], strict=True)
    }


def words_of(content):
    document = Document(io.BytesIO(content))
    texts = [paragraph.text for paragraph in document.paragraphs]
    texts += [cell.text for t in document.tables for row in t.rows for cell in row.cells]
    return "\n".join(texts)


def test_the_ledger_has_the_columns_of_the_office_in_their_order(sheet):
    assert [cell.value for cell in sheet[4]] == WANTED


def test_a_row_says_what_is_known_of_a_case(sheet):
    row = row_of(sheet, 1)
    assert row["intake/number"] == "礼巡信〔2019〕012号"
    assert row["intake/received"].date().isoformat() == "2019-07-10"
    assert row["accused/accused-post"] == "副主任"
    assert row["matter/account"] == scene.ACCOUNT
    assert row["matter/marks"] == "重要、紧急"
    assert row["advice/proposal"].startswith("拟由本组初步核实")
    assert row["work/recusals"] == "示例成员乙"
    assert row["work/handling"] == "自办"
    assert "同意拟办意见" in row["work/review"]
    assert "初步核实、经办人有重大嫌疑。" in row["work/disposition"]
    assert "示例组长 已批准" in row["work/disposition"]
    assert "已转交、某丁、礼县纪委监委" in row["outcome/transferred"]
    assert "已签收、某丁、2019-08-03" in row["outcome/transferred"]


def test_a_long_account_ends_with_where_the_whole_lies(sheet):
    row = row_of(sheet, 2)
    beginning, _, where = row["matter/account"].rpartition("\n")
    assert scene.LONG.startswith(beginning)
    assert len(beginning) <= ROOM
    assert where == f"……（全文共 {len(scene.LONG)} 字，见密封件第 2 件）"
    assert (row["reporter/reporter-name"], row["reporter/reporter-phone"]) == (
        "赵某某",
        "13900000000",
    )
    assert row["accused/accused-post"] == "所长\n无"
    assert "已核实" in row["intake/verified"]


def test_a_name_that_could_not_be_confirmed_counts_as_none_and_says_how_it_was_tried():
    whole = scene.named()
    facts = replace(whole.case.facts, verified="unconfirmed")
    entries = [
        replace(each, fields={"way": "call", "choice": "unconfirmed"})
        if each.kind == "verification"
        else each
        for each in whole.entries
    ]
    tried = replace(whole, case=replace(whole.case, facts=facts), entries=entries)
    shown = dict(
        zip([each.name for each in COLUMNS], row_of_case(scene.clerk(), tried), strict=True)
    )
    assert shown["identity"] == "匿名"
    assert "未能核实" in str(shown["verified"])


def test_a_row_says_what_was_decided_and_not_what_was_only_asked_for():
    entries = (
        scene.piece(1, "extension", "证人生病。", choice="acceptance-notice", until="2019-09-30"),
        scene.piece(2, "extension", "证人生病。", choice="acceptance-notice", until="2019-08-30"),
        scene.piece(3, "approval", "", choice="extension-approved", until="2019-08-30"),
        scene.piece(
            *(4, "outcome", "属其职权。"), choice="transferred", organ="县纪委", name="王某"
        ),
        scene.piece(5, "outcome", "", choice="signed-for", name="王某", day="2019-08-02"),
        scene.piece(6, "outcome", "退回。", choice="reopened"),
        scene.piece(
            *(7, "decision", "立案审查。"),
            organ="县纪委",
            document="礼纪〔2019〕1号",
            day="2019-08-01",
        ),
    )
    met = scene.term("acceptance-notice", date(2019, 8, 2), met=True)
    terms = (met, replace(met, rule_id="feedback", withdrawn="reopened"))
    opened = scene.Opened(scene.case(15, scene.AT.date()), entries, terms, sealed=False)
    found = {column.name: column.value(scene.clerk(), opened) for column in COLUMNS}
    assert found["extension"] == "2019-08-30"
    assert found["terms"].splitlines()[1].endswith("已撤销")
    assert "县纪委" in found["transferred"]
    assert "2019-08-02" in found["transferred"]
    assert "退回" not in found["transferred"]
    assert "立案审查" in found["result"]
    form = words_of(scene.make_form(scene.clerk(), Form.TRANSFER, opened, scene.RULES))
    assert "县纪委" in form


def test_what_looks_like_a_formula_stays_a_text_and_looks_as_it_was_written(sheet):
    cells = {column.name: cell for column, cell in zip(COLUMNS, sheet[7], strict=True)}
    for name, value in (
        ("account", scene.FORMULA),
        ("accused-name", "+1"),
        ("accused-unit", "-2"),
        ("accused-post", "@SUM(A1)"),
        ("accused-rank", "\t=1+1"),
    ):
        assert cells[name].value == value
        assert cells[name].data_type == "s"
        assert cells[name].quotePrefix
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_pages_are_set_up_to_be_printed_and_say_for_whom(sheet):
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (8, "landscape")
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$3:$4", "$A:$A")
    assert "示例组长 2019-08-03 10:00" in sheet.oddHeader.center.text
    assert "内部资料 严禁外传" in sheet.oddHeader.left.text


@pytest.mark.parametrize("form", [form for form in Form if form.goes_out])
def test_what_goes_to_the_unit_says_nothing_of_the_petition(form):
    text = words_of(scene.forms()[form])
    for said in ("礼巡信", "某甲", "小汽车", "副主任", "礼县某镇"):
        assert said not in text


@pytest.mark.parametrize(
    ("form", "said"),
    [
        (Form.URGENT_REPORT, ("礼巡呈〔2019〕3号", "涉嫌以权谋私", "同意。两人一组", "县委巡察办")),
        (Form.TRANSFER, ("礼县人民防空工作领导小组办公室", "经办人有重大嫌疑", "附件 3 份")),
        (Form.RECTIFICATION, ("礼巡组〔2019〕7号", "2019年8月20日", "停止口头减免")),
        (Form.CHECKLIST, ("10 个工作日", "2 个月", "之第 1 份", "之第 2 份")),
    ],
)
def test_a_form_is_filled_from_its_case(form, said):
    text = words_of(scene.forms()[form])
    assert [each for each in said if each not in text] == []


def test_a_form_names_its_reader_on_every_page_and_nobody_else():
    document = Document(io.BytesIO(scene.forms()[Form.TRANSFER]))
    (section,) = document.sections
    assert section.footer.paragraphs[0].text == "示例组长 2019-08-03 10:00"
    assert section.header.paragraphs[0].text == "内部资料 严禁外传"
    assert "示例组长 2019-08-03 10:00" in section.header.paragraphs[0]._p.xml
    assert document.core_properties.author == ""


@pytest.mark.parametrize("language", ["zh-Hant", "en"])
def test_every_language_has_its_papers(language):
    sheet = openpyxl.load_workbook(io.BytesIO(scene.ledger(language))).active
    assert len([cell for cell in sheet[4] if cell.value]) == len(COLUMNS)
    assert len(scene.forms(language)) == len(Form)


async def test_a_long_ledger_is_made_by_another_process_and_is_the_same():
    by, day = scene.clerk(), date(2019, 7, 10)
    row = [day if column.name == "received" else f"={column.name}" for column in COLUMNS]
    long = ledger_of(by, [row] * (SHORT + 1), "全部")
    content = await bound(long)
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet.max_row == 4 + SHORT + 1
    number, receipt, received, *_ = (cell.value for cell in sheet[5])
    assert (number, receipt, received.date()) == ("=number", "=receipt", day)
    assert all(cell.data_type != "f" for cell in sheet[5])


async def test_the_other_process_runs_nothing_of_the_folder_it_starts_in(tmp_path, monkeypatch):
    (tmp_path / "bot").mkdir()
    (tmp_path / "bot/__init__.py").write_text("import os; os._exit(7)")
    monkeypatch.chdir(tmp_path)
    assert await bound(ledger_of(scene.clerk(), [["x"] * len(COLUMNS)] * (SHORT + 1), "全部"))


def test_nothing_of_a_paper_rests_in_a_file_while_it_is_made(monkeypatch):
    def refuse(*_args, **_named):
        raise AssertionError("a temporary file")

    for module in (tempfile, openpyxl.worksheet._writer):
        monkeypatch.setattr(module, "NamedTemporaryFile", refuse)
    assert scene.ledger.__wrapped__()
    assert scene.forms.__wrapped__()


@pytest.mark.parametrize(
    ("text", "room", "wanted"),
    [
        ("短。", 10, ("短。", False)),
        ("第一句话。第二句话还没有完就断了", 10, ("第一句话。第二句话还", True)),
        ("第一句话说完了。第二句", 10, ("第一句话说完了。", True)),
    ],
)
def test_a_text_is_cut_at_the_end_of_a_sentence_if_one_is_near(text, room, wanted):
    assert gist(text, room) == wanted


@pytest.mark.parametrize(
    ("contact", "wanted"),
    [
        ("赵某某，13900000000", ("赵某某", "13900000000")),
        ("电话 +86 139-0000-0000 赵", ("电话 赵", "+86 139-0000-0000")),
        ("赵某某", ("赵某某", "")),
        ("", ("", "")),
    ],
)
def test_name_and_phone_are_parted(contact, wanted):
    assert name_and_phone(contact) == wanted
