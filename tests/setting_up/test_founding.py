"""An installation comes out of answers alone, and is made only once."""

import errno
import json
import os
import stat
import tomllib
from pathlib import Path

import pytest

from bot import __main__ as main
from bot.config import load
from bot.init_command import ANSWERS as FLAGS
from bot.keys import load_roster
from bot.setting_up import founding as steps
from bot.setting_up.questions import QUESTIONS
from casework.desk.enroll import code_hash
from casework.rules.routing import ABOUT_INSPECTORS
from storage.ledger.age import X25519Identity
from storage.ledger.errors import KeyFileError
from tests.setting_up.conftest import ANSWERS

ROOT = Path(__file__).parents[2]


def test_a_round_of_another_office_comes_out_of_answers_alone(founding):
    result = founding.founds()
    assert result.exit_code == 0, result.output
    config = load(founding.path)
    assert config.languages == ["en", "zh-CN"]
    assert config.round.fifth == {"en": "the review group", "zh-CN": "复核组"}
    assert (config.round.receipt_prefix, config.round.bypass_series) == ("HA", "港密审")
    assert [unit.id for unit in config.units] == ["harbour", "dredging"]
    assert [category.code for category in config.categories] == ["A", "B", "G"]
    assert [item.name["en"] for item in config.categories[0].items] == ["Bribes", "No tender"]
    assert config.channels[0].text["zh-CN"] == "0100 555 010"
    people = {person.id: (person.role, person.home_units) for person in config.people}
    assert people == {
        "leader": ("leader", []),
        "deputy-1": ("deputy", ["harbour"]),
        "member-1": ("member", []),
        "member-2": ("member", ["dredging", "harbour"]),
        "fifth-1": ("fifth", []),
        "liaison": ("liaison", []),
        "office-1": ("office", []),
    }
    assert config.notice["zh-CN"].splitlines() == [
        "审计组正在巡察港务局、疏浚队。您可以反映这些问题：",
        "· 合同",
        "· 燃油",
    ]
    text = founding.path.read_text("utf-8")
    assert not [word for word in ("礼县", "人防", "巡察组", "县委") if word in text]


def test_what_every_round_has_is_what_the_example_has(founding):
    founding.founds(recovery=False)
    made, example = load(founding.path), load(ROOT / "config.toml")
    without_source = [term.model_copy(update={"source": ""}) for term in example.terms]
    assert [term.model_copy(update={"source": ""}) for term in made.terms] == without_source
    last = next(each for each in example.categories if each.code == "G")
    assert made.categories[-1] == last
    assert {item.code for item in last.items} >= ABOUT_INSPECTORS


def test_everybody_gets_a_code_that_the_roster_believes(founding):
    said = founding.founds().output
    roster = load_roster(founding.folder / "keys", "test").current()
    codes = steps.read_codes(founding.folder / steps.CODES)
    assert len(roster.readers) == len(codes) == 7
    for reader in roster.readers:
        assert reader.code_hash == code_hash(codes[reader.id])
        assert f"{reader.id:<20} {reader.role:<10} {codes[reader.id]}" in said
    assert roster.reader("member-2").home_units == {"dredging", "harbour"}


def test_the_root_key_lies_only_where_it_was_asked_to(founding):
    founding.founds()
    root = (founding.stick / "root.key").read_bytes()
    assert not (founding.folder / "keys/root.key").exists()
    assert root.strip() not in b"".join(founding.files().values())


def test_two_custodians_of_three_open_what_nobody_else_does(founding):
    said = founding.founds().output
    assert "The drill passed: anna+ben.age, anna+cleo.age, ben+cleo.age open" in said
    roster = load_roster(founding.folder / "keys", "test").current()
    assert founding.record()["recovery"] == roster.recovery


@pytest.mark.parametrize("umask", [0o000, 0o777], ids=["lax", "strict"])
def test_nothing_is_open_to_others_whatever_the_umask(founding, umask):
    before = os.umask(umask)
    try:
        founding.founds()
        assert os.umask(umask) == umask
    finally:
        os.umask(before)
    public = {"desk.pub", "courier.pub", "intake.pub", "log.pub", "root.pub", "roster.note"}
    public.add("recovery-drill.json")  # the intake, another user, looks for it
    for path, mode in founding.modes().items():
        wanted = 0o700 if path.is_dir() else 0o600
        assert mode == wanted or (path.name in public and mode == 0o644), (path, oct(mode))
    assert stat.S_IMODE(founding.folder.stat().st_mode) == 0o700


def test_run_again_it_says_the_same_and_changes_nothing(founding):
    first = founding.founds()
    before, root = founding.files(), (founding.stick / "root.key").read_bytes()
    second = founding.founds()
    assert second.exit_code == 0, second.output
    assert founding.files() == before
    assert (founding.stick / "root.key").read_bytes() == root
    told = first.stdout[first.stdout.index("The root key decides") :]
    assert told == second.stdout[second.stdout.index("The root key decides") :]


class Killed(BaseException):
    """As a kill does, it lets nothing be tidied up that is not tidied up by leaving blocks."""


EACH = 1 if os.environ.get("DENGWEN_SOAK") else 11
WRITES = ("fsync", "mkdir", "rename", "replace", "unlink")


@pytest.fixture
def kill(monkeypatch):
    """Kill the command at its nth change of the disk; returns how many changes there were."""
    real = {name: getattr(os, name) for name in WRITES}
    count = [0, 0]

    def arm(at):
        count[:] = [0, at]

    def counting(name):
        def call(*args, **kwargs):
            count[0] += 1
            if count[0] == count[1]:
                raise Killed
            return real[name](*args, **kwargs)

        return call

    for name in WRITES:
        monkeypatch.setattr(os, name, counting(name))
    arm.seen = lambda: count[0]
    return arm


def test_broken_off_anywhere_it_can_be_run_again(founding, kill, tmp_path):
    kill(0)
    founding.founds()
    changes = kill.seen()
    assert changes > 50
    for at in range(1, changes + 1, EACH):
        again = type(founding)(_fresh(tmp_path / str(at)))
        kill(at)
        with pytest.raises(Killed):
            again.founds()
        kill(0)
        codes = steps.read_codes(again.folder / steps.CODES)
        result = again.founds()
        assert result.exit_code == 0, (at, result.output)
        assert codes.items() <= steps.read_codes(again.folder / steps.CODES).items()
        assert "The drill passed" in result.output or again.record()
        assert not [path for path in again.folder.rglob(".*") if "part" not in path.name]


def _fresh(folder):
    folder.mkdir()
    return folder


def test_a_full_disk_is_told_in_one_sentence(founding, monkeypatch):
    def full(_descriptor):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "/srv/round/config.toml")

    monkeypatch.setattr(os, "fsync", full)
    result = founding.founds()
    assert result.exit_code == 2
    assert result.stderr == (
        "/srv/round/config.toml could not be written (No space left on device); mend that, then "
        "run 'dengwen init' again: what was made is kept.\n"
    )


def test_a_folder_that_is_read_only_is_told_in_one_sentence(founding, monkeypatch):
    def refused(*args, **_kwargs):
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(args[0]))

    monkeypatch.setattr(os, "mkdir", refused)
    result = founding.founds()
    assert result.exit_code == 2
    assert "Read-only file system" in result.stderr
    assert result.stderr.count("\n") == 1


def test_without_a_terminal_nothing_is_asked(founding):
    result = founding.runs("init", "--folder", founding.folder, "--name", "Audit")
    assert result.exit_code == 2
    assert "missing: --team --fifth" in result.stderr
    assert not founding.path.exists()


@pytest.mark.parametrize(
    ("name", "value", "rule"),
    [
        ("closes", "2027-02-01", "--closes must not be before the first day."),
        ("opens", "soon", "--opens must be a date such as 2019-07-01."),
        ("prefix", "Ö", "--prefix must be 2 to 4 of A-Z and 0-9"),
        ("team", "a|b|c", "--team must be one text, or 2 with | between them: en | zh-CN."),
        ("languages", "de", "--languages must be languages that the bot speaks: en, zh-CN"),
        ("unit", "Harbour", "--unit must be an id, a colon and the name."),
        ("channel", "pigeon: roof", "--channel must be one of phone"),
        ("bypass-series", "港审", "--bypass-series must differ"),
        ("team-chat", "12", "--team-chat cannot be used as it is."),
    ],
)
def test_an_answer_that_cannot_be_is_told_by_its_flag(founding, name, value, rule):
    result = founding.founds(answers=ANSWERS | {name: [value]})
    assert result.exit_code == 2
    assert rule in result.stderr
    assert not founding.path.exists()


def test_no_token_is_ever_an_argument(founding):
    names = {name for name, *_ in FLAGS}
    assert names == {question.name for question in QUESTIONS}
    assert not [name for name in names if "token" in name]


def test_tokens_are_read_from_their_files(founding):
    for bot, token in (("public", "11:a"), ("team", "22:b")):
        file = founding.stick / f"{bot}.token"
        file.write_text(token)
        file.chmod(0o600)
    words = founding.flags()
    for bot in ("public", "team"):
        words += [f"--{bot}-token-file", founding.stick / f"{bot}.token"]
    result = founding.runs(*words)
    assert result.exit_code == 0, result.output
    assert load(founding.path).telegram.configured
    telegram = tomllib.loads(founding.path.read_text("utf-8"))["telegram"]
    assert telegram["public_token_file"] == str(founding.stick / "public.token")


def test_a_configuration_that_is_there_is_used_and_not_asked_about(founding, monkeypatch):
    monkeypatch.setenv("DENGWEN_CONFIG", str(ROOT / "config.toml"))
    monkeypatch.setenv("DENGWEN_STORAGE__DATA", str(founding.folder / "data"))
    monkeypatch.setenv("DENGWEN_STORAGE__KEYS", str(founding.folder / "keys"))
    result = founding.runs("init")
    assert result.exit_code == 0, result.output
    assert "Not ready to go live: the recovery drill has not passed." in result.output
    assert "dengwen run" not in result.output, "nobody is led to what would refuse them"
    assert f"cd {ROOT}" in result.output
    assert len(load_roster(founding.folder / "keys", "test").current().readers) == 9


def goes_live(founding, monkeypatch, command="run"):
    """Start the service with tokens and Telegram's own servers, up to where processes start."""
    monkeypatch.setenv("DENGWEN_CONFIG", str(founding.path))
    monkeypatch.setenv("DENGWEN_TELEGRAM__PUBLIC_TOKEN", "11:a")
    monkeypatch.setenv("DENGWEN_TELEGRAM__TEAM_TOKEN", "22:b")
    started = []
    monkeypatch.setattr(main, "_run", lambda name, _body: started.append(name))
    return founding.runs(command), started


@pytest.mark.parametrize("command", ["run", "intake"])
def test_nothing_goes_live_before_the_drill_has_passed(founding, monkeypatch, command):
    founding.founds(recovery=False)
    result, started = goes_live(founding, monkeypatch, command)
    assert (result.exit_code, started) == (2, [])
    assert result.stderr.startswith("The service does not go live without a recovery key")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("bot", ["public", "team"])
def test_a_token_that_was_lost_makes_no_demo_of_a_service(founding, monkeypatch, bot):
    founding.founds()
    monkeypatch.setenv("DENGWEN_CONFIG", str(founding.path))
    monkeypatch.setenv(f"DENGWEN_TELEGRAM__{bot.upper()}_TOKEN", "11:a")
    started = []
    monkeypatch.setattr(main, "_run", lambda name, _body: started.append(name))
    result = founding.runs("run")
    assert (result.exit_code, started) == (2, [])
    other = "team" if bot == "public" else "public"
    assert f"The {other} bot has no token" in result.stderr


def test_a_drill_of_an_earlier_key_does_not_count(founding, monkeypatch):
    founding.founds()
    monkeypatch.setenv("DENGWEN_CONFIG", str(founding.path))
    root, key = founding.stick / "root.key", X25519Identity.generate().recipient.encode()
    assert founding.runs("recovery", "set", key, "--root-key", root).exit_code == 0
    result, started = goes_live(founding, monkeypatch)
    assert (result.exit_code, started) == (2, [])
    assert result.stderr.startswith("The service does not go live before the recovery drill")
    own = f"anna={founding.stick / 'anna.txt'}", f"ben={founding.stick / 'ben.txt'}"
    words = ("recovery", "drill", "--files", founding.folder / "recovery", "--custodian")
    result = founding.runs(*words, own[0], "--custodian", own[1])
    assert result.exit_code == 1
    assert "holds another recovery key than the one that the roster names" in result.stderr


def test_after_the_drill_it_goes_live(founding, monkeypatch):
    founding.founds()
    assert goes_live(founding, monkeypatch)[1] == ["supervisor"]


def test_two_custodians_may_repeat_the_drill(founding, monkeypatch):
    founding.founds()
    monkeypatch.setenv("DENGWEN_CONFIG", str(founding.path))
    words = ["recovery", "drill", "--files", founding.folder / "recovery"]
    for name in ("ben", "cleo"):
        words += ["--custodian", f"{name}={founding.stick / f'{name}.txt'}"]
    result = founding.runs(*words)
    assert result.exit_code == 0, result.output
    assert "The drill passed: ben+cleo.age open" in result.stdout
    assert founding.record()["files"] == ["ben+cleo.age"]


def test_one_custodian_alone_passes_no_drill(founding, monkeypatch):
    founding.founds()
    monkeypatch.setenv("DENGWEN_CONFIG", str(founding.path))
    anna, cleo = founding.stick / "anna.txt", founding.stick / "cleo.txt"
    words = ("recovery", "drill", "--files", founding.folder / "recovery", "--custodian")
    alone = founding.runs(*words, f"anna={anna}")
    assert (alone.exit_code, "has no file for two of anna" in alone.stderr) == (1, True)
    wrong = founding.runs(*words, f"anna={anna}", "--custodian", f"ben={cleo}")
    assert (wrong.exit_code, "does not open with these two keys" in wrong.stderr) == (1, True)


def test_folders_that_were_made_for_the_processes_are_no_hindrance(founding):
    (founding.folder / "keys/pins").mkdir(parents=True)
    (founding.folder / "keys/days").mkdir()
    assert founding.founds().exit_code == 0


def test_a_key_that_is_there_already_is_never_overwritten(founding):
    (founding.folder / "keys").mkdir(parents=True)
    old = founding.folder / "keys/desk.age"
    old.write_text("somebody's")
    with pytest.raises(KeyFileError, match=r"desk\.age is there already"):
        founding.founds()
    assert old.read_text() == "somebody's"
    assert not (founding.stick / "root.key").exists()


def test_the_doctor_names_what_is_left_to_do_and_no_more(founding, monkeypatch):
    founding.founds()
    monkeypatch.setenv("DENGWEN_CONFIG", str(founding.path))
    result = founding.runs("doctor", "--json")
    assert result.exit_code == 1, result.output
    checks = {check["check"]: check for check in json.loads(result.stdout)["checks"]}
    for name in ("configuration", "clock", "keys", "permissions", "recovery", "schema"):
        assert checks[name]["findings"] == [], name
    for name in ("bots", "delivery", "groups"):
        (unseen,) = checks[name]["findings"]
        assert unseen["what"].startswith("Not looked at"), "there are no tokens yet"
    left = [finding["what"] for finding in checks["left-about"]["findings"]]
    assert [what.split()[0].rsplit("/", 1)[-1] for what in left] == ["enrolment-codes.txt", "The"]
    assert checks["roster"]["findings"][0]["what"].startswith("Not enrolled: leader, ")
    assert [each["grade"] for each in checks["telegram"]["findings"]] == ["note", "note"]
