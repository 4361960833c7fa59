"""What `dengwen term` answers: the date, whether it may move, and how it is counted."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.__main__ import cli

CONFIG = Path(__file__).parents[2] / "config.toml"
STANDS = "a day of rest, which stands without --roll"
MOVES = "rolled from 2019-10-05 Sat, a day of rest"
BESIDES = "besides deputy from day 2, leader from day 3, fifth from day 5"
COUNTY = """
notice = "县政府公告〔2027〕1号"
year = 2027
part = true

[days]
2027-01-04 = false

[names]
2027-01-04 = "县庆"
"""


@pytest.fixture
def term(tmp_path, monkeypatch):
    """Ask for a term as somebody at a terminal does; what goes to both outputs comes back."""
    monkeypatch.setenv("DENGWEN_CONFIG", str(CONFIG))
    monkeypatch.setenv("DENGWEN_STORAGE__DATA", str(tmp_path))

    def asked(*words):
        done = CliRunner().invoke(cli, ["term", *words])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done.exit_code, done.output

    return asked


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["2019-09-20", "10 workdays"], "2019-10-10\n"),
        (["2019-09-20", "10个工作日"], "2019-10-10\n"),
        (["2019-12-31", "2 months"], "2020-02-29\n"),
        (["2019-12-31", "2 months", "--roll"], "2020-03-02\n"),
        (["2026-12-31", "1 workday"], "2027-01-04\nprovisional\n"),
        (["2019-09-20", "--rule", "rectification-plan"], "2019-10-10\n"),
        (["2019-09-20", "1 workday", "--rule", "rectification-plan"], "2019-09-23\n"),
    ],
)
def test_the_date_stands_alone_and_provisional_below_it(term, words, said):
    assert term(*words) == (0, said)


def test_each_day_is_explained_with_the_count_beside_it(term):
    status, said = term("2019-09-27", "3 workdays", "--explain")
    assert status == 0
    assert said == (
        "2019-10-08\n"
        "\n"
        "2019-09-27 Fri        start, which does not count\n"
        "2019-09-28 Sat     -  weekend\n"
        "2019-09-29 Sun     1  worked, says 国办发明电〔2018〕15号 (config): National Day\n"
        "2019-09-30 Mon     2  working day\n"
        "2019-10-01 Tue     -  rest, says 国办发明电〔2018〕15号 (config): National Day\n"
        "2019-10-02 Wed     -  rest, says 国办发明电〔2018〕15号 (config): National Day\n"
        "2019-10-03 Thu     -  rest, says 国办发明电〔2018〕15号 (config): National Day\n"
        "2019-10-04 Fri     -  rest, says 国办发明电〔2018〕15号 (config): National Day\n"
        "2019-10-05 Sat     -  rest, says 国办发明电〔2018〕15号 (config): National Day\n"
        "2019-10-06 Sun     -  rest, says 国办发明电〔2018〕15号 (config): National Day\n"
        "2019-10-07 Mon     -  rest, says 国办发明电〔2018〕15号 (config): National Day\n"
        "2019-10-08 Tue     3  working day\n"
        "\n"
        "due        2019-10-08 Tue, 3 workdays after 2019-09-27\n"
        "reminder   2019-10-08 Tue\n"
    )


@pytest.mark.parametrize(
    ("words", "line"),
    [
        # Of the package.
        (["2020-01-31", "1 workday"], "2020-02-01 Sat     -  holiday: Spring Festival"),
        (["2024-09-13", "1 workday"], "2024-09-14 Sat     1  make-up day: Mid-autumn Festival"),
        (["2015-09-02", "1 workday"], "2015-09-03 Thu     -  holiday: Anti-Fascist 70th Day"),
        # Of nobody yet.
        (
            ["2026-12-31", "1 workday"],
            "2027-01-01 Fri     -  holiday with a fixed date, assumed (provisional)",
        ),
        (["2026-12-31", "1 workday"], "2027-01-04 Mon     1  working day (provisional)"),
        # Days, months, the same day.
        (["2019-07-05", "2 days"], "2019-07-06 Sat     1  weekend"),
        (["2019-08-05", "2 months"], "2019-09-05 Thu     1  working day"),
        (["2019-08-05", "2 months"], "2019-09-06 Fri     -  working day"),
        (["2019-07-06", "same day", "--roll"], "2019-07-06 Sat     0  weekend"),
        # Where it ends.
        (
            ["2019-08-05", "2 months"],
            "due        2019-10-05 Sat, 2 months after 2019-08-05; " + STANDS,
        ),
        (["2019-08-05", "2 months"], "reminder   2019-09-30 Mon, the last working day before it"),
        (
            ["2019-08-05", "2 months", "--roll"],
            "due        2019-10-08 Tue, 2 months after 2019-08-05, " + MOVES,
        ),
        (
            ["2019-10-01", "3 days"],
            "reminder   2019-10-01 Tue, the start: no working day lies between",
        ),
        (["2019-07-06", "same day"], "reminder   2019-07-06 Sat"),
        # Of a rule.
        (
            ["2019-09-20", "--rule", "rectification-plan"],
            "rule       rectification-plan, from feedback-signed to plan-filed, for: leader",
        ),
        (["2019-09-20", "--rule", "rectification-plan"], "source     六(四)"),
        # 8 and 9 October lie before the 10th, and 30 September before the holiday.
        (
            ["2019-09-20", "--rule", "rectification-plan"],
            "reminded   2019-09-30 Mon 09:00, 3 workdays before",
        ),
        (
            ["2019-09-20", "--rule", "rectification-plan"],
            "reminded   2019-10-10 Thu 09:00, same day",
        ),
        (
            ["2019-09-20", "--rule", "rectification-plan"],
            "reminded   2019-10-11 Fri 09:00, overdue, then each working day; " + BESIDES,
        ),
        (
            ["2019-09-20", "--rule", "urgent-report"],
            "reminded   2019-09-20 Fri 15:00, while nobody has confirmed the flag",
        ),
        (
            ["2019-09-20", "--rule", "urgent-report"],
            "reminded   2019-09-20 Fri 16:00, 2 hours before",
        ),
    ],
)
def test_a_line_says_why(term, words, line):
    assert line in term(*words, "--explain")[1].splitlines()


def test_a_notice_of_the_folder_is_named_with_its_file(term, tmp_path):
    (tmp_path / "calendar").mkdir()
    (tmp_path / "calendar/2027-2.toml").write_text(COUNTY, "utf-8")
    said = term("2026-12-31", "1 workday", "--explain")[1]
    assert "2027-01-04 Mon     -  rest, says 县政府公告〔2027〕1号 (2027-2.toml): 县庆" in said
    assert said.startswith("2027-01-05\nprovisional\n")


def test_programs_get_the_same(term):
    status, said = term("2019-09-20", "--rule", "rectification-plan", "--json", "--explain")
    found = json.loads(said)
    days = found.pop("days")
    assert status == 0
    assert found == {
        "start": "2019-09-20",
        "term": "10 workdays",
        "roll": False,
        "due": "2019-10-10",
        "provisional": False,
        "remind_on": "2019-10-10",
        "rule": "rectification-plan",
        "source": "六(四)",
        "reminders": [
            {"at": "2019-09-30T09:00:00+08:00", "stage": "3 workdays"},
            {"at": "2019-10-09T09:00:00+08:00", "stage": "1 workday"},
            {"at": "2019-10-10T09:00:00+08:00", "stage": "same day"},
            {"at": "2019-10-11T09:00:00+08:00", "stage": "overdue 1"},
        ],
    }
    assert [day["count"] for day in days if day["count"]] == list(range(1, 11))
    assert days[8] == {
        "date": "2019-09-29",
        "weekday": "Sun",
        "working": True,
        "count": 6,
        "why": "override",
        "name": "National Day",
        "source": "国办发明电〔2018〕15号 (config)",
        "provisional": False,
    }
    assert "days" not in json.loads(term("2019-09-20", "10 workdays", "--json")[1])


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["2019-09-31", "10 workdays"], "START is a date such as 2019-09-20."),
        (["today", "10 workdays"], "START is a date such as 2019-09-20."),
        (["2019-09-20"], 'Say how long: TERM, such as "10 workdays", or --rule ID.'),
        (["2019-09-20", "0 workdays"], "'0 workdays' is not a term: write an amount from 1"),
        (["2019-09-20", "soon"], "'soon' is not a term: write an amount from 1"),
        (["2019-09-20", "--rule", "plan"], "config.toml has no term plan. It has register, "),
    ],
)
def test_wrong_use_is_answered_with_what_is_right(term, words, sentence):
    status, said = term(*words)
    assert status == 2
    assert said.startswith(sentence)
    assert len(said.splitlines()) == 1
