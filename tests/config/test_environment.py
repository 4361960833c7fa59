"""The environment goes before the file."""

from datetime import date
from pathlib import Path

import pytest

from bot.config import ConfigError, load


def test_it_overrides_one_key_and_leaves_the_rest(monkeypatch, example):
    monkeypatch.setenv("DENGWEN_ROUND__OPENS", "2026-11-01")
    monkeypatch.setenv("DENGWEN_ROUND__CLOSES", "2026-12-01")
    monkeypatch.setenv("DENGWEN_DESK__UNLOCK_MINUTES", "3")
    monkeypatch.setenv("DENGWEN_COURIER__SUMMARY_AT", "18:00")
    monkeypatch.setenv("DENGWEN_TELEGRAM__TEAM_CHAT", "-100")
    config = load(example)
    assert (config.round.opens, config.round.closes) == (date(2026, 11, 1), date(2026, 12, 1))
    assert config.round.receipt_prefix == "LX"
    assert config.desk.unlock_minutes == 3
    assert config.courier.summary_at.hour == 18
    assert config.telegram.team_chat == -100


def test_lists_and_free_tables_are_json(monkeypatch, example):
    monkeypatch.setenv("DENGWEN_LANGUAGES", '["en"]')
    monkeypatch.setenv("DENGWEN_CALENDAR__OVERRIDES", '{"2019-10-12": false, "2019-10-14": false}')
    config = load(example)
    assert config.languages == ["en"]
    assert config.calendar.overrides[date(2019, 9, 29)] is True
    assert config.calendar.overrides[date(2019, 10, 12)] is False
    assert config.calendar.overrides[date(2019, 10, 14)] is False


@pytest.mark.parametrize("name", ["DENGWEN_LANGUAGES", "DENGWEN_CALENDAR__OVERRIDES"])
def test_what_is_not_json_is_told_without_its_value(monkeypatch, example, name):
    monkeypatch.setenv(name, "Marker7")
    with pytest.raises(ConfigError, match="must hold JSON") as caught:
        load(example)
    assert "Marker7" not in str(caught.value)
    assert name.split("__")[0] in str(caught.value)
    assert caught.value.__context__ is None


def test_the_file_itself_is_named_by_the_environment(monkeypatch, edited):
    monkeypatch.setenv("DENGWEN_CONFIG", str(edited(('prefix = "LX"', 'prefix = "QQ"'))))
    assert load(None).round.receipt_prefix == "QQ"


def test_without_a_name_the_file_lies_in_the_working_directory(monkeypatch, edited):
    monkeypatch.chdir(edited(('prefix = "LX"', 'prefix = "QQ"')).parent)
    assert load(None).round.receipt_prefix == "QQ"


def test_the_short_name_of_the_server_goes_before_the_long_one(monkeypatch, example):
    monkeypatch.setenv("DENGWEN_TELEGRAM__API", "http://127.0.0.1:1")
    assert load(example).telegram.api == "http://127.0.0.1:1"
    monkeypatch.setenv("DENGWEN_TELEGRAM_API", "http://127.0.0.1:2")
    assert load(example).telegram.api == "http://127.0.0.1:2"


def test_the_clock_file_can_be_given(monkeypatch, example):
    monkeypatch.setenv("DENGWEN_TELEGRAM_API", "http://127.0.0.1:2")
    monkeypatch.setenv("DENGWEN_CLOCK_OFFSET_FILE", "offset")
    assert load(example).clock_offset_file == Path("offset")


def test_an_empty_variable_is_none(monkeypatch, example):
    for name in ("DENGWEN_TELEGRAM_API", "DENGWEN_TELEGRAM__PUBLIC_TOKEN", "DENGWEN_LANGUAGES"):
        monkeypatch.setenv(name, "")
    assert load(example).telegram.real
    assert load(example).telegram.public_token is None


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (
            "DENGWEN_TELGRAM__API",
            "The environment variable DENGWEN_TELGRAM__API is not a setting;",
        ),
        ("DENGWEN_TELEGRAM__APY", "telegram.apy is not a setting;"),
    ],
)
def test_a_misspelt_variable_is_refused(monkeypatch, example, name, sentence):
    monkeypatch.setenv(name, "Marker7")
    with pytest.raises(ConfigError) as caught:
        load(example)
    assert sentence in str(caught.value)
    assert "Marker7" not in str(caught.value)


def test_a_wrong_value_is_not_repeated(monkeypatch, example):
    monkeypatch.setenv("DENGWEN_DESK__UNLOCK_MINUTES", "Marker7")
    with pytest.raises(ConfigError, match=r"^desk.unlock_minutes must be a number\.$"):
        load(example)
