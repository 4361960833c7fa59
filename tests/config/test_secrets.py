"""Tokens come from the environment or from guarded files, and are never shown; nor are names."""

from pathlib import Path

import pytest

from bot.config import ConfigError, load

PUBLIC = "7531001:Public-Marker_7"
TEAM = "7531002:Team-Marker_7"


@pytest.fixture
def token_file(tmp_path):
    def write(text: str, mode: int = 0o600) -> Path:
        path = tmp_path / "token"
        path.write_text(text)
        path.chmod(mode)
        return path

    return write


def refusal(example) -> str:
    with pytest.raises(ConfigError) as caught:
        load(example)
    assert caught.value.__context__ is None
    assert "Marker" not in repr(caught.value)
    assert "7531" not in repr(caught.value)
    (sentence,) = caught.value.problems
    return sentence


def test_both_tokens_make_it_configured(monkeypatch, example):
    monkeypatch.setenv("DENGWEN_TELEGRAM__PUBLIC_TOKEN", PUBLIC)
    assert not load(example).telegram.configured
    monkeypatch.setenv("DENGWEN_TELEGRAM__TEAM_TOKEN", TEAM)
    telegram = load(example).telegram
    assert telegram.configured
    assert telegram.public_token.get_secret_value() == PUBLIC
    assert telegram.team_token.get_secret_value() == TEAM


def test_nothing_secret_or_personal_is_printed(monkeypatch, example):
    monkeypatch.setenv("DENGWEN_TELEGRAM__PUBLIC_TOKEN", PUBLIC)
    monkeypatch.setenv("DENGWEN_TELEGRAM__TEAM_TOKEN", TEAM)
    config = load(example)
    for shown in (repr(config), str(config), repr(config.telegram), repr(config.people)):
        assert "Marker" not in shown
        assert "示例组长" not in shown


def test_a_token_is_read_from_its_file(monkeypatch, example, token_file):
    monkeypatch.setenv("DENGWEN_TELEGRAM__TEAM_TOKEN_FILE", str(token_file(f"{TEAM}\n")))
    assert load(example).telegram.team_token.get_secret_value() == TEAM


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_a_file_that_others_may_open_is_refused(monkeypatch, example, token_file, mode):
    monkeypatch.setenv("DENGWEN_TELEGRAM__TEAM_TOKEN_FILE", str(token_file(TEAM, mode)))
    assert refusal(example) == (
        "telegram.team_token lies in a file that others may open; run chmod 600 on the file."
    )


def test_a_credential_of_systemd_passes_with_its_access_list(monkeypatch, example, token_file):
    path = token_file(TEAM, 0o440)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(path.parent))
    monkeypatch.setenv("DENGWEN_TELEGRAM__TEAM_TOKEN_FILE", str(path))
    assert load(example).telegram.team_token.get_secret_value() == TEAM


def test_a_missing_file_says_what_to_do(monkeypatch, example, tmp_path):
    monkeypatch.setenv("DENGWEN_TELEGRAM__TEAM_TOKEN_FILE", str(tmp_path / "none"))
    assert refusal(example) == (
        "telegram.team_token cannot be read from its file; create it, with mode 0600."
    )


def test_a_process_can_be_kept_from_a_token(monkeypatch, edited, tmp_path):
    path = edited(("# team_token_file = ", f'team_token_file = "{tmp_path}/none" # '))
    monkeypatch.setenv("DENGWEN_TELEGRAM__TEAM_TOKEN_FILE", "none")
    assert load(path).telegram.team_token is None


def test_a_token_and_its_file_are_one_too_many(monkeypatch, example, token_file):
    monkeypatch.setenv("DENGWEN_TELEGRAM__TEAM_TOKEN", TEAM)
    monkeypatch.setenv("DENGWEN_TELEGRAM__TEAM_TOKEN_FILE", str(token_file(TEAM)))
    assert "telegram.team_token is given twice" in refusal(example)


@pytest.mark.parametrize("content", ["", "Marker", f"{TEAM} {PUBLIC}", "7531001:", "\x00\xff"])
def test_what_is_no_token_is_refused(monkeypatch, example, token_file, content):
    monkeypatch.setenv("DENGWEN_TELEGRAM__TEAM_TOKEN_FILE", str(token_file(content)))
    assert "telegram.team_token must be a bot token" in refusal(example)


@pytest.mark.parametrize("team", [PUBLIC, "7531001:Renewed-Marker"])
def test_the_two_tokens_belong_to_two_bots(monkeypatch, example, team):
    monkeypatch.setenv("DENGWEN_TELEGRAM__PUBLIC_TOKEN", PUBLIC)
    monkeypatch.setenv("DENGWEN_TELEGRAM__TEAM_TOKEN", team)
    assert refusal(example) == (
        "telegram.team_token must belong to another bot than telegram.public_token."
    )
