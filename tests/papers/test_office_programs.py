"""An office's own programs open what we write, and print it as it was meant."""

import csv

import pytest
from PIL import Image

from tests.papers import programs, scene

pytestmark = pytest.mark.skipif(not programs.are_there(), reason=programs.MISSING)
DARK = 128
CSV = "csv:Text - txt - csv (StarCalc):44,34,76"  # commas, quotes, UTF-8


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("papers")
    files = [folder / "ledger.xlsx", *(folder / f"{form}.docx" for form in scene.forms())]
    for path, content in zip(files, [scene.ledger(), *scene.forms().values()], strict=True):
        path.write_bytes(content)
    programs.convert(files, "pdf", folder)
    programs.convert(files[:1], CSV, folder)
    return folder


@pytest.mark.parametrize(
    ("name", "pages", "said"),
    [
        ("ledger", 3, ("县委巡察组信访举报受理登记台账", "主要内容", "备注", "第 3 页，共 3 页")),
        ("urgent-report", 1, ("重要紧急事项呈报单", "组长批示")),
        ("transfer", 1, ("问题线索移交单", "沿此线裁开")),
        ("rectification", 1, ("整改建议书", "礼巡组〔2019〕7号")),
        ("checklist", 2, ("签收清单", "整改方案")),
    ],
)
def test_a_paper_prints_on_its_pages_and_each_bears_its_mark(printed, name, pages, said):
    text = programs.text_of(printed / f"{name}.pdf")
    sheets = text.rstrip("\f").split("\f")
    assert len(sheets) == pages
    flat = "".join(text.split())
    assert [each for each in said if "".join(each.split()) not in flat] == []
    assert all("示例组长2019-08-0310:00" in "".join(sheet.split()) for sheet in sheets)
    for picture in programs.draw(printed / f"{name}.pdf", printed / name, 40):
        with Image.open(picture) as page:
            dark = sum(page.convert("L").histogram()[:DARK])
        assert dark > 1000, picture.name


def test_what_looks_like_a_formula_is_calculated_nowhere(printed):
    rows = list(csv.reader((printed / "ledger.csv").read_text("utf-8").splitlines()))
    cells = {cell for row in rows for cell in row}
    assert {scene.FORMULA, "+1", "-2", "@SUM(A1)"} <= cells
