"""What the operator does each November: `calendar import`, `calendar show`, `calendar check`."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.__main__ import cli
from storage.notices import as_toml
from tests.rules.test_notices import NOTICE, WORDINGS

CONFIG = Path(__file__).parents[2] / "config.toml"
# In the forms of the State Council; which days these will be is not known to anybody yet.
NEXT_YEAR = """国办发明电〔2026〕7号
经国务院批准，现将2027年元旦、春节等放假调休日期的具体安排通知如下。
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（周五）至11日（周四）放假调休，共7天。2月20日（周六）上班。
三、清明节：4月5日放假，与周末连休。
四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。5月8日（周六）上班。
五、端午节：6月9日（周三）放假1天。
六、中秋节：9月15日（周三）放假1天。
七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。"""


class Desk:
    """The operator's machine: a folder, a clock, and what the command line answers."""

    def __init__(self, folder, monkeypatch):
        self.folder = folder
        (folder / "data").mkdir()
        monkeypatch.setenv("DENGWEN_CONFIG", str(CONFIG))
        monkeypatch.setenv("DENGWEN_STORAGE__DATA", str(folder / "data"))
        monkeypatch.setenv("DENGWEN_CLOCK_OFFSET_FILE", str(folder / "clock"))
        monkeypatch.setenv("DENGWEN_TELEGRAM__API", "http://127.0.0.1:9")

    def is_at(self, *moment):
        shift = datetime(*moment, tzinfo=UTC) - datetime.now(UTC)
        (self.folder / "clock").write_text(str(shift.total_seconds()))

    def has(self, name, text):
        (self.folder / name).write_text(text, "utf-8")
        return self.folder / name

    def does(self, *words, says=None):
        done = CliRunner().invoke(cli, ["calendar", *map(str, words)], input=says)
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done.exit_code, done.output


@pytest.fixture
def desk(tmp_path, monkeypatch):
    desk = Desk(tmp_path, monkeypatch)
    desk.is_at(2026, 11, 25, 2)
    return desk


def test_a_november_from_the_warning_to_the_notice_in_force(desk):
    code, said = desk.does("check")
    assert (code, said) == (
        1,
        "The holidays of 2027 are not known: dengwen calendar import FILE.\n",
    )
    code, said = desk.does("show", 2027)
    assert "2027-01-01 Fri  rest" in said
    assert said.endswith("provisional: its notice is not known (dengwen calendar import).\n")

    file = desk.has("notice.txt", NEXT_YEAR)
    code, said = desk.does("import", file, says="n\n")
    assert code == 1
    assert "国办发明电〔2026〕7号 for 2027: 31 days, 4 of them worked." in said
    assert "  2027-02-05 Fri  work -> rest\n" in said
    assert "  2027-02-20 Sat  rest -> work\n" in said
    assert "2027-01-01" not in said  # it was taken to be a holiday all the time
    assert not (desk.folder / "data" / "calendar").exists()

    code, said = desk.does("import", file, "--by", "li", says="y\n")
    assert code == 0, said
    written = (desk.folder / "data/calendar/2027.toml").read_text("utf-8")
    assert 'entered_by = "li"\nentered_at = 2026-11-25T10:00:0' in written
    assert desk.does("check") == (0, "The calendar is complete.\n")
    code, said = desk.does("show", 2027)
    assert "2027-02-20 Sat  work  春节  国办发明电〔2026〕7号 (2027.toml)\n" in said
    assert said.endswith("2027 is certain.\n")
    rows = json.loads(desk.does("show", 2027, "--json")[1])
    assert not rows["provisional"]
    assert {"date": "2027-10-09", "working": True}.items() <= rows["days"][-1].items()


def test_a_correction_is_a_replacement_and_a_later_change_a_part(desk):
    desk.does("import", desk.has("a.txt", NEXT_YEAR), "--yes")
    assert "already" in desk.does("import", desk.has("a.txt", NEXT_YEAR), "--yes")[1]
    wrong = desk.has("b.txt", NEXT_YEAR.replace("2月20日（周六）", "2月21日（周日）"))
    code, said = desk.does("import", wrong, "--yes")
    assert (code, "--replace puts this in its place" in said) == (1, True)
    assert desk.does("import", wrong, "--yes", "--replace")[0] == 0
    assert "2027-02-21 Sun  work" in desk.does("show", 2027)[1]

    county = desk.has("county.csv", "date,working,name\n2027-06-03,false,县庆\n")
    assert desk.does("import", county, "--yes")[0] == 1
    assert desk.does("import", county, "--yes", "--part")[0] == 1  # it has no number
    code, said = desk.does("import", county, "--yes", "--part", "--notice", "县政府办1号")
    assert code == 0, said
    assert (desk.folder / "data/calendar/2027-2.toml").exists()
    assert "2027-06-03 Thu  rest  县庆  县政府办1号 (2027-2.toml)" in desk.does("show", 2027)[1]
    assert desk.does("import", county, "--part", "--replace")[0] == 2


def test_what_cannot_be_believed_is_refused_in_a_sentence(desk):
    assert "National Day" in desk.does("import", desk.has("a.txt", NEXT_YEAR[:-90]), "--yes")[1]
    assert (
        "cannot be out yet"
        in desk.does(
            "import",
            desk.has("a.toml", as_toml(NOTICE).replace("2026-", "2031-").replace("2026", "2031")),
        )[1]
    )
    assert (
        "not for 2027"
        in desk.does("import", desk.has("a.toml", as_toml(NOTICE)), "--year", 2027)[1]
    )
    assert "2026, not" in desk.does("import", desk.has("x.txt", WORDINGS[2026]), "--year", 2027)[1]
    assert "is no text" in desk.does("import", _bytes(desk, b"\xff\xfe"), "--yes")[1]
    assert desk.does("import", desk.folder / "nothing.txt")[0] == 2
    assert desk.does("import", desk.folder)[0] == 2
    desk.is_at(2026, 10, 31, 2)
    assert desk.does("check")[0] == 0
    (desk.folder / "data/calendar").mkdir()
    desk.has("data/calendar/2027.toml", "year = 2027")
    code, said = desk.does("check")
    assert (code, "2027.toml: The notice has no number" in said) == (1, True)


def test_any_year_can_be_shown(desk):
    for year in (1, 2003, 2004, 2026, 9999):
        assert desk.does("show", year)[0] == 0
    assert "chinesecalendar" in desk.does("show", 2024)[1]
    assert "国办发明电〔2018〕15号 (config)" in desk.does("show", 2019)[1]
    assert desk.does("show", 0)[0] == desk.does("show", 10000)[0] == desk.does("show", "x")[0] == 2


def _bytes(desk, content):
    (desk.folder / "bytes.txt").write_bytes(content)
    return desk.folder / "bytes.txt"
