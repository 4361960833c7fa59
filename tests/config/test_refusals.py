"""Each thing that is wrong is told by key and rule, and what was written there is not repeated."""

import pytest

from bot.config import ConfigError, load

# What was changed into what, the sentence, and the text that must not come back in it.
REFUSALS = {
    "an unknown table": ("[desk]", "[dask]", "dask is not a setting;", None),
    "an unknown key": (
        "unlock_minutes = 15",
        "unlock_minuts = 7531",
        "desk.unlock_minuts is not a setting;",
        "7531",
    ),
    "an unknown key in a list": (
        'id = "deputy"',
        'id = "deputy"\nphone = "Marker-7"',
        "people[#2].phone is not a setting;",
        "Marker-7",
    ),
    "a top-level key of the library": (
        "languages =",
        '_env_file = "Marker-7"\nlanguages =',
        "_env_file is not a setting;",
        "Marker-7",
    ),
    "a missing key": ("opens = 2019-07-01", "", "round.opens is missing;", None),
    "a number for a text": (
        'name = "示例组长"',
        "name = 7531",
        "people[#1].name must be text in quotes.",
        "7531",
    ),
    "an empty text": (
        'name = "示例组长"',
        'name = " "',
        "people[#1].name must not be empty.",
        None,
    ),
    "a text for a table": (
        "[courier]",
        'courier = "Marker-7"\n[other]',
        "is not a setting;",
        "Marker-7",
    ),
    "a text for a list": (
        'home_units = ["audit-bureau"]',
        'home_units = "Marker-7"',
        "people[#3].home_units must be a list.",
        "Marker-7",
    ),
    "a role that nobody has": (
        'role = "deputy"',
        'role = "Marker-7"',
        "people[#2].role must be one of 'leader',",
        "Marker-7",
    ),
    "an id that is not a person's": (
        'id = "deputy"',
        'id = "recovery"',
        "people[#2].id must not be recovery, which names the recovery key.",
        None,
    ),
    "an id with a space": (
        'id = "deputy"',
        'id = "Marker 7"',
        (
            "people[#2].id must be of lower-case letters, digits and single hyphens, at most 32 in "
            "all."
        ),
        "Marker",
    ),
    "a day that does not exist": (
        "opens = 2019-07-01",
        'opens = "2019-06-31"',
        "round.opens must be a date such as 2019-07-01.",
        "06-31",
    ),
    "a moment for a day": (
        "opens = 2019-07-01",
        "opens = 2018-12-24T00:00:00",
        "round.opens must be a date such as 2019-07-01.",
        "2018-12-24",
    ),
    "a number for a day": (
        "opens = 2019-07-01",
        "opens = 75310000",
        "round.opens must be a date such as 2019-07-01.",
        "7531",
    ),
    "a round that ends before it begins": (
        "closes = 2019-08-10",
        "closes = 2018-12-24",
        "round.closes must not be before round.opens.",
        "2018",
    ),
    "a time zone that is nowhere": (
        'timezone = "Asia/Shanghai"',
        'timezone = "Asia/Marker7"',
        "round.timezone must be a time zone such as Asia/Shanghai.",
        "Marker7",
    ),
    "a time zone that is a path": (
        'timezone = "Asia/Shanghai"',
        'timezone = "../Marker7"',
        "round.timezone must be a time zone such as Asia/Shanghai.",
        "Marker7",
    ),
    "a receipt prefix of one letter": (
        'receipt_prefix = "LX"',
        'receipt_prefix = "Q"',
        "round.receipt_prefix must be 2 to 4 of A-Z and 0-9",
        "Q",
    ),
    "a receipt prefix in small letters": (
        'receipt_prefix = "LX"',
        'receipt_prefix = "mrkr"',
        "round.receipt_prefix must be 2 to 4 of A-Z and 0-9",
        "mrkr",
    ),
    "one series for two": (
        'bypass_series = "礼巡密信"',
        'bypass_series = "礼巡信"',
        "round.bypass_series must differ from round.series",
        "礼巡信",
    ),
    "a language that is no tag": (
        'languages = ["zh-CN", "zh-Hant", "en"]',
        'languages = ["zh-CN", "Marker7"]',
        "languages[#2] must be a language tag such as zh-CN, zh-Hant or en.",
        "Marker7",
    ),
    "no language": (
        'languages = ["zh-CN", "zh-Hant", "en"]',
        "languages = []",
        "languages must have at least one entry.",
        None,
    ),
    "a language twice": (
        'languages = ["zh-CN", "zh-Hant", "en"]',
        'languages = ["en", "en"]',
        "languages[#2] is given twice; each must be unique.",
        None,
    ),
    "an organ without a translation": (
        'office.en = "the county committee\'s inspection office"',
        "",
        "round.office.en is missing; every configured language needs its text.",
        None,
    ),
    "an item without a translation": (
        'name = { zh-CN = "组织机构", zh-Hant = "組織機構", en = "Organisation" }',
        'name = { zh-CN = "组织机构", zh-Hant = "組織機構" }',
        "categories[#1].items[#2].name.en is missing;",
        "组织机构",
    ),
    "a notice that fills the screen": (
        "您可以反映这些问题：",
        "Marker7" * 500,
        "notice.zh-CN must have at most 3000 characters.",
        "Marker7",
    ),
    "a unit twice": (
        'id = "office"',
        'id = "leading-group"',
        "units[#2].id is given twice;",
        "leading-group",
    ),
    "a category twice": (
        'code = "F"',
        'code = "E"',
        "categories[#6].code is given twice;",
        None,
    ),
    "an item twice": (
        'code = "A3"',
        'code = "A2"',
        "categories[#1].items[#3].code is given twice;",
        "A2",
    ),
    "an item in the wrong category": (
        'code = "A3"',
        'code = "B3"',
        "categories[#1].items[#3].code must begin with the category's.",
        "B3",
    ),
    "a category of two letters": (
        'code = "F"',
        'code = "QQ"',
        "categories[#6].code must be one capital letter.",
        "QQ",
    ),
    "an item without a number": (
        'code = "A3"',
        'code = "AQ"',
        "categories[#1].items[#3].code must be a capital and a number",
        "AQ",
    ),
    "a person twice": (
        'id = "member-2"',
        'id = "member-1"',
        "people[#4].id is given twice;",
        "member-1",
    ),
    "a team without a leader": (
        'role = "leader"',
        'role = "member"',
        "people must have exactly one leader",
        None,
    ),
    "a team with two leaders": (
        'role = "deputy"',
        'role = "leader"',
        "people must have exactly one leader",
        None,
    ),
    "a channel of no kind": (
        'kind = "post"',
        'kind = "Marker7"',
        "channels[#3].kind must be one of 'phone',",
        "Marker7",
    ),
    "a term that is none": (
        'term = "3 months"',
        'term = "7531 moons"',
        'terms[#7].term must be a length such as "10 workdays"',
        "7531",
    ),
    "an event that never happens": (
        'starts_on = "flagged"',
        'starts_on = "Marker7"',
        "terms[#3].starts_on must be one of 'received',",
        "Marker7",
    ),
    "a term that ends as it starts": (
        'starts_on = "received"',
        'starts_on = "registered"',
        "terms[#1].met_by must be another event than the one that starts it.",
        None,
    ),
    "a term for a category that is none": (
        'source = "practice; the duty is 五.5"',
        'source = "practice"\ncategories = ["B", "Z7"]',
        "terms[#2].categories must name categories or items of the round.",
        "Z7",
    ),
    "a term for a channel that is none": (
        'source = "practice; the duty is 五.5"',
        'source = "practice"\nchannels = ["Marker7"]',
        "terms[#2].channels[#1] must be one of 'telegram', 'letter',",
        "Marker7",
    ),
    "a variant of nothing": (
        'source = "practice; the duty is 五.5"',
        'source = "practice"\ninstead_of = "Marker7"\ncategories = ["B"]',
        "terms[#2].instead_of must be the id of another term.",
        "Marker7",
    ),
    "a variant of itself": (
        'source = "practice; the duty is 五.5"',
        'source = "practice"\ninstead_of = "fifth-review"\ncategories = ["B"]',
        "terms[#2].instead_of goes in a circle: in the end a term stands in its own place.",
        None,
    ),
    "a variant of something else": (
        'source = "practice; the duty is 五.5"',
        'source = "practice"\ninstead_of = "register"\ncategories = ["B"]',
        "terms[#2] must have starts_on, met_by and applies of the term that it goes before.",
        None,
    ),
    "a variant for every case": (
        '[[terms]]\nid = "urgent-report"',
        (
            '[[terms]]\nid = "sooner"\nstarts_on = "registered"\nterm = "1 workday"\n'
            'who = "fifth"\nmet_by = "reviewed"\nremind = []\n'
            'source = "practice"\ninstead_of = "fifth-review"\n\n'
            '[[terms]]\nid = "urgent-report"'
        ),
        "terms[#3] needs categories or channels, or the other term is for no case at all.",
        None,
    ),
    "a rest without an end": (
        'source = "practice; the duty is 五.5"',
        'source = "practice"\npauses_on = ["returned"]',
        "terms[#2].pauses_on needs resumes_on, or the term would rest for ever.",
        None,
    ),
    "an end of a rest that never begins": (
        'source = "practice; the duty is 五.5"',
        'source = "practice"\nresumes_on = ["resubmitted"]',
        "terms[#2].resumes_on needs pauses_on: nothing lets the term rest.",
        None,
    ),
    "a wait that is over unnoticed": (
        'source = "practice; the duty is 五.5"',
        'source = "practice"\npauses_on = ["asked"]\nresumes_on = ["replied"]',
        "terms[#2].resumes_on must have wait-over, or it rests when the wait is over.",
        None,
    ),
    "an event for two things": (
        'source = "practice; the duty is 五.5"',
        'source = "practice"\nstops_on = ["closed"]\nrestarts_on = ["closed"]',
        "terms[#2] names one event for two things",
        None,
    ),
    "an event on which nothing rests": (
        'source = "practice; the duty is 五.5"',
        'source = "practice"\nstops_on = ["Marker7"]',
        "terms[#2].stops_on[#1] must be one of 'claimed',",
        "Marker7",
    ),
    "a term of the round that a case would meet": (
        'met_by = "plan-filed"',
        'met_by = "closed"',
        "terms[#11].met_by must happen where the term starts: to the case, or to the round.",
        None,
    ),
    "a term of the round that rests": (
        'met_by = "plan-filed"',
        'met_by = "plan-filed"\nstops_on = ["closed"]',
        "terms[#11] is of the round: it has no categories, no channels, and does not rest or stop.",
        None,
    ),
    "a term that most cases would never end": (
        'met_by = "reviewed"',
        'met_by = "resubmitted"',
        "terms[#2].met_by never happens without returned: the term would run for ever elsewhere.",
        None,
    ),
    "a term that nobody can end": (
        'met_by = "reviewed"',
        'met_by = "done"',
        "terms[#2].met_by is done, which the team enters for terms set by hand alone.",
        None,
    ),
    "an extension that rests": (
        'starts_on = "approved"',
        'starts_on = "approved"\nstops_on = ["closed"]',
        "terms[#10] says how far a term may be extended; it does not rest, stop or begin anew.",
        None,
    ),
    "a term without a name in one language": (
        'source = "practice; the duty is 五.5"',
        'source = "practice"\nname = { en = "review" }',
        "terms[#2].name.zh-CN is missing; every configured language needs its text.",
        None,
    ),
    "a letter with a blank that nobody fills": (
        '[[terms]]\nid = "register"',
        (
            '[[templates]]\nid = "visit"\nkind = "other"\n'
            'name = { zh-CN = "a", zh-Hant = "a", en = "a" }\n'
            'text = { zh-CN = "a", zh-Hant = "a", en = "{Marker7}" }\n\n'
            '[[terms]]\nid = "register"'
        ),
        "templates[#1].text may have in braces only {asked}, {due}, ",
        "Marker7",
    ),
    "a term twice": (
        'id = "fifth-review"',
        'id = "register"',
        "terms[#2].id is given twice;",
        None,
    ),
    "no date for receipts to promise": (
        'id = "register"',
        'id = "marker7"',
        "terms must have one with the id register, whose date receipts promise.",
        "marker7",
    ),
    "a reminder after the end": (
        'remind = ["10 workdays", "3 workdays", "same day"]',
        'remind = ["10 workdays", "-7531 workdays"]',
        'terms[#7].remind[#2] must be how long before the end, such as "3 workdays", "4 hours"',
        "7531",
    ),
    "a reminder twice": (
        'remind = ["10 workdays", "3 workdays", "same day"]',
        'remind = ["9 workdays", "9个工作日"]',
        "terms[#7].remind must name each moment once.",
        "9",
    ),
    "a chain that begins before the end": (
        "escalate = { leader = 1 }",
        "escalate = { leader = 0 }",
        "terms[#2].escalate.leader must be at least 1.",
        "marker",
    ),
    "a chain with somebody who reads nothing": (
        "escalate = { leader = 1 }",
        "escalate = { liaison = 7531 }",
        "terms[#2].escalate.liaison must be one of",
        "7531",
    ),
    "reminders at night": (
        'remind_at = "09:00"',
        'remind_at = "07:53"',
        "courier.remind_at must not lie in the quiet hours, in which nobody is reminded.",
        "07:53",
    ),
    "a truth in quotes": (
        "roll = false",
        'roll = "Marker7"',
        "terms[#1].roll must be true or false.",
        "Marker7",
    ),
    "overrides without a notice": (
        'notice = "国办发明电〔2018〕15号"',
        "",
        "calendar.notice must say which notice the overrides follow.",
        "2018",
    ),
    "an override that is neither": (
        "2019-09-29 = true",
        '2019-09-29 = "Marker7"',
        "calendar.overrides.2019-09-29 must be true or false.",
        "Marker7",
    ),
    "an override of no day": (
        "2019-09-29 = true",
        "2019-09-31 = true",
        "calendar.overrides.2019-09-31 must be a date such as 2019-07-01.",
        None,
    ),
    "a server that is no address": (
        'api = "https://api.telegram.org"',
        'api = "Marker7"',
        "telegram.api must be the address of a Bot API server",
        "Marker7",
    ),
    "a server with a password": (
        'api = "https://api.telegram.org"',
        'api = "https://me:Marker7@localhost"',
        "telegram.api must be the address of a Bot API server",
        "Marker7",
    ),
    "a server with a broken port": (
        'api = "https://api.telegram.org"',
        'api = "https://localhost:75310"',
        "telegram.api must be the address of a Bot API server",
        "7531",
    ),
    "a chat that is a person": (
        "# team_chat = -1000000000001",
        "team_chat = 75310000",
        "telegram.team_chat must be below 0.",
        "7531",
    ),
    "a chat that is a truth": (
        "# team_chat = -1000000000001",
        "team_chat = true",
        "telegram.team_chat must be a whole number.",
        "true",
    ),
    "a username with an at sign": (
        '# public_username = "the_public_bot"',
        'public_username = "@Marker7"',
        "telegram.public_username must be the bot's name without @.",
        "Marker7",
    ),
    "a database that is another": (
        '# database = "sqlite+aiosqlite:///data/dengwen.db"',
        'database = "mysql://me@db/Marker7"',
        "storage.database must begin with sqlite+aiosqlite:/// and a path, or with postgresql",
        "Marker7",
    ),
    "a database whose password stands in the file": (
        '# database = "sqlite+aiosqlite:///data/dengwen.db"',
        'database = "postgresql+asyncpg://me:Marker7@db/x"',
        "storage.database must hold no password in this file; set DENGWEN_STORAGE__DATABASE",
        "Marker7",
    ),
    "a path that is a number": (
        'keys = "keys"',
        "keys = 7531",
        "storage.keys must be a path in quotes.",
        "7531",
    ),
    "no minutes at all": (
        "unlock_minutes = 15",
        "unlock_minutes = 0",
        "desk.unlock_minutes must be at least 1.",
        None,
    ),
    "minutes beyond the day": (
        "unlock_minutes = 15",
        "unlock_minutes = 7531",
        "desk.unlock_minutes must be at most 1440.",
        "7531",
    ),
    "minutes that are a truth": (
        "unlock_minutes = 15",
        "unlock_minutes = true",
        "desk.unlock_minutes must be a whole number.",
        "true",
    ),
    "minutes that are a text": (
        "unlock_minutes = 15",
        'unlock_minutes = "Marker7"',
        "desk.unlock_minutes must be a number.",
        "Marker7",
    ),
    "seconds that never end": (
        "poll_seconds = 1.0",
        "poll_seconds = inf",
        "courier.poll_seconds must be at most 3600.",
        "inf",
    ),
    "seconds that are no number": (
        "poll_seconds = 1.0",
        "poll_seconds = nan",
        "courier.poll_seconds must be above 0.",
        "nan",
    ),
    "no seconds": (
        "poll_seconds = 1.0",
        "poll_seconds = 0",
        "courier.poll_seconds must be above 0.",
        None,
    ),
    "an hour that does not exist": (
        'summary_at = "17:30"',
        'summary_at = "27:31"',
        "courier.summary_at must be a time of day without a zone, such as 17:30.",
        "27:31",
    ),
    "an hour of another zone": (
        'summary_at = "17:30"',
        'summary_at = "16:29+09:00"',
        "courier.summary_at must be a time of day without a zone, such as 17:30.",
        "16:29",
    ),
    "a number for an hour": (
        'summary_at = "17:30"',
        "summary_at = 1629",
        "courier.summary_at must be a time of day without a zone, such as 17:30.",
        "1629",
    ),
    "files that Telegram does not hand out": (
        "max_file_mb = 20",
        "max_file_mb = 75",
        "intake.max_file_mb must be at most 20 with Telegram's own servers;",
        "75",
    ),
    "a reminder before there is a draft": (
        "draft_reminder_days = 5",
        "draft_reminder_days = 37",
        "intake.draft_reminder_days must be below intake.draft_days;",
        "37",
    ),
    "a shifted clock where real people write": (
        "languages =",
        'clock_offset_file = "Marker7"\nlanguages =',
        "clock_offset_file must not be set with Telegram's own servers;",
        "Marker7",
    ),
    "a token in the file": (
        '# team_token_file = "/etc/dengwen/team.token"',
        'team_token = "7531:Marker7"',
        "telegram.team_token must not stand in this file; set DENGWEN_TELEGRAM__TEAM_TOKEN",
        "7531",
    ),
}


@pytest.mark.parametrize(
    ("old", "new", "sentence", "value"), REFUSALS.values(), ids=REFUSALS.keys()
)
def test_it_is_refused(refused, old, new, sentence, value):
    said = refused((old, new))
    assert sentence in said
    if value is not None:
        assert value not in said.replace(sentence, "")
    assert all(line.endswith(".") for line in said.splitlines())


def test_without_a_reviewer_no_case_could_be_closed(refused):
    said = refused(('role = "fifth"', 'role = "office"'), ('role = "fifth"', 'role = "office"'))
    assert "people must have someone with the role fifth" in said


def test_two_groups_are_not_the_same_chat(refused):
    said = refused(
        ("# team_chat = -1000000000001", "team_chat = -7531"),
        ("# fifth_chat = -1000000000002", "fifth_chat = -7531"),
    )
    assert said == "telegram.fifth_chat must be another group than telegram.team_chat."


def test_every_problem_is_told_at_once(refused):
    said = refused(
        ('timezone = "Asia/Shanghai"', 'timezone = "Marker7"'),
        ("unlock_minutes = 15", "unlock_minutes = 0"),
        ("[intake]", "[intaek]"),
    )
    assert [line.split(" ", 1)[0] for line in said.splitlines()] == [
        "intaek",
        "round.timezone",
        "desk.unlock_minutes",
    ]


def test_another_server_may_hand_out_large_files_and_shift_its_clock(edited):
    config = load(
        edited(
            ("languages =", 'clock_offset_file = "offset"\nlanguages ='),
            ('api = "https://api.telegram.org"', 'api = "http://127.0.0.1:8081/"'),
            ("max_file_mb = 20", "max_file_mb = 1500"),
        )
    )
    assert config.telegram.api == "http://127.0.0.1:8081"
    assert not config.telegram.real


@pytest.mark.parametrize("host", ["API.Telegram.org", "api.telegram.org.", "api.telegram.org:443"])
def test_the_real_servers_are_known_by_any_spelling(refused, host):
    said = refused(
        ("languages =", 'clock_offset_file = "offset"\nlanguages ='),
        ('api = "https://api.telegram.org"', f'api = "https://{host}"'),
    )
    assert "clock_offset_file must not be set" in said


def problem(path) -> str:
    with pytest.raises(ConfigError) as caught:
        load(path)
    (sentence,) = caught.value.problems
    return sentence


def test_a_missing_file_says_what_to_do(tmp_path):
    path = tmp_path / "none.toml"
    assert problem(path) == (
        f"There is no configuration at {path}; 'dengwen init' makes one. If there is one, go to "
        "its folder, or name the file in DENGWEN_CONFIG."
    )


def test_a_syntax_error_is_told_by_its_line(edited):
    path = edited(('id = "deputy"', "id = deputy Marker7"))
    line = path.read_text("utf-8").splitlines().index("id = deputy Marker7") + 1
    said = problem(path)
    assert f"is not valid TOML at line {line}, column 6;" in said
    assert "Marker7" not in said


def test_a_file_that_breaks_off_is_told(edited):
    path = edited()
    path.write_text(path.read_text("utf-8") + 'x = """Marker7', "utf-8")
    said = problem(path)
    assert "is not valid TOML at its last line;" in said
    assert "Marker7" not in said


def test_a_file_that_is_not_utf_8_is_told(tmp_path):
    path = tmp_path / "config.toml"
    path.write_bytes("县委".encode("gbk"))
    assert problem(path) == f"{path} must be saved as UTF-8."


def test_a_folder_is_not_a_file(tmp_path):
    assert problem(tmp_path) == f"{tmp_path} cannot be read: Is a directory."
